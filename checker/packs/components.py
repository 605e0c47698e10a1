"""The small values of a pack: publications, starting levels, paces, checks, examples, who reports.

A part of `model`. Must not know targets.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from checker.domain.axes import Frequency, Gate, Matter
from checker.domain.check import CheckForm
from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact, Interval
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.reporting import ReportingUnit
from checker.domain.text import Text

__all__ = [
    "ZONES",
    "Allocation",
    "Baseline",
    "CheckRule",
    "Document",
    "Example",
    "GatePolicy",
    "Group",
    "Limits",
    "Lineage",
    "PacePlan",
    "PaceRule",
    "PublishedTally",
    "Related",
    "Reported",
    "Reporting",
    "Review",
    "Source",
    "Start",
    "UnitShare",
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


class Example(NamedTuple):
    """An example: values, and the verdicts that the pack's author expects for them.

    Args:
        given: Values by indicator id, as an officer writes them in the pack's language.
        expect: The codes of the expected verdicts, by indicator id.
        period: The period of the example.
        location: Its location in the pack.
    """

    given: tuple[tuple[str, str], ...]
    expect: tuple[tuple[str, str], ...]
    period: Period
    location: Location


class CheckRule(NamedTuple):
    """A relation between figures that must hold (semantics.md section 7).

    Args:
        id: Its name in the pack.
        form: The kind of relation.
        operands: Ids of indicators, in an order that depends on the form. The orders are: lower, higher; parts, total;
            numerator, denominator, stated ratio; value, stated percentage of the plan; or a single one.
        limit: The largest change for ``change``, else ``None``.
        relative: Whether the limit is in percent of the previous figure, and not in the unit.
        tolerance: The tolerance in the unit; ``None`` for the rounding interval of the stated decimals.
        location: Its location in the pack.
    """

    id: str
    form: CheckForm
    operands: tuple[str, ...]
    limit: Decimal | None
    relative: bool
    tolerance: Decimal | None
    location: Location


class Reporting(NamedTuple):
    """The units that report by this pack, besides its own unit.

    Args:
        units: The reporting units.
        roll_up: Whether their figures are combined into those of the pack's unit, and only that is assessed. Otherwise
            each unit is assessed separately.
        offices: The names of units that have one.
        units_file: The file that lists them, or empty.
        due: The deadline (YYYY-MM-DD) of a period's report, by period.
        due_after: The days between the end of a period and its deadline, by kind of period; used if `due` has no day.
        ranks: Whether papers rank the units; ``None`` to rank five or more.
    """

    units: tuple[str, ...] = ()
    roll_up: bool = False
    offices: tuple[ReportingUnit, ...] = ()
    due: tuple[tuple[Period, str], ...] = ()
    units_file: str = ""
    due_after: tuple[tuple[Frequency, int], ...] = ()
    ranks: bool | None = None

    def due_day(self, period: Period, calendar: Calendar) -> dt.date | None:
        """Return the deadline of a period's report; ``None`` if not stated."""
        stated = dict(self.due).get(period)
        if stated is not None:
            return dt.date.fromisoformat(stated)
        days = dict(self.due_after).get(period.frequency)
        return None if days is None else period.window(calendar)[1] + dt.timedelta(days=days)


class UnitShare(NamedTuple):
    """The number of a reporting unit for a target.

    Args:
        indicator: Id of the indicator.
        unit: The reporting unit.
        number: Its number, in the indicator's unit.
        location: Its location in the pack.
    """

    indicator: str
    unit: str
    number: Decimal
    location: Location


class Allocation(NamedTuple):
    """The numbers of single reporting units, and their publication."""

    shares: tuple[UnitShare, ...] = ()
    source: Source | None = None


class PublishedTally(NamedTuple):
    """A published tally that does not name every target.

    Args:
        counted: The number of counted targets.
        met: The number of targets met or exceeded.
        unmet: The number of targets not met.
        source: Its publication.
    """

    counted: int
    met: int
    unmet: int
    source: Source
    location: Location


class GatePolicy(NamedTuple):
    """The gate policy of a pack (semantics.md section 8).

    Args:
        on: The effect of matters on the gate, as far as the pack states them.
        least_met: The least number of met targets, or ``None``.
    """

    on: tuple[tuple[Matter, Gate], ...]
    least_met: int | None
