"""The exact lowering of a plan to comparisons of integers.

A bound c = N/m and a number x compare as N and x*m do. x*m gets a position on a grid of doubled integers: 2k if x*m is
the integer k, and 2k+1 if it lies between k and k+1. Then x >= c is position >= 2N, and x > c is position >= 2N+1,
whatever x is. An open end lies just inside its limit, so at the integer k it gets the odd position next to 2k. This is
the floor and ceiling form of semantics.md section 1 with the two integers folded into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context
from math import lcm
from typing import Final

from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple
from checker.plan.model import Case

__all__ = ["LARGEST", "Key", "Region", "Test", "lower_case", "of_number", "places_of", "position"]

LARGEST: Final = 2**53 - 1
"""The largest integer that engines compare exactly; positions are clamped to it."""
_CERTAIN: Final = 16
"""Decimal digits of which every number is below `LARGEST`, exclusive."""
_exactly: Final = Context(prec=40, traps=[]).multiply
"""Multiplies without regard to the caller's context. What it rounds has 40 digits."""


class Key(NamedTuple):
    """One end of a quantity's interval on one grid.

    Args:
        quantity: Index into the plan's quantities.
        multiplier: How many grid steps make one unit.
        upper: Whether it is the upper end.
    """

    quantity: int
    multiplier: int
    upper: bool


class Test(NamedTuple):
    """``least <= position of key <= most``; an end that is ``None`` is not tested."""

    key: Key
    least: int | None
    most: int | None


class Region(NamedTuple):
    """The region of a rank: a case has the rank if all tests hold. A value is in at most one region."""

    case: int
    rank: int
    tests: tuple[Test, ...]


def of_number(region: Region) -> Region:
    """Return the region for single numbers: both ends have one position, so the tests of both are one of the lower."""
    (quantity, multiplier, upper), least, most = region.tests[0]
    if len(region.tests) == 1:
        if not upper:
            return region
    else:
        # The lower end has a least position, and the upper one has a most.
        most = region.tests[1].most
    return Region(region.case, region.rank, (Test(Key(quantity, multiplier, upper=False), least, most),))


def position(interval: Interval, multiplier: int, *, upper: bool) -> int:
    """Return the position of one end of `interval` on the grid of `multiplier`, clamped to +-`LARGEST`."""
    if upper:
        return LARGEST if interval.hi is None else _place(interval.hi, multiplier, -1 if interval.hi_open else 0)
    return -LARGEST if interval.lo is None else _place(interval.lo, multiplier, 1 if interval.lo_open else 0)


def places_of(numbers: Sequence[Exact], steps: Sequence[int]) -> list[str]:
    """Return the positions of numbers on grids with so many positions in one unit, as `position` does, in digits.

    Example:
        >>> places_of([Decimal("65.5"), Decimal(3)], [20, 2])
        ['1310', '6']
    """
    # All at once, because a call for each takes longer than the rest.
    try:
        places = [*map(str, map(_exactly, numbers, steps))]  # type: ignore[arg-type]
    except TypeError:  # A number is a fraction.
        places = []
    # Few characters and all of them digits: whole numbers, none of which was rounded.
    if places and max(map(len, places)) < _CERTAIN and "".join(places).isdigit():
        return places
    return [str(_place(number, step // 2, 0)) for number, step in zip(numbers, steps, strict=True)]


def _place(end: Exact, multiplier: int, inward: int) -> int:
    numerator, denominator = end.as_integer_ratio()
    if denominator == 1:
        place = 2 * numerator * multiplier + inward
    else:
        whole, rest = divmod(numerator * multiplier, denominator)
        place = 2 * whole + (1 if rest else inward)
    return place if -LARGEST < place < LARGEST else LARGEST if place > 0 else -LARGEST


def lower_case(index: int, case: Case) -> tuple[Region, ...]:
    """Return the regions of one case.

    Raises:
        OverflowError: A bound is too large to compare exactly.
    """
    ends = [end.as_integer_ratio()[1] for level in case.levels for end in level[:2] if end is not None]
    multiplier = lcm(*ends)
    lower, upper = Key(case.quantity, multiplier, upper=False), Key(case.quantity, multiplier, upper=True)
    first = case.levels[0]
    if first.hi is None:
        return tuple(_rising(index, lower, upper, [_floor(level, multiplier) for level in case.levels]))
    if first.lo is None:
        return tuple(_falling(index, lower, upper, [_ceiling(level, multiplier) for level in case.levels]))
    least, most = _floor(first, multiplier), _ceiling(first, multiplier)
    return (
        Region(index, 1, (Test(lower, least, None), Test(upper, None, most))),
        Region(index, 0, (Test(upper, None, least - 1),)),
        Region(index, 0, (Test(lower, most + 1, None),)),
    )


def _rising(index: int, lower: Key, upper: Key, floors: list[int]) -> list[Region]:
    """Return the regions of levels without an upper end: the lower end decides."""
    regions = [Region(index, 0, (Test(upper, None, floors[0] - 1),))]
    for rank, least in enumerate(floors, 1):
        most = floors[rank] - 1 if rank < len(floors) else None
        if most is None or least <= most:
            regions.append(Region(index, rank, (Test(lower, least, most),)))
    return regions


def _falling(index: int, lower: Key, upper: Key, ceilings: list[int]) -> list[Region]:
    regions = [Region(index, 0, (Test(lower, ceilings[0] + 1, None),))]
    for rank, most in enumerate(ceilings, 1):
        least = ceilings[rank] + 1 if rank < len(ceilings) else None
        if least is None or least <= most:
            regions.append(Region(index, rank, (Test(upper, least, most),)))
    return regions


def _floor(level: Interval, multiplier: int) -> int:
    return _on_grid(level.lo, multiplier) + level.lo_open


def _ceiling(level: Interval, multiplier: int) -> int:
    return _on_grid(level.hi, multiplier) - level.hi_open


def _on_grid(end: Exact | None, multiplier: int) -> int:
    numerator, denominator = (end or 0).as_integer_ratio()
    place = 2 * numerator * (multiplier // denominator)
    if abs(place) + 1 >= LARGEST:
        msg = f"{end} times {multiplier} is beyond 2^53"
        raise OverflowError(msg)
    return place
