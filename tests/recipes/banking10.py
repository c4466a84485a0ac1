#!/usr/bin/env python3
"""The reference for one fine-tuning recipe: transformers and PEFT on ten categories.

    python banking10.py --train banking77_train.csv --test banking77_test.csv > banking10.json

Data: BANKING77 (Casanueva et al. 2020, CC-BY-4.0; columns text, category), the ten
alphabetically first categories. Model: assets/starter as BertForSequenceClassification
(the pooler comes with the starter). The recipe stands in RECIPE, whole, and is printed
with the figures. Every training row is used, nothing is held out, the weights after the
last step are tested. Needs torch, transformers, peft.
"""

import argparse
import csv
import json
import math
import sys
import time
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification, get_linear_schedule_with_warmup
from transformers.utils import logging as transformers_logging

DEVICE = torch.device("cpu")
STARTER = Path(__file__).resolve().parents[2] / "assets" / "starter"
RECIPE = {
    "categories": 10,
    "pooling": "cls",
    "head": "normal with standard deviation 0.02, bias 0",
    "epochs": 5,
    "batch": 16,
    "order": "shuffled each epoch, last batch may be smaller",
    "max_length": 64,
    "dropout": 0.1,
    "optimiser": "AdamW, betas 0.9 and 0.999, eps 1e-8",
    "weight_decay": 0.01,
    "weight_decay_on": "everything but biases and LayerNorm",
    "schedule": "linear warm-up over 10% of the steps, linear decay to 0",
    "clip": 1.0,
    "learning_rate": {"full": 5e-5, "lora": 5e-4},
    "lora": {"rank": 8, "alpha": 16, "dropout": 0.1, "targets": ["query", "value"]},
    "trained_besides_adapters": ["classifier"],
    "seeds": [1, 2, 3],
}


def read(path: Path) -> list[tuple[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def load(parsed):
    train, test = read(parsed.train), read(parsed.test)
    names = sorted({label for _, label in train})[: RECIPE["categories"]]
    index = {name: i for i, name in enumerate(names)}
    tokenizer = Tokenizer.from_file(str(STARTER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(RECIPE["max_length"])

    def encode(rows):
        return [(tokenizer.encode(t).ids, index[label]) for t, label in rows if label in index]

    return names, encode(train), encode(test)


def collate(rows):
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in rows])
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows])
    labels = torch.tensor([label for _, label in rows])
    return ids.to(DEVICE), mask.to(DEVICE), labels.to(DEVICE)


def build(method: str, classes: int):
    model = BertForSequenceClassification.from_pretrained(
        STARTER, num_labels=classes, dtype=torch.float32
    )
    assert model.config.hidden_dropout_prob == RECIPE["dropout"]
    assert model.config.attention_probs_dropout_prob == RECIPE["dropout"]
    torch.nn.init.normal_(model.classifier.weight, std=0.02)
    torch.nn.init.zeros_(model.classifier.bias)
    if method == "lora":
        settings = RECIPE["lora"]
        config = LoraConfig(
            task_type="SEQ_CLS",
            r=settings["rank"],
            lora_alpha=settings["alpha"],
            lora_dropout=settings["dropout"],
            target_modules=settings["targets"],
        )
        model = get_peft_model(model, config)
    return model.to(DEVICE)


def groups(model):
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]

    def plain(name):
        return name.endswith("bias") or "LayerNorm" in name

    return [
        {"params": [p for n, p in learning if not plain(n)], "weight_decay": RECIPE["weight_decay"]},
        {"params": [p for n, p in learning if plain(n)], "weight_decay": 0.0},
    ]


def accuracy(model, rows) -> float:
    model.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(rows), 64):
            ids, mask, labels = collate(rows[start : start + 64])
            logits = model(input_ids=ids, attention_mask=mask).logits
            right += int((logits.argmax(1) == labels).sum())
    return 100.0 * right / len(rows)


def run(method: str, seed: int, classes: int, train, test, epochs: int) -> float:
    torch.manual_seed(seed)
    model = build(method, classes)
    optimiser = torch.optim.AdamW(
        groups(model), lr=RECIPE["learning_rate"][method], betas=(0.9, 0.999), eps=1e-8
    )
    size = RECIPE["batch"]
    steps = epochs * math.ceil(len(train) / size)
    schedule = get_linear_schedule_with_warmup(optimiser, round(0.1 * steps), steps)
    learning = [p for p in model.parameters() if p.requires_grad]
    for epoch in range(epochs):
        model.train()
        began, total = time.monotonic(), 0.0
        order = torch.randperm(len(train)).tolist()
        for start in range(0, len(order), size):
            ids, mask, labels = collate([train[i] for i in order[start : start + size]])
            logits = model(input_ids=ids, attention_mask=mask).logits
            loss = torch.nn.functional.cross_entropy(logits, labels)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, RECIPE["clip"])
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item() * len(labels)
        took = time.monotonic() - began
        line = f"{method} seed {seed} epoch {epoch + 1} loss {total / len(train):.4f} {took:.0f} s"
        print(line, file=sys.stderr, flush=True)
    score = accuracy(model, test)
    print(f"{method} seed {seed} test accuracy {score:.2f}", file=sys.stderr, flush=True)
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--methods", nargs="+", default=["lora", "full"])
    parser.add_argument("--seeds", nargs="+", type=int, default=RECIPE["seeds"])
    parser.add_argument("--epochs", type=int, default=RECIPE["epochs"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cuda for a graphics card, in float32 too")
    parsed = parser.parse_args()
    global DEVICE
    DEVICE = torch.device(parsed.device)
    torch.set_num_threads(parsed.threads)
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    names, train, test = load(parsed)
    recipe = RECIPE | {"epochs": parsed.epochs, "seeds": parsed.seeds}
    results = {"recipe": recipe, "categories": names, "train": len(train), "test": len(test)}
    for method in parsed.methods:
        scores = [
            run(method, seed, len(names), train, test, parsed.epochs) for seed in parsed.seeds
        ]
        results[method] = {
            "test_accuracy": {str(s): round(v, 2) for s, v in zip(parsed.seeds, scores, strict=True)},
            "mean": round(sum(scores) / len(scores), 2),
        }
    print(json.dumps(results, indent=1))


main()
