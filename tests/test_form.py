"""Forms as offices fill them in, given as rows: into submissions, or located diagnostics. All figures are made up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.interval import Interval, above, below, point
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.submission import Figure, Phrase, Unreadable
from checker.errors import SubmissionError
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.grid import CellKind, Range
from tests.cells import ListSheet, Made, grid
from tests.examples import each_row

HALF = Period(2024, "H1")
ASKED = EnvelopeOptions(unit="made", period=HALF)
HEAD = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "% so KH", "Ghi chú"]
ROW = [1, "Thu ngân sách", "tỷ đồng", 317, Decimal("86.6"), "27%", ""]


def form(*rows, asked=ASKED, **changes):
    """Return the only submission of a form with these rows on its only sheet."""
    (only,) = read_form(grid(ListSheet(rows, **changes)), asked)
    return only


def refused(*rows, asked=ASKED, own=None, **changes):
    """Return the codes and cells of what makes a form unfit."""
    with pytest.raises(SubmissionError) as caught:
        read_form(grid(ListSheet(rows, **changes), own=own), asked)
    return [(wrong.code.id, wrong.location.cell) for wrong in caught.value.diagnostics]


def told(field):
    """Return how a field reads: number and unit, words, or the code of what is wrong."""
    if field is None:
        return None
    match field.reading:
        case Figure(interval, unit):
            number = str(plain(interval.lo)) if interval.lo is not None and interval.is_point else interval
            return f"{number} {unit.name if unit else ''}".strip()
        case Phrase(words):
            return words
        case Unreadable(trouble):
            return trouble.code.id


def values(submission):
    return {row.indicator: told(row.value) for row in submission.observations}


def passed_over(submission):
    return [(one.why, one.location.cell) for one in submission.ignored]


# ---- whole forms ---------------------------------------------------------------------------

TWO_LEVELS = (
    ["UBND THÀNH PHỐ TRONG MƠ"],
    ["TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2024"],
    ["(6 tháng đầu năm 2024 - số liệu giả định)"],
    ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện", "", "So sánh (%)", "", "Ghi chú"],
    ["", "", "", "", "Tháng 6", "Lũy kế 6 tháng", "Với KH", "Với cùng kỳ", ""],
    ["A", "B", "C", "1", "2", "3", "4=3/1", "5", "6"],
    ["I", "KINH TẾ"],
    [1, "Thu ngân sách", "tỷ đồng", 317, Decimal("14.2"), Decimal("86.6"), "27,3%", 105, "gồm cả chuyển nguồn"],
    [2, "- Tổng mức bán lẻ:", "Tỷ đồng", "3.700", None, "gần 1.900 tỷ đồng", "trên 51%"],
    ["II", "XÃ HỘI"],
    [3, "Tỷ lệ hộ nghèo", "%", "dưới 2", None, Made("0.0189", number_format="0.00%")],
    [4, "Hợp tác xã mới", "HTX", None, None, "07/02"],
    [5, "Chuẩn nông thôn mới", "", "đạt", None, "Chưa đạt"],
    [6, "Thôn đạt chuẩn", "thôn", 2],
    ["", "Ghi chú: số liệu chưa kiểm toán"],
    ["", "", "", "", "", "CHỦ TỊCH"],
)


@pytest.mark.parametrize("merged", [(), (Range(4, 5, 4, 6), Range(4, 7, 4, 8), Range(4, 1, 5, 1), Range(4, 2, 5, 2))])
def test_a_header_of_two_levels_merged_or_not(merged):
    read = form(*TWO_LEVELS, merged=merged)
    assert (read.unit, read.period, read.synthetic, read.pack) == ("made", HALF, True, "")
    assert values(read) == {
        "Thu ngân sách": "86.6 tỷ đồng",
        "Tổng mức bán lẻ": f"{below(Decimal(1900))} tỷ đồng",
        "Tỷ lệ hộ nghèo": "1.89 %",
        "Hợp tác xã mới": "7 htx",
        "Chuẩn nông thôn mới": "Chưa đạt",
    }
    first, second, _, cooperatives, _ = read.observations
    assert (told(first.percent_of_plan), told(first.plan), first.note) == (
        "27.3 %",
        "317 tỷ đồng",
        "gồm cả chuyển nguồn",
    )
    assert (told(second.percent_of_plan), told(second.plan)) == (f"{above(Decimal(51))} %", "3700 tỷ đồng")
    assert told(cooperatives.behind) == "2 htx"
    assert all(row.cumulative for row in read.observations)
    assert first.value is not None
    assert first.value.location == Location("bieu.xlsx", sheet="Biểu 01", cell="F8")
    assert first.location.cell == "B8"
    assert passed_over(read) == [
        *(("title", str(number)) for number in (1, 2, 3)),
        ("column", "E5"),
        ("column", "H5"),
        ("header", "6"),
        ("group", "7"),
        ("group", "10"),
        ("no_value", "14"),
        ("note", "15"),
        ("note", "16"),
    ]
    assert read.troubles == ()


def test_one_row_an_observation_gives_a_submission_for_each_unit_and_period():
    read = read_form(
        grid(
            [
                ["unit", "period", "indicator", "value", "status", "as_of", "numerator", "denominator", "note"],
                ["xa-a", "2024-H1", "revenue", 5, "ước", dt.date(2024, 7, 2), None, None, "một"],
                ["xa-b", "6 tháng đầu năm 2024", "revenue", "6,5 tỷ đồng", "", "", None, None, ""],
                ["xa-a", "2024-H1", "rate", None, "", "2024-07-02", 3, 4, ""],
                ["xa-a", "2024", "revenue", 7, "chính thức", "", None, None, ""],
                ["", "Nguồn: số liệu giả định", "", "", "", "", None, None, ""],
            ]
        ),
        EnvelopeOptions(locale="vi"),
    )
    assert [(one.unit, str(one.period), len(one.observations), one.as_of) for one in read] == [
        ("xa-a", "2024-H1", 2, dt.date(2024, 7, 2)),
        ("xa-b", "2024-H1", 1, None),
        ("xa-a", "2024", 1, None),
    ]
    first, rate = read[0].observations
    assert (first.status, first.note, told(first.value)) == (DataState.ESTIMATE, "một", "5")
    assert (rate.value, told(rate.numerator), told(rate.denominator)) == (None, "3", "4")
    assert told(read[1].observations[0].value) == "6.5 tỷ đồng"


def test_a_template_says_everything_itself():
    own = {
        "form": "1",
        "pack": "made/2024",
        "pack_sha256": "0",
        "unit": "made",
        "period": "2024-H1",
        "as_of": "2024-07-02",
        "locale": "en",
        "synthetic": True,
        "program": "1.0",
    }
    sheet = ListSheet([["Mã", "Chỉ tiêu", "Thực hiện"], ["revenue", "Thu", "1.5"]])
    (read,) = read_form(grid(sheet, own=own))
    assert (read.pack, read.unit, read.period, read.as_of) == ("made/2024", "made", HALF, dt.date(2024, 7, 2))
    assert (read.synthetic, told(read.observations[0].value)) == (True, "1.5")
    assert (read.observations[0].indicator, read.observations[0].code) == ("Thu", "revenue")
    assert read.place("period") == Location("bieu.xlsx", sheet="_checker", cell="B6")


def test_a_text_file_has_lines_and_columns():
    sheet = ListSheet([["id", "Thực hiện 6 tháng 2024"], ["revenue", "86,6"]], "", path="bieu.csv")
    (read,) = read_form(grid(sheet), ASKED)
    assert [row.value and row.value.location for row in read.observations] == [Location("bieu.csv", 2, 2)]


def test_sheets_of_one_form_are_one_submission_and_those_without_a_table_are_counted():
    title = [["Kỳ báo cáo: 6 tháng đầu năm 2024"]]
    sheets = (
        ListSheet([*title, HEAD, ROW], "Kinh tế"),
        ListSheet([["Hướng dẫn điền biểu"]], "Hướng dẫn"),
        ListSheet([HEAD, [1, "Số hộ", "hộ", "", 4012, "", ""]], "Xã hội"),
    )
    (read,) = read_form(grid(*sheets), EnvelopeOptions(unit="made"))
    assert values(read) == {"Thu ngân sách": "86.6 tỷ đồng", "Số hộ": "4012 hộ"}
    assert read.observations[1].location.sheet == "Xã hội"
    assert ("sheet", "Hướng dẫn") in [(one.why, one.text) for one in read.ignored]


def test_a_header_repeated_on_the_next_page_is_no_row():
    read = form(HEAD, ROW, ["", "(tiếp theo)"], HEAD, [2, "Số hộ", "hộ", "", 4012])
    assert values(read) == {"Thu ngân sách": "86.6 tỷ đồng", "Số hộ": "4012 hộ"}


def test_a_hidden_sheet_with_a_table_is_told_of_and_not_read():
    sheets = ListSheet([HEAD, ROW]), ListSheet([HEAD, [2, "Số hộ", "hộ", "", 5]], "Cũ", hidden=True)
    (read,) = read_form(grid(*sheets), ASKED)
    assert list(values(read)) == ["Thu ngân sách"]
    assert [(one.code.id, one.location.sheet) for one in read.troubles] == [("D263", "Cũ")]
    with pytest.raises(SubmissionError) as caught:
        read_form(grid(sheets[1]), ASKED)
    assert [one.code.id for one in caught.value.diagnostics] == ["D251", "D263"]


def test_a_form_without_any_figure_is_a_submission_of_nothing():
    assert form(HEAD, [1, "Thu ngân sách", "tỷ đồng", 317]).observations == ()


def test_without_a_table_nothing_is_read():
    assert refused(["Tên đơn vị"], ["Thu ngân sách", "5"]) == [("D251", "")]
    assert refused(["Chỉ tiêu"], ["Thu ngân sách"]) == [("D251", "")]
    assert refused() == [("D251", "")]


def test_headings_that_only_an_old_font_shows_are_told_by_their_encoding():
    """Their letters are of Unicode by now, but are not those that people see."""
    assert refused(["TT", "Chæ tieâu", "ÑVT", "Öôùc TH"], ["1", "Thu ngaân saùch", "tyû", 86]) == [("D221", "")]


@pytest.mark.parametrize("heading", ["ChØ tiªu", "CHØ TIªU"])
def test_what_is_written_for_a_font_of_tcvn3_is_converted(heading):
    (submission,) = read_form(grid([["TT", heading, "§VT", "¦íc TH"], ["1", "Thu ng©n s¸ch", "tû ®ång", 86]]), ASKED)
    (row,) = submission.observations
    assert row.indicator == "Thu ngân sách"
    assert row.value is not None
    assert isinstance(row.value.reading, Figure)
    assert row.value.reading.unit is not None
    assert (row.value.text, row.value.reading.unit.name) == ("86", "tỷ đồng")
    assert [one.code.id for one in submission.troubles] == ["D297"]


# ---- which column it is ----------------------------------------------------------------------

COLUMNS = [
    (["Thực hiện"], "2024-H1", 0),
    (["thực  hiện:"], "2024-H1", 0),
    (["Ước TH"], "2024-H1", 0),
    (["Kết quả"], "2024-H1", 0),
    (["Giá trị"], "2024-H1", 0),
    (["Value"], "2024-H1", 0),
    (["Kế hoạch", "Thực hiện"], "2024-H1", 1),
    (["KH năm 2024", "TH 6 tháng 2024", "TH 6 tháng 2023"], "2024-H1", 1),
    (["Thực hiện 2023", "Kế hoạch 2024", "Ước thực hiện 2024"], "2024", 2),
    (["TH 6T/2023", "TH 6T/2024"], "2024-H1", 1),
    (["Thực hiện 6 tháng 2024", "Ước thực hiện cả năm 2024"], "2024-H1", 0),
    (["Thực hiện 6 tháng 2024", "Ước thực hiện cả năm 2024"], "2024", 1),
    (["Thực hiện 6 tháng", "Thực hiện"], "2024-H1", 0),
    (["Tháng 6 thực hiện", "Lũy kế 6 tháng"], "2024-H1", 1),
    (["Thực hiện kỳ báo cáo", "Lũy kế"], "2024-H1", 1),
    (["Thực hiện", "Luỹ kế đến 30/6/2024"], "2024-H1", 1),
    (["Lũy kế đến hết tháng 5", "Lũy kế đến hết tháng 6"], "2024-H1", 1),
    (["Thực hiện quý I", "Thực hiện quý II", "Thực hiện 6 tháng"], "2024-H1", 2),
    (["Thực hiện quý I", "Thực hiện quý II"], "2024-Q2", 1),
    (["Thực hiện quý II", "Thực hiện 6 tháng"], "2024-Q2", 1),
    (["Thực hiện tháng 6", "Thực hiện 6 tháng"], "2024-06", 1),
    (["Thực hiện cùng kỳ", "Thực hiện kỳ này"], "2024-H1", 1),
    (["Thực hiện năm trước", "Thực hiện"], "2024-H1", 1),
    (["Thực hiện", "Đơn vị thực hiện", "Thời gian thực hiện"], "2024-H1", 0),
    (["% so KH", "Thực hiện", "So cùng kỳ", "Tỷ lệ % thực hiện"], "2024-H1", 1),
    (["TH/KH (%)", "TH 2024/TH 2023", "Thực hiện"], "2024-H1", 2),
    (["Thực hiện 2023"], "2024", None),
    (["Thực hiện quý II"], "2024-H1", None),
    (["Thực hiện (%)"], "2024-H1", None),
    (["Kế hoạch thực hiện"], "2024-H1", None),
    (["6 tháng 2024"], "2024-H1", None),
    (["Ước thực hiện năm 2024"], "2024-H1", None),
    (["Tỷ lệ thực hiện"], "2024-H1", None),
    (["Thực hiện", "Kết quả"], "2024-H1", "D253"),
    (["Thực hiện 6 tháng", "Ước thực hiện 6 tháng"], "2024-H1", "D253"),
    (["Lũy kế", "Cộng dồn"], "2024-H1", "D253"),
]


@each_row(("headings", "period", "chosen"), COLUMNS)
def test_the_column_of_the_reported_value_is_found_by_words(headings, period, chosen):
    rows = [["STT", "Chỉ tiêu", "ĐVT", *headings], [1, "Thu", "tỷ đồng", *range(100, 100 + len(headings))]]
    asked = EnvelopeOptions(unit="made", period=Period.parse(period))
    if isinstance(chosen, int):
        assert values(form(*rows, asked=asked)) == {"Thu": f"{100 + chosen} tỷ đồng"}
    else:
        assert refused(*rows, asked=asked) == [("D252", "A1") if chosen is None else (chosen, "D1")]


HEADERS = [
    (["TT", "Nội dung", "Đơn vị tính", "Thực hiện"], []),
    (["Chỉ tiêu", "Thực hiện"], []),
    (["Số TT", "TÊN CHỈ TIÊU (*)", "Đ.V.T", "KẾT QUẢ"], []),
    (["Name", "Unit", "Actual"], []),
    (["Mã số", "Thực hiện"], []),
    (["", "", "Năm 2023", "Năm 2024", ""], ["TT", "Chỉ tiêu", "Thực hiện", "Kế hoạch", "Thực hiện"]),
    (["TT", "Chỉ tiêu", "Năm 2023", "Năm 2024", ""], ["", "", "Thực hiện", "Kế hoạch", "Thực hiện"]),
    (["TT", "Chỉ tiêu", "Năm 2023", "Năm 2024", ""], ["TT", "Chỉ tiêu", "Thực hiện", "Kế hoạch", "Thực hiện"]),
    (["TT", "Chỉ tiêu", "Kết quả thực hiện kế hoạch", "", ""], ["", "", "Kế hoạch", "Tỷ lệ %", "Thực hiện"]),
    (["TT", "Chỉ tiêu", "Thực hiện"], ["", "", "(tỷ đồng)"]),
]


@each_row(("upper", "lower"), HEADERS)
def test_headers_in_several_wordings_and_levels(upper, lower):
    header = [upper, lower] if lower else [upper]
    width = len(lower or upper)
    where = {"ĐVT", "Đ.V.T", "Unit", "Đơn vị tính"}
    row = ["tỷ đồng" if upper[column] in where else f"tên {column}" for column in range(width - 1)]
    read = form(*header, [*row, 5])
    assert [told(one.value).split()[0] for one in read.observations] == ["5"]


def test_a_heading_merged_over_several_columns_is_one_column():
    head = ["TT", "Chỉ tiêu", "", "Thực hiện", "", "Ghi chú"]
    merged = [Range(1, 2, 1, 3), Range(1, 4, 1, 5), Range(2, 4, 2, 5)]
    read = form(head, [1, "Thu", "", 5], [2, "", "Trong đó: nội địa", "", 3], merged=merged)
    assert values(read) == {"Thu": "5", "Trong đó: nội địa": "3"}
    both = form(head, [1, "Thu", "", 5, 6], merged=merged[:2])
    assert values(both) == {"Thu": "D253"}


def test_two_columns_of_names_contend():
    assert refused(["Chỉ tiêu", "Tên chỉ tiêu", "Thực hiện"], ["a", "b", 5]) == [("D253", "A1")]
    assert refused(["Mã", "Mã số", "Chỉ tiêu", "Thực hiện"], ["a", "b", "c", 5]) == [("D253", "A1")]


def test_who_answers_for_a_row_is_no_unit_of_measure():
    read = form(["Chỉ tiêu", "ĐVT", "Đơn vị", "Thực hiện"], ["Thu", "tỷ đồng", "Phòng Tài chính", 5])
    assert values(read) == {"Thu": "5 tỷ đồng"}


def test_years_so_far_are_taken_where_they_are_filled_in():
    head = ["Chỉ tiêu", "Thực hiện kỳ báo cáo", "Lũy kế"]
    read = form(
        head, ["a", 5, 9], ["b", 5, None], ["c", None, 9], asked=EnvelopeOptions(unit="made", period=Period(2024, "Q2"))
    )
    assert values(read) == {"a": "9", "b": "5", "c": "9"}
    assert [(row.cumulative, told(row.of_period)) for row in read.observations] == [
        (True, "5"),
        (False, None),
        (True, None),
    ]


def test_one_plan_of_the_year_is_read_and_several_are_not():
    def plan(*headings):
        (row,) = form(["Chỉ tiêu", *headings, "Thực hiện"], ["Thu", *range(3, 3 + len(headings)), 5]).observations
        return told(row.plan)

    assert plan("Kế hoạch") == plan("Chỉ tiêu giao") == plan("KH năm 2024") == "3"
    assert plan("KH 6 tháng", "KH năm 2024") == plan("KH 2023", "Kế hoạch 2024") == "4"
    assert plan("KH TW giao", "KH tỉnh giao") is None
    assert plan("KH 6 tháng 2024") is plan("Kế hoạch thực hiện") is None


def test_percentages_of_the_years_plan_alone_are_read():
    def percent(*headings):
        (row,) = form(["Chỉ tiêu", *headings, "Thực hiện"], ["Thu", *range(30, 30 + len(headings)), 5]).observations
        return told(row.percent_of_plan)

    assert percent("% so KH") == percent("Tỷ lệ % thực hiện so với KH năm") == "30"
    assert percent("% so KH 6 tháng", "% so KH năm") == "31"
    assert percent("So cùng kỳ (%)", "Tốc độ tăng") is None
    assert percent("% so KH TW giao", "% so KH tỉnh giao") is None


# ---- cells --------------------------------------------------------------------------------------

PERCENT = "0.0%"
CELLS = [
    (Decimal("1.89"), "", "1.89"),
    (Decimal("3.700"), "", "3.7"),
    (Made("1E+3"), "", "1000"),
    (Decimal("-5.2"), "", "-5.2"),
    ("1.89", "", "D104"),
    ("3.700", "", "3700"),
    ("65, 79%", "", "65.79 %"),
    ("30 tỷ 048 triệu", "đồng", "30.048 tỷ"),
    ("86,6 tỷ", "triệu đồng", "86.6 tỷ"),
    ("86,6", "Tr.đ", "86.6 tr.đ"),
    (5, "1.000 tấn", "5 1.000 tấn"),
    (5, "bản", "5 bản"),
    (5, "-", "5"),
    ("tăng 07%", "%", "7 %"),
    ("không đạt", "%", "không đạt"),
    ("65%", "hộ", "D264"),
    (Made("0.655", number_format=PERCENT), "%", "65.5 %"),
    (Made("0.655", number_format="0.0%;-0.0%;-"), "", "65.5 %"),
    (Made("-0.02", number_format='0.0%;"giảm "0.0%'), "", "2 %"),
    (Made("65.5", number_format='0.0"%"'), "", "65.5 %"),
    (Made("65.5", number_format=r"0.0\%"), "", "65.5 %"),
    (Made("0.655", number_format=PERCENT), "hộ", "D264"),
    (Made("86.6", number_format='#,##0.0 "tỷ đồng"'), "triệu đồng", "86.6 tỷ đồng"),
    (Made("86600000", number_format="#,##0,,"), "tỷ đồng", "D270"),
    (Made("5", number_format="[<1]0%;0.0"), "", "D270"),
    (Made("5", number_format="[Red]#,##0.00"), "", "5"),
    (Made("5", formula=True), "", "5"),
    (Made("5", hidden=True), "", "D262"),
    (dt.date(2024, 2, 7), "", "D257"),
    (True, "", "D258"),
    (Made("#REF!", CellKind.ERROR), "", "D259"),
    (Made("", CellKind.NO_RESULT, formula=True), "", "D260"),
    (Made("1" * 41), "", "D106"),
    (Made("?"), "", "D106"),
]


@each_row(("cell", "measure", "reading"), CELLS)
def test_cells(cell, measure, reading):
    read = form(["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", measure, cell])
    assert values(read) == {"Thu": reading}
    assert [row.value and row.value.location.cell for row in read.observations] == ["C2"]


def test_a_percentage_shows_as_people_see_it():
    (row,) = form(HEAD, ["", "Tỷ lệ", "", "", Made("0.655", number_format=PERCENT)]).observations
    assert row.value.text == "65.5 %"
    (row,) = form(HEAD, ["", "Tỷ lệ", "", "", Decimal("1234.5")]).observations
    assert row.value.text == "1234.5"


MEASURES = [
    (["Chỉ tiêu", "Thực hiện (triệu đồng)"], ["Thu", 5], "5 triệu đồng"),
    (["Chỉ tiêu", "Thực hiện"], ["Thu ngân sách (tỷ đồng)", 5], "5 tỷ đồng"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện (triệu đồng)"], ["Thu", "Tr. đồng", 5], "5 tr. đồng"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện (triệu đồng)"], ["Thu", "tỷ đồng", 5], "D264"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện (triệu đồng)"], ["Thu", "tỷ đồng", "5 tỷ đồng"], "5 tỷ đồng"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu (tỷ đồng)", "triệu đồng", 5], "D264"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", "", 5], "5 nghìn đồng"),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Số hộ", "hộ", 5], "5 hộ"),
]


@each_row(("head", "row", "reading"), MEASURES)
def test_units_around_a_bare_number_must_agree(head, row, reading):
    assert list(values(form(["ĐVT: nghìn đồng"], head, row)).values()) == [reading]


def test_merged_values_are_nobodys():
    head = ["Chỉ tiêu", "Thực hiện", "Ghi chú"]
    down = form(head, ["a", 5], ["b"], ["c", 6], merged=[Range(2, 2, 3, 2)])
    assert values(down) == {"a": "D261", "b": "D261", "c": "6"}
    aside = form(head, ["a", 5], merged=[Range(2, 2, 2, 3)])
    assert values(aside) == {"a": "D261"}
    group = form(head, ["I. KINH TẾ"], ["a", 5], merged=[Range(2, 1, 2, 3)])
    assert (values(group), passed_over(group)) == ({"a": "5"}, [("group", "2")])
    over = form(["Chỉ tiêu", "Mục tiêu khác", "Thực hiện"], ["a", 5], merged=[Range(2, 2, 2, 3)])
    assert values(over) == {"a": "D261"}


def test_a_value_in_a_row_without_a_name_is_told_and_a_signature_is_not():
    head = ["Chỉ tiêu", "Thực hiện", "Tử số", "Mẫu số"]
    read = form(head, ["a", 5], ["", 6], ["", dt.date(2024, 2, 7)], ["", "1.89"], ["", None, 3], ["", "ngày 5 tháng 7"])
    assert [(one.code.id, one.location.cell) for one in read.troubles] == [
        ("D265", "B3"),
        ("D265", "B4"),
        ("D265", "B5"),
        ("D265", "C6"),
    ]
    assert passed_over(read) == [("note", "7")]


@each_row("figure", ["ước 5", 2024, Decimal("5.5"), dt.date(2024, 2, 7), "gần 2024", "2024"])
def test_a_figure_right_below_or_above_a_header_is_no_level_of_it(figure):
    head = ["Chỉ tiêu", "Thực hiện", "Ghi chú"]
    read = form(head, ["", figure], ["a", 5], ["", figure], head, ["b", 6])
    assert values(read) == {"a": "5", "b": "6"}
    assert [(one.code.id, one.location.cell) for one in read.troubles] == [("D265", "B2"), ("D265", "B4")]


def test_a_percentage_that_a_formula_gives_says_nothing_alone():
    head = ["Chỉ tiêu", "Thực hiện", "% so KH"]
    cells = [Made("0", formula=True), Made("#DIV/0!", CellKind.ERROR, formula=True), Made("", CellKind.NO_RESULT)]
    assert form(head, *(["a", None, cell] for cell in cells)).observations == ()
    with_value = form(head, *(["a", 5, cell] for cell in cells)).observations
    assert [told(row.percent_of_plan) for row in with_value] == ["0", "D259", None]
    assert [told(row.percent_of_plan) for row in form(head, ["a", None, "27%"]).observations] == ["27 %"]


STATES = [
    ("Thực hiện", "", 5, DataState.FINAL),
    ("Ước thực hiện", "", 5, DataState.ESTIMATE),
    ("Thực hiện (sơ bộ)", "", 5, DataState.PROVISIONAL),
    ("Ước thực hiện", "chính thức", 5, DataState.FINAL),
    ("Thực hiện", "Ước", 5, DataState.ESTIMATE),
    ("Thực hiện", "", "ước 5", DataState.ESTIMATE),
]


@each_row(("heading", "said", "value", "state"), STATES)
def test_what_kind_of_figure_it_is(heading, said, value, state):
    (row,) = form(["Chỉ tiêu", heading, "Tình trạng số liệu"], ["a", value, said]).observations
    assert row.status is state


def test_an_unknown_state_is_told():
    read = form(["Chỉ tiêu", "Thực hiện", "Tình trạng số liệu"], ["a", 5, "tốt"])
    assert [(one.code.id, one.location.cell) for one in read.troubles] == [("D013", "C2")]


def test_what_a_row_is_called():
    head = ["id", "Mã", "Chỉ tiêu", "Thực hiện"]
    read = form(head, ["x", "1.1", "1. Thu:", 5], ["", "1.2", "+ Chi", 5], ["", "1.3", "", 5], ["y", "", "", 5])
    assert [(row.indicator, row.title, row.code, row.location.cell) for row in read.observations] == [
        ("x", "Thu", "1.1", "A2"),
        ("Chi", "", "1.2", "C3"),
        ("1.3", "", "", "B4"),
        ("y", "", "", "A5"),
    ]


def test_what_the_file_reader_found_wrong_with_a_cell_is_its_reading():
    sheet = ListSheet([["Chỉ tiêu", "Thực hiện"], ["a", 5], ["b", 6]])
    place = Location("bieu.xlsx", sheet="Biểu 01", cell="B2")
    on_cell = codes.ERROR_CELL, place
    elsewhere = codes.ERROR_CELL, place._replace(cell="Z9")
    troubles = tuple(_diagnostic(code, where) for code, where in (on_cell, elsewhere))
    (read,) = read_form(grid(sheet, troubles=troubles), ASKED)
    assert values(read) == {"a": "D259", "b": "6"}
    assert read.troubles == troubles[1:]


def _diagnostic(code, place):
    from checker.domain.diagnostic import diagnostic

    return diagnostic(code, place, value="#REF!")


def test_ranges_and_signs_are_read_as_in_every_other_file():
    read = form(HEAD, ["", "a", "%", "", "61 - 62"], ["", "b", "%", "", "giảm 2,66%"])
    assert values(read) == {"a": f"{Interval(Decimal(61), Decimal(62))} %", "b": "2.66 %"}
    assert point(Decimal(5)).is_point


@pytest.mark.parametrize(
    "name", ["Phát triển kinh tế - xã hội", "Dịch vụ end-to-end", "Vốn (a) b) nhà nước", "Loại I. II"]
)
def test_what_looks_like_a_bullet_within_a_name_is_of_the_name(name):
    for before in ("", "- ", "1.2. ", "a) "):
        (row,) = form(HEAD, [1, f"{before}{name}", *ROW[2:]]).observations
        assert (row.title or row.indicator) == name
