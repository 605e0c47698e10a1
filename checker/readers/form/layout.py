"""Assign roles to columns, above all the reported value of a period.

Owns the choice between columns by the words above them. Must not read the cells below. If the words do not decide, the
diagnostic names both candidates.
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
from checker.readers.form.column_periods import is_of, tells_results
from checker.readers.form.earlier_column import earlier_column
from checker.readers.form.header_terms import Heading, Role, assigner_in, composed, name_rank
from checker.readers.form.table import Table, TableColumn
from checker.readers.form.titles import may_be_whole
from checker.readers.notation import shown

__all__ = [
    "BARE_UNITS",
    "VALUE_PHRASE",
    "Fixed",
    "Layout",
    "contest",
    "fixed_columns",
    "layout_for",
    "letters_of",
    "place_of",
]

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
    Role.AMENDS: message("that only these rows change"),
    Role.GROWTH: message("the rate of growth"),
    Role.NUMERATOR: message("the numerator"),
    Role.DENOMINATOR: message("the denominator"),
}
VALUE_PHRASE: Final = message("the reported value")
_PLAN_PHRASE: Final = message("the plan")
_PERCENT_PHRASE: Final = message("the percentage of the plan")
_CHOOSE: Final = (
    "leave one of them out, let its heading say what makes it different, such as its period, or say which one "
    "is meant, as in --column value={letters}"
)
BARE_UNITS: Final = frozenset(("unit", "đơn vị"))
"""The headings of units of measure that name the reporting unit beside a column of periods."""
_YEAR: Final = (1, 12)
_SEVERAL: Final = 2


class Fixed(NamedTuple):
    """The columns with the same role in every period; ``None`` if there is none.

    Args:
        id: The ids of indicators.
        title: Their names.
        code: Their codes.
        measure: Units of measure.
        unit: Reporting units, one per row.
        period: Periods, one per row.
        as_of: Days, one per row.
        status: Kinds of figures.
        confirmed: Whether figures were checked.
        amends: Whether rows correct an earlier report.
        growth: Growth rates since the same period of the previous year.
        numerator: Numerators of ratios.
        denominator: Denominators of ratios.
        notes: Remarks.
        texts: The numbers of columns that contain words and never a value.
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
    amends: TableColumn | None
    growth: TableColumn | None
    numerator: TableColumn | None
    denominator: TableColumn | None
    notes: tuple[TableColumn, ...]
    texts: frozenset[int]

    @property
    def used(self) -> frozenset[int]:
        """The numbers of these columns."""
        columns = (
            *(self.id, self.title, self.code, self.measure, self.unit, self.period, self.as_of),
            *(self.status, self.confirmed, self.amends, self.growth, self.numerator, self.denominator, *self.notes),
        )
        return frozenset(column.column for column in columns if column is not None)


class Layout(NamedTuple):
    """The columns with figures of one period.

    Args:
        year_to_date: The column of year-to-date values, if any.
        values: The columns of values of the period; beside a year-to-date column, of the period alone.
        plan: The column of the year's plan, if certain.
        percent: The column of percentages of that plan, if certain.
        plans: The columns of the year's plans, if there are several, with the words that may name the assigner.
        percents: The columns of percentages of these plans.
        earlier: The column of figures of the same period of the previous year, if certain.
    """

    year_to_date: TableColumn | None
    values: tuple[TableColumn, ...]
    plan: TableColumn | None
    percent: TableColumn | None
    plans: tuple[tuple[TableColumn, str], ...] = ()
    percents: tuple[tuple[TableColumn, str], ...] = ()
    earlier: TableColumn | None = None

    @property
    def used(self) -> frozenset[int]:
        """The numbers of the columns to read."""
        several = (column for column, _ in (*self.plans, *self.percents))
        columns = (self.year_to_date, *self.values, self.plan, self.percent, self.earlier, *several)
        return frozenset(column.column for column in columns if column is not None)


