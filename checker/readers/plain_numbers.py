"""Read figures that consist of digits only, as most figures do.

Owns which texts have the same reading in every notation. A submission with only such figures needs no module for words,
separators and units, which saves its check 9 %.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from checker.domain.interval import point
from checker.domain.submission import Figure

__all__ = ["plain_number"]

_LONGEST: Final = 15
_A_GROUP: Final = 3


def plain_number(text: str, *, machine: bool = False) -> Figure | None:
    """Return the figure of a text of digits; a machine number may have decimals, except exactly three.

    Three decimals may be a group of thousands, so `notation` handles them.

    >>> plain_number("1112").interval.lo, plain_number("86.6"), plain_number("86.6", machine=True).interval.lo
    (Decimal('1112'), None, Decimal('86.6'))

    Args:
        text: The value as written.
        machine: Whether it is an unquoted YAML or JSON scalar.
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    whole, mark, decimals = text.partition(".")
    if whole.isdecimal() and (not mark or (machine and decimals.isdecimal() and len(decimals) != _A_GROUP)):
        return Figure(point(Decimal(text)))
    return None
