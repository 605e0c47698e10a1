"""The only module that writes sentences about verdicts: results and checks into findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, assert_never

from checker.assess.policy import Policy
from checker.binding.bind import Bound, Problem
from checker.domain import codes
from checker.domain.axes import DataState, Matter, Pace, Verdict
from checker.domain.codes import Code
from checker.domain.interval import Exact, Interval, point
from checker.domain.number import plain, rounded, rounded_apart
from checker.domain.phrase import (
    amount,
    bound_phrase,
    percent,
    share_phrase,
    value_phrase,
)
from checker.domain.report import Finding, PaceBasis, Result
from checker.domain.submission import Field, Submission
from checker.domain.text import Message, Text, Value, message
from checker.plan.model import Check, CheckKind, Outcomes, Plan

__all__ = ["findings_of"]

_VERDICTS: Final = {
    Verdict.UNMET: (codes.UNMET, Matter.UNMET),
    Verdict.UNDECIDED: (codes.UNDECIDED, Matter.UNDECIDED),
    Verdict.NO_DATA: (codes.NO_DATA, Matter.NO_DATA),
}
_PACES: Final = {
    Pace.BEHIND: (codes.BEHIND, Matter.BEHIND),
    Pace.AT_RISK: (codes.AT_RISK, Matter.AT_RISK),
    Pace.NONE: (codes.PACE_UNDECIDED, Matter.PACE_UNDECIDED),
}
_BASES: Final = {
    "linear": "a straight line: {share} of the time has passed, so {expected} is expected",
    "milestones": "milestones of the plan: {share} of the way by now, so {expected} is expected",
    "profile": "as in earlier years: {share} of the way by now, so {expected} is expected",
}
# The attainment that a pace falls short of, from which its figure must be told apart.
_PACE_LIMITS: Final = {Pace.BEHIND: Fraction(19, 20), Pace.AT_RISK: Fraction(1)}
_LARGE: Final = 100
_HARD: Final = (Verdict.MET, Verdict.EXCEEDED, Verdict.UNMET)


def findings_of(
    submission: Submission,
    plan: Plan,
    bound: Bound,
    outcomes: Outcomes,
    results: tuple[Result, ...],
    policy: Policy,
) -> tuple[Finding, ...]:
    """Return every finding: wrong rows first, then targets, pace and consistency, in the pack's order."""
    by_id = {result.indicator: result for result in results if result.decides}
    return (
        *(_problem(problem, policy) for problem in bound.problems),
        *(finding for result in results for finding in _target_findings(result, submission, policy)),
        *_check_findings(plan, bound, outcomes, by_id, policy),
        *_not_reported(results, submission, policy),
    )


def _problem(problem: Problem, policy: Policy) -> Finding:
    wrong = problem.diagnostic
    return Finding(
        wrong.code,
        problem.matter,
        policy.gate(problem.matter),
        wrong.message,
        problem.indicator,
        wrong.location,
        hint=wrong.hint,
        excerpt=wrong.excerpt,
        subject=str(dict(wrong.message.values)["value"]) if problem.matter is Matter.UNKNOWN_ROWS else "",
    )


def _target_findings(result: Result, submission: Submission, policy: Policy) -> Iterator[Finding]:
    if result.verdict in _VERDICTS:
        code, matter = _VERDICTS[result.verdict]
        yield _about(
            result, submission, policy, code, matter if result.decides else Matter.OTHER_TARGET, _comparison(result)
        )
    if not result.decides:
        return
    basis = result.pace_basis
    if basis is not None and result.value is not None:
        kind = _PACES.get(result.pace)
        if kind is not None:
            yield _about(result, submission, policy, *kind, _pace_values(result, result.value, basis))
    if result.data in _DATA_STATES and result.verdict in _HARD:
        values: dict[str, Value] = {"indicator": result.title, "status": message(_DATA_STATES[result.data])}
        yield _about(result, submission, policy, codes.ON_ESTIMATE, Matter.ESTIMATE, values)


_DATA_STATES: Final = {DataState.ESTIMATE: "estimate", DataState.PROVISIONAL: "provisional"}


def _about(
    result: Result, submission: Submission, policy: Policy, code: Code, matter: Matter, values: dict[str, Value]
) -> Finding:
    return Finding(
        code,
        matter,
        policy.gate(matter),
        message(code.template, **values),
        result.indicator,
        result.location or submission.place("observations"),
        result.rule,
        tuple(_details(result)),
        message(code.remedy),
        subject=result.assigned_by,
    )


def _comparison(result: Result) -> dict[str, Value]:
    return {"indicator": result.title, "value": _value(result), "bound": _bound(result)}


def _value(result: Result) -> Message:
    if result.value is None or not result.unit:
        return message("{text}", text=result.text) if result.text else message("no figure")
    return value_phrase(result.value, result.unit)


def _bound(result: Result) -> Message:
    return bound_phrase(result.bound, result.unit) if result.bound else message("no target")


def _pace_values(result: Result, value: Interval, basis: PaceBasis) -> dict[str, Value]:
    start = Fraction(basis.start)
    attained = value.minus(point(start)).scaled(1 / (Fraction(basis.expected) - start))
    return {
        "indicator": result.title,
        "value": _value(result),
        "attainment": share_phrase(attained, _PACE_LIMITS.get(result.pace)),
        "expected": _reading(basis.expected, result.unit),
    }


