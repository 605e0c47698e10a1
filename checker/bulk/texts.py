"""Read the distinct texts of a run with the code for single submissions.

A table of millions of rows has few distinct periods, indicators, days and words. Each is read once, and rows are joined
with the readings. Owns these readings, and the reading of a row that is reported in full. Must not know SQL.
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
from checker.binding.deadlines import adjusted_to_deadline
from checker.binding.doubts import says_checked
from checker.binding.fraction import unfolded
from checker.binding.part_of import is_part
from checker.binding.value_dates import other_day, other_span
from checker.binding.values import (
    ReportTime,
    is_pending,
    stated_interval,
    value_interval,
    verdict_interval,
    without_subject,
)
from checker.binding.verdict_words import day_reached
from checker.bulk.grid import MOST_PARTS, MOST_PLACES, MOST_WHOLE, MOST_WHOLE_PARTS, places_of
from checker.domain import codes
from checker.domain.axes import DataState, Kind
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.numeral import GROUPABLE, MARKS, numeral_pattern
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Locale, Observation, Unreadable
from checker.packs.model import Indicator
from checker.readers.days import day_in
from checker.readers.envelope import confirms, status_of
from checker.readers.notation import Numeral, Trouble, read_machine
from checker.readers.numbers import WordedFigure, read_number, state_in_words
from checker.readers.plan_words import read_percent_of_plan

__all__ = [
    "DOUBTFUL",
    "PARTS",
    "PATTERNS",
    "RANGE",
    "VOUCHES",
    "Number",
    "RangeMark",
    "VerdictTarget",
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

PATTERNS: Final = {
    notation: "-?" + numeral_pattern(notation, MOST_WHOLE, MOST_PLACES, grouped=True) for notation in MARKS
}
"""The plain spellings of a number, which an engine reads itself; all other texts are read here."""

PARTS: Final = {
    notation: "-?" + numeral_pattern(notation, MOST_WHOLE_PARTS, MOST_PARTS, grouped=True) for notation in MARKS
}
"""The spellings of a numerator or denominator; products of longer ones would exceed an engine's integers."""

DOUBTFUL: Final = {notation: "-?" + GROUPABLE.replace("m", re.escape(mark)) for notation, (_, mark) in MARKS.items()}
"""The plain spellings whose single separator, the decimal mark, could group thousands."""

_STORED: Final = Context(prec=15)
"""The rounding of a stored double."""
_NOWHERE: Final = Location("")


@lru_cache(maxsize=1024)
def period_of(text: str | None) -> Period | None:
    """Return the period that a text names; cached, because rows name few periods."""
    try:
        return Period.parse(text or "")
    except ValueError:
        return None


def indicator_of(text: str | None, addresses: Addresses) -> Indicator | None:
    """Return the indicator that a text names, by id, code, title or alias."""
    return addresses.find(Observation(text, _NOWHERE, None)).indicator if text else None


def day_of(text: str) -> str | None:
    """Return a day (YYYY-MM-DD), also from a timestamp; ``None`` if the text is not exactly one day."""
    day = day_in(text)
    return day.isoformat() if isinstance(day, dt.date) else None


def state_of(text: str) -> DataState | None:
    """Return the kind of figure that a text names."""
    return status_of(text)


_TRUTHS: Final = {"t": True, "f": False}
"""PostgreSQL's texts for booleans."""


def amends(text: str | None) -> bool:
    """Tell whether a text marks its row as a correction of an earlier report."""
    return bool(text and says_amends(text))


def says_amends(text: str) -> bool | None:
    """Return whether a text marks a correction, or ``None`` if it means neither yes nor no."""
    return _TRUTHS.get(text, confirms(text)) if text.strip() else False


VOUCHES: Final[Mapping[str, Callable[[str], bool]]] = {
    # PostgreSQL writes a boolean as one letter.
    "confirmed": lambda text: text == "t" or confirms(text) is True,
    "note": says_checked,
}
"""The functions that tell, by column, whether a text confirms the figure beside it."""


class WrittenFigure(NamedTuple):
    """The reading of a value.

    Args:
        field: The number, the words, or the problem.
        behind: The number after the slash of "640/350".
        state: The kind of figure that its own words state ("ước").
        share: The percentage of the two numbers in "150/7936 (1,89%)".
    """

    field: Field
    behind: Field | None = None
    state: DataState | None = None
    share: Field | None = None


def cell_of(text: str, place: Location, locale: Locale, *, stored: bool = False) -> WrittenFigure:
    """Return the reading of a value.

    Args:
        text: The value.
        place: Its location.
        locale: The notation of numbers.
        stored: Whether it is stored as a number, so that the program wrote the text.
    """
    reading = read_number(text, locale=locale)
    if isinstance(reading, Trouble):
        return WrittenFigure(Field(text, place, Unreadable(reading.at(place))), state=state_in_words(reading, text))
    if not isinstance(reading, WordedFigure):
        return WrittenFigure(Field(text, place, reading), state=state_in_words(reading, text))
    behind, share = (one and Field(text, place, one) for one in (reading.planned, reading.share))
    figure = reading.figure._replace(stored=True, stated=()) if stored else reading.figure
    return WrittenFigure(Field(text, place, figure), behind, reading.state, share)


def is_foreign(text: str, locale: Locale) -> bool:
    """Tell whether a text is a value only in another notation."""
    reading = read_number(text, locale=locale)
    return isinstance(reading, Trouble) and reading.foreign


def part_of(text: str, place: Location, locale: Locale) -> Field:
    """Return the reading of a numerator or denominator; only plain spellings are numbers here."""
    if re.fullmatch(PARTS[locale], text):
        return cell_of(text, place, locale).field
    return Field(text, place, Unreadable(diagnostic(codes.NOT_A_NUMBER, place, value=text)))


