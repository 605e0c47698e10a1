"""Targets and expectations as nested sets of numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final, assert_never

from checker.domain.axes import Better
from checker.domain.comparator import Comparator
from checker.domain.interval import Exact, Interval, above, at_least, at_most, below
from checker.domain.record import NamedTuple
from checker.packs.model import TargetRule

__all__ = ["ACHIEVED_LEVELS", "Goal", "ceiling_levels", "goal_of", "pace_levels"]


class Goal(NamedTuple):
    """The levels that a target defines.

    Args:
        levels: The set of values that meet it, then the sets that exceed it and that reach its stretch goal, each
            within the one before. A band has only the first.
        number: The level that just meets it, without tolerance.
        exceeded: The rank of a value that exceeds it; 0 if none can.
        striven: The rank of a value that reaches the stretch goal; 0 without one.
    """

    levels: tuple[Interval, ...]
    number: Exact
    exceeded: int = 0
    striven: int = 0

    @property
    def is_floor(self) -> bool:
        """Whether it is met from a level upwards."""
        return self.levels[0].hi is None

    @property
    def is_ceiling(self) -> bool:
        """Whether it is met up to a level."""
        return self.levels[0].lo is None


ACHIEVED_LEVELS: Final = (at_least(Fraction(1)), at_least(Fraction(2)))
"""The levels of a reported verdict, where 0 is "không đạt", 1 "đạt" and 2 "vượt"."""

_CHANGED: Final[dict[Comparator, Callable[[Fraction, Fraction], Fraction]]] = {
    Comparator.REDUCE_BY: lambda start, by: start - by,
    Comparator.GROW_BY: lambda start, percent: start + abs(start) * percent / 100,
}
"""Turns a change from a baseline into a level."""


@lru_cache(maxsize=4096)  # Figures are compared with it before compilation.
def goal_of(target: TargetRule, better: Better, baseline: Exact | None) -> Goal | None:
    """Return the levels of `target`, in the indicator's unit; ``None`` if it has no comparable number.

    A range "a-b" is met from its nearer end on and exceeded beyond its farther end, as official tables judge it. If
    neither direction is better, it is a band. A reduction or growth bounds the change from the baseline, so it becomes
    a bound on the level. A tolerance moves the bound for met, never the one for exceeded. A pack may state the number
    beyond which the target is exceeded, or that it never is.

    Args:
        target: The commitment.
        better: The indicator's direction.
        baseline: Its starting level, if any.
    """
    comparator, number = target.comparator, target.number
    if comparator is None or number is None:
        return None
    low = _level(comparator, number, baseline)
    if low is None:
        return None
    traits = comparator.traits
    if traits.directional:
        return None if baseline is None else Goal((above(baseline) if number > baseline else below(baseline),), number)
    high = low if target.upper is None else target.upper
    strict = target.strict or traits.strict
    beyond = None if target.beyond is None else _level(comparator, target.beyond, baseline)
    match traits.side or better:
        case Better.HIGHER:
            met = Interval(_moved(low, -target.tolerance), None, lo_open=strict)
            exceeded, stretch = above(high if beyond is None else beyond), at_least
        case Better.LOWER:
            met = Interval(None, _moved(high, target.tolerance), hi_open=strict)
            exceeded, stretch = below(low if beyond is None else beyond), at_most
            low = high
        case Better.NEITHER:
            return Goal((Interval(_moved(low, -target.tolerance), _moved(high, target.tolerance)),), low)
        case side:
            assert_never(side)
    striven = None if target.stretch is None else _level(comparator, target.stretch, baseline)
    reached = None if striven is None else stretch(striven)
    further = [one for one in (None if target.never_exceeded else exceeded, reached) if one is not None]
    if reached is not None and exceeded.within(reached):
        further.reverse()
    places = {level: place for place, level in enumerate(further, 2)}
    return Goal(
        (met, *further),
        low,
        0 if target.never_exceeded else places[exceeded],
        0 if reached is None else places[reached],
    )


def _level(comparator: Comparator, number: Exact, baseline: Exact | None) -> Exact | None:
    """Return the level of a number; ``None`` for a change from an unknown baseline."""
    if not comparator.traits.change:
        return number
    if baseline is None:
        return None
    return _CHANGED[comparator](Fraction(baseline), Fraction(number))


def _moved(number: Exact, by: Exact) -> Exact:
    return Fraction(number) + Fraction(by) if by else number


def pace_levels(start: Exact, expected: Exact, zones: tuple[Exact, ...]) -> tuple[Interval, ...]:
    """Return the levels for at risk or better, on track or better, and ahead, around an expected level.

    The attainment of a value is (value - start) / (expected - start). `expected` must differ from `start`, because
    otherwise attainment is undefined (semantics.md section 6).

    Args:
        start: The level at the beginning: 0 for a flow, else the baseline.
        expected: The expected level.
        zones: Attainments in percent, ascending.
    """
    shares = _shares(zones)
    if start:
        base = Fraction(start)
        way = Fraction(expected) - base
        cuts = [base + way * share for share in shares]
    else:
        way = Fraction(expected)
        cuts = [way * share for share in shares]
    rising = way > 0
    return tuple(Interval(cut, None) if rising else Interval(None, cut) for cut in cuts)


@lru_cache(maxsize=64)  # Most indicators have the default zones.
def _shares(zones: tuple[Exact, ...]) -> tuple[Fraction, ...]:
    return tuple(Fraction(zone) / 100 for zone in zones)


def ceiling_levels(expected: Exact, zones: tuple[Exact, ...]) -> tuple[Interval, ...]:
    """Return the levels for at risk or better, on track or better, and ahead, under a ceiling.

    The attainment of a cumulative value is expected / value, so that a value of 0 is ahead
    (semantics.md section 10).

    Args:
        expected: The share of the ceiling that may be used up by now, above 0.
        zones: Attainments in percent, ascending.
    """
    return tuple(Interval(None, Fraction(expected) * 100 / Fraction(zone)) for zone in zones)
