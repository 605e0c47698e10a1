"""The values of a validated rule pack, for the plan compiler and the reports."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from checker.domain.axes import Better, Frequency, Kind, Measures
from checker.domain.comparator import ONLY_VERDICT, Comparator, Traits
from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.reporting import LegalBasis, ReportingUnit, WarningLevel
from checker.domain.text import Text
from checker.domain.unit import Unit
from checker.packs.components import (
    ZONES,
    Allocation,
    Baseline,
    CheckRule,
    Document,
    Example,
    GatePolicy,
    Group,
    Limits,
    Lineage,
    PacePlan,
    PaceRule,
    PublishedTally,
    Related,
    Reported,
    Reporting,
    Review,
    Source,
    Start,
    UnitShare,
    Wording,
)
from checker.packs.term import Carried, Carry, Over, Term

__all__ = [
    "ZONES",
    "Allocation",
    "Baseline",
    "Carried",
    "Carry",
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


class Status(StrEnum):
    """The status of a pack in its life cycle."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class TargetRule(NamedTuple):
    """One dated commitment on an indicator.

    Args:
        comparator: The comparator; ``None`` for an indicator of kind verdict.
        number: The bound, in the indicator's unit; for ``between`` its lower end; for
            ``reduce_by`` the reduction from the baseline; for ``grow_by`` the growth on
            the baseline in percent.
        upper: The upper end for ``between``, else ``None``.
        members: For ``all_of`` the ids of the indicators whose targets must be met.
        never_exceeded: Whether a value better than the target only meets it.
        beyond: The number beyond which a value exceeds the target; ``None`` for the target's number.
        strict: Whether a ``reduce_by`` or ``grow_by`` must be surpassed ("giảm trên").
        tolerance: How far a value may miss the bound and still meet the target.
        stretch: The stretch goal beyond the target; reported, never decisive.
        assigned_by: Who set it, if several offices did; else empty.
        since: The first day in force (YYYY-MM-DD) of a plan revised within the year; empty for the original plan.
        due: The period at whose end the target is judged.
        by: The day (YYYY-MM-DD) by which it must be reached, if stated; else empty.
        source: Document and clause; ``None`` only in a pack that fails lint.
        location: The location of the rule in the pack.
        average: The yearly average that its number is computed from ("bình quân"), if any.
        of_years: Whether its number covers several years or a later one, so that it is not a plan of this year.
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
        """The traits of its comparator, or those for reported verdicts."""
        return ONLY_VERDICT if self.comparator is None else self.comparator.traits

    @property
    def is_plan(self) -> bool:
        """Whether a percentage of the plan can refer to it: it is a level above zero to reach within the year."""
        return not self.of_years and self.traits.floor and self.number is not None and self.number > 0


class Indicator(NamedTuple):
    """An indicator and its targets.

    Args:
        id: Stable slug; unique in the pack.
        code: Its number or code in the resolution.
        title: Its name in both languages, qualifiers included.
        unit: Unit of its target and of a value reported without one; ``None`` for kind verdict.
        group: The group it belongs to.
        parent: Id of the indicator that it is a part of ("trong đó"), or empty.
        within_parent: Whether its value cannot exceed its parent's.
        owner: The responsible office, or empty if not published.
        frequency: How often a figure is expected.
        baseline: Its starting level, if known.
        pace: The expectation before its target is due.
        limits: The natural limits of a value.
        words: The words that may replace a number.
        aliases: Further titles that submissions may use.
        target: The deciding target; ``None`` if it is only reported and never assessed.
        revisions: The targets that replace it from later days on, by day.
        others: Targets that others set for the same measure; each has its own verdict, and none decides.
        reported: The time covered by a flow's figure.
        may_fall: Whether a cumulative flow may be lower than in the previous period.
        measures: Whether its figure is a level or a change. ``None`` if its title or clause mentions a change and
            `measures` is not stated.
        bounded: Whether a reported "trên X" is within one unit of its last stated digit.
        start: The origin of the starting level.
        reviewed: The review, if any.
        related: Related indicators of other packs.
        plan_word: The name of its plan in written reports, such as "dự toán".
        phrase: The text that replaces its name and figure in written reports, or ``None``.
        over: The scope of its number within the term, in a term pack.
        slices: The numbers of single years of the term, if stated.
        reached: The published results of earlier years of the term.
        grades: The grades with their lower bounds, highest first.
        weights: The indicators whose weighted sum it is, with their weights.
        steps: The numbers planned for the ends of periods, in the unit, if they decide there.
        share_of: Id of the indicator of whose figure it is a share, or empty.
        share_of_plan: Id of the indicator of whose target it is a share, or empty.
        part_unit: The unit of that indicator, in which the part is counted.
        carry: How results of earlier years of the term enter its figure.
        carried: The results of earlier years, as far as known.
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
        """Id of the indicator of whose figure or target it is a share; empty if there is none."""
        return self.share_of or self.share_of_plan

    @property
    def per(self) -> Fraction:
        """The factor of a ratio in its unit: 100 for "%"; 1 without a unit."""
        return self.unit.per if self.unit else Fraction(1)

    @property
    def adds_up_over_years(self) -> bool:
        """Whether the years of a term are combined into one figure: flows and changes, in total or on average."""
        if self.over not in (Over.TOTAL, Over.AVERAGE) or self.target is None:
            return False
        changes = self.kind is Kind.FLOW or self.measures in (Measures.INCREASE, Measures.REDUCTION, Measures.GROWTH)
        return changes and not self.target.traits.from_baseline

    @property
    def before(self) -> Exact | None:
        """The level that a change is measured from, if known."""
        return self.baseline.value if self.baseline else None

    @property
    def asks_growth(self) -> bool:
        """Whether any of its targets is a growth target, with which a reported rate can be compared."""
        rules = (self.target, *self.revisions, *self.others)
        return any(rule is not None and rule.comparator is Comparator.GROW_BY for rule in rules)

    def targets(self, day: str) -> tuple[TargetRule, ...]:
        """Return the targets in force on a day (YYYY-MM-DD), the deciding one first."""
        if self.target is None:
            return ()
        in_force = [rule for rule in (self.target, *self.revisions) if rule.since <= day]
        return (in_force[-1], *self.others)


