"""Find the tables of a sheet: header rows by their words, and the rows below each.

Owns header rows of one or several levels, merged or not. Must not know which columns will be used, or the content of
rows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.readers.form.header_terms import (
    ADDRESSES,
    Heading,
    Role,
    composed,
    is_grouping,
    is_period,
    is_unit,
    may_address,
    read_heading,
    simple_role,
)
from checker.readers.grid import CellKind, Range, Row, Sheet
from checker.readers.numbers import WordedFigure, read_number

__all__ = ["Table", "TableColumn", "counts_columns", "covering", "find_tables", "row_text"]

_MOST_LEVELS: Final = 4
_SEARCHED: Final = 60
_MOST_TITLES: Final = 8
_FEW: Final = 2
_SOME: Final = 3
_LONGEST_TEXT: Final = 120
_FIGURE: Final = re.compile(r"[-+\u2212(]?[0-9][0-9.,\s%]*\)?")
# Roles of a heading with subheadings; below the heading of notes, for example, there are only notes.
_DIVISIBLE: Final = (None, Role.ASSESSMENT, Role.PERIOD)
_WORDED: Final = re.compile(r"[^\W\d_]{2}")
_INDEX: Final = re.compile(r"[\[(]?([0-9]{1,2}|[^\W\d_])[\])]?( ?=.*)?")


class TableColumn(NamedTuple):
    """One column of a table.

    Args:
        column: Its number, from 1.
        last: The number of the last column of its merged heading.
        row: The row of its lowest heading.
        heading: Its parsed heading.
    """

    column: int
    last: int
    row: int
    heading: Heading


class Table(NamedTuple):
    """A header and the rows below it, down to the next header.

    Args:
        sheet: The sheet that it is on.
        columns: The columns that have a heading.
        header: The numbers of the header's rows.
        above: The rows above it that may contain its title.
        rows: The rows below.
    """

    sheet: Sheet
    columns: tuple[TableColumn, ...]
    header: tuple[int, ...]
    above: tuple[Row, ...]
    rows: tuple[Row, ...]

    def with_role(self, *roles: Role) -> tuple[TableColumn, ...]:
        """Return the columns of these roles, in the order of the roles and then of the sheet."""
        return tuple(column for role in roles for column in self.columns if column.heading.role is role)


def find_tables(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet, from the top; a repeated header starts a new table."""
    rows = list(sheet.rows())
    headers: list[tuple[int, int, tuple[TableColumn, ...]]] = []
    after = 0
    for index, row in enumerate(rows):
        if index >= after and any(may_address(text) and simple_role(text) in ADDRESSES for text in row.texts):
            header = _header(sheet, rows, index, after)
            if header is not None:
                headers.append(header)
                after = header[1]
    if not headers:
        headers = list(_unnamed(sheet, rows))
    ends = ([start for start, _, _ in headers] + [len(rows)])[1:]
    before = 0
    tables = []
    for (start, below, columns), end in zip(headers, ends, strict=True):
        numbers = tuple(row.number for row in rows[start:below])
        above = _titles(rows[before:start], everything=not before)
        tables.append(Table(sheet, columns, numbers, above, tuple(rows[below:end])))
        before = below
    return tables


def _unnamed(sheet: Sheet, rows: Sequence[Row]) -> Iterator[tuple[int, int, tuple[TableColumn, ...]]]:
    """Yield the first header with an unknown word as heading of names, if its role is certain.

    Row numbers, names and units are left of the figures. A plan with its results, or a column of units, shows that the
    headings belong to a form.
    """
    for index, row in enumerate(rows[:_SEARCHED]):
        headings = {column: read_heading([text]) for column, text in enumerate(row.texts, 1) if text.strip()}
        figures = [column for column, heading in headings.items() if heading.role in (Role.PLAN, Role.ACTUAL)]
        known = any(heading.role in (Role.ORDER, Role.MEASURE) for heading in headings.values())
        if not figures or not (known or len(figures) >= _FEW) or len(headings) < _SOME:
            continue
        left = [column for column, heading in headings.items() if column < figures[0] and heading.role is None]
        header = _header(sheet, rows, index, 0, set(left)) if len(left) == 1 else None
        if header is not None:
            yield header
            return


def row_text(row: Row) -> str:
    """Return the text of a row, shortened to one line."""
    joined = " | ".join(" ".join(text.split()) for text in row.texts if text.strip())
    return joined if len(joined) <= _LONGEST_TEXT else joined[: _LONGEST_TEXT - 1] + "…"


