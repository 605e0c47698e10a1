"""Time in rows in bulk as in single submissions: revisions, the year before, comparisons that lack something."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest

from checker.assessment import Options
from checker.bulk.comparisons import Room
from checker.bulk.duck import DuckDatabase
from checker.bulk.grid import FigureGrid
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain import codes
from checker.domain.check import CHECKS as TRAITS
from checker.domain.interval import Interval
from checker.domain.text import Message
from checker.errors import SubmissionError
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.database import database
from tests.examples import some_nightly
from tests.office import Office, indicator, said
from tests.test_relations import BROKEN, counts

pytestmark = pytest.mark.slow

UNITS = "reporting: {units: [a, b, c]}\n"
WHOLE = "reporting: {units: [a, b, c], roll_up: true}\n"
BOTH = (UNITS, WHOLE)
FLOW = indicator("thu", more="target: {at_least: 100}")
COUNT = indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 10}")
GROWTH = indicator("thu", more="baseline: same_period\ntarget: {grow_by: 8}")
HEAD = "unit,period,indicator,value,as_of,percent_of_plan,amends,growth"
FOUND = (
    "SELECT unit, CAST(period AS VARCHAR), CAST(code AS VARCHAR), CAST(indicator AS VARCHAR), CAST(gate AS VARCHAR) "
    "FROM read_parquet(?)"
)
ELSEWHERE = ("D119",)
"""What is said of units that sent nothing; single submissions know no periods in which they did not."""


def in_turn(cases):
    """Return some cases with units alone and the others with their whole: by day in one way, in the night in both."""
    halves = [(cases[place::2], more) for place in (0, 1) for more in (BOTH[place], BOTH[1 - place])]
    return some_nightly(halves, halves[::2].__contains__)


_APART = 8
"""How many years lie between two cases of one run; each fourth of them is a leap year, as 2024 is."""


def moved(text: str, number: int) -> str:
    """Return a text of a case with its years moved."""
    return re.sub(r"\b20[12]\d\b", lambda year: str(int(year[0]) + number * _APART), text)


class Country:
    """Packs of several years, and rows of their units."""

    def __init__(self, folder: Path, packs: dict[int, str]) -> None:
        """Write the packs below `rules`."""
        self.folder, self.packs = folder, {}
        self.units = "pack" if any("roll_up" in text for text in packs.values()) else "data"
        for year, text in packs.items():
            path = folder / "rules" / "thu" / f"{year}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.packs[year] = path

    def found(self, rows: list[str], now: dt.date | None = None) -> set[tuple[str, ...]]:
        """Return what is found of the rows, each report as a submission of its own."""
        sent: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in csv.DictReader([HEAD, *rows], restval=""):
            sent.setdefault((row["unit"], row["period"], row["as_of"], row["amends"]), []).append(row)
        paths = []
        for number, ((unit, period, day, amends), own) in enumerate(sent.items()):
            head = f"submission: 1\npack: thu/{period[:4]}\nunit: {unit}\nperiod: {period}\nsynthetic: true\n"
            lines = [head, f"as_of: {day}\n" if day else "", f"amends: {amends}\n" if amends else "", "observations:\n"]
            for row in own:
                stated = ", ".join(f"{key}: {row[key]}" for key in ("value", "percent_of_plan", "growth") if row[key])
                lines.append(f"  {row['indicator']}: {{{stated}}}\n")
            path = self.folder / f"{number}.yaml"
            path.write_text("".join(lines), encoding="utf-8")
            paths.append(str(path))
        run = check(paths, Options(engine="direct", rules=str(self.folder / "rules"), now=now))
        return {
            (one.submission.unit, str(one.submission.period), finding.code.id, finding.indicator, str(finding.gate))
            for one in run.reports
            for finding in one.findings
            if finding.code.id not in ELSEWHERE
        }

    def in_bulk(self, rows: list[str], **settings):
        """Return what is found of the rows in bulk, and the run."""
        path, out = self.folder / "rows.csv", self.folder / "out"
        path.write_text(
            "\n".join([HEAD, *(row + "," * (HEAD.count(",") - row.count(",")) for row in rows), ""]), encoding="utf-8"
        )
        packs = [load_pack(str(pack)) for pack in self.packs.values()]
        done = run_bulk([str(path)], packs, BulkSettings(**{"units": self.units, "output": str(out)} | settings))
        with database() as own:
            found = own.execute(FOUND, [f"{out}/findings.parquet"]).fetchall()
        return {one for one in found if one[2] not in ELSEWHERE}, done


def country(folder: Path, packs: dict[int, list[str]], more: str = UNITS, cases: int = 1) -> Country:
    """Write packs; for several cases the same packs again, of other years."""
    texts = {}
    for number, (year, indicators) in product(range(cases), packs.items()):
        office = Office(folder / str(year), *indicators, more=more)
        text = office.pack.read_text(encoding="utf-8").replace("2024", str(year))
        texts[year + number * _APART] = moved(text, number)
    return Country(folder, texts)


def alike(folder: Path, packs: dict[int, list[str]], cases: list[list[str]], more: str = UNITS, **settings):
    """Compare cases in one run, each in years of its own, for a run takes as long as dozens of rows.

    Returns:
        What was found of all of them, and the run.
    """
    made = country(folder, packs, more, len(cases))
    rows = [moved(row, number) for number, case in enumerate(cases) for row in case]
    (found, done), expected = made.in_bulk(rows, **settings), made.found(rows, **settings)
    for number, case in enumerate(cases):
        years = {str(year + number * _APART) for year in (2022, 2023, 2024, 2025)}
        both = [{one for one in those if one[1][:4] in years} for those in (found, expected)]
        assert both[0] == both[1], case
    assert found == expected
    assert done.accounts.rows == len(rows)
    return found, done


REVISED = [
    "a,2024,thu,100,2025-01-05,",
    "a,2024,ho,10,2025-01-05,",
    "a,2024,thu,90,2025-01-20,",
    "b,2024,thu,100,2025-01-05,",
    "b,2024,ho,9,2025-01-05,",
    "c,2024-H1,thu,40,2024-07-02,",
    "c,2024-H1,ho,5,2024-07-02,",
    "c,2024-H1,thu,60,2024-07-15,",
    "c,2024,thu,200,2025-01-09,",
]


WHOLE_REVISED = [
    "a,2024,thu,50,2025-01-05,",
    "a,2024,ho,10,2025-01-05,",
    "a,2024,thu,20,2025-01-20,",
    "b,2024,thu,30,2025-01-05,",
    "c,2024,thu,25,2025-01-05,",
    "c,2024-H1,thu,10,2024-07-02,",
]


class TestRevisions:
    @pytest.mark.parametrize(
        ("cases", "now"),
        [
            (
                [
                    REVISED,
                    [*REVISED, "a,2024,thu,120,2025-02-01,", "a,2024,ho,11,2025-02-01,"],
                    ["a,2024,thu,100,2024-12-20,", "b,2024,thu,100,2025-01-20,", "b,2024,thu,100,2025-01-21,"],
                ],
                None,
            ),
            ([REVISED], dt.date(2025, 1, 10)),
        ],
    )
    def test_are_told_as_one_by_one(self, tmp_path, cases, now):
        found, _ = alike(tmp_path, {2024: [FLOW, COUNT]}, cases, now=now)
        assert {code for _, _, code, *_ in found} >= ({"T021", "T022"} if now else {"T010", "T021", "T022"})

    def test_are_told_however_few_units_are_judged_at_a_time(self, tmp_path, monkeypatch):
        monkeypatch.setattr("checker.bulk.unit_by_unit._AT_ONCE", 1)
        made = country(tmp_path, {2024: [FLOW, COUNT]})
        assert made.in_bulk(REVISED)[0] == made.found(REVISED)

    def test_of_units_revise_the_whole(self, tmp_path):
        own = [[], ["thu,2024,thu,300,2025-01-03,"], ["thu,2024,thu,1,2025-01-03,", "thu,2024,thu,2,2025-01-21,"]]
        cases = [[*WHOLE_REVISED, *more] for more in own]
        found, _ = alike(tmp_path, {2024: [FLOW, COUNT]}, cases, more=WHOLE)
        assert "T010" in {one[2] for one in found if one[:2] == ("thu", "2024")}

    def test_nothing_is_said_where_nothing_is_revised(self, tmp_path):
        _, done = country(tmp_path, {2024: [FLOW, COUNT]}).in_bulk(REVISED[:2])
        assert done.run.notices == ()


WHOLES = ("", ", roll_up: true")


class TestTheYearBefore:
    def test_is_that_of_each_unit(self, tmp_path):
        cases = [
            ["a,2023,thu,100,,", "a,2024,thu,107,,", "b,2023,thu,100,,", "b,2024,thu,109,,", "c,2024,thu,50,,"],
            ["a,2023-H1,thu,40,,", "a,2024-H1,thu,41,,", "a,2024-H1,ho,9,,"],
            ["a,2023,thu,100,2024-01-05,", "a,2023,thu,90,2024-01-20,", "a,2024,thu,99,,"],
            ["a,2024,thu,100,,", "a,2025,thu,107,,", "b,2023,thu,10,,", "b,2024,thu,11,,", "b,2025,thu,11,,"],
        ]
        _, done = alike(tmp_path, {2023: [FLOW], 2024: [GROWTH, COUNT], 2025: [GROWTH]}, cases)
        assert done.accounts.judged + done.accounts.superseded == done.accounts.rows

    def test_is_lacking_without_its_pack(self, tmp_path):
        found, _ = country(tmp_path, {2024: [GROWTH]}).in_bulk(["a,2024,thu,107,,"])
        assert [one[2] for one in found] == ["T025"]

    @pytest.mark.parametrize("before", WHOLES)
    def test_is_that_of_the_whole(self, tmp_path, before):
        """Two cases, each in years of its own: the units of both are those of both packs."""
        texts, rows = {}, []
        for number in (0, 1):
            for year, own, whole in ((2023, [MONTHLY, FLOWING], before), (2024, [GROWING, FLOWING], WHOLES[1])):
                office = Office(tmp_path / str(year), *own, more=f"reporting: {{units: [a, b]{whole}}}\n")
                text = office.pack.read_text(encoding="utf-8").replace("2024", str(year))
                texts[year + number * _APART] = moved(text, number)
            case = summed_rows(number, (2023, 2024))
            if number and not before:
                case += [f"thu,2023-{part},thu,{value},," for part, value in (("H1", 70), ("Q1", 30))]
            rows += [moved(row, number) for row in case]
        made = Country(tmp_path, texts)
        found, _ = made.in_bulk(rows)
        assert found == made.found(rows)
        assert {one[2] for one in found if one[0] == "thu"} & {"T001", "T004", "T025"}


MONTHLY = indicator("thu", more="reported: period\ntarget: {at_least: 100}")
GROWING = indicator("thu", more="reported: period\nbaseline: same_period\ntarget: {grow_by: 8}")
FLOWING = indicator("ho", unit="tấn", more="target: {at_least: 30}")
KEPT = "checks:\n  steady: {change: {of: thu, percent: 50}}\n  kept: {never_falling: ho}\n"


def summed_rows(seed: int, years: tuple[int, ...], days: tuple[str, ...] = ("",)) -> list[str]:
    """Return rows of two units that say most of what there is to say of some periods."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    return [
        f"{unit},{year}-{part},{id_},{drawn.choice((0, 5, 20, 25, 50, 60))},{day and f'{year + 1}-{day}'},"
        for year in years
        for unit in "ab"
        for part in ("Q1", "H1", "Q2", "9M", "H2")
        for day in days[: drawn.choice((1, 1, 2))]
        for id_ in ("thu", "ho")
        if drawn.random() < 0.96
    ]


