"""Writes the cases of tests/data-cases that no editor can: packed, binary and broken files.

    python3 tests/make_data_cases.py

The files are part of the repository; the same bytes come out every time. Only the standard library
is used, save for the old Excel file (`pip install xlwt`) and Parquet (`pip install pyarrow`), which
are left as they are where the module is missing.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
CASES = HERE / "data-cases"
EXAMPLES = HERE.parent / "src-tauri/engine/src/data/examples"
DAY = (2024, 5, 31, 12, 0, 0)


def pack(parts, method=zipfile.ZIP_DEFLATED):
    """A ZIP archive of (name, content) pairs, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, content)
    return out.getvalue()


# ---- spreadsheets ------------------------------------------------------------------------------

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<styleSheet {MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>"""


def column(index):
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(row, index, value):
    place = f'r="{column(index)}{row}"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c {place}><v>{value!r}</v></c>"
    if isinstance(value, tuple):  # (number, style)
        return f'<c {place} s="{value[1]}"><v>{value[0]!r}</v></c>'
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(rows, dimension="A1"):
    """`rows` is a list of (number, cells)."""
    body = "".join(
        f'<row r="{number}">{"".join(cell(number, i, v) for i, v in enumerate(cells))}</row>'
        for number, cells in rows
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet {MAIN}>'
        f'<dimension ref="{dimension}"/><sheetData>{body}</sheetData></worksheet>'
    )


def xlsx(sheets, extra=(), raw=None):
    """`sheets` is a list of (name, rows); `raw` replaces the first sheet's XML."""
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, (name, _) in enumerate(sheets, 1)
    )
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        (
            "xl/workbook.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
        ),
        ("xl/styles.xml", STYLES),
    ]
    for i, (_, rows) in enumerate(sheets, 1):
        content = raw if raw is not None and i == 1 else sheet_xml(list(enumerate(rows, 1)))
        parts.append((f"xl/worksheets/sheet{i}.xml", content))
    return pack(parts + list(extra))


ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{value:,}</text:p></table:table-cell>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def ods(sheets, manifest=""):
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            row
            if isinstance(row, str)
            else f"<table:table-row>{''.join(ods_cell(v) for v in row)}</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    return pack([
        ("mimetype", ODS_KIND),
        ("content.xml", content),
        ("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>"),
    ])


TABLE = [["text", "label"], ["Where is my parcel?", "delivery"]]
SCRIPTS = [
    ["text", "label"],
    ["Wo bleibt mein Päckchen?", "Lieferung"],
    ["Где моя посылка?", "доставка"],
    ["我的包裹在哪里？", "配送"],
    ["أين طردي؟", "توصيل"],
    ["मेरा पार्सल कहाँ है?", "डिलीवरी"],
    ["👩‍👩‍👧 x́", "🎉"],
]


def spreadsheets():
    yield "plain.xlsx", xlsx([("Inbox", TABLE)])
    yield "scripts.xlsx", xlsx([("Взгляд – 表", SCRIPTS)])
    titled = [["Messages of May"], [], ["text", "label", "day"], ["One", "a", (45443, 1)], ["Two", "b", (45443.5, 2)], [None, None, None], ["Three", "a", 7.0]]
    yield "title-and-dates.xlsx", xlsx([("Notes", []), ("Inbox", titled)])
    yield "ragged.xlsx", xlsx([("Inbox", [*TABLE, ["Two", "b"], ["Three", "c", "stray"], ["=1+1", True]])])
    sparse = sheet_xml([(1, TABLE[0]), (2, TABLE[1]), (1048576, ["Last", "delivery"])], "A1:XFD1048576")
    yield "claims-everything.xlsx", xlsx([("Inbox", [])], raw=sparse)
    far = sheet_xml([(1, TABLE[0]), (2, TABLE[1])]).replace("</row></sheetData>", '<c r="XFD2" t="inlineStr"><is><t>far</t></is></c></row></sheetData>')
    yield "far-column.xlsx", xlsx([("Inbox", [])], raw=far)
    blown = b"<worksheet><sheetData>" + b" " * (64 << 20) + b"</sheetData></worksheet>"
    yield "bomb.xlsx", xlsx([("Inbox", [])], raw=blown)
    shared = f'<sst {MAIN} count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'
    yield "claims-texts.xlsx", xlsx([("Inbox", TABLE)], extra=[("xl/sharedStrings.xml", shared)])
    yield "truncated.xlsx", xlsx([("Inbox", TABLE)])[:-40]
    broken = sheet_xml(list(enumerate(TABLE, 1)))[:-60]
    yield "broken-xml.xlsx", xlsx([("Inbox", [])], raw=broken)
    yield "empty.xlsx", xlsx([("Inbox", []), ("More", [])])
    yield "named.csv", xlsx([("Inbox", TABLE)])
    yield "plain.ods", ods([("Inbox", TABLE)])
    rich = [
        ["text", "label", "day", "price"],
        ["One\nand a half", "a", '<table:table-cell office:value-type="date" office:date-value="2024-05-31"><text:p>31.05.24</text:p></table:table-cell>', 1.5],
        ["Spaces<", "b", '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>A<text:s text:c="2"/>B &amp; C<text:line-break/>D</text:p></table:table-cell>', 1000],
    ]
    yield "rich.ods", ods([("Empty", []), ("Inbox", rich)])
    blank = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    last = '<table:table-row><table:table-cell office:value-type="string"><text:p>Last</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>delivery</text:p></table:table-cell></table:table-row>'
    yield "claims-everything.ods", ods([("Inbox", [*TABLE, blank, last])])
    full = blank.replace("16384\"/>", '16384" office:value-type="string"><text:p>boom boom boom</text:p></table:table-cell>')
    yield "bomb.ods", ods([("Inbox", [*TABLE, full])])
    yield "locked.ods", ods([("Inbox", TABLE)], "<manifest:encryption-data/>")


def main():
    EXAMPLES.mkdir(exist_ok=True)
    (EXAMPLES / "example.xlsx").write_bytes(xlsx([("Messages", TABLE)]))
    (EXAMPLES / "example.ods").write_bytes(ods([("Messages", TABLE)]))
    for name, content in spreadsheets():
        (CASES / name).write_bytes(content)
        print(f"{len(content):>8} {name}")


if __name__ == "__main__":
    main()
