"""The ranges of implausible figures: of another scale, or a date; and the words that confirm a figure.

Bulk runs use the same ranges, so that no limit is written twice. The findings about such figures are in `scale`. Must
not know the effect of a doubt.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.binding.ordinary_figures import LIKELY_INDEX, USUAL
from checker.domain import codes
from checker.domain.axes import Measures
from checker.domain.codes import Code
from checker.domain.interval import EVERYTHING, Interval, at_least, point
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Observation
from checker.domain.unit import Unit
from checker.packs.model import Indicator, PaceRule, Reported, TargetRule
from checker.plan.bounds import goal_of
from checker.plan.pace import share_of_way, start_of, time_passed

__all__ = [
    "DAY_ZERO",
    "SLIPS",
    "Doubts",
    "Measure",
    "code_of",
    "code_of_doubt",
    "confirmation",
    "doubts_of",
    "is_among",
    "is_dated",
    "never_doubted",
    "says_checked",
    "usual_of",
]

_MANY, _MANY_OF_FEW = 10, 100
_FEW: Final = 10
"""A plan below it is easily exceeded tenfold: three were planned, forty came."""
_BEYOND: Final = 5
SLIPS: Final = (10**3, 10**6)
"""The factors between a unit of money and the next two smaller ones."""
_NEAR: Final = 2
_TOO_FEW: Final = 300
_HUNDREDTH: Final = (50, 200)
_YEARS: Final = (-1, 2)
"""Dates have the year of typing, so they are suspected from the year before the report's to the second one after."""
DAY_ZERO: Final = dt.date(1899, 12, 30)
"""The epoch of spreadsheet dates, valid from March 1900 on."""
_CHECKED: Final = "đã kiểm tra"
# "Chưa", "không" and a question mark retract the words beside them, or may.
_TAKEN_BACK: Final = r"\b(?:chưa|không)\b|\?"


class Measure(NamedTuple):
    """The measure of a target for plausibility.

    Args:
        goal: The level that just meets it.
        size: The largest of its number, its stretch goal and its starting level.
        expected: The expected value by now; zero if there is none above zero.
    """

    goal: Fraction
    size: Fraction
    expected: Fraction


class Doubts(NamedTuple):
    """The ranges of implausible figures of an indicator, in its unit; zero is always plausible.

    Args:
        large: Figures that look too large.
        small: Figures that look too small.
        dates: Whole numbers far above the target that spreadsheets use for days.
        grouped: Figures with an ambiguous separator that look too small.
        most: The largest target, named if a figure looks too large.
        least: The smallest target, named if it looks too small.
    """

    large: tuple[Interval, ...] = ()
    small: tuple[Interval, ...] = ()
    dates: tuple[Interval, ...] = ()
    grouped: tuple[Interval, ...] = ()
    most: Measure | None = None
    least: Measure | None = None


class _Target(NamedTuple):
    """A target for plausibility checks.

    Args:
        rule: The target.
        goal: The level that just meets it.
        start: The level at the beginning.
        size: The largest of its number, its stretch goal and its starting level.
    """

    rule: TargetRule
    goal: Fraction
    start: Fraction
    size: Fraction


class _Limits(NamedTuple):
    """The part of the ranges that does not depend on the period.

    Args:
        most: The largest target.
        least: The smallest.
        many: The figure from which on all are implausible.
        far: Figures beyond it may be implausible.
        slips: Possible wrong factors, with the open range of expected values that make such a factor likely.
    """

    most: _Target
    least: _Target
    many: Fraction
    far: Fraction
    slips: tuple[tuple[int, Fraction, Fraction], ...]


# Cached, because most submissions of a run share their targets.
@lru_cache(maxsize=4096)
def doubts_of(indicator: Indicator, period: Period, day: str, calendar: Calendar) -> Doubts:
    """Return the ranges of implausible figures of an indicator at a period.

    A figure is implausible from ten times the target on, or from a hundred times if the target is a count below ten.
    Beyond five times, it is also implausible if a thousandth or a millionth of it is near the expected value. A growth
    rate is implausible if it is more likely an index. The largest of several targets counts; targets of zero or below
    do not.

    Args:
        indicator: The indicator.
        period: The period of the figure.
        day: The day (YYYY-MM-DD) whose targets are in force.
        calendar: How the plan's periods map to days.
    """
    unit, limits = indicator.unit, _limits_of(indicator, day)
    if unit is None or limits is None:
        return Doubts()
    most = _measure(limits.most, indicator, period, calendar)
    least = most if limits.least is limits.most else _measure(limits.least, indicator, period, calendar)
    large = (at_least(limits.many), *_slips(most, limits), *_index(indicator, most, limits.many))
    grouped = tuple(_other_separator(indicator, least))
    return Doubts(large, tuple(_too_small(unit, least)), _dates(limits.far, period.year), grouped, most, least)


