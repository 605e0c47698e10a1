"""Cells of workbooks as files really hold them: twice, without results, struck out, unseen, under odd names."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from checker.assessment import Options
from checker.domain.period import Period
from checker.domain.report import Report
from checker.domain.submission import Figure, Unreadable
from checker.errors import SubmissionError
from checker.pipeline import check
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.read import read_grid
from checker.readers.form.cells import VALUE, Ambient, CellReader
from checker.readers.grid import Cell, CellKind, Grid
from tests.examples import each_row
from tests.hostile import SHEET, opendocument, sheet, workbook
from tests.office import Office, found, indicator, number
from tests.workbooks import parts, zipped

pytestmark = pytest.mark.slow

STYLES, TYPES, LINKS = "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def grid_of(data: bytes, path: str = "a.xlsx") -> Grid:
    return read_grid(path, data=data)


def book(rows: str, *, before: str = "", after: str = "", **more: str) -> Grid:
    return grid_of(workbook({SHEET: sheet(rows, before=before, after=after), **more}))


def cell_of(grid: Grid, place: str = "A1") -> Cell:
    found = grid.sheets[0].cell(int(place[1:]), ord(place[0]) - 64)
    assert found is not None
    return found


def reading(grid: Grid, place: str = "A1") -> object:
    """Return the value of a cell, or the code by which it is refused."""
    cell = cell_of(grid, place)
    where = grid.sheets[0].location(cell.row, cell.column)
    read = CellReader("vi", {}).read(cell, where, VALUE, Ambient()).field.reading
    if isinstance(read, Unreadable):
        return read.trouble.code.id
    assert isinstance(read, Figure)
    return str(read.interval.lo)


def refused(data: bytes, path: str = "a.xlsx") -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        read_grid(path, data=data)
    return [one.code.id for one in caught.value.diagnostics]


ONE = '<c r="A1"><v>1</v></c>'


def column(*cells: str) -> str:
    """Return rows of one cell each, of which `{}` takes the reference."""
    return "".join(f'<row r="{n}">{cell.replace("{}", f"A{n}")}</row>' for n, cell in enumerate(cells, 1))


@each_row(
    ("rows", "troubles"),
    [
        (f'<row r="1">{ONE}<c r="A1"><v>2</v></c></row>', ["D280 A1"]),
        (f'<row r="1">{ONE}{ONE}</row>', ["D280 A1"]),
        (f'<row r="1">{ONE}</row><row r="1"><c r="A1"><v>2</v></c></row>', ["D280 A1"]),
        (f'<row r="1">{ONE}</row><row r="2"/><row r="1"><c r="B1"><v>2</v></c></row>', ["D280 B1"]),
        ('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', ["D280 A1"]),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', ["D280 A1"]),
        (f'<row r="1">{ONE}<c r="C1"><v>3</v></c></row><row r="2"><c r="C1"><v>4</v></c></row>', ["D280 C1"]),
        ('<row r="1"><c r="A7"><v>2</v></c></row>', ["D280 A7"]),
        (f'<row r="1">{ONE}<c r="A1" t="inlineStr"><is><t>x</t></is></c></row>', ["D280 A1"]),
        (f'<row r="1">{ONE}<c r="A1"/></row>', ["D280 A1"]),
        # One library takes the first of two values, the other takes both or the last.
        (f'<row r="1">{ONE}<c r="B1"><v>5</v><v>6</v></c></row>', ["D211 B1"]),
        ('<row r="1"><c r="A1"><v>5<!-- --></v></c><c r="B1"><v>5<!-- -->6</v></c></row>', ["D211 B1"]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>5</t></is><is><t>6</t></is></c></row>', ["D211 A1"]),
    ],
)
def test_a_cell_that_is_written_twice_or_in_two_ways_or_out_of_place_is_refused_there(rows, troubles):
    grid = book(rows)
    assert [f"{one.code.id} {one.location.cell}" for one in grid.troubles] == troubles
    for place in (trouble.split()[1] for trouble in troubles):
        assert grid.sheets[0].cell(int(place[1:]), ord(place[0]) - 64) is None


def test_rows_and_cells_without_references_are_in_their_order():
    grid = book("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert not grid.troubles
    assert [row.texts for row in grid.sheets[0].rows()] == [["1", "2"], ["3"]]


FORMULAS = (
    "<f/>",
    "<f></f>",
    "<f>1+1</f>",
    "<f>1+1</f><v/>",
    "<f>1+1</f><v></v>",
    "<f\n>1+1</f>",
    '<f t="shared" ref="A7:A8" si="0">1+1</f>',
    '<f t="shared" si="0"/>',
    '<f t="array" ref="A9:A10">1+1</f>',
    '<f t="dataTable" ref="A10:A11" dt2D="0" dtr="0" r1="B1"/>',
)


def test_a_formula_without_result_is_seen_in_every_spelling():
    grid = book(column(*(f'<c r="{{}}">{formula}</c>' for formula in FORMULAS)))
    kinds = [cell_of(grid, f"A{n}").kind for n, _ in enumerate(FORMULAS, 1)]
    assert kinds == [CellKind.NO_RESULT] * len(FORMULAS)


def test_a_formula_without_result_is_seen_behind_a_prefix():
    text = sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')
    for name in ("worksheet", "sheetData", "row", "c", "f"):
        text = text.replace(f"<{name}", f"<x:{name}").replace(f"</{name}>", f"</x:{name}>")
    grid = grid_of(workbook({SHEET: text.replace("xmlns=", "xmlns:x=")}))
    assert cell_of(grid).kind is CellKind.NO_RESULT


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell():
    grid = book(f'<row r="1"><c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>{ONE.replace("A1", "B1")}</row>')
    assert grid.sheets[0].cell(1, 1) is None
    assert not grid.troubles


ERRORS = (
    *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"),
    *("#FIELD!", "#BUSY!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#PYTHON!", "#EXTERNAL!", "#TIMEOUT!"),
)


@pytest.mark.parametrize("kind", ["e", "str", "inlineStr"])
def test_errors_of_any_age_are_told_at_their_cell_and_hold_up_nothing_else(kind):
    held = "<is><t>{}</t></is>" if kind == "inlineStr" else "<v>{}</v>"
    cells = [f'<c r="{{}}" t="{kind}">{held.format(error)}</c>' for error in ERRORS]
    grid = book(column(*cells, '<c r="{}"><v>86.6</v></c>'))
    assert not grid.troubles
    assert [reading(grid, f"A{n}") for n, _ in enumerate(ERRORS, 1)] == ["D259"] * len(ERRORS)
    assert reading(grid, f"A{len(ERRORS) + 1}") == "86.6"


DOUBLES = {
    "86.599999999999994": "86.6",
    "11.999999999999998": "12",
    "1.3E3": "1300",
    "1E+20": "1E+20",
    "-0": "0",
    "-0.0": "0",
    "1E-7": "1E-7",
    "12345678901234567": "1.23456789012346E+16",
    "123456789012345": "123456789012345",
    "0.30000000000000004": "0.3",
}


def test_a_stored_double_means_its_15_digits():
    grids = [
        book(column(*(f'<c r="{{}}"><v>{stored}</v></c>' for stored in DOUBLES))),
        ods(*(f'<table:table-cell office:value-type="float" office:value="{stored}"/>' for stored in DOUBLES)),
    ]
    for grid in grids:
        assert [reading(grid, f"A{n}") for n, _ in enumerate(DOUBLES, 1)] == list(DOUBLES.values())


def test_strict_open_xml_is_told_by_name_with_how_to_save_it():
    strict = sheet().replace(MAIN, STRICT)
    assert refused(workbook({SHEET: strict})) == ["D276"]
    assert refused(
        workbook({"xl/workbook.xml": parts(workbook())["xl/workbook.xml"].replace(MAIN.encode(), STRICT.encode())})
    ) == ["D276"]


def _renamed(names: dict[str, str]) -> bytes:
    return zipped({names.get(name, name): part for name, part in parts(workbook()).items()})


def _with_backslashes() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts(workbook()).items():
            entry = zipfile.ZipInfo(name)
            entry.filename = name.replace("/", "\\")
            archive.writestr(entry, part)
    return file.getvalue()


@each_row(
    "data",
    [
        _renamed({SHEET: "xl/worksheets/Sheet1.XML"}),
        _renamed({name: name.upper() for name in parts(workbook())}),
        _renamed({"xl/workbook.xml": "XL/Workbook.xml"}),
        _with_backslashes(),
        workbook(
            {
                "xl/_rels/workbook.xml.rels": parts(workbook())["xl/_rels/workbook.xml.rels"].replace(
                    b'"worksheets', b'"/xl/worksheets'
                )
            }
        ),
    ],
    ids=["suffix", "upper", "book", "backslashes", "absolute"],
)
def test_parts_under_odd_names_are_read_alike(data):
    grid = grid_of(data)
    assert not grid.troubles
    assert [row.texts for row in grid.sheets[0].rows()] == [["Chỉ tiêu", "Thực hiện"], ["Thu ngân sách", "86.6"]]


def test_a_sheet_whose_part_is_not_there_is_no_empty_sheet():
    assert refused(workbook({SHEET: None})) == ["D201"]


@each_row(
    ("row", "before"),
    [
        ('<row r="1" hidden="1">', ""),
        ('<row r="1" ht="0" customHeight="1">', ""),
        ('<row r="1" ht="0.75">', ""),
        ('<row r="1">', '<cols><col min="1" max="3" width="0" customWidth="1"/></cols>'),
        ('<row r="1">', '<cols><col min="1" max="1" width="9" hidden="1"/></cols>'),
        ('<row r="1">', '<sheetFormatPr defaultRowHeight="0" customHeight="1"/>'),
        ('<row r="1">', '<sheetFormatPr defaultRowHeight="15" defaultColWidth="0"/>'),
    ],
)
def test_a_row_or_column_of_no_size_is_hidden(row, before):
    assert reading(book(f"{row}{ONE}</row>", before=before)) == "D262"
    assert (
        reading(book(f'<row r="1" ht="15">{ONE}</row>', before='<cols><col min="1" max="1" width="3"/></cols>')) == "1"
    )


@pytest.mark.parametrize(
    ("row", "before"),
    [
        ('<row r="1" ht="15">', '<sheetFormatPr defaultRowHeight="0" customHeight="1"/>'),
        ('<row r="1">', '<sheetFormatPr defaultRowHeight="0"/>'),
        (
            '<row r="1">',
            '<sheetFormatPr defaultRowHeight="15" defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols>',
        ),
        # Of unused rows alone: whoever hides these writes the used ones without a word.
        ('<row r="1">', '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'),
    ],
)
def test_the_size_of_a_row_or_column_goes_before_that_of_the_sheet(row, before):
    assert reading(book(f"{row}{ONE}</row>", before=before)) == "1"


def test_a_nought_that_the_sheet_does_not_show_is_no_figure():
    rows = f'<row r="1"><c r="A1"><v>0</v></c>{ONE.replace("A1", "B1")}</row>'
    grid = book(rows, before='<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>')
    assert [reading(grid), reading(grid, "B1")] == ["D277", "1"]


def ods(*cells: str) -> Grid:
    """Return an OpenDocument sheet of rows of one cell each."""
    rows = "".join(f"<table:table-row>{cell}</table:table-row>" for cell in cells)
    return grid_of(opendocument(f'<table:table table:name="B">{rows}</table:table>'), "a.ods")


def styled(*styles: tuple[str, str, int], more: str = "") -> Grid:
    """Return a workbook with 5 in a cell of each font, fill and number format, one below the other."""
    plain = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    fonts = "".join(f"<font>{font}</font>" for font, _, _ in styles)
    fills = "".join(fill or plain[: plain.index("</fill>") + 7] for _, fill, _ in styles)
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{n}" fillId="{n + 2}"/>' for n, (_, _, number) in enumerate(styles)
    )
    sheet_of_styles = (
        f'<styleSheet xmlns="{MAIN}">{more}<fonts>{fonts}</fonts><fills>{plain}{fills}</fills>'
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{formats}</cellXfs></styleSheet>"
    )
    rows = column(*(f'<c r="{{}}" s="{n}"><v>5</v></c>' for n, _ in enumerate(styles)))
    return grid_of(workbook({SHEET: sheet(rows), STYLES: sheet_of_styles, TYPES: typed("styles")}))


def typed(kind: str) -> bytes:
    """Return the types of parts with one more part."""
    part = f'<Override PartName="/xl/{kind}.xml" ContentType="{OFFICE}.spreadsheetml.{kind}+xml"/></Types>'
    return parts(workbook())[TYPES].replace(b"</Types>", part.encode())


def solid(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill>'


def gradient(*colours: str) -> str:
    stops = "".join(f'<stop position="{n}"><color rgb="{one}"/></stop>' for n, one in enumerate(colours))
    return f"<fill><gradientFill>{stops}</gradientFill></fill>"


LOOKS = (
    ("", "", "5"),
    ('<color rgb="FF000000"/>', "", "5"),
    ('<color rgb="FFFFFFFF"/>', "", "D277"),
    ('<color rgb="FFFCFCFC"/>', "", "D277"),
    ('<color theme="0"/>', "", "D277"),
    ('<color theme="0" tint="-0.5"/>', "", "5"),
    ('<color theme="1"/>', "", "5"),
    ('<color theme="1" tint="1"/>', "", "D277"),
    ('<color indexed="9"/>', "", "D277"),
    ('<color indexed="8"/>', "", "5"),
    ('<color indexed="65"/>', "", "D277"),
    ('<color indexed="64"/>', "", "5"),
    ('<color indexed="999"/>', "", "5"),
    ('<color auto="1"/>', "", "5"),
    ('<color theme="99"/>', "", "5"),
    ('<color rgb="FFFFFFFF"/>', solid('rgb="FF0000FF"'), "5"),
    ('<color rgb="FF0000FF"/>', solid('rgb="FF0000FF"'), "D277"),
    ("", solid('rgb="FF000000"'), "D277"),
    ("", solid('indexed="8"'), "D277"),
    ("", solid('theme="1"'), "D277"),
    ('<color theme="0"/>', solid('theme="0"'), "D277"),
    ("", solid('rgb="FFFFFF00"'), "5"),
    ("", '<fill><patternFill patternType="gray125"/></fill>', "5"),
    ("", "<fill><gradientFill/></fill>", "5"),
    ('<color rgb="FFFFFFFF"/>', gradient("FFFFFFFF", "FFFFFFFF"), "D277"),
    ('<color rgb="FFFFFFFF"/>', gradient("FFFFFFFF", "FF0000FF"), "5"),
    ('<sz val="1"/>', "", "D277"),
    ('<sz val="8"/>', "", "5"),
    ("<strike/>", "", "D278"),
    ('<strike val="0"/>', "", "5"),
)


def test_what_nobody_can_tell_from_its_background_is_no_figure():
    grid = styled(*((font, fill, 0) for font, fill, _ in LOOKS))
    assert [reading(grid, f"A{n}") for n, _ in enumerate(LOOKS, 1)] == [result for _, _, result in LOOKS]


def test_dates_in_the_formats_of_the_machine_are_dates():
    grid = styled(*(("", "", number) for number in (14, 17, 22, 30, 36, 55, 71)))
    assert [reading(grid, f"A{n}") for n in range(1, 8)] == ["D257"] * 7


def test_a_format_that_the_file_brings_along_is_known():
    own = '<numFmts><numFmt numFmtId="164" formatCode="0.0 &quot;Trđ&quot;"/></numFmts>'
    assert cell_of(styled(("", "", 164), more=own)).number_format == '0.0 "Trđ"'


RAISED, STRUCK = '<vertAlign val="superscript"/>', "<strike/>"


def runs(*texts: tuple[str, str]) -> str:
    return "".join(
        f'<r>{f"<rPr>{font}</rPr>" if font else ""}<t xml:space="preserve">{text}</t></r>' for font, text in texts
    )


RUNS = [
    ((("", "86,6"), (RAISED, "1")), "86,6", "part", "1", "86.6"),
    ((("", "86,6"), (RAISED, "(1)")), "86,6", "part", "(1)", "86.6"),
    ((("", "86,6"), (RAISED, "*")), "86,6", "part", "*", "86.6"),
    ((("", "86,6"), ('<vertAlign val="subscript"/>', "1")), "86,6", "part", "1", "86.6"),
    ((("", "86,6"), (RAISED, "1"), ("", " tỷ đồng")), "86,6 tỷ đồng", "part", "1", "86.6"),
    (((STRUCK, "480"), ("", " 412")), "412", "part", "480", "412"),
    (((STRUCK, "480"), ("", "412")), "412", "part", "480", "412"),
    ((("", "412"), (STRUCK, " (480)")), "412", "part", "(480)", "412"),
    ((("", "5 km"), (RAISED, "2")), "5 km²", "plain", "", "5"),
    ((("", "5 m"), (RAISED, "2")), "5 m²", "plain", "", "5"),
    ((("", "5 tỷ đ"), ("<b/>", "ồng")), "5 tỷ đồng", "plain", "", "5"),
    ((("", "5"), (RAISED, "đ")), "5đ", "plain", "", "5"),
    ((("", "4"), (STRUCK, "80"), ("", "12")), "48012", "mixed", "80", "D282"),
    ((("", "86"), (RAISED, "1"), ("", ",6")), "861,6", "mixed", "1", "D282"),
    ((("", "10"), (RAISED, "3")), "103", "mixed", "3", "D282"),
    ((("", "3,5×10"), (RAISED, "3")), "3,5×103", "mixed", "3", "D282"),
    ((("", "86,6"), ('<color rgb="FFFFFFFF"/>', "7")), "86,67", "mixed", "", "D282"),
    ((("", "86"), ('<sz val="1"/>', "6")), "866", "mixed", "", "D282"),
    ((("", "86"), ('<sz val="8"/>', "6")), "866", "plain", "", "866"),
    (((STRUCK, "4"), (STRUCK, "80")), "480", "struck", "", "D278"),
    (((RAISED, "5"),), "5", "plain", "", "5"),
]


@pytest.mark.parametrize("shared", [False, True])
def test_marks_and_struck_out_parts_are_no_part_of_a_figure(shared):
    made = [runs(*texts) for texts, *_ in RUNS]
    if shared:
        link = f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        strings = "".join(f"<si>{text}</si>" for text in made)
        grid = grid_of(
            workbook(
                {
                    SHEET: sheet(column(*(f'<c r="{{}}" t="s"><v>{n}</v></c>' for n, _ in enumerate(made)))),
                    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
                    TYPES: typed("sharedStrings"),
                    LINKS: parts(workbook())[LINKS].replace(b"</Relationships>", link.encode()),
                }
            )
        )
    else:
        grid = book(column(*(f'<c r="{{}}" t="inlineStr"><is>{text}</is></c>' for text in made)))
    assert not grid.troubles
    cells = [cell_of(grid, f"A{n}") for n, _ in enumerate(RUNS, 1)]
    read = [(one.text, one.look.value, one.other_text, reading(grid, f"A{one.row}")) for one in cells]
    assert read == [expected[1:] for expected in RUNS]


def test_a_bare_text_beside_runs_leaves_the_figure_open():
    grid = book('<row r="1"><c r="A1" t="inlineStr"><is><t>8</t><r><t>66</t></r></is></c></row>')
    assert reading(grid) == "D282"


def test_reading_aids_are_no_text():
    grid = book('<row r="1"><c r="A1" t="inlineStr"><is><t>5</t><rPh sb="0" eb="1"><t>9</t></rPh></is></c></row>')
    assert cell_of(grid).text == "5"


def sent(folder: Path, value: str, *, number_format: str = "General") -> Report:
    """Check a form with one value against at least 80 tỷ đồng."""
    office = Office(folder, indicator("thu", "tỷ đồng", more="target: {at_least: 80}"))
    words = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    head = words.format("A1", "Chỉ tiêu") + words.format("B1", "Thực hiện")
    rows = f'<row r="1">{head}</row><row r="2">{words.format("A2", "Chỉ tiêu thu")}{value}</row>'
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode={quoteattr(number_format)}/>'
        "</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    path = folder / "bieu.xlsx"
    path.write_bytes(workbook({SHEET: sheet(rows), STYLES: styles, TYPES: typed("styles")}))
    run = check([str(path)], Options(pack=str(office.pack), unit="thu", period=Period(2024), engine="direct"))
    (report,) = run.reports
    return report


@each_row(
    ("number_format", "stored", "value", "codes"),
    [
        ('#,##0 "Trđ"', "90000", 90, []),
        ('#,##0 "tỷ đồng"', "90", 90, []),
        ("#,##0", "90", 90, []),
        ('#,##0 "trạm"', "90", None, ["D107"]),
        ("#,##0,", "90000", None, ["D270"]),
    ],
)
def test_the_verdict_follows_what_is_seen(tmp_path, number_format, stored, value, codes):
    report = sent(tmp_path, f'<c r="B2" s="1"><v>{stored}</v></c>', number_format=number_format)
    assert number(report) == value
    assert [line.split()[0] for line in found(report, prefix="D")] == codes


def test_a_mark_that_was_left_out_is_told_and_blocks_nothing(tmp_path):
    report = sent(tmp_path, f'<c r="B2" t="inlineStr"><is>{runs(("", "86,6"), (RAISED, "1"))}</is></c>')
    assert number(report) == Fraction("86.6")
    assert found(report, prefix="D") == [
        "D279 warn `86,6` was read; `1` beside it is struck out or a raised mark and was left out"
    ]


def test_what_a_library_imports_besides_is_not_imported_for_a_workbook():
    asked = ReadLimits()._asdict() | {"format": "xlsx"}
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-X", "importtime", "-m", "checker.readers.cells.child"],
        input=json.dumps(asked).encode() + b"\n" + workbook(),
        capture_output=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "sheets" in json.loads(done.stdout)
    assert "openpyxl" in imported
    assert not [name for name in imported if name.startswith("numpy.")]
