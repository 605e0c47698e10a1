"""One workbook as xlsx, ods and xls: the same readings, or refusals by the same code, of every cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.submission import Figure, Phrase, Reading, Unreadable
from checker.readers.cells.read import read_grid
from checker.readers.form.cells import VALUE, Ambient, CellReader
from tests.libreoffice import converted

pytestmark = pytest.mark.slow

ACCOUNTS = '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'

FORMATS: tuple[tuple[Any, str, str], ...] = (
    (90000, '#,##0 "Trđ"', "90000 đồng*1000000"),
    (90000, r"#,##0\ \t\r\đ", "90000 đồng*1000000"),
    (90000, '#,##0 "(triệu đồng)"', "90000 đồng*1000000"),
    (90000, "#,##0 [$₫-42A]", "90000 đồng*1"),
    (90000, "#,##0 [$VND]", "90000 đồng*1"),
    (5, '"US$"#,##0', "5 USD*1"),
    (86.6, '0.0 "tỷ"', "86.6 *1000000000"),
    (4, 'General" hộ"', "4 hộ*1"),
    (4, '0 "trạm"', "4 trạm*1"),
    (5, '0.0"m2"', "5 ha*1/10000"),
    (65.5, r"0.0\%", "65.5 %*1"),
    (65.5, '0.0" %"', "65.5 %*1"),
    (0.655, "0.0%", "65.5 %*1"),
    (90000, ACCOUNTS, "90000"),
    (0, ACCOUNTS, "0"),
    (-5, ACCOUNTS, "-5"),
    (5, "#,##0;[Red]-#,##0", "5"),
    (-5, "#,##0;[Red]-#,##0", "-5"),
    (-5, "#,##0;[Red]#,##0", "D281"),
    (-5, "#,##0_);(#,##0)", "-5"),
    (-86.6, "0.0", "-86.6"),
    (5, "[Blue]+0;[Red]-0", "5"),
    (4, "-0.0", "D281"),
    (90000, "[>=1000]#,##0;0.0", "90000"),
    (12, '[=0]"-";#,##0', "12"),
    (5, "[<1]0%;0.0", "D270"),
    (90000, "#,##0,", "D270"),
    (90000, '#,##0,,"tr"', "D270"),
    (0.5, "# ?/?", "D281"),
    (86600, "0.00E+00", "86600"),
    (86.6, '#"."000', "D281"),
    (119, '0","0', "D281"),
    (4, '0"00"', "D281"),
    (4, '#,##0".000"', "D281"),
    (1234567, r"#\ ###\ ##0", "1234567"),
    (4, ";;;", "D277"),
    (0, "#,###", "D277"),
    (4, "[White]0", "D277"),
    (0, "0;-0;;@", "D277"),
    (4, '"đạt"', "D270"),
    (79.6, "0", "79.6"),
    (0.1 + 0.2, "0.00", "0.3"),
    (86.6, "@", "86.6"),
    (1e20, "General", "1E+20"),
    (-0.0, "0", "0"),
    (45000, "[$-42A]dd/mm/yyyy", "D257"),
    (45000, "dd/mm", "D257"),
    (1.5, "[h]:mm", "D257"),
    (dt.date(2024, 2, 7), "d/m", "D257"),
    (True, "General", "D258"),
    ("65,5", '@"%"', "65.5 %*1"),
    ("5", ";;;", "D277"),
    ("86,6¹", "General", "D282"),
    ("5 m²", "General", "5 ha*1/10000"),
    ("#SPILL!", "General", "D259"),
    ("chưa  hoàn thành", "General", "chưa hoàn thành"),
)


def run(text: str, **font: Any) -> TextBlock:
    return TextBlock(InlineFont(**font), text)


RICH = (
    (CellRichText("86,6", run("1", vertAlign="superscript")), "86.6"),
    (CellRichText("86,6", run("(1)", vertAlign="superscript")), "86.6"),
    (CellRichText(run("480", strike=True), " 412"), "412"),
    (CellRichText("4", run("80", strike=True), "12"), "D282"),
    (CellRichText("86,6", run("1", vertAlign="subscript")), "86.6"),
    (CellRichText("86", run("6", sz=1)), "D282"),
    (CellRichText("5 km", run("2", vertAlign="superscript")), "5 ha*100"),
    (CellRichText("10", run("3", vertAlign="superscript")), "D282"),
    (CellRichText("86,6", run("7", color="FFFFFFFF")), "D282"),
    (CellRichText("86,6 ", run("tỷ", b=True), " đồng"), "86.6 đồng*1000000000"),
)
WHITE = Font(color="FFFFFFFF")
LOOKS: tuple[tuple[Font, PatternFill | None, str], ...] = (
    (WHITE, None, "D277"),
    (Font(color=Color(theme=0)), None, "D277"),
    (Font(color=Color(indexed=9)), None, "D277"),
    # Not the automatic colour, which LibreOffice makes white on black.
    (Font(color="FF000000"), PatternFill("solid", fgColor="FF000000"), "D277"),
    (WHITE, PatternFill("solid", fgColor="FF0000FF"), "5"),
    (Font(color="FFFF0000"), None, "5"),
    (Font(size=1), None, "D277"),
    (Font(strike=True), None, "D278"),
)


def expected() -> list[str]:
    return [*(result for *_, result in FORMATS), *(result for *_, result in RICH), *(result for *_, result in LOOKS)]


def made(path: Path) -> None:
    """Write a column of cells of every kind; then a hidden row and a hidden column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, (value, number_format, _) in enumerate(FORMATS, 1):
        cell = sheet.cell(number, 1)
        cell.value = value
        if number_format != "General":
            cell.number_format = number_format
    for number, (text, _) in enumerate(RICH, len(FORMATS) + 1):
        sheet.cell(number, 1, text)
    for number, (font, fill, _) in enumerate(LOOKS, len(FORMATS) + len(RICH) + 1):
        cell = sheet.cell(number, 1, 5)
        cell.font, cell.fill = font, fill or PatternFill()
    last = len(expected()) + 1
    sheet.cell(last, 1, 5)
    sheet.row_dimensions[last].hidden = True
    sheet.cell(1, 2, 5)
    sheet.column_dimensions["B"].hidden = True
    sheet.cell(2, 3, 5)
    sheet.column_dimensions["C"].width = 0.01
    book.save(path)


