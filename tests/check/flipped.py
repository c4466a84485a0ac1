#!/usr/bin/env python3
"""How many flipped labels stand among the first as many suspicious rows as were flipped.

    python flipped.py --cli attune-cli banking77_train.csv --text text --label category

Flips 5% of the labels (`--share`) to another category drawn at random, for each of five seeds.
Prints a line a seed; exits 1 when one is under 90%.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from program import Row, check_rows, read

LEAST = 0.90


def flip(rows: list[Row], share: float, seed: int) -> tuple[list[Row], set[int]]:
    draw = random.Random(seed)
    labels = sorted({row.label for row in rows})
    flipped = set(draw.sample(range(len(rows)), round(share * len(rows))))
    out = []
    for i, row in enumerate(rows):
        others = [label for label in labels if label != row.label]
        out.append(Row(row.text, draw.choice(others)) if i in flipped else row)
    return out, flipped


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seeds", type=int, default=5)
    parsed = parser.parse_args()
    rows = read(parsed.file, parsed.text, parsed.label)
    worst = 1.0
    print("| seed | flipped | of the first as many | reported in all | of all flipped |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as cache:
        for seed in range(1, parsed.seeds + 1):
            wrong, flipped = flip(rows, parsed.share, seed)
            ranked = check_rows(parsed.cli, wrong, "--cache", cache)["mislabelled"]
            first = len(flipped.intersection(ranked[: len(flipped)])) / len(flipped)
            every = len(flipped.intersection(ranked)) / len(flipped)
            worst = min(worst, first)
            print(f"| {seed} | {len(flipped)} | {first:.1%} | {len(ranked)} | {every:.1%} |", flush=True)
    if worst < LEAST:
        sys.exit(f"{worst:.1%} is under {LEAST:.0%}")


if __name__ == "__main__":
    main()
