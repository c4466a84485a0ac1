#!/usr/bin/env python3
"""The memory promised before Start against the peak of the process, over many plans.

    python estimate.py --cli attune-cli [--only lora]

Every plan trains the starter for one pass over 64 rows that fill the longest text. Prints a line
for each and the worst; exits 1 when an estimate is off by more than 15%, or more than 5% under.
"""

import argparse
import csv
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = "the invoice for my order has not come yet and nobody could tell me where it is".split()
PLANS = list(itertools.product(["lora", "full", "partial"], [32, 128, 256], [8, 32], [1, 2]))


def rows(path: Path, length: int) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for i in range(80):
            words = [WORDS[(i * 7 + k * (1 + i % 3)) % len(WORDS)] for k in range(length)]
            writer.writerow([" ".join(words) + f" {i}", "ab"[i % 2]])
    return path


def run(cli: str, folder: Path, plan: tuple) -> tuple[float, float]:
    method, length, batch, threads = plan
    name = "-".join(map(str, plan))
    data = rows(folder / f"{name}.csv", length)
    settings = [f"max_length={length}", f"batch_size={batch}", f"threads={threads}", "epochs=1"]
    sets = itertools.chain.from_iterable(("--set", s) for s in settings)
    process = subprocess.Popen(
        [cli, "train", "--task", "classify", "--data", data, "--text", "text", "--label", "label",
         "--model", "starter", "--method", method, *sets, "--out", folder / name],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    promised = 0
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "prepared":
            promised = event["est_bytes"]
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name} ended with {status}")
    return promised / 2**20, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--only", default="")
    parsed = parser.parse_args()
    worst = [0.0, 0.0]
    with tempfile.TemporaryDirectory() as place:
        for plan in PLANS:
            if parsed.only not in plan[0]:
                continue
            promised, peak = run(parsed.cli, Path(place), plan)
            off = promised / peak - 1
            worst = [min(worst[0], off), max(worst[1], off)]
            print(*plan, f"promised {promised:.0f} MB, took {peak:.0f} MB: {off:+.1%}", flush=True)
    print(f"from {worst[0]:+.1%} to {worst[1]:+.1%}")
    sys.exit(worst[0] < -0.05 or worst[1] > 0.15)


main()
