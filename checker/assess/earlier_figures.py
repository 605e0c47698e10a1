"""Figures of the previous period and of the same period last year, for comparison; no verdict follows.

Owns which two figures are comparable: those of the same unit, indicator and measure. A change is computed only if both
figures cover an equal length of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from checker.domain.axes import DataState, Kind
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import CarriedFigure, EarlierFigure, Report, Result
from checker.domain.submission import Field, Figure, Observation
from checker.domain.unit import Unit
from checker.domain.unit_words import conversion, parse_unit
from checker.packs.model import RulePack

__all__ = ["beside_earlier", "year_before_of"]

_Known: TypeAlias = "dict[tuple[str, Period], list[Report]]"
_YEAR: Final = r"(?<!\d)\d{4}(?!\d)"
_LEVELS: Final = {Kind.STOCK, Kind.RATIO}
"""Kinds of indicators that have a level at any time; others may be sums of the year so far."""


def beside_earlier(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports, with earlier figures from the other reports, or as stated, added to each result.

    Args:
        reports: All reports of a run. If several have the same unit, period and pack, the last one counts.
    """
    known: _Known = {}
    for one in reports:
        known.setdefault((one.submission.unit, one.submission.period), []).append(one)
    return tuple(_beside(report, known) for report in reports)


def year_before_of(
    reports: Iterable[Report], pack: RulePack, unit: str, period: Period
) -> dict[str, CarriedFigure] | None:
    """Return a unit's figures for the same period of the previous year, by indicator.

    A figure is omitted if it is not a single number, or measures something else.

    Args:
        reports: Reports of that year. If several match, the last one counts.
        pack: The pack of the later year.
        unit: The reporting unit.
        period: The later period.

    Returns:
        The figures in the pack's units; ``None`` if there is no report of that unit and period.
    """
    then = Period(period.year - 1, period.part)
    found = [one for one in reports if (one.submission.unit, one.submission.period) == (unit, then)]
    if not found:
        return None
    figures: dict[str, CarriedFigure] = {}
    earlier = {one.indicator: one for one in found[-1].results if one.decides}
    for indicator in pack.indicators:
        figure = _figure(earlier[indicator.id]) if indicator.id in earlier else None
        if figure is None or indicator.kind is Kind.VERDICT or indicator.unit is None:
            continue
        value, measure = figure
        factor = conversion(measure, indicator.unit) if measure is not None else None
        if factor is not None and value.is_point and value.lo is not None:
            estimated = earlier[indicator.id].data is DataState.ESTIMATE
            figures[indicator.id] = CarriedFigure(plain(Fraction(value.lo) * factor), estimated)
    return figures


def _beside(report: Report, known: _Known) -> Report:
    own = report.submission.period
    then = Period(max(own.year - 1, 1900), own.part)
    year, last = _report_of(report, then, known), _last_of(report, then, known)
    stated: dict[Location | None, tuple[Observation, Field]] = {
        row.value.location: (row, row.year_earlier)
        for row in report.submission.observations
        if row.value is not None and row.year_earlier is not None
    }
    if year is None and last is None and not stated:
        return report
    of_year, of_last = _Earlier.of(year, own), _Earlier.of(last, own)
    results = (
        one._replace(
            year_earlier=_of_year(one, of_year, stated, then),
            last_period=of_last.beside(one) if of_last else None,
        )
        for one in report.results
    )
    return report._replace(results=tuple(results))


def _of_year(
    later: Result, earlier: _Earlier | None, stated: Mapping[Location | None, tuple[Observation, Field]], then: Period
) -> EarlierFigure | None:
    """Return the figure of the previous year: from its report, else as stated in the later report."""
    known = earlier.beside(later) if earlier else None
    row, field = stated.get(later.location, (None, None))
    if row is None or field is None or later.kind is Kind.VERDICT:
        return known
    if later.kind is Kind.FLOW and not then.starts_year and (later.addends or row.cumulative is False):
        return known  # The stated figure is for the period alone, and the later figure is year-to-date.
    from checker.assess.stated_earlier import level_stated

    value = level_stated(field, later.unit)
    if known is not None:
        differs = value is not None and known.value is not None and value != known.value
        return known._replace(stated=value) if differs else known
    if value is None and not isinstance(field.reading, Figure):
        return None  # Words without a figure do not show the measure.
    change = _change(later.value, value) if value is not None and later.unit != "%" else None
    return EarlierFigure(then, value, row.year_earlier_estimated, change)


