"""The words before a number: "gần", "khoảng", "ước đạt", "tăng thêm", "giảm xuống còn".

Owns the kind of each word before a figure; `domain.wording` lists the words. Must not know numbers, or the effect of a
kind.
"""

from __future__ import annotations

import enum
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.submission import Move
from checker.domain.wording import WORDINGS, Sense

__all__ = ["MOVES", "Lead", "Word", "led", "says_estimate"]


class Word(enum.Enum):
    """The kind of a word before a number."""

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
# Only reports contain estimates.
_ESTIMATES: Final = ("ước thực hiện", "estimated", "ước tính", "ước đạt", "dự ước", "ước")
# Longer words first, because some are prefixes of others.
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
    """The words before the number, in order, and the rest of the text."""

    kinds: tuple[Word, ...]
    rest: str

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
    """Tell whether a text with composed letters starts by calling itself an estimate: "dự ước hoàn thành"."""
    return led(text.lstrip()).kinds[:1] == (Word.ESTIMATE,)
