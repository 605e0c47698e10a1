"""Read a level reported with its change: "giảm từ 5,2% xuống còn 4,5%", "tăng 151 hộ lên 4.012 hộ".

Owns the parsing of such a text, and the check that its words and numbers agree. Must not know indicators.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.interval import point
from checker.domain.submission import Figure, Locale, Move, StatedNumber
from checker.domain.unit import Unit, folded
from checker.domain.unit_words import conversion
from checker.readers.lead_words import Lead, Word
from checker.readers.measured_numbers import Measured, read_measures
from checker.readers.notation import EXACT, Trouble, not_a_number, shown

__all__ = ["read_way"]

_DOWN: Final = r"giảm xuống còn|giảm xuống|giảm còn|xuống còn|xuống|còn"
_UP: Final = r"tăng lên|nâng lên|lên đến|lên tới|lên"
_WAY: Final = (
    r"(?P<first>[^()]+?)[,;]? ?(?P<open>\()?(?:(?<![^\W_])từ (?P<start>[^()]+?)[,;]? )?"
    rf"(?<![^\W_])(?:(?P<down>{_DOWN})|(?P<up>{_UP})) (?P<end>[^()]+?)(?(open)\))"
)
_POINTS: Final = "điểm"
_BESIDE: Final = (Word.ESTIMATE, Word.PROVISIONAL, Word.RUNNING, Word.FROM)


def read_way(lead: Lead, locale: Locale, whole: str) -> Figure | Trouble | None:
    """Read a level that is reported with its start or its change.

    Args:
        lead: The words before the first number, and the rest.
        locale: The notation of the numbers.
        whole: The value as written, for messages.

    Returns:
        The level with its start; why the text cannot be read; ``None`` if it does not describe a change.
    """
    way = re.fullmatch(_WAY, lead.rest, re.IGNORECASE)
    if way is None or not re.search("[0-9]", way["first"]):
        return None
    from_start = Word.FROM in lead.kinds
    directions = [kind for kind in lead.kinds if kind not in _BESIDE]
    moves = {Word.RISE: Move.RISE, Word.FALL: Move.FALL}
    if (
        len(directions) > 1
        or any(kind not in moves for kind in directions)
        or (way["start"] if from_start else not directions)
    ):
        return not_a_number(whole)
    numbers = [_number(text, locale, whole) for text in (way["first"], way["start"], way["end"]) if text]
    wrong = next((one for one in numbers if isinstance(one, Trouble)), None)
    if wrong is not None:
        return wrong
    first, *between, end = (one for one in numbers if isinstance(one, Measured))
    amount, starts = (None, first) if from_start else (first, between[0] if between else None)
    falls = way["down"] is not None
    if (starts is not None and not _fit(starts.unit, end.unit)) or (amount and not _fit_change(amount.unit, end.unit)):
        return not_a_number(whole)
    unit = end.unit or (starts.unit if starts else None)
    start = starts.value if starts else _back(end.value, amount, falls=falls)
    change = EXACT.subtract(end.value, start)
    agrees = all(moves[kind] is (Move.FALL if falls else Move.RISE) for kind in directions)
    if not agrees or (change >= 0 if falls else change <= 0) or (amount and amount.value != abs(change)):
        return Trouble(codes.MOVE_CONTRADICTS, (("value", shown(whole)),))
    stated = tuple(StatedNumber(one.value, one.grouped) for one in (end, starts, amount) if one is not None)
    parted = way["open"] or lead.rest[len(way["first"])] in ",;"
    # The level is certain. The size of the change may not be; then it is not checked.
    known = starts is not None or amount is None or parted or not _may_be_start(amount, end)
    return Figure(point(end.value), unit, stated, move=Move.LEVEL, start=start if known else None)


def _number(text: str, locale: Locale, whole: str) -> Measured | Trouble:
    read = read_measures(text.strip(), locale, whole)
    if isinstance(read, Trouble):
        return read
    return not_a_number(whole) if read.link else read.first


def _may_be_start(amount: Measured, end: Measured) -> bool:
    """Tell whether "giảm 2,5% xuống 1,9%" may mean from one to the other, which is the smaller of the two changes."""
    if amount.unit is not None and end.unit is not None and conversion(amount.unit, end.unit) != 1:
        return False
    return abs(end.value - amount.value) < amount.value


def _back(end: Decimal, amount: Measured | None, *, falls: bool) -> Decimal:
    """Return the level before a change."""
    size = amount.value if amount else Decimal(0)
    return EXACT.add(end, size) if falls else EXACT.subtract(end, size)


def _fit(start: Unit | None, end: Unit | None) -> bool:
    """Tell whether two levels have the same unit; a number without a unit shares the other's."""
    return start is None or (end is not None and conversion(start, end) == 1)


def _fit_change(amount: Unit | None, end: Unit | None) -> bool:
    """Tell whether a change is in the unit of the level: for a level in %, in percentage points."""
    in_points = amount is not None and folded(amount.name).startswith(_POINTS)
    return _fit(amount, end) or (in_points and end is not None and end.base == "%")
