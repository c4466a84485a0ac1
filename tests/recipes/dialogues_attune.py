#!/usr/bin/env python3
"""Attune's side of the recipe in dialogues.py, through its command line.

    python dialogues_attune.py --cli attune-cli --model SMOLLM2 --data chatterbot_corpus_en.jsonl \\
        > dialogues_attune.json

Trains and examines what dialogues.py does, and prints the settings and the perplexity of the
held-out dialogues before and after. One thing differs: Attune holds back one in a hundred of the
dialogues it learns from for its checks. The weights after the last step are measured here too.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

LEARNED = 1500
SETTINGS = {
    "epochs": 1, "batch_size": 8, "max_length": 256, "warmup": 0.1, "weight_decay": 0.01,
    "clip": 1.0, "dropout": 0.0, "learning_rate": 5e-4, "rank": 8, "alpha": 16,
    "targets": "query,key,value,attention_output,gate,up,down",
    "validation": 0.01, "keep": "last",
}  # fmt: skip


def divide(path: Path) -> tuple[list, list]:
    """As dialogues.py does: line i by i * 2654435761 mod 2^32."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    order = sorted(range(len(lines)), key=lambda i: i * 2654435761 % 2**32)
    learned = set(order[:LEARNED])
    return (
        [line for i, line in enumerate(lines) if i in learned],
        [line for i, line in enumerate(lines) if i not in learned],
    )


def attune(cli: str, *words) -> str:
    done = subprocess.run([cli, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{words[0]} ended with {done.returncode}")
    return done.stdout


def run(parsed, folder: Path, seed: int) -> dict:
    out = folder / f"run-{seed}"
    sets = SETTINGS | dict(s.split("=", 1) for s in parsed.set)
    sets = [word for key, value in sets.items() for word in ("--set", f"{key}={value}")]
    attune(
        parsed.cli, "train", "--task", "chat", "--data", folder / "learned.jsonl",
        "--test", folder / "held_out.jsonl", "--messages", "messages",
        "--model", parsed.model, "--method", "lora", *sets, "--seed", seed, "--out", out,
    )  # fmt: skip
    held_out = ("--data", folder / "held_out.jsonl", "--messages", "messages", "--json")
    figures = json.loads(attune(parsed.cli, "evaluate", out, *held_out))
    print(f"seed {seed}: {figures}", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--set", action="append", default=[], help="another setting, such as device=gpu")
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        learned, held_out = divide(parsed.data)
        for name, lines in (("learned", learned), ("held_out", held_out)):
            (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        results = {"settings": SETTINGS, "set": parsed.set, "learned": len(learned), "held_out": len(held_out)}
        for seed in parsed.seeds:
            results[str(seed)] = run(parsed, folder, seed)
        json.dump(results, sys.stdout, indent=1)


main()
