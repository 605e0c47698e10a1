"""Targets that were due in an earlier period, or by a day: every format, marked workbooks and bulk tell the same."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path

import openpyxl
import pytest

from checker.assessment import Options
from checker.forms.annotate import annotate
from checker.language import Language
from checker.pipeline import check
from checker.reporters import FORMATS, machine, terminal
from tests.examples import each_row
from tests.office import Office, indicator
from tests.test_bulk_alike import in_columns, rows, table
from tests.workbooks import reopened

pytestmark = pytest.mark.slow

QUARTER = indicator("thu", more="due: 2024-Q1\ntarget: {at_least: 200}")
DAY = indicator("ke", unit="", kind="verdict", more="due: 2024-02-15\ntarget: {achieved: true}")
BESIDE = indicator("x", more="pace: none\ntarget: {at_least: 0}")
CASES = {
    # What is sent for the first quarter and for the half-year: the figure, the verdict; what is told of the last.
    "muon": (("150", "đạt ngày 20/2"), ("320", "đạt"), {("thu", "unmet", "T011"), ("ke", "unmet", "T011")}),
    "chua": (
        ("150", "chưa hoàn thành"),
        ("180", "chưa hoàn thành"),
        {("thu", "unmet", "T015"), ("ke", "unmet", "T015")},
    ),
    "dung": (("210", "đạt ngày 15/2"), ("320", "đạt"), {("thu", "exceeded", ""), ("ke", "met", "")}),
    "ngo": (("dưới 300", "đạt"), ("320", "đạt"), {("thu", "undecided", "T002"), ("ke", "undecided", "T002")}),
    "thieu": (None, ("320", "đạt"), {("thu", "no_data", "T014"), ("ke", "no_data", "T014")}),
    "ngay": (("150", "đạt ngày 20/2"), None, {("thu", "unmet", "T001"), ("ke", "unmet", "T001 D165")}),
}


def written(path: Path, unit: str, period: str, figures: tuple[str, str]) -> str:
    """Write a form of a unit as an office would."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["unit", unit], ["period", period], [], ["id", "Chỉ tiêu", "Đơn vị tính", "Thực hiện"],
        ["thu", "Chỉ tiêu thu", "tỷ đồng", figures[0]], ["ke", "Chỉ tiêu ke", "", figures[1]],
        ["x", "Chỉ tiêu x", "tỷ đồng", "1"],
    ):  # fmt: skip
        sheet.append(line)
    book.save(path)
    return str(path)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Return the pack, the files, and the rows of the same for bulk."""
    folder = tmp_path_factory.mktemp("due")
    office = Office(folder, QUARTER, DAY, BESIDE, more=f"reporting: {{units: [{', '.join(CASES)}]}}\n")
    files, lines = [], []
    for unit, (first, second, _) in CASES.items():
        for period, figures in (("2024-Q1", first), ("2024-H1", second)):
            if figures:
                files.append(written(folder / f"{unit}-{period}.xlsx", unit, period, figures))
                told = zip(("thu", "ke", "x"), (*figures, "1"), strict=True)
                lines += [f"{unit},{period},{id_},{text}\n" for id_, text in told]
    return office.pack, files, lines


@pytest.fixture(scope="module")
def run(sent):
    pack, files, _ = sent
    return check(files, Options(pack=str(pack), engine="direct"))


def last_reports(run):
    """Return the last report of each unit."""
    return {report.submission.unit: report for report in run.reports}


def test_check_and_bulk_tell_what_the_table_says(tmp_path, sent, run):
    pack, _, lines = sent
    in_columns([str(pack)], rows(tmp_path, "".join(lines)), output=str(tmp_path / "out"))
    found = table(tmp_path / "out", "findings", "unit, period, indicator, code")
    for unit, report in last_reports(run).items():
        expected = {(id_, verdict, frozenset(code.split())) for id_, verdict, code in CASES[unit][2]}
        by_id: dict[str, set[str]] = {}
        for one in report.findings:
            by_id.setdefault(one.indicator, set()).add(one.code.id)
        stands = {(one.indicator, one.verdict.value) for one in report.results if one.indicator != "x"}
        assert {(id_, verdict, frozenset(by_id.get(id_, ()))) for id_, verdict in stands} == expected, unit
        there: dict[str, set[str]] = {}
        for of, period, id_, code in found:
            if (of, period) == (unit, str(report.submission.period)):
                there.setdefault(id_, set()).add(code)
        assert there == {id_: codes for id_, codes in by_id.items() if codes}, unit


TEXTS = [name for name, one in FORMATS.items() if not one.binary and name not in ("openmetrics", "paragraph", "csv")]


@each_row("name", TEXTS)
@each_row("language", ["en", "vi"])
def test_a_format_tells_each_finding_in_full(run, name, language):
    words = Language(language)
    if FORMATS[name].terminal:
        text = terminal(name)(run, words, width=4000, colour=False)
    else:
        text = machine(name)(run, words).decode("utf-8-sig")
    text = " ".join(html.unescape(text.replace("\\", "")).split())
    for report in last_reports(run).values():
        for one in report.findings:
            said = " ".join(words.render(one.message).split())
            assert said in text, (name, one.code.id)


def test_sheets_and_tables_tell_each_verdict(run):
    told = {
        (row["unit"], row["period"], row["indicator"]): row
        for row in csv.DictReader(io.StringIO(machine("csv")(run, Language("en")).decode("utf-8-sig")))
    }
    reports = json.loads(machine("json")(run, Language("en")))["reports"]
    results = {
        (report["submission"]["unit"], report["submission"]["period"], one["indicator"]): one
        for report in reports
        for one in report["results"]
    }
    for unit, report in last_reports(run).items():
        for id_, verdict, _ in CASES[unit][2]:
            key = unit, str(report.submission.period), id_
            assert told[key]["verdict"] == results[key]["verdict"] == verdict
            assert told[key]["due"] == results[key]["due"] == {"thu": "2024-Q1", "ke": "2024-02-15"}[id_]


def test_the_workbook_of_results_tells_each_finding(run):
    book = reopened(machine("xlsx")(run, Language("en")))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    for report in last_reports(run).values():
        for one in report.findings:
            said = Language("en").render(one.message)
            assert any(said in text for text in texts), one.code.id


def test_a_marked_workbook_tells_each_finding(sent, run):
    _, files, _ = sent
    for report in run.reports:
        path = next(one for one in files if report.submission.path == one)
        data = annotate([report], [], Path(path).read_bytes(), path, Language("en"))
        book = reopened(data)
        comments = " ".join(
            str(cell.comment.text) for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment
        )
        for one in report.findings:
            if one.indicator in ("thu", "ke"):
                assert Language("en").render(one.message) in comments, one.code.id
