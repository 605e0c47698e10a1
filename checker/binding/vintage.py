"""The day of a submission's figures, held against the machine's clock and the period that it reports.

Owns which days cannot be, and which are before a period has ended. The clock is handed in; it
decides nothing else. Must not know how anything is judged.
"""

from __future__ import annotations

import datetime as dt

from checker.domain import codes
from checker.domain.period import Calendar
from checker.domain.submission import Submission
from checker.domain.trouble import Diagnostic, diagnostic

__all__ = ["early_cutoff", "misdated"]


def misdated(submission: Submission, calendar: Calendar, now: dt.date | None) -> Diagnostic | None:
    """Return what is wrong with the day of the figures; a submission of which anything is does not count.

    Args:
        submission: The submission.
        calendar: How its pack maps periods to days.
        now: Today; ``None`` where no day is too late.
    """
    day, first = submission.as_of, submission.period.window(calendar)[0]
    if day is None:
        return None
    place, said = submission.place("as_of"), day.isoformat()
    if now is not None and day > now:
        return diagnostic(codes.DAY_AHEAD, place, value=said)
    if day < first:
        return diagnostic(codes.DAY_BEFORE_PERIOD, place, value=said, period=str(submission.period))
    return None


def early_cutoff(submission: Submission, calendar: Calendar) -> dt.date | None:
    """Return the last day of the period where the figures are of a day before it; else ``None``."""
    last = submission.period.window(calendar)[1]
    return last if submission.as_of is not None and submission.as_of < last else None
