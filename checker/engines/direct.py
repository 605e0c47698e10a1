"""The plain Python engine: the executable specification, and the fallback."""

from __future__ import annotations

from typing import Final

from checker.domain.interval import Interval
from checker.plan.measure import Observations, measure
from checker.plan.model import MISSING, UNDECIDED, Outcomes, Plan

__all__ = ["DirectEngine", "rank"]


def rank(value: Interval, levels: tuple[Interval, ...]) -> int:
    """Return how many of the nested levels hold all of `value`, or `UNDECIDED`.

    This is the definition; `DirectEngine` has shortcuts for the common cases.
    """
    reached = 0
    for level in levels:
        if not value.within(level):
            break
        reached += 1
    if reached == 0 and not value.is_disjoint_from(levels[0]):
        return UNDECIDED
    return reached


class DirectEngine:
    """Evaluates plans with exact arithmetic, one case after the other."""

    name: Final = "direct"

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`."""
        values = measure(plan, observations)
        ranks: list[int] = []
        for case in plan.cases:
            value = values[case.quantity]
            if value is None:
                ranks.append(MISSING)
                continue
            number = value.lo
            if number is not value.hi or number is None:
                ranks.append(rank(value, case.levels))
                continue
            # Nearly every figure is exactly one number, which is faster to compare.
            reached = 0
            for lo, hi, lo_open, hi_open in case.levels:
                if lo is not None and (number <= lo if lo_open else number < lo):
                    break
                if hi is not None and (number >= hi if hi_open else number > hi):
                    break
                reached += 1
            ranks.append(reached)
        return Outcomes(self.name, tuple(ranks))

    def close(self) -> None:
        """Do nothing: this engine holds no resources."""
