"""Cells of a sheet: typed, in a named style, never a formula.

Owns the styles and the page. Must not know reports. Numbers keep all of their digits. Excel stores only 15, so a longer
number is written as text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from checker.domain.axes import Gate, Verdict
from checker.ooxml import cell_text
from checker.reporters.layout import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["GATES", "VERDICTS", "SheetWriter", "add_styles"]

_FAMILY: Final = "Times New Roman"
_DIGITS: Final = 15
_MARKS: Final = ("=", "+", "-", "@", "'")
_LINE: Final = 1.32
"""The height of a line by the size of its letters."""
_PADDING: Final = 4
_MOST_LINES: Final = 30
_HIGHEST: Final = 400
_MARGINS: Final = {"left": 0.6, "right": 0.5, "top": 0.6, "bottom": 0.7, "footer": 0.3}
_NARROW: Final = {"left": 0.39, "right": 0.39, "top": 0.39, "bottom": 0.5, "footer": 0.2}
_USUAL: Final = 15.0
_POINTS: Final = 28.35
_PAGE: Final = 17.7
"""The height of a page of A4 across within its margins, in centimetres."""
_THIN: Final = Side("thin", color="FF7F7F7F")
_BOX: Final = Border(_THIN, _THIN, _THIN, _THIN)
_GOOD: Final = "FFC6EFCE"
_DOUBT: Final = "FFFFEB9C"
_BAD: Final = "FFFFC7CE"

VERDICTS: Final = {
    Verdict.EXCEEDED: "good",
    Verdict.MET: "good",
    Verdict.UNMET: "bad",
    Verdict.UNDECIDED: "doubt",
    Verdict.NO_DATA: "doubt",
    Verdict.INVALID: "bad",
}
"""The style of a verdict's cell; the colour only repeats the word."""

GATES: Final = {Gate.PASS: "good", Gate.FAIL: "bad"}
"""The style of a gate's cell; anything other than passed and failed counts as doubtful."""

_STYLES: Final = {
    # name: bold, italic, size, horizontal, boxed, fill
    "title": (True, False, 14, "center", False, ""),
    "subtitle": (True, False, 12, "center", False, ""),
    "aside": (False, True, 11, "center", False, ""),
    "warning": (True, False, 12, "center", False, _BAD),
    "plain": (False, False, 12, "left", False, ""),
    "plain bold": (True, False, 12, "left", False, ""),
    "plain right": (True, False, 12, "right", False, ""),
    "label": (True, False, 12, "left", False, ""),
    "head": (True, False, 11, "center", True, "FFBDD7EE"),
    "group": (True, False, 11, "left", True, "FFDDEBF7"),
    "text": (False, False, 11, "left", True, ""),
    "centre": (False, False, 11, "center", True, ""),
    "figure": (False, False, 11, "right", True, ""),
    "good": (False, False, 11, "center", True, _GOOD),
    "doubt": (False, False, 11, "center", True, _DOUBT),
    "bad": (True, False, 11, "center", True, _BAD),
    # For tables with many columns.
    "small head": (True, False, 8, "center", True, ""),
    "small text": (False, False, 8, "left", True, ""),
    "small centre": (False, False, 8, "center", True, ""),
    "small figure": (False, False, 8, "right", True, ""),
    "small total": (True, False, 8, "right", True, ""),
    "small name": (True, False, 8, "left", True, ""),
}


def add_styles(book: Workbook) -> None:
    """Give a workbook the styles, each by its name."""
    for name, (bold, italic, size, horizontal, boxed, fill) in _STYLES.items():
        style = NamedStyle(
            _style(name),
            font=Font(_FAMILY, size, bold=bold, italic=italic),
            alignment=Alignment(horizontal=horizontal, vertical="center", wrap_text=True),
            border=_BOX if boxed else Border(),
            fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        )
        book.add_named_style(style)


def _style(name: str) -> str:
    return f"checker {name}"


