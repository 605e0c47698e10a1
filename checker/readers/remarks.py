"""Remove a remark after or before a figure, if the reading is certain.

Owns the kinds of remarks: note marks, brackets that change nothing, parts and percentages after a comma, and the row's
name before the figure. A list of parts, and words that retract or limit the figure, stay in the text, which is then
refused. Must not know numbers or units.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from checker.domain.unit_words import parse_unit

__all__ = ["percent_beside", "without_name", "without_remarks"]

_MARK: Final = re.compile(r"(?<=[^\s(])\s*(?:\(\s*\*{1,4}\s*\)|\*{1,4})\s*$")
_END: Final = re.compile(r"\s*(?:\./\.|[.;,])+$")
_DIGITS: Final = re.compile(r"[0-9]")
# Words that change or retract the figure before them.
_CHANGES: Final = re.compile(
    r"(?<![^\W_])(?:không|chưa|âm|giảm|tăng|thiếu|hụt|vượt|còn|trừ|ngoài ra|cộng|thêm|nếu|dự kiến|khoảng|gần|trên|dưới"
    r"|hơn|kế hoạch|kh|cùng kỳ|năm trước|kỳ trước|quý|tháng|lần|nghìn|ngàn|triệu|tỷ|tỉ|trăm"
    r"|vạn|phấn đấu|mục tiêu|chỉ tiêu|đăng ký|giao|giai đoạn|nhiệm kỳ|cả năm|bình quân|trung bình|tối đa|tối thiểu"
    r"|trở lên|trở xuống|cũ|hủy|huỷ|bỏ|sai|nhầm|rút|xem lại|kiểm tra|xác minh|đề nghị|dở dang|riêng|chỉ|mỗi|phần"
    r"|đính chính|lẽ ra|dự thảo|chờ|tạm(?! tính)|đợt|kỳ|tuần|phương án|loại|dự toán|đầu năm"
    r"|minus|not|except)(?![^\W_])"
    r"|[?%‰]"
)
# Words after a comma or in brackets that introduce a part or a comparison.
_OPENS: Final = (
    r"(?:(?:trong đó|tr\.đó|bao gồm|gồm|riêng|nâng|tăng|giảm|vượt|cao hơn|thấp hơn|including|of which)(?![^\W_])"
    r"|(?:ước )?(?:đạt|bằng|chiếm|so với)(?![^\W_])[^%]*%)"
)
_BEHIND: Final = re.compile(
    rf"(?P<figure>.*?[^\s,;:-])\s*(?:[,;:]|\s[-\u2013\u2014])\s+(?P<remark>{_OPENS}.*)", re.DOTALL
)
_IN_BRACKETS: Final = re.compile(r"(?P<figure>[^()\[\]]*[^\s()\[\]])\s*[(\[](?P<remark>[^()\[\]]+)[)\]]\s*")
_PARTS: Final = re.compile(r"(?P<figure>.*?\S)\s+(?P<remark>(?:trong đó|tr\.đó|bao gồm)(?![^\W_]).*)", re.DOTALL)
# "58,9%", "đạt 58,9% KH", "tăng 8% so cùng kỳ": comparisons of a figure.
_PERCENT: Final = re.compile(
    r"(?:(?:ước|đạt|bằng|tăng|giảm|vượt|hụt|chiếm|tương đương|so với|so) )*[0-9][0-9.,]* ?%[^0-9]*"
    r"(?:[,;][^0-9]*[0-9][0-9.,]* ?%[^0-9]*)?"
)
# The things that are counted, by name: as many names as the figure says.
_NAMES: Final = r"(?:(?:bao gồm|gồm|đó là|là)(?: có)? ?:? ?)?(?P<names>.*)"
_BETWEEN: Final = re.compile(r" ?[,;] ?| và ")
_OF_PLAN: Final = re.compile(r"(?<![^\W_])(?:kế hoạch|kh|dự toán|chỉ tiêu|nghị quyết|nq)(?![^\W_])")
# Words in brackets that only give the certainty or source of a figure.
_NEUTRAL: Final = re.compile(
    r"(?:đạt|th|thực hiện|lũy kế|(?:số )?(?:chính thức|sơ bộ|tạm tính)|ước(?: tính| thực hiện)?)"
    r"|nguồn(?![^\W_]).*|theo (?:báo cáo|số liệu|nguồn|kết quả|thống kê|tổng hợp|công bố|đánh giá)(?![^\W_]).*"
)
# A part of another period, of a plan, or of future work is not a part of the figure.
_ELSEWHEN: Final = re.compile(
    r"(?<![^\W_])(?:(?:năm|kỳ|tháng|quý) trước|kế hoạch|chưa|không|dự kiến|dự ước|ước|phấn đấu|nợ)(?![^\W_])",
    re.IGNORECASE,
)
# In "317, giảm còn 300" either figure may be the reported one. "Nâng tổng số lên 12" names another figure.
_LEADS_ELSEWHERE: Final = re.compile(
    r"(?!nâng)(?=.*(?:(?<![^\W_])(?:còn|xuống|lên|thành|thực tế)(?![^\W_])|=)[^%]*[0-9]).*", re.IGNORECASE | re.DOTALL
)
_PART: Final = re.compile(r"(?:trong đó|tr\.đó|bao gồm|gồm|including|of which)(?![^\W_])")
_VERBS: Final = frozenset(
    ("đã", "ước", "đạt", "được", "thực", "hiện", "có", "là", "cho", "với", "số", "kết", "quả", "tính", "dự", "tổng",
     "trên", "địa", "bàn", "năm", "trong", "kỳ", "đến", "nay", "lũy", "kế", "toàn", "của", "và")
)  # fmt: skip
# Even in a name they may change the figure.
_MOVES: Final = frozenset(("tăng", "giảm", "còn", "vượt", "thiếu", "hụt", "không", "chưa", "âm", "dưới", "gần", "hơn"))
# Directly before a figure these are not part of a name: "trên 12", "đến 12".
_BOUNDS: Final = frozenset(("trên", "đến", "trong", "năm", "kỳ", "với", "và"))
_LONGEST_NAME: Final = 120


def without_remarks(text: str) -> str:
    """Return a figure without remarks after it that do not change it; else return the text unchanged.

    >>> without_remarks("412 lao động, trong đó XKLĐ 35"), without_remarks("86,6 (*)"), without_remarks("1 (HTX A)")
    ('412 lao động', '86,6', '1')
    >>> without_remarks("1 HTX nông nghiệp, 2 HTX dịch vụ"), without_remarks("317 (gồm xã A)")
    ('1 HTX nông nghiệp, 2 HTX dịch vụ', '317 (gồm xã A)')
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


