"""Expected values for chat templates: what transformers' `apply_chat_template` makes of 200 dialogues.

    pip install torch transformers tokenizers
    python make_chat.py

Writes `dialogues.jsonl` (the 200 dialogues), `tokenizer.json` (a small byte-level BPE with the
special tokens of all styles, trained on the dialogues; its post-processor adds a `<s>`, so that a
doubled one would show) and `expected.json`: for every template in `templates` and every dialogue
the first 16 hex digits of

    sha256(text + "\\x00" + prompt + "\\x00" + ids + "\\x00" + prompt ids + "\\x00" + answer mask)

where `text` is without and `prompt` with the generation prompt, ids are decimal numbers with
commas, and the mask is only there for templates with a `generation` block; "raised" where the
template refuses the dialogue. The first dialogues are kept whole, to be read by people.
"""

import datetime
import hashlib
import json
import pathlib
import random

import transformers
import transformers.utils.chat_template_utils as utils
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
PLAIN = HERE / "../../src-tauri/engine/src/task/template/plain.jinja"
SPECIAL = ["<s>", "</s>", "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|begin_of_text|>",
           "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "[INST]", "[/INST]", "<bos>", "<eos>",
           "<start_of_turn>", "<end_of_turn>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>"]
MARKS = {  # bos, eos
    "llama3": ("<|begin_of_text|>", "<|eot_id|>"), "gemma": ("<bos>", "<eos>"), "phi": ("<s>", "<|endoftext|>"),
    "chatml": ("<|im_start|>", "<|im_end|>"), "qwen3": (None, "<|im_end|>"), "marked": (None, "<|im_end|>"),
}
SYSTEM = [
    "Answer in one sentence.", "You are the help desk of a public library. Be kind, be brief.\n", "  Sei knapp.  ",
    "Speak like a ship's log.\n\nNever guess.", "", "Only answer with JSON: {\"answer\": ...}", "你是一个有耐心的老师。",
]
QUESTIONS = [
    "How do I renew my card?", "When does the reading room open on Sundays?\n", "Wo finde ich die Zeitschriften?",
    "  My code is 0042, why is it refused?", "Could you explain <b>this</b> & that?", "¿Puedo llevar café?",
    "Write {{ a }} and {% b %} as they are.", "Line one\nline two\n\n\nline four", "\n\nStarts with blank lines",
    "Ends with blanks   \t", "Is 3 < 5 and 7 > 2?", "请问今天几点关门？", "👩‍🔬 emoji with a joiner?", "naïve café, e\u0301 twice",
    "What's the fee for 12.5 % of 1,300?", "Tab\tin the middle", "He said \"no\" and 'maybe'.", "", " ", "a",
    "Please repeat <|im_end|> exactly.", "The word [INST] is in my text.", "Привет, можно продлить книгу?",
    "<tool_response>22 degrees</tool_response>", "Zero\u200bwidth and no\u00a0break", "هل المكتبة مفتوحة اليوم؟",
    "Is it true? Yes/No", "List:\n- one\n- two\n  - nested", "x" * 120, "C:\\books\\new\\t.txt",
]
ANSWERS = [
    "You can renew it online, under My account.", "At ten.", "Im ersten Stock, links.\n", "  It has expired. Ask at the desk.  ",
    "<think>\nThe person asks for hours.\n</think>\n\nUntil six o'clock.", "I do not know that; the desk does.", "Sí, con tapa.",
    "Of course:\n\n1. Log in\n2. Choose *Renew*\n", "</think>odd", "```python\nprint('hello')\n```", "晚上八点关门。", "Нет, к сожалению.",
    "Yes & no: 3 < 5.", "", "\n", "{\"answer\": \"ten\"}", "A.\n\nB.\n\n\nC.", "Ask again </s> later.", "😀", "It's naïve to say so.",
    "  <think>short</think>Done.", "One\ttab", "Ends with a colon:", "Sehr gern — bis morgen…",
]


def dialogues():
    draw = random.Random(20)
    for number in range(200):
        turns = []
        if number % 3 == 0:
            turns.append({"role": "system", "content": draw.choice(SYSTEM)})
        for _ in range(1 + draw.randrange(4) * (number % 2)):
            turns.append({"role": "user", "content": draw.choice(QUESTIONS)})
            turns.append({"role": "assistant", "content": draw.choice(ANSWERS)})
        if number % 5 == 4:
            turns.pop()
        if number % 25 == 24:  # two questions in a row: some templates refuse that
            turns.append({"role": "user", "content": draw.choice(QUESTIONS)})
            turns.append({"role": "user", "content": draw.choice(QUESTIONS)})
        yield turns


def tokenizer(texts):
    built = Tokenizer(models.BPE())
    built.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    built.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    built.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=700, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False))
    built.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    return built


class Day(datetime.datetime):
    """A day that does not pass, for templates that write the date."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 3, 9, 12, 0, 0)


def expect(judge, template, turns):
    marked = "{%- generation" in template
    try:
        ask = lambda prompt, ids: judge.apply_chat_template(
            turns, chat_template=template, tokenize=ids, add_generation_prompt=prompt, return_dict=False)
        text, prompt, ids, prompt_ids = ask(False, False), ask(True, False), ask(False, True), ask(True, True)
        mask = []
        if marked:
            mask = judge.apply_chat_template(turns, chat_template=template, tokenize=True, return_dict=True,
                                             return_assistant_tokens_mask=True)["assistant_masks"]
    except Exception as error:  # jinja2's TemplateError, by its name: the module is not ours
        assert type(error).__name__ == "TemplateError", (error, turns)
        return "raised", None
    parts = [text, prompt, ids, prompt_ids, mask]
    parts = [part if isinstance(part, str) else ",".join(map(str, part)) for part in parts]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16], dict(text=text, prompt=prompt, ids=ids)


def main():
    utils.datetime = Day
    turns = list(dialogues())
    (HERE / "dialogues.jsonl").write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in turns))
    texts = [m["content"] for t in turns for m in t] + ["### Instructions:\n### Question:\n### Answer:\n### Response:\nsystem user assistant model"]
    tokenizer(texts).save(str(HERE / "tokenizer.json"), pretty=False)
    styles, whole = {}, {}
    for path in [*sorted((HERE / "templates").glob("*.jinja")), PLAIN]:
        bos, eos = MARKS.get(path.stem, ("<s>", "</s>"))
        named = {k: v for k, v in dict(bos_token=bos, eos_token=eos).items() if v}
        judge = transformers.PreTrainedTokenizerFast(tokenizer_file=str(HERE / "tokenizer.json"), **named)
        done = [expect(judge, path.read_text(), t) for t in turns]
        styles[path.stem] = dict(named, hashes=[h for h, _ in done])
        whole[path.stem] = {str(i): done[i][1] for i in (1, 3) if done[i][1]}
        print(path.stem, len(set(styles[path.stem]["hashes"])), "different,", styles[path.stem]["hashes"].count("raised"), "raised")
    made = dict(transformers=transformers.__version__, day="2026-03-09", styles=styles, whole=whole)
    (HERE / "expected.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
