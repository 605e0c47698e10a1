"""Every finding of a submission, in the order in which they are reported.

Must not know how a verdict is worded: `explain` does, and is imported only if there is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.assess.matters import NOT_REPORTED, concerns_of, is_unreported
from checker.assess.policy import Policy, finding, finding_from
from checker.binding.bound import BoundSubmission, Problem
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.report import Finding, Result
from checker.domain.submission import Submission
from checker.domain.text import Text, Value
from checker.packs.model import RulePack
from checker.plan.model import Outcomes, Plan

__all__ = ["declared_findings", "findings_of"]

# The values that distinguish problems without an indicator.
_SUBJECTS: Final = {Matter.UNKNOWN_ROWS: ("value", "title", "first"), Matter.MISSING_UNIT: ("id",)}


def findings_of(
    submission: Submission,
    plan: Plan,
    bound: BoundSubmission,
    outcomes: Outcomes,
    results: tuple[Result, ...],
    policy: Policy,
) -> tuple[Finding, ...]:
    """Return every finding in the pack's order: wrong rows first, then targets, pace and consistency."""
    by_id = {result.indicator: result for result in results if result.decides}
    unfit: tuple[Finding, ...] = ()
    if any(outcomes.ranks[check.case] == 0 for check in plan.checks):
        from checker.assess.relations import relation_findings

        unfit = tuple(relation_findings(plan, bound, outcomes, by_id, policy))
    return (
        *(_problem(problem, policy) for problem in bound.problems),
        *_early_figures(submission, bound, policy),
        *(finding for result in results for finding in _target_findings(result, submission, policy, by_id)),
        *unfit,
        *_not_reported(results, submission, policy),
    )


def declared_findings(submission: Submission, pack: RulePack, policy: Policy) -> Iterator[Finding]:
    """Yield findings about the whole submission: synthetic figures for a real pack, and an overridden period."""
    if submission.synthetic and not pack.synthetic:
        place = submission.place("synthetic")
        yield finding(codes.SYNTHETIC_FIGURES, Matter.SYNTHETIC, policy, {"pack": pack.id}, place)
    if submission.stated_period is not None:
        values: dict[str, Value] = {"stated": str(submission.stated_period), "period": str(submission.period)}
        yield finding(codes.PERIOD_OVERRULED, Matter.PERIOD_OVERRIDE, policy, values, submission.place("period"))


def _problem(problem: Problem, policy: Policy) -> Finding:
    return finding_from(
        problem.diagnostic, problem.matter, policy, indicator=problem.indicator, subject=_subject(problem)
    )


def _subject(problem: Problem) -> str:
    values = dict(problem.diagnostic.message.values)
    return next((str(values[name]) for name in _SUBJECTS.get(problem.matter, ()) if name in values), "")


def _target_findings(
    result: Result, submission: Submission, policy: Policy, others: dict[str, Result]
) -> Iterator[Finding]:
    for concern in concerns_of(result):
        from checker.assess.explain import target_finding

        yield target_finding(concern, result, submission, policy, others)


def _early_figures(submission: Submission, bound: BoundSubmission, policy: Policy) -> Iterator[Finding]:
    """Return one finding for all figures that are called final but whose date makes them estimates."""
    if bound.early:
        end = bound.cutoff.isoformat() if bound.cutoff else ""
        values: dict[str, Value] = {"count": len(bound.early), "period": str(submission.period), "end": end}
        place = submission.place("as_of")
        yield finding(codes.EARLY_FIGURES, Matter.ESTIMATE, policy, values, place)


def _not_reported(results: Iterable[Result], submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Return one finding for all figures that could have been reported but are not due."""
    unreported = [result for result in results if is_unreported(result)]
    if unreported:
        titles: tuple[Text, ...] = tuple(result.title for result in unreported)
        values: dict[str, Value] = {"count": len(unreported), "indicators": titles}
        yield finding(*NOT_REPORTED, policy, values, submission.place("observations"))
