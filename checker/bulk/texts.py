"""Distinct texts of a run, understood by the code that reads single submissions.

A table of millions of rows has few different periods, indicators, days and words, so each is
understood once, and the rows are joined to what was understood. Owns that, and how one row
reads when it is told in full. Must not know SQL.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.binding.address import Addresses
from checker.binding.deadlines import held_to_day
from checker.binding.doubts import says_checked
from checker.binding.fraction import unfolded
from checker.binding.part_of import is_part
from checker.binding.values import ReportTime, is_pending, stated_interval, value_interval, verdict_interval
from checker.binding.verdict_words import day_reached
from checker.bulk.grid import MOST_PLACES, MOST_WHOLE, places_of
from checker.domain import codes
from checker.domain.axes import DataState, Kind
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Observation, Unreadable
from checker.domain.text import Message
from checker.packs.model import Indicator
from checker.readers.days import day_in
from checker.readers.envelope import confirms, status_of
from checker.readers.notation import Locale, Numeral, Trouble, read_machine
from checker.readers.numbers import WordedFigure, is_estimate, read_number
from checker.readers.plan_words import read_percent_of_plan

__all__ = [
    "DOUBTFUL",
    "PARTS",
    "PATTERNS",
    "RANGE",
    "VOUCHES",
    "AskedVerdict",
    "Number",
    "RangeMark",
    "WrittenFigure",
    "amends",
    "cell_of",
    "day_of",
    "indicator_of",
    "is_foreign",
    "part_of",
    "period_of",
    "reached_later",
    "says_amends",
    "share_of",
    "state_of",
    "too_long",
    "too_many_ranges",
    "value_of",
]

_WHOLE: Final = f"[0-9]{{1,{MOST_WHOLE}}}"
PATTERNS: Final = {
    "machine": rf"-?{_WHOLE}(\.[0-9]{{1,{MOST_PLACES}}})?",
    "vi": rf"-?({_WHOLE}|[1-9][0-9]{{0,2}}(\.[0-9]{{3}}){{1,6}})(,[0-9]{{1,{MOST_PLACES}}})?",
    "en": rf"-?({_WHOLE}|[1-9][0-9]{{0,2}}(,[0-9]{{3}}){{1,6}})(\.[0-9]{{1,{MOST_PLACES}}})?",
}
"""The plain spellings of a number, which an engine reads by itself; every other text comes here."""

PARTS: Final = {
    "machine": r"-?[0-9]{1,14}(\.[0-9]{1,6})?",
    "vi": r"-?([0-9]{1,14}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,4})(,[0-9]{1,6})?",
    "en": r"-?([0-9]{1,14}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4})(\.[0-9]{1,6})?",
}
"""The spellings of a numerator or denominator; products of longer ones would not fit into an engine's integers."""

DOUBTFUL: Final = {
    "machine": r"-?[1-9][0-9]{0,2}\.[0-9]{3}",
    "vi": r"-?[1-9][0-9]{0,2},[0-9]{3}",
    "en": r"-?[1-9][0-9]{0,2}\.[0-9]{3}",
}
"""The plain spellings whose one separator, the decimal sign, could group thousands."""

_STORED: Final = Context(prec=15)
"""What a stored double means."""
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


_TRUTHS: Final = {"t": True, "f": False}
"""How PostgreSQL writes what is stored as true or false."""


def amends(text: str | None) -> bool:
    """Tell whether a text says that a row corrects an earlier report, and leaves its others as they are."""
    return bool(text and says_amends(text))


def says_amends(text: str) -> bool | None:
    """Return the same, or ``None`` where a text says neither that nor the contrary."""
    return _TRUTHS.get(text, confirms(text)) if text.strip() else False


VOUCHES: Final[Mapping[str, Callable[[str], bool]]] = {
    # PostgreSQL writes a stored truth as one letter.
    "confirmed": lambda text: text == "t" or confirms(text) is True,
    "note": says_checked,
}
"""What tells by the columns beside a figure that it was checked."""


class WrittenFigure(NamedTuple):
    """A value as it reads.

    Args:
        field: The number, the words, or why neither.
        behind: What stands behind the stroke of "640/350".
        estimate: Whether its own words call it an estimate ("ước").
    """

    field: Field
    behind: Field | None = None
    estimate: bool = False


def cell_of(text: str, place: Location, locale: Locale, *, stored: bool = False) -> WrittenFigure:
    """Return a value as it reads.

    Args:
        text: The value.
        place: Its place.
        locale: The notation of numbers.
        stored: Whether it is stored as a number, and the text is ours.
    """
    found = read_number(text, locale=locale)
    if isinstance(found, Trouble):
        hint = found.hint or Message(found.code.remedy, found.values)
        wrong = Diagnostic(found.code, Message(found.code.template, found.values), place, hint)
        return WrittenFigure(Field(text, place, Unreadable(wrong)), estimate=is_estimate(found, text))
    if not isinstance(found, WordedFigure):
        return WrittenFigure(Field(text, place, found), estimate=is_estimate(found, text))
    behind = Field(text, place, found.planned) if found.planned else None
    figure = found.figure._replace(stored=True, stated=()) if stored else found.figure
    return WrittenFigure(Field(text, place, figure), behind, found.estimate)


