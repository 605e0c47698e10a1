"""Later submissions for one period: corrections of a few rows, rows that are left out, and what is told of a change."""

from __future__ import annotations

import pytest

from tests.examples import each_row
from tests.office import Office, found, indicator, number, said

FLOW = indicator("thu", more="target: {at_least: 100}")
OTHER = indicator("chi", more="target: {at_least: 50}\npace: none")
STOCK = indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 10}\npace: none")
CORRECTS = "amends: true"


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, FLOW, OTHER, STOCK)


def verdicts(report):
    return {one.indicator: str(one.verdict) for one in report.results}


class TestCorrections:
    def test_the_rows_that_it_does_not_name_stay(self, office, engine):
        full = office.send("2024", "thu: 120\nchi: 60\nho: 10", as_of="2025-01-05")
        correction = office.send("2024", "chi: 40", as_of="2025-01-20", more=CORRECTS)
        run = office.run(*reversed(office.sent), engine=engine)
        (report,) = run.reports
        assert verdicts(report) == {"thu": "exceeded", "chi": "unmet", "ho": "met"}
        assert [one.location.path for one in report.results] == [full, correction, full]
        assert found(report, prefix="T0")[1:] == [
            "T010 warn Indicator chi: exceeded by the figures of 2025-01-05, unmet by those of 2025-01-20"
        ]
        (notice,) = run.notices
        assert said(notice) == (
            f"{full}: the figures of 2025-01-05 are amended by those of 2025-01-20 in {correction}; "
            "what that does not name stays"
        )
        assert (report.submission.synthetic, len(report.submission.observations)) == (True, 3)
        assert (report.submission.path, report.submission.sha256) == (f"{full} + {correction}", "")

    def test_without_the_word_the_later_one_is_all_there_is(self, office, engine):
        office.send("2024", "thu: 120\nchi: 60\nho: 10", as_of="2025-01-05")
        office.send("2024", "chi: 40", as_of="2025-01-20")
        (report,) = office.run(engine=engine).reports
        assert verdicts(report) == {"thu": "no_data", "chi": "unmet", "ho": "no_data"}
        (line,) = found(report, prefix="T022")
        assert line == (
            "T022 warn 2 indicators had a figure in the submission of 2025-01-05 and have none in that of 2025-01-20: "
            "Indicator thu, Indicator ho"
        )

    def test_corrections_add_up_and_a_full_submission_ends_them(self, office):
        office.send("2024", "thu: 90\nchi: 60\nho: 9", as_of="2025-01-05")
        office.send("2024", "thu: 100", as_of="2025-01-06", more=CORRECTS)
        office.send("2024", "ho: 10", as_of="2025-01-07", more=CORRECTS)
        (report,) = office.run().reports
        assert verdicts(report) == {"thu": "met", "chi": "exceeded", "ho": "met"}
        last = office.send("2024", "thu: 80\nchi: 50\nho: 9", as_of="2025-01-08")
        run = office.run()
        assert verdicts(run.reports[0]) == {"thu": "unmet", "chi": "met", "ho": "unmet"}
        assert all(said(one).endswith(f"superseded by those of 2025-01-08 in {last}") for one in run.notices)

    def test_a_correction_may_be_of_the_day_of_what_it_amends(self, office):
        office.send("2024", "thu: 90\nchi: 60\nho: 10", as_of="2025-01-05")
        office.send("2024", "thu: 100", as_of="2025-01-05", more=CORRECTS, name="a")
        assert verdicts(office.run(*reversed(office.sent)).reports[0])["thu"] == "met"
        office.send("2024", "thu: 99", as_of="2025-01-05", more=CORRECTS, name="b")
        run = office.run()
        assert ([one.code.id for one in run.diagnostics], run.reports) == (["D022"] * 3, ())

    def test_an_earlier_correction_is_superseded(self, office):
        office.send("2024", "thu: 1", as_of="2025-01-04", more=CORRECTS)
        office.send("2024", "thu: 100\nchi: 60\nho: 10", as_of="2025-01-05")
        (report,) = office.run().reports
        assert verdicts(report)["thu"] == "met"
        assert found(report, prefix="T023") == []

    @pytest.mark.parametrize("company", [False, True])
    def test_with_nothing_to_amend_that_is_told(self, office, company):
        path = office.send("2024", "thu: 100", as_of="2025-01-05", more=CORRECTS)
        if company:
            office.send("2024-H1", "thu: 60", as_of="2024-07-02")
        report = office.run().reports[0]
        assert verdicts(report) == {"thu": "met", "chi": "no_data", "ho": "no_data"}
        assert found(report)[0] == (
            "T023 warn this submission amends an earlier one of thu for 2024, which is not among the files"
        )
        assert str(report.findings[0].location) == f"{path}:5:9"

    def test_it_takes_the_place_of_what_could_not_be_read(self, office):
        office.send("2024", "thu: abc\nchi: {value: 60, status: xyz}\nho:\nhoo: 5", as_of="2025-01-05")
        office.send("2024", "thu: 100\nho: 12\nchi: 50", as_of="2025-01-20", more=CORRECTS)
        (report,) = office.run().reports
        assert verdicts(report) == {"thu": "met", "chi": "met", "ho": "exceeded"}
        # What names no indicator stays: nothing corrected it.
        assert [one.code.id for one in report.findings if one.gate == "fail"] == ["D101"]

    def test_what_fits_no_pack_takes_the_place_of_nothing(self, office):
        office.send("2024", "thu: 100\nchi: 50\nho: 10", as_of="2025-01-05")
        office.send("2024", "khac: 5", as_of="2025-01-20")
        run = office.run()
        assert ([one.code.id for one in run.diagnostics], run.notices) == (["D021", "D101"], ())
        assert verdicts(run.reports[0])["thu"] == "met"

    def test_what_it_states_badly_is_not_taken_from_the_earlier_one(self, office):
        office.send("2024", "thu: 120\nchi: 60\nho: 10", as_of="2025-01-05")
        office.send("2024", "thu: abc", as_of="2025-01-20", more=CORRECTS)
        (report,) = office.run().reports
        assert verdicts(report)["thu"] == "invalid"

    def test_each_figure_keeps_its_day(self, office):
        """430 of the days up to 4 June stay held against these, beside a correction of a later day."""
        office.send("2024-H1", "thu: 43\nchi: 20", as_of="2024-06-04")
        office.send("2024-H1", "chi: 21", as_of="2024-07-02", more=CORRECTS)
        (report,) = office.run().reports
        thu, chi, _ = report.results
        assert (str(thu.pace_basis.by), thu.pace_basis.stated, thu.data) == ("2024-06-04", True, "estimate")
        (line,) = found(report, prefix="T017")
        assert line.startswith("T017 pass 1 figures that are not called estimates are of a day before 2024-H1 ends")
        assert chi.data == "final"

    def test_a_tally_stays_until_it_is_stated_anew(self, office):
        tally = "tally: {counted: 3, met: 3, unmet: 0}"
        office.send("2024", "thu: 120\nchi: 60\nho: 10", as_of="2025-01-05", more=tally)
        office.send("2024", "thu: 90", as_of="2025-01-20", more=CORRECTS)
        assert [line[:4] for line in found(office.run().reports[0], prefix="C")] == ["C004"]
        office.send("2024", "thu: 90", as_of="2025-01-21", more=f"{CORRECTS}\ntally: {{counted: 3, met: 2, unmet: 1}}")
        assert found(office.run().reports[0], prefix="C") == []

    def test_sums_of_months_take_corrected_figures(self, tmp_path, engine):
        office = Office(tmp_path, indicator("thu", more="target: {at_least: 100}\npace: none\nreported: period"))
        office.send("2024-H1", "thu: 40", as_of="2024-07-02")
        office.send("2024-H1", "thu: 50", as_of="2024-07-20", more=CORRECTS)
        office.send("2024-H2", "thu: 50", as_of="2025-01-02")
        assert number(office.run(engine=engine).reports[-1]) == 100