def fixed_columns(table: Table) -> Fixed | list[Diagnostic]:
    """Return the columns with the same role in every period, or the conflicting ones."""
    columns = {role: table.with_role(role) for role in _ONCE}
    columns[Role.TITLE] = _surest_names(columns[Role.TITLE])
    named = columns[Role.MEASURE]
    twice = _twice(table, named, _ONCE[Role.MEASURE])
    if twice is not None:
        return [twice]
    if columns[Role.PERIOD] and not columns[Role.UNIT]:
        # Beside a column of periods, "unit" is the reporting unit, unless another column is labelled more precisely.
        bare = [column for column in named if column.heading.text.strip().casefold() in BARE_UNITS]
        columns[Role.UNIT] = tuple(bare[:1])
        columns[Role.MEASURE] = tuple(column for column in named if column not in bare[:1])
    elif len(named) > 1:
        # "Đơn vị" beside "ĐVT" is the office responsible for the row.
        columns[Role.MEASURE] = tuple(
            column for column in named if column.heading.text.strip().casefold() not in BARE_UNITS
        )
    wrong = [contest(table, found, _ONCE[role]) for role, found in columns.items() if len(found) > 1]
    if wrong:
        return wrong
    one = {role: next(iter(found), None) for role, found in columns.items()}
    worded = table.with_role(
        Role.ORDER, Role.ID, Role.TITLE, Role.CODE, Role.MEASURE, Role.CONFIRMED, Role.AMENDS, Role.NOTE
    )
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
        one[Role.AMENDS],
        one[Role.GROWTH],
        one[Role.NUMERATOR],
        one[Role.DENOMINATOR],
        table.with_role(Role.NOTE),
        frozenset(number for column in worded for number in range(column.column, column.last + 1)),
    )


def _surest_names(columns: tuple[TableColumn, ...]) -> tuple[TableColumn, ...]:
    """Return the columns of names with the most certain heading: "Chỉ tiêu" precedes "Nhiệm vụ"."""
    chosen = tuple(column for column in columns if column.heading.chosen)
    ranks = [name_rank(column.heading) for column in columns]
    return chosen or tuple(column for column, rank in zip(columns, ranks, strict=True) if rank == min(ranks))


def layout_for(table: Table, period: Period, unit: str = "") -> Layout | Diagnostic:
    """Return the columns with the figures of a period, or why its column of values is unclear.

    Args:
        table: The table.
        period: The period.
        unit: The unit of the figures.
    """
    actual = _values(table, period, unit)
    running = _best([column for column in actual if _runs(column.heading, period)], period)
    plain = _best([column for column in actual if not _runs(column.heading, period)], period)
    whole = period.year_to_date
    if any(column.heading.months == whole for column in plain) and not any(
        column.heading.months or column.heading.of_period or column.heading.chosen for column in running
    ):
        # "Lũy kế" names its period less certainly than "6 tháng" or "cả năm" beside it.
        running = []
    if len(running) > 1:
        return contest(table, running, VALUE_PHRASE)
    if not running and len(plain) > 1:
        return contest(table, plain, VALUE_PHRASE)
    if not running and not plain and not table.with_role(Role.NUMERATOR):
        return _without_values(table, period)
    plans = [column for column in table.with_role(Role.PLAN) if _is_of_year(column.heading, period)]
    percents = [column for column in table.with_role(Role.PERCENT) if _is_of_plan(column.heading, period)]
    for columns, what in ((plain, VALUE_PHRASE), (plans, _PLAN_PHRASE), (percents, _PERCENT_PHRASE)):
        twice = _twice(table, columns, what)
        if twice is not None:
            return twice
    total = next(iter(running), None)
    return Layout(
        total,
        tuple(plain),
        _only(plans),
        _only(percents),
        _of_whom(plans),
        _of_whom(percents),
        earlier_column(table, period, total, plain),
    )


def _of_whom(columns: Sequence[TableColumn]) -> tuple[tuple[TableColumn, str], ...]:
    """Return the columns whose headings may name an assigner, if there are several."""
    if len(columns) < _SEVERAL:
        return ()
    named = [(column, assigner_in(column.heading)) for column in columns]
    return tuple((column, words) for column, words in named if words)


def _values(table: Table, period: Period, unit: str) -> list[TableColumn]:
    """Return the possible columns of a period's values: the user's choice, or all whose headings say so.

    A column "of the whole" counts beside columns of parts, if the unit is such a whole. Without such columns it belongs
    to another unit.
    """
    chosen = [column for column in table.columns if column.heading.chosen and column.heading.role is Role.ACTUAL]
    if chosen:
        return [column for column in chosen if is_of(column.heading, period)]
    return [
        column
        for column in table.with_role(Role.ACTUAL)
        if is_of(column.heading, period)
        and (not column.heading.bare or _tells_plans(table))
        and (not column.heading.whole or (_has_parts(table, column) and may_be_whole(column.heading.whole, unit)))
    ]


