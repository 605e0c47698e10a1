"""Columns side by side: of several units, of several results, and of several plans, each with whose it is."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from checker.assessment import Options
from checker.domain.period import Period
from checker.pipeline import check
from checker.readers.form.titles import is_short_for
from tests.examples import each_row
from tests.office import HEAD, indicator, said

UNITS = "reporting: {units: [xa-mot, xa-hai]}\n"
TITLE: list[list[object]] = [["UBND HUYỆN THỬ"], ["KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024"], []]


def office(tmp_path, *, roll_up: bool = False, units: bool = True):
    rows = (
        ("rung", "Diện tích trồng rừng", "ha", 100),
        ("lao_dong", "Giải quyết việc làm", "lao động", 50),
    )
    made = "".join(
        indicator(id_, unit, more=f"target: {{at_least: {number}}}").replace(f"vi: Chỉ tiêu {id_},", f"vi: {title},")
        for id_, title, unit, number in rows
    )
    text = HEAD.replace("id: thu/2024", "id: huyen-thu/2024").replace("unit: thu\n", "unit: huyen-thu\n")
    reporting = UNITS.replace("]}", "], roll_up: true}") if roll_up else UNITS
    path = tmp_path / "pack.yaml"
    path.write_text(text + "indicators:\n" + made + (reporting if units else ""), encoding="utf-8")
    return path


def run(tmp_path, pack, rows, merged=(), **asked):
    book = openpyxl.Workbook()
    page = book.create_sheet("Biểu 01", 0)
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    del book["Sheet"]
    path = tmp_path / "bieu.xlsx"
    book.save(path)
    return check([str(path)], Options(pack=str(pack), period=Period.parse("2024"), **asked))


def figures(ran):
    return {
        report.submission.unit: {
            result.indicator: None if result.value is None else Fraction(result.value.lo) for result in report.results
        }
        for report in ran.reports
    }


def codes_of(ran):
    return [one.code.id for one in ran.diagnostics] + [
        finding.code.id for report in ran.reports for finding in report.findings if finding.code.id.startswith("D")
    ]


TWO_ROWS: list[list[object]] = [
    ["Diện tích trồng rừng", "ha", 100, 90, 40, 50],
    ["Giải quyết việc làm", "lao động", 50, 60, 25, 35],
]
BY_UNIT = {
    "huyen-thu": {"rung": 90, "lao_dong": 60},
    "xa-mot": {"rung": 40, "lao_dong": 25},
    "xa-hai": {"rung": 50, "lao_dong": 35},
}
LAYOUTS: dict[str, list[list[object]]] = {
    "below one heading": [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện năm 2024", None, None],
        [None, None, None, "Toàn huyện", "Xã Một", "Xã Hai"],
    ],
    "short names": [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", None, None],
        [None, None, None, "Tổng số", "Một", "Hai"],
    ],
    "over the headings": [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Toàn huyện", "Xã Một", "Xã Hai"],
        [None, None, None, "Thực hiện", "Thực hiện", "Thực hiện"],
    ],
    "one line": [["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện toàn huyện", "Thực hiện xã Một", "Thực hiện xã Hai"]],
    "names alone": [["Chỉ tiêu", "ĐVT", "Kế hoạch", "Toàn huyện", "UBND xã Một", "UBND xã Hai"]],
}


@each_row("name", LAYOUTS)
def test_the_column_of_each_unit_is_its_report(tmp_path, name):
    ran = run(tmp_path, office(tmp_path), [*TITLE, *LAYOUTS[name], *TWO_ROWS])
    assert figures(ran) == BY_UNIT
    assert codes_of(ran) == []


def test_the_figures_that_were_read_are_told_by_unit(tmp_path):
    ran = run(tmp_path, office(tmp_path), [*TITLE, *LAYOUTS["below one heading"], *TWO_ROWS])
    told = [said(notice) for notice in ran.notices if "read" in said(notice)]
    assert ["xa-mot" in one and "column E" in one for one in told] == [False, True, False]


@each_row("name", LAYOUTS)
def test_one_unit_that_is_asked_for_is_read_alone(tmp_path, name):
    ran = run(tmp_path, office(tmp_path), [*TITLE, *LAYOUTS[name], *TWO_ROWS], unit="xa-hai")
    assert figures(ran) == {"xa-hai": BY_UNIT["xa-hai"]}


@pytest.mark.parametrize("name", ["below one heading", "short names", "over the headings"])
def test_columns_of_parts_that_do_not_report_are_no_reports(tmp_path, name):
    ran = run(tmp_path, office(tmp_path, units=False), [*TITLE, *LAYOUTS[name], *TWO_ROWS])
    assert figures(ran) == {"huyen-thu": BY_UNIT["huyen-thu"]}


def test_without_a_column_of_the_whole_only_the_units_report(tmp_path):
    rows = [row[:3] + row[4:] for row in (*LAYOUTS["below one heading"], *TWO_ROWS)]
    rows[0][3] = "Thực hiện năm 2024"
    ran = run(tmp_path, office(tmp_path), [*TITLE, *rows])
    assert figures(ran) == {unit: BY_UNIT[unit] for unit in ("xa-mot", "xa-hai")}


def test_the_whole_is_put_together_from_its_units(tmp_path):
    rows = [row[:3] + row[4:] for row in (*LAYOUTS["below one heading"], *TWO_ROWS)]
    rows[0][3] = "Thực hiện năm 2024"
    ran = run(tmp_path, office(tmp_path, roll_up=True), [*TITLE, *rows])
    assert figures(ran)["huyen-thu"] == BY_UNIT["huyen-thu"]


def test_plan_and_result_of_each_unit_stand_together(tmp_path):
    rows = [
        ["Chỉ tiêu", "ĐVT", "Xã Một", None, "Xã Hai", None],
        [None, None, "KH 2024", "TH 2024", "KH 2024", "TH 2024"],
        ["Diện tích trồng rừng", "ha", 100, 40, 100, 50],
        ["Giải quyết việc làm", "lao động", 50, 25, 49, 35],
    ]
    ran = run(tmp_path, office(tmp_path), [*TITLE, *rows], ["C4:D4", "E4:F4"])
    assert figures(ran) == {unit: BY_UNIT[unit] for unit in ("xa-mot", "xa-hai")}
    differing = [
        (report.submission.unit, finding.indicator)
        for report in ran.reports
        for finding in report.findings
        if finding.code.id == "C006"
    ]
    assert differing == [("xa-hai", "lao_dong")]


def test_a_fault_in_the_column_of_one_unit_is_that_units(tmp_path):
    rows = [row[:] for row in TWO_ROWS]
    rows[0][4] = "bốn mươi"
    ran = run(tmp_path, office(tmp_path), [*TITLE, *LAYOUTS["below one heading"], *rows])
    assert figures(ran) == {**BY_UNIT, "xa-mot": {"rung": None, "lao_dong": 25}}
    assert codes_of(ran).count("D110") + codes_of(ran).count("D109") == 1


def test_a_plan_alone_of_several_units_is_no_result(tmp_path):
    rows = [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", None],
        [None, None, "Xã Một", "Xã Hai"],
        ["Diện tích trồng rừng", "ha", 40, 60],
    ]
    ran = run(tmp_path, office(tmp_path), [["KẾ HOẠCH NĂM 2024"], *rows])
    assert ran.reports == ()
    assert ran.exit_code == 3


@each_row(
    ("name", "unit", "wanted"),
    [
        ("Một", "xa-mot", True),
        ("Bắc Kạn", "bac-kan-city", True),
        ("Một", "xa-hai", False),
        ("Một", "mot", True),
        ("", "xa", False),
        ("xã Một", "xa-mot", False),
    ],
)
def test_a_short_name_is_the_id_without_its_kind(name, unit, wanted):
    assert is_short_for(name, unit) is wanted


def budget(tmp_path, titles, also=""):
    made = "".join(
        indicator(f"i{number}", "tỷ đồng", more=f"target: {{at_least: {100 * number}}}\n{also}").replace(
            f"vi: Chỉ tiêu i{number},", f"vi: {title},"
        )
        for number, title in enumerate(titles, 1)
    )
    path = tmp_path / "pack.yaml"
    path.write_text(HEAD + "indicators:\n" + made, encoding="utf-8")
    return path


TWO_RESULTS = [
    ["Nội dung", "ĐVT", "Dự toán năm 2024", None, "Thực hiện năm 2024", None],
    [None, None, "NSNN", "Xã hưởng", "NSNN", "Xã hưởng"],
    ["Thu ngân sách", "tỷ đồng", 100, 200, 110, 90],
]


def test_two_results_side_by_side_each_find_their_indicator(tmp_path):
    pack = budget(tmp_path, ["Thu ngân sách nhà nước trên địa bàn", "Thu ngân sách xã được hưởng"])
    ran = run(tmp_path, pack, [*TITLE, *TWO_RESULTS])
    assert figures(ran) == {"thu": {"i1": 110, "i2": 90}}
    assert codes_of(ran) == []
    assert [finding.code.id for finding in ran.reports[0].findings if finding.code.id == "C006"] == []


def test_a_part_beside_the_whole_is_its_own_indicator(tmp_path):
    rows = [
        ["Chỉ tiêu", "ĐVT", "Thực hiện năm 2024", None],
        [None, None, "Tổng số", "Trong đó: nữ"],
        ["Giải quyết việc làm", "tỷ đồng", 110, 90],
        ["Đào tạo nghề", "tỷ đồng", 7, 3],
    ]
    pack = budget(tmp_path, ["Giải quyết việc làm", "Giải quyết việc làm nữ", "Đào tạo nghề"])
    ran = run(tmp_path, pack, [*TITLE, *rows])
    assert figures(ran) == {"thu": {"i1": 110, "i2": 90, "i3": 7}}
    assert codes_of(ran) == []


def test_a_row_of_which_no_part_is_an_indicator_is_asked_about_once(tmp_path):
    rows = [*TWO_RESULTS, ["Thu tiền đất", "tỷ đồng", 1, 2, 3, 4], ["Thu khác", "tỷ đồng", 1, 2, 3, 4]]
    pack = budget(tmp_path, ["Thu ngân sách nhà nước", "Thu tiền đất"])
    ran = run(tmp_path, pack, [*TITLE, *rows])
    assert figures(ran) == {"thu": {"i1": 110, "i2": None}}
    assert codes_of(ran).count("D288") == 1
    assert codes_of(ran).count("D294") == 1


def test_parts_of_which_none_is_an_indicator_are_refused_by_their_heading(tmp_path):
    ran = run(tmp_path, budget(tmp_path, ["Thu tiền đất"]), [*TITLE, *TWO_RESULTS])
    assert ran.reports == ()
    assert codes_of(ran) == ["D288"]


ALSO = (
    "assigned_by: Trung ương\n"
    "also: [{target: {at_least: 150}, assigned_by: UBND tỉnh, source: {document: nq, clause: x}},"
    " {target: {at_least: 120}, assigned_by: HĐND xã, source: {document: nq, clause: y}}]"
)
PLANS = [
    ["Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", None, None, "Thực hiện năm 2024", "% so KH", None],
    [None, None, "TW giao", "Tỉnh giao", "HĐND giao", None, "Tỉnh giao", "HĐND giao"],
]


@pytest.mark.parametrize(
    ("plans", "percents", "wanted"),
    [
        ((100, 150, 120), (100, 125), []),
        ((100, 150, 130), (100, 125), ["C006"]),
        ((101, 151, 121), (100, 125), ["C006", "C006", "C006"]),
        ((100, 150, 120), (90, 125), ["C002"]),
    ],
)
def test_each_of_several_plans_is_held_against_the_target_of_its_assigner(tmp_path, plans, percents, wanted):
    rows = [*PLANS, ["Thu ngân sách", "tỷ đồng", *plans, 150, *percents]]
    pack = budget(tmp_path, ["Thu ngân sách"], ALSO)
    ran = run(tmp_path, pack, [*TITLE, *rows])
    assert figures(ran)["thu"]["i1"] == 150
    found = [finding.code.id for report in ran.reports for finding in report.findings]
    assert sorted(code for code in found if code in ("C002", "C006", "C017")) == wanted


def test_plans_of_nobody_in_the_pack_are_not_compared(tmp_path):
    rows = [
        ["Chỉ tiêu", "ĐVT", "KH đầu năm", "KH điều chỉnh", "Thực hiện"],
        ["Thu ngân sách", "tỷ đồng", 90, 95, 150],
    ]
    ran = run(tmp_path, budget(tmp_path, ["Thu ngân sách"], ALSO), [*TITLE, *rows])
    assert [one.code.id for one in ran.reports[0].findings if one.code.id in ("C006", "C017")] == []


# ---- what the pages say -------------------------------------------------------------------------

PAGES = (("docs/intake.md", "columns | read"), ("docs/vi/intake.md", "các cột | cách đọc"))
ROOT = Path(__file__).parents[1]


def lines(page, heading):
    text = (ROOT / page).read_text(encoding="utf-8").partition(f"| {heading} |\n")[2]
    return [line.strip("| ").split(" | ") for line in text.splitlines()[1 : text[: text.index("\n\n")].count("\n") + 1]]


@pytest.mark.parametrize(("page", "heading"), PAGES)
def test_columns_side_by_side_are_read_as_the_pages_say(tmp_path, page, heading):
    (units, _), (parts, _), (aspects, _), (results, named), (plans, _) = lines(page, heading)

    def quoted(cell):
        return re.findall("`([^`]+)`", cell)

    whole, one, two, *ids = quoted(units)
    table = [["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", None, None], [None, None, None, whole, one, two], *TWO_ROWS]
    assert figures(run(tmp_path, office(tmp_path), [*TITLE, *table])) == BY_UNIT
    assert ids == ["xa-mot", "xa-hai"]
    assert quoted(parts) == [whole, one, two]
    assert figures(run(tmp_path, office(tmp_path, units=False), [*TITLE, *table])) == {
        "huyen-thu": BY_UNIT["huyen-thu"]
    }
    table = [["Chỉ tiêu", "ĐVT", "Thực hiện", None], [None, None, *quoted(aspects)], ["Đào tạo", "tỷ đồng", 110, 90]]
    assert figures(run(tmp_path, budget(tmp_path, ["Đào tạo", "Đào tạo nữ"]), [*TITLE, *table])) == {
        "thu": {"i1": 110, "i2": 90}
    }
    first, second, row = quoted(results)
    table = [["Chỉ tiêu", "ĐVT", "Thực hiện", None], [None, None, first, second], [row, "tỷ đồng", 110, 90]]
    assert figures(run(tmp_path, budget(tmp_path, quoted(named)), [*TITLE, *table])) == {"thu": {"i1": 110, "i2": 90}}
    *offices, over = quoted(plans)
    table = [
        ["Chỉ tiêu", "ĐVT", over, None, None, "Thực hiện"],
        [None, None, *offices],
        ["Thu", "tỷ đồng", 100, 150, 999, 150],
    ]
    ran = run(tmp_path, budget(tmp_path, ["Thu"], ALSO), [*TITLE, *table])
    differing = [one for one in ran.reports[0].findings if one.code.id == "C006"]
    assert [one.location.cell for one in differing if one.location] == ["E6"]


def test_what_stands_above_the_first_table_holds_for_a_header_that_is_repeated(tmp_path):
    head = ["Chỉ tiêu", "ĐVT", "Thực hiện"]
    first, second = (row[:2] + row[3:4] for row in TWO_ROWS)
    rows = [["Đơn vị: xa-hai"], *TITLE, head, first, head, second]
    assert figures(run(tmp_path, office(tmp_path), rows)) == {"xa-hai": {"rung": 90, "lao_dong": 60}}


@each_row(
    ("title", "read"),
    [
        ("KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2024", True),
        ("TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU", True),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU TỈNH GIAO NĂM 2024", True),
        ("THỰC HIỆN CHỈ TIÊU NĂM 2024", True),
        ("ĐĂNG KÝ THỰC HIỆN CHỈ TIÊU NĂM 2024", False),
        ("KẾ HOẠCH THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", False),
        ("GIAO CHỈ TIÊU THỰC HIỆN NĂM 2024 CHO CÁC XÃ", False),
        ("PHÂN BỔ KẾT QUẢ HUY ĐỘNG VỐN NĂM 2024", False),
        ("BIỂU SỐ 03", False),
    ],
)
def test_names_of_units_alone_head_results_only_where_the_titles_tell_of_results(tmp_path, title, read):
    ran = run(tmp_path, office(tmp_path), [[title], [], *LAYOUTS["names alone"], *TWO_ROWS])
    assert figures(ran) == (BY_UNIT if read else {})


def test_half_a_year_beside_a_plan_is_no_result_of_a_plan_to_come(tmp_path):
    rows = [["KẾ HOẠCH THỰC HIỆN CÁC CHỈ TIÊU"], [], ["Chỉ tiêu", "ĐVT", "Kế hoạch năm", "Cả năm"], *TWO_ROWS]
    assert figures(run(tmp_path, office(tmp_path, units=False), rows)) == {}


@each_row("words", ["đang tổng hợp", "-", "...", "chưa có số liệu"])
@each_row("percent", [0, 54.2])
def test_a_percentage_beside_words_for_no_figure_is_no_figure_either(tmp_path, words, percent):
    rows = [["Chỉ tiêu", "ĐVT", "KH 2024", "TH 2024", "% KH"], ["Thu", "tỷ đồng", 100, words, percent]]
    ran = run(tmp_path, budget(tmp_path, ["Thu"]), [*TITLE, *rows])
    assert figures(ran) == {"thu": {"i1": None}}


@pytest.mark.parametrize("dash", ["-", "x", "...", "chưa đánh giá"])
def test_a_dash_beside_a_figure_says_that_there_is_no_percentage_and_no_ratio(tmp_path, dash):
    heads = ["Chỉ tiêu", "ĐVT", "KH 2024", "TH 2024", "% KH", "Tử số", "Mẫu số"]
    ran = run(tmp_path, budget(tmp_path, ["Thu"]), [*TITLE, heads, ["Thu", "tỷ đồng", dash, 100, dash, dash, dash]])
    assert (figures(ran), codes_of(ran)) == ({"thu": {"i1": 100}}, [])


@each_row(
    ("note", "state"),
    [
        *((note, "estimate") for note in ("ước", "Số ước", "(số liệu ước thực hiện)", "Dự ước.")),
        *((note, "provisional") for note in ("số sơ bộ", "Tạm tính")),
        *((note, "final") for note in ("", "ước cả năm", "chưa ước", "theo hương ước", "số chính thức")),
    ],
)
def test_a_note_may_say_how_sure_a_figure_is(tmp_path, note, state):
    rows = [["Chỉ tiêu", "ĐVT", "TH 2024", "Ghi chú"], ["Thu", "tỷ đồng", 100, note]]
    (report,) = run(tmp_path, budget(tmp_path, ["Thu"]), [*TITLE, *rows]).reports
    assert report.results[0].data.value == state


@each_row(
    ("note", "told"),
    [
        *((note, ["D169"]) for note in ("Số liệu năm 2023", "số liệu của năm trước", "Kết quả quý I/2023", "(số cũ)")),
        *((note, ["D169"]) for note in ("Số đúng là 230", "đính chính số liệu", "nhập nhầm", "chưa tổng hợp đủ")),
        *((note, []) for note in ("Số liệu năm 2024", "tăng so với năm 2023", "QĐ năm 2023", "số liệu đã kiểm tra")),
    ],
)
def test_a_note_that_questions_the_figure_is_told(tmp_path, note, told):
    rows = [["Chỉ tiêu", "ĐVT", "TH 2024", "Ghi chú"], ["Thu", "tỷ đồng", 100, note]]
    ran = run(tmp_path, budget(tmp_path, ["Thu"]), [*TITLE, *rows])
    assert (figures(ran), codes_of(ran)) == ({"thu": {"i1": 100}}, told)


def test_a_dash_says_nothing_of_how_sure_a_figure_is(tmp_path):
    heads = ["Chỉ tiêu", "ĐVT", "TH 2024", "Tình trạng số liệu"]
    ran = run(tmp_path, budget(tmp_path, ["Thu"]), [*TITLE, heads, ["Thu", "tỷ đồng", 100, "-"]])
    assert (figures(ran), codes_of(ran)) == ({"thu": {"i1": 100}}, [])


@each_row(
    ("title", "heading", "period"),
    [
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", ["Thực hiện năm 2024"], "2024"),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", ["Thực hiện 6 tháng"], "2024-H1"),
        ("BIỂU SỐ 03", ["Ước thực hiện 9 tháng năm 2024"], "2024-9M"),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", ["Thực hiện"], None),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", ["Thực hiện 6 tháng", "Ước thực hiện cả năm"], None),
        ("BIỂU SỐ 03", ["Thực hiện 6 tháng"], None),
        ("XÂY DỰNG KẾ HOẠCH NĂM 2024", ["Thực hiện 6 tháng"], None),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", ["Kế hoạch năm 2025", "Thực hiện 6 tháng"], None),
    ],
)
def test_the_columns_name_the_period_where_the_titles_name_that_of_the_plan_alone(tmp_path, title, heading, period):
    rows = [["Chỉ tiêu", "ĐVT", "Kế hoạch", *heading], ["Thu", "tỷ đồng", 100, *[50, 60][: len(heading)]]]
    book = openpyxl.Workbook()
    page = book.create_sheet("Biểu 01", 0)
    for row in [[title], [], *rows]:
        page.append(row)
    path = tmp_path / "bieu.xlsx"
    book.save(path)
    ran = check([str(path)], Options(pack=str(budget(tmp_path, ["Thu"]))))
    assert [str(report.submission.period) for report in ran.reports] == ([period] if period else [])
    assert period or codes_of(ran) == ["D255"]


@pytest.mark.parametrize(
    ("said", "unit"),
    [("UBND xã Hai", "xa-hai"), ("Xã Một", "xa-mot"), ("UBND huyện Thử", "huyen-thu"), ("UBND xã Ba", None)],
)
def test_the_unit_that_a_form_names_in_words_is_the_one_of_the_pack_that_is_called_so(tmp_path, said, unit):
    rows = [[f"Đơn vị báo cáo: {said}"], *TITLE, ["Chỉ tiêu", "ĐVT", "Thực hiện"], [*TWO_ROWS[0][:2], 90]]
    ran = run(tmp_path, office(tmp_path), rows)
    assert list(figures(ran)) == ([unit] if unit else [])
    assert unit or codes_of(ran) == ["D255"]


def test_a_column_is_that_of_the_unit_whose_name_the_pack_states(tmp_path):
    pack = office(tmp_path, units=False)
    stated = (
        "reporting:\n  units:\n    xa-a1: {title: {vi: UBND xã Hòa Một}, short: Hòa Một, kind: xã}\n"
        "    xa-a2: {title: {vi: UBND xã Hòa Hai}, short: Hòa Hai, kind: xã}\n"
    )
    pack.write_text(pack.read_text(encoding="utf-8") + stated, encoding="utf-8")
    head = [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", None, None],
        [None, None, None, "Toàn huyện", "Hòa Một", "Xã Hòa Hai"],
    ]
    ran = run(tmp_path, pack, [*TITLE, *head, *TWO_ROWS])
    wanted = {"huyen-thu": BY_UNIT["huyen-thu"], "xa-a1": BY_UNIT["xa-mot"], "xa-a2": BY_UNIT["xa-hai"]}
    assert figures(ran) == wanted
