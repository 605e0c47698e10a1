"""Drawn packs and long rows for bulk runs, and what the plain engine says of the same rows."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from checker.assessment import Options, assess_together
from checker.bulk.model import BulkRun, BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Better, DataState, Kind
from checker.domain.check import CheckForm
from checker.domain.interval import Exact, Interval, above, below, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Report
from checker.domain.submission import Field, Figure, Observation, Phrase, Submission
from checker.domain.unit_words import parse_unit
from checker.engines.choice import Engine
from checker.engines.direct import DirectEngine
from checker.packs.model import (
    ZONES,
    Baseline,
    CheckRule,
    Limits,
    PacePlan,
    PaceRule,
    Reported,
    Reporting,
    RulePack,
)
from tests.database import database
from tests.made import LINEAR, NO_PACE, PLACE, indicator, pack, target

COLUMNS = (
    *("unit", "period", "indicator", "value", "status", "as_of", "numerator", "denominator"),
    *("confirmed", "note"),
)
BESIDE = (("x", ""), ("chưa", "Đã  kiểm tra"), ("?", "đã kiểm tra?"), ("", "số liệu đã kiểm tra"))
"""What stands in the columns ``confirmed`` and ``note``."""
UNITS = ("'); DROP TABLE rows; --", 'Xã "Đông, Tây"', "made")
STEP = Decimal("0.01")


class Row(NamedTuple):
    """One row of the long layout, as text."""

    unit: str
    period: str
    indicator: str
    value: str = ""
    status: str = ""
    as_of: str = ""
    numerator: str = ""
    denominator: str = ""
    confirmed: str = ""
    note: str = ""


def written(number: Exact) -> str:
    return format(Decimal(Fraction(number).numerator) / Decimal(Fraction(number).denominator), "f")


@st.composite
def indicators(draw, name: str):
    kind = draw(st.sampled_from([Kind.STOCK, Kind.RATIO, Kind.FLOW, Kind.VERDICT]))
    if kind is Kind.VERDICT:
        return indicator(name, kind=kind, unit=None, pace=NO_PACE, target=target(None, None))
    better = draw(st.sampled_from([Better.HIGHER, Better.LOWER, Better.NEITHER]))
    comparators = [
        "at_least",
        "above",
        "at_most",
        "below",
        "equal",
        "keep",
        "between",
        "reduce_by",
        "grow_by",
        "towards",
    ]
    number = draw(st.sampled_from(["10", "0.5", "-3", "317", "99.95"]))
    comparator = draw(st.sampled_from(comparators))
    side = {"at_most": "lower", "below": "lower", "keep": better.value, "between": better.value}.get(
        comparator, "higher"
    )
    beyond = None if comparator in ("equal", "towards") else {"higher": 7, "lower": -5}.get(side)
    made = target(
        comparator,
        number,
        str(Decimal(number) + 2) if comparator == "between" else None,
        due=Period(2024, draw(st.sampled_from(["", "", "H1"]))),
        strict=draw(st.booleans()) and comparator in ("reduce_by", "grow_by"),
        tolerance=draw(st.sampled_from(["0", "0.5"])),
        stretch=draw(st.sampled_from([None, None if beyond is None else str(Decimal(number) + beyond)])),
    )
    others = (target("at_least", "20", assigned_by="Trung ương"),) if draw(st.integers(0, 4)) == 0 else ()
    revisions = (target("at_least", "30", since="2024-04-01"),) if draw(st.integers(0, 4)) == 0 else ()
    pace = draw(
        st.sampled_from(
            [
                LINEAR,
                LINEAR,
                NO_PACE,
                PacePlan(PaceRule.MONTHS, (), ZONES),
                PacePlan(PaceRule.MILESTONES, ((Period(2024, "H1"), Decimal("33.3")),), ZONES),
                PacePlan(PaceRule.MILESTONES, ((Period(2024, "Q1"), Decimal("0.7")),), ZONES),
                PacePlan(
                    PaceRule.PROFILE, ((Period(2024, "Q1"), Decimal(20)),), (Decimal(90), Decimal(99), Decimal(110))
                ),
            ]
        )
    )
    return indicator(
        name,
        kind=kind,
        better=better,
        target=draw(st.sampled_from([made, made, made, None])),
        others=others,
        revisions=revisions,
        pace=pace,
        baseline=draw(st.sampled_from([None, Baseline(Decimal("8.4"), "2023", None)])),
        limits=draw(st.sampled_from([Limits(None, None), Limits(Decimal(0), Decimal(100))])),
        parent=draw(st.sampled_from(["", "", "i0"])) if name != "i0" else "",
        within_parent=draw(st.booleans()),
        may_fall=draw(st.booleans()),
        unit=parse_unit(draw(st.sampled_from(["tỷ đồng", "tỷ đồng", "người", "%"]))),
    )


@st.composite
def checks(draw, ids: list[str]):
    """Draw a relation between some of the indicators."""
    form = draw(st.sampled_from(list(CheckForm)))
    few = draw(st.permutations(ids))
    operands = {CheckForm.CHANGE: few[:1], CheckForm.NEVER_FALLING: few[:1], CheckForm.SUM: few}.get(form, few[:2])
    assume(form is not CheckForm.RATIO and len(operands) >= (1 if len(few[:1]) == len(operands) else 2))
    change = form is CheckForm.CHANGE
    tolerance = draw(st.sampled_from([None, Decimal(0), Decimal("0.5")]))
    limit = draw(st.sampled_from([Decimal(5), Decimal("12.5")])) if change else None
    return CheckRule(
        "luật",
        form,
        tuple(operands),
        limit,
        draw(st.booleans()) and change,
        tolerance or (Decimal(0) if change else tolerance),
        PLACE,
    )


def _near(made: RulePack, id_: str) -> list[Decimal]:
    one = made.indicator(id_)
    rules = [rule for rule in (one.target, *one.others, *one.revisions) if rule and rule.number is not None]
    ends = [end for rule in rules for end in (rule.number, rule.upper, rule.stretch) if end is not None]
    if one.baseline:
        start = one.baseline.value
        assert isinstance(start, Decimal)
        ends += [start, *(start - end for end in ends), *(start + abs(start) * end / 100 for end in ends)]
    ends += [end + slack for end in ends for slack in (Decimal("0.5"), Decimal("-0.5"))]
    times = [Decimal(n) for n in ("5", "10", "100", "3.5", "7", "14")]
    ends += [end / 2 for end in ends] + [end * n for end in ends[:6] for n in times] + [end / 300 for end in ends[:2]]
    days = [Decimal(day) for day in (44926, 44927, 45500, 46387, 46388)]
    return [*(end.quantize(STEP) for end in ends), *days, Decimal(0), Decimal(100), Decimal(1)]


@st.composite
def drawn_runs(draw) -> tuple[RulePack, list[Row]]:
    """Draw a pack, and rows about its bounds, some of them bad."""
    ids = [f"i{number}" for number in range(draw(st.integers(1, 4)))]
    made = pack(*(draw(indicators(id_)) for id_ in ids))._replace(reporting=Reporting(UNITS))
    if len(ids) > 1:
        made = made._replace(checks=tuple(draw(st.lists(checks(ids), max_size=2))))
        figures = [id_ for id_ in ids if made.indicator(id_).kind is not Kind.VERDICT]
        kept = [one for one in made.checks if set(one.operands) <= set(figures)]
        targeted = [
            one for one in kept if one.form is not CheckForm.PERCENT_OF_PLAN or made.indicator(one.operands[0]).target
        ]
        made = made._replace(checks=tuple(one._replace(id=f"luật {n}") for n, one in enumerate(targeted)))
    dated, noisy, small = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    parted = not made.checks and draw(st.booleans())
    told = [("", ""), *draw(st.sampled_from([(), BESIDE]))]
    if parted:
        freed = tuple(one._replace(within_parent=False, may_fall=True) for one in made.indicators)
        made = made._replace(indicators=freed)
    rows = []
    for unit in UNITS:
        for period in draw(
            st.lists(st.sampled_from(["2024-Q1", "2024-Q2", "2024-H1", "6T/2024", "2024"]), max_size=3, unique=True)
        ):
            for id_ in ids:
                number = draw(st.sampled_from(_near(made, id_)))
                value = str(number + draw(st.sampled_from([0, STEP, -STEP])))
                if small:
                    # Figures that add up, nearly add up, or are rounded differently.
                    value = draw(st.sampled_from(["10", "10.0", "20", "20.4", "30", "0.5", "9.96", "0", "-10", "150"]))
                verdict = made.indicator(id_).kind is Kind.VERDICT
                words = ["đạt", "Không  đạt", "vượt"] if verdict else [value] * 9
                odd = ["đạt", "" if not (parted and verdict) else "abc", "abc", "1e-2"] if noisy else []
                value = draw(st.sampled_from([*words, *odd]))
                numerator = denominator = ""
                if parted and draw(st.booleans()):
                    numerator = draw(st.sampled_from(["10", "1", "33.3", "0", "-5", "9995", "x" if noisy else "7"]))
                    denominator = draw(st.sampled_from(["10", "3", "100", "10000", "0" if noisy else "1"]))
                    value = value if verdict else draw(st.sampled_from([value, "", "33.3", "10", "100"]))
                    if noisy and draw(st.integers(0, 5)) == 0:
                        denominator = ""
                states = ["", "", "estimate", "bad"] if noisy else [""]
                said = draw(st.sampled_from(told))
                row = Row(unit, period, id_, value, draw(st.sampled_from(states)), "", numerator, denominator, *said)
                copies = draw(st.sampled_from([0, 1, 1, 1, 1, 1, 2] if noisy else [0, 1, 1, 1, 1, 1, 1]))
                rows += [row] * copies
            if dated:
                day = draw(st.sampled_from(["2024-03-31", "2024-04-01", "2024-07-02", ""]))
                rows = [row._replace(as_of=day) if (row.unit, row.period) == (unit, period) else row for row in rows]
    return made, draw(st.permutations(rows))


def in_bulk(folder: Path, made: RulePack, rows: Sequence[Row], name: str = "rows", **options: Any) -> BulkRun:
    """Run the rows as a CSV file; the results stand in ``folder / "out"``."""
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        # A column that nobody fills is not there.
        used = [place for place in range(len(COLUMNS)) if place < 4 or any(row[place] for row in rows)]
        writer.writerow([COLUMNS[place] for place in used])
        writer.writerows([[row[place] for place in used] for row in rows])
    settings = BulkSettings(output=str(folder / "out"), everything=True, worst=50)._replace(**options)
    return run_bulk([str(path)], [made], settings)


def read(folder: Path, name: str, columns: str) -> list[tuple[Any, ...]]:
    """Return columns of one of the results, sorted."""
    path = folder / "out" / f"{name}.parquet"
    # Spark writes a folder of files.
    path = path / "*.parquet" if path.is_dir() else path
    with database() as own:
        return sorted(own.execute(f"SELECT {columns} FROM read_parquet(?)", [str(path)]).fetchall(), key=repr)  # noqa: S608


def directly(made: RulePack, rows: Sequence[Row], engine: Engine | None = None) -> list[Report]:
    """Return what an engine of single submissions, the plain one unless stated, says of the rows.

    They are read by this function and nothing of the bulk room.
    """
    grouped: dict[tuple[str, Period], dict[str, list[Observation]]] = {}
    for line, row in enumerate(rows, 2):
        # What is said to be of a day before its period does not count.
        if row.unit and not (row.as_of and row.as_of < Period.parse(row.period).window(made.calendar)[0].isoformat()):
            grouped.setdefault((row.unit, Period.parse(row.period)), {}).setdefault(row.as_of, []).append(
                _observation(row, line)
            )
    submissions = []
    for (unit, period), days in sorted(grouped.items(), key=_in_order):
        # Where some rows are of a day, those without one count for nothing.
        for day in sorted(filter(None, days)) or [""]:
            as_of = dt.date.fromisoformat(day) if day else None
            submissions.append(Submission("rows.csv", "", "made/2024", unit, period, as_of, tuple(days[day])))
    return assess_together(submissions, made, engine or DirectEngine(), Options())


def _in_order(grouped: tuple[tuple[str, Period], object]) -> tuple[str, int, int]:
    """Units by name, periods by their ends, and of those with one end the longest first."""
    (unit, period), _ = grouped
    return unit, period.last_month, period.first_month


def _observation(row: Row, line: int) -> Observation:
    place = Location("rows.csv", line)
    state = None if row.status == "bad" else DataState(row.status or "final")
    value = None if row.value == "" else _field(row.value, place)
    parts = [_field(text, place) if text else None for text in (row.numerator, row.denominator)]
    if state is None:
        # A row that does not say what kind of figure it has cannot be used.
        value = value and value._replace(reading=Phrase("không rõ"))
        parts = [part and part._replace(reading=Phrase("không rõ")) for part in parts]
    one = Observation(row.indicator, place, value, state or DataState.FINAL, note=row.note)
    one = one._replace(confirmed=row.confirmed if row.confirmed == "x" else "")
    return one._replace(numerator=parts[0], denominator=parts[1])


def _field(text: str, place: Location) -> Field:
    plain = text.replace(",", ".")
    try:
        if plain.startswith("trên "):
            return Field(text, place, Figure(above(Decimal(plain[5:]))))
        if plain.startswith("dưới "):
            return Field(text, place, Figure(below(Decimal(plain[5:]))))
        if " đến " in plain:
            low, high = map(Decimal, plain.split(" đến "))
            return Field(text, place, Figure(Interval(low, high)))
        return Field(text, place, Figure(point(Decimal(plain))))
    except ArithmeticError:
        return Field(text, place, Phrase(text))


@st.composite
def falling_runs(draw) -> tuple[RulePack, list[Row]]:
    """Draw sums over the year that rise and fall by little, at periods that overlap, are missing, or end together."""
    ids = ["i0", "i1"]
    made = pack(
        *(
            indicator(
                id_,
                unit=parse_unit(draw(st.sampled_from(["tỷ đồng", "người"]))),
                kind=draw(st.sampled_from([Kind.FLOW, Kind.FLOW, Kind.STOCK])),
                may_fall=draw(st.integers(0, 3)) == 0,
                pace=NO_PACE,
                target=target("at_least", "10"),
                revisions=(target("at_least", "11", since="2024-04-01"),) if draw(st.booleans()) else (),
            )
            for id_ in ids
        )
    )._replace(reporting=Reporting(UNITS))
    if draw(st.booleans()):
        made = made._replace(
            checks=(
                CheckRule(
                    "luật",
                    CheckForm.NEVER_FALLING,
                    ("i0",),
                    None,
                    False,
                    draw(st.sampled_from([None, Decimal("0.5")])),
                    PLACE,
                ),
            )
        )
    periods = [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-Q1",
        "2024-06",
        "2024-Q2",
        "2024-H1",
        "2024-9M",
        "2024-12",
        "2024",
    ]
    values = ["10", "10.0", "9.96", "9.9", "10.04", "9", "11", "0", "-1", "10.5"]
    rows = [
        Row(unit, period, id_, draw(st.sampled_from(values)))
        for unit in UNITS
        for period in draw(st.lists(st.sampled_from(periods), min_size=1, max_size=5, unique=True))
        for id_ in draw(st.sampled_from([ids, ids, ids[:1]]))
    ]
    if draw(st.booleans()):
        days = {
            cell: draw(st.sampled_from(["2024-03-31", "2024-04-01", "2024-07-02"]))
            for cell in {row[:2] for row in rows}
        }
        rows = [row._replace(as_of=days[row[:2]]) for row in rows]
    return made, draw(st.permutations(rows))


@st.composite
def ranged_runs(draw) -> tuple[RulePack, list[Row]]:
    """Draw rows in Vietnamese notation, of which some state ranges."""
    made, rows = draw(drawn_runs())
    texts = ["trên 10", "dưới 10", "10 đến 12", "0,5 đến 10", "trên 317", "dưới 30"]
    shown = []
    for row in rows:
        figures = row.value.replace("1e-2", "0.01").replace(".", ",")
        kind = made.indicator(row.indicator).kind
        ranged = kind is not Kind.VERDICT and not row.numerator and draw(st.integers(0, 5)) == 0
        shown.append(
            row._replace(value=draw(st.sampled_from(texts)) if ranged else figures, numerator="", denominator="")
        )
    return made, shown


@st.composite
def rolled_runs(draw) -> tuple[RulePack, list[Row]]:
    """Draw rows of units whose figures are put together; figures of a day before their period ends are no part."""
    made, rows = draw(drawn_runs())
    ends = {row.period: Period.parse(row.period).window(made.calendar)[1].isoformat() for row in rows}
    rows = [row._replace(as_of=row.as_of and max(row.as_of, ends[row.period])) for row in rows]
    return made._replace(reporting=Reporting(UNITS[:2], roll_up=True)), rows


@st.composite
def plainly_runs(draw) -> tuple[RulePack, list[Row]]:
    """Draw packs that ask what columns cannot decide: compound targets, figures of single periods, quotients."""
    made, rows = draw(drawn_runs())
    figures = [one.id for one in made.indicators if one.kind is not Kind.VERDICT]
    what = draw(st.sampled_from(["all_of", "period", "ratio"]))
    if what == "period":
        flows = tuple(
            one._replace(kind=Kind.FLOW, reported=Reported.PERIOD, baseline=None) if one.id in figures else one
            for one in made.indicators
        )
        made = made._replace(indicators=flows, checks=())
    elif what == "ratio" and len(figures) >= 3:
        made = made._replace(checks=(CheckRule("luật", CheckForm.RATIO, tuple(figures[:3]), None, False, None, PLACE),))
    else:
        members = tuple(one.id for one in made.indicators if one.target is not None)
        assume(members)
        whole = indicator("chung", unit=None, kind=Kind.VERDICT, pace=NO_PACE, target=target("all_of", None))
        rule = whole.target and whole.target._replace(members=members)
        made = made._replace(indicators=(*made.indicators, whole._replace(target=rule)))
    return made, rows
