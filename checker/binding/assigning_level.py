"""Find the assigner of a plan by the words beside a figure.

Owns the comparison of these words with the pack's assigners. Must not know how a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checker.domain.unit import folded
from checker.packs.model import Indicator, TargetRule

__all__ = ["assigned_by", "names_indicator"]

_SAME: Final = (
    (r"hội đồng nhân dân", "hđnd"),
    (r"[uủ][ỷy] ban nhân dân", "ubnd"),
    (r"trung ương|chính phủ|thủ tướng", "tw"),
    (r"thành phố", "tp"),
    (r"provincial|province", "tỉnh"),
    (r"central|government", "tw"),
)
# Words for "assigned" that do not name an assigner.
_EMPTY: Final = frozenset(
    ("giao", "do", "kế", "hoạch", "kh", "nghị", "quyết", "nq", "dự", "toán", "chỉ", "tiêu", "trong", "đó", "by")
)
# Words allowed before the place: "HĐND tỉnh" where the pack says "tỉnh".
_OFFICES: Final = frozenset(("ubnd", "hđnd"))


def assigned_by(words: str, targets: Sequence[TargetRule], indicator: Indicator) -> TargetRule | None:
    """Return the one target that the words name; ``None`` if they name none or several.

    ``hđnd`` means "HĐND thành phố" if no other target is from a council, and ``tỉnh`` means "UBND tỉnh". An exact name
    has precedence over a part. The indicator's name may also appear, but no other: "dự toán thu nội địa tỉnh giao" is
    not a plan of "Thu ngân sách".

    Args:
        words: The words beside the figure, such as "tỉnh".
        targets: The targets on the same measure.
        indicator: Their indicator.
    """
    level = _names(words) - _names(_named(words, indicator))
    if not level:
        return None
    exact = [target for target in targets if _names(target.assigned_by) == level]
    if len(exact) == 1:
        return exact[0]
    near = [target for target in targets if (own := _names(target.assigned_by)) and _is_near(level, own)]
    return near[0] if len(near) == 1 else None


def names_indicator(words: str, indicator: Indicator) -> bool:
    """Tell whether words name only the indicator and no assigner."""
    return bool(words) and not _names(words) - _names(_named(words, indicator))


def _named(words: str, indicator: Indicator) -> str:
    """Return the name of the indicator within the words, or nothing."""
    folded_words = _names(words)
    names = (indicator.title.vi, indicator.title.en, *indicator.aliases)
    candidates = (name for name in names if (own := _names(name)) and own <= folded_words)
    return max(candidates, key=len, default="")


def _is_near(level: frozenset[str], own: frozenset[str]) -> bool:
    return level <= own or (own < level and level - own <= _OFFICES)


def _names(words: str) -> frozenset[str]:
    text = folded(words)
    for spelled, short in _SAME:
        text = re.sub(rf"(?<![^\W_])(?:{spelled})(?![^\W_])", short, text)
    return frozenset(re.findall(r"[^\W\d_]+", text)) - _EMPTY
