"""Whose plan is meant: the words beside a figure, and the targets of those who assigned one.

Owns the comparison of these words with the pack's. Must not know how a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checker.domain.unit import folded
from checker.packs.model import Indicator, TargetRule

__all__ = ["assigned_by", "is_stated", "names_indicator"]

_SAME: Final = (
    (r"hội đồng nhân dân", "hđnd"),
    (r"[uủ][ỷy] ban nhân dân", "ubnd"),
    (r"trung ương|chính phủ|thủ tướng", "tw"),
    (r"thành phố", "tp"),
    (r"provincial|province", "tỉnh"),
    (r"central|government", "tw"),
)
# What says that a plan was assigned, and not by whom.
_EMPTY: Final = frozenset(
    ("giao", "do", "kế", "hoạch", "kh", "nghị", "quyết", "nq", "dự", "toán", "chỉ", "tiêu", "trong", "đó", "by")
)
# What may stand before the place: "HĐND tỉnh" where the pack says "tỉnh".
_OFFICES: Final = frozenset(("ubnd", "hđnd"))


def assigned_by(words: str, targets: Sequence[TargetRule], indicator: Indicator) -> TargetRule | None:
    """Return the one target that the words name; ``None`` where they name none, or several.

    ``hđnd`` names "HĐND thành phố" where no other target is of a council, and ``tỉnh`` names
    "UBND tỉnh"; the exact name goes before a part of it. The name of the indicator may stand beside
    it, but no other: "dự toán thu nội địa tỉnh giao" is no plan of "Thu ngân sách".

    Args:
        words: What stands beside the figure, such as "tỉnh".
        targets: The targets on the same measure.
        indicator: What they are targets of.
    """
    said = _names(words) - _names(_named(words, indicator))
    if not said:
        return None
    exact = [target for target in targets if _names(target.assigned_by) == said]
    if len(exact) == 1:
        return exact[0]
    near = [target for target in targets if (own := _names(target.assigned_by)) and _is_near(said, own)]
    return near[0] if len(near) == 1 else None


def names_indicator(words: str, indicator: Indicator) -> bool:
    """Tell whether words name the indicator, and nobody who assigned its plan."""
    return bool(words) and not _names(words) - _names(_named(words, indicator))


def _named(words: str, indicator: Indicator) -> str:
    """Return the name of the indicator that words hold; nothing where they hold none."""
    said = _names(words)
    names = (indicator.title.vi, indicator.title.en, *indicator.aliases)
    held = (name for name in names if (own := _names(name)) and own <= said)
    return max(held, key=len, default="")


def _is_near(said: frozenset[str], own: frozenset[str]) -> bool:
    return said <= own or (own < said and said - own <= _OFFICES)


def is_stated(target: TargetRule) -> bool:
    """Tell whether a figure can be a percentage of a target: a level above zero to be reached, of the year."""
    return not target.of_years and target.traits.floor and target.number is not None and target.number > 0


def _names(words: str) -> frozenset[str]:
    text = folded(words)
    for spelled, short in _SAME:
        text = re.sub(rf"(?<![^\W_])(?:{spelled})(?![^\W_])", short, text)
    return frozenset(re.findall(r"[^\W\d_]+", text)) - _EMPTY
