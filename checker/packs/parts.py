"""The small values of an indicator: its publication, its starting level, its pace.

A part of `model`. Must not know targets.
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
    """The time covered by a flow's figure: the year to date, or the period alone."""

    YTD = "ytd"
    PERIOD = "period"


class PaceRule(StrEnum):
    """How the expectation before a target is due is computed."""

    MILESTONES = "milestones"
    PROFILE = "profile"
    LINEAR = "linear"
    MONTHS = "months"
    """In proportion to the elapsed months, as departments that count in twelfths do."""
    AVERAGE = "average"
    """By the average amount per year; only within a term."""
    COMPOUND = "compound"
    """By the average growth per year, compounded; only within a term."""
    NONE = "none"


class Lineage(StrEnum):
    """How an indicator continues another one."""

    RENAMED = "renamed"
    DERIVED = "derived"


class Review(NamedTuple):
    """A review: who compared a target with its clause, when, and the digest of the reviewed content."""

    by: str
    day: str
    digest: str


class Related(NamedTuple):
    """A related indicator of another pack, and the kind of relation."""

    how: Lineage
    pack: str
    indicator: str


class Document(NamedTuple):
    """A published document: its title, its date (a day, a month or a year), its address."""

    id: str
    title: str
    address: str
    date: str = ""


class Source(NamedTuple):
    """The source of a number: a document, and the quoted words (the clause)."""

    document: Document
    clause: str


class Group(NamedTuple):
    """A group of indicators, in the order of the resolution."""

    id: str
    title: Text


class Limits(NamedTuple):
    """The natural limits of a value, such as 0 to 100 for a share; ``None`` is no limit."""

    low: Decimal | None
    high: Decimal | None

    def hold(self, value: Interval) -> bool:
        """Tell whether every number of a value is within the limits."""
        return (self.low is None or (value.lo is not None and value.lo >= self.low)) and (
            self.high is None or (value.hi is not None and value.hi <= self.high)
        )


class Wording(NamedTuple):
    """Words that may replace a number in a report, and their interval."""

    words: str
    means: Interval


class Start(StrEnum):
    """The origin of the level that a change is measured from."""

    STATED = "stated"
    SAME_PERIOD = "same_period"
    """The report of the same period of the previous year, which is looked up when a submission is judged."""
    SUBMITTED = "submitted"
    """It has been looked up; without a baseline, it was not found."""


class Baseline(NamedTuple):
    """The starting level of a target, in the indicator's unit."""

    value: Exact
    period: str
    source: Source | None


ZONES: Final = (Decimal(95), Decimal(100), Decimal(105))
"""The default zones."""


class PacePlan(NamedTuple):
    """The expectation before a target is due (semantics.md section 6).

    Args:
        rule: How the expected progress is computed.
        points: For milestones and profiles: periods, and the progress in percent expected at their ends; linear in
            between.
        zones: The attainments, in percent, from which a value is at risk, on track, ahead.
        since: The year in which progress starts. Default: the year in which the target is due.
        only_there: Whether there is an expectation only at the points.
    """

    rule: PaceRule
    points: tuple[tuple[Period, Exact], ...]
    zones: tuple[Decimal, Decimal, Decimal]
    since: int | None = None
    only_there: bool = False
