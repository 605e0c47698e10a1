"""Read what people write into a cell ([qualifier] number [unit]) as an interval.

Owns the effect of words around numbers ("gần", "khoảng", "giảm"), and the checks against texts that only look like
numbers. Must not know files or indicators: it returns a `Trouble`, from which the caller makes a diagnostic with a
location. Nothing is ever guessed: an ambiguous text is refused and both readings are named.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.interval import Interval, above, at_least, below, point
from checker.domain.record import NamedTuple
from checker.domain.submission import Figure, Locale, Phrase, StatedNumber
from checker.domain.unit import Unit
from checker.readers.lead_words import PLAN, Lead, Word, led, state_before
from checker.readers.notation import (
    EXACT,
    LONGEST_EXPONENT,
    LONGEST_NUMBER,
    Numeral,
    Trouble,
    ambiguous,
    in_notation,
    joined,
    marks_unclear,
    not_a_number,
    read_machine,
    shown,
    too_long,
)
from checker.readers.plain_numbers import plain_number

if TYPE_CHECKING:
    from checker.readers.measured_numbers import Measured, MeasuredNumbers

__all__ = ["LONGEST_FIGURE", "Locale", "Trouble", "WordedFigure", "read_number", "state_in_words"]

LONGEST_FIGURE: Final = 200
"""No figure with its words is longer than this.

