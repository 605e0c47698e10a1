"""CSV files in a form that an engine can read: unchanged, or as a copy with line numbers.

Owns the delimiter, the header, the set of rows and the line on which each row starts, as for a single submission. Must
not know an engine, or the meaning of a column.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final

from checker.bulk.headers import column_names, known_columns, unread_columns, unreadable
from checker.bulk.model import COLUMNS, MOST_EXAMPLES, BulkSettings, RejectedRows
from checker.bulk.sources import InputSource
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.domain.unit import folded
from checker.errors import SubmissionError
from checker.readers.cells.separated import DELIMITERS, NAMED, named_delimiter, quoted_whole
from checker.readers.envelope import CONFIRMED_WORDS
from checker.readers.notation import shown

__all__ = ["SeparatedFile", "copied", "is_wide", "separated"]

_CHUNK: Final = 1 << 18
_LONGEST: Final = 60
_LONGEST_CELL: Final = 131_072
_LONGEST_LINE: Final = 2_000_000
"""The most characters of a line; engines do not accept longer ones."""
_LOST: Final = re.compile("[\udc80-\udcff]")
_NO_WORDS: Final = frozenset(COLUMNS) - {"confirmed", "note"}
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The digits that count as words under `confirmed`, as in `checker.readers.envelope.confirms`.
_MARKS: Final = rf"\s*[{''.join(sorted(word for word in CONFIRMED_WORDS if word.isdecimal()))}]\s*"


class SeparatedFile(NamedTuple):
    """One CSV file.

    Args:
        path: The file to read.
        name: Its name in messages.
        delimiter: Its delimiter.
        width: The number of its columns.
        places: The index of each layout column, from 0.
        lines: The number of lines; 0 if lines do not correspond to rows, so that a copy is needed.
        numbered: Whether the first column is the line on which a row starts.
        watched: The indexes of columns that should contain words or nothing: a figure in one may be cut off by a comma.
        rejected: The rows whose cells may be shifted.
        unread: The headings that are read in a list but not in bulk.
    """

    path: str
    name: str
    delimiter: str
    width: int
    places: dict[str, int]
    lines: int
    numbered: bool = False
    watched: tuple[int, ...] = ()
    rejected: RejectedRows = RejectedRows()
    unread: tuple[str, ...] = ()

    def cut(self, matches: Callable[[str, str], str]) -> str:
        """Return SQL for the figure that a comma may have cut off a row's value, else NULL.

        Args:
            matches: As `Database.matches`; columns are named by index, as in ``c0``.
        """
        if not self.watched:
            return "nullif('', '')"
        from checker.readers.form.misplaced import LOST_DECIMALS, TAIL

        tail, lost = rf"\s*{TAIL}\s*%?\s*", rf"\s*{LOST_DECIMALS}\s*"
        value = f"c{self.places['value']}"
        confirmed = self.places.get("confirmed")
        figures = " ".join(
            f"WHEN {matches(cell, tail)}"
            + (f" AND NOT {matches(cell, _MARKS)}" if place == confirmed else "")
            + f" THEN {cell}"
            for place in self.watched
            for cell in [f"c{place}"]
        )
        return f"CASE WHEN {matches(value, lost)} THEN CASE {figures} END END"

    def doubted(self, count: int, first: Iterable[tuple[int, str, str]]) -> RejectedRows:
        """Return the rejected rows, and those with possibly cut values: line, value and figure of the first."""
        cut_figures = [
            diagnostic(codes.CUT_FIGURE, Location(self.name, line), first=shown(value), second=shown(tail))
            for line, value, tail in first
        ]
        both = sorted((*self.rejected.first, *cut_figures), key=lambda one: one.location.line)
        return RejectedRows(self.rejected.rows + count, tuple(both[:MOST_EXAMPLES]))


def separated(source: InputSource, settings: BulkSettings) -> SeparatedFile:
    """Inspect a CSV file: its delimiter, its header, and whether each line can be a row.

    Raises:
        SubmissionError: The header is missing or not text, or the file lacks a column or has a duplicate.
    """
    # The csv module has one global limit, and the reader of forms sets a lower one.
    csv.field_size_limit(_LONGEST_CELL)
    with _opened(source.path, source.name, "replace") as file:
        first = file.readline(_LONGEST_LINE)
        named = named_delimiter(first)
        beginning = file.readline(_LONGEST_LINE) if named else first
        while beginning and not beginning.strip():
            beginning = file.readline(_LONGEST_LINE)
        if len(beginning) == _LONGEST_LINE:
            raise _long_line(source.name, 1, beginning, file)
    lines = 0 if named or not first.strip() or is_wide(source.path) else _lines(source.path)
    delimiter = _delimiter(source, settings, named, beginning)
    header = _header(source, delimiter, beginning, named=named is not None)
    input_names = column_names(header, source.name, settings.columns)
    places = {column: header.index(name) for column, name in input_names.items()}
    watched = _watched(header, places)
    unread = (*source.unread, *unread_columns(header, input_names))
    return SeparatedFile(
        source.path, source.name, delimiter, len(header), places, lines, watched=watched, unread=unread
    )


def copied(table: SeparatedFile, copy: str) -> SeparatedFile:
    """Copy the rows of a CSV file, each with its line number and as many cells as the header.

    Blank lines and rows of empty cells are omitted. Short rows are padded, and empty cells beyond the header are
    dropped.

    Args:
        table: The file.
        copy: The path of the copy.

    Raises:
        SubmissionError: A quote is not closed at the end of its cell, or whole lines are in quotes.
    """
    csv.field_size_limit(_LONGEST_CELL)
    rejected = RejectedRows()
    opened = _opened(table.path, table.name, "surrogateescape")
    with open(copy, "w", encoding="utf-8", newline="") as out, opened as file:
        writer = csv.writer(out, delimiter=table.delimiter, lineterminator="\n")
        rows = _rows(table, file)
        next(rows, None)  # The header.
        for line, cells, text in rows:
            place = Location(table.name, line)
            if quoted_whole(cells, table.width):
                raise SubmissionError([diagnostic(codes.QUOTED_LINES, place)])
            problem = _problem(place, cells, text, table.width)
            if problem is None:
                # All line ends are normalized, also those within a cell.
                row = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells[: table.width]]
                writer.writerow((line, *row, *[""] * (table.width - len(row))))
            else:
                rejected = rejected.and_(RejectedRows(1, (problem,)))
    return table._replace(
        path=copy,
        width=table.width + 1,
        places={column: place + 1 for column, place in table.places.items()},
        numbered=True,
        watched=tuple(place + 1 for place in table.watched),
        rejected=rejected,
    )


def _problem(place: Location, cells: Sequence[str], text: str, width: int) -> Diagnostic | None:
    """Return why a row is rejected, if it is."""
    if _LOST.search(text):
        value = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
        return diagnostic(codes.BULK_BROKEN, place, value=value[:_LONGEST])
    surplus = next(filter(None, map(str.strip, cells[width:])), None)
    if surplus is None:
        return None
    return diagnostic(codes.SURPLUS_CELL, place, value=shown(surplus), count=len(cells), width=width)


def _rows(table: SeparatedFile, file: IO[str]) -> Iterator[tuple[int, list[str], str]]:
    """Yield the rows that are not empty, each with its first line number and its text."""
    seen: list[str] = []

    def lines() -> Iterator[str]:
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise _long_line(table.name, begins, line, file)
            seen.append(line)
            yield line

    reader: Any = csv.reader(lines(), delimiter=table.delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            named = begins == 1 and named_delimiter(seen[0]) is not None
            if not named and any(map(str.strip, cells)):
                yield begins, cells, "".join(seen)
            seen.clear()
            begins = reader.line_num + 1
    except csv.Error as error:
        # Without a quote, nothing else can be wrong with a line.
        if len(seen) == 1 and '"' not in seen[0]:
            raise _long_cell(table.name, begins, seen[0], table.delimiter) from error
        raise SubmissionError([diagnostic(codes.BULK_QUOTE, Location(table.name, begins))]) from error


def _lines(path: str) -> int:
    """Return the number of lines of a file; 0 if line ends are mixed, or CR alone."""
    feeds = returns = both = 0
    last = b""
    with open(path, "rb", buffering=0) as file:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            feeds += chunk.count(b"\n")
            if b"\r" in chunk:
                returns += chunk.count(b"\r")
                both += chunk.count(b"\r\n")
            both += last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
    if returns != both or both not in (0, feeds):
        return 0
    return feeds + (last != b"\n")


def is_wide(path: str) -> bool:
    """Tell whether a file has the UTF-16 mark (the UTF-32 mark starts with it); engines do not read such a file."""
    with open(path, "rb") as file:
        begin = file.read(len(codecs.BOM_UTF32))
    return begin.startswith(_WIDE) and begin != codecs.BOM_UTF32_LE


@contextmanager
def _opened(path: str, name: str, errors: str) -> Iterator[IO[str]]:
    """Open a file as UTF-8, tolerating invalid bytes, or strictly as UTF-16.

    Raises:
        SubmissionError: The UTF-16 text is truncated or damaged.
    """
    wide = is_wide(path)
    encoding, errors = ("utf-16", "strict") if wide else ("utf-8-sig", errors)
    try:
        with open(path, encoding=encoding, newline="", errors=errors) as file:
            yield file
    except UnicodeDecodeError as error:
        raise unreadable(name, message("it is damaged as UTF-16"), Message(codes.LEGACY_ENCODING.remedy)) from error


def _delimiter(source: InputSource, settings: BulkSettings, named: str | None, beginning: str) -> str:
    """Return the delimiter: the caller's, the one declared in the file, or the one in its header."""
    if named and named not in NAMED and not settings.delimiter:
        raise SubmissionError([diagnostic(codes.DELIMITER_UNCLEAR, Location(source.name), found=(f"`{named}`",))])
    if source.path.lower().endswith(".tsv"):
        return named or "\t"
    if settings.delimiter or named:
        return settings.delimiter or named or ""
    columns = dict(zip(COLUMNS, COLUMNS, strict=True)) | dict(settings.columns)
    names = set(map(folded, columns.values()))
    cells = {sign: _cells(sign, beginning) for sign in _SIGNS}
    matches = {sign: len(names & set(map(folded, own))) for sign, own in cells.items()}
    if not any(matches.values()):
        matches = {sign: known_columns(own) for sign, own in cells.items()}
    return max(matches, key=lambda sign: matches[sign])


