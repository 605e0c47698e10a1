"""The table of comparators, with every property of each: how a target's number is meant.

Owns their words in the rule language, the side on which each is met, and how each is written. A new comparator needs a
member and a row here. `plan.bounds` turns its number into levels. Must not know packs or figures.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Better
from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact, Interval, point
from checker.domain.record import NamedTuple

__all__ = ["ACHIEVED", "COMPARATORS", "ONLY_VERDICT", "Comparator", "Shape", "Traits", "traits_of"]


class Comparator(StrEnum):
    """The words of the rule language; semantics.md section 2 maps wordings to these."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    EQUAL = "equal"
    KEEP = "keep"
    BETWEEN = "between"
    REDUCE_BY = "reduce_by"
    GROW_BY = "grow_by"
    TOWARDS = "towards"
    """A direction only: the value must be nearer to the number than the baseline. It is reported and never gated."""
    ALL_OF = "all_of"
    """A compound target, which is met if each of its members is."""

    @property
    def traits(self) -> Traits:
        """Its traits."""
        return COMPARATORS[self]


ACHIEVED: Final = "achieved"
"""Takes the place of a comparator if only a verdict is reported for the indicator."""


_NUMBER: Final = "{number}"


class Shape(StrEnum):
    """The operands of a comparator."""

    NUMBER = "number"
    RANGE = "range"
    MEMBERS = "members"


class Traits(NamedTuple):
    """The properties of a comparator.

    Args:
        phrase: The bound as a phrase, such as ``at least {number}``.
        phrase_strict: The same where a change must be surpassed.
        phrase_none: The same where the change is nothing, which is a bound on the level; and where that is to be
            surpassed.
        short_none: How officials write these two.
        description: What it means, for the schema of packs.
        shape: Its operands.
        side: The side on which it is met; ``None`` for the better side of its indicator.
        wants: The direction that its indicator must have; ``None`` for any.
        strict: Whether the number itself does not meet it.
        change: Whether its number is a change from the baseline, not a level.
        unitless: Whether its number is not in the indicator's unit, such as a percentage.
        directional: Whether it is a direction only, which is never counted or gated.
        lasting: Whether it is judged at every period.
        short: How officials write it in the plan column.
        short_strict: The same for the strict form.
    """

    phrase: str
    description: str
    shape: Shape = Shape.NUMBER
    side: Better | None = None
    wants: Better | None = None
    strict: bool = False
    change: bool = False
    unitless: bool = False
    directional: bool = False
    lasting: bool = False
    short: str = _NUMBER
    short_strict: str = ""
    phrase_strict: str = ""
    short_none: tuple[str, str] = ("", "")
    phrase_none: tuple[str, str] = ("", "")

    @property
    def from_baseline(self) -> bool:
        """Whether it needs a baseline."""
        return self.change or self.directional

    @property
    def level(self) -> bool:
        """Whether its number is a level that an office would state as its plan."""
        return self.shape is not Shape.MEMBERS and not self.from_baseline

    @property
    def bare(self) -> bool:
        """Whether a number alone means it: the plan is to reach that number."""
        return self.level and self.short == _NUMBER and not self.ceiling

    @property
    def floor(self) -> bool:
        """Whether it is met from a level upwards, whichever direction is better."""
        return self.level and self.side is Better.HIGHER

    @property
    def ceiling(self) -> bool:
        """Whether it is met up to a level, whichever direction is better."""
        return self.level and self.side is Better.LOWER

    @property
    def exact(self) -> bool:
        """Whether it is met by a level alone."""
        return self.level and self.side is Better.NEITHER

    def interval(self, number: Exact) -> Interval:
        """Return the levels that meet it, if it is met on the same side for every indicator.

        Raises:
            ValueError: Its side depends on its indicator, or its number is not a level.
        """
        match self.side if self.level else None:
            case Better.HIGHER:
                return Interval(number, None, lo_open=self.strict)
            case Better.LOWER:
                return Interval(None, number, hi_open=self.strict)
            case Better.NEITHER:
                return point(number)
            case _:
                raise ValueError(self.phrase)


COMPARATORS: Final = {
    Comparator.AT_LEAST: Traits(
        "at least {number}", "Met from this number upwards.", side=Better.HIGHER, wants=Better.HIGHER
    ),
    Comparator.ABOVE: Traits(
        "above {number}",
        "Met only above this number (trên).",
        side=Better.HIGHER,
        wants=Better.HIGHER,
        strict=True,
        short="above {number}",
    ),
    Comparator.AT_MOST: Traits("at most {number}", "Met up to this number.", side=Better.LOWER, wants=Better.LOWER),
    Comparator.BELOW: Traits(
        "below {number}",
        "Met only below this number (dưới).",
        side=Better.LOWER,
        wants=Better.LOWER,
        strict=True,
        short="below {number}",
    ),
    Comparator.EQUAL: Traits("exactly {number}", "Met by exactly this number.", side=Better.NEITHER),
    Comparator.KEEP: Traits(
        "keep {number}", "Must not become worse than this number (duy trì), at any period.", lasting=True
    ),
    Comparator.BETWEEN: Traits(
        "{number} to {upper}",
        "A range: met from its worse end on, exceeded beyond its better end.",
        Shape.RANGE,
        short="{number}-{upper}",
    ),
    Comparator.REDUCE_BY: Traits(
        "a reduction by {number} from {baseline}",
        "Met when the value is lower than the baseline by this much, in the unit.",
        side=Better.LOWER,
        wants=Better.LOWER,
        change=True,
        short="down by {number}",
        short_strict="down by more than {number}",
        phrase_strict="a reduction by more than {number} from {baseline}",
        short_none=("no rise", "a fall"),
        phrase_none=("no more than {baseline}", "less than {baseline}"),
    ),
    Comparator.GROW_BY: Traits(
        "{number} % more than {baseline}",
        "Met when the value is higher than the baseline by this many percent.",
        side=Better.HIGHER,
        wants=Better.HIGHER,
        change=True,
        unitless=True,
        short="up by {number}%",
        short_strict="up by more than {number}%",
        phrase_strict="over {number} % more than {baseline}",
        short_none=("no fall", "a rise"),
        phrase_none=("no less than {baseline}", "more than {baseline}"),
    ),
    Comparator.TOWARDS: Traits(
        "from {baseline} towards {number}",
        "A direction only: the value must be nearer to this number than the baseline. It is reported and never gated.",
        wants=Better.NEITHER,
        directional=True,
    ),
    Comparator.ALL_OF: Traits(
        "all of its parts met",
        "A compound target, for kind verdict: met if the targets of all these indicators are met.",
        Shape.MEMBERS,
        short="",
    ),
}
"""Every comparator, in the order of the schema."""


ONLY_VERDICT: Final = Traits(
    ACHIEVED, "For kind verdict: only whether the target was achieved is reported, without a figure.", Shape.MEMBERS
)
"""The traits if only a verdict is reported."""


def traits_of(comparator: str) -> Traits:
    """Return the traits of a bound by its word in the rule language, or by ``achieved``."""
    return ONLY_VERDICT if comparator == ACHIEVED else Comparator(comparator).traits
