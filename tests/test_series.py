"""Several submissions in one run: periods that add up, periods that are compared, later vintages."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.period import Period
from tests.office import Office, found, indicator, number, said

TARGET = "target: {at_least: 100}\npace: none"
BY_PERIOD = indicator("thu", more=f"{TARGET}\nreported: period")
RUNNING = indicator("thu", more=TARGET)


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


def last(office, engine="direct"):
    return office.run(engine=engine).reports[-1]


def test_decimals_leave_open_whether_a_sum_fell_though_parts_stand_beside_it(tmp_path, engine):
    office = Office(tmp_path, RUNNING)
    for period, value in (("2024-06", "10,4"), ("2024-07", "10"), ("2024-08", "8")):
        office.send(period, f'thu: {{value: "{value}", numerator: 1, denominator: 2}}')
    fell = [one.split()[0] for report in office.run(engine=engine).reports for one in found(report)]
    assert [code for code in fell if code == "C014"] == ["C014"]


class TestSums:
    def test_figures_of_a_period_alone_add_up_to_the_year(self, tmp_path, engine):
        office = Office(tmp_path, BY_PERIOD)
        for period, value in (("2024-Q1", "20,5"), ("2024-04", "10"), ("2024-05", "10"), ("2024-06", "9,5")):
            office.send(period, f'thu: "{value}"')
        office.send("2024-H2", 'thu: "50 tỷ đồng"')
        *before, year = office.run(engine=engine).reports
        assert [number(report) for report in before] == [Fraction("20.5"), Fraction("30.5"), Fraction("40.5"), 50]
        result = year.results[0]
        assert (result.verdict, number(year)) == ("met", 100)
        assert [(addend.of, addend.text) for addend in result.addends] == [
            ("2024-Q1", "20,5"),
            ("2024-04", "10"),
            ("2024-05", "10"),
            ("2024-06", "9,5"),
            ("2024-H2", "50 tỷ đồng"),
        ]

    def test_a_missing_month_is_not_zero(self, tmp_path, engine):
        office = Office(tmp_path, BY_PERIOD)
        office.send("2024-H1", "thu: 200")
        office.send("2024-08", "thu: 200")
        office.send("2024-12", "thu: 200")
        report = last(office, engine)
        assert report.results[0].verdict == "no_data"
        assert found(report) == [
            (
                "D118 warn Indicator thu: the sum is incomplete: these do not report it, or not exactly once: "
                "2024-07, 2024-09, 2024-10, 2024-11"
            ),
            "T003 fail Indicator thu is due, but no figure was reported",
        ]

    def test_periods_that_overlap_are_no_sum(self, tmp_path):
        office = Office(tmp_path, BY_PERIOD)
        office.send("2024-H1", "thu: 1")
        office.send("2024-Q2", "thu: 1")
        office.send("2024-9M", "thu: 1")
        office.send("2024-Q3", "thu: 1")
        office.send("2024-Q4", "thu: 1")
        values = {str(report.submission.period): number(report) for report in office.run().reports}
        # No first quarter was sent, so there is none before the second; all else is there exactly once.
        assert values.pop("2024-Q2") is None
        assert values == {
            "2024-H1": 1,
            "2024-9M": 1,
            "2024-Q3": 2,
            "2024-Q4": 2,
        }

    def test_a_quarter_must_equal_its_months(self, tmp_path, engine):
        office = Office(tmp_path, BY_PERIOD)
        for period, value in (("2024-01", "10,2"), ("2024-02", "9"), ("2024-03", "11,1"), ("2024-Q1", "30,5")):
            office.send(period, f'thu: "{value}"')
        report = last(office, engine)
        # Each figure may be rounded: 30.3 is within 30.5 +- 0.05 +- 0.05 +- 0.5 +- 0.05.
        assert found(report, prefix="C") == []
        office.send("2024-Q1", 'thu: "31,5"', as_of="2024-04-05", name="later")
        wrong = office.run(*office.sent[:3], office.sent[-1], engine=engine).reports[-1]
        assert found(wrong, prefix="C") == [
            (
                "C016 fail Indicator thu: 31.5 tỷ đồng is reported for 2024-Q1, but the figures of its parts add up to "
                "30.3 tỷ đồng"
            )
        ]

    def test_an_invalid_month_makes_the_sum_incomplete(self, tmp_path):
        office = Office(tmp_path, BY_PERIOD)
        office.send("2024-H1", "thu: abc")
        office.send("2024-H2", "thu: 100")
        assert found(last(office))[0].startswith("D118 warn")
        assert last(office).results[0].verdict == "no_data"


@given(
    cut=st.sets(st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), max_size=11),
    values=st.lists(st.integers(0, 10**6), min_size=12, max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_how_a_year_is_split_into_files_does_not_matter(tmp_path_factory, cut, values, order: random.Random):
    """Months joined to whatever periods exist give the same sum, in any order of the files."""
    spans = {(period.first_month, period.last_month): str(period) for period in map(Period.parse, CODES)}
    starts = sorted({1, *(month + 1 for month in cut)})
    pieces = list(itertools.pairwise([*starts, 13]))
    whole = []
    for start, end in pieces:
        if (start, end - 1) in spans:
            whole.append((start, end - 1))
        else:
            whole += [(month, month) for month in range(start, end)]
    office = Office(tmp_path_factory.mktemp("split"), BY_PERIOD)
    for first, final in whole:
        hundredths = sum(values[first - 1 : final])
        office.send(spans[first, final], f"thu: {hundredths // 100}.{hundredths % 100:02d}")
    sent = list(office.sent)
    order.shuffle(sent)
    reports = {report.submission.period.last_month: report for report in office.run(*sent).reports}
    assert number(reports[12]) == Fraction(sum(values), 100)
    assert (
        reports[12].results[0].verdict == ("unmet", "met", "exceeded")[(sum(values) >= 10000) + (sum(values) > 10000)]
    )


CODES = ["2024", "2024-H1", "2024-H2", "2024-9M", *(f"2024-Q{q}" for q in (1, 2, 3, 4))] + [
    f"2024-{month:02d}" for month in range(1, 13)
]


class TestPrevious:
    def test_a_cumulative_figure_never_falls(self, tmp_path, engine):
        office = Office(tmp_path, RUNNING)
        office.send("2024-Q1", 'thu: "30,4"')
        office.send("2024-H1", 'thu: "30,2"')
        office.send("2024-9M", 'thu: "70"')
        first, second, third = office.run(engine=engine).reports
        assert found(first, prefix="C") == found(third, prefix="C") == []
        assert found(second, prefix="C") == [
            "C014 fail Indicator thu was 30.4 tỷ đồng in 2024-Q1 and is 30.2 tỷ đồng now, but it cannot fall"
        ]
        (finding,) = [one for one in second.findings if one.code.id == "C014"]
        assert said(finding.details[0][1]) == f"2024-Q1: “30,4” at {office.sent[0]}:6:8"

    def test_rounding_is_no_fall(self, tmp_path):
        office = Office(tmp_path, RUNNING)
        office.send("2024-Q1", 'thu: "30"')
        office.send("2024-H1", 'thu: "29,6"')
        assert found(last(office), prefix="C") == []

    def test_a_count_is_exact(self, tmp_path):
        office = Office(tmp_path, indicator("thu", unit="hộ", more="target: {at_least: 100}\npace: none"))
        office.send("2024-Q1", "thu: 30")
        office.send("2024-H1", "thu: 29")
        assert [line[:4] for line in found(last(office), prefix="C")] == ["C014"]

    def test_what_may_fall_may(self, tmp_path):
        office = Office(tmp_path, indicator("thu", more=f"{TARGET}\nmay_fall: true"))
        office.send("2024-Q1", "thu: 40")
        office.send("2024-H1", "thu: 30")
        assert found(last(office), prefix="C") == []

    def test_later_periods_and_the_same_end_are_not_before(self, tmp_path):
        office = Office(tmp_path, RUNNING)
        office.send("2024-9M", "thu: 40")
        office.send("2024-H1", "thu: 50")
        office.send("2024-Q2", "thu: 49")
        reports = {str(report.submission.period): report for report in office.run().reports}
        assert found(reports["2024-H1"], prefix="C") == found(reports["2024-Q2"], prefix="C") == []
        assert len(found(reports["2024-9M"], prefix="C")) == 1


class TestVintages:
    def test_the_later_vintage_counts_and_the_change_is_told(self, tmp_path, engine):
        office = Office(tmp_path, RUNNING, indicator("x", more=TARGET))
        office.send("2024", "thu: 100\nx: 5", as_of="2025-01-05")
        office.send("2024", "thu: 99.9\nx: 6", as_of="2025-03-01")
        run = office.run(*reversed(office.sent), engine=engine)
        (report,) = run.reports
        assert (str(report.submission.as_of), report.tally.met, report.tally.counted) == ("2025-03-01", 0, 2)
        assert found(report, prefix="T010") == [
            "T010 warn Indicator thu: met by the figures of 2025-01-05, unmet by those of 2025-03-01"
        ]

    def test_of_three_the_last_is_compared_with_the_second(self, tmp_path):
        office = Office(tmp_path, RUNNING)
        for day, value in (("2025-01-05", 100), ("2025-02-01", 99), ("2025-03-01", 98)):
            office.send("2024", f"thu: {value}", as_of=day)
        (report,) = office.run().reports
        assert found(report, prefix="T010") == []

    def test_a_figure_that_came_in_is_no_change_of_a_verdict(self, tmp_path):
        office = Office(tmp_path, RUNNING, indicator("x", more=TARGET))
        office.send("2024", "x: 100", as_of="2025-01-05")
        office.send("2024", "thu: 99\nx: 100", as_of="2025-03-01")
        (report,) = office.run().reports
        assert found(report, prefix="T010") == []

    @pytest.mark.parametrize("days", [("", ""), ("2025-01-05", "2025-01-05"), ("2025-01-05", "")])
    def test_two_that_claim_the_same_vintage_are_refused(self, tmp_path, days):
        office = Office(tmp_path, RUNNING)
        for which, day in enumerate(days):
            office.send("2024", f"thu: {100 + which}", as_of=day, name=f"n{which}")
        office.send("2024-H1", "thu: 50")
        run = office.run()
        assert [diagnostic.code.id for diagnostic in run.diagnostics] == ["D022", "D022"]
        assert run.exit_code == 3
        # The other period is evaluated; nothing of the contested one is.
        assert [str(report.submission.period) for report in run.reports] == ["2024-H1"]

    def test_what_is_named_beside_a_contested_one_is_what_it_is_contested_by(self, tmp_path):
        office = Office(tmp_path, RUNNING)
        for value, (day, name) in enumerate((("2025-01-05", "first"), ("2025-02-01", "one"), ("2025-02-01", "two"))):
            office.send("2024", f"thu: {100 + value}", as_of=day, name=name)
        others = [said(dict(one.message.values)["other"]) for one in office.run().diagnostics]
        assert [other.rpartition("/")[2] for other in others] == ["one.yaml", "two.yaml", "one.yaml"]

    def test_the_same_file_twice_counts_once(self, tmp_path):
        office = Office(tmp_path, RUNNING)
        office.send("2024", "thu: 100")
        run = office.run(*office.sent * 2)
        assert (len(run.reports), run.exit_code, len(run.notices)) == (1, 0, 1)


class TestUnits:
    def test_each_unit_is_assessed_by_itself(self, tmp_path, engine):
        office = Office(tmp_path, RUNNING, more="reporting: {units: [xa-a, xa-b]}\n")
        office.send("2024", "thu: 100", unit="xa-a")
        office.send("2024", "thu: 99", unit="xa-b")
        office.send("2024", "thu: 101")
        reports = office.run(engine=engine).reports
        assert [(report.submission.unit, report.results[0].verdict) for report in reports] == [
            ("xa-a", "met"),
            ("xa-b", "unmet"),
            ("thu", "exceeded"),
        ]

    def test_a_unit_that_the_pack_does_not_know_is_refused(self, tmp_path):
        office = Office(tmp_path, RUNNING, more="reporting: {units: [xa-a]}\n")
        office.send("2024", "thu: 100", unit="xa-c")
        run = office.run()
        assert ([one.code.id for one in run.diagnostics], run.exit_code) == (["D020"], 3)
