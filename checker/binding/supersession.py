"""Which of several submissions of one unit and period counts.

Owns their order, and which of them have none. Must not know what they contain, or how they are judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.binding.form_hints import in_words_of_forms
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.period import Period
from checker.domain.submission import Submission
from checker.domain.text import Message, message

__all__ = ["rank", "same_vintages", "superseded", "vintage"]


def rank(day: dt.date | None, *, amends: bool) -> str:
    """Return the sort key of the submissions of one unit and period; the last one counts.

    The key is the day, and a correction follows the submission that it amends. It is a text, so that a database sorts
    by it, too.

    Args:
        day: The day of the figures; ``None`` if none is stated.
        amends: Whether the submission is a correction, which keeps the rows that it does not name.

    >>> rank(dt.date(2024, 7, 5), amends=True)
    '2024-07-05+'
    """
    return f"{day or ''}{'+' if amends else ''}"


def vintage(submission: Submission) -> str:
    """Return the `rank` of a submission with a known order."""
    return rank(submission.as_of, amends=submission.amends)


def same_vintages(submissions: Sequence[Submission]) -> tuple[list[Submission], list[Diagnostic]]:
    """Return the submissions with a known order, and the problems of the others.

    If several have the same unit and period, each must state a different day. A correction may have the day of the
    submission that it amends.
    """
    shared = _by_vintage(submissions)
    clear: list[Submission] = []
    wrong: list[Diagnostic] = []
    for submission in submissions:
        vintages = shared[submission.unit, submission.period]
        days = [(other.as_of, other.amends) for other in vintages]
        if len(vintages) == 1 or (all(day for day, _ in days) and len(set(days)) == len(days)):
            clear.append(submission)
        else:
            wrong.append(_contested(submission, vintages))
    return clear, wrong


def superseded(submissions: Sequence[Submission]) -> Iterator[Message]:
    """Yield a sentence for each submission that a later one of its unit and period supersedes or amends.

    Args:
        submissions: The submissions with a known order, as `same_vintages` returns them.
    """
    shared = _by_vintage(submissions)
    for submission in submissions:
        later = [one for one in shared[submission.unit, submission.period] if vintage(one) > vintage(submission)]
        if later:
            # A full submission supersedes the earlier one completely.
            last = next((one for one in reversed(later) if not one.amends), later[-1])
            yield message(
                _AMENDED if last.amends else _SUPERSEDED,
                path=submission.path,
                older=str(submission.as_of),
                newer=str(last.as_of),
                other=last.path,
            )


_SUPERSEDED: Final = "{path}: the figures of {older} are superseded by those of {newer} in {other}"
_AMENDED: Final = (
    "{path}: the figures of {older} are amended by those of {newer} in {other}; what that does not name stays"
)


def _by_vintage(submissions: Iterable[Submission]) -> dict[tuple[str, Period], list[Submission]]:
    """Return the submissions of each unit and period, the earliest first."""
    shared: dict[tuple[str, Period], list[Submission]] = {}
    for submission in sorted(submissions, key=vintage):
        shared.setdefault((submission.unit, submission.period), []).append(submission)
    return shared


def _contested(submission: Submission, vintages: list[Submission]) -> Diagnostic:
    others = [other for other in vintages if other is not submission]
    same = [
        other for other in others if None in (other.as_of, submission.as_of) or vintage(other) == vintage(submission)
    ]
    wrong = diagnostic(
        codes.SAME_VINTAGE,
        submission.place("as_of"),
        unit=submission.unit,
        period=str(submission.period),
        vintage=submission.as_of.isoformat() if submission.as_of else message("a day that is not stated"),
        other=str((same or others)[0].path),
    )
    return in_words_of_forms(wrong) if submission.is_form else wrong
