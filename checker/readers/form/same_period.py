"""Headings of figures of the same period of the year before: "Cùng kỳ năm trước", "Thực hiện cùng kỳ 2023".

Owns which headings say no more than that. What sets two figures against each other ("So cùng kỳ", "TH/CK") is none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from typing import Final

from checker.readers.form.heading_remainder import leftover

__all__ = ["SamePeriod", "same_period"]

_SAID: Final = re.compile(
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
# "TH/CK" is a quotient; "30/6" and "(triệu đồng/ha)" are none.
_QUOTIENT: Final = re.compile(r"[^\W\d_] ?/|/ ?[^\W\d_]|%")
_BRACKETS: Final = re.compile(r"\([^()]*\)")


class SamePeriod(enum.Enum):
    """How surely a heading is that of such figures."""

    SURE = "sure"
    BARE = "bare"
    """It says "Cùng kỳ" alone, which may stand over figures and over percentages of them."""
    YEAR = "year"
    """It says "Thực hiện năm trước", which is the same period for a whole year alone."""


def same_period(pieces: Sequence[str]) -> SamePeriod | None:
    """Tell whether a heading is that of figures of the same period of the year before.

    >>> same_period(["thực hiện cùng kỳ năm trước"])
    <SamePeriod.SURE: 'sure'>
    >>> same_period(["so với cùng kỳ (%)"]) is None
    True

    Args:
        pieces: Its texts, the topmost first, composed and case-folded.
    """
    every = " ".join(pieces)
    said = next((one for one in (_SAID, _YEAR_BEFORE) if one.search(every)), None)
    if said is None or "%" in every or _OTHER.search(every) or _QUOTIENT.search(_BRACKETS.sub(" ", every)):
        return None
    if leftover([said.sub(" ", piece) for piece in pieces]).words:
        return None
    if said is _YEAR_BEFORE:
        return SamePeriod.YEAR
    return SamePeriod.SURE if _SURE.search(every) else SamePeriod.BARE
