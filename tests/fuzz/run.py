#!/usr/bin/env python3
"""Fuzzes every importer for a while, led by what code an input reaches, and counts.

    cargo install cargo-fuzz
    python3 tests/fuzz/run.py [--seconds 60] [--only pdf docx]

Starts from the small files of tests/data-cases. A panic, more than 20 s for an input, or more than
256 MB beyond the fuzzer's own memory is a failure: its input is kept in tests/fuzz/artifacts, and the exit code is 1.
The compiler's unstable flags are asked for by RUSTC_BOOTSTRAP=1; nothing but this needs them.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEEDS = [ROOT / "tests/data-cases", ROOT / "src-tauri/engine/src/data/examples"]
LARGEST_SEED = 100_000
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("*.rs"))
# The fuzzer holds its inputs and counters in the same process.
MEMORY_MB = 512


def seeds(target: str, corpus: Path) -> int:
    corpus.mkdir(parents=True, exist_ok=True)
    found = [
        path
        for folder in SEEDS
        for path in sorted(folder.glob(f"*.{target}"))
        if path.stat().st_size <= LARGEST_SEED
    ]
    for path in found:
        shutil.copy(path, corpus / path.name)
    return len(found)


def run(target: str, seconds: int) -> tuple[int, int, int]:
    """Inputs tried, inputs that reached something new, exit code."""
    corpus = HERE / "corpus" / target
    seeds(target, corpus)
    done = subprocess.run(
        ["cargo", "fuzz", "run", "--sanitizer", "none", "--fuzz-dir", HERE, target, corpus, "--",
         f"-max_total_time={seconds}", "-timeout=20", f"-rss_limit_mb={MEMORY_MB}", f"-malloc_limit_mb={MEMORY_MB // 2}",
         f"-max_len={LARGEST_SEED}", "-print_final_stats=1"],
        cwd=ROOT, env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    if done.returncode:
        print(done.stderr[-4000:], file=sys.stderr)
    stat = {name: int(n) for name, n in re.findall(r"stat::(\w+):\s+(\d+)", done.stderr)}
    return stat.get("number_of_executed_units", 0), stat.get("new_units_added", 0), done.returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", nargs="*", choices=TARGETS, default=TARGETS)
    parsed = parser.parse_args()
    failed = []
    print("| importer | inputs | of them new paths | failures |\n|---|---|---|---|")
    for target in parsed.only:
        inputs, new, code = run(target, parsed.seconds)
        if code:
            failed.append(target)
        print(f"| {target} | {inputs:,} | {new:,} | {'1' if code else '0'} |", flush=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
