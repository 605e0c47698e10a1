"""Turn failed checks between figures into findings.

Owns the sentences about consistency. Must not know any file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias, assert_never

from checker.assess.matters import RELATIONS
from checker.assess.policy import Policy, finding
from checker.binding.bound import BoundSubmission
from checker.binding.values import sum_of
from checker.domain.check import OVER_TIME, CheckKind
from checker.domain.interval import Interval
from checker.domain.number import plain, rounded
from checker.domain.phrase import amount, bound_phrase, figure_of, value_phrase
from checker.domain.report import Finding, Result
from checker.domain.submission import Field, Observation
from checker.domain.text import Message, Value, message
from checker.plan.model import Change, Check, Observed, Outcomes, Plan, Quotient

__all__ = ["relation_findings"]


def relation_findings(
    plan: Plan, bound: BoundSubmission, outcomes: Outcomes, results: dict[str, Result], policy: Policy
) -> Iterator[Finding]:
    """Yield a finding for each relation between figures that fails.

    Args:
        plan: The compiled plan.
        bound: The submission in terms of the pack.
        outcomes: The engine's answer.
        results: The deciding result of each indicator, by its id.
        policy: The gate policy.
    """
    writer = _Writer(plan, bound, results)
    # If several offices set a target, a percentage of any of their plans is consistent.
    alternatives: dict[Check, list[Check]] = {}
    for check in plan.checks:
        alternatives.setdefault(check._replace(case=0), []).append(check)
    for check, *others in alternatives.values():
        if any(outcomes.ranks[one.case] != 0 for one in (check, *others)):
            continue
        row = bound.rows[check.indicator]
        field = _beside(check.kind, row)
        yield finding(
            *RELATIONS[check.kind],
            policy,
            writer.values(check),
            field.location if field else row.location,
            indicator=check.indicator,
            rule=results[check.indicator].rule,
            details=tuple(writer.details(check)),
            subject=check.rule or ",".join(check.operands),
        )


_Values: TypeAlias = dict[str, Value]


class _Writer:
    def __init__(self, plan: Plan, bound: BoundSubmission, results: dict[str, Result]) -> None:
        self._plan = plan
        self._bound = bound
        self._results = results

    def values(self, check: Check) -> _Values:  # noqa: C901, PLR0911 - one line for each kind
        """Return the values for the sentence of a failed check."""
        result = self._results[check.indicator]
        others = [self._results[id_] for id_ in check.operands]
        match check.kind:
            case CheckKind.NATURAL_LIMITS:
                return self._outside(check, result)
            case CheckKind.CHILD_WITHIN_PARENT:
                return _pair("child", result, "parent", others[0])
            case CheckKind.LESS_OR_EQUAL:
                return _pair("low", result, "high", others[0])
            case CheckKind.PERCENT_OF_PLAN:
                return _percentage(_in_percent(_written(self._bound.rows[check.indicator].percent_of_plan)), result)
            case CheckKind.PLAN:
                reported = _written(self._bound.rows[check.indicator].plan)
                return {"indicator": result.title, "reported": reported, "target": _bound(result)}
            case CheckKind.STATED_PERCENT:
                return _percentage(figure_of(result), others[0])
            case CheckKind.RATIO:
                return self._ratio(check, result)
            case CheckKind.QUOTIENT:
                return self._quotient(check, result, *others)
            case CheckKind.SUM:
                return self._sum(result, others)
            case CheckKind.NEVER_FALLING | CheckKind.CHANGE:
                return self._over_time(check, result)
            case _:
                assert_never(check.kind)

    def _outside(self, check: Check, result: Result) -> _Values:
        limits = self._plan.cases[check.case].levels[0]
        low, high = (plain(end) if end is not None else message("no limit") for end in (limits.lo, limits.hi))
        return {
            "indicator": result.title,
            "value": figure_of(result),
            "low": low,
            "high": high,
        }

    def _ratio(self, check: Check, result: Result) -> _Values:
        row = self._bound.rows[check.indicator]
        return {
            "indicator": result.title,
            "reported": _written(row.value),
            "numerator": _written(row.numerator),
            "denominator": _written(row.denominator),
            "computed": figure_of(result),
        }

    def _quotient(self, check: Check, result: Result, numerator: Result, denominator: Result) -> _Values:
        above, whole = (self._bound.values[Observed(one.indicator)] for one in (numerator, denominator))
        quantity = self._plan.quantities[self._plan.cases[check.case].quantity]
        factor = quantity.factor if isinstance(quantity, Quotient) else 1
        share = above.scaled(factor / Fraction(whole.lo or 1))
        return {
            "indicator": result.title,
            "reported": figure_of(result),
            "numerator": figure_of(numerator),
            "denominator": figure_of(denominator),
            "computed": value_phrase(_to_hundredths(share), result.unit),
        }

    def _sum(self, result: Result, parts: list[Result]) -> _Values:
        total = sum_of(self._bound.values[Observed(part.indicator)] for part in parts)
        residual = self._bound.values[Observed(result.indicator)].minus(total)
        return {
            "parts": tuple(part.title for part in parts),
            "sum": value_phrase(total, result.unit),
            "total": result.title,
            "value": figure_of(result),
            "residual": value_phrase(residual, result.unit),
        }

    def _over_time(self, check: Check, result: Result) -> _Values:
        before = self._bound.previous[check.indicator]
        about: dict[str, Value] = {
            "indicator": result.title,
            "value": value_phrase(self._bound.values[Observed(check.indicator, "own")], result.unit),
            "before": value_phrase(before.value, result.unit),
            "period": before.of,
        }
        if check.kind is CheckKind.NEVER_FALLING:
            return about
        case = self._plan.cases[check.case]
        unit = "%" if isinstance(self._plan.quantities[case.quantity], Change) else result.unit
        return {**about, "limit": amount(case.levels[0].hi or Fraction(0), unit)}

    def details(self, check: Check) -> Iterator[tuple[Message, Message]]:
        """Yield the locations of all compared figures, if there are several."""
        before = self._bound.previous.get(check.indicator)
        if before is not None and check.kind in OVER_TIME:
            place = str(before.location)
            yield message("before"), message("{of}: “{text}” at {place}", of=before.of, text=before.text, place=place)
        for id_ in (*check.operands, check.indicator) if check.rule else ():
            result = self._results[id_]
            place = str(result.location or "–")
            text = message("{title}: “{text}” at {place}", title=result.title, text=result.text, place=place)
            yield message("compared"), text
        if check.rule:
            yield message("check"), message("{rule}", rule=check.rule)


def _beside(kind: CheckKind, row: Observation) -> Field | None:
    """Return the figure whose location a finding points to."""
    if kind is CheckKind.PERCENT_OF_PLAN:
        return row.percent_of_plan
    return row.plan if kind is CheckKind.PLAN else row.value


def _pair(one: str, first: Result, other: str, second: Result) -> dict[str, Value]:
    return {
        one: first.title,
        f"{one}_value": figure_of(first),
        other: second.title,
        f"{other}_value": figure_of(second),
    }


def _percentage(reported: str | Message, result: Result) -> _Values:
    return {
        "indicator": result.title,
        "reported": reported,
        "value": figure_of(result),
        "target": _bound(result),
        "computed": _percent(result),
    }


def _to_hundredths(value: Interval) -> Interval:
    """Round for display; only ends with more decimals change."""
    low, high = (None if end is None else rounded(end, 2) for end in (value.lo, value.hi))
    return Interval(low, high)


def _percent(result: Result) -> Message:
    computed = result.percent_of_plan
    if computed is not None:
        return amount(rounded(computed, 2), "%")
    value, plan = result.value, result.bound and result.bound.number
    return value_phrase(_to_hundredths(value.scaled(100 / Fraction(plan))), "%") if value and plan else message("?")


def _bound(result: Result) -> Message:
    return bound_phrase(result.bound, result.unit) if result.bound else message("no target")


def _in_percent(text: str) -> str:
    """Return a percentage with its sign, which a stored number lacks."""
    return f"{text} %" if re.fullmatch(r"[-+\u2212]?[0-9.,]+", text) else text


def _written(field: Field | None) -> str:
    return field.text if field else ""
