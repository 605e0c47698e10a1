"""What the data have of each pair of texts of a period and an indicator, before anything is asked of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from checker.domain.interval import Interval
from checker.domain.record import NamedTuple

__all__ = ["Pair", "PairFigures"]

_GROUP = 3
"""Digits between two separators of thousands."""


class PairFigures(NamedTuple):
    """The rows of an indicator at a period.

    Args:
        rows: How many.
        among: The numbers among which their figures are.
        some: Any of these.
        grouped: Whether the separator of any may group thousands, if it is written.
    """

    rows: int
    among: Interval | None
    some: Decimal | None
    grouped: bool = False

    def and_(self, other: PairFigures) -> PairFigures:
        """Return these and others."""
        among = _hull(self.among, other.among) if self.among and other.among else self.among or other.among
        some = other.some if self.some is None else self.some
        return PairFigures(self.rows + other.rows, among, some, self.grouped or other.grouped)


class Pair(NamedTuple):
    """One pair of texts of a period and an indicator, and what the data have of it.

    Args:
        rows: How many rows.
        units: How many of them name a unit.
        given: How many have a value.
        plain: How many of these are plainly spelled.
        least: The least plainly spelled figure; of texts it is not known.
        most: The greatest; of texts how many signs any has before the decimal point.
        places: How many decimals texts have at the most, below zero where none has a decimal point; of stored decimals
            how many the column has.
        some: Any plainly spelled figure of it.
    """

    period: str | None
    indicator: str | None
    rows: int
    units: int
    given: int
    plain: int
    least: Any
    most: Any
    places: int | None
    some: Any

    def seen(self) -> PairFigures:
        """Return what is known of its figures."""
        among = None
        if self.most is not None:
            # A text with so many signs before the decimal point is below the next power of ten.
            # Fractions, for they are compared with others.
            end = Fraction(self.most) if self.least is not None else Fraction(10 ** int(self.most))
            among = Interval(-end if self.least is None else Fraction(self.least), end)
        some = None if self.some is None else Decimal(self.some)
        return PairFigures(self.rows, among, some, (self.places or 0) >= _GROUP)


def _hull(first: Interval, other: Interval) -> Interval:
    """Return from the least to the greatest number of two intervals that have both."""
    ends = [Fraction(end) for one in (first, other) for end in (one.lo, one.hi) if end is not None]
    return Interval(min(ends), max(ends))
