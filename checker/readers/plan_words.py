"""Read percentages of a plan, and plans, with the words that offices write around them.

Owns "vượt 4%", "bằng 104% so với dự toán", "KH tỉnh giao 310, HĐND giao 317", and the meaning of a sign before a
percentage of the plan. Must not know a plan or its assigner: words that may name an assigner stay with their figure.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final, TypeAlias

from checker.domain import codes
from checker.domain.interval import Interval
from checker.domain.number import plain
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Locale, Phrase, Several, Share, Unreadable
from checker.domain.text import Message
from checker.domain.unit_words import parse_unit
from checker.readers.lead_words import PLAN
from checker.readers.notation import EXACT, Trouble, in_notation, joined, not_a_number, read_machine, shown
from checker.readers.numbers import LONGEST_FIGURE, WordedFigure, read_number

__all__ = [
    "BETWEEN",
    "DIGITS",
    "SAYS_NOTHING",
    "PlanReading",
    "composed",
    "names_in",
    "parts_of",
    "read_percent_of_plan",
    "says_nothing",
    "without_year",
]

PlanReading: TypeAlias = WordedFigure | Several | Phrase | Trouble
"""The reading of a cell about a plan."""

_HUNDRED: Final = Decimal(100)
# From here on, a fall may also mean the level reached: "giảm 96%" is 4 % or 96 %.
_LIKELY_REACHED: Final = Decimal(50)
_LEAST_PERCENT: Final = Decimal(2)
_MOST_SHARES: Final = 4
_TO_THE_PERCENT: Final = -2
_LONGEST_UNIT: Final = 3

# Words that accompany a percentage of the plan without changing it.
_NEUTRAL: Final = (
    r"so sánh|so|với|của|trên|theo|cả|năm|được|giao|đề ra|mức|t[ỷỉ] lệ|phần trăm|percent|per cent"
    r"|of|the|to|with|compared|than|by|assigned|annual"
)
# Longer words first, because some are prefixes of others.
_LEVEL_WITH_CHANGE: Final = r"giảm xuống còn|xuống còn|giảm còn|tăng lên"
_LEVEL: Final = (
    r"tương đương|hoàn thành|thực hiện|ước tính|dự ước|đạt được|ước|bằng|đạt|đã|mới|chỉ|còn|gấp|là"
    r"|reached|reaches|equals?|achieved|estimated"
)
_UP: Final = r"tăng thêm|tăng|vượt mức|vượt|cao hơn|nhiều hơn|lớn hơn|exceeded|exceeds|increased|increase|higher|up"
_DOWN: Final = (
    r"giảm đi|giảm|còn thiếu|thiếu|hụt thu|hụt|thấp hơn|ít hơn|nhỏ hơn|kém hơn|kém|decreased|decrease|lower|down|short"
)
_CHANGED: Final = rf"{_LEVEL}|{_UP}|{_DOWN}"
# Comparisons with another period, and percentage points; neither is a percentage of the plan.
_ELSEWHERE: Final = (
    r"cùng kỳ|cùng thời điểm|năm ngoái|(?:năm|tháng|quý|kỳ) (?:liền )?trước|điểm|points?"
    r"|same period|(?:last|previous|prior) (?:year|month|quarter|period)"
)
_OF_PART: Final = rf"(?:{PLAN})(?: (?!năm|tính)\S+){{0,3}}? (?:quý|tháng|kỳ|vụ|đợt|quarter|month|half)"
# Words that negate a percentage, invert it or apply it to something else, even if an assigner is named beside it.
_OTHERWISE: Final = r"chưa|không|chậm|nhanh|sớm|muộn|thêm|lại|phải|nữa|nợ|âm|trừ|mất|chênh|lệch|tiến độ|dự kiến|not"
# "Trên KH 5%" is beyond the plan by that; "5% trên KH" is not.
_ABOVE, _BENEATH = (rf"(?<![^\W_]){word}(?= (?:mức )?(?:{PLAN})(?![^\W_])[^|]*\|)" for word in ("trên", "dưới"))
_SO_PLAN: Final = rf" ?so(?: sánh)?(?: với)? (?:{PLAN})(?![^\W_])"
_QUALIFIERS: Final = (
    r"(?:(?:(?<!cao )(?<!nhiều )(?<!lớn )(?<!thấp )(?<!ít )(?<!nhỏ )(?<!kém )hơn|khoảng|xấp xỉ|ước chừng|gần|trên|dưới"
    r"|chưa đến|chưa tới|nearly|about|above|below|under|over|more than|less than|[~≈<>]) ?)+"
)
DIGITS: Final = r"[0-9](?:[0-9.,]|(?<=[.,]) (?=[0-9]))*"
_NUMBER: Final = (
    rf"(?P<sign>(?:(?<!\S)[-+\u2212])?)(?P<digits>{DIGITS}(?: ?[-\u2013\u2014] ?{DIGITS})?)"
    r" ?(?P<percent>%|phần trăm|percent|per cent|(?P<times>(?:lần|times)(?![^\W_])))?"
)
# A year that identifies the plan, and is not a figure.
_YEAR: Final = r"(?<=[^\W\d_]) (?:19|20)[0-9]{2}(?![0-9.,/]*[0-9])(?! ?(?:%|phần trăm|percent))"
BETWEEN: Final = (
    r"\s*[;\n]\s*|(?<=[^0-9\s]),\s*|,\s+(?=[^\W\d_])|\s+(?:và|and)\s+(?=[^,;]*[0-9])|(?<=%)\s*/\s*(?=[0-9])"
)


class _Taken(NamedTuple):
    """A percentage with its context.

    Args:
        read: The reading of the number with its qualifiers.
        around: The words before and after it.
        sign: The sign before it, or nothing.
        percent: Whether it is written with a percent sign, or as a multiple.
        times: Whether it is written as a multiple of the plan.
    """

    read: WordedFigure | Phrase | Trouble
    around: str
    sign: str
    percent: bool
    times: bool


class _Words(NamedTuple):
    """The meaning of words around a percentage.

    Args:
        sign: ``+`` if it is the surplus over the plan, ``-`` if it is the shortfall.
        of_plan: Whether the plan is named.
        others: Other words, which may name the assigner.
    """

    sign: str
    of_plan: bool
    others: str


def read_percent_of_plan(text: str, *, locale: Locale = "vi", machine: bool = False) -> PlanReading:
    """Read a percentage of the plan, with words and signs that turn it into a change.

    ``27%`` is 27 % of the plan, ``vượt 4%`` and ``+4`` are 104 %, ``hụt 5%`` and ``-5`` are 95 %.

    Args:
        text: The cell as written.
        locale: The notation of its numbers.
        machine: As for `read_number`.

    Returns:
        The percentage in ``%`` or without unit; or several, or one whose words may name the assigner; or words without
        a digit; or why it cannot be read.
    """
    if len(text) > LONGEST_FIGURE or not re.search(r"[0-9]", text) or _has_strange_digits(text):
        return read_number(text, locale=locale, machine=machine)
    text = joined(text, locale)
    bare = text.strip()
    if machine and read_machine(bare, locale) is not None:
        sign = "-" if bare.startswith("-") else ""
        return _signed(read_number(bare.removeprefix("-"), locale=locale, machine=True), sign, bare, locale)
    if re.fullmatch(r"[0-9]+ ?%?|\(.*\)", bare):
        return read_number(bare, locale=locale)
    shares: list[Share] = []
    parts = parts_of(text, BETWEEN)
    for part in parts:
        share = _share(part, locale, composed(text), alone=len(parts) == 1)
        if isinstance(share, Trouble):
            return share
        shares.append(share)
    return _together(shares, text)


SAYS_NOTHING: Final = r"[^1-9\p{L}]*"
"""The texts for which `says_nothing` without being read, for databases that match many."""


def says_nothing(field: Field) -> bool:
    """Tell whether a percentage is meaningless without a figure beside it: one of 0, in any wording.

    A formula gives 0, or minus 100 for a change, if the figure was left empty.
    """
    reading = field.reading
    if isinstance(reading, Unreadable | Phrase):
        return False
    if not re.search(r"[1-9]", field.text):
        # Only a person writes "Tăng 0%": the plan was reached exactly.
        worded = re.search(r"[^\W\d_]", field.text) is not None
        return not (worded and isinstance(reading, Figure) and reading.interval.lo == _HUNDRED)
    return isinstance(reading, Figure) and reading.interval.is_point and reading.interval.lo == 0


def _has_strange_digits(text: str) -> bool:
    return any(character.isdecimal() and not character.isascii() for character in text)


def composed(text: str) -> str:
    """Return a text with composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def parts_of(text: str, between: str) -> list[str]:
    """Return the parts of a cell that have a figure, each with the words that belong to it."""
    lines = [composed(line) for line in unicodedata.normalize("NFC", text).splitlines()]
    whole = re.sub(r" ?\( ?([^()]*?) ?\)", r" \1", "\n".join(filter(None, lines)))
    parts: list[str] = []
    words = ""
    for piece in (part.strip(" ,") for part in re.split(between, whole, flags=re.IGNORECASE)):
        if re.search(r"[0-9]", piece):
            parts.append(f"{words} {piece}".strip())
            words = ""
        elif parts:
            parts[-1] = f"{parts[-1]} {piece}".strip()
        else:
            words = f"{words} {piece}".strip()
    return parts


