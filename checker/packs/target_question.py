"""The question about a target's words, the resulting target, and the open question.

Must not know how words are read: that is `target_from_words`.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final, TypeAlias

from checker.domain.axes import Measures
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.domain.unit import Factor

__all__ = ["LEVELS", "Entry", "OpenPoint", "OpenQuestion", "Stated", "WordedTarget", "unread"]

LEVELS: Final = ("", Measures.LEVEL)
"""The measures of an indicator that is reported as a level."""

Entry: TypeAlias = "tuple[str, str | tuple[str, str]]"
"""A key of a pack with its text, or with a nested key and text."""


class Stated(NamedTuple):
    """The known properties of an indicator, besides the words of its target.

    Args:
        title: In Vietnamese.
        unit: As written; empty if there is none.
        kind: As stated; empty where it is to follow.
        better: As stated; empty where it is to follow.
        measures: As stated; empty where it is to follow.
        year: The year of the target.
        due: The due time, if stated.
        decides: Whether numbers for parts of the year decide there, if stated.
        baseline: Whether a baseline is stated.
        usual_kind: The default kind.
        usual_better: The default direction.
        declared: The units that the pack declares.
        factors: The sizes of units that it states.
    """

    title: str
    unit: str
    kind: str = ""
    better: str = ""
    measures: str = ""
    year: int | None = None
    due: Period | None = None
    decides: bool = False
    baseline: bool = False
    usual_kind: str = ""
    usual_better: str = ""
    declared: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()


class WordedTarget(NamedTuple):
    """The target derived from words.

    Args:
        target: The content of ``target`` in a pack: keys, and their numbers as texts.
        kind: The kind of the indicator.
        better: Its better direction.
        measures: Its `measures`; empty if it need not be stated.
        reasons: The evidence for each of these, for readers of the output.
        due: The part of the year at whose end it is judged, or the day, if the words state it.
        steps: The numbers due at the ends of earlier parts of the year.
    """

    target: tuple[Entry, ...]
    kind: str
    better: str
    measures: str
    reasons: tuple[tuple[str, Message], ...]
    due: Period | dt.date | None = None
    steps: tuple[tuple[Period, str], ...] = ()


class OpenPoint(enum.Enum):
    """A question that the words leave open."""

    WORDS = "words"
    UNIT = "unit"
    KIND = "kind"
    BETTER = "better"
    MEASURES = "measures"


class OpenQuestion(Exception):
    """Raised if words do not determine a target."""

    def __init__(self, point: OpenPoint, reason: Message) -> None:
        super().__init__(reason)
        self.point = point
        self.reason = reason


def unread(words: str) -> OpenQuestion:
    """Return the question about words that are not understood."""
    return OpenQuestion(OpenPoint.WORDS, message("“{words}” is not read", words=words))
