"""Turn the changes between an earlier and a later submission for the same period into findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.assess.policy import Policy, finding
from checker.domain import codes
from checker.domain.axes import Matter, Verdict
from checker.domain.codes import Code
from checker.domain.phrase import target_title
from checker.domain.report import Finding, Report, Result
from checker.domain.submission import Submission
from checker.domain.text import Message, Value, message

__all__ = ["REVISIONS", "revision_findings"]

REVISIONS: Final = (codes.VERDICT_CHANGED, codes.RESTATED, codes.LEFT_OUT)
"""The concern about a later submission that changes an earlier one."""

_SILENT: Final = (Verdict.NOT_DUE, Verdict.NO_DATA)


def revision_findings(
    results: tuple[Result, ...], earlier: Report, submission: Submission, policy: Policy
) -> tuple[Finding, ...]:
    """Return the changes against the superseded submission, and the figures that only it had.

    The first change of verdict, pace, data state or gate is reported. A figure that is new is not a change.

    Args:
        results: The results of the later submission, with their gates.
        earlier: The report of the superseded submission.
        submission: The later submission.
        policy: The gate policy for changes.
    """
    days: dict[str, Value] = {"older": _day(earlier.submission), "newer": _day(submission)}
    before = {(result.indicator, result.assigned_by): result for result in earlier.results}
    pairs = [(before.get((result.indicator, result.assigned_by)), result) for result in results]
    reported = [(old, result) for old, result in pairs if old is not None and _says(old)]
    return (
        *_left_out(reported, submission, days, policy),
        *(one for old, result in reported for one in _changed(old, result, submission, days, policy)),
    )


def _says(result: Result) -> bool:
    """Tell whether a target had a figure; a compound target has a verdict if its members have figures."""
    return result.location is not None or (bool(result.members) and result.verdict not in _SILENT)


def _left_out(
    pairs: list[tuple[Result, Result]], submission: Submission, days: dict[str, Value], policy: Policy
) -> Iterator[Finding]:
    """Return one finding for all figures that the earlier submission had and the later one lacks."""
    gone = tuple(
        result.title for _, result in pairs if result.decides and result.location is None and not result.members
    )
    if gone:
        values: dict[str, Value] = {"count": len(gone), "indicators": gone, **days}
        yield finding(codes.LEFT_OUT, Matter.REVISION, policy, values, submission.place("observations"))


def _changed(
    old: Result, result: Result, submission: Submission, days: dict[str, Value], policy: Policy
) -> Iterator[Finding]:
    if old.verdict is not result.verdict:
        yield _finding(
            codes.VERDICT_CHANGED,
            Matter.REVISION,
            (old, result),
            {"before": old.verdict, "after": result.verdict} | days,
            submission,
            policy,
        )
    elif result.location is not None and (changes := tuple(_changes(old, result))):
        yield _finding(codes.RESTATED, Matter.RESTATED, (old, result), {"changes": changes} | days, submission, policy)


def _changes(old: Result, result: Result) -> Iterator[Message]:
    if old.pace is not result.pace:
        yield message("the pace was {before} and is {after}", before=old.pace, after=result.pace)
    if old.data is not result.data:
        yield message("the figure was {before} and is {after}", before=old.data, after=result.data)
    if result.decides and old.gate is not result.gate:
        yield message("the gate was {before} and is {after}", before=old.gate, after=result.gate)


def _finding(
    code: Code,
    matter: Matter,
    pair: tuple[Result, Result],
    values: dict[str, Value],
    submission: Submission,
    policy: Policy,
) -> Finding:
    labels = (message("before"), message("now"))
    places = (
        (label, message("“{text}” at {place}", text=one.text, place=str(one.location or "–")))
        for label, one in zip(labels, pair, strict=True)
    )
    result = pair[1]
    return finding(
        code,
        matter if result.decides else Matter.OTHER_TARGET,
        policy,
        {"indicator": target_title(result)} | values,
        result.location or submission.place("as_of"),
        indicator=result.indicator,
        rule=result.rule,
        details=tuple(places),
        subject=result.assigned_by,
    )


def _day(submission: Submission) -> str:
    return submission.as_of.isoformat() if submission.as_of else "?"
