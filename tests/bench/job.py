#!/usr/bin/env python3
"""Whole jobs by transformers and PEFT: what a person would write who does it by hand.

    python job.py train --model ../../assets/starter --data FILE.csv --counts 1500,200,300 --out DIR
    python job.py predict --model DIR --data FILE.csv --out FILE.csv

train: one epoch of adapters with transformers' Trainer on a CSV with the columns text and
category, scored on its validation part and once on its test part, then saved.
predict: the text-classification pipeline, 32 rows at a time, on a CSV with the column text.
Both end with one line of JSON.
"""

import argparse
import csv
import json
import os
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("verb", choices=["train", "predict"])
parser.add_argument("--model", type=Path, required=True)
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--counts", help="rows to learn from, to validate on, to test on")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--out", type=Path, required=True)
ASKED = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = str(ASKED.threads)  # before torch is loaded
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "true"

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoModelForSequenceClassification, AutoTokenizer  # noqa: E402


def read() -> list[dict]:
    with open(ASKED.data, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def train() -> dict:
    from peft import LoraConfig, get_peft_model
    from transformers import DataCollatorWithPadding, Trainer, TrainingArguments

    rows = read()
    names = sorted({row["category"] for row in rows})
    index = {name: i for i, name in enumerate(names)}
    tokenizer = AutoTokenizer.from_pretrained(ASKED.model)
    encoded = tokenizer([row["text"] for row in rows], truncation=True, max_length=128)
    examples = [
        {"input_ids": ids, "attention_mask": mask, "labels": index[row["category"]]}
        for ids, mask, row in zip(encoded["input_ids"], encoded["attention_mask"], rows)
    ]
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(1)).tolist()
    learn, validate, test = (int(count) for count in ASKED.counts.split(","))
    parts = [order[:learn], order[learn : learn + validate]]
    parts.append(order[learn + validate : learn + validate + test])
    learning, validation, exam = ([examples[i] for i in part] for part in parts)

    torch.manual_seed(1)
    model = AutoModelForSequenceClassification.from_pretrained(
        ASKED.model, num_labels=len(names), dtype=torch.float32
    )
    config = LoraConfig(
        task_type="SEQ_CLS",
        r=8,
        lora_alpha=16,
        lora_dropout=0.1,
        target_modules=["query", "value"],
    )
    settings = TrainingArguments(
        output_dir=str(ASKED.out / "trainer"),
        num_train_epochs=1,
        per_device_train_batch_size=16,
        per_device_eval_batch_size=32,
        learning_rate=5e-4,
        weight_decay=0.01,
        warmup_steps=max(1, learn // 160),
        max_grad_norm=1.0,
        eval_strategy="epoch",
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
        use_cpu=True,
        dataloader_pin_memory=False,
        seed=1,
    )
    trainer = Trainer(
        model=get_peft_model(model, config),
        args=settings,
        train_dataset=learning,
        eval_dataset=validation,
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=accuracy,
    )
    trainer.train()
    score = trainer.predict(exam).metrics["test_accuracy"]
    trainer.save_model(str(ASKED.out))
    tokenizer.save_pretrained(str(ASKED.out))
    return {"rows": [learn, validate, test], "accuracy": score}


def accuracy(scored) -> dict:
    return {"accuracy": float((scored.predictions.argmax(-1) == scored.label_ids).mean())}


def predict() -> dict:
    rows = read()
    sort = transformers.pipeline(
        "text-classification",
        model=AutoModelForSequenceClassification.from_pretrained(ASKED.model, dtype=torch.float32),
        tokenizer=AutoTokenizer.from_pretrained(ASKED.model),
        device="cpu",
    )
    answers = sort([row["text"] for row in rows], batch_size=32, truncation=True)
    with open(ASKED.out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*rows[0], "predicted", "confidence"])
        for row, answer in zip(rows, answers):
            writer.writerow([*row.values(), answer["label"], answer["score"]])
    return {"rows": len(rows)}


transformers.logging.set_verbosity_error()
torch.set_num_threads(ASKED.threads)
print(json.dumps(train() if ASKED.verb == "train" else predict()))
