"""What is asked of the words of a target, what follows from them, and what they leave open.

Must not know how words are read: that is `worded`.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import TypeAlias

from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.text import Message
from checker.domain.unit import Factor

__all__ = ["Asked", "Entry", "OpenQuestion", "Stated", "WordedTarget"]

Entry: TypeAlias = "tuple[str, str | tuple[str, str]]"
"""A key of a pack with its text, or with a key and a text beneath it."""


class Stated(NamedTuple):
    """What is known of an indicator beside the words of its target.

    Args:
        title: In Vietnamese.
        unit: As written; empty where there is none.
        kind: As stated; empty where it is to follow.
        better: As stated; empty where it is to follow.
        measures: As stated; empty where it is to follow.
        year: The year of the target.
        due: When it is judged, if that is stated.
        decides: Whether numbers for parts of the year decide there, if that is stated.
        baseline: Whether a level is stated from which it starts.
        usual_kind: The kind where the words leave it open.
        usual_better: The direction where the words leave it open.
        declared: The units that the pack declares.
        factors: The sizes that it states of them.
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
    """What words set.

    Args:
        target: What stands under ``target`` in a pack: keys, and their numbers as texts.
        kind: The kind of the indicator.
        better: Its better direction.
        measures: What its figure is; empty where nothing needs to be stated.
        reasons: Of each of these what it follows from, for who reads it again.
        due: The part of the year by whose end it is judged, or the day by which it is, if the words say so.
        steps: The numbers for the ends of earlier parts of the year.
    """

    target: tuple[Entry, ...]
    kind: str
    better: str
    measures: str
    reasons: tuple[tuple[str, Message], ...]
    due: Period | dt.date | None = None
    steps: tuple[tuple[Period, str], ...] = ()


class Asked(enum.Enum):
    """What the words leave open."""

    WORDS = "words"
    UNIT = "unit"
    KIND = "kind"
    BETTER = "better"
    MEASURES = "measures"


class OpenQuestion(Exception):
    """Words that do not settle a target."""

    def __init__(self, asked: Asked, reason: Message) -> None:
        super().__init__(reason)
        self.asked = asked
        self.reason = reason
