"""Digits with separators into an exact decimal, by the notation of a locale.

Owns grouping and decimal marks, and which spellings have two readings. Must not know
units, qualifiers or files.
"""

from __future__ import annotations

import re
from decimal import (
    Clamped,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
)
from typing import Final, Literal, TypeAlias

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.number import plain
from checker.domain.record import NamedTuple
from checker.domain.text import Message, Value

__all__ = [
    "EXACT",
    "LONGEST_EXPONENT",
    "LONGEST_NUMBER",
    "Locale",
    "Numeral",
    "Trouble",
    "ambiguous",
    "not_a_number",
    "read_machine",
    "read_numeral",
    "shown",
    "too_long",
    "written",
]

Locale: TypeAlias = Literal["vi", "en"]

LONGEST_NUMBER: Final = 40
"""Characters that one number may have, separators included."""

LONGEST_EXPONENT: Final = 30
"""Powers of ten that a machine number may shift by; an int of ``1e9999999`` would hang."""

EXACT: Final = Context(prec=200, traps=[Inexact, Rounded, InvalidOperation, Overflow, Clamped])
"""Arithmetic that refuses to round. The default context keeps 28 digits and says nothing."""

_LONGEST_SHOWN: Final = 60
_MARKS: Final = {"vi": (".", ","), "en": (",", ".")}
_WRITE_LIKE: Final = "if it is meant so, write {text}"


class Trouble(NamedTuple):
    """Why a text cannot be read; the caller knows the place and makes the diagnostic.

    Args:
        code: What is wrong.
        values: The fields of the code's sentence.
        hint: A better remedy than the code's own.
    """

    code: Code
    values: tuple[tuple[str, Value], ...]
    hint: Message | None = None


class Numeral(NamedTuple):
    """A number as written.

    Args:
        value: The exact number.
        step: One unit of its last stated digit: 1 for ``1.900``, 0.1 for ``86,6``.
    """

    value: Decimal
    step: Decimal


def shown(text: str) -> str:
    """Return `text` short enough to stand in a message."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def written(number: Decimal, locale: Locale) -> str:
    """Write `number` in the notation of `locale`, without grouping, so that it reads only one way."""
    return format(number, "f").replace(".", _MARKS[locale][1])


def not_a_number(text: str, hint: Message | None = None) -> Trouble:
    """Return the trouble of a text that is no number."""
    return Trouble(codes.NOT_A_NUMBER, (("value", shown(text)),), hint)


def too_long(text: str) -> Trouble:
    """Return the trouble of a number that no office can mean."""
    return Trouble(codes.NUMBER_TOO_LONG, (("value", shown(text)),))


def ambiguous(text: str, readings: tuple[Decimal, Decimal], spellings: tuple[str, str]) -> Trouble:
    """Return the trouble of a text with two readings, and how to write each of them."""
    fields = (("value", shown(text)), ("first", readings[0]), ("second", readings[1]))
    remedy = Message(codes.AMBIGUOUS_NUMBER.remedy, (("first_text", spellings[0]), ("second_text", spellings[1])))
    return Trouble(codes.AMBIGUOUS_NUMBER, fields, remedy)


def read_machine(text: str, locale: Locale) -> Numeral | Trouble | None:
    """Read an unquoted YAML or JSON number; ``None`` where `text` is not written like one.

    ``3.700`` is a machine's 3.7 and a Vietnamese 3700, so it is refused under ``vi``.
    """
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?", text)
    if match is None:
        return _refuse_groups(text)
    if len(text) > LONGEST_NUMBER:
        return too_long(text)
    sign, whole, decimals, exponent = match.groups()
    if exponent and abs(int(exponent)) > LONGEST_EXPONENT:
        return too_long(text)
    number = Decimal(text)
    if locale == "vi" and not exponent and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", whole + "." + (decimals or "")):
        readings = Decimal(sign + whole + str(decimals)), plain(number)
        return ambiguous(text, readings, (written(readings[0], locale), f'"{written(readings[1], locale)}"'))
    return Numeral(number, Decimal(1).scaleb(int(exponent or 0) - len(decimals or ""), EXACT))


def _refuse_groups(text: str) -> Trouble | None:
    """Refuse an unquoted ``1.234.567``: bare numbers have one decimal point and no groups."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}", text):
        return None
    first, _, rest = text.partition(".")
    readings = Decimal(text.replace(".", "")), Decimal(first + "." + rest.replace(".", ""))
    return ambiguous(text, readings, (format(readings[0], "f"), format(readings[1], "f")))


def read_numeral(digits: str, locale: Locale, text: str = "", *, negative: bool = False) -> Numeral | Trouble:
    """Read digits and separators such as ``1.112`` or ``86,6``.

    Args:
        digits: Only ``0-9 . ,``, beginning and ending with a digit.
        locale: ``vi`` groups with dots in threes and has a decimal comma; ``en`` the other way round.
        text: The whole value, for messages.
        negative: Whether a minus sign stands before it.
    """
    text = text or digits
    if len(digits) > LONGEST_NUMBER:
        return too_long(text)
    sign = "-" if negative else ""
    group, mark = _MARKS[locale]
    marked = digits.translate({ord(group): "g", ord(mark): "m"})
    if re.fullmatch(r"[0-9]+(?:m[0-9]+)?|[1-9][0-9]{0,2}(?:g[0-9]{3})+(?:m[0-9]+)?", marked):
        whole, _, decimals = marked.replace("g", "").partition("m")
        value = Decimal(f"{sign}{whole}.{decimals or '0'}") if decimals else Decimal(sign + whole)
        return Numeral(value, Decimal(1).scaleb(-len(decimals), EXACT))
    return _two_readings(marked, sign, locale, text) or _other_notation(marked, sign, locale, text)


def _two_readings(marked: str, sign: str, locale: Locale, text: str) -> Trouble | None:
    """Name both readings of ``1.89`` or ``1,234,567`` under ``vi``, if there are two."""
    if re.fullmatch(r"[0-9]+g[0-9]+", marked):
        mark = "g"
    elif re.fullmatch(r"[1-9][0-9]{0,2}(?:m[0-9]{3}){2,}", marked):
        mark = "m"
    else:
        return None
    first, _, rest = marked.partition(mark)
    rest = rest.replace(mark, "")
    readings = Decimal(sign + first + rest), Decimal(f"{sign}{first}.{rest}")
    return ambiguous(text, readings, (written(readings[0], locale), written(readings[1], locale)))


def _other_notation(marked: str, sign: str, locale: Locale, text: str) -> Trouble:
    """Refuse what only the other locale can read, and say how it is written in this one."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}(?:m[0-9]{3})+g[0-9]+", marked):
        return not_a_number(text)
    number = Decimal(sign + marked.replace("m", "").replace("g", "."))
    return not_a_number(text, Message(_WRITE_LIKE, (("text", written(number, locale)),)))
