"""Changes since the same period of the year before, and rates of growth that are reported as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.period import Period
from checker.errors import UnsupportedPlan
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.plan.compiler import compile_plan
from tests.examples import each_row
from tests.office import Office, found, indicator

GROWTH = indicator("thu", more="baseline: same_period\ntarget: {grow_by: 8}")
FALL = indicator("vu", unit="vụ", better="lower", more="baseline: same_period\ntarget: {reduce_by: 5}")
STATED = "baseline: {value: 100, period: 2023, source: {document: nq, clause: x}}\n"
SINCE_2023 = indicator("thu", more=f"{STATED}target: {{grow_by: 8}}\npace: none")


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


class Years:
    """The office of one year, and that of the year before with a pack of its own."""

    def __init__(self, folder: Path, *indicators: str, before: str = "thu", unit: str = "tỷ đồng", more: str = ""):
        self.now = Office(folder, *indicators)
        self.then = Office(folder / "then", indicator(before, unit=unit, more=more))
        text = self.then.pack.read_text(encoding="utf-8").replace("2024", "2023")
        rules = folder / "rules" / "thu"
        rules.mkdir(parents=True)
        (rules / "2024.yaml").write_text(self.now.pack.read_text(encoding="utf-8"), encoding="utf-8")
        (rules / "2023.yaml").write_text(text, encoding="utf-8")

    def send(self, office: Office, period: str, rows: str, **more: str) -> None:
        path = Path(office.send(period, rows, **more))
        text = path.read_text(encoding="utf-8")
        head = f"submission: 1\npack: thu/{period[:4]}\n"
        path.write_text(text.replace("submission: 1\n", head), encoding="utf-8")

    def run(self, engine: str = "direct"):
        return check([*self.now.sent, *self.then.sent], Options(engine=engine))


@pytest.fixture
def chdir(tmp_path, monkeypatch):
    """Packs are named by their ids, and found below `rules`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def last(run, period):
    return next(report for report in run.reports if str(report.submission.period) == period)


