"""Bounds of a plan on the grid of the data, so that nothing but whole steps is compared.

A run's figures are whole multiples of 10^-places. For such a figure v and any bound c, v >= c
is v >= the least multiple that is not below c, and likewise for the other comparators; so
every bound, a fraction from pace too, becomes one decimal of that many places, and an engine
compares decimals of one type. A ratio n/d is never divided: n/d >= p/q is n*q >= p*d.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Final

from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple

__all__ = [
    "BESIDE",
    "MOST_DIGITS",
    "MOST_PARTS",
    "MOST_PLACES",
    "MOST_WHOLE",
    "FigureGrid",
    "factors",
    "most_places",
    "places_of",
]

MOST_WHOLE: Final = 20
"""Digits before the decimal point that a figure of a bulk run may have."""
MOST_PLACES: Final = 17
"""Decimals that it may have."""
MOST_PARTS: Final = 6
"""Decimals that numerators and denominators may have."""
BESIDE: Final = (17, 8)
"""Digits that a ratio may have that stands beside its numerator and denominator, and decimals of these.

It is multiplied by the denominator, which has 20, and one more digit is left open.
"""
MOST_DIGITS: Final = MOST_WHOLE + MOST_PLACES
_NARROW: Final = 18
_BEYOND, _BEYOND_WIDE = 10**_NARROW - 1, 10**38 - 1
_FACTOR: Final = 10**12


def most_places(column: str) -> int:
    """Return how many decimals the figures of a column may have."""
    return MOST_PLACES if column == "value" else MOST_PARTS


def places_of(number: Exact) -> int | None:
    """Return how many decimals a number needs; ``None`` where none suffice, or more than are kept."""
    below = number.as_integer_ratio()[1]
    return next((places for places in range(MOST_PLACES + 1) if 10**places % below == 0), None)


class FigureGrid(NamedTuple):
    """The grid of a run.

    Args:
        places: Its step is 10^-places.
        wide: Whether its figures have up to 37 digits, not 17.
        digits: How many digits the figures of the data have.
        capped: Whether any plainly spelled value may have more before the decimal point.
    """

    places: int
    wide: bool
    digits: int = 0
    capped: bool = False

    @classmethod
    def of(cls, whole: int, places: int, *, capped: bool = False) -> FigureGrid:
        """Return the grid of figures with so many digits before and after the decimal point."""
        return cls(places, wide=whole + places >= _NARROW, digits=whole + places, capped=capped)

    @property
    def type(self) -> str:
        """The SQL type of its figures."""
        return f"DECIMAL({38 if self.wide else _NARROW},{self.places})"

    def least(self, level: Interval) -> str:
        """Return the least figure in a level."""
        return self.written(self.range_of(level)[0])

    def most(self, level: Interval) -> str:
        """Return the greatest figure in a level."""
        return self.written(self.range_of(level)[1])

    def range_of(self, level: Interval) -> tuple[int, int]:
        """Return the first and the last figure in a level, in steps; of none the last is before the first."""
        lo, hi = (None if end is None else end.as_integer_ratio() for end in (level.lo, level.hi))
        return self.steps(lo, hi, lo_open=level.lo_open, hi_open=level.hi_open)

    def steps(
        self, lo: tuple[int, int] | None, hi: tuple[int, int] | None, *, lo_open: bool, hi_open: bool
    ) -> tuple[int, int]:
        """Return the same of a level whose ends are ratios of whole numbers."""
        last = _BEYOND_WIDE if self.wide else _BEYOND
        first, scale = -last, 10**self.places
        if lo is not None:
            above, below = lo
            first = max(first, above * scale // below + 1 if lo_open else -(-above * scale // below))
        if hi is not None:
            above, below = hi
            last = min(last, -(-above * scale // below) - 1 if hi_open else above * scale // below)
        return first, last

    def written(self, steps: int) -> str:
        """Return so many steps as a decimal number, no farther than to what no figure reaches."""
        return _written(steps, self.places, _BEYOND_WIDE if self.wide else _BEYOND)


@lru_cache(maxsize=16384)  # The same ends stand in several tables, and most often those that no figure reaches.
def _written(steps: int, places: int, beyond: int) -> str:
    clamped = max(-beyond, min(beyond, steps))
    digits = str(abs(clamped)).zfill(places + 1)
    whole = len(digits) - places
    return ("-" if clamped < 0 else "") + digits[:whole] + (f".{digits[whole:]}" if places else "")


def factors(levels: Iterable[Interval], hundredfold: int) -> tuple[int, list[tuple[int | None, int | None]]] | None:
    """Return m and the ends p of levels, so that n/d times `hundredfold` against an end is n*m against p*d.

    ``None`` where that takes integers beyond what an engine multiplies exactly.
    """
    kept = tuple(levels)
    ends = [Fraction(end) for level in kept for end in (level.lo, level.hi) if end is not None]
    common = lcm(*(end.denominator for end in ends))
    pairs = [tuple(None if end is None else int(Fraction(end) * common) for end in (one.lo, one.hi)) for one in kept]
    if max([common * hundredfold, *(abs(end) for pair in pairs for end in pair if end is not None)]) >= _FACTOR:
        return None
    return common * hundredfold, [(low, high) for low, high in pairs]