class SheetWriter:
    """A sheet that is filled from top to bottom."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Take an empty sheet and the widths of its columns, in characters."""
        self.sheet: Final = sheet
        self.row = 0
        self._widths = tuple(widths)
        for column, width in enumerate(self._widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_view.showGridLines = False

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self._widths)

    def text(self, column: int, text: str, style: str = "text") -> Cell:
        """Write a text into the row; it stays text whatever its first character, even when it is edited."""
        cell = self._cell(column, style)
        self._put(cell, text)
        self._fit(text, style, self._widths[column - 1])
        return cell

    def count(self, column: int, count: int, style: str = "figure") -> None:
        """Write a count into the row."""
        self.number(column, Decimal(count), 0, str(count), style)

    def number(self, column: int, number: Decimal, places: int, text: str, style: str = "figure") -> None:
        """Write a number into the row with this many visible decimals; write text if Excel would truncate it."""
        digits = format(number, "f")
        if len(digits.strip("-0").replace(".", "")) > _DIGITS:
            self.text(column, text, style)
            return
        cell = self._cell(column, style)
        # As text with all digits, because openpyxl would convert it to a binary float.
        cell.value = digits
        cell.data_type = "n"
        cell.number_format = f"#,##0.{'0' * places}" if places else "#,##0"

    def across(self, text: str, style: str, first: int = 1, last: int = 0) -> None:
        """Write a text over several columns of the row, with the height that it needs."""
        last = last or self.columns
        self._put(self._cell(first, style), text)
        for column in range(first + 1, last + 1):
            self._cell(column, style)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        self._fit(text, style, sum(self._widths[first - 1 : last]))

    def header(self, texts: Sequence[str]) -> None:
        """Write the headings of a table, which are frozen and repeated on every page."""
        for column, text in enumerate(texts, 1):
            self.text(column, text, "head")
        self.sheet.freeze_panes = f"A{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row}:{self.row}"

    def page(self, footer: str, page: str, *, large: bool = False, narrow: bool = False) -> None:
        """Set the sheet up for A4, landscape, as wide as the page, with a footer.

        Args:
            footer: The left text of the footer.
            page: The right text of the footer.
            large: Whether the paper is A3.
            narrow: Whether the margins are 10 mm.
        """
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if large else sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        sheet.print_options.horizontalCentered = True
        for side, inches in (_NARROW if narrow else _MARGINS).items():
            setattr(sheet.page_margins, side, inches)
        footer_part = sheet.HeaderFooter.oddFooter
        if footer_part is not None:
            # An ampersand starts a footer code, so a literal one is doubled.
            footer_part.left.text, footer_part.right.text = cell_text(footer)[:100].replace("&", "&&"), page

    def break_behind(self, column: int) -> None:
        """Insert a page break after a column, whatever the resulting number of pages."""
        self.sheet.col_breaks.append(Break(id=column))
        self.sheet.page_setup.fitToWidth = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = False  # type: ignore[union-attr]

    def keep_whole(self, height: float) -> None:
        """Let what follows the row begin a page, unless it surely fits on the one that the row is on.

        Args:
            height: How high it is, in centimetres.
        """
        begun = max((one.id for one in self.sheet.row_breaks.brk), default=0)
        dimensions = self.sheet.row_dimensions
        used = sum(
            (dimensions[row].height or _USUAL) if row in dimensions else _USUAL
            for row in range(begun + 1, self.row + 1)
        )
        if used / _POINTS + height > _PAGE:
            self.sheet.row_breaks.append(Break(id=self.row))

    @staticmethod
    def _put(cell: Cell, text: str) -> None:
        if text:
            cell.value = cell_text(text)
            cell.data_type = "s"
            if text.startswith(_MARKS):
                cell.quotePrefix = True

    def _fit(self, text: str, style: str, width: float) -> None:
        """Set the height that a text needs, because not every program computes it on opening a file."""
        bold, _, size, *_ = _STYLES[style]
        room = max(int(width * 11 / size * (1.1 if bold else 1.2)), 1)
        shown = text[: room * _MOST_LINES]
        lines = sum(len(wrap(part, room, inside=True)) if len(part) > room else 1 for part in shown.split("\n"))
        height = min(_PADDING + lines * size * _LINE, _HIGHEST)
        row = self.sheet.row_dimensions[self.row]
        row.height = max(row.height or 0, height)

    def _cell(self, column: int, style: str) -> Cell:
        cell = self.sheet.cell(self.row, column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} is merged")
        cell.style = _style(style)
        return cell
