"""Grids of cells made in the tests: rows as lists, without any file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.domain.location import Location
from checker.readers.grid import Cell, CellKind, Grid, Range, Row


class Made(NamedTuple):
    """A cell that is more than its text: its kind, its format, whether it is hidden or calculated."""

    text: str
    kind: CellKind = CellKind.NUMBER
    number_format: str = ""
    formula: bool = False
    hidden: bool = False


def letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class ListSheet:
    """A sheet of rows; a str is a text cell, a number a number cell, ``None`` an empty one."""

    def __init__(
        self,
        rows: Sequence[Sequence[object]],
        name: str = "Biểu 01",
        *,
        merged: Sequence[Range] = (),
        hidden: bool = False,
        top: int = 1,
        left: int = 1,
        path: str = "bieu.xlsx",
    ) -> None:
        self.name = name
        self.delimiter = "" if name else ";"
        self.hidden = hidden
        self.merged = tuple(Range(a + top - 1, b + left - 1, c + top - 1, d + left - 1) for a, b, c, d in merged)
        self._path = path
        self._cells: dict[int, dict[int, Cell]] = {}
        for number, row in enumerate(rows, top):
            for column, content in enumerate(row, left):
                cell = _cell(number, column, content)
                if cell is not None:
                    self._cells.setdefault(number, {})[column] = cell

    def rows(self) -> Iterator[Row]:
        for number, cells in sorted(self._cells.items()):
            width = max(cells)
            yield Row(number, [cells[column].text if column in cells else "" for column in range(1, width + 1)])

    def cell(self, row: int, column: int) -> Cell | None:
        return self._cells.get(row, {}).get(column)

    def location(self, row: int, column: int = 0) -> Location:
        if not self.name:
            return Location(self._path, row, column)
        return Location(self._path, sheet=self.name, cell=f"{letters(column) if column else ''}{row}")

    def cells(self) -> Iterator[Cell]:
        for row in self._cells.values():
            yield from row.values()


def _cell(row: int, column: int, content: object) -> Cell | None:
    match content:
        case None | "":
            return None
        case Made():
            return Cell(row, column, *content)
        case bool():
            return Cell(row, column, str(content).upper(), CellKind.BOOLEAN)
        case int() | Decimal():
            return Cell(row, column, str(content), CellKind.NUMBER)
        case dt.date():
            return Cell(row, column, content.isoformat(), CellKind.DATE)
        case _:
            return Cell(row, column, str(content))


def grid(*sheets: ListSheet | Sequence[Sequence[object]], own: Mapping[str, object] | None = None, **changes) -> Grid:
    """Return a grid of sheets, or of the rows of its only sheet; `own` is what a template's own sheet says."""
    made = [sheet if isinstance(sheet, ListSheet) else ListSheet(sheet) for sheet in sheets]
    if own is not None:
        made.append(ListSheet([["key", "value"], *([k, v] for k, v in own.items())], "_checker", hidden=True))
    text_file = bool(made) and not made[0].name
    fixed = {"path": "bieu.csv" if text_file else "bieu.xlsx", "format": "csv" if text_file else "xlsx"}
    return Grid(**{"sha256": "0" * 64, "sheets": tuple(made), **fixed, **changes})