def share_of(text: str, place: Location, locale: Locale, *, stored: bool = False) -> Field:
    """Return the reading of a percentage of the plan.

    Args:
        text: Its text in the row.
        place: Its location.
        locale: The notation of its numbers.
        stored: Whether it is stored as a number, which is rounded to 15 digits.
    """
    meant = format(plain(_STORED.create_decimal(text)), "f") if stored and _is_finite(text) else text
    reading = read_percent_of_plan(meant, locale=locale)
    if isinstance(reading, Trouble):
        return Field(text, place, Unreadable(reading.at(place)))
    return Field(text, place, reading.figure if isinstance(reading, WordedFigure) else reading)


def _is_finite(text: str) -> bool:
    return isinstance(read_machine(text.strip(), "en"), Numeral)


class Number(NamedTuple):
    """A value.

    Args:
        value: The number in the indicator's unit.
        slack: The rounding interval to both sides, in the same unit, if decimals are rounded.
        cut: The same, if decimals may be truncated.
        state: The kind of figure that its own words state.
        planned: Whether it states its plan too.
        pending: Whether it is progress towards a verdict, which cannot be compared yet.
    """

    value: Decimal
    slack: Decimal
    cut: Decimal
    state: DataState | None = None
    planned: bool = False
    pending: bool = False


class VerdictTarget(NamedTuple):
    """The target of an indicator at a period.

    Args:
        due: Whether it is judged at the period.
        by: The day by which it must be reached, if one is stated and decides.
    """

    due: bool
    by: dt.date | None = None


class RangeMark(enum.Enum):
    """A value that is a range."""

    RANGE = "range"


RANGE: Final = RangeMark.RANGE


def value_of(  # noqa: PLR0911 - one for each way in which a text is read
    text: str,
    indicator: Indicator,
    locale: Locale,
    time: ReportTime,
    *,
    target: VerdictTarget,
    stored: bool = False,
    targets_apply: bool = True,
) -> Number | RangeMark | Diagnostic:
    """Return the number or range of a text for an indicator, or why the row cannot be used.

    Args:
        text: Its text in the row.
        indicator: The indicator.
        locale: The notation of numbers.
        time: The days that a report of the row's period can cover.
        target: The target at the row's period, for verdicts.
        stored: As for `cell_of`.
        targets_apply: Whether the targets of the pack apply to the row's unit.
    """
    field, behind, state, share = cell_of(text, _NOWHERE, locale, stored=stored)
    if (problem := other_day(field, time) or other_span(field, indicator, time)) is not None:
        return problem
    row = unfolded(Observation("", _NOWHERE, field, behind=behind, share=share), indicator, targets_apply=targets_apply)
    # The whole of a share is in another row.
    if isinstance(row, Diagnostic) or row.value is None or is_part(field, indicator):
        return row if isinstance(row, Diagnostic) else RANGE
    if indicator.kind is Kind.VERDICT:
        field = without_subject(field, indicator)
        verdict = verdict_interval(field, time)
        if is_pending(verdict, field) and not target.due:
            return Number(Decimal(0), Decimal(0), Decimal(0), state=state, pending=True)
        figure = _of_its_day(verdict, field, indicator, time, target.by if targets_apply else None)
    else:
        figure = value_interval(field, indicator)
    if not isinstance(figure, Interval):
        return figure
    if not figure.is_point or figure.lo is None:
        return RANGE
    if places_of(figure.lo) is None or abs(Fraction(figure.lo)) >= 10**MOST_WHOLE:
        return too_long(text)
    slack, cut = (
        Fraction(0) if stated is None or stated.hi is None else Fraction(stated.hi) - Fraction(figure.lo)
        for stated in (stated_interval(field, indicator, truncated=truncated) for truncated in (False, True))
    )
    return Number(
        plain(figure.lo, MOST_PLACES),
        plain(slack, MOST_PLACES + 1),
        plain(cut, MOST_PLACES + 1),
        state=state,
        planned=behind is not None and indicator.kind is not Kind.VERDICT,
    )


class ReachedLater(NamedTuple):
    """The day on which a target was reached, according to its verdict, and the problem if no report can cover it."""

    day: dt.date
    problem: Diagnostic


def reached_later(text: str, indicator: Indicator, locale: Locale, time: ReportTime) -> ReachedLater | None:
    """Return the reading of a verdict that is dated after its period; ``None`` for any other."""
    if indicator.kind is not Kind.VERDICT:
        return None
    verdict, day = verdict_interval(cell_of(text, _NOWHERE, locale).field, time), day_reached(text, time.year)
    if not isinstance(verdict, Diagnostic) or verdict.code is not codes.REACHED_LATER or day is None:
        return None
    return ReachedLater(day, verdict)


def _of_its_day(
    verdict: Interval | Diagnostic, field: Field, indicator: Indicator, time: ReportTime, by: dt.date | None
) -> Interval | RangeMark | Diagnostic:
    """Return a verdict; or mark it as depending on the day of its row, or as a range."""
    if isinstance(verdict, Diagnostic) or by is None:
        return verdict
    return RANGE if adjusted_to_deadline(field, verdict, indicator, by, time)[1] is not None else verdict


def too_long(text: str) -> Diagnostic:
    """Return the problem of a number that is too long to compare exactly."""
    return diagnostic(codes.BULK_TOO_LONG, _NOWHERE, value=text)


def too_many_ranges(text: str) -> Diagnostic:
    """Return the problem of a range that cannot be used, because too many units report ranges."""
    return diagnostic(codes.BULK_RANGE, _NOWHERE, value=text)