class TestSamePeriod:
    @pytest.mark.parametrize(
        ("value", "verdict", "gate"),
        [
            ("107.9", "unmet", "fail"),
            ("108", "met", "pass"),
            ("108.1", "exceeded", "pass"),
            ("gần 109", "undecided", "fail"),
        ],
    )
    def test_when_due(self, chdir, engine, value, verdict, gate):
        years = Years(chdir, GROWTH)
        years.send(years.now, "2024", f'thu: "{value.replace(".", ",")}"')
        years.send(years.then, "2023", "thu: 100")
        result = last(years.run(engine), "2024").results[0]
        assert (str(result.verdict), str(result.gate)) == (verdict, gate)
        assert result.bound.baseline == 100

    @pytest.mark.parametrize(
        ("value", "pace"), [("51.2", "behind"), ("51.3", "at_risk"), ("54", "on_track"), ("56.7", "ahead")]
    )
    def test_before_it_is_asked_at_each_period_and_never_met_early(self, chdir, engine, value, pace):
        years = Years(chdir, GROWTH)
        years.send(years.now, "2024-H1", f"thu: {value}")
        years.send(years.then, "2023-H1", "thu: 50")
        years.send(years.then, "2023-Q1", "thu: 20")
        result = last(years.run(engine), "2024-H1").results[0]
        assert (str(result.verdict), str(result.pace)) == ("not_due", pace)
        basis = result.pace_basis
        assert (basis.method, basis.expected, basis.needed_per_month, basis.projection) == (
            "same_period",
            54,
            None,
            None,
        )

    def test_a_reduction(self, chdir, engine):
        years = Years(chdir, FALL, before="vu", unit="vụ")
        years.send(years.now, "2024-H1", "vu: 16")
        years.send(years.now, "2024", "vu: 35")
        years.send(years.then, "2023-H1", "vu: 20")
        years.send(years.then, "2023", "vu: 40")
        run = years.run(engine)
        assert [str(last(run, period).results[0].verdict) for period in ("2024-H1", "2024")] == ["not_due", "met"]
        assert str(last(run, "2024-H1").results[0].pace) == "behind"

    def test_its_unit_is_converted_and_sums_count(self, chdir):
        years = Years(chdir, GROWTH, unit="triệu đồng", more="reported: period")
        years.send(years.now, "2024-H1", "thu: 54")
        years.send(years.then, "2023-Q1", "thu: 20000")
        years.send(years.then, "2023-Q2", "thu: 30000")
        run = years.run()
        # The report of the second quarter is that of the half-year only where it says so.
        assert last(run, "2024-H1").results[0].lacks == "2023-H1"
        years.send(years.then, "2023-H1", "thu: 50000")
        assert last(years.run(), "2024-H1").results[0].bound.baseline == 50

    @pytest.mark.parametrize(
        ("before", "said"),
        [
            (None, "no"),
            ("thu: gần 100", "no"),
            ("thu: abc", "no"),
            ("x: 5", "no"),
            ("thu: 0", "no"),
            ("thu: -5", "no"),
            ("thu: 100", None),
        ],
    )
    def test_without_the_year_before_nothing_is_decided_and_that_is_told(self, chdir, engine, before, said):
        years = Years(chdir, GROWTH)
        years.send(years.now, "2024", "thu: 120")
        if before:
            years.send(years.then, "2023", before if before.startswith("x") else before.replace(": ", ': "') + '"')
        report = last(years.run(engine), "2024")
        result = report.results[0]
        if said is None:
            assert (str(result.verdict), found(report, prefix="T025")) == ("exceeded", [])
            return
        assert (str(result.verdict), result.lacks, str(report.gate.decision)) == ("no_data", "2023", "warn")
        (line,) = found(report)
        assert line == (
            "T025 warn Indicator thu is compared with the same period of the year before, and no report of 2023 among "
            "the files has a figure that a change can be measured from"
        )

    def test_before_it_is_due_that_is_told_too(self, chdir):
        years = Years(chdir, GROWTH)
        years.send(years.now, "2024-H1", "thu: 120")
        (report,) = years.run().reports
        assert [line[:4] for line in found(report)] == ["T025"]
        assert str(report.results[0].verdict) == "not_due"

    def test_what_was_due_without_it_stays_so(self, chdir, engine):
        years = Years(chdir, indicator("thu", more="baseline: same_period\ndue: 2024-H1\ntarget: {grow_by: 8}"))
        years.send(years.now, "2024-H1", "thu: 54")
        years.send(years.now, "2024-9M", "thu: 70")
        (line,) = found(last(years.run(engine), "2024-9M"))
        assert line.startswith("T025 warn")
        assert "no report of 2023-H1 among the files" in line
        years.send(years.then, "2023-H1", "thu: 50")
        report = last(years.run(engine), "2024-9M")
        assert (str(report.results[0].verdict), found(report)) == ("met", [])

    def test_since_nothing_there_is_no_rate_but_a_fall(self, chdir):
        years = Years(chdir, FALL.replace("vu", "thu"), unit="vụ")
        years.send(years.now, "2024", "thu: 3")
        years.send(years.then, "2023", "thu: 0")
        assert str(last(years.run(), "2024").results[0].verdict) == "unmet"

    def test_no_figure_is_no_data_of_the_usual_kind(self, tmp_path):
        office = Office(tmp_path, GROWTH, indicator("chi", more="target: {at_least: 1}\npace: none"))
        office.send("2024", "chi: 1")
        assert [line[:4] for line in found(office.run().reports[0])] == ["T003"]

    def test_of_another_office(self, tmp_path):
        also = "also:\n  - assigned_by: Tỉnh\n    target: {grow_by: 9}\n    source: {document: nq, clause: x}\n"
        office = Office(tmp_path, indicator("thu", more=f"baseline: same_period\n{also}target: {{grow_by: 8}}"))
        office.send("2024", 'thu: "tăng 8,5%"')
        office.send("2024", "thu: 50", name="x", as_of="2025-01-03")
        (report,) = office.run(office.sent[0]).reports
        assert [str(one.verdict) for one in report.results] == ["exceeded", "unmet"]
        (report,) = office.run(office.sent[1]).reports
        assert [line[:9] for line in found(report)] == ["T025 warn", "T025 pass"]

    @pytest.mark.parametrize("text", ["tăng 7%", "tăng 8%"])
    def test_rows_in_bulk_refuse_a_rate(self, tmp_path, text):
        office = Office(tmp_path, SINCE_2023, indicator("chi", more="target: {at_least: 1}\npace: none"))
        rows = f"unit,period,indicator,value\nthu,2024,thu,{text}\nthu,2024,chi,0\n"
        (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings(locale="vi"))
        assert ([one.code.id for one in done.run.diagnostics], done.verdicts) == (["D144"], {"unmet": 1})

    def test_a_plan_needs_somebody_who_looks_for_it(self, tmp_path):
        pack = load_pack(str(Office(tmp_path, GROWTH).pack))
        with pytest.raises(UnsupportedPlan, match="thu: baseline same_period"):
            compile_plan(pack, Period(2024))

    def test_it_goes_with_a_change_alone(self, tmp_path):
        office = Office(tmp_path, indicator("thu", more="baseline: same_period\ntarget: {at_least: 7}"))
        office.send("2024", "thu: 1")
        assert [one.code.id for one in office.run().diagnostics if one.severity == "error"] == ["P210"]


