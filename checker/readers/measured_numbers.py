"""Read numbers with their units: "86,6 tỷ đồng", "30 tỷ 048 triệu đồng", "61 - 62%", "640/350 lao động".

Owns how numbers and units belong together, also if two numbers share a unit. Must not know qualifiers such as "gần", or
files.
"""

from __future__ import annotations

import re
from decimal import Decimal, Inexact
from fractions import Fraction
from typing import Final

from checker.domain import codes
from checker.domain.number import plain
from checker.domain.numeral import MARKS
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale
from checker.domain.unit import SCALES, Unit
from checker.domain.unit_words import conversion, parse_unit, spelled_out, unit_as_written
from checker.readers.notation import EXACT, Trouble, ambiguous, in_notation, not_a_number, read_numeral, shown

__all__ = ["Measured", "MeasuredNumbers", "read_measures"]

_NUMERAL: Final = r"([0-9](?:[0-9.,]*[0-9])?)"
# The text between two numbers: a unit, a link, and the sign of the second.
_BETWEEN: Final = (
    r"(?P<unit>.*?) ?(?P<link>/|[-\u2013\u2014]|(?<![^\W_])(?:đến|tới|to)(?![^\W_])|) ?(?P<sign>[-\u2212+]?)"
)
_WORDS: Final = r"[^\W\d_]+(?:[ /-][^\W\d_]+)*"
# Part of the number, not of the unit: "5½", "2 triệu rưỡi", "12k".
_CHANGES_NUMBER: Final = re.compile(
    r"[\u00bc-\u00be\u2150-\u215e\u2189]|(?<![^\W_])(?:rưỡi|k|mn|mil|bn|bil|ty|trieu|nghin)(?![^\W_])", re.IGNORECASE
)
_LONGEST_UNIT: Final = 60
_MOST_NUMERALS: Final = 8
_ONE: Final = Fraction(1)
_GROUP: Final = 3
_MILLION: Final = Fraction(10**6)


class Measured(NamedTuple):
    """One number in its unit.

    Args:
        value: The number, in `unit`.
        step: One unit of its last stated digit, in `unit`.
        unit: The unit as written, or ``None``.
        grouped: As for `checker.readers.notation.Numeral`, in `unit`.
    """

    value: Decimal
    step: Decimal
    unit: Unit | None
    grouped: Decimal | None = None


class MeasuredNumbers(NamedTuple):
    """One number, or two linked ones.

    Args:
        first: The only number, or the first.
        link: Empty, ``-`` for a range, ``/`` for done and planned.
        second: The second number of a range, in the unit of the first, or the plan.
    """

    first: Measured
    link: str = ""
    second: Measured | None = None


class _Part(NamedTuple):
    """One numeral and the words after it, not yet parsed."""

    digits: str
    negative: bool
    scale: str
    noun: str


def read_measures(text: str, locale: Locale, whole: str) -> MeasuredNumbers | Trouble:
    """Read one number, a range, or done/planned, with units.

    Args:
        text: Composed text with single spaces, without qualifiers.
        locale: The notation of the numbers.
        whole: The value as written, for messages.
    """
    pieces = re.split(_NUMERAL, _tidied(text, locale))
    numerals = pieces[1::2]
    if not numerals or len(numerals) > _MOST_NUMERALS or pieces[0] not in {"", "-", "\u2212", "+"}:
        return not_a_number(whole)
    sign, link = pieces[0], ""
    groups: list[list[_Part]] = [[]]
    for digits, after in zip(numerals[:-1], pieces[2:-1:2], strict=True):
        between = re.fullmatch(_BETWEEN, after, re.IGNORECASE)
        if between is None or (between["sign"] and not between["link"]):
            return not_a_number(whole)
        groups[-1].append(_part(digits, sign, between["unit"].strip()))
        sign = between["sign"]
        if between["link"]:
            link = "/" if between["link"] == "/" else "-"
            groups.append([])
    groups[-1].append(_part(numerals[-1], sign, pieces[-1].strip()))
    if len(groups) == 1:
        nouns = {part.noun for part in groups[0]}
        joined = 1 < len(nouns) == len(groups[0]) and "" not in nouns
        only = (_joined_units if joined else _measured)(groups[0], locale, whole)
        return only if isinstance(only, Trouble) else MeasuredNumbers(only)
    return _linked(groups, link, locale, whole) if len(groups) == 2 else not_a_number(whole)  # noqa: PLR2004


