"""Reports of very many: bounds of each format, the heaviest first; names and paths as services need them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from checker.domain import codes
from checker.domain.axes import Gate, Matter, Pace, Verdict
from checker.domain.basis import Basis, Weakening
from checker.domain.exit import ExitCode
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Finding, GateDecision, Run
from checker.domain.reporting import ReportingUnit
from checker.domain.survey import IndicatorTally
from checker.domain.text import Text, message
from checker.language import Language
from checker.reporters import sarif
from checker.reporters.paths import rooted
from checker.reporters.summary import tally_sentence
from tests.command import checker
from tests.machine_readers import read_markdown, read_sarif
from tests.test_reporters import REPORT, finding, render

ROOT = Path(__file__).parent.parent
HALF = ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml"


def said(one: Finding, text: str) -> Finding:
    return one._replace(message=message("{said}", said=text), hint=message("look"))


def reports(count: int, findings: int, *, long: int = 20) -> Run:
    """Return a run of reports that warn, but for the last one, which fails."""
    made = []
    for number in range(count):
        found = [
            said(finding(codes.BEHIND, Matter.BEHIND, Gate.WARN), f"{place} {'x' * long} is behind")
            for place in range(findings)
        ]
        if number == count - 1:
            found.append(said(finding(codes.UNMET, Matter.UNMET, Gate.FAIL), "the heaviest"))
        submission = REPORT.submission._replace(unit=f"xa-{number:02}", path=f"reports/xa-{number:02}.yaml")
        gate = GateDecision(Gate.FAIL if number == count - 1 else Gate.WARN, ())
        unit = ReportingUnit(submission.unit)
        made.append(REPORT._replace(submission=submission, unit=unit, findings=tuple(found), gate=gate))
    return Run(tuple(made), (), (), ExitCode.FAILED)


@pytest.mark.parametrize(("count", "findings", "long"), [(1, 2_000, 50), (25, 44, 60), (25, 1, 70_000), (400, 9, 20)])
def test_markdown_stays_within_a_comment_and_shows_the_heaviest(count, findings, long):
    run = reports(count, findings, long=long)
    text = render("markdown", run, "en")
    assert len(text) <= 60_000
    assert "the heaviest" in text
    rows = [row for row in read_markdown(text) if "behind" in str(row)]
    left = [int(one.replace(",", "")) for one in re.findall(r"^([\d,]+) more are not shown here$", text, re.MULTILINE)]
    unshown = re.search(r"^([\d,]+) findings of ([\d,]+) reports are not shown here$", text, re.MULTILINE)
    total = len(rows) + sum(left) + (int(unshown[1].replace(",", "")) if unshown else 0)
    more_reports = max(0, count - 150)
    assert total >= count * findings
    assert total <= count * findings + 1 + more_reports
    if count > 2:
        assert text.startswith("| unit | period | targets met | gate |")
        assert text.count("| xa") >= min(count, 150)


def test_sarif_holds_no_more_than_services_take(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 100)
    run = reports(5, 44)
    log = json.loads(render("sarif", run, "en"))
    (whole,) = log["runs"]
    assert len(whole["results"]) == 100
    assert whole["results"][0]["message"]["text"].startswith("the heaviest")
    told = [one["message"]["text"] for one in whole["invocations"][0]["toolExecutionNotifications"]]
    assert told == ["pack: rules/made.yaml (SHA-256 aaaaaaaaaaaaaaaa)", "121 more are not shown here"]
    assert {whole["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in whole["results"]} == {"T001", "T004"}


def test_sarif_names_rules_shortly_and_results_twice():
    run = reports(2, 3)
    found = read_sarif(render("sarif", run, "en"))
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in found]
    assert len(set(hashes)) == len(hashes)
    assert all(re.fullmatch(r"[0-9a-f]{16}:[1-9][0-9]*", one) for one in hashes)
    assert all(one["fingerprints"]["finding/v1"] == one["partialFingerprints"]["finding/v1"] for one in found)
    (whole,) = json.loads(render("sarif", run, "en"))["runs"]
    rules = whole["tool"]["driver"]["rules"]
    assert [(rule["shortDescription"]["text"], rule["properties"]["tags"]) for rule in rules] == [
        ("Behind pace", ["target"]),
        ("Target unmet", ["target"]),
    ]
    assert "helpUri" not in rules[0]
    assert "uri" not in whole["originalUriBaseIds"]["SRCROOT"]
    assert {one["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] for one in found} == {"SRCROOT"}


ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "disabled", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id"},
    "testcase": {"name", "classname", "time", "group"},
    "properties": set(),
    "property": {"name", "value"},
    "skipped": {"type", "message"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "system-out": set(),
}
"""What strict readers of JUnit's XML know of each element."""


