"""A later submission for the same period: which verdicts it changes, into findings."""

from __future__ import annotations

from checker.assess.finding import finding
from checker.assess.policy import Policy
from checker.domain import codes
from checker.domain.axes import Matter, Verdict
from checker.domain.report import Finding, Result
from checker.domain.submission import Submission
from checker.domain.text import Value, message

__all__ = ["revision_findings"]

_SILENT = (Verdict.NOT_DUE, Verdict.NO_DATA, Verdict.NOT_ASSESSED)


def revision_findings(
    results: tuple[Result, ...],
    earlier: tuple[Result, ...],
    submission: Submission,
    superseded: Submission,
    policy: Policy,
) -> tuple[Finding, ...]:
    """Return a finding for each verdict that is another than by the superseded submission.

    That a figure has come in since is no change of a verdict.
    """
    before = {(result.indicator, result.assigned_by): result for result in earlier}
    found = []
    for result in results:
        old = before.get((result.indicator, result.assigned_by))
        if old is None or old.verdict is result.verdict or old.verdict in _SILENT:
            continue
        values: dict[str, Value] = {
            "indicator": result.title,
            "before": old.verdict,
            "older": _day(superseded),
            "after": result.verdict,
            "newer": _day(submission),
        }
        places = (
            (message("before"), message("“{text}” at {place}", text=old.text, place=str(old.location or "–"))),
            (message("now"), message("“{text}” at {place}", text=result.text, place=str(result.location or "–"))),
        )
        matter = Matter.REVISION if result.decides else Matter.OTHER_TARGET
        found.append(
            finding(
                codes.VERDICT_CHANGED,
                matter,
                policy,
                values,
                result.location or submission.place("as_of"),
                indicator=result.indicator,
                rule=result.rule,
                details=places,
                subject=result.assigned_by,
            )
        )
    return tuple(found)


def _day(submission: Submission) -> str:
    return submission.as_of.isoformat() if submission.as_of else "?"
