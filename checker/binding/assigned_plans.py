"""Match several plan figures in one cell to the targets of their assigners.

Owns the findings for figures without a match, or in disagreement. Must not know how a cell is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.binding.assigning_level import assigned_by, names_indicator
from checker.binding.values import percent_interval, value_interval
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.number import rounded
from checker.domain.phrase import amount, value_phrase
from checker.domain.submission import Field, Several, Share
from checker.domain.text import message
from checker.packs.model import Indicator, TargetRule

__all__ = ["differing_plans", "of_assigners", "percent_differs"]


def of_assigners(
    field: Field, several: Several, indicator: Indicator, targets: Sequence[TargetRule]
) -> tuple[Field | None, list[tuple[TargetRule, Interval]], list[Diagnostic]]:
    """Match every percentage in a cell to the target whose assigner its words name.

    Args:
        field: The cell.
        several: Its figures.
        indicator: Its indicator.
        targets: The targets in force.

    Returns:
        The one percentage without an assigner, if any; targets with their percentages; and unused percentages.
    """
    unnamed = [
        share
        for share in several.shares
        if not share.words or (not share.unrelated and names_indicator(share.words, indicator))
    ]
    plain = field._replace(reading=unnamed[0].figure) if len(unnamed) == 1 else None
    found: list[tuple[TargetRule, Interval]] = []
    wrong: list[Diagnostic] = []
    for share in several.shares:
        if plain is not None and share is unnamed[0]:
            continue
        target = None if share.unrelated else assigned_by(share.words, targets, indicator)
        percent = percent_interval(field._replace(reading=share.figure))
        if isinstance(percent, Diagnostic):
            wrong.append(percent)
        elif target is None or not target.is_plan:
            wrong.append(_unclear(field, share, indicator, targets))
        else:
            found.append((target, percent))
    return plain, found, wrong


def percent_differs(field: Field, indicator: Indicator, target: TargetRule, value: Interval) -> Diagnostic:
    """Report a percentage of an assigner's plan that does not follow from the value."""
    unit, number = indicator.unit.name if indicator.unit else "", Fraction(target.number or 1)
    computed = value.scaled(100 / number)
    low, high = (None if end is None else rounded(end, 2) for end in (computed.lo, computed.hi))
    return diagnostic(
        codes.PERCENT_OF_PLAN,
        field.location,
        indicator=indicator.title,
        reported=field.text,
        value=value_phrase(value, unit),
        target=message(
            "{number} ({office})", number=amount(number, unit), office=target.assigned_by or message("not stated")
        ),
        computed=value_phrase(Interval(low, high), "%"),
    )


def differing_plans(
    field: Field, several: Several, indicator: Indicator, targets: Sequence[TargetRule]
) -> Iterator[tuple[Matter, Diagnostic]]:
    """Yield the plans that differ from their assigner's target, or have no assigner.

    Args:
        field: The cell.
        several: Its figures.
        indicator: Its indicator.
        targets: The targets in force.
    """
    for share in several.shares:
        read = value_interval(field._replace(reading=share.figure), indicator)
        if isinstance(read, Diagnostic):
            continue  # As for a single plan, it has no consequence.
        plan = Interval(read.lo if read.lo is not None else read.hi, read.hi if read.hi is not None else read.lo)
        if share.words:
            target = assigned_by(share.words, targets, indicator)
        else:
            # A number equal to one of the targets needs no name.
            target = next((one for one in targets if _agrees(plan, one)), None)
        if target is None:
            yield Matter.PERCENT_OF_PLAN, _unclear(field, share, indicator, targets)
        elif target.traits.level and target.number is not None and not _agrees(plan, target):
            unit = indicator.unit.name if indicator.unit else ""
            bound = message("{number} ({office})", number=amount(target.number, unit), office=target.assigned_by)
            wrong = diagnostic(
                codes.PLAN_DIFFERS, field.location, indicator=indicator.title, reported=field.text, target=bound
            )
            yield Matter.CONSISTENCY, wrong


def _agrees(plan: Interval, target: TargetRule) -> bool:
    if target.number is None:
        return False
    upper = target.number if target.upper is None else target.upper
    return not plan.is_disjoint_from(Interval(target.number, upper))


def _unclear(field: Field, share: Share, indicator: Indicator, targets: Sequence[TargetRule]) -> Diagnostic:
    known = tuple(target.assigned_by for target in targets if target.assigned_by)
    return diagnostic(
        codes.WHOSE_PLAN,
        field.location,
        indicator=indicator.title,
        words=share.words or "–",
        value=field.text,
        known=known or message("no target of the pack says who assigned it"),
    )
