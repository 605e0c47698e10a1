"""Ceilings on flows: broken at once, paced by what they leave for now; each case by both engines and in columns."""

from __future__ import annotations

import pytest

from checker.domain.axes import Pace, Verdict
from tests.examples import each_row
from tests.office import Office, found, indicator, said
from tests.test_bulk_alike import in_columns, rows, table

CAP = "target: {at_most: 20}"
CASES = [
    # What the ceiling is, the period, the figure; then verdict and pace.
    # Of 20 vụ the first half of 2024 leaves 20 * 182/366 = 9.945, and from 10.468 on it is behind.
    (CAP, "2024-H1", "20", "not_due", "behind"),
    (CAP, "2024-H1", "21", "unmet", "behind"),
    (CAP, "2024-H1", "11", "not_due", "behind"),
    (CAP, "2024-H1", "10", "not_due", "at_risk"),
    (CAP, "2024-H1", "9", "not_due", "ahead"),
    (CAP, "2024-H1", "0", "not_due", "ahead"),
    (CAP, "2024-H1", "trên 20", "unmet", "behind"),
    (CAP, "2024-H1", "trên 19", "not_due", "behind"),
    (CAP, "2024-H1", "dưới 30", "not_due", "none"),
    (CAP, "2024", "20", "met", "none"),
    (CAP, "2024", "21", "unmet", "none"),
    (f"{CAP}\nmay_fall: true", "2024-H1", "21", "not_due", "behind"),
    (f"{CAP}\npace: none", "2024-H1", "21", "unmet", "none"),
    (f"{CAP}\npace: none", "2024-H1", "20", "not_due", "none"),
    ("target: {below: 20}", "2024-H1", "20", "unmet", "behind"),
    ("target: {below: 20}", "2024-H1", "19", "not_due", "behind"),
    ("target: {at_most: 20, tolerance: 1}", "2024-H1", "21", "not_due", "behind"),
    ("target: {at_most: 20, tolerance: 1}", "2024-H1", "22", "unmet", "behind"),
    ("target: {between: [10, 20]}", "2024-H1", "20", "not_due", "behind"),
    ("target: {between: [10, 20]}", "2024-H1", "21", "unmet", "behind"),
    ("baseline: {value: 21, period: 2023}\ntarget: {reduce_by: 1}", "2024-H1", "21", "unmet", "behind"),
    ("baseline: {value: 21, period: 2023}\ntarget: {reduce_by: 1}", "2024-H1", "9", "not_due", "ahead"),
    # Không để xảy ra.
    ("target: {at_most: 0}", "2024-Q1", "0", "not_due", "none"),
    ("target: {at_most: 0}", "2024-Q1", "1", "unmet", "none"),
    ("target: {at_most: 0}", "2024", "0", "met", "none"),
    (f"{CAP}\nmilestones: {{2024-Q1: 40}}", "2024-Q1", "8", "not_due", "on_track"),
    (f"{CAP}\nmilestones: {{2024-Q1: 40}}", "2024-Q1", "9", "not_due", "behind"),
    (f"{CAP}\nmilestones: {{2024-Q1: 0}}", "2024-Q1", "9", "not_due", "none"),
    (
        f"{CAP}\nzones: {{at_risk: 40, on_track: 50}}\nmilestones: {{2024-Q1: 40}}",
        "2024-Q1",
        "16",
        "not_due",
        "on_track",
    ),
    (
        f"{CAP}\nzones: {{at_risk: 40, on_track: 50}}\nmilestones: {{2024-Q1: 40}}",
        "2024-Q1",
        "17",
        "not_due",
        "at_risk",
    ),
    # Kept, of a figure that is expected once a year.
    ("frequency: year\ntarget: {keep: 20}", "2024-H1", "21", "unmet", "none"),
    ("frequency: year\ntarget: {keep: 20}", "2024-H1", "20", "not_due", "none"),
]


def capped(more, id_="vu"):
    return indicator(id_, unit="vụ", better="lower", more=more)


