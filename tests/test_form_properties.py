"""Wherever a table stands and however its columns are ordered, it reads the same, and no value of it is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain.period import Period
from checker.domain.submission import Unreadable
from checker.errors import SubmissionError
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.grid import CellKind
from tests.cells import ListSheet, Made, grid, letters
from tests.examples import examples

pytestmark = pytest.mark.slow

ASKED = EnvelopeOptions(unit="made", period=Period(2024, "Q2"))
NAMES = [
    "Thu ngân sách",
    "- Tổng mức bán lẻ",
    "2.1. Số hộ (hộ)",
    "Tỷ lệ hộ nghèo",
    "Trong đó: nội địa",
    "revenue",
    "I",
    "Người lập biểu",
    "Tổng số",
]
FIGURES = st.one_of(
    st.none(),
    st.integers(-10, 10**6),
    st.decimals(-1000, 10**6, places=2),
    st.booleans(),
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(
        [
            "",
            "  ",
            "-",
            "x",
            "86,6",
            "86,6 tỷ đồng",
            "1.89",
            "gần 1.900",
            "07/02",
            "không đạt",
            "CHỦ TỊCH",
            "ngày 5 tháng 7 năm 2024",
            "65%",
            "(5)",
            Made("0.655", number_format="0.0%"),
            Made("5", formula=True),
            Made("5", hidden=True),
            Made("5", number_format="#,##0,"),
            Made("#REF!", CellKind.ERROR, formula=True),
            Made("", CellKind.NO_RESULT, formula=True),
        ]
    ),
)
# Columns whose cells are drawn, by their headings; the first are always there.
FIXED = ("Chỉ tiêu", "Thực hiện quý II")
MORE = (
    "TT",
    "Mã",
    "ĐVT",
    "Kế hoạch năm 2024",
    "Lũy kế 6 tháng",
    "% so KH",
    "So cùng kỳ",
    "Thực hiện quý II năm 2023",
    "Ghi chú",
    "Tình trạng số liệu",
    "Tử số",
    "Mẫu số",
    "Đánh giá",
)
CELLS = {
    "TT": st.sampled_from(["", "I", "1", 2, "1.1", "a)"]),
    "Mã": st.sampled_from(["", "", "revenue", "1.1", "BK24-01"]),
    "Chỉ tiêu": st.sampled_from(["", *NAMES]),
    "ĐVT": st.sampled_from(["", "tỷ đồng", "%", "hộ", "1.000 tấn", "-"]),
    "Ghi chú": st.sampled_from(["", "27% dự toán", "ước"]),
    "Tình trạng số liệu": st.sampled_from(["", "ước", "chính thức", "tốt"]),
    "Đánh giá": st.sampled_from(["", "Đạt"]),
}
VALUES = ("Thực hiện quý II", "Lũy kế 6 tháng", "Tử số", "Mẫu số")


@st.composite
def tables(draw):
    """Draw headings, and the rows below them as mappings from headings to cells."""
    headings = [*FIXED, *draw(st.lists(st.sampled_from(MORE), unique=True))]
    row = st.fixed_dictionaries({heading: CELLS.get(heading, FIGURES) for heading in headings})
    return headings, draw(st.lists(row, max_size=8))


def laid_out(headings, rows):
    return [list(headings), *([row[heading] for heading in headings] for row in rows)]


def read(rows, **changes):
    """Return what is read of a sheet, or of what was refused, without any place."""
    try:
        submissions = read_form(grid(ListSheet(rows, **changes)), ASKED)
    except SubmissionError as error:
        return sorted(wrong.code.id for wrong in error.diagnostics)
    return [
        (
            submission.unit,
            submission.period,
            submission.synthetic,
            [_row(row) for row in submission.observations],
            Counter(wrong.code.id for wrong in submission.troubles),
            Counter(one.why for one in submission.ignored if one.why != "title"),
        )
        for submission in submissions
    ]


def _row(row):
    fields = row.value, row.percent_of_plan, row.numerator, row.denominator, row.plan, row.of_period
    said = [field and (field.text, _reading(field.reading)) for field in fields]
    return (row.indicator, row.title, row.code, row.status, row.note, row.cumulative, *said)


def _reading(reading):
    return reading.trouble.code.id if isinstance(reading, Unreadable) else reading


@given(tables(), st.integers(1, 40), st.integers(1, 40))
@settings(max_examples=examples(20), deadline=None)
def test_a_table_may_stand_anywhere(table, top, left):
    rows = laid_out(*table)
    assert read(rows, top=top, left=left) == read(rows)


@given(tables(), st.data())
@settings(max_examples=examples(20), deadline=None)
def test_blank_rows_and_columns_and_titles_above_change_nothing(table, data):
    rows = laid_out(*table)
    spaced = []
    for row in rows:
        spaced.extend([[None]] * data.draw(st.integers(0, 2)))
        spaced.append(row)
    for column in sorted(data.draw(st.lists(st.integers(0, len(rows[0])), max_size=4)), reverse=True):
        spaced = [[*row[:column], None, *row[column:]] for row in spaced]
    titles = st.sampled_from([["UBND THÀNH PHỐ"], ["", "", "CỘNG HÒA XÃ HỘI"], ["Biểu số: 01"], ["Quý II năm 2024"]])
    assert read([*data.draw(st.lists(titles, max_size=4)), *spaced]) == read(rows)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=examples(20), deadline=None)
def test_the_order_of_columns_changes_nothing(table, random):
    headings, rows = table
    shuffled = random.sample(headings, len(headings))
    assert read(laid_out(shuffled, rows)) == read(laid_out(headings, rows))


@given(tables(), st.booleans())
@settings(max_examples=examples(50), deadline=None)
def test_no_value_is_lost(table, repeated):
    """Every cell with a value is read, refused with its place, or in a row that is counted as passed over."""
    headings, rows = table
    sheet = ListSheet([*laid_out(headings, rows), *(laid_out(headings, rows[:2]) if repeated else [])])
    try:
        (submission,) = read_form(grid(sheet), ASKED)
    except SubmissionError:
        return
    told = {wrong.location.cell for wrong in submission.troubles}
    passed_over = {one.location.cell for one in submission.ignored if one.why != "column"}
    for row in submission.observations:
        fields = row.value, row.of_period, row.numerator, row.denominator, row.percent_of_plan
        told |= {field.location.cell for field in fields if field is not None}
    columns = {number for number, heading in enumerate(headings, 1) if heading in VALUES}
    header = {1, len(rows) + 2}
    for cell in sheet.cells():
        value = (
            cell.column in columns and cell.row not in header and (cell.text.strip() or cell.kind is not CellKind.TEXT)
        )
        if value:
            place = f"{letters(cell.column)}{cell.row}"
            assert place in told or str(cell.row) in passed_over, (place, cell)


@given(st.lists(st.lists(FIGURES | st.sampled_from([*NAMES, *FIXED, *MORE]), max_size=8), max_size=12))
@settings(max_examples=examples(40), deadline=None)
def test_any_grid_is_read_or_refused(rows):
    with contextlib.suppress(SubmissionError):
        for submission in read_form(grid(rows), ASKED):
            assert submission.period == ASKED.period


def test_a_decimal_is_kept_to_its_last_digit():
    digits = Decimal("1234567890.12345678901234567890")
    (submission,) = read_form(grid([["Chỉ tiêu", "Thực hiện"], ["Thu", digits]]), ASKED)
    (row,) = submission.observations
    assert row.value is not None
    assert row.value.text == "1234567890.12345678901234567890"
