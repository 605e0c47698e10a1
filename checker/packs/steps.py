"""Derive the pack at a period whose end has its own planned number; the result is an ordinary pack.

Owns the rule that such a number decides there and nowhere else. Must not know figures.
"""

from __future__ import annotations

from checker.domain.period import Period
from checker.packs.model import Indicator, RulePack

__all__ = ["at_step"]


def at_step(pack: RulePack, period: Period) -> RulePack:
    """Return the pack at the end of a period, for which some targets may have a deciding number."""
    return pack._replace(indicators=tuple(_at(indicator, period) for indicator in pack.indicators))


def _at(indicator: Indicator, period: Period) -> Indicator:
    target = indicator.target
    step = next(((due, number) for due, number in indicator.steps if due.end == period.end), None)
    if target is None or step is None or not target.due.follows(step[0]):
        return indicator
    due, number = step
    # It is not a plan of the year, to which a percentage of the plan could refer.
    rule = target._replace(number=number, upper=None, stretch=None, beyond=None, due=due, of_years=True)
    return indicator._replace(target=rule, revisions=(), others=())
