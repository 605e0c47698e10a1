"""Ranges of figures without remarks, which a run can skip.

Owns the choice of one such range among those of an indicator, which only saves time. Must not know a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

__all__ = ["NOWHERE", "Range", "home_of", "widest_quiet"]

Range: TypeAlias = tuple[int, int]
"""A range of figures, in steps of the grid."""
NOWHERE: Final = (1, 0)
"""A range without figures."""


def home_of(ranges: Sequence[Range], some: int | None) -> int:
    """Return the index of the range that contains a given figure, else of the widest range."""
    if some is not None:
        for place, (first, last) in enumerate(ranges):
            if first <= some <= last:
                return place
    return max(range(len(ranges)), key=lambda place: ranges[place][1] - ranges[place][0])


def _around(places: range, home: int, same: Callable[[int], bool]) -> range:
    """Return the range of equal neighbours around an index."""
    first = last = home
    while first > places.start and same(first - 1):
        first -= 1
    while last + 1 < places.stop and same(last + 1):
        last += 1
    return range(first, last + 1)


def widest_quiet(quiet: Sequence[bool], ranges: Sequence[Range], some: int | None) -> Range:
    """Return the range of quiet figures around a given figure, else the widest one; `NOWHERE` if there is none."""
    home = home_of(ranges, some)

    def part(place: int) -> Range:
        around = _around(range(len(quiet)), place, quiet.__getitem__)
        return ranges[around[0]][0], ranges[around[-1]][1]

    if quiet[home]:
        return part(home)
    parts = (part(place) for place, one in enumerate(quiet) if one)
    return max(parts, key=lambda part: part[1] - part[0], default=NOWHERE)