class TestWhatIsTold:
    @pytest.mark.parametrize(
        ("before", "after", "changes"),
        [
            ("thu: 30", "thu: 60", "the pace was behind and is ahead, the gate was warn and is pass"),
            ("thu: 30", "thu: 31", None),
            ("thu: {value: 60, status: estimate}", "thu: 60", "the figure was estimate and is final"),
            (
                "thu: 60",
                "thu: {value: 48, status: provisional}",
                ("the pace was ahead and is at_risk, the figure was final and is provisional"),
            ),
            ("chi: 1", "thu: 30\nchi: 1", None),
        ],
    )
    def test_a_change_that_leaves_the_verdict(self, office, engine, before, after, changes):
        office.send("2024-H1", before, as_of="2024-07-02")
        office.send("2024-H1", after, as_of="2024-07-15")
        (report,) = office.run(engine=engine).reports
        begin = "T021 pass Indicator thu with the figures of 2024-07-15 in place of those of 2024-07-02: "
        assert found(report, prefix="T021") == ([begin + changes] if changes else [])
        assert found(report, prefix="T010") == []

    def test_a_verdict_that_a_figure_had_early_is_one(self, office, engine):
        office.send("2024-H1", "thu: 120", as_of="2024-07-02")
        office.send("2024-H1", "thu: 90", as_of="2024-07-15")
        (report,) = office.run(engine=engine).reports
        assert found(report, prefix="T010") == [
            "T010 warn Indicator thu: exceeded by the figures of 2024-07-02, not_due by those of 2024-07-15"
        ]
        office.send("2024-H1", "thu: 120", as_of="2024-07-20")
        (report,) = office.run(engine=engine).reports
        assert found(report, prefix="T010") == [
            "T010 warn Indicator thu: not_due by the figures of 2024-07-15, exceeded by those of 2024-07-20"
        ]

    def test_a_pack_says_what_it_does_to_the_gate(self, tmp_path):
        office = Office(tmp_path, FLOW, more="gate: {restated: fail}\n")
        office.send("2024-H1", "thu: 60", as_of="2024-07-02")
        office.send("2024-H1", "thu: 50", as_of="2024-07-15")
        assert str(office.run().reports[0].gate.decision) == "fail"

    def test_what_another_office_set_is_told_beside_it(self, tmp_path):
        also = "also:\n  - assigned_by: Tỉnh\n    target: {at_least: 90}\n    source: {document: nq, clause: x}\n"
        office = Office(tmp_path, indicator("thu", more=f"{also}target: {{at_least: 100}}"))
        office.send("2024", "thu: 90", as_of="2025-01-02")
        office.send("2024", "thu: 80", as_of="2025-01-15")
        lines = found(office.run().reports[0], prefix="T010")
        assert lines == [
            "T010 pass Indicator thu (assigned by Tỉnh): met by the figures of 2025-01-02, unmet by those of 2025-01-15"
        ]

    def test_a_target_of_several_parts_changes_with_them(self, tmp_path, engine):
        whole = indicator("ca", unit="", kind="verdict", more="target: {all_of: [thu, chi]}")
        office = Office(tmp_path, FLOW, OTHER, whole)
        office.send("2024", "thu: 100", as_of="2025-01-02")
        office.send("2024", "thu: 100\nchi: 50", as_of="2025-01-03")
        office.send("2024", "chi: 49", as_of="2025-01-04", more=CORRECTS)
        told = found(office.run(engine=engine).reports[0], prefix="T010")
        assert [line.split(":")[0] for line in told] == ["T010 warn Indicator chi", "T010 warn Indicator ca"]
        # That the figure of a part came in is no change.
        told = found(office.run(*office.sent[:2], engine=engine).reports[0], prefix="T0")
        assert [line for line in told if "T010" in line or "T022" in line] == []

    def test_a_unit_that_revises_revises_the_whole(self, tmp_path, engine):
        office = Office(tmp_path, FLOW, more="reporting: {units: [a, b], roll_up: true}\n")
        office.send("2024", "thu: 60", unit="a", as_of="2025-01-02")
        office.send("2024", "thu: 40", unit="b", as_of="2025-01-03")
        whole = office.run(engine=engine).reports[-1]
        assert (verdicts(whole), found(whole)) == ({"thu": "met"}, [])
        office.send("2024", "thu: 59", unit="a", as_of="2025-01-20")
        whole = office.run(engine=engine).reports[-1]
        assert found(whole, prefix="T010") == [
            "T010 warn Indicator thu: met by the figures of 2025-01-03, unmet by those of 2025-01-20"
        ]


