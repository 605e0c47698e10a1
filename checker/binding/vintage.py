"""The day of a submission's figures, and the day of the question that a run asks.

Owns which days cannot be, which are before a period has ended, and from which day a run
looks. The clock is handed in; it decides nothing else. Must not know how anything is judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.period import Calendar, Period
from checker.domain.submission import Submission

__all__ = ["early_cutoff", "latest_day", "misdated", "out_of_time"]


def misdated(submission: Submission, calendar: Calendar, now: dt.date | None) -> Diagnostic | None:
    """Return what is wrong with the day of the figures; a submission of which anything is does not count.

    Args:
        submission: The submission.
        calendar: How its pack maps periods to days.
        now: Today; ``None`` where no day is too late.
    """
    day = submission.as_of
    code = out_of_time(day, submission.period, calendar, now) if day is not None else None
    if code is None or day is None:
        return None
    return diagnostic(code, submission.place("as_of"), value=day.isoformat(), period=str(submission.period))


def out_of_time(day: dt.date, period: Period, calendar: Calendar, now: dt.date | None) -> Code | None:
    """Return why figures of a period cannot be of a day: it is still to come, or before the period begins."""
    if now is not None and day > now:
        return codes.DAY_AHEAD
    return codes.DAY_BEFORE_PERIOD if day < period.window(calendar)[0] else None


def latest_day(vintages: Iterable[tuple[dt.date | None, Period, Calendar]]) -> dt.date | None:
    """Return the day of the question where the caller states none; ``None`` where nothing was submitted.

    It is the latest day of any figures, else the last day of the latest period.

    Args:
        vintages: The day of each submission's figures, its period, and the calendar of its pack.
    """
    told = list(vintages)
    stated = [day for day, _, _ in told if day is not None]
    return max(stated or (period.window(calendar)[1] for _, period, calendar in told), default=None)


def early_cutoff(submission: Submission, calendar: Calendar) -> dt.date | None:
    """Return the last day of the period where the figures are of a day before it; else ``None``."""
    last = submission.period.window(calendar)[1]
    return last if submission.as_of is not None and submission.as_of < last else None
