"""The values of a rule pack after validation; what the plan compiler and the reports read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from checker.domain.axes import Better, Frequency, Gate, Kind, Matter, Measures
from checker.domain.comparator import ONLY_VERDICT, Comparator, Traits
from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.reporting import LegalBasis, ReportingUnit, WarningLevel
from checker.domain.text import Text
from checker.domain.unit import Unit
from checker.packs.parts import (
    ZONES,
    Baseline,
    Document,
    Group,
    Limits,
    Lineage,
    PacePlan,
    PaceRule,
    Related,
    Reported,
    Review,
    Source,
    Start,
    Wording,
)
from checker.packs.term import Carried, Carry, Over, Term

__all__ = [
    "ZONES",
    "Allocation",
    "Baseline",
    "Carried",
    "Carry",
    "CheckForm",
    "CheckRule",
    "Document",
    "Example",
    "GatePolicy",
    "Group",
    "Indicator",
    "Limits",
    "Lineage",
    "Over",
    "PacePlan",
    "PaceRule",
    "PublishedTally",
    "Related",
    "Reported",
    "Reporting",
    "Review",
    "RulePack",
    "Source",
    "Start",
    "Status",
    "TargetRule",
    "Term",
    "UnitShare",
    "Wording",
]


class CheckForm(StrEnum):
    """The closed set of relations between figures that a pack can ask for."""

    LESS_OR_EQUAL = "less_or_equal"
    SUM = "sum"
    RATIO = "ratio"
    PERCENT_OF_PLAN = "percent_of_plan"
    CHANGE = "change"
    NEVER_FALLING = "never_falling"


class Status(StrEnum):
    """Where a pack stands in its life."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class TargetRule(NamedTuple):
    """One dated commitment on an indicator.

    Args:
        comparator: How the number is meant; ``None`` for an indicator of kind verdict.
        number: The bound, in the indicator's unit; for ``between`` its lower end; for
            ``reduce_by`` the reduction from the baseline; for ``grow_by`` the growth on
            the baseline in percent.
        upper: The upper end for ``between``, else ``None``.
        members: For ``all_of`` the ids of the indicators whose targets must be met.
        never_exceeded: Whether a value that is better than the target just meets it.
        beyond: The number beyond which a value exceeds the target; ``None`` for its own.
        strict: Whether a ``reduce_by`` or ``grow_by`` must be surpassed ("giảm trên").
        tolerance: How far on the wrong side of the bound a value may still be.
        stretch: A number to strive for beyond the target; reported, never decisive.
        assigned_by: Who set it, where several did; else empty.
        since: The day from which it is in force (YYYY-MM-DD), for a plan revised within
            the year; empty for what held from the beginning.
        due: The period at whose end the target is judged.
        by: The day of it (YYYY-MM-DD) by which it is to be reached, where one is stated; else empty.
        source: Document and clause; ``None`` only in a pack that fails lint.
        location: Where the rule stands in the pack.
        average: The number a year on average that its number follows from ("bình quân"), if it is such a one.
        of_years: Whether its number is of several years or of one to come, so that it is no plan of this one.
    """

    comparator: Comparator | None
    number: Decimal | None
    upper: Decimal | None
    strict: bool
    tolerance: Decimal
    stretch: Decimal | None
    assigned_by: str
    since: str
    due: Period
    source: Source | None
    location: Location
    members: tuple[str, ...] = ()
    never_exceeded: bool = False
    beyond: Decimal | None = None
    average: Decimal | None = None
    of_years: bool = False
    by: str = ""

    @property
    def traits(self) -> Traits:
        """What follows from its comparator, and what is stated where only a verdict is reported."""
        return ONLY_VERDICT if self.comparator is None else self.comparator.traits


