"""Small files that are broken or meant to do harm, by name; each is made when it is asked for.

What office programs write is imitated by hand, part by part, so that a single thing can
be wrong. Nothing here was taken from anybody's collection of such files.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

__all__ = ["CASES", "Case", "opendocument", "workbook"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_ROOT: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK: Final = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="Bieu" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROWS: Final = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Chỉ tiêu</t></is></c><c r="B1" t="inlineStr"><is><t>Thực hiện</t></is>'
    '</c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Thu ngân sách</t></is></c><c r="B2"><v>86.6</v></c></row>'
)
SHEET: Final = "xl/worksheets/sheet1.xml"


def sheet(rows: str = ROWS, *, before: str = "", after: str = "") -> str:
    """Return a worksheet with these rows."""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(changed: dict[str, str | bytes | None] | None = None) -> bytes:
    """Return a small workbook, some parts of it replaced, added or left out."""
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELATIONS,
        SHEET: sheet(),
    }
    return archive((parts | (changed or {})).items())


def archive(parts: object, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in parts:  # type: ignore[attr-defined]
            if content is not None:
                made.writestr(name, content)
    return buffer.getvalue()


def opendocument(content: str) -> bytes:
    spaces = ["office:1.0", "table:1.0", "text:1.0", "style:1.0"]
    names = " ".join(
        f'xmlns:{name.partition(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in spaces
    )
    document = (
        f"{_HEAD}<office:document-content {names}><office:body><office:spreadsheet>{content}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return archive(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", document),
            ("META-INF/manifest.xml", manifest),
        ]
    )


class Case(NamedTuple):
    """A hostile file.

    Args:
        name: The name of the file, whose suffix says what it claims to be.
        kind: The class that it belongs to.
        make: Returns its bytes.
        codes: One of these is found; none where it may also be read as it is.
    """

    name: str
    kind: str
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()


def _cell(value: str, attributes: str = "") -> str:
    return sheet(f'<row r="1"><c r="A1"{attributes}>{value}</c></row>')


def _zips() -> Iterator[Case]:
    for size in (40, 70, 100):
        yield Case(
            f"bomb-part-{size}.xlsx", "zip bomb", lambda size=size: workbook({SHEET: b" " * (size << 20)}), ("D006",)
        )
    yield Case("bomb-ratio.xlsx", "zip bomb", lambda: workbook({"xl/media/a.bin": b"\0" * (3 << 20)}), ("D006",))
    yield Case(
        "bomb-many-parts.xlsx",
        "zip bomb",
        lambda: workbook({f"xl/media/{n}.bin": b"x" * 200_000 for n in range(600)}),
        ("D006",),
    )
    yield Case("bomb-entries.xlsx", "zip bomb", lambda: workbook({f"e/{n}": b"" for n in range(2_100)}), ("D006",))
    yield Case("bomb-nested.xlsx", "zip bomb", lambda: workbook({"a.zip": workbook({"b": b"\0" * (1 << 20)})}))
    yield Case(
        "bomb-shared-strings.xlsx",
        "zip bomb",
        lambda: workbook({"xl/sharedStrings.xml": b"<sst>" * 9_000_000}),
        ("D006",),
    )
    for name in ("../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "C:/evil.xml", "..\\evil.xml"):
        safe = "".join(char if char.isalnum() else f"{ord(char)}" for char in name)
        yield Case(f"path-{safe}.xlsx", "paths", lambda name=name: workbook({name: "x"}), ("D204",))
    yield Case("duplicate-part.xlsx", "duplicates", _duplicate_part, ("D204",))
    yield Case("duplicate-by-case.xlsx", "duplicates", lambda: workbook({SHEET.upper(): sheet("")}), ("D204",))
    for method, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")):
        yield Case(
            f"method-{name}.xlsx",
            "methods",
            lambda method=method: archive([("xl/workbook.xml", _BOOK)], method=method),
            ("D204",),
        )
    for flag in (0x1, 0x41):
        yield Case(f"encrypted-flag-{flag}.xlsx", "password", lambda flag=flag: _flagged(flag), ("D203",))
    for cut in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        yield Case(f"cut-{int(cut * 100)}.xlsx", "truncated", lambda cut=cut: _cut(workbook(), cut), ("D201", "D202"))
    for seed in range(8):
        yield Case(f"flipped-{seed}.xlsx", "damaged", lambda seed=seed: _flipped(workbook(), seed))
    yield Case("wrong-crc.xlsx", "damaged", _wrong_crc, ("D201",))
    yield Case("lying-size.xlsx", "damaged", _lying_size)
    yield Case("empty-zip.xlsx", "renamed", lambda: archive([]), ("D201", "D202"))
    yield Case("trailing-garbage.xlsx", "damaged", lambda: workbook() + b"\0" * 5_000)
    yield Case("leading-garbage.xlsx", "damaged", lambda: b"MZ" + workbook(), ("D202",))


def _duplicate_part() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts = [("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("xl/workbook.xml", _BOOK)]
        parts += [("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS), (SHEET, sheet()), (SHEET, sheet(""))]
        return archive(parts)


def _flagged(flag: int) -> bytes:
    data = bytearray(workbook())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= flag
            at = data.find(signature, at + 4)
    return bytes(data)


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _flipped(data: bytes, seed: int) -> bytes:
    changed = bytearray(data)
    for step in range(1, 12):
        place = (seed * 7919 + step * 104_729) % len(changed)
        changed[place] ^= 1 << (seed % 8)
    return bytes(changed)


def _wrong_crc() -> bytes:
    data = bytearray(workbook())
    at = data.rfind(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    return bytes(data)


def _lying_size() -> bytes:
    data = bytearray(workbook({SHEET: sheet(ROWS * 2_000)}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def _xml() -> Iterator[Case]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
    for name, head in (
        ("laughs", f"<!DOCTYPE x [{laughs}]>"),
        ("external", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        ("parameter", '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/x"> %p;]>'),
        ("doctype-only", "<!DOCTYPE x>"),
    ):
        yield Case(
            f"entity-{name}.xlsx",
            "entities",
            lambda head=head: workbook({SHEET: sheet().replace("?>", f"?>{head}", 1)}),
            ("D204",),
        )
        yield Case(
            f"entity-strings-{name}.xlsx",
            "entities",
            lambda head=head: workbook({"xl/sharedStrings.xml": f'{_HEAD}{head}<sst xmlns="{_MAIN}"/>'}),
            ("D204",),
        )
        wide = f"{head}<a/>".encode("utf-16")
        yield Case(
            f"entity-wide-{name}.xlsx", "entities", lambda wide=wide: workbook({"docProps/app.xml": wide}), ("D204",)
        )
    attributes = "".join(f' a{n}="x"' for n in range(3_000))
    for name, text in (
        ("open", sheet().removesuffix("</worksheet>")),
        ("text", "not xml at all"),
        ("empty", ""),
        ("nul", sheet().replace("86.6", "86\0.6")),
        ("control", sheet().replace("86.6", "86\x01.6")),
        ("latin", sheet().replace("UTF-8", "ISO-8859-1")),
        ("wrong-space", sheet().replace(_MAIN, "urn:else")),
        ("wrong-root", f"{_HEAD}<html/>"),
        ("deep", sheet("<row>" * 3_000 + "</row>" * 3_000)),
        ("attributes", sheet(f'<row r="1"{attributes}><c r="A1"><v>1</v></c></row>')),
        ("huge-attribute", sheet(f'<row r="1" x="{"x" * 1_000_000}"/>')),
    ):
        yield Case(f"sheet-{name}.xlsx", "bad XML", lambda text=text: workbook({SHEET: text}))
    for part in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET):
        safe = part.rpartition("/")[2].strip("[]")
        yield Case(f"without-{safe}.xlsx", "parts", lambda part=part: workbook({part: None}))
        yield Case(f"empty-{safe}.xlsx", "parts", lambda part=part: workbook({part: ""}))
    yield Case(
        "types-wrong.xlsx", "parts", lambda: workbook({"[Content_Types].xml": _TYPES.replace("worksheet+", "chart+")})
    )
    yield Case(
        "relation-outside.xlsx",
        "parts",
        lambda: workbook({"xl/_rels/workbook.xml.rels": _BOOK_RELATIONS.replace("worksheets/", "../../../etc/")}),
    )
    yield Case(
        "relation-external.xlsx",
        "parts",
        lambda: workbook(
            {
                "xl/_rels/workbook.xml.rels": _BOOK_RELATIONS.replace(
                    'Target="', 'TargetMode="External" Target="http://example.invalid/'
                )
            }
        ),
    )
    yield Case(
        "sheets-none.xlsx",
        "parts",
        lambda: workbook({"xl/workbook.xml": _BOOK.replace('<sheet name="Bieu" sheetId="1" r:id="rId1"/>', "")}),
    )
    many = "".join(f'<sheet name="B{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(100))
    yield Case(
        "sheets-many.xlsx",
        "limits",
        lambda: workbook({"xl/workbook.xml": _BOOK.replace('<sheet name="Bieu" sheetId="1" r:id="rId1"/>', many)}),
    )
    twice = '<sheet name="Bieu" sheetId="1" r:id="rId1"/><sheet name="Bieu" sheetId="2" r:id="rId1"/>'
    yield Case(
        "sheets-same-name.xlsx",
        "duplicates",
        lambda: workbook({"xl/workbook.xml": _BOOK.replace('<sheet name="Bieu" sheetId="1" r:id="rId1"/>', twice)}),
    )


def _cells() -> Iterator[Case]:
    def case(name: str, kind: str, content: str, *codes: str) -> Case:
        return Case(f"{name}.xlsx", kind, lambda: workbook({SHEET: content}), codes)

    one = '<c r="{}"><v>1</v></c>'
    yield case("far-corner", "far cells", sheet(f'<row r="1048576">{one.format("XFD1048576")}</row>'), "D006")
    yield case("far-row", "far cells", sheet(f'<row r="1048576">{one.format("A1048576")}</row>'), "D006")
    yield case("far-column", "far cells", sheet(f'<row r="1">{one.format("XFD1")}</row>'), "D006")
    yield case("beyond-columns", "far cells", sheet(f'<row r="1">{one.format("ZZZ1")}</row>'))
    yield case("beyond-rows", "far cells", sheet(f'<row r="9999999999">{one.format("A9999999999")}</row>'))
    yield case("row-zero", "far cells", sheet(f'<row r="0">{one.format("A0")}</row>'))
    yield case("row-negative", "far cells", sheet(f'<row r="-5">{one.format("A-5")}</row>'))
    yield case("reference-words", "far cells", sheet('<row r="x"><c r="hello"><v>1</v></c></row>'))
    for name, span in (("huge", "A1:XFD1048576"), ("small", "A1"), ("wrong", "banana"), ("reversed", "B2:A1")):
        yield case(f"dimension-{name}", "lying dimensions", sheet(before=f'<dimension ref="{span}"/>'))
    yield case("rows-twice", "duplicates", sheet(ROWS + ROWS.replace("86.6", "99.9")), "D280")
    yield case(
        "cells-twice", "duplicates", sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "D280"
    )
    yield case(
        "rows-backwards",
        "duplicates",
        sheet('<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'),
        "D280",
    )
    yield case(
        "cells-backwards",
        "duplicates",
        sheet('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>'),
        "D280",
    )
    yield case("row-says-other", "duplicates", sheet('<row r="1"><c r="A7"><v>2</v></c></row>'), "D280")
    many = "".join('<c r="A1"><v>1</v></c>' for _ in range(5_000))
    yield case("cells-many-times", "duplicates", sheet(f'<row r="1">{many}</row>'), "D280")
    yield case("comment-in-value", "split values", _cell("<v>1<!-- x -->2</v>"))
    yield case("cdata-in-value", "split values", _cell("<v>1<![CDATA[2]]>3</v>"))
    yield case("instruction-in-value", "split values", _cell("<v>1<?x y?>2</v>"))
    yield case("two-values", "split values", _cell("<v>1</v><v>2</v>"))
    yield case("nested-value", "split values", _cell("<v><v>1</v></v>"))
    yield case("string-missing", "shared strings", _cell("<v>7</v>", ' t="s"'))
    yield case("string-negative", "shared strings", _cell("<v>-1</v>", ' t="s"'))
    yield case("string-word", "shared strings", _cell("<v>x</v>", ' t="s"'))
    yield case("inline-empty", "shared strings", _cell("<is/>", ' t="inlineStr"'))
    yield case("type-unknown", "shared strings", _cell("<v>1</v>", ' t="zz"'))
    for name, number in (
        ("nan", "NaN"),
        ("infinity", "INF"),
        ("exponent", "1e9999999"),
        ("long", "1" * 5_000),
        ("hex", "0x10"),
        ("underscore", "1_000"),
        ("comma", "1,5"),
        ("spaces", " 5 "),
        ("wide-digits", "１２"),
        ("minus", "--5"),
        ("dots", "1.2.3"),
    ):
        yield case(f"number-{name}", "numbers", _cell(f"<v>{number}</v>"))
    yield case("formula-without-value", "formulas", _cell("<f>1+1</f>"))
    yield case("formula-external", "formulas", _cell("<f>[1]Sheet1!A1</f><v>5</v>"))
    yield case("formula-command", "formulas", _cell("<f>cmd|' /C calc'!A0</f><v>5</v>"))
    yield case("formula-huge", "formulas", _cell(f"<f>{'1+' * 100_000}1</f><v>5</v>"))
    yield case("formula-shared-lost", "formulas", _cell('<f t="shared" si="99"/><v>5</v>'))
    yield case("formula-array", "formulas", _cell('<f t="array" ref="A1:XFD1048576">1</f><v>5</v>'))
    for error in ("#REF!", "#DIV/0!", "#SPILL!", "#N/A", "#BOGUS!"):
        yield case(f"error-{error.strip('#!').replace('/', '')}", "error cells", _cell(f"<v>{error}</v>", ' t="e"'))
    yield case("boolean-odd", "error cells", _cell("<v>7</v>", ' t="b"'))
    yield case("date-odd", "dates", _cell("<v>2024-99-99</v>", ' t="d"'))
    yield case("text-huge", "limits", _cell(f"<is><t>{'x' * 40_000}</t></is>", ' t="inlineStr"'))
    yield case("text-bidi", "texts", _cell("<is><t>a\u202eb\u2066c</t></is>", ' t="inlineStr"'))
    yield case("text-escape", "texts", _cell("<is><t>_x0000__x001B_[31m</t></is>", ' t="inlineStr"'))
    runs = "".join(f"<r><rPr><strike/></rPr><t>{n}</t></r><r><t>{n}</t></r>" for n in range(2_000))
    yield case("runs-many", "texts", _cell(f"<is>{runs}</is>", ' t="inlineStr"'))
    yield case("runs-without-text", "texts", _cell("<is><r><rPr/></r><r/></is>", ' t="inlineStr"'))
    odd = '<r><rPr><color theme="-1" tint="x"/><vertAlign val="zz"/></rPr><t>1</t></r>'
    yield case("runs-odd", "texts", _cell(f"<is>{odd}</is>", ' t="inlineStr"'))
    yield case("text-formula", "texts", _cell("<is><t>=cmd|' /C calc'!A0</t></is>", ' t="inlineStr"'))
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 2_000))
    yield case("merges-many", "merges", sheet(after=f"<mergeCells>{merges}</mergeCells>"), "D006")
    yield case("merge-all", "merges", sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "D006")
    yield case("merge-wrong", "merges", sheet(after='<mergeCells><mergeCell ref="banana"/></mergeCells>'))
    columns = "".join(f'<col min="{n}" max="16384" hidden="1" width="1"/>' for n in range(1, 200))
    yield case("columns-hidden", "hidden", sheet(before=f"<cols>{columns}</cols>"))
    yield case(
        "columns-wrong", "hidden", sheet(before='<cols><col min="-1" max="99999999999" hidden="1" width="1"/></cols>')
    )
    wide = "".join(f'<c r="{_letters(n)}1"><v>{n}</v></c>' for n in range(1, 600))
    yield case("columns-many", "limits", sheet(f'<row r="1">{wide}</row>'), "D006")
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{"0" * 200}"/>' for n in range(3_000))
    styles = f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="3000">{formats}</numFmts></styleSheet>'
    yield Case("styles-huge.xlsx", "formats", lambda: workbook({"xl/styles.xml": styles}))
    bait = f'<numFmt numFmtId="200" formatCode="{"[" * 5_000}{"&quot;" * 5_000}"/>'
    odd = f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">{bait}</numFmts></styleSheet>'
    yield Case("styles-bait.xlsx", "formats", lambda: workbook({"xl/styles.xml": odd}))
    strict = sheet().replace(_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    yield Case("strict.xlsx", "parts", lambda: workbook({SHEET: strict}), ("D276",))
    links = "".join(f'<Relationship Id="x{n}" Target="{"../" * n}a"/>' for n in range(2_000))
    yield Case(
        "relations-many.xlsx",
        "parts",
        lambda: workbook(
            {"xl/_rels/workbook.xml.rels": _BOOK_RELATIONS.replace("<Relationship ", links + "<Relationship ")}
        ),
    )
    yield Case("part-by-case.xlsx", "parts", lambda: workbook({SHEET: None, SHEET.title(): sheet()}))
    yield Case("part-backslash.xlsx", "parts", lambda: workbook({SHEET: None, SHEET.replace("/", "\\"): sheet()}))
    yield Case("macro.xlsm", "macros", lambda: workbook({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 500}))
    links = f'{_HEAD}<externalLink xmlns="{_MAIN}"><externalBook/></externalLink>'
    yield Case("external-link.xlsx", "links", lambda: workbook({"xl/externalLinks/externalLink1.xml": links}))


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _renamed() -> Iterator[Case]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    streams = {"encrypted": "EncryptedPackage", "old": "Workbook", "word": "WordDocument"}
    for name, stream in streams.items():
        body = ole + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600
        wanted = ("D203",) if name == "encrypted" else ("D201", "D202")
        for suffix in ("xlsx", "xls", "ods"):
            yield Case(f"ole-{name}.{suffix}", "renamed", lambda body=body: body, wanted)
    for name, content in (
        ("html", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("xml", b"<?xml version='1.0'?><Workbook/>"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3"),
        ("text", b"a;b\n1;2\n"),
        ("noise", bytes(range(256)) * 8),
        ("nothing", b""),
    ):
        for suffix in ("xlsx", "xls", "ods"):
            wanted = ("D007",) if name == "nothing" else ("D202",)
            yield Case(f"{name}.{suffix}", "renamed", lambda content=content: content, wanted)
    yield Case("zip.csv", "renamed", workbook, ("D002",))
    yield Case("ole.csv", "renamed", lambda: ole + b"\0" * 600, ("D002",))
    yield Case("zip.xls", "renamed", workbook, ("D202",))
    yield Case("xlsx-as.ods", "renamed", workbook, ("D202",))
    yield Case("binary.xlsx", "renamed", lambda: archive([("xl/workbook.bin", b"\x83\x01")]), ("D202",))
    yield Case("word.xlsx", "renamed", lambda: archive([("word/document.xml", "<a/>")]), ("D202",))
    yield Case("book.xlsb", "renamed", lambda: archive([("xl/workbook.bin", b"\x83\x01")]), ("D008",))


def _opendocument() -> Iterator[Case]:
    cell = '<table:table-cell office:value-type="float" office:value="{}"><text:p>1</text:p></table:table-cell>'
    one = f'<table:table table:name="B"><table:table-row>{cell.format("1")}</table:table-row></table:table>'

    def case(name: str, kind: str, content: str, *codes: str) -> Case:
        return Case(f"{name}.ods", kind, lambda: opendocument(content), codes)

    rows = one.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    yield case("rows-repeated", "repetition", rows, "D006")
    wide = one.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ')
    yield case("columns-repeated", "repetition", wide, "D006")
    yield case(
        "both-repeated",
        "repetition",
        wide.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="150000">'),
        "D006",
    )
    yield case(
        "count-odd", "repetition", one.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="-9">')
    )
    yield case(
        "count-huge",
        "repetition",
        one.replace("<table:table-row>", f'<table:table-row table:number-rows-repeated="{"9" * 40}">'),
    )
    yield case("value-nan", "numbers", one.replace('value="1"', 'value="NaN"'))
    yield case("value-words", "numbers", one.replace('value="1"', 'value="abc"'))
    yield case("value-none", "numbers", one.replace(' office:value="1"', ""))
    yield case("other-shown", "split values", one.replace("<text:p>1</text:p>", "<text:p>999</text:p>"))
    yield case("nested-tables", "nesting", "<table:table>" * 500 + "</table:table>" * 500)
    yield case(
        "deep-spans",
        "nesting",
        one.replace("<text:p>1</text:p>", "<text:p>" + "<text:span>" * 5_000 + "</text:span>" * 5_000 + "</text:p>"),
    )
    style = '<style:style style:family="table-cell" style:name="{}" style:parent-style-name="{}"/>'
    chain = "".join(style.format(n, n + 1) for n in range(5_000)) + style.format(5_000, 0)
    yield case(
        "styles-chained",
        "formats",
        chain + one.replace("<table:table-cell ", '<table:table-cell table:style-name="0" '),
    )
    yield case("spaces-many", "texts", one.replace("<text:p>1", '<text:p><text:s text:c="99999999"/>1'))
    yield case("unclosed", "bad XML", one + "<table:table>")
    yield Case("not-xml.ods", "bad XML", lambda: archive([("content.xml", "hello")]), ("D201",))


def _text() -> Iterator[Case]:
    form = "Chỉ tiêu;Kế hoạch;Thực hiện\nThu ngân sách;317;86,6\n"
    for name, text in (
        ("tcvn3", "ChØ tiªu;KÕ ho¹ch;Thùc hiÖn\n"),
        ("vni", "Chæ tieâu;Keá hoaïch;Thöïc hieän\n"),
    ):
        yield Case(f"{name}.csv", "encodings", lambda text=text: text.encode("latin-1"), ("D221",))
    decomposed = "Chi\u0309 tiêu;Kê\u0301 hoa\u0323ch;Thư\u0323c hiê\u0323n\n"
    yield Case("windows-1258.csv", "encodings", lambda: decomposed.encode("cp1258"), ("D221",))
    yield Case("latin.csv", "encodings", lambda: "é;à;ü\n1;2;3\n".encode("latin-1"), ("D002",))
    yield Case("utf16-without-mark.csv", "encodings", lambda: form.encode("utf-16-le"), ("D002",))
    yield Case("utf32.csv", "encodings", lambda: form.encode("utf-32"), ("D002",))
    yield Case("utf16-cut.csv", "encodings", lambda: form.encode("utf-16")[:-1], ("D002",))
    yield Case("nul.csv", "NUL", lambda: form.replace("317", "3\x0017").encode(), ("D002",))
    yield Case("escape.csv", "NUL", lambda: form.replace("317", "\x1b[31m").encode(), ("D002",))
    yield Case("mark-only.csv", "empty", lambda: b"\xef\xbb\xbf", ("D007",))
    yield Case("blank.csv", "empty", lambda: b" \n \n", ("D007",))
    yield Case("quote-open.csv", "quotes", (form + 'x;"never closed;1\n').encode, ("D003",))
    yield Case("quote-inside.csv", "quotes", (form + 'x;"a"b";1\n').encode, ("D003",))
    yield Case("cell-huge.csv", "limits", (form + f'x;"{"y" * 40_000}";1\n').encode, ("D006",))
    yield Case("columns-many.csv", "limits", (";".join("x" * 600) + "\n").encode, ("D006",))
    yield Case("rows-many.csv", "limits", ("a;b\n" * 200_001).encode, ("D006",))
    yield Case("line-huge.csv", "limits", ("a" * 1_000_000 + ";b\n").encode, ("D006",))
    yield Case("file-huge.csv", "limits", lambda: b"a;b\n" * 5_000_001, ("D006",))
    yield Case("ragged.csv", "ragged", (form + "1;2;3;4;5\n1\n").encode)
    yield Case("cr-only.csv", "line ends", lambda: form.replace("\n", "\r").encode())
    yield Case("delimiters.csv", "delimiters", lambda: b"a,b;c\n1,2;3\n", ("D222",))


def _trees() -> Iterator[Case]:
    head = "submission: 1\nunit: x\nperiod: 2024\nobservations:\n"
    json = '{"submission": 1, "unit": "x", "period": "2024", "observations": '
    for name, text, codes in (
        ("nested-lists", "a: " + "[" * 5_000, ("D003", "D006")),
        ("nested-dashes", "- " * 50_000, ("D003", "D006")),
        ("nested-maps", "{a: " * 5_000, ("D003", "D006")),
        ("anchors", head + "  a: &x 1\n  b: *x\n", ("D005",)),
        ("laughs", head + "  a: &a [x,x]\n  b: &b [*a,*a]\n  c: &c [*b,*b]\n", ("D005",)),
        ("merge", head + "  a: {<<: {b: 1}}\n", ("D005", "D010")),
        ("tag", head + "  a: !!python/object/apply:os.system [ls]\n", ("D005",)),
        ("documents", head + "  a: 1\n---\nb: 2\n", ("D005",)),
        ("tabs", "submission:\t1\n\tunit: x\n", ("D003",)),
        ("keys-many", head + "".join(f"  k{n}: 1\n" for n in range(50_000)), ()),
        ("key-complex", head + "  ? [a, b]\n  : 1\n", ("D003", "D005", "D012")),
        ("value-huge", head + f"  a: {'9' * 100_000}\n", ("D106",)),
        ("null-byte", head + "  a: \0\n", ("D002",)),
    ):
        yield Case(f"{name}.yaml", "YAML", lambda text=text: text.encode(), codes)
    for name, text, codes in (
        ("nested", "[" * 100_000, ("D003", "D006")),
        ("nested-maps", '{"a":' * 100_000, ("D003", "D006")),
        ("nan", json + '{"a": NaN}}', ("D003", "D105", "D017")),
        ("infinity", json + '{"a": -Infinity}}', ("D003", "D105", "D017")),
        ("exponent", json + '{"a": 1e999999999}}', ("D106", "D017")),
        ("duplicate", json + '{"a": 1, "a": 2}}', ("D004",)),
        ("surrogate", json + '{"\\ud800": 1}}', ("D003", "D017", "D002")),
        ("many", json + "[" + "1," * 600_000 + "1]}", ("D006",)),
        ("cut", json, ("D003",)),
        ("two", "{} {}", ("D003",)),
        ("comment", "{} // x", ("D003",)),
    ):
        yield Case(f"{name}.json", "JSON", lambda text=text: text.encode(), codes)


def _many() -> Iterator[Case]:
    """Yield what is short to write and long to read: lines, digits, rows, keys, anchors, spans, formats without end."""
    head = "submission: 1\nunit: x\nperiod: 2024\nobservations:\n"
    begin = '{"submission": 1, "unit": "x", "period": "2024", "observations": '
    table = "indicator,value\n"
    for suffix in ("yaml", "json", "csv", "tsv"):
        yield Case(f"many-letters.{suffix}", "one line", lambda: b"a" * 21_000_000, ("D006",))
    for name, start, repeated, times, end, code in (
        ("zeros.yaml", f"{head}  a: 1", "0", 1_900_000, "", "D106"),
        ("zeros.json", begin + '{"a": 1', "0", 5_000_000, "}}", "D106"),
        ("decimals.json", begin + '{"a": 0.', "0", 5_000_000, "1}}", "D106"),
        ("quoted-zeros.json", begin + '{"a": "', "0", 5_000_000, '"}}', "D106"),
        ("listed-zeros.json", f"{begin}[", "0,", 5_000_000, "0]}", "D006"),
        ("zeros.csv", f"{table}a,", "0", 5_000_000, "", "D006"),
        ("zero-rows.csv", "", "0\n", 5_000_000, "", "D006"),
        ("zero-cells.csv", "", "0,", 5_000_000, "", "D006"),
        ("rows-of-one.csv", table, "a,1\n", 30_000, "", ""),
        ("rows-of-one.yaml", head, "  a: 1\n", 30_000, "", "D004"),
        ("anchors.yaml", "[", "&a 1, ", 100_000, "1]", "D005"),
        ("aliases.yaml", "a: &a 1\nb: [", "*a, ", 100_000, "1]", "D005"),
        ("tags.yaml", "[", "!!int 1, ", 100_000, "1]", "D005"),
        ("merge-keys.yaml", "{", "<<: 1, ", 100_000, "a: 1}", "D005"),
    ):
        parts = (start, repeated, times, end)
        kind = name.partition(".")[0].rpartition("-")[2]
        yield Case(f"many-{name}", f"many {kind}", lambda parts=parts: _repeated(*parts), (code,) if code else ())
    yield Case("many-rows-of-one.xlsx", "many rows", lambda: workbook({SHEET: sheet(ROWS + _rows_of_one())}), ("D280",))
    yield Case("many-keys.json", "many keys", lambda: _keys(140_000), ("D010",))
    yield Case("many-more-keys.json", "many keys", lambda: _keys(200_000), ("D006",))
    spans = "<text:span>1</text:span>" * 20_000
    cell = f'<table:table-cell office:value-type="string"><text:p>{spans}</text:p></table:table-cell>'
    one = f'<table:table table:name="B"><table:table-row>{cell}</table:table-row></table:table>'
    yield Case("many-spans.ods", "many spans", lambda: opendocument(one))
    runs = "<r><rPr><b/></rPr><t>1</t></r>" * 20_000
    yield Case("many-runs.xlsx", "many spans", lambda: workbook({SHEET: _cell(f"<is>{runs}</is>", ' t="inlineStr"')}))
    yield Case("many-formats.xlsx", "many formats", _formats)
    yield Case("many-merges.xlsx", "merges", lambda: workbook({SHEET: sheet(after=_merges(50_000))}))


def _repeated(start: str, repeated: str, times: int, end: str) -> bytes:
    return (start + repeated * times + end).encode()


def _rows_of_one() -> str:
    return "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Thu</t></is></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(2, 30_002)
    )


def _keys(count: int) -> bytes:
    keys = ", ".join(f'"k{n}": 1' for n in range(count))
    return f"{{{keys}}}".encode()


def _formats() -> bytes:
    used = "".join(f'<row r="{n}"><c r="A{n}" s="{n}"><v>{n}</v></c></row>' for n in range(1, 5_000))
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="0.0 &quot;x{n}&quot;"/>' for n in range(5_000))
    numbers = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(5_000))
    styles = (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts><font/></fonts><fills><fill/></fills>'
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{numbers}</cellXfs></styleSheet>"
    )
    return workbook({"xl/styles.xml": styles, SHEET: sheet(used)})


def _merges(count: int) -> str:
    spans = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, count))
    return f"<mergeCells>{spans}</mergeCells>"


CASES: Final = (
    *_many(),
    *_zips(),
    *_xml(),
    *_cells(),
    *_renamed(),
    *_opendocument(),
    *_text(),
    *_trees(),
    Case("zlib.xlsx", "renamed", lambda: zlib.compress(b"x" * 1_000), ("D202",)),
)
