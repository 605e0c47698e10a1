"""Figures as they were published, with the judgement that follows from them.

The targets are the plans that the reports themselves name or that follow from their
percentages; where only a percentage is published, the plan of the test is 100. What was
found for each figure stands beside it; its source is told by shared names in seeds/README.md.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from checker.assess.derive import derived
from tests.examples import each_row
from tests.office import Office, found, indicator, number, said

FOUND = [
    # year and period, unit, target, what was written, its percentage of the plan, verdict, pace, findings
    ("2016-H1", "tỷ đồng", "2298", "trên 1.112 tỷ đồng", "48,39%", "not_due", "at_risk", ["T005"]),
    ("2016-H1", "triệu đồng", "133071", "101.799 triệu đồng", "76,5%", "not_due", "ahead", []),
    ("2016-H1", "tỷ đồng", "96", "30 tỷ 048 triệu đồng", "31,3%", "not_due", "behind", ["T004"]),
    ("2017-9M", "đảng viên", "90", "108", "120%", "exceeded", "ahead", []),
    ("2017", "tỷ đồng", "111.9", "99,628 tỷ đồng", "89%", "unmet", "none", ["T001"]),
    ("2017", "lao động", "350", "640/350 lao động", "", "exceeded", "none", []),
    ("2017", "đảng viên", "90", "139", "154%", "exceeded", "none", []),
    # A plan revised within the year: 174.7 + 80 is 254.7; it was printed as 147.7 + 80.
    ("2018-08", "triệu đồng", "254.7", "220 triệu đồng", "86,3%", "not_due", "ahead", []),
    ("2018-08", "triệu đồng", "227.7", "220 triệu đồng", "86,3%", "not_due", "ahead", ["C002"]),
    # Only percentages were published.
    ("2019-H1", "tỷ đồng", "100", "", "51%", "not_due", "on_track", []),
    ("2019-H1", "tỷ đồng", "100", "", "61,3%", "not_due", "ahead", []),
    ("2019-H1", "con", "100", "", "72,1%", "not_due", "ahead", []),
    ("2019-H1", "con", "100", "", "89,2%", "not_due", "ahead", []),
    ("2019-H1", "ha", "100", "", "119%", "exceeded", "ahead", []),
    ("2019-H1", "HTX", "2", "07/02 hợp tác xã", "350%", "exceeded", "ahead", []),
    ("2020", "ha", "200", "206/200 ha", "103%", "exceeded", "none", []),
    ("2020", "con", "836", "872/836 con", "", "exceeded", "none", []),
    ("2020", "lao động", "500", "520/500 lao động", "", "exceeded", "none", []),
    ("2023-H1", "tỷ đồng", "3640", "1.812 tỷ đồng", "49,78%", "not_due", "on_track", []),
    ("2023-H1", "tỷ đồng", "256", "51,2 tỷ đồng", "20%", "not_due", "behind", ["T004"]),
    ("2024-H1", "tỷ đồng", "317", "86,6 tỷ đồng", "27%", "not_due", "behind", ["T004"]),
    ("2024-H1", "tỷ đồng", "3700", "gần 1.900 tỷ đồng", "trên 51%", "not_due", "on_track", []),
    # 673 of 550 is 122.36 %.
    ("2020", "lao động", "550", "673", "122,36%", "exceeded", "none", []),
    ("2020", "lao động", "550", "673", "122,5%", "exceeded", "none", ["C002"]),
]


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


def office_of(tmp_path, year, unit, target, more=""):
    measured = indicator("x", unit=unit, more=f"target: {{at_least: {target}}}\n{more}")
    office = Office(tmp_path, measured)
    office.pack.write_text(
        office.pack.read_text("utf-8").replace("2024", year).replace(f"thu/{year}", "thu/2024"), "utf-8"
    )
    return office


@each_row(
    ("period", "unit", "target", "value", "percent", "verdict", "pace", "codes"), FOUND, ids=map(str, range(len(FOUND)))
)
def test_a_published_figure(tmp_path, engine, period, unit, target, value, percent, verdict, pace, codes):
    office = office_of(tmp_path, period[:4], unit, target)
    stated = {"value": value, "percent_of_plan": percent}
    row = ", ".join(f'{key}: "{text}"' for key, text in stated.items() if text)
    office.send(period, f"x: {{{row}}}")
    (report,) = office.run(engine=engine).reports
    result = report.results[0]
    assert (result.verdict, result.pace) == (verdict, pace)
    assert [finding.code.id for finding in report.findings] == codes


class TestTwoPlans:
    """What the province reported against the plan of the centre and its own: two percentages, so two plans."""

    @each_row(
        ("period", "value", "central", "provincial"),
        [
            ("2022-H1", "367 tỷ đồng", "48,5%", "44,8%"),
            ("2024-Q1", "164 tỷ đồng", "17,6%", "16,2%"),
            ("2025-H1", "1.123,7 tỷ đồng", "34,7%", "30%"),
        ],
        ids=["2022", "2024", "2025"],
    )
    def test_each_percentage_fits_one_of_them(self, tmp_path, engine, period, value, central, provincial):
        amount = Fraction(value.split()[0].replace(".", "").replace(",", "."))
        shares = [Fraction(text.strip("%").replace(",", ".")) for text in (central, provincial)]
        plans = [round(float(amount * 100 / share), 2) for share in shares]
        source = "source: {document: nq, clause: x}"
        both = f"assigned_by: TW\nalso: [{{assigned_by: tỉnh, target: {{at_least: {plans[1]}}}, {source}}}]\n"
        for more, percent, codes in (
            (both, central, []),
            (both, provincial, []),
            (both, "99%", ["C002"]),
            ("", central, []),
            ("", provincial, ["C002"]),
        ):
            office = office_of(tmp_path, period[:4], "tỷ đồng", str(plans[0]), more)
            office.send(period, f'x: {{value: "{value}", percent_of_plan: "{percent}"}}', name="sent")
            (report,) = office.run(engine=engine).reports
            assert [line[:4] for line in found(report, prefix="C")] == codes, (more, percent)


def test_a_figure_from_its_percentage_says_so(tmp_path):
    office = office_of(tmp_path, "2019", "tỷ đồng", "317")
    path = office.send("2019-H1", 'x: {percent_of_plan: "20%"}')
    (report,) = office.run().reports
    details = {said(label): said(text) for label, text in report.findings[0].details}
    assert details["reported"] == f"“20%” at {path}:6:24"
    assert details["read as"] == "20 %, that is 61.815 tỷ đồng to 64.985 tỷ đồng"


def test_a_percentage_of_one_of_several_plans_is_no_figure(tmp_path):
    other = "also: [{assigned_by: tỉnh, target: {at_least: 400}, source: {document: nq, clause: x}}]\nassigned_by: TW"
    office = office_of(tmp_path, "2019", "tỷ đồng", "317", other)
    office.send("2019-H1", 'x: {percent_of_plan: "51%"}')
    (report,) = office.run().reports
    assert report.results[0].value is None


def test_a_percentage_of_a_target_that_should_stay_low_is_no_figure(tmp_path):
    low = indicator("x", better="lower", more="target: {at_most: 10}")
    office = Office(tmp_path, low)
    office.send("2024", 'x: {percent_of_plan: "90%"}')
    assert office.run().reports[0].results[0].verdict == "no_data"


def lines(step, indent=""):
    yield f"{indent}{said(step.label)}: {said(step.text)}"
    for part in step.parts:
        yield from lines(part, indent + "  ")


def test_every_target_is_shown_and_what_has_none(tmp_path):
    other = "also: [{assigned_by: tỉnh, target: {at_least: 90}, source: {document: nq, clause: y}}]\nassigned_by: TW"
    office = Office(tmp_path, indicator("x", more=f"target: {{at_least: 100}}\n{other}"), indicator("y", kind="stock"))
    office.send("2024-H1", 'x: "gần 60"\ny: 5')
    (report,) = office.run().reports
    own, others = ([line.strip() for line in lines(step)] for step in derived(report, "x"))
    assert "target: at least 100 tỷ đồng" in own
    assert "target: at least 90 tỷ đồng" in others
    # A range has no single attainment; only the target that decides has a gate.
    assert not [line for line in own if line.startswith("attained")]
    assert [line for line in own if line.startswith("gate")] == ["gate: nothing blocks"]
    assert [line for line in others if line.startswith("gate")] == []
    (untargeted,) = (list(lines(step)) for step in derived(report, "y"))
    assert "  target: no target" in untargeted
    assert not [line for line in untargeted if "due" in line.split(":")[0]]


def test_the_way_of_a_figure_can_be_shown_step_by_step(tmp_path):
    office = Office(
        tmp_path,
        indicator("thu", more="target: {at_least: 100}\nreported: period"),
        indicator("con", kind="stock", more="parent: thu\ntarget: {at_least: 1}"),
        indicator("gop", unit="", kind="verdict", more="target: {all_of: [thu, con]}"),
    )
    first = office.send("2024-Q1", 'thu: "20.000 triệu đồng"')
    second = office.send("2024-Q2", "thu: 10\ncon: 40")
    report = office.run().reports[-1]

    (tree,) = derived(report, "thu")
    assert list(lines(tree)) == [
        "Indicator thu (thu, thu/2024): thu, 2024-Q2",
        "  target: at least 100 tỷ đồng",
        "    promised: “thu” (Nghị quyết thử)",
        "    due: 2024",
        f"    rule: {report.results[0].rule}",
        "  value: 30 tỷ đồng",
        f"    added up: 2024-Q1: “20.000 triệu đồng” at {first}:6:8",
        f"    added up: 2024-Q2: “10” at {second}:6:8",
        "    data: final",
        "  verdict: not_due",
        "    short by: 70 tỷ đồng",
        "    of the plan: 30 %",
        "  pace: behind",
        "    pace basis: a straight line: 49.7 % of the time has passed, so 49.73 tỷ đồng is expected",
        "    attained of it: 60.3 %",
        "    time counted up to: 2024-06-30, the end of the period",
        "    needed per month: 11.67 tỷ đồng",
        "    a straight line ends at: 60.33 tỷ đồng",
        "  findings: 1",
        "    T004: Indicator thu is behind pace: 30 tỷ đồng is 60.3 % of what is expected by now (49.73 tỷ đồng)",
        "  gate: a warning",
    ]
    (whole,) = derived(report, "gop")
    assert [line.strip() for line in lines(whole) if "part:" in line] == [
        "part: Indicator thu: not_due",
        "part: Indicator con: not_due",
    ]
    assert number(report) == 30
