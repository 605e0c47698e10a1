"""What is open of a reported figure, bounded by one unit of its last stated digit; and figures in units of packs."""

from __future__ import annotations

from fractions import Fraction

from tests.examples import each_row
from tests.office import Office, found, indicator


def office(folder, *, unit="tấn", kind="stock", more=""):
    return Office(folder, indicator("thu", unit=unit, kind=kind, more=f"bounded: true\n{more}"))


def value_of(report):
    value = report.results[0].value
    if value is None:
        return None
    ends = (None if end is None else Fraction(end) for end in (value.lo, value.hi))
    return (*ends, value.lo_open, value.hi_open)


@each_row(
    ("text", "low", "high", "opened"),
    [
        ("trên 1.112", 1112, 1113, (True, False)),
        ("hơn 4,20", Fraction(42, 10), Fraction(421, 100), (True, False)),
        ("gần 4,2", Fraction(41, 10), Fraction(42, 10), (False, True)),
        ("dưới 4,2 nghìn tấn", 4100, 4200, (False, True)),
        ("trên 12345678901234567890,1234567891", None, None, None),
        # A range that is stated, and half of a digit, are as they are.
        ("4-5", 4, 5, (False, False)),
        ("khoảng 4", Fraction(7, 2), Fraction(9, 2), (False, False)),
    ],
)
def test_within_one_unit_of_the_last_stated_digit(tmp_path, text, low, high, opened):
    made = office(tmp_path)
    made.send("2024", f'thu: "{text}"')
    (report,) = made.run().reports
    told = [line[:4] for line in found(report) if line.startswith("D161")]
    if low is None:
        first, last, *_ = value_of(report)
        assert last - first == Fraction(1, 10**10)
        return
    assert value_of(report) == (low, high, *opened)
    assert bool(told) is (text[:5] not in ("4-5", "khoản"))


def test_what_is_told_of_it(tmp_path):
    made = office(tmp_path)
    made.send("2024", 'thu: "hơn 4,2"')
    assert found(made.run().reports[0]) == [
        "D161 pass Indicator thu: “hơn 4,2” is taken as 4.2 tấn to 4.3 tấn, because the rule pack bounds open figures"
    ]


def test_a_change_is_bounded_as_it_is_measured(tmp_path):
    made = office(tmp_path, more="measures: increase")
    made.send("2024", 'thu: "giảm trên 5"')
    assert value_of(made.run().reports[0]) == (-6, -5, False, True)


UNITS = "units: [nhiệm vụ, cơ quan, {name: tháng, fractions: true}]\n"


@each_row(
    ("unit", "text", "read"),
    [
        ("nhiệm vụ", "05 nhiệm vụ", 5),
        ("nhiệm vụ", "4,5 nhiệm vụ", "D122"),
        ("cơ quan", "03 cơ quan", 3),
        ("tháng", "12,5 tháng", Fraction(25, 2)),
        ("tháng", "1 năm", "D107"),
        ("hộ", "5 nhiệm vụ", "D107"),
        ("hộ", "03 cơ quan", "D107"),
        ("ngày", "12 tháng", "D107"),
    ],
)
def test_what_heads_columns_is_a_unit_where_a_pack_says_so(tmp_path, unit, text, read):
    made = Office(tmp_path, indicator("thu", unit=unit, kind="stock"), more=UNITS)
    made.send("2024", f'thu: "{text}"')
    (report,) = made.run().reports
    if isinstance(read, str):
        assert value_of(report) is None
        assert found(report)[0].startswith(f"{read} fail")
    else:
        assert value_of(report) == (read, read, False, False)