_SIGNS: Final = (",", *(sign for sign in DELIMITERS if sign != ","))


def _cells(delimiter: str, beginning: str) -> list[str]:
    try:
        return next(csv.reader([beginning], delimiter=delimiter), [])
    except csv.Error:
        return []  # Problems of the header are reported once its delimiter is known.


def _header(source: InputSource, delimiter: str, beginning: str, *, named: bool) -> list[str]:
    """Return the column names from the first row of a CSV file.

    Raises:
        SubmissionError: The header is missing, is not text, or is entirely in quotes.
    """
    try:
        # Rows that are not UTF-8 are reported one by one.
        with _opened(source.path, source.name, "replace") as file:
            rows = csv.reader(file, delimiter=delimiter)
            if named:
                next(rows, None)
            header = next((cells for cells in rows if any(map(str.strip, cells))), [])
    except csv.Error as error:
        raise _broken_header(source, beginning, delimiter) from error
    if not header:
        raise unreadable(
            source.name, message("it begins without a header"), message("name the columns in its first line")
        )
    if any("\ufffd" in column for column in header):
        raise unreadable(source.name, message("its header is not UTF-8"), Message(codes.LEGACY_ENCODING.remedy))
    if quoted_whole(header, 1) and beginning.startswith('"'):
        raise SubmissionError([diagnostic(codes.QUOTED_LINES, Location(source.name, rows.line_num))])
    return header


