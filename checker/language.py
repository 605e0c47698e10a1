"""Sentences and numbers in a language, and text from files made safe to show.

Owns the gettext catalogues, the number formats and the choice of a language. Must not
know what is said: the English sentences are the keys of the catalogues.
"""

from __future__ import annotations

import datetime as dt
import enum
import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Gate, Matter, Pace, Severity, Verdict
from checker.domain.period import Period
from checker.domain.text import Message, Text, Value, message

__all__ = ["CONTEXTS", "LANGUAGES", "OUTCOMES", "Language", "choose", "display_safe", "is_unsafe"]

LANGUAGES: Final = ("vi", "en")
"""The languages of the program; the first is the users' own."""

CONTEXTS: Final[dict[type[enum.StrEnum], str]] = {
    Verdict: "verdict",
    Pace: "pace",
    DataState: "data",
    Gate: "gate",
    Matter: "matter",
    Severity: "severity",
}
"""The prefixes of an enumeration's labels in a catalogue, as in ``pace: behind``.

gettext's own contexts are not used, because compilers sort them differently.
"""

OUTCOMES: Final = frozenset(
    (
        *(Matter.UNMET, Matter.UNDECIDED, Matter.NO_DATA, Matter.NOT_GIVEN, Matter.NOT_REPORTED),
        *(Matter.BEHIND, Matter.AT_RISK, Matter.PACE_UNDECIDED, Matter.ESTIMATE, Matter.OTHER_TARGET),
    )
)
"""Matters about what an office achieved, as opposed to mistakes in its file."""
_SWAPPED: Final = str.maketrans(",.", ".,")
_FOLDER: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")
_ROMAN: Final = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}
# Invisible characters that Unicode classifies as letters.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class Language:
    """One language to write in: ``vi`` or ``en``."""

    __slots__ = ("_find", "code")

    def __init__(self, code: str) -> None:
        """Read the catalogue; English needs none.

        Raises:
            ValueError: There is no such language.
        """
        if code not in LANGUAGES:
            raise ValueError(f"no language {code!r}")
        self.code: Final = code
        self._find: Callable[[str], str] = _nothing
        if code != "en":
            with open(os.path.join(_FOLDER, code, "LC_MESSAGES", "checker.mo"), "rb") as file:
                self._find = _Catalogue(file.read()).find

    def render(self, sentence: Message) -> str:
        """Return a sentence with its values filled in; braces in the values stay unchanged."""
        if not sentence.template:
            return ""
        values = _Fields({name: self.value(value) for name, value in sentence.values})
        return (self._find(sentence.template) or sentence.template).format_map(values)

    def value(self, value: Value) -> str:
        """Return a value of a sentence as text."""
        match value:
            case Message():
                return self.render(value)
            case Text():
                return self.text(value)
            case tuple():
                return ", ".join(map(self.value, value))
            case enum.StrEnum() if type(value) in CONTEXTS:
                return self.label(value)
            case str():
                return value
            case _:
                return self.number(value)

    def text(self, text: Text) -> str:
        """Return the name in this language."""
        return text.vi if self.code == "vi" else text.en

    def number(self, number: Decimal | Fraction | int) -> str:
        """Write a number with this language's decimal mark and grouped thousands: ``1.900,5`` or ``1,900.5``."""
        if isinstance(number, Fraction):
            from checker.domain.number import plain

            number = plain(number)
        written = format(number, ",d" if isinstance(number, int) else ",f")
        return written.translate(_SWAPPED) if self.code == "vi" else written

    def label(self, member: enum.StrEnum) -> str:
        """Return the name of a verdict, a pace, a data state, a gate, a matter or a severity."""
        return self._find(f"{CONTEXTS[type(member)]}: {member.value}") or member.value.replace("_", " ")

    def weight(self, severity: Severity, matter: Matter | None, code: str) -> str:
        """Return the label before the sentence of a finding.

        A blocking finding that is not a mistake in a file is labelled by its matter, if this language has a name for
        it. An unmet target is not an error of the reporting office.

        Args:
            severity: Its severity.
            matter: Its matter; ``None`` if evaluation stopped before the gate.
            code: Its code.
        """
        if severity is Severity.ERROR and matter in OUTCOMES:
            return self._find(f"{CONTEXTS[Matter]}: {matter}") or self.label(severity)
        if severity is Severity.ERROR and code.startswith("G"):
            return self._find(f"{CONTEXTS[Gate]}: {Gate.FAIL}") or self.label(severity)
        return self.label(severity)

    def period(self, period: Period) -> str:
        """Write a reference period in words: "6 tháng đầu năm 2024"."""
        year, part = f"{period.year:04d}", period.part
        match part[:1]:
            case "":
                phrase = message("the year {year}", year=year)
            case "H" if part == "H1":
                phrase = message("the first half of {year}", year=year)
            case "H":
                phrase = message("the second half of {year}", year=year)
            case "Q":
                phrase = message("quarter {quarter} of {year}", quarter=_ROMAN[part], year=year)
            case _ if part == "9M":
                phrase = message("the first nine months of {year}", year=year)
            case _:
                phrase = message("month {month} of {year}", month=str(int(part)), year=year)
        return self.render(phrase)

    def date(self, date: dt.date) -> str:
        """Write a day: ``02/07/2024`` in Vietnamese, ``2024-07-02`` in English."""
        return date.strftime("%d/%m/%Y") if self.code == "vi" else date.isoformat()


