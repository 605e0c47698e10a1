"""Drawn texts of numbers: round trips, intervals of words, and that any text is read or refused."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.domain import codes
from checker.domain.submission import Phrase, Several
from checker.domain.unit import SCALES
from checker.domain.unit_words import parse_unit, spellings
from checker.readers.measured_numbers import read_measures
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number
from checker.readers.plan_words import read_percent_of_plan
from tests.test_numbers import sketch

# --- properties --------------------------------------------------------------------------------

decimals = st.builds(
    lambda sign, digits, places: Decimal((sign, tuple(map(int, str(digits))), -places)),
    st.sampled_from((0, 1)),
    st.integers(0, 10**24),
    st.integers(0, 12),
)


def in_vi(number: Decimal, *, grouped: bool) -> str:
    """Write a number as Vietnamese reports do."""
    text = format(number, ",f" if grouped else "f")
    return text.translate({ord(","): ".", ord("."): ","})


@given(decimals, st.booleans(), st.sampled_from(("", " tỷ đồng", "%", " hộ")))
def test_round_trip_in_vi(number: Decimal, grouped: bool, unit: str) -> None:
    read = read_number(in_vi(number, grouped=grouped) + unit)
    assert isinstance(read, WordedFigure)
    assert read.figure.interval.lo == read.figure.interval.hi == number


@given(decimals)
def test_round_trip_in_en(number: Decimal) -> None:
    read = read_number(format(number, ",f"), locale="en")
    assert isinstance(read, WordedFigure)
    assert read.figure.interval.lo == number


@given(decimals)
def test_machine_number_is_exact_or_refused(number: Decimal) -> None:
    read = read_number(format(number, "f"), machine=True)
    if isinstance(read, WordedFigure):
        assert read.figure.interval.lo == number
    else:
        assert isinstance(read, Trouble)
        assert dict(read.values)["second"] == number


@given(decimals, st.sampled_from(("khoảng ", "~", "about ")))
def test_about_is_half_a_unit_of_the_last_digit(number: Decimal, word: str) -> None:
    read = read_number(word + in_vi(number, grouped=True))
    assert isinstance(read, WordedFigure)
    low, high = read.figure.interval[:2]
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    step = Fraction(10) ** int(number.as_tuple().exponent)
    assert Fraction(high) - Fraction(low) == step
    assert Fraction(high) + Fraction(low) == 2 * Fraction(number)


@given(decimals, decimals)
def test_range_keeps_its_ends(one: Decimal, other: Decimal) -> None:
    read = read_number(f"{in_vi(one, grouped=True)} - {in_vi(other, grouped=True)}%")
    if one <= other:
        assert isinstance(read, WordedFigure)
        assert read.figure.interval[:2] == (one, other)
    else:
        assert isinstance(read, Trouble)
        assert read.code is codes.REVERSED_RANGE


@given(st.integers(0, 10**6), st.integers(0, 999), st.integers(0, 999))
def test_compound_is_the_sum_of_its_parts(billions: int, millions: int, thousands: int) -> None:
    read = read_number(f"{billions} tỷ {millions:03} triệu {thousands} nghìn đồng")
    assert isinstance(read, WordedFigure)
    assert read.figure.unit is not None
    assert read.figure.interval.lo is not None
    total = Fraction(read.figure.interval.lo) * read.figure.unit.size
    assert total == billions * 10**9 + millions * 10**6 + thousands * 1000


notations = st.text(alphabet="0123456789.,", min_size=1, max_size=14)


@given(notations)
def test_locales_mirror_each_other(text: str) -> None:
    mirrored = text.translate({ord(","): ".", ord("."): ","})
    if not any(c.isdigit() for c in text):
        return
    assert sketch(text) == sketch(mirrored, locale="en")


pieces = st.sampled_from(
    (
        *"0123456789.,-–−+/%()~<> ",
        *("\u00a0", "tỷ", "triệu", "đồng", "khoảng", "trên", "gần", "từ", "đến", "giảm", "ước", "hộ", "2024", "1.900"),
        *("65,5", "\uff11", "∞", "e5", "m2", "KH", "(ước)", "a\u0306"),
    )
)


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=60), st.booleans(), st.sampled_from(("vi", "en")))
def test_any_text_is_read_or_refused(text: str, machine: bool, locale: str) -> None:
    for read in (read_number, read_percent_of_plan):
        found = read(text, locale=locale, machine=machine)  # type: ignore[arg-type]
        assert isinstance(found, WordedFigure | Several | Phrase | Trouble)
        if isinstance(found, Trouble):
            assert found.code.template.format_map(dict(found.values))


@given(st.lists(pieces, max_size=8).map("".join))
def test_composition_and_kind_of_space_change_nothing(text: str) -> None:
    plain = sketch(text)
    if plain.startswith("phrase"):
        return
    assert sketch(unicodedata.normalize("NFD", text)) == plain
    assert sketch(text.replace(" ", "\u202f")) == plain


def test_every_known_unit_is_read_behind_a_number() -> None:
    for word in (*SCALES, *spellings()):
        read = read_measures(f"1 {word}", "vi", word)
        assert not isinstance(read, Trouble), word
        assert read.first.unit is not None
        known = parse_unit(word)
        assert known is not None
        assert (read.first.unit.base, read.first.unit.size) == (known.base, known.size), word
