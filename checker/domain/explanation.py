"""A unit's explanation of a target that is missed or behind: causes, measures and proposals."""

from __future__ import annotations

from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Explanation"]


class Explanation(NamedTuple):
    """The answers of a unit. They never change a verdict; an unanswered field is empty.

    Args:
        indicator: The indicator's id as the form has it, or empty.
        title: The target's name in the form.
        location: The start of its block.
        objective: Causes beyond the unit's control.
        subjective: Causes within its control.
        solution: The planned measures.
        responsible: Who is responsible for them.
        deadline: The deadline for them.
        forecast: The value that the unit expects for the whole year; never counted.
        outlook: Whether it expects to reach the target; never a verdict.
        proposal: The unit's requests, and to whom.
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
        """Whether all fields are empty."""
        return not any(self[3:])
