"""Places in an order, as clauses name them: "trong nhóm 10", "hạng 8", "xếp thứ 5 trở lên".

Owns which numbers are such places, and which side of one is asked for: the better place has the smaller number. Must
not know what else a clause says.
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
"""The units of a place in an order, and of steps from one to another."""

_IN: Final = r"(?:(?:nằm|xếp|đứng|được|ở|thuộc|trong|vào|lọt|số|các) )*"
_GROUP: Final = r"nhóm|(?:top|tốp)(?: đầu)?"
_PLACE: Final = rf"(?<![^\W_]){_IN}(?:{_GROUP}|thứ hạng|hạng|(?:vị trí )?thứ|vị trí) ?$"
# "Trong 10 tỉnh dẫn đầu" is a group too.
_AMONG: Final = r"(?<![^\W_])(?:nằm |xếp |đứng |lọt )?(?:trong|thuộc|vào)(?: (?:số|tổng số|các))? ?$"
_FIRST: Final = r"^ ?(?:[^\W\d_]+,? ){1,7}(?:dẫn đầu|đứng đầu|hàng đầu|đầu|cao nhất|tốt nhất)(?![^\W_])"
_LAST: Final = r"(?<![^\W_])(?:cuối|thấp nhất|kém|kém nhất|yếu|yếu nhất|chót|giữa|dưới)(?![^\W_])"
_OUTSIDE: Final = r"(?<![^\W_])(?:không|ngoài|khỏi|thoát) $"


def is_of_places(unit: Unit | None, measures: str) -> bool:
    """Tell whether an indicator of this unit is of a place in an order, and not of how far it moved."""
    return unit is not None and unit.base in RANKS and measures in ("", Measures.LEVEL)


def place_start(before: str, behind: str) -> int | None:
    """Return where the words begin that make a place of a number; ``None`` where it is none.

    Args:
        before: What stands before the number, in small letters.
        behind: What stands behind it.

    >>> place_start("chỉ số pci nằm trong nhóm ", " tỉnh dẫn đầu"), place_start("đạt ", " điểm")
    (11, None)
    """
    if re.match(r"\s?[%‰]", behind):
        return None
    found = re.search(_PLACE, before)
    if found is None and re.match(_FIRST, behind):
        found = re.search(_AMONG, before)
    return found.start() if found else None


def bound_of_place(bound: Sense | None, lead: str, behind: str, *, suffixed: bool) -> Sense:
    """Return which numbers meet a place.

    Args:
        bound: What the words around it make of a number.
        lead: What stands before the words of the place.
        behind: What stands behind the number.
        suffixed: Whether the bound stands behind it.
    """
    if bound in (Sense.EXACT, Sense.BAND):
        return bound
    if bound in (Sense.BELOW, Sense.DOWN_TO, Sense.NEAR) or re.search(_OUTSIDE, lead) or re.search(_LAST, behind):
        # "Dưới hạng 10" is a worse place, or a smaller number.
        return Sense.NEAR
    if bound is Sense.CEILING and suffixed:
        return Sense.NEAR
    return Sense.BELOW if bound is Sense.ABOVE else Sense.CEILING
