"""Columns named by the user: on the command line, or in the settings of a folder.

Owns how a name identifies a column: by its letters, its number or its heading. Must not know which column would be
found without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.readers.form.header_terms import Heading, Role
from checker.readers.form.heading_spelling import spelled
from checker.readers.form.layout import letters_of, place_of
from checker.readers.form.table import Table, TableColumn
from checker.readers.notation import shown

__all__ = ["CHOICES", "ColumnChoices"]

CHOICES: Final = {
    "value": Role.ACTUAL,
    "indicator": Role.TITLE,
    "plan": Role.PLAN,
    "percent_of_plan": Role.PERCENT,
    "unit_of_measure": Role.MEASURE,
    "note": Role.NOTE,
}
"""The roles that a user can assign to a form's column, by the names of the long layout."""


class ColumnChoices:
    """The named columns, and their results."""

    def __init__(self, columns: Sequence[tuple[str, str]], layouts: Sequence[tuple[str, str]]) -> None:
        """Take the pairs of a name and a column.

        Args:
            columns: Columns that must be in some table.
            layouts: Columns that apply to tables with such a heading.
        """
        self._columns = tuple(columns)
        self._layouts = tuple(layouts)
        self._matched: set[tuple[str, str]] = set()
        # The columns chosen by a saved layout, without repeats.
        self.notices: dict[Diagnostic, None] = {}

    def settled(self, tables: list[Table]) -> list[Table]:
        """Return the tables with the user's roles applied to the named columns."""
        if not self._columns and not self._layouts:
            return tables
        return [self._settled(table) for table in tables]

    def unknown(self, tables: Sequence[Table]) -> list[Diagnostic]:
        """Return diagnostics for named columns that no table has."""
        if not tables:
            return []
        table = tables[0]
        found = tuple(f"{letters_of(table, one.column)}: {shown(one.heading.text)}" for one in table.columns)
        place = place_of(table, table.columns[0])
        return [
            diagnostic(codes.COLUMN_NOT_THERE, place, column=called, found=found)
            for name, called in self._columns
            if (name, called) not in self._matched
        ]

    def _settled(self, table: Table) -> Table:
        taken = {column.column: (number, role, saved) for column, number, role, saved in self._chosen_columns(table)}
        if not taken:
            return table
        roles = {role for _, role, _ in taken.values()}
        columns = (part for column in table.columns for part in self._parts(column, taken, roles))
        return table._replace(columns=tuple(columns))

    @staticmethod
    def _parts(
        column: TableColumn, taken: dict[int, tuple[int, Role, bool]], roles: set[Role]
    ) -> Iterator[TableColumn]:
        """Yield a column with the user's role; no other column keeps that role, even below the same heading."""
        if column.column not in taken:
            role = column.heading.role
            yield column._replace(heading=column.heading._replace(role=None if role in roles else role))
            return
        chosen, role_, saved = taken[column.column]
        chosen_heading = _as(column.heading, role_, saved=saved)
        if not chosen or column.column == column.last:
            yield column._replace(heading=chosen_heading)
            return
        other = column.heading._replace(role=None)
        for number in range(column.column, column.last + 1):
            yield column._replace(column=number, last=number, heading=chosen_heading if number == chosen else other)

    def _chosen_columns(self, table: Table) -> Iterator[tuple[TableColumn, int, Role, bool]]:
        """Yield the named columns, with their index below a shared heading, and whether the choice was saved.

        The command line overrides saved choices.
        """
        given = {name for name, _ in self._columns}
        for name, called in (*self._columns, *(one for one in self._layouts if one[0] not in given)):
            column = next((one for one in table.columns if _is(table, one, called)), None)
            if column is None:
                continue
            self._matched.add((name, called))
            if name not in given:
                place = place_of(table, column)
                notice = diagnostic(codes.LAYOUT_TAKEN, place, name=name, heading=shown(column.heading.text))
                self.notices[notice] = None
            yield column, _number(table, column, called), CHOICES[name], name not in given


def _number(table: Table, column: TableColumn, called: str) -> int:
    """Return the index of a column named by letters below a shared heading; 0 if the heading is named."""
    numbers = range(column.column, column.last + 1)
    return next((number for number in numbers if letters_of(table, number) == called.strip().upper()), 0)


def _is(table: Table, column: TableColumn, called: str) -> bool:
    name = spelled(called)
    if name.upper() in {letters_of(table, number) for number in range(column.column, column.last + 1)}:
        return True
    path = spelled(column.heading.text)
    return path == name or path.rpartition(" / ")[2] == name


def _as(heading: Heading, role: Role, *, saved: bool) -> Heading:
    """Return a heading with the user's role; its unit stays unchanged.

    A saved choice only applies to the periods that its heading names; a choice on the command line always applies.
    """
    chosen = heading._replace(role=role, chosen=True, rest="", change=False, whole="", bare=False)
    return chosen if saved else chosen._replace(years=(), months=None, length=None)
