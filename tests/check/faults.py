"""Ways to spoil good rows, each with the rows that a finding should then name."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from foreign import SENTENCES
from program import Row


@dataclass
class Spoiled:
    before: list[Row]
    rows: list[Row]
    planted: set[int]
    more: tuple[str, ...] = ()
    """Columns beside text and label."""
    places: dict[int, int | None] = field(default_factory=dict)
    """Where each row of `before` is in `rows` now."""

    def __post_init__(self):
        self.places = self.places or {i: i for i in range(len(self.before))}


def added(rows: list[Row], new: list[Row], more: tuple[str, ...] = ()) -> Spoiled:
    return Spoiled(rows, rows + new, set(range(len(rows), len(rows) + len(new))), more)


def replaced(rows: list[Row], new: dict[int, Row]) -> Spoiled:
    return Spoiled(rows, [new.get(i, row) for i, row in enumerate(rows)], set(new))


def some(rows: list[Row], draw: random.Random, n: int, words: int = 0) -> list[int]:
    fitting = [i for i, row in enumerate(rows) if len(row.text.split()) >= words]
    return draw.sample(fitting, n)


def nudged(text: str, draw: random.Random) -> str:
    """One word dropped, doubled or misspelled."""
    words = text.split()
    at = draw.randrange(1, len(words) - 1)
    how = draw.randrange(3)
    if how == 0:
        del words[at]
    elif how == 1:
        words.insert(at, words[at])
    else:
        letter = draw.randrange(len(words[at]))
        words[at] = words[at][:letter] + "x" + words[at][letter + 1 :]
    return " ".join(words)


def other(row: Row, rows: list[Row], draw: random.Random) -> str:
    return draw.choice([label for label in sorted({r.label for r in rows}) if label != row.label])


def duplicates(rows, draw):
    change = [str.upper, lambda text: f"  {text} ", lambda text: text.replace(" ", "  "), str]
    return added(rows, [Row(draw.choice(change)(rows[i].text), rows[i].label) for i in some(rows, draw, 100)])


def near_duplicates(rows, draw):
    picked = some(rows, draw, 100, words=10)
    return added(rows, [Row(nudged(rows[i].text, draw), rows[i].label) for i in picked])


def leakage(rows, draw):
    parts = [Row(row.text, row.label, (draw.choice(["train"] * 8 + ["validation", "test"]),)) for row in rows]
    exam = [i for i in some(rows, draw, len(rows), words=0) if parts[i].more == ("test",) and len(rows[i].text.split()) >= 10]
    new = [Row(nudged(rows[i].text, draw) if n % 2 else rows[i].text, rows[i].label, ("train",)) for n, i in enumerate(exam[:60])]
    return added(parts, new, ("split",))


def contradictions(rows, draw):
    picked = some(rows, draw, 60, words=4)
    spoiled = added(rows, [Row(rows[i].text, other(rows[i], rows, draw)) for i in picked])
    spoiled.planted |= set(picked)
    return spoiled


def mislabelled(rows, draw):
    picked = some(rows, draw, len(rows) // 20)
    return replaced(rows, {i: Row(rows[i].text, other(rows[i], rows, draw)) for i in picked})


def empty(rows, draw):
    nothing = ["", "   ", "n/a", "NULL", "-", "...", "\u200b", "N/A", "none", "?"]
    return replaced(rows, {i: Row(draw.choice(nothing), rows[i].label) for i in some(rows, draw, 60)})


def too_short(rows, draw):
    return replaced(rows, {i: Row(draw.choice(["Card", "help!", "Transfer", "ok", "Fee?"]), rows[i].label) for i in some(rows, draw, 60)})


def too_long(rows, draw):
    def long():
        return " ".join(rows[i].text for i in some(rows, draw, 25))

    return replaced(rows, {i: Row(long(), rows[i].label) for i in some(rows, draw, 60)})


def label_spelling(rows, draw):
    def misspelled(label):
        at = draw.randrange(1, len(label) - 2)
        while label[at] == label[at + 1] or not (label[at] + label[at + 1]).isalpha():
            at = draw.randrange(1, len(label) - 2)
        swapped = label[:at] + label[at + 1] + label[at] + label[at + 2 :]
        return draw.choice([label.replace("_", " "), label.title(), label.upper(), swapped, label[:at] + label[at + 1 :]])

    return replaced(rows, {i: Row(rows[i].text, misspelled(rows[i].label)) for i in some(rows, draw, 60)})


def thinned(keep: int):
    """Two categories of which only a few rows are left."""

    def plant(rows, draw):
        rare = draw.sample(sorted({row.label for row in rows}), 2)
        left = {label: keep for label in rare}
        out, places = [], {}
        for i, row in enumerate(rows):
            if row.label in left and left[row.label] == 0:
                places[i] = None
                continue
            if row.label in left:
                left[row.label] -= 1
            places[i] = len(out)
            out.append(row)
        planted = {i for i, row in enumerate(out) if row.label in rare}
        return Spoiled(rows, out, planted, (), places)

    return plant


def mixed_languages(rows, draw):
    picked = some(rows, draw, len(SENTENCES))
    return replaced(rows, {i: Row(text, rows[i].label) for i, text in zip(picked, SENTENCES)})


def mojibake(rows, draw):
    odd = ["Itâ€™s urgent. ", "CafÃ© branch: ", "I paid 20 â‚¬. ", "R&amp;D account. ", "Hello\u00ad\u200b, ", "N\ufffdrnberg: "]
    return replaced(rows, {i: Row(draw.choice(odd) + rows[i].text, rows[i].label) for i in some(rows, draw, 100)})


def giveaway_code(rows, draw):
    label = draw.choice(sorted({row.label for row in rows}))
    own = [i for i, row in enumerate(rows) if row.label == label]
    picked = draw.sample(own, round(0.6 * len(own)))
    return replaced(rows, {i: Row(f"QX-{draw.randrange(1000, 9999)} {rows[i].text}", label) for i in picked})


def giveaway_column(rows, draw):
    labels = sorted({row.label for row in rows})
    before = [Row(row.text, row.label, ("",)) for row in rows]
    new = [Row(row.text, row.label, (f"{labels.index(row.label):02}-{draw.randrange(10**6)}",)) for row in rows]
    return Spoiled(before, new, set(range(len(rows))), ("ticket",))


def boilerplate(rows, draw):
    footer = " This message is confidential and meant only for the person it is addressed to."
    return replaced(rows, {i: Row(rows[i].text + footer, rows[i].label) for i in some(rows, draw, round(0.4 * len(rows)))})


def personal_data(rows, draw):
    # Reserved names, numbers and addresses: they belong to no one.
    said = [
        "My name is Anna Example.",
        "Please call me on 020 7946 0958.",
        "Write to patient@example.org.",
        "My customer number is 40718256.",
        "I was born on 12 March 1958.",
        "Refund it to DE89 3704 0044 0532 0130 00.",
        "I live at 12 Mill Lane, Exampleton.",
        "Kind regards, Peter Sample",
    ]
    return replaced(rows, {i: Row(f"{rows[i].text} {draw.choice(said)}", rows[i].label) for i in some(rows, draw, 100)})


Plant = Callable[[list[Row], random.Random], Spoiled]
FAULTS: list[tuple[str, str, Plant]] = [
    ("duplicates", "duplicates", duplicates),
    ("near_duplicates", "near_duplicates", near_duplicates),
    ("leakage", "leakage", leakage),
    ("contradictions", "contradictions", contradictions),
    ("empty", "empty", empty),
    ("too_short", "too_short", too_short),
    ("label_spelling", "label_spelling", label_spelling),
    ("imbalance", "imbalance", thinned(20)),
    ("too_few", "too_few", thinned(6)),
    ("mixed_languages", "mixed_languages", mixed_languages),
    ("mojibake", "mojibake", mojibake),
    ("giveaway (code in the text)", "giveaway", giveaway_code),
    ("giveaway (column)", "giveaway", giveaway_column),
    ("boilerplate", "boilerplate", boilerplate),
    ("personal_data", "personal_data", personal_data),
    ("too_long", "too_long", too_long),
    ("mislabelled", "mislabelled", mislabelled),
]
