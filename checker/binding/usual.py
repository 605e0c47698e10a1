"""Figures that are as targets lead to expect: most of most submissions.

Owns which figure needs no doubt. Whoever reports no other needs nothing of what doubts are.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Measures
from checker.domain.interval import Exact
from checker.packs.model import Indicator
from checker.plan.bounds import goal_of

__all__ = ["LIKELY_INDEX", "USUAL", "is_usual"]

LIKELY_INDEX: Final = 80
"""From here on a rate of growth is as likely what is called an index: 100 is no change."""

USUAL: Final = (40, 4)
"""From above a fortieth of a target to four times it no figure is doubted; decimals may be rounded in between."""


def is_usual(number: Exact, indicator: Indicator, day: str) -> bool:
    """Tell whether a figure is so near to a target in force that no period and no other target makes it odd.

    Most figures are, and need not be compared with the ends of all doubts, which takes longer than all else of a row.

    Args:
        number: The figure, in the indicator's unit.
        indicator: What is measured.
        day: The day (YYYY-MM-DD) whose targets are in force.
    """
    if indicator.measures is Measures.GROWTH and number >= LIKELY_INDEX:
        return False
    goals = (goal_of(rule, indicator.better, indicator.before) for rule in indicator.targets(day))
    near = next((goal.number for goal in goals if goal is not None and goal.number > 0), None)
    return near is not None and number * USUAL[0] > near and number < near * USUAL[1]