@each_row("engine", ["direct", "rete"])
@each_row(("more", "period", "value", "verdict", "pace"), CASES)
def test_a_ceiling_on_a_flow(tmp_path, engine, more, period, value, verdict, pace):
    office = Office(tmp_path, capped(more))
    office.send(period, f"vu: {value}")
    (report,) = office.run(engine=engine).reports
    (result,) = report.results
    assert (result.verdict, result.pace) == (Verdict(verdict), Pace(pace))
    assert report.tally.counted == report.tally.met + report.tally.unmet == (verdict != "not_due")


@pytest.mark.parametrize("ranges", [False, True])
def test_ceilings_stand_alike_in_columns(tmp_path, ranges):
    """Each case is an indicator at its period, beside a second target that does not decide.

    A range lets its whole unit be judged one by one, so these are apart.
    """
    also = "\nalso:\n  - {assigned_by: tỉnh, target: {at_most: 15}, source: {document: nq, clause: c}}\n"
    cases = {f"vu{n}": case for n, case in enumerate(CASES) if case[2].isdecimal() is not ranges}
    office = Office(tmp_path, *(capped(more + also, id_) for id_, (more, *_) in cases.items()))
    lines = []
    for period in sorted({case[1] for case in cases.values()}):
        own = {id_: value for id_, (_, when, value, *_) in cases.items() if when == period}
        office.send(period, "\n".join(f"{id_}: {value}" for id_, value in own.items()))
        lines += [f"thu,{period},{id_},{value}\n" for id_, value in own.items()]
    path = rows(tmp_path, "".join(lines))
    run = in_columns([str(office.pack)], path, output=str(tmp_path / "out"), everything=True)
    alone = {
        (str(report.submission.period), one.code.id, one.indicator, one.subject)
        for report in office.run().reports
        for one in report.findings
    }
    assert set(table(tmp_path / "out", "findings", "period, code, indicator, subject")) == alone
    judged = table(tmp_path / "out", "judged", "subject, indicator, verdict, pace")
    stands = {id_: (verdict, pace or "none") for subject, id_, verdict, pace in judged if not subject}
    assert stands == {id_: case[3:] for id_, case in cases.items()}
    assert run.gate == "fail"


def test_tallies_of_broken_ceilings_in_columns(tmp_path):
    office = Office(
        tmp_path,
        capped(CAP),
        indicator("x", more="target: {at_least: 5}\ndue: 2024-H1"),
        more="reporting: {units: [a, b, c]}\n",
    )
    text = "a,2024-H1,vu,21\na,2024-H1,x,6\nb,2024-H1,vu,20\nb,2024-H1,x,4\nc,2024-H1,x,6\n"
    in_columns([str(office.pack)], rows(tmp_path, text), output=str(tmp_path / "out"))
    columns = "unit, counted, met, unmet, undecided, not_due"
    assert table(tmp_path / "out", "by_unit", columns) == [
        ("a", 2, 1, 1, 0, 0),
        ("b", 1, 0, 1, 0, 1),
        ("c", 1, 1, 0, 0, 1),
    ]


def test_what_is_said_of_a_ceiling(tmp_path):
    office = Office(tmp_path, capped(CAP))
    office.send("2024-Q1", "vu: ước 6")
    office.send("2024-H1", "vu: ước 27")
    early, late = office.run().reports
    assert found(early) == [
        "T012 warn Indicator vu uses up its ceiling too fast: 6 vụ is 120.7 % of what it leaves for now (4.97 vụ)"
    ]
    details = [f"{said(label)}: {said(line)}" for label, line in early.findings[0].details]
    assert details[-2:] == ["left per month: 1.56 vụ", "a straight line ends at: 24.13 vụ"]
    assert found(late)[0] == "T001 fail Indicator vu is not met: 27 vụ, target: at most 20 vụ"
    assert "T008" in [one.code.id for one in late.findings]


def test_a_figure_just_above_what_is_left_is_told_apart(tmp_path):
    office = Office(tmp_path, capped(f"{CAP}\nmilestones: {{2024-Q1: 49.99}}"))
    office.send("2024-Q1", "vu: 10")
    (report,) = office.run().reports
    said_of_it = "uses up its ceiling slightly too fast: 10 vụ is 100.02 % of what it leaves for now (10 vụ)"
    assert found(report) == [f"T013 pass Indicator vu {said_of_it}"]