class Indicator(NamedTuple):
    """What is measured, and the target set on it.

    Args:
        id: Stable slug; unique in the pack.
        code: The number or code it has in the resolution.
        title: Its name in both languages, qualifiers included.
        unit: Unit of its target and of a value reported without one; ``None`` for kind verdict.
        group: The group it belongs to.
        parent: Id of the indicator of which it is a part ("trong đó"), or empty.
        within_parent: Whether its value cannot be above its parent's.
        owner: The office that answers for it, or empty where that is not published.
        frequency: How often a figure is expected.
        baseline: The level it starts from, if it is known.
        pace: What it is expected to be before its target is due.
        limits: What a value can be by its nature.
        words: What words in place of a number stand for.
        aliases: Further titles by which submissions may address it.
        target: The commitment that decides; ``None`` where it is only reported, never assessed.
        revisions: What replaces it from later days on, by their days.
        others: Commitments on the same measure set by others; each has a verdict of its
            own, and none of them decides.
        reported: What a flow's figure covers.
        may_fall: Whether a cumulative flow may be lower than in the period before.
        measures: Whether its figure is a level, or a change of one; ``None`` where nothing is stated though its
            title or clause speaks of a change.
        bounded: Whether a reported "trên X" is within one unit of its last stated digit.
        start: Where the level that it starts from comes from.
        reviewed: Who reviewed it, if anybody did.
        related: Indicators of other packs that it goes on from.
        plan_word: What papers call its plan, such as "dự toán".
        phrase: What papers say in the place of its name and figure, or ``None``.
        over: What of the term its number is of, in a pack of a term.
        slices: The numbers of single years of the term, where they are stated.
        reached: What was published of earlier years of the term.
        grades: Names of grades and the numbers from which they begin, the highest first.
        weights: The indicators that its figure is the weighted sum of, with their weights.
        steps: What is planned for the ends of periods, in the unit, where it decides there.
        share_of: Id of the indicator whose figure it is a share of, or empty.
        share_of_plan: Id of the indicator whose target it is a share of, or empty.
        part_unit: The unit of that indicator, in which the part is counted.
        carry: How what earlier years of the term reached goes into its figure.
        carried: That of the years before, as far as it is known.
    """

    id: str
    code: str
    title: Text
    unit: Unit | None
    kind: Kind
    better: Better
    group: Group
    within_parent: bool
    frequency: Frequency
    baseline: Baseline | None
    pace: PacePlan
    limits: Limits
    words: tuple[Wording, ...]
    aliases: tuple[str, ...]
    target: TargetRule | None
    revisions: tuple[TargetRule, ...]
    others: tuple[TargetRule, ...]
    location: Location
    parent: str = ""
    owner: str = ""
    reported: Reported = Reported.YTD
    may_fall: bool = False
    measures: Measures | None = Measures.LEVEL
    start: Start = Start.STATED
    reviewed: Review | None = None
    related: tuple[Related, ...] = ()
    plan_word: str = ""
    phrase: Text | None = None
    over: Over = Over.END
    slices: tuple[tuple[int, Decimal], ...] = ()
    reached: tuple[tuple[int, Decimal], ...] = ()
    grades: tuple[tuple[str, Decimal], ...] = ()
    weights: tuple[tuple[str, Decimal], ...] = ()
    steps: tuple[tuple[Period, Decimal], ...] = ()
    carry: Carry = Carry.NONE
    carried: Carried | None = None
    bounded: bool = False
    share_of: str = ""
    share_of_plan: str = ""
    part_unit: Unit | None = None

    @property
    def whole(self) -> str:
        """Id of the indicator that it is a share of, of its figure or of its target; empty where there is none."""
        return self.share_of or self.share_of_plan

    @property
    def adds_up_over_years(self) -> bool:
        """Whether the years of a term make one figure: those of a flow or of a change, in total or on average."""
        if self.over not in (Over.TOTAL, Over.AVERAGE) or self.target is None:
            return False
        changes = self.kind is Kind.FLOW or self.measures in (Measures.INCREASE, Measures.REDUCTION, Measures.GROWTH)
        return changes and not self.target.traits.from_baseline

    @property
    def before(self) -> Exact | None:
        """The level that a change is measured from, if it is known."""
        return self.baseline.value if self.baseline else None

    @property
    def asks_growth(self) -> bool:
        """Whether any of its targets is one of growth, with which a reported rate can be compared."""
        rules = (self.target, *self.revisions, *self.others)
        return any(rule is not None and rule.comparator is Comparator.GROW_BY for rule in rules)

    def targets(self, day: str) -> tuple[TargetRule, ...]:
        """Return the targets in force on a day (YYYY-MM-DD), the deciding one first."""
        if self.target is None:
            return ()
        in_force = [rule for rule in (self.target, *self.revisions) if rule.since <= day]
        return (in_force[-1], *self.others)