class TestWhatCouldNotBeCompared:
    CHECKS = (
        "checks:\n  in_parts: {sum: {of: [chi, thu], equals: tong}}\n  steady: {change: {of: ho, percent: 50}}\n"
        "  up: {never_falling: ho}\n  low: {less_or_equal: [chi, thu]}\n"
        "  share: {ratio: {of: chi, to: thu, equals: ty}}\n"
        "  plan: {percent_of_plan: {of: thu, equals: ty}}\n"
    )

    def office(self, tmp_path):
        whole = indicator("tong", more="target: {at_least: 100}\npace: none")
        rate = indicator("ty", unit="%", kind="ratio", more="limits: none")
        return Office(tmp_path, FLOW, OTHER, STOCK, whole, rate, more=self.CHECKS)

    def test_every_kind_of_check(self, tmp_path, engine):
        office = self.office(tmp_path)
        office.send("2024-Q1", "thu: 10\nho: 5")
        (report,) = office.run(engine=engine).reports
        (line,) = found(report, prefix="C024")
        earlier = "no earlier report of the year has a figure to compare with"
        assert line == (
            "C024 pass 6 comparisons could not be made: in_parts (no figure of Indicator chi, Indicator tong), "
            f"steady ({earlier}), up ({earlier}), low (no figure of Indicator chi), "
            "share (no figure of Indicator chi, Indicator ty), plan (no figure of Indicator ty)"
        )

    def test_none_that_was_made(self, tmp_path, engine):
        office = self.office(tmp_path)
        office.send("2024-Q1", "thu: 10\nho: 5\nchi: 5\ntong: 15\nty: 50")
        office.send("2024-H1", "thu: 12\nho: 5\nchi: 5\ntong: 17\nty: 41.7")
        assert found(office.run(engine=engine).reports[-1], prefix="C024") == []

    def test_what_cannot_be_divided(self, tmp_path):
        office = self.office(tmp_path)
        office.send("2024-Q1", "thu: 0\nho: 0\nchi: 0\ntong: 0\nty: 0")
        office.send("2024-H1", "thu: 12\nho: 5\nchi: 5\ntong: 17\nty: 41.7")
        first, second = (found(report, prefix="C024") for report in office.run().reports)
        nothing = "a figure that is divided by is no single number above zero"
        assert first[0].endswith(f"share ({nothing})")
        assert second == [f"C024 pass 1 comparisons could not be made: steady ({nothing})"]


