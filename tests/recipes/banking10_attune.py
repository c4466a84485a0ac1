#!/usr/bin/env python3
"""Attune's side of the recipe in banking10.py, through its command line.

    python banking10_attune.py --cli attune-cli --train banking77_train.csv \\
        --test banking77_test.csv > banking10_attune.json

The same rows, epochs, rates, schedule, pooling and random head. One thing differs: Attune
always holds out a mock exam to choose the version it keeps; here 1% of the training rows.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = {
    "epochs": 5, "batch_size": 16, "max_length": 64, "warmup": 0.1, "weight_decay": 0.01,
    "clip": 1.0, "dropout": 0.1, "pooling": "cls", "head_init": "random", "validation": 0.01,
    "label_smoothing": 0, "keep": "last",
}  # fmt: skip
METHODS = {
    "full": {"learning_rate": 5e-5},
    "lora": {"learning_rate": 5e-4, "rank": 8, "alpha": 16, "targets": "query,value"},
}


def first_categories(path: Path, count: int, names=None) -> tuple[list, list]:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = names or sorted({row["category"] for row in rows})[:count]
    return [row for row in rows if row["category"] in names], names


def write(path: Path, rows: list) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["text", "category"])
        writer.writeheader()
        writer.writerows({"text": r["text"], "category": r["category"]} for r in rows)
    return path


def accuracy(cli, folder: Path, data: dict, method: str, seed: int) -> float:
    run = folder / f"{method}-{seed}"
    sets = []
    for key, value in (SETTINGS | METHODS[method]).items():
        sets += ["--set", f"{key}={value}"]
    columns = ["--text", "text", "--label", "category"]
    subprocess.run(
        [cli, "train", "--task", "classify", "--data", data["train"], "--test", data["test"],
         *columns, "--model", "starter", "--method", method, *sets, "--seed", str(seed),
         "--out", run],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    done = subprocess.run(
        [cli, "evaluate", run, "--data", data["test"], *columns, "--json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)["accuracy"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows, names = first_categories(parsed.train, 10)
        exam, _ = first_categories(parsed.test, 10, names)
        data = {"train": write(folder / "train.csv", rows), "test": write(folder / "test.csv", exam)}
        result = {"settings": SETTINGS, "methods": METHODS, "rows": [len(rows), len(exam)]}
        for method in parsed.methods:
            figures = {}
            for seed in parsed.seeds:
                figures[seed] = round(100 * accuracy(parsed.cli, folder, data, method, seed), 2)
                print(method, seed, figures[seed], file=sys.stderr, flush=True)
            result[method] = {"test_accuracy": figures, "mean": statistics.mean(figures.values())}
        json.dump(result, sys.stdout, indent=1)


main()
