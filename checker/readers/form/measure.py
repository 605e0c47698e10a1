"""Units as they stand in a column of units, in a heading, in a title row or in a number format.

Must not know which figures they are of.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from checker.domain.unit import Unit, folded, parse_unit, unit_as_written

__all__ = ["PERCENT", "measured_in", "unit_in_format", "unit_of"]

PERCENT: Final = Unit("%", "%", Fraction(1), per=Fraction(100))

_LABEL: Final = re.compile(r"(?:đvt|đ\.v\.t|đơn vị tính|đơn vị)\s*:\s*(.+)")
_LONGEST: Final = 60
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