def test_every_check_over_time_is_decided_in_columns(tmp_path):
    texts, sent = {}, []
    forms = [form for form, traits in TRAITS.items() if traits.over_time and traits.linear]
    for number, form in enumerate(forms):
        operands, reports = BROKEN[TRAITS[form].operands]
        one = country(tmp_path, {2024: [*counts("a")]}, more=f"checks: {{x: {{{form}: {operands}}}}}\n{UNITS}")
        texts[2024 + number * _APART] = moved(one.packs[2024].read_text(encoding="utf-8"), number)
        for unit, report in zip("ab", reports, strict=True):
            figures = (("2024-Q1", "9"), ("2024-H1", report.removeprefix("a: ")))
            sent += [moved(f"{unit},{period},a,{figure},,", number) for period, figure in figures]
    made = Country(tmp_path, texts)
    found, done = made.in_bulk(sent)
    assert found == made.found(sent)
    assert not any("judged unit by unit" in notice.template for notice in done.run.notices)
    assert {code for _, _, code, *_ in found} >= {getattr(codes, TRAITS[form].code).id for form in forms}


class TestWholesOfPeriods:
    """What units report of a period alone is put together, and then added up."""

    def test_is_judged_as_one_by_one(self, tmp_path):
        cases = [summed_rows(seed, (2024,), days) for days, seed in product([("",), ("01-10", "01-20")], range(3))]
        more = "reporting: {units: [a, b], roll_up: true}\n" + KEPT
        found, _ = alike(tmp_path, {2024: [MONTHLY, FLOWING]}, cases, more=more)
        for number in range(len(cases)):
            own = {one[2] for one in found if one[0] == "thu" and one[1][:4] == str(2024 + number * _APART)}
            assert own & {"T001", "T003", "T004"}


