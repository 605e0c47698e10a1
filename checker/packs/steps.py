"""What a pack asks at a period for whose end a number of its own is planned: an ordinary pack.

Owns that such a number decides there and nowhere else. Must not know figures.
"""

from __future__ import annotations

from checker.domain.period import Period
from checker.packs.model import Indicator, RulePack

__all__ = ["at_step"]


def at_step(pack: RulePack, period: Period) -> RulePack:
    """Return the pack as it is at the end of a period, of which some targets may have a number that decides."""
    return pack._replace(indicators=tuple(_at(indicator, period) for indicator in pack.indicators))


def _at(indicator: Indicator, period: Period) -> Indicator:
    target = indicator.target
    step = next(((due, number) for due, number in indicator.steps if due.order[:2] == period.order[:2]), None)
    if target is None or step is None or not target.due.follows(step[0]):
        return indicator
    due, number = step
    # It is no plan of the year, of which a percentage could be stated.
    rule = target._replace(number=number, upper=None, stretch=None, beyond=None, due=due, of_years=True)
    return indicator._replace(target=rule, revisions=(), others=())