class TestSumsOfEarlyParts:
    BY_PERIOD = indicator("thu", more="target: {at_least: 100}\npace: none\nreported: period")

    @each_row(
        ("day", "status", "verdict", "data", "told"),
        [
            ("2024-07-02", "", "met", "final", []),
            ("2024-06-29", "", "undecided", "estimate", ["T018"]),
            ("2024-06-30", "", "met", "final", []),
            ("2024-06-29", "estimate", "met", "estimate", ["T008"]),
            ("2024-07-02", "provisional", "met", "provisional", ["T008"]),
        ],
    )
    def test_a_sum_is_no_more_final_than_its_parts(self, tmp_path, engine, day, status, verdict, data, told):
        office = Office(tmp_path, self.BY_PERIOD)
        row = f"thu: {{value: 50, status: {status}}}" if status else "thu: 50"
        office.send("2024-H1", row, as_of=day)
        office.send("2024-H2", "thu: 50", as_of="2025-01-02")
        result = (report := office.run(engine=engine).reports[-1]).results[0]
        assert (str(result.verdict), str(result.data), [line[:4] for line in found(report)]) == (verdict, data, told)
        if told == ["T018"]:
            (line,) = found(report)
            assert line == (
                "T018 fail Indicator thu cannot be decided: the sum 100 tỷ đồng holds what is not called an "
                "estimate, but is of a day before its own period ends: 2024-H1"
            )
