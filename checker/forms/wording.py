"""Targets as officials write them into the column of the plan.

Owns the short texts "317", "trên 80", "10,6-11", "giảm 1,5". Must not know cells.
"""

from __future__ import annotations

from decimal import Decimal

from checker.domain.axes import Better
from checker.domain.number import plain
from checker.domain.text import Message, message
from checker.language import Language
from checker.packs.model import Indicator, TargetRule

__all__ = ["plan_number", "plan_text"]


def plan_text(target: TargetRule | None, language: Language) -> str:
    """Write a target without its unit, which has a column of its own; nothing where there is none."""
    if target is None or not target.traits.short:
        return ""
    if target.number is None:
        return language.render(message("met"))
    return language.render(_phrase(target, target.number))


def _phrase(target: TargetRule, number: Decimal) -> Message:
    shown = plain(number)
    traits = target.traits
    if target.upper is not None:
        return message(traits.short, number=shown, upper=plain(target.upper))
    return message((target.strict and traits.short_strict) or traits.short, number=shown)


def plan_number(indicator: Indicator, target: TargetRule | None) -> Decimal | None:
    """Return what a value is divided by for its percentage of the plan; ``None`` where that would mislead.

    It says something only where higher is better and the plan is one positive number.
    """
    if target is None or target.number is None or indicator.better is not Better.HIGHER:
        return None
    one = target.traits.level and not target.traits.ceiling and target.upper is None
    return plain(target.number) if one and target.number > 0 else None