CHECKS = """
checks:
  steady: {change: {of: st, percent: 50}}
  moved: {change: {of: ho, amount: 3}}
  within: {less_or_equal: [ho, all]}
  kept: {never_falling: ho}
  share: {percent_of_plan: {of: thu, equals: pc}}
"""
RELATED = [
    FLOW,
    COUNT,
    indicator("all", unit="hộ", kind="stock"),
    indicator("pc", unit="%", kind="ratio", more="limits: none"),
    indicator("st", kind="stock"),
]
PERIODS = ("2024-01", "2024-02", "2024-Q1", "2024-Q2", "2024-06", "2024-H1", "2024-9M", "2024")


class TestComparisonsNotMade:
    @pytest.mark.parametrize("seeds", some_nightly([range(3), range(3, 6)], range(3).__eq__))
    def test_are_told_as_one_by_one(self, tmp_path, seeds):
        cases = []
        for seed in seeds:
            drawn = random.Random(seed)  # noqa: S311 - no secret
            cases.append(
                [
                    f"{unit},{period},{id_},{drawn.choice((0, 1, 5, 9, 12, 14, 40, 100))},,"
                    for unit in "abc"
                    for period in PERIODS
                    if drawn.random() < 0.6
                    for id_ in ("thu", "ho", "all", "pc", "st")
                    if drawn.random() < 0.7
                ]
            )
        found, _ = alike(tmp_path, {2024: RELATED}, cases, more=CHECKS + UNITS)
        assert {"C024"} < {code for _, _, code, *_ in found}

    def test_not_where_all_could_be_made(self, tmp_path):
        figures = {"thu": (10, 14), "ho": (5, 6), "all": (9, 9), "pc": (10, 14), "st": (4, 5)}
        rows = [f"a,{p},{id_},{two[n]},," for n, p in enumerate(("2024-Q1", "2024-H1")) for id_, two in figures.items()]
        found, _ = country(tmp_path, {2024: RELATED}, more=CHECKS + UNITS).in_bulk(rows)
        assert [one[1] for one in found if one[2] == "C024"] == ["2024-Q1"]

    def test_of_one_check_alone(self, tmp_path):
        lacking = [
            ("kept: {never_falling: ho}", True, False),
            ("moved: {change: {of: ho, amount: 9}}", True, False),
            ("steady: {change: {of: ho, percent: 50}}", True, False),
            ("within: {less_or_equal: [ho, all]}", False, True),
            # Without a plan above zero it is never made.
            ("share: {percent_of_plan: {of: none, equals: pc}}", True, True),
        ]
        nothing = indicator("none", more="target: {at_least: 0}\npace: none")
        rows = [f"a,{period},{id_},10,," for period in PERIODS[2:6:3] for id_ in ("ho", "none", "pc")]
        rows.append("a,2024-Q1,all,10,,")
        # Another unit's earlier report is none of its own.
        rows += [f"b,2024-H1,{id_},10,," for id_ in ("ho", "none", "pc")]
        texts, sent = {}, []
        for number, (check_, *_) in enumerate(lacking):
            one = country(tmp_path, {2024: [*RELATED, nothing]}, more=f"checks:\n  {check_}\n{UNITS}")
            texts[2024 + number * _APART] = moved(one.packs[2024].read_text(encoding="utf-8"), number)
            sent += [moved(row, number) for row in rows]
        made = Country(tmp_path, texts)
        found, _ = made.in_bulk(sent)
        assert found == made.found(sent)
        told = {one[:2] for one in found if one[2] == "C024"}
        for number, (check_, first, second) in enumerate(lacking):
            year = 2024 + number * _APART
            expected = {("a", f"{year}-{part}") for part, lacks in (("Q1", first), ("H1", second)) if lacks}
            assert {one for one in told if one[1][:4] == str(year)} == expected | {("b", f"{year}-H1")}, check_

    def test_percentages_of_a_plan_that_is_none(self, tmp_path):
        ceiling = indicator("vu", unit="vụ", better="lower", more="target: {at_most: 20}")
        rows = ["a,2024,vu,19,,95", "a,2024,thu,100,,100", "b,2024,thu,100,,100", "b,2024,x,5,,50", "c,2024,vu,,,95"]
        made = country(tmp_path, {2024: [FLOW, ceiling, indicator("x", unit="hộ", kind="stock")]})
        found, _ = made.in_bulk([*rows, "c,2024,thu,100,,", "a,2024-H1,vu,5,,0"])
        assert found == made.found([*rows, "c,2024,thu,100,,", "a,2024-H1,vu,5,,0"])
        assert {one[:2] for one in found if one[2] == "C024"} == {("a", "2024"), ("a", "2024-H1")}