The limit also bounds the input of regular expressions and of Unicode normalisation, which is quadratic at worst.
"""

_MOST_NAMES: Final = 3
_NOT_READ: Final = (codes.NOT_A_NUMBER, codes.UNKNOWN_UNIT)
_RANK: Final = Unit("hạng", "hạng", Fraction(1))
_HALF: Final = Decimal("0.5")

# Words that compare a change with the same period of the previous year.
_COMPARED: Final = r"(?<=[^\W_]|%) so với (?:(?:cùng kỳ(?: năm)?|năm) (?:trước|ngoái)|cùng kỳ)$"
_SIGNS: Final = ("-", "+", "\u2212")
_RANKED: Final = r"(?:được )?(?:xếp |đứng )?(?:thứ hạng|hạng|(?:vị trí )?thứ|vị trí) ([0-9]{1,3}(?: ?/ ?[0-9]{1,3})?)"
_RANK_BEGINS: Final = frozenset("đxhtv")
_NOT_FINITE: Final = r"[-+\u2212]?\.?(?:nan|inf|infinity|∞)(?: ?%)?"
# 12/2024, 1/6/2024, 1.6.2024 and 2024-06-01. Text with one dot is left to `notation`: 12.2024 is ambiguous.
_DATE: Final = (
    r"([0-9]{1,2}[/.-])?[0-9]{1,2}(?(1)[/.-]|[/-])(?:19|20)[0-9]{2}(?![0-9.,]).*"
    r"|(?:19|20)[0-9]{2}[/-](?:0?[1-9]|1[0-2])(?:[/-][0-9]{1,2})?"
)


class WordedFigure(NamedTuple):
    """A figure with the information of its words.

    Args:
        figure: The interval and the unit.
        planned: The plan in "640/350 lao động".
        state: The kind of figure that its words state, such as an estimate ("ước").
        share: The percentage of the two numbers in "150/7936 hộ (1,89%)".
    """

    figure: Figure
    planned: Figure | None = None
    state: DataState | None = None
    share: Figure | None = None


def read_number(text: str, *, locale: Locale = "vi", machine: bool = False) -> WordedFigure | Phrase | Trouble:
    """Read one value.

    Args:
        text: The value as written.
        locale: The notation of its numbers.
        machine: Whether it is an unquoted YAML or JSON scalar. If it is written in machine notation, it has a decimal
            point; else it is read as text. Under the locale ``machine`` all text is read this way.

    Returns:
        The figure; the words, if they contain no digit; or why it cannot be read.
    """
    figure = plain_number(text, machine=machine)
    if figure is not None:
        return WordedFigure(figure)
    screened = _screen(text)
    if screened is not None:
        return screened
    if machine or locale == "machine":
        numeral = read_machine(text.strip(), locale)
        if numeral is not None:
            return numeral if isinstance(numeral, Trouble) else WordedFigure(_bare(numeral))
    clean = _clean(joined(text, locale))
    if re.fullmatch(_DATE, clean):
        return not_a_number(clean)
    read = _read(clean, locale, clean)
    # Most figures have nothing around them that a plain reading does not know.
    return _around(clean, locale, read) if isinstance(read, Trouble) else read


def state_in_words(found: object, text: str) -> DataState | None:
    """Return the kind of figure that a value states, as a figure ("ước đạt 5") or in words alone ("ước đạt").

    Args:
        found: The result of `read_number`.
        text: The value as written.
    """
    if isinstance(found, WordedFigure):
        return found.state
    if not isinstance(found, Phrase | Trouble) or len(text) > LONGEST_FIGURE:
        return None
    from checker.readers.around_number import read_around

    clean = _clean(text)
    return state_before(clean) or read_around(clean).state


def _around(clean: str, locale: Locale, refused: Trouble) -> WordedFigure | Trouble:
    """Read a figure without what stands around it, or say which remark may change it."""
    from checker.readers.around_number import read_around, remark_in

    around = read_around(clean)
    if around.text != clean:
        read = _read(around.text, locale, clean)
        share = _read(around.share, locale, clean) if around.share else None
        if isinstance(read, Trouble) or isinstance(share, Trouble):
            return read if isinstance(read, Trouble) else refused
        figure = read.figure._replace(day=around.day, running=read.figure.running or around.running)
        if around.is_rank:
            if figure.unit not in (None, _RANK):
                return refused
            figure = figure._replace(unit=_RANK)
        return read._replace(figure=figure, state=around.state or read.state, share=share and share.figure)
    remark = remark_in(clean) if refused.code in _NOT_READ else ""
    if remark and isinstance(_read(clean[: clean.index(remark)].rstrip(" ([,;"), locale, clean), WordedFigure):
        return Trouble(codes.REMARK_DECIDES, (("value", shown(clean)), ("remark", shown(remark))))
    return refused


def _screen(text: str) -> Trouble | Phrase | None:
    """Reject, in linear time, text that cannot be a number."""
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
    """Compose letters, replace every kind of space by a plain one, and drop a final full stop."""
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    return clean[:-1] if clean[-1:] in {".", ";"} and clean[-2:-1].isalpha() else clean


def _read(text: str, locale: Locale, whole: str) -> WordedFigure | Trouble:  # noqa: PLR0911 - one for each reading
    from checker.readers.measured_numbers import read_measures

    ranked = re.fullmatch(_RANKED, text, re.IGNORECASE) if text[:1].casefold() in _RANK_BEGINS else None
    # The word before the number of a rank is its unit.
    lead = led(text if ranked is None else f"{ranked[1]} hạng")
    if lead.names_year:
        return not_a_number(whole)
    if lead.tells_change or Word.NEGATIVE in lead.kinds or lead.rest[:1] in _SIGNS:
        # "Đạt 103% so với cùng kỳ" is a level and not a change: the words stay, so that it is refused.
        lead = lead._replace(rest=re.sub(_COMPARED, "", lead.rest, flags=re.IGNORECASE))
    way = _way(lead, locale, whole)
    if way is not None:
        return way if isinstance(way, Trouble) else WordedFigure(way, None, lead.state)
    inner = re.fullmatch(r"\(([^()]*)\)( ?%)?", lead.rest)
    measures = read_measures(lead.rest if inner is None else inner[1] + (inner[2] or ""), locale, whole)
    if isinstance(measures, Trouble):
        return _of_plan(text, whole) or measures
    if inner is not None:
        # Accountants write negative numbers in brackets.
        return not_a_number(whole) if measures.link or lead.moves else _sign_unknown(measures.first, locale, whole)
    signed = _signed(lead, measures)
    interval = _interval(signed, lead.qualifiers, changes=lead.tells_change) if signed else None
    if signed is None or interval is None:
        return not_a_number(whole)
    if isinstance(interval, Trouble):
        return interval._replace(values=(("value", shown(whole)),))
    planned, second = None, signed.second
    if signed.link == "/" and second is not None:
        planned, second = Figure(point(second.value), second.unit, _stated(second)), None
    numbers = (signed.first, second) if second else (signed.first,)
    stated = _stated(*numbers, widened=Word.NEAR in lead.kinds)
    move = lead.moves[0] if lead.moves else None
    running = Word.RUNNING in lead.kinds
    found = WordedFigure(Figure(interval, signed.first.unit, stated, move=move, running=running), planned, lead.state)
    return marks_unclear(whole) or found


def _way(lead: Lead, locale: Locale, whole: str) -> Figure | Trouble | None:
    """Read a level that is reported with its change, if there is one."""
    if not lead.kinds or len(re.findall("[0-9]+", lead.rest)) == 1:
        return None
    from checker.readers.change_phrases import read_way

    return read_way(lead, locale, whole)


def _signed(lead: Lead, measures: MeasuredNumbers) -> MeasuredNumbers | None:
    """Combine the words of change with the sign of a number; ``None`` if they contradict each other.

    Growth may be negative ("tăng trưởng âm 8,25%"); a negative rise or fall is refused.
    """
    first, moves = measures.first, lead.moves
    if Word.NEGATIVE in lead.kinds:
        if Word.NEGATIVE in lead.kinds[:-1] or measures.link or first.value < 0:
            return None
        grouped = None if first.grouped is None else first.grouped.copy_negate()
        first = first._replace(value=first.value.copy_negate(), grouped=grouped)
    grows = Word.GROWTH in lead.kinds
    if len(moves) > 1 or (lead.tells_change and (Word.FROM in lead.kinds or (first.value < 0 and not grows))):
        return None
    return measures._replace(first=first)


def _of_plan(text: str, whole: str) -> Trouble | None:
    """Return the problem of a percentage of the plan in the place of a figure; else ``None``."""
    of_plan = rf"[^0-9]*[0-9.,]+ ?(?:%|phần trăm).*?(?<![^\W_])(?:{PLAN}|giao)(?![^\W_]).*|(?:vượt|hụt) .*[0-9] ?%"
    if not re.fullmatch(of_plan, text, re.IGNORECASE):
        return None
    return Trouble(codes.PERCENT_AS_VALUE, (("value", shown(whole)),))


def _bare(numeral: Numeral) -> Figure:
    return Figure(point(numeral.value), stated=_stated(numeral))


def _stated(*numbers: Measured | Numeral, widened: bool = False) -> tuple[StatedNumber, ...]:
    """Return the numbers as written, if they contain more information than the ends of the interval."""
    if not widened and all(number.grouped is None for number in numbers):
        return ()
    return tuple(StatedNumber(number.value, number.grouped) for number in numbers)


def _sign_unknown(number: Measured, locale: Locale, whole: str) -> Trouble:
    size = number.value.copy_abs()
    readings = size.copy_negate(), size
    unit = f" {number.unit.name}" if number.unit is not None else ""
    return ambiguous(
        whole, readings, (in_notation(readings[0], locale) + unit, in_notation(readings[1], locale) + unit)
    )


def _interval(measures: MeasuredNumbers, qualifiers: list[Word], *, changes: bool) -> Interval | Trouble | None:
    """Apply qualifiers to one number or a range; ``None`` if they do not fit together.

    A change has the sign of its word: something that fell by nearly 3 did not rise.
    """
    first, second = measures.first, measures.second
    if measures.link == "-" and second is not None:
        if first.value > second.value:
            return Trouble(codes.REVERSED_RANGE, ())
        return _range(first, second, qualifiers)
    around = _approximated(first, qualifiers)
    if changes and around is not None and around.lo is None and first.value > 0:
        return around.meeting(at_least(Decimal(0)))
    return around


def _range(first: Measured, second: Measured, qualifiers: list[Word]) -> Interval | None:
    match qualifiers:
        case [] | [Word.FROM]:
            return Interval(first.value, second.value)
        case [Word.NEAR] | [Word.NEAR, Word.FROM]:
            return Interval(_lowest(first), _highest(second))
        case _:
            return None


def _approximated(number: Measured, qualifiers: list[Word]) -> Interval | None:
    match qualifiers:
        case []:
            return point(number.value)
        case [Word.ABOVE]:
            return above(number.value)
        case [Word.BELOW]:
            return below(number.value)
        case [Word.NEAR, *more] if more in ([], [Word.ABOVE], [Word.BELOW]):
            # "khoảng hơn 289" includes numbers that round to 289, and those above it.
            lowest = None if more == [Word.BELOW] else _lowest(number)
            return Interval(lowest, None if more == [Word.ABOVE] else _highest(number))
        case _:
            return None


def _lowest(number: Measured) -> Decimal:
    return EXACT.subtract(number.value, EXACT.multiply(number.step, _HALF))


def _highest(number: Measured) -> Decimal:
    return EXACT.add(number.value, EXACT.multiply(number.step, _HALF))
