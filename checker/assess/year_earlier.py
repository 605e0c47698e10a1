"""Figures beside those of the same period of the year before, for whoever reads them; no verdict follows.

Owns which two figures may stand beside each other: those of one unit, one indicator and one measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from checker.domain.axes import DataState, Kind
from checker.domain.interval import Interval, point
from checker.domain.period import Period
from checker.domain.report import Report, Result, YearEarlier
from checker.domain.unit import Unit
from checker.domain.unit_words import parse_unit

__all__ = ["beside_year_before"]


def beside_year_before(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports, each result with the figure of the year before where one of them has it.

    Args:
        reports: All reports of a run; of several for one unit and period the last counts.
    """
    known = {(one.submission.unit, one.submission.period): one for one in reports}
    return tuple(_beside(report, known.get((report.submission.unit, _before(report)))) for report in reports)


def _before(report: Report) -> Period:
    period = report.submission.period
    return Period(max(period.year - 1, 1900), period.part)


def _beside(report: Report, earlier: Report | None) -> Report:
    if earlier is None or earlier is report:
        return report
    figures = {one.indicator: one for one in earlier.results if one.decides}
    period = earlier.submission.period
    results = (one._replace(year_earlier=_compared(one, figures.get(one.indicator), period)) for one in report.results)
    return report._replace(results=tuple(results))


def _compared(later: Result, earlier: Result | None, period: Period) -> YearEarlier | None:
    figure = _figure(earlier) if earlier is not None else None
    if earlier is None or figure is None:
        return None
    value, unit = figure
    estimated = earlier.data is DataState.ESTIMATE
    own = parse_unit(later.unit) if later.unit else None
    # A unit that the program does not know is one and the same by its name alone.
    factor = unit.into(own) if unit is not None and own is not None else None
    if own is None or factor is None:
        return YearEarlier(period, None, estimated)
    value = value.scaled(factor)
    return YearEarlier(period, value, estimated, _change(later.value, value) if own.base != "%" else None)


def _figure(result: Result) -> tuple[Interval, Unit | None] | None:
    """Return the figure of a result and its unit; of one that is only met or not what was written, if that was one."""
    if result.kind is not Kind.VERDICT:
        return None if result.value is None else (result.value, parse_unit(result.unit) if result.unit else None)
    return None if result.figure is None else (result.figure.interval, result.figure.unit)


def _change(later: Interval | None, earlier: Interval) -> Interval | None:
    if later is None or later.lo is None or later.lo < 0 or not earlier.is_point or earlier.lo is None:
        return None
    if earlier.lo <= 0:
        return None
    return later.scaled(100 / Fraction(earlier.lo)).minus(point(Fraction(100)))
