"""The outcome of a run: results, findings, tally and the gate's decision."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.domain.axes import DataState, Gate, Kind, Matter, Pace, Severity, Verdict
from checker.domain.basis import Basis
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, Excerpt
from checker.domain.exit import ExitCode
from checker.domain.interval import Exact, Interval
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.reporting import LegalBasis, ReportingUnit, WarningLevel
from checker.domain.submission import Figure, Submission
from checker.domain.text import Message, Text

if TYPE_CHECKING:
    from checker.domain.explanation import Explanation
    from checker.domain.survey import Survey

__all__ = [
    "Addend",
    "EarlierFigure",
    "Exit",
    "Finding",
    "GateDecision",
    "PaceBasis",
    "PackReference",
    "PeriodEnd",
    "Report",
    "Result",
    "Run",
    "SourceReference",
    "Step",
    "Stretch",
    "Tally",
    "TargetBound",
    "UnitsTotal",
    "WhenDue",
]


class SourceReference(NamedTuple):
    """The publication of a target's number."""

    document: str
    date: str
    address: str
    clause: str


class TargetBound(NamedTuple):
    """A target's comparator and numbers, in the indicator's unit.

    Args:
        comparator: Its key in the rule language, such as ``at_least``; ``achieved`` where
            only a verdict is reported.
        number: The bound; for a range its lower end; ``None`` for ``achieved``.
        upper: The upper end of a range, else ``None``.
        tolerance: How far a value may miss it and still meet the target.
        baseline: The level from which a reduction or growth is measured, else ``None``. That of the same period of the
            previous year may be unknown.
        by: The day (YYYY-MM-DD) by which it must be reached, if stated; else empty.
        strict: Whether a change by exactly its number is not enough.
    """

    comparator: str
    number: Exact | None
    upper: Exact | None = None
    tolerance: Exact = Decimal(0)
    baseline: Exact | None = None
    by: str = ""
    strict: bool = False


class Stretch(NamedTuple):
    """The stretch goal beyond the target ("phấn đấu"), and whether it is reached; never decisive."""

    number: Exact
    reached: bool


class PaceBasis(NamedTuple):
    """The value expected at the period, and how the actual value compares with it.

    Args:
        method: How the expectation follows: ``milestones``, ``profile``, ``linear`` or ``months``.
        share: Expected progress at the period's end, 0 to 1.
        start: Where progress starts: 0 for a flow, else the baseline.
        expected: Expected value, in the indicator's unit.
        attainment: Actual progress as a share of the expected progress. Under a ceiling it is the expected value as a
            share of the actual one. ``None`` for an interval, and for a zero under a ceiling.
        needed_per_month: The amount that each remaining month must add, or ``None``.
        projection: The linear projection of the value, or ``None``.
        left_per_month: The amount that each remaining month may add under a ceiling, or ``None``.
        ceiling: Whether the target is a ceiling on a cumulative value.
        by: The last day that is counted as elapsed.
        stated: Whether `by` is the stated day of the figures; else it is the period's last day.
    """

    method: str
    share: Exact
    start: Exact
    expected: Exact
    attainment: Exact | None
    needed_per_month: Exact | None
    projection: Exact | None
    left_per_month: Exact | None
    ceiling: bool
    by: dt.date
    stated: bool


class Addend(NamedTuple):
    """A reported figure that a value is combined from.

    Args:
        of: The period or the reporting unit of the figure.
        text: As written.
        location: Its location.
        value: The number in the indicator's unit.
    """

    of: str
    text: str
    location: Location
    value: Interval


class UnitsTotal(NamedTuple):
    """The total of the units for an indicator that is not the value of the whole; never judged.

    Some units have not reported the indicator yet, or the whole has reported it itself.

    Args:
        indicator: The indicator's id.
        value: The sum, or for a ratio the quotient of the summed parts; ``None`` if it cannot be computed.
        units: The units whose figures it includes.
    """

    indicator: str
    value: Interval | None
    units: tuple[str, ...]


class WhenDue(NamedTuple):
    """The result of a target in the earlier period in which it was due; that verdict counts.

    Args:
        period: The period in which it was due.
        given: Whether the run has a report of that period.
        text: The value as written there, or empty.
        value: The value there, in the indicator's unit, or ``None``.
        location: The location of that value, or ``None``.
        reached: Whether the later figure meets the target.
    """

    period: Period
    given: bool
    text: str = ""
    value: Interval | None = None
    location: Location | None = None
    reached: bool = False


class PeriodEnd(NamedTuple):
    """A reference period's code, and its last day."""

    period: str
    day: dt.date


