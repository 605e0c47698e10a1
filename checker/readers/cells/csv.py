"""CSV into a grid: strict, decoded first, with the line and column of every cell.

Owns the delimiter and what counts as broken. Must not know what any column means.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.location import Location
from checker.domain.text import message
from checker.readers.cells.legacy import legacy_encoding
from checker.readers.cells.limits import Limits
from checker.readers.grid import Cell, Grid, Range, Row
from checker.syntax.collector import Collector
from checker.syntax.digest import sha256_of
from checker.syntax.text import decode

__all__ = ["read_csv"]

_DELIMITERS: Final = (";", "\t", ",")
_NAMES: Final = {";": "`;`", "\t": "Tab", ",": "`,`"}
_LOOKED_AT: Final = 50
_EMPTY: Final = ""


def read_csv(path: str, data: bytes, limits: Limits) -> Grid:
    """Read a file of separated values as one sheet without a name.

    Raises:
        InputError: It is not text, is broken, or is over a limit.
    """
    text = _decoded(path, data)
    delimiter = _delimiter(path, text)
    sheet = _Sheet(path, _rows(path, text, delimiter, limits), text, delimiter)
    return Grid(path, sha256_of(data), "csv", (sheet,))


def _decoded(path: str, data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        if not wide:
            data.decode("utf-8")
    except UnicodeDecodeError:
        if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) and (name := legacy_encoding(data)):
            trouble = Collector(path)
            trouble.add(codes.LEGACY_ENCODING, encoding=name)
            trouble.stop()
    return decode(path, data, DATA_FILE)


def _delimiter(path: str, text: str) -> str:
    """Return the one delimiter by which the first lines fall into equally many cells."""
    lines = [line for line in text[: _LOOKED_AT * 4_000].splitlines()[:_LOOKED_AT] if line.strip()]
    counts = {delimiter: _counts(lines, delimiter) for delimiter in _DELIMITERS}
    found = [delimiter for delimiter, widths in counts.items() if max(widths, default=1) > 1]
    if len(found) > 1:
        # A decimal comma also separates; the delimiter is the one that does so in every full line.
        steady = [delimiter for delimiter in found if len(set(counts[delimiter])) == 1]
        widest = max(max(counts[delimiter]) for delimiter in found)
        found = steady if len(steady) == 1 else [one for one in found if max(counts[one]) == widest]
    if len(found) > 1:
        trouble = Collector(path)
        trouble.add(codes.DELIMITER_UNCLEAR, found=tuple(_NAMES[one] for one in found))
        trouble.stop()
    return found[0] if found else ","


def _counts(lines: list[str], delimiter: str) -> list[int]:
    try:
        return [len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=True)]
    except csv.Error:
        return [len(line.split(delimiter)) for line in lines]


def _rows(path: str, text: str, delimiter: str, limits: Limits) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, each with the line on which it begins."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    previous = csv.field_size_limit(limits.text)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    trouble = Collector(path, lines)
    rows: list[tuple[int, list[str]]] = []
    held = start = 0
    try:
        for cells in reader:
            first, start = start + 1, reader.line_num
            if not any(cells):
                continue
            rows.append((first, cells))
            held += len(cells)
            if len(rows) > limits.rows or held > limits.cells or len(cells) > limits.columns:
                what, found, limit = _exceeded(len(rows), held, len(cells), limits)
                trouble.add(DATA_FILE["too-large"], first, 1, what=message(what), found=found, limit=limit)
                trouble.stop()
    except csv.Error as error:
        if "field larger" in str(error):
            trouble.add(
                DATA_FILE["too-large"], start + 1, what=message("characters of a cell"), found="…", limit=limits.text
            )
        else:
            trouble.add(DATA_FILE["syntax"], start + 1, reason=str(error))
        trouble.stop()
    finally:
        csv.field_size_limit(previous)
    return rows


def _exceeded(rows: int, held: int, columns: int, limits: Limits) -> tuple[str, int, int]:
    if rows > limits.rows:
        return "rows", rows, limits.rows
    if columns > limits.columns:
        return "columns", columns, limits.columns
    return "cells", held, limits.cells


class _Sheet:
    """The rows of a text file; places are worked out when they are asked for."""

    name: Final = ""
    hidden: Final = False
    merged: Final[Sequence[Range]] = ()

    def __init__(self, path: str, rows: list[tuple[int, list[str]]], text: str, delimiter: str) -> None:
        self._path = path
        self._rows = rows
        self._text = text
        self._delimiter = delimiter
        self._by_line: dict[int, list[str]] | None = None
        self._lines: list[str] | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something; a row's number is the line on which it begins."""
        for number, cells in self._rows:
            yield Row(number, cells)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` where it is empty."""
        if self._by_line is None:
            self._by_line = dict(self._rows)
        cells = self._by_line.get(row, [])
        text = cells[column - 1] if 0 < column <= len(cells) else _EMPTY
        return Cell(row, column, text) if text.strip() else None

    def location(self, row: int, column: int = 0) -> Location:
        """Return the physical line and column, in characters, where a cell begins."""
        if column < 1:
            return Location(self._path, row)
        if self._lines is None:
            self._lines = self._text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return Location(self._path, *_begins(self._lines, row, column, self._delimiter))


def _begins(lines: Sequence[str], row: int, column: int, delimiter: str) -> tuple[int, int]:
    """Return where the cell begins: a delimiter or an end of line inside quotes does not count."""
    line, seen, quoted = row, 1, False
    while line <= len(lines):
        at_start = True
        for place, char in enumerate(lines[line - 1]):
            if seen == column and not quoted and at_start:
                return line, place + 1
            at_start = False
            if char == '"':
                quoted = not quoted
            elif char == delimiter and not quoted:
                seen, at_start = seen + 1, True
        if seen == column and at_start:
            return line, len(lines[line - 1]) + 1
        if not quoted:
            break
        line += 1
    return row, 1
