"""Find misplaced figures, for which the header has no column: surplus, shifted, or cut at a comma.

Owns the rules for when the cells of a row may be shifted. Must not know the subject of a row, or read any value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.domain.unit_words import conversion
from checker.readers.envelope import confirms
from checker.readers.form.header_terms import Role
from checker.readers.form.layout import Fixed
from checker.readers.form.measure import measured_in, unit_of
from checker.readers.form.table import Table, TableColumn
from checker.readers.grid import Cell, CellKind, Row
from checker.readers.notation import shown

__all__ = ["LOST_DECIMALS", "TAIL", "Strays"]

TAIL: Final = "[-+\u2212]?[0-9][0-9.,\\s]*(?:[eE][-+]?[0-9]+)?"
"""The pattern of a bare figure, which a comma may have cut off another."""
LOST_DECIMALS: Final = r"[^0-9]*(?:[0-9]{1,3}(?:[.\s][0-9]{3})+|[0-9]+)"
"""The pattern of a text whose decimals a comma may have cut off."""
_BARE: Final = re.compile(TAIL)
_FIGURE: Final = re.compile(rf"({TAIL})(.*)", re.DOTALL)
_LOST: Final = re.compile(LOST_DECIMALS)
_WHOLE: Final = re.compile(r"[-+\u2212]?[0-9]+")
_HEAD: Final = re.compile(r"[-+\u2212]?[0-9]{1,3}")
_GROUP: Final = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_FIGURED: Final = (Role.PLAN, Role.ACTUAL, Role.PERCENT, Role.COMPARISON, Role.GROWTH)
_WORDED: Final = (Role.MEASURE, Role.STATUS, Role.ASSESSMENT, Role.NOTE, Role.CONFIRMED, Role.AMENDS)
# Columns that may contain numbers throughout, or are unknown: a figure is surplus if other rows have words or nothing.
_NUMBERED: Final = (Role.ORDER, Role.ID, Role.CODE, Role.AS_OF, None)


class _Stray(NamedTuple):
    """A figure in a column that should not have one.

    Args:
        number: The number of its column.
        text: Its text.
        column: The column of words that contains it; ``None`` for a column without a heading.
    """

    number: int
    text: str
    column: TableColumn | None


class Strays:
    """Examines the rows of one table."""

    def __init__(self, table: Table, fixed: Fixed) -> None:
        """Take the table and its columns."""
        self._table = table
        self._sheet = table.sheet
        self._fixed = fixed
        headed = {number for column in table.columns for number in range(column.column, column.last + 1)}
        # Columns before the names contain row numbers, with or without a heading.
        addresses = [column.column for column in (fixed.id, fixed.title, fixed.code) if column is not None]
        self._first = min(addresses, default=1)
        self._last = max(headed, default=0)
        self._gaps = tuple(number for number in range(self._first + 1, self._last) if number not in headed)
        header = [row for row in table.sheet.rows() if row.number in table.header] if self._separated else []
        self._width = max((len(row.texts) for row in header), default=0)
        self._shortest = min((len(row.texts) for row in table.rows if len(row.texts) >= self._width), default=0)
        self._figured = {column.column for column in table.with_role(*_FIGURED)}
        self._is_listed = bool(fixed.unit or fixed.period)
        self._words = {column.column: column for column in table.columns if self._is_worded(column)}
        self._words |= {column.column: column for column in table.columns if self._takes_tails(column)}

    @property
    def _separated(self) -> bool:
        return bool(self._sheet.delimiter)

    def has_figure(self, row: Row) -> bool:
        """Tell whether a column without a heading has a figure."""
        return any(stray.column is None for stray in self._figures(row))

    def shift(self, row: Row, value: Cell | None, *, stated: bool, reports: bool) -> Diagnostic | None:
        """Return why a row is ambiguous; ``None`` if its cells are in their columns.

        Args:
            row: The row.
            value: The cell with its value, if there is one.
            stated: Whether it states a value or a part of a ratio.
            reports: Whether it states anything else, such as a percentage of the plan.
        """
        surplus = self._surplus(row)
        # A row of only words may be a note with commas.
        if surplus and (stated or reports or self._is_listed or any(self._is_figure(one.text, row) for one in surplus)):
            return self._too_many(row, surplus[0])
        strays = list(self._figures(row))
        for stray in strays:
            if not stated or (stray.column is not None and stray.column is self._fixed.measure):
                return self._misplaced(row, stray)
        if value is not None and (doubt := self._beside(row, value, strays)) is not None:
            return doubt
        return self._percent_cut(row, strays)

    def _percent_cut(self, row: Row, strays: Sequence[_Stray]) -> Diagnostic | None:
        """Return why a percentage of the plan may have lost its decimals to the column on its right.

        A list is in machine notation, where percentages have no comma.
        """
        if self._is_listed:
            return None
        percents = {column.column for column in self._table.with_role(Role.PERCENT)}
        for stray in strays:
            before = _at(row, stray.number - 1)
            if stray.number - 1 in percents and _WHOLE.fullmatch(before) and _WHOLE.fullmatch(stray.text):
                return self._cut(row, before, stray.text, stray.number)
        return None

    def _beside(self, row: Row, value: Cell, strays: Sequence[_Stray]) -> Diagnostic | None:
        """Return why a value may be a part of another figure or shifted, judging by the cells beside it."""
        if self._is_longer(row) and self._may_be_cut(value) and _WHOLE.fullmatch(_at(row, value.column + 1)):
            return self._cut(row, value.text, _at(row, value.column + 1), value.column + 1)
        for stray in strays:
            if self._may_be_cut(value) or self._is_tail(row, value):
                return self._cut(row, value.text, stray.text, stray.number)
            if stray.number > value.column and self._is_vacant(row, value.column - 1):
                return self._misplaced(row, stray)
        return None

    def unread(self, row: Row) -> Iterator[Diagnostic]:
        """Yield the misplaced figures of a row that is otherwise read or ignored."""
        for stray in self._figures(row):
            if stray.column is None and self._separated and stray.number > self._width:
                yield self._too_many(row, stray)
            elif stray.column is None or stray.column is not self._fixed.status:
                # An unknown state is reported separately.
                yield self._diagnostic_of(codes.UNREAD_FIGURE, row, stray)

    def _surplus(self, row: Row) -> list[_Stray]:
        """Return the non-empty cells of a text file's row beyond its header."""
        if not self._separated:
            return []
        beyond = range(self._width + 1, len(row.texts) + 1)
        return [_Stray(number, text, None) for number in beyond if (text := _at(row, number))]

    def _figures(self, row: Row) -> Iterator[_Stray]:
        """Yield the figures in columns of words and in columns without a heading, from left to right."""
        numbers: Sequence[int] = (*self._gaps, *self._words)
        for number in sorted((*numbers, *range(self._last + 1, len(row.texts) + 1))):
            text = _at(row, number)
            column = self._words.get(number)
            # A unit may contain digits, as in "1.000 tấn".
            bare = column is not None and column is self._fixed.measure
            # "1" and "0" count as words here.
            stated_columns = (self._fixed.confirmed, self._fixed.amends)
            confirmed = column is not None and column in stated_columns and confirms(text) is not None
            if text and not confirmed and (_BARE.fullmatch(text) if bare else self._is_figure(text, row)):
                yield _Stray(number, text, column)

    def _is_figure(self, text: str, row: Row) -> bool:
        """Tell whether a text is only a figure, bare or in the unit of the row."""
        match = _FIGURE.fullmatch(text)
        if match is None:
            return False
        if not match[2].strip():
            return True
        unit, own = unit_of(match[2].strip()), self._fixed.measure
        measured = measured_in(_at(row, own.column)) if own is not None else None
        return unit is not None and (measured is None or conversion(unit, measured) is not None)

    def _too_many(self, row: Row, stray: _Stray) -> Diagnostic:
        place, count = self._place(row, stray.number), len(row.texts)
        return diagnostic(codes.SURPLUS_CELL, place, value=shown(stray.text), count=count, width=self._width)

    def _is_worded(self, column: TableColumn) -> bool:
        """Tell whether a column is for words, by its heading or its other cells."""
        heading = column.heading
        if heading.role is not None or heading.years or heading.months or heading.unit:
            return heading.role in _WORDED
        texts = [text for row in self._table.rows if (text := _at(row, column.column))]
        return len(texts) > 1 and sum(_FIGURE.fullmatch(text) is not None for text in texts) == 1

    def _takes_tails(self, column: TableColumn) -> bool:
        """Tell whether a column right of the values has a figure in some rows, possibly moved there by a comma."""
        if self._sheet.delimiter != "," or column.heading.role not in _NUMBERED:
            return False
        values = [one for one in self._table.with_role(Role.ACTUAL) if one.column + 1 == column.column]
        if not values or column.heading.years or column.heading.months or column.heading.unit:
            return False
        texts = [_at(row, column.column) for row in self._table.rows if _at(row, values[0].column)]
        return 0 < sum(_BARE.fullmatch(text) is not None for text in texts) < len(texts)

    def _is_longer(self, row: Row) -> bool:
        """Tell whether a row has more commas than others, although the extra cells are empty."""
        return self._sheet.delimiter == "," and len(row.texts) > max(self._width, self._shortest)

    @staticmethod
    def _may_be_cut(value: Cell) -> bool:
        """Tell whether a value may have lost its decimals."""
        pattern = _LOST if value.kind is CellKind.TEXT else _WHOLE
        return pattern.fullmatch(value.text.strip()) is not None

    def _is_tail(self, row: Row, value: Cell) -> bool:
        """Tell whether a value may be cut off the figure before it, as in 1,300.5."""
        before = _at(row, value.column - 1)
        return _HEAD.fullmatch(before) is not None and _GROUP.fullmatch(value.text.strip()) is not None

    def _is_vacant(self, row: Row, number: int) -> bool:
        """Tell whether a column of figures is empty in a row, so that the figure next to it may belong there."""
        return number in self._figured and not self._is_figure(_at(row, number), row)

    def _cut(self, row: Row, first: str, second: str, number: int) -> Diagnostic:
        place = self._place(row, number)
        return diagnostic(codes.CUT_FIGURE, place, first=shown(first.strip()), second=shown(second))

    def _misplaced(self, row: Row, stray: _Stray) -> Diagnostic:
        return self._diagnostic_of(codes.MISPLACED_FIGURE, row, stray)

    def _diagnostic_of(self, code: Code, row: Row, stray: _Stray) -> Diagnostic:
        where: Message = message("in a column without a heading")
        if stray.column is not None:
            where = message("under `{heading}`, where words belong", heading=shown(stray.column.heading.text))
        return diagnostic(code, self._place(row, stray.number), value=shown(stray.text), where=where)

    def _place(self, row: Row, number: int) -> Location:
        return self._sheet.location(row.number, number)


def _at(row: Row, number: int) -> str:
    return row.texts[number - 1].strip() if 1 <= number <= len(row.texts) else ""
