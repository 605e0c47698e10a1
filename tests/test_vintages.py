"""The day of the figures: days that cannot be, and final figures of a day before their period ends."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Matter
from checker.domain.basis import FailOn
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.reporters.json import document
from tests.examples import examples
from tests.office import Office, found, indicator, said

pytestmark = pytest.mark.slow

FLOW = indicator("thu", more="target: {at_least: 100}\npace: none")
KEPT = indicator("giu", kind="stock", more="target: {keep: 50}\nfrequency: half")
NOW = dt.date(2025, 3, 1)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, FLOW, KEPT)


def ran(office, *paths, now=NOW, engine="direct", **options):
    return check(paths or office.sent, Options(pack=str(office.pack), engine=engine, now=now, **options))


def codes(run):
    return [one.code.id for one in run.diagnostics]


def goals(run):
    return [report.results[0].bound.number for report in run.reports]


class TestDaysThatCannotBe:
    @pytest.mark.parametrize(
        ("period", "day", "code"),
        [
            ("2024", "2025-03-01", None),
            ("2024", "2025-03-02", "D151"),
            ("2024", "2052-01-20", "D151"),
            ("2024", "2023-12-31", "D152"),
            ("2024", "2024-01-01", None),
            ("2024-H2", "2024-06-30", "D152"),
            ("2024-H2", "2024-07-01", None),
        ],
    )
    def test_both_sides_of_each_boundary(self, office, period, day, code):
        office.send(period, "thu: 100", as_of=day)
        run = ran(office)
        assert codes(run) == ([code] if code else [])
        assert (len(run.reports), run.exit_code == 3) == ((0, True) if code else (1, False))
        if code:
            assert run.diagnostics[0].location.line == 4

    def test_a_mistyped_year_wins_over_nothing(self, office):
        office.send("2024", "thu: 90", as_of="2052-01-20")
        office.send("2024", "thu: 100\ngiu: 50", as_of="2025-01-20")
        run = ran(office)
        assert codes(run) == ["D151"]
        (report,) = run.reports
        assert found(report) == []
        assert {str(one.verdict) for one in report.results} == {"met"}

    def test_a_report_to_come_begins_when_its_calendar_says(self, office):
        text = office.pack.read_text(encoding="utf-8")
        office.pack.write_text(text.replace("year: 2024\n", "year: 2024\ncalendar: nd09\n"), encoding="utf-8")
        office.send("2024-H2", "thu: 100", as_of="2024-06-15")
        assert codes(ran(office)) == []
        office.send("2024-H2", "thu: 100", as_of="2024-06-14", name="early")
        assert codes(ran(office, office.sent[-1])) == ["D152"]

    def test_without_a_clock_no_day_is_too_late(self, office):
        office.send("2024", "thu: 100", as_of="2052-01-20")
        assert codes(ran(office, now=None)) == []


@pytest.mark.parametrize("engine", ["direct", "rete"])
class TestFinalBeforeTheEnd:
    def test_what_is_due_is_not_decided(self, office, engine):
        office.send("2024", "thu: 310\ngiu: 50", as_of="2024-12-30")
        (report,) = ran(office, engine=engine).reports
        assert {(str(one.verdict), str(one.data)) for one in report.results} == {("undecided", "estimate")}
        assert [line.split()[0] for line in found(report)] == ["T017", "T016", "T016"]
        assert found(report)[0] == (
            "T017 pass 2 figures that are not called estimates are of a day before 2024 ends on 2024-12-31, "
            "and count as such"
        )
        assert report.gate.decision == "fail"

    def test_the_last_day_is_the_end(self, office, engine):
        office.send("2024", "thu: 310\ngiu: 50", as_of="2024-12-31")
        (report,) = ran(office, engine=engine).reports
        assert [(str(one.verdict), str(one.data)) for one in report.results] == [
            ("exceeded", "final"),
            ("met", "final"),
        ]
        assert found(report) == []

    def test_an_estimate_that_says_so_is_decided_as_one(self, office, engine):
        office.send("2024", "thu: {value: 310, status: estimate}\ngiu: 50", as_of="2024-11-30")
        (report,) = ran(office, engine=engine).reports
        assert [str(one.verdict) for one in report.results] == ["exceeded", "undecided"]
        assert [line.split()[0] for line in found(report)] == ["T017", "T008", "T016"]
        assert found(report)[0].startswith("T017 pass 1 figures")

    def test_what_is_not_due_stays_so_and_is_an_estimate(self, office, engine):
        office.send("2024-H1", "thu: 50", as_of="2024-06-04")
        (report,) = ran(office, engine=engine).reports
        thu = report.results[0]
        assert (thu.verdict, thu.data) == ("not_due", "estimate")

    def test_no_figure_is_no_data(self, office, engine):
        office.send("2024", "thu: 310", as_of="2024-11-30")
        (report,) = ran(office, engine=engine).reports
        assert report.results[1].verdict == "no_data"


def test_a_whole_is_as_early_as_any_of_its_units(tmp_path):
    more = "reporting: {units: [a, b], roll_up: true}\n"
    office = Office(tmp_path, FLOW, more=more)
    office.send("2024", "thu: 60", unit="a", as_of="2025-01-05")
    office.send("2024", "thu: 60", unit="b", as_of="2024-12-05")
    *_, whole = ran(office).reports
    assert (whole.submission.unit, str(whole.results[0].verdict)) == ("thu", "undecided")
    assert [line.split()[0] for line in found(whole)] == ["T017", "T016"]
    rows = "unit,period,indicator,value,as_of\na,2024,thu,60,2025-01-05\nb,2024,thu,60,2024-12-05\n"
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings())
    whole, *_ = done.run.reports
    assert (whole.submission.unit, str(whole.results[0].verdict)) == ("thu", "undecided")
    assert [line.split()[0] for line in found(whole)] == ["T017", "T016"]


class TestBulk:
    @pytest.mark.parametrize(
        ("day", "accounts", "verdicts", "told"),
        [
            ("2052-01-20", (2, 1, 1, 0, 0), {"unmet": 1}, ["D151"]),
            ("2023-12-31", (2, 1, 1, 0, 0), {"unmet": 1}, ["D152"]),
            ("2025-02-01", (2, 1, 0, 1, 0), {"exceeded": 1}, []),
            ("2024-12-31", (2, 1, 0, 1, 0), {"unmet": 1}, []),
        ],
    )
    def test_days_that_cannot_be_are_bad_rows(self, tmp_path, day, accounts, verdicts, told):
        office = Office(tmp_path, FLOW)
        rows = f"unit,period,indicator,value,as_of\nthu,2024,thu,90,2025-01-20\nthu,2024,thu,310,{day}\n"
        (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings(now=NOW))
        assert (done.accounts, done.verdicts) == (accounts, verdicts)
        assert [one.code.id for one in done.run.diagnostics] == told

    def test_final_before_the_end_is_judged_as_in_a_single_submission(self, tmp_path):
        office = Office(tmp_path, FLOW)
        rows = "unit,period,indicator,value,as_of\nthu,2024,thu,310,2024-12-05\n"
        (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings(now=NOW))
        assert (done.accounts, done.verdicts) == ((1, 1, 0, 0, 0), {"undecided": 1})
        assert done.findings == {"T016": 1, "T017": 1}

    def test_a_day_that_does_not_count_hides_no_other(self, tmp_path):
        """A unit that the plain engine judges keeps only its days that can be."""
        office = Office(tmp_path, FLOW)
        rows = "thu,2024,thu,310,2024-12-05\nthu,2024,thu,90,2052-01-20\nthu,2024-H1,thu,90,2023-12-05\n"
        (tmp_path / "rows.csv").write_text("unit,period,indicator,value,as_of\n" + rows, encoding="utf-8")
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings(now=NOW))
        assert (done.accounts, done.verdicts) == ((3, 1, 2, 0, 0), {"undecided": 1})


class TestTheDayOfTheQuestion:
    def test_later_figures_are_not_looked_at_and_named(self, office):
        office.send("2024", "thu: 120\ngiu: 50", as_of="2025-01-05")
        later = office.send("2024", "thu: 90\ngiu: 50", as_of="2025-01-20")
        run = ran(office, as_of=dt.date(2025, 1, 19))
        (report,) = run.reports
        assert (str(report.submission.as_of), report.day) == ("2025-01-05", dt.date(2025, 1, 19))
        assert [str(one.verdict) for one in report.results] == ["exceeded", "met"]
        (notice,) = run.notices
        assert said(notice) == (
            f"{later}: the figures are of 2025-01-20, after the day of the question, so they are not looked at"
        )
        on_the_day = ran(office, as_of=dt.date(2025, 1, 20))
        assert str(on_the_day.reports[0].results[0].verdict) == "unmet"
        assert ["superseded" in said(one) for one in on_the_day.notices] == [True]

    def test_with_nothing_to_look_at_nothing_is_evaluated(self, office):
        office.send("2024", "thu: 120", as_of="2025-01-05")
        run = ran(office, as_of=dt.date(2024, 12, 31))
        assert (run.reports, run.exit_code, len(run.notices)) == ((), 5, 1)

    @pytest.mark.parametrize(
        ("sent", "day"),
        [
            ([("2024-H1", "2024-07-02"), ("2024-9M", "2024-10-02")], dt.date(2024, 10, 2)),
            ([("2024-H1", "2024-12-02"), ("2024-9M", "2024-10-02")], dt.date(2024, 12, 2)),
            ([("2024-H1", "2024-07-02"), ("2024-9M", "")], dt.date(2024, 7, 2)),
            ([("2024-H1", ""), ("2024-9M", "")], dt.date(2024, 9, 30)),
        ],
    )
    def test_unless_stated_it_follows_from_the_submissions(self, office, sent, day):
        for period, as_of in sent:
            office.send(period, "thu: 50", as_of=as_of)
        assert {report.day for report in ran(office).reports} == {day}

    def test_a_file_that_does_not_count_sets_no_day(self, office):
        office.send("2024-H1", "thu: 50", as_of="2052-07-02")
        office.send("2024-9M", "thu: 50", as_of="2024-10-02")
        assert {report.day for report in ran(office).reports} == {dt.date(2024, 10, 2)}

    @pytest.mark.parametrize(("day", "number"), [("2024-06-30", 100), ("2024-07-01", 200)])
    def test_all_targets_are_of_that_day(self, tmp_path, day, number):
        source = "source: {document: nq, clause: thu}"
        history = f"history:\n  - since: 2024-07-01\n    target: {{at_least: 200}}\n    {source}\n"
        office = Office(tmp_path, indicator("thu", more=f"{history}target: {{at_least: 100}}"))
        office.send("2024-Q1", "thu: 10", as_of="2024-04-01")
        office.send("2024-H1", "thu: 30", as_of=day)
        assert goals(ran(office)) == [number, number]
        rows = f"thu,2024-Q1,thu,10,2024-04-01\nthu,2024-H1,thu,30,{day}\n"
        (tmp_path / "rows.csv").write_text("unit,period,indicator,value,as_of\n" + rows, encoding="utf-8")
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings(now=NOW, worst=50))
        assert set(goals(done.run)) == {number}

    def test_later_rows_are_not_looked_at_in_bulk(self, tmp_path):
        office = Office(tmp_path, FLOW)
        rows = "thu,2024,thu,120,2025-01-05\nthu,2024,thu,90,2025-01-20\n"
        (tmp_path / "rows.csv").write_text("unit,period,indicator,value,as_of\n" + rows, encoding="utf-8")
        asked = BulkSettings(now=NOW, as_of=dt.date(2025, 1, 19))
        done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], asked)
        assert (done.accounts, done.verdicts) == ((2, 1, 0, 0, 1), {"exceeded": 1})
        assert "D153 day-after-the-question: 1" in said(done.run.notices[0])

    @given(
        sent=st.lists(
            st.tuples(st.sampled_from(["2024-H1", "2024"]), st.integers(0, 150), st.integers(0, 300)),
            min_size=1,
            max_size=6,
            unique_by=lambda one: (one[0], one[2]),
        ),
        asked=st.integers(0, 400),
    )
    @settings(max_examples=examples(12), deadline=None)
    def test_no_answer_for_a_day_changes_when_later_entries_are_added(self, tmp_path_factory, sent, asked):
        office = Office(tmp_path_factory.mktemp("days"), FLOW)
        first, day = dt.date(2024, 6, 1), dt.date(2024, 6, 1) + dt.timedelta(days=asked)
        paths = [
            (of, office.send(period, f"thu: {value}", as_of=str(of)))
            for period, value, days in sent
            for of in [first + dt.timedelta(days=days)]
        ]
        known = [path for of, path in paths if of <= day]
        whole = ran(office, *(path for _, path in paths), now=None, as_of=day)
        if known:
            assert ran(office, *known, now=None, as_of=day).reports == whole.reports
        else:
            assert whole.reports == ()


class TestWhatARunRestsOn:
    def test_json_says_what_was_asked_from_which_day_and_by_which_files(self, office, tmp_path):
        office.send("2024-H1", "thu: 50", as_of="2024-07-02")
        waivers, baseline = tmp_path / "waivers.yaml", tmp_path / "baseline.yaml"
        waivers.write_text("waivers: 1\npack: thu/2024\nentries: []\n", encoding="utf-8")
        baseline.write_text("baseline: 1\n", encoding="utf-8")
        options = Options(pack=str(office.pack), engine="direct", fail_on=FailOn((Matter.BEHIND,), warnings=True))
        told = document(check(office.sent, options, [str(waivers)], str(baseline)))["run"]
        assert told["day"] == "2024-07-02"
        assert (told["engine"], told["options"]["engine"]) == ("direct", "direct")
        assert told["options"]["fail_on"] == ["behind", "warning"]
        assert told["waivers"] == [{"path": str(waivers), "sha256": sha256(waivers.read_bytes()).hexdigest()}]
        assert told["baseline"]["sha256"] == sha256(baseline.read_bytes()).hexdigest()

    def test_so_does_a_run_in_bulk(self, tmp_path):
        office = Office(tmp_path, FLOW)
        (tmp_path / "rows.csv").write_text("unit,period,indicator,value\nthu,2024,thu,120\n", encoding="utf-8")
        run = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], BulkSettings()).run
        told = document(run)["run"]
        assert (told["day"], told["engine"], told["options"]["packs"]) == ("2024-12-31", "columnar", ["thu/2024"])


class TestCopiesAndSuperseded:
    @pytest.mark.parametrize("engine", ["direct", "rete"])
    def test_the_same_bytes_count_once(self, office, engine):
        first = office.send("2024", "thu: 120\ngiu: 50", as_of="2025-01-05")
        copy = office.send("2024", "thu: 120\ngiu: 50", as_of="2025-01-05", name="copy")
        run = ran(office, engine=engine)
        assert (codes(run), len(run.reports), run.exit_code) == ([], 1, 0)
        assert [said(one) for one in run.notices] == [f"{copy} has the same bytes as {first}; they count once"]
        assert len(ran(office, first, first).reports) == 1

    def test_bytes_that_cannot_be_of_their_day_are_told_once(self, office):
        for name in ("one", "two"):
            office.send("2024", "thu: 120", as_of="2052-01-05", name=name)
        run = ran(office)
        assert (codes(run), len(run.notices)) == (["D151"], 1)

    def test_other_bytes_of_the_same_day_are_refused_as_before(self, office):
        office.send("2024", "thu: 120", as_of="2025-01-05", name="one")
        office.send("2024", "thu: 121", as_of="2025-01-05", name="two")
        assert codes(ran(office)) == ["D022", "D022"]

    def test_every_superseded_submission_is_named_whatever_it_changes(self, office):
        days = ("2025-01-05", "2025-01-20", "2025-02-01")
        one, two, three = (office.send("2024", "thu: 120\ngiu: 50", as_of=day) for day in days)
        office.send("2024-H1", "thu: 20\ngiu: 50", as_of="2024-07-05")
        assert [said(notice) for notice in ran(office, three, one, two, office.sent[-1]).notices] == [
            f"{one}: the figures of 2025-01-05 are superseded by those of 2025-02-01 in {three}",
            f"{two}: the figures of 2025-01-20 are superseded by those of 2025-02-01 in {three}",
        ]
