"""The formats for programs, read back by readers that others wrote, benign and hostile.

``UPDATE_GOLDEN=1`` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, Skipped

from checker.assessment import Options
from checker.domain import codes
from checker.domain.axes import DataState, Gate, Matter, Verdict
from checker.domain.codes import REGISTRY
from checker.domain.diagnostic import Diagnostic, Excerpt
from checker.domain.exit import ExitCode
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Run
from checker.domain.text import Message, Text, message
from checker.language import Language, display_safe
from checker.pipeline import check
from checker.reporters import FORMATS
from checker.reporters.cases import suites
from checker.reporters.diagnostics import frame
from checker.reporters.json_text import dumped
from tests.examples import each_row
from tests.machine_readers import (
    READERS,
    read_concise,
    read_csv,
    read_github,
    read_gitlab,
    read_jsonl,
    read_junit,
    read_markdown,
    read_openmetrics,
    read_sarif,
    read_tap,
    shape,
)
from tests.test_reporters import (
    FINDINGS,
    GOLDEN,
    HOSTILE,
    REPORT,
    RESULTS,
    RUN,
    UNREADABLE,
    assert_golden,
    finding,
    hostile,
    render,
    result,
)

MACHINES = {
    "concise": "txt",
    "jsonl": "jsonl",
    "csv": "csv",
    "junit": "xml",
    "sarif": "sarif",
    "github": "txt",
    "gitlab": "json",
    "markdown": "md",
    "tap": "tap",
    "openmetrics": "txt",
}
CELL = Location("reports/Biểu 01.xlsx", sheet="Biểu 01", cell="E14")
ASIDE = (
    result(
        "roads",
        "Đường giao thông",
        "Roads",
        verdict=Verdict.UNMET,
        gate=Gate.WAIVED,
        location=CELL,
    ),
    result("water", "Nước sạch", "Clean water", verdict=Verdict.UNMET, gate=Gate.KNOWN, location=CELL),
    result("parks", "Công viên", "Parks", verdict=Verdict.UNMET, gate=Gate.IGNORED, location=CELL),
    result(
        "forest",
        "Rừng",
        "Forest",
        verdict=Verdict.INVALID,
        gate=Gate.FAIL,
        data=DataState.FINAL,
        text="1.89",
        value=None,
        shortfall=None,
        percent_of_plan=None,
        location=CELL,
    ),
)


def unmet(about: str, gate: Gate, /, **changes):
    title = next(one.title for one in ASIDE if one.indicator == about)
    made = finding(codes.UNMET, Matter.UNMET, gate, about, indicator=title, value=1, bound=message("achieved"))
    return made._replace(location=CELL, rule=Location("rules/made/2024.yaml", 40, 13), **changes)


APPROVAL = message("{waiver}: {reason}", waiver="W-1", reason="lũ lụt")
MORE = (
    unmet("roads", Gate.WAIVED, waiver="W-1", details=((message("waived by"), APPROVAL),), approval=APPROVAL),
    unmet("water", Gate.KNOWN, baseline=Location("baseline.yaml", 12, 5)),
    unmet("parks", Gate.IGNORED),
    finding(
        codes.AMBIGUOUS_NUMBER, Matter.INVALID, Gate.FAIL, "forest", value="1.89", first="189", second="1,89"
    )._replace(location=CELL, hint=message("write {number}", number="189")),
)
RICH = RUN._replace(
    reports=(REPORT._replace(results=(*RESULTS, *ASIDE), findings=(*FINDINGS, *MORE)), *RUN.reports[1:])
)


@each_row("language", ["vi", "en"])
@each_row("name", MACHINES)
def test_golden(name, language):
    assert_golden(render(name, RICH, language), GOLDEN / f"{name}.{language}.{MACHINES[name]}")


def test_every_format_for_programs_has_golden_files():
    # tests/test_papers.py holds the paragraphs.
    assert {*MACHINES, "json", "html", "paragraph"} == {
        name for name, format_ in FORMATS.items() if not (format_.terminal or format_.binary)
    }


# ---- readers that others wrote -------------------------------------------------------------


@each_row("language", ["vi", "en"])
@each_row("name", MACHINES)
@each_row("run", [RICH, RUN, Run((), (), (), ExitCode.NOTHING)], ids=["rich", "run", "nothing"])
def test_others_read_it(name, language, run):
    if name in ("concise", "github") and not run.reports:
        assert render(name, run, language) == ""
    else:
        READERS[name](render(name, run, language))


# ---- what stands in them -------------------------------------------------------------------


def test_lines_of_json_are_the_report_cut_apart():
    whole = json.loads(render("json", RICH))
    records = read_jsonl(render("jsonl", RICH))
    assert [record["record"] for record in records][:2] == ["run", "report"]
    for kind in ("result", "finding"):
        cut = [
            {key: value for key, value in record.items() if key not in ("record", "report")}
            for record in records
            if record["record"] == kind
        ]
        assert cut == [one for report in whole["reports"] for one in report[f"{kind}s"]]
    assert records[-1] == {"record": "exit", **whole["exit"]}


def test_the_table_has_a_row_for_everything():
    rows = read_csv(render("csv", RICH, "en"))
    count = {kind: sum(row["record"] == kind for row in rows) for kind in ("target", "finding", "diagnostic", "gate")}
    # The tally that is below its least is a reason of the gate that no finding gives.
    assert count == {"target": 12, "finding": 9, "diagnostic": 1, "gate": 2}
    assert rows[0]["record"] == "basis"
    revenue = rows[1]
    assert (revenue["low"], revenue["bound"], revenue["verdict"], revenue["gate"]) == ("301.4", "317", "unmet", "fail")
    assert revenue["percent_of_plan"] == "95.078864353312"
    assert rows[-1]["record"] == "exit"
    cells = [(row["sheet"], row["cell"]) for row in rows if row["indicator"] == "roads"]
    assert cells == [("Biểu 01", "E14")] * 2


def test_outcomes_of_cases():
    outcomes = {name: kinds for _, name, kinds in read_junit(render("junit", RICH, "en"))}
    assert outcomes["Budget revenue in the area, without land use fees"] == (Failure,)
    assert outcomes["Forest"] == (Error,)
    assert outcomes["Roads"] == outcomes["Clean water"] == outcomes["Parks"] == (Skipped,)
    assert outcomes["Retail sales"] == ()
    assert outcomes["Jobs created"] == (Skipped,)
    assert [kinds for name, kinds in outcomes.items() if name.startswith("D101")] == [(Error,)]
    assert [kinds for name, kinds in outcomes.items() if name.startswith("G002")] == [(Failure,)]
    assert [kinds for name, kinds in outcomes.items() if name.startswith("D004")] == [(Error,)]
    assert "growth/Tỉnh" in {case.key for suite in suites(RICH, Language("en")) for case in suite.cases}


@pytest.mark.parametrize(
    ("gate", "outcome"), [(Gate.FAIL, (Error,)), (Gate.WARN, ()), (Gate.KNOWN, (Skipped,)), (Gate.IGNORED, (Skipped,))]
)
def test_findings_without_a_target_are_cases_of_their_own(gate, outcome):
    decision = REPORT.gate._replace(reasons=())
    report = REPORT._replace(results=(), findings=(FINDINGS[2]._replace(gate=gate),), gate=decision)
    ((_, name, found),) = read_junit(render("junit", Run((report,), (), (), ExitCode.FAILED), "en"))
    assert (name, found) == ("D101 `doanh_thu` is not an indicator of pack `made/2024`", outcome)
    passing = report._replace(findings=(FINDINGS[3],))
    assert read_junit(render("junit", Run((passing,), (), (), ExitCode.PASSED))) == []


def test_what_is_wrong_with_a_waiver_is_no_case_of_its_target():
    stale = FINDINGS[1]._replace(code=codes.BASELINE_STALE, matter=Matter.BASELINE, gate=Gate.FAIL)
    report = REPORT._replace(results=RESULTS[:1], findings=(stale,), gate=REPORT.gate._replace(reasons=()))
    names = [name for _, name, _ in read_junit(render("junit", Run((report,), (), (), ExitCode.FAILED), "en"))]
    assert [name[:6] for name in names] == ["Budget", "G012 B"]


SEEDS = [
    "seeds/bac-kan-city/2023.yaml",
    "seeds/bac-kan-city/2024-H1.yaml",
    "seeds/bac-kan-city/2024-synthetic.yaml",
    "seeds/national-assembly/2019.yaml",
    "missing.yaml",
]


@each_row("path", SEEDS)
def test_a_suite_fails_exactly_when_its_gate_does(path):
    run = check([path], Options(engine="direct"))
    failed = run.exit_code != 0
    kinds = {kind for _, _, case in read_junit(render("junit", run)) for kind in case}
    assert bool(kinds & {Failure, Error}) is failed
    assert all(ok for ok, *_ in read_tap(render("tap", run))) is not failed


@pytest.mark.parametrize("path", SEEDS[:4])
def test_the_formats_count_the_same(path):
    run = check([path], Options(engine="direct"))
    (report,) = run.reports
    failed = sum(one.gate is Gate.FAIL for one in report.findings)
    sarif = read_sarif(render("sarif", run))
    assert len(sarif) == len(report.findings)
    assert [found["level"] for found in sarif].count("error") == failed
    assert [kind for kind, *_ in read_github(render("github", run))].count("error") == failed
    assert [issue["severity"] for issue in read_gitlab(render("gitlab", run))].count("critical") == failed
    rows = read_csv(render("csv", run))
    assert sum(row["record"] == "finding" and row["gate"] == "fail" for row in rows) == failed
    assert len(read_concise(render("concise", run))) == max(len(report.findings), 1)
    samples = read_openmetrics(render("openmetrics", run))
    assert sum(v for name, labels, v in samples if (name, labels.get("gate")) == ("checker_findings", "fail")) == failed
    tally = {labels["count"]: value for name, labels, value in samples if name == "checker_tally"}
    assert (tally["met"], tally["counted"]) == (report.tally.met, report.tally.counted)
    assert [value for name, _, value in samples if name == "checker_exit_code"] == [run.exit_code]


def test_sarif_holds_regions_cells_clauses_and_suppressions():
    log = json.loads(render("sarif", RICH, "en"))
    about = ((found.get("properties", {}).get("indicator"), found) for found in log["runs"][0]["results"])
    results = {name: found for name, found in about if name}
    assert results["revenue"]["locations"][0]["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 12}
    assert results["roads"]["locations"][0]["logicalLocations"] == [
        {"name": "E14", "fullyQualifiedName": "'Biểu 01'!E14", "kind": "cell"}
    ]
    assert unquote(results["roads"]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == CELL.path
    assert "đạt 1.900 tỷ đồng" in results["roads"]["relatedLocations"][0]["message"]["text"]
    reasons = {name: [one["justification"] for one in found["suppressions"]] for name, found in results.items()}
    assert reasons == {
        "jobs": [],
        "revenue": [],
        "forest": [],
        "roads": ["waived: W-1: lũ lụt"],
        "water": ["known: baseline.yaml:12:5"],
        "parks": ["ignored"],
    }
    (unknown,) = [found for found in log["runs"][0]["results"] if found["ruleId"] == "D101"]
    assert unknown["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 9,
        "startColumn": 12,
        "endColumn": 21,
        "snippet": {"text": "\\tdoanh_thu: 5"},
    }


@each_row(
    ("path", "uri"),
    [
        ("a/b c.yaml", "a/b%20c.yaml"),
        ("./a.yaml", "a.yaml"),
        ("/data/báo cáo.yaml", "file:///data/b%C3%A1o%20c%C3%A1o.yaml"),
        ("C:\\Báo cáo\\a.xlsx", "file:///C:/B%C3%A1o%20c%C3%A1o/a.xlsx"),
        ("reports\\a.xlsx", "reports/a.xlsx"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths_as_uris(path, uri):
    trouble = UNREADABLE._replace(location=Location(path, 1, 1))
    (found,) = read_sarif(render("sarif", Run((), (trouble,), (), ExitCode.UNREADABLE)))
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def fingerprints(run: Run) -> list[str]:
    return [found["partialFingerprints"]["finding/v1"] for found in read_sarif(render("sarif", run))]


def test_fingerprints_survive_another_value_another_place_and_another_path(tmp_path):
    text = Path(SEEDS[2]).read_text(encoding="utf-8")
    first = check([SEEDS[2]], Options(engine="direct"))
    path = tmp_path / "moved.yaml"
    path.write_text("# moved\n\n" + text.replace("301,4 tỷ đồng", "299 tỷ đồng"), encoding="utf-8")
    moved = check([str(path)], Options(engine="direct"))
    assert first.reports[0].findings != moved.reports[0].findings
    # The stated percentage of the plan does not follow any more, which is a new finding.
    assert set(fingerprints(first)) < set(fingerprints(moved))
    assert len(set(fingerprints(first))) == len(first.reports[0].findings) > 1
    half = check([SEEDS[2]], Options(engine="direct", period=first.reports[0].submission.period._replace(part="")))
    assert fingerprints(half) == fingerprints(first)


def test_findings_that_are_alike_have_fingerprints_of_their_own():
    report = REPORT._replace(findings=FINDINGS[1:2] * 3)
    assert len(set(fingerprints(Run((report,), (), (), ExitCode.FAILED)))) == 4


# A run of a few codes, for formats bound what they show of one run.
@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_every_code_is_written_by_every_format(name):
    for start in range(0, len(REGISTRY), 8):
        several = list(REGISTRY.values())[start : start + 8]
        troubles = []
        for code in several:
            fields = tuple((name, "x") for name in re.findall(r"\{(\w+)\}", code.template))
            troubles.append(Diagnostic(code, Message(code.template, fields), Location("file", 1, 1)))
        written = render(name, Run((), tuple(troubles), (), ExitCode.INVALID))
        assert READERS[name](written)
        assert name == "openmetrics" or [code.id for code in several if code.id not in written] == []


def test_a_long_report_fits_into_a_comment_and_says_what_it_leaves_out():
    report = REPORT._replace(findings=FINDINGS[1:2] * 2_000)
    text = render("markdown", Run((report, report), (UNREADABLE,), (), ExitCode.FAILED), "en")
    assert len(text) < 65_536
    shown = len([row for row in read_markdown(text) if "T001" in row])
    counts = re.findall(r"^([0-9,]+) (?:more|findings of .*) are not shown", text, re.MULTILINE)
    left = [int(count.replace(",", "")) for count in counts]
    # A report has a reason of its gate beside its findings; what kept a file from being evaluated is shown.
    assert shown + sum(left) == 4_000 + 2
    assert UNREADABLE.code.id in text
    assert "Exit code 1" in text


def test_a_file_that_is_named_twice_is_one_series():
    whole = len(read_openmetrics(render("openmetrics", Run((REPORT,), (), (), ExitCode.FAILED))))
    assert len(read_openmetrics(render("openmetrics", Run((REPORT, REPORT), (), (), ExitCode.FAILED)))) == whole
    year = REPORT._replace(submission=REPORT.submission._replace(period=Period(2024)))
    assert (
        len(read_openmetrics(render("openmetrics", Run((REPORT, year), (), (), ExitCode.FAILED))))
        == 2 * (whole - 2) + 2
    )


def test_what_is_put_together_from_several_files_stands_at_the_first_of_them():
    places = (("observations", Location("north.yaml")),)
    submission = REPORT.submission._replace(path="north.yaml + south.yaml", places=places)
    report = REPORT._replace(submission=submission, findings=(FINDINGS[1]._replace(location=None),))
    (command, *_) = read_github(render("github", Run((report,), (), (), ExitCode.FAILED)))
    assert command[1]["file"] == "north.yaml"


# ---- hostile texts -------------------------------------------------------------------------

WORSE = [
    *HOSTILE,
    "]]><!-- --><script>alert(1)</script>&amp;&#x1b;",
    "| a | b |\n|---|---|",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) <http://evil.example>",
    "a,b:c%2C%3A%25,line=7",
    "http://evil.example www.evil.example WWW.EVIL.example mailto:a@b.example a@b.example ftp://x.example",
    "@everyone #12 !34 GH-5 ~bug %v1 $7 &8 ^9 :tada:",
    "``` `code` *em* _em_ **b** ~~s~~ $x^2$ $$y$$",
    "::error::stop %0A::set-output name=x::y",
    "##[error]x ::stop-commands::x",
    "ok 1 - # SKIP nothing # TODO",
    "Bail out!",
    '"quoted" \\" \\n } 1 # EOF',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "-15.6",
    "--- ... - key: value",
    "'",
    "\ufdd0\ufffe\U0010ffff\ue000\x85",
    "\u202eabc\u2069\u200d\u00ad",
]


@cache
def benign_shape(name):
    return shape(name, READERS[name](render(name, hostile("benign"), "en")))


@each_row("name", READERS)
def test_no_text_changes_what_is_read(name):
    for text in WORSE:
        found = READERS[name](render(name, hostile(text), "en"))
        assert shape(name, found) == benign_shape(name), ascii(text)


@given(st.text(st.characters(), max_size=30), st.sampled_from(list(READERS)))
def test_no_text_at_all_changes_what_is_read(text, name):
    found = READERS[name](render(name, hostile(text), "en"))
    assert shape(name, found) == benign_shape(name)


@each_row("text", WORSE, ids=ascii)
def test_texts_are_shown_as_they_are_but_for_escapes(text):
    safe = display_safe(text)
    (target,) = [row for row in read_csv(render("csv", hostile(text), "en")) if row["record"] == "target"]
    assert target["title"] in (safe, f"'{safe}")
    assert json.loads(render("json", hostile(text)))["reports"][0]["results"][0]["title"]["vi"] == text
    samples = read_openmetrics(render("openmetrics", hostile(text)))
    assert [labels["title"] for name, labels, _ in samples if name == "checker_target"] == [safe]
    assert next(iter(read_junit(render("junit", hostile(text)))))[1].startswith(safe)
    sentence = f"{safe} is not met: {safe}, target: {safe}"
    (_, properties, annotation), *_ = read_github(render("github", hostile(text), "en"))[1:]
    assert properties["file"] == display_safe(text.replace("\\", "/"))
    assert annotation.split("\n")[0] == sentence
    shown = [cell for row in read_markdown(render("markdown", hostile(text), "en")) for cell in row]
    assert sentence.strip() in shown


def cells_of(text: str) -> Iterator[str]:
    for row in read_csv(render("csv", hostile(text), "en")):
        yield from row.values()


@each_row("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "--5", "-", "+-5"])
def test_formulas_are_text_in_a_spreadsheet(text):
    assert f"'{display_safe(text)}" in set(cells_of(text))


@pytest.mark.parametrize("text", ["-15.6", "+5", "-0"])
def test_numbers_stay_numbers_in_a_spreadsheet(text):
    assert text in set(cells_of(text))


def test_blocks_of_yaml_hold_what_was_said():
    (_, _, _, block), *_ = read_tap(render("tap", RICH, "en"))
    assert block["key"] == "revenue"
    assert yaml.safe_load(yaml.safe_dump(block)) == block
    assert block["message"].startswith("Budget revenue in the area")


def test_excerpts_do_not_leave_their_line():
    said = FINDINGS[2]._replace(excerpt=Excerpt("x: \x1b[31m", 4, 5))
    report = REPORT._replace(findings=(said,), gate=REPORT.gate._replace(reasons=()))
    (found,) = read_sarif(render("sarif", Run((report,), (), (), ExitCode.FAILED)))
    assert found["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "x: \\x1b[31m"


def test_a_place_without_extent_is_one_character_wide():
    excerpt = Excerpt("x: ", 4, 0)
    said = FINDINGS[2]._replace(location=Location("a.yaml", 1, 4), excerpt=excerpt)
    report = REPORT._replace(findings=(said,), gate=REPORT.gate._replace(reasons=()))
    (found,) = read_sarif(render("sarif", Run((report,), (), (), ExitCode.FAILED)))
    region = found["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (4, 5)
    assert [line.strip(" |") for line in frame(excerpt, 1, 80)][1] == "^"


def test_a_title_in_two_languages_is_written_in_one():
    run = hostile("x")
    report = run.reports[0]
    titled = report._replace(results=(report.results[0]._replace(title=Text("Thu", "Revenue")),))
    assert "Revenue" in render("csv", run._replace(reports=(titled,)), "en")
    assert "Revenue" not in render("csv", run._replace(reports=(titled,)), "vi")


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]))
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts | st.sampled_from([ExitCode.FAILED, Verdict.MET]),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(plain_values, st.sampled_from([None, 1, 2]))
def test_values_are_written_as_the_standard_library_writes_them(value, indent):
    assert dumped(value, indent).decode() == json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def test_what_is_no_plain_value_is_no_json():
    with pytest.raises(TypeError, match="Decimal"):
        dumped([Decimal(1)], 2)
