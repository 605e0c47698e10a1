"""From packs and the periods of the data to tables of bounds; what no bulk engine can do is refused here.

Owns what is asked of each indicator at each period, as rows of text for an engine's tables.
Must not know how an engine asks it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from checker.batch import without_targets
from checker.binding.scale import doubts_of
from checker.bulk.grid import MOST_WHOLE, Grid, factors, places_of
from checker.domain.axes import Kind
from checker.domain.interval import Exact, Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.errors import UnsupportedPlan
from checker.packs.model import Indicator, Reported, RulePack
from checker.plan.compiler import compile_plan
from checker.plan.model import CheckKind, Observed, Plan, PlannedTarget

__all__ = [
    "BITS",
    "FAMILIES",
    "LEVELS",
    "Asked",
    "Era",
    "Mode",
    "Paced",
    "asked_columns",
    "eras_of",
    "lowered",
    "stated_type",
    "undecided",
]

BITS: Final = 60
"""Indicators whose presence one integer keeps."""
LEVELS: Final = 3
FAMILIES: Final = (("t", LEVELS), ("p", LEVELS), ("l", 1), ("s", 3), ("u", 1), ("d", 1))
"""The levels of a row of the table of bounds: of the target, its pace, the limits, and where a figure is doubted.

It is doubted for being too large (s), too small (u), or the number of a day (d).
"""
_ALL: Final = Interval(None, None)
_LEAD: Final = 10
_LAST: Final = "~"
"""Stands after every day."""
_NARROW: Final = 16
"""Digits of bounds and figures whose differences surely fit into 18."""


class Mode:
    """How a target is judged at a period."""

    NOT_ASSESSED = 0
    DUE = 1
    EARLY = 2
    NOT_DUE = 3
    CAPPED = 4


class Paced:
    """Whether a figure has a pace, and towards what."""

    NOT = 0
    TARGET = 1
    CEILING = 2


class Era(NamedTuple):
    """Days of one period on which the same targets are in force: from the first on, up to the last."""

    period: Period
    first: str
    last: str
    plan: Plan


class Asked(NamedTuple):
    """What is asked of the rows of one pack.

    Args:
        pack: The pack.
        eras: Its plans at every period of the data.
    """

    pack: RulePack
    eras: tuple[Era, ...]


class _Stated:
    """Stands for what submissions state beside their values, so that every check on it is planned."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields

    def __contains__(self, key: object) -> bool:
        return isinstance(key, Observed) and key.field in self._fields


def eras_of(
    pack: RulePack,
    periods: Sequence[Period],
    as_of: dt.date | None,
    *,
    days: Mapping[Period, Collection[dt.date]],
    dated: bool,
    ratios: bool,
) -> Asked:
    """Compile what a pack asks of the units at each period.

    Args:
        pack: The pack; where it rolls up, its targets are of the whole, and units are held to relations alone.
        periods: The periods of its year that the data have.
        as_of: The one day whose targets are in force, if the caller says so.
        days: The days within each period that rows state; each has an era, for what is expected by then.
        dated: Whether rows state their own day.
        ratios: Whether rows state numerator and denominator.
    """
    held = without_targets(pack) if pack.reporting.roll_up else pack
    stated = _Stated((*(("previous_stated",) if len(periods) > 1 else ()), *(("ratio",) if ratios else ())))
    changes = {rule.since for indicator in pack.indicators for rule in indicator.revisions if rule.since}
    eras = []
    for period in periods:
        usual = as_of.isoformat() if as_of else period.window(pack.calendar)[1].isoformat()
        own = {day.isoformat(): day for day in days.get(period, ())}
        firsts = {(day + dt.timedelta(days=1)).isoformat() for day in own.values()} | {*own}
        since = dated and as_of is None and bool(changes)
        begins = ["", *sorted(firsts | (changes if since else set()))]
        for first, end in zip(begins, [*begins[1:], _LAST], strict=True):
            day = (first or "0000-01-01") if since else usual
            eras.append(Era(period, first, end, compile_plan(held, period, day, stated, own.get(first))))
    return Asked(pack, tuple(eras))


