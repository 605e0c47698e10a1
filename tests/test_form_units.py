"""Units that stand around a figure: each is read, or the figure is refused. All figures are made up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from checker.binding.address import Addresses
from checker.binding.values import value_interval
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.submission import Elsewhere, Field, Figure
from checker.domain.text import message
from checker.domain.unit_words import conversion, parse_unit
from checker.readers.form.measure import measured_in
from checker.readers.grid import Appearance, Cell, CellKind, Range
from tests.cells import Made
from tests.examples import each_row
from tests.made import indicator, pack
from tests.test_docs_intake import quoted, table
from tests.test_form import form, told, values

HEAD = ["Chỉ tiêu", "ĐVT", "Thực hiện"]


# ---- down the column of units -----------------------------------------------------------------


def test_a_unit_in_merged_cells_is_that_of_all_their_rows():
    rows = HEAD, ["a", "tạ", 1], ["b", None, 2], ["c", None, 3]
    assert values(form(*rows, merged=[Range(2, 2, 3, 2)])) == {"a": "1 tạ", "b": "2 tạ", "c": "3"}


def test_the_name_of_a_group_over_the_column_of_units_is_no_unit():
    rows = HEAD, ["a", "tạ", 1], ["I. NÔNG NGHIỆP"], ["b", None, 2]
    assert values(form(*rows, merged=[Range(3, 1, 4, 2)])) == {"a": "1 tạ", "b": "2"}


DASHES = ["-", "–"]
DITTO = ['"', "″", "”", "''", "’’", "〃", "//", "...", "…", "- nt -", "-nt-", "NT", "như trên", '-"-', "ditto", *DASHES]


@each_row("mark", DITTO)
def test_a_ditto_mark_repeats_the_unit_above(mark):
    rows = ["a", "tạ", 1], ["I", None, None], ["b", mark, 2], ["c", mark, 3], ["d", "", 4], ["e", "ha", 5]
    assert values(form(HEAD, *rows)) == {"a": "1 tạ", "b": "2 tạ", "c": "3 tạ", "d": "4", "e": "5 ha"}


@each_row("mark", DITTO)
def test_a_ditto_mark_without_a_unit_above_is_refused_unless_it_is_a_dash(mark):
    wanted = "1" if mark in DASHES else "D285"
    assert values(form(HEAD, ["a", mark, 1])) == {"a": wanted}
    assert values(form(HEAD, ["a", "tạ", 1], ["b", "", 2], ["c", mark, 3]))["c"] == wanted.replace("1", "3")


def test_a_figure_with_its_own_unit_needs_no_ditto_mark():
    assert values(form(HEAD, ["a", '"', "5 tạ"], ["b", '"', "đạt"])) == {"a": "5 tạ", "b": "đạt"}
    (row,) = form(["Chỉ tiêu", "ĐVT", "Thực hiện (tạ)"], ["a", '"', 5]).observations
    assert told(row.value) == "5 tạ"


# ---- around the table -------------------------------------------------------------------------

TITLES = [
    "Biểu 1 - Đơn vị tính: tạ",
    "Đơn vị tính tạ",
    "Đơn vị tính - tạ",
    "Đơn vị tính là tạ",
    "BÁO CÁO (ĐVT: tạ)",
    "Năm 2024; đơn vị tính: tạ",
    "Kỳ báo cáo: 6 tháng đầu năm 2024. ĐVT: tạ",
    "ĐVT: tạ. Kỳ báo cáo: 6 tháng đầu năm 2024",
    "Đơn vị: tạ;",
    "Đơn vị: tạ - 6 tháng đầu năm 2024",
    "Đơn vị báo cáo: made; ĐVT: tạ",
    "Đơn vị: UBND huyện A; đơn vị tính: tạ",
    "Tính bằng tạ",
    "(tính bằng tạ)",
    "Unit: tạ",
    "(in tạ)",
    "All figures in tạ",
    "Số liệu tính theo tạ",
    "Đ.V.T: tạ",
    "ĐƠN VỊ TÍNH (TẠ)",
    "Đơn vị tính: tạ, trừ các dòng ghi đơn vị khác",
]
BARE = ["Chỉ tiêu", "Thực hiện"]


def near(submission):
    """Return the units that may be those of the only figure, and where they stand."""
    (row,) = submission.observations
    return [(one.unit.name, one.where.template) for one in row.value.reading.elsewhere]


@each_row("title", TITLES)
def test_a_unit_above_the_table_is_read_however_it_is_announced(title):
    (row,) = form([title], BARE, ["a", 5]).observations
    assert told(row.value).casefold() == "5 tạ"


@pytest.mark.parametrize("rest", [["tạ"], ["", "tạ"]])
def test_a_unit_beside_its_label_is_read(rest):
    assert values(form(["Đơn vị tính", *rest], BARE, ["a", 5])) == {"a": "5 tạ"}


NO_UNIT = [
    "Đơn vị: made",
    "ĐƠN VỊ XÃ NÔNG THÔN",
    "Đơn vị tính: theo từng chỉ tiêu",
    "Đơn vị tính: ........",
    "Đơn vị thực hiện: made",
    "Tính bằng số hộ thực tế",
    "Tính theo giá hiện hành",
    "(in the district)",
    "Các đơn vị báo cáo tạ, tấn",
]


@each_row("title", NO_UNIT)
def test_a_title_that_names_no_unit_says_nothing_of_figures(title):
    read = form([title], BARE, ["a", 5])
    assert (values(read), near(read)) == ({"a": "5"}, [])


def test_what_is_no_known_unit_behind_a_sure_label_is_kept():
    assert values(form(["Đơn vị tính: bao"], BARE, ["a", 5])) == {"a": "5 bao"}


SEVERAL = [
    (["Đơn vị tính: tạ, ha"], ["tạ", "ha"]),
    (["Đơn vị tính: triệu đồng; %"], ["triệu đồng", "%"]),
    (["Đơn vị tính: nghìn tấn và tạ. Năm 2024"], ["nghìn tấn", "tạ"]),
    (["ĐVT: tạ", "ĐVT: tấn"], ["tạ", "tấn"]),
    (["ĐVT: triệu"], ["triệu"]),
    (["SẢN LƯỢNG LƯƠNG THỰC (tạ)"], ["tạ"]),
]


@each_row(("titles", "units"), SEVERAL)
def test_of_several_units_above_the_table_none_is_taken_for_certain(titles, units):
    read = form(*([title] for title in titles), BARE, ["a", 5])
    assert values(read) == {"a": "5"}
    assert near(read) == [(unit, "above the table") for unit in units]


def test_a_unit_of_its_own_goes_before_that_of_the_table():
    rows = ["Đơn vị tính: tạ"], HEAD, ["a", "ha", 1], ["b", "", "65%"], ["c", "", 3]
    assert values(form(*rows)) == {"a": "1 ha", "b": "65 %", "c": "3 tạ"}


def test_a_unit_with_the_heading_of_the_names_is_that_of_the_table():
    assert values(form(["Chỉ tiêu (ĐVT: tạ)", "Thực hiện"], ["a", 5])) == {"a": "5 tạ"}
    read = form(["ĐVT: tấn"], ["Chỉ tiêu (tạ)", "Thực hiện"], ["a", 5])
    assert near(read) == [("tấn", "above the table"), ("tạ", "in the heading of the indicators' names")]


def test_a_unit_below_the_table_is_that_of_the_table():
    assert values(form(BARE, ["a", 5], ["Đơn vị tính: tạ"])) == {"a": "5 tạ"}
    assert values(form(BARE, ["a", 5], ["Ghi chú: số liệu ước"], ["", "ĐVT: tạ"], ["Người lập"])) == {"a": "5 tạ"}
    assert values(form(BARE, ["a", 5], ["Đơn vị tính:", "tạ"]))["a"] == "5 tạ"
    assert values(form(BARE, ["a", 5], ["Ghi chú: không tính 5 tạ cũ"])) == {"a": "5"}


def test_a_unit_between_two_tables_is_that_of_the_second():
    read = form(BARE, ["a", 5], ["Đơn vị tính: tạ"], ["Chỉ tiêu", "Thực hiện", "Ghi chú"], ["b", 6, ""])
    assert values(read) == {"a": "5", "b": "6 tạ"}


def test_eight_rows_above_a_further_table_are_its_titles():
    for others, unit in ((7, "6 tạ"), (8, "6")):
        notes = [[f"Lời nói {n}"] for n in range(others)]
        read = form(BARE, ["a", 5], ["Đơn vị tính: tạ"], *notes, ["Chỉ tiêu", "Thực hiện", "Ghi chú"], ["b", 6, ""])
        assert values(read)["b"] == unit


def test_a_table_under_the_same_headings_goes_on_with_the_unit():
    read = form(["Đơn vị tính: tạ"], BARE, ["a", 5], BARE, ["b", 6])
    assert values(read) == {"a": "5 tạ", "b": "6 tạ"}
    other = form(["Đơn vị tính: tạ"], BARE, ["a", 5], ["Chỉ tiêu", "Kết quả"], ["b", 6])
    assert [told(row.value) for row in other.observations] == ["5 tạ", "6"]
    assert other.observations[1].value.reading.elsewhere[0].unit.name == "tạ"


# ---- groups -----------------------------------------------------------------------------------


def test_the_unit_in_the_name_of_a_group_holds_to_the_next_group_of_its_level():
    rows = ["I. Nông nghiệp (tạ)"], ["a", 1], ["1. Trồng trọt"], ["b", 2], ["II. Xã hội"], ["c", 3]
    first, second, third = form(BARE, *rows).observations
    assert [told(row.value) for row in (first, second, third)] == ["1 tạ", "2", "3"]
    assert [one.unit.name for one in second.value.reading.elsewhere] == ["tạ"]
    assert third.value.reading.elsewhere == ()


def test_a_numbered_row_with_a_unit_and_no_figure_may_be_an_indicator():
    read = form(BARE, ["1. Sản lượng (tạ)"], ["a", 1])
    assert (values(read), near(read)) == ({"a": "1"}, [("tạ", "in the name of the group")])
    read = form(["TT", *HEAD], ["I", "NÔNG NGHIỆP", "tạ"], ["1", "a", "", 1])
    assert (values(read), near(read)) == ({"a": "1"}, [("tạ", "in the name of the group")])


def test_a_unit_of_a_group_goes_before_that_of_the_table():
    farms, society = ["A", "NÔNG NGHIỆP (ĐVT: tạ)"], ["B", "XÃ HỘI"]
    read = form(["Đơn vị tính: tấn"], ["TT", *BARE], farms, ["1", "a", 1], society, ["1", "b", 2])
    assert values(read) == {"a": "1 tạ", "b": "2 tấn"}


# ---- a unit of another size near a bare figure --------------------------------------------------


@each_row(
    ("elsewhere", "outcome"), [("tạ", "D286"), ("kg", "D286"), ("tấn", "5"), ("ha", "5"), ("", "5"), ("triệu", "D286")]
)
def test_a_unit_of_another_size_near_a_bare_figure_refuses_it(elsewhere, outcome):
    unit = measured_in(elsewhere)
    around = (Elsewhere(unit, message("above the table")),) if unit else ()
    field = Field("5", Location("bieu.xlsx"), Figure(point(Decimal(5)), elsewhere=around))
    read = value_interval(field, indicator(unit=parse_unit("tấn")))
    assert (read.code.id if isinstance(read, Diagnostic) else str(read.lo)) == outcome


@each_row("written", ["tỷ/triệu", "triệu đồng/", "$", "€", "£"])
def test_a_unit_that_nobody_knows_is_not_passed_over(written):
    read = form(["Chỉ tiêu", "ĐVT", "Thực hiện"], ["a", written, 5])
    assert values(read) == {"a": f"5 {written}"}
    unit, wanted = measured_in(written), parse_unit("tỷ đồng")
    assert unit
    assert wanted
    assert conversion(unit, wanted) is None


def test_the_sign_of_the_dong_is_a_unit():
    unit = measured_in("₫")
    assert unit
    assert unit.base == "đồng"


# ---- the page ---------------------------------------------------------------------------------

PLACES = {
    "above the table": lambda said: ([said], BARE, ["a", 5]),
    "heading of the names": lambda said: ([said, "Thực hiện"], ["a", 5]),
    "below the table": lambda said: (BARE, ["a", 5], [said]),
    "name of a group": lambda said: (BARE, [said], ["a", 5]),
}
SIZES = {"tạ": Fraction(1, 10), "tấn": Fraction(1)}
HEADS = [(said, reading) for texts, reading in table("heading | a bare 5 is") for said in quoted(texts)]


@each_row(("heading", "reading"), HEADS)
def test_a_unit_in_a_heading_is_read_as_the_page_says(heading, reading):
    (row,) = form(["Chỉ tiêu", heading], ["a", 5]).observations
    read = value_interval(row.value, indicator(unit=parse_unit("tấn")))
    if isinstance(read, Diagnostic):
        assert f"({read.code.id})" in reading
    else:
        stated, unit = reading.split(",")[0].split()
        assert read == point(int(stated) * SIZES[unit])


LINES = [
    (where, said, reading) for where, texts, reading in table("where | states | a bare 5 is") for said in quoted(texts)
]


@each_row(("where", "said", "reading"), LINES)
def test_a_unit_around_a_figure_is_read_as_the_page_says(where, said, reading):
    (row,) = form(*PLACES[where](said)).observations
    read = value_interval(row.value, indicator(unit=parse_unit("tấn")))
    if isinstance(read, Diagnostic):
        assert f"({read.code.id})" in reading
    else:
        assert told(row.value) == reading


def test_a_unit_that_nobody_sees_is_not_certainly_meant():
    read = form(HEAD, ["a", Made("tạ", CellKind.TEXT, hidden=True), 5])
    assert (values(read), near(read)) == ({"a": "5"}, [("tạ", "in the column of units, where nobody sees it")])
    rows = ["a", Made("tạ", CellKind.TEXT, hidden=True), 5], ["b", Made('"', CellKind.TEXT, hidden=True), 6]
    assert [row.value.reading.elsewhere[0].unit.name for row in form(HEAD, *rows).observations] == ["tạ", "tạ"]
    read = form([Made("ĐVT: tạ", CellKind.TEXT, hidden=True)], BARE, ["a", 5])
    assert (values(read), near(read)) == ({"a": "5"}, [("tạ", "above the table")])


@pytest.mark.parametrize("look", [Appearance.UNSEEN, Appearance.TINY, Appearance.STRUCK])
def test_a_cell_that_looks_like_nothing_is_not_seen(look):
    assert not Cell(1, 1, "tạ", look=look).is_seen
    assert Cell(1, 1, "tạ", look=Appearance.PART).is_seen


@pytest.mark.parametrize(
    ("heading", "plan"),
    [("Kế hoạch", "50.000 tạ"), ("Kế hoạch (tạ)", 50000), ("Kế hoạch", Made("50000", number_format='#,##0 "tạ"'))],
)
def test_a_unit_with_the_plan_may_be_that_of_the_figure(heading, plan):
    read = form(["Chỉ tiêu", heading, "Thực hiện"], ["a", plan, 5])
    assert (values(read), near(read)) == ({"a": "5"}, [("tạ", "with the plan")])
    read = form(["Chỉ tiêu", "ĐVT", heading, "Thực hiện"], ["a", "tấn", plan if heading == "Kế hoạch" else "", 5])
    assert (values(read), near(read)) == ({"a": "5 tấn"}, [])


def test_several_plans_with_a_unit_count_too():
    read = form(["Chỉ tiêu", "Kế hoạch", "Thực hiện"], ["a", "TW: 310 tạ; tỉnh: 317 tạ", 5])
    assert near(read) == [("tạ", "with the plan"), ("tạ", "with the plan")]


@each_row(
    ("note", "units"),
    [
        ("tạ", ["tạ"]),
        ("ĐVT: tạ", ["tạ"]),
        ("Số liệu tính bằng tạ", ["tạ"]),
        ("gồm 3 tỷ đồng chuyển nguồn", []),
        ("Đơn vị chưa gửi 2 tạ", []),
    ],
)
def test_a_note_that_says_the_unit_may_say_that_of_the_figure(note, units):
    read = form(["Chỉ tiêu", "Thực hiện", "Ghi chú"], ["a", 5, note])
    assert near(read) == [(unit, "in the note") for unit in units]


def test_both_figures_of_a_row_keep_the_units_near_them():
    head = ["Chỉ tiêu", "Kế hoạch", "Thực hiện kỳ báo cáo", "Lũy kế"]
    (row,) = form(head, ["a", "50 tạ", 5, 9]).observations
    assert [len(field.reading.elsewhere) for field in (row.value, row.of_period)] == [1, 1]


# ---- headings ---------------------------------------------------------------------------------

HEADINGS = [
    ("Thực hiện, tạ", "5 tạ"),
    ("Thực hiện [tạ]", "5 tạ"),
    ("Thực hiện - tạ", "5 tạ"),
    ("Thực hiện – nghìn tấn", "5 nghìn tấn"),
    ("Thực hiện tạ", "5 tạ"),
    ("Thực hiện (ĐVT: tạ)", "5 tạ"),
    ("Thực hiện (ĐVT tạ)", "5 tạ"),
    ("Thực hiện, đơn vị tính: tạ", "5 tạ"),
    ("Thực hiện (tạ; lũy kế)", "5 tạ"),
    ("Thực hiện (tính bằng tạ)", "5 tạ"),
    ("Thực hiện x 1000", "5 x 1000"),
    ("Thực hiện (×1.000)", "5 ×1.000"),
    ("Thực hiện (nghìn)", "5 nghìn"),
    ("Actual (thousand)", "5 thousand"),
    ("Thực hiện, triệu", "5 triệu"),
    ("Thực hiện (nghìn chai)", "5 nghìn chai"),
    ("Thực hiện (lần)", "5 lần"),
    ("Thực hiện (‰)", "5 ‰"),
    ("Thực hiện", "5"),
    ("Thực hiện (ước)", "5"),
    ("Thực hiện (2)", "5"),
    ("Thực hiện (chính thức)", "5"),
    ("Thực hiện - 6 tháng", "5"),
    ("Thực hiện, lũy kế", "5"),
    ("Thực hiện 6 tháng đầu năm 2024", "5"),
    ("Giá trị đạt được", "5"),
]


@each_row(("heading", "value"), HEADINGS)
def test_a_unit_or_a_scale_in_the_heading_is_that_of_the_column(heading, value):
    assert values(form(["Chỉ tiêu", heading], ["a", 5])) == {"a": value}


@pytest.mark.parametrize("heading", ["Thực hiện x 1000", "Thực hiện (nghìn)", "Thực hiện (lần)", "Thực hiện, tạ"])
def test_a_heading_that_says_another_unit_than_the_row_refuses_the_figure(heading):
    assert values(form(["Chỉ tiêu", "ĐVT", heading], ["a", "tỷ đồng", 5])) == {"a": "D264"}


def test_a_scale_in_the_heading_under_a_unit_of_the_table_is_refused():
    assert values(form(["Đơn vị tính: tạ"], ["Chỉ tiêu", "Thực hiện (nghìn)"], ["a", 5])) == {"a": "D264"}
    assert values(form(["Đơn vị tính: tạ"], ["Chỉ tiêu", "Thực hiện (nghìn tấn)"], ["a", 5])) == {"a": "5 nghìn tấn"}


# ---- brackets ---------------------------------------------------------------------------------


@each_row("unit", ["(tạ)", "[tạ]", "ĐVT: tạ", "(ĐVT: tạ)", "( tạ )"])
def test_brackets_and_labels_in_the_column_of_units_are_no_part_of_the_unit(unit):
    assert values(form(HEAD, ["a", unit, 5])) == {"a": "5 tạ"}


@each_row("unit", ["tạ", "ĐVT: tạ", "ĐVT tạ", "đơn vị tính: tạ", "Tính bằng tạ"])
def test_a_unit_behind_a_name_may_have_a_label(unit):
    name = f"Chỉ tiêu revenue ({unit})"
    (row,) = form(["Chỉ tiêu", "Thực hiện"], [name, 5]).observations
    assert told(row.value) == "5 tạ"
    assert Addresses(pack(indicator())).find(row).indicator == indicator()