RUNS = {
    # Figures of a and of b at Q1, H1 and 9M, whether any can have fallen, and who has.
    "apart": (("10", "20", "30"), ("15", "21", "31"), False, set()),
    "touching": (("10", "20", "30"), ("20", "30", "40"), False, set()),
    "overlapping": (("21", "22", "30"), ("10", "20", "40"), True, set()),
    "fallen": (("25", "20", "30"), ("10", "20", "40"), True, {("a", "2024-H1")}),
    "by little": (("10", "20", "30"), ("20.25", "20.23", "40"), True, {("b", "2024-H1")}),
    "over a gap": (("27", "", "24"), ("10", "30", "40"), True, {("a", "2024-9M")}),
    "one period": (("25", "", ""), ("10", "", ""), False, set()),
}


class TestSumsThatHaveFallen:
    """They are looked for only where the figures of the periods overlap, which numbers of a file show by themselves."""

    @pytest.mark.parametrize("possible", [False, True])
    def test_are_found_wherever_they_can_be(self, tmp_path, monkeypatch, possible):
        # Each is of an indicator of its own, for it is by indicator that figures overlap.
        runs = {name.replace(" ", "_"): run for name, run in RUNS.items() if run[2] is possible}
        flows = [FLOW.replace("thu", name) for name in runs]
        path, made, kept = tmp_path / "rows.parquet", country(tmp_path, {2024: flows}), []
        rows = [
            f"('{unit}', '2024-{part}', '{name}', CAST({value} AS DECIMAL(9,2)))"
            for name, (first, second, _, _) in runs.items()
            for unit, values in (("a", first), ("b", second))
            for part, value in zip(("Q1", "H1", "9M"), values, strict=True)
            if value
        ]
        with database() as own:
            own.execute(
                f"COPY (SELECT * FROM (VALUES {', '.join(rows)}) t(unit, period, indicator, value)) "  # noqa: S608
                f"TO '{path}' (FORMAT parquet)"
            )
        keep = DuckDatabase.keep

        def kept_too(self, name, sql):
            kept.append(name)
            keep(self, name, sql)

        monkeypatch.setattr(DuckDatabase, "keep", kept_too)
        packs = [load_pack(str(pack)) for pack in made.packs.values()]
        run_bulk([str(path)], packs, BulkSettings(units="data", output=str(tmp_path / "out")))
        with database() as own:
            found = own.execute(FOUND, [f"{tmp_path}/out/findings.parquet"]).fetchall()
        fallen = {(name, *one) for name, (*_, those) in runs.items() for one in those}
        assert {(one[3], *one[:2]) for one in found if one[2] == codes.FELL.id} == fallen
        assert ("over_time" in kept) == possible


