"""One sheet of a consolidated table: its name, its titles, its cells of figures with links, and its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from openpyxl.worksheet.hyperlink import Hyperlink

from checker.domain.report import Report
from checker.domain.text import Message, message
from checker.language import Language
from checker.ooxml import cell_text
from checker.reporters.annex import AnnexFigure
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.consolidated.phrases import about, title_of
from checker.reporters.consolidated.table import Consolidated, UnitFigure

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["TableSheet", "link", "put"]

_GAP: Final = 6
_MOST_ON_A4: Final = 42
_MADE_UP: Final = message("MADE-UP FIGURES, not published ones")


class TableSheet:
    """A sheet of one table, with its number among the sheets of the table."""

    def __init__(self, book: Workbook, table: Consolidated, language: Language, number: int, suffix: str) -> None:
        """Add the sheet to a workbook; the suffix tells the tables of a workbook apart."""
        self.table: Final = table
        self.language: Final = language
        self.number: Final = number
        self.suffix: Final = suffix.strip(" ()")
        self._name: Final = self.render(message("Table {number}", number=f"{number:02}"))
        self.page: Final[Worksheet] = book.create_sheet(f"{self._name}{suffix}")

    def render(self, sentence: Message) -> str:
        """Return a message in the language of the workbook."""
        return self.language.render(sentence)

    def titled(self, widths: Sequence[float]) -> SheetWriter:
        """Write the titles over columns of these widths, and return the writer of what follows."""
        sheet = SheetWriter(self.page, widths)
        sheet.row = 1
        whole, middle = self.table.pack.unit_title, max(sheet.columns // 2, 1)
        sheet.across(self.language.text(whole).upper() if whole is not None else "", "plain bold", 1, middle)
        sheet.across(self._name, "plain right", middle + 1)
        for text, style in (
            (title_of(self.table, self.language), "title"),
            (about(self.table, self.language), "aside"),
            (self.render(_MADE_UP) if self.table.synthetic else "", "subtitle"),
        ):
            if text:
                sheet.row += 1
                sheet.across(text, style)
        sheet.row += 1
        self.page.row_dimensions[sheet.row].height = _GAP
        return sheet

    def end(self, sheet: SheetWriter) -> None:
        """Set up the page: A4, or A3 for many units."""
        pages = self.render(message("Page &P/&N"))
        title = self.language.text(self.table.pack.title)
        sheet.page(title, pages, large=len(self.table.rows) > _MOST_ON_A4, narrow=True)


def put(sheet: SheetWriter, column: int, figure: AnnexFigure, style: str, words: str) -> None:
    """Write a figure as a number; words and signs have a style of their own."""
    if figure.number is None:
        sheet.text(column, figure.text, words)
    else:
        sheet.number(column, figure.number, figure.places, figure.text, style)


def link(sheet: SheetWriter, column: int, report: Report, cell: UnitFigure) -> None:
    """Link a cell to its source cell, if that is in a workbook."""
    place = cell.result.location
    if place is None or not place.cell:
        return
    written = sheet.sheet.cell(sheet.row, column)
    quoted = place.sheet.replace("'", "''")
    target = quote(report.submission.path.replace("\\", "/"), safe="/:")
    written.hyperlink = Hyperlink(written.coordinate, target=target, location=cell_text(f"'{quoted}'!{place.cell}"))