class RulePack(NamedTuple):
    """A validated pack.

    Args:
        id: Such as ``bac-kan-city/2024``.
        revision: The revision number of the file.
        title: Its name in both languages.
        unit: The reporting unit that it assesses.
        unit_title: The unit's name; ``None`` if not stated.
        year: The plan's year, or the last year of a term.
        calendar: How its periods map to days.
        synthetic: Whether its targets are synthetic.
        path: The file it was read from.
        sha256: Digest of that file's bytes, in hexadecimal.
        checks: Relations between figures that must hold.
        reporting: The units that report by it, besides its own.
        status: Its status.
        successor: The pack that replaced it; empty if there is none.
        extends: The pack that it extends; empty if it is complete.
        subject: The subject of its targets, as a letter names it; ``None`` if not stated.
        basis: The legal documents that the report implements.
        warning_levels: The levels of early warning, best first; the last one has no gap.
        form_number: The number of the form on which units report, or empty.
        form_title: The name of that form; ``None`` if not stated.
        term: The years of a term pack, or of the term that a slice belongs to.
        allocation: The numbers of single reporting units.
        sliced: Whether it is the slice of a term pack for one year.
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
        """Its year, or the years of its term."""
        return str(self.term) if self.term and not self.sliced else str(self.year)

    @property
    def joins(self) -> bool:
        """Whether a figure is compared with or added to others before it is judged."""
        periods = any(indicator.reported is Reported.PERIOD for indicator in self.indicators)
        return bool(self.checks or self.reporting.units or periods)

    @property
    def looks_back(self) -> bool:
        """Whether a figure is compared with or added to that of an earlier year."""
        return any(one.start is not Start.STATED or one.carry is not Carry.NONE for one in self.indicators)

    @property
    def names_units(self) -> bool:
        """Whether it states the name of any unit."""
        return self.unit_title is not None or bool(self.reporting.offices)

    def reporting_unit(self, id_: str) -> ReportingUnit:
        """Return the name of a unit; only the id if no name is stated."""
        if id_ == self.unit:
            return ReportingUnit(id_, self.unit_title)
        return next((office for office in self.reporting.offices if office.id == id_), ReportingUnit(id_))

    def reporting_units(self) -> tuple[ReportingUnit, ...]:
        """Return the names of the reporting units, in the pack's order."""
        return _called(self.reporting.units, self.reporting.offices, ReportingUnit(self.unit, self.unit_title))

    def by_id(self) -> dict[str, Indicator]:
        """Return the indicators by id, in order."""
        return {indicator.id: indicator for indicator in self.indicators}

    def indicator(self, id_: str) -> Indicator:
        """Return the indicator with this id; use `by_id` for many lookups.

        Raises:
            KeyError: There is none.
        """
        for indicator in self.indicators:
            if indicator.id == id_:
                return indicator
        raise KeyError(id_)


@lru_cache(maxsize=64)  # Cached, because each report of a run names all of them.
def _called(
    units: tuple[str, ...], offices: tuple[ReportingUnit, ...], own: ReportingUnit
) -> tuple[ReportingUnit, ...]:
    named = {office.id: office for office in offices} | {own.id: own}
    return tuple(named.get(unit) or ReportingUnit(unit) for unit in units)
