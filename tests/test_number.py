"""The one rounding rule."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.domain.number import legible, plain, rounded, rounded_distinct
from tests.examples import each_row
from tests.strategies import bounds, decimals


@each_row(
    ("number", "places", "shown"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.449", 1, "2.4"),
        ("27.32", 1, "27.3"),
        ("0.05", 1, "0.1"),
        ("0", 2, "0.00"),
    ],
)
def test_half_is_rounded_away_from_zero(number, places, shown):
    assert str(rounded(Decimal(number), places)) == shown


@given(bounds(), st.integers(0, 6))
def test_rounding_moves_a_number_by_half_a_step_at_most(number, places):
    assert abs(Fraction(rounded(number, places)) - Fraction(number)) <= Fraction(1, 2 * 10**places)


def test_a_number_is_never_shown_on_the_wrong_side_of_a_bound():
    assert str(rounded_distinct(Decimal("79.995"), Decimal(80), 1)) == "79.995"
    assert str(rounded_distinct(Decimal("80.04"), Decimal(80), 1)) == "80.04"
    assert str(rounded_distinct(Decimal(80), Decimal(80), 1)) == "80.0"
    assert str(rounded_distinct(Decimal("61.3"), Decimal("61.89"), 1)) == "61.3"


@given(decimals(6), decimals(3), st.integers(0, 3))
def test_rounding_apart_keeps_the_side(number, limit, places):
    shown = rounded_distinct(number, limit, places)
    assert (shown > limit) - (shown < limit) == (number > limit) - (number < limit)


def test_rounding_apart_keeps_the_side_of_what_is_finer_than_any_decimal_shown():
    number = Decimal(80) - Decimal(10) ** -20
    assert rounded_distinct(number, Decimal(80), 1) == number


@each_row(
    ("number", "shown"),
    [
        (Decimal("317.00"), "317"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-0.0"), "0"),
        (Fraction(1, 8), "0.125"),
        (Fraction(3, 1), "3"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(1, 2**20), "0.000001"),
        (Fraction(1, 5), "0.2"),
    ],
)
def test_plain(number, shown):
    assert str(plain(number)) == shown


@each_row(
    ("number", "limit", "printed"),
    [
        (Decimal("1.234567"), None, "1.234567"),  # as it was stated
        (Fraction(15, 4), None, "3.75"),
        (Fraction(200, 53), None, "3.8"),
        (Fraction(200, 53), Decimal("1.89"), "3.77"),
        (Fraction(200, 53), Decimal(5), "3.8"),
        (Fraction(49999, 10007), Decimal(5), "4.996"),  # on its side of the limit
        (Fraction(2, 3), Fraction(1, 3), "0.6667"),
        (Fraction(300), None, "300"),
    ],
)
def test_what_was_worked_out_is_printed_with_few_decimals(number, limit, printed):
    assert format(legible(number, limit), "f") == printed
