"""Writes the cases of tests/data-cases that no editor can: packed, binary and broken files.

    python3 tests/make_data_cases.py

The files are part of the repository; the same bytes come out every time. Files as other
programs write them come from `pip install openpyxl xlwt python-docx reportlab`; where one of these is
missing, its files are left as they are.
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
    beyond = sheet_xml([(1, TABLE[0]), (2, TABLE[1]), (3, TABLE[1])]).replace('r="B2"', 'r="ZZZZZZ2"')
    yield "beyond-columns.xlsx", xlsx([("Inbox", [])], raw=beyond)
    again = '<table:table-row table:number-rows-repeated="4000000000">' + "".join(ods_cell(v) for v in ("a", "b")) + "</table:table-row>"
    yield "repeats-rows.ods", ods([("Inbox", [*TABLE, again])])
    yield "locked.xlsx", compound("EncryptedPackage")
    yield "locked.ods", ods([("Inbox", TABLE)], "<manifest:encryption-data/>")


def compound(name):
    """A compound file ([MS-CFB]) with one stream of 4,096 zero bytes."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    chain = [table, end, *range(3, 10), end]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(name, kind, child, start, size):
        letters = name.encode("utf-16le")
        length = len(letters) + 2 if name else 0
        return letters.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", length, kind, 1, free, free, child, start, size)

    entries = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, 4096) + entry("", 0, free, 0, 0) * 2
    return head + fat + entries + bytes(4096)


# ---- documents ---------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_TYPES = TYPES.replace("/xl/workbook.xml", "/word/document.xml").replace(
    "spreadsheetml.sheet.main", "wordprocessingml.document.main"
)


def paragraph(text, properties=""):
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body, extra=()):
    return pack([
        ("[Content_Types].xml", WORD_TYPES),
        ("_rels/.rels", RELS.replace("xl/workbook.xml", "word/document.xml")),
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {W}><w:body>{body}</w:body></w:document>'),
        *extra,
    ])


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
WORD_STYLES = f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'


