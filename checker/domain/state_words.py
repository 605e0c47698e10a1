"""The words that say of what kind a figure is: an estimate, provisional, or final.

Owns these words as a remark, a note or a footnote writes them. Must not know figures. A column of states has a closed
list of its own.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.domain.unit import folded

__all__ = ["StateRemark", "state_in", "state_of_remark"]

_FIGURES: Final = (
    r"(?:(?:là|các|đây là|theo|lấy) )*(?:(?:số liệu|số|kết quả|giá trị|con số|chỉ tiêu) )?(?:(?:được|đang|thực hiện) )?"
)
_ESTIMATE: Final = r"dự ước|ước|ưth|uth|dự kiến|estimated?(?: figures?)?"
_PROVISIONAL: Final = (
    r"sơ bộ|tạm tính|chưa (?:chính thức|quyết toán|được quyết toán|chốt)"
    r"|(?:provisional|preliminary)(?: figures?)?"
)
_FINAL: Final = r"chính thức|đã (?:chốt|quyết toán)|quyết toán|final(?: figures?)?"
_STATES: Final = (
    (DataState.ESTIMATE, _ESTIMATE),
    (DataState.PROVISIONAL, _PROVISIONAL),
    (DataState.FINAL, _FINAL),
)
_SAME: Final = r"(?: (?:tính|đạt|thực hiện|th|số liệu))*"
_LONGEST: Final = 300


class StateRemark(NamedTuple):
    """The kind of figure that a remark states.

    Args:
        state: The kind.
        more: Whether the remark says more than that, such as who estimated.
    """

    state: DataState
    more: bool


def state_of_remark(text: str) -> StateRemark | None:
    """Return the kind of figure that a remark begins with; ``None`` if it is about something else.

    >>> state_of_remark("Số ước thực hiện."), state_of_remark("không gồm xã A")
    (StateRemark(state=<DataState.ESTIMATE: 'estimate'>, more=False), None)
    """
    words = folded(text[:_LONGEST]).strip(" .;:*()[]")
    for state, pattern in _STATES:
        found = re.match(rf"{_FIGURES}(?:{pattern}){_SAME}(?![^\W_])", words)
        if found is not None:
            return StateRemark(state, more=found.end() < len(words))
    return None


def state_in(text: str) -> DataState | None:
    """Return the kind of figure that a text states, if it says nothing else."""
    remark = state_of_remark(text)
    return remark.state if remark is not None and not remark.more else None
