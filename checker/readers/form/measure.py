"""Units as they stand in a column of units, in a heading, in a title row or in a number format.

Must not know which figures they are of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from checker.domain.unit import Unit, folded, parse_unit, unit_as_written

__all__ = [
    "PERCENT",
    "distinct",
    "in_brackets",
    "is_label",
    "labelled_units",
    "measured_in",
    "unit_in_format",
    "unit_of",
]

PERCENT: Final = Unit("%", "%", Fraction(1), per=Fraction(100))

_LABEL: Final = re.compile(r"(?:đvt|đ\.v\.t|đơn vị tính|đơn vị)\s*:\s*(.+)")
_LONGEST: Final = 60
# A label of units wherever it stands: those that are never the reporting unit's, and the others.
_SURE: Final = r"đvt|đ\.v\.t\.?|đv tính|đơn vị tính|đơn vị đo(?: lường)?|unit of measure"
_LABELS: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<sure>{_SURE})|đơn vị|tính bằng|unit)(?![^\W_]) ?"
    r"(?P<link>(?:[:\uff1a=]|[-\u2013\u2014](?= )|là |bằng )?) ?",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r",(?![0-9]{3})|;| và | hoặc | and | [-\u2013\u2014] |\. (?!đ)", re.IGNORECASE)
# "Đơn vị tính: theo từng chỉ tiêu" names none.
_REFERS: Final = re.compile(r"(?:theo|như|xem|ghi|tùy|tuỳ|từng|as|see)(?![^\W_])", re.IGNORECASE)
_MOST_WORDS: Final = 4
# "1.000 tấn", "1000 USD": the scale in digits, however they are grouped.
_DIGITS: Final = re.compile(r"(1[., ]?000(?:[., ]?000)?|100) ?(\D.*)")
_NOTHING: Final = re.compile(r"[\W_]*")
_SIGNS: Final = str.maketrans({"₫": "đ", "$": "usd"})
# What a format writes as a unit begins with a letter, and has digits only as "m2" has them.
_WORDS: Final = re.compile(r"%|[^\W\d_][^\W_]*(?:[ ./²³%-]+[^\W\d_][^\W_]*)*[.²³]?(?: ?%)?")


def unit_of(text: str) -> Unit | None:
    """Return the unit that a text states and nothing else; ``None`` where it is not a known one.

    A scale alone ("tỷ") measures nothing, so here it is no unit.
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
    """Return the unit of a row, as its column of units states it; ``None`` where nothing is stated.

    What the catalogue does not know is kept, for packs declare what else they count. A
    unit that the pack does not know either is then found not to fit.
    """
    if len(text) > _LONGEST or _NOTHING.fullmatch(text.replace("%", "p")):
        return None
    known = unit_of(text)
    if known is not None:
        return known
    written = unit_as_written(text.removesuffix("."))
    return written._replace(name=" ".join(text.split())) if written else None


def labelled_units(text: str) -> tuple[Unit, ...]:
    """Return the units that a text names behind a label, wherever that stands in it.

    What stands behind a label that is of units alone is kept where the catalogue does not
    know it, as by `measured_in`. "Đơn vị: ..." may also name who reports.

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
    """Tell whether a text is a label of units and nothing else, so that the unit stands in the next cell."""
    return re.fullmatch(_SURE, folded(text)) is not None


def in_brackets(text: str) -> tuple[Unit, ...]:
    """Return the units that stand in brackets of their own, as in "Thu ngân sách (tỷ đồng)"."""
    found = (unit_of(inner.strip()) for pair in re.findall(r"\(([^()]*)\)|\[([^\[\]]*)\]", text) for inner in pair)
    return distinct(unit for unit in found if unit is not None)


def distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units that are not another spelling of one before them."""
    return tuple({(unit.base, unit.size): unit for unit in reversed(tuple(units))}.values())[::-1]


def _behind(text: str, *, sure: bool, linked: bool) -> tuple[Unit, ...]:
    """Return the units that stand behind a label, up to the first words that are none."""
    parts = [part.strip(" .:") for part in _LIST.split(re.split(r"[()\[\]|]", text.lstrip("( "), maxsplit=1)[0])]
    known = tuple(_known(parts))
    if known:
        # "Đơn vị xã" is who reports, "Đơn vị tạ" is a unit.
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


def unit_in_format(text: str) -> Unit | None:
    """Return the unit that a number format writes beside a number; ``None`` where it may be no unit.

    A scale alone counts here, as it does in a text: "86,6 tỷ". What the catalogue does not
    know is kept, so that it is held against the unit of the row and never dropped.

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
