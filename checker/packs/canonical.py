"""A validated pack as plain data: what the cache keeps and what `build` reads.

Owns the defaults of the rule language and the resolving of units. Must not be needed
when a cache holds the pack.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from checker.domain.axes import Better, Kind, Matter
from checker.domain.comparator import Comparator
from checker.domain.period import Period
from checker.domain.unit import factor_of, parse_unit
from checker.packs import schema
from checker.packs.lint_measures import CHANGES, speaks_of_change
from checker.packs.lint_target import natural_limits
from checker.packs.model import ZONES, CheckForm, PaceRule
from checker.syntax.tree import Mapping, Node, Sequence, SyntaxTree

__all__ = ["canonical"]


def canonical(pack: schema.Pack, document: SyntaxTree) -> dict[str, Any]:
    """Return the pack as data that JSON can hold, every default filled in."""
    root = _mapping(document.root)
    gate = pack.gate.model_dump()
    return {
        "id": pack.id,
        "revision": pack.revision,
        "title": _text(pack.title),
        "unit": pack.unit,
        "year": pack.year,
        "calendar": str(pack.calendar),
        "synthetic": pack.synthetic,
        "note": _text(pack.note) if pack.note else None,
        "documents": [
            [name, published.title, published.date or "", published.address]
            for name, published in pack.documents.items()
        ],
        "groups": [[name, _text(title)] for name, title in pack.groups.items()],
        "indicators": [_indicator(pack, name, _mapping(root.get("indicators"))) for name in pack.indicators],
        "examples": [
            {
                "given": list(example.given.items()),
                "expect": [[name, str(verdict)] for name, verdict in example.expect.items()],
                "period": _period(example.period, pack.year),
                "place": _place(node),
            }
            for example, node in zip(pack.examples, _items(root.get("examples")), strict=True)
        ],
        "checks": [_check(name, check, _mapping(root.get("checks")).key(name)) for name, check in pack.checks.items()],
        "reporting": [pack.reporting.units, pack.reporting.roll_up] if pack.reporting else [[], False],
        "tally": _tally(pack.tally, root) if pack.tally else None,
        "gate": [[str(matter), str(gate[matter])] for matter in Matter],
        "least_met": pack.gate.least_met,
    }


def _indicator(pack: schema.Pack, name: str, nodes: Mapping) -> dict[str, Any]:
    indicator = pack.indicators[name]
    node = _mapping(nodes.get(name))
    return {
        "id": name,
        "code": indicator.code,
        "title": _text(indicator.title),
        "unit": _unit(indicator.unit, pack.units),
        "kind": str(indicator.kind),
        "better": str(indicator.better),
        "group": indicator.group,
        "parent": indicator.parent or "",
        "within_parent": indicator.within_parent,
        "owner": indicator.owner or "",
        "frequency": str(indicator.frequency),
        "baseline": _baseline(indicator.baseline),
        "pace": _pace(indicator, pack.year),
        "limits": _limits(indicator, pack.units),
        "words": [[wording.words, *_compared(wording.means)] for wording in indicator.words],
        "aliases": indicator.aliases,
        **_targets(pack, indicator, node),
        "reported": str(indicator.reported),
        "may_fall": indicator.may_fall,
        "measures": _measures(indicator),
        "place": _place(nodes.key(name)),
    }


def _pace(indicator: schema.Indicator, year: int) -> list[Any]:
    """Return the rule, its points, and the zones."""
    points: dict[Any, Decimal] = {}
    if indicator.pace is not None:
        rule = PaceRule(indicator.pace)
    elif indicator.milestones:
        rule, points = PaceRule.MILESTONES, indicator.milestones
    elif indicator.profile:
        rule, points = PaceRule.PROFILE, indicator.profile
    else:
        rule = PaceRule.LINEAR if _moves(indicator) else PaceRule.NONE
    stated = (indicator.zones.at_risk, indicator.zones.on_track, indicator.zones.ahead)
    zones = [_decimal(default if zone is None else zone) for zone, default in zip(stated, ZONES, strict=True)]
    return [str(rule), [[_period(period, year), _decimal(share)] for period, share in points.items()], zones]


def _moves(indicator: schema.Indicator) -> bool:
    """A flow adds up with time, and a level moves from its baseline; of others nothing is expected."""
    return indicator.better != Better.NEITHER and (indicator.kind == Kind.FLOW or indicator.baseline is not None)


def _baseline(baseline: schema.Baseline | None) -> list[Any] | None:
    return [_decimal(baseline.value), baseline.period, _source(baseline.source)] if baseline else None


def _limits(indicator: schema.Indicator, declared: list[schema.Declared]) -> list[str | None]:
    if indicator.limits is not None:
        return [_decimal(indicator.limits.low), _decimal(indicator.limits.high)]
    stated_none = "limits" in indicator.model_fields_set
    if stated_none:
        return [None, None]
    names, fractional = _names(declared)
    return [
        _decimal(end)
        for end in natural_limits(indicator.unit or "", indicator.kind, indicator.measures, names, fractional)
    ]


def _names(declared: list[schema.Declared]) -> tuple[list[str], list[str]]:
    """Return the names of the units of a pack, and of those that have fractions."""
    return [unit.name for unit in declared], [unit.name for unit in declared if unit.fractions]


def _measures(indicator: schema.Indicator) -> str | None:
    """Return what its figure is; ``None`` where nothing is stated though its words speak of a change."""
    if "measures" not in indicator.model_fields_set:
        targets = [
            indicator.target,
            *(one.target for one in indicator.also),
            *(one.target for one in indicator.history),
        ]
        from_level = any(getattr(target, word, None) is not None for target in targets for word in CHANGES)
        if not from_level and speaks_of_change(indicator.title.vi, indicator.source.clause if indicator.source else ""):
            return None
    return str(indicator.measures)


def _unit(written: str | None, declared: list[schema.Declared]) -> list[Any] | None:
    names, fractional = _names(declared)
    factors = [one for unit in declared if unit.equals and (one := factor_of(unit.name, unit.equals))]
    unit = parse_unit(written, names, fractional, factors) if written else None
    if unit is None:
        return None
    sizes = [[one.name, one.base, *one.size.as_integer_ratio()] for one in unit.factors]
    return [unit.name, unit.base, *unit.size.as_integer_ratio(), unit.fractions, int(unit.per), sizes]


def _compared(target: schema.Target | schema.Means) -> list[Any]:
    """Return comparator, number and upper end; all empty for an indicator that is only achieved or not."""
    for comparator in Comparator:
        value = getattr(target, comparator, None)
        if comparator is Comparator.ALL_OF and value is not None:
            return [str(comparator), None, None]
        if isinstance(value, list):
            return [str(comparator), _decimal(value[0]), _decimal(value[1])]
        if value is not None:
            return [str(comparator), _decimal(value), None]
    return [None, None, None]


def _targets(pack: schema.Pack, indicator: schema.Indicator, node: Mapping) -> dict[str, Any]:
    """Return the deciding target, its revisions by their days, and what others set."""
    if indicator.target is None:
        return {"target": None, "revisions": [], "others": []}
    due = indicator.due
    decides = _rule(pack, indicator.target, due, indicator.source, node)
    decides["assigned_by"] = indicator.assigned_by or ""
    revisions = [
        _rule(pack, entry.target, due, entry.source, place)
        | {"assigned_by": indicator.assigned_by or "", "since": entry.since}
        for entry, place in zip(indicator.history, _items(node.get("history")), strict=True)
    ]
    others = [
        _rule(pack, entry.target, entry.due or due, entry.source, place) | {"assigned_by": entry.assigned_by}
        for entry, place in zip(indicator.also, _items(node.get("also")), strict=True)
    ]
    return {"target": decides, "revisions": sorted(revisions, key=_since), "others": others}


def _since(rule: dict[str, Any]) -> str:
    return str(rule["since"])


def _rule(
    pack: schema.Pack, target: schema.Target, due: Period | None, source: schema.Source | None, node: Node
) -> dict[str, Any]:
    return {
        "compared": _compared(target),
        "members": target.all_of or [],
        "strict": target.strict,
        "tolerance": _decimal(target.tolerance or Decimal(0)),
        "stretch": _decimal(target.stretch),
        "never_exceeded": target.exceeded is None and "exceeded" in target.model_fields_set,
        "beyond": _decimal(target.exceeded.beyond if target.exceeded else None),
        "assigned_by": "",
        "since": "",
        "due": _period(due, pack.year),
        "source": _source(source),
        "place": _place(_mapping(node).get("target")),
    }


def _check(name: str, check: schema.Check, key: Node | None) -> dict[str, Any]:
    limit: Decimal | None = None
    relative = False
    match check:
        case schema.Check(less_or_equal=[*operands]):
            form = CheckForm.LESS_OR_EQUAL
        case schema.Check(sum=schema.SumOf(of=parts, equals=total)):
            form, operands = CheckForm.SUM, [*parts, total]
        case schema.Check(ratio=schema.RatioOf(of=above, to=below, equals=stated)):
            form, operands = CheckForm.RATIO, [above, below, stated]
        case schema.Check(percent_of_plan=schema.PercentOfPlan(of=value, equals=stated)):
            form, operands = CheckForm.PERCENT_OF_PLAN, [value, stated]
        case schema.Check(change=schema.Change(of=value, percent=percent, amount=amount)):
            form, operands = CheckForm.CHANGE, [value]
            limit, relative = (amount, False) if percent is None else (percent, True)
        case _:
            form, operands = CheckForm.NEVER_FALLING, [str(check.never_falling)]
    return {
        "id": name,
        "form": str(form),
        "operands": operands,
        "limit": _decimal(limit),
        "relative": relative,
        "tolerance": _decimal(check.tolerance),
        "place": _place(key),
    }


def _tally(tally: schema.Tally, root: Mapping) -> dict[str, Any]:
    return {
        "counted": tally.counted,
        "met": tally.met,
        "unmet": tally.unmet,
        "source": _source(tally.source),
        "place": _place(root.key("tally")),
    }


def _source(source: schema.Source | None) -> list[str] | None:
    return [source.document, source.clause] if source else None


def _text(text: schema.Bilingual) -> list[str]:
    return [text.vi, text.en]


def _period(period: Any, year: int) -> list[Any]:
    return [period.year, period.part] if period else [year, ""]


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _place(node: Node | None) -> list[int]:
    return [node.line, node.column] if node else [0, 0]


def _mapping(node: Node | None) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping((), 0, 0)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()