CORRECTED = [
    ["a,2024,thu,100,2025-01-05,,", "a,2024,ho,10,2025-01-05,,", "a,2024,thu,90,2025-01-20,,true"],
    ["a,2024,thu,100,2025-01-05,,", "a,2024,ho,10,2025-01-05,,", "a,2024,thu,90,2025-01-05,,true"],
    # of a correction, and of a full report after one
    [
        *("a,2024,thu,100,2025-01-05,,", "a,2024,ho,10,2025-01-05,,", "a,2024,thu,90,2025-01-20,,true"),
        "a,2024,thu,95,2025-01-21,,true",
    ],
    ["a,2024,thu,100,2025-01-05,,", "a,2024,ho,9,2025-01-10,,true", "a,2024,thu,70,2025-01-20,,"],
    # of nothing
    ["a,2024,thu,100,2025-01-05,,true", "b,2024,thu,100,2025-01-05,,", "a,2024,ho,11,2025-01-06,,true"],
    ["a,2024,thu,100,,,true", "b,2024,thu,100,,,"],
    # of figures of a day before the period has ended
    ["a,2024,thu,100,2024-12-05,,", "a,2024,ho,10,2024-12-05,,", "a,2024,thu,90,2025-01-20,,true"],
]


class TestCorrections:
    @pytest.mark.parametrize(("cases", "more"), in_turn(CORRECTED))
    def test_leave_what_they_do_not_name(self, tmp_path, cases, more):
        _, done = alike(tmp_path, {2024: [FLOW, COUNT]}, cases, more=more)
        assert done.accounts.bad == 0

    def test_are_accounted_for(self, tmp_path):
        rows = ["a,2024,thu,100,2025-01-05,,", "a,2024,ho,10,2025-01-05,,", "a,2024,thu,90,2025-01-20,,true"]
        _, done = country(tmp_path, {2024: [FLOW, COUNT]}).in_bulk(rows)
        assert (done.accounts.judged, done.accounts.superseded) == (2, 1)
        assert done.verdicts == {"unmet": 1, "met": 1}

    def test_are_not_known_to_be_later_without_a_day(self, tmp_path):
        rows = ["a,2024,thu,100,,,", "a,2024,thu,90,,,true", "b,2024,thu,100,,,"]
        _, done = country(tmp_path, {2024: [FLOW, COUNT]}).in_bulk(rows)
        assert [one.code.id for one in done.run.diagnostics] == ["D310", "D310"]
        assert (done.accounts.judged, done.verdicts) == (1, {"met": 1})

    def test_are_called_so_in_the_words_of_offices(self, tmp_path):
        words = [("amends", "có"), ("Điều chỉnh một phần", "x"), ("amends", "false")]
        paths = []
        for number, (column, text) in enumerate(words):
            paths.append(tmp_path / f"{number}.csv")
            head = f"unit,period,indicator,value,{column}"
            paths[-1].write_text(f"{head}\nu{number},2024,thu,108,{text}\n", encoding="utf-8")
        settings = BulkSettings(units="data", output=str(tmp_path / "out"))
        run_bulk([str(path) for path in paths], [load_pack(str(Office(tmp_path, FLOW).pack))], settings)
        with database() as own:
            found = own.execute(FOUND, [f"{tmp_path}/out/findings.parquet"]).fetchall()
        assert {one[0] for one in found if one[2] == "T023"} == {"u0", "u1"}

    def test_are_refused_where_the_word_is_not_known(self, tmp_path):
        path = tmp_path / "rows.csv"
        path.write_text("unit,period,indicator,value,amends\nthu,2024,thu,108,maybe\n", encoding="utf-8")
        with pytest.raises(SubmissionError) as caught:
            run_bulk([str(path)], [load_pack(str(Office(tmp_path, FLOW).pack))], BulkSettings())
        (one,) = caught.value.diagnostics
        assert (one.code.id, isinstance(one.message, Message)) == ("D321", True)


