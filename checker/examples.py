"""Evaluate a pack's own examples, and examples generated at the bounds of its targets.

Owns how an example becomes a submission, and which figures show what a bound decides. Must not know how anything is
decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from checker.assessment import assess
from checker.domain import codes
from checker.domain.axes import Verdict
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Observation, Reading, Submission, Unreadable
from checker.engines.choice import Engine
from checker.packs.model import Indicator, RulePack
from checker.packs.steps import at_step
from checker.packs.term import Carry
from checker.packs.year_slices import slice_of, slices_of
from checker.plan.bounds import goal_of
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number

__all__ = ["MadeExample", "boundary_examples", "run_examples"]

_VERDICTS: Final = ("không đạt", "đạt", "vượt")


class MadeExample(NamedTuple):
    """A figure near a bound, as an officer would write it, and its verdict when the target is due.

    Args:
        text: The figure.
        verdict: Its verdict.
        period: The period of its report.
        assigned_by: Who set the target, if it is not the deciding one; else empty.
    """

    text: str
    verdict: Verdict
    period: Period
    assigned_by: str = ""


class _DecidingNumber(NamedTuple):
    """A deciding number: its target, its period, and the figures around it."""

    indicator: Indicator
    period: Period
    assigned_by: str
    texts: tuple[str, ...]


def boundary_examples(pack: RulePack, engine: Engine) -> Mapping[str, tuple[MadeExample, ...]]:
    """Return, for each target, the verdicts of figures at its bounds and one step beside them.

    A step is one unit of the last stated digit. A change from an unknown level has no bounds, and a compound target has
    no bounds of its own.

    Raises:
        EngineFault: The engine broke its contract.
        UnsupportedPlan: The engine cannot evaluate the pack.
    """
    slices = slices_of(pack)
    if len(slices) > 1:
        # In a term pack, each target is shown in the last year in which it is due.
        return {id_: found for one in slices for id_, found in boundary_examples(one, engine).items()}
    # Figures of other years are not known here, so the figures cover all years together.
    pack = pack._replace(indicators=tuple(one._replace(carry=Carry.NONE) for one in pack.indicators))
    numbers = [one for indicator in pack.indicators for one in _numbers_of(indicator, pack) if one.texts]
    made: dict[str, dict[_DecidingNumber, list[MadeExample]]] = {}
    for period in dict.fromkeys(one.period for one in numbers):
        here = [one for one in numbers if one.period == period]
        for place in range(max(len(one.texts) for one in here)):
            given = {one: one.texts[place] for one in here if place < len(one.texts)}
            for one, verdict in _judged(given, pack, engine):
                made.setdefault(one.indicator.id, {}).setdefault(one, []).append(
                    MadeExample(given[one], verdict, period, one.assigned_by)
                )
    return {
        indicator.id: tuple(example for one in numbers if one.indicator is indicator for example in found[one])
        for indicator in pack.indicators
        if (found := made.get(indicator.id))
    }


def _numbers_of(indicator: Indicator, pack: RulePack) -> Iterator[_DecidingNumber]:
    """Yield the deciding targets of an indicator: those for parts of the year, its own, and those of others."""
    targets = [("", indicator.target), *((one.assigned_by, one) for one in indicator.others)]
    for period, _ in indicator.steps:
        stepped = at_step(pack, period).indicator(indicator.id)
        if stepped is not indicator:
            yield _DecidingNumber(indicator, period, "", tuple(_near_bounds(stepped)))
    for office, target in targets:
        if target is not None and target.due.year == pack.year:
            texts = tuple(_near_bounds(indicator._replace(target=target)))
            yield _DecidingNumber(indicator, target.due, office, texts)


def _judged(
    given: Mapping[_DecidingNumber, str], pack: RulePack, engine: Engine
) -> Iterator[tuple[_DecidingNumber, Verdict]]:
    """Yield the verdicts on figures of one period. An indicator has several figures if others set targets too."""
    left = dict(given)
    while left:
        # A report holds one figure for an indicator.
        now = {one.indicator.id: one for one in reversed(left)}
        rows = tuple(_example_row(id_, given[one], one.indicator.location) for id_, one in now.items())
        period = next(iter(now.values())).period
        submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, period, None, rows, synthetic=True)
        results = assess(submission, pack, engine).results
        for one in now.values():
            own = (result for result in results if result.indicator == one.indicator.id)
            found = next(result for result in own if result.assigned_by == one.assigned_by or not one.assigned_by)
            yield one, found.verdict
            del left[one]


def _near_bounds(indicator: Indicator) -> Iterator[str]:
    """Yield the figures at the bounds of an indicator's target and beside them, in their order."""
    target = indicator.target
    if target is None or target.members:
        return
    if target.comparator is None:
        yield from _dated(target.by) if target.by else _VERDICTS
        return
    goal = goal_of(target, indicator.better, indicator.before)
    if goal is None:
        return
    ends = {plain(end) for level in goal.levels for end in (level.lo, level.hi) if end is not None}
    exponent = min(int(end.as_tuple().exponent) for end in ends)
    step = Decimal(1).scaleb(min(exponent, 0))
    low, high = indicator.limits
    for number in sorted({near for end in ends for near in (end - step, end, end + step)}):
        if (low is None or number >= low) and (high is None or number <= high):
            yield _written(number, indicator.unit.name if indicator.unit else "")


def _dated(by: str) -> Iterator[str]:
    """Yield the verdicts around a verdict's deadline. The first day of the next month belongs to another report."""
    day = dt.date.fromisoformat(by)
    after = day + dt.timedelta(days=1)
    yield _VERDICTS[0]
    yield from (f"hoàn thành ngày {one.day}/{one.month}/{one.year}" for one in (day, after) if one.month == day.month)


def _written(number: Decimal, unit: str) -> str:
    digits = f"{number:,f}".translate(str.maketrans(",.", ".,"))
    return f"{digits}{unit}" if unit in ("%", "‰") else f"{digits} {unit}".rstrip()


def run_examples(pack: RulePack, engine: Engine) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each example of the pack whose verdict differs from the expected one.

    Raises:
        EngineFault: The engine broke its contract.
        UnsupportedPlan: The engine cannot evaluate the pack.
    """
    for example in pack.examples:
        year_slice = slice_of(pack, example.period.year)
        rows = tuple(_example_row(indicator, text, example.location) for indicator, text in example.given)
        submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, example.period, None, rows, synthetic=True)
        results = assess(submission, year_slice, engine).results
        found = {result.indicator: result.verdict.value for result in results}
        for indicator, expected in example.expect:
            if found[indicator] != expected:
                yield diagnostic(
                    codes.PACK_EXAMPLE,
                    example.location,
                    indicator=indicator,
                    expected=Verdict(expected),
                    found=Verdict(found[indicator]),
                )


def _example_row(indicator: str, text: str, location: Location) -> Observation:
    found = read_number(text)
    reading: Reading
    if isinstance(found, Trouble):
        reading = Unreadable(found.at(location))
    else:
        reading = found.figure if isinstance(found, WordedFigure) else found
    behind = Field(text, location, found.planned) if isinstance(found, WordedFigure) and found.planned else None
    return Observation(indicator, location, Field(text, location, reading), behind=behind)
