"""The period of a table's columns, and whether the rows above it announce results.

Must not choose between columns.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.period import Period
from checker.readers.form.header_terms import Heading, Role, composed
from checker.readers.form.table import Table
from checker.readers.form.titles import Mention, PlacedText, Titles

__all__ = ["is_of", "names_period", "period_of_columns", "tells_results"]

_RESULTS: Final = re.compile(r"kết quả|tình hình thực hiện|ước thực hiện|ước tính|result")
_NO_RESULTS: Final = re.compile(r"\b(?:phân bổ|phân khai|đăng ký|dự kiến(?! kế hoạch))\b")
# Weaker words, which may also stand above assigned plans.
_CARRIED_OUT: Final = re.compile(r"thực hiện|tình hình")
_ASSIGNED: Final = re.compile(r"\bgiao\b")
_TO_COME: Final = re.compile(r"(?:kế hoạch|nhiệm vụ|phương án|giải pháp|tổ chức) thực hiện")


def is_of(heading: Heading, period: Period) -> bool:
    """Tell whether a column may have the figures of a period: it names no other year or months."""
    if any(year != period.year for year in heading.years):
        return False
    if heading.length is not None and not heading.cumulative and heading.length != period.months:
        return False
    return heading.months in (None, period.span, period.year_to_date)


def names_period(table: Table, period: Period) -> bool:
    """Tell whether the heading of a column of reported values names a period."""
    spans = (period.span, period.year_to_date)
    return any(
        (column.heading.chosen or column.heading.months in spans) and is_of(column.heading, period)
        for column in table.with_role(Role.ACTUAL)
    )


def period_of_columns(table: Table, titles: Titles) -> Period | None:
    """Return the one period that all columns of reported values name, if nothing else states it.

    "Thực hiện 6 tháng" belongs to the year in a title of results, even if that is the plan's year; but not beside a
    plan of another year.
    """
    title_years = {mention.year for mention in titles.mentions} if tells_results(table) else set()
    plans = {year for column in table.with_role(Role.PLAN) for year in column.heading.years}
    named: set[tuple[int, tuple[int, int] | None]] = set()
    for column in table.with_role(Role.ACTUAL):
        years = set(column.heading.years) or (title_years if plans <= title_years else set())
        named.update((year, column.heading.months) for year in years or {0})
    if len(named) != 1:
        return None
    year, months = named.pop()
    if months is None:
        return None
    return Mention(year, *months, PlacedText("", table.sheet.location(table.header[0]))).period


def tells_results(table: Table) -> bool:
    """Tell whether the rows above a table announce results and not plans.

    "Kế hoạch thực hiện" and "giao chỉ tiêu thực hiện" announce plans; "kết quả thực hiện kế hoạch" does not.
    """
    above = composed(" ".join(text for row in table.above for text in row.texts))
    if _NO_RESULTS.search(above) is not None:
        return False
    if _RESULTS.search(above) is not None:
        return True
    return _CARRIED_OUT.search(_TO_COME.sub(" ", above)) is not None and _ASSIGNED.search(above) is None
