#!/usr/bin/env python3
"""How long the checks of many rows take, and how much memory.

    python speed.py --cli attune-cli banking77_train.csv --text text --label category --rows 100000

The rows are the file's texts, two at a time with a number between them, so that hardly any is like
another. Prints seconds and the peak of memory, without a model (`--quick`) and with it.
"""

import argparse
import random
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from program import Row, read, write


def many(rows: list[Row], n: int) -> list[Row]:
    draw = random.Random(1)
    out = []
    for i in range(n):
        first, second = draw.choice(rows), draw.choice(rows)
        out.append(Row(f"{first.text} (order {i * 7919 % 1_000_003}) {second.text}", first.label))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="only what needs no model")
    parsed = parser.parse_args()
    rows = many(read(parsed.file, parsed.text, parsed.label), parsed.rows)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "rows.csv", rows)
        print(f"{len(rows)} rows, {path.stat().st_size / 2**20:.1f} MiB")
        for words in [["--quick"]] if parsed.quick else [["--quick"], []]:
            start = time.monotonic()
            subprocess.run(
                [parsed.cli, "check", path, "--text", "text", "--label", "label", "--json", *words],
                stdout=subprocess.DEVNULL, check=True,
            )  # fmt: skip
            seconds = time.monotonic() - start
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            what = "without a model" if words else "with it"
            print(f"{what}: {seconds:.1f} s, at most {peak:.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