class _Catalogue:
    """A compiled gettext catalogue in which single sentences are looked up.

    The standard library decodes the whole catalogue first, which would take 13 % of a check. The format is that of the
    GNU gettext manual, "The Format of GNU MO Files".
    """

    __slots__ = ("_count", "_data", "_keys", "_texts", "_translations")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._translations: dict[str, str] = {}
        self._count, self._keys, self._texts = (self._number(place) for place in (8, 12, 16))

    def find(self, key: str) -> str:
        """Return the translation of a sentence, or nothing."""
        if key not in self._translations:
            self._translations[key] = self._translation(key)
        return self._translations[key]

    def _translation(self, key: str) -> str:
        encoded = key.encode()
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._entry(self._keys, middle) < encoded:
                low = middle + 1
            else:
                high = middle
        found = low < self._count and self._entry(self._keys, low) == encoded
        return self._entry(self._texts, low).decode() if found else ""

    def _entry(self, table: int, position: int) -> bytes:
        length, start = self._number(table + 8 * position), self._number(table + 8 * position + 4)
        return self._data[start : start + length]

    def _number(self, place: int) -> int:
        return int.from_bytes(self._data[place : place + 4], "little")


class _Fields(dict[str, str]):
    """The values of a sentence. A missing value shows as its field name, because half a hint is better than none."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _nothing(_key: str) -> str:
    return ""


def choose(option: str, environ: Mapping[str, str]) -> str:
    """Return the code of the language to write in.

    Args:
        option: The language given on the command line, or empty.
        environ: The environment. ``CHECKER_LANG`` decides, then the locale if its language is supported. The default is
            Vietnamese, the language of the users.
    """
    locales = (environ.get(name, "")[:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    preferred = (option, environ.get("CHECKER_LANG", ""), *locales)
    return next((code for code in preferred if code in LANGUAGES), LANGUAGES[0])


def display_safe(text: str) -> str:
    """Return `text` with every character that a terminal would obey or hide as a visible escape.

    Control characters, bidirectional and zero-width characters, and lone surrogates may come from any file. They could
    colour, move or reorder the text around them.
    """
    if text.isprintable() and _BLANKS.isdisjoint(text):
        return text
    return "".join(_escape(char) if is_unsafe(char) else char for char in text)


def is_unsafe(char: str) -> bool:
    """Tell whether a character must not reach a terminal as it is."""
    if char.isprintable():
        return char in _BLANKS
    from unicodedata import category

    return category(char) != "Zs" or char in _BLANKS


def _escape(char: str) -> str:
    """Write a character as Python would, such as U+202E as a backslash, ``u`` and ``202e``."""
    return ascii(char)[1:-1]
