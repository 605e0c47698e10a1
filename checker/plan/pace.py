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


def time_passed(rule: PaceRule, period: Period, day: dt.date, calendar: Calendar) -> Fraction:
    """Return the share of the year that has passed by a day of a period; by months it is that of the period's end."""
    if rule is PaceRule.MONTHS:
        return Fraction(period.last_month, _MONTHS)
    return period.elapsed_by(day, calendar)


def time_until(rule: PaceRule, due: Period, calendar: Calendar) -> Fraction:
    """Return the share of the year at whose end a target is due."""
    return Fraction(due.last_month, _MONTHS) if rule is PaceRule.MONTHS else due.elapsed(calendar)


def share_of_way(pace: PacePlan, now: Fraction, due: Period, calendar: Calendar) -> Fraction:
    """Return the share of the way that is expected when a share of the year has passed, counted as `pace` does."""
    if pace.rule is PaceRule.MONTHS:
        return now / time_until(pace.rule, due, calendar)
    return expected_share(pace.points, now, due, calendar)


@lru_cache(maxsize=4096)
def expected_share(
    points: tuple[tuple[Period, Decimal], ...], now: Fraction, due: Period, calendar: Calendar
) -> Fraction:
    """Return the share of the way that is expected by a day, between stated points a straight line.

    Most indicators of a pack go the same way, and a run over years asks for each of its periods.

    Args:
        points: Periods, and the shares in percent that are expected at their ends.
        now: The share of the year that has passed by then, no more than at the end of `due`.
        due: The period at whose end the whole way is expected.
        calendar: How periods map to days.
    """
    end = due.elapsed(calendar)
    stated = [(point.elapsed(calendar), Fraction(share) / 100) for point, share in points]
    ordered = sorted({Fraction(0): Fraction(0), end: Fraction(1), **dict(stated)}.items())
    after = next(index for index, (time, _) in enumerate(ordered) if time >= now)
    (time_before, before), (time_after, then) = ordered[after - 1], ordered[after]
    return before + (then - before) * (now - time_before) / (time_after - time_before)
