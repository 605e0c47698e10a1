"""The periods that a title names: a part of a year, a year, or the last day of the figures.

Must not decide which of several mentions counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.readers.form.header_terms import composed
from checker.readers.form.heading_remainder import MONTHS
from checker.readers.form.heading_spelling import spelled

__all__ = ["BARE_YEAR", "DAYS_AND_DOCUMENTS", "Mention", "PlacedText", "mentions"]

_YEAR: Final = r"((?:19|20)[0-9]{2})"
_OF_YEAR: Final = rf"(?: ?[,/-]? ?(?:(?:của |trong )?năm |of )?{_YEAR}(?![0-9]))?"
# Words for parts of a year, with their months; ``{}`` is a number in the text.
_PARTS: Final = (
    (r"(?<![0-9/])(?:6|sáu) tháng cuối(?: năm)?|\bnửa cuối năm|\bnửa năm cuối", (7, 12)),
    (r"\bnửa đầu năm|\bnửa năm đầu|\bfirst six months", (1, 6)),
    (r"(?<![0-9/])(?:6|sáu) (?:tháng|t)(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", (1, 6)),
    (r"(?<![0-9/])(?:9|chín) (?:tháng|t)(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", (1, 9)),
    (r"(?<![0-9/])(?P<count>[0-9]{1,2}) tháng(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", None),
    (r"\bquý (?P<quarter>iv|i{1,3}|[1-4]|một|nhất|hai|ba|bốn|tư)\b", None),
    (r"\btháng (?P<month>0?[1-9]|1[0-2])\b(?! năm (?![12]))", None),
    (r"\btháng (?P<month>giêng|mười một|mười hai|một|hai|ba|tư|sáu|bảy|bẩy|tám|chín|mười|chạp)\b", None),
    (r"\bfirst half", (1, 6)),
    (r"\bsecond half", (7, 12)),
    (r"\bfirst nine months", (1, 9)),
    (r"\bh1(?=[ /,-]{1,2}(?:19|20)[0-9]{2})", (1, 6)),
    (r"\bh2(?=[ /,-]{1,2}(?:19|20)[0-9]{2})", (7, 12)),
    (r"\bquarter (?P<quarter>iv|i{1,3}|[1-4])\b", None),
    (r"\b(?P<quarter>first|second|third|fourth) quarter\b", None),
    (r"\bmonth (?P<month>0?[1-9]|1[0-2])\b", None),
    # "May" is what a sewing industry does in Vietnamese.
    (rf"\b(?P<month>{'|'.join(name for name in MONTHS if name != 'may')})(?=,? (?:19|20)[0-9]{{2}})", None),
)
_DAY_AND_MONTH: Final = (
    rf"(?:ngày )?([0-9]{{1,2}}) ?(?:[/.-]|tháng) ?(0?[1-9]|1[0-2])(?: ?(?:[/.-]|năm) ?{_YEAR})?(?![0-9/])"
)
# "Năm 2024 (số liệu đến 30/6)": not the year, but what ends with that day.
_UNTIL: Final = re.compile(rf"(?:\btừ {_DAY_AND_MONTH} )?\b(?:đến|tới|thời điểm)(?: hết| cuối)? {_DAY_AND_MONTH}")
_MIDDLE: Final = 15
"""From this day on a month of the reporting calendar of decree 09/2019 is the next one."""
# A month or a quarter that nobody filled in, or of which the number is not read: a part of the year, and no year.
_BLANK: Final = re.compile(
    rf"\b(?:tháng|quý|tuần(?: thứ)?)[\s.…_0-9/-]*(?=(?:của )?năm {_YEAR})|\bnửa năm\b|\btuần [0-9]"
)
# "Q.1" is a district and "T1" a form, unless a year follows.
_NUMBERED: Final = re.compile(r"\b[qt]\.? ?(?=[0-9]{1,2}\b(?! ?[/.-]? ?(?:19|20)[0-9]{2}))", re.IGNORECASE)
_CODE: Final = re.compile(r"(?<![0-9a-z-])(?:19|20)[0-9]{2}-(?:h[12]|9m|q[1-4]|0[1-9]|1[0-2])(?![0-9a-z-])")
_WHOLE: Final = re.compile(rf"\b(?:năm|year) {_YEAR}(?![0-9])")
BARE_YEAR: Final = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")
_QUARTERS: Final = {
    word: number
    for number, words in enumerate(("i 1 một nhất first", "ii 2 hai second", "iii 3 ba third", "iv 4 bốn tư fourth"), 1)
    for word in words.split()
}
_MONTH_WORDS: Final = ("giêng một", "hai", "ba", "tư", "", "sáu", "bảy bẩy", "tám", "chín", "mười")
_MONTHS: Final = {
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
    **{word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()},
    **{name: number for number, name in enumerate(MONTHS, 1)},
}
# Days, document numbers, and comparisons, which are not the period of the figures.
DAYS_AND_DOCUMENTS: Final = re.compile(
    r"ngày[\s0-9.…_]*tháng[\s0-9.…_]*(?:năm[\s0-9.…_]*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
    r"|(?:so với |so |với )?cùng kỳ[^,;()]*|\bsố:? ?[0-9]+\S*"
)
# A year beside these words is that of the plan, which is weak evidence for the figures' period.
_PLANNED: Final = re.compile(
    r"kế hoạch|chỉ tiêu|mục tiêu|nhiệm vụ|nghị quyết|dự toán|quyết định|phương hướng|\b(?:plan|targets?|resolution)\b"
)


class PlacedText(NamedTuple):
    """A text and its location."""

    text: str
    place: Location


class Mention(NamedTuple):
    """A part of a year that a title names.

    Args:
        year: The year, or 0 if unknown.
        first: Its first month.
        last: Its last month.
        statement: The words, and their place.
        labelled: Whether it follows a label such as "Kỳ báo cáo:".
        planned: Whether it is a year that may only be the plan's.
        vague: Whether it says only that the figures are not of a whole year. It counts where no other period is named.
        day: The day of its last month, if it names the last day of the figures.
    """

    year: int
    first: int
    last: int
    statement: PlacedText
    labelled: bool = False
    planned: bool = False
    vague: bool = False
    day: int = 0

    @property
    def period(self) -> Period | None:
        """The period of these months; ``None`` if there is none (as for five months) or the year is unknown."""
        if not self.year:
            return None
        for part in ("", "H1", "H2", "9M", *(f"Q{q}" for q in range(1, 5)), *(f"{m:02d}" for m in range(1, 13))):
            period = Period(self.year, part)
            if period.span == (self.first, self.last):
                return period
        return None

    @property
    def whole_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.first, self.last) == (1, 12)

    def fits(self, period: Period) -> bool:
        """Tell whether this mention fits figures of `period`."""
        if not self.year:
            return (self.first, self.last) == period.span
        if self.year != period.year:
            return False
        if self.whole_year and not self.labelled:
            return True
        if self.period is None:
            return self.last == period.last_month
        return self.period == period


def mentions(statement: PlacedText, years: set[int]) -> Iterator[Mention]:
    """Yield the periods that a title names.

    Args:
        statement: The title.
        years: The years named in all titles; a single one applies to "6 tháng đầu năm".
    """
    every = spelled(_NUMBERED.sub("số ", statement.text))
    text = DAYS_AND_DOCUMENTS.sub(" ", every)
    own = {int(year) for year in BARE_YEAR.findall(text)} or years
    found: list[tuple[int, int, int, str]] = []
    for code in _CODE.finditer(text):
        period = Period.parse(code[0])
        found.append((period.year, *period.span, code[0]))
    text = _CODE.sub(" ", text)
    for pattern, months in _PARTS:
        for part in re.finditer(pattern + _OF_YEAR, text):
            span = months or _named(part)
            year = int(part[part.re.groups] or (next(iter(own)) if len(own) == 1 else 0))
            if span:
                found.append((year, *span, part[0].strip()))
        text = re.sub(pattern + _OF_YEAR, " ", text)
    for year, first, last, words in dict.fromkeys(found):
        yield Mention(year, first, last, PlacedText(words, statement.place))
    if not found:
        yield from _vague(every, text, own, statement)
    planned = _PLANNED.search(composed(statement.text)) is not None
    for whole in _WHOLE.finditer(text):
        yield Mention(int(whole[1]), 1, 12, PlacedText(whole[0], statement.place), planned=planned)


def _vague(text: str, without_days: str, years: set[int], statement: PlacedText) -> Iterator[Mention]:
    """Yield the last day of figures, and parts of a year without a number; such a title names no whole year."""
    yield from _days(text, years, statement)
    for blank in _BLANK.finditer(without_days):
        for year in years:
            yield Mention(year, 0, 0, PlacedText(blank[0].strip(), statement.place), vague=True)


def _days(text: str, years: set[int], statement: PlacedText) -> Iterator[Mention]:
    """Yield the last day of figures."""
    for until in _UNTIL.finditer(text):
        first = 1
        if until[1]:
            first = int(until[2]) % 12 + 1 if int(until[1]) >= _MIDDLE else int(until[2])
        year = int(until[6] or until[3] or (next(iter(years)) if len(years) == 1 else 0))
        if not text[: until.start()].rstrip().endswith(("so với", "so")):
            yield Mention(
                year, first, int(until[5]), PlacedText(until[0], statement.place), vague=True, day=int(until[4])
            )


def _named(part: re.Match[str]) -> tuple[int, int] | None:
    groups = part.groupdict()
    if groups.get("quarter"):
        last = 3 * _QUARTERS[groups["quarter"]]
        return last - 2, last
    if groups.get("month"):
        month = _MONTHS.get(groups["month"]) or int(groups["month"])
        return month, month
    count = int(groups["count"])
    return (1, count) if 1 <= count <= 12 else None  # noqa: PLR2004 - months
