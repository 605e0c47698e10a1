"""Units convert exactly, and only where they measure the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from checker.domain.unit import folded, parse_unit, spellings


@pytest.mark.parametrize(
    ("written", "wanted", "factor"),
    [
        ("tỷ đồng", "triệu đồng", Fraction(1000)),
        ("triệu đồng", "tỷ đồng", Fraction(1, 1000)),
        ("nghìn tỷ đồng", "tỷ đồng", Fraction(1000)),
        ("tỉ đồng", "tỷ đồng", Fraction(1)),
        ("tỷ", "tỷ đồng", Fraction(1)),
        ("nghìn tỷ", "tỷ đồng", Fraction(1000)),
        ("VNĐ", "triệu đồng", Fraction(1, 10**6)),
        ("%", "điểm %", Fraction(1)),
        ("km2", "ha", Fraction(100)),
        ("kg", "tấn", Fraction(1, 1000)),
        ("nghìn hộ", "hộ", Fraction(1000)),
        ("triệu đồng/người", "nghìn đồng/người", Fraction(1000)),
        ("HTX", "hợp tác xã", Fraction(1)),
        ("tỷ  ĐỒNG", "tỷ đồng", Fraction(1)),
    ],
)
def test_conversion(written, wanted, factor):
    source, target = parse_unit(written), parse_unit(wanted)
    assert source is not None
    assert target is not None
    assert source.into(target) == factor


@pytest.mark.parametrize(("written", "wanted"), [("tỷ đồng", "triệu USD"), ("hộ", "người"), ("đồng/người", "đồng")])
def test_what_measures_something_else_does_not_convert(written, wanted):
    source, target = parse_unit(written), parse_unit(wanted)
    assert source is not None
    assert target is not None
    assert source.into(target) is None


def test_unknown_and_declared_units():
    assert parse_unit("") is None
    assert parse_unit("tỉ đông") is None
    assert parse_unit("bàn") is None
    declared = parse_unit("nghìn Bàn", declared=("bàn",))
    assert declared is not None
    assert (declared.base, declared.size) == ("bàn", Fraction(1000))
    assert "đồng" in spellings()


def test_folding_composes_and_lowers():
    assert folded("  Tỷ  đồng ") == folded("Tỷ đồng".lower()) == "tỷ đồng"
