"""One rich run, written by every format in both languages, against golden files.

``UPDATE_GOLDEN=1`` writes the files anew; read the difference before it is kept.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from checker.domain import codes
from checker.domain.axes import DataState, Gate, Kind, Matter, Pace, Verdict
from checker.domain.basis import Basis
from checker.domain.codes import DATA_FILE, REGISTRY
from checker.domain.diagnostic import Diagnostic, Excerpt, diagnostic
from checker.domain.exit import ExitCode
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import (
    Exit,
    Finding,
    GateDecision,
    PaceBasis,
    PackReference,
    Report,
    Result,
    Run,
    SourceReference,
    Stretch,
    Tally,
    TargetBound,
)
from checker.domain.reporting import ReportingUnit
from checker.domain.submission import Submission
from checker.domain.text import Message, Text, message
from checker.language import Language
from checker.reporters import FORMATS, machine, terminal
from checker.reporters.layout import cells
from checker.reporters.schema import report_schema
from tests.examples import each_row

GOLDEN = Path(__file__).parent / "golden"
PEOPLE = tuple(name for name, format_ in FORMATS.items() if format_.terminal)
PATH = "reports/báo cáo.yaml"


def result(id_: str, vi: str, en: str, **changes) -> Result:
    made = Result(
        indicator=id_,
        code=f"C-{id_[:3]}",
        title=Text(vi, en),
        group=Text("Kinh tế", "Economy"),
        parent="",
        assigned_by="",
        since="",
        decides=True,
        kind=Kind.FLOW,
        unit="tỷ đồng",
        counted=True,
        verdict=Verdict.MET,
        pace=Pace.NONE,
        data=DataState.FINAL,
        gate=Gate.PASS,
        text="1.900 tỷ đồng",
        value=point(Decimal(1900)),
        bound=TargetBound("at_least", Decimal(1900)),
        due=Period(2024),
        expected_now=True,
        shortfall=Fraction(0),
        percent_of_plan=Fraction(100),
        stretch=None,
        pace_basis=None,
        location=Location(PATH, 9, 12),
        rule=Location("rules/made/2024.yaml", 40, 13),
        source=SourceReference("Nghị quyết 12/NQ-HĐND", "2023-12-08", "example.vn/12", "đạt 1.900 tỷ đồng"),
        owner="",
    )
    return made._replace(**changes)


RESULTS = (
    result(
        "revenue",
        "Thu ngân sách trên địa bàn, không kể thu tiền sử dụng đất",
        "Budget revenue in the area, without land use fees",
        verdict=Verdict.UNMET,
        gate=Gate.FAIL,
        text="301,4 tỷ đồng",
        value=point(Decimal("301.4")),
        bound=TargetBound("at_least", Decimal(317)),
        shortfall=Fraction("15.6"),
        percent_of_plan=Fraction(30140, 317),
        stretch=Stretch(Decimal(330), reached=False),
        owner="Chi cục Thuế",
    ),
    result(
        "retail", "Bán lẻ", "Retail sales", verdict=Verdict.EXCEEDED, text="1.950,5", value=point(Decimal("1950.5"))
    ),
    result(
        "poverty",
        "Tỷ lệ hộ nghèo",
        "Poverty rate",
        kind=Kind.STOCK,
        unit="%",
        verdict=Verdict.UNDECIDED,
        gate=Gate.FAIL,
        data=DataState.ESTIMATE,
        text="1,8-1,9%",
        value=Interval(Decimal("1.8"), Decimal("1.9")),
        bound=TargetBound("at_most", Decimal("1.89"), tolerance=Decimal("0.01")),
        shortfall=Fraction(-9, 100),
        percent_of_plan=None,
    ),
    result(
        "jobs",
        "Giải quyết việc làm",
        "Jobs created",
        unit="lao động",
        verdict=Verdict.NOT_DUE,
        pace=Pace.BEHIND,
        gate=Gate.WARN,
        data=DataState.ESTIMATE,
        text="trên 210 lao động",
        value=Interval(Decimal(210), None, lo_open=True),
        bound=TargetBound("above", Decimal(700)),
        shortfall=None,
        percent_of_plan=None,
        pace_basis=PaceBasis(
            method="linear",
            share=Fraction(1, 2),
            start=Fraction(0),
            expected=Fraction(350),
            attainment=None,
            needed_per_month=None,
            projection=Fraction(420),
            left_per_month=None,
            ceiling=False,
            by=dt.date(2024, 6, 30),
            stated=False,
        ),
    ),
    result(
        "vaccines",
        "Tiêm chủng",
        "Vaccination",
        kind=Kind.VERDICT,
        unit="",
        verdict=Verdict.NO_DATA,
        gate=Gate.FAIL,
        data=DataState.MISSING,
        text="",
        value=None,
        bound=TargetBound("achieved", None),
        shortfall=None,
        percent_of_plan=None,
        location=None,
        source=None,
    ),
    result(
        "growth",
        "Giá trị sản xuất 工業",
        "Industrial output 工業",
        parent="retail",
        counted=False,
        verdict=Verdict.NOT_ASSESSED,
        text="khoảng 5-6",
        value=Interval(Decimal(5), Decimal(6)),
        bound=TargetBound("between", Decimal(5), Decimal(7)),
        assigned_by="Tỉnh",
        since="2024-03-01",
        decides=False,
    ),
    result("plain", "Chỉ báo cáo", "Reported only", code="", bound=None, due=None, counted=False, percent_of_plan=None),
)

DETAILS = (
    (message("promised"), message("“{text}”", text="phấn đấu thu ngân sách 317 tỷ đồng")),
    (message("short by"), message("{number} {unit}", number=Decimal("15.6"), unit="tỷ đồng")),
)


def finding(code: codes.Code, matter: Matter, gate: Gate, about: str = "", /, **values) -> Finding:
    details, excerpt = values.pop("details", ()), values.pop("excerpt", None)
    place = Location(PATH, 9, 12)
    said = message(code.template, **values)
    return Finding(code, matter, gate, said, about, place, None, details, message(code.remedy), excerpt)


REVENUE = RESULTS[0].title
FINDINGS = (
    finding(
        codes.BEHIND,
        Matter.BEHIND,
        Gate.WARN,
        "jobs",
        indicator=RESULTS[3].title,
        value=message("more than {number}", number=Decimal(210)),
        attainment=message("{number} %", number=Decimal(60)),
        expected=message("{number}", number=Decimal(350)),
    ),
    finding(
        codes.UNMET,
        Matter.UNMET,
        Gate.FAIL,
        "revenue",
        indicator=REVENUE,
        value=Decimal("301.4"),
        bound=message("at least {number}", number=1317),
        details=DETAILS,
    ),
    finding(
        codes.UNKNOWN_INDICATOR,
        Matter.UNKNOWN_ROWS,
        Gate.FAIL,
        value="doanh_thu",
        pack="made/2024",
        excerpt=Excerpt("\tdoanh_thu: 5", 2, 9),
    ),
    finding(
        codes.NOT_REPORTED,
        Matter.NOT_REPORTED,
        Gate.PASS,
        count=5,
        indicators=tuple(one.title for one in RESULTS[:5]),
    ),
)
REPORT = Report(
    PackReference(
        "made/2024", 3, Text("Chỉ tiêu thử", "Made-up targets"), "made", 2024, True, "rules/made.yaml", "a" * 64
    ),
    Submission(PATH, "b" * 64, "made/2024", "made", Period(2024, "H1"), dt.date(2024, 7, 2), (), synthetic=True),
    ReportingUnit("made"),
    "direct",
    RESULTS,
    Tally(44, 38, 3, 2, 1, 36, ("revenue", "poverty")),
    FINDINGS,
    GateDecision(
        Gate.FAIL,
        (
            finding(codes.GATE_BLOCKED, Matter.UNMET, Gate.FAIL, count=1, what=Matter.UNMET, indicators=(REVENUE,)),
            finding(codes.GATE_TALLY, Matter.TALLY, Gate.FAIL, met=38, counted=44, least=40),
        ),
    ),
    Exit(ExitCode.FAILED, message("the gate failed")),
)
QUIET = REPORT._replace(
    pack=REPORT.pack._replace(synthetic=False),
    submission=REPORT.submission._replace(as_of=None, synthetic=False, period=Period(2024)),
    results=RESULTS[1:2],
    tally=Tally(1, 1, 0, 0, 0, 0, ()),
    findings=(),
    gate=GateDecision(Gate.PASS, ()),
    exit=Exit(ExitCode.PASSED, message("the gate passed")),
)
UNREADABLE = diagnostic(
    DATA_FILE["duplicate-key"],
    Location("reports/second.yaml", 12, 3),
    excerpt=Excerpt("  revenue: 5", 3, 7),
    key="revenue",
    first=1234,
)
BASIS = Basis(
    dt.date(2024, 7, 2),
    "direct",
    (("pack", None), ("fail_on", ("behind",)), ("exit_zero", False)),
    (("waivers.yaml", "c" * 64),),
    ("baseline.yaml", "d" * 64),
)
RUN = Run((REPORT, QUIET), (UNREADABLE,), (message("{reason}", reason="said once"),), ExitCode.UNREADABLE, basis=BASIS)


def render(name: str, run: Run = RUN, language: str = "vi", *, width: int = 100, colour: bool = False) -> str:
    if FORMATS[name].terminal:
        return terminal(name)(run, Language(language), width=width, colour=colour)
    return machine(name)(run, Language(language)).decode("utf-8-sig")


def assert_golden(text: str, path: Path) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


@each_row("language", ["vi", "en"])
@each_row("name", [*PEOPLE, "json"])
def test_golden(name, language):
    suffix = "json" if name == "json" else "txt"
    assert_golden(render(name, language=language), GOLDEN / f"{name}.{language}.{suffix}")


def test_json_says_the_same_in_every_language():
    assert render("json", language="vi") == render("json", language="en")


def test_json_writes_exact_numbers():
    (first, _, _, jobs, *_) = json.loads(render("json"))["reports"][0]["results"]
    assert first["percent_of_plan"] == "30140/317"
    assert first["shortfall"] == "15.6"
    assert first["value"] == {
        "text": "301,4 tỷ đồng",
        "interval": {"lo": "301.4", "hi": "301.4", "lo_open": False, "hi_open": False},
    }
    assert jobs["value"]["interval"] == {"lo": "210", "hi": None, "lo_open": True, "hi_open": False}
    assert jobs["pace_basis"]["share"] == "0.5"


@each_row(
    ("number", "written"),
    [
        (Fraction(-9, 100), "-0.09"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-1, 3), "-1/3"),
        (Fraction(7), "7"),
        (Fraction(1, 2**40), "0.0000000000009094947017729282379150390625"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.50"), "1.50"),
        (Fraction(0), "0"),
        (Fraction(12345, 8), "1543.125"),
    ],
)
def test_exact_numbers_as_text(number, written):
    run = Run((REPORT._replace(results=(RESULTS[0]._replace(shortfall=number),)),), (), (), ExitCode.FAILED)
    text = json.loads(render("json", run))["reports"][0]["results"][0]["shortfall"]
    assert text == written
    if "/" not in text:
        assert Fraction(text) == number


def test_the_reports_agree_on_tally_gate_and_exit():
    one = RUN._replace(reports=(REPORT,), diagnostics=(), exit_code=ExitCode.FAILED)
    data = json.loads(render("json", one))
    assert data["exit"] == {"code": 1, "reason": "the gate failed"}
    for name in PEOPLE:
        text = render(name, one, "en")
        assert "38/44 targets met" in text
        assert "Gate: FAIL" in text
        assert text.endswith("Exit code 1: the gate failed\n")


@pytest.mark.parametrize("name", PEOPLE)
def test_colour_adds_nothing_but_escapes(name):
    coloured = render(name, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(name)
    assert "\x1b[1;31m" in coloured


@each_row("width", [20, 40, 72, 80, 100, 300])
def test_the_full_report_keeps_to_its_width(width):
    lines = render("full", width=width).splitlines()
    most = max(40, min(width, 100))
    # Beside wide labels, only a single word or path may stand out.
    assert [line for line in lines if len(line) > most and len(line[most - 16 :].split()) > 2] == []


def test_the_columns_of_the_table_are_aligned_in_cells():
    lines = render("table", width=130).splitlines()
    rule = next(number for number, line in enumerate(lines) if set(line) == {"-", " "})
    widths = {cells(line) for line in lines[rule + 1 : rule + 8] if line.rstrip().endswith(("qua", "cảnh báo"))}
    assert widths <= set(range(cells(lines[rule]) - 12, cells(lines[rule]) + 1))
    column = lines[rule].index(" -") + 1
    assert all(line[column - 1] == " " for line in lines[rule + 1 : lines.index("", rule)])


def test_the_table_stands_side_by_side_from_the_width_on_that_leaves_room_for_titles():
    def rule(width):
        return next(line for line in render("table", width=width).splitlines() if set(line) == {"-", " "})

    columns = {width: rule(width).split() for width in range(60, 130)}
    widths = {width: len(found) for width, found in columns.items()}
    assert set(widths.values()) == {4, 9}
    least = min(width for width, count in widths.items() if count == 9)
    assert {count for width, count in widths.items() if width >= least} == {9}
    # The title has its least width there, and the whole fits exactly.
    assert len(columns[least][1]) == 16
    assert len(rule(least)) == least


# ---- hostile files -------------------------------------------------------------------------

HOSTILE = [
    "\x1b[2J\x1b[1;31mĐẠT\x1b[0m",
    "evil\u202etxt.exe",
    "two\nlines\r\nand\ta tab",
    "{value} {0} {indicator.__class__} {{}} %s %(x)s",
    "שלום עולם",
    "zero\u200bwidth\ufeff and \ud800 half",
    "\x00\x07\x7f\x9b31m",
    "｜工業｜" * 30,
    "a" * 500,
    "",
    "=1+1",
    "  007  ",
    "\u2066isolate\u2069\u2028\u2029",
    "e\u0301" * 40,
]


def hostile(text: str) -> Run:
    """Return a run in which everything that comes from a file is this text."""
    title = Text(text, text)
    results = (RESULTS[0]._replace(title=title, text=text, code=text, unit=text, assigned_by=text, owner=text),)
    said = FINDINGS[1]._replace(
        message=message("{indicator} is not met: {value}, target: {bound}", indicator=title, value=text, bound=text),
        details=((message("reported"), message("“{text}”", text=text)),),
        hint=message("write {number}", number=text),
        excerpt=Excerpt(text, 3, 4),
        location=Location(text, 3, 3),
    )
    report = REPORT._replace(
        pack=REPORT.pack._replace(title=title, id=text, path=text),
        submission=REPORT.submission._replace(path=text, unit=text, source=text),
        unit=ReportingUnit(text),
        results=results,
        findings=(said, said._replace(gate=Gate.PASS), said._replace(details=())),
        gate=GateDecision(Gate.FAIL, (said,)),
    )
    trouble = UNREADABLE._replace(location=Location(text, 1, 1), excerpt=Excerpt(text, 2, 400))
    return Run((report,), (trouble,), (message("{text}", text=text),), ExitCode.FAILED)


@each_row("text", HOSTILE, ids=ascii)
@each_row("name", [name for name, format_ in FORMATS.items() if not format_.binary])
def test_no_text_of_a_file_reaches_the_terminal_raw(name, text):
    for language in ("vi", "en"):
        written = render(name, hostile(text), language)
        lines = written.split("\r\n" if name == "csv" else "\n")
        assert [line for line in lines if not line.isprintable() and "\xa0" not in line] == []
        written.encode()
        if name == "json":
            assert json.loads(written)["reports"][0]["results"][0]["value"] == (
                {"text": text, "interval": {"lo": "301.4", "hi": "301.4", "lo_open": False, "hi_open": False}}
                if text
                else None
            )


def test_every_code_is_shown_in_json():
    troubles = []
    for code in REGISTRY.values():
        fields = tuple((name, "x") for name in re.findall(r"\{(\w+)\}", code.template))
        troubles.append(Diagnostic(code, Message(code.template, fields), Location("file", 1, 1)))
    data = json.loads(render("json", Run((), tuple(troubles), (), ExitCode.INVALID)))
    assert [one["code"] for one in data["diagnostics"]] == list(REGISTRY)
    assert data["exit"]["code"] == 2


def test_json_matches_its_shape():
    jsonschema.validate(json.loads(render("json")), report_schema())


def test_the_schema_of_reports_knows_every_key():
    """With nothing more allowed, the richest report is still valid."""

    def closed(schema):
        if isinstance(schema, dict):
            more = {"additionalProperties": False} if "properties" in schema else {}
            return {key: closed(value) for key, value in schema.items()} | more
        return list(map(closed, schema)) if isinstance(schema, list) else schema

    jsonschema.Draft202012Validator.check_schema(report_schema())
    jsonschema.validate(json.loads(render("json")), closed(report_schema()))
