"""Which share of the way to a target is expected by a period (semantics.md section 6).

Owns the shares of time and of the way. Must not know cases, or what a figure is.
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

__all__ = ["expected_share", "share_of_way", "start_of", "time_passed", "time_until"]

_MONTHS: Final = 12


def start_of(indicator: Indicator) -> Exact:
    """Return where the way to a target begins: 0 for a flow, else the baseline if there is one."""
    return Decimal(0) if indicator.kind is Kind.FLOW or not indicator.baseline else indicator.baseline.value


def time_passed(rule: PaceRule, period: Period, day: dt.date, calendar: Calendar, since: int) -> Fraction:
    """Return the years that have passed by a day of a period since a year began; by months, by the period's end."""
    if rule is PaceRule.MONTHS:
        return _months(period, since)
    return period.elapsed_by(day, calendar, since)


def time_until(rule: PaceRule, due: Period, calendar: Calendar, since: int) -> Fraction:
    """Return the years from the beginning of one to the end of the period at which a target is due."""
    return _months(due, since) if rule is PaceRule.MONTHS else due.elapsed(calendar, since)


def share_of_way(pace: PacePlan, now: Fraction, due: Period, calendar: Calendar, since: int) -> Fraction:
    """Return the share of the way that is expected when so many years have passed, counted as `pace` does."""
    if pace.rule is PaceRule.MONTHS:
        return now / time_until(pace.rule, due, calendar, since)
    return expected_share(pace.points, now, due, calendar, since)


def _months(period: Period, since: int) -> Fraction:
    return Fraction(period.last_month, _MONTHS) + period.year - since


@lru_cache(maxsize=4096)
def expected_share(
    points: tuple[tuple[Period, Exact], ...],
    now: Fraction,
    due: Period,
    calendar: Calendar,
    since: int | None = None,
) -> Fraction:
    """Return the share of the way that is expected by a day, between stated points a straight line.

    Most indicators of a pack go the same way, and a run over years asks for each of its periods.

    Args:
        points: Periods, and the shares in percent that are expected at their ends.
        now: The time that has passed by then, in years, no more than at the end of `due`.
        due: The period at whose end the whole way is expected.
        calendar: How periods map to days.
        since: The year with which the way begins; that of `due` unless stated.
    """
    since = since or due.year
    end = due.elapsed(calendar, since)
    stated = [(point.elapsed(calendar, since), Fraction(share) / 100) for point, share in points]
    ordered = sorted({Fraction(0): Fraction(0), end: Fraction(1), **dict(stated)}.items())
    after = next(index for index, (time, _) in enumerate(ordered) if time >= now)
    (time_before, before), (time_after, then) = ordered[after - 1], ordered[after]
    return before + (then - before) * (now - time_before) / (time_after - time_before)
