"""Read units in a column of units, in a heading, in a title row or in a number format.

Must not know which figures they belong to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from checker.domain.unit import SCALES, Unit, folded
from checker.domain.unit_words import parse_unit, unit_as_written

__all__ = [
    "PERCENT",
    "distinct",
    "in_brackets",
    "is_label",
    "is_time",
    "labelled_units",
    "measured_in",
    "states_measure",
    "unit_in_format",
    "unit_in_heading",
    "unit_of",
]

PERCENT: Final = Unit("%", "%", Fraction(1), per=Fraction(100))

_LABEL: Final = re.compile(r"(?:đvt|đ\.v\.t|đơn vị tính|đơn vị)\s*:\s*(.+)")
_LONGEST: Final = 60
# Labels of units of measure: those that never label a reporting unit, and the others.
_SURE: Final = r"đvt|đ\.v\.t\.?|đv tính|đơn vị tính|đơn vị đo(?: lường)?|unit of measure"
_LABELS: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<sure>{_SURE})|đơn vị|tính (?:bằng|theo)"
    r"|unit|(?<=[(\[])in|(?:figures|values|amounts|measured|expressed) in)(?![^\W_]) ?"
    r"(?P<link>(?:[:\uff1a=]|[-\u2013\u2014](?= )|là |bằng )?) ?",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r",(?![0-9]{3})|;| và | hoặc | and | [-\u2013\u2014] |\. (?!đ)", re.IGNORECASE)
# "Đơn vị tính: theo từng chỉ tiêu" names none.
_REFERS: Final = re.compile(r"(?:theo|như|xem|ghi|tùy|tuỳ|từng|as|see)(?![^\W_])", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_MOST_WORDS: Final = 4
# "1.000 tấn", "1000 USD": the scale in digits, however they are grouped.
_DIGITS: Final = re.compile(r"(1[., ]?000(?:[., ]?000)?|100) ?(\D.*)")
# "x 1000", "×1.000", "(1000)": a scale in digits alone.
_FACTOR: Final = re.compile(r"[x×*]? ?(1[., ]?000(?:[., ]?000)*)(?![0-9])")
_TIMES: Final = re.compile(r"(?<![^\W_])[x×*] ?1[., ]?000(?:[., ]?000)*(?![0-9])", re.IGNORECASE)
# Measuring words that the catalogue lacks; other unknown words in brackets name a period or a scope.
_FOREIGN: Final = re.compile(
    r"lần|times|‰|phần nghìn|phần vạn|lít|l|g|m3|m³|[kmg]?wh?|lượng|chỉ|eur|euro|cny|jpy|ndt|yên"
)
_TAIL_WORDS: Final = 3
# "Số lượng", "Khối lượng" name the kind of figure; "lượng" alone is a weight of gold.
_QUANTITIES: Final = re.compile(r"(?<![^\W_])(?:số|khối|sản|chất|trữ|dung|trọng) lượng(?![^\W_])", re.IGNORECASE)
_SPANS: Final = frozenset(("ngày", "giờ", "tiếng", "phút", "giây", "days", "hours", "minutes", "seconds"))
_NOTHING: Final = re.compile(r"[\W_]*")
_SIGN: Final = re.compile("[%‰‱$€£¥₫]")
_SIGNS: Final = str.maketrans({"₫": "đ", "$": "usd"})
# A unit in a format starts with a letter, and has digits only as in "m2".
_WORDS: Final = re.compile(r"%|[^\W\d_][^\W_]*(?:[ ./²³%-]+[^\W\d_][^\W_]*)*[.²³]?(?: ?%)?")


def unit_of(text: str) -> Unit | None:
    """Return the unit that a text consists of; ``None`` if it is not a known unit.

    A scale alone ("tỷ") is not a unit here, because it measures nothing.
    """
    if not text or len(text) > _LONGEST:
        return None
    label = _LABEL.fullmatch(folded(text))
    words = label[1] if label else folded(text)
    digits = _DIGITS.fullmatch(words)
    scale = Fraction(re.sub(r"\D", "", digits[1])) if digits else Fraction(1)
    unit = parse_unit((digits[2] if digits else words).removesuffix("."))
    if unit is None or not unit.base:
        return None
    return unit._replace(name=" ".join(words.split()), size=unit.size * scale)


def measured_in(text: str) -> Unit | None:
    """Return the unit of a row from its column of units; ``None`` if not stated.

    An unknown unit is kept, because packs declare further units. If the pack does not know it either, it will not fit
    the indicator.
    """
    whole = _BRACKETS.fullmatch(text.strip())
    if whole is not None:
        return measured_in(whole[1] or whole[2] or "")
    if len(text) > _LONGEST or _NOTHING.fullmatch(_SIGN.sub("p", text)):
        return None
    known = unit_of(text)
    if known is not None:
        return known
    factor = _FACTOR.fullmatch(folded(text))
    if factor is not None:
        return Unit(" ".join(text.split()), "", Fraction(re.sub(r"\D", "", factor[1])))
    # "Tỷ/triệu" only says that there is a unit.
    written = unit_as_written(text.removesuffix(".")) or Unit(text, folded(text), Fraction(1))
    return written._replace(name=" ".join(text.split()))


def labelled_units(text: str) -> tuple[Unit, ...]:
    """Return the units that a text names after a label, anywhere in the text.

    After a label that is only for units of measure, an unknown unit is kept, as by `measured_in`. "Đơn vị: ..." may
    also name the reporting unit.

    >>> [unit.name for unit in labelled_units("Năm 2024; đơn vị tính: tạ, ha")]
    ['tạ', 'ha']
    >>> labelled_units("Đơn vị: UBND thành phố Bắc Kạn")
    ()
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    labels = list(_LABELS.finditer(plain))
    ends = [*(label.start() for label in labels[1:]), len(plain)][: len(labels)]
    return distinct(
        unit
        for label, end in zip(labels, ends, strict=True)
        for unit in _behind(plain[label.end() : end], sure=label["sure"] is not None, linked=bool(label["link"]))
    )


