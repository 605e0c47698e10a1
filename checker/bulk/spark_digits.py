"""The decimal digits of a binary number, in Spark's SQL.

Owns the guarantee of correct rounding to the last digit. Java rounds twice: to the shortest text of a number, and then
half up. Where that may be wrong, the number is compared with the middle between two texts, as integers. Must not know
files.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

__all__ = ["DOUBLE", "SINGLE", "digits_of"]

DOUBLE: Final = 15
"""The significant digits of a 64-bit number; further digits are noise."""
SINGLE: Final = (6, 7, 8, 9)
"""The most digits in the shortest text of a 32-bit number."""
_LEAST, _MOST = -6, 19
"""The exponents of numbers that are compared as integers; smaller numbers have too many decimals for a figure."""
_LONGEST: Final = 37
_BITS: Final = 52


def digits_of(name: str, digits: int, mark: str) -> Iterator[dict[str, str]]:
    """Yield columns to add, one dictionary after the other; the last column is ``{mark}text``.

    Args:
        name: A column of finite numbers, or NULL.
        digits: The most digits of the text. The text is correctly rounded, half to even.
        mark: The prefix of the column names.
    """
    one = 10 ** (digits - 1)
    m, e, low, down, n, g = (f"{mark}{letter}" for letter in ("m", "e", "low", "down", "n", "g"))
    size = f"abs({name})"
    # NULL would become a text.
    yield {f"{mark}java": f"CASE WHEN {name} IS NOT NULL THEN format_string('%.{digits - 1}e', {size}) END"}
    yield {
        m: f"CAST(replace(substring_index({mark}java, 'e', 1), '.', '') AS BIGINT)",
        e: f"CAST(substring_index({mark}java, 'e', -1) AS INT)",
    }
    # Just below a power of ten, texts are closer together.
    yield {
        low: f"CASE WHEN {m} = {one} THEN {one * 100 - 5} ELSE {m} * 10 - 5 END",
        down: f"CASE WHEN {m} = {one} THEN {e} - 1 ELSE {e} END",
    }
    below = _against(size, low, down, digits)
    above = _against(size, f"({m} * 10 + 5)", e, digits)
    yield {
        f"{mark}below": f"coalesce({below} < {m} % 2, false)",
        f"{mark}above": f"coalesce({above} > - ({m} % 2), false)",
    }
    yield {
        n: f"CASE WHEN {mark}below THEN CASE WHEN {m} = {one} THEN {one * 10 - 1} ELSE {m} - 1 END "
        f"WHEN {mark}above THEN CASE WHEN {m} = {one * 10 - 1} THEN {one} ELSE {m} + 1 END ELSE {m} END",
        g: f"CASE WHEN {mark}below THEN {down} WHEN {mark}above AND {m} = {one * 10 - 1} THEN {e} + 1 ELSE {e} END",
    }
    text = f"lpad(CAST({n} AS STRING), {digits}, '0')"
    point = f"concat(substring({text}, 1, {g} + 1), '.', substring({text}, {g} + 2))"
    plain = (
        f"CASE WHEN {g} < 0 THEN concat('0.', repeat('0', -{g} - 1), {text}) WHEN {g} < {digits - 1} THEN {point} "
        f"ELSE concat({text}, repeat('0', {g} - {digits - 1}), '.') END"
    )
    trimmed = f"TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {plain}))"
    sign = f"CASE WHEN {name} < 0 THEN '-' ELSE '' END"
    yield {
        f"{mark}text": f"CASE WHEN {g} BETWEEN -{_LONGEST} AND {_LONGEST} THEN concat({sign}, {trimmed}) "
        f"ELSE concat({sign}, {mark}java) END"
    }


def _against(size: str, middle: str, exponent: str, digits: int) -> str:
    """Return SQL for -1, 0 or 1 if a number is below, at or above the middle between two texts, else NULL.

    It is only needed for the number nearest to the middle: for every other number, Java is right.

    Args:
        size: The number.
        middle: The digits of the middle as an integer, one digit longer than the texts.
        exponent: The exponent of its first digit.
        digits: The number of digits of the texts.
    """
    powers = range(_LEAST, _MOST + 1)
    twos = [_BITS - math.floor(power * math.log2(10)) for power in powers]
    tens = [digits - power for power in powers]
    place = f"{exponent} - {_LEAST - 1}"
    scale = f"element_at(array({', '.join(f'{2.0**two!r}D' for two in twos)}), {place})"
    ours = [10 ** max(ten, 0) * 2 ** max(-two, 0) for ten, two in zip(tens, twos, strict=True)]
    theirs = [2 ** max(two, 0) * 10 ** max(-ten, 0) for ten, two in zip(tens, twos, strict=True)]
    number = f"CAST(CAST({size} * {scale} AS BIGINT) AS DECIMAL(38,0)) * {_listed(ours, place)}"
    other = f"CAST({middle} AS DECIMAL(38,0)) * {_listed(theirs, place)}"
    near = f"CAST(concat({middle}, 'E', {exponent} - {digits}) AS DOUBLE) = {size}"
    return (
        f"CASE WHEN {near} AND {exponent} BETWEEN {_LEAST} AND {_MOST} "
        f"THEN CASE WHEN {number} < {other} THEN -1 WHEN {number} = {other} THEN 0 ELSE 1 END END"
    )


def _listed(numbers: list[int], place: str) -> str:
    return f"element_at(array({', '.join(f'{number}BD' for number in numbers)}), {place})"