def _tells_plans(table: Table) -> bool:
    """Tell whether other columns compare the figures with something, so that "6 tháng" beside them means results.

    Beside a plan alone it may be a part of the plan, unless the rows above the table decide.
    """
    if table.with_role(Role.PERCENT, Role.COMPARISON, Role.GROWTH) or any(
        not column.heading.bare for column in table.with_role(Role.ACTUAL)
    ):
        return True
    return bool(table.with_role(Role.PLAN)) and tells_results(table)


def _has_parts(table: Table, column: TableColumn) -> bool:
    """Tell whether other columns under the same heading, or with the same subheading, are for parts."""
    above, last = column.heading.above, column.heading.text.rpartition(" / ")[2]
    return any(
        other.heading.rest and (other.heading.above == above or (above and other.heading.text.endswith(f" / {last}")))
        for other in table.columns
        if other is not column
    )


def _without_values(table: Table, period: Period) -> Diagnostic:
    """Return why no column has the values of a period."""
    others = [column for column in table.columns if column.heading.rest or column.heading.whole]
    if others:
        other = next((column for column in others if is_of(column.heading, period)), others[0])
        heading, rest = shown(other.heading.text), shown(other.heading.rest or other.heading.whole)
        letters = letters_of(table, other.column)
        return diagnostic(codes.NOT_THE_VALUE, place_of(table, other), heading=heading, rest=rest, letters=letters)
    headings = tuple(_called(table, column.heading.text, column.column) for column in table.columns)
    return diagnostic(codes.NO_VALUE_COLUMN, _header_place(table), period=str(period), headings=headings)


def contest(table: Table, columns: Sequence[TableColumn], what: Message, numbers: Sequence[int] = ()) -> Diagnostic:
    """Return the diagnostic of several columns that could all be meant.

    Args:
        table: Their table.
        columns: The columns.
        what: The meaning in question.
        numbers: Their numbers, if one heading spans several; else those of their headings.
    """
    numbers = numbers or [column.column for column in columns]
    texts = [column.heading.text for column in columns]
    first, second = [table.sheet.location(one.row, number) for one, number in zip(columns, numbers, strict=True)][:2]
    hint = message(_CHOOSE, letters=letters_of(table, numbers[0])) if what is VALUE_PHRASE else None
    if columns[0] is not columns[1] and composed(texts[0]) == composed(texts[1]):
        return diagnostic(
            codes.SAME_HEADING,
            second,
            hint=hint,
            heading=texts[1],
            first_place=_short(first),
            second_place=_short(second),
            what=what,
        )
    candidates = tuple(_called(table, text, number) for text, number in zip(texts, numbers, strict=True))
    return diagnostic(codes.COLUMNS_CONTEST, first, hint=hint, columns=candidates, what=what)


def _called(table: Table, text: str, number: int) -> Message:
    return message("{letters}: `{heading}`", letters=letters_of(table, number), heading=shown(text))


def letters_of(table: Table, number: int) -> str:
    """Return a column's name: its letters in a workbook, else its number."""
    place = table.sheet.location(1, number)
    return place.cell.rstrip("0123456789") or str(number)


def place_of(table: Table, column: TableColumn) -> Location:
    """Return the location of a column's heading."""
    return table.sheet.location(column.row, column.column)


def _twice(table: Table, columns: Sequence[TableColumn], what: Message) -> Diagnostic | None:
    """Return the diagnostic of the first two columns with equal headings."""
    seen: dict[str, TableColumn] = {}
    for column in columns:
        other = seen.setdefault(composed(column.heading.text), column)
        if other is not column:
            return contest(table, (other, column), what)
    return None


def _short(place: Location) -> str:
    return place.cell or f"{place.line}:{place.column}"


def _header_place(table: Table) -> Location:
    return place_of(table, table.columns[0])


def _runs(heading: Heading, period: Period) -> bool:
    """Tell whether a column is year to date and the period is not."""
    return heading.cumulative or (not period.starts_year and heading.months == period.year_to_date)


def _is_of_year(heading: Heading, period: Period) -> bool:
    return all(year == period.year for year in heading.years) and heading.months in (None, _YEAR) and heading.whole_plan


def _is_of_plan(heading: Heading, period: Period) -> bool:
    return heading.whole_plan and is_of(
        heading._replace(months=None if heading.months == _YEAR else heading.months), period
    )


def _best(columns: Sequence[TableColumn], period: Period) -> list[TableColumn]:
    """Return the columns that name the period, or all if none does."""
    named = [
        column
        for column in columns
        if column.heading.of_period or column.heading.months in (period.span, period.year_to_date)
    ]
    return named or list(columns)


def _only(columns: Sequence[TableColumn]) -> TableColumn | None:
    return columns[0] if len(columns) == 1 else None
