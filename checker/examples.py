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
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Observation, Reading, Submission, Unreadable
from checker.domain.text import Message
from checker.engines.choice import Engine
from checker.packs.model import Indicator, RulePack
from checker.packs.slices import slice_of, slices_of
from checker.packs.term import Carry
from checker.plan.bounds import goal_of
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number

__all__ = ["MadeExample", "boundary_examples", "run_examples"]

_VERDICTS: Final = ("không đạt", "đạt", "vượt")


class MadeExample(NamedTuple):
    """A figure near a bound, as an officer would write it, and its verdict when the target is due."""

    text: str
    verdict: Verdict


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
    texts = {indicator.id: tuple(_near_bounds(indicator)) for indicator in pack.indicators}
    places = {indicator.id: indicator.location for indicator in pack.indicators}
    made: dict[str, list[MadeExample]] = {id_: [] for id_ in texts}
    dues = {
        indicator.id: indicator.target.due
        for indicator in pack.indicators
        if indicator.target and indicator.target.due.year == pack.year
    }
    for due in dict.fromkeys(dues.values()):
        here = {id_: texts[id_] for id_, own in dues.items() if own == due}
        for place in range(max(map(len, here.values()))):
            given = {id_: found[place] for id_, found in here.items() if place < len(found)}
            rows = tuple(_example_row(id_, text, places[id_]) for id_, text in given.items())
            submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, due, None, rows, synthetic=True)
            # The deciding target of an indicator comes before targets set by others.
            verdicts = {one.indicator: one.verdict for one in reversed(assess(submission, pack, engine).results)}
            for id_, text in given.items():
                made[id_].append(MadeExample(text, verdicts[id_]))
    return {id_: tuple(found) for id_, found in made.items() if found}


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
        asked = slice_of(pack, example.period.year)
        rows = tuple(_example_row(indicator, text, example.location) for indicator, text in example.given)
        submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, example.period, None, rows, synthetic=True)
        results = assess(submission, asked, engine).results
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
        reading = Unreadable(Diagnostic(found.code, Message(found.code.template, found.values), location, found.hint))
    else:
        reading = found.figure if isinstance(found, WordedFigure) else found
    behind = Field(text, location, found.planned) if isinstance(found, WordedFigure) and found.planned else None
    return Observation(indicator, location, Field(text, location, reading), behind=behind)
