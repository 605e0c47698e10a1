"""The notes beside figures that name another period or unit, or correct or question the figure.

Must not know indicators.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from checker.domain.unit import SCALES, Unit, folded
from checker.domain.unit_words import conversion, parse_unit

__all__ = ["UNIT_NOTES", "other_unit", "questions_figure", "unit_in"]

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
_LABEL: Final = (
    r"(?:(?:đvt|đ\.v\.t|đv tính|đơn vị(?: tính| đo)?|đv|unit|tính bằng|tính theo|số liệu tính bằng) ?[:=]? ?(?:là )?)?"
)
_LABELLED: Final = r"[ (\[]*(?:đvt|đ\.v\.t|đv tính|đơn vị|unit)"
_FACTOR: Final = r"(?:[x×*]|nhân(?: với)?) ?(1[., ]?000(?:[., ]?000)*)"
UNIT_NOTES: Final = r"([^0-9]|[mM][23]|1([., ]?0)*){1,60}"
"""The notes that may be a unit or scale, for databases that match many: short ones whose digits are those of a unit."""


def unit_in(note: str) -> Unit | None:
    """Return the unit or scale that a note consists of; ``None`` if it says anything else.

    >>> [unit_in(note) for note in ("Đã kiểm tra", "tăng 5 triệu đồng")]
    [None, None]
    >>> [str(unit_in(note).size) for note in ("ĐVT: triệu đồng", "x1000", "(nghìn)")]
    ['1000000', '1000', '1000']
    """
    words = re.sub(rf"^{_LABEL}", "", folded(note[:_LONGEST]).strip(" .;()[]")).strip(" .;()[]")
    factor = re.fullmatch(_FACTOR, words)
    if factor is not None:
        return Unit(words, "", Fraction(re.sub(r"\D", "", factor[1])))
    known = parse_unit(words)
    return known if known is not None and (known.base or all(word in SCALES for word in words.split())) else None


def other_unit(note: str, own: Unit) -> Unit | None:
    """Return the unit or scale that a note names for the figure beside it, if that is in another one.

    >>> from checker.domain.unit_words import parse_unit
    >>> other_unit("nghìn hộ", parse_unit("hộ")).name, other_unit("hộ", parse_unit("người"))
    ('nghìn hộ', None)
    """
    named = unit_in(note)
    if named is None or (factor := conversion(named, own)) == 1:
        return None
    # Without a label, another thing may only be what the note speaks of.
    return named if factor is not None or re.match(_LABELLED, folded(note)) else None


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
