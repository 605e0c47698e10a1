"""The words before a number: "gần", "khoảng", "ước đạt", "tăng thêm", "giảm xuống còn".

Owns what kind of word each is for a figure; which words there are stands in `domain.wording`. Must not know
numbers, or what a kind makes of one.
"""

from __future__ import annotations

import enum
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.submission import Move
from checker.domain.wording import WORDINGS, Sense

__all__ = ["MOVES", "Lead", "Word", "led", "says_estimate"]


class Word(enum.Enum):
    """What kind of word stands before a number."""

    ESTIMATE = enum.auto()
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


MOVES: Final = {Word.REACHED: Move.LEVEL, Word.RISE: Move.RISE, Word.GROWTH: Move.RISE, Word.FALL: Move.FALL}
"""What the words of change and level say; "đạt" goes with either."""

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
# Only a report estimates.
_ESTIMATES: Final = ("ước thực hiện", "estimated", "ước tính", "ước đạt", "dự ước", "ước")
# The longer ones first where one begins another.
_LEADS: Final = tuple(
    sorted(
        [
            *((word, _KINDS[row.sense]) for row in WORDINGS if row.of_figures for word in row.words),
            *((word, Word.ESTIMATE) for word in _ESTIMATES),
        ],
        key=lambda lead: -len(lead[0]),
    )
)


class Lead(NamedTuple):
    """The words before the number, in the order in which they stood, and what follows them."""

    kinds: tuple[Word, ...]
    rest: str

    @property
    def qualifiers(self) -> list[Word]:
        """The words that make an interval of the number."""
        return [kind for kind in self.kinds if kind in (Word.NEAR, Word.ABOVE, Word.BELOW, Word.FROM)]

    @property
    def moves(self) -> list[Move]:
        """What the words of change and level say."""
        return [MOVES[kind] for kind in self.kinds if kind in MOVES]

    @property
    def tells_change(self) -> bool:
        """Whether they say how far something moved, and not where to."""
        return any(move is not Move.LEVEL for move in self.moves)


def led(text: str) -> Lead:
    """Take the known words off the front of a text with composed letters."""
    kinds: list[Word] = []
    rest = text
    while True:
        folded = rest.casefold()
        for words, kind in _LEADS:
            if folded.startswith(words) and not (words[-1].isalpha() and rest[len(words) : len(words) + 1].isalpha()):
                kinds.append(kind)
                rest = rest[len(words) :].lstrip(" ")
                break
        else:
            return Lead(tuple(kinds), rest)


def says_estimate(text: str) -> bool:
    """Tell whether a text with composed letters begins by calling itself an estimate: "dự ước hoàn thành"."""
    return led(text.lstrip()).kinds[:1] == (Word.ESTIMATE,)