def _together(shares: list[Share], text: str) -> PlanReading:
    if not shares or len(shares) > _MOST_SHARES:
        return not_a_number(text)
    first = shares[0]
    if not any(share.words for share in shares):
        others = [share.figure.interval for share in shares[1:]]
        # "86,3%/100%" is actual and planned; "đạt 104%, vượt 4%" states one thing twice.
        if all(other == first.figure.interval for other in others) or (
            len(others) == 1 and others[0].is_point and others[0].lo == _HUNDRED and re.search(r"%\s*/", text)
        ):
            return WordedFigure(first.figure)
    return Several(tuple(shares))


def _share(part: str, locale: Locale, whole: str, *, alone: bool) -> Share | Trouble:
    """Read one percentage with its words."""
    words = without_year(part)
    taken = _percentage_of(words, locale)
    read = taken.read if taken else None
    if isinstance(read, Trouble):
        return read._replace(values=(("value", shown(whole)), *read.values[1:]))
    if taken is None or not isinstance(read, WordedFigure) or read.planned is not None:
        return not_a_number(whole)
    if _contains(_OF_PART, taken.around) or _contains(_ELSEWHERE, taken.around):
        # Beside a percentage of the plan it is reported with its words and not used.
        return _elsewhere(whole) if alone else Share(words, read.figure, unrelated=True)
    return _of_plan(taken, read.figure, locale, whole)


