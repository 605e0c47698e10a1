"""Waivers annotate and never delete; expired, unused and over-long ones are findings."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from checker.assessment import Options, assess
from checker.domain.axes import DataState, Gate, Matter, Verdict
from checker.domain.codes import REGISTRY
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.waiver import Waiver
from checker.engines.direct import DirectEngine
from checker.errors import PackError
from checker.readers.waivers import read_waivers
from tests.command import checker
from tests.examples import each_row
from tests.made import indicator, pack, row, submission

DAY = dt.date(2024, 12, 31)
WAIVER = Waiver(
    "W1",
    "made/2024",
    "x",
    (Period(2024),),
    (Matter.UNMET,),
    Gate.WAIVED,
    "lũ lụt",
    "UBND",
    "QĐ 1",
    dt.date(2024, 6, 1),
    dt.date(2024, 12, 31),
    Location("w.yaml", 4, 7),
)


def judged(*waivers, value="10", day=DAY, period="2024", **changes):
    made = pack(indicator("x"), indicator("y"))
    options = Options(waivers=waivers, as_of=day)
    return assess(submission(row("x", value), row("y", "400"), period=period, **changes), made, DirectEngine(), options)


def test_a_waiver_changes_what_the_gate_makes_of_a_finding_and_not_the_verdict():
    report = judged(WAIVER)
    (finding,) = report.findings
    assert (finding.code.id, finding.gate, finding.waiver) == ("T001", Gate.WAIVED, "W1")
    label, said = finding.details[-1]
    assert (label.template, said) == ("waived by", finding.approval)
    assert [(r.verdict, r.gate) for r in report.results] == [
        (Verdict.UNMET, Gate.WAIVED),
        (Verdict.EXCEEDED, Gate.PASS),
    ]
    assert (report.gate.decision, report.exit.code) == (Gate.PASS, 0)
    assert (report.tally.met, report.tally.unmet) == (1, 1)


def test_it_may_leave_a_warning():
    report = judged(WAIVER._replace(effect=Gate.WARN))
    assert (report.gate.decision, report.results[0].gate, report.exit.code) == (Gate.WARN, Gate.WARN, 0)


@each_row(
    "changes",
    [
        {"pack": "other/2024"},
        {"periods": (Period(2024, "H1"),)},
        {"matters": (Matter.NO_DATA,)},
        {"indicator": "y"},
        {"expires": dt.date(2024, 12, 30)},
        {"granted": dt.date(2025, 1, 1), "expires": dt.date(2025, 2, 1)},
    ],
)
def test_what_it_does_not_cover_counts(changes):
    report = judged(WAIVER._replace(**changes))
    assert (report.findings[0].gate, report.findings[0].waiver, report.exit.code) == (Gate.FAIL, "", 1)


@pytest.mark.parametrize(
    ("changes", "value", "code"),
    [
        ({"expires": dt.date(2024, 12, 30)}, "10", "W201"),
        ({}, "400", "W202"),
        ({"matters": (Matter.NO_DATA,)}, "10", "W202"),
        ({"granted": dt.date(2023, 1, 1)}, "10", "W203"),
    ],
)
def test_expired_unused_and_over_long_ones_are_findings(changes, value, code):
    report = judged(WAIVER._replace(**changes), value=value)
    found = [finding for finding in report.findings if finding.matter is Matter.WAIVER]
    assert [(finding.code.id, finding.gate) for finding in found] == [(code, Gate.WARN)]
    assert found[0].location == Location("w.yaml", 4, 7)


def test_the_first_day_the_last_day_and_a_whole_leap_year():
    first_day = WAIVER._replace(granted=DAY, expires=DAY, matters=(Matter.NO_DATA,))
    assert [finding.code.id for finding in judged(first_day).findings] == ["T001", "W202"]
    leap = WAIVER._replace(granted=dt.date(2024, 1, 1), expires=dt.date(2025, 1, 1))
    assert [finding.code.id for finding in judged(leap).findings] == ["T001"]
    longer = leap._replace(expires=dt.date(2025, 1, 2))
    assert [finding.code.id for finding in judged(longer).findings] == ["T001", "W203"]


def test_a_year_is_not_too_long_and_a_waiver_to_come_is_not_unused():
    year = WAIVER._replace(granted=dt.date(2024, 1, 1), expires=dt.date(2024, 12, 31))
    assert [finding.code.id for finding in judged(year).findings] == ["T001"]
    to_come = WAIVER._replace(granted=dt.date(2025, 1, 1), expires=dt.date(2025, 2, 1))
    assert [finding.code.id for finding in judged(to_come).findings] == ["T001"]


def test_unless_stated_the_day_of_the_figures_counts_and_never_the_clock():
    report = judged(WAIVER, day=None)
    assert report.findings[0].gate is Gate.WAIVED
    late = judged(WAIVER, day=None, as_of=dt.date(2025, 1, 15))
    assert [finding.code.id for finding in late.findings] == ["T001", "W201"]


def test_a_waiver_for_nothing_is_refused():
    with pytest.raises(PackError) as caught:
        judged(WAIVER._replace(indicator="z"), WAIVER._replace(indicator="q"))
    assert [d.code.id for d in caught.value.diagnostics] == ["W101", "W101"]


def test_estimates_stay_estimates_under_a_waiver():
    made = pack(indicator("x"))
    options = Options(waivers=(WAIVER,), as_of=DAY)
    reported = submission(row("x", "10", status=DataState.ESTIMATE))
    assert [f.code.id for f in assess(reported, made, DirectEngine(), options).findings] == ["T001", "T008"]


GOOD = """\
waivers: 1
pack: bac-kan-city/2024
entries:
  - id: W-2024-01
    indicator: poverty_rate
    periods: [2024, 6 tháng đầu năm 2024]
    effect: waive
    matters: [unmet, no_data]
    reason: Lũ lụt tháng 9
    approved_by: UBND thành phố
    reference: QĐ 123/QĐ-UBND
    granted: 2024-10-01
    expires: 2025-03-31