def _details(result: Result) -> Iterator[tuple[Message, Message]]:
    source = result.source
    if source is not None:
        template = "“{clause}” ({document}, {date})" if source.date else "“{clause}” ({document})"
        document = {"clause": source.clause, "document": source.document, "date": source.date}
        yield message("promised"), message(template, **document)
    if result.assigned_by:
        yield message("assigned by"), message("{office}", office=result.assigned_by)
    if result.since:
        yield message("in force since"), message("{day}", day=result.since)
    if result.location is not None:
        yield message("reported"), message("“{text}” at {place}", text=result.text, place=str(result.location))
    if result.value is not None and result.bound and result.unit:
        yield message("compared"), message("{value} against {bound}", value=_value(result), bound=_bound(result))
    if result.shortfall is not None and result.shortfall > 0:
        yield message("short by"), amount(result.shortfall, result.unit)
    if result.percent_of_plan is not None and result.bound and result.bound.number is not None:
        shown = plain(rounded_apart(result.percent_of_plan, Fraction(100), 1))
        yield message("of the plan"), message("{number} %", number=shown)
    if result.stretch is not None and result.verdict in _HARD:
        template = "{number}, reached" if result.stretch.reached else "{number}, not reached"
        yield message("striven for"), message(template, number=amount(result.stretch.number, result.unit))
    yield from _pace_details(result)


def _reading(number: Exact, unit: str) -> Message:
    """Round a derived number for a reader: small ones, such as rates, keep two decimals."""
    return amount(rounded(number, 1 if abs(Fraction(number)) >= _LARGE else 2), unit)


def _pace_details(result: Result) -> Iterator[tuple[Message, Message]]:
    basis = result.pace_basis
    if basis is None:
        return
    yield (
        message("pace basis"),
        message(_BASES[basis.method], share=percent(basis.share), expected=_reading(basis.expected, result.unit)),
    )
    if basis.needed_per_month is not None:
        yield message("needed per month"), _reading(basis.needed_per_month, result.unit)
    if basis.projection is not None:
        yield message("a straight line ends at"), _reading(basis.projection, result.unit)


def _check_findings(
    plan: Plan, bound: Bound, outcomes: Outcomes, results: dict[str, Result], policy: Policy
) -> Iterator[Finding]:
    told: set[tuple[CheckKind, str, str]] = set()
    for check in plan.checks:
        about = (check.kind, check.indicator, check.other)
        # Where several set a target, a percentage of any of their plans is consistent.
        ranks = {outcomes.ranks[one.case] for one in plan.checks if (one.kind, one.indicator, one.other) == about}
        if ranks != {0} or about in told:
            continue
        told.add(about)
        result = results[check.indicator]
        code, values = _inconsistency(check, plan, bound, results)
        matter = Matter.PERCENT_OF_PLAN if check.kind is CheckKind.PERCENT_OF_PLAN else Matter.CONSISTENCY
        row = bound.rows[check.indicator]
        field = row.percent_of_plan if check.kind is CheckKind.PERCENT_OF_PLAN else row.value
        yield Finding(
            code,
            matter,
            policy.gate(matter),
            message(code.template, **values),
            check.indicator,
            field.location if field else row.location,
            result.rule,
            hint=message(code.remedy),
            subject=check.other,
        )


def _inconsistency(check: Check, plan: Plan, bound: Bound, results: dict[str, Result]) -> tuple[Code, dict[str, Value]]:
    result = results[check.indicator]
    match check.kind:
        case CheckKind.NATURAL_LIMITS:
            limits = plan.cases[check.case].levels[0]
            low, high = (plain(end) if end is not None else message("no limit") for end in (limits.lo, limits.hi))
            return codes.OUTSIDE_LIMITS, {
                "indicator": result.title,
                "value": _value(result),
                "low": low,
                "high": high,
            }
        case CheckKind.CHILD_WITHIN_PARENT:
            parent = results[check.other]
            return codes.CHILD_ABOVE_PARENT, {
                "child": result.title,
                "child_value": _value(result),
                "parent": parent.title,
                "parent_value": _value(parent),
            }
        case CheckKind.PERCENT_OF_PLAN:
            computed = result.percent_of_plan
            return codes.PERCENT_OF_PLAN, {
                "indicator": result.title,
                "reported": _written(bound.rows[check.indicator].percent_of_plan),
                "value": _value(result),
                "target": _bound(result),
                "computed": message("?") if computed is None else amount(rounded(computed, 2), "%"),
            }
        case CheckKind.RATIO:
            row = bound.rows[check.indicator]
            return codes.RATIO_DIFFERS, {
                "indicator": result.title,
                "reported": _written(row.value),
                "numerator": _written(row.numerator),
                "denominator": _written(row.denominator),
                "computed": _value(result),
            }
        case _:
            assert_never(check.kind)


def _written(field: Field | None) -> str:
    return field.text if field else ""


def _not_reported(results: Iterable[Result], submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding for all that could have been reported but is not due, not one for each."""
    silent = [
        result
        for result in results
        if result.verdict is Verdict.NOT_DUE and result.data is DataState.MISSING and result.expected_now
    ]
    if silent:
        titles: tuple[Text, ...] = tuple(result.title for result in silent)
        yield Finding(
            codes.NOT_REPORTED,
            Matter.NOT_REPORTED,
            policy.gate(Matter.NOT_REPORTED),
            message(codes.NOT_REPORTED.template, count=len(silent), indicators=titles),
            "",
            submission.place("observations"),
            hint=message(codes.NOT_REPORTED.remedy),
        )
