"""What people write into a cell: [qualifier] number [unit], as the interval that it stands for.

Owns the words around numbers ("gần", "khoảng", "ước đạt") and the screens against texts
that only look like numbers. Must not know files or indicators: it returns a `Trouble`,
and the caller, who knows the place, makes a diagnostic of it. Nothing is ever guessed: a
text with two readings is refused with both of them named.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from checker.domain import codes
from checker.domain.interval import Interval, above, below, point
from checker.domain.record import NamedTuple
from checker.domain.submission import Figure, Phrase, Stated
from checker.readers.notation import (
    EXACT,
    LONGEST_EXPONENT,
    LONGEST_NUMBER,
    Locale,
    Numeral,
    Trouble,
    ambiguous,
    joined,
    marks_unclear,
    not_a_number,
    read_machine,
    shown,
    too_long,
    written,
)

if TYPE_CHECKING:
    from checker.readers.measured import Measured, Measures

__all__ = ["LONGEST_FIGURE", "Locale", "Trouble", "Written", "read_number"]

LONGEST_FIGURE: Final = 200
"""Beyond this no figure with its words is that long; it also bounds what regular
expressions and Unicode normalisation, which is quadratic at worst, get to see."""

_MOST_NAMES: Final = 3
_HALF: Final = Decimal("0.5")

_ESTIMATE, _LEVEL, _CHANGE, _DROP, _NEAR, _ABOVE, _BELOW, _FROM = range(8)
# Words before a number, the longer ones first where one begins another.
_LEADS: Final = (
    ("giảm xuống còn", _LEVEL),
    ("ước thực hiện", _ESTIMATE),
    ("ước chừng", _NEAR),
    ("ước tính", _ESTIMATE),
    ("ước đạt", _ESTIMATE),
    ("xuống còn", _LEVEL),
    ("giảm còn", _LEVEL),
    ("more than", _ABOVE),
    ("less than", _BELOW),
    ("chưa đến", _BELOW),
    ("chưa tới", _BELOW),
    ("dự ước", _ESTIMATE),
    ("estimated", _ESTIMATE),
    ("xấp xỉ", _NEAR),
    ("khoảng", _NEAR),
    ("nearly", _BELOW),
    ("about", _NEAR),
    ("above", _ABOVE),
    ("below", _BELOW),
    ("under", _BELOW),
    ("over", _ABOVE),
    ("from", _FROM),
    ("trên", _ABOVE),
    ("dưới", _BELOW),
    ("tăng", _CHANGE),
    ("giảm", _DROP),
    ("hơn", _ABOVE),
    ("gần", _BELOW),
    ("ước", _ESTIMATE),
    ("đạt", _LEVEL),
    ("còn", _LEVEL),
    ("từ", _FROM),
    ("~", _NEAR),
    ("≈", _NEAR),
    (">", _ABOVE),
    ("<", _BELOW),
)
_ESTIMATED: Final = r"(.*\S) ?\((?:dự ước|ước|ước tính|ước đạt|estimated?)\)"
_NOT_FINITE: Final = r"[-+\u2212]?\.?(?:nan|inf|infinity|∞)(?: ?%)?"
# 12/2024, 1/6/2024, 1.6.2024 and 2024-06-01. One dot is left to the notation: 12.2024 is ambiguous.
_DATE: Final = (
    r"([0-9]{1,2}[/.-])?[0-9]{1,2}(?(1)[/.-]|[/-])(?:19|20)[0-9]{2}(?![0-9.,]).*"
    r"|(?:19|20)[0-9]{2}[/-](?:0?[1-9]|1[0-2])(?:[/-][0-9]{1,2})?"
)


class Written(NamedTuple):
    """A figure with what its words say beside the number.

    Args:
        figure: The interval and the unit.
        planned: The plan in "640/350 lao động".
        estimate: Whether it is called an estimate ("ước").
    """

    figure: Figure
    planned: Figure | None = None
    estimate: bool = False


class _Lead(NamedTuple):
    """The words before the number, in the order in which they stood, and what follows them."""

    kinds: tuple[int, ...]
    rest: str


_LONGEST_DIGITS: Final = 15


def read_number(text: str, *, locale: Locale = "vi", machine: bool = False) -> Written | Phrase | Trouble:
    """Read one value.

    Args:
        text: The value as written.
        locale: The notation of its numbers.
        machine: Whether it is an unquoted YAML or JSON scalar. Where that is written like a
            machine's number it has a decimal point; else it is read as text. Under the locale
            ``machine`` all text is read so.

    Returns:
        The figure; the words, where there is no digit in them; or why it cannot be read.
    """
    if len(text) <= _LONGEST_DIGITS and text.isascii() and text.isdecimal():
        # Digits alone have one reading everywhere; no pattern has to be compiled for them.
        return Written(Figure(point(Decimal(text))))
    screened = _screen(text)
    if screened is not None:
        return screened
    if machine or locale == "machine":
        numeral = read_machine(text.strip(), locale)
        if numeral is not None:
            return numeral if isinstance(numeral, Trouble) else Written(_bare(numeral))
    clean = _clean(joined(text, locale))
    if re.fullmatch(_DATE, clean):
        return not_a_number(clean)
    estimate = re.fullmatch(_ESTIMATED, clean, re.IGNORECASE)
    if estimate is not None:
        read = _read(estimate[1], locale, clean)
        return read if isinstance(read, Trouble) else read._replace(estimate=True)
    return _read(clean, locale, clean)


def _screen(text: str) -> Trouble | Phrase | None:
    """Sort out, in linear time, whatever is no candidate for a number."""
    strange = [c for c in text if not c.isascii() and c.isdecimal()]
    if strange:
        names = [unicodedata.name(c, f"U+{ord(c):04X}") for c in dict.fromkeys(strange)]
        more = ", …" if len(names) > _MOST_NAMES else ""
        fields = (("value", shown(text)), ("names", ", ".join(names[:_MOST_NAMES]) + more))
        return Trouble(codes.STRANGE_DIGITS, fields)
    if len(text) > LONGEST_FIGURE:
        if not re.search(r"[0-9]", text):
            return Phrase(text[:LONGEST_FIGURE] + "…")
        return too_long(text) if re.search(rf"[0-9.,]{{{LONGEST_NUMBER + 1}}}", text) else not_a_number(text)
    if re.fullmatch(_NOT_FINITE, text.strip(), re.IGNORECASE):
        return Trouble(codes.NOT_FINITE, (("value", shown(text)),))
    exponent = re.fullmatch(r"[-+]?[0-9.,]+e[-+]?([0-9]+)", text.strip(), re.IGNORECASE)
    if exponent is not None and int(exponent[1]) > LONGEST_EXPONENT:
        return too_long(text)
    return None if re.search(r"[0-9]", text) else Phrase(_clean(text))


def _clean(text: str) -> str:
    """Compose letters, make every kind of space one plain space, and drop a sentence's full stop."""
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    return clean[:-1] if clean[-1:] in {".", ";"} and clean[-2:-1].isalpha() else clean


