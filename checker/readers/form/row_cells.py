"""The cells of one row by their headings.

Must not know what a heading means.
"""

from __future__ import annotations

from checker.domain.location import Location
from checker.readers.form.table import TableColumn
from checker.readers.grid import Cell, CellKind, Row, Sheet

__all__ = ["RowCells"]


class RowCells:
    """Finds the cells of rows of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the sheet."""
        self._sheet = sheet

    def place(self, row: Row, column: TableColumn | None = None) -> Location:
        """Return the location of a row's cell, or of the row."""
        return self._sheet.location(row.number, _filled(row, column) if column else 0)

    def text(self, row: Row, column: TableColumn | None) -> str:
        """Return the text under a heading, stripped."""
        number = _filled(row, column) if column else 0
        return row.texts[number - 1].strip() if 1 <= number <= len(row.texts) else ""

    def cell(self, row: Row, column: TableColumn | None) -> Cell | None:
        """Return a non-empty cell; blanks count as empty."""
        return self._cell(row, _filled(row, column)) if column else None

    def _cell(self, row: Row, number: int) -> Cell | None:
        cell = self._sheet.cell(row.number, number)
        return None if cell is None or (cell.kind is CellKind.TEXT and not cell.text.strip()) else cell


def _filled(row: Row, column: TableColumn) -> int:
    """Return the number of the filled column under a heading over several columns; else the first."""
    for number in range(column.column, min(column.last, len(row.texts)) + 1):
        if row.texts[number - 1].strip():
            return number
    return column.column
