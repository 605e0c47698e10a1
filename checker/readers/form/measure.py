"""Units as they stand in a column of units, in a heading or in a title row.

Must not know which figures they are of.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from checker.domain.unit import SCALES, Unit, folded, parse_unit

__all__ = ["PERCENT", "measured_in", "unit_of"]

PERCENT: Final = Unit("%", "%", Fraction(1))

_LABEL: Final = re.compile(r"(?:đvt|đ\.v\.t|đơn vị tính|đơn vị)\s*:\s*(.+)")
_LONGEST: Final = 60
# "1.000 tấn", "1000 USD": the scale in digits, however they are grouped.
_DIGITS: Final = re.compile(r"(1[., ]?000(?:[., ]?000)?|100) ?(\D.*)")
_NOTHING: Final = re.compile(r"[\W_]*")


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
    unit = parse_unit(_spelled(digits[2] if digits else words))
    if unit is None or not unit.base:
        return None
    return Unit(" ".join(words.split()), unit.base, unit.size * scale)


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
    words = _spelled(folded(text)).split()
    size, count = Fraction(1), 0
    while count < len(words) and words[count] in SCALES:
        size *= SCALES[words[count]]
        count += 1
    return Unit(" ".join(text.split()), " ".join(words[count:]), size)


def _spelled(words: str) -> str:
    """Spell out "tr.đ", "nghìn đ." and the like as far as the catalogue needs it."""
    return re.sub(r"\btr\. ?", "tr ", words).removesuffix(".")
