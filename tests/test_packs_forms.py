"""Forms of targets: numbers for the ends of periods, parts that may miss, and structures that count as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import pipeline
from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import check_pack, load_pack
from tests.command import checker
from tests.examples import each_row

HEAD = """\
pack: 1
id: f/2024
revision: 1
title: Chỉ tiêu năm 2024
unit: f
year: 2024
synthetic: true
documents: {nq: {title: Nghị quyết, address: Công báo}}
groups: {e: Kinh tế}
defaults: {kind: flow, better: higher, group: e, document: nq, unit: tỷ đồng}
indicators:
"""
REVENUE = """\
  x: {code: "1", title: Thu ngân sách, target: {at_least: 1000}, steps: {2024-Q1: 200, 2024-H1: 480},
      source: "thu ngân sách đạt 1.000 tỷ đồng; kịch bản quý I 200 tỷ đồng, 6 tháng 480 tỷ đồng"}
"""
DECIDING = REVENUE.replace("steps:", "steps_decide: true, steps:")
GROWTH = """\
  x: {code: "1", title: Tốc độ tăng trưởng kinh tế, unit: "%", kind: ratio, measures: growth, frequency: quarter,
      target: {at_least: 8}, steps: {2024-Q1: 6.5, 2024-H1: 7}, steps_decide: true,
      source: "tăng trưởng kinh tế 8%; quý I 6,5%, 6 tháng 7%"}
"""
POVERTY = """\
  x: {code: "1", title: Tỷ lệ hộ nghèo, unit: "%", kind: ratio, better: lower, frequency: half,
      baseline: {value: 10, period: 2023}, target: {at_most: 5}, steps: {2024-H1: 8},
      source: "tỷ lệ hộ nghèo giảm còn 5%, 6 tháng còn 8%"}
"""
ROADS = """\
  x: {code: "1", title: Tỷ lệ giải ngân, unit: "%", kind: ratio, frequency: half, target: {at_least: 95},
      steps: {2024-H1: 50}, steps_decide: true, source: giải ngân 6 tháng đạt 50% và cả năm đạt 95%}
"""
PARTS = """\
  x: {code: "1", title: Tỷ lệ lao động qua đào tạo, unit: "%", kind: ratio, frequency: year, target: {at_least: 69},
      source: lao động qua đào tạo 69%}
  y: {code: "1a", title: "Trong đó: có chứng chỉ", unit: "%", kind: ratio, frequency: year, parent: x,
      target: {at_least: 28}, source: trong đó có chứng chỉ 28%}
"""
STRUCTURE = """\
  agri: {code: "1a", title: Tỷ trọng nông nghiệp, unit: "%", kind: ratio, better: neither, frequency: year,
         baseline: {value: 30, period: 2023}, target: {towards: 28}, source: cơ cấu kinh tế nông nghiệp 28%}
  industry: {code: "1b", title: Tỷ trọng công nghiệp, unit: "%", kind: ratio, better: neither, frequency: year,
             baseline: {value: 40, period: 2023}, target: {towards: 42}, source: cơ cấu kinh tế công nghiệp 42%}
  whole: {code: "1", title: Cơ cấu kinh tế chuyển dịch đúng hướng, kind: verdict, target: {all_of: [agri, industry]},
          source: cơ cấu kinh tế chuyển dịch đúng hướng}
