"""Bounds of a plan on the grid of the data, so that only whole steps are compared.

A run's figures are whole multiples of 10^-places. For such a figure v and any bound c, v >= c means v >= the least
multiple that is not below c; the other comparators are similar. So every bound becomes a decimal with that many places,
including fractions from pace. An engine then compares decimals of one type. A ratio n/d is never divided: n/d >= p/q
means n*q >= p*d.
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
    "MOST_WHOLE_PARTS",
    "FigureGrid",
    "factors",
    "most_places",
    "places_of",
]

MOST_WHOLE: Final = 20
"""The most digits before the decimal point of a figure in a bulk run."""
MOST_PLACES: Final = 17
"""The most decimals of a figure."""
MOST_WHOLE_PARTS: Final = 14
"""The most digits before the decimal point of a numerator or denominator."""
MOST_PARTS: Final = 6
"""The most decimals of numerators and denominators."""
BESIDE: Final = (17, 8)
"""The most digits of a ratio stated beside its numerator and denominator, and their decimals.

The ratio is multiplied by the denominator, which has 20 digits; one more digit is kept in reserve.
"""
MOST_DIGITS: Final = MOST_WHOLE + MOST_PLACES
_NARROW: Final = 18
_BEYOND, _BEYOND_WIDE = 10**_NARROW - 1, 10**38 - 1
_FACTOR: Final = 10**12


def most_places(column: str) -> int:
    """Return the most decimals of a column's figures."""
    return MOST_PLACES if column == "value" else MOST_PARTS


def places_of(number: Exact) -> int | None:
    """Return the number of decimals that a number needs; ``None`` if it needs more than are kept."""
    below = number.as_integer_ratio()[1]
    return next((places for places in range(MOST_PLACES + 1) if 10**places % below == 0), None)


class FigureGrid(NamedTuple):
    """The grid of a run.

    Args:
        places: Its step is 10^-places.
        wide: Whether its figures have up to 37 digits instead of 17.
        digits: The number of digits of the data's figures.
        capped: Whether a plainly spelled value may have more digits before the decimal point.
    """

    places: int
    wide: bool
    digits: int = 0
    capped: bool = False

    @classmethod
    def of(cls, whole: int, places: int, *, capped: bool = False) -> FigureGrid:
        """Return the grid of figures with these numbers of digits before and after the decimal point."""
        return cls(places, wide=whole + places >= _NARROW, digits=whole + places, capped=capped)

    @property
    def type(self) -> str:
        """The SQL type of its figures."""
        return f"DECIMAL({38 if self.wide else _NARROW},{self.places})"

    @property
    def finer(self) -> str:
        """The SQL type of its figures and their rounding intervals, which are half of a last digit."""
        return f"DECIMAL(38,{self.places + 1})"

    def least(self, level: Interval) -> str:
        """Return the least figure in a level."""
        return self.written(self.range_of(level)[0])

    def most(self, level: Interval) -> str:
        """Return the greatest figure in a level."""
        return self.written(self.range_of(level)[1])

    def range_of(self, level: Interval) -> tuple[int, int]:
        """Return the first and the last figure in a level, in steps; if it has none, the last is before the first."""
        lo, hi = (None if end is None else end.as_integer_ratio() for end in (level.lo, level.hi))
        return self.steps(lo, hi, lo_open=level.lo_open, hi_open=level.hi_open)

    def steps(
        self, lo: tuple[int, int] | None, hi: tuple[int, int] | None, *, lo_open: bool, hi_open: bool
    ) -> tuple[int, int]:
        """Return the first and the last figure, in steps, of a level whose ends are ratios of whole numbers."""
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
        """Return a number of steps as a decimal, clamped to a value that no figure reaches."""
        return _written(steps, self.places, _BEYOND_WIDE if self.wide else _BEYOND)


@lru_cache(maxsize=16384)  # Cached, because several tables contain the same ends, most often the clamped ones.
def _written(steps: int, places: int, beyond: int) -> str:
    clamped = max(-beyond, min(beyond, steps))
    digits = str(abs(clamped)).zfill(places + 1)
    whole = len(digits) - places
    return ("-" if clamped < 0 else "") + digits[:whole] + (f".{digits[whole:]}" if places else "")


def factors(levels: Iterable[Interval], hundredfold: int) -> tuple[int, list[tuple[int | None, int | None]]] | None:
    """Return m and the ends p of levels: n/d times `hundredfold` compares with an end as n*m does with p*d.

    ``None`` if an engine cannot multiply the integers exactly.
    """
    all_levels = tuple(levels)
    ends = [Fraction(end) for level in all_levels for end in (level.lo, level.hi) if end is not None]
    common = lcm(*(end.denominator for end in ends))
    pairs = [
        tuple(None if end is None else int(Fraction(end) * common) for end in (one.lo, one.hi)) for one in all_levels
    ]
    if max([common * hundredfold, *(abs(end) for pair in pairs for end in pair if end is not None)]) >= _FACTOR:
        return None
    return common * hundredfold, [(low, high) for low, high in pairs]
