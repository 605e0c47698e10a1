"""Headings of figures of the same period of the previous year: "Cùng kỳ năm trước", "Thực hiện cùng kỳ 2023".

Owns which headings mean only that. A comparison of two figures ("So cùng kỳ", "TH/CK") is not one.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from typing import Final

from checker.readers.form.heading_remainder import leftover

__all__ = ["SamePeriod", "same_period"]

_SAME_PERIOD: Final = re.compile(
    r"(?:cùng kỳ(?: năm| của năm)?(?: (?:liền )?trước| ngoái)?"
    r"|(?:the )?same period(?: of the (?:year before|previous year|prior year|last year)| last year| of)?)(?![^\W_])"
)
_SURE: Final = re.compile(
    r"\b(?:thực hiện|kết quả|số liệu|giá trị|ước|lũy kế|actual|results?|(?:19|20)[0-9]{2})\b|cùng kỳ năm|year"
)
_YEAR_BEFORE: Final = re.compile(
    r"năm (?:liền )?trước(?: liền kề)?|năm ngoái|(?:the )?(?:previous|prior|last) year|(?:the )?year before"
)
_OTHER: Final = re.compile(r"kế hoạch|dự toán|mục tiêu|phấn đấu|giao|plan|target|t[ỷỉ] lệ|tốc độ|chỉ số|rate|index")
# "TH/CK" is a quotient; "30/6" and "(triệu đồng/ha)" are not.
_QUOTIENT: Final = re.compile(r"[^\W\d_] ?/|/ ?[^\W\d_]|%")
_BRACKETS: Final = re.compile(r"\([^()]*\)")


class SamePeriod(enum.Enum):
    """The certainty that a heading is for such figures."""

    SURE = "sure"
    BARE = "bare"
    """The heading is only "Cùng kỳ", which may head figures or percentages of them."""
    YEAR = "year"
    """The heading is "Thực hiện năm trước", which is the same period only for a whole year."""


def same_period(pieces: Sequence[str]) -> SamePeriod | None:
    """Tell whether a heading is for figures of the same period of the previous year.

    >>> same_period(["thực hiện cùng kỳ năm trước"])
    <SamePeriod.SURE: 'sure'>
    >>> same_period(["so với cùng kỳ (%)"]) is None
    True

    Args:
        pieces: Its texts, topmost first, composed and case-folded.
    """
    every = " ".join(pieces)
    pattern = next((one for one in (_SAME_PERIOD, _YEAR_BEFORE) if one.search(every)), None)
    if pattern is None or "%" in every or _OTHER.search(every) or _QUOTIENT.search(_BRACKETS.sub(" ", every)):
        return None
    if leftover([pattern.sub(" ", piece) for piece in pieces]).words:
        return None
    if pattern is _YEAR_BEFORE:
        return SamePeriod.YEAR
    return SamePeriod.SURE if _SURE.search(every) else SamePeriod.BARE