def test_junit_has_unique_names_and_no_attribute_that_strict_readers_refuse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "unit,period,indicator,value\n" + "bac-kan-city,2024,xyz,1\nbac-kan-city,2024,budget_revenue,1\n" * 3
    Path("dup.csv").write_text(text, encoding="utf-8")
    Path("broken.yaml").write_text("a: [", encoding="utf-8")
    done = checker("check", "-p", "bac-kan-city/2024", "dup.csv", "broken.yaml", "--format", "junit")
    root = ET.fromstring(done.stdout)  # noqa: S314 - our own
    cases = [(one.get("classname"), one.get("name")) for one in root.iter("testcase")]
    assert len(set(cases)) == len(cases) > 20
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag], element.tag
    assert "dup.csv:" in done.stdout


@pytest.mark.parametrize("format_", ["sarif", "gitlab", "github", "junit"])
def test_paths_count_from_the_root_of_the_repository(tmp_path, monkeypatch, format_):
    inner = tmp_path / "data" / "reports"
    inner.mkdir(parents=True)
    (inner / "half.yaml").write_bytes(HALF.read_bytes())
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)  # noqa: S607
    written = set()
    for folder, path in ((tmp_path, "data/reports/half.yaml"), (inner, "half.yaml"), (inner, "../reports/half.yaml"),
                         (inner, str(inner / "half.yaml")), (tmp_path, "./data/reports/half.yaml")):  # fmt: skip
        monkeypatch.chdir(folder)
        text = checker("check", path, "--format", format_).stdout
        # Sentences quote the path as it was given; all else, fingerprints too, is the same.
        written.add(re.sub(rf"{re.escape(path)}|[^\s\"]*data/reports/half\.yaml", "PATH", text))
    assert len(written) == 1
    monkeypatch.chdir(inner)
    assert "data/reports/half.yaml" in checker("check", "half.yaml", "--format", format_).stdout


def test_outside_of_a_repository_paths_count_from_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert [
        rooted(path) for path in ("a.yaml", "./a.yaml", ".\\b\\a.yaml", "b/../a.yaml", "<stdin>.yaml", "--select", "")
    ] == [
        "a.yaml",
        "a.yaml",
        "b/a.yaml",
        "b/../a.yaml",
        "<stdin>.yaml",
        "--select",
        "",
    ]
    assert rooted("/nowhere/a.yaml") == "/nowhere/a.yaml"
    assert rooted(str(tmp_path / "a.yaml")) == "a.yaml"
    assert rooted("C:\\a\\b.yaml") == "C:/a/b.yaml"


@pytest.mark.parametrize("format_", ["full", "table"])
def test_many_units_begin_with_their_table(format_):
    run = reports(25, 30)
    text = render(format_, run, "en")
    lines = text.splitlines()
    assert all(lines[number].startswith(f"xa-{number:02}  ") for number in range(25))
    assert lines[0].endswith("FAIL") or "WARN" in lines[0] or "PASS" in lines[0]
    if format_ == "full":
        assert len(lines) < 300
        assert "xa-00, xa-01, xa-02 and 22 more: 0 x" in text
        assert "WARNING T004 × 750" in text
        assert "the heaviest" in text


def test_the_table_of_all_units_comes_first_from_ten_on():
    few, many = (render("table", reports(count, 1), "en") for count in (9, 10))
    assert not few.startswith("xa-00  ")
    assert many.startswith("xa-00  ")
    assert few.splitlines()[-3].startswith("xa-08  ") or "\nxa-08  " in few


def test_very_many_findings_of_a_kind_are_counted_on_the_screen():
    text = render("full", reports(1, 500), "en")
    assert text.count("WARNING T004 ") == 100
    assert "400 more of T004; json and csv list them" in text


def test_what_weakens_the_gate_stands_first_in_every_format_for_people():
    place = Location("checker.yaml", 3, 1)
    weaker = (Weakening("ignore", ("T004", "x"), place), Weakening("exit_zero", ()))
    basis = Basis(None, "direct", (), settings=("checker.yaml", "a" * 64), weakenings=weaker)
    for count in (1, 25):
        for format_ in ("full", "table", "markdown"):
            text = render(format_, reports(count, 1)._replace(basis=basis), "en").replace("\\", "")
            first = text.splitlines()[:3]
            assert "settings: checker.yaml (SHA-256 aaaaaaaaaaaaaaaa)" in first[0]
            assert "weaker gate: --ignore: T004, x (checker.yaml:3:1)" in first[1]
            assert "weaker gate: --exit-zero: –" in first[2]


def test_the_counts_of_an_indicator_are_told_by_verdict_and_pace():
    told = IndicatorTally(
        *("made/2024", Period(2024), "x", "1", Text("Thu", "Revenue"), Text("Kinh tế", "Economy"), 9),
        verdicts=((Verdict.MET, 4), (Verdict.UNMET, 3)),
        paces=((Pace.BEHIND, 1),),
        without=2,
    )
    sentence = Language("en").render(tally_sentence(told))
    assert sentence == "9 units; met: 4, unmet: 3, behind: 1, no data: 2"
