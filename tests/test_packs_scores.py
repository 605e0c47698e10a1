"""Scores that are put together by weights, and the grades of figures."""

from __future__ import annotations

from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import check_pack, load_pack
from tests.command import checker
from tests.examples import each_row
from tests.test_packs_forms import rules, run_of

__all__ = ["rules"]

SCORE = """\
  a: {code: "1", title: Điểm giải quyết hồ sơ, unit: điểm, kind: stock, target: {at_least: 80}, source: 80 điểm}
  b: {code: "2", title: Điểm dịch vụ công, unit: điểm, kind: stock, target: {at_least: 70}, source: 70 điểm}
  s: {code: "3", title: Chỉ số cải cách hành chính, unit: điểm, kind: stock, weights: {a: 0.6, b: 0.4},
      grades: {Tốt: 76, Rất tốt: 91, Khá: 61}, target: {at_least: 76}, source: đạt 76 điểm}
"""

CASES = [
    ({"a": "80", "b": "70"}, "met", "Tốt"),
    ({"a": "79,9", "b": "70"}, "unmet", "Khá"),
    ({"a": "100", "b": "90"}, "exceeded", "Rất tốt"),
    ({"a": "50", "b": "50"}, "unmet", ""),
    ({"a": "trên 80", "b": "70"}, "exceeded", ""),
    ({"a": "80"}, "no_data", ""),
    ({"a": "80", "b": "70", "s": "76"}, "met", "Tốt"),
    ({"s": "95,5"}, "exceeded", "Rất tốt"),
]


@each_row(("figures", "verdict", "grade"), CASES)
def test_a_score_follows_from_its_parts_and_has_a_grade(rules, tmp_path, figures, verdict, grade):
    rules(SCORE)
    report = run_of(tmp_path, "2024", **figures).reports[0]
    score = report.results[-1]
    assert (score.verdict, score.grade) == (verdict, grade)
    told = [one for one in report.findings if one.code.id == "T026" and one.indicator == "s"]
    assert [dict(one.message.values)["grade"] for one in told] == ([grade] if grade else [])
    assert all(one.gate == "pass" for one in told)
    assert "C026" not in {one.code.id for one in report.findings}


def test_its_parts_are_named_and_a_reported_one_must_agree(rules, tmp_path):
    rules(SCORE)
    report = run_of(tmp_path, "2024", a="80", b="70").reports[0]
    assert [(one.of, one.text) for one in report.results[-1].addends] == [("a", "80"), ("b", "70")]
    report = run_of(tmp_path, "2024", a="80", b="70", s="77").reports[0]
    assert "C026" in {one.code.id for one in report.findings}
    assert report.gate.decision == "fail"


WRONG = [
    ("{a: 0.6, b: 0.4}", "{a: 0.6, c: 0.4}", None),
    ("{a: 0.6, b: 0.4}", "{a: 0.6, s: 0.4}", "P256"),
    ("{a: 0.6, b: 0.4}", "{a: 0.6, b: 0}", "P256"),
    ("Rất tốt: 91", "Rất tốt: 76", "P256"),
    ("unit: điểm, kind: stock, weights", "unit: điểm, kind: flow, weights", "P256"),
    ("kind: stock, weights: {a: 0.6, b: 0.4},", "kind: stock, better: lower,", "P256"),
    ("unit: điểm, kind: stock, weights: {a: 0.6, b: 0.4},", "kind: verdict,", "P256"),
    ("unit: điểm, kind: stock, target: {at_least: 70}", "kind: verdict, target: {achieved: true}", "P256"),
]


@each_row(("right", "wrong", "code"), WRONG)
def test_what_is_no_scale_and_no_sum_is_refused(rules, right, wrong, code):
    assert SCORE.count(right) == 1
    pack, found = check_pack(rules(SCORE.replace(right, wrong)))
    assert pack is None
    assert code is None or code in {one.code.id for one in found}


def test_scores_in_bulk_are_judged_unit_by_unit(rules, tmp_path):
    (tmp_path / "rows.csv").write_text("unit,period,indicator,value\nf,2024,a,79.9\nf,2024,b,70\n", encoding="utf-8")
    done = run_bulk(["rows.csv"], [load_pack(rules(SCORE), cache=False)], BulkSettings(worst=5))
    assert [str(one.verdict) for one in done.run.reports[0].results] == ["unmet", "met", "unmet"]


def test_explain_tells_the_parts_and_the_grades(rules):
    rules(SCORE)
    shown = " ".join(checker("explain", "s", "--pack", "f/2024", "--lang", "en").stdout.split())
    assert "sum of Điểm giải quyết hồ sơ, times 0.6 sum of Điểm dịch vụ công, times 0.4" in shown
    assert "grade Rất tốt from 91 điểm grade Tốt from 76 điểm grade Khá from 61 điểm" in shown
    assert "loại Tốt từ 76 điểm" in " ".join(checker("explain", "s", "--pack", "f/2024", "--lang", "vi").stdout.split())
