"""The day of a submission's figures, and the reference date of a run.

Owns which days are impossible, which are before a period's end, and the default reference date. The clock is passed in
and has no other effect. Must not know how anything is judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.period import Calendar, Period
from checker.domain.submission import Submission

__all__ = ["early_cutoff", "is_after", "latest_day", "misdated", "out_of_time"]


def misdated(submission: Submission, calendar: Calendar, now: dt.date | None) -> Diagnostic | None:
    """Return the problem of the day of the figures; a submission with one does not count.

    Args:
        submission: The submission.
        calendar: The pack's calendar.
        now: Today; ``None`` accepts any day.
    """
    day = submission.as_of
    code = out_of_time(day, submission.period, calendar, now) if day is not None else None
    if code is None or day is None:
        return None
    return diagnostic(code, submission.place("as_of"), value=day.isoformat(), period=str(submission.period))


def out_of_time(day: dt.date, period: Period, calendar: Calendar, now: dt.date | None) -> Code | None:
    """Return why figures of a period cannot have a day: it is in the future, or before the period."""
    if is_after(day, now):
        return codes.DAY_AHEAD
    return codes.DAY_BEFORE_PERIOD if day < period.window(calendar)[0] else None


def is_after(day: dt.date | None, last: dt.date | None) -> bool:
    """Tell whether a day is after today or after the reference date; ``None`` has no limit.

    Figures of a day after today are impossible; those of a day after the reference date do not count.
    """
    return day is not None and last is not None and day > last


def latest_day(vintages: Iterable[tuple[dt.date | None, Period, Calendar]]) -> dt.date | None:
    """Return the default reference date; ``None`` if nothing was submitted.

    It is the latest day of any figures, else the last day of the latest period.

    Args:
        vintages: The day of each submission's figures, its period, and the calendar of its pack.
    """
    submitted = list(vintages)
    stated = [day for day, _, _ in submitted if day is not None]
    return max(stated or (period.window(calendar)[1] for _, period, calendar in submitted), default=None)


def early_cutoff(submission: Submission, calendar: Calendar) -> dt.date | None:
    """Return the last day of the period if the figures are of an earlier day, else ``None``."""
    last = submission.period.window(calendar)[1]
    return last if submission.as_of is not None and submission.as_of < last else None
