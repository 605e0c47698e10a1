"""The geometry of charts: shapes in picture units, from exact numbers.

Must not know words, colours or files. A chart only shows what is in the report: a bound relative to another figure is
not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.comparator import Traits, traits_of
from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple
from checker.domain.report import Result, TargetBound

__all__ = ["Bullet", "Course", "Moment", "Span", "bullet_of", "course_of"]

WIDTH: Final = 200
"""The width of a bullet chart."""
COURSE_WIDTH: Final = 240
COURSE_HEIGHT: Final = 80
_HEADROOM: Final = 1.08
_BOUND_AT: Final = Fraction(4, 5)
"""The position of the bound on a bullet chart: the same in every row, with a quarter beyond it."""
_MONTHS: Final = 12


class Span(NamedTuple):
    """A stretch along an axis."""

    start: float
    length: float


class Bullet(NamedTuple):
    """A value compared with its bound.

    Args:
        met_range: The range in which the target is met. ``None`` if it depends on the better direction, which the
            report does not state: values beyond a range or a kept level may also meet it.
        surely: The certain part of the value.
        perhaps: The uncertain part, or ``None``.
        bounds: The bound, or both ends of a range.
        expected: The expected value by now, or ``None``.
        zero: The position of zero, at which the bar starts.
        beyond: Whether the value extends beyond the chart.
    """

    met_range: Span | None
    surely: Span
    perhaps: Span | None
    bounds: tuple[float, ...]
    expected: float | None
    zero: float = 0.0
    beyond: bool = False


class Moment(NamedTuple):
    """The figures at the end of a period.

    Args:
        month: The period's last month, 1 to 12.
        value: The value.
        expected: The expected value by then, or ``None``.
    """

    month: int
    value: Interval
    expected: Exact | None


class Course(NamedTuple):
    """Values over a year.

    Args:
        values: Points of the values in the order of the periods, each with a flag for single numbers.
        ranges: For ranges: the x position, the upper and the lower end.
        expected: Points of the expected values.
        bound: The height of the bound, or ``None``.
    """

    values: tuple[tuple[float, float, bool], ...]
    ranges: tuple[tuple[float, float, float], ...]
    expected: tuple[tuple[float, float], ...]
    bound: float | None


class _Axis:
    """An axis; it always includes zero, because a bar that starts elsewhere misleads."""

    def __init__(self, numbers: Iterable[Exact], length: int, end: Exact | None = None) -> None:
        """Take the numbers that the axis must include, or its fixed end."""
        known = [0.0, *map(float, numbers)] if end is None else [0.0]
        self._low = min(known) * _HEADROOM
        self._high = max(known) * _HEADROOM if end is None else float(end)
        self._step = length / ((self._high - self._low) or 1)
        self._length = length

    def at(self, number: Exact) -> float:
        return round((min(max(float(number), self._low), self._high) - self._low) * self._step, 1)

    def ends_before(self, number: Exact) -> bool:
        return float(number) > self._high

    def span(self, one: Exact | None, other: Exact | None) -> Span:
        """Return the stretch between two numbers; ``None`` means the end of the axis."""
        start = 0.0 if one is None else self.at(one)
        end = float(self._length) if other is None else self.at(other)
        return Span(min(start, end), round(abs(end - start), 1))


def bullet_of(result: Result) -> Bullet | None:
    """Return a result's chart; ``None`` if it has no value or no bound to draw."""
    value, bound = result.value, result.bound
    if value is None or bound is None or bound.number is None or not traits_of(bound.comparator).level:
        return None
    expected = result.pace_basis.expected if result.pace_basis else None
    bounds = [number for number in (bound.number, bound.upper) if number is not None]
    met_range = _met_range(traits_of(bound.comparator), bound.number, bound.tolerance)
    known = (value.lo, value.hi, expected, *bounds, *(met_range or ()))
    numbers = [number for number in known if number is not None]
    # Rows are comparable if all bounds are at the same position, which is impossible for numbers around zero.
    end = Fraction(bound.number) / _BOUND_AT if bound.number > 0 and min(numbers) >= 0 else None
    end = None if end is not None and bound.upper is not None and bound.upper > end else end
    axis = _Axis(numbers, WIDTH, end)
    zero = Fraction(0)
    low = zero if value.lo is None else value.lo
    return Bullet(
        None if met_range is None else axis.span(*met_range),
        axis.span(zero, low),
        None if value.is_point else axis.span(low, value.hi),
        tuple(map(axis.at, bounds)),
        None if expected is None else axis.at(expected),
        axis.at(zero),
        axis.ends_before(low if value.hi is None else value.hi),
    )


def _met_range(traits: Traits, number: Exact, tolerance: Exact) -> tuple[Exact | None, Exact | None] | None:
    """Return the range that meets a bound, including tolerance; ``None`` if undecidable."""
    low, high = Fraction(number) - Fraction(tolerance), Fraction(number) + Fraction(tolerance)
    if traits.floor:
        return low, None
    if traits.ceiling:
        return None, high
    return (low, high) if traits.exact else None


def course_of(moments: Sequence[Moment], bound: TargetBound | None) -> Course:
    """Return the course of an indicator's values over a year, one moment per period, in order."""
    level = bound.number if bound is not None and traits_of(bound.comparator).level else None
    known = [end for moment in moments for end in (moment.value.lo, moment.value.hi, moment.expected)]
    axis = _Axis((number for number in (*known, level) if number is not None), COURSE_HEIGHT)

    def high(number: Exact) -> float:
        return round(COURSE_HEIGHT - axis.at(number), 1)

    def across(moment: Moment) -> float:
        return round(moment.month / _MONTHS * COURSE_WIDTH, 1)

    return Course(
        tuple((across(one), high(_middle(one.value)), one.value.is_point) for one in moments),
        tuple(
            (across(one), high(one.value.hi), high(one.value.lo))
            for one in moments
            if one.value.lo is not None and one.value.hi is not None and not one.value.is_point
        ),
        tuple((across(one), high(one.expected)) for one in moments if one.expected is not None),
        None if level is None else high(level),
    )


def _middle(value: Interval) -> Exact:
    """Return the position of a value: the middle of a range, or its only known end."""
    if value.lo is not None and value.hi is not None:
        return (Fraction(value.lo) + Fraction(value.hi)) / 2
    return value.lo if value.lo is not None else value.hi if value.hi is not None else Fraction(0)
