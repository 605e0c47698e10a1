"""What the user says of a form, what is told of it, and what its rows do to the gate.

All figures are made up.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.assessment import assess
from checker.domain.axes import Gate, Matter
from checker.domain.period import Period
from checker.domain.text import Text
from checker.engines.direct import DirectEngine
from checker.errors import SubmissionError
from checker.readers.form.form import EnvelopeOptions, read_form
from tests.cells import ListSheet, grid
from tests.made import indicator, pack
from tests.office import said

HALF = EnvelopeOptions(unit="made", period=Period(2024, "H1"))
HEAD: list[object] = ["Chỉ tiêu", "ĐVT", "KH 2024", "TH 6 tháng 2024"]
KNOWN = indicator("a", title=Text("Thu ngân sách", "Revenue"))


def refused(*sheets, asked=HALF, **changes):
    with pytest.raises(SubmissionError) as caught:
        read_form(grid(*sheets, **changes), asked)
    return [one.code.id for one in caught.value.diagnostics]


def report(*rows, gate: dict[Matter, Gate] | None = None):
    (submission,) = read_form(grid([HEAD, *rows]), HALF)
    return assess(submission, pack(KNOWN, on=gate), DirectEngine())


def told(done):
    """Return code, matter and gate of what is said of rows and cells."""
    return [(one.code.id, one.matter, one.gate) for one in done.findings if one.code.id.startswith("D")]


# ---- choices ------------------------------------------------------------------------------------


def test_a_sheet_that_is_not_there_is_an_error():
    table = ListSheet([HEAD, ["Thu", "tỷ đồng", 5, 4]], "Biểu 01")
    assert refused(table, asked=HALF._replace(sheet="Biểu 02")) == ["D291"]
    (submission,) = read_form(grid(table), HALF._replace(sheet="  BIỂU  01"))
    assert len(submission.observations) == 1


@pytest.mark.parametrize("column", ["Z", "Không có"])
def test_a_column_that_is_not_there_is_an_error(column):
    asked = HALF._replace(columns=(("value", column),))
    assert refused([HEAD, ["Thu", "tỷ đồng", 5, 4]], asked=asked) == ["D292"]


@pytest.mark.parametrize("column", ["C", "c", "kế hoạch 2024"])
def test_a_named_column_is_read_whatever_its_heading_says(column):
    asked = HALF._replace(columns=(("value", column),))
    (submission,) = read_form(grid([HEAD, ["Thu", "tỷ đồng", 5, 4]]), asked)
    assert [one.value and one.value.text for one in submission.observations] == ["5"]


@pytest.mark.parametrize(("column", "value"), [("C", "5"), ("D", "4")])
def test_one_of_the_columns_below_one_heading_can_be_named(column, value):
    rows: list[list[object]] = [["Chỉ tiêu", "ĐVT", "Thực hiện", None], ["Thu", "tỷ đồng", 5, 4]]
    asked = HALF._replace(columns=(("value", column),))
    from checker.readers.grid import Range

    (submission,) = read_form(grid(ListSheet(rows, merged=[Range(1, 3, 1, 4)])), asked)
    assert [one.value and one.value.text for one in submission.observations] == [value]


def test_a_layout_that_was_kept_is_told_and_gives_way_to_a_named_column():
    kept = HALF._replace(layouts=(("value", "KH 2024"), ("value", "Khác")))
    (submission,) = read_form(grid([HEAD, ["Thu", "tỷ đồng", 5, 4]]), kept)
    assert [one.code.id for one in submission.troubles] == ["D293"]
    assert submission.observations[0].value is not None
    assert submission.observations[0].value.text == "5"
    (submission,) = read_form(
        grid([HEAD, ["Thu", "tỷ đồng", 5, 4]]), kept._replace(columns=(("value", "TH 6 tháng 2024"),))
    )
    assert submission.troubles == ()
    assert submission.observations[0].value is not None
    assert submission.observations[0].value.text == "4"


def test_a_kept_layout_is_never_read_for_another_period():
    kept = HALF._replace(layouts=(("value", "TH 6 tháng 2023"),))
    rows = [["Chỉ tiêu", "TH 6 tháng 2023", "TH 6 tháng 2024"], ["Thu", 5, 4]]
    assert refused(rows, asked=kept) == ["D252"]


def test_columns_that_could_all_be_the_value_are_named_with_how_to_choose_one():
    for head in (["Chỉ tiêu", "Thực hiện", "Kết quả"], ["Chỉ tiêu", "Thực hiện", "Thực hiện"]):
        with pytest.raises(SubmissionError) as caught:
            read_form(grid([head, ["Thu", 5, 4]]), HALF)
        (wrong,) = caught.value.diagnostics
        assert wrong.hint is not None
        assert "--column value=B" in said(wrong.hint)


# ---- periods ------------------------------------------------------------------------------------


def test_a_title_of_another_period_is_overruled_where_the_columns_name_the_one_asked_for():
    rows: list[list[object]] = [["KẾ HOẠCH NĂM 2025"], HEAD, ["Thu", "tỷ đồng", 5, 4]]
    (submission,) = read_form(grid(rows), HALF)
    assert [one.code.id for one in submission.troubles] == ["D290"]
    unsaid: list[list[object]] = [rows[0], [*HEAD[:3], "Thực hiện"], rows[2]]
    assert refused(unsaid) == ["D254"]


def test_sheets_of_other_periods_are_passed_over_and_listed():
    quarter = ListSheet([["KẾT QUẢ QUÝ I NĂM 2024"], [*HEAD[:3], "Thực hiện"], ["Thu", "tỷ đồng", 5, 1]], "Biểu 1")
    half = ListSheet([["KẾT QUẢ 6 THÁNG NĂM 2024"], [*HEAD[:3], "Thực hiện"], ["Thu", "tỷ đồng", 5, 4]], "Biểu 2")
    (submission,) = read_form(grid(quarter, half), HALF)
    assert [one.value and one.value.text for one in submission.observations] == ["4"]
    assert [one.text for one in submission.ignored if one.why == "period"] == ["Biểu 1"]


def test_a_picture_in_place_of_a_table_is_named():
    assert refused(ListSheet([["Biểu tổng hợp 6 tháng"]], "Sheet1"), pictures=True) == ["D296"]
    assert refused(ListSheet([["Biểu tổng hợp 6 tháng"]], "Sheet1")) == ["D251"]


# ---- rows and the gate --------------------------------------------------------------------------

ROW = ["Thu ngân sách", "tỷ đồng", 317, 100]


def test_rows_of_no_indicator_are_counted_once_and_warn():
    done = report(ROW, ["Số lượt khách", "lượt", 5, 4], ["Số phiên chợ", "phiên", 5, 4])
    assert told(done) == [("D294", Matter.UNKNOWN_ROWS, Gate.WARN)]
    done = report(ROW, ["Số lượt khách", "lượt", 5, 4], gate={Matter.UNKNOWN_ROWS: Gate.FAIL})
    assert told(done) == [("D294", Matter.UNKNOWN_ROWS, Gate.FAIL)]


def test_rows_without_a_figure_and_totals_are_passed_over():
    done = report(
        ROW, ["Tổng cộng", None, 317, 100], ["Khách du lịch", "lượt", None, None], ["Người lập", None, None, "Chủ tịch"]
    )
    assert told(done) == []


def test_a_near_miss_is_asked_about_only_where_its_indicator_has_no_row():
    near = ["Thu ngân sách nhà nước", "tỷ đồng", 317, 100]
    with pytest.raises(SubmissionError) as caught:
        report(near)
    assert [one.code.id for one in caught.value.diagnostics] == ["D021", "D101"]
    assert told(report(ROW, near)) == [("D294", Matter.UNKNOWN_ROWS, Gate.WARN)]
    other = indicator("b", title=Text("Chi ngân sách", "Expenditure"))
    (submission,) = read_form(grid([HEAD, ["Chi ngân sách", "tỷ đồng", 5, 4], near]), HALF)
    done = assess(submission, pack(KNOWN, other), DirectEngine())
    assert told(done) == [("D101", Matter.NEAR_MISS, Gate.FAIL)]


def test_two_rows_in_two_spellings_of_one_name_are_still_two():
    done = report(ROW, ["- THU NGÂN SÁCH (*)", "tỷ đồng", 317, 90])
    assert told(done) == [("D102", Matter.INVALID, Gate.FAIL)]


@pytest.mark.parametrize(("words", "value"), [("KPS", 0), ("Không phát sinh", 0), ("-", None)])
def test_nothing_arose_is_what_the_pack_says(words, value):
    from checker.domain.interval import point
    from checker.packs.model import Wording

    made = KNOWN._replace(words=(Wording("không phát sinh", point(Decimal(0))),))
    (submission,) = read_form(grid([HEAD, ["Thu ngân sách", "tỷ đồng", 317, words]]), HALF)
    (result,) = assess(submission, pack(made), DirectEngine()).results
    assert (result.value.lo if result.value else None) == value


def test_what_cannot_be_read_enters_the_tally_only_when_its_target_is_due():
    rows = [HEAD, ["Thu ngân sách", "tỷ đồng", 317, "khoảng chừng"], ["Chi ngân sách", "tỷ đồng", 5, 400]]
    other = indicator("b", title=Text("Chi ngân sách", "Expenditure"))
    sizes = []
    for period in (Period(2024, "H1"), Period(2024)):
        head = [*HEAD[:3], "Thực hiện"]
        (submission,) = read_form(grid([head, *rows[1:]]), HALF._replace(period=period))
        tally = assess(submission, pack(KNOWN, other), DirectEngine()).tally
        sizes.append((tally.counted, tally.met, tally.open, tally.not_due))
    assert sizes == [(1, 1, 0, 1), (2, 1, 1, 0)]
