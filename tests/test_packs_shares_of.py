"""Targets that are a share of what another indicator reports, or of its plan."""

from __future__ import annotations

import pytest

from checker import pipeline
from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.language import Language
from checker.packs.load import check_pack, load_pack
from tests.examples import each_row
from tests.test_packs_forms import rules, run_of

__all__ = ["rules"]

JOBS = """\
  jobs: {code: "1", title: Giải quyết việc làm, unit: lao động, target: {at_least: 5000},
         source: giải quyết việc làm cho 5.000 lao động}
  women: {code: "1a", title: "Trong đó: lao động nữ", unit: "%", kind: ratio, parent: jobs, share_of: jobs,
          target: {at_least: 40}, source: "trong đó lao động nữ chiếm 40%"}
"""
PLAN = JOBS.replace("share_of:", "share_of_plan:")

CASES = [
    (JOBS, {"jobs": "5000", "women": "2.000 lao động"}, "met"),
    (JOBS, {"jobs": "5000", "women": "1.999 lao động"}, "unmet"),
    (JOBS, {"jobs": "5001", "women": "2.000 lao động"}, "unmet"),
    (JOBS, {"jobs": "5001", "women": "2 nghìn lao động"}, "unmet"),
    (JOBS, {"women": "2001 lao động", "jobs": "5 nghìn lao động"}, "exceeded"),
    (JOBS, {"jobs": "5001", "women": "40%"}, "met"),
    (JOBS, {"jobs": "5001", "women": "40"}, "met"),
    (JOBS, {"women": "2.000 lao động"}, "no_data"),
    (JOBS, {"jobs": "khoảng 5000", "women": "2.000 lao động"}, "no_data"),
    (JOBS, {"jobs": "0", "women": "0 lao động"}, "no_data"),
    (JOBS, {"jobs": "5000", "women": "12 ha"}, "invalid"),
    (JOBS, {"jobs": "5000", "women": "trên 1.999 lao động"}, "undecided"),
    (PLAN, {"jobs": "1", "women": "2.000 lao động"}, "met"),
    (PLAN, {"women": "1.999 lao động"}, "unmet"),
]


@each_row("engine", ["rete", "direct"])
@each_row(("pack", "figures", "verdict"), CASES)
def test_a_count_is_compared_as_the_share_that_it_is(rules, tmp_path, pack, figures, verdict, engine):
    rules(pack)
    run_of(tmp_path, "2024", **figures)
    run = pipeline.check([str(tmp_path / "2024.yaml")], Options(cache=False, engine=engine))
    assert run.reports[0].results[1].verdict == verdict


def test_where_its_whole_is_missing_that_is_told(rules, tmp_path):
    rules(JOBS)
    report = run_of(tmp_path, "2024", women="2.000 lao động").reports[0]
    (told,) = (one for one in report.findings if one.code.id == "D167")
    assert "“2.000 lao động” of `women` is a part of “Giải quyết việc làm”" in Language("en").render(told.message)
    assert report.gate.decision == "fail"


ROWS = [
    ("value", 'f,2024,jobs,5001\nf,2024,women,"2.000 lao động"\n'),
    ("value,numerator", "f,2024,jobs,5001,\nf,2024,women,,2000\n"),
]


@pytest.mark.parametrize(("columns", "rows"), ROWS)
def test_in_bulk_it_is_what_a_single_report_makes_of_it(rules, tmp_path, columns, rows):
    pack = load_pack(rules(JOBS), cache=False)
    (tmp_path / "rows.csv").write_text(f"unit,period,indicator,{columns}\n{rows}", encoding="utf-8")
    settings = BulkSettings(worst=5, locale="vi")
    done = run_bulk(["rows.csv"], [pack], settings)
    assert [str(one.verdict) for one in done.run.reports[0].results] == ["exceeded", "unmet"]
    assert done.run.survey is not None
    assert done.run.survey.bad == 0
    bad = rows.replace("2.000 lao động", "12 ha").replace(",,2000", ",,mười")
    (tmp_path / "rows.csv").write_text(f"unit,period,indicator,{columns}\n{bad}", encoding="utf-8")
    done = run_bulk(["rows.csv"], [pack], settings)
    assert done.run.survey is not None
    assert done.run.survey.gate.decision == "fail"


