"""A clause as read, and its statements: the numbers with the words beside them.

Must not know how words are read: that is `clause`.
"""

from __future__ import annotations

import enum
from decimal import Decimal

from checker.domain.record import NamedTuple
from checker.domain.wording import Sense

__all__ = ["Clause", "Statement", "StatementRole"]


class StatementRole(enum.Enum):
    """The role of a number in a clause."""

    BOUND = "bound"
    START = "start"
    """The start of a fall or rise."""
    STRETCH = "stretch"
    OTHER = "other"
    """Not an amount: a date, a document, a base of a rate."""


class Statement(NamedTuple):
    """One number of a clause, or a range.

    Args:
        role: Its role.
        values: The possible values of the number, or of the lower end.
        upper: The possible values of the upper end; empty for a single number.
        units: The possible units after it, longest first.
        bound: The bound that the words make of it; ``None`` if they only state it.
        change: Whether it is the size of a rise or fall.
        keeps: Whether it must be kept.
        sure: Whether the words certainly belong to this number.
        words: These words as written, with the number.
        unread: The words together with unknown ones beside them; empty if all are known.
        segment: Its part of the clause.
        years: The years that it applies to.
        by_years: The years by whose end it must be reached.
        part: The part of a year that it applies to ("quý I").
        place: Its position.
        since: The words for the earlier figure, if the target only refers to one; they may be empty. ``None`` if the
            target has its own number.
    """

    role: StatementRole
    values: tuple[Decimal, ...]
    upper: tuple[Decimal, ...]
    units: tuple[str, ...]
    bound: Sense | None
    change: Sense | None
    keeps: bool
    sure: bool
    words: str
    unread: str
    segment: str
    years: tuple[int, ...]
    by_years: tuple[int, ...]
    part: str
    place: int
    since: str | None = None

    @property
    def spelled(self) -> bool:
        """Whether it is spelled as a word."""
        return self.words.isalpha()


class Clause(NamedTuple):
    """A clause as read.

    Args:
        text: The text as written, composed.
        statements: Its numbers, in order.
        none: Whether it requires that something does not happen.
        whole: Whether it requires all of something without a number.
        vague: Words for an amount without a digit ("một nửa").
        term: The term that it names ("giai đoạn 2021-2025").
    """

    text: str
    statements: tuple[Statement, ...]
    none: bool
    whole: bool
    vague: str
    term: str
