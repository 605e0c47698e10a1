"""Derive the kind, the measure and the better direction of an indicator from its title and the words of its target.

Owns the evidence for each, by `common_titles` and the senses of words. Must not know comparators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Better, Kind, Measures
from checker.domain.text import Message, message
from checker.domain.unit import Unit, folded
from checker.domain.wording import Sense
from checker.packs.clause_earlier import starts_named
from checker.packs.clause_places import RANK, RANKS
from checker.packs.clause_statement import Statement
from checker.packs.clause_words import flattened
from checker.packs.common_titles import adds_up, better_of, counts_new, is_level, is_share
from checker.packs.lint_measures import is_share as may_be_share
from checker.packs.lint_measures import speaks_of_change
from checker.packs.target_question import LEVELS, OpenPoint, OpenQuestion, Stated, unread

__all__ = ["IndicatorReading"]

_SIDES: Final = {
    Sense.FLOOR: Better.HIGHER,
    Sense.ABOVE: Better.HIGHER,
    Sense.UP_TO: Better.HIGHER,
    Sense.CEILING: Better.LOWER,
    Sense.BELOW: Better.LOWER,
    Sense.DOWN_TO: Better.LOWER,
    Sense.EXACT: Better.NEITHER,
    Sense.BAND: Better.NEITHER,
}
_ARRIVES: Final = (Sense.DOWN_TO, Sense.UP_TO)
_MOVES: Final = r"(?:- |\+ )?(?:trong đó:? )?(?:giảm|tăng|nâng|hạ)(?![^\W_])(?! cường| gia| nghèo| tầng)"
_CHANGES: Final = {Sense.GROWTH: Measures.GROWTH, Sense.FALL: Measures.REDUCTION, Sense.RISE: Measures.INCREASE}
_RATES: Final = ("tốc độ", "nhịp độ", "tăng trưởng", "tỷ lệ tăng", "tỉ lệ tăng")


class IndicatorReading:
    """Derives what is not stated about an indicator."""

    def __init__(self, words: str, stated: Stated, own: Unit | None, *, none: bool) -> None:
        """Take the words and what is stated.

        Args:
            words: The words of the target.
            stated: The known properties.
            own: The unit of the indicator.
            none: Whether the words require that something does not happen.
        """
        self._words = words
        self._stated = stated
        self._own = own
        self._none = none
        self.reasons: dict[str, Message] = {}
        """The evidence for each conclusion."""

    def measures(self, one: Statement | None) -> str:
        """Return what the indicator measures; empty if that need not be stated."""
        stated = self._stated
        if stated.measures:
            return stated.measures
        title = speaks_of_change(stated.title)
        if title:
            flat = folded(title)
            if flat.startswith(_RATES):
                found = Measures.GROWTH
            else:
                found = Measures.REDUCTION if "giảm" in flat else Measures.INCREASE
            self.reasons["measures"] = message("the title says “{words}”", words=title)
            return found
        self._refuse_unstarted(one)
        steps = self._own is not None and self._own.base == RANK and one is not None and RANKS[0] in one.units
        moves = steps or (re.match(_MOVES, folded(stated.title)) and (one is None or one.bound not in _ARRIVES))
        if one is None or stated.baseline or not (one.change or moves):
            return ""
        counted = self._own is not None and self._own.is_counted and self._own.base != RANK
        if one.change is Sense.RISE and counted:
            self.reasons["measures"] = message("“{words}”", words=one.words)
            return Measures.INCREASE
        raise OpenQuestion(
            OpenPoint.MEASURES,
            message(
                "“{words}” is a change, and nothing says whether a change or a level is reported",
                words=one.words if one.change or steps else stated.title,
            ),
        )

    def _refuse_unstarted(self, one: Statement | None) -> None:
        """Refuse a comparison with an earlier figure that is not stated, or that is not earlier."""
        if one is None or one.since is None:
            return
        if self._stated.year in starts_named(flattened(one.words), None):
            raise unread(one.words)
        if not self._stated.baseline:
            reason = message(
                "“{words}” compares with an earlier figure; state it as `baseline`, in a table under `indicators` of "
                "the head",
                words=one.words,
            )
            raise OpenQuestion(OpenPoint.WORDS, reason)

    def kind(self, one: Statement | None, measures: str) -> str:
        """Return the kind of the indicator."""
        stated = self._stated
        if stated.kind:
            return stated.kind
        found = next(self._kinds(one, measures), None)
        if found is None and stated.usual_kind:
            return stated.usual_kind
        if found is None:
            raise OpenQuestion(
                OpenPoint.KIND, message("nothing says whether “{title}” adds up or is a level", title=stated.title)
            )
        kind, self.reasons["kind"] = found
        return kind

    def _kinds(self, one: Statement | None, measures: str) -> Iterator[tuple[str, Message]]:
        """Yield the evidence for a kind, most certain first."""
        title, own = self._stated.title, self._own
        assert own is not None  # noqa: S101 - a missing unit was handled before
        share = is_share(title)
        of_unit = message("the unit is {unit}", unit=own.name)
        if own.base in ("%", "điểm %", "điểm", "lần") and (share or measures not in LEVELS or may_be_share(title)):
            yield Kind.RATIO, message("the title says “{words}”", words=share) if share else of_unit
        if "/" in own.base:
            yield Kind.RATIO, of_unit
        if own.base == RANK and measures in LEVELS:
            yield Kind.STOCK, of_unit
        new = counts_new(title) or counts_new(self._words)
        if new and not share:
            yield Kind.FLOW, message("“{words}” adds up over the year", words=new)
        if measures == Measures.INCREASE and own.is_counted:
            yield Kind.FLOW, message("“{words}” adds up over the year", words=one.words if one else title)
        flow, level = adds_up(title), is_level(title)
        if flow and not level:
            yield Kind.FLOW, message("“{words}” adds up over the year", words=flow)
        if level and not flow:
            yield Kind.STOCK, message("“{words}” is a level", words=level)

    def better(self, one: Statement | None, measures: str) -> str:
        """Return its better direction."""
        stated = self._stated
        if stated.better:
            return stated.better
        signs = list(self._directions(one, measures))
        found = signs[0] if signs else None
        against = next((sign for sign in signs if found and sign[0] != found[0]), None)
        if found and against and found[0] != Better.NEITHER:
            raise OpenQuestion(
                OpenPoint.BETTER,
                message("{first} wants {one}, and {second} wants {other}", first=found[1], one=found[0],
                        second=against[1], other=against[0]),
            )  # fmt: skip
        if found is None and stated.usual_better:
            return stated.usual_better
        if found is None:
            raise OpenQuestion(
                OpenPoint.BETTER,
                message("neither “{words}” nor the title says which direction is better", words=self._words),
            )
        better, self.reasons["better"] = found
        return better

    def _directions(self, one: Statement | None, measures: str) -> Iterator[tuple[str, Message]]:
        quoted = message("“{words}”", words=one.words if one else self._words)
        if one is None:
            yield (Better.LOWER if self._none else Better.HIGHER), quoted
            return
        if self._own is not None and self._own.base == RANK and measures in LEVELS:
            yield Better.LOWER, message("the unit is {unit}", unit=self._own.name)
            if one.change is not None and set(RANKS) & set(one.units):
                # Rising by two ranks gives a smaller number.
                yield (Better.HIGHER if one.change is Sense.FALL else Better.LOWER), quoted
                return
        if one.bound in _SIDES and (one.change is None or measures not in LEVELS):
            # "Giảm trên 1,5%" bounds the change.
            yield _SIDES[one.bound], quoted
        falls = measures == Measures.REDUCTION
        if one.change is not None and measures in LEVELS:
            yield (Better.LOWER if one.change is Sense.FALL else Better.HIGHER), quoted
        if found := better_of(self._stated.title, falls=falls):
            yield found[0], message("the title says “{words}”", words=found[1])
        if one.change is not None and _CHANGES[one.change] == measures:
            yield Better.HIGHER, quoted
