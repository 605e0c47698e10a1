"""What one run found: results, findings, tally and the gate's decision."""

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
    "PartialSum",
    "PeriodEnd",
    "Report",
    "Result",
    "Run",
    "SourceReference",
    "Step",
    "Stretch",
    "Tally",
    "TargetBound",
    "WhenDue",
]


class SourceReference(NamedTuple):
    """Where a target's number is published."""

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
        tolerance: How far on the wrong side of it a value may be.
        baseline: The level from which a reduction or growth is measured, else ``None``.
        same_period: Whether that is the level of the same period of the year before.
        by: The day (YYYY-MM-DD) by which it is to be reached, where one is stated; else empty.
        strict: Whether a change by just its number is not enough.
    """

    comparator: str
    number: Exact | None
    upper: Exact | None = None
    tolerance: Exact = Decimal(0)
    baseline: Exact | None = None
    same_period: bool = False
    by: str = ""
    strict: bool = False


class Stretch(NamedTuple):
    """What is striven for beyond the target ("phấn đấu"), and whether it is reached; never decisive."""

    number: Exact
    reached: bool


class PaceBasis(NamedTuple):
    """What a value was expected to be at the period, and how it stands to that.

    Args:
        method: How the expectation follows: ``milestones``, ``profile``, ``linear`` or ``months``.
        share: Expected share of the way at the period's end, 0 to 1.
        start: Where the way begins: 0 for a flow, else the baseline.
        expected: Expected value, in the indicator's unit.
        attainment: Share of the expected way that the value has gone, or of a ceiling what is expected by
            now as a share of the value; ``None`` for an interval, and for a zero under a ceiling.
        needed_per_month: What every remaining month must add, or ``None``.
        projection: Where a straight line through the value ends, or ``None``.
        left_per_month: What every remaining month may add under a ceiling, or ``None``.
        ceiling: Whether the target is a ceiling on a cumulative value.
        by: The day up to whose end the time is counted.
        stated: Whether that is the stated day of the figures; else it is the period's last.
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
        of: The period or the reporting unit that it is the figure of.
        text: As written.
        location: Where.
        value: In the indicator's unit.
    """

    of: str
    text: str
    location: Location
    value: Interval


class PartialSum(NamedTuple):
    """What some of the units report of an indicator together, while others have not reported it; never judged.

    Args:
        indicator: The indicator's id.
        value: The sum, or for a ratio that of the parts divided; ``None`` where it cannot be made.
        units: The units whose figures are in it.
    """

    indicator: str
    value: Interval | None
    units: tuple[str, ...]


class WhenDue(NamedTuple):
    """How a target stood in the earlier period in which it was due, whose verdict stands.

    Args:
        period: The period in which it was due.
        given: Whether a report of it is among the files.
        text: The value as written there, or empty.
        value: The value there, in the indicator's unit, or ``None``.
        location: Where it stands, or ``None``.
        reached: Whether the later figure meets the target.
    """

    period: Period
    given: bool
    text: str = ""
    value: Interval | None = None
    location: Location | None = None
    reached: bool = False


class PeriodEnd(NamedTuple):
    """A reference period by its code, and its last day."""

    period: str
    day: dt.date


class EarlierFigure(NamedTuple):
    """What the same unit reported of an indicator for an earlier period.

    Args:
        period: That period.
        value: The figure in the unit of the later one; ``None`` where the two measure something else.
        estimated: Whether it is an estimate.
        change: By how many percent the later figure is above it; ``None`` for figures in percent, for sums of parts
            of the year that are not as long, where the earlier one is no number above zero, or the later one is below.
        title: What the target was called then, where its name has changed since; else ``None``.
    """

    period: Period
    value: Interval | None
    estimated: bool = False
    change: Interval | None = None
    title: Text | None = None


class Result(NamedTuple):
    """How one target stands, on all four axes.

    Args:
        indicator: The indicator's id.
        code: Its code in the resolution.
        title: Its name in both languages.
        group: Its group's title.
        parent: The id of the indicator it is a part of, or empty.
        assigned_by: Who set this target, where several did; else empty.
        since: The day from which it is in force, for a revised target; else empty.
        decides: Whether this target decides; the others are reported beside it.
        counted: Whether the tally counts it.
        text: The value as written, or empty.
        value: The value in the indicator's unit, or ``None``.
        expected_now: Whether a figure is expected at this period.
        shortfall: How far the value is on the wrong side of the bound, in the unit;
            negative or zero where it is met, ``None`` where it has no size.
        percent_of_plan: Value by target in percent; only where higher is better.
        stretch: What is striven for beyond the target, if anything.
        location: Where the value stands, or ``None``.
        rule: Where the target stands in the pack.
        figure: What was written, as it was read, in the unit that was written; else ``None``.
        members: Of a compound target the indicators whose targets must be met.
        addends: What the value is combined from, where it is from several figures.
        when_due: How it stood when it was due, where that was in an earlier period; the
            verdict and the data state are then of that, the value is of this period.
        early: The period's end, where the figure is not called an estimate but is of a day before that.
        lacks: The same period of the year before, where the target is compared with its figure and that is not known.
        grade: The grade that the value has, where the pack has a scale.
        part: Whether it is a part of another target, of which the pack's gate speaks by a word of its own.
        plan_word: What papers call its plan, such as "dự toán"; empty for the usual word.
        phrase: What papers say in the place of its name and figure, or ``None``.
        yearly: Whether a figure of it is expected at the end of the year alone.
        counts: Whether its figure counts things one by one.
        gap: By how many percentage points it is above what is expected by now, where the pack has levels of warning.
        level: Its level of early warning, where the pack has such levels.
        year_earlier: The figure of the same period of the year before, where a report of it is among the files.
        last_period: The figure of the nearest earlier period within a year, where a report of it is among the files.
        explanation: What the unit explains of it, where it does.
        early_parts: Of a sum, the earlier periods of which that is so for their parts.
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
        """The day by which it is to be reached, where one is stated, else the period in which it is due, or empty."""
        return (self.bound and self.bound.by) or (str(self.due) if self.due else "")


