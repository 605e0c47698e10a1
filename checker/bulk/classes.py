"""Figures fall into classes, and the plain code judges one figure of each.

Between the ends of all levels that an indicator is held to, nothing tells figures apart: one of
them is compiled, evaluated and assessed as in a single submission, and its answer is that of all.
So do written figures, which may look like something else. Owns where the classes end, and which
figure stands for each. Must not know what a verdict, a pace or a matter means, nor any table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from checker.assess.judge import count_of
from checker.assess.matters import RELATIONS, Concern, concerns_of, is_silent
from checker.assess.standing import results_of
from checker.binding.bind import MATTERS, BoundSubmission
from checker.binding.scale import Doubts, code_of_doubt
from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.interval import EVERYTHING, Exact, Interval, point
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Result
from checker.domain.submission import Field, Figure, Observation
from checker.engines.direct import DirectEngine
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Case, Check, Observed, Outcomes, Plan, PlannedTarget

__all__ = [
    "Absence",
    "Answer",
    "ClassRemark",
    "ClassTally",
    "DoubtClass",
    "FigureClass",
    "Judge",
    "Standing",
    "by_indicator",
    "doubt_classes",
]

_PLACE: Final = Location("")
_ENGINE: Final = DirectEngine()


class Standing(NamedTuple):
    """How figures stand to one target: who set it, the verdict, and the pace."""

    office: str
    verdict: Verdict
    pace: Pace


class ClassRemark(NamedTuple):
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


class ClassTally(NamedTuple):
    """What an indicator adds to the counts of a submission."""

    counted: int
    met: int
    unmet: int
    undecided: int
    not_due: int


class Answer(NamedTuple):
    """What the plain code says of an indicator.

    Args:
        standings: How it stands to each target; to none, where there is no target.
        tally: What it adds to the tally.
        remarks: What is to be said.
    """

    standings: tuple[Standing, ...]
    tally: ClassTally
    remarks: tuple[ClassRemark, ...]


class FigureClass(NamedTuple):
    """Figures that nothing tells apart, and what is answered of each."""

    figures: Interval
    answer: Answer


class DoubtClass(NamedTuple):
    """Written figures that all look like the same other thing, or like nothing else."""

    figures: Interval
    remarks: tuple[ClassRemark, ...]


class Absence(NamedTuple):
    """What follows where an indicator has no figure.

    Args:
        answer: What is answered where nothing is reported.
        invalid: What a cell adds to the tally that cannot be used.
        silent: Whether a figure could have been reported, though none is due.
    """

    answer: Answer
    invalid: ClassTally
    silent: bool


class Judge:
    """Judges figures of one indicator.

    Args:
        pack: What the units are held to.
        indicator: The indicator, as that pack has it.
        estimates: Whether any figure may be an estimate.
    """

    def __init__(self, pack: RulePack, indicator: Indicator, *, estimates: bool) -> None:
        self._pack = pack._replace(indicators=(indicator,), checks=())
        self._key = Observed(indicator.id)
        self._states = (DataState.FINAL, DataState.ESTIMATE) if estimates else (DataState.FINAL,)
        self._shapes: dict[tuple[object, ...], int] = {}
        self._shaped: tuple[Plan | None, int] = None, 0
        self._answers: dict[tuple[int, tuple[int, ...]], Answer] = {}
        self._same: dict[Answer, Answer] = {}
        self._absences: dict[int, Absence] = {}

    def classes(self, asked: Plan, among: Interval = EVERYTHING) -> list[FigureClass]:
        """Return the classes of figures at a period, in rising order.

        Args:
            asked: What the pack asks of the indicator there, as `by_indicator` gives it.
            among: The numbers among which all figures are.
        """
        shape = self._shape(asked)
        found: list[FigureClass] = []
        for figures, number in _between((level for case in asked.cases for level in case.levels), among):
            values = {self._key: point(number)}
            outcomes = _ENGINE.evaluate(asked, values)
            # What a rank means is known without the number; so is what is said of it.
            answer = self._answers.get((shape, outcomes.ranks))
            if answer is None:
                judged = self._judged(asked, values, outcomes)
                answer = self._answers[shape, outcomes.ranks] = self._same.setdefault(judged, judged)
            if found and found[-1].answer is answer:
                found[-1] = FigureClass(_joined(found[-1].figures, figures), answer)
            else:
                found.append(FigureClass(figures, answer))
        return found

    def absence(self, asked: Plan) -> Absence:
        """Return what follows where there is no figure at a period."""
        key = self._shape(asked)
        if key not in self._absences:
            self._absences[key] = self._absent(asked)
        return self._absences[key]

    def _shape(self, asked: Plan) -> int:
        """Return a number for all plans that ask the same but for their numbers."""
        if self._shaped[0] is not asked:
            self._shaped = asked, self._shapes.setdefault(_shape(asked), len(self._shapes))
        return self._shaped[1]

    def _judged(self, plan: Plan, values: dict[Observed, Interval], outcomes: Outcomes) -> Answer:
        field = Field("", _PLACE, Figure(values[self._key]))
        said: list[dict[tuple[Concern, str, int], None]] = []
        results: tuple[Result, ...] = ()
        for state in self._states:
            row = Observation(self._key.indicator, _PLACE, field, state)
            bound = BoundSubmission({self._key.indicator: row}, values, frozenset(), (), {}, {})
            results = results_of(self._pack, plan, bound, outcomes)
            said.append(dict.fromkeys(_said(results)))
        remarks = [
            ClassRemark(*one, estimate=None if all(one in own for own in said) else one in said[-1])
            for one in dict.fromkeys(one for own in said for one in own)
        ]
        failed = (check.kind for check in plan.checks if outcomes.ranks[check.case] == 0)
        remarks += (ClassRemark(RELATIONS[kind]) for kind in failed)
        return Answer(_standings(results), _tally(results, plan), tuple(remarks))

    def _absent(self, plan: Plan) -> Absence:
        nothing = BoundSubmission({}, {}, frozenset(), (), {}, {})
        row = Observation(self._key.indicator, _PLACE, Field("", _PLACE, Figure(EVERYTHING)))
        refused = nothing._replace(rows={row.indicator: row}, invalid=frozenset((row.indicator,)))
        outcomes = _ENGINE.evaluate(plan, {})
        absent, invalid = (results_of(self._pack, plan, bound, outcomes) for bound in (nothing, refused))
        remarks = tuple(ClassRemark(*one) for one in _said(absent))
        answer = Answer(_standings(absent), _tally(absent, plan), remarks)
        return Absence(answer, _tally(invalid, plan), any(map(is_silent, absent)))


def by_indicator(plan: Plan, indicators: Iterable[str]) -> dict[str, Plan]:
    """Return what a plan asks of the figure of each of some indicators alone: its targets and its limits."""
    places: dict[str, list[int]] = {}
    for place, case in enumerate(plan.cases):
        quantity = plan.quantities[case.quantity]
        if isinstance(quantity, Observed) and quantity.field == "value":
            places.setdefault(quantity.indicator, []).append(place)
    moved = {place: number for own in places.values() for number, place in enumerate(own)}
    targets: dict[str, list[PlannedTarget]] = {}
    for one in plan.targets:
        pace = one.pace and one.pace._replace(case=moved[one.pace.case])
        targets.setdefault(one.indicator, []).append(one._replace(case=moved[one.case], pace=pace))
    checks: dict[str, list[Check]] = {}
    for check in plan.checks:
        if check.case in moved:
            checks.setdefault(check.indicator, []).append(check._replace(case=moved[check.case]))
    return {
        indicator: Plan(
            plan.pack,
            plan.period,
            plan.day,
            (Observed(indicator),),
            tuple(Case(0, plan.cases[place].levels) for place in places.get(indicator, ())),
            (),
            tuple(targets.get(indicator, ())),
            tuple(checks.get(indicator, ())),
        )
        for indicator in indicators
    }


def _shape(asked: Plan) -> tuple[object, ...]:
    """Return what is asked without its numbers, which the ranks of a figure stand for."""
    targets = (
        (*one._replace(goal=None, pace=None), one.goal is None, one.pace and (one.pace.case, one.pace.ceiling))
        for one in asked.targets
    )
    return asked.day, *targets, *asked.checks


def _said(results: Iterable[Result]) -> Iterator[tuple[Concern, str, int]]:
    return ((concern, one.assigned_by, which) for which, one in enumerate(results) for concern in concerns_of(one))


def _standings(results: Iterable[Result]) -> tuple[Standing, ...]:
    return tuple(Standing(one.assigned_by, one.verdict, one.pace) for one in results)


def _tally(results: tuple[Result, ...], plan: Plan) -> ClassTally:
    tally = count_of(results, plan)
    return ClassTally(tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)


def doubt_classes(doubts: Doubts, among: Interval = EVERYTHING, *, confirmed: bool) -> Sequence[DoubtClass]:
    """Return the classes of written figures, in rising order.

    Args:
        doubts: Where they are doubted.
        among: The numbers among which all figures are.
        confirmed: Whether words may stand beside a figure that confirm it.
    """
    levels = [one for one in (*doubts.large, *doubts.small, *doubts.dates) if not one.apart_from(among)]
    if not levels:
        return _UNDOUBTED
    found: list[DoubtClass] = []
    for figures, number in _between((*levels, point(Fraction(0))), among):
        remarks = tuple(_doubts(figures.meeting(among) or figures, number, doubts, confirmed=confirmed))
        if found and found[-1].remarks == remarks:
            found[-1] = DoubtClass(_joined(found[-1].figures, figures), remarks)
        else:
            found.append(DoubtClass(figures, remarks))
    return found


_UNDOUBTED: Final = (DoubtClass(EVERYTHING, ()),)


def _doubts(figures: Interval, number: Fraction, doubts: Doubts, *, confirmed: bool) -> Iterator[ClassRemark]:
    """Yield what is to be said of written figures, for each kind of row that they may stand in."""
    numbers = {False: number}
    if any(not figures.apart_from(level) for level in doubts.dates):
        numbers = _sorts_in(figures)
    words = (False, True) if confirmed else (False,)
    said: dict[Concern, list[tuple[bool, bool]]] = {}
    for vouched in words:
        for whole, one in numbers.items():
            code = code_of_doubt(one, doubts, confirmed=vouched)
            if code is not None:
                said.setdefault(Concern(code, MATTERS[code]), []).append((vouched, whole))
    for concern, rows in said.items():
        vouches, sorts = {vouched for vouched, _ in rows}, {whole for _, whole in rows}
        # Words and whole numbers tell rows apart by themselves, so what is said of some is said of all of these.
        confirms = None if len(vouches) == len(words) else vouches.pop()
        yield ClassRemark(concern, confirmed=confirms, whole=None if len(sorts) == len(numbers) else sorts.pop())


# --- intervals ------------------------------------------------------------------------------


def _between(levels: Iterable[Interval], among: Interval) -> Iterator[tuple[Interval, Fraction]]:
    """Yield the intervals in which all numbers are in the same levels, in rising order, each with one of its numbers.

    What keeps no numbers apart that are `among` some is left out; the first and the last interval go on without limit
    all the same.
    """
    ends = {
        (end.as_integer_ratio(), after)
        for level in levels
        for end, after in ((level.lo, level.lo_open), (level.hi, not level.hi_open))
        if end is not None
    }
    # Whole numbers are put in order much faster than fractions are; a cut is before a number, or after it.
    times = lcm(*(below for (_, below), _ in ends))
    low, high = (None if end is None else _whole(end, times) for end in (among.lo, among.hi))
    found = ((above * (times // below), after) for (above, below), after in ends)
    cuts = sorted(
        (at, after)
        for at, after in found
        if (low is None or low < at or (after and low == at))
        and (high is None or high > at or (high == at and not after))
    )
    if not cuts:
        yield EVERYTHING, Fraction(among.lo or 0)
        return
    points = [Fraction(at, times) for at, _ in cuts]
    (_, after), first = cuts[0], points[0]
    below = Fraction(among.lo) if among.lo is not None else first if after else first - 1
    yield _unchecked(None, first, lo_open=False, hi_open=not after), below
    for place in range(1, len(cuts)):
        (at, opened), (end, closed) = cuts[place - 1], cuts[place]
        number = Fraction(at + end, 2 * times) if opened else points[place - 1]
        yield _unchecked(points[place - 1], points[place], lo_open=opened, hi_open=not closed), number
    (_, after), last = cuts[-1], points[-1]
    above = last if not after else Fraction(among.hi) if among.hi is not None else last + 1
    yield _unchecked(last, None, lo_open=after, hi_open=False), above


def _whole(number: Exact, times: int) -> int | Fraction:
    """Return a number of times, as a whole number where it is one."""
    above, below = number.as_integer_ratio()
    return above * times // below if above * times % below == 0 else Fraction(above * times, below)


def _unchecked(lo: Exact | None, hi: Exact | None, *, lo_open: bool, hi_open: bool) -> Interval:
    """Return an interval of ends that are known to be in order: to compare fractions takes longer than all else."""
    return Interval._make((lo, hi, lo_open, hi_open))


def _joined(first: Interval, after: Interval) -> Interval:
    return _unchecked(first.lo, after.hi, lo_open=first.lo_open, hi_open=after.hi_open)


def _sorts_in(figures: Interval) -> dict[bool, Fraction]:
    """Return a whole number of an interval with a lower end (``True``) and a fraction, as far as it holds them."""
    low = Fraction(figures.lo or 0)
    if figures.is_point:
        return {low.denominator == 1: low}
    starts = low.denominator == 1 and not figures.lo_open
    whole = low if starts else Fraction(low.numerator // low.denominator + 1)
    high = whole + 1 if figures.hi is None else Fraction(figures.hi)
    found = {True: whole} if whole < high or (whole == high and not figures.hi_open) else {}
    # Of two numbers in an interval that is shorter than 1, one is a fraction.
    step = min(high - low, Fraction(1))
    return {**found, False: next(one for one in (low + step / 2, low + step / 3) if one.denominator > 1)}
