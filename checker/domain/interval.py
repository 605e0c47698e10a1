"""The interval that a published figure stands for.

A figure is often not one number ("gần 1.900", "61-62", "trên 1.112"), so every value
is an interval with open or closed ends. All arithmetic is exact: `Decimal` as read,
`Fraction` as derived; no binary float.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, Self, TypeAlias

from checker.domain.record import NamedTuple

__all__ = [
    "EVERYTHING",
    "Exact",
    "Interval",
    "above",
    "at_least",
    "at_most",
    "below",
    "difference",
    "is_whole",
    "percent_of",
    "point",
]

Exact: TypeAlias = Decimal | Fraction


class _Ends(NamedTuple):
    lo: Exact | None
    hi: Exact | None
    lo_open: bool = False
    hi_open: bool = False


class Interval(_Ends):
    """All numbers from `lo` to `hi`; ``None`` means unbounded.

    Args:
        lo: Lower end, or ``None`` for minus infinity.
        hi: Upper end, or ``None`` for infinity.
        lo_open: Whether `lo` itself is excluded.
        hi_open: Whether `hi` itself is excluded.

    Raises:
        ValueError: The interval is empty.
    """

    __slots__ = ()

    def __new__(cls, lo: Exact | None, hi: Exact | None, lo_open: bool = False, hi_open: bool = False) -> Self:
        """Refuse an empty interval."""
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
            msg = f"an interval from {lo} to {hi} holds no number"
            raise ValueError(msg)
        return super().__new__(cls, lo, hi, lo_open, hi_open)

    @property
    def is_point(self) -> bool:
        """Whether the interval is a single number."""
        return self.lo is not None and self.lo == self.hi

    def within(self, other: Interval) -> bool:
        """Tell whether every number of this interval is in `other`."""
        return self._starts_in(other) and self._ends_in(other)

    def is_disjoint_from(self, other: Interval) -> bool:
        """Tell whether no number of this interval is in `other`."""
        return self.precedes(other) or other.precedes(self)

    def precedes(self, other: Interval) -> bool:
        """Tell whether every number of this interval is below every number of `other`."""
        if self.hi is None or other.lo is None:
            return False
        return self.hi < other.lo or (self.hi == other.lo and (self.hi_open or other.lo_open))

    def meeting(self, other: Interval) -> Interval | None:
        """Return the numbers that are in both intervals; ``None`` where there are none."""
        if self.is_disjoint_from(other):
            return None
        first = self if self._starts_in(other) else other
        last = self if self._ends_in(other) else other
        return Interval(first.lo, last.hi, first.lo_open, last.hi_open)

    def _starts_in(self, other: Interval) -> bool:
        if other.lo is None:
            return True
        if self.lo is None:
            return False
        return self.lo > other.lo or (self.lo == other.lo and (self.lo_open or not other.lo_open))

    def _ends_in(self, other: Interval) -> bool:
        if other.hi is None:
            return True
        if self.hi is None:
            return False
        return self.hi < other.hi or (self.hi == other.hi and (self.hi_open or not other.hi_open))

    def scaled(self, factor: Exact) -> Interval:
        """Multiply both ends by `factor`, exactly; a negative factor swaps the ends."""
        lo, hi = _times(self.lo, factor), _times(self.hi, factor)
        if factor < 0:
            return Interval(hi, lo, self.hi_open, self.lo_open)
        return Interval(lo, hi, self.lo_open, self.hi_open)

    def plus(self, other: Interval) -> Interval:
        """Return every sum of a number of this interval and one of `other`."""
        return Interval(
            None if self.lo is None or other.lo is None else _fraction(self.lo) + _fraction(other.lo),
            None if self.hi is None or other.hi is None else _fraction(self.hi) + _fraction(other.hi),
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def minus(self, other: Interval) -> Interval:
        """Return every difference of a number of this interval and one of `other`."""
        return self.plus(other.scaled(Fraction(-1)))


EVERYTHING: Final = Interval(None, None)


def _fraction(number: Exact) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number)


def _times(end: Exact | None, factor: Exact) -> Exact | None:
    return None if end is None else _fraction(end) * _fraction(factor)


def difference(number: Exact, less: Exact) -> Fraction:
    """Return the difference of two numbers.

    Decimals are not converted to fractions first, which would double the time.
    """
    (above, below), (taken, of) = number.as_integer_ratio(), less.as_integer_ratio()
    return Fraction(above * of - taken * below, below * of)


def percent_of(number: Exact, whole: Exact) -> Fraction:
    """Return a number in percent of another."""
    (above, below), (divided, of) = number.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(100 * above * of, below * divided)


def is_whole(number: Exact, times: Fraction) -> bool:
    """Tell whether a number times another is a whole number."""
    above, below = number.as_integer_ratio()
    return above * times.numerator % (below * times.denominator) == 0


def point(number: Exact) -> Interval:
    """Return the interval of exactly one number."""
    # The ends are equal, so the slow comparison of fractions is skipped.
    return Interval._make((number, number, False, False))


def at_least(number: Exact) -> Interval:
    """Return ``[number, +inf)``."""
    return Interval(number, None)


def above(number: Exact) -> Interval:
    """Return ``(number, +inf)``."""
    return Interval(number, None, lo_open=True)


def at_most(number: Exact) -> Interval:
    """Return ``(-inf, number]``."""
    return Interval(None, number)


def below(number: Exact) -> Interval:
    """Return ``(-inf, number)``."""
    return Interval(None, number, hi_open=True)
