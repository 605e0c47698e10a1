"""Reference periods of a year, their days by calendar, and how people write them."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, Self

from checker.domain.axes import Frequency
from checker.domain.enumeration import StrEnum
from checker.domain.record import NamedTuple

__all__ = ["Calendar", "Period"]


class Calendar(StrEnum):
    """How a reporting period maps to days.

    ``civil`` is the calendar year. ``nd09`` is the reporting calendar of decree
    09/2019/NĐ-CP: a month runs from the 15th of the month before to the 14th, and
    quarters, halves, nine months and years follow from that.
    """

    CIVIL = "civil"
    ND09 = "nd09"


_MONTHS: Final[dict[Frequency, int]] = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF: 6,
    Frequency.YEAR: 12,
}
_SPANS: Final = {
    "": (1, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "9M": (1, 9),
    **{f"Q{q}": (3 * q - 2, 3 * q) for q in range(1, 5)},
    **{f"{m:02d}": (m, m) for m in range(1, 13)},
}
_YEARS: Final = (1900, 2999)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# Patterns for what Vietnamese reports write, after `_folded`, and the form of the part's code. Few runs use one,
# so they are compiled then.
_WRITTEN: Final = (
    (r"(?:ca )?nam (\d{4})", ""),
    (r"(?:6|sau) ?(?:t|thang)(?: dau nam| dau)?(?: nam)?[ /]*(\d{4})", "H1"),
    (r"(?:6|sau) thang cuoi nam[ /]*(\d{4})", "H2"),
    (r"(?:9|chin) ?(?:t|thang)(?: dau nam| dau)?(?: nam)?[ /]*(\d{4})", "9M"),
    (r"(?:quy|q) ?(?P<part>iv|i{1,3}|[1-4])(?: nam)?[ /-]*(\d{4})", "Q{}"),
    (r"(?:thang|t) ?(?P<part>0?[1-9]|1[0-2])(?: nam)?[ /-]*(\d{4})", "{:0>2}"),
)


class _Parts(NamedTuple):
    year: int
    part: str = ""


class Period(_Parts):
    """A reference period within one year.

    Args:
        year: The plan's year.
        part: ``""`` for the year, or ``H1 H2 9M Q1..Q4 01..12``.

    Raises:
        ValueError: The part does not exist, or the year is not within 1900 to 2999.
    """

    __slots__ = ()

    def __new__(cls, year: int, part: str = "") -> Self:
        """Refuse an unknown part, and a year outside the range."""
        if part not in _SPANS or not _YEARS[0] <= year <= _YEARS[1]:
            msg = f"no period {year}-{part}"
            raise ValueError(msg)
        return super().__new__(cls, year, part)

    def __str__(self) -> str:
        """Return the code, such as ``2024-H1``."""
        return f"{self.year:04d}-{self.part}" if self.part else f"{self.year:04d}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a code (``2024-H1``) or what people write ("6 tháng đầu năm 2024", "quý II/2024").

        Raises:
            ValueError: The text does not name a period.
        """
        year, dash, part = text.strip().upper().partition("-")
        if (
            len(year) == len("2024")
            and year.isascii()
            and year.isdecimal()
            and part in _SPANS
            and bool(dash) == bool(part)
        ):
            return cls(int(year), part)
        folded = _folded(text)
        for pattern, code in _WRITTEN:
            if match := re.fullmatch(pattern, folded, re.ASCII):
                part = match.groupdict().get("part") or ""
                return cls(int(match[match.re.groups]), code.format(_ROMAN.get(part, part)))
        msg = f"no period is written {text!r}"
        raise ValueError(msg)

    @classmethod
    def holding(cls, day: dt.date, frequency: Frequency, calendar: Calendar) -> Self:
        """Return the period of a frequency whose figure covers a day.

        A calendar that ends before the year has no period for the last days of the year; the last period stands for
        them.
        """
        every = _MONTHS[frequency]
        parts = [part for part, (first, last) in _SPANS.items() if last - first + 1 == every and last % every == 0]
        own = sorted((cls(day.year, part) for part in parts), key=lambda one: one.last_month)
        return next((one for one in own if day <= one.window(calendar)[1]), own[-1])

    @property
    def first_month(self) -> int:
        """The first month of the period, 1 to 12."""
        return _SPANS[self.part][0]

    @property
    def last_month(self) -> int:
        """The last month of the period, 1 to 12."""
        return _SPANS[self.part][1]

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last month of the period."""
        return _SPANS[self.part]

    @property
    def starts_year(self) -> bool:
        """Whether it starts with its year, so that figures of the period and of the year to date are the same."""
        return self.first_month == 1

    @property
    def year_to_date(self) -> tuple[int, int]:
        """The first month of the year, and the last month of the period."""
        return 1, self.last_month

    @property
    def months(self) -> int:
        """The length of the period in months."""
        return self.last_month - self.first_month + 1

    @property
    def end(self) -> tuple[int, int]:
        """The year and the last month, which are equal for periods that end together."""
        return self.year, self.last_month

    @property
    def order(self) -> tuple[tuple[int, int], int]:
        """The sort key of periods: by their end, the shortest first."""
        return self.end, self.months

    @property
    def months_left(self) -> int:
        """Whole months from the end of the period to the end of its year."""
        return 12 - self.last_month

    def months_since(self, year: int) -> int:
        """Return the number of months from the start of a year to the end of the period."""
        return self.last_month + 12 * (self.year - year)

    @property
    def is_year(self) -> bool:
        """Whether this is the whole year."""
        return self.part == ""

    @property
    def frequency(self) -> Frequency:
        """The frequency of periods of this length; nine months count as quarterly."""
        return {1: Frequency.MONTH, 6: Frequency.HALF, 12: Frequency.YEAR}.get(self.months, Frequency.QUARTER)

    def reaches(self, due: Period) -> bool:
        """Tell whether this period ends with `due` or after it."""
        return self.end >= due.end

    def follows(self, due: Period) -> bool:
        """Tell whether this period ends after `due`."""
        return self.end > due.end

    def earlier(self, among: Iterable[Period]) -> list[Period]:
        """Return the periods of its year that end before it, the nearest first, and the longest of those with one end.

        A figure is compared with that of the first of them that has one.
        """
        own = (one for one in among if one.year == self.year and self.follows(one))
        return sorted(own, key=lambda one: one.order, reverse=True)

    def closes(self, frequency: Frequency) -> bool:
        """Tell whether a figure reported at this `frequency` falls due at this period's end."""
        return self.last_month % _MONTHS[frequency] == 0

    def window(self, calendar: Calendar) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of the period by a calendar."""
        if calendar is Calendar.ND09:
            return _day(self.year, self.first_month - 1, 15), _day(self.year, self.last_month, 14)
        return dt.date(self.year, self.first_month, 1), _day(self.year, self.last_month + 1, 1) - dt.timedelta(days=1)

    # Cached, because every target of every report asks for it and a year has few periods.
    @functools.lru_cache(maxsize=1024)  # noqa: B019 - periods are values, and there are few of them
    def elapsed(self, calendar: Calendar, since: int | None = None) -> Fraction:
        """Return the time that has elapsed at the period's end, in years; see `elapsed_by`."""
        return self.elapsed_by(self.window(calendar)[1], calendar, since)

    def elapsed_by(self, day: dt.date, calendar: Calendar, since: int | None = None) -> Fraction:
        """Return the time that has elapsed at the end of `day`, measured in lengths of the first year.

        Args:
            day: The day.
            calendar: How periods map to days.
            since: The first year. Default: the year of the period, so that the result is between 0 and 1.
        """
        first, last = Period(since or self.year).window(calendar)
        return Fraction((day - first).days + 1, (last - first).days + 1)

    def holds(self, day: dt.date, calendar: Calendar) -> bool:
        """Tell whether a day is in the period."""
        first, last = self.window(calendar)
        return first <= day <= last


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a date, where month 0 is last December and month 13 is next January."""
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)


def _folded(text: str) -> str:
    """Return the text in lower case, without accents and with single spaces: "Quý II" becomes "quy ii"."""
    from unicodedata import combining, normalize

    bare = normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not combining(c)).split())