def never_doubted(indicator: Indicator, day: str, *, grouped: bool = False) -> Interval:
    """Return a range in which every figure of an indicator is plausible at any period; it need not be the largest.

    Args:
        indicator: The indicator.
        day: The day (YYYY-MM-DD) whose targets are in force.
        grouped: Whether the figure has an ambiguous separator.
    """
    unit, limits = indicator.unit, _limits_of(indicator, day)
    if unit is None or limits is None:
        return EVERYTHING
    far = limits.far
    if indicator.measures is Measures.GROWTH and limits.most.size * 2 <= LIKELY_INDEX:
        far = min(far, Fraction(LIKELY_INDEX))
    # Figures can only look too small below it, whatever the expected value.
    small = limits.least.goal / (_TOO_FEW if unit.size != 1 else _HUNDREDTH[0])
    ends = [small] if unit.size != 1 or unit.base == "%" else []
    if grouped and _may_group(indicator):
        ends.append(limits.least.goal / USUAL[0])
    return Interval(max(ends, default=None), far, lo_open=True, hi_open=True)


@lru_cache(maxsize=1024)  # Cached, because a run over years needs each period of its indicators.
def _limits_of(indicator: Indicator, day: str) -> _Limits | None:
    targets = [] if indicator.unit is None else list(_targets(indicator, day))
    if indicator.unit is None or not targets:
        return None
    most = max(targets, key=lambda one: one.size)
    least = min(targets, key=lambda one: one.goal)
    few = indicator.unit.is_count and most.size < _FEW
    many = most.size * (_MANY_OF_FEW if few else _MANY)
    far = many if few else most.size * _BEYOND
    slips = () if few else tuple((times, far / (times * _NEAR), many * _NEAR / times) for times in SLIPS)
    return _Limits(most, least, many, far, slips)


def _targets(indicator: Indicator, day: str) -> Iterator[_Target]:
    start = Fraction(start_of(indicator))
    for rule in indicator.targets(day):
        goal = goal_of(rule, indicator.better, indicator.before)
        if goal is not None and goal.number > 0:
            # A level that should fall has been above its target before.
            ends = (end for level in goal.levels[1:] for end in (level.lo, level.hi))
            size = max(Fraction(one) for one in (goal.number, rule.upper, start, *ends) if one is not None)
            yield _Target(rule, Fraction(goal.number), start, size)


def _measure(target: _Target, indicator: Indicator, period: Period, calendar: Calendar) -> Measure:
    expected = _expected(indicator, target, period, calendar)
    return Measure(target.goal, target.size, max(Fraction(0), expected))


@lru_cache(maxsize=1024)
def _dates(far: Fraction, year: int) -> tuple[Interval, ...]:
    first, last = (_serial(year + away, end) for away, end in zip(_YEARS, ((1, 1), (12, 31)), strict=True))
    return (Interval(max(far, first), last, lo_open=far >= first),) if far < last else ()


def _expected(indicator: Indicator, target: _Target, period: Period, calendar: Calendar) -> Fraction:
    """Return the expected value by now, year-to-date or of the period alone as reported; else zero."""
    rule, share = target.rule, Fraction(1)
    if not rule.traits.lasting and not period.reaches(rule.due):
        if indicator.pace.rule is PaceRule.NONE:
            return Fraction(0)
        share = _share(indicator, period, rule.due, calendar)
    if indicator.reported is Reported.PERIOD and not period.starts_year:
        before = Period(period.year, f"{period.first_month - 1:02d}")
        if before.reaches(rule.due) or indicator.pace.rule is PaceRule.NONE:
            return Fraction(0)
        share -= _share(indicator, before, rule.due, calendar)
    return target.start + (target.goal - target.start) * share


def _share(indicator: Indicator, period: Period, due: Period, calendar: Calendar) -> Fraction:
    pace = indicator.pace
    since = pace.since or due.year
    now = time_passed(pace.rule, period, period.window(calendar)[1], calendar, since)
    return share_of_way(pace, now, due, calendar, since)


