"""Plain data into a `RulePack`, whether it comes from a file or from the cache.

On the path of every check, so it imports neither YAML nor pydantic. The data is known
to be valid; what does not fit raises, and the cache is then passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from checker.domain.axes import Better, Frequency, Gate, Kind, Matter, Measures
from checker.domain.comparator import Comparator
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.text import Text
from checker.domain.unit import Factor, Unit
from checker.packs.model import (
    Baseline,
    CheckForm,
    CheckRule,
    Document,
    Example,
    GatePolicy,
    Group,
    Indicator,
    Limits,
    PacePlan,
    PaceRule,
    PublishedTally,
    Reported,
    Reporting,
    RulePack,
    Source,
    Start,
    TargetRule,
    Wording,
)

__all__ = ["build"]


def build(data: Mapping[str, Any], path: str, sha256: str) -> RulePack:
    """Return the pack.

    Args:
        data: What `canonical` returned, possibly by way of JSON.
        path: The file as the user named it; every place is in it.
        sha256: Digest of the file's bytes, in hexadecimal.
    """
    documents = {entry[0]: Document(*entry) for entry in data["documents"]}
    groups = {name: Group(name, Text(*title)) for name, title in data["groups"]}
    tally = data["tally"]
    return RulePack(
        id=data["id"],
        revision=data["revision"],
        title=Text(*data["title"]),
        unit=data["unit"],
        year=data["year"],
        calendar=Calendar(data["calendar"]),
        synthetic=data["synthetic"],
        note=Text(*data["note"]) if data["note"] else None,
        groups=tuple(groups.values()),
        indicators=tuple(_indicator(entry, documents, groups, path) for entry in data["indicators"]),
        examples=tuple(
            Example(
                given=tuple((name, text) for name, text in entry["given"]),
                expect=tuple((name, verdict) for name, verdict in entry["expect"]),
                period=Period(*entry["period"]),
                location=Location(path, *entry["place"]),
            )
            for entry in data["examples"]
        ),
        tally=PublishedTally(
            tally["counted"],
            tally["met"],
            tally["unmet"],
            Source(documents[tally["source"][0]], tally["source"][1]),
            Location(path, *tally["place"]),
        )
        if tally
        else None,
        gate=GatePolicy(tuple((Matter(word), Gate(handling)) for word, handling in data["gate"]), data["least_met"]),
        path=path,
        sha256=sha256,
        checks=tuple(_check(entry, path) for entry in data["checks"]),
        reporting=Reporting(tuple(data["reporting"][0]), data["reporting"][1]),
    )


def _check(entry: Mapping[str, Any], path: str) -> CheckRule:
    return CheckRule(
        id=entry["id"],
        form=CheckForm(entry["form"]),
        operands=tuple(entry["operands"]),
        limit=_decimal(entry["limit"]),
        relative=entry["relative"],
        tolerance=_decimal(entry["tolerance"]),
        location=Location(path, *entry["place"]),
    )


def _unit(name: str, base: str, above: int, below: int, fractions: bool | None, per: int, sizes: list[Any]) -> Unit:
    factors = tuple(Factor(one, known, Fraction(over, under)) for one, known, over, under in sizes)
    return Unit(name, base, Fraction(above, below), fractions, Fraction(per), factors)


def _indicator(
    entry: Mapping[str, Any], documents: Mapping[str, Document], groups: Mapping[str, Group], path: str
) -> Indicator:
    unit, target = entry["unit"], entry["target"]
    low, high = entry["limits"]
    return Indicator(
        id=entry["id"],
        code=entry["code"],
        title=Text(*entry["title"]),
        unit=_unit(*unit) if unit else None,
        kind=Kind(entry["kind"]),
        better=Better(entry["better"]),
        group=groups[entry["group"]],
        parent=entry["parent"],
        within_parent=entry["within_parent"],
        owner=entry["owner"],
        frequency=Frequency(entry["frequency"]),
        baseline=_baseline(entry["baseline"], documents),
        pace=_pace(*entry["pace"]),
        limits=Limits(_decimal(low), _decimal(high)),
        words=tuple(Wording(words, _interval(name, number)) for words, name, number, _ in entry["words"]),
        aliases=tuple(entry["aliases"]),
        target=_target(target, documents, path) if target else None,
        revisions=tuple(_target(one, documents, path) for one in entry["revisions"]),
        others=tuple(_target(one, documents, path) for one in entry["others"]),
        location=Location(path, *entry["place"]),
        reported=Reported(entry["reported"]),
        may_fall=entry["may_fall"],
        measures=Measures(entry["measures"]) if entry["measures"] else None,
        start=Start(entry["start"]),
    )


def _target(entry: Mapping[str, Any], documents: Mapping[str, Document], path: str) -> TargetRule:
    comparator, number, upper = entry["compared"]
    source = entry["source"]
    return TargetRule(
        comparator=Comparator(comparator) if comparator else None,
        number=_decimal(number),
        upper=_decimal(upper),
        strict=entry["strict"],
        tolerance=Decimal(entry["tolerance"]),
        stretch=_decimal(entry["stretch"]),
        assigned_by=entry["assigned_by"],
        since=entry["since"],
        due=Period(*entry["due"]),
        source=_source(source, documents),
        location=Location(path, *entry["place"]),
        members=tuple(entry["members"]),
        never_exceeded=entry["never_exceeded"],
        beyond=_decimal(entry["beyond"]),
    )


def _source(source: Sequence[str] | None, documents: Mapping[str, Document]) -> Source | None:
    return Source(documents[source[0]], source[1]) if source else None


def _baseline(entry: Sequence[Any] | None, documents: Mapping[str, Document]) -> Baseline | None:
    return Baseline(Decimal(entry[0]), entry[1], _source(entry[2], documents)) if entry else None


def _pace(rule: str, points: Sequence[Sequence[Any]], zones: Sequence[str]) -> PacePlan:
    at_risk, on_track, ahead = (Decimal(zone) for zone in zones)
    shares = tuple((Period(*period), Decimal(share)) for period, share in points)
    return PacePlan(PaceRule(rule), shares, (at_risk, on_track, ahead))


def _interval(comparator: str, number: str) -> Interval:
    return Comparator(comparator).traits.interval(Decimal(number))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
