"""The profile of the data: statistics for each pair of period and indicator texts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from checker.domain.interval import Interval, point
from checker.domain.record import NamedTuple

__all__ = ["Pair", "PairFigures"]

_GROUP = 3
"""The number of digits between two grouping separators."""


class PairFigures(NamedTuple):
    """The rows of an indicator at a period.

    Args:
        among: The interval that contains their figures.
        some: Any one figure.
        grouped: Whether any written figure has an ambiguous separator.
    """

    among: Interval | None
    some: Decimal | None
    grouped: bool = False

    def and_(self, other: PairFigures) -> PairFigures:
        """Return the combination with other rows."""
        among = _hull(self.among, other.among) if self.among and other.among else self.among or other.among
        some = other.some if self.some is None else self.some
        return PairFigures(among, some, self.grouped or other.grouped)


class Pair(NamedTuple):
    """The statistics of one pair of period and indicator texts.

    Args:
        rows: The number of rows.
        units: The number of rows that name a unit.
        given: The number of rows with a value.
        plain: The number of plainly spelled values.
        least: The least plainly spelled figure that is known as a number.
        most: The greatest one.
        whole: The most characters before the decimal point of other plainly spelled texts.
        places: The most decimals of texts, negative if none has a decimal point; for stored decimals, the column's
            scale.
        some: Any plainly spelled figure.
    """

    period: str | None
    indicator: str | None
    rows: int
    units: int
    given: int
    plain: int
    least: Any
    most: Any
    whole: int | None
    places: int | None
    some: Any

    @property
    def digits(self) -> int:
        """The most digits before the decimal point, or characters of texts."""
        ends = (abs(int(end)) for end in (self.least, self.most) if end is not None)
        return max(len(str(max(ends, default=0))), self.whole or 1)

    def seen(self) -> PairFigures:
        """Return the rows with the interval of their figures."""
        # Fractions, because they are compared with fractions.
        among = None if self.least is None else Interval(Fraction(self.least), Fraction(self.most))
        if self.whole is not None:
            # A text with this many characters before the decimal point is below the next power of ten.
            end = Fraction(10 ** int(self.whole))
            among = _hull(among or point(end), Interval(-end, end))
        some = None if self.some is None else Decimal(self.some)
        return PairFigures(among, some, (self.places or 0) >= _GROUP)


def _hull(first: Interval, other: Interval) -> Interval:
    """Return the hull of two bounded intervals."""
    ends = [Fraction(end) for one in (first, other) for end in (one.lo, one.hi) if end is not None]
    return Interval(min(ends), max(ends))