def _slips(measure: Measure, limits: _Limits) -> Iterator[Interval]:
    """Yield the ranges beyond `far` whose thousandth or millionth is near the expected value."""
    far, many = limits.far, limits.many
    for times, least, most in limits.slips:
        if least < measure.expected < most:
            first, last = measure.expected * times / _NEAR, measure.expected * times * _NEAR
            yield Interval(max(first, far), min(last, many), first <= far, last >= many)


def _index(indicator: Indicator, measure: Measure, many: Fraction) -> Iterator[Interval]:
    """Yield the range of growth rates that are more likely an index: 112.5 for a target of 12."""
    if indicator.measures is Measures.GROWTH and measure.size * 2 <= LIKELY_INDEX < many:
        yield Interval(Fraction(LIKELY_INDEX), many)


def _too_small(unit: Unit, measure: Measure) -> Iterator[Interval]:
    """Yield the ranges that look too small: in a larger unit, or as a share such as 0.655.

    Counts may start small, and so may figures with a small expected value.
    """
    if unit.size != 1:
        limit = measure.goal / _TOO_FEW
        near = measure.expected / _NEAR or limit
        yield Interval(-limit, min(limit, near), hi_open=near < limit)
    elif unit.base == "%" and measure.goal / _HUNDREDTH[1] <= 1:
        yield Interval(measure.goal / _HUNDREDTH[1], min(measure.goal / _HUNDREDTH[0], Fraction(1)))


def _other_separator(indicator: Indicator, measure: Measure) -> Iterator[Interval]:
    """Yield the ranges whose thousandfold may be meant, because it is nearer the plan."""
    if _may_group(indicator):
        limit = usual_of(measure) / USUAL[0]
        yield Interval(-limit, limit)


def _may_group(indicator: Indicator) -> bool:
    """Tell whether a thousandfold figure is possible: a share cannot be 1000 %."""
    limits = indicator.limits
    return limits.high is None or limits.high >= SLIPS[0]


def _serial(year: int, day: tuple[int, int]) -> Fraction:
    """Return the number by which spreadsheets store a day."""
    return Fraction((dt.date(year, *day) - DAY_ZERO).days)


def code_of_doubt(number: Fraction, doubts: Doubts, *, confirmed: bool, grouped: bool = False) -> Code | None:
    """Return the code of the doubt about a number; ``None`` if it is plausible.

    Args:
        number: The number, in the indicator's unit.
        doubts: The result of `doubts_of`.
        confirmed: Whether words beside it confirm it.
        grouped: Whether it has an ambiguous separator.
    """
    dated, separated = is_dated(number, doubts), grouped and is_among(number, doubts.grouped)
    if number and (dated or separated or is_among(number, doubts.large) or is_among(number, doubts.small)):
        return code_of(dated=dated, separated=separated, confirmed=confirmed)
    return None


def is_dated(number: Fraction, doubts: Doubts) -> bool:
    """Tell whether a number may be a spreadsheet date."""
    return number.denominator == 1 and is_among(number, doubts.dates)


def code_of(*, dated: bool, separated: bool, confirmed: bool) -> Code:
    """Return the code of a doubt."""
    if confirmed:
        return codes.FIGURE_CONFIRMED
    if separated:
        return codes.SEPARATOR_SUSPECT
    return codes.DATE_SUSPECT if dated else codes.SCALE_SUSPECT


def is_among(number: Fraction, intervals: tuple[Interval, ...]) -> bool:
    """Tell whether a number lies in any of the intervals."""
    one = point(number)
    return any(map(one.within, intervals))


def usual_of(measure: Measure) -> Fraction:
    """Return the plausible size of a figure: the expected value by now, or the target if there is none."""
    return min(measure.expected, measure.goal) or measure.goal


def confirmation(observation: Observation) -> str:
    """Return the words that confirm a row's figure; empty if there are none."""
    return observation.confirmed or (observation.note if says_checked(observation.note) else "")


def says_checked(note: str) -> bool:
    """Tell whether a note says that the figure was checked: "đã kiểm tra", without a retraction.

    >>> says_checked("Số liệu đã kiểm tra lại với Kho bạc")
    True
    """
    text = " ".join(unicodedata.normalize("NFC", note).casefold().split())
    return re.search(rf"\b{_CHECKED}\b", text) is not None and not re.search(_TAKEN_BACK, text)
