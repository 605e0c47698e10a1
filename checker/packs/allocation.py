"""Derive the pack of one reporting unit, which is an ordinary pack for all other code.

Owns the effect of an allocation, and the targets of a unit whose figures add up to those of the whole. Must not know
figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.packs.model import Indicator, RulePack, UnitShare

__all__ = ["of_unit", "without_targets"]


def of_unit(pack: RulePack, unit: str) -> RulePack:
    """Return the pack of a unit: its own numbers, and the targets that apply to every unit.

    If figures roll up, all other targets apply only to the whole. Otherwise, targets without an allocation apply to
    each unit as stated. A unit without a number has no target of an allocated indicator.
    """
    if unit == pack.unit:
        return pack
    common = without_targets(pack) if pack.reporting.roll_up else pack
    shares = pack.allocation.shares
    if not shares:
        return common
    own = {one.indicator: one for one in shares if one.unit == unit}
    allocated = {one.indicator for one in shares}
    indicators = tuple(
        _with_share(pack, one, own) if one.id in allocated else unallocated
        for one, unallocated in zip(pack.indicators, common.indicators, strict=True)
    )
    return common._replace(indicators=indicators)


def _with_share(pack: RulePack, indicator: Indicator, own: Mapping[str, UnitShare]) -> Indicator:
    """Return an indicator with a unit's number instead of that of the whole."""
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
    """Return the pack of a unit if targets apply only to the whole: it has only relations between figures."""
    return pack._replace(
        indicators=tuple(indicator._replace(target=None, revisions=(), others=()) for indicator in pack.indicators)
    )
