#!/usr/bin/env python3
"""Faults put into real data on purpose, and how many of them each finding names.

    python planted.py --cli attune-cli banking77_train.csv --text text --label category

Every fault is planted alone, a known number of times, into the rows of twenty categories. Recall is the
share of planted rows that are reported. Precision is the share of reported rows that were planted,
without those that are reported in the unchanged rows too: real data has faults of its own. Prints
a table; exits 1 when recall or precision is under what is listed in `LEAST`.
"""

import argparse
import random
import sys
from pathlib import Path

from faults import FAULTS
from program import check_rows, read

LEAST = 0.9
WITH_MODEL = {"mislabelled", "too_long"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parser.add_argument("--only", nargs="*", default=[])
    parsed = parser.parse_args()
    rows = read(parsed.file, parsed.text, parsed.label)
    random.Random(7).shuffle(rows)
    # Twenty categories, so that each has enough rows for one to be made rare.
    labels = sorted({row.label for row in rows})[:20]
    rows = [row for row in rows if row.label in labels]
    clean = {}
    failed = []
    print(f"{len(rows)} rows in {len(labels)} categories\n")
    print("| finding | planted | recall | precision | in the unchanged rows |")
    print("|---|---|---|---|---|")
    for name, finding, plant in FAULTS:
        if parsed.only and finding not in parsed.only:
            continue
        words = [] if finding in WITH_MODEL else ["--quick"]
        spoiled = plant(rows, random.Random(11))
        if spoiled.more not in clean or (words == [] and "mislabelled" not in clean[spoiled.more]):
            clean[spoiled.more] = check_rows(parsed.cli, spoiled.before, *words, more=spoiled.more)
        known = {spoiled.places[row] for row in clean[spoiled.more].get(finding, [])} - {None}
        reported = set(check_rows(parsed.cli, spoiled.rows, *words, more=spoiled.more)[finding])
        hit = reported & spoiled.planted
        news = reported - (known - spoiled.planted)
        recall = len(hit) / len(spoiled.planted)
        precision = len(hit) / len(news) if news else 0.0
        print(f"| {name} | {len(spoiled.planted)} | {recall:.1%} | {precision:.1%} | {len(known)} |", flush=True)
        if min(recall, precision) < LEAST:
            failed.append(name)
    if failed:
        sys.exit(f"Under {LEAST:.0%}: {', '.join(failed)}")


if __name__ == "__main__":
    main()