def is_foreign(text: str, locale: Locale) -> bool:
    """Tell whether only another notation writes a value so."""
    found = read_number(text, locale=locale)
    return isinstance(found, Trouble) and found.foreign


def part_of(text: str, place: Location, locale: Locale) -> Field:
    """Return a numerator or denominator as it reads; what is not plainly spelled is no number here."""
    if re.fullmatch(PARTS[locale], text):
        return cell_of(text, place, locale).field
    return Field(text, place, Unreadable(diagnostic(codes.NOT_A_NUMBER, place, value=text)))


def share_of(text: str, place: Location, locale: Locale, *, stored: bool = False) -> Field:
    """Return a percentage of the plan as it reads.

    Args:
        text: As it stands in the row.
        place: Where that is.
        locale: The notation of its numbers.
        stored: Whether it is stored as a number, which means its 15 digits.
    """
    meant = format(plain(_STORED.create_decimal(text)), "f") if stored and _is_finite(text) else text
    found = read_percent_of_plan(meant, locale=locale)
    if isinstance(found, Trouble):
        hint = found.hint or Message(found.code.remedy, found.values)
        wrong = Diagnostic(found.code, Message(found.code.template, found.values), place, hint)
        return Field(text, place, Unreadable(wrong))
    return Field(text, place, found.figure if isinstance(found, WordedFigure) else found)


def _is_finite(text: str) -> bool:
    return isinstance(read_machine(text.strip(), "en"), Numeral)


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


class AskedVerdict(NamedTuple):
    """What the target of an indicator asks at a period.

    Args:
        due: Whether it is judged there.
        by: The day by which it is to be reached, where one is stated and decides.
    """

    due: bool
    by: dt.date | None = None


class RangeMark(enum.Enum):
    """A value that is more than one number."""

    RANGE = "range"


RANGE: Final = RangeMark.RANGE


def value_of(
    text: str,
    indicator: Indicator,
    locale: Locale,
    time: ReportTime,
    *,
    asked: AskedVerdict,
    stored: bool = False,
    held: bool = True,
) -> Number | RangeMark | Diagnostic:
    """Return the number or range that a text is for an indicator, or why the row cannot be used.

    Args:
        text: As it stands in the row.
        indicator: Whose value it is.
        locale: The notation of numbers.
        time: What a report of the row's period can tell of.
        asked: What its target asks of a verdict at the row's period.
        stored: As for `cell_of`.
        held: Whether the row's unit is held to the targets of the pack.
    """
    field, behind, estimate = cell_of(text, _NOWHERE, locale, stored=stored)
    row = unfolded(Observation("", _NOWHERE, field, behind=behind), indicator, held=held)
    # What a part is a share of stands in another row.
    if isinstance(row, Diagnostic) or row.value is None or is_part(field, indicator):
        return row if isinstance(row, Diagnostic) else RANGE
    if indicator.kind is Kind.VERDICT:
        found = verdict_interval(field, time)
        if is_pending(found, field) and not asked.due:
            return Number(Decimal(0), Decimal(0), Decimal(0), estimate=estimate, pending=True)
        figure = _of_its_day(found, field, indicator, time, asked.by if held else None)
    else:
        figure = value_interval(field, indicator)
    if not isinstance(figure, Interval):
        return figure
    found = figure
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
        planned=behind is not None and indicator.kind is not Kind.VERDICT,
    )


class ReachedLater(NamedTuple):
    """The day on which a target was reached by its verdict's words, and what is wrong where no report tells of it."""

    day: dt.date
    wrong: Diagnostic


def reached_later(text: str, indicator: Indicator, locale: Locale, time: ReportTime) -> ReachedLater | None:
    """Return what a verdict says that is dated after its period; ``None`` for all else."""
    if indicator.kind is not Kind.VERDICT:
        return None
    found, day = verdict_interval(cell_of(text, _NOWHERE, locale).field, time), day_reached(text, time.year)
    if not isinstance(found, Diagnostic) or found.code is not codes.REACHED_LATER or day is None:
        return None
    return ReachedLater(day, found)


def _of_its_day(
    found: Interval | Diagnostic, field: Field, indicator: Indicator, time: ReportTime, by: dt.date | None
) -> Interval | RangeMark | Diagnostic:
    """Return a verdict as it is, or that the day of its row, or more than one number, says what it is."""
    if isinstance(found, Diagnostic) or by is None:
        return found
    return RANGE if held_to_day(field, found, indicator, by, time)[1] is not None else found


def too_long(text: str) -> Diagnostic:
    """Say that a number is too long to be compared exactly."""
    return _refused(codes.BULK_TOO_LONG, text)


def too_many_ranges(text: str) -> Diagnostic:
    """Say that a range cannot be used, for more units state any than are judged one by one."""
    return _refused(codes.BULK_RANGE, text)


def _refused(code: codes.Code, text: str) -> Diagnostic:
    values = (("value", text),)
    return Diagnostic(code, Message(code.template, values), _NOWHERE, Message(code.remedy, values))