def percent_beside(text: str) -> str:
    """Return the percentage of the plan in a remark beside a figure; empty if there is none.

    >>> percent_beside("317 (90% KH)"), percent_beside("51, bằng 46,4% kế hoạch"), percent_beside("51 (46,4%)")
    ('90% KH', 'bằng 46,4% kế hoạch', '')
    """
    plain = _END.sub("", " ".join(unicodedata.normalize("NFC", text).split()))
    match = _IN_BRACKETS.fullmatch(plain) or _BEHIND.fullmatch(plain)
    remark = match["remark"].strip() if match is not None and "%" not in match["figure"] else ""
    of_plan = _PERCENT.fullmatch(remark.casefold()) is not None and _OF_PLAN.search(remark.casefold()) is not None
    return remark if of_plan else ""


def without_name(text: str, name: str) -> str:
    """Return a figure without the words before it that only repeat the name of its row.

    "Đã kết nạp 51 đảng viên" in the row "Kết nạp đảng viên" is 51 đảng viên; any other word that is not a verb of
    reporting leaves the text unchanged.

    Args:
        text: The figure as written.
        name: The name of its row.
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
    """Tell whether a text has one figure, or actual and planned, and is not a list."""
    numerals = re.findall(r"[0-9](?:[0-9.,]*[0-9])?", figure)
    if re.search(r"[,;] ", figure):
        return False
    return len(numerals) == 1 or (len(numerals) == 2 and re.search(r"[0-9] ?/ ?[0-9]", figure) is not None)  # noqa: PLR2004


def _tells_of_it(remark: str) -> bool:
    """Tell whether a remark after a comma is about the figure, and does not replace it."""
    if _PART.match(remark.casefold()) is not None:
        return _is_part(remark)
    return _LEADS_ELSEWHERE.fullmatch(remark) is None


def _says_nothing(remark: str, figure: str) -> bool:
    """Tell whether a text in brackets names what is counted, or is a part, and not a unit, scale or second figure.

    Any other word, such as "nữ", "xã A" or "đăng ký", may say what the figure before it counts.
    """
    words = remark.casefold().strip()
    if (_PART.match(words) and _is_part(words)) or (_PERCENT.fullmatch(words) and "%" not in figure):
        return True
    if _DIGITS.search(words) is not None or _CHANGES.search(words) is not None:
        return False
    return _NEUTRAL.fullmatch(words) is not None or _names_all(remark, figure)


def _is_part(remark: str) -> bool:
    """Tell whether a remark states the size of a part; without one it says what the figure includes."""
    return _DIGITS.search(remark) is not None and _ELSEWHEN.search(remark) is None


def _names_all(remark: str, figure: str) -> bool:
    """Tell whether a remark has as many names as the figure counts: "2 (HTX A và HTX B)"."""
    listed = re.fullmatch(_NAMES, remark.strip(), re.IGNORECASE)
    names = [name for name in _BETWEEN.split(listed["names"] if listed else "") if name.strip()]
    count = re.match("[0-9]+(?![0-9.,])", figure)
    # "HTX A", "chi bộ Hòa Bình": a name has a capital after its first word.
    named = all(any(word[0].isupper() for word in name.split()[1:]) for name in names)
    return named and count is not None and int(count[0]) == len(names)
