"""A figure with a remark behind or before it, without the remark, where one reading is certain.

Owns what a remark is: the mark of a note, what stands in brackets and changes nothing, parts and percentages behind
a comma, and the name of the row before the figure. A list of parts, and what takes back or limits the figure, is
left as it is, and so refused. Must not know numbers or units.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from checker.domain.unit_words import parse_unit

__all__ = ["without_name", "without_remarks"]

_MARK: Final = re.compile(r"(?<=[^\s(])\s*(?:\(\s*\*{1,4}\s*\)|\*{1,4})\s*$")
_END: Final = re.compile(r"\s*(?:\./\.|[.;,])+$")
_DIGITS: Final = re.compile(r"[0-9]")
# What makes another figure of the one before it, or takes it back.
_CHANGES: Final = re.compile(
    r"(?<![^\W_])(?:không|chưa|âm|giảm|tăng|thiếu|hụt|vượt|còn|trừ|ngoài ra|cộng|thêm|nếu|dự kiến|khoảng|gần|trên|dưới"
    r"|hơn|kế hoạch|kh|cùng kỳ|năm trước|kỳ trước|quý|tháng|lần|nghìn|ngàn|triệu|tỷ|tỉ|trăm"
    r"|vạn|phấn đấu|mục tiêu|chỉ tiêu|đăng ký|giao|giai đoạn|nhiệm kỳ|cả năm|bình quân|trung bình|tối đa|tối thiểu"
    r"|trở lên|trở xuống|cũ|hủy|huỷ|bỏ|sai|nhầm|rút|xem lại|kiểm tra|xác minh|đề nghị|dở dang|riêng|chỉ|mỗi|phần"
    r"|đính chính|lẽ ra|dự thảo|chờ|tạm(?! tính)|đợt|kỳ|tuần|phương án|loại|dự toán|đầu năm"
    r"|minus|not|except)(?![^\W_])"
    r"|[?%‰]"
)
# What stands behind a comma or in brackets and tells of a part, or holds the figure against something.
_OPENS: Final = (
    r"(?:(?:trong đó|tr\.đó|bao gồm|gồm|riêng|nâng|tăng|giảm|vượt|cao hơn|thấp hơn|including|of which)(?![^\W_])"
    r"|(?:ước )?(?:đạt|bằng|chiếm|so với)(?![^\W_])[^%]*%)"
)
_BEHIND: Final = re.compile(
    rf"(?P<figure>.*?[^\s,;:-])\s*(?:[,;:]|\s[-\u2013\u2014])\s+(?P<remark>{_OPENS}.*)", re.DOTALL
)
_IN_BRACKETS: Final = re.compile(r"(?P<figure>[^()\[\]]*[^\s()\[\]])\s*[(\[](?P<remark>[^()\[\]]+)[)\]]\s*")
_PARTS: Final = re.compile(r"(?P<figure>.*?\S)\s+(?P<remark>(?:trong đó|tr\.đó|bao gồm)(?![^\W_]).*)", re.DOTALL)
# "58,9%", "đạt 58,9% KH", "tăng 8% so cùng kỳ": what a figure is compared with.
_PERCENT: Final = re.compile(
    r"(?:(?:ước|đạt|bằng|tăng|giảm|vượt|hụt|chiếm|tương đương|so với|so) )*[0-9][0-9.,]* ?%[^0-9]*"
    r"(?:[,;][^0-9]*[0-9][0-9.,]* ?%[^0-9]*)?"
)
# What says of a figure in brackets only how sure it is, or where it is from.
_NEUTRAL: Final = re.compile(
    r"(?:đạt|th|thực hiện|lũy kế|(?:số )?(?:chính thức|sơ bộ|tạm tính)|ước(?: tính| thực hiện)?)"
    r"|(?:theo|nguồn|tại)(?![^\W_]).*"
)
# A part that is of another time, of a plan, or not done yet, is none of the figure.
_ELSEWHEN: Final = re.compile(
    r"(?<![^\W_])(?:(?:năm|kỳ|tháng|quý) trước|kế hoạch|chưa|không|dự kiến|dự ước|ước|phấn đấu|nợ)(?![^\W_])",
    re.IGNORECASE,
)
# "317, giảm còn 300": which of the two is reported? "Nâng tổng số lên 12" speaks of another figure.
_LEADS_ELSEWHERE: Final = re.compile(
    r"(?!nâng)(?=.*(?:(?<![^\W_])(?:còn|xuống|lên|thành|thực tế)(?![^\W_])|=)[^%]*[0-9]).*", re.IGNORECASE | re.DOTALL
)
_PART: Final = re.compile(r"(?:trong đó|tr\.đó|bao gồm|gồm|including|of which)(?![^\W_])")
_VERBS: Final = frozenset(
    ("đã", "ước", "đạt", "được", "thực", "hiện", "có", "là", "cho", "với", "số", "kết", "quả", "tính", "dự", "tổng",
     "trên", "địa", "bàn", "năm", "trong", "kỳ", "đến", "nay", "lũy", "kế", "toàn", "của", "và")
)  # fmt: skip
# In a name too they may say what was done to the figure.
_MOVES: Final = frozenset(("tăng", "giảm", "còn", "vượt", "thiếu", "hụt", "không", "chưa", "âm", "dưới", "gần", "hơn"))
# Right before a figure these are no part of a name: "trên 12", "đến 12".
_BOUNDS: Final = frozenset(("trên", "đến", "trong", "năm", "kỳ", "với", "và"))
_LONGEST_NAME: Final = 120


def without_remarks(text: str) -> str:
    """Return a figure without the remarks behind it, or the text as it is where there are none that say nothing of it.

    >>> without_remarks("412 lao động, trong đó XKLĐ 35"), without_remarks("86,6 (*)"), without_remarks("1 (HTX A)")
    ('412 lao động', '86,6', '1')
    >>> without_remarks("1 HTX nông nghiệp, 2 HTX dịch vụ"), without_remarks("86,6 (chưa kể thu đất)")
    ('1 HTX nông nghiệp, 2 HTX dịch vụ', '86,6 (chưa kể thu đất)')
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    bare = _MARK.sub("", _END.sub("", plain))
    behind = _BEHIND.fullmatch(bare) or _PARTS.fullmatch(bare)
    if behind is not None and _is_one(behind["figure"]) and _tells_of_it(behind["remark"]):
        return _MARK.sub("", behind["figure"])
    brackets = _IN_BRACKETS.fullmatch(bare)
    stated = parse_unit(brackets["remark"]) if brackets is not None and brackets["figure"][-1].isdigit() else None
    if brackets is not None and stated is not None and stated.base:
        # "51 (đảng viên)": the unit is compared with that of the row.
        return f"{brackets['figure']} {brackets['remark']}"
    if brackets is not None and _is_one(brackets["figure"]) and _says_nothing(brackets["remark"], brackets["figure"]):
        return brackets["figure"]
    return bare