class TestRates:
    @each_row(
        ("pack", "period", "text", "verdict"),
        [
            (GROWTH, "2024", "tăng 7,9%", "unmet"),
            (GROWTH, "2024", "tăng 8% so với cùng kỳ", "met"),
            (GROWTH, "2024", "tăng 8,1%", "exceeded"),
            (GROWTH, "2024", "giảm 8,1%", "unmet"),
            (GROWTH, "2024", "tăng gần 9%", "undecided"),
            (GROWTH, "2024-H1", "tăng 8,1%", "not_due"),
            (SINCE_2023, "2024", "tăng 8%", "met"),
            # Within the year a rate since the same period is none since the year before.
            (SINCE_2023, "2024-H1", "tăng 8%", "invalid"),
            (GROWTH, "2024", "tăng 8 điểm %", "invalid"),
            (GROWTH, "2024", "còn 8%", "invalid"),
            (GROWTH, "2024", "8%", "invalid"),
            (GROWTH.replace("grow_by: 8", "grow_by: 8, strict: true"), "2024", "tăng 8%", "unmet"),
            (GROWTH.replace("tỷ đồng", "%"), "2024", "tăng 8%", "invalid"),
            (FALL.replace("vu", "thu"), "2024", "giảm 8%", "invalid"),
        ],
    )
    def test_a_rate_is_compared_as_it_is(self, tmp_path, engine, pack, period, text, verdict):
        office = Office(tmp_path, pack)
        office.send(period, f'thu: "{text}"')
        (report,) = office.run(engine=engine).reports
        assert str(report.results[0].verdict) == verdict
        assert found(report, prefix="T025") == []

    @pytest.mark.parametrize(
        ("rate", "verdict", "codes"),
        [
            ("tăng 8,5%", "exceeded", []),
            ("tăng 8,4%", "exceeded", []),
            ("tăng 8,3%", "exceeded", ["C025"]),
            ("tăng 7,9%", "unmet", ["C025"]),
            ("8,5%", "exceeded", []),
        ],
    )
    def test_it_is_held_against_the_levels_where_both_are_there(self, chdir, engine, rate, verdict, codes):
        years = Years(chdir, GROWTH)
        years.send(years.now, "2024", f'thu: {{value: "108,5 tỷ đồng", growth: "{rate}"}}')
        years.send(years.then, "2023", "thu: 100")
        report = last(years.run(engine), "2024")
        assert str(report.results[0].verdict) == verdict
        assert [line[:4] for line in found(report, prefix="C")] == codes
        if codes:
            assert found(report, prefix="C")[0] == (
                f"C025 fail Indicator thu: {rate} is reported, but 108.5 tỷ đồng is 8.5 % more than 100 tỷ đồng"
            )

    def test_it_decides_where_the_year_before_is_not_there(self, tmp_path, engine):
        office = Office(tmp_path, GROWTH)
        office.send("2024", 'thu: {value: "108,5 tỷ đồng", growth: "tăng 8,5%"}')
        (report,) = office.run(engine=engine).reports
        assert (str(report.results[0].verdict), found(report)) == ("exceeded", [])
        assert report.results[0].shortfall is None

    def test_a_pack_proves_it_by_examples(self, tmp_path):
        examples = "examples:\n  - given: {thu: tăng 8%}\n    expect: {thu: met}\n"
        office = Office(tmp_path, GROWTH, more=examples)
        office.send("2024", 'thu: "tăng 9%"')
        assert office.run().exit_code == 0

    @each_row(
        ("pack", "rate", "code"),
        [
            (GROWTH, "abc", "D103"),
            (GROWTH, "hết", "D103"),
            (GROWTH, "tăng 8 điểm %", "D141"),
            (GROWTH, "còn 8%", "D103"),
            (GROWTH, "108,5", "D160"),
            (GROWTH, "80%", "D160"),
            (indicator("thu", more="target: {at_least: 100}"), "tăng 8%", "C024"),
            (SINCE_2023.replace("2023", "2021"), "tăng 8%", "C024"),
        ],
    )
    def test_a_stated_rate_that_is_not_used_is_told(self, tmp_path, pack, rate, code):
        office = Office(tmp_path, pack)
        office.send("2024", f'thu: {{value: 108, growth: "{rate}"}}')
        told = [line[:9] for line in found(office.run().reports[0]) if line[0] == "D" or line[:4] == "C024"]
        assert told == [f"{code} pass" if code == "C024" else f"{code} fail"]