class EarlierFigure(NamedTuple):
    """The figure of the same unit and indicator in an earlier period.

    Args:
        period: That period.
        value: The figure in the unit of the later one; ``None`` if the two measure different things.
        estimated: Whether it is an estimate.
        change: The growth of the later figure in percent. ``None`` for figures in percent, for sums over periods of
            unequal length, if the earlier figure is not a number above zero, or if the later one is below zero.
        title: The target's name at that time, if it has changed; else ``None``.
        stated: The figure for that period in the later report, if it differs from the report of that period; else
            ``None``.
    """

    period: Period
    value: Interval | None
    estimated: bool = False
    change: Interval | None = None
    title: Text | None = None
    stated: Interval | None = None


class CarriedFigure(NamedTuple):
    """A figure of the previous year that a form shows beside the input cell, in the unit of its row."""

    number: Decimal
    estimated: bool = False


class Result(NamedTuple):
    """The result of one target, on all four axes.

    Args:
        indicator: The indicator's id.
        code: Its code in the resolution.
        title: Its name in both languages.
        group: Its group's title.
        parent: The id of the indicator it is a part of, or empty.
        assigned_by: Who set this target, if several offices did; else empty.
        since: The first day in force of a revised target; else empty.
        decides: Whether this target decides; the others are reported beside it.
        counted: Whether the tally counts it.
        text: The value as written, or empty.
        value: The value in the indicator's unit, or ``None``.
        expected_now: Whether a figure is expected at this period.
        shortfall: How far the value misses the bound, in the unit; negative or zero if the target is met, ``None`` if
            it has no size.
        percent_of_plan: Value by target in percent; only if higher is better.
        stretch: The stretch goal beyond the target, if any.
        location: The value's location, or ``None``.
        rule: The target's location in the pack.
        figure: The figure as read, in the unit as written; else ``None``.
        members: For a compound target, the indicators whose targets must be met.
        addends: The parts of the value, if it combines several figures.
        when_due: Its result when it was due, if that was in an earlier period. Verdict and data state are then those of
            that period, and the value is of this period.
        early: The period's end, if the figure is dated before it and is not called an estimate.
        lacks: The same period of the previous year, if the target is compared with its figure and that is unknown.
        grade: The value's grade, if the pack has a scale.
        part: Whether it is a part of another target; the gate has a separate matter for parts.
        plan_word: The name of its plan in written reports, such as "dự toán"; empty for the default.
        phrase: The text that replaces its name and figure in written reports, or ``None``.
        yearly: Whether a figure is expected only at the end of the year.
        counts: Whether its figure is a whole number of things.
        gap: The gap to the expected progress in percentage points, if the pack has warning levels.
        level: Its warning level, if the pack has such levels.
        year_earlier: The figure of the same period of the previous year, if the run has a report of it.
        last_period: The figure of the nearest earlier period within a year, if the run has a report of it.
        explanation: The unit's explanation, if any.
        early_parts: For a sum, the earlier periods whose parts are dated before the period's end.
    """

    indicator: str
    code: str
    title: Text
    group: Text
    parent: str
    kind: Kind
    unit: str
    assigned_by: str
    since: str
    decides: bool
    counted: bool
    verdict: Verdict
    pace: Pace
    data: DataState
    gate: Gate
    text: str
    value: Interval | None
    bound: TargetBound | None
    due: Period | None
    expected_now: bool
    shortfall: Exact | None
    percent_of_plan: Exact | None
    stretch: Stretch | None
    pace_basis: PaceBasis | None
    location: Location | None
    rule: Location
    source: SourceReference | None
    owner: str
    figure: Figure | None = None
    members: tuple[str, ...] = ()
    addends: tuple[Addend, ...] = ()
    when_due: WhenDue | None = None
    early: PeriodEnd | None = None
    early_parts: tuple[str, ...] = ()
    lacks: str = ""
    part: bool = False
    grade: str = ""
    plan_word: str = ""
    phrase: Text | None = None
    yearly: bool = False
    counts: bool = False
    year_earlier: EarlierFigure | None = None
    last_period: EarlierFigure | None = None
    explanation: Explanation | None = None
    gap: Exact | None = None
    level: WarningLevel | None = None

    @property
    def due_by(self) -> str:
        """The day by which it must be reached, if stated, else the period in which it is due, or empty."""
        return (self.bound and self.bound.by) or (str(self.due) if self.due else "")


