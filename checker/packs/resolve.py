"""Turn a validated pack and its tree into a `RulePack`.

Owns the defaults of the rule language and the resolution of units. A field with the same name in `schema` and `model`
is copied by name (`_record_of`); this module computes only the others. A cached pack must not need this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Mapped
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from checker.domain.axes import Better, Frequency, Gate, Kind, Matter, Measures
from checker.domain.check import CHECKS
from checker.domain.comparator import Comparator
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.reporting import LegalBasis, ReportingUnit, WarningLevel
from checker.domain.text import Text
from checker.domain.unit import Unit
from checker.domain.unit_words import factor_of, parse_unit
from checker.packs import schema
from checker.packs.fields import Strict
from checker.packs.lint_measures import CHANGES, speaks_of_change
from checker.packs.lint_target import natural_limits
from checker.packs.model import (
    ZONES,
    Allocation,
    Baseline,
    CheckRule,
    Document,
    Example,
    GatePolicy,
    Group,
    Indicator,
    Limits,
    Lineage,
    PacePlan,
    PaceRule,
    PublishedTally,
    Related,
    Reporting,
    Review,
    RulePack,
    Source,
    Start,
    TargetRule,
    UnitShare,
    Wording,
)
from checker.packs.term import Over
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["resolve"]

_Record = TypeVar("_Record", bound=tuple[Any, ...])


def resolve(pack: schema.Pack, tree: SyntaxTree, path: str, sha256: str) -> RulePack:
    """Return the pack with every default filled in and every reference followed.

    Args:
        pack: The pack, valid by schema and lint.
        tree: The tree of the file, for locations.
        path: The file as the user named it; all locations refer to it.
        sha256: Digest of the file's bytes, in hexadecimal.
    """
    return _Resolver(pack, tree, path).pack(sha256)


def _record_of(kind: type[_Record], model: Strict, **derived: Any) -> _Record:
    """Return a record with fields of the same name copied, except for derived ones.

    A key that the pack omits gets the record's default, if it has one.
    """
    fields: Any = kind
    for name in fields._fields:
        if name not in derived and name in type(model).model_fields:
            value = _value(getattr(model, name))
            if value is not None or name not in fields._field_defaults:
                derived[name] = value
    return kind(**derived)


def _value(value: Any) -> Any:
    match value:
        case schema.Bilingual(vi=vi, en=en):
            return Text(vi, en or vi)
        case list():
            return tuple(map(_value, value))
        case _:
            return value


class _Resolver:
    """Lookups during the resolution of one pack."""

    def __init__(self, pack: schema.Pack, tree: SyntaxTree, path: str) -> None:
        self._pack = pack
        self._root = _mapping(tree.root)
        self._indicators = _by_name(self._root.get("indicators"))
        self._checks = _by_name(self._root.get("checks"))
        self._path = path
        self._tree = tree
        self._documents = {name: _record_of(Document, document, id=name) for name, document in pack.documents.items()}
        self._groups = {name: Group(name, _value(title)) for name, title in pack.groups.items()}
        self._year = pack.year or (pack.term.last if pack.term else 0)
        self._names = [unit.name for unit in pack.units]
        self._fractional = [unit.name for unit in pack.units if unit.fractions]
        self._factors = [one for unit in pack.units if unit.equals and (one := factor_of(unit.name, unit.equals))]

    def pack(self, sha256: str) -> RulePack:
        pack, root = self._pack, self._root
        # Some defaults depend on the submission, so only stated values are stored.
        gate = pack.gate.model_dump(exclude_unset=True)
        stated = tuple((matter, Gate(gate[matter])) for matter in Matter if matter in gate)
        return _record_of(
            RulePack,
            pack,
            groups=tuple(self._groups.values()),
            indicators=tuple(map(self._indicator, pack.indicators)),
            examples=tuple(map(self._example, pack.examples, _items(root.get("examples")))),
            tally=self._tally(pack.tally) if pack.tally else None,
            gate=GatePolicy(stated, pack.gate.least_met),
            path=self._path,
            sha256=sha256,
            extends=pack.extends.pack if pack.extends else "",
            checks=tuple(_check(name, one, self._location(self._checks[name][0])) for name, one in pack.checks.items()),
            reporting=_reporting(pack.reporting) if pack.reporting else Reporting(),
            year=self._year,
            allocation=self._allocation(pack.allocation) if pack.allocation else Allocation(),
            basis=tuple(_record_of(LegalBasis, one) for one in pack.basis),
            warning_levels=tuple(_record_of(WarningLevel, one) for one in pack.warning_levels),
        )

    def _example(self, example: schema.Example, node: Node) -> Example:
        return Example(
            given=tuple(example.given.items()),
            expect=tuple((name, str(verdict)) for name, verdict in example.expect.items()),
            period=example.period or Period(self._year),
            location=self._location(node),
        )

    def _allocation(self, allocation: schema.Allocation) -> Allocation:
        rows = _mapping(_mapping(self._root.get("allocation")).get("rows"))
        shares = tuple(
            UnitShare(indicator, unit, number, self._location(_mapping(rows.get(indicator)).get(unit)))
            for indicator, units in allocation.rows.items()
            for unit, number in units.items()
        )
        return Allocation(shares, self._source(allocation.source))

    def _tally(self, tally: schema.Tally) -> PublishedTally:
        location = self._location(self._root.key("tally"))
        return _record_of(PublishedTally, tally, source=self._source(tally.source), location=location)

    def _indicator(self, name: str) -> Indicator:
        indicator = self._pack.indicators[name]
        key, node = self._indicators[name]
        return _record_of(
            Indicator,
            indicator,
            id=name,
            unit=self._unit(indicator.unit),
            group=self._groups[indicator.group],
            baseline=self._baseline(indicator.baseline),
            start=Start.SAME_PERIOD if isinstance(indicator.baseline, schema.SamePeriod) else Start.STATED,
            pace=self._pace(indicator),
            limits=self._limits(indicator),
            words=tuple(_wording(wording) for wording in indicator.words),
            **self._targets(indicator, _mapping(node)),
            over=Over(indicator.over or Over.END),
            grades=tuple(sorted(indicator.grades.items(), key=lambda grade: -grade[1])),
            weights=tuple(indicator.weights.items()),
            part_unit=self._part_unit(indicator),
            steps=tuple(indicator.steps.items()) if indicator.steps_decide else (),
            slices=tuple(sorted(indicator.years.items())),
            reached=tuple(sorted(indicator.reached.items())),
            measures=_measures(indicator),
            reviewed=_record_of(Review, indicator.reviewed) if indicator.reviewed else None,
            related=tuple(Related(Lineage(one.how), one.pack, one.indicator) for one in indicator.related),
            location=self._location(key),
        )

    def _part_unit(self, indicator: schema.Indicator) -> Unit | None:
        """Return the unit of the whole of a share, in which a part is counted."""
        whole = indicator.share_of or indicator.share_of_plan
        return self._unit(self._pack.indicators[whole].unit) if whole else None

    def _pace(self, indicator: schema.Indicator) -> PacePlan:
        points: Mapped[Any, Exact] = {}
        if indicator.pace is not None:
            rule = PaceRule(indicator.pace)
        elif indicator.steps and (shares := _shares_of(indicator)):
            rule, points = PaceRule.MILESTONES, shares
        elif indicator.milestones:
            rule, points = PaceRule.MILESTONES, indicator.milestones
        elif indicator.profile:
            rule, points = PaceRule.PROFILE, indicator.profile
        else:
            straight = PaceRule.MONTHS if self._pack.pace else PaceRule.LINEAR
            rule = straight if _moves(indicator) else PaceRule.NONE
        zones = (indicator.zones.at_risk, indicator.zones.on_track, indicator.zones.ahead)
        at_risk, on_track, ahead = (
            default if zone is None else zone for zone, default in zip(zones, ZONES, strict=True)
        )
        stated = tuple((self._period(period), share) for period, share in points.items())
        # A rate, or a level without a start, has no progress between the steps.
        no_progress = bool(indicator.steps) and indicator.kind != Kind.FLOW and indicator.baseline is None
        return PacePlan(rule, stated, (at_risk, on_track, ahead), only_there=no_progress)

    def _baseline(self, baseline: schema.Baseline | None) -> Baseline | None:
        if baseline is None or isinstance(baseline, schema.SamePeriod):
            return None
        return _record_of(Baseline, baseline, source=self._source(baseline.source))

    def _limits(self, indicator: schema.Indicator) -> Limits:
        if indicator.limits is not None:
            return _record_of(Limits, indicator.limits)
        if "limits" in indicator.model_fields_set:  # as `none`
            return Limits(None, None)
        unit, measures, title = indicator.unit or "", _measures(indicator) or "", indicator.title.vi
        return Limits(*natural_limits(unit, indicator.kind, measures, title, self._names, self._fractional))

    def _unit(self, written: str | None) -> Unit | None:
        return parse_unit(written, self._names, self._fractional, self._factors) if written else None

    def _targets(self, indicator: schema.Indicator, node: Mapping) -> dict[str, Any]:
        """Return the deciding target, its revisions by day, and the targets by others."""
        if indicator.target is None:
            return {"target": None, "revisions": (), "others": ()}
        due, by = self._due(indicator), indicator.assigned_by or ""
        decides = self._rule(indicator.target, node, assigned_by=by, due=due, source=indicator.source)
        revisions = [
            self._rule(entry.target, place, assigned_by=by, due=due, source=entry.source, since=entry.since)
            for entry, place in zip(indicator.history, _items(node.get("history")), strict=True)
        ]
        others = [
            self._rule(
                entry.target,
                place,
                assigned_by=entry.assigned_by,
                due=(entry.due or due[0], due[1]),
                source=entry.source,
            )
            for entry, place in zip(indicator.also, _items(node.get("also")), strict=True)
        ]
        revisions.sort(key=lambda rule: rule.since)
        return {"target": decides, "revisions": tuple(revisions), "others": tuple(others)}

    def _rule(
        self,
        target: schema.Target,
        node: Node,
        *,
        assigned_by: str,
        due: tuple[Period | None, str],
        source: schema.Source | None,
        since: str = "",
    ) -> TargetRule:
        comparator, number, upper = _compared(target)
        return _record_of(
            TargetRule,
            target,
            comparator=comparator,
            number=number,
            upper=upper,
            members=tuple(target.all_of or ()),
            tolerance=target.tolerance or Decimal(0),
            never_exceeded=target.exceeded is None and "exceeded" in target.model_fields_set,
            beyond=target.exceeded.beyond if target.exceeded else None,
            assigned_by=assigned_by,
            since=since,
            due=self._period(due[0]),
            by=due[1],
            source=self._source(source),
            location=self._location(_mapping(node).get("target")),
        )

    def _source(self, source: schema.Source | None) -> Source | None:
        return Source(self._documents[source.document], source.clause) if source else None

    def _due(self, indicator: schema.Indicator) -> tuple[Period | None, str]:
        """Return the period in which a target is due, and the day by which it must be reached, if stated."""
        if not isinstance(indicator.due, dt.date):
            return indicator.due, ""
        period = Period.holding(indicator.due, Frequency(indicator.frequency), Calendar(self._pack.calendar))
        return period, indicator.due.isoformat()

    def _period(self, period: Period | None) -> Period:
        return period or Period(self._pack.term.last if self._pack.term else self._year)

    def _location(self, node: Node | None) -> Location:
        return self._tree.location(node) if node else Location(self._path)


def _shares_of(indicator: schema.Indicator) -> dict[Period, Fraction]:
    """Return planned levels as progress in percent; nothing if start and target are equal."""
    _, number, _ = _compared(indicator.target) if indicator.target else (None, None, None)
    baseline = None if isinstance(indicator.baseline, schema.SamePeriod) else indicator.baseline
    start = Fraction(0) if indicator.kind == Kind.FLOW or baseline is None else Fraction(baseline.value)
    way = Fraction(number or 0) - start
    return {period: (Fraction(step) - start) * 100 / way for period, step in indicator.steps.items()} if way else {}


def _moves(indicator: schema.Indicator) -> bool:
    """A flow adds up with time, changes over the years of a term, and a level moves from its baseline.

    Other indicators have no expectation.
    """
    over_years = indicator.over in (Over.TOTAL, Over.AVERAGE) and indicator.measures != Measures.LEVEL
    moves = indicator.kind == Kind.FLOW or indicator.baseline is not None or over_years
    return indicator.better != Better.NEITHER and moves


def _measures(indicator: schema.Indicator) -> Measures | None:
    """Return what the figure measures; ``None`` if its words mention a change and nothing is stated."""
    if "measures" not in indicator.model_fields_set:
        targets = [
            indicator.target,
            *(one.target for one in indicator.also),
            *(one.target for one in indicator.history),
        ]
        from_level = any(getattr(target, word, None) is not None for target in targets for word in CHANGES)
        if not from_level and speaks_of_change(indicator.title.vi, indicator.source.clause if indicator.source else ""):
            return None
    return Measures(indicator.measures)


def _compared(target: schema.Target | schema.Means) -> tuple[Comparator | None, Decimal | None, Decimal | None]:
    """Return comparator, number and upper end; all empty for an indicator of kind verdict."""
    for comparator in Comparator:
        value = getattr(target, comparator, None)
        if comparator is Comparator.ALL_OF and value is not None:
            return comparator, None, None
        if isinstance(value, list):
            return comparator, value[0], value[1]
        if value is not None:
            return comparator, value, None
    return None, None, None


def _wording(wording: schema.Wording) -> Wording:
    comparator, number, _ = _compared(wording.means)
    assert comparator is not None  # noqa: S101 - the schema demands exactly one
    assert number is not None  # noqa: S101 - as above
    return Wording(wording.words, comparator.traits.interval(number))


def _office(id_: str, named: schema.Bilingual | schema.Office) -> ReportingUnit:
    if isinstance(named, schema.Bilingual):
        return ReportingUnit(id_, _value(named))
    return _record_of(ReportingUnit, named, id=id_)


def _reporting(reporting: schema.Reporting) -> Reporting:
    named = reporting.units if isinstance(reporting.units, dict) else {}
    offices = tuple(_office(id_, office) for id_, office in named.items())
    due = tuple(reporting.due.items())
    after = tuple((Frequency(word), days) for word, days in reporting.due_after.items())
    return _record_of(Reporting, reporting, units=tuple(reporting.units), offices=offices, due=due, due_after=after)


def _check(name: str, check: schema.Check, location: Location) -> CheckRule:
    form, written = next((form, value) for form in CHECKS if (value := getattr(check, str(form))) is not None)
    limit: Decimal | None = None
    relative = False
    match written:
        case schema.SumOf(of=parts, equals=total):
            operands = (*parts, total)
        case schema.RatioOf(of=above, to=below, equals=stated):
            operands = (above, below, stated)
        case schema.PercentOfPlan(of=value, equals=stated):
            operands = (value, stated)
        case schema.Change(of=value, percent=percent, amount=amount):
            operands = (value,)
            limit, relative = (amount, False) if percent is None else (percent, True)
        case [*several]:
            operands = tuple(several)
        case _:
            operands = (written,)
    fixed = {"id": name, "form": form, "operands": operands, "limit": limit, "relative": relative}
    return _record_of(CheckRule, check, **fixed, location=location)


def _by_name(node: Node | None) -> dict[str, tuple[Scalar, Node]]:
    """Return the entries of a mapping by name, for repeated lookups."""
    return {key.text: (key, value) for key, value in _mapping(node).entries}


def _mapping(node: Node | None) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping((), 0, 0)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()