@each_row(
    ("measured", "text", "verdict", "code"),
    [
        (SINCE_2023, "tăng 8%", "met", ""),
        (SINCE_2023, "tăng 7,9%", "unmet", "T001"),
        (SINCE_2023, "8%", "invalid", "D264"),
        (SINCE_2023, "tăng 8 tỷ đồng", "invalid", "D144"),
        (SINCE_2023, "giảm còn 8 tỷ đồng", "unmet", "T001"),
        (indicator("thu", more="target: {at_least: 100}"), "tăng 8%", "invalid", "D144"),
        (indicator("thu", more="measures: increase\ntarget: {at_least: 1}"), "tăng 8%", "invalid", "D107"),
        (
            indicator("thu", unit="điểm %", kind="ratio", more="measures: reduction\ntarget: {at_least: 0.5}"),
            "giảm từ 2,5% xuống còn 1,9%",
            "exceeded",
            "",
        ),
    ],
)
def test_a_form_that_states_units_takes_a_rate_as_other_files_do(tmp_path, measured, text, verdict, code):
    office = Office(tmp_path, measured)
    unit = "điểm %" if "điểm %" in measured else "tỷ đồng"
    path = tmp_path / "form.csv"
    path.write_text(f'STT,Chỉ tiêu,ĐVT,Thực hiện năm 2024\n,Chỉ tiêu thu,{unit},"{text}"\n', encoding="utf-8")
    asked = Options(pack=str(office.pack), engine="direct", unit="thu", period=Period(2024), locale="vi")
    (report,) = check([str(path)], asked).reports
    assert str(report.results[0].verdict) == verdict
    assert [line[:4] for line in found(report) if line[:4] != "T003"] == ([code] if code else [])
