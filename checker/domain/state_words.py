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

__all__ = ["StateRemark", "state_in", "state_of_remark", "state_of_title"]

_FIGURES: Final = (
    r"(?:(?:các )?(?:số liệu|số)(?: (?:ở |nêu )?(?:trên đây|trên|trong|của|biểu|bảng|này|báo cáo))+ (?:đều )?là )?"
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
_ORDER: Final = tuple(state for state, _ in _STATES)
_SAME: Final = r"(?: (?:tính|đạt|thực hiện|th|số liệu))*"
_TITLED: Final = (
    (DataState.ESTIMATE, r"(?<!hương )(?<!quy )(?<!công )(?<!điều )(?<!giao )(?:dự ước|ước|ưth)"),
    (DataState.PROVISIONAL, _PROVISIONAL),
)
_DONE: Final = r"(?:(?: (?:tính|kết quả|tình hình|số liệu|đạt|thực hiện|th|được|hoàn thành))*)"
_MORE_THAN_ONE_KIND: Final = re.compile(r"thực hiện|kết quả|chính thức|quyết toán|\b(?:th|đã)\b")
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
        match = re.match(rf"{_FIGURES}(?:{pattern}){_SAME}(?![^\W_])", words)
        if match is not None:
            return StateRemark(state, more=match.end() < len(words))
    return None


def state_in(text: str) -> DataState | None:
    """Return the kind of figure that a text states, if it says nothing else."""
    parts = [part for part in re.split("[,;]", text[:_LONGEST]) if part.strip()]
    remarks = [state_of_remark(part) for part in parts]
    states = [remark.state for remark in remarks if remark is not None and not remark.more]
    # Every part has to be one: "số sơ bộ, chưa quyết toán".
    return min(states, key=_ORDER.index) if states and len(states) == len(parts) else None


def state_of_title(text: str) -> DataState | None:
    """Return the kind of all figures below a title; ``None`` if it names none, or figures of another kind as well.

    >>> state_of_title("Biểu số liệu ước thực hiện các chỉ tiêu năm 2024")
    <DataState.ESTIMATE: 'estimate'>
    >>> state_of_title("Kết quả thực hiện 9 tháng, ước thực hiện cả năm 2024")
    """
    bracketed = [
        state for part in re.findall(r"\(([^()]*)\)", text[:_LONGEST]) if (state := state_in(part)) is not None
    ]
    if bracketed:
        return bracketed[0]
    words = folded(text[:_LONGEST])
    for state, pattern in _TITLED:
        rest, count = re.subn(rf"(?<![^\W_])(?:{pattern})(?![^\W_]){_DONE}", "", words)
        if count:
            return None if _MORE_THAN_ONE_KIND.search(rest) else state
    return None
