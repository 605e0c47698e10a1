"""Compile a pack and a period into a plan: resolve targets and enumerate all cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

from checker.domain.axes import Better, Kind, Measures
from checker.domain.check import CheckForm, CheckKind
from checker.domain.comparator import Comparator
from checker.domain.interval import Interval, at_least, point
from checker.domain.period import Period
from checker.errors import UnsupportedPlan
from checker.packs.model import CheckRule, Indicator, PaceRule, RulePack, Start, TargetRule
from checker.plan.bounds import ACHIEVED_LEVELS, Goal, ceiling_levels, goal_of, pace_levels
from checker.plan.model import (
    Case,
    Change,
    Check,
    Difference,
    Expectation,
    Observed,
    PercentOf,
    Plan,
    PlannedTarget,
    Quantity,
    Quotient,
    Total,
)

__all__ = ["Plans", "compile_plan"]

Days: TypeAlias = Mapping[str, dt.date | None]
NO_DAYS: Final[Days] = MappingProxyType({})
_NOTHING: Final = (point(Fraction(0)),)


def compile_plan(
    pack: RulePack,
    period: Period,
    day: str = "",
    stated: Container[Observed] = (),
    figures: dt.date | None = None,
    others: Days = NO_DAYS,
    odd: Container[str] | None = None,
) -> Plan:
    """Compile the questions of `pack` about a submission for `period`.

    Args:
        pack: A pack of the period's year.
        period: The reference period.
        day: The day (YYYY-MM-DD) whose targets are in force. Default: the period's last day.
        stated: The further figures that the submission states beside its values, such as percentages of the plan. Cases
            are made only for these, because cases for all would double every plan.
        figures: The stated day of the figures. If it is within the period, it determines the elapsed time; else the
            period does.
        others: The days of single indicators whose figures are of another day.
        odd: Ids of the indicators whose figures may be outside their natural limits. Only these get a case for it,
            because cases for all would nearly double most plans. ``None`` makes one for all.
    """
    compiler = _Compiler(pack, period, day or period.window(pack.calendar)[1].isoformat(), stated, figures, others)
    for indicator in pack.indicators:
        compiler.add_targets(indicator)
        if odd is None or indicator.id in odd:
            compiler.add_limits(indicator)
        compiler.add_parent(indicator)
        compiler.add_stated_figures(indicator)
        compiler.add_monotonicity(indicator)
    for rule in pack.checks:
        compiler.add_rule(rule)
    return compiler.plan()


_Key: TypeAlias = tuple[
    int, Period, str, frozenset[Observed], dt.date | None, frozenset[tuple[str, dt.date | None]], frozenset[str]
]


class Plans:
    """The plans of one run, each compiled once, because most units report the same set of figures."""

    def __init__(self) -> None:
        self._made: dict[_Key, tuple[RulePack, Plan]] = {}

    def plan(
        self,
        pack: RulePack,
        period: Period,
        day: str,
        values: Mapping[Observed, Interval],
        figures: dt.date | None,
        others: Days = NO_DAYS,
    ) -> Plan:
        """Return the plan of a submission with these further figures; see `compile_plan`."""
        odd = frozenset(one.id for one in pack.indicators if not _is_natural(one, values.get(Observed(one.id))))
        stated = frozenset(one for one in values if one.field != "value")
        # The pack is kept with its plan, so that its `id()` is not reused.
        within = figures if figures and period.holds(figures, pack.calendar) else None
        key = id(pack), period, day, stated, within, frozenset(others.items()), odd
        if key not in self._made:
            self._made[key] = pack, compile_plan(pack, period, day, stated, within, others, odd)
        return self._made[key][1]


def _is_natural(indicator: Indicator, value: Interval | None) -> bool:
    return value is None or indicator.limits.hold(value)


class _Compiler:
    def __init__(
        self,
        pack: RulePack,
        period: Period,
        day: str,
        stated: Container[Observed],
        figures: dt.date | None,
        others: Days,
    ) -> None:
        self._pack = pack
        self._by_id = pack.by_id()
        self._never_falling = {rule.operands for rule in pack.checks if rule.form is CheckForm.NEVER_FALLING}
        self._period = period
        self._day = day
        self._stated = stated
        self._figures = figures
        self._others = others
        self._quantities: dict[Quantity, int] = {}
        self._cases: list[Case] = []
        self._targets: list[PlannedTarget] = []
        self._checks: list[Check] = []

    def plan(self) -> Plan:
        return Plan(
            self._pack.id,
            self._period,
            self._day,
            tuple(self._quantities),
            tuple(self._cases),
            tuple((i, q) for i, q in enumerate(self._quantities) if not isinstance(q, Observed)),
            tuple(self._targets),
            tuple(self._checks),
        )

    def add_targets(self, indicator: Indicator) -> None:
        for which, target in enumerate(indicator.targets(self._day)):
            # A compound target has no case of its own: its verdict follows from its members.
            if not target.members:
                self._add_target(indicator, which, target)

    def _add_target(self, indicator: Indicator, which: int, target: TargetRule) -> None:
        # A level to be kept is judged at every period, not only at the end. But a figure that exists once a year cannot
        # be expected earlier.
        expected_now = self._period.closes(indicator.frequency)
        kept = target.traits.lasting and expected_now
        due = kept or self._period.reaches(target.due)
        since = target.due if not target.traits.lasting and self._period.follows(target.due) else None
        quantity, goal = self._aim(indicator, target)
        level = goal if quantity.field == "value" else None
        # A cumulative figure does not fall: a floor that it has reached stays met, and a broken ceiling stays unmet. A
        # change since the same period of the previous year is different in each period. The flow of a future year has
        # not begun, unless it is added to this year's; a change may still be undone then.
        stays = indicator.kind is Kind.FLOW and indicator.start is Start.STATED and not target.traits.directional
        grows = indicator.adds_up_over_years and indicator.measures is Measures.LEVEL
        stays = stays and (target.due.year == self._period.year or grows)
        early = stays and level is not None and level.is_floor
        capped = stays and level is not None and level.is_ceiling and not indicator.may_fall
        case = self._case(quantity, goal.levels if goal else ACHIEVED_LEVELS)
        pace = self._expectation(indicator, target, level) if level and not due else None
        self._targets.append(
            PlannedTarget(
                indicator.id,
                which,
                case,
                _exceeded(target, goal),
                goal.striven if goal else 0,
                level.number if level else None,
                due,
                since,
                early,
                capped,
                expected_now,
                pace,
            )
        )

    def _aim(self, indicator: Indicator, target: TargetRule) -> tuple[Observed, Goal | None]:
        """Return the quantity that a target is compared with, and its levels.

        A growth rate is compared as stated. If the level that a change is measured from is unknown, there is nothing
        else to compare.

        Raises:
            UnsupportedPlan: The same period of the previous year was not looked up, as in bulk runs.
        """
        if target.traits.from_baseline and indicator.start is Start.SAME_PERIOD:
            raise UnsupportedPlan("columnar", (f"{indicator.id}: baseline same_period",))
        goal = goal_of(target, indicator.better, indicator.before)
        rate = Observed(indicator.id, "rate")
        unknown = goal is None and target.traits.from_baseline and indicator.start is not Start.STATED
        if unknown or (target.comparator is Comparator.GROW_BY and rate in self._stated):
            return rate, goal_of(target._replace(comparator=Comparator.AT_LEAST), Better.HIGHER, None)
        return Observed(indicator.id), goal

    def add_limits(self, indicator: Indicator) -> None:
        limits = indicator.limits
        if limits.low is not None or limits.high is not None:
            case = self._case(Observed(indicator.id), (Interval(limits.low, limits.high),))
            self._checks.append(Check(CheckKind.NATURAL_LIMITS, case, indicator.id))

    def add_parent(self, indicator: Indicator) -> None:
        parent = indicator.parent
        if parent and indicator.within_parent and self._by_id[parent].unit == indicator.unit is not None:
            case = self._case(Difference(Observed(parent), Observed(indicator.id)), (at_least(Fraction(0)),))
            self._checks.append(Check(CheckKind.CHILD_WITHIN_PARENT, case, indicator.id, (parent,)))

    def add_stated_figures(self, indicator: Indicator) -> None:
        """Compare a figure stated beside a value with the one derived from it: equal within the stated decimals."""
        value, percent, ratio = (Observed(indicator.id, field) for field in ("value", "percent_of_plan", "ratio"))
        rules = [rule for rule in indicator.targets(self._day) if not rule.of_years]
        if percent in self._stated:
            for target in rules:
                if target.is_plan:
                    difference = PercentOf(percent, value, Fraction(target.number or 0))
                    self._check(CheckKind.PERCENT_OF_PLAN, difference, _NOTHING, indicator.id)
        plan = Observed(indicator.id, "plan")
        for target in rules if plan in self._stated else ():
            if target.traits.level and target.number is not None:
                upper = target.number if target.upper is None else target.upper
                self._check(CheckKind.PLAN, plan, (Interval(target.number, upper),), indicator.id)
        if ratio in self._stated:
            self._check(CheckKind.RATIO, Difference(ratio, value), _NOTHING, indicator.id)

    def add_monotonicity(self, indicator: Indicator) -> None:
        """Compare a cumulative flow with the previous period, if reported."""
        before = Observed(indicator.id, "previous_stated")
        never_falls = (indicator.id,) in self._never_falling
        if before in self._stated and indicator.kind is Kind.FLOW and not indicator.may_fall and not never_falls:
            change = Difference(Observed(indicator.id, "stated"), before)
            self._check(CheckKind.NEVER_FALLING, change, (at_least(Fraction(0)),), indicator.id)

    def add_rule(self, rule: CheckRule) -> None:
        """Add a relation from the pack; `RulePack` documents its operands."""
        slack = Fraction(rule.tolerance or 0)
        nothing = Interval(-slack, slack)
        # A stated tolerance replaces the rounding interval of the decimals.
        field = "stated" if rule.tolerance is None else "value"
        figures = tuple(Observed(id_, field) for id_ in rule.operands)
        first, last = rule.operands[0], rule.operands[-1]
        match rule.form:
            case CheckForm.LESS_OR_EQUAL:
                gap = Difference(figures[1], figures[0])
                self._check(CheckKind.LESS_OR_EQUAL, gap, (at_least(-slack),), first, (last,), rule.id)
            case CheckForm.SUM:
                residual = Total(figures[:-1], figures[-1])
                self._check(CheckKind.SUM, residual, (nothing,), last, rule.operands[:-1], rule.id)
            case CheckForm.RATIO:
                above, below = (Observed(id_) for id_ in rule.operands[:2])
                excess = Quotient(figures[2], above, below, self._by_id[last].per)
                self._check(CheckKind.QUOTIENT, excess, (nothing,), last, rule.operands[:2], rule.id)
            case CheckForm.PERCENT_OF_PLAN:
                # In a pack that rolls up, a single unit is not compared with the plan, which applies to the whole.
                plan = next((target.number for target in self._by_id[first].targets(self._day)), None)
                if plan:
                    difference = PercentOf(figures[1], Observed(first), Fraction(plan))
                    self._check(CheckKind.STATED_PERCENT, difference, (nothing,), last, (first,), rule.id)
            case CheckForm.CHANGE:
                now, before = Observed(first, "own"), Observed(first, "previous")
                most = Fraction(rule.limit or 0) + slack
                change = Change(now, before) if rule.relative else Difference(now, before)
                self._check(CheckKind.CHANGE, change, (Interval(-most, most),), first, rule=rule.id)
            case CheckForm.NEVER_FALLING:
                before = Observed(first, "previous_stated" if rule.tolerance is None else "previous")
                change = Difference(figures[0], before)
                self._check(CheckKind.NEVER_FALLING, change, (at_least(-slack),), first, rule=rule.id)
            case _:
                assert_never(rule.form)

    def _check(
        self,
        kind: CheckKind,
        quantity: Quantity,
        levels: tuple[Interval, ...],
        indicator: str,
        operands: tuple[str, ...] = (),
        rule: str = "",
    ) -> None:
        self._checks.append(Check(kind, self._case(quantity, levels), indicator, operands, rule))

    def _expectation(self, indicator: Indicator, target: TargetRule, goal: Goal) -> Expectation | None:
        """Return the expectation by now; ``None`` if start and target are equal or in the wrong order."""
        traits = target.traits
        pace = indicator.pace
        if pace.rule is PaceRule.NONE or traits.lasting or traits.directional:
            return None
        if pace.only_there and all(point.end != self._period.end for point, _ in pace.points):
            return None
        from checker.plan.pace import share_of_way, start_of, time_shares

        start = start_of(indicator)
        # Most ways begin at zero, and sums of fractions are slow.
        way = Fraction(goal.number) - Fraction(start) if start else Fraction(goal.number)
        calendar = self._pack.calendar
        figures = self._others.get(indicator.id, self._figures)
        # Counted by months, the whole period counts, whatever the day of its figures.
        by_days = indicator.pace.rule is not PaceRule.MONTHS
        stated = by_days and figures is not None and self._period.holds(figures, calendar)
        last = figures if figures is not None and stated else self._period.window(calendar)[1]
        since = pace.since or target.due.year
        now, elapsed = time_shares(pace.rule, self._period, last, target.due, calendar, since)
        # A change since the same period of the previous year applies at each period.
        yearly = indicator.start is not Start.STATED
        share = Fraction(1) if yearly else share_of_way(pace, now, target.due, calendar, since)
        ceiling = indicator.kind is Kind.FLOW and goal.is_ceiling
        towards = 1 if ceiling or indicator.better is Better.HIGHER else -1
        # A ceiling of zero, and a level that is already reached, have no pace.
        if not share or way * towards <= 0:
            return None
        expected, zones = Fraction(start) + way * share if start else way * share, indicator.pace.zones
        levels = ceiling_levels(expected, zones) if ceiling else pace_levels(start, expected, zones)
        case = self._case(Observed(indicator.id), levels)
        months = target.due.months_since(since)
        months_left = (1 - elapsed) * months if stated else Fraction(months - self._period.months_since(since))
        method = "same_period" if yearly else indicator.pace.rule.value
        return Expectation(
            case, method, elapsed, share, start, expected, goal.number, months_left, last, stated, ceiling
        )

    def _case(self, quantity: Quantity, levels: tuple[Interval, ...]) -> int:
        index = self._quantities.setdefault(quantity, len(self._quantities))
        self._cases.append(Case(index, levels))
        return len(self._cases) - 1


def _exceeded(target: TargetRule, goal: Goal | None) -> int:
    """Return the rank from which on a target is exceeded, also for a reported verdict; 0 if it never is."""
    if goal is not None:
        return goal.exceeded
    return 0 if target.never_exceeded else len(ACHIEVED_LEVELS)
