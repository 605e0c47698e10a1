"""Each wording of Vietnamese resolutions, as a pack and a submission of its own, judged as officials judge it.

The wordings and rulings are those of published tables; the packs are made for the test.
"""

from __future__ import annotations

import textwrap

import pytest

from checker.assessment import Options
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.examples import each_row

PACK = """\
pack: 1
id: wording/2024
revision: 1
title: {{vi: Cách viết, en: Wording}}
unit: made
year: 2024
synthetic: true
documents:
  made: {{title: Made for a test, date: 2024, address: none}}
groups:
  all: {{vi: Tất cả, en: All}}
indicators:
  x:
    code: X
    title: {{vi: Chỉ tiêu, en: Indicator}}
    group: all
    source: {{document: made, clause: "{wording}"}}
{rule}
"""

SUBMISSION = """\
submission: 1
pack: wording/2024
unit: made
period: {period}
synthetic: true
observations:
  x: {value}
"""

# wording in the resolution, the rule, then pairs of what was reported and how it is judged
LEVEL = "unit: '%', kind: stock, limits: none"
CASES = [
    (
        "đạt X (89)",
        f"{LEVEL}, better: higher, target: {{at_least: 89}}",
        {"89": "met", "88,9": "unmet", "89,1": "exceeded"},
    ),
    ("từ X trở lên (80)", f"{LEVEL}, better: higher, target: {{at_least: 80}}", {"80": "met", "79,9": "unmet"}),
    ("trên X (61,89)", f"{LEVEL}, better: higher, target: {{above: 61.89}}", {"61,89": "unmet", "61,9": "exceeded"}),
    ("dưới X (4)", f"{LEVEL}, better: lower, target: {{below: 4}}", {"4,39": "unmet", "4": "unmet", "3,1": "exceeded"}),
    ("không quá X (50)", f"{LEVEL}, better: lower, target: {{at_most: 50}}", {"50": "met", "50,1": "unmet"}),
    ("giảm còn X (1,89)", f"{LEVEL}, better: lower, target: {{at_most: 1.89}}", {"1,89": "met", "1,9": "unmet"}),
    (
        "giảm X điểm % (giảm từ 0,5% trở lên, 0,7 đạt)",
        f"{LEVEL}, better: lower, baseline: {{value: 3.2, period: 2023}}, target: {{reduce_by: 0.5}}",
        {"2,5": "exceeded", "2,7": "met", "2,8": "unmet"},
    ),
    (
        "giảm trên X",
        f"{LEVEL}, better: lower, baseline: {{value: 3.2, period: 2023}}, target: {{reduce_by: 0.5, strict: true}}",
        {"2,7": "unmet", "2,69": "exceeded"},
    ),
    (
        "giảm a-b (1-1,5; 1,1 đạt)",
        "unit: điểm %, kind: flow, better: higher, pace: none, target: {between: [1, 1.5]}",
        {"1,1": "met", "0,9": "unmet", "1,6": "exceeded"},
    ),
    (
        "a-b (25,7-25,8; 24,76 không đạt)",
        f"{LEVEL}, better: higher, target: {{between: [25.7, 25.8]}}",
        {"24,76": "unmet", "25,7": "met", "61-62": "exceeded"},
    ),
    ("a-b, CPI (4,0-4,5)", f"{LEVEL}, better: lower, target: {{between: [4, 4.5]}}", {"4,5": "met", "4,6": "unmet"}),
    ("khoảng X (65)", f"{LEVEL}, better: higher, target: {{at_least: 65}}", {"64,5": "unmet", "65": "met"}),
    (
        "khoảng X (3.700)",
        "unit: tỷ đồng, kind: flow, better: higher, target: {at_least: 3700}",
        {"3.680": "unmet", "4.284 tỷ đồng": "exceeded", "gần 3.700": "unmet", "khoảng 3.700": "undecided"},
    ),
    ("khoảng X, CPI (4)", f"{LEVEL}, better: lower, target: {{at_most: 4}}", {"2,79": "exceeded", "4": "met"}),
    ("duy trì X (65,5)", f"{LEVEL}, better: higher, target: {{keep: 65.5}}", {"65, 79%": "exceeded", "65,4": "unmet"}),
    (
        "ổn định ở mức X (42), có biên độ",
        f"{LEVEL}, better: neither, target: {{equal: 42, tolerance: 0.5}}",
        {"42,5": "met", "41,4": "unmet"},
    ),
    (
        "tăng X% so với năm trước (8)",
        "unit: tỷ đồng, kind: flow, better: higher, baseline: {value: 1000, period: 2023}, target: {grow_by: 8}",
        {"1.080": "met", "1.079,9": "unmet", "1,081 nghìn tỷ đồng": "exceeded"},
    ),
    (
        "thành lập mới N (02)",
        "unit: HTX, kind: flow, better: higher, pace: none, target: {at_least: 2}",
        {"07/02 hợp tác xã": "exceeded", "02": "met", "01": "unmet"},
    ),
    (
        "hoàn thành 100%",
        "unit: '%', kind: stock, better: higher, target: {at_least: 100}",
        {"100%": "met", "99,99%": "unmet"},
    ),
    (
        "không để xảy ra",
        "unit: vụ, kind: flow, better: lower, target: {at_most: 0}",
        {"0": "met", "1": "unmet"},
    ),
    (
        "X; phấn đấu Y (6,5; 7)",
        f"{LEVEL}, better: higher, target: {{at_least: 6.5, stretch: 7}}",
        {"6,5": "met", "7,09": "exceeded", "6,4": "unmet"},
    ),
    (
        "dự toán trung ương giao, tỉnh giao",
        (
            "unit: tỷ đồng, kind: flow, better: higher, target: {at_least: 1000}, assigned_by: trung ương, "
            "also: [{assigned_by: tỉnh, target: {at_least: 1200}, source: {document: made, clause: tỉnh giao}}]"
        ),
        {"1.035": "exceeded", "ước 1.000 tỷ đồng": "met", "999,9": "unmet"},
    ),
    (
        "từ 100 triệu đồng/ha trở lên trong tên chỉ tiêu",
        "unit: ha, kind: stock, better: higher, target: {at_least: 250}",
        {"250ha": "met", "206/250 ha": "unmet", "206/200 ha": "invalid"},
    ),
    (
        "chỉ công bố đạt hay không đạt",
        "kind: verdict, better: higher, target: {achieved: true}",
        {"đạt": "met", "chưa hoàn thành": "unmet"},
    ),
]
JUDGED = [(wording, rule, value, verdict) for wording, rule, judged in CASES for value, verdict in judged.items()]