def undecided(asked: Asked, decided: Container[CheckKind]) -> tuple[str, ...]:
    """Return what of a pack cannot be decided in columns.

    Args:
        asked: What is asked.
        decided: The checks that can be decided.
    """
    pack = asked.pack
    cannot: list[str] = []
    for indicator in pack.indicators:
        target = None if pack.reporting.roll_up else indicator.target
        if target is not None and target.members:
            cannot.append(f"{indicator.id}: all_of")
        if indicator.reported is Reported.PERIOD:
            cannot.append(f"{indicator.id}: reported: period")
    # Its verdict is that of another period's row.
    cannot += [f"{one.indicator}: due {one.since}" for era in asked.eras for one in era.plan.targets if one.since]
    cannot += [
        f"{check.rule or check.indicator}: {check.kind}"
        for era in asked.eras
        for check in era.plan.checks
        if check.kind not in decided
    ]
    return tuple(dict.fromkeys(cannot))


def stated_type(asked: Sequence[Asked], grid: Grid, engine: str) -> str:
    """Return the SQL type that holds every bound as it is stated, every figure, and their differences.

    Raises:
        UnsupportedPlan: A bound has too many digits for an engine.
    """
    places, whole = grid.places, grid.digits - grid.places
    for one in asked:
        for era in one.eras:
            for target in era.plan.targets:
                first = era.plan.cases[target.case].levels[0]
                for number in (target.goal, first.lo, first.hi):
                    if number is not None and target.goal is not None:
                        own = places_of(number)
                        if own is None or abs(Fraction(number)) >= 10**MOST_WHOLE:
                            raise UnsupportedPlan(engine, (f"{target.indicator}: {number}",))
                        places, whole = max(places, own), max(whole, len(str(abs(int(number)))))
    return f"DECIMAL({38 if whole + places > _NARROW else 18},{places})"


def asked_columns(grid: Grid, words: int, stated: str, office: str, *, ratios: bool) -> tuple[tuple[str, str], ...]:
    """Return the columns of the table of bounds.

    Args:
        grid: The grid of the figures.
        words: How many integers keep the presence of indicators.
        stated: The type of bounds as they are shown.
        office: The type of who assigned a target.
        ratios: Whether rows state numerator and denominator.
    """
    whole, text, figure = "BIGINT", "STRING", grid.type
    columns = [("a_pid", whole), ("a_iid", whole), ("which", whole), ("first_day", text), ("last_day", text)]
    columns += [("pack", whole), ("mode", whole), ("expected", whole), ("counted", whole), ("plain", whole)]
    columns += [
        ("towards", whole),
        ("paced", whole),
        ("rated", whole),
        ("hundredfold", whole),
        ("office", office),
        ("goal", stated),
    ]
    columns += [(f"b{word}", whole) for word in range(words)]
    for prefix, count in FAMILIES:
        columns += [(f"{prefix}{end}{n}", figure) for n in range(1, count + 1) for end in "az"]
    columns += [("lo", stated), ("hi", stated)]
    if ratios:
        for prefix, count in (("t", LEVELS), ("p", LEVELS), ("l", 1)):
            columns.append((f"{prefix}m", "DECIMAL(38,0)"))
            for n in range(1, count + 1):
                columns += [(f"{prefix}{end}{n}", "DECIMAL(38,0)") for end in "uwvx"]
                columns.append((f"{prefix}h{n}", whole))
    return tuple(columns)


def lowered(
    asked: Asked,
    number: int,
    pids: Mapping[Period, int],
    grid: Grid,
    bits: Sequence[Sequence[int]],
    *,
    ratios: bool,
    engine: str,
) -> Iterator[list[str | None]]:
    """Yield the rows of the table of bounds for one pack: one for each target, or indicator without, of each era.

    Args:
        asked: What is asked.
        number: The number of the pack.
        pids: The numbers of the periods.
        grid: The grid of the figures.
        bits: The integers that stand for the presence of each indicator, in the order of the pack.
        ratios: Whether rows state numerator and denominator.
        engine: The name of the engine.

    Raises:
        UnsupportedPlan: A bound has too many digits for an engine.
    """
    for era in asked.eras:
        planned: dict[str, list[PlannedTarget]] = {}
        for target in era.plan.targets:
            planned.setdefault(target.indicator, []).append(target)
        limits = {
            check.indicator: era.plan.cases[check.case].levels
            for check in era.plan.checks
            if check.kind is CheckKind.NATURAL_LIMITS
        }
        for place, indicator in enumerate(asked.pack.indicators):
            # Where targets are of the whole, a unit's figure is still doubted against those.
            doubts = doubts_of(indicator, era.period, era.plan.day, asked.pack.calendar)
            others = limits.get(indicator.id, (_ALL,)), doubts.large, doubts.small, doubts.dates
            targets: list[PlannedTarget | None] = [*planned.get(indicator.id, ())]
            for one in targets or [None]:
                which = one.which if one else 0
                lead = [str(pids[era.period]), str(place), str(which), era.first, era.last, str(number)]
                body = _body(indicator, one, era, grid, others, engine, ratios=ratios)
                yield [*lead, *body[:_LEAD], *map(str, bits[place]), *body[_LEAD:]]