def _broken_header(source: InputSource, beginning: str, delimiter: str) -> SubmissionError:
    if '"' not in beginning:
        return _long_cell(source.name, 1, beginning, delimiter)
    return unreadable(source.name, message("its header is no line of CSV"))


def _long_cell(name: str, line: int, text: str, delimiter: str) -> SubmissionError:
    """Return the problem of a cell that is longer than the csv module allows."""
    longest = max(map(len, text.split(delimiter)))
    return _too_large(Location(name, line), message("characters of a cell"), longest, _LONGEST_CELL)


def _long_line(name: str, line: int, begin: str, file: IO[str]) -> SubmissionError:
    """Return the problem of a line that is too long; the rest of it is counted but not stored."""
    count, last = len(begin), begin
    while last and not last.endswith("\n"):
        last = file.readline(_LONGEST_LINE)
        count += len(last)
    return _too_large(Location(name, line), message("characters of a line"), count, _LONGEST_LINE)


def _too_large(place: Location, what: Message, size: int, limit: int) -> SubmissionError:
    return SubmissionError([diagnostic(codes.DATA_FILE["too-large"], place, what=what, found=size, limit=limit)])


def _watched(header: Sequence[str], places: dict[str, int]) -> tuple[int, ...]:
    """Return the indexes of columns for words: notes, assessments, confirmations.

    Columns without a heading are included if they are to the right of the indicators.
    """
    if all(column in _NO_WORDS for column in header):
        return ()
    from checker.readers.form.header_terms import Role, simple_role

    return tuple(
        place
        for place, column in enumerate(header)
        if place == places.get("confirmed")
        or simple_role(column) in (Role.NOTE, Role.ASSESSMENT)
        or (place > places["indicator"] and not column.strip())
    )
