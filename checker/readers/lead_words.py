"""The words before a number: "gần", "khoảng", "ước đạt", "tăng thêm", "giảm xuống còn".

Owns which words there are and what kind each is. Must not know numbers, or what a kind makes of one.
"""

from __future__ import annotations

import enum
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.submission import Move

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

# The longer ones first where one begins another.
_LEADS: Final = (
    ("giảm xuống còn", Word.REACHED),
    ("ước thực hiện", Word.ESTIMATE),
    ("tăng trưởng", Word.GROWTH),
    ("giảm xuống", Word.REACHED),
    ("ước chừng", Word.NEAR),
    ("xuống còn", Word.REACHED),
    ("more than", Word.ABOVE),
    ("less than", Word.BELOW),
    ("estimated", Word.ESTIMATE),
    ("tăng thêm", Word.RISE),
    ("giảm thêm", Word.FALL),
    ("giảm còn", Word.REACHED),
    ("tăng lên", Word.REACHED),
    ("nâng lên", Word.REACHED),
    ("chưa đến", Word.BELOW),
    ("chưa tới", Word.BELOW),
    ("ước tính", Word.ESTIMATE),
    ("lên đến", Word.REACHED),
    ("lên tới", Word.REACHED),
    ("giảm đi", Word.FALL),
    ("có thêm", Word.RISE),
    ("ước đạt", Word.ESTIMATE),
    ("dự ước", Word.ESTIMATE),
    ("xấp xỉ", Word.NEAR),
    ("khoảng", Word.NEAR),
    ("nearly", Word.BELOW),
    ("about", Word.NEAR),
    ("above", Word.ABOVE),
    ("below", Word.BELOW),
    ("under", Word.BELOW),
    ("xuống", Word.REACHED),
    ("over", Word.ABOVE),
    ("from", Word.FROM),
    ("trên", Word.ABOVE),
    ("dưới", Word.BELOW),
    ("tăng", Word.RISE),
    ("thêm", Word.RISE),
    ("giảm", Word.FALL),
    ("hơn", Word.ABOVE),
    ("gần", Word.BELOW),
    ("ước", Word.ESTIMATE),
    ("đạt", Word.NEUTRAL),
    ("còn", Word.REACHED),
    ("lên", Word.REACHED),
    ("từ", Word.FROM),
    ("âm", Word.NEGATIVE),
    ("~", Word.NEAR),
    ("≈", Word.NEAR),
    (">", Word.ABOVE),
    ("<", Word.BELOW),
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
