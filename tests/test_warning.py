"""Early warning: gaps in percentage points, levels that a pack names, and the papers that print them."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from checker.assess.warning import with_levels
from checker.domain.exit import ExitCode
from checker.domain.report import Report, Run
from checker.errors import PackError
from checker.language import Language
from checker.packs.load import load_pack
from checker.reporters import machine, terminal
from checker.reporters.office.annex import annex_of
from checker.reporters.office.body import body
from checker.reporters.office.document import letter_parts
from checker.reporters.office.paragraph import long_form
from tests.examples import each_row
from tests.office import Office, indicator
from tests.workbooks import reopened

VI = Language("vi")
LEVELS = """\
pace: {by: months}
warning_levels:
  - {name: Bảo đảm tiến độ, gap: -3}
  - {name: Cần theo dõi, gap: -8}
  - {name: Chậm tiến độ, gap: -15, explain: true}
  - {name: Nguy cơ không đạt, explain: true}
"""
FLOW = indicator("thu", more="target: {at_least: 1000}")
CAP = indicator("thu", better="lower", more="target: {at_most: 1000}")
NO_PACE = indicator("thu", more="pace: none\ntarget: {at_least: 1000}")
LEVEL = indicator(
    "thu",
    kind="stock",
    better="lower",
    more="baseline: {value: 200, period: 2023, source: {document: nq, clause: x}}\ntarget: {at_most: 100}",
)


def reported(folder: Path, rule: str, value: str, period: str = "2024-H1") -> Report:
    office = Office(folder, rule, more=LEVELS)
    office.send(period, f"thu: {value}")
    return office.run().reports[0]


@each_row(
    ("rule", "period", "value", "gap", "level"),
    [
        # Half of the way is expected. The better level keeps the boundary, and nothing is rounded before.
        (FLOW, "2024-H1", "470", -3, "Bảo đảm tiến độ"),
        (FLOW, "2024-H1", "469,999", Fraction(-30001, 10000), "Cần theo dõi"),
        (FLOW, "2024-H1", "420", -8, "Cần theo dõi"),
        (FLOW, "2024-H1", "419,999", Fraction(-80001, 10000), "Chậm tiến độ"),
        (FLOW, "2024-H1", "350", -15, "Chậm tiến độ"),
        (FLOW, "2024-H1", "349,999", Fraction(-150001, 10000), "Nguy cơ không đạt"),
        (FLOW, "2024-H1", "600", 10, "Bảo đảm tiến độ"),
        # In the last two months a straight line that ends below the plan is the worst.
        (FLOW, "2024-10", "830", Fraction(-1, 3), "Nguy cơ không đạt"),
        (FLOW, "2024-10", "834", Fraction(1, 15), "Bảo đảm tiến độ"),
        # Reached already, a range, no expectation, and the year's end have none.
        (FLOW, "2024-H1", "1.000", None, ""),
        (FLOW, "2024-H1", "400-500", None, ""),
        (NO_PACE, "2024-10", "400", None, ""),
        (FLOW, "2024", "900", None, ""),
        # Of a ceiling it is what is left of what may be used up; one that is used up is the worst at once.
        (CAP, "2024-H1", "550", -5, "Cần theo dõi"),
        (CAP, "2024-10", "834", Fraction(-1, 15), "Nguy cơ không đạt"),
        (CAP, "2024-10", "800", Fraction(10, 3), "Bảo đảm tiến độ"),
        (CAP, "2024-H1", "1100", None, "Nguy cơ không đạt"),
        # A level is on its way from the baseline.
        (LEVEL, "2024-H1", "160", -10, "Chậm tiến độ"),
    ],
)
def test_the_gap_and_its_level(tmp_path, rule, period, value, gap, level):
    (result,) = reported(tmp_path, rule, value, period).results
    assert result.gap == gap
    assert (result.level.name.vi if result.level else "") == level


def test_no_pack_without_levels_has_any(tmp_path):
    office = Office(tmp_path, FLOW)
    office.send("2024-H1", "thu: 100")
    (result,) = office.run().reports[0].results
    assert (result.gap, result.level) == (None, None)


def test_the_words_of_the_levels_stand_for_those_of_the_pace(tmp_path):
    """The worked example: 317 at 86.6 by months is red, 22.7 points behind; 38.4 a month are needed."""
    made = reported(tmp_path, indicator("thu", more="target: {at_least: 317}"), "86,6")
    run = Run((made,), (), (), ExitCode.PASSED)
    said = long_form(made, VI).replace("\N{NO-BREAK SPACE}", " ")
    assert "nguy cơ không đạt (thấp hơn 22,7 điểm % so với mức cần có 50%)" in said
    assert "tiến độ" not in said
    assert annex_of(made, VI).groups[0].rows[0].stands.startswith("Nguy cơ không đạt, \N{MINUS SIGN}22,7")
    tasks = [line.text for line in body(letter_parts(run, VI), VI) if line.text.startswith("- Chỉ tiêu thu: cần")]
    assert "38,4\N{NO-BREAK SPACE}tỷ đồng/tháng trong 6 tháng còn lại" in tasks[0]
    sheet = reopened(machine("xlsx")(run, VI))["Cảnh báo sớm"]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    assert (
        rows[4][0] == "Nguy cơ không đạt: 1 · Chậm tiến độ: 0 · Cần theo dõi: 0 · Bảo đảm tiến độ: 0 · Chưa đánh giá: 0"
    )
    line = rows[-1]
    assert line[7] == "chia đều theo tháng"
    assert line[9] == "○ Nguy cơ không đạt"
    assert [round(Decimal(str(line[place])), 1) for place in (5, 6, 8, 10, 11)] == [
        Decimal(one) for one in ("27.3", "50", "-22.7", "38.4", "14.4")
    ]


def test_several_levels_are_counted_and_the_worst_stands_first(tmp_path):
    rows = [indicator(name, more="target: {at_least: 1000}") for name in ("a", "b", "c", "d", "e")]
    office = Office(tmp_path, *rows, more=LEVELS)
    office.send("2024-H1", "a: 500\nb: 430\nc: 349,999\nd: 400-600\ne: 360")
    made = office.run().reports[0]
    said = long_form(made, VI)
    for part in ("01 bảo đảm tiến độ", "01 cần theo dõi", "01 chậm tiến độ, gồm:", "01 nguy cơ không đạt, gồm:"):
        assert part in said
    assert "01 chưa xét tiến độ" in said
    book = reopened(machine("xlsx")(Run((made,), (), (), ExitCode.PASSED), VI))
    rows_of = [row for row in book["Cảnh báo sớm"].iter_rows() if row[9].value]
    shown = [row[9].value for row in rows_of[1:]]
    assert shown == ["○ Nguy cơ không đạt", "◑ Chậm tiến độ", "◐ Cần theo dõi", "● Bảo đảm tiến độ", "Chưa đánh giá"]
    # Enough decimals to be seen as below the bound.
    assert rows_of[1][8].number_format == "#,##0.0000"


@each_row(
    "levels",
    [
        "[{name: A}]",
        "[{name: A, gap: -3}, {name: B, gap: -8}]",
        "[{name: A}, {name: B}]",
        "[{name: A, gap: -8}, {name: B, gap: -3}, {name: C}]",
        "[{name: A, gap: -8}, {name: B, gap: -8}, {name: C}]",
    ],
)
def test_levels_that_cannot_be_meant_are_told(tmp_path, levels):
    with pytest.raises(PackError) as caught:
        load_pack(str(Office(tmp_path, FLOW, more=f"warning_levels: {levels}\n").pack))
    assert {one.code.id for one in caught.value.diagnostics} == {"P297"}


def test_what_is_asked_at_each_period_has_no_straight_line_to_its_end(tmp_path):
    made = reported(tmp_path, FLOW, "830", "2024-10")
    (result,) = made.results
    assert result.pace_basis is not None
    bare = result._replace(pace_basis=result.pace_basis._replace(projection=None))
    (found,) = with_levels([bare], made.pack.levels, made.submission.period)
    assert found.level is made.pack.levels[0]


def test_levels_stand_in_text_and_in_the_formats_for_programs(tmp_path):
    office = Office(tmp_path, FLOW, more=LEVELS)
    office.send("2024-H1", "thu: 349,9996")
    run = office.run()
    full = terminal("full")(run, VI, width=100, colour=False)
    assert "mức cảnh báo                 Nguy cơ không đạt (-15,00004 điểm % so với mức cần có)" in full
    assert "mức cảnh báo: Nguy cơ không đạt: 1" in full
    assert "Nguy cơ không đạt" in terminal("table")(run, VI, width=140, colour=False)
    report = json.loads(machine("json")(run, VI))["reports"][0]
    assert report["results"][0]["level"]["vi"] == "Nguy cơ không đạt"
    assert report["results"][0]["gap"] == "-15.00004"
    assert [one["gap"] for one in report["pack"]["warning_levels"]] == ["-3", "-8", "-15", None]
    rows = csv.DictReader(machine("csv")(run, VI).decode("utf-8-sig").splitlines())
    target = next(row for row in rows if row["record"] == "target")
    assert (target["gap"], target["level"]) == ("-15.00004", "Nguy cơ không đạt")
