"""Intervals: what they hold, and exact arithmetic on their ends."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.domain.interval import (
    EVERYTHING,
    Interval,
    above,
    at_least,
    at_most,
    below,
    difference,
    is_whole,
    percent_of,
    point,
)
from tests.strategies import bounds, decimals


@st.composite
def intervals(draw):
    low, high = draw(st.none() | bounds()), draw(st.none() | bounds())
    flags = draw(st.booleans()), draw(st.booleans())
    if low is not None and high is not None:
        low, high = sorted([low, high])
        if low == high:
            flags = False, False
    return Interval(low, high, *flags)


@st.composite
def members(draw, interval):
    """Draw a number that `interval` holds."""
    low = Fraction(interval.lo) if interval.lo is not None else None
    high = Fraction(interval.hi) if interval.hi is not None else None
    share = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(1, 10**6)]))
    if low is None:
        low = (Fraction(0) if high is None else high) - 10**6
    if high is None:
        high = low + 10**6
    number = low + (high - low) * share
    if (interval.lo_open and number == interval.lo) or (interval.hi_open and number == interval.hi):
        number = (low + high) / 2
    return number


def holds(interval, number):
    return point(number).within(interval)


@given(st.data(), intervals(), intervals())
def test_within_means_that_no_member_is_outside(data, inner, outer):
    number = data.draw(members(inner))
    assert holds(inner, number)
    if inner.within(outer):
        assert holds(outer, number)
        assert not inner.is_disjoint_from(outer)
    if inner.is_disjoint_from(outer):
        assert not holds(outer, number)
        assert outer.is_disjoint_from(inner)


@given(st.data(), intervals(), intervals())
def test_sums_and_differences_hold_those_of_members(data, first, second):
    one, two = data.draw(members(first)), data.draw(members(second))
    assert holds(first.plus(second), one + two)
    assert holds(first.minus(second), one - two)


@given(intervals(), intervals())
def test_the_ends_of_a_sum_are_open_where_one_of_them_is(first, second):
    total = first.plus(second)
    if first.lo is not None and second.lo is not None:
        assert total.lo_open is (first.lo_open or second.lo_open)
    if first.hi is not None and second.hi is not None:
        assert total.hi_open is (first.hi_open or second.hi_open)


@given(st.data(), intervals(), st.fractions(-50, 50, max_denominator=97))
def test_scaling_keeps_members_and_goes_back(data, interval, factor):
    assume(factor != 0)
    number = data.draw(members(interval))
    assert holds(interval.scaled(factor), number * factor)
    assert interval.scaled(factor).scaled(1 / factor) == interval


@given(decimals())
def test_open_and_closed_ends(number):
    assert holds(at_least(number), number)
    assert holds(at_most(number), number)
    assert not holds(above(number), number)
    assert not holds(below(number), number)
    assert above(number).is_disjoint_from(at_most(number))
    assert not at_least(number).is_disjoint_from(at_most(number))
    assert point(number).is_point
    assert not at_least(number).is_point
    assert point(number).within(EVERYTHING)
    assert not EVERYTHING.within(at_least(number))
    assert not EVERYTHING.within(at_most(number))


@pytest.mark.parametrize("ends", [(2, 1, False, False), (1, 1, True, False), (1, 1, False, True)])
def test_an_interval_holds_something(ends):
    with pytest.raises(ValueError, match="holds no number"):
        Interval(Decimal(ends[0]), Decimal(ends[1]), *ends[2:])


@given(first=bounds(), second=bounds())
def test_what_is_worked_out_at_once_is_what_fractions_give(first, second):
    assert difference(first, second) == Fraction(first) - Fraction(second)
    if second:
        assert percent_of(first, second) == Fraction(first) * 100 / Fraction(second)
        assert is_whole(first, Fraction(second)) == ((Fraction(first) * Fraction(second)).denominator == 1)
