#!/usr/bin/env python3
"""What taking out the rows that are called mislabelled does to a model that is trained anew.

    python retrain.py --cli attune-cli --test banking77_test.csv banking77_train.csv \
        --text text --label category

Flips a share of the labels (none, 5%, 20%) for each seed, trains on all rows and on those that are not
called mislabelled, and prints the accuracy of both on the untouched test file. Exits 1 when taking them
out costs more than 0.3 points in a mean over the seeds, or gains nothing where 20% were flipped.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from flipped import flip
from program import Row, check_rows, read, write

MAY_COST = 0.003
MUST_GAIN_FROM = 0.20


def accuracy(parsed, rows: list[Row], test: Path, seed: int, place: Path) -> float:
    sets = [word for s in parsed.set for word in ("--set", s)]
    done = subprocess.run(
        [parsed.cli, "train", "--task", "classify", "--data", write(place / "rows.csv", rows),
         "--test", test, "--text", "text", "--label", "label", "--model", "starter",
         "--method", parsed.method, "--preset", "balanced", *sets, "--seed", str(seed),
         "--out", place / "run"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"training ended with {done.returncode}")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    exam = [e for e in events if e["event"] == "evaluated" and e["split"] == "test"]
    return {e["stage"]: e["metrics"]["accuracy"] for e in exam}["kept"]


def compare(parsed, rows: list[Row], test: Path, share: float, seed: int, cache: str) -> float:
    wrong, flipped = flip(rows, share, seed)
    named = set(check_rows(parsed.cli, wrong, "--cache", cache)["mislabelled"])
    left = [row for i, row in enumerate(wrong) if i not in named]
    figures = []
    for kept in (wrong, left):
        with tempfile.TemporaryDirectory() as place:
            figures.append(accuracy(parsed, kept, test, seed, Path(place)))
    before, after = figures
    right = len(named & flipped)
    print(
        f"| {share:.0%} | {seed} | {len(named)} | {right} of {len(flipped)} "
        f"| {before:.2%} | {after:.2%} | {100 * (after - before):+.2f} |",
        flush=True,
    )
    return after - before


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--method", default="head")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--shares", nargs="+", type=float, default=[0.0, 0.05, 0.20])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parsed = parser.parse_args()
    rows = read(parsed.file, parsed.text, parsed.label)
    failed = []
    print("| flipped | seed | called mislabelled | of the flipped | all rows | without them | points |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as cache:
        test = write(Path(cache) / "test.csv", read(parsed.test, parsed.text, parsed.label))
        for share in parsed.shares:
            gains = [compare(parsed, rows, test, share, seed, cache) for seed in parsed.seeds]
            mean = sum(gains) / len(gains)
            print(f"| {share:.0%} | mean | | | | | {100 * mean:+.2f} |", flush=True)
            if mean < -MAY_COST or (share >= MUST_GAIN_FROM and mean <= 0):
                failed.append(f"{share:.0%}: {100 * mean:+.2f} points")
    if failed:
        sys.exit("; ".join(failed))


if __name__ == "__main__":
    main()
