"""What a pack asks of one of its reporting units: an ordinary pack, which everything else reads.

Owns what follows from an allocation, and what a unit is held to where its figures add up to those of the whole. Must
not know figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.packs.model import Indicator, RulePack, UnitShare

__all__ = ["of_unit", "without_targets"]


def of_unit(pack: RulePack, unit: str) -> RulePack:
    """Return what a unit is held to: its own numbers, and beside them what every unit is.

    Where the figures roll up, the other targets are of the whole alone. Where they do not, a unit has those that are
    not allocated as the pack states them; of an allocated one, a unit without a number has none.
    """
    if unit == pack.unit:
        return pack
    asked = without_targets(pack) if pack.reporting.roll_up else pack
    shares = pack.allocation.shares
    if not shares:
        return asked
    own = {one.indicator: one for one in shares if one.unit == unit}
    allocated = {one.indicator for one in shares}
    indicators = tuple(
        _with_share(pack, one, own) if one.id in allocated else kept
        for one, kept in zip(pack.indicators, asked.indicators, strict=True)
    )
    return asked._replace(indicators=indicators)


def _with_share(pack: RulePack, indicator: Indicator, own: Mapping[str, UnitShare]) -> Indicator:
    """Return an indicator with the number of a unit in the place of that of the whole."""
    share, target = own.get(indicator.id), indicator.target
    if share is None or target is None:
        return indicator._replace(target=None, revisions=(), others=())
    rule = target._replace(
        number=share.number,
        stretch=None,
        beyond=None,
        source=pack.allocation.source,
        location=share.location,
    )
    return indicator._replace(target=rule, revisions=(), others=())


def without_targets(pack: RulePack) -> RulePack:
    """Return what a reporting unit is held to where targets are of the whole: relations between figures alone."""
    return pack._replace(
        indicators=tuple(indicator._replace(target=None, revisions=(), others=()) for indicator in pack.indicators)
    )
