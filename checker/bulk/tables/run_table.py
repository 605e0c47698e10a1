"""A table or view of a bulk run: its name, its columns, its meaning, and who makes it.

Owns how columns are noted, and how statements and rows take them from there. Must not know any table.

Columns are noted as in SQL: ``pid BIGINT, pack <pack>, day? STRING, known[word] BIGINT``. A type in brackets differs
between runs, a column with ``?`` is absent from some runs, and ``known[word]`` is a column for each number: ``known0``,
``known1`` and so on. Where a statement makes the table, its columns need no type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from checker.bulk.categories import Labels
from checker.bulk.model import DataTable
from checker.domain.record import NamedTuple

__all__ = ["ColumnTypes", "RunTable"]

_COLUMN: Final = re.compile(r"(\w+)(?:\[(\w+)\])?(\?)?(?: (\S+))?")
_Statements: TypeAlias = str | Sequence[str] | Mapping[int, str]
"""SQL for a column; for a column of several numbers, SQL for each of them."""


class ColumnTypes(NamedTuple):
    """The types and numbers of columns that differ between runs.

    Args:
        labels: The types of columns with few distinct texts.
        figure: The type of figures.
        finer: The type of figures with one more decimal.
        total: The type of sums of figures.
        stated: The type of displayed bounds.
        short: The type of the shortfalls of sums.
        part: The type of numerators and denominators in findings.
        word: The number of presence integers.
        step: The most classes of figures that any pair of period and indicator has besides its first one.
    """

    labels: Labels = Labels()
    figure: str = ""
    finer: str = ""
    total: str = ""
    stated: str = ""
    short: str = ""
    part: str = ""
    word: int = 1
    step: int = 0

    def type(self, notation: str) -> str:
        """Return the SQL type of a noted type."""
        if not notation.startswith("<"):
            return notation
        name = notation[1:-1]
        return str(getattr(self.labels if name in self.labels._fields else self, name))


_FIXED: Final = ColumnTypes()
"""For tables whose columns are the same in all runs."""


class _Column(NamedTuple):
    """A noted column.

    Args:
        name: Its name, without a number.
        number: What its numbers count; empty if it has none.
        optional: Whether it is absent from some runs.
        type: Its noted type.
    """

    name: str
    number: str
    optional: bool
    type: str


@lru_cache(maxsize=256)
def _columns(columns: str) -> tuple[_Column, ...]:
    matches = [_COLUMN.fullmatch(one) for one in columns.split(", ")]
    return tuple(_Column(one[1], one[2] or "", bool(one[3]), one[4] or "") for one in matches if one)


class RunTable(NamedTuple):
    """A table or view, or a file of results.

    Args:
        name: Its name; ``{}`` stands for what distinguishes several tables of one kind.
        maker: The modules that own its rows or its statement.
        meaning: One sentence on its rows.
        columns: Its columns in order, as noted; none if an engine chooses them.
        is_file: Whether it is only written as a file.
    """

    name: str
    maker: str
    meaning: str
    columns: str
    is_file: bool = False

    def named(self, kind: str | int) -> RunTable:
        """Return one of several tables of a kind."""
        return self._replace(name=self.name.format(kind))

    def select(self, table: str = "", /, **own: _Statements) -> str:
        """Return the select list of a statement that makes the table.

        Args:
            table: The table that has all columns which are not in `own`; without one, `own` has them.
            own: SQL for columns. A column that is absent from some runs is only selected if it is here.

        Raises:
            TypeError: A column is missing, or the table has no such column.
        """
        selected: list[str] = []
        for column in _columns(self.columns):
            if column.name in own:
                selected += _aliased(column, own.pop(column.name))
            elif table and not column.optional and not column.number:
                selected.append(f"{table}.{column.name} AS {column.name}")
            elif not column.optional:
                raise TypeError(f"the statement of {self.name} lacks {column.name}")
        if own:
            raise TypeError(f"{self.name} has no column {', '.join(own)}")
        return ", ".join(selected)

    def typed(self, types: ColumnTypes = _FIXED, *, every: bool = True) -> dict[str, str]:
        """Return the columns with their SQL types.

        Args:
            types: The types and numbers of the run.
            every: Whether to include the columns that are absent from some runs.
        """
        typed: dict[str, str] = {}
        for column in _columns(self.columns):
            if every or not column.optional:
                numbers = range(getattr(types, column.number)) if column.number else ("",)
                typed |= {f"{column.name}{number}": types.type(column.type) for number in numbers}
        return typed

    def of(self, rows: Sequence[Sequence[str | None]], types: ColumnTypes = _FIXED, *, every: bool = True) -> DataTable:
        """Return the table with rows to insert.

        Args:
            rows: The values of its columns, in order.
            types: As for `typed`.
            every: As for `typed`.
        """
        return DataTable(self.name, tuple(self.typed(types, every=every).items()), rows)


def _aliased(column: _Column, own: _Statements) -> list[str]:
    # Every column is renamed, because Spark confuses both sides of a join that share a column of one view.
    if isinstance(own, str):
        return [f"{own} AS {column.name}"]
    numbered = own.items() if isinstance(own, Mapping) else enumerate(own)
    return [f"{sql} AS {column.name}{number}" for number, sql in numbered]
