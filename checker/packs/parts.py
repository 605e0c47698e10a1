"""The small values that an indicator of a pack is made of: where it is published, where it starts, how it is paced.

A part of `model`. Must not know what a target asks.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact, Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.text import Text

__all__ = [
    "ZONES",
    "Baseline",
    "Document",
    "Group",
    "Limits",
    "Lineage",
    "PacePlan",
    "PaceRule",
    "Related",
    "Reported",
    "Review",
    "Source",
    "Start",
    "Wording",
]


class Reported(StrEnum):
    """What a flow's figure covers: all of the year up to now, or the period alone."""

    YTD = "ytd"
    PERIOD = "period"


class PaceRule(StrEnum):
    """How what a value is expected to be before its target is due follows."""

    MILESTONES = "milestones"
    PROFILE = "profile"
    LINEAR = "linear"
    MONTHS = "months"
    """In proportion to the months that have passed, as departments count that have n twelfths."""
    AVERAGE = "average"
    """By what a year is to bring on average; only within a term."""
    COMPOUND = "compound"
    """By the growth that a year is to bring on average, one upon the other; only within a term."""
    NONE = "none"


class Lineage(StrEnum):
    """How an indicator goes on from another one."""

    RENAMED = "renamed"
    DERIVED = "derived"


class Review(NamedTuple):
    """Who held a target against its clause, when, and the digest of what he saw."""

    by: str
    day: str
    digest: str


class Related(NamedTuple):
    """An indicator of another pack that one goes on from, and how."""

    how: Lineage
    pack: str
    indicator: str


class Document(NamedTuple):
    """A published document: its title, its date (a day, a month or a year), where it stands."""

    id: str
    title: str
    address: str
    date: str = ""


class Source(NamedTuple):
    """Where a number is from: a document and the very words (the clause) in it."""

    document: Document
    clause: str


class Group(NamedTuple):
    """A group of indicators, in the order of the resolution."""

    id: str
    title: Text


class Limits(NamedTuple):
    """What a value can be by its nature, such as 0 to 100 for a share; ``None`` is no limit."""

    low: Decimal | None
    high: Decimal | None

    def hold(self, value: Interval) -> bool:
        """Tell whether every number of a value is within them."""
        return (self.low is None or (value.lo is not None and value.lo >= self.low)) and (
            self.high is None or (value.hi is not None and value.hi <= self.high)
        )


class Wording(NamedTuple):
    """Words that a report may use in place of a number, and the interval they stand for."""

    words: str
    means: Interval


class Start(StrEnum):
    """Where the level comes from that a change is measured from."""

    STATED = "stated"
    SAME_PERIOD = "same_period"
    """From the report of the same period of the year before, which is looked for when a submission is judged."""
    SUBMITTED = "submitted"
    """It was looked for there; where there is no baseline it was not found."""


class Baseline(NamedTuple):
    """The level that a target starts from, in the indicator's unit."""

    value: Exact
    period: str
    source: Source | None


ZONES: Final = (Decimal(95), Decimal(100), Decimal(105))
"""The zones unless a pack states its own."""


class PacePlan(NamedTuple):
    """What a value is expected to be before its target is due (semantics.md section 6).

    Args:
        rule: How the expected share of the way follows.
        points: For milestones and profiles: a period, and the share in percent that is
            expected at its end; between them it follows a straight line.
        zones: The attainments, in percent, from which a value is at risk, on track, ahead.
        since: The year in which the way begins; that in which the target is due unless stated.
        only_there: Whether something is expected at the ends of the points alone.
    """

    rule: PaceRule
    points: tuple[tuple[Period, Exact], ...]
    zones: tuple[Decimal, Decimal, Decimal]
    since: int | None = None
    only_there: bool = False
