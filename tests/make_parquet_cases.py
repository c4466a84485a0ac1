"""Writes the Parquet files of tests/data-cases, as pyarrow writes them and as damage leaves them.

    pip install pyarrow
    python3 tests/make_parquet_cases.py
"""

import datetime
import decimal
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
CASES = HERE / "data-cases"
EXAMPLE = HERE.parent / "src-tauri/engine/src/data/examples/example.parquet"
TEXTS = [
    "Wo bleibt mein Päckchen?", "荷物はどこですか", "أين طردي؟", 'A "quote", a\ttab\nand a line',
    "", None, "🙂 emoji", "Where is my parcel?",
]  # fmt: skip
LABELS = ["delivery", "delivery", "returns", "returns", "delivery", "returns", None, "delivery"]


def written(table, **options):
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def plain():
    return pa.table({"text": TEXTS, "label": LABELS})


def typed():
    noon = datetime.datetime(2024, 5, 31, 12, 30)
    return pa.table({
        "text": ["Where is my parcel?", "Refund me"],
        "count": pa.array([3, None], pa.int32()),
        "share": pa.array([0.1, 2.5], pa.float32()),
        "price": pa.array([decimal.Decimal("12.50"), decimal.Decimal("-0.05")], pa.decimal128(8, 2)),
        "day": pa.array([noon.date(), None], pa.date32()),
        "at": pa.array([noon, noon], pa.timestamp("ns")),
        "seen": pa.array([noon, noon], pa.timestamp("ms")),
        "open": [True, False],
        "picture": pa.array([b"\xff\xfe\x00", None], pa.binary()),
    })  # fmt: skip


def dialogues():
    message = pa.struct([("role", pa.string()), ("content", pa.string())])
    rows = [
        [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Good day"}],
        [{"role": "user", "content": "Où est-ce ?"}, {"role": "assistant", "content": "Ici.\nVoilà."}],
    ]
    return pa.table({"messages": pa.array(rows, pa.list_(message)), "id": [1, 2]})


def named():
    """As the library `datasets` keeps categories."""
    features = {
        "text": {"dtype": "string", "_type": "Value"},
        "label": {"names": ["delivery", "returns"], "_type": "ClassLabel"},
    }
    about = {"huggingface": json.dumps({"info": {"features": features}})}
    return pa.table({"text": ["One", "Two"], "label": pa.array([1, 0], pa.int64())}).replace_schema_metadata(about)


def varint(number):
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def by_hand(schema):
    """A file without rows, whose schema is the bytes of a list in Thrift's compact protocol."""
    footer = b"\x15\x02" + b"\x19" + schema + b"\x16\x00" + b"\x19\x0c" + b"\x00"
    return b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def deep(levels):
    """A column within a column, and so on: a reader that follows them one by one runs out of stack."""
    group = b"\x35\x02\x18\x01g\x15\x02\x00"
    root = b"\x48\x01r\x15\x02\x00"
    text = b"\x15\x0c\x25\x02\x18\x01x\x00"
    return by_hand(b"\xfc" + varint(levels + 2) + root + group * levels + text)


def cases():
    yield "deep-columns.parquet", deep(5000)
    yield "claims-columns.parquet", by_hand(b"\xfc" + varint(2**31 - 1) + b"\x48\x01r\x15\x02\x00")
    yield "snappy.parquet", written(plain())
    yield "zstd-v2.parquet", written(plain(), compression="zstd", data_page_version="2.0", use_dictionary=False)
    yield "gzip-groups.parquet", written(plain(), compression="gzip", row_group_size=3)
    yield "brotli.parquet", written(plain(), compression="brotli")
    yield "lz4-small-pages.parquet", written(plain(), compression="lz4", data_page_size=16)
    yield "types.parquet", written(typed())
    yield "dialogues.parquet", written(dialogues())
    yield "class-labels.parquet", written(named())
    yield "no-rows.parquet", written(plain().slice(0, 0))
    whole = written(plain(), compression="none", use_dictionary=False)
    yield "cut.parquet", whole[: len(whole) - 30]
    bomb = written(pa.table({"text": ["a" * (120 << 20)], "label": ["x"]}), compression="zstd", use_dictionary=False, write_statistics=False)
    yield "bomb.parquet", bomb
    lists = pa.array([[None] * 5_000_000], pa.list_(pa.string()))
    yield "long-list.parquet", written(pa.table({"text": ["a"], "list": lists}), write_statistics=False)
    yield "parquet.csv", written(plain())


def main():
    question = pa.table({"text": ["Where is my parcel?"], "label": ["delivery"]})
    EXAMPLE.write_bytes(written(question, compression="snappy"))
    for name, content in cases():
        (CASES / name).write_bytes(content)
        print(f"{len(content):>8} {name}")


if __name__ == "__main__":
    main()
