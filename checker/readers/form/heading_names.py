"""A small grammar of headings for columns of names: "Các chỉ tiêu KT-XH chủ yếu", "Nội dung báo cáo".

Owns the words for such a column, and the words allowed beside them. Must not know other columns.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["LEAD_WORDS", "NAME_HEADS", "names_rows"]

NAME_HEADS: Final = (
    *("chỉ tiêu", "tiêu chí", "chỉ số", "nội dung", "khoản mục", "hạng mục", "diễn giải", "nhiệm vụ", "công việc"),
    "danh mục",
)
"""Words for indicators in the heading of names, most certain first."""
LEAD_WORDS: Final = ("tên", "các", "danh mục", "hệ thống")
"""Words allowed before these."""
_OTHERS: Final = (
    r"và|hoặc|chủ yếu|chính|cơ bản|chi tiết|cụ thể|tổng hợp|phát triển|kinh tế|xã hội|kinh tế xã hội|thống kê|báo cáo"
    r"|công việc|công tác|nhiệm vụ|tiêu chí|nội dung|chỉ tiêu|chỉ số|mục tiêu|theo dõi|đánh giá|thu|chi|ngân sách"
    r"|quốc phòng|an ninh|văn hóa|môi trường|kinh doanh|hoạt động|đảng|hđnd|ubnd|của|huyện|xã|tỉnh|thành phố|phường"
)
# "Chỉ tiêu năm 2024" is a plan; "Các chỉ tiêu chủ yếu năm 2024" are names.
_NAMES: Final = re.compile(
    rf"(?:(?:{'|'.join(LEAD_WORDS)}) )*(?:{'|'.join(NAME_HEADS)})"
    rf"(?:(?: ?[,/&] ?| - | )(?:{_OTHERS}|(?<=nội dung )thực hiện|(?<=nội dung công việc )thực hiện"
    r"|(?:(?<=chủ yếu )|(?<=xã hội ))năm (?:19|20)[0-9]{2}))*"
)


def names_rows(plain: str) -> bool:
    """Tell whether a heading, expanded and without brackets, heads a column of names."""
    return _NAMES.fullmatch(plain) is not None
