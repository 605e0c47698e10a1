"""The one rounding rule of the program, for display only.

Rounding decides nothing: verdicts compare exact numbers.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from checker.domain.interval import Exact

__all__ = ["decimals", "legible", "plain", "rounded", "rounded_distinct"]

_MOST_PLACES: Final = 12
_MOST_LEGIBLE: Final = 4
_WIDE: Final = Context(prec=400, rounding=ROUND_HALF_EVEN)


def rounded(number: Exact, places: int) -> Decimal:
    """Round half up (away from zero), as Vietnamese statistical tables do.

    Args:
        number: An exact number.
        places: Decimals to keep, not negative.
    """
    shifted = Fraction(number) * 10**places
    sign = -1 if shifted < 0 else 1
    whole = sign * ((2 * abs(shifted.numerator) + shifted.denominator) // (2 * shifted.denominator))
    return Decimal(whole).scaleb(-places, _WIDE)


def rounded_distinct(number: Exact, limit: Exact, places: int) -> Decimal:
    """Round, but keep enough decimals to show on which side of `limit` the number is.

    ``79.995`` against a limit of 80 is shown as 79.995, not as 80.00. If 12 decimals are not enough, the number is
    truncated so that it stays on its side.
    """
    side = (number > limit) - (number < limit)
    for more in range(places, _MOST_PLACES + 1):
        shown = rounded(number, more)
        if ((shown > limit) - (shown < limit)) == side:
            return shown
    return plain(number, _MOST_PLACES * 2)


def decimals(number: Decimal) -> int:
    """Return the number of written decimals."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def legible(number: Exact, limit: Exact | None = None) -> Decimal:
    """Return a number as tables print it: as stated, or rounded if it was computed.

    A number with more than four decimals gets as many as the limit, at least one. It gets more if they are needed to
    show on which side of the limit it is.

    Args:
        number: The number.
        limit: The number that it is compared with, or ``None``.
    """
    shown = plain(number, _MOST_PLACES)
    if isinstance(number, Decimal) or decimals(shown) <= _MOST_LEGIBLE:
        return shown
    places = 1 if limit is None else min(max(decimals(plain(limit)), 1), _MOST_LEGIBLE)
    return plain(rounded(number, places) if limit is None else rounded_distinct(number, limit, places))


def plain(number: Exact, places: int = 6) -> Decimal:
    """Return the number as a `Decimal` without trailing zeros.

    A fraction with an infinite expansion is rounded to `places` decimals.
    """
    if isinstance(number, Fraction):
        number = _ending(number) or rounded(number, places)
    if number == 0:
        return Decimal(0)
    trimmed = number.normalize(_WIDE)
    exponent = trimmed.as_tuple().exponent
    return trimmed.quantize(Decimal(1), ROUND_HALF_UP, _WIDE) if isinstance(exponent, int) and exponent > 0 else trimmed


def _ending(number: Fraction) -> Decimal | None:
    """Return the finite decimal expansion of `number`, or ``None`` if it is infinite."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1 or max(twos, fives) > _MOST_PLACES:
        return None
    places = max(twos, fives)
    return Decimal(number.numerator * 10**places // number.denominator).scaleb(-places, _WIDE)
