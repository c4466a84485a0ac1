"""Damages files at random and has every importer read them.

    cargo build --workspace --bin attune-cli
    python3 tests/mutate_imports.py target/debug/attune-cli [--inputs 2000] [--seed 1] [--format pdf]

Each input is a small file of one format with a few faults: bytes changed, pieces cut, doubled or
taken from another file, numbers made huge. In packed formats half of the faults are made inside,
and packed again, so that they get past the checksums. `attune-cli inspect` reads each input in a
process of its own with a limit on its memory. A process that panics, is killed, uses more than
256 MB or takes longer than 20 s is a failure; its input is kept in the folder named at the end.
The same seed makes the same inputs.
"""

import argparse
import concurrent.futures
import io
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = [HERE / "data-cases", HERE.parent / "src-tauri/engine/src/data/examples"]
FORMATS = ["csv", "tsv", "json", "jsonl", "txt", "html", "eml", "mbox", "xlsx", "ods", "xls", "docx", "pdf", "zip"]
PACKED = {"xlsx", "ods", "docx", "zip"}
LARGEST_SEED = 200_000
MOST_MEMORY = 256 << 20
ADDRESSES = 3 << 30
MOST_SECONDS = 20
HUGE = [b"0", b"-1", b"65535", b"65536", b"2147483647", b"4294967295", b"1e308", b"99999999999999999999"]
WORDS = [b"\x00", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff", b"<", b">", b'"', b"[", b"<<", b"(", b"\r\n", b"\xef\xbb\xbf", "é漢".encode()]


def seeds(format):
    found = []
    for folder in SEEDS:
        for path in sorted(folder.glob(f"*.{format}")):
            if path.stat().st_size <= LARGEST_SEED:
                found.append(path.read_bytes())
    return found


def damage(data, other, rng):
    """One fault."""
    data = bytearray(data)
    at = rng.randrange(len(data) + 1)
    length = min(len(data) - at, 1 << rng.randrange(10))
    kind = rng.randrange(9)
    if kind == 0 and data:
        for _ in range(rng.randrange(1, 9)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif kind == 1 and data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        del data[at : at + length]
    elif kind == 3:
        del data[at:]
    elif kind == 4:
        data[at:at] = bytes(data[at : at + length]) * rng.choice([1, 2, 30, 2000])
    elif kind == 5:
        data[at:at] = rng.choice(WORDS) * rng.choice([1, 1, 5, 20_000])
    elif kind == 6 and other:
        start = rng.randrange(len(other))
        data[at : at + length] = other[start : start + length]
    elif kind == 7:
        numbers = list(re.finditer(rb"\d+", data))
        if numbers:
            number = rng.choice(numbers)
            data[number.start() : number.end()] = rng.choice(HUGE)
    elif kind == 8:
        data[at : at + 4] = rng.choice(WORDS)
    return bytes(data[: 8 << 20])


def inside_zip(data, other, rng):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info, archive.read(info)) for info in archive.infolist()]
    except Exception:
        return damage(data, other, rng)
    if not parts:
        return damage(data, other, rng)
    chosen = rng.randrange(len(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (info, content) in enumerate(parts):
            if number == chosen:
                content = damage(content, rng.choice(parts)[1], rng)
            archive.writestr(zipfile.ZipInfo(info.filename, (2024, 5, 31, 12, 0, 0)), content, info.compress_type)
    return out.getvalue()


def inside_pdf(data, other, rng):
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S))
    if not streams:
        return damage(data, other, rng)
    stream = rng.choice(streams)
    try:
        content = zlib.compress(damage(zlib.decompress(stream.group(1)), other, rng))
    except zlib.error:
        content = damage(stream.group(1), other, rng)
    # The length stands before it; readers that trust it meet the wrong one now and then.
    return data[: stream.start(1)] + content + data[stream.end(1) :]


def make(format, number, seed):
    rng = random.Random(f"{seed}/{format}/{number}")
    known = seeds(format)
    data, other = rng.choice(known), rng.choice(known)
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        if format in PACKED and rng.random() < 0.6:
            data = inside_zip(data, other, rng)
        elif format == "pdf" and rng.random() < 0.4:
            data = inside_pdf(data, other, rng)
        else:
            data = damage(data, other, rng)
    return data


def run(cli, format, number, seed, folder):
    path = Path(folder) / f"{format}-{seed}-{number}.{format}"
    path.write_bytes(make(format, number, seed))

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([cli, "inspect", str(path), "--json"], stdout=subprocess.DEVNULL, stderr=said, preexec_fn=limit)
        ended, memory = None, 0
        while time.monotonic() - begun < MOST_SECONDS:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                ended, memory = os.waitstatus_to_exitcode(status), used.ru_maxrss << 10
                break
            time.sleep(0.002)
        else:
            child.kill()
            os.wait4(child.pid, 0)
        child.returncode = ended if ended is not None else -9
        said.seek(0)
        words = said.read()
    seconds = time.monotonic() - begun
    fault = None
    if ended is None:
        fault = "hang"
    elif ended not in (0, 2, 3):
        fault = "panic" if ended == 101 else f"ended with {ended}"
    elif memory > MOST_MEMORY:
        fault = f"{memory >> 20} MB"
    if fault is None:
        path.unlink()
    return {"format": format, "ok": ended == 0, "contained": b"panicked" in words, "fault": fault, "memory": memory, "seconds": seconds, "path": path}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--inputs", type=int, default=2000, help="of each format")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="mutated-")
    formats = [f for f in ([asked.format] if asked.format else FORMATS) if seeds(f)]
    print(f"{'format':8} {'inputs':>7} {'read':>7} {'refused':>8} {'contained panics':>17} {'failures':>9} {'most MB':>8} {'slowest s':>10}")
    failed, total = [], 0
    for format in formats:
        with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
            done = list(pool.map(lambda n: run(asked.cli, format, n, asked.seed, folder), range(asked.inputs)))
        faults = [d for d in done if d["fault"]]
        failed += faults
        total += len(done)
        read = sum(d["ok"] for d in done)
        print(
            f"{format:8} {len(done):7} {read:7} {len(done) - read - len(faults):8} {sum(d['contained'] for d in done):17} "
            f"{len(faults):9} {max(d['memory'] for d in done) >> 20:8} {max(d['seconds'] for d in done):10.1f}",
            flush=True,
        )
    for fault in failed:
        print(f"FAILED {fault['fault']}: {fault['path']}")
    print(f"{total} inputs, {len(failed)} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
