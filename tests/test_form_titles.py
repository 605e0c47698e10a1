"""What a form says of itself: its period, its unit and its day, by titles, the caller and rows."""

from __future__ import annotations

import datetime as dt

import pytest

from checker.domain import codes
from checker.domain.period import Period
from checker.errors import SubmissionError
from checker.readers.form.form import EnvelopeOptions
from checker.readers.form.titles import denotes
from tests.examples import each_row
from tests.test_form import ASKED, HALF, form, refused

# ---- what a form says of itself ---------------------------------------------------------------

TITLES = [
    (["6 tháng đầu năm 2024"], "2024-H1"),
    (["BÁO CÁO QUÝ II NĂM 2024"], "2024-Q2"),
    (["Kết quả 9 tháng năm 2024"], "2024-9M"),
    (["Tháng 6/2024"], "2024-06"),
    (["Năm 2024"], "2024"),
    (["Kỳ báo cáo: Quý III/2024"], "2024-Q3"),
    (["Kỳ báo cáo:", "cả năm 2024"], "2024"),
    (["Thực hiện kế hoạch năm 2024", "(6 tháng đầu năm)"], "2024-H1"),
    (["NĂM 2024", "6 tháng đầu năm 2024"], "2024-H1"),
    (["6 tháng đầu năm 2024", "Bắc Kạn, ngày   tháng 7 năm 2024"], "2024-H1"),
    (["6 tháng đầu năm 2024 (so với cùng kỳ năm 2023)"], "2024-H1"),
    (["Kèm theo Báo cáo số 12/BC-UBND ngày 05/7/2024", "Quý II/2024"], "2024-Q2"),
    (["Kỳ báo cáo: 6 tháng đầu năm 2024", "nhiệm vụ 6 tháng cuối năm 2024"], "2024-H1"),
    (["the first half of 2024"], "2024-H1"),
    (["2024-9M"], "2024-9M"),
    (["Kết quả thực hiện kế hoạch năm 2024"], ("D255", "A2")),
    (["Nghị quyết số 1 về chỉ tiêu năm 2024"], ("D255", "A2")),
    (["5 tháng đầu năm 2024"], ("D255", "A2")),
    (["6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2024"], ("D256", "A1")),
    (["Năm 2023", "Năm 2024"], ("D256", "A1")),
    (["Kết quả 6 tháng đầu năm", "Nghị quyết năm 2023", "Năm 2024"], ("D256", "A1")),
    (["Kỳ báo cáo: nửa năm"], ("D015", "A1")),
    ([], ("D255", "A1")),
]


@each_row(("titles", "found"), TITLES)
def test_the_period_is_what_the_titles_surely_say(titles, found):
    rows = [*([title] for title in titles), ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]]
    if isinstance(found, str):
        assert str(form(*rows, asked=EnvelopeOptions(unit="made")).period) == found
    else:
        code, cell = found
        wrong = refused(*rows, asked=EnvelopeOptions(unit="made"))
        assert wrong[0] == (code, cell if code != "D255" else f"A{len(titles) + 1}")


PARTS_OF_YEARS = {
    "2024-H1": [
        *("Báo cáo 6T đầu năm 2024", "Báo cáo 6T/2024", "Nửa đầu năm 2024", "First six months of 2024", "H1 2024"),
        *("Năm 2024 (số liệu đến 30/6/2024)", "Kết quả thực hiện KH năm 2024 đến 30/6", "Từ 01/01 đến 30/6/2024"),
    ],
    "2024-H2": ["Nửa cuối năm 2024"],
    "2024-9M": ["Báo cáo 9T/2024", "Báo cáo năm 2024, tính đến ngày 30 tháng 9 năm 2024"],
    "2024-Q2": ["Báo cáo quý hai năm 2024", "Báo cáo QII/2024", "Quí II/2024", "Q2 2024", "Second quarter, 2024"],
    "2024-06": ["Báo cáo tháng Sáu năm 2024", "Báo cáo T6/2024", "June 2024", "Năm 2024 (từ 15/5 đến 14/6)"],
    "2024": [
        *("Năm 2024, từ 15/12/2023 đến 14/12/2024", "UBND Q.1, năm 2024", "Biểu T1, năm 2024", "Biểu H1, năm 2024"),
        *("Xã A, ngày … tháng 6 năm 2024; báo cáo năm 2024", "Thực hiện năm 2024, ngày ký: đến nay"),
    ],
    "": ["Báo cáo tháng … năm 2024", "Quý ... năm 2024", "Tuần 25 năm 2024", "Nửa năm 2024", "Năm 2024 đến 31/5"],
}


