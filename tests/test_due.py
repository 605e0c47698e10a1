"""Targets due before the year's end: the verdict of the due period stands, with the later figure beside it."""

from __future__ import annotations

import json

from checker.assessment import Options
from checker.domain.axes import Gate, Matter, Verdict
from checker.pipeline import check
from tests.command import checker
from tests.examples import each_row
from tests.office import Office, found, indicator, said
from tests.test_bulk_alike import in_columns, rows, table
from tests.test_bulk_alike import said as said_of

QUARTER = indicator("thu", more="due: 2024-Q1\ntarget: {at_least: 200}")
DATED = indicator("xep", unit="", kind="verdict", more="due: 2024-H1\ntarget: {achieved: true}")
Q1, H1, MAY, YEAR = "2024-Q1", "2024-H1", "2024-05", "2024"
CASES = [
    # What was sent, for which period; then the verdict in the last of these, and what is said of it.
    ([(Q1, "150"), (H1, "320")], "unmet", "T011"),
    ([(Q1, "150"), (H1, "200")], "unmet", "T011"),
    ([(Q1, "150"), (H1, "199")], "unmet", "T015"),
    ([(Q1, "150"), (H1, "180"), (YEAR, "900")], "unmet", "T011"),
    ([(Q1, "200"), (H1, "320")], "met", ""),
    ([(Q1, "201"), (H1, "320")], "exceeded", ""),
    ([(Q1, "dưới 300"), (H1, "320")], "undecided", "T002"),
    ([(H1, "320")], "no_data", "T014"),
    ([(MAY, "320")], "no_data", "T014"),
    ([("2024-02", "250"), (H1, "320")], "no_data", "T014"),
    # A month that ends with the quarter tells what was reached by then, where the quarter does not.
    ([("2024-03", "150"), (H1, "320")], "unmet", "T011"),
    ([("2024-03", "150"), (Q1, "210"), (H1, "320")], "exceeded", ""),
    ([("2024-03", "150"), (Q1, ""), (H1, "320")], "unmet", "T011"),
    ([(Q1, ""), (H1, "320")], "no_data", "T003"),
    ([(Q1, "abc"), (H1, "320")], "no_data", "T003"),
    ([(Q1, "150"), (H1, "")], "unmet", "T015"),
    ([(Q1, "210"), (H1, "")], "exceeded", ""),
    # In the period itself, and before it.
    ([(Q1, "150")], "unmet", "T001"),
    ([("2024-03", "150")], "unmet", "T001"),
    ([("2024-02", "150")], "not_due", ""),
]


def sent(folder, figures, *rules):
    office = Office(folder, *(rules or (QUARTER,)), indicator("x", more="pace: none\ntarget: {at_least: 0}"))
    for period, value in figures:
        office.send(period, (f"thu: {value}\n" if value else "") + "x: 1")
    return office


@each_row("engine", ["direct", "rete"])
@each_row(("figures", "verdict", "code"), CASES)
def test_the_verdict_of_the_due_period_stands(tmp_path, engine, figures, verdict, code):
    report = sent(tmp_path, figures).run(engine=engine).reports[-1]
    assert report.results[0].verdict is Verdict(verdict)
    told = [one.code.id for one in report.findings if one.indicator == "thu" and one.code.id[0] == "T"]
    assert [one for one in told if one not in ("T004", "T005")] == ([code] if code else [])


def test_the_same_in_bulk(tmp_path):
    """Each case is a unit."""
    # What cannot be read is a bad row there.
    cases = {f"u{n}": figures for n, (figures, *_) in enumerate(CASES) if "abc" not in dict(figures).values()}
    beside = indicator("x", more="pace: none\ntarget: {at_least: 0}")
    office = Office(tmp_path, QUARTER, beside, more=f"reporting: {{units: [{', '.join(cases)}]}}\n")
    lines = []
    for unit, figures in cases.items():
        for period, value in figures:
            office.send(period, (f"thu: {value}\n" if value else "") + "x: 1", unit=unit)
            lines += [f"{unit},{period},thu,{value}\n"] if value else []
            lines.append(f"{unit},{period},x,1\n")
    in_columns([str(office.pack)], rows(tmp_path, "".join(lines)), output=str(tmp_path / "out"))
    found_there = set(table(tmp_path / "out", "findings", "unit, period, code, indicator"))
    alone = {one for one in said_of(office.run()) if one[2][0] == "T"}
    assert {one for one in found_there if one[2][0] == "T"} == alone


