"""Write targets the way officials do in the plan column.

Owns the short texts "317", "trên 80", "10,6-11", "giảm 1,5", and the notation of the numbers
in them. Must not know cells.
"""

from __future__ import annotations

from decimal import Decimal

from checker.domain.axes import Better
from checker.domain.number import plain
from checker.domain.text import Message, message
from checker.language import LANGUAGES, Language
from checker.packs.model import Indicator, TargetRule

__all__ = ["number_text", "plan_number", "plan_text"]


def number_text(number: Decimal, locale: str) -> str:
    """Write a number in the notation of a form: ``3.700,5`` in ``vi``, ``3,700.5`` in ``en``.

    The locale ``machine`` has a decimal point and no grouping.
    """
    return Language(locale).number(number) if locale in LANGUAGES else format(number, "f")


def plan_text(target: TargetRule | None, language: Language, locale: str = "vi") -> str:
    """Write a target without its unit, which has its own column; return nothing if there is no target.

    Args:
        target: The target.
        language: The language of the words.
        locale: The notation of the numbers.
    """
    if target is None or not target.traits.short:
        return ""
    if target.number is None:
        return language.render(message("met"))
    return language.render(_phrase(target, target.average or target.number, locale))


def _phrase(target: TargetRule, number: Decimal, locale: str) -> Message:
    shown = number_text(plain(number), locale)
    traits = target.traits
    if target.upper is not None:
        return message(traits.short, number=shown, upper=number_text(plain(target.upper), locale))
    return message((target.strict and traits.short_strict) or traits.short, number=shown)


def plan_number(indicator: Indicator, target: TargetRule | None) -> Decimal | None:
    """Return the divisor of a value for its percentage of the plan; ``None`` if that would mislead.

    It is only meaningful if higher is better and the plan is a single positive number.
    """
    if target is None or target.number is None or indicator.better is not Better.HIGHER:
        return None
    one = not target.of_years and target.traits.level and not target.traits.ceiling and target.upper is None
    return plain(target.number) if one and target.number > 0 else None
