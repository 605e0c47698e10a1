"""Read the months that a heading names: "6 tháng đầu năm", "Quý I", "đến 30/6", "cả năm".

Must not know roles of columns.
"""

from __future__ import annotations

import re
from typing import Final

from checker.readers.form.heading_remainder import MONTHS

__all__ = ["DECEMBER", "months_of"]

_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
DECEMBER: Final = 12
_HALF: Final = 6
_UNTIL: Final = r"\b(?:đến|tới) (?:hết |cuối )?(?:ngày )?[0-9]{1,2}[/.-]([0-9]{1,2})(?![0-9])"
_BY: Final = r"\b(?:by|until|up to|to|as of|at)(?: the)?(?: end of)? (?:[0-9]{1,2}(?:st|nd|rd|th)? )?"
# "(30/6)", "30/6/2024": until that day, unless it is the start of a range.
_ON_DAY: Final = (
    r"\( ?(?:ngày )?[0-9]{1,2}[/.-]([0-9]{1,2})(?:[/.-](?:[0-9]{2}){1,2})? ?\)"
    r"|(?<!từ )(?<!từ ngày )(?<![0-9/.-])[0-9]{1,2}[/.-]([0-9]{1,2})[/.-](?:19|20)[0-9]{2}(?![0-9])"
)
_WHOLES: Final = {"h1": (1, _HALF), "h2": (_HALF + 1, DECEMBER), "cả năm": (1, DECEMBER)}


def months_of(text: str) -> tuple[int, int] | None:
    """Return the months that a heading names: "6 tháng" is 1 to 6, "đến 30/6" ends with 6."""
    for pattern in (_UNTIL, _ON_DAY):
        if day := re.search(pattern, text):
            return _span(1, int(next(filter(None, day.groups()))))
    if several := re.search(
        r"(?<![0-9/])([0-9]{1,2}) ?(?:tháng|t|months?)\b(?! ?[0-9]{1,2}\b)( (?:cuối năm|cuối))?", text
    ):
        count = int(several[1])
        return (_HALF + 1, DECEMBER) if several[2] and count == _HALF else None if several[2] else _span(1, count)
    return _named(text)


def _named(text: str) -> tuple[int, int] | None:
    """Return the months of a quarter, a month or a half year that a heading names."""
    if quarter := re.search(r"\b(?:quý|q|quarter) ?(iv|i{1,3}|[1-4])\b", text):
        last = 3 * _QUARTERS[quarter[1]]
        return last - 2, last
    if month := re.search(r"\b(?:tháng|t|month) ?(0?[1-9]|1[0-2])(?![0-9])", text):
        return int(month[1]), int(month[1])
    if named := re.search(rf"({_BY})?\b({'|'.join(MONTHS)})\b", text):
        number = MONTHS.index(named[2]) + 1
        return (1 if named[1] else number), number
    whole = re.search(r"\bh[12]\b|cả năm", text)
    return _WHOLES[whole[0]] if whole else None


def _span(first: int, last: int) -> tuple[int, int] | None:
    return (first, last) if 1 <= last <= DECEMBER else None
