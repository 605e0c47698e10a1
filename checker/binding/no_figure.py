"""Words and signs for "no figure" and "nothing occurred".

Owns these words. Must not know indicators: the value of "không phát sinh" follows from a ceiling of zero, or from
`words` in a pack.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.submission import Field, Figure, Observation, Phrase, Several, Unreadable
from checker.domain.unit import folded

__all__ = ["holds_figure", "is_no_figure", "says_none", "says_nothing_arose", "states_no_figure"]

_SIGNS: Final = r"[-\u2013\u2014_.\u2026/?]+|x+|n/?a|nil|null|none|tbd"
_NOT_YET: Final = (
    r"(?:chưa|đang|chờ|không|ko|sẽ|đợi)(?: (?:có|được|thể|kịp))*"
    r" (?:số liệu|thông tin|kết quả|báo cáo|tổng hợp|thống kê|cập nhật|rà soát|thu thập|tính toán|đánh giá|xác định"
    r"|điều tra|khảo sát|thẩm định|công bố|chốt|kiểm tra|đến kỳ|tới kỳ|đến hạn|đến thời điểm)"
    r"(?: (?:số liệu|kết quả|báo cáo|tổng hợp|đánh giá|công bố|thống kê|chính thức|của|từ|theo|các|kỳ|quý|năm"
    r"|này|cấp|trên|ngành|cơ quan|đơn vị|phòng|sở|xã|phường|tỉnh|huyện|cục|chi cục|thuế|bộ|cuối|vào))*"
)
_LATER: Final = (
    r"(?:sẽ )?(?:báo cáo|đánh giá|tổng hợp|cập nhật|có số liệu|có kết quả)(?: \w+)?"
    r" (?:sau|bổ sung|cuối năm|vào cuối năm)"
    r"|(?:vào )?cuối (?:năm|kỳ)(?: mới)?(?: (?:đánh giá|báo cáo|tổng hợp|có số liệu|có kết quả))?"
    r"|(?:no data|not available|not yet available|pending|no figures?(?: yet)?)"
)
# Compiled on first use, because most submissions have a figure in every row.
_WORDS: Final = rf"{_SIGNS}|{_NOT_YET}|{_LATER}"
_AROSE: Final = r"k\.?p\.?s\.?|(?:không|ko|chưa) (?:có )?phát sinh|nothing arose"
# "Không để xảy ra vụ cháy lớn nào" may exclude small ones, so no other word is allowed in between.
_NONE: Final = (
    r"(?:không|ko|chưa) (?:có |để )?(?:phát sinh|xảy ra)(?: THINGS)?|(?:không|ko) còn(?: THINGS)?|(?:không|ko) có"
    r"|(?:không|ko|chưa) có THINGS|nothing arose|none arose"
)
_THINGS: Final = "(?:(?:vụ|vụ việc|trường hợp|UNIT) )?nào"
_LONGEST: Final = 80


def is_no_figure(words: str) -> bool:
    """Tell whether a text only says that there is no figure: "-", "x", "đang tổng hợp", "KPS".

    >>> is_no_figure("chưa có số liệu"), is_no_figure("..."), is_no_figure("chưa đạt")
    (True, True, False)
    """
    text = folded(words).strip(" ()[]*;!").rstrip(".") or folded(words)
    return len(text) <= _LONGEST and (re.fullmatch(_WORDS, text) is not None or says_nothing_arose(words))


def says_nothing_arose(words: str) -> bool:
    """Tell whether a text says that nothing occurred, in any spelling."""
    return len(words) <= _LONGEST and re.fullmatch(_AROSE, folded(words).strip(" ()[]*;")) is not None


def says_none(words: str, unit: str) -> bool:
    """Tell whether a text only says that the count was zero: "không xảy ra vụ nào".

    Args:
        words: The text.
        unit: The counted unit, or empty.

    >>> says_none("Không xảy ra vụ nào", "vụ"), says_none("không có vụ nghiêm trọng nào", "vụ"), says_none("-", "vụ")
    (True, False, False)
    """
    things = _THINGS.replace("UNIT", re.escape(folded(unit)) or "vụ")
    text = folded(words).strip(" ()[]*;.")
    is_none = len(words) <= _LONGEST and re.fullmatch(_NONE.replace("THINGS", things), text) is not None
    return is_none or says_nothing_arose(words)


def states_no_figure(field: Field) -> bool:
    """Tell whether a cell only says that there is no figure."""
    return isinstance(field.reading, Phrase) and is_no_figure(field.reading.words)


def holds_figure(row: Observation) -> bool:
    """Tell whether a row has a figure, even an unreadable one; a name below a signature is not a figure."""
    for field in (row.value, row.numerator, row.denominator, row.percent_of_plan):
        match field.reading if field else None:
            case Figure() | Several():
                return True
            case Unreadable() if field and re.search("[0-9]", field.text):
                return True
            case _:
                pass
    return False