def _tidied(text: str, locale: Locale) -> str:
    """Close the stray space in "65, 79%", and protect the digits of "m2" and "/10.000 dân"."""
    mark = re.escape(MARKS[locale][1])
    closed = spelled_out(re.sub(rf"(?<=[0-9])({mark}) (?=[0-9])", r"\1", text))
    return re.sub(
        r"(?<![^\W_])(k?m)([23])(?![0-9])", lambda m: m[1] + ("²" if m[2] == "2" else "³"), closed, flags=re.IGNORECASE
    )


def _part(digits: str, sign: str, words: str) -> _Part:
    """Split the words after a number into scale words and the base."""
    rest = words.split(" ") if words else []
    count = 0
    while count < len(rest) and rest[count].casefold() in SCALES:
        count += 1
    return _Part(digits, sign in {"-", "\u2212"}, " ".join(rest[:count]), " ".join(rest[count:]))


def _linked(groups: list[list[_Part]], link: str, locale: Locale, whole: str) -> MeasuredNumbers | Trouble:
    left, right = groups
    noun, bare = right[-1].noun, not (left[-1].scale or left[-1].noun)
    if not left[-1].noun:
        left = [*left[:-1], left[-1]._replace(noun=noun)]
    first, second = _measured(left, locale, whole), _measured(right, locale, whole)
    if isinstance(first, Trouble):
        return first
    if isinstance(second, Trouble):
        return second
    if bare:
        # "900 - 1.200 triệu": the number without a unit shares the other's unit, including the scale.
        first = first._replace(unit=second.unit)
    if (first.unit is None) != (second.unit is None):
        return not_a_number(whole)
    if first.unit is not None and second.unit is not None and first.unit.base != second.unit.base:
        return not_a_number(whole)
    if link == "/":
        return MeasuredNumbers(first, link, second)
    return _range(first, second) or not_a_number(whole)


def _range(first: Measured, second: Measured) -> MeasuredNumbers | None:
    """Convert two numbers to one unit: 100 minutes are not a finite decimal of hours, but an hour is of minutes."""
    upper = _into(second, first.unit)
    if upper is not None:
        return MeasuredNumbers(first, "-", upper)
    lower = _into(first, second.unit)
    return None if lower is None else MeasuredNumbers(lower, "-", second)


def _into(measured: Measured, unit: Unit | None) -> Measured | None:
    """Convert into another unit of the same base; ``None`` if the result is not a finite decimal."""
    if measured.unit is None or unit is None:
        return measured
    ratio = measured.unit.size / unit.size
    value, step = _times(measured.value, ratio), _times(measured.step, ratio)
    grouped = None if measured.grouped is None else _times(measured.grouped, ratio)
    return None if value is None or step is None else Measured(value, step, unit, grouped)


def _times(number: Decimal, ratio: Fraction) -> Decimal | None:
    """Multiply exactly; ``None`` if the product is not a finite decimal."""
    places = _places(ratio)
    if Fraction(10) ** places == ratio:
        return number.scaleb(places, EXACT)
    try:
        return EXACT.divide(EXACT.multiply(number, Decimal(ratio.numerator)), Decimal(ratio.denominator))
    except Inexact:
        return None


def _tens(ratio: Fraction) -> int:
    """Return the decimal logarithm of `ratio`."""
    places = _places(ratio)
    if Fraction(10) ** places != ratio:
        msg = f"{ratio} is no power of ten"
        raise ValueError(msg)
    return places


def _places(ratio: Fraction) -> int:
    return len(str(ratio.numerator)) - len(str(ratio.denominator))


