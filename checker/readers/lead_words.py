"""The words before a number: "gần", "khoảng", "ước đạt", "tăng thêm", "giảm xuống còn".

Owns the kind of each word before a figure, and the words for a plan; `domain.wording` lists the words. Must not know
numbers, or the effect of a kind.
"""

from __future__ import annotations

import enum
import re
from typing import Final

from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.domain.submission import Move
from checker.domain.wording import WORDINGS, Sense

__all__ = ["MOVES", "PLAN", "Lead", "Word", "led", "state_before"]


class Word(enum.Enum):
    """The kind of a word before a number."""

    ESTIMATE = enum.auto()
    PROVISIONAL = enum.auto()
    RUNNING = enum.auto()
    """The figure is that of the year so far."""
    NEUTRAL = enum.auto()
    REACHED = enum.auto()
    RISE = enum.auto()
    GROWTH = enum.auto()
    FALL = enum.auto()
    NEGATIVE = enum.auto()
    NEAR = enum.auto()
    ABOVE = enum.auto()
    BELOW = enum.auto()
    FROM = enum.auto()


PLAN: Final = r"kế hoạch|kh|dự toán|nghị quyết|nq|chỉ tiêu|mục tiêu|plan|target|budget"
"""The words for what a figure is a percentage of."""
MOVES: Final = {Word.REACHED: Move.LEVEL, Word.RISE: Move.RISE, Word.GROWTH: Move.RISE, Word.FALL: Move.FALL}
"""The moves that words of change and level express; "đạt" goes with each."""

_KINDS: Final = {
    Sense.ABOVE: Word.ABOVE,
    Sense.BELOW: Word.BELOW,
    Sense.NEAR: Word.BELOW,
    Sense.ABOUT: Word.NEAR,
    Sense.FROM: Word.FROM,
    Sense.DOWN_TO: Word.REACHED,
    Sense.UP_TO: Word.REACHED,
    Sense.RISE: Word.RISE,
    Sense.GROWTH: Word.GROWTH,
    Sense.FALL: Word.FALL,
    Sense.NEGATIVE: Word.NEGATIVE,
    Sense.NEUTRAL: Word.NEUTRAL,
}
# Words that only reports have before a figure. A colon may follow them.
_REPORTED: Final = {
    **dict.fromkeys(
        ("ước thực hiện", "ước th", "ưth", "uth", "estimated", "ước tính", "ước đạt", "dự ước", "ước"), Word.ESTIMATE
    ),
    **dict.fromkeys(("số liệu sơ bộ", "số sơ bộ", "sơ bộ", "tạm tính"), Word.PROVISIONAL),
    **dict.fromkeys(("lũy kế đến nay", "luỹ kế đến nay", "lũy kế", "luỹ kế", "cộng dồn"), Word.RUNNING),
    **dict.fromkeys(
        ("kết quả thực hiện", "kết quả", "đã thực hiện", "thực hiện", "th", "đã đạt", "mới đạt", "chỉ đạt", "đạt được"),
        Word.NEUTRAL,
    ),
}
# Longer words first, because some are prefixes of others.
_LEADS: Final = tuple(
    sorted(
        [
            *((word, _KINDS[row.sense]) for row in WORDINGS if row.of_figures for word in row.words),
            *_REPORTED.items(),
        ],
        key=lambda lead: -len(lead[0]),
    )
)


_STATES: Final = {Word.ESTIMATE: DataState.ESTIMATE, Word.PROVISIONAL: DataState.PROVISIONAL}
# It counts before a verdict alone: a figure that is only expected does not belong to the period.
_EXPECTED: Final = "dự kiến"
# Headings begin with these too.
_HEADINGS: Final = frozenset(
    word for word, kind in _REPORTED.items() if kind in (Word.NEUTRAL, Word.RUNNING) or word.endswith("th")
)
_YEAR: Final = "(?:19|20)[0-9]{2}"


class Lead(NamedTuple):
    """The words before the number, in order, and the rest of the text.

    Args:
        kinds: The kinds of the words.
        rest: The rest of the text.
        names_year: Whether the rest may be the year that they speak of: "TH 2024".
    """

    kinds: tuple[Word, ...]
    rest: str
    names_year: bool = False

    @property
    def state(self) -> DataState | None:
        """The kind of figure that they state."""
        return next((_STATES[kind] for kind in self.kinds if kind in _STATES), None)

    @property
    def qualifiers(self) -> list[Word]:
        """The words that turn the number into an interval."""
        return [kind for kind in self.kinds if kind in (Word.NEAR, Word.ABOVE, Word.BELOW, Word.FROM)]

    @property
    def moves(self) -> list[Move]:
        """The move that the words of change and level express."""
        return [MOVES[kind] for kind in self.kinds if kind in MOVES]

    @property
    def tells_change(self) -> bool:
        """Whether they give the size of a change, and not the level reached."""
        return any(move is not Move.LEVEL for move in self.moves)


def led(text: str) -> Lead:
    """Split the known leading words off a text with composed letters."""
    kinds: list[Word] = []
    rest = text
    named = False
    while True:
        folded = rest.casefold()
        for words, kind in _LEADS:
            if folded.startswith(words) and not (words[-1].isalpha() and rest[len(words) : len(words) + 1].isalpha()):
                kinds.append(kind)
                rest = rest[len(words) :].lstrip(" ")
                named = words in _HEADINGS
                rest = rest[1:].lstrip(" ") if rest[:1] == ":" and words in _REPORTED else rest
                break
        else:
            return Lead(tuple(kinds), rest, named and re.fullmatch(_YEAR, rest) is not None)


def state_before(text: str) -> DataState | None:
    """Return the kind of figure that a text with composed letters begins with: "dự ước hoàn thành"."""
    if text.lstrip().casefold().startswith(_EXPECTED):
        return DataState.ESTIMATE
    return next((_STATES[kind] for kind in led(text.lstrip()).kinds[:1] if kind in _STATES), None)
