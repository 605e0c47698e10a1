"""Packs of several years: what each year is judged by, what earlier years bring with them, and what cannot be meant."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import pipeline
from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Verdict
from checker.domain.codes import PACK_FILE
from checker.domain.interval import point
from checker.domain.period import Calendar, Period
from checker.packs.fields import Plain
from checker.packs.load import check_pack, load_pack, read_pack
from checker.packs.validation import plain
from checker.packs.year_slices import slice_of, slices_of
from checker.plan.compiler import compile_plan
from checker.syntax.yaml import read_yaml
from tests.command import checker
from tests.examples import each_row
from tests.pack_schema import pack_validator
from tests.test_packs_short_forms import meaning

HEAD = """\
pack: 1
id: vi-du/2021-2025
revision: 1
title: Nghị quyết nhiệm kỳ 2021-2025
unit: vi-du
term: 2021-2025
synthetic: true
units: [đảng viên]
documents: {nq: {title: Nghị quyết đại hội, date: 2020-09-23, address: Công báo}}
groups: {e: Kinh tế}
defaults: {group: e, document: nq, frequency: year, better: higher, kind: flow}
indicators:
"""
INCOME = """\
  x: {code: "1", title: Thu nhập, unit: triệu đồng, kind: stock, baseline: {value: 40, period: 2020},
      target: {at_least: 60}, source: đến năm 2025 đạt 60 triệu đồng}
"""
JOBS = """\
  x: {code: "1", title: Giải quyết việc làm, unit: lao động, over: total, target: {at_least: 5000},
      source: giải quyết việc làm cho 5.000 lao động trong 5 năm}
"""
GROWTH = """\
  x: {code: "1", title: Tốc độ tăng trưởng kinh tế, unit: "%", kind: ratio, measures: growth, over: average,
      target: {at_least: 8}, source: tăng trưởng kinh tế bình quân 8%/năm}
"""
MEMBERS = """\
  x: {code: "1", title: Kết nạp đảng viên, unit: đảng viên, over: average, target: {at_least: 20},
      source: bình quân mỗi năm kết nạp 20 đảng viên}
"""
POVERTY = """\
  x: {code: "1", title: Tỷ lệ hộ nghèo, unit: "%", kind: ratio, better: lower, over: average,
      baseline: {value: 10, period: 2020}, target: {reduce_by: 1.5}, source: "giảm bình quân 1,5%/năm"}
"""
REVENUE = """\
  x: {code: "1", title: Thu ngân sách, unit: tỷ đồng, over: average, baseline: {value: 100, period: 2020},
      target: {grow_by: 10}, source: thu ngân sách tăng bình quân 10%/năm}
"""
OUTPUT = REVENUE.replace("unit: tỷ đồng", "unit: tỷ đồng, kind: stock")
HEALTH = """\
  x: {code: "1", title: Tỷ lệ bảo hiểm y tế, unit: "%", kind: ratio, over: each_year, target: {at_least: 95},
      source: hằng năm đạt 95%}
"""
WATER = """\
  x: {code: "1", title: Tỷ lệ hộ dùng nước sạch, unit: "%", kind: ratio, years: {2021: 80, 2023: 85, 2025: 90},
      target: {at_least: 90}, source: "năm 2021 đạt 80%, năm 2023 đạt 85%, năm 2025 đạt 90%"}
