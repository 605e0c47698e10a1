"""Which share of the way to a target is expected by a period (semantics.md section 6).

Owns the shares of time and of the way. Must not know cases, or what a figure is.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from checker.domain.axes import Kind
from checker.domain.interval import Exact
from checker.domain.period import Calendar, Period
from checker.packs.model import Indicator

__all__ = ["expected_share", "start_of"]


def start_of(indicator: Indicator) -> Exact:
    """Return where the way to a target begins: 0 for a flow, else the baseline if there is one."""
    return Decimal(0) if indicator.kind is Kind.FLOW or not indicator.baseline else indicator.baseline.value


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
