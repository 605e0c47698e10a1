"""The submissions of `seeds`, filled into a form: the same figures give the same results."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from checker.assessment import assess
from checker.domain.axes import DataState
from checker.engines.direct import DirectEngine
from checker.packs.load import load_pack
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.submission import read_submission
from tests.cells import ListSheet, grid
from tests.examples import each_row

SEEDS = sorted(path for path in Path("seeds").glob("*/*.yaml") if "expected" not in path.name)
STATES = {DataState.FINAL: "chính thức", DataState.ESTIMATE: "ước", DataState.PROVISIONAL: "sơ bộ"}
HEAD = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện kỳ báo cáo", "Lũy kế", "% so kế hoạch", "So cùng kỳ"]


def cell(field):
    """Return a field as a person fills it in; what YAML keeps as a machine's number is typed as a number."""
    if field is None:
        return None
    return Decimal(field.text) if re.fullmatch(r"-?[0-9]+\.[0-9]+", field.text) else field.text


def filled(submission, pack, *, coded):
    """Return the rows of a form with groups, all indicators of the pack, and the figures of a submission."""
    rows: list[list[object]] = [
        ["BIỂU MẪU"],
        [],
        [*HEAD, "Tình trạng số liệu", "Ghi chú", "Tử số", "Mẫu số", *(["Mã"] if coded else [])],
    ]
    reported = {row.indicator: row for row in submission.observations}
    group = ""
    for number, indicator in enumerate(pack.indicators, 1):
        if indicator.group.id != group:
            group = indicator.group.id
            rows.append(["", indicator.group.title.vi.upper()])
        row = reported.get(indicator.id)
        names = [
            number,
            indicator.title.vi if coded else f"- {indicator.title.vi}",
            indicator.unit and indicator.unit.name,
        ]
        if row is None:
            rows.append([*names, *[None] * 9, *([indicator.id] if coded else [])])
            continue
        figures = [None, None, cell(row.value), cell(row.percent_of_plan), "105%", STATES[row.status], row.note]
        rows.append([*names, *figures, cell(row.numerator), cell(row.denominator), *([indicator.id] if coded else [])])
    return rows


def judged(submission, pack):
    report = assess(submission, pack, DirectEngine())
    results = [
        (one.indicator, one.verdict, one.pace, one.data, one.value, one.percent_of_plan, one.text)
        for one in report.results
    ]
    findings = [(one.code.id, one.indicator, one.message) for one in report.findings]
    return results, findings, report.gate.decision


@each_row("coded", [True, False])
@each_row("path", SEEDS, ids=str)
def test_a_form_gives_the_results_of_the_same_figures_in_yaml(path, coded):
    submission = read_submission(str(path))
    pack = load_pack(submission.pack)
    sheet = ListSheet(filled(submission, pack, coded=coded))
    asked = EnvelopeOptions(
        pack.id, submission.unit, submission.period, submission.as_of, synthetic=submission.synthetic
    )
    (form,) = read_form(grid(sheet), asked)
    assert len(form.observations) == len(submission.observations)
    assert judged(form._replace(tally=submission.tally), pack) == judged(submission, pack)
