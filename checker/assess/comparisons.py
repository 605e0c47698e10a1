"""Checks that could not be made, and what each lacks, so that a skipped check is not taken for a passed one.

Must not know what a check asks: the engine reports that there was nothing to compare.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from checker.assess.matters import NOT_COMPARED
from checker.assess.policy import Policy, finding
from checker.binding.bound import BoundSubmission
from checker.domain.check import OVER_TIME, CheckKind
from checker.domain.record import NamedTuple
from checker.domain.report import Finding, Result
from checker.domain.submission import Submission
from checker.domain.text import Message, Value, message
from checker.packs.model import CheckRule, RulePack
from checker.plan.model import MISSING, Check, Observed, Outcomes, Plan

__all__ = ["Need", "missing_comparisons", "needs_of"]


class Need(NamedTuple):
    """What a check of a pack needs at a period.

    Args:
        rule: The check in the pack.
        check: The check in the plan; ``None`` if it can never be made.
        figures: The indicators whose figures it needs.
        earlier: Whether it also needs an earlier report with the figure.
    """

    rule: CheckRule
    check: Check | None
    figures: tuple[str, ...]
    earlier: bool


_NO_PLAN: Final = "the target is not a number to be reached, such as a ceiling or a change"


def missing_comparisons(
    submission: Submission,
    pack: RulePack,
    plan: Plan,
    bound: BoundSubmission,
    outcomes: Outcomes,
    results: tuple[Result, ...],
    policy: Policy,
) -> Iterator[Finding]:
    """Yield one finding for all checks that could not be made, if there are any.

    Args:
        submission: What was reported.
        pack: The pack, which states the checks.
        plan: The compiled plan.
        bound: The submission in terms of the pack.
        outcomes: The engine's answer.
        results: The result of each target.
        policy: The gate policy.
    """
    by_id = {result.indicator: result for result in results if result.decides}
    made = {check.rule for check in plan.checks if outcomes.ranks[check.case] != MISSING}
    lacks = [
        message("{check} ({why})", check=need.rule.id, why=_lacking(need, bound, by_id))
        for need in needs_of(pack, plan)
        if need.rule.id not in made
    ]
    compared = {check.indicator for check in plan.checks if check.kind is CheckKind.PERCENT_OF_PLAN}
    lacks += (
        message("the percentage of the plan of {indicator} ({why})", indicator=result.title, why=message(_NO_PLAN))
        for result in results
        if result.decides and result.value is not None and _has_percentage(result, compared, bound)
    )
    if lacks:
        values: dict[str, Value] = {"count": len(lacks), "checks": tuple(lacks)}
        yield finding(*NOT_COMPARED, policy, values, submission.place("observations"))


def needs_of(pack: RulePack, plan: Plan) -> Iterator[Need]:
    """Yield what each check of a pack needs at the plan's period.

    A check against the plan is not expected of a unit without a target, such as a single unit of a pack that rolls up.
    """
    planned = {check.rule: check for check in plan.checks if check.rule}
    indicators = pack.by_id() if pack.checks else {}
    for rule in pack.checks:
        check = planned.get(rule.id)
        if check is not None:
            figures = tuple(dict.fromkeys((*check.operands, check.indicator)))
            yield Need(rule, check, figures, earlier=check.kind in OVER_TIME)
        elif indicators[rule.operands[0]].targets(plan.day):
            yield Need(rule, None, (), earlier=False)


def _has_percentage(result: Result, compared: Container[str], bound: BoundSubmission) -> bool:
    """Tell whether a value has a percentage of the plan that is not compared with anything."""
    stated = Observed(result.indicator, "percent_of_plan") in bound.values
    return stated and result.bound is not None and result.indicator not in compared


def _lacking(need: Need, bound: BoundSubmission, results: dict[str, Result]) -> Message:
    """Return why a check could not be made. A percentage is not checked at all without a plan."""
    if need.check is None:
        return message("the plan is zero or not a number")
    absent = tuple(results[id_].title for id_ in need.figures if Observed(id_) not in bound.values)
    if absent:
        return message("no figure of {indicators}", indicators=absent)
    if need.earlier and need.check.indicator not in bound.previous:
        return message("no earlier report of the year has a figure to compare with")
    return message("a figure that is divided by is no single number above zero")
