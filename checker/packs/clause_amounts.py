"""Find the amounts of a clause, without years, dates and document numbers; two ends form one range.

Must not know the words around them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.domain.numeral import numeral_readings
from checker.domain.record import NamedTuple
from checker.packs.clause_periods import DAY_OF_YEAR
from checker.packs.clause_places import place_start
from checker.packs.clause_words import NUMERAL

__all__ = ["TERM", "Amount", "amounts_of", "no_amounts", "years_of"]

_YEAR: Final = r"(?:19|20)[0-9]{2}"
_DASH: Final = "[-\u2013\u2014]"
TERM: Final = rf"(?:(?:giai đoạn|thời kỳ|nhiệm kỳ|5 năm|năm năm) )*{_YEAR} ?{_DASH} ?{_YEAR}"
_DOCUMENT: Final = (
    r"nghị quyết|quyết định|nghị định|thông tư|chỉ thị|kế hoạch|chương trình|đề án|luật|công văn|tiêu chí|chỉ tiêu"
    r"|nq|qđ|kh|ct|cv"
)
_NUMBERED: Final = (
    "điều|khoản|mục|phụ lục|biểu|bảng|quốc lộ|tỉnh lộ|đường tỉnh|ql|đt|covid|iso|khóa|lần thứ|công nghiệp"
)
_GRADES: Final = "loại|mức độ|cấp độ|khu vực|vùng|thứ|lớp|giai đoạn|bước|cấp"
_MANY: Final = "dân|người dân|người|trẻ|phụ nữ|ca|lao động|hộ|học sinh|km2|ha|đồng"
_NO_NUMBER: Final = "(?![0-9.,]*[0-9])"
# Patterns that are never an amount.
_NEVER: Final = (
    TERM,
    rf"[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]{_YEAR}",
    DAY_OF_YEAR,
    rf"(?:tháng|quý|kỳ) (?:1[0-2]|0?[1-9])(?![0-9])(?![.,][0-9])(?! ?[%‰])(?:[/-]{_YEAR})?",
    r"(?<![0-9.,])[1-9][0-9]? tháng(?: (?:đầu|cuối) năm)?(?![^\W_])",
    r"quý (?:i{1,3}|iv)(?![^\W_])",
    rf"(?:năm|niên độ|giá so sánh|so sánh|so với|kh|đến|cuối|hết|từ|sau) {_YEAR}{_NO_NUMBER}(?! ?[%‰]| [^\W\d_]+ đồng)",
    rf"(?<=[^\W\d_])/{_YEAR}(?![0-9])",
    rf"(?:{_DOCUMENT}) (?:số )?[0-9]+[/-][^\s,;]+",
    rf"(?:{_DOCUMENT}) số [0-9]+",
    rf"(?:{_NUMBERED}) ?-?[0-9]+(?:[.,/-][0-9]+)*{_NO_NUMBER}(?! ?[%‰])",
    r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]+)[.)]\s(?=\s*[^\W\d_])",
    r"\([0-9]{1,2}\)",
    r"cả [0-9]+",
    r"(?<![0-9.,])[1-9][0-9]? năm(?! [0-9])(?![^\W_])",
    r"[2-6]g(?![^\W_])",
    r"[0-9]+/[0-9]+ ?(?:giờ|h)(?![^\W_])",
)
# Patterns that are an amount only if there is no other: bases of rates, ages, grades.
_SELDOM: Final = (
    rf"(?:/|trên|mỗi|tính trên) ?10{{0,2}}(?:[., ]?000)* ?(?:(?:trăm|nghìn|ngàn|vạn|triệu) )?(?:{_MANY})(?![^\W_])",
    rf"(?:(?:từ|dưới|trên|đủ) )*[0-9]+(?: ?(?:{_DASH}|đến|tới) ?(?:dưới )?[0-9]+)? ?(?:tuổi|tháng tuổi)(?![^\W_])",
    r"(?:đạt |từ |hạng |chuẩn )*[1-5] ?sao(?: trở lên)?(?![^\W_])",
    # "Bằng cấp 24%" and "cấp 1.200 thẻ" are none of these.
    rf"(?:{_GRADES}) [0-9]{{1,2}}(?:[.,/-][0-9]{{1,2}})*{_NO_NUMBER}(?! ?[%‰])",
)
# Ranks, whose words do not form a bound.
_PLACES: Final = (rf"(?:nhóm|hạng|top|thứ hạng) [0-9]+(?:[.,/-][0-9]+)*{_NO_NUMBER}(?! ?[%‰])",)
_CHAIN: Final = 3
_MOST: Final = 60
_OF_YEAR: Final = rf"(?P<lead>(?:[^\W\d_]+ ){{0,5}})năm (?P<year>{_YEAR})(?![0-9.,]*[0-9])(?! ?{_DASH} ?[0-9])"
_OTHER_YEAR: Final = (
    r"(?:so với|so|từ|của|trước|sau|giá|cùng kỳ|bằng|hơn|kế hoạch|dự toán|kh|đầu|nghị quyết|với)(?: [^\W_]+){0,3} $"
)
_BY_YEAR: Final = r"(?:đến|tới|hết|cuối|trước)(?: (?:cuối|hết))? $"


class Amount(NamedTuple):
    """A number or a range, with its position."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    upper: tuple[Decimal, ...] = ()
    other: bool = False


