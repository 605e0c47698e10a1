"""Divide numbers into spans between cuts, in parts so small that every cut is an integer.

Owns the ends of spans, and the representative of each. Must not know the meaning of a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any, Final

from checker.bulk.grid import FigureGrid
from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple

__all__ = ["EVERYWHERE", "GridSpan", "in_parts", "spans_between"]


class GridSpan(NamedTuple):
    """The numbers between two cuts; the ends are counted in parts of 1.

    Args:
        parts: The number of parts that make 1.
        lo: Lower end, or ``None`` if unbounded.
        hi: Upper end.
        lo_open: Whether `lo` itself is excluded.
        hi_open: Whether `hi` itself is excluded.
    """

    parts: int
    lo: int | None
    hi: int | None
    lo_open: bool
    hi_open: bool

    @property
    def interval(self) -> Interval:
        """The same as an interval of numbers."""
        lo, hi = (None if end is None else Fraction(end, self.parts) for end in (self.lo, self.hi))
        return Interval(lo, hi, self.lo_open, self.hi_open)

    def on(self, grid: FigureGrid) -> tuple[int, int]:
        """Return the first and the last figure of a grid in the span, as `FigureGrid.range_of` does."""
        lo, hi = (None if end is None else (end, self.parts) for end in (self.lo, self.hi))
        return grid.steps(lo, hi, lo_open=self.lo_open, hi_open=self.hi_open)

    def to(self, end: GridSpan) -> GridSpan:
        """Return the span extended to the end of another one."""
        return self._replace(hi=end.hi, hi_open=end.hi_open)


EVERYWHERE: Final = GridSpan(1, None, None, lo_open=False, hi_open=False)
"""All numbers."""


def in_parts(levels: Iterable[Interval]) -> tuple[int, list[Interval]]:
    """Return the number of parts that make 1, chosen so that all ends are even, and the levels in these parts."""
    all_levels = list(levels)
    ratios = [[end.as_integer_ratio() if end is not None else None for end in level[:2]] for level in all_levels]
    parts = 2 * lcm(*(ratio[1] for both in ratios for ratio in both if ratio is not None))
    return parts, [
        Interval._make((*(ratio and ratio[0] * (parts // ratio[1]) for ratio in both), *level[2:]))
        for both, level in zip(ratios, all_levels, strict=True)
    ]


def spans_between(levels: Iterable[Interval], parts: int, among: Interval) -> Iterator[tuple[GridSpan, int]]:
    """Yield the spans of numbers in the same levels, in ascending order, each with a representative.

    Cuts outside `among` are skipped; the first and the last span are still unbounded.

    Args:
        levels: The levels, as `in_parts` gives them.
        parts: The number of parts that make 1, also for the representatives.
        among: The interval of possible numbers.
    """
    cuts: set[tuple[Any, bool]] = {
        (end, after)
        for lo, hi, lo_open, hi_open in levels
        for end, after in ((lo, lo_open), (hi, not hi_open))
        if end is not None
    }
    low, starts = _floor(among.lo, parts)
    high, stops = _floor(among.hi, parts)
    cuts_within = sorted(
        (at, after)
        for at, after in cuts
        if (low is None or low < at or (low == at and starts and after))
        and (high is None or high > at or (high == at and not (stops and after)))
    )
    if not cuts_within:
        # Cuts are at even numbers: a number between two integers is represented by the odd number beside it.
        yield EVERYWHERE._replace(parts=parts), 0 if low is None else low if starts else low | 1
        return
    first, after = cuts_within[0]
    yield GridSpan(parts, None, first, lo_open=False, hi_open=not after), first if after else first - 1
    for (lo, opened), (hi, closed) in pairwise(cuts_within):
        number = (lo + hi) // 2 if opened else lo
        yield GridSpan(parts, lo, hi, lo_open=opened, hi_open=not closed), number
    last, after = cuts_within[-1]
    yield GridSpan(parts, last, None, lo_open=after, hi_open=False), last + 1 if after else last


def _floor(number: Exact | None, parts: int) -> tuple[int | None, bool]:
    """Return the whole parts of a number, and whether it has no remainder."""
    if number is None:
        return None, False
    above, below = number.as_integer_ratio()
    whole, rest = divmod(above * parts, below)
    return whole, not rest