def told(trouble: Diagnostic | Reading) -> str:
    match trouble:
        case Unreadable(wrong):
            return wrong.code.id
        case Figure(interval=interval, unit=unit):
            return f"{interval.lo} {unit.base}*{unit.size}" if unit else str(interval.lo)
        case Phrase(text):
            return text
        case _:
            return "nothing"


def readings(path: Path) -> dict[str, str]:
    """Return the reading of every cell, or the code of its refusal."""
    grid = read_grid(str(path))
    assert [(one.code.id, one.location.cell) for one in grid.troubles] == []
    reader = CellReader("vi", {})
    (sheet,) = grid.sheets
    found = {}
    for row in sheet.rows():
        for column in range(1, len(row.texts) + 1):
            cell = sheet.cell(row.number, column)
            place: Location = sheet.location(row.number, column)
            if cell is not None:
                found[place.cell] = told(reader.read(cell, place, VALUE, Ambient()).field.reading)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("alike")
    made(where / "a.xlsx")
    return where


def wanted() -> dict[str, str]:
    places = {f"A{number}": result for number, result in enumerate(expected(), 1)}
    return places | {f"A{len(expected()) + 1}": "D262", "B1": "D262", "C2": "D262"}


def test_every_cell_of_an_xlsx_is_read_or_refused_as_it_is_seen(folder):
    assert readings(folder / "a.xlsx") == wanted()


@pytest.mark.parametrize("suffix", ["ods", "xls", "xlsx"])
def test_the_same_workbook_saved_by_another_program_reads_the_same(folder, suffix):
    (path,) = converted(suffix, folder / f"as-{suffix}", folder / "a.xlsx")
    assert readings(path) == wanted()
