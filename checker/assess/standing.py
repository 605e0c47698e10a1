"""The standing of each target: turns ranks into verdict and pace, with the numbers that explain them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from checker.binding.bound import BoundSubmission
from checker.domain.axes import PACE_RANKS, Better, DataState, Frequency, Gate, Matter, Measures, Pace, Verdict
from checker.domain.comparator import ACHIEVED
from checker.domain.interval import Exact, Interval, difference, percent_of
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import PaceBasis, PeriodEnd, Result, SourceReference, Stretch, TargetBound
from checker.domain.submission import Figure, Observation
from checker.errors import EngineFault
from checker.packs.model import Indicator, RulePack, Start, TargetRule
from checker.plan.model import (
    MISSING,
    UNDECIDED,
    Expectation,
    Observed,
    Outcomes,
    Plan,
    PlannedTarget,
)

if TYPE_CHECKING:
    from checker.assess.due import Earlier

__all__ = ["results_of"]

_NO_LINE: Final = ("same_period", "compound")
# A compound target gets the first of these verdicts that any member has.
_COMPOUND: Final = (
    Verdict.UNMET,
    Verdict.INVALID,
    Verdict.NO_DATA,
    Verdict.UNDECIDED,
    Verdict.NOT_DUE,
    Verdict.MET,
)


def results_of(
    pack: RulePack, plan: Plan, bound: BoundSubmission, outcomes: Outcomes, earlier: Earlier | None = None
) -> tuple[Result, ...]:
    """Return a result for each target in force and for each indicator without one, in the pack's order.

    The gate of each result is left at ``pass``; `judge` sets it.

    Args:
        pack: The pack.
        plan: The compiled plan.
        bound: The submission in terms of the pack.
        outcomes: The engine's answer.
        earlier: The reports of earlier periods in which targets were due; with ``None`` the current figures count for
            those periods.

    Raises:
        EngineFault: The outcomes do not answer every case of the plan.
    """
    _assert_complete(plan, outcomes)
    planned = {(target.indicator, target.which): target for target in plan.targets}
    members = {member for indicator in pack.indicators if indicator.target for member in indicator.target.members}
    results = tuple(
        _result(indicator, target, planned.get((indicator.id, which)), plan, bound, outcomes, members)
        for indicator in pack.indicators
        for which, target in enumerate(indicator.targets(plan.day) or (None,))
    )
    if any(matter is Matter.PARTS for matter, _ in pack.gate.on):
        results = tuple(one._replace(part=bool(one.parent)) for one in results)
    if earlier is not None and any(target.since for target in plan.targets):
        from checker.assess.due import apply_due_periods

        results = apply_due_periods(results, plan, earlier)
    if not members:
        return results
    verdicts = {result.indicator: result.verdict for result in results if result.decides}
    return tuple(
        result._replace(verdict=_compound([verdicts[member] for member in result.members]))
        if result.members
        else result
        for result in results
    )


def _compound(members: list[Verdict]) -> Verdict:
    """Return the verdict of a compound target: unmet if a member is, and met only if all members are."""
    return next((verdict for verdict in _COMPOUND if verdict in members), Verdict.EXCEEDED)


def _assert_complete(plan: Plan, outcomes: Outcomes) -> None:
    highest = [len(case.levels) for case in plan.cases]
    if len(outcomes.ranks) != len(highest) or not all(
        MISSING <= rank <= most for rank, most in zip(outcomes.ranks, highest, strict=True)
    ):
        msg = f"engine {outcomes.engine} answered {len(outcomes.ranks)} ranks for {len(highest)} cases, or ranks beyond"
        raise EngineFault(msg)


def _result(
    indicator: Indicator,
    target: TargetRule | None,
    planned: PlannedTarget | None,
    plan: Plan,
    bound: BoundSubmission,
    outcomes: Outcomes,
    members: set[str],
) -> Result:
    row = bound.rows.get(indicator.id)
    value = bound.values.get(Observed(indicator.id))
    decides = planned is None or planned.which == 0
    goal = planned.goal if planned else None
    return Result(
        indicator=indicator.id,
        code=indicator.code,
        title=indicator.title,
        group=indicator.group.title,
        parent=indicator.parent,
        kind=indicator.kind,
        unit=indicator.unit.name if indicator.unit else "",
        assigned_by=target.assigned_by if target else "",
        since=target.since if target else "",
        decides=decides,
        counted=target is not None
        and decides
        and not indicator.parent
        and indicator.id not in members
        and not target.traits.directional,
        verdict=_verdict(indicator, planned, bound, outcomes),
        pace=_pace(planned, plan, outcomes, value),
        data=row.status if row and _location(row) else DataState.MISSING,
        gate=Gate.PASS,
        text=_text(row),
        value=value,
        bound=_bound(target, indicator) if target else None,
        due=target.due if target else None,
        expected_now=planned is not None and planned.expected_now,
        shortfall=_shortfall(plan.cases[planned.case].levels, value) if planned and goal is not None else None,
        percent_of_plan=None if _compounds(indicator, target) else _percent_of_plan(indicator.better, goal, value),
        stretch=_stretch(target, planned, outcomes),
        pace_basis=_pace_basis(planned.pace, value) if planned and planned.pace else None,
        location=_location(row),
        rule=target.location if target else indicator.location,
        source=_source(target),
        owner=indicator.owner,
        figure=_figure(row),
        members=target.members if target else (),
        addends=bound.addends.get(indicator.id, ()),
        early=PeriodEnd(str(plan.period), bound.cutoff) if bound.cutoff and indicator.id in bound.early else None,
        lacks=_lacks(indicator, target, bound, plan),
        grade=_grade(indicator, value),
        early_parts=bound.early_parts.get(indicator.id, ()),
        plan_word=indicator.plan_word,
        phrase=indicator.phrase,
        yearly=indicator.frequency is Frequency.YEAR,
        counts=indicator.unit is not None and indicator.unit.is_count,
    )


def _compounds(indicator: Indicator, target: TargetRule | None) -> bool:
    """Tell whether a number is a growth rate, which cannot be split into shares."""
    return target is not None and target.average is not None and indicator.measures is Measures.GROWTH


def _grade(indicator: Indicator, value: Interval | None) -> str:
    """Return the grade that a value certainly has; nothing if it may have another one."""
    if value is None:
        return ""
    higher = [number for _, number in indicator.grades]
    for place, (name, number) in enumerate(indicator.grades):
        below = Interval(None, higher[place - 1], hi_open=True) if place else Interval(None, None)
        if value.within(Interval(number, None)) and value.within(below):
            return name
    return ""


def _text(row: Observation | None) -> str:
    if row is None:
        return ""
    if row.numerator and row.denominator:
        stated = f"{row.value.text} = " if row.value else ""
        return f"{stated}{row.numerator.text} / {row.denominator.text}"
    field = row.value or row.percent_of_plan or row.growth
    return field.text if field else ""


def _figure(row: Observation | None) -> Figure | None:
    field = (row.value or row.percent_of_plan) if row and row.numerator is None else None
    return field.reading if field and isinstance(field.reading, Figure) else None


def _location(row: Observation | None) -> Location | None:
    if row is None:
        return None
    field = row.value or row.numerator or row.percent_of_plan or row.growth
    return field.location if field else None


def _verdict(
    indicator: Indicator, planned: PlannedTarget | None, bound: BoundSubmission, outcomes: Outcomes
) -> Verdict:
    if indicator.id in bound.invalid:
        return Verdict.INVALID
    if planned is None:
        return Verdict.NOT_ASSESSED
    rank = outcomes.ranks[planned.case]
    if not planned.due:
        # A cumulative figure cannot fall: a target that it has reached is met early, and a broken ceiling is unmet at
        # once.
        surely = (planned.early and rank > 0) or (planned.capped and rank == 0)
        return _hard(planned, rank) if surely else Verdict.NOT_DUE
    if rank == MISSING:
        return Verdict.NO_DATA
    # A figure dated before its period's end is not final for the period, nor for a sum that includes it.
    early = indicator.id in bound.early or indicator.id in bound.early_parts
    return Verdict.UNDECIDED if rank == UNDECIDED or early else _hard(planned, rank)


def _hard(planned: PlannedTarget, rank: int) -> Verdict:
    if rank == 0:
        return Verdict.UNMET
    return Verdict.EXCEEDED if 0 < planned.exceeded <= rank else Verdict.MET


def _pace(planned: PlannedTarget | None, plan: Plan, outcomes: Outcomes, value: Interval | None) -> Pace:
    if planned is None or planned.pace is None:
        return Pace.NONE
    rank = outcomes.ranks[planned.pace.case]
    if rank < 0 or value is None:
        return Pace.NONE
    pace = PACE_RANKS[rank]
    # A rank is a certain minimum; a range that may also be on track is not reported as late.
    if pace is Pace.AT_RISK and not value.is_disjoint_from(plan.cases[planned.pace.case].levels[rank]):
        return Pace.NONE
    return pace


def _bound(target: TargetRule, indicator: Indicator) -> TargetBound:
    if target.comparator is None or target.members:
        return TargetBound(target.comparator or ACHIEVED, None, by=target.by)
    sizes = target.number, target.upper, target.tolerance, indicator.before
    return TargetBound(target.comparator.value, *sizes, strict=target.strict)


def _lacks(indicator: Indicator, target: TargetRule | None, bound: BoundSubmission, plan: Plan) -> str:
    """Return the period of the previous year that a target is compared with, if its figure is unknown."""
    if target is None or not target.traits.from_baseline or indicator.start is Start.STATED or indicator.baseline:
        return ""
    reported, rated = (Observed(indicator.id, field) in bound.values for field in ("value", "rate"))
    return str(Period(plan.period.year - 1, plan.period.part)) if reported and not rated else ""


def _stretch(target: TargetRule | None, planned: PlannedTarget | None, outcomes: Outcomes) -> Stretch | None:
    if target is None or target.stretch is None or planned is None:
        return None
    return Stretch(target.stretch, reached=0 < planned.striven <= outcomes.ranks[planned.case])


def _source(target: TargetRule | None) -> SourceReference | None:
    if target is None or target.source is None:
        return None
    document = target.source.document
    return SourceReference(document.title, document.date, document.address, target.source.clause)


def _shortfall(levels: tuple[Interval, ...], value: Interval | None) -> Exact | None:
    """Return the distance from the nearest end of `value` to the level that meets the target."""
    if value is None:
        return None
    accepted = levels[0]
    misses = [
        miss
        for miss in (
            None if accepted.lo is None else _below(accepted.lo, value),
            None if accepted.hi is None else _beyond(accepted.hi, value),
        )
        if miss is not None
    ]
    return max(misses) if misses else None


def _below(floor: Exact, value: Interval) -> Exact | None:
    return None if value.hi is None else difference(floor, value.hi)


def _beyond(ceiling: Exact, value: Interval) -> Exact | None:
    return None if value.lo is None else difference(value.lo, ceiling)


def _percent_of_plan(better: Better, goal: Exact | None, value: Interval | None) -> Exact | None:
    """Return the value in percent of the target, which is meaningful only if higher is better."""
    if better is not Better.HIGHER or value is None or not value.is_point or value.lo is None:
        return None
    return percent_of(value.lo, goal) if goal is not None and goal > 0 else None


def _pace_basis(expectation: Expectation, value: Interval | None) -> PaceBasis:
    number = Fraction(value.lo) if value is not None and value.is_point and value.lo is not None else None
    start = Fraction(expectation.start)
    needed = left = projection = attainment = None
    if number is not None:
        goal = Fraction(expectation.target)
        missing = max(goal - number, Fraction(0)) if goal > start else min(goal - number, Fraction(0))
        monthly = missing / expectation.months_left if expectation.months_left > 0 else None
        needed, left = (None, monthly) if expectation.ceiling else (monthly, None)
        projection = start + (number - start) / expectation.elapsed
        if expectation.method in _NO_LINE:
            # The year's level is unknown until that of the previous year is; growth is not linear.
            needed = left = projection = None
        if not expectation.ceiling:
            attainment = (number - start) / (expectation.expected - start)
        elif number > 0:
            attainment = expectation.expected / number
    return PaceBasis(
        expectation.method,
        expectation.share,
        expectation.start,
        expectation.expected,
        attainment,
        needed,
        projection,
        left,
        expectation.ceiling,
        expectation.by,
        expectation.stated,
    )