def listed(text, level):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def pdf(pages, more=b"", packed=None):
    """A PDF of pages, each a list of (x, y, size, text) or what a page is drawn with."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for i, texts in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * i} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        lines = [] if isinstance(texts, bytes) else [
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in texts
        ]
        drawn = zlib.compress("\n".join(lines).encode("cp1252") if lines else bytes(texts))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn))
    if packed is not None:
        packed = zlib.compress(packed)
        objects.append(b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start)
    return bytes(out)


RENT = [
    (72, 760, 18, "Rent"),
    (72, 730, 11, "The rent is due on the first of the"),
    (72, 716, 11, "month, with-"),
    (72, 702, 11, "out reminder."),
    (72, 674, 11, "Late rent costs extra."),
]
MAIL = b"From: Ana Abt <ana@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?q?Mein_P=C3=A4ckchen?=\r\nDate: Fri, 31 May 2024 12:00:00 +0200\r\nMIME-Version: 1.0\r\n"
PLAIN = MAIL + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nWo bleibt mein P=C3=A4ckchen?\r\n\r\nAm Montag schrieb Bo Berg:\r\n> Es ist unterwegs.\r\n\r\n-- \r\nAna Abt\r\n"
ONLY_HTML = MAIL + b"Content-Type: text/html; charset=iso-8859-1\r\n\r\n<html><body><p>Sch\xf6n &amp; gut</p><blockquote>alt</blockquote></body></html>\r\n"
PAGE = "<!doctype html><html><head><title>x</title></head><body><h1>Rent</h1><p>It is due.</p><h2>Pets</h2><p>No parrots.</p></body></html>"


def documents():
    lists = paragraph("Lease", '<w:pStyle w:val="berschrift1"/>') + listed("Rent", 0) + listed("It is due on the first.", 1) + paragraph("Late rent costs extra.") + listed("Pets & birds", 0)
    extra = [("word/numbering.xml", NUMBERING), ("word/styles.xml", WORD_STYLES)]
    yield "clauses.docx", docx(lists, extra)
    table = "<w:tbl><w:tr><w:tc>" + paragraph("A") + "</w:tc><w:tc>" + paragraph("B") + "</w:tc></w:tr></w:tbl>"
    yield "table.docx", docx(paragraph("Above.") + table)
    yield "pictures-only.docx", docx("<w:p/>")
    yield "bomb.docx", docx("<w:p><w:r><w:t>" + "x" * (64 << 20) + "</w:t></w:r></w:p>")
    yield "two-pages.pdf", pdf([RENT, [(72, 760, 18, "Pets"), (72, 730, 11, "No parrots, no \\344ls.")]])
    yield "scanned.pdf", pdf([[], []])
    yield "truncated.pdf", pdf([RENT])[:300]
    yield "locked.pdf", pdf([RENT], b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32))
    flipped = b"1 0 0 -1 0 842 cm BT /F1 11 Tf 1 0 0 -1 72 82 Tm (The rent is due on the) Tj 1 0 0 -1 72 96 Tm (first of the month.) Tj 1 0 0 -1 72 140 Tm (No parrots.) Tj ET"
    yield "flipped.pdf", pdf([flipped])
    yield "many-objects.pdf", pdf([RENT], packed=b"1 0 " + b"[" + b"1 " * (8 << 20) + b"]")
    yield "deep-objects.pdf", pdf([RENT], b"/Deep " + b"[" * 20_000 + b"]" * 20_000)
    yield "reply.eml", PLAIN
    yield "only-html.eml", ONLY_HTML
    yield "two.mbox", b"".join(b"From ana Fri May 31 12:00:00 2024\r\n" + mail + b"\r\n" for mail in (PLAIN, ONLY_HTML))
    yield "page.html", PAGE.encode()
    letters = [
        ("letters/delivery/one.txt", "Where is my parcel?"),
        ("letters/delivery/two.txt", "Not there yet."),
        ("letters/refund/three.html", "<html><body><p>My money back, please.</p></body></html>"),
        ("letters/refund/four.eml", PLAIN),
        ("letters/refund/table.csv", "text,label\na,b\nc,d\n"),
        ("letters/refund/photo.png", b"\x89PNG\r\n\x1a\n"),
        ("letters/.DS_Store", b"x"),
    ]
    yield "letters.zip", pack(letters)
    # A document that is packed as it is shows its own entries' names.
    inner = [("rent/lease.docx", docx(lists, extra)), ("pets/note.txt", "No parrots.")]
    yield "documents-inside.zip", pack(inner, zipfile.ZIP_STORED)
    yield "leads-out.zip", pack([("../../etc/cron.txt", "Run me."), ("good/note.txt", "A sound note.")])
    yield "bomb.zip", pack([(f"{n}.txt", "x" * (65 << 20)) for n in range(2)] + [("note.txt", "A sound note.")])
    yield "only-pictures.zip", pack([("photo.png", b"\x89PNG\r\n\x1a\n")])


def foreign():
    """Files as other programs write them; none where a module is missing."""
    try:
        import openpyxl
        book = openpyxl.Workbook()
        book.active.title = "Inbox"
        for row in SCRIPTS:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        yield "openpyxl.xlsx", out.getvalue()
    except ImportError:
        pass
    try:
        import datetime
        import xlwt
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("Inbox")
        for i, row in enumerate([*SCRIPTS, ["Three", "c"]]):
            for j, value in enumerate(row):
                sheet.write(i, j, value)
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        sheet.write(0, 2, "day")
        sheet.write(1, 2, datetime.date(2024, 5, 31), day)
        sheet.write(2, 2, 1.5)
        out = io.BytesIO()
        book.save(out)
        yield "xlwt.xls", out.getvalue()
        book = xlwt.Workbook()
        sheet = book.add_sheet("Far")
        sheet.write(0, 0, "text")
        sheet.write(65535, 255, "far")
        out = io.BytesIO()
        book.save(out)
        yield "far-cells.xls", out.getvalue()
        example = xlwt.Workbook()
        sheet = example.add_sheet("Messages")
        for i, row in enumerate(TABLE):
            for j, value in enumerate(row):
                sheet.write(i, j, value)
        out = io.BytesIO()
        example.save(out)
        (EXAMPLES / "example.xls").write_bytes(out.getvalue())
    except ImportError:
        pass
    try:
        import docx as word
        document = word.Document()
        document.add_heading("Lease", 1)
        document.add_paragraph("The rent is due on the first.")
        document.add_paragraph("No parrots.", style="List Number")
        document.add_paragraph("No drums.", style="List Number")
        out = io.BytesIO()
        document.save(out)
        yield "python-docx.docx", out.getvalue()
    except ImportError:
        pass
    try:
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import Paragraph, SimpleDocTemplate
        out = io.BytesIO()
        styles = getSampleStyleSheet()
        SimpleDocTemplate(out, invariant=1).build([
            Paragraph("Lease", styles["Heading1"]),
            Paragraph("The rent is due on the first of the month, and late rent costs extra, however late it may be and whatever the reason for it was.", styles["BodyText"]),
            Paragraph("No parrots, Frau Müller.", styles["BodyText"]),
        ])
        yield "reportlab.pdf", out.getvalue()
    except ImportError:
        pass


def main():
    EXAMPLES.mkdir(exist_ok=True)
    question = TABLE[1][0]
    examples = {
        "xlsx": xlsx([("Messages", TABLE)]),
        "ods": ods([("Messages", TABLE)]),
        "docx": docx(paragraph(question)),
        "pdf": pdf([[(72, 760, 11, question)]]),
        "zip": pack([("delivery/1.txt", question)]),
    }
    for name, content in examples.items():
        (EXAMPLES / f"example.{name}").write_bytes(content)
    for cases in (spreadsheets, documents, foreign):
        for name, content in cases():
            (CASES / name).write_bytes(content)
            print(f"{len(content):>8} {name}")


if __name__ == "__main__":
    main()
