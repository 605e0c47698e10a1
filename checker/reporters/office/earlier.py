"""Phrases about earlier figures: of the same period last year, and of the previous period.

Owns the words, and the rule that figures with another measure are reported but not compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from checker.domain.axes import Kind
from checker.domain.interval import Interval
from checker.domain.number import plain, rounded, rounded_distinct
from checker.domain.report import EarlierFigure, Result
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.annex import NOT_APPLICABLE, AnnexFigure, figure_of
from checker.reporters.office.figures import amount, points, share

__all__ = [
    "earlier_cells",
    "earlier_headings",
    "earlier_notes",
    "last_period_of",
    "year_earlier_of",
]

_TIMES: Final = 200
"""From this percentage on, growth is written as a multiple."""


def year_earlier_of(result: Result, language: Language) -> str:
    """Return the comparison with the same period of the previous year; empty if unknown."""
    return _against(result, result.year_earlier, language, same_part=True)


def last_period_of(result: Result, language: Language) -> str:
    """Return the comparison with the previous period; for a growing sum, the earlier value."""
    return _against(result, result.last_period, language, same_part=False)


def earlier_notes(result: Result, language: Language) -> Iterator[str]:
    """Yield remarks about earlier figures: another measure, an estimate, another name."""
    year, last = result.year_earlier, result.last_period
    if year is not None and year.value is None:
        yield language.render(message("the same period is measured otherwise, and is not compared"))
    elif year is not None and year.estimated:
        yield language.render(message("the same period is an estimate"))
    if last is not None and last.value is None:
        yield language.render(message("the period before is measured otherwise, and is not compared"))
    elif last is not None and last.estimated:
        yield language.render(message("the period before is an estimate"))
    if year is not None and year.stated is not None:
        figure = figure_of(year.stated, language).text
        yield language.render(message("the unit's form states {figure} for the same period", figure=figure))
    if year is not None and year.title is not None:
        of_year = f"{year.period.year:04d}"
        yield language.render(message("in {year} it was called “{title}”", year=of_year, title=year.title))


def earlier_headings(results: Iterable[Result], language: Language) -> tuple[str, str, str]:
    """Return the headings of earlier figures: previous period, previous year, and the share of it.

    The previous period is named if it is the same for all.
    """
    periods = {one.last_period.period for one in results if one.last_period is not None}
    last = message("Period before")
    if len(periods) == 1:
        last = message("Period before ({period})", period=language.period(periods.pop()))
    words = (last, message("Same period of the year before"), message("{sign} of the year before", sign="%"))
    first, second, third = map(language.render, words)
    return first, second, third


def earlier_cells(before: EarlierFigure | None, language: Language) -> tuple[AnnexFigure, AnnexFigure]:
    """Return an earlier figure, and the later one in percent of it; unknown values are empty texts."""
    if before is None or before.value is None:
        return AnnexFigure(""), AnnexFigure("")
    change = before.change
    if change is None or change.lo is None or change.lo != change.hi:
        return figure_of(before.value, language), AnnexFigure(NOT_APPLICABLE)
    whole = Fraction(change.lo) + 100
    shown = rounded_distinct(whole, Fraction(100), 1)
    written = share(whole, language).removesuffix("%")
    return figure_of(before.value, language), AnnexFigure(written, plain(whole), -int(shown.as_tuple().exponent))


def _against(result: Result, before: EarlierFigure | None, language: Language, *, same_part: bool) -> str:
    if before is None or before.value is None or result.value is None:
        return ""
    then = message("the same period of {year}", year=f"{before.period.year:04d}")
    if not same_part:
        then = message("{period}", period=language.period(before.period))
        if result.kind is Kind.FLOW and not before.period.starts_year:
            # A year-to-date sum, which the name of a month or a quarter alone would not show.
            then = message("the end of {period}", period=language.period(before.period))
    if before.change is not None:
        return language.render(message("{change} on {then}", change=_grown(before.change), then=then))
    if not before.value.is_point or before.value.lo is None:
        return ""
    if result.unit == "%" and result.value.is_point and result.value.lo is not None:
        by = Fraction(result.value.lo) - Fraction(before.value.lo)
        if not by:
            return language.render(message("as much as in {then}", then=then))
        named = message("{by} above {then}") if by > 0 else message("{by} below {then}")
        return language.render(message(named.template, by=points(by, language, 6), then=then))
    figure = amount(before.value.lo, result.unit, language, counted=result.counts)
    return language.render(message("in {then}: {figure}", then=then, figure=figure))


def _grown(change: Interval) -> Message:
    """Return growth in words; for an interval, its certain bound."""
    low, high = change.lo, change.hi
    if low is not None and low == high:
        number = Fraction(low)
        if number >= _TIMES:
            return message("{times} times", times=plain(rounded((number + 100) / 100, 1)))
        if not number:
            return message("100 %")
        shown = plain(rounded_distinct(abs(number), Fraction(0), 1))
        return message("up {number} %", number=shown) if number > 0 else message("down {number} %", number=shown)
    if low is not None and low > 0:
        return message("up more than {number} %", number=plain(Fraction(math.floor(Fraction(low) * 10), 10)))
    if high is not None and high < 0:
        return message("down more than {number} %", number=plain(Fraction(math.floor(-Fraction(high) * 10), 10)))
    return message("about the same")
