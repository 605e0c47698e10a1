"""The values of a term: the years that it is of, what a number is of, and what earlier years bring with them.

A part of `model`. Must not know how a year is cut out of a term.
"""

from __future__ import annotations

from checker.domain.axes import DataState
from checker.domain.enumeration import StrEnum
from checker.domain.record import NamedTuple
from checker.domain.report import Addend

__all__ = ["Carried", "Carry", "Over", "Term"]


class Over(StrEnum):
    """What of a term a target's number is of."""

    END = "end"
    """The level at its end, or the flow of its last year."""
    TOTAL = "total"
    """All of its years together."""
    AVERAGE = "average"
    """A year on average ("bình quân mỗi năm")."""
    EACH_YEAR = "each_year"
    """Each of its years."""


class Term(NamedTuple):
    """The years that a pack is of where it is of several, such as 2021-2025."""

    first: int
    last: int

    def __str__(self) -> str:
        """Return both years, joined by a hyphen."""
        return f"{self.first}-{self.last}"

    @property
    def years(self) -> range:
        """Its years."""
        return range(self.first, self.last + 1)


class Carry(StrEnum):
    """How the figures of earlier years of a term and that of this year make one."""

    NONE = "none"
    SUM = "sum"
    COMPOUND = "compound"
    """Rates of growth in percent, one upon the other."""


class Carried(NamedTuple):
    """What the years of a term before this one reached.

    Args:
        parts: The figures that it is made of, in their order.
        status: The least final state of these.
        missing: The years of which nothing is known; nothing is carried then.
    """

    parts: tuple[Addend, ...] = ()
    status: DataState = DataState.FINAL
    missing: tuple[str, ...] = ()
