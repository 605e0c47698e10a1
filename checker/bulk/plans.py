"""Compile packs for the periods of the data; requests that no bulk engine supports are refused here.

Owns the plan of each pack at each period. Must not know how an engine evaluates it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.binding.growth import with_year_before
from checker.bulk.grid import MOST_WHOLE, FigureGrid, places_of
from checker.domain.check import CheckKind
from checker.domain.interval import Exact
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.errors import UnsupportedPlan
from checker.packs.allocation import without_targets
from checker.packs.model import Reported, RulePack, Start
from checker.packs.term import Carry
from checker.plan.compiler import compile_plan
from checker.plan.model import Observed, Plan, PlannedTarget

__all__ = ["BITS", "PackPlans", "decimal_text", "plans_of", "stated_type", "undecided_parts"]

BITS: Final = 60
"""The number of indicators per presence integer."""
_NARROW: Final = 16
"""The most digits of bounds and figures whose differences fit into 18 digits."""


class PackPlans(NamedTuple):
    """The plans of a pack.

    Args:
        pack: The pack.
        unit_pack: The pack that applies to its units: if the pack rolls up, its targets apply only to the whole.
        plans: The plan of `unit_pack` at each period of the data.
    """

    pack: RulePack
    unit_pack: RulePack
    plans: Mapping[Period, Plan]

    def targets(self) -> Iterator[PlannedTarget]:
        """Yield the targets of all periods."""
        return (target for plan in self.plans.values() for target in plan.targets)


class _FurtherFigures:
    """Pretends that every submission states all further figures, so that all checks on them are planned."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields

    def __contains__(self, key: object) -> bool:
        return isinstance(key, Observed) and key.field in self._fields


def plans_of(
    pack: RulePack, periods: Sequence[Period], as_of: dt.date | None, *, ratios: bool, wholes: bool = False
) -> PackPlans:
    """Compile the plans of a pack's units at each period.

    Args:
        pack: The pack.
        periods: The periods of its year in the data.
        as_of: The day whose targets are in force. Default: the last day of the period.
        ratios: Whether rows state numerator and denominator.
        wholes: Whether units get the targets of the whole, if the pack rolls up.
    """
    unit_pack = without_targets(pack) if pack.reporting.roll_up and not wholes else pack
    further_figures = _FurtherFigures(
        (*(("previous_stated",) if len(periods) > 1 else ()), *(("ratio",) if ratios else ()))
    )
    day = as_of.isoformat() if as_of else ""
    # Changes since the previous year are decided unit by unit, because they need that year's figures.
    planned_pack = with_year_before(unit_pack, pack.unit, Period(pack.year), {})
    return PackPlans(
        pack, unit_pack, {period: compile_plan(planned_pack, period, day, further_figures) for period in periods}
    )


def undecided_parts(pack_plans: PackPlans, decided: Container[CheckKind]) -> tuple[str, ...]:
    """Return the parts of a pack that columns cannot decide.

    Args:
        pack_plans: The plans of the pack.
        decided: The checks that can be decided.
    """
    cases: list[str] = []
    for indicator in pack_plans.unit_pack.indicators:
        if indicator.target is not None and indicator.target.members:
            cases.append(f"{indicator.id}: all_of")
        if indicator.reported is Reported.PERIOD:
            cases.append(f"{indicator.id}: reported: period")
        if indicator.start is Start.SAME_PERIOD and indicator.target is not None:
            cases.append(f"{indicator.id}: baseline: same_period")
        if indicator.grades or indicator.weights:
            cases.append(f"{indicator.id}: {'grades' if indicator.grades else 'weights'}")
        if indicator.whole:
            cases.append(f"{indicator.id}: {'share_of' if indicator.share_of else 'share_of_plan'}")
        if indicator.steps:
            cases.append(f"{indicator.id}: steps_decide")
        if indicator.carry is not Carry.NONE:
            cases.append(f"{indicator.id}: over: {indicator.over}")
    cases += [
        f"{one}: allocation" for one in dict.fromkeys(share.indicator for share in pack_plans.pack.allocation.shares)
    ]
    # Its verdict comes from a row of another period.
    cases += [f"{one.indicator}: due {one.since}" for one in pack_plans.targets() if one.since]
    cases += [
        f"{check.rule or check.indicator}: {check.kind}"
        for plan in pack_plans.plans.values()
        for check in plan.checks
        if check.kind not in decided
    ]
    return tuple(dict.fromkeys(cases))


def stated_type(plans: Sequence[PackPlans], grid: FigureGrid, engine: str) -> str:
    """Return the SQL type that holds every stated bound, every figure, and their differences.

    Raises:
        UnsupportedPlan: A bound has too many digits for an engine.
    """
    places, whole = grid.places, grid.digits - grid.places
    # A target has the same numbers at most periods.
    numbers: dict[Exact | None, str] = {}
    for one in plans:
        for plan in one.plans.values():
            for target in plan.targets:
                if target.goal is not None:
                    lo, hi, _, _ = plan.cases[target.case].levels[0]
                    numbers |= dict.fromkeys((target.goal, lo, hi), target.indicator)
    for number, indicator in numbers.items():
        if number is not None:
            own = places_of(number)
            if own is None or abs(Fraction(number)) >= 10**MOST_WHOLE:
                raise UnsupportedPlan(engine, (f"{indicator}: {number}",))
            places, whole = max(places, own), max(whole, len(str(abs(int(number)))))
    return f"DECIMAL({38 if whole + places > _NARROW else 18},{places})"


@lru_cache(maxsize=4096)  # A target has the same number at every period.
def decimal_text(number: Exact | None) -> str | None:
    """Return a bound as text; `stated_type` has verified its number of digits."""
    places = None if number is None else places_of(number)
    if number is None or places is None:
        return None
    above, below = number.as_integer_ratio()
    # All digits are written out, because engines may read an exponent inexactly.
    digits = str(abs(above) * 10**places // below).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if above < 0 else ''}{whole}{'.' * bool(rest)}{rest}"
