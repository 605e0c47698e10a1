"""Why words without an amount set no number, and what to write instead.

Owns the kinds of such words. Must not know its callers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from checker.domain.text import Message, message
from checker.packs.clause_words import flattened

__all__ = ["decided_by_others", "of_others", "why_open"]

_EDGE: Final = r"(?<![^\W_])"
_END: Final = r"(?![^\W_])"
_WHERE: Final = "cả nước|toàn quốc|toàn tỉnh|của tỉnh|của huyện|của vùng|của khu vực|của xã|các tỉnh|cả tỉnh"
_OTHERS: Final = (
    rf"{_EDGE}(?:(?:mức )?(?:bình quân|trung bình)(?: chung)?(?: của)? (?:{_WHERE}|tỉnh|huyện|vùng|khu vực)"
    rf"|(?:bình quân|trung bình) chung|(?:mức|so với)(?: chung)? (?:{_WHERE})){_END}"
)
_RATED: Final = "khá|tốt|giỏi|cao|trung bình|thấp|yếu|kém|xuất sắc"
_LEVEL: Final = rf"(?:loại|mức|mức độ) (?:{_RATED})"
_GROUP: Final = rf"{_EDGE}(?:(?:nhóm|tốp|top)(?: (?:địa phương|tỉnh|các tỉnh|có))* [^\W\d_]+|{_LEVEL}){_END}"
_PLAN: Final = rf"{_EDGE}(?:dự toán|kế hoạch|chỉ tiêu|nghị quyết|mục tiêu|số giao|tỉnh giao|trung ương giao){_END}"
_MOVES: Final = rf"{_EDGE}(?:tăng|giảm|hạ|nâng|duy trì|giữ|ổn định|cao hơn|thấp hơn|cải thiện|cơ bản|tương đương){_END}"


def of_others(text: str) -> bool:
    """Tell whether words compare with others: "dưới mức bình quân chung của tỉnh"."""
    return re.search(_OTHERS, _flat(text)) is not None


def decided_by_others(text: str) -> bool:
    """Tell whether only others can decide the words: those about a group, or a comparison with others."""
    flat = _flat(text)
    return of_others(text) or (re.search(_GROUP, flat) is not None and re.search(_MOVES, flat) is None)


def why_open(text: str) -> Message:
    """Return why words without an amount set no number."""
    flat = _flat(text)
    if of_others(text):
        return message(
            "“{words}” compares with a figure that no report of this unit has; state that number in its place, or let "
            "reports say whether it was reached (`đạt/không đạt` under Loại)",
            words=text,
        )
    if decided_by_others(text):
        return message(
            "“{words}” names a group and no number; state a number in its place, or let reports say whether it was "
            "reached (`đạt/không đạt` under Loại)",
            words=text,
        )
    if re.search(_PLAN, flat):
        return message("“{words}” is of a plan that stands elsewhere; state the number of that plan", words=text)
    if re.search(_MOVES, flat):
        return message(
            "“{words}” does not say how much; state the number, or what it is compared with (“không giảm so với năm "
            "trước”) and its `baseline`",
            words=text,
        )
    return message("no amount stands in “{clause}”", clause=text)


def _flat(text: str) -> str:
    return flattened(unicodedata.normalize("NFC", text))