class Finding(NamedTuple):
    """Something to know about the subject, explained.

    Args:
        code: Its entry in the registry.
        matter: The word by which a gate policy speaks of it, such as ``unmet``.
        gate: What the gate makes of it in this run.
        message: The sentence.
        indicator: The indicator's id, or empty.
        location: The value's place, or that of the submission.
        rule: Where the rule stands in the pack, or ``None``.
        details: Further lines: a label and what it says.
        hint: What to do.
        excerpt: The line it points into, where that explains something.
        waiver: Name of the waiver that annotates it, or empty.
        approval: What the waiver says: its reason, who approved it, until when; else ``None``.
        subject: What tells it from others of its code and indicator, whatever the value is: who
            set the target, the row as written, the waiver.
        baseline: Where the baseline states it, if it is known.
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
        """Its weight in this run: an error blocks, a warning warns."""
        match self.gate:
            case Gate.FAIL:
                return Severity.ERROR
            case Gate.WARN:
                return Severity.WARNING
            case _:
                return Severity.INFO


class Tally(NamedTuple):
    """How many top-level targets are met.

    Args:
        counted: Targets that were assessed, the not itemised ones included.
        met: Those that were met or exceeded.
        unmet: Those that were not.
        open: Assessed ones without a hard verdict (undecided, without data, invalid).
        not_due: Targets left out because they are not due yet.
        not_itemised: Targets counted from a published tally that names them nowhere.
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
    """The decision, made once; reports print it and never work it out again."""

    decision: Gate
    reasons: tuple[Finding, ...]


class Exit(NamedTuple):
    """The process's exit code and why."""

    code: ExitCode
    reason: Message


class PackReference(NamedTuple):
    """The pack that a report was made with.

    Args:
        shipped: Whether it came with the program; any other is named with its path and digest.
        reporting: The units that report by it beside its own, in its order.
        rolls_up: Whether their figures are combined into those of its own unit.
        subject: What the targets are, as a letter names them; ``None`` where the pack does not say.
        basis: The legal documents in execution of which is reported.
        due: For a period the day by which its report is to be sent.
        levels: The levels of early warning, the best first.
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


class Report(NamedTuple):
    """Everything that a reporter may show of one submission.

    Args:
        unit: The reporting unit, with what it is called.
        day: The day of the question: of the targets and waivers in force.
        partial: Of the whole: what those units that reported an indicator give together, where others did not.
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
    partial: tuple[PartialSum, ...] = ()


class Step(NamedTuple):
    """One step of how a result came about, and the steps that it rests on."""

    label: Message
    said: Message
    parts: tuple[Step, ...] = ()


class Run(NamedTuple):
    """What a run over several files gave.

    Args:
        reports: One for each submission that could be evaluated, in the order given.
        diagnostics: Everything that kept a file from being evaluated.
        notices: What the user should know of the run itself, each said once.
        exit_code: The code for the whole run.
        survey: What was found in all rows, where they were judged in bulk.
        basis: What was asked; ``None`` where nothing could be.
    """

    reports: tuple[Report, ...]
    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[Message, ...]
    exit_code: ExitCode
    survey: Survey | None = None
    basis: Basis | None = None