GROWN = [
    # nobody asks for it
    ["a,2024,ho,12,,,,8.5", "b,2024,ho,12,,,,"],
    # what asks for it
    ["a,2024,gia,108,,,,8", "b,2024,gia,108,,,,9.5", "c,2024,gia,,,,,7.5", "c,2024,ho,11,,,,"],
    ["a,2024,gia,108,,,,108", "a,2024,ho,11,,,,"],
    ["a,2024,gia,108,,,,x", "a,2024,ho,11,,,,"],
]


class TestRatesOfGrowth:
    @pytest.mark.parametrize(("cases", "more"), in_turn(GROWN))
    def test_are_read_as_one_by_one(self, tmp_path, cases, more):
        grown = indicator("gia", more="baseline: {value: 100, period: 2023}\ntarget: {grow_by: 8}")
        alike(tmp_path, {2024: [FLOW, COUNT, grown]}, cases, more=more)

    def test_of_stored_numbers(self, tmp_path):
        path = tmp_path / "rows.parquet"
        with duckdb.connect() as database:
            database.execute(
                "COPY (SELECT 'thu' AS unit, 2024 AS period, 'thu' AS indicator, 108 AS value, 8.5::DOUBLE AS growth) "
                f"TO '{path}' (FORMAT parquet)"
            )
        asked = indicator("thu", more="baseline: {value: 100, period: 2023}\ntarget: {grow_by: 8}")
        done = run_bulk(
            [str(path)], [load_pack(str(Office(tmp_path, asked).pack))], BulkSettings(output=str(tmp_path / "out"))
        )
        assert done.findings == {"C025": 1}


