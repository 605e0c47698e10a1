"""Periods in sentences of reports: end day, reference period, and the rest of the year."""

from __future__ import annotations

import datetime as dt

from checker.domain.period import Period
from checker.domain.report import Report, Result
from checker.domain.text import message
from checker.language import Language
from checker.reporters.office.figures import day

__all__ = ["is_due", "is_within", "rest_of_year", "until", "until_day"]


def is_within(report: Report) -> bool:
    """Tell whether a target that is counted is due only later."""
    return any(one.counted and not is_due(report, one) for one in report.results)


def is_due(report: Report, result: Result) -> bool:
    """Tell whether a target is judged by the report's period, or was judged earlier."""
    return result.due is None or report.submission.period.reaches(result.due)


def until(report: Report, language: Language) -> str:
    """Return the time that a report's figures cover."""
    return until_day(report.submission.period, report.submission.as_of, language)


def until_day(period: Period, as_of: dt.date | None, language: Language) -> str:
    """Return the time that figures cover: "Năm 2024", "Đến ngày 02/7/2024" or "Đến hết tháng 9/2024"."""
    if period.is_year:
        return language.render(message("In {year}", year=f"{period.year:04d}"))
    if as_of is not None:
        return language.render(message("By {date}", date=day(as_of, language)))
    phrase = message("By the end of month {month} of {year}", month=str(period.last_month), year=f"{period.year:04d}")
    return language.render(phrase)


def rest_of_year(period: Period, language: Language) -> str:
    """Return the time for tasks: the rest of the year, or the next year."""
    if period.months_left == 0:
        return language.render(message("THE YEAR {year}", year=f"{period.year + 1:04d}"))
    phrase = message("THE LAST {months} MONTHS OF {year}", months=str(period.months_left), year=f"{period.year:04d}")
    return language.render(phrase)
