"""Headings that negate, limit or compare: none of their columns is taken for the reported value.

All figures are made up.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.domain.period import Period
from checker.domain.submission import Figure
from checker.errors import SubmissionError
from checker.readers.cells.limits import ReadLimits
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.form.header_terms import Role, read_heading
from checker.readers.tables import read_tables
from tests.cells import ListSheet, grid
from tests.examples import each_row

OTHER_THINGS = [
    "Chưa thực hiện",
    "Phần chưa thực hiện",
    "Thực hiện còn lại",
    "Còn phải thực hiện",
    "Thực hiện thiếu",
    "Not achieved",
    "Thực hiện lần trước",
    "Thực hiện (số liệu cũ)",
    "Thực hiện tuần",
    "Thực hiện ngày",
    "Thực hiện tháng tới",
    "Lũy kế từ đầu nhiệm kỳ",
    "TH bình quân",
    "Số đơn vị thực hiện",
    "Số xã thực hiện",
    "Kinh phí thực hiện",
    "Mức thực hiện tối thiểu",
    "Kết quả xếp loại",
    "Nhiệm vụ thực hiện",
    "Thực hiện xã A",
    "Toàn tỉnh thực hiện",
]
OTHER_TIMES = {
    "2024-H1": ["Thực hiện tháng này", "Thực hiện quý", "Thực hiện trong quý", "Actual June", "Ước thực hiện năm"],
    "2024": ["Thực hiện tháng này", "Thực hiện H1", "Thực hiện 6T2024", "Actual December", "Thực hiện quý"],
    "2024-Q2": ["Thực hiện trong tháng", "Thực hiện năm báo cáo", "Actual April"],
}
READ = {
    "2024-H1": [
        "TH đến 30/6/2024",
        "Thực hiện đến ngày 30/6/2024",
        "Thực hiện lũy kế đến 30/6/2024",
        "Thực hiện từ 01/01 đến 30/6/2024",
        "Thực hiện đến ngày 30 tháng 6 năm 2024",
        "Đến 30/6/2024",
        "Thực hiện 6T2024",
        "TH 6T đầu năm",
        "Kết quả thực hiện 6 tháng đầu năm 2024",
        "Ước thực hiện từ đầu năm đến nay",
        "Tình hình thực hiện các chỉ tiêu",
        "Actual H1 2024",
        "Actual value (1)",
        "Results for the reporting period",
        "Thực hiện, tỷ đồng",
        "Thực hiện [tỷ đồng]",
        "Số liệu chính thức (ĐVT: tỷ đồng)",
    ],
    "2024-Q2": ["Thực hiện quý này", "Thực hiện trong quý", "TH quý II/2024"],
    "2024": ["Thực hiện năm báo cáo", "Thực hiện năm", "Actual 2024"],
}


def values(heading, period, measure="tỷ đồng"):
    rows = [["Chỉ tiêu", "ĐVT", heading], ["Thu", measure, "50"]]
    asked = EnvelopeOptions(unit="xa", period=Period.parse(period), locale="vi")
    (submission,) = read_form(grid(ListSheet(rows)), asked)
    return submission.observations


def pairs(table):
    return [(heading, period) for period, headings in table.items() for heading in headings]


@each_row("heading", OTHER_THINGS)
def test_a_heading_that_says_more_than_the_value_is_refused_by_name(heading):
    with pytest.raises(SubmissionError) as caught:
        values(heading, "2024-H1")
    (wrong,) = caught.value.diagnostics
    assert (wrong.code.id, wrong.location.cell) == ("D288", "C1")
    assert dict(wrong.message.values)["heading"] == heading


@each_row(("heading", "period"), pairs(OTHER_TIMES))
def test_a_heading_of_another_time_is_not_the_value(heading, period):
    with pytest.raises(SubmissionError) as caught:
        values(heading, period)
    assert [wrong.code.id for wrong in caught.value.diagnostics] == ["D252"]


@each_row(("heading", "period"), pairs(READ))
def test_a_heading_of_the_value_its_period_and_unit_is_read(heading, period):
    (row,) = values(heading, period)
    assert row.value.reading.interval.lo == 50
    assert row.value.reading.unit.base == "đồng"


@pytest.mark.parametrize("heading", ["Thực hiện (nghìn)", "Thực hiện (lần)", "Thực hiện (xã A)", "Thực hiện, tạ"])
def test_what_stands_in_brackets_is_a_unit_that_is_held_against_the_row(heading):
    (row,) = values(heading, "2024")
    assert row.value.reading.trouble.code.id == "D264"


def test_a_heading_beside_that_of_the_value_is_left_out_and_told():
    rows = [["Chỉ tiêu", "Thực hiện", "Chưa thực hiện"], ["Thu", "50", "40"]]
    (submission,) = read_form(grid(ListSheet(rows)), EnvelopeOptions(unit="xa", period=Period(2024), locale="vi"))
    value = submission.observations[0].value
    assert value is not None
    assert value.text == "50"
    assert ("column", "Chưa thực hiện") in [(one.why, one.text) for one in submission.ignored]


def test_the_group_above_a_heading_counts_too():
    assert read_heading(["Chưa thực hiện", "Năm 2024"]).role is None
    assert read_heading(["Kết quả thực hiện kế hoạch", "Thực hiện"]).role is Role.ACTUAL


CHANGES = [
    "Tăng, giảm so KH (%)",
    "% vượt KH",
    "% hụt so KH",
    "Tăng so KH (%)",
    "% tăng so KH",
    "Tỷ lệ tăng so với kế hoạch",
    "Tỷ lệ vượt KH (%)",
    "Vượt KH",
    "Vượt KH (%)",
    "Chênh lệch so KH (%)",
    "% còn thiếu so KH",
    "% chưa thực hiện",
    "% KH còn lại",
    "So với KH (lần)",
    "TH so KH (+/-)",
    "Change vs plan (%)",
]
PARTS = ["% so KH tháng", "% so KH quý", "% so KH giai đoạn"]


@each_row("group", ["Xã A", "Nữ", "Chưa tính thu đất", "Dự kiến", "Trong đó: nữ"])
@each_row("alone", [False, True])
def test_a_group_is_over_all_of_its_columns_also_where_no_cells_are_merged(group, alone):
    """A workbook that is saved as CSV keeps a merged heading in its first column alone."""
    head = [["Thực hiện", ""], [group, ""]] if alone else [[group, ""], ["KH", "TH"]]
    rows = [["Chỉ tiêu", "ĐVT", *head[0]], ["", "", *head[1]], ["Thu", "tỷ đồng", "50", "" if alone else "60"]]
    with pytest.raises(SubmissionError) as caught:
        read_form(grid(ListSheet(rows)), EnvelopeOptions(unit="xa", period=Period(2024), locale="vi"))
    assert [one.code.id for one in caught.value.diagnostics] == ["D288"]


def beside(heading, value, percent, period="2024"):
    rows = [["Chỉ tiêu", "ĐVT", "Thực hiện", heading], ["Thu", "tỷ đồng", value, percent]]
    asked = EnvelopeOptions(unit="xa", period=Period.parse(period), locale="vi")
    (submission,) = read_form(grid(ListSheet(rows)), asked)
    return submission.observations


@each_row("heading", CHANGES + PARTS)
@each_row("period", ["2024", "2024-H1"])
def test_a_change_against_the_plan_is_no_percentage_of_it(heading, period):
    (row,) = beside(heading, "50", "4", period)
    assert (row.value.text, row.percent_of_plan, row.plan) == ("50", None, None)
    (row,) = beside(heading, None, "4", period)
    assert (row.value.reading.trouble.code.id, row.value.location.cell) == ("D289", "D2")
    assert beside(heading, None, "0", period) == ()


@each_row("heading", ["% so KH", "Tỷ lệ hoàn thành KH (%)", "% so KH 12 tháng", "Mức độ hoàn thành so KH", "% of plan"])
def test_a_percentage_of_the_plan_is_read(heading):
    (row,) = beside(heading, None, "104")
    assert row.percent_of_plan.text == "104"


def blocks(*names, period="2024"):
    rows: list[list[object]] = [["Chỉ tiêu", "ĐVT", "Thực hiện"]]
    for number, name in enumerate(names):
        rows += [[name], [f"Thu {number}", "tỷ đồng", "50"]]
    return read_form(grid(ListSheet(rows)), EnvelopeOptions(unit="xa", period=Period.parse(period), locale="vi"))


@each_row("name", ["Năm 2023", "I. Năm 2023", "Thực hiện năm 2023:", "6 tháng đầu năm 2024", "Quý I"])
@each_row("order", [1, -1])
def test_rows_below_another_period_are_refused(name, order):
    with pytest.raises(SubmissionError) as caught:
        blocks(*[name, "Năm 2024"][::order])
    (wrong,) = caught.value.diagnostics
    assert (wrong.code.id, wrong.location.cell) == ("D273", "A2" if order == 1 else "A4")


def test_rows_below_the_reported_period_or_another_heading_are_read():
    (submission,) = blocks("Năm 2024", "I. Kinh tế", "Chương trình năm 2023", "2. Xã hội")
    assert len(submission.observations) == 4
    (submission,) = blocks("6 tháng đầu năm 2024", period="2024-H1")
    assert len(submission.observations) == 1


def test_a_row_of_another_period_with_nothing_below_it_is_passed_over():
    rows = [["Chỉ tiêu", "Thực hiện"], ["Thu", "50"], ["Năm 2023"]]
    (submission,) = read_form(grid(ListSheet(rows)), EnvelopeOptions(unit="xa", period=Period(2024), locale="vi"))
    assert len(submission.observations) == 1


@pytest.mark.parametrize("percent", [Decimal("0.866"), "0,866", 1, Decimal("1.04")])
def test_a_share_under_a_percentage_is_doubted_where_it_alone_speaks(percent):
    (row,) = beside("% so KH", None, percent)
    assert row.percent_of_plan.reading.trouble.code.id == "D126"
    (row,) = beside("% so KH", "86,6", percent)
    assert isinstance(row.percent_of_plan.reading, Figure)


@pytest.mark.parametrize("percent", ["0,866%", "86,6", 2, Decimal("22.9")])
def test_a_percentage_that_says_so_or_is_no_share_is_read(percent):
    (row,) = beside("% so KH", None, percent)
    assert isinstance(row.percent_of_plan.reading, Figure)


@each_row("title", ["Chỉ tiêu thu", "Nội dung thu", "Nhiệm vụ thu"])
@each_row("value", ["320/311", "36/35 đảng viên", "đạt 320"])
def test_a_row_whose_name_begins_like_a_heading_is_no_header(title, value):
    text = f"Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\n{title};tỷ đồng;KH tỉnh giao 311, HĐND giao 317;{value}\n"
    asked = EnvelopeOptions(unit="x", period=Period(2024))
    (read,) = read_tables("form.csv", asked, ReadLimits(), data=text.encode(), suffix=".csv")
    assert [row.indicator for row in read.observations] == [title]