"""
FOREST = """\
  x: {code: "1", title: Trồng rừng, unit: ha, over: total, years: {2021: 10, 2022: 20, 2023: 20, 2024: 20, 2025: 30},
      target: {at_least: 100}, source: "trồng 100 ha trong cả giai đoạn; năm 2021 10 ha, năm 2022 20 ha, năm 2023 20 ha,
      năm 2024 20 ha, năm 2025 30 ha"}
"""
LAST_FLOW = """\
  x: {code: "1", title: Thu ngân sách, unit: tỷ đồng, over: end, target: {at_least: 500},
      source: đến năm 2025 thu ngân sách đạt 500 tỷ đồng}
"""
CEILING = """\
  x: {code: "1", title: Số vụ cháy rừng, unit: vụ, better: lower, over: total, target: {at_most: 10},
      source: không quá 10 vụ trong cả nhiệm kỳ}
"""
FEWER = """\
  x: {code: "1", title: Số hộ nghèo giảm, unit: hộ, measures: reduction, over: total, target: {at_least: 100},
      source: giảm 100 hộ nghèo trong cả nhiệm kỳ}
"""
DUE_EARLIER = INCOME.replace("target:", "due: 2023, target:").replace("2025", "2023")
REACHED = JOBS.replace("over: total", "over: total, reached: {2021: 900, 2022: 1000}")


@pytest.fixture
def rules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(text: str, name: str = "vi-du/2021-2025", head: str = HEAD) -> Path:
        path: Path = tmp_path / "rules" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + text, encoding="utf-8")
        return path

    return written


def judged(folder: Path, figures: dict[str, str], pack: str = "vi-du/2021-2025"):
    """Return what the last period's report says of `x`, the reports of the others among the files."""
    paths = []
    for period, figure in figures.items():
        path = folder / f"{period}.yaml"
        head = {"submission": 1, "pack": pack, "unit": "vi-du", "period": period, "synthetic": True}
        path.write_text(yaml.safe_dump({**head, "observations": {"x": figure}}, allow_unicode=True), encoding="utf-8")
        paths.append(str(path))
    run = pipeline.check(paths, Options(cache=False))
    assert not run.diagnostics, run.diagnostics
    last = run.reports[-1]
    return next(one for one in last.results if one.indicator == "x" and one.decides), last


# Pack, figures by period, then verdict, pace and value of the last one.
CASES = [
    (INCOME, {"2021": "44"}, "not_due", "on_track", 44),
    (INCOME, {"2023": "50"}, "not_due", "behind", 50),
    (INCOME, {"2025": "60"}, "met", "none", 60),
    (INCOME, {"2025": "59,9"}, "unmet", "none", "59.9"),
    (JOBS, {"2021": "1.000"}, "not_due", "on_track", 1000),
    (JOBS, {"2021": "5.000"}, "met", "ahead", 5000),
    (JOBS, {"2021": "900", "2022": "900"}, "not_due", "behind", 1800),
    (JOBS, {"2021": "900", "2022-H1": "700"}, "not_due", "ahead", 1600),
    (JOBS, {"2022": "900"}, "not_due", "none", None),
    (JOBS, {"2021": "2.000", "2022": "2.000", "2023": "0", "2024": "500", "2025": "500"}, "met", "none", 5000),
    (JOBS, {"2021": "2.000", "2022": "2.000", "2023": "0", "2024": "500", "2025": "499"}, "unmet", "none", 4999),
    (JOBS, {"2024": "500", "2025": "500"}, "no_data", "none", None),
    (REACHED, {"2023": "1.100"}, "not_due", "on_track", 3000),
    (REACHED, {"2021": "800", "2022": "1.000", "2023": "1.100"}, "not_due", "at_risk", 2900),
    (GROWTH, {"2021": "8%"}, "not_due", "on_track", 8),
    (GROWTH, {"2021": "8%", "2022-H1": "8%"}, "not_due", "on_track", "16.64"),
    (GROWTH, {"2021": "10%", "2022": "10%", "2023": "10%", "2024": "10%", "2025": "1%"}, "exceeded", "none", None),
    (GROWTH, {"2021": "12%", "2022": "4%", "2023": "8%", "2024": "8%", "2025": "8%"}, "unmet", "none", None),
    (MEMBERS, {"2021": "20"}, "not_due", "on_track", 20),
    (MEMBERS, {"2021": "19", "2022": "21", "2023": "20", "2024": "20", "2025": "20"}, "met", "none", 100),
    (POVERTY, {"2022": "7%"}, "not_due", "on_track", 7),
    (POVERTY, {"2025": "2,5%"}, "met", "none", "2.5"),
    (POVERTY, {"2025": "2,6%"}, "unmet", "none", "2.6"),
    (REVENUE, {"2021": "110"}, "not_due", "on_track", 110),
    (REVENUE, {"2025": "161,051"}, "met", "none", "161.051"),
    (REVENUE, {"2025": "161,0509"}, "unmet", "none", "161.0509"),
    (OUTPUT, {"2022": "121"}, "not_due", "on_track", 121),
    (OUTPUT, {"2023": "121"}, "not_due", "behind", 121),
    (HEALTH, {"2021": "94,9%"}, "unmet", "none", "94.9"),
    (HEALTH, {"2023": "95%"}, "met", "none", 95),
    (WATER, {"2021": "80%"}, "met", "none", 80),
    (WATER, {"2022": "82,5%"}, "not_due", "on_track", "82.5"),
    (WATER, {"2023": "84%"}, "unmet", "none", 84),
    (WATER, {"2025": "90%"}, "met", "none", 90),
    (FOREST, {"2021": "9"}, "unmet", "none", 9),
    (FOREST, {"2021": "9", "2022": "20"}, "met", "none", 20),
    (FOREST, {"2021": "9", "2022": "20", "2023": "20", "2024": "20", "2025": "31"}, "met", "none", 100),
    (LAST_FLOW, {"2021": "600"}, "not_due", "none", 600),
    (LAST_FLOW, {"2025": "499"}, "unmet", "none", 499),
    (CEILING, {"2021": "3", "2022": "8"}, "unmet", "behind", 11),
    (CEILING, {"2021": "1", "2022": "1"}, "not_due", "ahead", 2),
    (FEWER, {"2021": "120"}, "not_due", "ahead", 120),
    (FEWER, {"2021": "120", "2022": "-30"}, "not_due", "ahead", 90),
    (DUE_EARLIER, {"2023": "59"}, "unmet", "none", 59),
    (DUE_EARLIER, {"2024": "59"}, "not_assessed", "none", 59),
]


@each_row(("pack", "figures", "verdict", "pace", "value"), CASES)
def test_a_year_is_judged_by_its_slice_and_paced_along_the_term(rules, tmp_path, pack, figures, verdict, pace, value):
    rules(pack)
    result, _ = judged(tmp_path, figures)
    assert (result.verdict, result.pace) == (verdict, pace)
    if value is not None:
        assert result.value is not None
        assert float(result.value.lo) == float(value)


@each_row("pack", dict.fromkeys(case[0] for case in CASES))
def test_every_form_is_valid_and_says_what_its_clause_says(rules, pack):
    path = rules(pack)
    loaded, found = check_pack(str(path))
    assert loaded is not None
    assert not found, [str(one.message) for one in found]
    tree = plain(read_yaml(str(path), path.read_bytes(), PACK_FILE).root)
    pack_validator().validate(_numbers(tree))


def _numbers(node):
    """Return a tree as a reader of YAML has it, in which what has no quotes may be a number."""
    if isinstance(node, dict):
        return {key: _numbers(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_numbers(one) for one in node]
    bare = isinstance(node, Plain) and re.fullmatch("-?[0-9.]+", node)
    return float(node) if bare else {"true": True}.get(str(node), str(node))


def test_what_years_bring_with_them_is_told_part_by_part(rules, tmp_path):
    rules(JOBS)
    result, report = judged(tmp_path, {"2021": "900", "2022": "950", "2023": "gần 800 lao động"})
    assert [(one.of, one.text) for one in result.addends] == [
        ("2021", "900"),
        ("2022", "950"),
        ("2023", "gần 800 lao động"),
    ]
    assert str(result.value) == str(result.value._replace(lo=None))
    result, report = judged(tmp_path, {"2022": "900", "2023": "900"})
    assert "2021" in [one for found in report.findings if found.code.id == "D118" for one in found.message.values[1][1]]


def test_a_sum_is_no_more_final_than_its_years(rules, tmp_path):
    rules(JOBS)
    for year, status in ((2021, "estimate"), (2022, "final")):
        (tmp_path / f"{year}.yaml").write_text(
            f"submission: 1\npack: vi-du/2021-2025\nunit: vi-du\nperiod: {year}\n"
            f"observations: {{x: {{value: 900, status: {status}}}}}\n",
            encoding="utf-8",
        )
    run = pipeline.check([str(tmp_path / "2021.yaml"), str(tmp_path / "2022.yaml")], Options(cache=False))
    assert run.reports[-1].results[0].data == "estimate"


def test_a_year_outside_the_term_is_refused(rules, tmp_path):
    rules(INCOME)
    (tmp_path / "r.yaml").write_text(
        "submission: 1\npack: vi-du/2021-2025\nunit: vi-du\nperiod: 2026\nobservations: {x: 1}\n", encoding="utf-8"
    )
    run = pipeline.check([str(tmp_path / "r.yaml")], Options(cache=False))
    assert [one.code.id for one in run.diagnostics] == ["D020"] or "2021-2025" in str(run.diagnostics[0].message)


SLICE = """\
pack: 1
id: vi-du/2023
revision: 1
title: Chỉ tiêu năm 2023
year: 2023
extends: {{pack: vi-du/2021-2025, revision: 1, sha256: {sha256}}}
documents: {{nq23: {{title: Nghị quyết năm 2023, address: Công báo}}}}
groups: {{s: Xã hội}}
defaults: {{document: nq23, kind: ratio, better: higher, group: s, frequency: year, unit: "%"}}
indicators:
  {own}
"""


def test_a_pack_of_one_year_slices_a_term(rules, tmp_path):
    term = rules(JOBS + HEALTH.replace("  x:", "  y:").replace('"1"', '"2"'))
    sha256 = load_pack(str(term), cache=False).sha256
    own = (
        'y: {target: {at_least: 96}, source: "96%"}\n'
        '  z: {code: "9", title: Tỷ lệ đô thị hóa, target: {at_least: 30}, source: "30%"}'
    )
    rules("", "vi-du/2023", SLICE.format(sha256=sha256, own=own))
    sliced = load_pack("vi-du/2023", cache=False)
    assert sliced.sliced
    assert sliced.year == 2023
    assert [(one.id, str(one.target.number), str(one.target.due)) for one in sliced.indicators if one.target] == [
        ("x", "5000", "2025"), ("y", "96", "2023"), ("z", "30", "2023"),
    ]  # fmt: skip
    # Reports by the term and by its slice go on from each other.
    for year, pack in ((2021, "vi-du/2021-2025"), (2022, "vi-du/2021-2025"), (2023, "vi-du/2023")):
        (tmp_path / f"{year}.yaml").write_text(
            f"submission: 1\npack: {pack}\nunit: vi-du\nperiod: {year}\nobservations: {{x: 900}}\n", encoding="utf-8"
        )
    run = pipeline.check([str(tmp_path / f"{year}.yaml") for year in (2021, 2022, 2023)], Options(cache=False))
    assert [report.results[0].value for report in run.reports] == [point(Decimal(n)) for n in (900, 1800, 2700)]
    rules("", "vi-du/2023", SLICE.format(sha256=sha256, own=own).replace("year: 2023", "year: 2027"))
    _, found = check_pack("vi-du/2023")
    assert "P105" in [one.code.id for one in found]


WRONG = [
    (JOBS.replace("over: total, ", ""), "P290"),
    (GROWTH.replace("over: average,", ""), "P290"),
    (INCOME.replace("kind: stock", "kind: stock, over: total"), "P290"),
    (INCOME.replace("kind: stock", "kind: stock, over: average"), "P290"),
    (HEALTH.replace("each_year", "average"), "P290"),
    (POVERTY.replace("over: average", "over: each_year"), "P290"),
    (POVERTY.replace("{value: 10, period: 2020}", "same_period"), "P290"),
    (HEALTH.replace("each_year, target: {at_least: 95}", "total, target: {keep: 95}"), "P290"),
    (WATER.replace("2021: 80", "2020: 80"), "P290"),
    (WATER.replace("2025: 90", "2025: 91"), "P291"),
    (FOREST.replace("2021: 10", "2021: 9"), "P291"),
    (WATER.replace("years:", "over: each_year, years:"), "P290"),
    (WATER.replace("years:", "due: 2025, years:"), "P290"),
    (POVERTY.replace("over: average", "years: {2021: 1}"), "P290"),
    (HEALTH.replace("target:", "milestones: {2021: 20}, target:"), "P290"),
    (REACHED.replace("2021: 900", "2019: 900"), "P290"),
    (INCOME.replace("target:", "due: 2026, target:"), "P207"),
    (INCOME.replace("target:", "milestones: {2021: 20, 2026: 50}, target:"), None),
    (
        JOBS
        + MEMBERS.replace("  x:", "  y:").replace('"1"', '"2"').replace("over: average", "over: each_year, parent: x"),
        "P290",
    ),
    (JOBS + LAST_FLOW.replace("  x:", "  y:").replace('"1"', '"2"') + "checks: {c: {less_or_equal: [x, y]}}\n", "P290"),
    (INCOME + "tally: {counted: 1, met: 1, unmet: 0, source: 1 chỉ tiêu}\n", "P105"),
    (INCOME + "year: 2021\n", "P105"),
]


@each_row(("pack", "code"), WRONG)
def test_what_cannot_be_meant_of_a_term_is_refused(rules, pack, code):
    _, found = check_pack(str(rules(pack)))
    errors = {one.code.id for one in found if one.code.severity == "error"}
    assert code in errors if code else errors


@pytest.mark.parametrize(
    ("term", "code"), [("2025-2021", "P105"), ("2021", "P105"), ("2021-2021", "P105"), ("2001-2025", "P105")]
)
def test_a_term_has_some_years(rules, term, code):
    _, found = check_pack(str(rules(INCOME, head=HEAD.replace("term: 2021-2025", f"term: {term}"))))
    assert code in {one.code.id for one in found}


def test_a_pack_is_of_a_year_or_of_a_term(rules):
    _, found = check_pack(str(rules(INCOME, head=HEAD.replace("term: 2021-2025\n", ""))))
    assert "P005" in {one.code.id for one in found} or found
    _, found = check_pack(str(rules(JOBS, head=HEAD.replace("term: 2021-2025\n", "year: 2024\n"))))
    assert "P290" in {one.code.id for one in found}


# What a clause says of the years, and what a pack may not make of it.
CONTRADICTED = [
    (JOBS, "over: total", "over: average"),
    (JOBS, "over: total", "over: each_year"),
    (GROWTH, "over: average", "over: end"),
    (GROWTH, "over: average", "over: total"),
    (MEMBERS, "over: average", "over: total"),
    (HEALTH, "over: each_year, ", ""),
    (INCOME, "kind: stock", "kind: stock, over: each_year"),
    (LAST_FLOW, "over: end", "over: total"),
]


@each_row(("pack", "right", "wrong"), CONTRADICTED)
def test_words_of_other_years_are_noticed(rules, pack, right, wrong):
    _, found = check_pack(str(rules(pack.replace(right, wrong))))
    assert "P245" in {one.code.id for one in found}


@pytest.mark.parametrize(("stated", "other"), [("2021: 80", "2021: 81"), ("2023: 85", "2023: 90")])
def test_a_number_of_a_single_year_stands_in_the_clause_for_that_year(rules, stated, other):
    _, found = check_pack(str(rules(WATER.replace(stated, other))))
    assert "P230" in {one.code.id for one in found}


@settings(max_examples=20, deadline=None)
@given(number=st.decimals("0.1", "999", places=1), better=st.sampled_from(["at_least", "above"]))
def test_the_last_year_of_a_term_is_the_year_of_a_pack_with_the_same_numbers(number, better):
    with_term = (
        HEAD
        + f'  x: {{code: "1", title: X, unit: ha, over: end, target: {{{better}: {number}}}, source: "{number}"}}\n'
    )
    of_year = with_term.replace("term: 2021-2025", "year: 2025").replace("over: end, ", "")
    term, year = (meaning(read_pack("rules/vi-du/2021-2025.yaml", text.encode())[0]) for text in (with_term, of_year))
    for part in ("", "H1", "06"):
        plans = [compile_plan(slice_of(one, 2025), Period(2025, part)) for one in (term, year)]
        assert plans[0] == plans[1]


def test_slices_are_ordinary_packs_of_their_years(rules):
    pack = load_pack(str(rules(JOBS)), cache=False)
    assert [one.year for one in slices_of(pack)] == [2021, 2022, 2023, 2024, 2025]
    assert slices_of(slice_of(pack, 2023)) == (slice_of(pack, 2023),)
    assert slice_of(pack, 2030) is pack
    assert Period(2022, "H1").elapsed(Calendar.CIVIL, 2021) > 1


ROWS = "unit,period,indicator,value\nvi-du,2021,x,{}\nvi-du,2022,x,{}\nvi-du,2025,x,{}\n"


@pytest.mark.parametrize("pack", [INCOME, HEALTH, WATER, JOBS, GROWTH, REVENUE])
def test_rows_in_bulk_are_judged_as_reports_are(rules, tmp_path, pack):
    path = rules(pack)
    figures = {INCOME: (44, 48, 60), HEALTH: (95, 94, 96), WATER: (80, 81, 90), GROWTH: (8, 7, 9)}.get(
        pack, (110, 121, 161)
    )
    (tmp_path / "rows.csv").write_text(ROWS.format(*figures), encoding="utf-8")
    done = run_bulk(
        ["rows.csv"], [load_pack(str(path), cache=False)], BulkSettings(output=str(tmp_path / "out"), worst=9)
    )
    plain = [
        judged(tmp_path, {"2021": str(figures[0])})[0],
        judged(tmp_path, {"2021": str(figures[0]), "2022": str(figures[1])})[0],
    ]
    found = {str(one.submission.period): one.results[0] for one in done.run.reports}
    for period, expected in zip(("2021", "2022"), plain, strict=True):
        if period in found:
            assert (found[period].verdict, found[period].pace) == (expected.verdict, expected.pace)
    assert done.run.survey is not None


def test_form_and_explanation_speak_of_the_year_and_of_the_term(rules, tmp_path):
    rules(
        JOBS
        + GROWTH.replace("  x:", "  y:").replace('"1"', '"2"')
        + WATER.replace("  x:", "  z:").replace('"1"', '"3"')
    )
    done = checker("explain", "vi-du/2021-2025")
    assert "2021-2025" in done.stdout
    assert "all of its years together" in checker("explain", "x", "-p", "vi-du/2021-2025").stdout
    said = checker("explain", "z", "-p", "vi-du/2021-2025").stdout
    assert "in 2023" in said
    form = str(tmp_path / "form.csv")
    assert checker("template", "-p", "vi-du/2021-2025", "--period", "2023", "-o", form, "--lang", "vi").exit_code == 0
    written = Path(form).read_text(encoding="utf-8-sig")
    assert "46,93" not in written
    assert "5.000" in written
    refused = checker("template", "-p", "vi-du/2021-2025", "--period", "2027", "-o", str(tmp_path / "g.csv"))
    assert refused.exit_code == 2
    assert "2021-2025" in refused.stderr
    assert checker("lint", "vi-du/2021-2025").exit_code == 0


TABLE = """\
Mã;Chỉ tiêu;ĐVT;Mục tiêu;Nhóm;Kỳ
1;Thu nhập bình quân đầu người;triệu đồng;đến năm 2025 đạt 60 triệu đồng;Kinh tế;năm
2;Tốc độ tăng trưởng kinh tế;%;tăng trưởng kinh tế bình quân 8%;Kinh tế;năm
3;Kết nạp đảng viên;đảng viên;trong cả nhiệm kỳ kết nạp 100 đảng viên;Kinh tế;năm
"""
TABLE_HEAD = (
    HEAD.partition("groups:")[0] + "defaults: {document: nq}\nindicators: {c1: {kind: stock}, c3: {kind: flow}}\n"
)


def test_a_table_of_a_term_reads_from_its_words_what_a_number_is_of(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "rules" / "vi-du" / "2021-2025.csv"
    place.parent.mkdir(parents=True)
    place.write_text(TABLE, encoding="utf-8")
    place.with_suffix(".pack.yaml").write_text(TABLE_HEAD, encoding="utf-8")
    pack, found = check_pack("vi-du/2021-2025")
    assert pack is not None, [str(one.message) for one in found]
    assert [one.over for one in pack.indicators] == ["end", "average", "total"]
    place.write_text(TABLE.replace("trong cả nhiệm kỳ", "mỗi năm"), encoding="utf-8")
    pack, found = check_pack("vi-du/2021-2025")
    assert "P290" in {one.code.id for one in found}
    place.write_text(TABLE.replace("đến năm 2025", "năm 2023"), encoding="utf-8")
    assert "P265" in {one.code.id for one in check_pack("vi-du/2021-2025")[1]}


def test_no_year_of_a_term_is_a_hard_verdict_on_what_is_due_later(rules, tmp_path):
    rules(INCOME)
    assert judged(tmp_path, {"2024": "10"})[0].verdict is Verdict.NOT_DUE
