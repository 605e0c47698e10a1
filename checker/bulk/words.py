"""Distinct texts of a run, understood by the code that reads single submissions.

A table of millions of rows has few different periods, indicators, days and words, so each is
understood once, and the rows are joined to what was understood. Owns that, and how one row
reads when it is told in full. Must not know SQL.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.binding.address import Addresses
from checker.binding.values import stated_interval, value_interval, verdict_interval
from checker.bulk.grid import MOST_PLACES, MOST_WHOLE, places_of
from checker.domain import codes
from checker.domain.axes import DataState, Kind
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Observation, Phrase, Unreadable
from checker.domain.text import Message, message
from checker.domain.trouble import Diagnostic, diagnostic
from checker.packs.model import Indicator
from checker.readers.days import day_in
from checker.readers.envelope import status_of
from checker.readers.notation import Trouble, not_a_number, read_machine
from checker.readers.numbers import Written, read_number

__all__ = [
    "PARTS",
    "PATTERNS",
    "RANGE",
    "Cell",
    "Number",
    "Range",
    "cell_of",
    "day_of",
    "indicator_of",
    "part_of",
    "period_of",
    "state_of",
    "too_long",
    "too_many_ranges",
    "value_of",
]

_WHOLE: Final = f"[0-9]{{1,{MOST_WHOLE}}}"
PATTERNS: Final = {
    "machine": rf"-?{_WHOLE}(\.[0-9]{{1,{MOST_PLACES}}})?",
    "vi": rf"-?({_WHOLE}|[1-9][0-9]{{0,2}}(\.[0-9]{{3}}){{1,6}})(,[0-9]{{1,{MOST_PLACES}}})?",
}
"""The plain spellings of a number, which an engine reads by itself; every other text comes here."""

PARTS: Final = {
    "machine": r"-?[0-9]{1,14}(\.[0-9]{1,6})?",
    "vi": r"-?([0-9]{1,14}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,4})(,[0-9]{1,6})?",
}
"""The spellings of a numerator or denominator; products of longer ones would not fit into an engine's integers."""

_NOWHERE: Final = Location("")


@lru_cache(maxsize=1024)
def period_of(text: str | None) -> Period | None:
    """Return the period that a text names; many rows name the same few."""
    try:
        return Period.parse(text or "")
    except ValueError:
        return None


def indicator_of(text: str | None, addresses: Addresses) -> Indicator | None:
    """Return the indicator that a text names, by id, code, title or alias."""
    return addresses.find(Observation(text, _NOWHERE, None)).indicator if text else None


def day_of(text: str) -> str | None:
    """Return a day (YYYY-MM-DD), also where a database keeps a time with it; ``None`` where it is none, or two."""
    day = day_in(text)
    return day.isoformat() if isinstance(day, dt.date) else None


def state_of(text: str) -> DataState | None:
    """Return what kind of figure a text says it is."""
    return status_of(text)


class Cell(NamedTuple):
    """A value as it reads.

    Args:
        field: The number, the words, or why neither.
        planned: The plan in "640/350".
        estimate: Whether its own words call it an estimate ("ước").
    """

    field: Field
    planned: Field | None = None
    estimate: bool = False


def cell_of(text: str, place: Location, locale: str) -> Cell:
    """Return a value as it reads."""
    found = _machine(text.strip()) if locale == "machine" else read_number(text, locale="vi")
    if isinstance(found, Trouble):
        hint = found.hint or Message(found.code.remedy, found.values)
        wrong = Diagnostic(found.code, Message(found.code.template, found.values), place, hint)
        return Cell(Field(text, place, Unreadable(wrong)))
    if not isinstance(found, Written):
        return Cell(Field(text, place, found))
    planned = Field(text, place, found.planned) if found.planned else None
    return Cell(Field(text, place, found.figure), planned, found.estimate)


def part_of(text: str, place: Location, locale: str) -> Field:
    """Return a numerator or denominator as it reads; what is not plainly spelled is no number here."""
    if re.fullmatch(PARTS[locale], text):
        return cell_of(text, place, locale).field
    return Field(text, place, Unreadable(diagnostic(codes.NOT_A_NUMBER, place, value=text)))


def _machine(text: str) -> Written | Phrase | Trouble:
    numeral = read_machine(text, "en")
    if isinstance(numeral, Trouble):
        return numeral
    if numeral is not None:
        return read_number(text, locale="en", machine=True)
    if not any(character.isdecimal() for character in text):
        return read_number(text, locale="en", machine=True)
    wrong = not_a_number(text)
    if re.fullmatch(PATTERNS["vi"], text):
        return wrong._replace(hint=message("it is written as in Vietnamese texts: read it with --locale vi"))
    return wrong


class Number(NamedTuple):
    """A value.

    Args:
        value: In the indicator's unit.
        slack: What its stated decimals leave open to both sides, in the same unit, if they are rounded.
        cut: The same, if they may have been cut off.
        estimate: Whether its own words call it an estimate.
        planned: Whether it states its plan too.
        pending: Whether it is on the way to a verdict, so that there is nothing yet to compare it with.
    """

    value: Decimal
    slack: Decimal
    cut: Decimal
    estimate: bool = False
    planned: bool = False
    pending: bool = False


class Range(enum.Enum):
    """A value that is more than one number."""

    RANGE = "range"


RANGE: Final = Range.RANGE


def value_of(text: str, indicator: Indicator, locale: str, *, due: bool) -> Number | Range | Diagnostic:
    """Return the number or range that a text is for an indicator, or why the row cannot be used.

    Args:
        text: As it stands in the row.
        indicator: Whose value it is.
        locale: The notation of numbers.
        due: Whether its target is judged at the row's period.
    """
    field, planned, estimate = cell_of(text, _NOWHERE, locale)
    if indicator.kind is Kind.VERDICT:
        if isinstance(field.reading, Figure) and not due:
            return Number(Decimal(0), Decimal(0), Decimal(0), estimate=estimate, pending=True)
        found = verdict_interval(field)
    else:
        found = value_interval(field, indicator)
    if isinstance(found, Diagnostic):
        return found
    if not found.is_point or found.lo is None:
        return RANGE
    if places_of(found.lo) is None or abs(Fraction(found.lo)) >= 10**MOST_WHOLE:
        return too_long(text)
    slack, cut = (
        Fraction(0) if stated is None or stated.hi is None else Fraction(stated.hi) - Fraction(found.lo)
        for stated in (stated_interval(field, indicator, truncated=truncated) for truncated in (False, True))
    )
    return Number(
        plain(found.lo, MOST_PLACES),
        plain(slack, MOST_PLACES + 1),
        plain(cut, MOST_PLACES + 1),
        estimate=estimate,
        planned=planned is not None and indicator.kind is not Kind.VERDICT,
    )


def too_long(text: str) -> Diagnostic:
    """Say that a number is too long to be compared exactly."""
    return _refused(codes.BULK_TOO_LONG, text)


def too_many_ranges(text: str) -> Diagnostic:
    """Say that a range cannot be used, for more units state any than are judged one by one."""
    return _refused(codes.BULK_RANGE, text)


def _refused(code: codes.Code, text: str) -> Diagnostic:
    values = (("value", text),)
    return Diagnostic(code, Message(code.template, values), _NOWHERE, Message(code.remedy, values))