def _last_of(report: Report, then: Period, known: _Known) -> Report | None:
    """Return the report of the nearest earlier period within a year; of those that end together, the longest.

    A year-to-date figure is compared with another year-to-date figure, and the longest period has that.
    """
    own = report.submission.period
    found = (
        period
        for unit, period in known
        if unit == report.submission.unit and period.follows(then) and own.follows(period)
    )
    for period in sorted(found, key=lambda one: one.order, reverse=True):
        if (last := _report_of(report, period, known)) is not None:
            return last
    return None


def _report_of(report: Report, period: Period, known: _Known) -> Report | None:
    """Return the report of the same unit for a period, by the same pack or by the pack of another year."""
    found = [one for one in known.get((report.submission.unit, period), ()) if one is not report]
    same = [one for one in found if one.pack.id == report.pack.id]
    if same or period.year == report.submission.period.year:
        return same[-1] if same else None
    kin = [one for one in found if re.sub(_YEAR, "", one.pack.id) == re.sub(_YEAR, "", report.pack.id)]
    # If pack names do not match, a single other pack is the other year's; several would be ambiguous.
    packs = {one.pack.id for one in kin or found}
    return (kin or found)[-1] if len(packs) == 1 else None


class _Earlier(NamedTuple):
    """The figures of an earlier report, by their indicators."""

    period: Period
    own: Period
    results: Mapping[str, Result]

    @classmethod
    def of(cls, report: Report | None, own: Period) -> _Earlier | None:
        if report is None:
            return None
        return cls(report.submission.period, own, {one.indicator: one for one in report.results if one.decides})

    def beside(self, later: Result) -> EarlierFigure | None:
        """Return the earlier figure beside a later one; without a number if the two measure different things."""
        earlier = self.results.get(later.indicator)
        figure = _figure(earlier) if earlier is not None else None
        if earlier is None or figure is None:
            return None
        runs = not {later.kind, earlier.kind} <= _LEVELS
        same_part = self.period.part == self.own.part
        if runs and not same_part and self.period.year != self.own.year:
            return None  # A year-to-date sum starts again each year.
        value, unit = figure
        title = None if _same_name(earlier, later) else earlier.title
        plain = EarlierFigure(self.period, None, earlier.data is DataState.ESTIMATE, title=title)
        own = parse_unit(later.unit) if later.unit else None
        # Unknown units are compared by name only.
        factor = conversion(unit, own) if unit is not None and own is not None else None
        otherwise = Kind.VERDICT not in (earlier.kind, later.kind) and earlier.kind is not later.kind
        if own is None or factor is None or otherwise:
            return plain
        value = value.scaled(factor)
        comparable = own.base != "%" and (same_part or not runs)
        return plain._replace(value=value, change=_change(later.value, value) if comparable else None)


def _same_name(earlier: Result, later: Result) -> bool:
    """Tell whether two targets have the same name, apart from years in it."""
    one, other = (re.sub(_YEAR, "", title.vi).casefold().split() for title in (earlier.title, later.title))
    return one == other


def _figure(result: Result) -> tuple[Interval, Unit | None] | None:
    """Return a result's figure and its unit; for a target that is only met or not, its words if they were such."""
    if result.kind is not Kind.VERDICT:
        return None if result.value is None else (result.value, parse_unit(result.unit) if result.unit else None)
    return None if result.figure is None else (result.figure.interval, result.figure.unit)


def _change(later: Interval | None, earlier: Interval) -> Interval | None:
    if later is None or later.lo is None or later.lo < 0 or not earlier.is_point or earlier.lo is None:
        return None
    if earlier.lo <= 0:
        return None
    return later.scaled(100 / Fraction(earlier.lo)).minus(point(Fraction(100)))