def test_what_is_said(tmp_path):
    office = sent(tmp_path, [(Q1, "150"), (H1, "320")])
    _, report = office.run().reports
    late = report.findings[0]
    assert found(report)[0] == (
        "T011 fail Indicator thu was not met when it was due (2024-Q1: 150 tỷ đồng against at least 200 tỷ đồng); "
        "it has been reached late (by 2024-H1): 320 tỷ đồng"
    )
    assert [said(label) for label, _ in late.details if said(label) in ("reported", "when due")] == [
        "reported",
        "when due",
    ]
    assert (late.matter, report.tally.unmet, report.tally.met) == (Matter.UNMET, 1, 1)
    (alone,) = office.run(office.sent[1]).reports
    assert found(alone)[0] == (
        "T014 warn Indicator thu was due in 2024-Q1, and the report of that period is not among the files"
    )
    assert said(alone.findings[0].hint) == "add the report of thu for 2024-Q1"
    assert (alone.gate.decision, alone.tally.open) == (Gate.WARN, 1)


def test_a_pack_says_what_a_missing_report_does(tmp_path):
    office = Office(tmp_path, QUARTER, more="gate: {not_given: fail, no_data: pass}\n")
    office.send(H1, "thu: 320")
    (report,) = office.run().reports
    assert report.gate.decision is Gate.FAIL


def test_a_verdict_and_a_whole_of_parts(tmp_path):
    whole = indicator("ca", unit="", kind="verdict", more="target: {all_of: [xep, thu]}")
    office = Office(tmp_path, QUARTER, DATED, whole)
    for period, value, done in ((Q1, "210", "chưa hoàn thành"), (H1, "320", "chưa hoàn thành"), (YEAR, "900", "đạt")):
        office.send(period, f"thu: {value}\nxep: {done}")
    first, second, last = office.run().reports
    assert [one.verdict for one in first.results] == [Verdict.EXCEEDED, Verdict.NOT_DUE, Verdict.NOT_DUE]
    assert [one.verdict for one in second.results] == [Verdict.EXCEEDED, Verdict.UNMET, Verdict.UNMET]
    assert [one.verdict for one in last.results] == [Verdict.EXCEEDED, Verdict.UNMET, Verdict.UNMET]
    assert "T011" in [one.code.id for one in last.findings if one.indicator == "xep"]


def test_what_is_to_be_kept_is_judged_at_every_period(tmp_path):
    kept = indicator("thu", kind="stock", more="due: 2024-Q1\ntarget: {keep: 200}")
    _, report = sent(tmp_path, [(Q1, "150"), (H1, "320")], kept).run().reports
    assert report.results[0].verdict is Verdict.EXCEEDED


def test_figures_of_a_period_alone_add_up_to_the_due_one(tmp_path):
    rule = indicator("thu", more="reported: period\ndue: 2024-Q1\ntarget: {at_least: 200}")
    figures = [(f"2024-0{month}", "60") for month in range(1, 6)]
    report = sent(tmp_path, figures, rule).run().reports[-1]
    assert report.results[0].verdict is Verdict.UNMET
    assert "2024-Q1: 180 tỷ đồng against" in found(report)[0]


def test_units_are_judged_by_their_own_reports_and_wholes_by_the_whole(tmp_path):
    for roll_up in ("false", "true"):
        office = Office(tmp_path / roll_up, QUARTER, more=f"reporting: {{units: [a, b], roll_up: {roll_up}}}\n")
        for unit, figures in (("a", (150, 300)), ("b", (210, 220))):
            for period, value in zip((Q1, H1), figures, strict=True):
                office.send(period, f"thu: {value}", unit=unit)
        run = check(office.sent, Options(pack=str(office.pack), engine="direct"))
        stands = {
            (one.submission.unit, str(one.submission.period)): one.results[0].verdict.value for one in run.reports
        }
        if roll_up == "false":
            assert (stands["a", H1], stands["b", H1]) == ("unmet", "exceeded")
        else:
            assert (stands["thu", Q1], stands["thu", H1]) == ("exceeded", "exceeded")


def test_a_later_vintage_is_held_to_the_same(tmp_path):
    office = sent(tmp_path, [(Q1, "150")])
    office.send(H1, "thu: 190\nx: 1", as_of="2024-07-01")
    office.send(H1, "thu: 320\nx: 1", as_of="2024-08-01")
    report = office.run().reports[-1]
    assert [one.code.id for one in report.findings if one.indicator == "thu"] == ["T011"]


def test_formats_tell_how_it_stood(tmp_path):
    office = sent(tmp_path, [(Q1, "150"), (H1, "320")])
    done = checker("check", "--pack", str(office.pack), "--format", "json", *office.sent)
    first, last = (report["results"][0]["when_due"] for report in json.loads(done.stdout)["reports"])
    assert first is None
    assert (last["period"], last["given"], last["text"], last["reached"]) == (Q1, True, "150", True)
