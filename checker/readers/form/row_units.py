"""The unit of a figure in a row: from the column of units, the heading, the name, or what is around the table.

Must not know the value of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.submission import Elsewhere, Field, Figure, Several
from checker.domain.text import Message, message
from checker.domain.unit import Unit
from checker.domain.unit_words import conversion
from checker.readers.form.cells import Ambient
from checker.readers.form.footnotes import marked
from checker.readers.form.layout import Fixed
from checker.readers.form.measure import labelled_units, measured_in, unit_of
from checker.readers.form.row_cells import RowCells
from checker.readers.form.table import Table, TableColumn
from checker.readers.form.titles import measures_in
from checker.readers.form.unit_around import units_of_groups
from checker.readers.form.unit_column import UnitColumn
from checker.readers.grid import Row
from checker.readers.notation import shown

__all__ = ["COLUMN_OF_UNITS", "HEADING", "RowUnits"]

COLUMN_OF_UNITS: Final = message("in the column of units")
HEADING: Final = message("in the heading of the column")
_NAME: Final = message("in the indicator's name")
_UNSEEN: Final = message("in the column of units, where nobody sees it")
_PLAN: Final = message("with the plan")
_NOTE: Final = message("in the note")


class RowUnits:
    """Finds the units of the rows of one table."""

    def __init__(self, table: Table, fixed: Fixed, cells: RowCells, measure: Ambient) -> None:
        """Take the table, its columns, its cells, and the unit around the table."""
        self._fixed = fixed
        self._cells = cells
        self._measure = measure
        self._groups = units_of_groups(table, fixed)
        self._units = UnitColumn(table, fixed)
        # Tables repeat a few units in many rows.
        self._known: dict[str, Unit | None] = {"": None}

    def around(self, row: Row, column: TableColumn) -> Ambient:
        """Return the unit stated around a cell; all statements must agree."""
        stated = list(self._stated(row, column))
        general = self._groups.get(row.number, self._measure)
        if stated and general.unit and not any(one.unit and one.unit.base for one in stated):
            stated.append(general)
        for one in stated[1:]:
            first = stated[0]
            if (
                one.unit is None
                or first.unit is None
                or conversion(one.unit, first.unit) == 1
                or conversion(first.unit, one.unit) == 1
            ):
                continue
            wrong = diagnostic(
                codes.UNIT_CONTRADICTS,
                self._cells.place(row, column),
                value=shown(self._cells.text(row, column)),
                found=first.unit.name,
                other=one.unit.name,
                where=one.where,
            )
            return Ambient(None, wrong)
        if not stated and (unclear := self._units.of(row).trouble) is not None:
            return Ambient(None, unclear)
        # A scale alone ("tỷ") is less than a unit.
        return next((one for one in stated if one.unit and one.unit.base), stated[0] if stated else general)

    def near(self, row: Row, plan: Field | None) -> Iterator[Elsewhere]:
        """Yield the units in a row that may belong to a bare figure, but not certainly."""
        if (unseen := self.measured_in(self._units.of(row).unseen)) is not None:
            yield Elsewhere(unseen, _UNSEEN)
        match plan.reading if plan else None:
            case Figure(_, Unit() as unit):
                yield Elsewhere(unit, _PLAN)
            case Several(shares):
                yield from (Elsewhere(share.figure.unit, _PLAN) for share in shares if share.figure.unit)
        for column in self._fixed.notes:
            yield from (Elsewhere(unit, _NOTE) for unit in measures_in(self._cells.text(row, column)))

    def _stated(self, row: Row, column: TableColumn) -> Iterator[Ambient]:
        around: tuple[tuple[Unit | None, Message], ...] = (
            (self.measured_in(self._units.of(row).text), COLUMN_OF_UNITS),
            (self.measured_in(column.heading.unit), HEADING),
            (_bracketed(self._cells.text(row, self._fixed.title)), _NAME),
        )
        for unit, where in around:
            if unit is not None:
                yield Ambient(unit, where=where)

    def measured_in(self, text: str) -> Unit | None:
        """Return the unit that a text states, as `measure.measured_in` does."""
        if text not in self._known:
            self._known[text] = measured_in(text)
        return self._known[text]


def _bracketed(title: str) -> Unit | None:
    """Return the unit in "Thu ngân sách (tỷ đồng)" and "Thu ngân sách, tỷ đồng"."""
    title = marked(title).text.rstrip() or title
    brackets = re.search(r"\(([^()]*)\)$|\[([^\[\]]*)\]$|(?:,| [-\u2013]) ?([^,()\[\]]*)$", title)
    if brackets is None:
        return None
    behind = next(filter(None, brackets.groups()), "").strip()
    # Behind a comma, a thing that is counted may belong to the name.
    stated = unit_of(behind) or next(iter(labelled_units(behind)), None)
    return None if stated is not None and stated.is_count and brackets[3] else stated