def _percentage_of(words: str, locale: Locale) -> _Taken | None:
    """Extract the percentage from its words; ``None`` unless there is exactly one."""
    found = list(re.finditer(_NUMBER, words, re.IGNORECASE))
    stated = [one for one in found if one["percent"]] or found
    if len(stated) != 1:
        return None
    number = stated[0]
    before, after = words[: number.start()], words[number.end() :]
    lead = re.search(rf"(?<![^\W_]){_QUALIFIERS}$", before, re.IGNORECASE)
    around = f"{before[: lead.start()] if lead else before} | {after}".casefold()
    qualifiers = lead[0].strip() + " " if lead else ""
    times = number["times"] is not None
    digits = f"{number['digits']}{'%' if number['percent'] and not times else ''}"
    read = read_number(f"{qualifiers}{digits}", locale=locale)
    if qualifiers.casefold() == "hơn " and re.match(_SO_PLAN, after, re.IGNORECASE):
        bare = read_number(digits, locale=locale)
        # "Hơn 5% so KH" is 105 %, "hơn 95% so KH" is more than 95 %.
        if (
            isinstance(bare, WordedFigure)
            and _is_below(bare.figure, _LIKELY_REACHED)
            and not _contains(_CHANGED, around)
        ):
            read, around = bare, f"hơn {around}"
    return _Taken(read, around, number["sign"].replace("\u2212", "-"), bool(number["percent"]), times)