NAMED = """unit_title: {vi: UBND huyện Thu, en: Thu district}
reporting:
  units:
    a: {title: {vi: UBND xã An, en: An commune}, short: An, kind: xã}
    b: {vi: Xã Bình, en: Binh commune}
    c: {vi: Xã Cao, en: Cao commune}
"""


class TestNamesOfUnits:
    ROWS: ClassVar = [
        "a,2024,thu,120,,",
        "Ủy ban nhân dân xã An,2024,ho,9,,",
        " Xã Bình,2024,thu,50,,",
        "huyện Thu,2024,thu,50,,",
    ]

    @pytest.mark.parametrize("roll_up", ["", "  roll_up: true\n"])
    def test_are_those_of_their_ids(self, tmp_path, roll_up):
        made = country(tmp_path, {2024: [FLOW, COUNT]}, more=NAMED + roll_up)
        found, done = made.in_bulk(self.ROWS)
        meant = [
            row.replace("Ủy ban nhân dân xã An", "a").replace(" Xã Bình", "b").replace("huyện Thu", "thu")
            for row in self.ROWS
        ]
        assert found == made.found(meant)
        titles = {"a": "An commune", "b": "Binh commune", "thu": "Thu district"}
        assert {report.unit.id: said(report.unit.name) for report in done.run.reports}.items() <= titles.items()
        with duckdb.connect() as database:
            told = database.execute(
                "SELECT DISTINCT unit, unit_title FROM read_parquet(?)", [str(tmp_path / "out" / "by_unit.parquet")]
            ).fetchall()
        assert dict(told) == {"a": "UBND xã An", "b": "Xã Bình", "thu": "UBND huyện Thu"}

    def test_stand_in_lists_of_units(self, tmp_path):
        made = country(tmp_path, {2024: [FLOW, COUNT]}, more=NAMED)
        (tmp_path / "units.txt").write_text("UBND xã An\nc\n", encoding="utf-8")
        path = tmp_path / "rows.csv"
        path.write_text("unit,period,indicator,value\na,2024,thu,120\nXã Bình,2024,thu,1\n", encoding="utf-8")
        done = run_bulk(
            [str(path)], [load_pack(str(made.packs[2024]))], BulkSettings(units=str(tmp_path / "units.txt"))
        )
        assert (done.accounts.judged, done.accounts.not_addressed, done.findings["D119"]) == (1, 1, 1)
        assert done.run.survey is not None
        assert "Cao commune" in " ".join(said(one.message) for one in done.run.survey.gate.reasons)
        assert "Cao commune" in {said(line.unit.name) for line in done.run.survey.lines}


