"""Views of tables with several columns of reported values: for several units, or parts of indicators.

Owns the columns of each view. Must not know rule packs: the reporting units are an argument, and the code for names
decides whether "Thu ngân sách" with "NSNN" is an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from checker.domain.diagnostic import Diagnostic
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.readers.form.column_periods import is_of, tells_results
from checker.readers.form.header_terms import Role
from checker.readers.form.heading_remainder import leftover
from checker.readers.form.heading_spelling import spelled
from checker.readers.form.table import Table, TableColumn
from checker.readers.form.titles import denotes, is_short_for

__all__ = ["Units", "View", "views_of"]

_FIGURES: Final = (Role.ACTUAL, Role.PLAN, Role.PERCENT)
_WHOLE: Final = re.compile(
    r"(?:chung |cả )?toàn (?:tỉnh|huyện|quận|thành phố|tp|thị xã|xã|phường)|tổng(?: số| cộng)?|cộng"
)
# Words that exclude a column from the reported values: "chưa thực hiện", "thực hiện năm trước".
_OTHERWISE: Final = re.compile(r"\b(?:chưa|không|còn|trước|thiếu|lần|sau|khác)\b")
_MOST_ASPECTS: Final = 6
_FEWEST: Final = 2


class View(NamedTuple):
    """The view of a table for one unit, or for one part of its indicators.

    Args:
        table: The table, in which only the view's columns are reported values.
        unit: The unit of the columns; empty for the unit of the form.
        aspect: The words of the headings besides those for reported values: "nsnn", "xã hưởng".
        alone: Why the figures are unusable if no indicator has this name; ``None`` if other columns are read, too.
    """

    table: Table
    unit: str = ""
    aspect: str = ""
    alone: Diagnostic | None = None


class Units(NamedTuple):
    """The units that may have separate columns.

    Args:
        ids: The reporting units.
        whole: The unit that they are part of, or empty.
        named: Returns the id of the unit with a name, or nothing.
    """

    ids: tuple[str, ...]
    whole: str
    named: Callable[[str], str]


def views_of(table: Table, period: Period | None, unit: str, units: Units) -> list[View]:
    """Return the views of a table; the view of the whole comes first, if any.

    Args:
        table: The table.
        period: Its period, if it has one.
        unit: The unit of the form, or empty.
        units: The units that may have separate columns.
    """
    whole = units.whole
    names = _units_named(table, units if not unit or unit in (*units.ids, whole) else units._replace(ids=(unit,)))
    if names and unit == whole != "":
        return list(_of_whole(table, names, whole)) or [View(_of_unit(table, names, unit), unit)]
    if names and unit:
        return [View(_of_unit(table, names, unit), unit)]
    if names:
        return [
            *_of_whole(table, names, whole),
            *(View(_of_unit(table, names, one), one) for one in units.ids if one in names.values()),
        ]
    aspects = dict.fromkeys(
        column.heading.rest
        for column in table.columns
        if column.heading.rest
        and (period is None or is_of(column.heading, period))
        and not _OTHERWISE.search(column.heading.rest)
    )
    if len(aspects) > _MOST_ASPECTS:
        return [View(table)]
    return [View(table), *(View(_of_aspect(table, aspect), aspect=aspect) for aspect in aspects)]


def _units_named(table: Table, units: Units) -> dict[int, str]:
    """Return the units with separate columns, by column number.

    A single short name is not enough, and neither is an id that is an ordinary word.
    """
    ids = [unit for unit in units.ids if "-" in unit]
    if not units.ids:
        return {}
    surely: dict[int, str] = {}
    shortly: dict[int, str] = {}
    for column in table.columns:
        texts = list(_texts_above(column))
        if found := _only(ids, texts, denotes) or _called(units, column):
            surely[column.column] = found
        elif found := _only(ids, texts, is_short_for):
            shortly[column.column] = found
    several = len({*surely.values(), *shortly.values()}) >= _FEWEST
    return dict(sorted({**shortly, **surely}.items())) if several else surely


def _texts_above(column: TableColumn) -> Iterator[str]:
    """Yield the texts above a column that may name a unit, without the words for reported values."""
    for piece in column.heading.text.split(" / "):
        words = spelled(piece)
        yield words
        rest = leftover([words]).words
        if rest and rest != words:
            yield rest


def _called(units: Units, column: TableColumn) -> str:
    """Return the unit whose name in the pack equals a text above a column."""
    found = {units.named(piece) for piece in column.heading.text.split(" / ")} & set(units.ids)
    return found.pop() if len(found) == 1 else ""


def _only(units: Sequence[str], texts: Sequence[str], names: Callable[[str, str], bool]) -> str:
    found = {unit for unit in units for words in texts if names(words, unit)}
    return found.pop() if len(found) == 1 else ""


def _of_unit(table: Table, names: dict[int, str], unit: str) -> Table:
    """Return the table with only the figures of one unit."""
    alone = _stands_alone(table, names)

    def seen(column: TableColumn) -> TableColumn:
        role = column.heading.role
        if names.get(column.column) != unit:
            return _hidden(column) if role in _FIGURES or column.heading.rest else column
        return _as_actual(column) if column.heading.rest or (alone and role is None) else column

    return table._replace(columns=tuple(map(seen, table.columns)))


def _of_whole(table: Table, names: dict[int, str], whole: str) -> Iterator[View]:
    """Yield the table with the figures of the whole, if it has any."""
    alone = _stands_alone(table, names)

    def seen(column: TableColumn) -> TableColumn:
        if column.column in names:
            return _hidden(column)
        totals = alone and column.heading.role is None
        if totals and any(_WHOLE.fullmatch(words) or denotes(words, whole) for words in _texts_above(column)):
            return _as_actual(column)
        return column._replace(heading=column.heading._replace(whole=""))

    seen_table = table._replace(columns=tuple(map(seen, table.columns)))
    if seen_table.with_role(Role.ACTUAL):
        yield View(seen_table, whole)


def _stands_alone(table: Table, names: dict[int, str]) -> bool:
    """Tell whether a unit's name alone heads its reported values.

    That is so if there is no other such column, no column with a plan of a unit, and the titles announce results.
    """
    return (
        not any(column.heading.rest or column.heading.role is Role.ACTUAL for column in table.columns)
        and not any(column.heading.role in _FIGURES for column in table.columns if column.column in names)
        and tells_results(table)
    )


def _of_aspect(table: Table, aspect: str) -> Table:
    """Return the table with the figures of one part of the indicators, and only plans that name the part."""

    def seen(column: TableColumn) -> TableColumn:
        if column.heading.rest == aspect:
            return _as_actual(column)
        if column.heading.role in _FIGURES and (
            column.heading.role is Role.ACTUAL or aspect not in _texts_above(column)
        ):
            return _hidden(column)
        return _hidden(column) if column.heading.rest else column

    return table._replace(columns=tuple(map(seen, table.columns)))


def _as_actual(column: TableColumn) -> TableColumn:
    heading = column.heading._replace(role=Role.ACTUAL, rest="", part=False, whole="", bare=False)
    return column._replace(heading=heading)


def _hidden(column: TableColumn) -> TableColumn:
    """Return a column of figures that are not read in this view, like those of the previous year."""
    heading = column.heading._replace(
        role=Role.COMPARISON, rest="", part=False, whole="", change=False, same_period=None
    )
    return column._replace(heading=heading)
