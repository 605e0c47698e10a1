"""Parse digits with separators into an exact decimal, by the notation of a locale.

Owns grouping and decimal marks, the ambiguous spellings, and the spellings that disprove the declared notation. Must
not know units, qualifiers or files.
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
from typing import Final

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, Excerpt, diagnostic_from
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.numeral import GROUPABLE, GROUPED, MARKS, numeral_parts
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale
from checker.domain.text import Message, Value, message

__all__ = [
    "EXACT",
    "LONGEST_EXPONENT",
    "LONGEST_NUMBER",
    "Numeral",
    "Trouble",
    "ambiguous",
    "in_notation",
    "joined",
    "marks_unclear",
    "not_a_number",
    "read_machine",
    "read_numeral",
    "shown",
    "too_long",
]

LONGEST_NUMBER: Final = 40
"""The most characters of one number, including separators."""

LONGEST_EXPONENT: Final = 30
"""The largest exponent of a machine number; converting ``1e9999999`` to an int would hang."""

_RAISED: Final = "[0-9][⁰¹²³⁴-⁹⁽]"

EXACT: Final = Context(prec=200, traps=[Inexact, Rounded, InvalidOperation, Overflow, Clamped])
"""Arithmetic that refuses to round. The default context rounds silently to 28 digits."""

_LONGEST_SHOWN: Final = 60
_WRITE_LIKE: Final = "if it is meant so, write {text}"
_READ_AS: Final = {
    "vi": "it is written as in Vietnamese texts: read it with --locale vi, or write {text}",
    "en": "it is written as in English texts: read it with --locale en, or write {text}",
}
_EITHER: Final = "write {first_text} or {second_text}; what is written as in Vietnamese texts is read with --locale vi"

# Spaces between groups of three digits that never separate two figures: no-break, figure and thin spaces.
_NO_BREAK: Final = "\u00a0\u202f\u2000-\u200a"
_GROUPS: Final = (
    rf"(?<![0-9.,])(?<![0-9.,][ {_NO_BREAK}])"
    rf"([1-9][0-9]{{0,2}}(?:(?:[{_NO_BREAK}][0-9]{{3}})+|(?:[ {_NO_BREAK}][0-9]{{3}}){{2,}}))"
    rf"(?=(?:MARK[0-9]+)?(?![0-9]|[.,][0-9]|[ {_NO_BREAK}][0-9]))"
)
# Digits with ordinary spaces between them: a grouped number, or two figures in one cell.
_SPACED_DIGITS: Final = r"[0-9]{1,15}(?: [0-9]{1,15})+(?:[.,][0-9]{1,15})?"


class Trouble(NamedTuple):
    """Why a text or a cell cannot be read, before its location is known.

    Args:
        code: The code of the problem.
        values: The values for the code's sentence.
        hint: A better remedy than the code's own.
        foreign: Whether the text is only valid in another notation: "1,890.5" and "86.6" under ``vi``.
    """

    code: Code
    values: tuple[tuple[str, Value], ...]
    hint: Message | None = None
    foreign: bool = False

    def at(self, place: Location, excerpt: Excerpt | None = None) -> Diagnostic:
        """Return the diagnostic at a location."""
        return diagnostic_from(self.code, self.values, place, self.hint, excerpt)


class Numeral(NamedTuple):
    """A number as written.

    Args:
        value: The exact number.
        step: One unit of its last stated digit: 1 for ``1.900``, 0.1 for ``86,6``.
        grouped: The other reading, if its single separator could group thousands; else ``None``.
    """

    value: Decimal
    step: Decimal
    grouped: Decimal | None = None


def shown(text: str) -> str:
    """Return `text` shortened for a message."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def in_notation(number: Decimal, locale: Locale) -> str:
    """Write `number` in the notation of `locale`, without grouping, so that it has only one reading."""
    return format(number, "f").replace(".", MARKS[locale][1])


def joined(text: str, locale: Locale) -> str:
    """Remove spaces between groups of three digits: a no-break space in "3 905", and any in "1 234 567".

    An ordinary space in "3 905" may separate two figures, and "30 40" is never a number.
    """
    mark = re.escape(MARKS[locale][1])
    return re.sub(_GROUPS.replace("MARK", mark), lambda match: re.sub(r"\s", "", match[1]), text)


def marks_unclear(text: str) -> Trouble | None:
    """Return the problem of a text with a superscript digit after a digit: it may be a note mark or an exponent."""
    return Trouble(codes.MARKS_UNCLEAR, (("value", shown(text)),)) if re.search(_RAISED, text) else None


def not_a_number(text: str, hint: Message | None = None) -> Trouble:
    """Return the problem of a text that is not a number."""
    if hint is None and re.fullmatch(_SPACED_DIGITS, text.strip()):
        hint = message("if this is one number, write it without the blank: {joined}", joined=text.replace(" ", ""))
    return Trouble(codes.NOT_A_NUMBER, (("value", shown(text)),), hint)


def too_long(text: str) -> Trouble:
    """Return the problem of a number that no office can mean."""
    return Trouble(codes.NUMBER_TOO_LONG, (("value", shown(text)),))


def ambiguous(
    text: str,
    readings: tuple[Decimal, Decimal],
    spellings: tuple[str, str],
    remedy: str = codes.AMBIGUOUS_NUMBER.remedy,
    *,
    foreign: bool = False,
) -> Trouble:
    """Return the problem of a text with two readings, and how to write each."""
    fields = (("value", shown(text)), ("first", readings[0]), ("second", readings[1]))
    written_so = (("first_text", spellings[0]), ("second_text", spellings[1]))
    hint = Message(remedy, written_so)
    return Trouble(codes.AMBIGUOUS_NUMBER, fields, hint, foreign)


