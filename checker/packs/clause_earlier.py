"""Targets of a clause that only refer to an earlier figure: "không tăng so với năm 2023", "gấp 2 lần năm 2020".

Owns these wordings and the number of each: a change of zero, or a percentage. Must not know the rest of a clause, or
targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.domain.numeral import numeral_readings
from checker.domain.record import NamedTuple
from checker.domain.wording import Sense

__all__ = ["EarlierComparison", "compares_elsewhere", "comparisons_in", "starts_named"]

_YEAR: Final = r"(?:19|20)[0-9]{2}"
_OF: Final = r"(?:ước )?(?:thực hiện )?(?:của )?(?:cùng kỳ )?(?:cuối )?"
_LEVEL: Final = r"(?:ở )?(?:mức|kết quả|số liệu|con số) "
_TIME: Final = rf"(?:năm (?:{_YEAR}|trước|ngoái|liền trước)|cùng kỳ)(?![^\W_])(?! ?[-\u2013] ?[0-9])"
_START: Final = rf"(?:{_LEVEL})?{_OF}{_TIME}"
# Without a word of comparison, a year may be the deadline: "không tăng năm 2024".
_SINCE: Final = rf"(?:(?:so với|so|với|như|bằng) (?P<start>{_START})|(?P<level>{_LEVEL}{_OF}{_TIME}))"
_THAN: Final = rf"(?:so với |với )?(?P<start>{_START})"
_WORDS: Final = r"(?P<named>(?:[^\W\d_]+ ){0,8}?)"
_EDGE: Final = r"(?<![^\W_])"
_END: Final = r"(?![^\W_])"
_NOT: Final = r"không (?:để )?"
_MORE: Final = "cao hơn|nhiều hơn|lớn hơn"
_LESS: Final = "thấp hơn|ít hơn|nhỏ hơn|kém hơn"
_HOLD: Final = r"(?:tiếp tục )?(?:duy trì|giữ)(?: (?:ổn định|nguyên|vững))?|ổn định"
_TIMES: Final = {"đôi": "2", "hai": "2", "rưỡi": "1,5", "ba": "3", "bốn": "4", "năm": "5"}
_BOUND: Final = r"(?:(?P<bound>ít nhất|tối thiểu|không dưới|trên|hơn|khoảng|gần|từ) )?"
_BOUNDS: Final = {
    "ít nhất": Sense.FLOOR, "tối thiểu": Sense.FLOOR, "không dưới": Sense.FLOOR, "trên": Sense.ABOVE,
    "hơn": Sense.ABOVE, "gần": Sense.NEAR,
}  # fmt: skip
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)*"
_ONE: Final = Decimal(1)
_FULL: Final = Decimal(100)


class EarlierComparison(NamedTuple):
    """A wording that compares with an earlier figure.

    Args:
        start: Its start.
        end: Its end.
        percent: The required change, in percent.
        change: Whether it is a rise or a fall; ``None`` if the figure must be kept.
        bound: The bound that the words make of the change.
        named: The words within it that name the compared figure.
        remark: Whether it decides nothing if there is an amount beside it: "đạt 90 tỷ đồng, tăng so với năm trước".
        since: The words for the earlier figure; empty if there are none.
    """

    start: int
    end: int
    percent: tuple[Decimal, ...]
    change: Sense | None
    bound: Sense | None
    named: str
    remark: bool
    since: str


_ZERO: Final = (Decimal(0),)
_FORMS: Final = (
    (rf"{_EDGE}{_NOT}tăng(?: thêm)? {_WORDS}{_SINCE}", Sense.FALL, None, False),
    (rf"{_EDGE}{_NOT}(?:{_MORE}|vượt(?: quá)?) {_THAN}", Sense.FALL, None, False),
    (rf"{_EDGE}{_NOT}giảm {_WORDS}{_SINCE}", Sense.GROWTH, None, False),
    (rf"{_EDGE}(?:{_NOT}(?:{_LESS}|dưới)|(?:tối thiểu|ít nhất)(?: phải)? bằng) {_THAN}", Sense.GROWTH, None, False),
    (rf"{_EDGE}(?:{_HOLD}) {_WORDS}{_SINCE}", None, None, False),
    (rf"{_EDGE}(?:bằng|như) (?P<start>{_START})", None, None, False),
    (rf"{_EDGE}(?:kéo )?giảm {_WORDS}{_SINCE}", Sense.FALL, Sense.ABOVE, True),
    (rf"{_EDGE}(?:{_LESS}|dưới(?= mức)) {_THAN}", Sense.FALL, Sense.ABOVE, True),
    (rf"{_EDGE}tăng {_WORDS}{_SINCE}", Sense.GROWTH, Sense.ABOVE, True),
    (rf"{_EDGE}(?:{_MORE}|vượt|trên(?= mức)) {_THAN}", Sense.GROWTH, Sense.ABOVE, True),
    # Without words for the earlier figure, which the pack must then state.
    (rf"{_EDGE}{_NOT}tăng(?: thêm)?{_END}", Sense.FALL, None, True),
    (rf"{_EDGE}{_NOT}giảm{_END}", Sense.GROWTH, None, True),
)
_MULTIPLE: Final = (
    rf"{_EDGE}(?:tăng )?gấp {_BOUND}(?:(?P<times>{_NUMBER}) lần|(?P<word>{'|'.join(_TIMES)}))(?: lần)?{_END}"
    rf"(?P<behind> trở lên)?(?: {_THAN})?"
)
_SHARE: Final = rf"{_EDGE}(?:bằng|đạt) {_BOUND}(?P<times>{_NUMBER}) ?%(?P<behind> trở lên)? so với (?P<start>{_START})"


def comparisons_in(text: str) -> tuple[EarlierComparison, ...]:
    """Return the wordings of a lower-case clause that refer to an earlier figure, in order."""
    found = [*_multiples(text)]
    for pattern, change, bound, remark in _FORMS:
        for one in re.finditer(pattern, text):
            start, end = one.span()
            if all(end <= other.start or other.end <= start for other in found):
                groups = one.groupdict()
                since = groups.get("start") or groups.get("level") or ""
                named = (groups.get("named") or "").strip()
                found.append(EarlierComparison(start, end, _ZERO, change, bound, named, remark, since))
    return tuple(sorted(found, key=lambda one: one.start))


def _multiples(text: str) -> Iterator[EarlierComparison]:
    """Yield "gấp 2 lần năm 2020" and "bằng 105% so với năm trước" as growth."""
    for pattern, whole in ((_MULTIPLE, _ONE), (_SHARE, _FULL)):
        for one in re.finditer(pattern, text):
            written = one["times"] or _TIMES[one["word"]]
            growth = tuple((value / whole - 1) * 100 for value in numeral_readings(written))
            if any(value < 0 for value in growth):
                continue
            bound = Sense.FLOOR if one["behind"] else _BOUNDS.get(one["bound"] or "")
            yield EarlierComparison(*one.span(), growth, Sense.GROWTH, bound, "", False, one["start"] or "")


def compares_elsewhere(words: str) -> bool:
    """Tell whether words compare with something else than an earlier figure.

    >>> compares_elsewhere(" so với dự toán"), compares_elsewhere(" so với năm 2023")
    (True, False)
    """
    return re.search(rf"{_EDGE}so (?:với )?(?!với|{_START}|đầu năm|đầu kỳ)", words) is not None


def starts_named(words: str, year: int | None) -> tuple[int, ...]:
    """Return the years that the words compare with.

    Args:
        words: The words, in lower case.
        year: The year after "năm trước" and "cùng kỳ"; ``None`` if unknown.

    >>> starts_named("giảm 2% so với năm 2020", 2024), starts_named("tăng so với cùng kỳ", 2024)
    ((2020,), (2023,))
    """
    found: list[int] = []
    for one in re.finditer(rf"{_EDGE}(?:so với|so|như|lần|bằng|hơn|mức) (?P<start>{_START})", words):
        stated = re.search(_YEAR, one["start"])
        if stated:
            found.append(int(stated[0]))
        elif year is not None:
            found.append(year - 1)
    return tuple(found)
