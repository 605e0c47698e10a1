"""The part of a year that words before a number name: "quý I", "trước 30/6".

Owns which words denote which period. Must not know numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checker.domain.period import Period

__all__ = ["DAY_OF_YEAR", "days_of_month", "days_until", "is_deadline", "part_of_year", "period_of"]

_UNTIL: Final = r"(?:trước|chậm nhất|muộn nhất|đến|tới|hết|cuối)(?: (?:là|ngày|hết|cuối))*"
_DAY: Final = r"(?P<day>[0-3]?[0-9])/(?P<month>1[0-2]|0?[1-9])(?:/(?P<year>20[0-9]{2}))?(?![0-9/])"
_SHARES: Final = "xã|phường|thị trấn|huyện|thôn|bản|tổ|trường|hộ|đơn vị|cơ quan|tiêu chí|chỉ tiêu"
DAY_OF_YEAR: Final = rf"(?:{_UNTIL}|ngày) [0-3]?[0-9]/(?:1[0-2]|0?[1-9])(?![0-9/])(?! ?(?:%|(?:{_SHARES})(?![^\W_])))"
"""A day and its month, with words that mark a date: "đến 10/12 xã" is not a date."""
_PART: Final = r"quý (?:i{1,3}|iv|[1-4])|(?:3|6|9|03|06|09) tháng(?: đầu năm)?|tháng (?:1[0-2]|0?[1-9])(?![0-9.,])"
_DATE: Final = r"[0-3]?[0-9]/(?:1[0-2]|0?[1-9])(?:/20[0-9]{2})?(?![0-9/])"
_NAMED: Final = rf"(?:{_UNTIL} )?(?:{_PART})|(?:{_UNTIL}|ngày) {_DATE}"
_LATER: Final = rf"{_UNTIL} (?:{_PART}|{_DATE})"
_YEAR_END: Final = r".*31/12(?:/20[0-9]{2})?"
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FROM_JANUARY: Final = {1: "01", 3: "Q1", 6: "H1", 9: "9M", 12: ""}


def part_of_year(text: str, behind: str = "") -> str:
    """Return the words beside a number that name a part of the year, except in a comparison.

    Args:
        text: The text before the number, in lower case.
        behind: The text after it that belongs to it; there only an end date counts.
    """
    match = re.search(rf"(?<![^\W_])(?<!so với )(?<!cùng kỳ )(?:{_NAMED})(?![^\W_])[^,;]*$", text)
    named = re.match(_NAMED, match[0]) if match else None
    if named is None:
        named = re.search(rf"(?<![^\W_]){_LATER}(?![^\W_])", behind)
    return "" if named is None or re.fullmatch(_YEAR_END, named[0]) else named[0]


def is_deadline(words: str) -> bool:
    """Tell whether words state a deadline, and not only a period."""
    return re.match(_UNTIL, words) is not None


def period_of(words: str, year: int) -> Period | None:
    """Return the period from the start of a year that words name; ``None`` if no period ends on the day.

    >>> str(period_of("đến hết quý ii", 2024)), str(period_of("trước 30/6", 2024)), period_of("trước 15/6", 2024)
    ('2024-H1', '2024-H1', None)
    """
    day = re.search(_DAY, words)
    if day is not None:
        if day["year"] not in (None, str(year)):
            return None
        ended = _ended(int(day["day"]), int(day["month"]), year, before=words.startswith("trước"))
        return _until(ended, year) if ended else None
    until = is_deadline(words)
    quarter = re.search(r"quý (i{1,3}|iv|[1-4])", words)
    if quarter is not None:
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        return _until(3 * number, year) if until else Period(year, f"Q{number}")
    named = re.search(r"tháng ([0-9]+)", words)
    if named is not None:
        return _until(int(named[1]), year) if until else Period(year, f"{int(named[1]):02d}")
    months = re.search(r"([0-9]+) tháng", words)
    return _until(int(months[1]), year) if months else None


def days_until(text: str) -> Iterator[tuple[str, int, int, int | None]]:
    """Yield the deadlines: the words, day, month, and the year if stated."""
    for match in re.finditer(rf"(?<![^\W_]){_UNTIL} {_DAY}", text):
        yield match[0], int(match["day"]), int(match["month"]), int(match["year"]) if match["year"] else None


def days_of_month(month: int, year: int) -> int:
    """Return the number of days of a month; `calendar` would be imported with all names of locales."""
    return 31 if month == 12 else (dt.date(year, month + 1, 1) - dt.date(year, month, 1)).days  # noqa: PLR2004


def _ended(day: int, month: int, year: int, *, before: bool) -> int | None:
    """Return the month that ends on a day, or just before it."""
    if day == 1 and before:
        return month - 1 or None
    # 28 February may also stand for the end of February in a leap year.
    return month if day >= min(28 if month == 2 else 30, days_of_month(month, year)) else None  # noqa: PLR2004


def _until(month: int, year: int) -> Period:
    """Return the period that ends with a month, preferably from January."""
    part = _FROM_JANUARY.get(month)
    return Period(year, f"{month:02d}" if part is None else part)
