#!/usr/bin/env python3
"""Attune's side of the recipe in tags.py, through its command line.

    python tags_attune.py --cli attune-cli --made DIR > tags_attune.json

DIR is what tags.py wrote. The same rows, passes, rates, schedule, pooling and random head. Two things
differ: Attune always holds out a mock exam to choose the version it keeps, here 1% of the training
rows; and it chooses its thresholds there, so that its figures are also given at 0.5 for every label.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = {
    "epochs": 3, "batch_size": 16, "max_length": 64, "warmup": 0.1, "weight_decay": 0.01,
    "clip": 1.0, "dropout": 0.1, "pooling": "cls", "head_init": "random", "validation": 0.01,
    "learning_rate": 1e-4,
}  # fmt: skip
COLUMNS = ["--text", "text", "--label", "labels", "--separator", ";"]


def evaluate(cli, run: Path, test: Path) -> dict:
    done = subprocess.run(
        [cli, "evaluate", run, "--data", test, *COLUMNS, "--json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    return {key: figures[key] for key in ("exact_match", "micro_f1", "macro_f1", "loss")}


def train(cli, folder: Path, made: Path, seed: int) -> dict:
    run = folder / f"run-{seed}"
    sets = [word for key, value in SETTINGS.items() for word in ("--set", f"{key}={value}")]
    subprocess.run(
        [cli, "train", "--task", "tag", "--data", made / "train.csv", "--test", made / "test.csv",
         *COLUMNS, "--model", "starter", "--method", "full", *sets, "--seed", str(seed),
         "--out", run],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    own = evaluate(cli, run, made / "test.csv")
    thresholds = run / "best" / "thresholds.json"
    count = len(json.loads(thresholds.read_text()))
    thresholds.write_text(json.dumps([0.5] * count))
    print(f"seed {seed} done", file=sys.stderr, flush=True)
    return {"thresholds_of_its_own": own, "at_one_half": evaluate(cli, run, made / "test.csv")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--made", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parsed = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    figures = {seed: train(parsed.cli, folder, parsed.made, seed) for seed in parsed.seeds}
    print(json.dumps({"settings": SETTINGS, "figures": figures}, indent=1))
    shutil.rmtree(folder)


main()
