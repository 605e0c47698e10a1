"""Whose plan is meant: the words beside a figure, and the targets of those who assigned one.

Owns the comparison of these words with the pack's. Must not know how a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checker.domain.unit import folded
from checker.packs.model import TargetRule

__all__ = ["assigned_by", "is_stated"]

_SAME: Final = (
    (r"hội đồng nhân dân", "hđnd"),
    (r"[uủ][ỷy] ban nhân dân", "ubnd"),
    (r"trung ương|chính phủ|thủ tướng", "tw"),
    (r"thành phố", "tp"),
    (r"provincial|province", "tỉnh"),
    (r"central|government", "tw"),
)
# What says that a plan was assigned, and not by whom.
_EMPTY: Final = frozenset(("giao", "kế", "hoạch", "kh", "nghị", "quyết", "nq", "dự", "toán", "chỉ", "tiêu", "by"))


def assigned_by(words: str, targets: Sequence[TargetRule]) -> TargetRule | None:
    """Return the one target that the words name; ``None`` where they name none, or several.

    ``hđnd`` names "HĐND thành phố" where no other target is of a council, and ``tỉnh`` names
    "UBND tỉnh"; the exact name goes before a part of it.

    Args:
        words: What stands beside the figure, such as "tỉnh".
        targets: The targets on the same measure.
    """
    said = _names(words)
    if not said:
        return None
    exact = [target for target in targets if _names(target.assigned_by) == said]
    if len(exact) == 1:
        return exact[0]
    near = [target for target in targets if (own := _names(target.assigned_by)) and (said <= own or own <= said)]
    return near[0] if len(near) == 1 else None


def is_stated(target: TargetRule) -> bool:
    """Tell whether a figure can be a percentage of a target: a level above zero to be reached."""
    return target.traits.floor and target.number is not None and target.number > 0


def _names(words: str) -> frozenset[str]:
    text = folded(words)
    for spelled, short in _SAME:
        text = re.sub(rf"(?<![^\W_])(?:{spelled})(?![^\W_])", short, text)
    return frozenset(re.findall(r"[^\W\d_]+", text)) - _EMPTY
