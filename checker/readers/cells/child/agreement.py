"""Compare the text that a file shows for a number with the stored number."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

__all__ = ["agrees"]

_NUMBER: Final = re.compile(r"(?<![^\W_])[0-9](?:[0-9]|[.,'’ \u00a0\u202f](?=[0-9]))*(?:[eE][+-]?[0-9]{1,3})?")
_BLANKS: Final = str.maketrans("", "", " \u00a0\u202f'’")
_NEGATIVE: Final = re.compile(r"[-\u2212\u2013(]|giảm|âm", re.IGNORECASE)
_HALF: Final = Decimal("0.5000001")


def agrees(shown: str, value: Decimal, *, percent: bool) -> bool:
    """Tell whether a number in a text equals a value, rounded to the shown decimals.

    The decimal mark depends on the machine, so both marks are tried.

    >>> agrees("90.000 triệu", Decimal(90000), percent=False)
    True
    >>> agrees("90", Decimal(90000), percent=False)
    False
    """
    size = abs(value.scaleb(2) if percent else value)
    for match in _NUMBER.finditer(shown):
        for reading in _readings(match[0].translate(_BLANKS)):
            exponent = reading.as_tuple().exponent
            step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
            near = abs(size - reading) <= step * _HALF
            if near and (not reading or (value < 0) == (_NEGATIVE.search(shown[: match.start()]) is not None)):
                return True
    return False


def _readings(text: str) -> set[Decimal]:
    """Return the possible numbers of digits with marks: each mark groups, or is the decimal mark."""
    readings = set()
    for group, mark in ((",", "."), (".", ",")):
        plain = text.replace(group, "")
        if plain.count(mark) <= 1:
            try:
                readings.add(Decimal(plain.replace(mark, ".")))
            except InvalidOperation:
                continue
    return readings
