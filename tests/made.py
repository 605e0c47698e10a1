"""Packs and submissions made in the tests, without files."""

from __future__ import annotations

import string
from decimal import Decimal

from checker.domain.axes import Better, DataState, Frequency, Gate, Kind, Matter
from checker.domain.comparator import Comparator
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.submission import Field, Figure, Observation, Phrase, Reading, ReportedTally, Submission
from checker.domain.text import Message, Text
from checker.domain.unit_words import parse_unit
from checker.packs.model import (
    ZONES,
    Document,
    GatePolicy,
    Group,
    Indicator,
    Limits,
    PacePlan,
    PaceRule,
    PublishedTally,
    RulePack,
    Source,
    TargetRule,
)

YEAR = Period(2024)
DOCUMENT = Document("resolution", "Nghị quyết", "example", "2024-01-05")
LINEAR = PacePlan(PaceRule.LINEAR, (), ZONES)
NO_PACE = PacePlan(PaceRule.NONE, (), ZONES)
GROUP = Group("economy", Text("Kinh tế", "Economy"))
PLACE = Location("pack.yaml", 7, 5)


def target(
    comparator: str | None = "at_least",
    number: str | None = "317",
    upper: str | None = None,
    *,
    due=YEAR,
    strict: bool = False,
    tolerance: str = "0",
    stretch: str | None = None,
    assigned_by: str = "",
    since: str = "",
):
    return TargetRule(
        Comparator(comparator) if comparator else None,
        Decimal(number) if number else None,
        Decimal(upper) if upper else None,
        strict,
        Decimal(tolerance),
        Decimal(stretch) if stretch else None,
        assigned_by,
        since,
        due,
        Source(DOCUMENT, "phấn đấu thu ngân sách 317 tỷ đồng"),
        PLACE,
    )


def indicator(id_: str = "revenue", **changes):
    made = Indicator(
        id=id_,
        code=f"C-{id_}",
        title=Text(f"Chỉ tiêu {id_}", f"Indicator {id_}"),
        unit=parse_unit("tỷ đồng"),
        kind=Kind.FLOW,
        better=Better.HIGHER,
        group=GROUP,
        parent="",
        within_parent=True,
        owner="",
        frequency=Frequency.MONTH,
        baseline=None,
        pace=LINEAR,
        limits=Limits(None, None),
        words=(),
        aliases=(),
        target=target(),
        revisions=(),
        others=(),
        location=PLACE,
    )
    return made._replace(**changes)


def share(id_: str, number: str, comparator: str = "at_least", **changes):
    """Return a percentage that is a level, not a flow."""
    limits = Limits(Decimal(0), Decimal(100))
    fixed = {"unit": parse_unit("%"), "kind": Kind.STOCK, "pace": NO_PACE, "limits": limits}
    return indicator(id_, **(fixed | {"target": target(comparator, number)} | changes))


def pack(*indicators, on: dict[Matter, Gate] | None = None, least_met: int | None = None, tally=None):
    return RulePack(
        id="made/2024",
        revision=1,
        title=Text("Gói thử", "Made pack"),
        unit="made",
        year=2024,
        calendar=Calendar.CIVIL,
        synthetic=True,
        note=None,
        groups=(GROUP,),
        indicators=indicators or (indicator(),),
        examples=(),
        tally=tally,
        gate=GatePolicy(tuple((on or {}).items()), least_met),
        path="pack.yaml",
        sha256="0" * 64,
    )


def published(counted: int, met: int, unmet: int) -> PublishedTally:
    return PublishedTally(counted, met, unmet, Source(DOCUMENT, "38/44"), PLACE)


def reported(counted: int, met: int, unmet: int) -> ReportedTally:
    return ReportedTally(counted, met, unmet, Location("report.yaml", 5, 1))


def field(value, line: int = 9, unit: str = "") -> Field:
    """Return a value as it would be read: a number, an interval, or words."""
    if isinstance(value, Field):
        return value
    reading: Reading
    if isinstance(value, Interval):
        reading, text = Figure(value), str(value)
    elif isinstance(value, str) and value[:1].isdigit():
        reading, text = Figure(point(Decimal(value)), parse_unit(unit) if unit else None), f"{value} {unit}".strip()
    else:
        reading, text = Phrase(value), value
    return Field(text, Location("report.yaml", line, 20), reading)


def row(id_: str, value=None, *, line: int = 9, status=DataState.FINAL, percent=None, unit: str = "") -> Observation:
    return Observation(
        id_,
        Location("report.yaml", line, 3),
        None if value is None else field(value, line, unit),
        status,
        None if percent is None else field(percent, line),
    )


def submission(*rows, period: str = "2024", **changes) -> Submission:
    made = Submission(
        path="report.yaml",
        sha256="1" * 64,
        pack="made/2024",
        unit="made",
        period=Period.parse(period),
        as_of=None,
        observations=rows,
        synthetic=True,
        places=(("period", Location("report.yaml", 4, 9)), ("observations", Location("report.yaml", 6, 1))),
    )
    return made._replace(**changes)


def is_filled(sentence: Message) -> bool:
    """Tell whether every field of a sentence has a value; one that lacks it is printed with the name of the field."""
    return {name for _, name, *_ in string.Formatter().parse(sentence.template) if name} <= dict(sentence.values).keys()
