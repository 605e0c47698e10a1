"""The column of units, with repeats by merged cells and ditto marks.

Owns which row takes its unit from a row above. Must not know units or figures.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.unit import folded
from checker.readers.form.header_terms import Role
from checker.readers.form.layout import Fixed
from checker.readers.form.table import Table, covering
from checker.readers.grid import Row
from checker.readers.notation import shown

__all__ = ["StatedUnit", "UnitColumn", "repeats_above", "repeats_nothing"]

_DASH: Final = r"[-\u2013\u2014]"
_MARK: Final = (
    r"[\"\u2033\u201c\u201d\u201e\u3003]+|['\u2032\u2018\u2019\u00b4`]{2,}|,{2,}|//+|\.{2,}|\u2026+"
    r"|n\.?t\.?|như (?:dòng |hàng |ở )?trên|ditto"
)
_DITTO: Final = re.compile(rf"{_DASH}* ?(?:{_MARK}) ?{_DASH}*|{_DASH}+")
_DASHES: Final = re.compile(rf"{_DASH}+")


class StatedUnit(NamedTuple):
    """The entry of the column of units for a row.

    Args:
        text: The unit, from its own cell or a row above; empty if there is none.
        unseen: An invisible text, which may not be meant.
        trouble: Why it is unclear, if so.
    """

    text: str = ""
    unseen: str = ""
    trouble: Diagnostic | None = None


class UnitColumn:
    """Reads the column of units of one table."""

    def __init__(self, table: Table, fixed: Fixed) -> None:
        """Take the table and its columns."""
        self._table = table
        column = fixed.measure
        self._numbers = range(column.column, column.last + 1) if column else range(0)
        self._merged = [
            area for area in table.sheet.merged if area.left in self._numbers and area.top not in table.header
        ]
        self._figured = table.with_role(Role.ACTUAL, Role.PLAN)
        self._stated = dict(self._down()) if column else {}

    def of(self, row: Row) -> StatedUnit:
        """Return the entry for a row; empty for a table without such a column."""
        return self._stated.get(row.number, StatedUnit())

    def _down(self) -> list[tuple[int, StatedUnit]]:
        """Return the entry for each row, from the top.

        A ditto mark repeats the nearest unit above it. Groups in between have none, but after a figure without a unit
        the mark is unclear.
        """
        found: list[tuple[int, StatedUnit]] = []
        above = StatedUnit()
        for row in self._table.rows:
            stated_unit = self._stated_unit(row)
            text = stated_unit.text or stated_unit.unseen
            if repeats_above(text):
                known = above.text or above.unseen or _DASHES.fullmatch(text)
                stated = above if known else self._nothing_above(row, text)
            else:
                stated = stated_unit
                if text or self._has_figure(row):
                    above = stated
            found.append((row.number, stated))
        return found

    def _stated_unit(self, row: Row) -> StatedUnit:
        """Return the text of a row's cell, or of the cell merged with it."""
        sheet = self._table.sheet
        own = next((number for number in self._numbers if _at(row, number)), 0)
        area = None if own else covering(self._merged, row.number, self._numbers.start)
        cell = sheet.cell(area.top, area.left) if area else sheet.cell(row.number, own) if own else None
        if cell is None:
            return StatedUnit()
        text = cell.text.strip()
        return StatedUnit(text) if cell.is_seen else StatedUnit(unseen=text)

    def _has_figure(self, row: Row) -> bool:
        return any(_at(row, column.column) for column in self._figured)

    def _nothing_above(self, row: Row, text: str) -> StatedUnit:
        return StatedUnit(trouble=repeats_nothing(text, self._table.sheet.location(row.number, self._numbers.start)))


def repeats_above(text: str) -> bool:
    """Tell whether a text only repeats what is above it."""
    return _DITTO.fullmatch(folded(text)) is not None


def repeats_nothing(text: str, place: Location) -> Diagnostic:
    """Return the problem of such a text below none that it could repeat."""
    return diagnostic(codes.UNIT_REPEATS_NOTHING, place, value=shown(text))


def _at(row: Row, number: int) -> str:
    return row.texts[number - 1].strip() if 1 <= number <= len(row.texts) else ""
