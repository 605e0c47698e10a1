"""Ranks in clauses: "trong nhóm 10", "hạng 8", "xếp thứ 5 trở lên".

Owns which numbers are ranks, and which side of one is required: the better rank has the smaller number. Must not know
the rest of a clause.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.axes import Measures
from checker.domain.unit import Unit
from checker.domain.wording import Sense

__all__ = ["RANK", "RANKS", "bound_of_place", "is_of_places", "place_start"]

RANK: Final = "hạng"
RANKS: Final = ("bậc", RANK)
"""The units of a rank, and of changes of rank."""

_IN: Final = r"(?:(?:nằm|xếp|đứng|được|ở|thuộc|trong|vào|lọt|số|các) )*"
_GROUP: Final = r"nhóm|(?:top|tốp)(?: đầu)?"
_PLACE: Final = rf"(?<![^\W_]){_IN}(?:{_GROUP}|thứ hạng|hạng|(?:vị trí )?thứ|vị trí) ?$"
# "Trong 10 tỉnh dẫn đầu" is a group, too.
_AMONG: Final = r"(?<![^\W_])(?:nằm |xếp |đứng |lọt )?(?:trong|thuộc|vào)(?: (?:số|tổng số|các))? ?$"
_FIRST: Final = r"^ ?(?:[^\W\d_]+,? ){1,7}(?:dẫn đầu|đứng đầu|hàng đầu|đầu|cao nhất|tốt nhất)(?![^\W_])"
_LAST: Final = r"(?<![^\W_])(?:cuối|thấp nhất|kém|kém nhất|yếu|yếu nhất|chót|giữa|dưới)(?![^\W_])"
_OUTSIDE: Final = r"(?<![^\W_])(?:không|ngoài|khỏi|thoát) $"


def is_of_places(unit: Unit | None, measures: str) -> bool:
    """Tell whether an indicator with this unit is a rank, and not a change of rank."""
    return unit is not None and unit.base in RANKS and measures in ("", Measures.LEVEL)


def place_start(before: str, behind: str) -> int | None:
    """Return the start of the words that mark a number as a rank; ``None`` if it is not one.

    Args:
        before: The text before the number, in lower case.
        behind: The text after it.

    >>> place_start("chỉ số pci nằm trong nhóm ", " tỉnh dẫn đầu"), place_start("đạt ", " điểm")
    (11, None)
    """
    if re.match(r"\s?[%‰]", behind):
        return None
    match = re.search(_PLACE, before)
    if match is None and re.match(_FIRST, behind):
        match = re.search(_AMONG, before)
    return match.start() if match else None


def bound_of_place(bound: Sense | None, lead: str, behind: str, *, suffixed: bool) -> Sense:
    """Return which numbers meet a required rank.

    Args:
        bound: The bound that the words make of the number.
        lead: The text before the words of the rank.
        behind: The text after the number.
        suffixed: Whether the bound follows it.
    """
    if bound in (Sense.EXACT, Sense.BAND):
        return bound
    if bound in (Sense.BELOW, Sense.DOWN_TO, Sense.NEAR) or re.search(_OUTSIDE, lead) or re.search(_LAST, behind):
        # "Dưới hạng 10" may mean a worse rank, or a smaller number.
        return Sense.NEAR
    if bound is Sense.CEILING and suffixed:
        return Sense.NEAR
    return Sense.BELOW if bound is Sense.ABOVE else Sense.CEILING