"""


@pytest.fixture
def rules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(text: str) -> str:
        path: Path = tmp_path / "rules" / "f" / "2024.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
        return str(path)

    return written


def run_of(folder: Path, period: str, **figures: str):
    rows = "".join(f'\n  {id_}: "{text}"' for id_, text in figures.items())
    path = folder / f"{period}.yaml"
    path.write_text(f"submission: 1\npack: f/2024\nunit: f\nperiod: {period}\nobservations:{rows}\n", encoding="utf-8")
    run = pipeline.check([str(path)], Options(cache=False))
    assert not run.diagnostics
    return run


CASES = [
    (REVENUE, "2024-Q1", "200", "not_due", "on_track"),
    (REVENUE, "2024-Q1", "189", "not_due", "behind"),
    (REVENUE, "2024-H1", "505", "not_due", "ahead"),
    (REVENUE, "2024", "1.000", "met", "none"),
    (DECIDING, "2024-Q1", "199", "unmet", "none"),
    (DECIDING, "2024-03", "200", "met", "none"),
    (DECIDING, "2024-04", "199", "not_due", "behind"),
    (DECIDING, "2024-H1", "481", "exceeded", "none"),
    (DECIDING, "2024", "999", "unmet", "none"),
    (GROWTH, "2024-Q1", "6,4%", "unmet", "none"),
    (GROWTH, "2024-H1", "7%", "met", "none"),
    (GROWTH, "2024-9M", "7%", "not_due", "none"),
    (GROWTH.replace(", steps_decide: true", ""), "2024-Q1", "6,5%", "not_due", "on_track"),
    (GROWTH.replace(", steps_decide: true", ""), "2024-9M", "6,5%", "not_due", "none"),
    (POVERTY, "2024-H1", "8%", "not_due", "on_track"),
    (POVERTY, "2024-H1", "9%", "not_due", "behind"),
    (ROADS, "2024-H1", "49%", "unmet", "none"),
    (ROADS, "2024", "95%", "met", "none"),
]


@each_row(("pack", "period", "figure", "verdict", "pace"), CASES)
def test_planned_numbers_pace_a_target_and_decide_where_the_pack_says_so(
    rules, tmp_path, pack, period, figure, verdict, pace
):
    rules(pack)
    result = run_of(tmp_path, period, x=figure).reports[0].results[0]
    assert (result.verdict, result.pace) == (verdict, pace)


@each_row("pack", [REVENUE, DECIDING, GROWTH, POVERTY, ROADS, PARTS, STRUCTURE])
def test_lint_has_nothing_to_say_of_the_forms(rules, pack):
    found, told = check_pack(rules(pack))
    assert found is not None
    assert [one.code.id for one in told if one.severity != "info"] == []


WRONG = [
    (REVENUE.replace("2024-Q1: 200", "2025-Q1: 200"), "P105"),
    (REVENUE.replace("2024-H1: 480", "2024-03: 480"), "P105"),
    (REVENUE.replace("2024-H1: 480", "2024: 480"), "P105"),
    (REVENUE.replace("steps:", "milestones: {2024-H1: 40}, steps:"), "P105"),
    (REVENUE.replace("steps: {2024-Q1: 200, 2024-H1: 480}", "steps_decide: true"), "P105"),
    (REVENUE.replace("target: {at_least: 1000}", "baseline: {value: 9, period: 2023}, target: {grow_by: 8}"), "P105"),
    (REVENUE.replace("2024-Q1: 200", "2024-Q1: 210"), "P230"),
    (STRUCTURE.replace("target: {towards: 42}", "target: {equal: 42}"), "P220"),
]  # fmt: skip


@each_row(("pack", "code"), WRONG)
def test_what_cannot_be_meant_is_refused(rules, pack, code):
    _, found = check_pack(rules(pack))
    assert code in {one.code.id for one in found} or code == "P220"
    assert any(one.severity == "error" for one in found)


def test_a_term_has_years_in_the_place_of_steps(rules):
    path = Path(rules(REVENUE))
    path.write_text(path.read_text(encoding="utf-8").replace("year: 2024", "term: 2024-2026"), encoding="utf-8")
    assert "P105" in {one.code.id for one in check_pack(str(path))[1]}


@pytest.mark.parametrize(
    ("word", "gate"), [("", "fail"), ("gate: {parts: warn}\n", "warn"), ("gate: {parts: pass}\n", "pass")]
)
def test_a_part_that_misses_has_a_gate_word_of_its_own(rules, tmp_path, word, gate):
    rules(PARTS + word)
    report = run_of(tmp_path, "2024", x="70%", y="27%").reports[0]
    assert [str(one.verdict) for one in report.results] == ["exceeded", "unmet"]
    assert report.gate.decision == gate
    assert report.tally.met == 1
    rules(PARTS + word)
    assert run_of(tmp_path, "2024", x="68%", y="29%").reports[0].gate.decision == "fail"


ROWS = "unit,period,indicator,value\na,2024,x,70\na,2024,y,27\nb,2024,x,70\nb,2024,y,29\n"


def test_parts_and_deciding_steps_in_bulk(rules, tmp_path):
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    for word, gate in (("", "fail"), ("gate: {parts: warn}\n", "warn")):
        pack = load_pack(rules(PARTS + "reporting: {units: [a, b]}\n" + word), cache=False)
        done = run_bulk(["rows.csv"], [pack], BulkSettings(units="data"))
        assert done.run.survey is not None
        assert done.run.survey.gate.decision == gate
    pack = load_pack(rules(DECIDING), cache=False)
    (tmp_path / "rows.csv").write_text(
        "unit,period,indicator,value\nf,2024-Q1,x,199\nf,2024,x,1000\n", encoding="utf-8"
    )
    done = run_bulk(["rows.csv"], [pack], BulkSettings(worst=5))
    found = {str(one.submission.period): str(one.results[0].verdict) for one in done.run.reports}
    assert found["2024-Q1"] == "unmet"


STRUCTURES = [("29", "41", "met", "pass"), ("29", "39", "unmet", "fail"), ("31", "39", "unmet", "fail")]


@pytest.mark.parametrize(("agri", "industry", "verdict", "gate"), STRUCTURES)
def test_a_structure_counts_once_where_all_of_it_moves_in_its_direction(rules, tmp_path, agri, industry, verdict, gate):
    rules(STRUCTURE)
    report = run_of(tmp_path, "2024", agri=f"{agri}%", industry=f"{industry}%").reports[0]
    assert report.results[-1].verdict == verdict
    assert report.gate.decision == gate
    assert report.tally.counted == 1


DATED = """\
  x: {code: "1", title: Hoàn thành sắp xếp tổ chức, kind: verdict, due: 2024-H1, target: {achieved: true},
      source: hoàn thành sắp xếp tổ chức trước 30/6}
"""


@each_row(
    ("clause", "due", "told"),
    [
        ("trước 30/6", "2024-H1", False), ("trước ngày 30/6/2024", "2024-06", False), ("trước 30/6", "2024", True),
        ("trước 01/7", "2024-H1", False), ("chậm nhất là ngày 15/9", "2024-9M", False),
        ("chậm nhất 15/9", "2024-H1", True), ("hết ngày 31/12", "2024", False), ("trước 30/6/2023", "2024", False),
    ],
)  # fmt: skip
def test_a_day_in_a_clause_is_held_against_the_period_in_which_a_target_is_due(rules, clause, due, told):
    text = DATED.replace("trước 30/6", clause).replace("due: 2024-H1", f"due: {due}")
    _, found = check_pack(rules(text))
    assert ("P246" in {one.code.id for one in found}) is told


def test_explanations_name_planned_numbers(rules):
    rules(DECIDING)
    assert "480" in checker("explain", "x", "-p", "f/2024").stdout
