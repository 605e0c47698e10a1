"""Figures of several units put together into those of the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.office import Office, found, indicator, number

ROLL_UP = "reporting: {units: [xa-a, xa-b, xa-c], roll_up: true}\n"
REVENUE = indicator("thu", more="target: {at_least: 100}\npace: none")
SHARE = indicator("ty_le", unit="%", kind="ratio", more="target: {at_least: 95}")
WORD = indicator("chu", unit="", kind="verdict", more="target: {achieved: true}")


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


def office_of(tmp_path, *indicators, **rows):
    office = Office(tmp_path, *(indicators or (REVENUE,)), more=ROLL_UP)
    for unit, text in rows.items():
        office.send("2024", text, unit=unit.replace("_", "-"))
    return office


def test_flows_add_up_and_the_whole_alone_is_assessed(tmp_path, engine):
    office = office_of(tmp_path, xa_a="thu: 40", xa_b='thu: "39.500 triệu đồng"', xa_c='thu: "20,5"')
    *units, whole = office.run(engine=engine).reports
    assert [report.results[0].verdict for report in units] == ["not_assessed"] * 3
    assert (whole.submission.unit, whole.results[0].verdict, number(whole)) == ("thu", "met", 100)
    assert [(addend.of, addend.text) for addend in whole.results[0].addends] == [
        ("xa-a", "40"),
        ("xa-b", "39.500 triệu đồng"),
        ("xa-c", "20,5"),
    ]
    # Each addend leads to the figure, which stands behind the name of its row.
    assert [addend.location.column for addend in whole.results[0].addends] == [8, 8, 8]
    assert whole.submission.synthetic


def test_a_ratio_is_recomputed_and_never_averaged(tmp_path, engine):
    office = office_of(
        tmp_path,
        SHARE,
        xa_a="ty_le: {numerator: 90, denominator: 100}",
        xa_b="ty_le: {numerator: 980, denominator: 1000}",
        xa_c='ty_le: {value: "100%", numerator: 10, denominator: 10}',
    )
    whole = office.run(engine=engine).reports[-1]
    # (90 + 980 + 10) / 1110 is 97.3; the average of 90, 98 and 100 would be 96.
    assert number(whole) == Fraction(108000, 1110)
    assert whole.results[0].verdict == "exceeded"


def test_percentages_alone_are_no_ratio_of_the_whole(tmp_path):
    office = office_of(
        tmp_path, SHARE, xa_a='ty_le: "99%"', xa_b="ty_le: {numerator: 98, denominator: 100}", xa_c='ty_le: "99%"'
    )
    whole = office.run().reports[-1]
    assert whole.results[0].verdict == "no_data"
    assert found(whole)[0] == (
        "D120 warn Indicator ty_le: numerator and denominator are missing from xa-a, xa-c, so the ratio of the whole "
        "is not known"
    )


def test_each_missing_unit_is_a_finding_and_the_sum_is_not_assessed(tmp_path, engine):
    office = office_of(tmp_path, xa_b="thu: 500")
    run = office.run(engine=engine)
    whole = run.reports[-1]
    assert found(whole) == [
        "D119 fail reporting unit `xa-a` has no submission for 2024",
        "D119 fail reporting unit `xa-c` has no submission for 2024",
        "D118 warn Indicator thu: the sum is incomplete: these do not report it, or not exactly once: xa-a, xa-c",
        "T003 fail Indicator thu is due, but no figure was reported",
    ]
    assert (whole.results[0].verdict, run.exit_code) == ("no_data", 1)


def test_a_unit_without_the_figure_makes_the_sum_incomplete(tmp_path):
    office = office_of(tmp_path, REVENUE, WORD, xa_a="thu: 50\nchu: đạt", xa_b="thu: 50", xa_c="chu: đạt")
    whole = office.run().reports[-1]
    assert [result.verdict for result in whole.results] == ["no_data", "no_data"]
    assert next(line for line in found(whole) if line.startswith("D118")).endswith("once: xa-c")


def test_what_the_whole_reports_wins_and_is_held_against_the_sum(tmp_path, engine):
    office = office_of(
        tmp_path, REVENUE, WORD, xa_a="thu: 40.0", xa_b="thu: 40.0", xa_c="thu: 19.5", thu="thu: 101.5\nchu: đạt"
    )
    whole = office.run(engine=engine).reports[-1]
    assert [result.verdict for result in whole.results] == ["exceeded", "met"]
    assert found(whole, prefix="C") == [
        "C015 fail Indicator thu: 101.5 tỷ đồng is reported for the whole, but the units add up to 99.5 tỷ đồng"
    ]
    office.send("2024", "thu: 99.6\nchu: đạt")
    assert found(office.run().reports[-1], prefix="C") == []


def test_months_of_units_add_up_to_the_year_of_the_whole(tmp_path, engine):
    by_period = indicator("thu", more="target: {at_least: 100}\npace: none\nreported: period")
    office = Office(tmp_path, by_period, more="reporting: {units: [xa-a, xa-b], roll_up: true}\n")
    for period, values in (("2024-H1", (20, 30)), ("2024-H2", (25, 25))):
        for unit, value in zip(("xa-a", "xa-b"), values, strict=True):
            office.send(period, f"thu: {value}", unit=unit)
    whole = office.run(engine=engine).reports[-1]
    assert (whole.results[0].verdict, number(whole)) == ("met", 100)
    assert [addend.of for addend in whole.results[0].addends] == ["2024-H1", "2024-H2"]


def test_relations_between_figures_are_still_held_in_each_unit(tmp_path):
    parts = [indicator(id_, unit="hộ", kind="stock") for id_ in ("mot", "hai", "tong")]
    office = Office(
        tmp_path,
        *parts,
        more="checks: {cong: {sum: {of: [mot, hai], equals: tong}}}\nreporting: {units: [xa-a, xa-b], roll_up: true}\n",
    )
    office.send("2024", "mot: 1\nhai: 2\ntong: 4", unit="xa-a")
    office.send("2024", "mot: 1\nhai: 2\ntong: 3", unit="xa-b")
    first, second, whole = office.run().reports
    assert [len(found(report, prefix="C011")) for report in (first, second, whole)] == [1, 0, 1]


def test_a_share_of_the_plan_is_one_of_the_whole(tmp_path):
    office = Office(
        tmp_path,
        REVENUE,
        indicator("phan_tram", unit="%", kind="stock"),
        more="checks: {muc: {percent_of_plan: {of: thu, equals: phan_tram}}}\n"
        "reporting: {units: [xa-a, xa-b], roll_up: true}\n",
    )
    for unit in ("xa-a", "xa-b"):
        office.send("2024", "thu: 40\nphan_tram: 10", unit=unit)
    first, second, whole = office.run().reports
    assert [len(found(report, prefix="C002")) for report in (first, second, whole)] == [0, 0, 1]
    # A comparison that is not expected of a unit is not missed, either.
    assert [found(report, prefix="C024") for report in (first, second, whole)] == [[], [], []]


def test_what_the_whole_reports_needs_no_unit(tmp_path):
    office = office_of(
        tmp_path, REVENUE, SHARE, WORD, xa_a="thu: 40\nty_le: {numerator: 1, denominator: 2}", thu="thu: 1"
    )
    whole = office.run().reports[-1]
    assert [result.verdict for result in whole.results] == ["unmet", "no_data", "no_data"]
    # The sum is not missed where the whole has its own figure; the ratio is.
    assert [line[:25] for line in found(whole, prefix="D118")] == ["D118 warn Indicator ty_le"]


def test_a_ratio_with_wrong_parts_is_lacking_them(tmp_path):
    parts = "ty_le: {numerator: 1, denominator: 2}"
    office = office_of(tmp_path, SHARE, xa_a=parts, xa_b="ty_le: {numerator: 1, denominator: 0}", xa_c=parts)
    assert found(office.run().reports[-1])[0].endswith("once: xa-b")


def test_ratios_in_other_units_are_brought_into_one(tmp_path):
    office = office_of(
        tmp_path,
        SHARE,
        xa_a='ty_le: {numerator: "1,9 nghìn người", denominator: "2.000 người"}',
        xa_b='ty_le: {numerator: "95 người", denominator: "100 người"}',
        xa_c="ty_le: {numerator: 95, denominator: 100}",
    )
    assert number(office.run().reports[-1]) == 95


def test_the_whole_may_report_in_words_and_as_a_ratio(tmp_path):
    worded = indicator("no", kind="stock", more="words: [{words: hết, means: {equal: 0}}]\ntarget: {at_least: 0}")
    parts = "no: 1\nty_le: {numerator: 1, denominator: 2}"
    whole = office_of(
        tmp_path,
        worded,
        SHARE,
        xa_a=parts,
        xa_b=parts,
        xa_c=parts,
        thu="no: hết\nty_le: {numerator: 3, denominator: 6}",
    )
    assert [line[:4] for line in found(whole.run().reports[-1], prefix="C")] == ["C015"]


@pytest.mark.parametrize(("rows", "text"), [("thu: abc", "abc"), ("thu: 120\nC-thu: 130", "120")])
def test_a_figure_of_the_whole_that_cannot_be_used_is_not_replaced(tmp_path, rows, text):
    office = office_of(tmp_path, xa_a="thu: 40", xa_b="thu: 40", xa_c="thu: 40", thu=rows)
    (result,) = office.run().reports[-1].results
    # The sum of the units would be one of the whole, which says something else.
    assert (result.verdict, result.text, result.value, result.addends) == ("invalid", text, None, ())


def test_the_state_of_the_whole_is_the_least_final_of_its_parts_and_long_sums_are_cut_short(tmp_path):
    units = [f"xa-{letter}" for letter in "abcdefgh"]
    office = Office(tmp_path, REVENUE, more=f"reporting: {{units: [{', '.join(units)}], roll_up: true}}\n")
    for unit in units:
        status = ", status: ước" if unit == "xa-c" else ""
        office.send("2024", f"thu: {{value: 20{status}}}", unit=unit)
    result = office.run().reports[-1].results[0]
    assert (result.data, result.text) == ("estimate", "20 + 20 + 20 + 20 + 20 + … + 20")