class Example(NamedTuple):
    """Given values, and the verdicts that the pack's author expects of them.

    Args:
        given: Indicator id to value as an officer writes it, in the pack's language.
        expect: Indicator id to the code of the expected verdict.
        period: The period for which it holds.
        location: Where it stands in the pack.
    """

    given: tuple[tuple[str, str], ...]
    expect: tuple[tuple[str, str], ...]
    period: Period
    location: Location


class CheckRule(NamedTuple):
    """A relation between figures that must hold (semantics.md section 7).

    Args:
        id: Its name in the pack.
        form: Which relation.
        operands: Ids of indicators, in the order of the form: the lower and the higher
            one; the parts and then their total; numerator, denominator and the stated
            ratio; the value and its stated percentage of the plan; or one alone.
        limit: For ``change`` how much at the most, else ``None``.
        relative: Whether that limit is in percent of the figure before, not in the unit.
        tolerance: How far it may be missed, in the unit; ``None`` for what the stated
            decimals leave open.
        location: Where it stands in the pack.
    """

    id: str
    form: CheckForm
    operands: tuple[str, ...]
    limit: Decimal | None
    relative: bool
    tolerance: Decimal | None
    location: Location


class Reporting(NamedTuple):
    """Who reports by this pack beside its unit.

    Args:
        units: The reporting units.
        roll_up: Whether their figures are put together into those of the pack's unit,
            which alone is assessed; else each is assessed by itself.
        offices: What those of them are called that have a name.
        units_file: The file that names them, or empty.
        due: For a period the day (YYYY-MM-DD) by which its report is to be sent.
        due_after: For a kind of period how many days after its last day that is, where `due` has no day.
    """

    units: tuple[str, ...] = ()
    roll_up: bool = False
    offices: tuple[ReportingUnit, ...] = ()
    due: tuple[tuple[Period, str], ...] = ()
    units_file: str = ""
    due_after: tuple[tuple[Frequency, int], ...] = ()

    def due_day(self, period: Period, calendar: Calendar) -> dt.date | None:
        """Return the day by which the report of a period is to be sent; ``None`` where nothing says it."""
        stated = dict(self.due).get(period)
        if stated is not None:
            return dt.date.fromisoformat(stated)
        days = dict(self.due_after).get(period.frequency)
        return None if days is None else period.window(calendar)[1] + dt.timedelta(days=days)


class UnitShare(NamedTuple):
    """The number that a reporting unit has of a target.

    Args:
        indicator: Id of the indicator.
        unit: The reporting unit.
        number: Its number, in the indicator's unit.
        location: Where it stands in the pack.
    """

    indicator: str
    unit: str
    number: Decimal
    location: Location


class Allocation(NamedTuple):
    """The numbers that reporting units have of their own, and where they are published."""

    shares: tuple[UnitShare, ...] = ()
    source: Source | None = None


class PublishedTally(NamedTuple):
    """A tally that was published, where not every target behind it was named.

    Args:
        counted: How many targets were counted.
        met: How many of them were met or exceeded.
        unmet: How many were not.
        source: Where it is published.
    """

    counted: int
    met: int
    unmet: int
    source: Source
    location: Location


class GatePolicy(NamedTuple):
    """What the gate makes of each verdict and pace (semantics.md section 8).

    Args:
        on: What a matter does to the gate, where the pack states it.
        least_met: The least number of met targets, or ``None``.
    """

    on: tuple[tuple[Matter, Gate], ...]
    least_met: int | None


