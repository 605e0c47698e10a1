"""Read CSV strictly into a grid, with the line and column of every cell.

Owns the delimiter and the definition of broken files. Must not know the meaning of a column.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat
from typing import Any, Final, NoReturn

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.digest import sha256_of
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.readers.cells.legacy import legacy_encoding
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.separated import DELIMITERS, NAMED, named_delimiter, quoted_whole
from checker.readers.grid import Cell, Grid, Range, Row
from checker.syntax.collector import Collector
from checker.syntax.text import decode, split_lines

__all__ = ["read_csv"]

_NAMES: Final = {"\t": "Tab"}
_SAMPLED_LINES: Final = 50
_BEGINNING: Final = 80
_SOME: Final = 10_000
_EMPTY: Final = ""


def read_csv(path: str, data: bytes, limits: ReadLimits) -> Grid:
    """Read a file of separated values as one sheet without a name.

    Raises:
        InputError: It is not text, is broken, or is over a limit.
    """
    text = _decoded(path, data)
    named = named_delimiter(split_lines(text[:_BEGINNING])[0])
    if named is not None and named not in NAMED:
        _unclear(path, [named])
    delimiter = named or _delimiter(path, text)
    rows = _rows(path, text, delimiter, limits)
    if named is not None:
        rows = _Rows(rows.numbers[1:], rows.cells[1:])
    _refuse_quoted(path, text, rows)
    sheet = _Sheet(path, rows, text, delimiter)
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
    """Return the one delimiter that splits the first lines into equally many cells."""
    lines = [line for line in split_lines(text[: _SAMPLED_LINES * 4_000])[:_SAMPLED_LINES] if line.strip()]
    counts = {delimiter: _counts(lines, delimiter) for delimiter in DELIMITERS}
    found = [delimiter for delimiter, widths in counts.items() if max(widths, default=1) > 1]
    if len(found) > 1:
        # A decimal comma also splits; the delimiter is the one that does so in every full line.
        steady = [delimiter for delimiter in found if len(set(counts[delimiter])) == 1]
        widest = max(max(counts[delimiter]) for delimiter in found)
        found = steady if len(steady) == 1 else [one for one in found if max(counts[one]) == widest]
    if len(found) > 1:
        _unclear(path, found)
    return found[0] if found else ","


def _unclear(path: str, found: Sequence[str]) -> NoReturn:
    trouble = Collector(path)
    trouble.add(codes.DELIMITER_UNCLEAR, found=tuple(_NAMES.get(one, f"`{one}`") for one in found))
    trouble.stop()


def _refuse_quoted(path: str, text: str, rows: _Rows) -> None:
    """Refuse a file with whole lines in quotes, which hide their cells."""
    if '"' not in text:
        return
    width = max(map(len, rows.cells), default=0)
    wrong = [line for line, cells in zip(*rows, strict=True) if quoted_whole(cells, width)]
    # In a file of one column, a single title with commas may look like that.
    if wrong and (width > 1 or len(wrong) > 1):
        trouble = Collector(path, split_lines(text))
        trouble.add(codes.QUOTED_LINES, wrong[0])
        trouble.stop()


def _counts(lines: list[str], delimiter: str) -> list[int]:
    """Return the number of cells of each row by a delimiter, or of each line if the delimiter breaks quoting."""
    try:
        return [len(cells) for cells in csv.reader(lines, delimiter=delimiter, strict=True)]
    except csv.Error:
        return [sum(part.count(delimiter) for part in line.split('"')[::2]) + 1 for line in lines]


class _Rows(NamedTuple):
    """The rows that are not empty.

    Args:
        numbers: The first line of each row.
        cells: The cells of each row.
    """

    numbers: list[int]
    cells: list[list[str]]


def _rows(path: str, text: str, delimiter: str, limits: ReadLimits) -> _Rows:
    previous = csv.field_size_limit(limits.text)
    # A file far over a limit is refused before it fills the memory.
    _refuse_many(path, message("cells"), text.count(delimiter), limits.cells)
    # Iterated like a file: lines end with CR, LF or both, and line ends inside quotes stay unchanged.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = [1]
    try:
        rows = _quoted(reader, begins, limits.rows) if '"' in text else _plain(reader, limits.rows)
    except csv.Error as error:
        trouble = Collector(path, split_lines(text))
        line = begins[-1] if '"' in text else reader.line_num
        if "field larger" in str(error):
            what = message("characters of a cell")
            trouble.add(DATA_FILE["too-large"], line, what=what, found="…", limit=limits.text)
        else:
            trouble.add(DATA_FILE["syntax"], line, reason=str(error))
        trouble.stop()
    finally:
        csv.field_size_limit(previous)
    if len(rows.cells) > limits.rows:
        _refuse_many(path, message("rows"), max(text.count("\n"), text.count("\r"), len(rows.cells)), limits.rows)
    _refuse_many(path, message("columns"), max(map(len, rows.cells), default=0), limits.columns)
    _refuse_many(path, message("cells"), sum(map(len, rows.cells)), limits.cells)
    return rows


def _plain(reader: Any, most: int) -> _Rows:
    """Return rows of one line each; stop after `most` rows."""
    rows = _Rows([], [])
    line = 1
    while len(rows.cells) <= most and (some := list(islice(reader, _SOME))):
        _take(rows, range(line, line + len(some)), some)
        line += len(some)
    return rows


def _quoted(reader: Any, begins: list[int], most: int) -> _Rows:
    """Return rows with the first line of each, because a quoted cell may span several lines.

    Args:
        reader: Reads the rows.
        begins: Receives the first lines, followed by that of an unfinished row, or of none.
        most: The limit after which reading stops.
    """
    rows = _Rows([], [])
    for cells in reader:
        if len(rows.cells) > most:
            break
        if any(cells):
            rows.cells.append(cells)
            rows.numbers.append(begins[-1])
        begins.append(reader.line_num + 1)
    return rows


def _take(rows: _Rows, numbers: Iterable[int], cells: list[list[str]]) -> None:
    """Add the rows that are not empty."""
    if all(map(any, cells)):
        rows.numbers.extend(numbers)
        rows.cells.extend(cells)
        return
    filled = [(line, one) for line, one in zip(numbers, cells, strict=True) if any(one)]
    rows.numbers.extend(line for line, _ in filled)
    rows.cells.extend(one for _, one in filled)


def _refuse_many(path: str, what: Message, found: int, limit: int) -> None:
    if found > limit:
        trouble = Collector(path)
        trouble.add(DATA_FILE["too-large"], what=what, found=found, limit=limit)
        trouble.stop()


class _Sheet:
    """The rows of a text file; locations are computed on demand."""

    name: Final = ""
    hidden: Final = False
    merged: Final[Sequence[Range]] = ()

    def __init__(self, path: str, rows: _Rows, text: str, delimiter: str) -> None:
        self.delimiter = delimiter
        self._path = path
        self._rows = rows
        self._text = text
        self._by_line: dict[int, list[str]] | None = None
        self._lines: Sequence[str] | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; a row's number is its first line."""
        # Without a call per cell: a long table has half a million.
        return map(tuple.__new__, repeat(Row), zip(*self._rows, strict=True))

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` if it is empty."""
        if self._by_line is None:
            self._by_line = dict(zip(*self._rows, strict=True))
        cells = self._by_line.get(row, [])
        text = cells[column - 1] if 0 < column <= len(cells) else _EMPTY
        return Cell(row, column, text) if text.strip() else None

    def location(self, row: int, column: int = 0) -> Location:
        """Return the physical line and column, in characters, of a cell's start."""
        if column < 1:
            return Location(self._path, row)
        if self._lines is None:
            self._lines = split_lines(self._text)
        return Location(self._path, *_begins(self._lines, row, column, self.delimiter))


def _begins(lines: Sequence[str], row: int, column: int, delimiter: str) -> tuple[int, int]:
    """Return the start of a cell; delimiters and line ends inside quotes do not count."""
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