"""


def read(tmp_path, text):
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_waivers(str(path))


def test_a_file_of_waivers(tmp_path):
    (waiver,) = read(tmp_path, GOOD)
    assert waiver == Waiver(
        "W-2024-01",
        "bac-kan-city/2024",
        "poverty_rate",
        (Period(2024), Period(2024, "H1")),
        (Matter.UNMET, Matter.NO_DATA),
        Gate.WAIVED,
        "Lũ lụt tháng 9",
        "UBND thành phố",
        "QĐ 123/QĐ-UBND",
        dt.date(2024, 10, 1),
        dt.date(2025, 3, 31),
        Location(str(tmp_path / "waivers.yaml"), 4, 9),
    )
    (usual,) = read(
        tmp_path, GOOD.replace("    matters: [unmet, no_data]\n", "").replace("effect: waive", "effect: warn")
    )
    assert (usual.effect, Matter.UNMET in usual.matters, Matter.INVALID in usual.matters) == (Gate.WARN, True, False)


WRONG = [
    ("waivers: 1", "waivers: 2", "W016", "1:10"),
    ("pack: bac", "pak: bac", "W010", "2:1"),
    ("reason: Lũ lụt tháng 9", "reason:", "W011", "9:5"),
    ("    approved_by: UBND thành phố\n", "", "W011", "4:5"),
    ("effect: waive", "effect: delete", "W013", "7:13"),
    ("[unmet, no_data]", "[unmet, all]", "W013", "8:22"),
    ("[unmet, no_data]", "unmet", "W012", "8:14"),
    ("[unmet, no_data]", "[[unmet]]", "W013", "8:15"),
    ("granted: 2024-10-01", "granted: 1/10/2024", "W014", "12:14"),
    ("granted: 2024-10-01", "granted: 2024-10-32", "W014", "12:14"),
    ("[2024, 6 tháng đầu năm 2024]", "[2024, sometime]", "W015", "6:21"),
    ("[2024, 6 tháng đầu năm 2024]", "[[2024]]", "W015", "6:15"),
    ("granted: 2024-10-01", "granted: 2025-10-01", "W102", "4:9"),
    ("reason: Lũ lụt tháng 9", "reason: [a]", "W012", "9:13"),
    ("entries:\n", "entries:\n  - 5\n", "W012", "4:5"),
    ("waivers: 1", "waivers: 1\nwaivers: 1", "W004", "2:1"),
    ("effect: waive", "effect: &a waive", "W005", "7:13"),
    ("effect: waive", "effect: [waive", "W003", None),
]


@each_row(("old", "new", "code", "place"), WRONG)
def test_a_wrong_file_is_told_at_its_place(tmp_path, old, new, code, place):
    assert GOOD.count(old) == 1
    with pytest.raises(PackError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    found = {d.code.id: f"{d.location.line}:{d.location.column}" for d in caught.value.diagnostics}
    assert code in found
    assert place is None or found[code] == place


def test_the_same_name_twice_and_a_file_that_is_none(tmp_path):
    twice = GOOD + GOOD[GOOD.index("  - id") :]
    with pytest.raises(PackError) as caught:
        read(tmp_path, twice)
    assert [d.code.id for d in caught.value.diagnostics] == ["W103"]
    for text, code in (("", "W007"), ("- 1", "W012"), ("# " + "x" * 2_000_001, "W006"), ("a: \0", "W002")):
        with pytest.raises(PackError) as caught:
            read(tmp_path, text)
        assert [d.code.id for d in caught.value.diagnostics] == [code]
    with pytest.raises(PackError) as caught:
        read_waivers(str(tmp_path / "none.yaml"))
    assert [d.code.id for d in caught.value.diagnostics] == ["W001"]
    (tmp_path / "waivers.txt").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_waivers(str(tmp_path / "waivers.txt"))
    assert [d.code.id for d in caught.value.diagnostics] == ["W008"]


def test_the_example_of_the_guide_is_valid(tmp_path):
    guide = Path("docs/rules.md").read_text(encoding="utf-8")
    (waiver,) = read(tmp_path, guide[guide.index("# waivers\n") :].split("```")[0])
    assert waiver.indicator == "poverty_rate"


def test_on_the_command_line(tmp_path):
    path = tmp_path / "waivers.yaml"
    far = GOOD.replace("expires: 2025-03-31", "expires: 2999-12-31")
    path.write_text(far, encoding="utf-8")
    synthetic = "seeds/bac-kan-city/2024-synthetic.yaml"
    with_waivers = json.loads(checker("check", synthetic, "--waivers", str(path), "--format", "json").stdout)
    gates = {result["indicator"]: result["gate"] for result in with_waivers["reports"][0]["results"]}
    assert (gates["poverty_rate"], gates["budget_revenue"]) == ("waived", "fail")
    assert "W203" in [finding["code"] for finding in with_waivers["reports"][0]["findings"]]
    without = json.loads(checker("check", synthetic, "--waivers", str(path), "--no-waivers", "--format", "json").stdout)
    assert {result["gate"] for result in without["reports"][0]["results"]} == {"pass", "fail"}
    path.write_text("waivers: 1\n", encoding="utf-8")
    done = checker("check", synthetic, "--waivers", str(path))
    assert (done.exit_code, "W011" in done.stderr, "38" in done.stdout) == (2, True, False)


def test_every_code_of_waivers_is_tried_here():
    tried = set(re.findall(r'"(W[0-9]{3})"', Path(__file__).read_text(encoding="utf-8")))
    assert {code for code in REGISTRY if code.startswith("W")} <= tried
