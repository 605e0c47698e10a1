"""Which column is which: the reported value of a period above all.

Owns the choice between columns by the words above them. Must not read the cells below.
What the words do not decide is told with both candidates named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.readers.form.table import Table, TableColumn
from checker.readers.form.words import Heading, Role, composed
from checker.readers.notation import shown

__all__ = ["VALUE_WANTED", "Fixed", "Layout", "contest", "fixed_columns", "is_of", "layout_for", "place_of"]

_ONCE: Final = {
    Role.ID: message("the id"),
    Role.TITLE: message("the indicator's name"),
    Role.CODE: message("the code"),
    Role.MEASURE: message("the unit of measure"),
    Role.UNIT: message("the reporting unit"),
    Role.PERIOD: message("the period"),
    Role.AS_OF: message("the day of the figures"),
    Role.STATUS: message("the state of the figures"),
    Role.CONFIRMED: message("that figures were checked"),
    Role.NUMERATOR: message("the numerator"),
    Role.DENOMINATOR: message("the denominator"),
}
VALUE_WANTED: Final = message("the reported value")
_PLAN_WANTED: Final = message("the plan")
_PERCENT_WANTED: Final = message("the percentage of the plan")
_YEAR: Final = (1, 12)


class Fixed(NamedTuple):
    """The columns that mean the same in every period; ``None`` where there is none.

    Args:
        id: The ids of indicators.
        title: Their names.
        code: Their codes.
        measure: Units of measure.
        unit: Reporting units, one a row.
        period: Periods, one a row.
        as_of: Days, one a row.
        status: What kind of figures they are.
        confirmed: Whether figures were checked.
        numerator: What ratios count.
        denominator: Of how many.
        notes: Remarks.
        texts: The numbers of the columns in which there are words, never a value.
    """

    id: TableColumn | None
    title: TableColumn | None
    code: TableColumn | None
    measure: TableColumn | None
    unit: TableColumn | None
    period: TableColumn | None
    as_of: TableColumn | None
    status: TableColumn | None
    confirmed: TableColumn | None
    numerator: TableColumn | None
    denominator: TableColumn | None
    notes: tuple[TableColumn, ...]
    texts: frozenset[int]

    @property
    def used(self) -> frozenset[int]:
        """The numbers of these columns."""
        columns = (
            *(self.id, self.title, self.code, self.measure, self.unit, self.period, self.as_of),
            *(self.status, self.confirmed, self.numerator, self.denominator, *self.notes),
        )
        return frozenset(column.column for column in columns if column is not None)


class Layout(NamedTuple):
    """The columns with figures of one period.

    Args:
        year_to_date: The column of values of the year so far, if there is one.
        values: The columns of values of the period; beside the former, of the period alone.
        plan: The column of the year's plan, if one is surely that.
        percent: The column of percentages of that plan, if one surely is.
    """

    year_to_date: TableColumn | None
    values: tuple[TableColumn, ...]
    plan: TableColumn | None
    percent: TableColumn | None

    @property
    def used(self) -> frozenset[int]:
        """The numbers of the columns that are read."""
        columns = (self.year_to_date, *self.values, self.plan, self.percent)
        return frozenset(column.column for column in columns if column is not None)


def fixed_columns(table: Table) -> Fixed | list[Diagnostic]:
    """Return the columns that mean the same in every period, or which of them contend."""
    columns = {role: table.with_role(role) for role in _ONCE}
    named = columns[Role.MEASURE]
    twice = _twice(table, named, _ONCE[Role.MEASURE])
    if twice is not None:
        return [twice]
    if columns[Role.PERIOD] and not columns[Role.UNIT]:
        # Beside a column of periods, "unit" is the reporting one unless another says of what it is.
        bare = [column for column in named if column.heading.text.strip().casefold() in {"unit", "đơn vị"}]
        columns[Role.UNIT] = tuple(bare[:1])
        columns[Role.MEASURE] = tuple(column for column in named if column not in bare[:1])
    elif len(named) > 1:
        # "Đơn vị" beside "ĐVT" is who answers for the row.
        columns[Role.MEASURE] = tuple(
            column for column in named if column.heading.text.strip().casefold() not in {"unit", "đơn vị"}
        )
    wrong = [contest(table, found, _ONCE[role]) for role, found in columns.items() if len(found) > 1]
    if wrong:
        return wrong
    one = {role: next(iter(found), None) for role, found in columns.items()}
    worded = table.with_role(Role.ORDER, Role.ID, Role.TITLE, Role.CODE, Role.MEASURE, Role.CONFIRMED, Role.NOTE)
    return Fixed(
        one[Role.ID],
        one[Role.TITLE],
        one[Role.CODE],
        one[Role.MEASURE],
        one[Role.UNIT],
        one[Role.PERIOD],
        one[Role.AS_OF],
        one[Role.STATUS],
        one[Role.CONFIRMED],
        one[Role.NUMERATOR],
        one[Role.DENOMINATOR],
        table.with_role(Role.NOTE),
        frozenset(number for column in worded for number in range(column.column, column.last + 1)),
    )


def layout_for(table: Table, period: Period) -> Layout | Diagnostic:
    """Return the columns with the figures of a period, or why no column surely holds its values."""
    actual = [column for column in table.with_role(Role.ACTUAL) if is_of(column.heading, period)]
    running = _best([column for column in actual if _runs(column.heading, period)], period)
    plain = _best([column for column in actual if not _runs(column.heading, period)], period)
    if len(running) > 1:
        return contest(table, running, VALUE_WANTED)
    if not running and len(plain) > 1:
        return contest(table, plain, VALUE_WANTED)
    if not running and not plain and not table.with_role(Role.NUMERATOR):
        other = next((column for column in table.columns if column.heading.rest), None)
        if other is not None:
            said, rest = shown(other.heading.text), shown(other.heading.rest)
            return diagnostic(codes.NOT_THE_VALUE, place_of(table, other), heading=said, rest=rest)
        headings = tuple(column.heading.text for column in table.columns)
        return diagnostic(codes.NO_VALUE_COLUMN, _header_place(table), period=str(period), headings=headings)
    plans = [column for column in table.with_role(Role.PLAN) if _is_of_year(column.heading, period)]
    percents = [column for column in table.with_role(Role.PERCENT) if _is_of_plan(column.heading, period)]
    for columns, what in ((plain, VALUE_WANTED), (plans, _PLAN_WANTED), (percents, _PERCENT_WANTED)):
        twice = _twice(table, columns, what)
        if twice is not None:
            return twice
    return Layout(next(iter(running), None), tuple(plain), _only(plans), _only(percents))


def contest(table: Table, columns: Sequence[TableColumn], what: Message) -> Diagnostic:
    """Return the diagnostic of two columns that could both be what is meant."""
    first, second = (_Named(column.heading.text, place_of(table, column)) for column in columns[:2])
    if columns[0] is not columns[1] and composed(first.text) == composed(second.text):
        return diagnostic(
            codes.SAME_HEADING,
            second.place,
            heading=second.text,
            first_place=_short(first.place),
            second_place=_short(second.place),
            what=what,
        )
    return diagnostic(
        codes.COLUMNS_CONTEST,
        first.place,
        first=first.text,
        first_place=_short(first.place),
        second=second.text,
        second_place=_short(second.place),
        what=what,
    )


def place_of(table: Table, column: TableColumn) -> Location:
    """Return the place of a column's heading."""
    return table.sheet.location(column.row, column.column)