def no_amounts(text: str) -> list[tuple[int, int]]:
    """Return the spans that are never an amount: terms, dates, documents."""
    return _spans(_NEVER, text)


def amounts_of(text: str, hidden: list[tuple[int, int]], *, places: bool = False) -> list[Amount]:
    """Return the numbers and ranges of a text, without those in hidden spans.

    Args:
        text: In lower case.
        hidden: The spans that are never an amount.
        places: Whether ranks are amounts.
    """
    return list(itertools.islice(_Amounts(text, hidden, places=places).read(), _MOST))


def _spans(patterns: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Return the spans of patterns that start at a word boundary."""
    begins = (pattern if pattern.startswith(("(?<=", "(?:/")) else rf"(?<![^\W_])(?:{pattern})" for pattern in patterns)
    return [match.span() for pattern in begins for match in re.finditer(pattern, text)]


class _Amounts:
    """Parses a text into amounts."""

    def __init__(self, text: str, hidden: list[tuple[int, int]], *, places: bool) -> None:
        self._text = text
        self._places = places
        self._hidden = hidden

    def read(self) -> Iterator[Amount]:
        seldom = _spans(_SELDOM, self._text)
        found = [one for one in re.finditer(NUMERAL, self._text) if not _inside(one, self._hidden)][: _MOST * 2]
        if all(_inside(one, seldom) for one in found):
            seldom = []
        seldom += [] if self._places else _spans(_PLACES, self._text)
        numbers = [
            Amount(*one.span(), self._readings(one), other=_inside(one, seldom) and not self._is_place(one))
            for one in found
        ]
        place = 0
        while place < len(numbers):
            first = numbers[place]
            second = numbers[place + 1] if place + 1 < len(numbers) else None
            place += 1
            if second is None:
                yield first
                continue
            between = self._text[first.end : second.start]
            if re.fullmatch(rf"\s?(?:%|‰|[^\W\d_]+(?: [^\W\d_]+)?)?\s?(?:{_DASH}|đến|tới)\s?", between):
                yield first._replace(end=second.end, upper=second.values, other=first.other or second.other)
                place += 1
            elif (joined := self._joined(first, second, between)) is not None:
                yield joined
                place += 1
            elif between.strip() == "/" and not self._chained(numbers, place):
                # "05/11 xã": a count out of a total.
                yield first
                numbers[place] = second._replace(other=True)
            else:
                yield first

    def _is_place(self, match: re.Match[str]) -> bool:
        text = self._text
        return self._places and place_start(text[: match.start()], text[match.end() :]) is not None

    def _readings(self, match: re.Match[str]) -> tuple[Decimal, ...]:
        values = numeral_readings(match[0])
        before = self._text[: match.start()]
        negative = re.search(r"(?:^|\s)[-\u2212]$", before) or re.search(r"(?<![^\W_])âm\s+$", before)
        return (*values, *(-value for value in values)) if negative else values

    def _joined(self, first: Amount, second: Amount, between: str) -> Amount | None:
        """Read "1 tỷ 200 triệu đồng" as one number, in the unit of its second part."""
        scales = {"tỷ": 1_000, "tỉ": 1_000, "triệu": 1_000}
        behind = self._text[second.end :].lstrip()
        scale, below = between.strip(), "triệu" if between.strip() in {"tỷ", "tỉ"} else "nghìn"
        if scale not in scales or not behind.startswith(below):
            return None
        values = tuple(one * scales[scale] + other for one in first.values[:1] for other in second.values[:1])
        return second._replace(start=first.start, values=values)

    def _chained(self, numbers: list[Amount], place: int) -> bool:
        """Tell whether a slash is one of several: "45/30/25" are three shares."""
        text = self._text
        run = 2
        for one, other in zip(numbers[place:], numbers[place + 1 :], strict=False):
            if text[one.end : other.start].strip() != "/":
                break
            run += 1
        for one, other in zip(numbers[place - 1 :: -1], numbers[max(place - 2, 0) :: -1], strict=False):
            if one is other or text[other.end : one.start].strip() != "/":
                break
            run += 1
        return run >= _CHAIN


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def years_of(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the years that a part of a clause applies to, and those by whose end it must be reached."""
    of, by = [], []
    for match in re.finditer(_OF_YEAR, text):
        lead = match["lead"]
        if re.search(rf"(?<![^\W_]){_BY_YEAR}", lead) and not re.search(r"(?<![^\W_])so(?: với)? ", lead):
            by.append(int(match["year"]))
        elif not re.search(rf"(?<![^\W_]){_OTHER_YEAR}", lead):
            of.append(int(match["year"]))
    return tuple(of), tuple(by)
