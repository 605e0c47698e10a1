"""Targets with a deadline: decide from the words of a verdict whether it was met in time.

Owns the deadline at a period, and the findings for a missed or unknown one. Must not know how dates are read.
"""

from __future__ import annotations

import datetime as dt

from checker.binding.values import ReportTime
from checker.binding.verdict_words import reached_by
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.submission import Field, Phrase
from checker.domain.text import Text
from checker.packs.model import Indicator

__all__ = ["adjusted_to_deadline", "deadline_of"]


def deadline_of(indicator: Indicator, period: Period) -> dt.date | None:
    """Return the deadline of a verdict in a period.

    The report of a later period does not decide: it only shows whether the target has been reached since.
    """
    rule = indicator.target
    if rule is None or not rule.by or period.follows(rule.due):
        return None
    return dt.date.fromisoformat(rule.by)


def adjusted_to_deadline(
    field: Field, value: Interval, indicator: Indicator, day: dt.date, time: ReportTime
) -> tuple[Interval, Diagnostic | None]:
    """Return a verdict adjusted to its deadline, and the problem if there is one.

    A target reached later is unmet. If the words name no day, the day of the report decides; a later report leaves it
    undecided.

    Args:
        field: The written text.
        value: Its verdict.
        indicator: The indicator.
        day: The deadline.
        time: The time that the report covers.
    """
    if not value.lo:
        return value, None
    words = field.reading.words if isinstance(field.reading, Phrase) else field.text
    in_time = reached_by(words, time.year, day)
    if in_time is None and time.known is not None and time.known <= day:
        in_time = True
    if in_time:
        return value, None
    code = codes.DAY_NOT_STATED if in_time is None else codes.REACHED_AFTER_DAY
    notice = diagnostic(
        code,
        field.location,
        indicator=indicator.title,
        value=field.text,
        day=_day_text(day),
        known=_day_text(time.known or time.until),
    )
    nothing = value.minus(value)
    return (nothing if in_time is False else Interval(nothing.lo, value.hi)), notice


def _day_text(day: dt.date) -> Text:
    return Text(vi=day.strftime("%d/%m/%Y"), en=day.isoformat())
