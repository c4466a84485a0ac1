#!/usr/bin/env python3
"""A preset against the quick head, on the sample projects or on a file of one's own.

    python presets.py --cli attune-cli --method lora --preset balanced
    python presets.py --cli attune-cli --method full --preset balanced --seeds 1 \\
        --train banking77_train.csv --test banking77_test.csv --text text --label category

Prints a line for each run: accuracy on the exam of the quick head and of what was kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"


def projects(parsed) -> list[dict]:
    if parsed.train:
        name = parsed.train.stem
        test = ["--test", parsed.test] if parsed.test else []
        return [{"id": name, "file": parsed.train, "text": parsed.text, "label": parsed.label, "test": test}]
    samples = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))
    return [s | {"file": SAMPLES / s["file"], "test": []} for s in samples]


def run(parsed, project: dict, seed: int, out: Path) -> str:
    sets = [word for s in parsed.set for word in ("--set", s)]
    done = subprocess.run(
        [parsed.cli, "train", "--task", "classify", "--data", project["file"], *project["test"],
         "--text", project["text"], "--label", project["label"], "--model", "starter",
         "--method", parsed.method, "--preset", parsed.preset, *sets, "--seed", str(seed),
         "--out", out],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{project['id']}, seed {seed}: ended with {done.returncode}")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    exam = [e for e in events if e["event"] == "evaluated" and e["split"] == "test"]
    accuracy = {e["stage"]: e["metrics"]["accuracy"] for e in exam}
    kept = events[-1]["best"]
    return (
        f"{project['id']}, seed {seed}: quick head {accuracy['quick_head']:.4f}, "
        f"kept {accuracy['kept']:.4f} ({kept['stage']}, step {kept['step']})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--method", default="lora")
    parser.add_argument("--preset", default="balanced")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--train", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--label", default="label")
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for project in projects(parsed):
            for seed in parsed.seeds:
                print(run(parsed, project, seed, Path(place) / f"{project['id']}-{seed}"), flush=True)


main()
