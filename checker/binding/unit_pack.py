"""The pack for a unit and a period: its own targets, and carried results of earlier years.

Owns the order of these steps. Must not know where earlier reports come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checker.domain.period import Period
from checker.packs.model import RulePack
from checker.packs.term import Carry

if TYPE_CHECKING:
    from checker.binding.growth import YearBefore

__all__ = ["suited_pack"]


def suited_pack(
    pack: RulePack, unit: str, period: Period, known: Mapping[tuple[str, Period], Sequence[YearBefore]]
) -> RulePack:
    """Return the pack for a unit and a period.

    Args:
        pack: The pack of the period's year.
        unit: The reporting unit.
        period: The judged period.
        known: The run's reports of earlier years.
    """
    if pack.allocation.shares:
        from checker.packs.allocation import of_unit

        pack = of_unit(pack, unit)
    if any(one.steps for one in pack.indicators):
        from checker.packs.steps import at_step

        pack = at_step(pack, period)
    if pack.looks_back:
        from checker.binding.growth import with_year_before

        pack = with_year_before(pack, unit, period, known)
    if any(one.carry is not Carry.NONE for one in pack.indicators):
        from checker.binding.earlier_years import with_earlier_years

        pack = with_earlier_years(pack, unit, known)
    return pack