class RulePack(NamedTuple):
    """A validated pack.

    Args:
        id: Such as ``bac-kan-city/2024``.
        revision: Counts the changes of this file.
        title: Its name in both languages.
        unit: The reporting unit that it assesses.
        unit_title: What that is called; ``None`` where the pack does not say.
        year: The plan's year; of a term its last one.
        calendar: How its periods map to days.
        synthetic: Whether its targets are made up.
        path: The file it was read from.
        sha256: Digest of that file's bytes, in hexadecimal.
        checks: Relations between figures that must hold.
        reporting: Who reports by it beside its unit.
        status: Where it stands in its life.
        successor: The pack that it was replaced by; empty where there is none.
        extends: The pack that it goes on from; empty where it says everything itself.
        subject: What its targets are, as a letter names them; ``None`` where the pack does not say.
        basis: The legal documents in execution of which is reported.
        warning_levels: The levels of early warning, the best first; the last one has no gap.
        form_number: The number of the form on which units report, or empty.
        form_title: What that form is called; ``None`` where the pack does not say.
        term: The years that it is of, where it is of several, or that a slice is one of.
        allocation: The numbers of single reporting units.
        sliced: Whether it is what a pack of a term asks of one year.
    """

    id: str
    revision: int
    title: Text
    unit: str
    year: int
    calendar: Calendar
    synthetic: bool
    note: Text | None
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    examples: tuple[Example, ...]
    tally: PublishedTally | None
    gate: GatePolicy
    path: str
    sha256: str
    checks: tuple[CheckRule, ...] = ()
    reporting: Reporting = Reporting()
    status: Status = Status.IN_FORCE
    successor: str = ""
    extends: str = ""
    unit_title: Text | None = None
    subject: Text | None = None
    basis: tuple[LegalBasis, ...] = ()
    warning_levels: tuple[WarningLevel, ...] = ()
    term: Term | None = None
    sliced: bool = False
    allocation: Allocation = Allocation()
    form_number: str = ""
    form_title: Text | None = None

    @property
    def years(self) -> str:
        """The year that it is of, or the years of its term."""
        return str(self.term) if self.term and not self.sliced else str(self.year)

    @property
    def joins(self) -> bool:
        """Whether a figure is compared with, or added to, others before it is judged."""
        periods = any(indicator.reported is Reported.PERIOD for indicator in self.indicators)
        return bool(self.checks or self.reporting.units or periods)

    @property
    def looks_back(self) -> bool:
        """Whether a figure is held against that of a year before, or added to it."""
        return any(one.start is not Start.STATED or one.carry is not Carry.NONE for one in self.indicators)

    @property
    def names_units(self) -> bool:
        """Whether it says what any unit is called."""
        return self.unit_title is not None or bool(self.reporting.offices)

    def reporting_unit(self, id_: str) -> ReportingUnit:
        """Return what a unit of this id is called; nothing but the id where nobody says it."""
        if id_ == self.unit:
            return ReportingUnit(id_, self.unit_title)
        return next((office for office in self.reporting.offices if office.id == id_), ReportingUnit(id_))

    def reporting_units(self) -> tuple[ReportingUnit, ...]:
        """Return what each unit that reports by it is called, in the pack's order."""
        return _called(self.reporting.units, self.reporting.offices, ReportingUnit(self.unit, self.unit_title))

    def by_id(self) -> dict[str, Indicator]:
        """Return the indicators by their ids, in order."""
        return {indicator.id: indicator for indicator in self.indicators}

    def indicator(self, id_: str) -> Indicator:
        """Return the indicator of this id; who asks for very many takes `by_id`.

        Raises:
            KeyError: There is none.
        """
        for indicator in self.indicators:
            if indicator.id == id_:
                return indicator
        raise KeyError(id_)


@lru_cache(maxsize=64)  # Each report of a run names them all.
def _called(
    units: tuple[str, ...], offices: tuple[ReportingUnit, ...], own: ReportingUnit
) -> tuple[ReportingUnit, ...]:
    named = {office.id: office for office in offices} | {own.id: own}
    return tuple(named.get(unit) or ReportingUnit(unit) for unit in units)
