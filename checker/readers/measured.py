"""Numbers with their unit: "86,6 tỷ đồng", "30 tỷ 048 triệu đồng", "61 - 62%", "640/350 lao động".

Owns how number and unit belong together, also where one unit serves two numbers. Must
not know qualifiers such as "gần", or files.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.domain import codes
from checker.domain.record import NamedTuple
from checker.domain.unit import SCALES, Unit, folded, parse_unit
from checker.readers.notation import (
    EXACT,
    Locale,
    Trouble,
    not_a_number,
    read_numeral,
    shown,
)

__all__ = ["Measured", "Measures", "read_measures"]

_NUMERAL: Final = r"([0-9](?:[0-9.,]*[0-9])?)"
# What may stand between two numbers: a unit, what links them, and a sign of the second.
_BETWEEN: Final = (
    r"(?P<unit>.*?) ?(?P<link>/|[-\u2013\u2014]|(?<![^\W_])(?:đến|tới|to)(?![^\W_])|) ?(?P<sign>[-\u2212+]?)"
)
_WORDS: Final = r"[^\W\d_]+(?:[ /-][^\W\d_]+)*"
_LONGEST_UNIT: Final = 60
_MOST_NUMERALS: Final = 8
_ONE: Final = Fraction(1)


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


class Measures(NamedTuple):
    """One number, or two that are linked.

    Args:
        first: The only number, or the first.
        link: Empty, ``-`` for a range, ``/`` for done and planned.
        second: The second number of a range, in the first one's unit, or what was planned.
    """

    first: Measured
    link: str = ""
    second: Measured | None = None


class _Part(NamedTuple):
    """One numeral and the words behind it, not yet read."""

    digits: str
    negative: bool
    scale: str
    noun: str


def read_measures(text: str, locale: Locale, whole: str) -> Measures | Trouble:
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
        only = _measured(groups[0], locale, whole)
        return only if isinstance(only, Trouble) else Measures(only)
    return _linked(groups, link, locale, whole) if len(groups) == 2 else not_a_number(whole)  # noqa: PLR2004


def _tidied(text: str, locale: Locale) -> str:
    """Close the stray space of "65, 79%", and keep the digit of "m2" from looking like a number."""
    mark = "," if locale == "vi" else r"\."
    closed = re.sub(rf"(?<=[0-9])({mark}) (?=[0-9])", r"\1", text)
    return re.sub(
        r"(?<![^\W_])(k?m)([23])(?![0-9])", lambda m: m[1] + ("²" if m[2] == "2" else "³"), closed, flags=re.IGNORECASE
    )


def _part(digits: str, sign: str, words: str) -> _Part:
    """Split the words behind a number into scale words and what is measured."""
    rest = words.split(" ") if words else []
    count = 0
    while count < len(rest) and rest[count].casefold() in SCALES:
        count += 1
    return _Part(digits, sign in {"-", "\u2212"}, " ".join(rest[:count]), " ".join(rest[count:]))


def _linked(groups: list[list[_Part]], link: str, locale: Locale, whole: str) -> Measures | Trouble:
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
        # "900 - 1.200 triệu": the number without a unit shares the other's, scale and all.
        first = first._replace(unit=second.unit)
    if (first.unit is None) != (second.unit is None):
        return not_a_number(whole)
    if first.unit is not None and second.unit is not None and first.unit.base != second.unit.base:
        return not_a_number(whole)
    if link == "/":
        return Measures(first, link, second)
    return Measures(first, link, _into(second, first.unit))


def _into(measured: Measured, unit: Unit | None) -> Measured:
    """Convert into another unit of the same base; all known sizes differ by powers of ten."""
    if measured.unit is None or unit is None:
        return measured
    places = _tens(measured.unit.size / unit.size)
    grouped = None if measured.grouped is None else measured.grouped.scaleb(places, EXACT)
    return Measured(measured.value.scaleb(places, EXACT), measured.step.scaleb(places, EXACT), unit, grouped)


def _tens(ratio: Fraction) -> int:
    """Return how many powers of ten `ratio` is."""
    places = len(str(ratio.numerator)) - len(str(ratio.denominator))
    if Fraction(10) ** places != ratio:
        msg = f"{ratio} is no power of ten"
        raise ValueError(msg)
    return places


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
        # "30 tỷ 048 triệu" goes down in scale, and no part reaches one of the scale above it.
        if above is not None and (size >= above or Fraction(numeral.value) * size >= above):
            return not_a_number(whole)
        if part is not parts[-1] and numeral.step != 1:
            return not_a_number(whole)
        places = _tens(size / top)
        smaller, step = numeral.value.scaleb(places, EXACT), numeral.step.scaleb(places, EXACT)
        value = smaller if above is None else _joined(value, smaller, negative=parts[0].negative)
        grouped, above = numeral.grouped, size
    return Measured(value, step, unit, None if compound else grouped)


def _joined(value: Decimal, smaller: Decimal, *, negative: bool) -> Decimal:
    return EXACT.subtract(value, smaller) if negative else EXACT.add(value, smaller)


def _scale(words: str) -> Fraction:
    size = _ONE
    for word in words.split():
        size *= SCALES[word.casefold()]
    return size


def _unit(scale: str, noun: str, whole: str) -> Unit | Trouble | None:
    """Read a unit. A noun that is not known is kept: packs declare what else they count."""
    text = f"{scale} {noun}".strip()
    if not text:
        return None
    if not re.search(r"[^\W\d_]|%", text) or re.search(r"[0-9]", text):
        return not_a_number(whole)
    plausible = not noun or re.fullmatch(_WORDS, noun) is not None
    known = parse_unit(text) if plausible or re.fullmatch(r"[\w%²³/ ]+", noun) else None
    if known is not None:
        return known
    if plausible and len(text) <= _LONGEST_UNIT:
        return Unit(text, folded(noun), _scale(scale))
    return Trouble(codes.UNKNOWN_UNIT, (("value", shown(whole)), ("unit", shown(text))))
