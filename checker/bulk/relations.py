"""Relations between figures, lowered to sums of figures times integers that must be between two ends.

Owns which checks become such sums. A part of a whole, a total, a percentage of the plan and the previous period's
figure have that form; other checks are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from checker.assess.matters import RELATIONS
from checker.assess.policy import Policy
from checker.bulk import tables
from checker.bulk.grid import FigureGrid
from checker.bulk.model import DataTable
from checker.bulk.plans import PackPlans
from checker.bulk.tables.run_table import ColumnTypes
from checker.domain.axes import Kind
from checker.domain.check import CHECKS, OVER_TIME, CheckKind
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.plan.model import Change, Check, Difference, Observed, PercentOf, Plan, Total

__all__ = [
    "DECIDED",
    "Relation",
    "largest_factor",
    "never_falling",
    "over_time",
    "ratio_checks",
    "relation_tables",
    "relations_of",
]

DECIDED: Final = frozenset(
    (CheckKind.CHILD_WITHIN_PARENT, *(traits.kind for traits in CHECKS.values() if traits.linear))
)
"""The checks that are such sums."""

_STATED: Final = ("stated", "previous_stated")
_BEFORE: Final = ("previous", "previous_stated")


class Relation(NamedTuple):
    """A sum of figures times integers that must be in a level.

    Args:
        check: The check that it decides.
        terms: The summands with their factors.
        level: The level that must contain the sum.
        positive: A quantity that must be above zero; otherwise the check is skipped.
        falls: Whether only a figure below the earlier one can be outside the level.
    """

    check: Check
    terms: tuple[tuple[Observed, int], ...]
    level: Interval
    positive: Observed | None = None
    falls: bool = False


def relations_of(plan: Plan) -> Iterator[Relation]:
    """Yield the sums of a plan's checks of the kinds in `DECIDED`."""
    for check in plan.checks:
        if check.kind in DECIDED:
            case = plan.cases[check.case]
            quantity = plan.quantities[case.quantity]
            level = case.levels[0]
            match quantity:
                case Difference(of, less):
                    relation = _relation(check, {of: Fraction(1), less: Fraction(-1)}, level)
                    yield relation._replace(falls=_only_falls(plan, check))
                case Total(parts, total):
                    yield _relation(check, dict.fromkeys(parts, Fraction(1)) | {total: Fraction(-1)}, level)
                case PercentOf(reported, value, target):
                    yield _relation(check, {reported: Fraction(1), value: Fraction(-100) / target}, level)
                case Change(of, since):
                    # (of / since - 1) * 100 <= most is 100 of - (100 + most) since <= 0, where since is above zero.
                    for end, side in ((level.hi, Interval(None, Fraction(0))), (level.lo, Interval(Fraction(0), None))):
                        terms = {of: Fraction(100), since: -100 - Fraction(end or 0)}
                        yield _relation(check, terms, side, positive=since)


def _relation(
    check: Check, terms: Mapping[Observed, Fraction], level: Interval, positive: Observed | None = None
) -> Relation:
    """Multiply all factors by the least number that makes them integers."""
    times = lcm(*(factor.denominator for factor in terms.values()))
    whole = tuple((term, int(factor * times)) for term, factor in terms.items())
    return Relation(check, whole, level.scaled(Fraction(times)), positive)


def _only_falls(plan: Plan, check: Check) -> bool:
    """Tell whether only a figure below the earlier one fails a check, so that columns need to compare no other."""
    case = plan.cases[check.case]
    quantity, level = plan.quantities[case.quantity], case.levels[0]
    if not isinstance(quantity, Difference) or quantity.less.field not in _BEFORE:
        return False
    return quantity.of.indicator == quantity.less.indicator and level.hi is None and (level.lo or 0) <= 0


def never_falling(plans: PackPlans) -> frozenset[str]:
    """Return the indicators whose figures may not fall over the year."""
    return frozenset(check.indicator for plan, check in _over_time(plans) if _only_falls(plan, check))


def over_time(plans: PackPlans) -> frozenset[str]:
    """Return the indicators whose figures are compared with every earlier one, not only if they fall."""
    return frozenset(check.indicator for plan, check in _over_time(plans) if not _only_falls(plan, check))


def _over_time(plans: PackPlans) -> Iterator[tuple[Plan, Check]]:
    return ((plan, check) for plan in plans.plans.values() for check in plan.checks if check.kind in OVER_TIME)


def largest_factor(pack_plans: PackPlans) -> int:
    """Return the largest sum of factors of one check."""
    return max(
        (sum(abs(n) for _, n in one.terms) for plan in pack_plans.plans.values() for one in relations_of(plan)),
        default=0,
    )


def ratio_checks(pack_plans: PackPlans) -> tuple[str, ...]:
    """Return the checks on ratios; a ratio stated as two figures has no decimal value."""
    ratios = {indicator.id for indicator in pack_plans.pack.indicators if indicator.kind is Kind.RATIO}
    checks = {
        f"{one.check.rule or one.check.indicator}: {one.check.kind}": None
        for plan in pack_plans.plans.values()
        for one in relations_of(plan)
        if any(term.indicator in ratios for term, _ in one.terms)
    }
    return tuple(checks)


def relation_tables(
    plans: Sequence[PackPlans], pids: Mapping[Period, int], places: int, types: ColumnTypes, policies: Sequence[Policy]
) -> tuple[DataTable, DataTable]:
    """Return the checks and their terms as tables.

    Args:
        plans: The plans, by pack.
        pids: The keys of periods.
        places: Decimals of the figures.
        types: The types of columns.
        policies: The gate policy of each pack.
    """
    # One more decimal, because the rounding interval of a figure is half of its last digit.
    grid = FigureGrid(places + 1, wide=True)
    checks: list[list[str | None]] = []
    terms: list[list[str | None]] = []
    for one, policy in zip(plans, policies, strict=True):
        iids = {indicator.id: str(place) for place, indicator in enumerate(one.pack.indicators)}
        for period, plan in one.plans.items():
            for relation in relations_of(plan):
                check, name = relation.check, str(len(checks))
                code, matter = RELATIONS[check.kind]
                names = [one.pack.id, str(period), check.indicator, check.rule or ",".join(check.operands)]
                concern = [code.id, matter.value, policy.gate(matter).value]
                level = [grid.least(relation.level), grid.most(relation.level)]
                checks.append([name, iids[check.indicator], *names, *concern, str(len(relation.terms)), *level])
                terms += [[name, *_term(*term, iids, pids[period], relation)] for term in relation.terms]
    return tables.CHECKS.of(checks, types), tables.TERMS.of(terms)


def _term(term: Observed, times: int, iids: Mapping[str, str], pid: int, relation: Relation) -> list[str | None]:
    flags = term.field in _BEFORE, term.field in _STATED, term == relation.positive, relation.falls
    return [str(pid), iids[term.indicator], *(str(int(flag)) for flag in flags), str(times)]