class Finding(NamedTuple):
    """A finding about the subject, with its explanation.

    Args:
        code: Its entry in the registry.
        matter: Its key in a gate policy, such as ``unmet``.
        gate: The gate's decision on it in this run.
        message: The sentence.
        indicator: The indicator's id, or empty.
        location: The location of the value or of the submission.
        rule: The location of the rule in the pack, or ``None``.
        details: Further lines: a label and its text.
        hint: The remedy.
        excerpt: The line that it points into, if that helps.
        waiver: Name of the waiver that annotates it, or empty.
        approval: The waiver's reason, approver and last day; else ``None``.
        subject: What distinguishes it from others with its code and indicator, whatever the value: who set the target,
            the row as written, or the waiver.
        baseline: Its location in the baseline, if it is known.
    """

    code: Code
    matter: Matter
    gate: Gate
    message: Message
    indicator: str
    location: Location | None
    rule: Location | None = None
    details: tuple[tuple[Message, Message], ...] = ()
    hint: Message | None = None
    excerpt: Excerpt | None = None
    waiver: str = ""
    subject: str = ""
    baseline: Location | None = None
    approval: Message | None = None

    @property
    def severity(self) -> Severity:
        """Its severity in this run: a blocking finding is an error."""
        match self.gate:
            case Gate.FAIL:
                return Severity.ERROR
            case Gate.WARN:
                return Severity.WARNING
            case _:
                return Severity.INFO


class Tally(NamedTuple):
    """The counts of top-level targets.

    Args:
        counted: Targets that were assessed, including those not itemised.
        met: Targets that are met or exceeded.
        unmet: Targets that are not met.
        open: Assessed targets without a hard verdict (undecided, no data, invalid).
        not_due: Targets that are not counted because they are not due yet.
        not_itemised: Targets counted from a published tally that does not name them.
        unmet_indicators: Ids of the unmet ones, in the pack's order.
    """

    counted: int
    met: int
    unmet: int
    open: int
    not_due: int
    not_itemised: int
    unmet_indicators: tuple[str, ...]


class GateDecision(NamedTuple):
    """The gate's decision, made once; reporters only print it."""

    decision: Gate
    reasons: tuple[Finding, ...]


class Exit(NamedTuple):
    """The process's exit code and why."""

    code: ExitCode
    reason: Message


class PackReference(NamedTuple):
    """The pack that a report was made with.

    Args:
        shipped: Whether it came with the program; reports name any other pack with its path and digest.
        reporting: The units that report by it besides its own, in its order.
        rolls_up: Whether their figures are combined into those of its own unit.
        subject: The subject of the targets, as a letter names it; ``None`` if the pack does not state it.
        basis: The legal documents that the report implements.
        due: The deadline of the report for each period.
        levels: The levels of early warning, best first.
        unit_title: The name of its own unit; ``None`` if it is not stated.
        ranks: Whether papers rank the units; ``None`` to rank five or more.
    """

    id: str
    revision: int
    title: Text
    unit: str
    year: int
    synthetic: bool
    path: str
    sha256: str
    shipped: bool = False
    reporting: tuple[ReportingUnit, ...] = ()
    rolls_up: bool = False
    subject: Text | None = None
    basis: tuple[LegalBasis, ...] = ()
    due: tuple[tuple[Period, dt.date], ...] = ()
    levels: tuple[WarningLevel, ...] = ()
    unit_title: Text | None = None
    ranks: bool | None = None


class Report(NamedTuple):
    """Everything that a reporter may show about one submission.

    Args:
        unit: The reporting unit, with its name.
        day: The reference date, which decides the targets and waivers in force.
        totals: For the whole: totals of its units that are not its own value.
        vintages: The number of reports for its unit and period in the run; this is the last one.
    """

    pack: PackReference
    submission: Submission
    unit: ReportingUnit
    engine: str
    results: tuple[Result, ...]
    tally: Tally
    findings: tuple[Finding, ...]
    gate: GateDecision
    exit: Exit
    day: dt.date | None = None
    totals: tuple[UnitsTotal, ...] = ()
    vintages: int = 1


class Step(NamedTuple):
    """One step in the derivation of a result, and the steps that it rests on."""

    label: Message
    text: Message
    parts: tuple[Step, ...] = ()


class Run(NamedTuple):
    """The outcome of a run over several files.

    Args:
        reports: One for each submission that could be evaluated, in the order given.
        diagnostics: Everything that kept a file from being evaluated.
        notices: Notices about the run itself, without repeats.
        exit_code: The code for the whole run.
        survey: The findings over all rows, for bulk data.
        basis: The options and inputs; ``None`` if nothing could be evaluated.
    """

    reports: tuple[Report, ...]
    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[Message, ...]
    exit_code: ExitCode
    survey: Survey | None = None
    basis: Basis | None = None