def _measured(parts: list[_Part], locale: Locale, whole: str) -> Measured | Trouble:
    """Read one number in one unit, or the compound "30 tỷ 048 triệu đồng" in the unit of its first part."""
    noun = parts[-1].noun
    compound = len(parts) > 1
    if any(part.noun for part in parts[:-1]) or (compound and not (parts[-1].scale or noun)):
        return not_a_number(whole)
    unit = _unit(parts[0].scale, noun, whole)
    if isinstance(unit, Trouble):
        return unit
    top = _scale(parts[0].scale)
    value = step = Decimal(0)
    grouped: Decimal | None = None
    above: Fraction | None = None
    for part in parts:
        numeral = read_numeral(part.digits, locale, whole, negative=part.negative)
        if isinstance(numeral, Trouble):
            return numeral
        size = _scale(part.scale)
        # In "30 tỷ 048 triệu" scales decrease, and no part reaches the next higher scale.
        rises = above is not None and (size >= above or Fraction(numeral.value) * size >= above)
        if rises or (part is not parts[-1] and numeral.step != 1):
            return not_a_number(whole)
        places = _tens(size / top)
        smaller, step = numeral.value.scaleb(places, EXACT), numeral.step.scaleb(places, EXACT)
        if above is not None and not part.scale and _is_short_form(part.digits, above):
            below = 1 if len(part.digits) == 1 else _GROUP
            spoken = numeral.value.scaleb(_tens(above / top) - below, EXACT)
            readings = [_joined(value, one, negative=parts[0].negative) for one in (spoken, smaller)]
            return _two_readings(readings, unit, locale, whole)
        value = smaller if above is None else _joined(value, smaller, negative=parts[0].negative)
        grouped, above = numeral.grouped, size
    return Measured(value, step, unit, None if compound else grouped)


def _is_short_form(digits: str, above: Fraction) -> bool:
    """Tell whether a number without a scale may mean tenths of the last one: "5 tỷ 2 đồng" means 5.2 tỷ in speech.

    "12 nghìn 500 hộ" has all digits, and so only one reading.
    """
    return digits.strip("0") != "" and (len(digits) == 1 or (above >= _MILLION and len(digits) <= _GROUP))


def _two_readings(readings: list[Decimal], unit: Unit | None, locale: Locale, whole: str) -> Trouble:
    first, second = (plain(one) for one in readings)
    behind = f" {unit.name}" if unit else ""
    written = (in_notation(first, locale) + behind, in_notation(second, locale) + behind)
    return ambiguous(whole, (first, second), written)


def _joined_units(parts: list[_Part], locale: Locale, whole: str) -> Measured | Trouble:
    """Read "1 giờ 30 phút" and "2 km 300 m" in the unit of the last part, which divides all others."""
    read: list[Measured] = []
    for part in parts:
        one = _measured([part], locale, whole)
        if isinstance(one, Trouble):
            return not_a_number(whole) if one.code is codes.UNKNOWN_UNIT else one
        read.append(one)
    last = read[-1]
    value = Decimal(0)
    above: Measured | None = None
    for one in read:
        ratio = _ratio(one, last)
        small = above is None or ((rank := _ratio(above, one)) is not None and rank > 1 and one.value < rank)
        if ratio is None or ratio.denominator != 1 or not small or (one is not last and one.step != 1):
            return not_a_number(whole)
        part_of_it = EXACT.multiply(one.value, Decimal(ratio.numerator))
        value = part_of_it if above is None else _joined(value, part_of_it, negative=parts[0].negative)
        above = one
    return Measured(value, last.step, last.unit)


def _ratio(one: Measured, other: Measured) -> Fraction | None:
    """Return the factor between two numbers' units; ``None`` if they have different bases."""
    return None if one.unit is None or other.unit is None else conversion(one.unit, other.unit)


def _joined(value: Decimal, smaller: Decimal, *, negative: bool) -> Decimal:
    return EXACT.subtract(value, smaller) if negative else EXACT.add(value, smaller)


def _scale(words: str) -> Fraction:
    size = _ONE
    for word in words.split():
        size *= SCALES[word.casefold()]
    return size


def _unit(scale: str, noun: str, whole: str) -> Unit | Trouble | None:
    """Read a unit. An unknown noun is kept, because packs declare further units."""
    text = f"{scale} {noun}".strip()
    if not text:
        return None
    if not re.search(r"[^\W\d_]|[%‰₫€]", text) or re.search(r"[0-9]", text):
        return not_a_number(whole)
    if _CHANGES_NUMBER.search(text):
        return not_a_number(whole)
    plausible = not noun or re.fullmatch(_WORDS, noun) is not None
    unit = unit_as_written(text) if len(text) <= _LONGEST_UNIT else None
    if unit is not None and (plausible or parse_unit(text) is not None):
        return unit
    return Trouble(codes.UNKNOWN_UNIT, (("value", shown(whole)), ("unit", shown(text))))
