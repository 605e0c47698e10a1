"""Figures fall into classes, and the plain code judges one figure of each.

Between the ends of all levels that an indicator is held to, nothing tells figures apart: one of
them is compiled, evaluated and assessed as in a single submission, and its answer is that of all.
Owns where the classes end, and which figure stands for each. Must not know what a verdict, a pace
or a matter means, nor an engine's tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias

from checker.assess.judge import count_of
from checker.assess.matters import RELATIONS, Concern, concerns_of, is_silent
from checker.assess.standing import results_of
from checker.binding.bind import MATTERS, Bound
from checker.binding.scale import Doubts, doubt_of
from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.interval import EVERYTHING, Exact, Interval, point
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Result
from checker.domain.submission import Field, Figure, Observation
from checker.engines.direct import DirectEngine
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Case, Observed, Outcomes, Plan

__all__ = ["NO_DOUBT", "Absence", "DoubtClass", "FigureClass", "Judge", "Remark", "Standing", "Tally", "doubt_classes"]

_PLACE: Final = Location("")
_ENGINE: Final = DirectEngine()


class Standing(NamedTuple):
    """How figures stand to one target.

    Args:
        office: Who set it.
        verdict: The verdict.
        pace: The pace.
        met_by: The figures that just meet the target, if it has a size; shortfalls are counted from its ends.
        goal: The number of the target, or ``None``.
    """

    office: str
    verdict: Verdict
    pace: Pace
    met_by: Interval
    goal: Exact | None


class Remark(NamedTuple):
    """Something that is to be said of figures.

    Args:
        concern: What.
        office: Who set the target that it is about, or empty.
        which: The place of that target among those of the indicator; 0 decides.
        estimate: Whether it is said of estimates alone, or of final figures alone; ``None`` for both.
        confirmed: The same for figures that words beside them confirm.
        whole: The same for whole numbers.
    """

    concern: Concern
    office: str = ""
    which: int = 0
    estimate: bool | None = None
    confirmed: bool | None = None
    whole: bool | None = None


class Tally(NamedTuple):
    """What an indicator adds to the counts of a submission."""

    counted: int
    met: int
    unmet: int
    undecided: int
    not_due: int


class FigureClass(NamedTuple):
    """Figures that nothing tells apart.

    Args:
        figures: Which they are.
        standings: How they stand to each target; to none, where there is no target.
        tally: What each adds to the tally.
        remarks: What is to be said of them.
    """

    figures: Interval
    standings: tuple[Standing, ...]
    tally: Tally
    remarks: tuple[Remark, ...]


class DoubtClass(NamedTuple):
    """Written figures of which all look alike, or none looks like anything else."""

    figures: Interval
    remarks: tuple[Remark, ...]


NO_DOUBT: Final = (DoubtClass(EVERYTHING, ()),)


class Absence(NamedTuple):
    """What follows where an indicator has no figure.

    Args:
        standings: How it stands to each target that nothing is reported.
        remarks: What is to be said then.
        absent: What it adds to the tally.
        invalid: What a cell adds that cannot be used.
        silent: Whether a figure could have been reported, though none is due.
    """

    standings: tuple[Standing, ...]
    remarks: tuple[Remark, ...]
    absent: Tally
    invalid: Tally
    silent: bool


_Answer: TypeAlias = tuple[tuple[Standing, ...], Tally, tuple[Remark, ...]]


class Judge:
    """Judges figures of one indicator at one period.

    Args:
        pack: What the units are held to.
        plan: What that asks at the period.
        indicator: The indicator, as the pack has it.
        estimates: Whether any figure may be an estimate.
    """

    def __init__(self, pack: RulePack, plan: Plan, indicator: Indicator, *, estimates: bool) -> None:
        self._pack = pack._replace(indicators=(indicator,), checks=())
        self._id = indicator.id
        self._plan = _of_one(plan, indicator.id)
        self._states = (DataState.FINAL, DataState.ESTIMATE) if estimates else (DataState.FINAL,)
        self._answers: dict[tuple[int, ...], _Answer] = {}

    def classes(self, doubts: Sequence[DoubtClass] = NO_DOUBT) -> list[FigureClass]:
        """Return the classes of all figures, in rising order.

        Args:
            doubts: What `doubt_classes` gave, where the figures are those that are written.
        """
        found: list[FigureClass] = []
        for figures in _between(end for case in self._plan.cases for end in _ends(case.levels)):
            standings, tally, remarks = self._answer(_number_in(figures))
            if found and found[-1][1:] == (standings, tally, remarks):
                found[-1] = found[-1]._replace(figures=_joined(found[-1].figures, figures))
            else:
                found.append(FigureClass(figures, standings, tally, remarks))
        both = ((one.figures.meeting(doubt.figures), one, doubt) for one in found for doubt in doubts)
        return [
            one._replace(figures=figures, remarks=(*one.remarks, *doubt.remarks))
            for figures, one, doubt in both
            if figures is not None
        ]

    def absence(self) -> Absence:
        """Return what follows where there is no figure."""
        nothing = Bound({}, {}, frozenset(), (), {}, {})
        row = Observation(self._id, _PLACE, Field("", _PLACE, Figure(EVERYTHING)))
        refused = nothing._replace(rows={self._id: row}, invalid=frozenset((self._id,)))
        outcomes = _ENGINE.evaluate(self._plan, {})
        absent, invalid = (results_of(self._pack, self._plan, bound, outcomes) for bound in (nothing, refused))
        remarks = tuple(Remark(*one) for one in _said(absent))
        return Absence(self._standings(absent), remarks, _tally(absent), _tally(invalid), any(map(is_silent, absent)))

    def _answer(self, number: Fraction) -> _Answer:
        """Return how a figure stands; what has the same ranks stands alike."""
        values = {Observed(self._id): point(number)}
        outcomes = _ENGINE.evaluate(self._plan, values)
        if outcomes.ranks not in self._answers:
            self._answers[outcomes.ranks] = self._judged(values, outcomes)
        return self._answers[outcomes.ranks]

    def _judged(self, values: dict[Observed, Interval], outcomes: Outcomes) -> _Answer:
        field = Field("", _PLACE, Figure(values[Observed(self._id)]))
        said: list[dict[tuple[Concern, str, int], None]] = []
        results: tuple[Result, ...] = ()
        for state in reversed(self._states):
            row = Observation(self._id, _PLACE, field, state)
            bound = Bound({self._id: row}, values, frozenset(), (), {}, {})
            results = results_of(self._pack, self._plan, bound, outcomes)
            said.insert(0, dict.fromkeys(_said(results)))
        remarks = [
            Remark(*one, estimate=None if all(one in own for own in said) else one in said[-1])
            for one in dict.fromkeys(one for own in said for one in own)
        ]
        failed = (check.kind for check in self._plan.checks if outcomes.ranks[check.case] == 0)
        remarks += (Remark(RELATIONS[kind]) for kind in failed)
        return self._standings(results), _tally(results), tuple(remarks)

    def _standings(self, results: Sequence[Result]) -> tuple[Standing, ...]:
        planned = {target.which: target for target in self._plan.targets}
        standings = []
        for which, one in enumerate(results):
            target = planned.get(which)
            met_by, goal = EVERYTHING, target.goal if target else None
            if target and goal is not None:
                met_by = self._plan.cases[target.case].levels[0]
            standings.append(Standing(one.assigned_by, one.verdict, one.pace, met_by, goal))
        return tuple(standings)


def _of_one(plan: Plan, indicator: str) -> Plan:
    """Return what a plan asks of one figure alone: its targets and its limits."""
    quantity = next((place for place, one in enumerate(plan.quantities) if one == Observed(indicator)), None)
    places = [place for place, case in enumerate(plan.cases) if case.quantity == quantity]
    moved = {place: number for number, place in enumerate(places)}
    targets = [
        one._replace(case=moved[one.case], pace=one.pace and one.pace._replace(case=moved[one.pace.case]))
        for one in plan.targets
        if one.indicator == indicator
    ]
    checks = [one._replace(case=moved[one.case]) for one in plan.checks if one.case in moved]
    cases = tuple(Case(0, plan.cases[place].levels) for place in places)
    return plan._replace(
        quantities=(Observed(indicator),), cases=cases, derived=(), targets=tuple(targets), checks=tuple(checks)
    )


def _said(results: Iterable[Result]) -> Iterator[tuple[Concern, str, int]]:
    return ((concern, one.assigned_by, which) for which, one in enumerate(results) for concern in concerns_of(one))


def _tally(results: tuple[Result, ...]) -> Tally:
    tally = count_of(results)
    return Tally(tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)


def doubt_classes(indicator: Indicator, doubts: Doubts, *, confirmed: bool) -> Sequence[DoubtClass]:
    """Return the classes of written figures, in rising order.

    Args:
        indicator: What they are figures of.
        doubts: Where they are doubted.
        confirmed: Whether words may stand beside a figure that confirm it.
    """
    levels = (*doubts.large, *doubts.small, *doubts.dates)
    if not levels:
        return NO_DOUBT
    found: list[DoubtClass] = []
    for figures in _between((Fraction(0), *_ends(levels))):
        remarks = tuple(_doubts(figures, indicator, doubts, confirmed=confirmed))
        if found and found[-1].remarks == remarks:
            found[-1] = DoubtClass(_joined(found[-1].figures, figures), remarks)
        else:
            found.append(DoubtClass(figures, remarks))
    return found


def _doubts(figures: Interval, indicator: Indicator, doubts: Doubts, *, confirmed: bool) -> Iterator[Remark]:
    """Yield what is to be said of written figures, for each kind of row that they may stand in."""
    numbers: Mapping[bool, Fraction] = {False: _number_in(figures)}
    if any(not figures.apart_from(level) for level in doubts.dates):
        numbers = _sorts_in(figures)
    said: dict[Concern, list[tuple[bool, bool]]] = {}
    words = (False, True) if confirmed else (False,)
    for vouched in words:
        for whole, number in numbers.items():
            field = Field("", _PLACE, Figure(point(number)))
            doubt = doubt_of(field, point(number), indicator, doubts, "x" if vouched else "")
            if doubt is not None:
                said.setdefault(Concern(doubt.code, MATTERS[doubt.code]), []).append((vouched, whole))
    for concern, rows in said.items():
        vouches, sorts = {vouched for vouched, _ in rows}, {whole for _, whole in rows}
        # Words and whole numbers tell rows apart by themselves, so what is said of some is said of all of these.
        confirms = None if len(vouches) == len(words) else vouches.pop()
        yield Remark(concern, confirmed=confirms, whole=None if len(sorts) == len(numbers) else sorts.pop())


# --- intervals ------------------------------------------------------------------------------


def _ends(levels: Iterable[Interval]) -> Iterator[Exact]:
    return (end for level in levels for end in (level.lo, level.hi) if end is not None)


def _between(ends: Iterable[Exact]) -> Iterator[Interval]:
    """Yield the intervals between some ends, and the ends themselves, in rising order."""
    ordered = sorted({Fraction(end) for end in ends})
    if not ordered:
        yield EVERYTHING
        return
    yield Interval(None, ordered[0], hi_open=True)
    for first, after in pairwise(ordered):
        yield point(first)
        yield Interval(first, after, lo_open=True, hi_open=True)
    yield point(ordered[-1])
    yield Interval(ordered[-1], None, lo_open=True)


def _joined(first: Interval, after: Interval) -> Interval:
    return Interval(first.lo, after.hi, first.lo_open, after.hi_open)


def _number_in(figures: Interval) -> Fraction:
    """Return a number of an interval that `_between` yielded."""
    low, high = figures.lo, figures.hi
    if low is None:
        return Fraction(0) if high is None else Fraction(high) - 1
    return Fraction(low) + 1 if high is None else (Fraction(low) + Fraction(high)) / 2


def _sorts_in(figures: Interval) -> Mapping[bool, Fraction]:
    """Return a whole number of an interval with a lower end (``True``) and a fraction, as far as it holds them."""
    low = Fraction(figures.lo or 0)
    if figures.is_point:
        return {low.denominator == 1: low}
    whole = Fraction(low.numerator // low.denominator + 1)
    high = whole + 1 if figures.hi is None else Fraction(figures.hi)
    found = {True: whole} if whole < high else {}
    # Of two numbers in an interval that is shorter than 1, one is a fraction.
    step = min(high - low, Fraction(1))
    return {**found, False: next(one for one in (low + step / 2, low + step / 3) if one.denominator > 1)}
