"""What a unit says of a target that is missed or behind: why, who does what until when, and what it proposes."""

from __future__ import annotations

from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Explanation"]


class Explanation(NamedTuple):
    """The answers of a unit; none of them changes a verdict, and what is not answered is empty.

    Args:
        indicator: The indicator's id as the form has it, or empty.
        title: What the form calls the target.
        location: Where its block begins.
        objective: Causes that the unit could not prevent.
        subjective: Causes that it could.
        solution: What is to be done.
        responsible: Who answers for that.
        deadline: Until when.
        forecast: What the unit expects for the whole year; never counted.
        outlook: Whether it expects to reach the target; never a verdict.
        proposal: What it asks of whom.
    """

    indicator: str
    title: str
    location: Location
    objective: str = ""
    subjective: str = ""
    solution: str = ""
    responsible: str = ""
    deadline: str = ""
    forecast: str = ""
    outlook: str = ""
    proposal: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is filled in."""
        return not any(self[3:])
