"""The column with figures of the same period of the previous year, beside the reported ones.

They affect no verdict, so an uncertain column is not read. Must not know the words of headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.domain.period import Period
from checker.readers.form.column_periods import is_of
from checker.readers.form.header_terms import Heading, Role
from checker.readers.form.heading_periods import DECEMBER
from checker.readers.form.same_period import SamePeriod
from checker.readers.form.table import Table, TableColumn

__all__ = ["earlier_column"]


def earlier_column(
    table: Table, period: Period, running: TableColumn | None, alone: Sequence[TableColumn]
) -> TableColumn | None:
    """Return the column; ``None`` if there is none, or it is uncertain.

    Args:
        table: The table.
        period: The period of the reported figures.
        running: The column of year-to-date figures, if any.
        alone: The columns of figures of the period alone, if any.
    """
    then = Period(max(period.year - 1, 1900), period.part)
    found = [
        column
        for column in table.columns
        if _holds(table, column, then) and _is_alike(column.heading, then, running=running is not None, alone=alone)
    ]
    return found[0] if len(found) == 1 else None


def _holds(table: Table, column: TableColumn, then: Period) -> bool:
    """Tell whether a column has figures of that period."""
    heading = column.heading
    # "Cùng kỳ năm 2023" names a year, and not all of its months.
    whole_year = heading.same_period is SamePeriod.SURE and heading.months == (1, DECEMBER)
    if not is_of(heading._replace(months=None) if whole_year else heading, then):
        return False
    match heading.same_period:
        case SamePeriod.SURE:
            return True
        case SamePeriod.BARE:
            return _is_figure(table, column)
        case SamePeriod.YEAR:
            return then.is_year
        case None:
            pass
    # "Thực hiện 6 tháng 2023" names the period; "Thực hiện 2023" alone means the whole year.
    named = heading.years == (then.year,) and (heading.months is not None or then.is_year)
    return heading.role is Role.ACTUAL and named and not heading.bare and not heading.whole


def _is_figure(table: Table, column: TableColumn) -> bool:
    """Tell whether "Cùng kỳ" heads figures: another column compares with them, or no percentage precedes it."""
    others = [other for other in table.columns if other is not column]
    if any(other.heading.role is Role.COMPARISON and other.heading.same_period is None for other in others):
        return True
    return all(other.column > column.column for other in others if other.heading.role in (Role.PERCENT, Role.GROWTH))


def _is_alike(heading: Heading, then: Period, *, running: bool, alone: Sequence[TableColumn]) -> bool:
    """Tell whether figures cover the same length of time as the reported ones: year-to-date, or the period alone."""
    if then.starts_year:
        return True
    so_far = heading.cumulative or heading.months == then.year_to_date
    if not running:
        return not so_far
    return so_far or not (alone or heading.of_period or heading.months == then.span)
