"""Time in rows in bulk as in single submissions: revisions, the year before, comparisons that lack something."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

import duckdb
import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.text import Message
from checker.errors import SubmissionError, UnsupportedPlan
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.office import Office, indicator, said

pytestmark = pytest.mark.slow

UNITS = "reporting: {units: [a, b, c]}\n"
FLOW = indicator("thu", more="target: {at_least: 100}")
COUNT = indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 10}")
GROWTH = indicator("thu", more="baseline: same_period\ntarget: {grow_by: 8}")
HEAD = "unit,period,indicator,value,as_of,percent_of_plan"
FOUND = (
    "SELECT unit, CAST(period AS VARCHAR), CAST(code AS VARCHAR), CAST(indicator AS VARCHAR), CAST(gate AS VARCHAR) "
    "FROM read_parquet(?)"
)
ELSEWHERE = ("D119",)
"""What is said of units that sent nothing; single submissions know no periods in which they did not."""


class Country:
    """Packs of several years, and rows of their units."""

    def __init__(self, folder: Path, packs: dict[int, str]) -> None:
        """Write the packs below `rules`."""
        self.folder, self.packs = folder, {}
        for year, text in packs.items():
            path = folder / "rules" / "thu" / f"{year}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.packs[year] = path

    def found(self, rows: list[str], now: dt.date | None = None) -> set[tuple[str, ...]]:
        """Return what is found of the rows, each report as a submission of its own."""
        sent: dict[tuple[str, str, str], list[dict[str, str]]] = {}
        for row in csv.DictReader([HEAD, *rows]):
            sent.setdefault((row["unit"], row["period"], row["as_of"]), []).append(row)
        paths = []
        for number, ((unit, period, day), own) in enumerate(sent.items()):
            head = f"submission: 1\npack: thu/{period[:4]}\nunit: {unit}\nperiod: {period}\nsynthetic: true\n"
            lines = [head, f"as_of: {day}\n" if day else "", "observations:\n"]
            for row in own:
                stated = ", ".join(f"{key}: {row[key]}" for key in ("value", "percent_of_plan") if row[key])
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
        path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
        packs = [load_pack(str(pack)) for pack in self.packs.values()]
        done = run_bulk([str(path)], packs, BulkSettings(units="data", output=str(out), **settings))
        with duckdb.connect() as database:
            found = database.execute(FOUND, [f"{out}/findings.parquet"]).fetchall()
        return {one for one in found if one[2] not in ELSEWHERE}, done


def country(folder: Path, packs: dict[int, list[str]], more: str = UNITS) -> Country:
    texts = {}
    for year, indicators in packs.items():
        office = Office(folder / str(year), *indicators, more=more)
        texts[year] = office.pack.read_text(encoding="utf-8").replace("2024", str(year))
    return Country(folder, texts)


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


class TestRevisions:
    @pytest.mark.parametrize(
        ("rows", "now"),
        [
            (REVISED, None),
            (REVISED, dt.date(2025, 1, 10)),
            ([*REVISED, "a,2024,thu,120,2025-02-01,", "a,2024,ho,11,2025-02-01,"], None),
            (["a,2024,thu,100,2024-12-20,", "b,2024,thu,100,2025-01-20,", "b,2024,thu,100,2025-01-21,"], None),
        ],
    )
    def test_are_told_as_one_by_one(self, tmp_path, rows, now):
        made = country(tmp_path, {2024: [FLOW, COUNT]})
        found, done = made.in_bulk(rows, now=now)
        assert found == made.found(rows, now=now)
        assert done.accounts.rows == len(rows)

    def test_each_kind_is_among_them(self, tmp_path):
        found, _ = country(tmp_path, {2024: [FLOW, COUNT]}).in_bulk(REVISED)
        assert {code for _, _, code, *_ in found} >= {"T010", "T021", "T022"}

    def test_of_very_many_units_they_are_not_told_and_that_is(self, tmp_path, monkeypatch):
        monkeypatch.setattr("checker.bulk.steps.MOST_REVISED", 1)
        made = country(tmp_path, {2024: [FLOW, COUNT]})
        found, done = made.in_bulk(REVISED)
        assert found == {one for one in made.found(REVISED) if one[2] not in ("T010", "T021", "T022")}
        assert any("what later reports change is not told" in said(notice) for notice in done.run.notices)

    def test_of_a_whole_they_are_not_told_and_that_is(self, tmp_path):
        made = country(tmp_path, {2024: [FLOW, COUNT]}, more="reporting: {units: [a, b, c], roll_up: true}\n")
        found, done = made.in_bulk(REVISED)
        assert not {one for one in found if one[2] in ("T010", "T021", "T022")}
        assert any("what later reports change is not told" in said(notice) for notice in done.run.notices)

    def test_nothing_is_said_where_nothing_is_revised(self, tmp_path):
        _, done = country(tmp_path, {2024: [FLOW, COUNT]}).in_bulk(REVISED[:2])
        assert done.run.notices == ()


class TestTheYearBefore:
    @pytest.mark.parametrize(
        "rows",
        [
            ["a,2023,thu,100,,", "a,2024,thu,107,,", "b,2023,thu,100,,", "b,2024,thu,109,,", "c,2024,thu,50,,"],
            ["a,2023-H1,thu,40,,", "a,2024-H1,thu,41,,", "a,2024-H1,ho,9,,"],
            ["a,2023,thu,100,2024-01-05,", "a,2023,thu,90,2024-01-20,", "a,2024,thu,99,,"],
            ["a,2024,thu,100,,", "a,2025,thu,107,,", "b,2023,thu,10,,", "b,2024,thu,11,,", "b,2025,thu,11,,"],
        ],
    )
    def test_is_that_of_each_unit(self, tmp_path, rows):
        made = country(tmp_path, {2023: [FLOW], 2024: [GROWTH, COUNT], 2025: [GROWTH]})
        found, done = made.in_bulk(rows)
        assert found == made.found(rows)
        assert done.accounts.judged + done.accounts.superseded == len(rows)

    def test_is_lacking_without_its_pack(self, tmp_path):
        found, _ = country(tmp_path, {2024: [GROWTH]}).in_bulk(["a,2024,thu,107,,"])
        assert [one[2] for one in found] == ["T025"]

    def test_a_whole_has_none(self, tmp_path):
        made = country(tmp_path, {2024: [GROWTH]}, more="reporting: {units: [a, b, c], roll_up: true}\n")
        with pytest.raises(UnsupportedPlan, match="thu: baseline: same_period"):
            made.in_bulk(["a,2024,thu,107,,"])


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
    @pytest.mark.parametrize("seed", range(6))
    def test_are_told_as_one_by_one(self, tmp_path, seed):
        drawn = random.Random(seed)  # noqa: S311 - no secret
        rows = [
            f"{unit},{period},{id_},{drawn.choice((0, 1, 5, 9, 12, 14, 40, 100))},,"
            for unit in "abc"
            for period in PERIODS
            if drawn.random() < 0.6
            for id_ in ("thu", "ho", "all", "pc", "st")
            if drawn.random() < 0.7
        ]
        made = country(tmp_path, {2024: RELATED}, more=CHECKS + UNITS)
        found, _ = made.in_bulk(rows)
        assert found == made.found(rows)
        assert {"C024"} < {code for _, _, code, *_ in found}

    def test_not_where_all_could_be_made(self, tmp_path):
        figures = {"thu": (10, 14), "ho": (5, 6), "all": (9, 9), "pc": (10, 14), "st": (4, 5)}
        rows = [f"a,{p},{id_},{two[n]},," for n, p in enumerate(("2024-Q1", "2024-H1")) for id_, two in figures.items()]
        found, _ = country(tmp_path, {2024: RELATED}, more=CHECKS + UNITS).in_bulk(rows)
        assert [one[1] for one in found if one[2] == "C024"] == ["2024-Q1"]

    @pytest.mark.parametrize(
        ("check_", "first", "second"),
        [
            ("kept: {never_falling: ho}", True, False),
            ("moved: {change: {of: ho, amount: 9}}", True, False),
            ("steady: {change: {of: ho, percent: 50}}", True, False),
            ("within: {less_or_equal: [ho, all]}", False, True),
            # Without a plan above zero it is never made.
            ("share: {percent_of_plan: {of: none, equals: pc}}", True, True),
        ],
    )
    def test_of_one_check_alone(self, tmp_path, check_, first, second):
        nothing = indicator("none", more="target: {at_least: 0}\npace: none")
        rows = [f"a,{period},{id_},10,," for period in PERIODS[2:6:3] for id_ in ("ho", "none", "pc")]
        rows.append("a,2024-Q1,all,10,,")
        # Another unit's earlier report is none of its own.
        rows += [f"b,2024-H1,{id_},10,," for id_ in ("ho", "none", "pc")]
        made = country(tmp_path, {2024: [*RELATED, nothing]}, more=f"checks:\n  {check_}\n{UNITS}")
        found, _ = made.in_bulk(rows)
        assert found == made.found(rows)
        told = {one[:2] for one in found if one[2] == "C024"} - {("b", "2024-H1")}
        assert told == {("a", period) for period, lacks in (("2024-Q1", first), ("2024-H1", second)) if lacks}
        assert ("b", "2024-H1", "C024") in {one[:3] for one in found}

    def test_percentages_of_a_plan_that_is_none(self, tmp_path):
        ceiling = indicator("vu", unit="vụ", better="lower", more="target: {at_most: 20}")
        rows = ["a,2024,vu,19,,95", "a,2024,thu,100,,100", "b,2024,thu,100,,100", "b,2024,x,5,,50", "c,2024,vu,,,95"]
        made = country(tmp_path, {2024: [FLOW, ceiling, indicator("x", unit="hộ", kind="stock")]})
        found, _ = made.in_bulk([*rows, "c,2024,thu,100,,", "a,2024-H1,vu,5,,0"])
        assert found == made.found([*rows, "c,2024,thu,100,,", "a,2024-H1,vu,5,,0"])
        assert {one[:2] for one in found if one[2] == "C024"} == {("a", "2024"), ("a", "2024-H1")}


class TestWhatRowsInBulkDoNotRead:
    @pytest.mark.parametrize(
        ("column", "text", "refused"),
        [
            ("amends", "true", True),
            ("amends", "có", True),
            ("Điều chỉnh một phần", "x", True),
            ("amends", "maybe", True),
            ("amends", "false", False),
            ("amends", "", False),
            ("growth", "8.5", True),
            ("growth", "", False),
        ],
    )
    def test_is_refused_where_it_says_something(self, tmp_path, column, text, refused):
        asked = indicator("thu", more="baseline: {value: 100, period: 2023}\ntarget: {grow_by: 8}")
        office = Office(tmp_path, asked)
        path = tmp_path / "rows.csv"
        path.write_text(f"unit,period,indicator,value,{column}\nthu,2024,thu,108,{text}\n", encoding="utf-8")
        packs = [load_pack(str(office.pack))]
        if not refused:
            assert run_bulk([str(path)], packs, BulkSettings()).accounts.judged == 1
            return
        with pytest.raises(SubmissionError) as caught:
            run_bulk([str(path)], packs, BulkSettings())
        (one,) = caught.value.diagnostics
        assert (one.code.id, isinstance(one.message, Message)) == ("D321", True)

    def test_a_rate_for_which_nobody_asks_changes_nothing(self, tmp_path):
        office = Office(tmp_path, FLOW)
        path = tmp_path / "rows.csv"
        path.write_text("unit,period,indicator,value,growth\nthu,2024,thu,108,8.5\n", encoding="utf-8")
        assert run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings()).verdicts == {"exceeded": 1}
