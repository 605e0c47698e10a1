"""The table of checks between figures that a pack can define, with every property of each.

Owns their keys in the rule language, their operands, and the code of a failed one. A new check needs a member of both
enumerations and a row here. `plan.compiler` turns it into a quantity and its levels, and `assess.relations` fills the
sentence of its code. Must not know packs or figures.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Matter
from checker.domain.enumeration import StrEnum
from checker.domain.record import NamedTuple

__all__ = ["CHECKS", "OVER_TIME", "CheckForm", "CheckKind", "CheckTraits", "Operands"]


class CheckForm(StrEnum):
    """The closed set of relations between figures that a pack can define."""

    LESS_OR_EQUAL = "less_or_equal"
    SUM = "sum"
    RATIO = "ratio"
    PERCENT_OF_PLAN = "percent_of_plan"
    CHANGE = "change"
    NEVER_FALLING = "never_falling"


class CheckKind(StrEnum):
    """The closed set of consistency checks; some apply without being defined in a pack."""

    NATURAL_LIMITS = "natural_limits"
    CHILD_WITHIN_PARENT = "child_within_parent"
    PERCENT_OF_PLAN = "percent_of_plan"
    PLAN = "plan"
    RATIO = "ratio"
    NEVER_FALLING = "never_falling"
    LESS_OR_EQUAL = "less_or_equal"
    SUM = "sum"
    QUOTIENT = "quotient"
    STATED_PERCENT = "stated_percent"
    CHANGE = "change"


class Operands(StrEnum):
    """How an author writes the indicators of a check; the schema and the lint follow from it."""

    PAIR = "pair"
    """A list of two indicators in one unit."""
    PARTS = "parts"
    """``of``, a list of parts, and ``equals``, their total; all are in one unit."""
    RATIO = "ratio"
    """``of`` and ``to`` in one unit, and ``equals``, the stated ratio."""
    PERCENT = "percent"
    """``of``, an indicator with a plan, and ``equals``, the stated percentage."""
    LIMITED = "limited"
    """``of``, an indicator that is not cumulative, and a limit in ``percent`` or as an ``amount``."""
    ONE = "one"
    """A single indicator."""


class CheckTraits(NamedTuple):
    """The properties of a check.

    Args:
        kind: The kind of check in a plan.
        operands: How an author writes its indicators.
        description: What it means, for the schema of packs.
        code: The name of the code of a failed check, in `checker.domain.codes`.
        matter: The key of that finding in a gate policy.
        over_time: Whether it compares a figure with that of the previous period.
        linear: Whether its quantity is a sum of figures times numbers, which columns of a bulk run can decide.
    """

    kind: CheckKind
    operands: Operands
    description: str
    code: str
    matter: Matter = Matter.CONSISTENCY
    over_time: bool = False
    linear: bool = True


CHECKS: Final = {
    CheckForm.LESS_OR_EQUAL: CheckTraits(
        CheckKind.LESS_OR_EQUAL, Operands.PAIR, "The first does not exceed the second.", "ORDER_VIOLATED"
    ),
    CheckForm.SUM: CheckTraits(CheckKind.SUM, Operands.PARTS, "Parts add up to their total.", "SUM_DIFFERS"),
    CheckForm.RATIO: CheckTraits(
        CheckKind.QUOTIENT,
        Operands.RATIO,
        "A stated ratio follows from its two figures.",
        "RATIO_DIFFERS",
        linear=False,
    ),
    CheckForm.PERCENT_OF_PLAN: CheckTraits(
        CheckKind.STATED_PERCENT,
        Operands.PERCENT,
        "A stated percentage follows from the plan.",
        "PERCENT_OF_PLAN",
        Matter.PERCENT_OF_PLAN,
    ),
    CheckForm.CHANGE: CheckTraits(
        CheckKind.CHANGE,
        Operands.LIMITED,
        "The change since the previous period is limited.",
        "LEAP",
        over_time=True,
    ),
    CheckForm.NEVER_FALLING: CheckTraits(
        CheckKind.NEVER_FALLING, Operands.ONE, "Never lower than in the previous period.", "FELL", over_time=True
    ),
}
"""Every check that a pack can define, in the order of the schema."""

OVER_TIME: Final = tuple(traits.kind for traits in CHECKS.values() if traits.over_time)
"""The kinds that compare a figure with that of the previous period."""