@pytest.mark.parametrize("engine", ["direct", "rete"])
@pytest.mark.parametrize(("wording", "rule", "value", "verdict"), JUDGED, ids=[f"{c[0]}: {c[2]}" for c in JUDGED])
def test_it_is_judged_as_officials_judge_it(tmp_path, request, engine, wording, rule, value, verdict):
    if engine == "rete":
        request.getfixturevalue("rete")
    report = run(tmp_path, engine, wording, rule, value)
    assert report.results[0].verdict.value == verdict
    assert report.results[0].source is not None
    assert report.results[0].source.clause == wording


@each_row(("wording", "rule", "value", "verdict"), JUDGED, ids=[f"{c[0]}: {c[2]}" for c in JUDGED])
def test_engines_find_the_same_word_for_word(tmp_path, rete, wording, rule, value, verdict):  # noqa: ARG001
    first, second = (run(tmp_path, engine, wording, rule, value) for engine in ("direct", "rete"))
    assert first._replace(engine="") == second._replace(engine="")


def run(folder, engine, wording, rule, value, period="2024"):
    path = folder / "wording" / "2024.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PACK.format(wording=wording, rule=textwrap.indent(block(rule), "    ")), encoding="utf-8")
    submission = folder / "report.yaml"
    submission.write_text(SUBMISSION.format(period=period, value=f'"{value}"'), encoding="utf-8")
    assert load_pack(str(path), cache=False).indicators[0].id == "x"
    done = check([str(submission)], Options(pack=str(path), engine=engine))
    assert done.diagnostics == ()
    return done.reports[0]


def block(rule: str) -> str:
    """Write a rule's keys, which a case keeps on one line, on a line each."""
    lines, depth, start = [], 0, 0
    for position, character in enumerate(rule):
        depth += (character in "{[") - (character in "}]")
        if character == "," and depth == 0:
            lines.append(rule[start:position].strip())
            start = position + 1
    return "\n".join([*lines, rule[start:].strip()])
