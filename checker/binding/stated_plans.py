"""Plans in a row beside the value: percentages of the plan, and its number.

Owns their comparison with the value and the targets, and the derivation of a value from a percentage. Must not know how
a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from checker.binding.assigned_plans import differing_plans, of_assigners, percent_differs
from checker.binding.bound import Binding
from checker.binding.no_figure import is_no_figure
from checker.binding.values import UNCOUNTABLE, percent_interval, value_interval, widened
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, at_least
from checker.domain.submission import Field, Figure, Observation, Phrase, Several
from checker.domain.text import Message, message
from checker.domain.unit import folded
from checker.packs.model import Indicator, TargetRule
from checker.plan.model import Observed

__all__ = ["read_percents", "read_plans"]

_NO_PLAN: Final = (
    r"(?:không|chưa|ko) (?:được )?(?:giao|có (?:kế hoạch|kh|chỉ tiêu|dự toán))(?: (?:kế hoạch|kh|chỉ tiêu))?|k/?g"
)
_COUNTS: Final = at_least(Fraction(0))


def read_percents(binding: Binding, row: Observation, indicator: Indicator) -> None:
    """Compare the value with percentages of the plan, or derive a missing value from them."""
    _read_percent(binding, row, indicator)
    _read_percents(binding, row, indicator)


def read_plans(binding: Binding, row: Observation, indicator: Indicator) -> None:
    """Store the numbers of a row's plan, and compare plans of several assigners with their targets."""
    _read_plan(binding, row, indicator)
    _read_plans(binding, row, indicator)


def _read_percent(binding: Binding, observation: Observation, indicator: Indicator) -> None:
    field = observation.percent_of_plan
    if field is None:
        return
    targets = binding.targets(indicator)
    stated: list[tuple[TargetRule, Interval]] = []
    plain: Field | None = field
    if isinstance(field.reading, Several):
        plain, stated, troubles = of_assigners(field, field.reading, indicator, targets)
        for trouble in troubles:
            binding.tell(Matter.PERCENT_OF_PLAN, indicator.id, trouble)
    if plain is not None:
        value = percent_interval(plain)
        if isinstance(value, Diagnostic):
            binding.tell(Matter.INVALID, indicator.id, value)
            return
        binding.values[Observed(indicator.id, "percent_of_plan")] = widened(value, truncated=True)
        if len(targets) == 1 and not indicator.revisions and targets[0].is_plan:
            stated.append((targets[0], value))
    alone = observation.value is None and observation.numerator is None
    for target, percent in stated:
        _compare_with_percent(binding, field, indicator, target, percent, alone=alone)
    if alone and not stated and plain is not None:
        why = _why_no_figure(indicator, targets, targets_apply=binding.targets_apply)
        wrong = diagnostic(codes.PERCENT_ALONE, field.location, indicator=indicator.title, value=field.text, why=why)
        binding.tell(Matter.INVALID, indicator.id, wrong)


def _read_percents(binding: Binding, observation: Observation, indicator: Indicator) -> None:
    """Compare the value with percentages in columns of several assigners; ignore those without a known assigner."""
    alone = observation.value is None and observation.numerator is None
    for field in observation.other_percents:
        if isinstance(field.reading, Several):
            _, stated, _ = of_assigners(field, field.reading, indicator, binding.targets(indicator))
            for target, percent in stated:
                _compare_with_percent(binding, field, indicator, target, percent, alone=alone)


def _why_no_figure(indicator: Indicator, targets: Sequence[TargetRule], *, targets_apply: bool) -> Message:
    """Report why the figure cannot be derived from its percentage of the plan."""
    if not targets_apply:
        return message("the plan of the unit is not known")
    if not targets:
        return message("the indicator has no target")
    if len(targets) > 1 or indicator.revisions:
        return message("there are several plans, and it does not say which is meant")
    return message("the target is not a number to be reached, such as a ceiling or a change")


