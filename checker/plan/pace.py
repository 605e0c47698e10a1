"""The progress towards a target that is expected by a period (semantics.md section 6).

Owns the shares of time and of progress. Must not know cases or figures.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.domain.axes import Kind
from checker.domain.interval import Exact
from checker.domain.period import Calendar, Period
from checker.packs.model import Indicator, PacePlan, PaceRule

__all__ = ["expected_share", "share_of_way", "start_of", "time_passed", "time_shares"]

_MONTHS: Final = 12


def start_of(indicator: Indicator) -> Exact:
    """Return where progress starts: 0 for a flow, else the baseline if there is one."""
    return Decimal(0) if indicator.kind is Kind.FLOW or not indicator.baseline else indicator.baseline.value


def time_passed(rule: PaceRule, period: Period, day: dt.date, calendar: Calendar, since: int) -> Fraction:
    """Return the years elapsed by a day of a period; counted by months, those by the period's end."""
    if rule is PaceRule.MONTHS:
        return _months(period, since)
    return period.elapsed_by(day, calendar, since)


def time_until(rule: PaceRule, due: Period, calendar: Calendar, since: int) -> Fraction:
    """Return the years from the start of a year to the end of the period at which a target is due."""
    return _months(due, since) if rule is PaceRule.MONTHS else due.elapsed(calendar, since)


@lru_cache(maxsize=4096)  # Most targets of a pack are due at one period.
def time_shares(
    rule: PaceRule, period: Period, day: dt.date, due: Period, calendar: Calendar, since: int
) -> tuple[Fraction, Fraction]:
    """Return the years elapsed by a day of a period, and their share of the time until `due`."""
    now = time_passed(rule, period, day, calendar, since)
    return now, now / time_until(rule, due, calendar, since)


def share_of_way(pace: PacePlan, now: Fraction, due: Period, calendar: Calendar, since: int) -> Fraction:
    """Return the progress expected after this many years, counted the way `pace` says."""
    if pace.rule is PaceRule.MONTHS:
        return now / time_until(pace.rule, due, calendar, since)
    return expected_share(pace.points, now, due, calendar, since)


def _months(period: Period, since: int) -> Fraction:
    return Fraction(period.months_since(since), _MONTHS)


@lru_cache(maxsize=4096)
def expected_share(
    points: tuple[tuple[Period, Exact], ...],
    now: Fraction,
    due: Period,
    calendar: Calendar,
    since: int | None = None,
) -> Fraction:
    """Return the progress expected by a day, interpolated linearly between stated points.

    Cached, because most indicators of a pack share their points, and a run over years asks for each period.

    Args:
        points: Periods, and the progress in percent expected at their ends.
        now: The elapsed time in years, at most that at the end of `due`.
        due: The period at whose end full progress is expected.
        calendar: How periods map to days.
        since: The year in which progress starts. Default: the year of `due`.
    """
    since = since or due.year
    end = due.elapsed(calendar, since)
    stated = [(point.elapsed(calendar, since), Fraction(share) / 100) for point, share in points]
    ordered = sorted({Fraction(0): Fraction(0), end: Fraction(1), **dict(stated)}.items())
    after = next(index for index, (time, _) in enumerate(ordered) if time >= now)
    (time_before, before), (time_after, then) = ordered[after - 1], ordered[after]
    return before + (then - before) * (now - time_before) / (time_after - time_before)
