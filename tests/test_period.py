"""Periods: codes, what people write, windows and elapsed shares."""

from __future__ import annotations

import csv
import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.axes import Frequency
from checker.domain.period import Calendar, Period
from tests.examples import each_row

PARTS = ["", "H1", "H2", "9M", *(f"Q{q}" for q in range(1, 5)), *(f"{m:02d}" for m in range(1, 13))]
WINDOWS = Path(__file__).parent / "data" / "report_periods_2024.csv"


@each_row(
    ("written", "code"),
    [
        ("2024", "2024"),
        ("2024-H1", "2024-H1"),
        ("2024-h1", "2024-H1"),
        (" 2024-9m ", "2024-9M"),
        ("2024-Q4", "2024-Q4"),
        ("2024-07", "2024-07"),
        ("năm 2024", "2024"),
        ("cả năm 2024", "2024"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("6 THÁNG ĐẦU NĂM 2024", "2024-H1"),
        ("sáu tháng đầu năm 2024", "2024-H1"),
        ("6 tháng năm 2024", "2024-H1"),
        ("6T/2024", "2024-H1"),
        ("6 tháng cuối năm 2024", "2024-H2"),
        ("9 tháng năm 2024", "2024-9M"),
        ("9T/2017", "2017-9M"),
        ("quý II/2024", "2024-Q2"),
        ("Quý  iv năm 2024", "2024-Q4"),
        ("quý 1/2024", "2024-Q1"),
        ("tháng 6/2024", "2024-06"),
        ("T1/2024", "2024-01"),
        ("tháng 12 năm 2024", "2024-12"),
        ("tháng 06/2024", "2024-06"),
    ],
)
def test_what_people_write(written, code):
    assert str(Period.parse(written)) == code


@each_row(
    "written",
    [
        *("", "2024-13", "2024-Q5", "2024-H3", "24", "năm", "quý V/2024", "tháng 13/2024", "tháng 0/2024", "2024-1"),
        *("1", "0000", "năm 3024", "6 tháng", "２０２４", "2024-H1-x"),
    ],
)
def test_what_is_no_period(written):
    with pytest.raises(ValueError, match="no period"):
        Period.parse(written)


@given(st.integers(1900, 2999), st.sampled_from(PARTS))
def test_a_code_reads_back(year, part):
    assert Period.parse(str(Period(year, part))) == Period(year, part)


def test_windows_of_decree_09_are_the_published_ones():
    rows = list(csv.DictReader(WINDOWS.read_text(encoding="utf-8").splitlines()))
    checked = 0
    for row in rows:
        if row["period_code"].endswith("final"):
            continue
        code = row["period_code"].replace("-M", "-").removesuffix("-Y")
        first, last = Period.parse(code).window(Calendar.ND09)
        assert (first.isoformat(), last.isoformat()) == (row["window_from"], row["window_to"]), code
        assert Period.parse(row["period"]) == Period.parse(code)
        checked += 1
    assert checked == 19


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", (1, 1), (12, 31)),
        ("2024-02", (2, 1), (2, 29)),
        ("2023-02", (2, 1), (2, 28)),
        ("2024-H2", (7, 1), (12, 31)),
    ],
)
def test_civil_windows(code, first, last):
    period = Period.parse(code)
    assert period.window(Calendar.CIVIL) == (dt.date(period.year, *first), dt.date(period.year, *last))


def test_elapsed_shares():
    half = Period(2024, "H1")
    assert half.elapsed(Calendar.CIVIL) == Fraction(182, 366)
    assert half.elapsed(Calendar.ND09) == Fraction(183, 366)
    assert Period(2023, "Q1").elapsed(Calendar.CIVIL) == Fraction(90, 365)


@given(st.integers(1900, 2999), st.sampled_from(list(Calendar)))
def test_elapsed_shares_rise_to_one(year, calendar):
    shares = [Period(year, f"{month:02d}").elapsed(calendar) for month in range(1, 13)]
    assert shares == sorted(set(shares))
    assert shares[-1] == Period(year).elapsed(calendar) == 1


def test_when_a_period_reaches_another_and_what_closes_with_it():
    assert Period(2024).reaches(Period(2024))
    assert Period(2024, "12").reaches(Period(2024))
    assert Period(2024, "H2").reaches(Period(2024, "9M"))
    assert not Period(2024, "9M").reaches(Period(2024))
    assert not Period(2023).reaches(Period(2024, "01"))
    closes = {
        part: [f.value for f in Frequency if Period(2024, part).closes(f)] for part in ("", "H1", "9M", "Q1", "05")
    }
    assert closes == {
        "": ["month", "quarter", "half", "year"],
        "H1": ["month", "quarter", "half"],
        "9M": ["month", "quarter"],
        "Q1": ["month", "quarter"],
        "05": ["month"],
    }
    assert (Period(2024, "H1").months_left, Period(2024, "H1").first_month, Period(2024).is_year) == (6, 1, True)


@pytest.mark.parametrize(
    ("code", "span", "months", "since"),
    [("2024", (1, 12), 12, 24), ("2024-H2", (7, 12), 6, 24), ("2024-9M", (1, 9), 9, 21), ("2024-02", (2, 2), 1, 14)],
)
def test_a_period_has_a_length_and_an_end(code, span, months, since):
    period = Period.parse(code)
    assert (period.span, period.months, period.months_since(2023), period.end) == (span, months, since, (2024, span[1]))


def test_periods_are_sorted_by_their_ends_and_the_shorter_first():
    drawn = ["2025-01", "2024", "2024-9M", "2024-H2", "2024-Q4", "2024-12", "2024-Q3", "2024-09", "2023"]
    periods = sorted(map(Period.parse, drawn), key=lambda period: period.order)
    assert [str(period) for period in periods] == [
        "2023",
        "2024-09",
        "2024-Q3",
        "2024-9M",
        "2024-12",
        "2024-Q4",
        "2024-H2",
        "2024",
        "2025-01",
    ]
