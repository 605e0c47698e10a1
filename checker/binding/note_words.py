"""The notes beside figures that name another period, or correct or question the figure.

Must not know indicators.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.unit import folded

__all__ = ["questions_figure"]

_FIGURES: Final = r"(?:là |lấy |theo |báo cáo )?(?:số liệu|số|kết quả)(?: (?:thực hiện|báo cáo|của|là|tính|đến|từ|cũ))*"
_OTHER_TIME: Final = rf"{_FIGURES} (?:(?:năm|kỳ|quý|tháng) (?:trước|ngoái)|cùng kỳ)"
_OF_YEAR: Final = (
    rf"{_FIGURES} (?:năm|tháng [0-9]{{1,2}}|quý (?:[1-4]|iv|i{{1,3}})) ?[/-]?(?: ?năm)? ?(?P<year>20[0-9]{{2}})\b"
)
_CORRECTED: Final = (
    r"(?<![^\W_])(?:đính chính|số liệu cũ|số cũ|(?:số|số liệu) (?:đúng|chính xác|thực tế) (?:là|phải)"
    r"|(?:ghi|nhập|báo cáo|tính) (?:nhầm|sai)|(?:số|số liệu) (?:nhầm|sai|chưa (?:đầy đủ|đủ|chính xác|đúng))"
    r"|chưa (?:tổng hợp|báo cáo|có) (?:đủ|đầy đủ|hết))(?![^\W_])"
)
_LONGEST: Final = 300


def questions_figure(note: str, year: int) -> bool:
    """Tell whether a note says that the figure beside it is another period's, wrong, or not complete.

    Args:
        note: The note.
        year: The year of the report.

    >>> questions_figure("Số liệu năm 2023", 2024), questions_figure("số đúng là 230", 2024)
    (True, True)
    >>> questions_figure("tăng so với năm 2023", 2024), questions_figure("Số liệu năm 2024", 2024)
    (False, False)
    """
    words = folded(note[:_LONGEST]).strip(" *.;()")
    named = re.match(_OF_YEAR, words)
    if named is not None and int(named["year"]) != year:
        return True
    return re.match(rf"{_OTHER_TIME}(?![^\W_])", words) is not None or re.search(_CORRECTED, words) is not None
