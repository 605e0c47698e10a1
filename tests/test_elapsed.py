"""How much of the time has passed: up to the stated day of the figures within the period, else to the period's end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.assessment import Options
from checker.domain.axes import Pace
from checker.domain.number import rounded
from checker.errors import PackError
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.examples import each_row
from tests.office import Office, indicator, said
from tests.test_bulk_alike import in_columns, rows
from tests.test_bulk_alike import said as said_of

REVENUE = indicator("thu", more="target: {at_least: 1000}")
MILESTONES = indicator("thu", more="milestones: {2024-Q1: 20, 2024-H1: 50}\ntarget: {at_least: 1000}")
CAP = indicator("thu", better="lower", more="target: {at_most: 1000}")
MONTHS = indicator("thu", more="pace: {by: months}\ntarget: {at_least: 1000}")
CASES = [
    # By months a period counts whole, whatever day its figures are of, and all months are as long.
    *(
        (MONTHS, period, day, value, share, pace)
        for period, day, value, share, pace in (
            ("2024-H1", "", "500", Fraction(6, 12), "on_track"),
            ("2024-H1", "2024-06-04", "499", Fraction(6, 12), "at_risk"),
            ("2024-01", "", "84", Fraction(1, 12), "on_track"),
            ("2024-02", "", "158", Fraction(2, 12), "behind"),
            ("2024-9M", "", "788", Fraction(9, 12), "ahead"),
        )
    ),
    # The rule, the period, the day, a figure; then what is expected of 1000, and the pace.
    (REVENUE, "2024-H1", "2024-06-04", "430", Fraction(156, 366), "on_track"),
    (REVENUE, "2024-H1", "2024-06-04", "426", Fraction(156, 366), "at_risk"),
    (REVENUE, "2024-H1", "", "430", Fraction(182, 366), "behind"),
    (REVENUE, "2024-H1", "2024-06-30", "430", Fraction(182, 366), "behind"),
    (REVENUE, "2024-H1", "2024-01-01", "430", Fraction(1, 366), "ahead"),
    # Figures are not of a later day because they are sent later.
    (REVENUE, "2024-H1", "2024-07-01", "430", Fraction(182, 366), "behind"),
    (REVENUE, "2024-05", "2024-05-15", "430", Fraction(136, 366), "ahead"),
    (
        MILESTONES,
        "2024-H1",
        "2024-05-15",
        "350",
        Fraction(2, 10) + Fraction(3, 10) * Fraction(136 - 91, 91),
        "on_track",
    ),
    (MILESTONES, "2024-H1", "2024-05-15", "348", Fraction(2, 10) + Fraction(3, 10) * Fraction(136 - 91, 91), "at_risk"),
    (CAP, "2024-H1", "2024-06-04", "426", Fraction(156, 366), "on_track"),
    (CAP, "2024-H1", "2024-06-04", "427", Fraction(156, 366), "at_risk"),
]


def assessed(folder, rule, period, day, value, engine="direct"):
    office = Office(folder, rule)
    office.send(period, f"thu: {value}", as_of=day)
    (report,) = office.run(engine=engine).reports
    return report


@each_row("engine", ["direct", "rete"])
@each_row(("rule", "period", "day", "value", "share", "pace"), CASES)
def test_the_time_that_has_passed(tmp_path, engine, rule, period, day, value, share, pace):
    (result,) = assessed(tmp_path, rule, period, day, value, engine).results
    basis = result.pace_basis
    assert basis is not None
    assert (basis.expected, result.pace) == (share * 1000, Pace(pace))


def test_the_report_says_up_to_which_day(tmp_path):
    stated = assessed(tmp_path / "a", REVENUE, "2024-H1", "2024-06-04", "300")
    silent = assessed(tmp_path / "b", REVENUE, "2024-H1", "", "300")
    behind = [next(one for one in report.findings if one.code.id == "T004") for report in (stated, silent)]
    told = [[f"{said(label)}: {said(line)}" for label, line in one.details] for one in behind]
    assert "time counted up to: 2024-06-04, the day of the figures" in told[0]
    assert "time counted up to: 2024-06-30, the end of the period" in told[1]
    # 700 in the 210 days that are left of 366, which are 6.89 months.
    assert "needed per month: 101.7 tỷ đồng" in told[0]
    assert "needed per month: 116.7 tỷ đồng" in told[1]


def test_the_day_of_the_question_is_not_the_day_of_the_figures(tmp_path):
    """``--as-of`` chooses the targets in force; that the figures are of 30 June it does not change."""
    office = Office(tmp_path, REVENUE)
    path = office.send("2024-H1", "thu: 430")
    run = check([path], Options(pack=str(office.pack), engine="direct", as_of=dt.date(2024, 6, 4)))
    basis = run.reports[0].results[0].pace_basis
    assert basis is not None
    assert (basis.expected, basis.stated) == (Fraction(182000, 366), False)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [None, dt.date(2024, 6, 4)])
def test_the_same_in_columns(tmp_path, as_of):
    """All days of a run stand beside each other, and beside rows without one."""
    for number, rule in enumerate((REVENUE, MILESTONES, CAP, MONTHS)):
        folder = tmp_path / str(number)
        days = ["", "2024-06-03", "2024-06-04", "2024-06-05", "2024-06-30", "2024-07-01", "2024-05-15", "2024-03-31"]
        values = ["300", "405", "415", "426", "427", "430", "470", "480", "500"]
        units = {f"u{a}-{b}": (day, value) for a, day in enumerate(days) for b, value in enumerate(values)}
        office = Office(folder, rule, more=f"reporting: {{units: [{', '.join(units)}]}}\n")
        text = "".join(f"{unit},2024-H1,thu,{value},{day}\n" for unit, (day, value) in units.items())
        path = rows(folder, text, head="unit,period,indicator,value,as_of\n")
        run = in_columns([str(office.pack)], path, as_of=as_of, worst=len(units) * 9)
        for unit, (day, value) in units.items():
            office.send("2024-H1", f"thu: {value}", unit=unit, as_of=day)
        alone = check(office.sent, Options(pack=str(office.pack), engine="direct", as_of=as_of))
        # In columns a unit that is expected and has told nothing by that day is named, too.
        assert {code: count for code, count in run.findings.items() if code != "D119"} == counted(alone)
        assert {one for one in said_of(run.run) if "D119" not in one} == said_of(alone)


def counted(run):
    """Return how many findings there are of each code."""
    kinds = [one.code.id for report in run.reports for one in report.findings]
    return {one: kinds.count(one) for one in sorted(kinds)}


@pytest.mark.parametrize(
    ("own", "share"),
    [
        ("target: {at_least: 1000}", Fraction(6, 12)),
        ("pace: linear\ntarget: {at_least: 1000}", Fraction(182, 366)),
        ("milestones: {2024-H1: 45}\ntarget: {at_least: 1000}", Fraction(45, 100)),
        ("target: {at_least: 1000}\ndue: 2024-9M", Fraction(6, 9)),
    ],
)
def test_a_pack_counts_by_months_what_says_nothing_else(tmp_path, own, share):
    office = Office(tmp_path, indicator("thu", more=own), more="pace: {by: months}\n")
    office.send("2024-H1", "thu: 300")
    (report,) = office.run().reports
    basis = report.results[0].pace_basis
    assert basis is not None
    assert basis.expected == share * 1000
    if basis.method == "months":
        told = [said(line) for found in report.findings for _, line in found.details]
        assert any(one.startswith("by months: ") for one in told)


def test_a_revenue_of_317_at_half_time_by_months(tmp_path):
    """The worked example of early warning: 22.7 points behind, and 38.4 a month are needed."""
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 317}"), more="pace: {by: months}\n")
    office.send("2024-H1", "thu: 86,6")
    (result,) = office.run().reports[0].results
    basis = result.pace_basis
    assert basis is not None
    assert basis.needed_per_month == Fraction(384, 10)
    assert rounded(Fraction(result.percent_of_plan or 0) - Fraction(basis.share) * 100, 1) == Decimal("-22.7")


@pytest.mark.parametrize("written", ["{by: weeks}", "months", "{by: months, of: 12}", "[months]"])
def test_a_pace_that_is_none_is_told(tmp_path, written):
    office = Office(tmp_path, indicator("thu", more=f"pace: {written}\ntarget: {{at_least: 1}}"))
    with pytest.raises(PackError):
        load_pack(str(office.pack))


def test_by_months_needs_a_way_too(tmp_path):
    level = indicator("thu", kind="stock", more="pace: {by: months}\ntarget: {at_least: 1}")
    with pytest.raises(PackError) as caught:
        load_pack(str(Office(tmp_path, level).pack))
    assert [one.code.id for one in caught.value.diagnostics] == ["P210"]