def _body(
    indicator: Indicator,
    target: PlannedTarget | None,
    era: Era,
    grid: Grid,
    others: tuple[tuple[Interval, ...], ...],
    engine: str,
    *,
    ratios: bool,
) -> list[str | None]:
    hundredfold = int(indicator.unit.per) if indicator.unit else 1
    levels = _verdicts(era.plan.cases[target.case].levels, target) if target else ()
    pace = era.plan.cases[target.pace.case].levels if target and target.pace else ()
    rule = indicator.targets(era.plan.day)[target.which] if target else None
    decides = target is None or target.which == 0
    towards = rule is not None and rule.traits.directional
    mode = Mode.NOT_ASSESSED
    if target is not None:
        before = Mode.EARLY if target.early else Mode.CAPPED if target.capped else Mode.NOT_DUE
        mode = Mode.DUE if target.due else before
    counted = target is not None and decides and not indicator.parent and not towards
    ends = levels[0] if levels and target and target.goal is not None else _ALL
    body: list[str | None] = [
        str(mode),
        str(int(target is not None and target.expected_now)),
        str(int(counted)),
        str(int(indicator.kind is not Kind.VERDICT or mode != Mode.DUE)),
        str(int(towards)),
        str(_paced(target)),
        str(int(indicator.kind is Kind.RATIO)),
        str(hundredfold),
        rule.assigned_by if rule else "",
        _stated(target.goal if target else None),
    ]
    kinds = (levels, pace, *others)
    for cases, (_, count) in zip(kinds, FAMILIES, strict=True):
        for n in range(count):
            level = cases[n] if n < len(cases) else None
            body += [grid.least(level), grid.most(level)]
    body += [_stated(ends.lo), _stated(ends.hi)]
    if ratios:
        for cases, (_, count) in zip(kinds[:3], FAMILIES[:3], strict=True):
            # Of what is no ratio, numerator and denominator are never compared.
            body += _crossed(cases if indicator.kind is Kind.RATIO else (), count, hundredfold, indicator, engine)
    return body


def _verdicts(levels: tuple[Interval, ...], target: PlannedTarget) -> tuple[Interval, ...]:
    """Return what meets a target, and what exceeds it if anything does."""
    return levels[:1] + (levels[target.exceeded - 1 : target.exceeded] if target.exceeded else ())


def _paced(target: PlannedTarget | None) -> int:
    if target is None or target.pace is None:
        return Paced.NOT
    return Paced.CEILING if target.pace.ceiling else Paced.TARGET


def _stated(number: Exact | None) -> str | None:
    """Return a bound as text; that it has so few digits is what `stated_type` made sure of."""
    places = None if number is None else places_of(number)
    if number is None or places is None:
        return None
    above, below = number.as_integer_ratio()
    # Every digit as it stands, for engines read an exponent by numbers that may be too short for it.
    digits = str(abs(above) * 10**places // below).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if above < 0 else ''}{whole}{'.' * bool(rest)}{rest}"


def _crossed(
    levels: Sequence[Interval], count: int, hundredfold: int, indicator: Indicator, engine: str
) -> list[str | None]:
    """Return what a ratio is compared with: ``n*m >= u*d + w`` and ``n*m <= v*d - x``, where level n is there."""
    found = factors(levels, hundredfold)
    if found is None:
        raise UnsupportedPlan(engine, (f"{indicator.id}: a bound on numerator and denominator",))
    times, ends = found
    row: list[str | None] = [str(times)]
    for n in range(count):
        level, (low, high) = (levels[n], ends[n]) if n < len(levels) else (None, (None, None))
        row += [None if low is None else str(low), str(int(level.lo_open)) if level else "0"]
        row += [None if high is None else str(high), str(int(level.hi_open)) if level else "0"]
        row.append(str(int(level is not None)))
    return row