def read_machine(text: str, locale: Locale) -> Numeral | Trouble | None:
    """Read a number in machine notation; ``None`` if `text` is not written that way.

    ``3.700`` is a machine's 3.7 and a Vietnamese 3700, so it is refused under ``vi``.

    Args:
        text: An unquoted YAML or JSON number, a stored one, or text declared as machine notation.
        locale: The notation of the texts around it.
    """
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?", text)
    if match is None:
        return _refuse_groups(text, locale)
    if len(text) > LONGEST_NUMBER:
        return too_long(text)
    sign, whole, decimals, exponent = match.groups()
    if exponent and abs(int(exponent)) > LONGEST_EXPONENT:
        return too_long(text)
    number = Decimal(text)
    grouped = None
    if not exponent and re.fullmatch(GROUPABLE, f"{whole}m{decimals or ''}"):
        grouped = Decimal(sign + whole + str(decimals))
        if locale == "vi":
            readings = grouped, plain(number)
            return ambiguous(
                text, readings, (in_notation(readings[0], locale), f'"{in_notation(readings[1], locale)}"')
            )
    return Numeral(number, Decimal(1).scaleb(int(exponent or 0) - len(decimals or ""), EXACT), grouped)


def _refuse_groups(text: str, locale: Locale) -> Trouble | None:
    """Refuse an unquoted ``1.234.567``: bare numbers have one decimal point and no groups."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}", text):
        return None
    first, _, rest = text.partition(".")
    readings = Decimal(text.replace(".", "")), Decimal(first + "." + rest.replace(".", ""))
    return ambiguous(text, readings, (format(readings[0], "f"), format(readings[1], "f")), foreign=locale != "vi")


def read_numeral(digits: str, locale: Locale, text: str = "", *, negative: bool = False) -> Numeral | Trouble:
    """Read digits and separators such as ``1.112`` or ``86,6``.

    Args:
        digits: Only ``0-9 . ,``, starting and ending with a digit.
        locale: ``vi`` groups with dots in threes and has a decimal comma; ``en`` the other way round; ``machine`` has a
            decimal point and no grouping. A number among words was not written by a program, so under ``machine`` it
            has two readings if it could be grouped.
        text: The whole value, for messages.
        negative: Whether a minus sign precedes it.
    """
    text = text or digits
    if len(digits) > LONGEST_NUMBER:
        return too_long(text)
    sign = "-" if negative else ""
    group, mark = MARKS[locale]
    marked = digits.translate({ord(group): "g", ord(mark): "m"})
    if locale == "machine" and ("g" in marked or re.fullmatch(GROUPABLE, marked)):
        return _no_machine(marked, sign, text)
    parts = numeral_parts(digits, locale)
    if parts is not None:
        whole, decimals = parts
        value = Decimal(f"{sign}{whole}.{decimals or '0'}") if decimals else Decimal(sign + whole)
        grouped = Decimal(sign + whole + decimals) if re.fullmatch(GROUPABLE, marked) else None
        return Numeral(value, Decimal(1).scaleb(-len(decimals), EXACT), grouped)
    return _two_readings(marked, sign, locale, text) or _other_notation(marked, sign, locale, text)


def _no_machine(marked: str, sign: str, text: str) -> Trouble:
    """Refuse a text that no program writes ("g" is a comma here), with every reading and how to write it."""
    if re.fullmatch(r"[1-9][0-9]{0,2}[gm][0-9]{3}", marked):
        whole, decimals = re.split("[gm]", marked)
        readings = Decimal(sign + whole + decimals), plain(Decimal(f"{sign}{whole}.{decimals}"))
        return ambiguous(
            text, readings, (in_notation(readings[0], "machine"), in_notation(readings[1], "machine")), _EITHER
        )
    vietnamese = re.fullmatch(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:m[0-9]{3})+)g[0-9]+", marked)
    if vietnamese is None and not re.fullmatch(rf"{GROUPED}(?:m[0-9]+)?", marked):
        return not_a_number(text)
    of, (group, mark) = ("vi", "mg") if vietnamese else ("en", "gm")
    number = Decimal(sign + marked.replace(group, "").replace(mark, "."))
    remedy = Message(_READ_AS[of], (("text", in_notation(number, "machine")),))
    return not_a_number(text, remedy)._replace(foreign=vietnamese is not None)


def _two_readings(marked: str, sign: str, locale: Locale, text: str) -> Trouble | None:
    """Name both readings of ``1.89`` or ``1,234,567`` under ``vi``, if there are two."""
    if re.fullmatch(r"[0-9]+g[0-9]+", marked):
        # A group has three digits, so this is not a group.
        mark = "g"
    elif re.fullmatch(r"[1-9][0-9]{0,2}(?:m[0-9]{3}){2,}", marked):
        mark = "m"
    else:
        return None
    first, _, rest = marked.partition(mark)
    rest = rest.replace(mark, "")
    readings = Decimal(sign + first + rest), Decimal(f"{sign}{first}.{rest}")
    return ambiguous(text, readings, (in_notation(readings[0], locale), in_notation(readings[1], locale)), foreign=True)


def _other_notation(marked: str, sign: str, locale: Locale, text: str) -> Trouble:
    """Refuse a text that only the other locale can read, and name the spelling in this one."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}(?:m[0-9]{3})+g[0-9]+", marked):
        return not_a_number(text)
    number = Decimal(sign + marked.replace("m", "").replace("g", "."))
    remedy = Message(_WRITE_LIKE, (("text", in_notation(number, locale)),))
    return not_a_number(text, remedy)._replace(foreign=True)
