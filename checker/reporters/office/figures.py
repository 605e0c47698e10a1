"""Numbers, days and names as offices write them.

Owns no-break spaces, leading zeros of small counts, and visible decimals.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Kind
from checker.domain.interval import Exact
from checker.domain.number import legible, plain, rounded, rounded_distinct
from checker.domain.phrase import bound_phrase
from checker.domain.report import Report, Result
from checker.domain.reporting import LegalBasis
from checker.domain.submission import Observation
from checker.domain.text import message
from checker.domain.unit import INDEX
from checker.language import Language

__all__ = [
    "NO_BREAK",
    "amount",
    "basis_of",
    "bound",
    "capital",
    "count",
    "day",
    "derived",
    "estimated_from",
    "has_figure",
    "observation_of",
    "points",
    "reported",
    "share",
    "small",
    "stated_share",
]

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_TEN: Final = 10
_MARCH: Final = 3
_LARGE: Final = 100
_ESTIMATED_FROM: Final = r"(?:tạm tính|ước tính|estimated)\s+(?:theo|from)\s+([^;.()]+)"
_BRACKETS: Final = r"\s*\([^()]*\)\s*$"


def count(number: int, language: Language) -> str:
    """Write a count; below ten with a leading zero, so that no digit can be added."""
    return f"{number:02d}" if language.code == "vi" and 0 <= number < _TEN else language.number(number)


def day(date: dt.date, language: Language) -> str:
    """Write a day with leading zeros as in letters: ``02/7/2024``."""
    if language.code != "vi":
        return language.date(date)
    month = f"{date.month:02d}" if date.month < _MARCH else str(date.month)
    return f"{date.day:02d}/{month}/{date.year:04d}"


def basis_of(one: LegalBasis, language: Language) -> str:
    """Write a legal document with its kind, number, day, body and abstract."""
    values = {"kind": one.kind, "number": one.number, "body": one.body}
    date = day(dt.date.fromisoformat(one.date), language)
    if not one.abstract:
        return language.render(message("{kind} No. {number} of {date} of {body}", date=date, **values))
    about = one.abstract.removeprefix("về ")
    sentence = message("{kind} No. {number} of {date} of {body} on {about}", date=date, about=about, **values)
    return language.render(sentence)


def amount(number: Exact, unit: str, language: Language, *, counted: bool = False) -> str:
    """Write a number with its unit, as `86,6 tỷ đồng`.

    Args:
        number: The number.
        unit: Its unit, or empty.
        language: The language.
        counted: Whether it is a whole number of things.
    """
    shown = plain(number)
    whole = counted and shown == shown.to_integral_value()
    written = count(int(shown), language) if whole else language.number(shown)
    if unit == "%":
        return f"{written}%"
    return written if not unit or unit in INDEX else f"{written}{NO_BREAK}{unit}"


def derived(number: Exact, result: Result, language: Language) -> str:
    """Write a derived number in the unit of a result: one decimal, or two for small ones."""
    places = 0 if result.counts else 1 if abs(Fraction(number)) >= _TEN else 2
    return amount(rounded(number, places), result.unit, language, counted=result.counts)


def share(percent: Exact, language: Language, limit: Exact = Fraction(_LARGE)) -> str:
    """Write a percentage with one decimal, or enough to show on which side of a limit it is."""
    return f"{language.number(plain(rounded_distinct(percent, limit, 1)))}%"


def points(difference: Exact, language: Language, places: int = 1) -> str:
    """Write a difference of two percentages."""
    shown = rounded_distinct(abs(Fraction(difference)), Fraction(0), places)
    return language.render(message("{number} percentage points", number=plain(shown)))


def bound(result: Result, language: Language) -> str:
    """Write the plan of a result in words, such as "trên 80%"."""
    if result.bound is None:
        return ""
    written = language.render(bound_phrase(result.bound, result.unit))
    return re.sub(rf"(?<=\d) (?={re.escape(result.unit)})", NO_BREAK, written) if result.unit else written


def small(name: str) -> str:
    """Lower-case the first letter of a name for use within a sentence, unless it starts with an abbreviation."""
    return name if name[1:2].isupper() or not name[1:2].isalpha() else f"{name[:1].lower()}{name[1:]}"


def capital(text: str) -> str:
    """Capitalize the first letter of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def observation_of(report: Report, result: Result) -> Observation | None:
    """Return the source row of a result, if there is only one."""
    if result.location is None:
        return None
    rows = (row for row in report.submission.observations if row.value and row.value.location == result.location)
    return next(rows, None)


def has_figure(result: Result) -> bool:
    """Tell whether a usable figure was reported."""
    return result.value is not None or (result.kind is Kind.VERDICT and result.figure is not None)


def reported(result: Result, row: Observation | None, language: Language) -> str:
    """Write the reported figure: a number with its unit, or the reporter's own words."""
    value = result.value
    if value is not None and value.is_point and value.lo is not None and result.kind is not Kind.VERDICT:
        limit = result.bound.number if result.bound is not None else None
        return amount(legible(value.lo, limit), result.unit, language, counted=result.counts)
    written = (row.value.text if row is not None and row.value is not None else result.text).strip()
    written = re.sub(_BRACKETS, "", written) or written
    if re.search(r"\d$", written) and result.unit and result.unit not in INDEX:
        return f"{written}%" if result.unit == "%" else f"{written}{NO_BREAK}{result.unit}"
    return re.sub(r"(?<=\d) (?=[^\W\d])", NO_BREAK, written, count=1)


def estimated_from(result: Result, row: Observation | None) -> str:
    """Return the source of an estimate, if the remark beside it states one: "tạm tính theo báo cáo quý III"."""
    if row is None or result.data is not DataState.ESTIMATE:
        return ""
    stated = re.search(_ESTIMATED_FROM, row.note, re.IGNORECASE)
    return stated[1].strip() if stated else ""


def stated_share(row: Observation | None) -> str:
    """Return the percentage of the plan stated in the row, or nothing."""
    field = row.percent_of_plan if row is not None else None
    return re.sub(r"\s+%", "%", field.text.strip()) if field is not None else ""
