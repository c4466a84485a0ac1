#!/usr/bin/env python3
"""Trains briefly, exports, and lets other people's software judge the exports.

    python judge.py --attune-cli target/debug/attune-cli

Eight runs (LoRA and full, mean and CLS pooling, one label a text and several), each exported in every form it can have, each
export judged by check_export.py on 500 texts from the sample projects. Exits 1 if one fails.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parent.parent / "assets"
TRAINING = ASSETS / "samples" / "pharmacy-messages.csv"
ROWS = 500


def texts() -> list[str]:
    """Texts that no run was trained on come first."""
    found = []
    for name in ("tenancy-letters.csv", "course-questions.csv", TRAINING.name):
        with open(ASSETS / "samples" / name, encoding="utf-8", newline="") as file:
            found += [row[0] for row in list(csv.reader(file))[1:]]
    return found[:ROWS]


def several(folder: Path) -> Path:
    """The messages with several labels each: their category, and how they are written."""
    path = folder / "several.csv"
    with open(TRAINING, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["message", "category"])
        for row in rows:
            text = row["message"]
            labels = [row["category"]] if row["category"] else []
            labels += ["question"] if "?" in text else []
            labels += ["short"] if len(text.split()) < 12 else []
            writer.writerow([text, "; ".join(labels)])
    return path


def judge(cli: Path, folder: Path, task: str, method: str, pooling: str) -> bool:
    print(f"\n{task}, {method}, {pooling} pooling", flush=True)
    run, data, predictions = folder / "run", folder / "texts.csv", folder / "predicted.csv"
    base = ASSETS / "starter"
    with open(data, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in texts())])

    def attune(*arguments) -> str:
        command = [cli, *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stderr}")
        return done.stdout

    training = several(folder) if task == "tag" else TRAINING
    # From a random head the quick head does not count, so what is kept has been tuned.
    log = attune(
        "train", "--task", task, "--data", training, "--text", "message",
        "--label", "category", "--model", "starter", "--method", method, "--preset", "quick",
        "--set", "epochs=1", "--set", "head_init=random", "--set", f"pooling={pooling}",
        "--seed", "1", "--out", run,
    )  # fmt: skip
    best = json.loads(log.splitlines()[-1])["best"]
    if best["stage"] != "tuning" or best["step"] < 2:
        sys.exit(f"what was kept has hardly been tuned, and proves nothing: {best}")
    attune("predict", run, "--data", data, "--text", "text", "--out", predictions)
    attune("export", run, "--format", "merged", "--out", folder / "merged")
    arguments = ["--merged", folder / "merged"]
    if method == "lora":
        attune("export", run, "--format", "peft", "--out", folder / "peft")
        arguments += ["--peft", folder / "peft", "--base", base]
    check = [sys.executable, HERE / "check_export.py", "--rows", str(ROWS), "--text", "text"]
    check += ["--run-predictions", predictions, "--data", data, *arguments]
    check += ["--separator", "; "] if task == "tag" else []
    return subprocess.run(check, stdin=subprocess.DEVNULL).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attune-cli", type=Path, required=True)
    cli = parser.parse_args().attune_cli.resolve()
    good = True
    for task, method, pooling in product(("classify", "tag"), ("lora", "full"), ("mean", "cls")):
        with tempfile.TemporaryDirectory() as scratch:
            good &= judge(cli, Path(scratch), task, method, pooling)
    sys.exit(0 if good else 1)


main()
