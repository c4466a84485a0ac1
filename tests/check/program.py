"""Tables, and what the program says of them."""

import csv
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ["text", "label"]


@dataclass
class Row:
    text: str
    label: str
    more: tuple[str, ...] = ()


def read(path: Path, text: str, label: str) -> list[Row]:
    with open(path, encoding="utf-8", newline="") as file:
        return [Row(row[text], row[label]) for row in csv.DictReader(file)]


def write(path: Path, rows: list[Row], more: tuple[str, ...] = ()) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *more])
        writer.writerows([row.text, row.label, *row.more] for row in rows)
    return path


def check(cli: str, path: Path, *words: str) -> dict[str, list[int]]:
    """Row numbers by finding, the most suspicious first."""
    done = subprocess.run(
        [cli, "check", path, "--text", "text", "--label", "label", "--json", *words],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"attune-cli check ended with {done.returncode}")
    findings = json.loads(done.stdout)["findings"]
    return {found["id"]: found["rows"] for found in findings}


def check_rows(
    cli: str, rows: list[Row], *words: str, more: tuple[str, ...] = ()
) -> dict[str, list[int]]:
    with tempfile.TemporaryDirectory() as folder:
        return check(cli, write(Path(folder) / "rows.csv", rows, more), *words)