def covering(merged: Sequence[Range], row: int, column: int) -> Range | None:
    """Return the merged range of a cell, if any."""
    for area in merged:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area
    return None


def _titles(rows: Sequence[Row], *, everything: bool) -> tuple[Row, ...]:
    """Return all rows above the first header; above a later one, the adjacent rows without a figure."""
    if everything:
        return tuple(rows)
    titles: list[Row] = []
    for row in reversed(rows[-_MOST_TITLES:]):
        if any(_FIGURE.fullmatch(text.strip()) for text in row.texts):
            break
        titles.append(row)
    return tuple(reversed(titles))


def _header(
    sheet: Sheet, rows: Sequence[Row], index: int, after: int, names: Container[int] = ()
) -> tuple[int, int, tuple[TableColumn, ...]] | None:
    """Read the header with headings of titles, ids or codes in row `index`; ``None`` if it is not a header.

    Args:
        sheet: The sheet.
        rows: Its rows.
        index: The row.
        after: The first row after the previous table.
        names: The columns to treat as names, whatever their headings say.

    Returns:
        The index of its first row, that of the first row below it, and its columns.
    """
    row = rows[index]
    roles = {column: simple_role(text) for column, text in enumerate(row.texts, 1) if text.strip()}
    fixed = {column for column, role in roles.items() if role in ADDRESSES or column in names}
    # A row with a figure is not a header, whatever its name starts with: "Chỉ tiêu thu | 311 | 320/311".
    if not fixed or any(_reports(sheet, row, column) for column in roles):
        return None
    start = index
    while start > after and index - start < _FEW and _groups(sheet, rows[start - 1], fixed):
        start -= 1
    below = index + 1
    last = _merged_down(sheet, row, fixed)
    while below < len(rows) and below - index < _MOST_LEVELS:
        if rows[below].number > last and not _continues(sheet, rows[below], row, fixed):
            break
        below += 1
    columns = tuple(
        column._replace(heading=column.heading._replace(role=Role.TITLE)) if column.column in names else column
        for column in _columns(sheet, rows[start:below])
    )
    found = [column.heading for column in columns]
    if not any(heading.role in ADDRESSES for heading in found):
        return None
    figures = any(
        heading.role in (Role.ACTUAL, Role.PLAN, Role.PERCENT, Role.COMPARISON, Role.GROWTH, Role.NUMERATOR)
        or (heading.role is None and (heading.years or heading.months or heading.rest or heading.change))
        for heading in found
    )
    known = sum(heading.role is not None for heading in found)
    return (start, below, columns) if (figures and len(found) >= _FEW) or known >= _SOME else None


def _merged_down(sheet: Sheet, header: Row, fixed: set[int]) -> int:
    """Return the last row that the headings of names are merged over; all rows up to it are the header."""
    areas = [covering(sheet.merged, header.number, column) for column in fixed]
    return min((area.bottom if area else header.number for area in areas), default=header.number)


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", text.strip()) is not None


def _groups(sheet: Sheet, above: Row, fixed: set[int]) -> bool:
    """Tell whether a row contains only headings of groups of columns."""
    groups = {column: text for column, text in enumerate(above.texts, 1) if text.strip()}
    if not groups or any(column in fixed or not is_grouping(text) for column, text in groups.items()):
        return False
    if any(_is_figure(sheet, above, column) and not _is_year(text) for column, text in groups.items()):
        return False
    merged = any(
        area.left != area.right and not fixed & set(range(area.left, area.right + 1))
        for column in groups
        if (area := covering(sheet.merged, above.number, column))
    )
    return merged or (len(groups) >= _FEW and not all(map(_is_year, groups.values())))


def _continues(sheet: Sheet, row: Row, header: Row, fixed: set[int]) -> bool:
    """Tell whether a row is a lower level of the header above it."""
    below = {
        column: text
        for column, text in enumerate(row.texts, 1)
        if text.strip() and composed(text) != composed(_at(header.texts, column))
    }
    if any(column in fixed for column in below):
        return False
    for column, text in below.items():
        divides = _is_year(text) and _is_group(column, header, row)
        worded = is_unit(text) or re.search(r"[^\W_]", text) is not None
        if simple_role(_at(header.texts, column)) not in _DIVISIBLE or not worded:
            return False
        if not divides and _is_figure(sheet, row, column):
            return False
    is_heading = any(is_unit(text) or is_grouping(text) or simple_role(text) is not None for text in below.values())
    # "Toàn huyện | Xã Một | Xã Hai" under one heading with empty cells beside it; or "Xã Một" alone.
    grouped = len(below) >= _FEW and all(_is_group(column, header, row) for column in below)
    single = bool(below) and all(_at(header.texts, one) and _WORDED.search(text) for one, text in below.items())
    return is_heading or grouped or single