@each_row(("period", "title"), [(one, title) for one, said in PARTS_OF_YEARS.items() for title in said])
def test_a_part_of_a_year_is_not_taken_for_the_year(period, title):
    rows, asked = [[title], ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]], EnvelopeOptions(unit="made")
    if period:
        assert str(form(*rows, asked=asked).period) == period
    else:
        assert [code for code, _ in refused(*rows, asked=asked)] == ["D255"]


def test_a_title_of_a_part_that_a_clearer_title_names_adds_nothing():
    rows = [["Báo cáo quý II/2024"], ["(số liệu đến 15/6/2024)"], ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]]
    assert str(form(*rows, asked=EnvelopeOptions(unit="made")).period) == "2024-Q2"


def test_the_day_of_the_figures_in_a_title_is_the_end_of_the_period_that_is_asked_for_or_stated_elsewhere():
    rows = [["Năm 2024"], ["(số liệu đến 15/6/2024)"], ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]]
    asked = EnvelopeOptions(unit="made", period=Period(2024))
    with pytest.raises(SubmissionError) as caught:
        form(*rows, asked=asked)
    assert [one.code for one in caught.value.diagnostics] == [codes.FORM_CONTRADICTS]
    # It is the day of the report, the end of the period, beside that period by name, or in each row.
    assert str(form(*rows, asked=asked._replace(as_of=dt.date(2024, 6, 15))).period) == "2024"
    assert str(form(*rows, asked=asked._replace(period=Period(2024, "H1"))).period) == "2024-H1"
    rows[0] = ["6 tháng đầu năm 2024"]
    rows[1] = ["(số liệu đến 20/7/2024)"]
    assert str(form(*rows, asked=asked._replace(period=Period(2024, "H1"))).period) == "2024-H1"
    rows[:2] = [["Năm 2024 so với thời điểm 31/12/2023"]]
    assert str(form(*rows, asked=asked).period) == "2024"


AGREE = [
    (["6 tháng đầu năm 2024"], "2024-H1", True),
    (["Kế hoạch năm 2024"], "2024-H1", True),
    (["Năm 2024"], "2024-H1", True),
    (["6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2024"], "2024-H1", True),
    (["5 tháng đầu năm 2024"], "2024-05", True),
    (["6 tháng đầu năm"], "2024-H1", True),
    (["6 tháng đầu năm 2024"], "2024", False),
    (["6 tháng đầu năm"], "2024-Q1", False),
    (["Kế hoạch năm 2023"], "2024", False),
    (["Kỳ báo cáo: năm 2024"], "2024-H1", False),
    (["5 tháng đầu năm 2024"], "2024-06", False),
]


@each_row(("titles", "period", "agrees"), AGREE)
def test_what_the_caller_says_must_agree_with_the_titles(titles, period, agrees):
    rows = [*([title] for title in titles), ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]]
    asked = EnvelopeOptions(unit="made", period=Period.parse(period))
    if agrees:
        assert str(form(*rows, asked=asked).period) == period
    else:
        assert refused(*rows, asked=asked) == [("D254", "A1")]


def test_sources_that_contradict_each_other_are_all_told():
    own = {
        "form": 2,
        "pack": "made/2024",
        "unit": "other",
        "period": "2023",
        "as_of": "2023-01-01",
        "locale": "fr",
        "Unit": "x",
    }
    asked = EnvelopeOptions("made/2023", "made", HALF, dt.date(2024, 7, 2), "en")
    rows = [["Chỉ tiêu", "Thực hiện"], ["Thu", 5]]
    assert refused(*rows, asked=asked, own=own) == [
        ("D004", "A8"),
        ("D016", "B2"),
        ("D254", "B3"),
        ("D254", "B4"),
        ("D254", "B7"),
        ("D254", "B5"),
        ("D254", "B6"),
    ]
    own = {"form": 1, "unit": "made", "period": "?", "as_of": "1/1/2023", "locale": "fr"}
    assert refused(*rows, asked=EnvelopeOptions(), own=own) == [
        ("D013", "B6"),
        ("D015", "B4"),
        ("D014", "B5"),
        ("D255", "A1"),
    ]
    own = {"form": 1, "unit": "made", "period": "2024-H1"}
    assert refused(["Năm 2023"], *rows, asked=EnvelopeOptions(), own=own) == [("D254", "A1")]


