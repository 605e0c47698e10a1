"""The values of a term: its years, the scope of a number, and the results carried from earlier years.

A part of `model`. Must not know how the pack of a year is derived.
"""

from __future__ import annotations

from checker.domain.axes import DataState
from checker.domain.enumeration import StrEnum
from checker.domain.record import NamedTuple
from checker.domain.report import Addend

__all__ = ["Carried", "Carry", "Over", "Term"]


class Over(StrEnum):
    """The scope of a target's number within a term."""

    END = "end"
    """The level at its end, or the flow of its last year."""
    TOTAL = "total"
    """The total of all years."""
    AVERAGE = "average"
    """The average per year ("bình quân mỗi năm")."""
    EACH_YEAR = "each_year"
    """Each year."""


class Term(NamedTuple):
    """The years of a term pack, such as 2021-2025."""

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
    """How the figures of earlier years of a term are combined with this year's."""

    NONE = "none"
    SUM = "sum"
    COMPOUND = "compound"
    """Growth rates in percent, compounded."""


class Carried(NamedTuple):
    """The combined results of earlier years of a term.

    Args:
        parts: The combined figures, in order.
        status: Their least final state.
        missing: The years without a known result; if there are any, nothing is carried.
    """

    parts: tuple[Addend, ...] = ()
    status: DataState = DataState.FINAL
    missing: tuple[str, ...] = ()
