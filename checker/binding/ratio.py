"""Read the two parts of a ratio, and compute it in the indicator's unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeVar, assert_never

from checker.binding.values import unclear_count
from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Move, Phrase, Several, Unreadable
from checker.domain.text import message
from checker.domain.unit import Unit
from checker.packs.model import Indicator

__all__ = ["RatioParts", "pair_of_parts", "parts_of_ratio", "ratio_interval"]

_OTHER_PART: Final = message("with the other part of the ratio")
_COUNT: Final = message("write the count that the percentage is made from, or the percentage alone as the value")
_SHARES: Final = ("%", "điểm %")
_ONES: Final = message("single units")


class RatioParts(NamedTuple):
    """The two figures of a ratio, in one unit if both state one.

    Args:
        numerator: The numerator.
        denominator: The denominator, above zero.
    """

    numerator: Interval
    denominator: Fraction

    def of(self, indicator: Indicator) -> Interval:
        """Return the exact ratio in the indicator's unit (times 100 for %)."""
        return self.numerator.scaled(indicator.per / self.denominator)


_Part = TypeVar("_Part")


def pair_of_parts(numerator: _Part | None, denominator: _Part | None, kind: Kind) -> tuple[_Part, _Part] | Code:
    """Return both parts of a ratio, or the code of what is odd about them."""
    if numerator is None or denominator is None:
        return codes.LONE_PART
    return (numerator, denominator) if kind is Kind.RATIO else codes.NOT_A_RATIO


def parts_of_ratio(numerator: Field, denominator: Field, *, of_percentages: bool = False) -> RatioParts | Diagnostic:
    """Read numerator and denominator, or return why they cannot be read.

    Args:
        numerator: The numerator.
        denominator: The denominator.
        of_percentages: Whether the two may be percentages, as in "85%/90%".
    """
    above, below = (_part(field, of_percentages=of_percentages) for field in (numerator, denominator))
    if isinstance(above, Diagnostic):
        return above
    if isinstance(below, Diagnostic):
        return below
    if (unclear := _one_scaled(numerator, above, denominator, below)) is not None:
        return unclear
    sizes = _sizes(above.unit, below.unit)
    if sizes is None:
        found, expected = (figure.unit.name if figure.unit else "" for figure in (above, below))
        return diagnostic(codes.WRONG_UNIT, numerator.location, value=numerator.text, found=found, expected=expected)
    whole = below.interval.lo
    if not below.interval.is_point or whole is None or whole <= 0:
        return diagnostic(codes.ZERO_DENOMINATOR, denominator.location, value=denominator.text)
    return RatioParts(above.interval.scaled(sizes[0]), Fraction(whole) * sizes[1])


def _one_scaled(numerator: Field, above: Figure, denominator: Field, below: Figure) -> Diagnostic | None:
    """Refuse a bare part beside one with a scale: 25 beside "12,5 nghìn hộ" may or may not be in thousands."""
    for field, bare, other in ((numerator, above, below), (denominator, below, above)):
        if bare.unit is None and other.unit is not None and other.unit.size != 1:
            return diagnostic(
                codes.UNIT_ELSEWHERE,
                field.location,
                value=field.text,
                found=other.unit.name,
                where=_OTHER_PART,
                expected=other.unit.base or _ONES,
            )
    return None


def _part(field: Field, *, of_percentages: bool) -> Figure | Diagnostic:
    match field.reading:
        case Unreadable(trouble):
            return trouble
        case Figure(_, Unit() as unit) if unit.base in _SHARES and not of_percentages:
            # With the percent sign ignored, "48%" of 50 would be 96 %.
            return diagnostic(codes.NOT_A_NUMBER, field.location, hint=_COUNT, value=field.text)
        # The parts of a ratio are levels, whatever the ratio measures.
        case Figure() as figure if figure.move in (None, Move.LEVEL):
            return unclear_count(field, figure, None) or figure
        case Figure() | Phrase() | Several():
            return diagnostic(codes.NOT_A_NUMBER, field.location, value=field.text)
        case _:
            assert_never(field.reading)


def ratio_interval(numerator: Field, denominator: Field, indicator: Indicator) -> Interval | Diagnostic:
    """Compute the exact ratio of two parts, or return why they cannot be read."""
    parts = parts_of_ratio(numerator, denominator)
    return parts if isinstance(parts, Diagnostic) else parts.of(indicator)


def _sizes(first: Unit | None, second: Unit | None) -> tuple[Fraction, Fraction] | None:
    """Return the factor between two figures' units; ``None`` if they do not convert."""
    if first is None or second is None:
        return Fraction(1), Fraction(1)
    from checker.domain.unit_words import conversion

    return None if conversion(first, second) is None else (first.size, second.size)
