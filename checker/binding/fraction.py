"""Interpret a value such as "640/350": actual and planned, or a share of a whole.

Owns which reading fits the pack. Must not know how a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.binding.ratio import parts_of_ratio
from checker.binding.values import percent_interval, value_interval, widened
from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Exact, Interval
from checker.domain.phrase import value_phrase
from checker.domain.submission import Field, Figure, Observation, Several
from checker.domain.text import Message
from checker.domain.unit import Unit
from checker.packs.model import Indicator

__all__ = ["unfolded"]

_RANK: Final = "hạng"
_PERCENTAGE: Final = re.compile("[%‰]|phần (?:trăm|nghìn|ngàn)")
_BESIDE: Final = "[()=;]|, |tương ứng"


def unfolded(  # noqa: PLR0911 - one for each reading
    observation: Observation, indicator: Indicator, *, targets_apply: bool = True
) -> Observation | Diagnostic:
    """Return the row with the second number of its value in its own field, or why that is uncertain.

    If the second number equals the plan beside it or a target, it is the plan. If the indicator is a ratio and the
    first number is not larger, they are numerator and denominator. For a rank, the second is the number of ranked
    items.

    Args:
        observation: A row.
        indicator: Its indicator.
        targets_apply: Whether the targets of the pack apply to the row's unit.
    """
    value, behind = observation.value, observation.behind
    if value is None or behind is None or indicator.kind is Kind.VERDICT:
        return observation
    if not isinstance(value.reading, Figure) or not isinstance(behind.reading, Figure):
        # A wrong unit is reported with the value.
        return observation
    if observation.share is not None and (wrong := _contradicts(value, behind, observation.share)) is not None:
        return wrong
    planned = value_interval(behind, indicator)
    if isinstance(planned, Interval) and planned.is_point:
        plans = list(_plans_beside(observation, indicator))
        if any(_same(planned.lo, plan) for plan in (*plans, *(_targets(indicator) if targets_apply else ()))):
            return observation._replace(plan=observation.plan or behind)
    if _is_place(value.reading, behind.reading, indicator):
        return observation
    if _is_share(observation, value.reading, behind.reading, indicator):
        numerator, denominator = _named(value, behind)
        return observation._replace(value=None, numerator=numerator, denominator=denominator)
    done, whole = (_figure_phrase(figure) for figure in (value.reading, behind.reading))
    return diagnostic(
        codes.UNCLEAR_FRACTION,
        value.location,
        indicator=indicator.title,
        value=value.text,
        done=done,
        planned=whole,
    )


def _contradicts(value: Field, behind: Field, share: Field) -> Diagnostic | None:
    """Return the problem of a percentage beside two numbers that is not their share."""
    parts, stated = parts_of_ratio(value, behind, of_percentages=True), percent_interval(share)
    if isinstance(parts, Diagnostic) or isinstance(stated, Diagnostic):
        return parts if isinstance(parts, Diagnostic) else stated if isinstance(stated, Diagnostic) else None
    computed = parts.numerator.scaled(100 / parts.denominator)
    if not widened(stated, truncated=True).is_disjoint_from(computed):
        return None
    found = value_phrase(stated, "%")
    return diagnostic(
        codes.SHARE_CONTRADICTS,
        value.location,
        value=value.text,
        share=found,
        computed=value_phrase(_to_hundredths(computed), "%"),
    )


def _to_hundredths(value: Interval) -> Interval:
    low, high = (None if end is None else Decimal(round(end * 100)) / 100 for end in (value.lo, value.hi))
    return value._replace(lo=low, hi=high)


def _plans_beside(observation: Observation, indicator: Indicator) -> Iterator[Exact]:
    plan = observation.plan
    if plan is None:
        return
    several = plan.reading.shares if isinstance(plan.reading, Several) else ()
    readings = tuple(share.figure for share in several) or (plan.reading,)
    for reading in readings:
        found = value_interval(plan._replace(reading=reading), indicator)
        if isinstance(found, Interval) and found.is_point and found.lo is not None:
            yield found.lo


def _targets(indicator: Indicator) -> Iterator[Exact]:
    """Yield the numbers of every target, including former ones, which were plans, too."""
    rules = (indicator.target, *indicator.revisions, *indicator.others)
    for rule in rules:
        for number in (rule.number, rule.upper) if rule else ():
            if number is not None:
                yield number


def _same(one: Exact | None, other: Exact) -> bool:
    return one is not None and one == other


def _is_place(rank: Figure, among: Figure, indicator: Indicator) -> bool:
    if indicator.unit is None or indicator.unit.base != _RANK:
        return False
    place, count = rank.interval.lo, among.interval.lo
    return rank.interval.is_point and place is not None and count is not None and 1 <= place <= count


def _is_share(observation: Observation, counted: Figure, whole: Figure, indicator: Indicator) -> bool:
    text = observation.value.text if observation.value and not observation.share else ""
    if indicator.kind is not Kind.RATIO or observation.numerator or observation.denominator or _PERCENTAGE.search(text):
        return False
    above, below = counted.interval, whole.interval
    if not above.is_point or not below.is_point or above.lo is None or below.lo is None:
        return False
    return 0 <= above.lo <= below.lo and below.lo > 0


def _named(value: Field, behind: Field) -> tuple[Field, Field]:
    """Return the two figures with the texts on both sides of the slash, and without the % of their row."""
    both = next(part for part in re.split(_BESIDE, value.text) if "/" in part)
    first, _, second = (part.strip() for part in both.partition("/"))
    return _counted(value._replace(text=first)), _counted(behind._replace(text=second))


def _counted(part: Field) -> Field:
    match part.reading:
        case Figure(_, Unit("%")) as figure:
            return part._replace(reading=figure._replace(unit=None))
        case _:
            return part


def _figure_phrase(figure: Figure) -> Message:
    return value_phrase(figure.interval, figure.unit.name if figure.unit else "")
