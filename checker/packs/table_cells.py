"""Read the texts of a table of targets with their locations, using the readers of workbooks and CSV.

Owns which cells of a workbook show what they store, so that none is misread. Must not know the meaning of a column.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.codes import PACK_FILE
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.errors import InputError, PackError
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.read import read_grid
from checker.readers.grid import Appearance, Cell, CellKind, Grid, Sheet
from checker.syntax.collector import Collector
from checker.syntax.text import decode, split_lines
from checker.syntax.tree import Part, Scalar

__all__ = ["SECOND", "TargetTable", "read_tables"]

SECOND: Final = 1_000_000_000
"""The line offset of parts besides the table, so that locations in one tree are unique."""

_LIMITS: Final = ReadLimits(file_bytes=2_000_000, sheets=8, rows=20_000, columns=64, cells=200_000)
# Formats that show the stored digits, possibly grouped.
_AS_STORED: Final = r"|General|@|0+|0?\.0+|#,##0(?:\.0+)?"
_SHEETS: Final = 2


class TargetTable(NamedTuple):
    """A sheet, or a text file of separated values.

    Args:
        part: Its part of the tree, for locations.
        rows: Its non-empty rows, each with the texts of its cells by column, from 1.
    """

    part: Part
    rows: tuple[dict[int, Scalar], ...]


def read_tables(path: str, data: bytes) -> tuple[TargetTable, ...]:
    """Return the table of a file of separated values, or the two sheets of a workbook.

    Raises:
        PackError: The table cannot be read, or shows something else than it stores.
    """
    try:
        grid = read_grid(path, data=data, limits=_LIMITS)
    except InputError as error:
        raise PackError(
            [one._replace(code=PACK_FILE.get(one.code.name, one.code)) for one in error.diagnostics]
        ) from None
    if grid.troubles:
        raise PackError(grid.troubles)
    return _text(path, data, grid) if grid.format == "csv" else _sheets(path, grid)


def _text(path: str, data: bytes, grid: Grid) -> tuple[TargetTable, ...]:
    written = decode(path, data, PACK_FILE)
    (sheet,) = grid.sheets
    rows = []
    for row in sheet.rows():
        found = {}
        for column, text in enumerate(row.texts, 1):
            if text.strip():
                place = sheet.location(row.number, column)
                found[column] = Scalar(text.strip(), True, place.line, place.column, max(1, len(text.split("\n")[0])))
        rows.append(found)
    return (TargetTable(Part(0, path, tuple(split_lines(written))), tuple(rows)),)


def _sheets(path: str, grid: Grid) -> tuple[TargetTable, ...]:
    if len(grid.sheets) > _SHEETS:
        trouble = Collector(path)
        reason = message("it has {count} sheets; two are read, the targets and the head", count=len(grid.sheets))
        trouble.add(codes.PACK_TABLE, reason=reason)
        raise PackError(trouble.diagnostics)
    tables = [_sheet(Part(place * SECOND, path, sheet=sheet.name), sheet) for place, sheet in enumerate(grid.sheets)]
    trouble = Collector(path, parts=tuple(table.part for table, _ in tables))
    for _, wrong in tables:
        for place, reason in wrong:
            trouble.at(codes.PACK_TABLE_CELL, place, reason=reason)
    if trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    return tuple(table for table, _ in tables)


def _sheet(part: Part, sheet: Sheet) -> tuple[TargetTable, list[tuple[Scalar, Message]]]:
    """Return a sheet, and its unusable cells with the reasons."""
    rows: list[dict[int, Scalar]] = []
    wrong: list[tuple[Scalar, Message]] = []
    for area in sheet.merged:
        place = Scalar("", True, part.after + area.top, area.left, 1)
        wrong.append((place, message("it is merged with others; write its text into each cell")))
    for row in sheet.rows():
        found: dict[int, Scalar] = {}
        for column in range(1, len(row.texts) + 1):
            cell = sheet.cell(row.number, column)
            if cell is None:
                continue
            place = Scalar(_text_of(cell), cell.kind is not CellKind.NUMBER, part.after + row.number, column, 1)
            if (reason := _not_as_seen(cell)) is not None:
                wrong.append((place, reason))
            found[column] = place
        rows.append(found)
    if sheet.hidden and rows:
        wrong.append((next(iter(rows[0].values())), message("the sheet is hidden")))
    return TargetTable(part, tuple(rows)), wrong


def _text_of(cell: Cell) -> str:
    """Return a cell in Vietnamese notation; a number has a decimal comma."""
    return cell.text.replace(".", ",") if cell.kind is CellKind.NUMBER else cell.text.strip()


def _not_as_seen(cell: Cell) -> Message | None:
    """Return why a cell may show something else than it stores."""
    if not cell.is_seen or cell.look is not Appearance.PLAIN:
        return message("it is hidden, struck out, or formatted so that another text is shown")
    if cell.formula:
        return message("it is a formula; write its result")
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return message("it holds a date, a truth or an error; write it as text")
    if cell.kind is CellKind.NUMBER and not re.fullmatch(_AS_STORED, cell.number_format):
        return message("its format `{format}` shows another text; write it as text", format=cell.number_format)
    return None