def _read(text: str, locale: Locale, whole: str) -> Written | Trouble:
    from checker.readers.measured import read_measures  # noqa: PLC0415 - a report may be digits alone

    lead = _led(text)
    inner = re.fullmatch(r"\(([^()]*)\)( ?%)?", lead.rest)
    measures = read_measures(lead.rest if inner is None else inner[1] + (inner[2] or ""), locale, whole)
    if isinstance(measures, Trouble):
        return measures
    if inner is not None or _DROP in lead.kinds:
        # Accountants bracket what is negative, and "giảm" may tell a change or its size.
        return not_a_number(whole) if measures.link else _sign_unknown(measures.first, locale, whole)
    interval = _interval(measures, [kind for kind in lead.kinds if kind not in {_ESTIMATE, _LEVEL, _CHANGE}])
    if interval is None or (_CHANGE in lead.kinds and (_FROM in lead.kinds or measures.first.value < 0)):
        return not_a_number(whole)
    if isinstance(interval, Trouble):
        return interval._replace(values=(("value", shown(whole)),))
    planned = None
    second = measures.second
    if measures.link == "/" and second is not None:
        planned, second = Figure(point(second.value), second.unit, _stated(second)), None
    numbers = (measures.first, second) if second else (measures.first,)
    stated = _stated(*numbers, widened=_NEAR in lead.kinds)
    found = Written(Figure(interval, measures.first.unit, stated), planned, _ESTIMATE in lead.kinds)
    return marks_unclear(whole) or found


def _bare(numeral: Numeral) -> Figure:
    return Figure(point(numeral.value), stated=_stated(numeral))


def _stated(*numbers: Measured | Numeral, widened: bool = False) -> tuple[Stated, ...]:
    """Return the numbers as they are written, where the ends of the interval are not all that they say."""
    if not widened and all(number.grouped is None for number in numbers):
        return ()
    return tuple(Stated(number.value, number.grouped) for number in numbers)


def _led(text: str) -> _Lead:
    """Take the known words off the front of `text`."""
    kinds: list[int] = []
    rest = text
    while True:
        folded = rest.casefold()
        for words, kind in _LEADS:
            if folded.startswith(words) and not (words[-1].isalpha() and rest[len(words) : len(words) + 1].isalpha()):
                kinds.append(kind)
                rest = rest[len(words) :].lstrip(" ")
                break
        else:
            return _Lead(tuple(kinds), rest)


def _sign_unknown(number: Measured, locale: Locale, whole: str) -> Trouble:
    size = number.value.copy_abs()
    readings = size.copy_negate(), size
    unit = f" {number.unit.name}" if number.unit is not None else ""
    return ambiguous(whole, readings, (written(readings[0], locale) + unit, written(readings[1], locale) + unit))


def _interval(measures: Measures, qualifiers: list[int]) -> Interval | Trouble | None:
    """Apply qualifiers to one number or a range; ``None`` where they do not go together."""
    first, second = measures.first, measures.second
    if measures.link == "-" and second is not None:
        if first.value > second.value:
            return Trouble(codes.REVERSED_RANGE, ())
        return _range(first, second, qualifiers)
    return _around(first, qualifiers)


def _range(first: Measured, second: Measured, qualifiers: list[int]) -> Interval | None:
    if qualifiers in ([], [_FROM]):
        return Interval(first.value, second.value)
    if qualifiers in ([_NEAR], [_NEAR, _FROM]):
        return Interval(_lowest(first), _highest(second))
    return None


def _around(number: Measured, qualifiers: list[int]) -> Interval | None:
    match qualifiers:
        case []:
            return point(number.value)
        case [kind] if kind == _ABOVE:
            return above(number.value)
        case [kind] if kind == _BELOW:
            return below(number.value)
        case [kind, *more] if kind == _NEAR and more in ([], [_ABOVE], [_BELOW]):
            # "khoảng hơn 289" takes in what rounds to 289 as well as what is above it.
            lowest = None if more == [_BELOW] else _lowest(number)
            return Interval(lowest, None if more == [_ABOVE] else _highest(number))
        case _:
            return None


def _lowest(number: Measured) -> Decimal:
    return EXACT.subtract(number.value, EXACT.multiply(number.step, _HALF))


def _highest(number: Measured) -> Decimal:
    return EXACT.add(number.value, EXACT.multiply(number.step, _HALF))