def _reports(sheet: Sheet, row: Row, column: int) -> bool:
    """Tell whether a cell has a figure that is not part of a heading, unlike the year in "Ước thực hiện 2024"."""
    text = row.texts[column - 1].strip()
    if _is_year(text):
        return False
    if _FIGURE.fullmatch(text):
        return True
    # "Tăng 8,5%" has words of a heading, but a heading contains neither a percentage nor "tăng 8 tỷ đồng".
    heading = read_heading([text])
    worded = re.search(r"[0-9] ?%", text) is None and heading.role is not None
    timed = bool(heading.years or heading.months)
    return _is_figure(sheet, row, column) and (not worded or (not timed and _moves(text)))


def _moves(text: str) -> bool:
    """Tell whether a figure is a change, or the level after a change."""
    found = read_number(text)
    return isinstance(found, WordedFigure) and found.figure.move is not None


def _is_figure(sheet: Sheet, row: Row, column: int) -> bool:
    """Tell whether a cell has a figure and not a heading."""
    cell = sheet.cell(row.number, column)
    if cell is None or cell.kind is not CellKind.TEXT:
        return cell is not None
    if re.search("[0-9]", cell.text) is None or is_period(cell.text):
        return False
    return isinstance(read_number(cell.text), WordedFigure)


def _is_group(column: int, header: Row, below: Row) -> bool:
    """Tell whether a column shares its heading with a neighbour, so that a year may distinguish them."""
    shared = _at(below.texts, column + 1) and not _at(header.texts, column + 1)
    return not _at(header.texts, column) or bool(shared)


def _columns(sheet: Sheet, rows: Sequence[Row]) -> tuple[TableColumn, ...]:
    """Return the columns with the texts above each, from the top."""
    merged = [area for area in sheet.merged if any(area.top <= row.number <= area.bottom for row in rows)]
    texts = {row.number: row.texts for row in rows}
    columns: list[TableColumn] = []
    over: Range | None = None
    for column in range(1, max([*(len(row.texts) for row in rows), *(area.right for area in merged)]) + 1):
        pieces: list[str] = []
        lowest, area = 0, None
        for level, row in enumerate(rows):
            text = _above(texts, merged, rows, level, column)
            if text and (not pieces or composed(text) != composed(pieces[-1])):
                pieces.append(text)
                lowest, area = row.number, covering(merged, row.number, column)
        if area is not None and area == over:
            # One heading spans several columns without subheadings.
            columns[-1] = columns[-1]._replace(last=column)
        elif pieces:
            columns.append(TableColumn(column, column, lowest, read_heading(pieces)))
        over = area
    return tuple(columns)


def _at(texts: Sequence[str], column: int) -> str:
    return texts[column - 1].strip() if 1 <= column <= len(texts) else ""


def _above(
    texts: dict[int, Sequence[str]], merged: Sequence[Range], rows: Sequence[Row], level: int, column: int
) -> str:
    """Return the heading of a column at one level, also from the first column of its group."""
    number = rows[level].number
    text = _at(texts[number], column)
    area = covering(merged, number, column)
    if area is not None:
        return _at(texts.get(area.top, ()), area.left)
    if text or level + 1 == len(rows) or not _at(rows[level + 1].texts, column):
        return text
    for left in range(column - 1, 0, -1):
        group = _at(texts[number], left)
        if group:
            # Only a heading with subheadings is that of a group, and a merged heading ends with its range. An unknown
            # heading, "Xã A" or "Nữ", also applies to the columns on its right.
            split = covering(merged, number, left) is None and _at(rows[level + 1].texts, left)
            return group if split and (is_grouping(group) or simple_role(group) is None) else ""
    return ""


def counts_columns(row: Row) -> bool:
    """Tell whether a row only numbers the columns: "A | B | (1) | (2) | (3)=(2)/(1)"."""
    marks = [_INDEX.fullmatch(" ".join(text.split())) for text in row.texts if text.strip()]
    if len(marks) < _SOME:
        return False
    found = [mark[1].casefold() if mark else "" for mark in marks]
    numbers = [mark for mark in found if mark.isdecimal()]
    names = [mark for mark in found if not mark.isdecimal()]
    rising = [str(number) for number in range(1, len(numbers) + 1)]
    return found == [*names, *rising] and names == [chr(ord("a") + index) for index in range(len(names))]
