"""Normalize headings: expand abbreviations, and unify spellings and periods.

Owns the abbreviations of offices in headings. Must not know roles of columns: it only writes "ƯTH 6T/2024" as "ước thực
hiện 6 tháng 2024", so that one grammar reads both.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["spelled"]

_INVISIBLE: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_B: Final = r"(?<![^\W_])"
_E: Final = r"(?![^\W_])"
_COUNTS: Final = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
# Applied in order: a rule may rely on the output of an earlier one.
_RULES: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (rf"{_B}quí{_E}", "quý"),
        (rf"{_B}l(?:uỹ|ũy|ũi|uỷ|\.?)[ .]?kế{_E}", "lũy kế"),
        (rf"{_B}lk(?=th{_E})|{_B}lk{_E}", "lũy kế "),
        (rf"{_B}(?:ước|uớc|ưóc|ứơc|uóc){_E}", "ước"),
        (rf"{_B}(?:ư|u|ut|ưt)[./ ]{{1,2}}(?=th{_E}|t\.?hiện)|{_B}[ưu](?=th{_E}|t\.hiện)", "ước "),
        (rf"{_B}(?:kết quả|kq)(?:[./ ]{{0,2}})(?=th{_E}|t\.hiện)", "kết quả "),
        (rf"{_B}kq(?=th{_E})|{_B}kq{_E}", "kết quả "),
        (rf"{_B}(?:t[./] ?hiện|t/h|th\.|th){_E}", "thực hiện"),
        (rf"{_B}(?:k\.h|k/h|kh){_E}", "kế hoạch"),
        (rf"{_B}kh[ .]?đc{_E}", "kế hoạch điều chỉnh"),
        (rf"{_B}khn{_E}", "kế hoạch năm"),
        (rf"{_B}(?:d\.?toán|dt)(?= (?:năm|giao|đầu|điều|hđnd|ubnd|tỉnh|trung|tw|cấp|được|(?:19|20)[0-9]))", "dự toán"),
        (rf"^d\.?t\.?$|{_B}d\.?toán{_E}", "dự toán"),
        (rf"{_B}n\.?q{_E}", "nghị quyết"),
        (rf"{_B}ct(?= (?:giao|kế hoạch|nghị quyết|năm|kinh tế|kt))", "chỉ tiêu"),
        (rf"{_B}(?:kt ?[-–&] ?xh|ktxh|kt,? xh){_E}", "kinh tế xã hội"),
        (rf"{_B}s\.?s{_E}(?= )", "so sánh"),
        (rf"{_B}(?:c\.kỳ|ck){_E}", "cùng kỳ"),
        # "6T/2024", "06 tháng", "6T2024": a number of months, and the year.
        (rf"{_B}0?([1-9]|1[0-2]) ?t(?=[12][0-9]{{3}}{_E}|{_E}|[/.])", r"\1 tháng "),
        (rf"{_B}0([1-9]) tháng{_E}", r"\1 tháng"),
        (rf"{_B}(?:tháng|t\.?) ?0?1 ?(?:-|–|đến|tới) ?(?:tháng |t)?0?([1-9]|1[0-2])(?![0-9])", r"\1 tháng"),
        (rf"{_B}q[. ]?(iv|i{{1,3}}|[1-4]){_E}", r"quý \1"),
        (rf"{_B}quý(iv|i{{1,3}}|[1-4]){_E}", r"quý \1"),
        (rf"{_B}t[. ]?(0?[1-9]|1[0-2]){_E}", r"tháng \1"),
        (r"(?<=tháng )0(?=[1-9])", ""),
        (r"(tháng|quý (?:iv|i{1,3}|[1-4])|tháng (?:[1-9]|1[0-2])|năm) ?[/.-] ?(?=(?:19|20)[0-9]{2}(?![0-9]))", r"\1 "),
    )
)  # fmt: skip
_NUMBERED: Final = re.compile(rf"{_B}({'|'.join(sorted(_COUNTS, key=len, reverse=True))}) tháng{_E}")


def spelled(text: str) -> str:
    """Return a heading composed, case-folded, with single spaces, and expanded.

    >>> spelled("ƯTH 6T/2024"), spelled("Luỹ kế T.hiện Q.II"), spelled("KHĐC 2024")
    ('ước thực hiện 6 tháng 2024', 'lũy kế thực hiện quý ii', 'kế hoạch điều chỉnh 2024')
    """
    written = _plain(text)
    for pattern, words in _RULES:
        written = pattern.sub(words, written)
    written = _NUMBERED.sub(lambda match: f"{_COUNTS[match[1]]} tháng", written)
    return " ".join(written.split())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).casefold().split())