def _compare_with_percent(
    binding: Binding, field: Field, indicator: Indicator, target: TargetRule, percent: Interval, *, alone: bool
) -> None:
    """Intersect a value with the interval from its percentage of a plan, or derive a missing value from it.

    If the intersection is empty, only the value counts, and the difference is reported.
    """
    key = Observed(indicator.id)
    value = binding.values.get(key)
    figure = widened(percent, truncated=True).scaled(Fraction(target.number or 0) / 100)
    if value is None:
        if alone and indicator.id not in binding.invalid:
            _take(binding, field, indicator, None if percent.is_disjoint_from(_COUNTS) else figure)
        return
    both = value.meeting(figure)
    if both is not None:
        if not value.is_point:
            binding.values[key] = both
            _quote_both(binding, indicator, field)
        return
    if isinstance(field.reading, Several):
        # For a single percentage, the engine finds it.
        wrong = percent_differs(field, indicator, target, value)
        binding.tell(Matter.PERCENT_OF_PLAN, indicator.id, wrong)
        if alone:
            binding.values.pop(key)
            binding.invalid.add(indicator.id)


def _quote_both(binding: Binding, indicator: Indicator, percent: Field) -> None:
    """Include the percentage in the quoted text, if the value follows from both."""
    row = binding.rows[indicator.id]
    quoted = f" ({percent.text})"
    if row.value is not None and not row.value.text.endswith(quoted):
        binding.rows[indicator.id] = row._replace(value=row.value._replace(text=row.value.text + quoted))


def _take(binding: Binding, field: Field, indicator: Indicator, figure: Interval | None) -> None:
    """Derive a figure from its percentage of the plan; ``None`` for an impossible negative one."""
    if figure is None:
        wrong = diagnostic(codes.BELOW_ZERO, field.location, indicator=indicator.title, value=field.text)
        binding.refuse(indicator, wrong)
        return
    adds_up = indicator.kind is Kind.FLOW or (indicator.unit is not None and indicator.unit.is_count)
    # A count or flow is never negative, even if "gần 5%" allows it.
    value = (figure.meeting(_COUNTS) if adds_up else None) or figure
    binding.values[Observed(indicator.id)] = value
    binding.doubt(binding.rows[indicator.id], field, value, indicator)


def _read_plan(binding: Binding, observation: Observation, indicator: Indicator) -> None:
    """Store the numbers of a row's plan, without words such as "trên"."""
    field = observation.plan
    if field is None or indicator.kind is Kind.VERDICT:
        return
    if isinstance(field.reading, Several):
        targets = binding.targets(indicator)
        for matter, trouble in differing_plans(field, field.reading, indicator, targets) if targets else ():
            binding.tell(matter, indicator.id, trouble)
        return
    # A problem of one cell, or a wrong unit of the row, is reported with the value.
    one_cell = observation.value is not None and observation.value.location == field.location
    reported = indicator.id in binding.invalid and (one_cell or isinstance(field.reading, Figure))
    if not isinstance(field.reading, Figure):
        if not reported:
            _tell_unread(binding, field, indicator)
        return
    plan = value_interval(field, indicator)
    if isinstance(plan, Diagnostic):
        if plan.code in UNCOUNTABLE and not (one_cell and reported):
            binding.tell(Matter.INVALID, indicator.id, plan)
        elif not reported:
            _tell_unread(binding, field, indicator)
        return
    low, high = plan.lo if plan.lo is not None else plan.hi, plan.hi if plan.hi is not None else plan.lo
    binding.values[Observed(indicator.id, "plan")] = Interval(low, high)


def _tell_unread(binding: Binding, field: Field, indicator: Indicator) -> None:
    """Report a plan that cannot be read, unless its words say that there is none."""
    if isinstance(field.reading, Phrase):
        words = field.reading.words
        if is_no_figure(words) or re.fullmatch(_NO_PLAN, folded(words).strip(" .()*")) is not None:
            return
    wrong = diagnostic(codes.PLAN_NOT_READ, field.location, indicator=indicator.title, value=field.text)
    binding.tell(Matter.INCOMPLETE, indicator.id, wrong)


def _read_plans(binding: Binding, observation: Observation, indicator: Indicator) -> None:
    """Compare plans in columns of several assigners with their targets; ignore those without a known assigner."""
    targets = binding.targets(indicator)
    for field in observation.other_plans if targets and indicator.kind is not Kind.VERDICT else ():
        if not isinstance(field.reading, Several):
            _tell_unread(binding, field, indicator)
        else:
            found = differing_plans(field, field.reading, indicator, targets)
            for matter, one in found:
                if one.code is codes.PLAN_DIFFERS:
                    binding.tell(matter, indicator.id, one)