def _of_plan(taken: _Taken, figure: Figure, locale: Locale, whole: str) -> Share | Trouble:
    """Apply the sign and the words to a percentage."""
    words = _words(taken.around)
    if words is None or _says_no_percentage(taken, words):
        return not_a_number(whole)
    if not words.of_plan and _contains("so|compared", taken.around):
        return _elsewhere(whole)
    if not (taken.percent or words.sign) and words.of_plan and _is_below(figure, _LEAST_PERCENT):
        # "Bằng 0,95 KH" is 95 % of it, or less than one per cent.
        end = _ends(figure)[0]
        return _two_readings(whole, end.scaleb(2, EXACT), end, locale)
    if taken.times:
        return _so_many_times(taken, figure, words, locale, whole)
    worded = words.sign == "-" and not _is_below(figure, _LIKELY_REACHED) and _is_below(figure, _HUNDRED)
    # "Còn 5%" is what is left, or what was reached.
    left = not (taken.sign or words.sign) and _is_below(figure, _LIKELY_REACHED) and _is_left(taken.around)
    if worded or left:
        return _unclear(figure, "-", whole, locale)
    changed = _changed(figure, taken.sign or words.sign, whole, locale)
    return (
        changed if isinstance(changed, Trouble) else Share(words.others, changed, _contains(_OTHERWISE, words.others))
    )


def _says_no_percentage(taken: _Taken, words: _Words) -> bool:
    """Tell whether words and sign contradict a percentage of the plan, or each other."""
    if not taken.percent and ((words.others and not words.of_plan) or _is_measured(taken.around)):
        return True
    # In "Giảm -5%" the word, the sign or both may be meant.
    return bool(taken.sign and words.sign) and (taken.sign, words.sign) != ("+", "+")


def _so_many_times(taken: _Taken, figure: Figure, words: _Words, locale: Locale, whole: str) -> Share | Trouble:
    """Read "bằng 1,04 lần KH"; after a word of change it is ambiguous: "tăng 1,2 lần" is 220 % or 120 %."""
    if taken.sign or words.sign == "-" or figure.unit is not None:
        return not_a_number(whole)
    low, high = (end if isinstance(end, Decimal) else None for end in figure.interval[:2])
    if not words.sign and low is not None and low == high:
        # "1,2 lần" is rounded to tenths, that is to ten per cent, which a percentage cannot express.
        exponent = int(low.as_tuple().exponent)
        half = Decimal(5).scaleb(exponent - 1, EXACT) if exponent > _TO_THE_PERCENT else Decimal(0)
        low, high = EXACT.subtract(low, half), EXACT.add(low, half)
    low, high = (None if end is None else plain(end.scaleb(2, EXACT)) for end in (low, high))
    percent = figure._replace(interval=figure.interval._replace(lo=low, hi=high))
    if words.sign:
        return _unclear(percent, "+", whole, locale)
    return Share(words.others, percent, _contains(_OTHERWISE, words.others))


def _is_measured(around: str) -> bool:
    """Tell whether a unit follows the number: "tăng 20 tỷ so KH" is not a percentage."""
    behind = around.partition("|")[2].split()[:_LONGEST_UNIT]
    return any(parse_unit(" ".join(behind[:count])) is not None for count in range(1, len(behind) + 1))


def _is_left(around: str) -> bool:
    """Tell whether a percentage is called the remainder, and not a level after a fall."""
    return re.search(r"(?<!giảm )(?<!xuống )(?<![^\W_])còn(?![^\W_])", around) is not None


def without_year(part: str) -> str:
    """Drop a year that only identifies the plan, as in "KH năm 2024"."""
    dated = re.sub(_YEAR, "", part)
    return dated if re.search(r"[0-9]", dated) else part