def without_name(text: str, name: str) -> str:
    """Return a figure without the words before it that only repeat the name of its row.

    "Đã kết nạp 51 đảng viên" in the row "Kết nạp đảng viên" is 51 đảng viên; a word that is neither in the name nor a
    verb of reporting leaves the text as it is.

    Args:
        text: The figure as written.
        name: What its row is called.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    first = _DIGITS.search(plain)
    if first is None or first.start() == 0 or len(plain) > _LONGEST_NAME:
        return text
    before = re.findall(r"[^\W\d_]+", plain[: first.start()].casefold())
    known = {*re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name).casefold()), *_VERBS}
    signs = re.sub(r"[\w\s]", "", plain[: first.start()])
    if not before or signs or before[-1] in _BOUNDS or not known.issuperset(before) or not _MOVES.isdisjoint(before):
        return text
    estimate = "ước " if before[0] in ("ước", "dự") else ""
    return estimate + plain[first.start() :]


def _is_one(figure: str) -> bool:
    """Tell whether a text holds one figure, or done and planned, and no list."""
    numerals = re.findall(r"[0-9](?:[0-9.,]*[0-9])?", figure)
    if re.search(r"[,;] ", figure):
        return False
    return len(numerals) == 1 or (len(numerals) == 2 and re.search(r"[0-9] ?/ ?[0-9]", figure) is not None)  # noqa: PLR2004


def _tells_of_it(remark: str) -> bool:
    """Tell whether what stands behind a comma is about the figure, and no other figure in its place."""
    if _PART.match(remark.casefold()) is not None:
        return _ELSEWHEN.search(remark) is None
    return _LEADS_ELSEWHERE.fullmatch(remark) is None


def _says_nothing(remark: str, figure: str) -> bool:
    """Tell whether what stands in brackets is a name or a part, and no unit, scale, change or second figure.

    Whatever else it may say, "nữ", "đăng ký", "lượt", may make another figure of the one before it.
    """
    words = remark.casefold().strip()
    if (_PART.match(words) and _ELSEWHEN.search(words) is None) or (_PERCENT.fullmatch(words) and "%" not in figure):
        return True
    if _DIGITS.search(words) is not None or _CHANGES.search(words) is not None:
        return False
    # "HTX A", "chi bộ Hòa Bình", "Hòa Bình": a name has a capital behind its first word.
    return _NEUTRAL.fullmatch(words) is not None or any(word[0].isupper() for word in remark.split()[1:])