def _twice(table: Table, columns: Sequence[TableColumn], what: Message) -> Diagnostic | None:
    """Return the diagnostic of the first two columns whose headings are equal, whatever others there are."""
    seen: dict[str, TableColumn] = {}
    for column in columns:
        other = seen.setdefault(composed(column.heading.text), column)
        if other is not column:
            return contest(table, (other, column), what)
    return None


class _Named(NamedTuple):
    text: str
    place: Location


def _short(place: Location) -> str:
    return place.cell or f"{place.line}:{place.column}"


def _header_place(table: Table) -> Location:
    return place_of(table, table.columns[0])


def _span(period: Period) -> tuple[int, int]:
    return period.first_month, period.last_month


def _length(period: Period) -> int:
    return period.last_month - period.first_month + 1


def is_of(heading: Heading, period: Period) -> bool:
    """Tell whether a column may hold the figures of a period: it names no other year and no other months."""
    if any(year != period.year for year in heading.years):
        return False
    if heading.length is not None and not heading.cumulative and heading.length != _length(period):
        return False
    return heading.months in (None, _span(period), (1, period.last_month))


def _runs(heading: Heading, period: Period) -> bool:
    """Tell whether a column is year to date and the period is not."""
    return heading.cumulative or (period.first_month != 1 and heading.months == (1, period.last_month))


def _is_of_year(heading: Heading, period: Period) -> bool:
    return all(year == period.year for year in heading.years) and heading.months in (None, _YEAR) and heading.whole_plan


def _is_of_plan(heading: Heading, period: Period) -> bool:
    return heading.whole_plan and is_of(
        heading._replace(months=None if heading.months == _YEAR else heading.months), period
    )


def _best(columns: Sequence[TableColumn], period: Period) -> list[TableColumn]:
    """Return the columns that name the period, or all where none does."""
    named = [
        column
        for column in columns
        if column.heading.of_period or column.heading.months in (_span(period), (1, period.last_month))
    ]
    return named or list(columns)


def _only(columns: Sequence[TableColumn]) -> TableColumn | None:
    return columns[0] if len(columns) == 1 else None
