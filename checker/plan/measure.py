"""The values of a plan's quantities, derived exactly from what was reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias, assert_never, cast

from checker.domain.interval import Interval
from checker.plan.model import Derived, Difference, Observed, PercentOf, Plan, Quantity

__all__ = ["Observations", "measure"]

Observations: TypeAlias = Mapping[Observed, Interval]
"""What was reported and could be read, in the indicators' units."""


def measure(plan: Plan, observations: Observations) -> list[Interval | None]:
    """Return the value of each of the plan's quantities; ``None`` where there is none."""
    # Nearly all quantities are observed, so they are looked up in one sweep; a derived one is never a key.
    look_up = cast("Callable[[Quantity], Interval | None]", observations.get)
    values = list(map(look_up, plan.quantities))
    for index, quantity in plan.derived:
        values[index] = _derived(quantity, observations)
    return values


def _derived(quantity: Derived, observations: Observations) -> Interval | None:
    match quantity:
        case Difference(of, less):
            first, second = observations.get(of), observations.get(less)
            return None if first is None or second is None else first.minus(second)
        case PercentOf(reported, value, target):
            stated, actual = observations.get(reported), observations.get(value)
            return None if stated is None or actual is None else stated.minus(actual.scaled(Fraction(100) / target))
        case _:
            assert_never(quantity)
