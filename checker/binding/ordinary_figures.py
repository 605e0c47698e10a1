"""Recognise ordinary figures near their targets, without the code for doubts.

Owns which figures are certainly plausible. A submission with only such figures does not import `scale`,
which saves its check 9 %.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Measures
from checker.domain.interval import Exact
from checker.packs.model import Indicator
from checker.plan.bounds import goal_of

__all__ = ["LIKELY_INDEX", "USUAL", "is_usual"]

LIKELY_INDEX: Final = 80
"""From here on, a growth rate may be an index, where 100 means no change."""

USUAL: Final = (40, 4)
"""Figures between a fortieth of a target and four times it are always plausible; the bounds allow for rounding."""


def is_usual(number: Exact, indicator: Indicator, day: str) -> bool:
    """Tell whether a figure is near enough to a target in force to be plausible at any period.

    Most figures are, and this avoids the comparison with all ranges, the slowest step of a row.

    Args:
        number: The figure, in the indicator's unit.
        indicator: The indicator.
        day: The day (YYYY-MM-DD) whose targets are in force.
    """
    if indicator.measures is Measures.GROWTH and number >= LIKELY_INDEX:
        return False
    goals = (goal_of(rule, indicator.better, indicator.before) for rule in indicator.targets(day))
    near = next((goal.number for goal in goals if goal is not None and goal.number > 0), None)
    return near is not None and number * USUAL[0] > near and number < near * USUAL[1]
