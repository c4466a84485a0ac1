#!/usr/bin/env python3
"""Reference token ids from transformers: odd texts -> tokens.json.

Each text is cut at 64 tokens including [CLS] and [SEP]. Needs transformers.
"""

import json
from pathlib import Path

from transformers import AutoTokenizer

HERE = Path(__file__).resolve().parent
STARTER = HERE.parents[1] / "assets" / "starter"
MAX_LENGTH = 64
TEXTS = [
    "",
    " ",
    "\t\n\r",
    "a",
    "Hello, world!",
    "HELLO WORLD",
    "café naïve façade Zürich Ærøskøbing",
    "cafe\u0301 with a combining accent",
    "İstanbul ıssız ŞİŞE",
    "Straße und Größe",
    "ﬁne ﬂow ligatures",
    "日本語のテキスト",
    "我喜欢 machine learning 很多",
    "한국어 문장입니다",
    "Привет, как дела?",
    "مرحبا بالعالم",
    "हिन्दी में लिखा",
    "👍 great 👩‍👩‍👧 family 🇬🇧",
    "Price: £1,234.56 (−20 %) → €999",
    "3.14159 1e-5 0x1F 10^6 2024-02-29",
    "user@example.com https://example.com/a?b=c&d=e#f",
    "don't can't won't it's o'clock",
    "snake_case camelCase kebab-case C++ C# .NET",
    "[CLS] [SEP] [MASK] [UNK] [PAD] as text",
    "x" * 100,
    "x" * 101,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "zero\u200bwidth no\u00a0break soft\u00adhyphen nul\u0000 bel\u0007 \ufffd \ufeffbom",
    "one two three four five six seven eight nine ten " * 10,
    "word " * 62 + "last",
    "!!!???...,,,;;;:::---___***###@@@",
    "½ ² ③ Ⅳ ㎏ ℃ ™ ©",
]


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(STARTER)
    cases = []
    for text in TEXTS:
        ids = tokenizer(text, truncation=True, max_length=MAX_LENGTH, padding=False)["input_ids"]
        cases.append({"text": text, "ids": ids})
    golden = {"max_length": MAX_LENGTH, "cases": cases}
    text = json.dumps(golden, ensure_ascii=True, indent=None)
    (HERE / "tokens.json").write_text(text.replace('{"text"', '\n{"text"') + "\n")


main()