class TestFiguresInOneInteger:
    @pytest.mark.parametrize(("places", "most"), [(0, 9), (2, 99_999), (2, 10_000_000), (5, 20_000), (0, 2**31 - 3)])
    def test_are_those_that_went_in(self, places, most):
        drawn, pids = random.Random(places + most), [7, 3, 5, 1, 0]  # noqa: S311 - no secret
        grid = FigureGrid.of(max(1, len(str(most)) - places), places)
        among = Interval(Fraction(-1, 10**places), Fraction(most, 10**places))
        room = Room.of(grid, among)
        assert room is not None
        figures = [-1, most, 0, None, *(drawn.randint(-1, most) for _ in range(8))]
        rows = [(n, pid, figures[drawn.randrange(len(figures))]) for n in range(20) for pid in pids]
        with duckdb.connect() as database:
            database.execute(f"CREATE TABLE i (n INTEGER, pid BIGINT, steps BIGINT, v {grid.type})")
            scaled = [(*row, None if row[2] is None else str(Decimal(row[2]).scaleb(-places))) for row in rows]
            database.executemany("INSERT INTO i VALUES (?, ?, ?, ?)", scaled)
            words = ", ".join(f"{sql} AS w{n}" for n, sql in enumerate(room.packed(pids, "pid", "v")))
            out = ", ".join(f"{sql} + {room.least - 1}" for sql in room.unpacked(len(pids), "w"))
            packed = database.execute(
                f"SELECT {out} FROM (SELECT n, {words} FROM i GROUP BY n) p ORDER BY n"  # noqa: S608 - made here
            ).fetchall()
        assert packed == [tuple(steps for n, _, steps in rows if n == number) for number in range(20)]

    def test_is_not_tried_where_they_are_too_long(self):
        assert Room.of(FigureGrid.of(12, 0), Interval(Fraction(0), Fraction(2**31))) is None
        assert Room.of(FigureGrid.of(9, 9), Interval(Fraction(0), Fraction(1))) is None

    def test_is_tried_up_to_its_bounds(self):
        # Two numbers of 31 bits are the most, and 16 digits together with those that make whole numbers of them.
        most = 2**31 - 2
        assert Room.of(FigureGrid.of(12, 0), Interval(Fraction(0), Fraction(most))) is not None
        assert Room.of(FigureGrid.of(12, 0), Interval(Fraction(0), Fraction(most + 1))) is None
        assert Room.of(FigureGrid.of(8, 4), Interval(Fraction(0), Fraction(1))) is not None
        assert Room.of(FigureGrid.of(9, 4), Interval(Fraction(0), Fraction(1))) is None


class TestDrawn:
    @pytest.mark.parametrize(("seeds", "more"), in_turn(range(4)))
    def test_reports_say_the_same_in_columns_and_one_by_one(self, tmp_path, seeds, more):
        cases = []
        for seed in seeds:
            drawn = random.Random(seed)  # noqa: S311 - no secret
            rows = []
            for unit in ("a", "b", "c", "thu"):
                for period, end in (("2024-Q1", "2024-03-31"), ("2024-H1", "2024-06-30"), ("2024", "2024-12-31")):
                    first = dt.date.fromisoformat(end) + dt.timedelta(drawn.choice((-9, 2, 9)))
                    days = [first + dt.timedelta(n) for n in range(drawn.choice((1, 1, 2, 3)))]
                    for number, day in enumerate(days):
                        amends = "true" if number and drawn.random() < 0.5 else ""
                        for id_ in ("thu", "ho"):
                            if drawn.random() < (0.5 if amends else 0.9):
                                growth = "3.5" if drawn.random() < 0.1 else ""
                                value = drawn.choice((5, 9, 10, 12, 33, 40, 100, 120))
                                rows.append(f"{unit},{period},{id_},{value},{day},,{amends},{growth}")
            cases.append(rows)
        checks = "checks:\n  moved: {change: {of: ho, amount: 3}}\n"
        _, done = alike(tmp_path, {2024: [FLOW, COUNT]}, cases, more=more + checks)
        assert done.accounts.bad == 0
