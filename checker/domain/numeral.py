"""The digits and separators of a number in each notation.

Owns grouping and decimal marks. Must not know what else a text may mean, or how a text that is not a number is
reported.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

__all__ = ["GROUPABLE", "GROUPED", "MARKS", "numeral_parts", "numeral_pattern", "numeral_readings"]

MARKS: Final = {"vi": (".", ","), "en": (",", "."), "machine": (",", ".")}
"""The grouping separator and the decimal mark, by notation."""

GROUPED: Final = r"[1-9][0-9]{0,2}(?:g[0-9]{3})+"
"""Groups of exactly three digits, with ``g`` for the grouping separator."""

GROUPABLE: Final = r"[1-9][0-9]{0,2}m[0-9]{3}"
"""A number whose decimal mark ``m`` could group thousands."""


def numeral_parts(digits: str, notation: str) -> tuple[str, str] | None:
    """Return the digits before and after the decimal mark; ``None`` if the text is not a number in this notation.

    >>> numeral_parts("1.234,50", "vi"), numeral_parts("1.234,50", "en")
    (('1234', '50'), None)
    """
    group, mark = MARKS[notation]
    marked = digits.translate({ord(group): "g", ord(mark): "m"})
    if not re.fullmatch(rf"[0-9]+(?:m[0-9]+)?|{GROUPED}(?:m[0-9]+)?", marked):
        return None
    whole, _, decimals = marked.replace("g", "").partition("m")
    return whole, decimals


def numeral_pattern(notation: str, most: int | None = None, places: int | None = None, *, grouped: bool = False) -> str:
    r"""Return a pattern of the numbers with so many digits, for programs that read many of them.

    >>> numeral_pattern("vi", 9, 2)
    '[0-9]{1,9}(,[0-9]{1,2})?'

    Args:
        notation: The notation.
        most: The most digits before the decimal mark. Default: any number.
        places: The most digits after it. Default: any number.
        grouped: Whether digits may be grouped. Only people group digits, so in machine notation they never are.
    """
    group, mark = map(re.escape, MARKS[notation])
    whole = f"[0-9]{{1,{_end(most)}}}"
    if grouped and notation != "machine":
        groups = None if most is None else (most - 1) // 3
        whole = f"({whole}|[1-9][0-9]{{0,2}}({group}[0-9]{{3}}){{1,{_end(groups)}}})"
    return f"{whole}({mark}[0-9]{{1,{_end(places)}}})?"


def _end(most: int | None) -> str:
    """Return the end of a repetition in a pattern."""
    return "" if most is None else str(most)


def numeral_readings(digits: str) -> tuple[Decimal, ...]:
    """Return every number that a text may stand for, the Vietnamese reading first.

    >>> numeral_readings("3.700"), numeral_readings("3,700"), numeral_readings("61.89")
    ((Decimal('3700'),), (Decimal('3.700'), Decimal('3700')), (Decimal('61.89'),))
    """
    vietnamese, english = numeral_parts(digits, "vi"), numeral_parts(digits, "en")
    sure = vietnamese is not None and not re.fullmatch(GROUPABLE, digits.replace(MARKS["vi"][1], "m"))
    read = [vietnamese] if sure else [vietnamese, english]
    numbers = (Decimal(f"{parts[0]}.{parts[1]}" if parts[1] else parts[0]) for parts in read if parts)
    return tuple(dict.fromkeys(numbers))