def test_a_part_without_a_unit_is_in_that_of_its_whole(rules, tmp_path):
    text = JOBS.replace("unit: lao động", "unit: nghìn lao động").replace("{at_least: 5000}", "{at_least: 5}")
    rules(text)
    for part, verdict in (("2", "met"), ("1,999", "unmet"), ("2000 lao động", "met")):
        rows = f'\n  jobs: "5"\n  women: {{numerator: "{part}"}}\n'
        head = "submission: 1\npack: f/2024\nunit: f\nperiod: 2024\nobservations:"
        (tmp_path / "part.yaml").write_text(head + rows, encoding="utf-8")
        run = pipeline.check([str(tmp_path / "part.yaml")], Options(cache=False))
        assert run.reports[0].results[1].verdict == verdict


SUMS = JOBS.replace("reporting", "") + "reporting: {units: [a, b], roll_up: true}\n"


def test_units_add_up_to_the_share_of_the_whole(rules, tmp_path):
    rules(SUMS)
    for unit, jobs, women in (("a", "1000", "500 lao động"), ("b", "4000", "1.500 lao động")):
        head = f"submission: 1\npack: f/2024\nunit: {unit}\nperiod: 2024\nobservations:\n"
        (tmp_path / f"{unit}.yaml").write_text(f'{head}  jobs: "{jobs}"\n  women: "{women}"\n', encoding="utf-8")
    run = pipeline.check([str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")], Options(cache=False))
    whole = next(one for one in run.reports if one.submission.unit == "f")
    assert [(str(one.verdict), str(one.value and one.value.lo)) for one in whole.results] == [
        ("met", "5000"),
        ("met", "40"),
    ]

    head, row = "unit,period,indicator,value,numerator,denominator\n", "{0},2024,{1},{2},{3},{4}\n"
    figures = [("a", "jobs", "1000", "", ""), ("b", "jobs", "4000", "", ""), ("a", "women", "", "500", "1000")]
    pack = load_pack(str(tmp_path / "rules/f/2024.yaml"), cache=False)
    for last, verdict in (
        (("b", "women", "", "1500", "4000"), "met"),
        (("b", "women", "1500 lao động", "", ""), "no_data"),
    ):
        text = head + "".join(row.format(*one) for one in (*figures, last))
        (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
        done = run_bulk(["rows.csv"], [pack], BulkSettings(worst=5, locale="vi"))
        whole = next(one for one in done.run.reports if one.submission.unit == "f")
        assert str(whole.results[1].verdict) == verdict


WRONG = [
    ("share_of: jobs", "share_of: none", "P223"),
    ("share_of: jobs", "share_of: women", "P257"),
    ("share_of: jobs", "share_of: jobs, share_of_plan: jobs", "P257"),
    ("kind: ratio, parent", "kind: stock, parent", "P257"),
    ('unit: "%", kind', "unit: lao động, kind", "P257"),
    ("share_of: jobs", "share_of: jobs, weights: {jobs: 1}", "P257"),
    ("việc làm, unit: lao động", "việc làm, unit: lao động, reported: period", "P257"),
    ("việc làm, unit: lao động", "việc làm, unit: lao động, kind: ratio", "P257"),
    ("việc làm, unit: lao động", "việc làm, unit: lao động, measures: increase", "P257"),
    ("việc làm, unit: lao động", "việc làm, unit: lao động, kind: stock, weights: {women: 1}", "P257"),
]
NO_PLAN = ["{between: [4000, 5000]}", "{at_least: 0}", "{stretch: 5000}"]


@each_row(("right", "wrong", "code"), WRONG)
def test_what_is_no_share_is_refused(rules, right, wrong, code):
    assert JOBS.count(right) == 1
    pack, found = check_pack(rules(JOBS.replace(right, wrong)))
    assert pack is None
    assert code in {one.code.id for one in found}


@pytest.mark.parametrize("target", NO_PLAN)
def test_a_plan_is_one_number_above_zero(rules, target):
    pack, found = check_pack(rules(PLAN.replace("{at_least: 5000}", target)))
    assert pack is None
    assert "P257" in {one.code.id for one in found}


def test_what_is_of_several_years_is_no_whole(rules):
    path = rules(JOBS.replace("unit: lao động", "unit: lao động, over: total"))
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("year: 2024", "term: 2021-2024")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    assert "P257" in {one.code.id for one in check_pack(path)[1]}


@pytest.mark.parametrize("text", [JOBS, PLAN])
def test_lint_has_nothing_to_say_of_right_ones(rules, text):
    pack, told = check_pack(rules(text))
    assert pack is not None
    assert [str(one.message) for one in told] == []
