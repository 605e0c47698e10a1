"""The values of a plan's quantities, derived exactly from the reported figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias, assert_never, cast

from checker.domain.interval import Interval, point
from checker.plan.model import Change, Derived, Difference, Observed, PercentOf, Plan, Quantity, Quotient, Total

__all__ = ["Observations", "measure"]

Observations: TypeAlias = Mapping[Observed, Interval]
"""The reported figures that could be read, in the indicators' units."""


def measure(plan: Plan, observations: Observations) -> list[Interval | None]:
    """Return the value of each of the plan's quantities; ``None`` if it has none."""
    # Nearly all quantities are observed, so all are looked up at once; a derived one is never a key.
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
        case Total(parts, total):
            whole = observations.get(total)
            residual = None if whole is None else whole.scaled(Fraction(-1))
            for part in map(observations.get, parts):
                residual = None if residual is None or part is None else residual.plus(part)
            return residual
        case Quotient(stated, of, to, factor):
            given, share = observations.get(stated), _divided(observations.get(of), observations.get(to))
            return None if given is None or share is None else given.minus(share.scaled(factor))
        case Change(of, since):
            growth = _divided(observations.get(of), observations.get(since))
            return None if growth is None else growth.minus(point(Fraction(1))).scaled(Fraction(100))
        case _:
            assert_never(quantity)


def _divided(first: Interval | None, second: Interval | None) -> Interval | None:
    """Return the quotient if the divisor is a single positive number."""
    if first is None or second is None or second.lo is None or not second.is_point or second.lo <= 0:
        return None
    return first.scaled(1 / Fraction(second.lo))