UNITS = [
    ("Đơn vị báo cáo: made", "made", None),
    ("Đơn vị: made", "", None),
    ("Đơn vị: UBND thành phố Trong Mơ", "trong-mo-city", None),
    ("Đơn vị: Phòng Tài chính - Kế hoạch", "trong-mo-city", None),
    ("Đơn vị: other", "made", ("D254", "A1")),
    ("Đơn vị: UBND tỉnh Trong Mơ", "trong-mo-city", ("D254", "A1")),
    ("Đơn vị: UBND phường Một, thành phố Trong Mơ", "trong-mo-city", ("D254", "A1")),
    ("Đơn vị: UBND thành phố Trong Mơ", "", ("D255", "A1")),
    ("Đơn vị: triệu đồng", "", ("D255", "A2")),
    ("Đơn vị: Triệu đồng, %", "", ("D255", "A2")),
    ("Đơn vị tính: tỷ đồng", "", ("D255", "A2")),
]


@each_row(("title", "asked", "wrong"), UNITS)
def test_the_unit_is_named_by_an_id_or_agrees_with_one(title, asked, wrong):
    rows = [title], ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]
    if wrong:
        assert refused(*rows, asked=EnvelopeOptions(unit=asked, period=HALF)) == [wrong]
    else:
        read = form(*rows, asked=EnvelopeOptions(unit=asked, period=HALF))
        assert read.unit == (asked or "made")
        assert read.provider == ("" if title.endswith("made") else title.removeprefix("Đơn vị: "))


@each_row(
    ("title", "unit"),
    [
        ("", "trong-mo-city"),
        ("Đơn vị: UBND thành phố Trong Mơ", "trong-mo-city"),
        ("Đơn vị: other", "other"),
        ("Đơn vị: UBND tỉnh Trong Mơ", None),
        ("Đơn vị: Phòng Tài chính", None),
    ],
)
def test_the_usual_unit_is_taken_unless_the_titles_may_name_another(title, unit):
    rows = [title], ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]
    asked = EnvelopeOptions(period=HALF, usual_unit="trong-mo-city")
    if unit:
        assert form(*rows, asked=asked).unit == unit
    else:
        assert refused(*rows, asked=asked) == [("D255", "A1")]


NAMES = [
    ("UBND thành phố Bắc Kạn", "bac-kan-city", True),
    ("Phòng TC-KH TP. Bắc Kạn", "bac-kan-city", True),
    ("Cơ quan Thống kê tỉnh Cao Bằng", "cao-bang", True),
    ("Sở Lao động - Thương binh và Xã hội tỉnh Cao Bằng", "cao-bang", True),
    ("Thành phố Hà Nội", "ha-noi", True),
    ("Việt Nam", "viet-nam", True),
    ("Xã Đồng Phúc", "dong-phuc-commune", True),
    ("Bắc Kạn", "bac-kan-city", False),
    ("UBND tỉnh Bắc Kạn", "bac-kan-city", False),
    ("UBND thành phố Cao Bằng", "cao-bang", False),
    ("UBND phường Sông Cầu, thành phố Bắc Kạn", "bac-kan-city", False),
    ("Phòng Tài chính", "bac-kan-city", False),
    ("", "bac-kan-city", False),
]


@each_row(("name", "unit", "same"), NAMES)
def test_a_name_in_words_is_an_ids_or_not(name, unit, same):
    assert denotes(name, unit) is same


def test_rows_of_other_units_and_periods_contradict_the_caller():
    head = ["unit", "period", "indicator", "value"]
    rows = head, ["xa-a", "2024-H1", "a", 5], ["made", "2024", "a", 5], ["made", "sáu tháng", "a", 5]
    assert refused(*rows) == [("D254", "A2"), ("D254", "B3"), ("D015", "B4")]
    assert refused(head, ["", "2024", "a", 5], asked=EnvelopeOptions()) == [("D255", "2")]
    assert refused(head, ["made", "", "a", 5], asked=EnvelopeOptions()) == [("D255", "2")]


def test_rows_of_one_submission_are_of_one_day():
    head = ["unit", "period", "as_of", "indicator", "value"]
    rows = ["made", "2024", "2024-07-02", "a", 5], ["made", "2024", "2024-07-03", "b", 5]
    assert refused(head, *rows, asked=EnvelopeOptions()) == [("D269", "C3")]
    assert refused(head, rows[0], asked=EnvelopeOptions(as_of=dt.date(2024, 1, 1))) == [("D269", "C2")]
    assert refused(head, ["made", "2024", "2/7/2024", "b", 5], asked=EnvelopeOptions()) == [("D014", "C2")]


def test_made_up_figures_say_so():
    rows = ["Chỉ tiêu", "Thực hiện"], ["Thu", 5]
    assert not form(*rows).synthetic
    assert form(["Biểu mẫu (Số liệu giả định)"], *rows).synthetic
    assert form(["synthetic: true"], *rows).synthetic
    assert form(*rows, asked=ASKED._replace(synthetic=True)).synthetic