def names_in(text: str) -> str | None:
    """Return the words of a text that may name the assigner; ``None`` if it says more."""
    words = _words(text.casefold())
    return words.others if words else None


def _contains(vocabulary: str, text: str) -> bool:
    return re.search(rf"(?<![^\W_])(?:{vocabulary})(?![^\W_])", text) is not None


def _words(around: str) -> _Words | None:
    """Classify the words around a percentage, longer ones first; ``None`` if they contradict each other."""
    rest = re.sub(r"(?<=\s)[-\u2013\u2014](?=\s)", " ", around)
    rest, above = re.subn(_ABOVE, " ", rest)
    rest, beneath = re.subn(_BENEATH, " ", rest)
    if re.search(r"[0-9+\u2212-]", rest):
        return None
    counts = []
    for vocabulary in (_LEVEL_WITH_CHANGE, _UP, _DOWN, "hơn", PLAN, _LEVEL, _NEUTRAL):
        rest, count = re.subn(rf"(?<![^\W_])(?:{vocabulary})(?![^\W_])", " ", rest)
        counts.append(count)
    _, up, down, more, of_plan, *_ = counts
    up, down = up + more + above, down + beneath
    if (up and down) or not re.fullmatch(r"(?:[^\W\d_]|[ |,.:;/…])*", rest):
        return None
    return _Words("+" if up else "-" if down else "", bool(of_plan), " ".join(re.findall(r"[^\W\d_]+", rest)))


def _signed(read: WordedFigure | Phrase | Trouble, sign: str, whole: str, locale: Locale) -> PlanReading:
    """Read a bare number; a negative one is the shortfall."""
    if not isinstance(read, WordedFigure):
        return read
    changed = _changed(read.figure, sign, whole, locale)
    return changed if isinstance(changed, Trouble) else WordedFigure(changed)


def _changed(figure: Figure, sign: str, whole: str, locale: Locale) -> Figure | Trouble:
    """Return the percentage of the plan that results from a change against it."""
    if not sign:
        return figure
    low, high, low_open, high_open = figure.interval
    if sign == "-":
        low, high, low_open, high_open = high, low, high_open, low_open
    ends = [end for end in (low, high) if isinstance(end, Decimal)]
    if any(end >= _HUNDRED if sign == "+" else end > _HUNDRED for end in ends):
        return _unclear(figure, sign, whole, locale)
    low, high = (_beyond(end, sign) if isinstance(end, Decimal) else None for end in (low, high))
    return figure._replace(interval=Interval(low, high, low_open, high_open))


def _unclear(figure: Figure, sign: str, whole: str, locale: Locale) -> Trouble:
    """Return the problem of a percentage that may be a change against the plan, or the share reached."""
    end = _ends(figure)[-1 if sign == "-" else 0]
    return _two_readings(whole, _beyond(end, sign), end, locale)


def _two_readings(whole: str, likelier: Decimal, other: Decimal, locale: Locale) -> Trouble:
    first, second = (f"{in_notation(one, locale)}%" for one in (likelier, other))
    fields = (("value", shown(whole)), ("first", first), ("second", second))
    remedy = Message(codes.PERCENT_UNCLEAR.remedy, (("first_text", first), ("second_text", second)))
    return Trouble(codes.PERCENT_UNCLEAR, fields, remedy)


def _ends(figure: Figure) -> list[Decimal]:
    return [end for end in figure.interval[:2] if isinstance(end, Decimal)]


def _is_below(figure: Figure, bound: Decimal) -> bool:
    return all(end < bound for end in _ends(figure))


def _beyond(change: Decimal, sign: str) -> Decimal:
    return EXACT.add(_HUNDRED, change) if sign == "+" else EXACT.subtract(_HUNDRED, change)


def _elsewhere(whole: str) -> Trouble:
    return Trouble(codes.NOT_OF_PLAN, (("value", shown(whole)),))
