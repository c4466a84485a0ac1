#!/usr/bin/env python3
"""The reference for one recipe of several labels a text: transformers on the sample messages.

    python tags.py --made DIR > tags.json      # also writes DIR/train.csv and DIR/test.csv

Data: the four sample projects of assets/samples, English and short, with labels that can be told from
the words themselves: the project each comes from, whether it asks, whether it holds a number, and
whether it is long (see `labels_of`). So any number of labels holds for a text, and some for few of
them. Every fifth text is the test. Model: assets/starter as BertForSequenceClassification. The recipe
stands in RECIPE, whole, and is printed with the figures: every training row is used, the weights after
the last step are tested, every label is said from 0.5 on. Needs torch, transformers, scikit-learn.
"""

import argparse
import csv
import json
import math
import re
import sys
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import accuracy_score, f1_score
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification, get_linear_schedule_with_warmup
from transformers.utils import logging as transformers_logging

ASSETS = Path(__file__).resolve().parents[2] / "assets"
STARTER = ASSETS / "starter"
RECIPE = {
    "pooling": "cls",
    "head": "normal with standard deviation 0.02, bias 0",
    "loss": "binary cross-entropy with logits, mean over labels and rows",
    "epochs": 3,
    "batch": 16,
    "order": "shuffled each epoch, last batch may be smaller",
    "max_length": 64,
    "dropout": 0.1,
    "optimiser": "AdamW, betas 0.9 and 0.999, eps 1e-8",
    "weight_decay": 0.01,
    "weight_decay_on": "everything but biases and LayerNorm",
    "schedule": "linear warm-up over 10% of the steps, linear decay to 0",
    "clip": 1.0,
    "learning_rate": 1e-4,
    "method": "full",
    "threshold": 0.5,
    "seeds": [1, 2, 3],
}


def labels_of(project: str, text: str) -> list[str]:
    found = [project]
    found += ["question"] if "?" in text else []
    found += ["number"] if re.search(r"\d", text) else []
    found += ["long"] if len(text.split()) > 25 else []
    return found


def texts() -> list[tuple[str, list[str]]]:
    rows = []
    for sample in json.loads((ASSETS / "samples" / "samples.json").read_text(encoding="utf-8")):
        path = ASSETS / "samples" / sample["file"]
        with open(path, encoding="utf-8", newline="") as file:
            all_rows = (
                [json.loads(line) for line in file if line.strip()]
                if path.suffix == ".jsonl"
                else list(csv.DictReader(file))
            )
        found = [row[sample["text"]].strip() for row in all_rows]
        rows += [(text, labels_of(sample["id"], text)) for text in found if text]
    return rows


def write(path: Path, rows) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "labels"])
        writer.writerows([text, "; ".join(labels)] for text, labels in rows)


def collate(rows):
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in rows])
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows])
    return ids, mask, torch.tensor([truth for _, truth in rows], dtype=torch.float32)


def groups(model):
    def plain(name):
        return name.endswith("bias") or "LayerNorm" in name

    named = list(model.named_parameters())
    return [
        {"params": [p for n, p in named if not plain(n)], "weight_decay": RECIPE["weight_decay"]},
        {"params": [p for n, p in named if plain(n)], "weight_decay": 0.0},
    ]


def test(model, rows) -> dict:
    model.eval()
    said, truth, loss = [], [], 0.0
    with torch.no_grad():
        for start in range(0, len(rows), 64):
            ids, mask, targets = collate(rows[start : start + 64])
            logits = model(input_ids=ids, attention_mask=mask).logits
            loss += torch.nn.functional.binary_cross_entropy_with_logits(
                logits, targets, reduction="sum"
            ).item()
            said += (torch.sigmoid(logits) >= RECIPE["threshold"]).tolist()
            truth += targets.bool().tolist()
    said, truth = np.array(said), np.array(truth)
    return {
        "exact_match": accuracy_score(truth, said),
        "micro_f1": f1_score(truth, said, average="micro"),
        "macro_f1": f1_score(truth, said, average="macro", zero_division=np.nan),
        "loss": loss / truth.size,
    }


def run(seed: int, labels: int, train, held_out) -> dict:
    torch.manual_seed(seed)
    model = BertForSequenceClassification.from_pretrained(
        STARTER,
        num_labels=labels,
        problem_type="multi_label_classification",
        dtype=torch.float32,
    )
    torch.nn.init.normal_(model.classifier.weight, std=0.02)
    torch.nn.init.zeros_(model.classifier.bias)
    rate = RECIPE["learning_rate"]
    optimiser = torch.optim.AdamW(groups(model), lr=rate, betas=(0.9, 0.999), eps=1e-8)
    size = RECIPE["batch"]
    steps = RECIPE["epochs"] * math.ceil(len(train) / size)
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)
    for epoch in range(RECIPE["epochs"]):
        model.train()
        order = torch.randperm(len(train)).tolist()
        for start in range(0, len(order), size):
            ids, mask, targets = collate([train[i] for i in order[start : start + size]])
            # transformers' own loss for this problem type.
            model(input_ids=ids, attention_mask=mask, labels=targets).loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), RECIPE["clip"])
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        print(f"seed {seed}, pass {epoch + 1}", file=sys.stderr, flush=True)
    return test(model, held_out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--made", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=RECIPE["seeds"])
    parser.add_argument("--only-data", action="store_true")
    parsed = parser.parse_args()
    torch.set_num_threads(1)
    transformers_logging.set_verbosity_error()
    rows = texts()
    parsed.made.mkdir(parents=True, exist_ok=True)
    learned = [row for i, row in enumerate(rows) if i % 5]
    held_out = [row for i, row in enumerate(rows) if i % 5 == 0]
    write(parsed.made / "train.csv", learned)
    write(parsed.made / "test.csv", held_out)
    if parsed.only_data:
        return
    names = sorted({label for _, labels in learned for label in labels})
    tokenizer = Tokenizer.from_file(str(STARTER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(RECIPE["max_length"])

    def encode(some):
        return [(tokenizer.encode(t).ids, [name in labels for name in names]) for t, labels in some]

    train, exam = encode(learned), encode(held_out)
    figures = {seed: run(seed, len(names), train, exam) for seed in parsed.seeds}
    counts = {name: sum(name in labels for _, labels in rows) for name in names}
    print(json.dumps({
        "recipe": RECIPE, "rows": {"train": len(train), "test": len(exam)}, "labels": counts,
        "figures": figures,
    }, indent=1))  # fmt: skip


main()