def is_label(text: str) -> bool:
    """Tell whether a text is only a label of units, so that the unit is in the next cell."""
    return re.fullmatch(_SURE, folded(text)) is not None


def in_brackets(text: str) -> tuple[Unit, ...]:
    """Return the units in separate brackets, as in "Thu ngân sách (tỷ đồng)"."""
    found = (unit_of(inner.strip()) for pair in _BRACKETS.findall(text) for inner in pair)
    return distinct(unit for unit in found if unit is not None)


def distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units without duplicates in other spellings."""
    return tuple({(unit.base, unit.size): unit for unit in reversed(tuple(units))}.values())[::-1]


def _behind(text: str, *, sure: bool, linked: bool) -> tuple[Unit, ...]:
    """Return the units after a label, up to the first words that are not a unit."""
    parts = [part.strip(" .:") for part in _LIST.split(re.split(r"[()\[\]|]", text.lstrip("( "), maxsplit=1)[0])]
    known = tuple(_known(parts))
    if known:
        # "Đơn vị xã" names the reporting unit; "Đơn vị tạ" names a unit of measure.
        return known if sure or linked or not known[0].is_count else ()
    unknown = sure and len(parts[0].split()) <= _MOST_WORDS and not _REFERS.match(parts[0])
    measured = measured_in(parts[0]) if unknown else None
    return (measured,) if measured else ()


def _known(parts: Iterable[str]) -> Iterator[Unit]:
    for part in parts:
        unit = unit_of(part)
        if unit is None:
            return
        yield unit


def unit_in_heading(text: str) -> str:
    """Return the unit or scale in a heading of figures, in the form for `measured_in`; empty if there is none.

    It is in brackets, after a label, a comma or a dash, or at the end. A countable thing at the end does not count:
    "Thực hiện dự án" states no unit.

    >>> [unit_in_heading(text) for text in ("Thực hiện, tạ", "Thực hiện [tạ]", "Thực hiện x 1000", "Thực hiện (lần)")]
    ['tạ', 'tạ', 'x 1000', 'lần']
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    inner = [part.strip() for pair in _BRACKETS.findall(plain) for part in re.split("[,;]", "".join(pair))]
    labelled = labelled_units(plain)
    times = _TIMES.search(plain)
    outside = _BRACKETS.sub(" ", plain).strip(" :.")
    separated = re.split(r"[,;] ?| ?[-\u2013\u2014] ", outside)[1:]
    words = _QUANTITIES.sub(" ", outside).split()
    ends = [" ".join(words[-count:]) for count in range(min(_TAIL_WORDS, len(words) - 1), 0, -1)]
    candidates = (
        *(part for part in inner if states_measure(part)),
        *(unit.name for unit in labelled),
        *([times[0]] if times else []),
        *(part for part in separated if states_measure(part) and not _only_counts(part)),
        *(end for end in ends if states_measure(end) and not _only_counts(end) and not end.endswith("%")),
    )
    return next(iter(candidates), "")


def states_measure(text: str) -> bool:
    """Tell whether a part of a heading is a unit or a scale, including units that the catalogue lacks."""
    words = folded(text)
    scaled = words.split(" ")[0] in SCALES and len(words.split()) <= _MOST_WORDS
    return unit_of(text) is not None or scaled or bool(_FACTOR.fullmatch(words) or _FOREIGN.fullmatch(words))


def _only_counts(text: str) -> bool:
    unit = unit_of(text)
    return unit is not None and (unit.is_count or "điểm" in unit.name or is_time(text))


def is_time(text: str) -> bool:
    """Tell whether a text is a unit of time, which at the end of a heading names a time: "Thực hiện ngày"."""
    return folded(text) in _SPANS


def unit_in_format(text: str) -> Unit | None:
    """Return the unit that a number format writes beside a number; ``None`` if it may not be a unit.

    A scale alone counts, as in the text "86,6 tỷ". An unknown unit is kept, so that it is compared with the unit of the
    row and never dropped.

    >>> unit_in_format("(Trđ)").size
    Fraction(1000000, 1)
    >>> unit_in_format(".000") is None
    True
    """
    words = folded(text.translate(_SIGNS)).replace("ususd", "usd")
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    if len(words) > _LONGEST or not _WORDS.fullmatch(words):
        return None
    unit = parse_unit(words.removesuffix(".")) or measured_in(words)
    return unit._replace(name=" ".join(text.split())) if unit else None
