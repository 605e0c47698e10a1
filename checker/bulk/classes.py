"""Figures fall into classes, and the plain code judges one figure of each.

Between the ends of all levels that an indicator is held to, nothing tells figures apart: one of
them is compiled, evaluated and assessed as in a single submission, and its answer is that of all.
So do written figures, which may look like something else. Owns where the classes end, and which
figure stands for each. Must not know what a verdict, a pace or a matter means, nor any table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise, product
from math import lcm
from typing import Any, Final

from checker.assess.judge import count_of
from checker.assess.matters import RELATIONS, Concern, concerns_of, is_silent
from checker.assess.standing import results_of
from checker.binding.bound import MATTERS, BoundSubmission
from checker.binding.scale import Doubts, code_of_doubt
from checker.bulk.grid import FigureGrid
from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.interval import EVERYTHING, Exact, Interval, point
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Result
from checker.domain.submission import Field, Figure, Observation
from checker.domain.text import Text
from checker.engines.direct import DirectEngine
from checker.packs.model import Indicator, RulePack, TargetRule
from checker.plan.model import Case, Check, Observed, Outcomes, Plan, PlannedTarget

__all__ = [
    "UNDOUBTED",
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
    "judges_of",
]

_PLACE: Final = Location("")
_NAMELESS: Final = Text(vi="", en="")
_NUMBER: Final = Decimal(1)
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
        grouped: The same for figures whose separator may group thousands.
    """

    concern: Concern
    office: str = ""
    which: int = 0
    estimate: bool | None = None
    confirmed: bool | None = None
    whole: bool | None = None
    grouped: bool | None = None


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


class GridSpan(NamedTuple):
    """The numbers from one cut to the next, whose ends are counted in parts of one.

    Args:
        parts: How many parts make one.
        lo: Lower end, or ``None`` where there is no limit.
        hi: Upper end.
        lo_open: Whether `lo` itself is left out.
        hi_open: Whether `hi` itself is left out.
    """

    parts: int
    lo: int | None
    hi: int | None
    lo_open: bool
    hi_open: bool

    @property
    def interval(self) -> Interval:
        """The same as an interval of numbers."""
        lo, hi = (None if end is None else Fraction(end, self.parts) for end in (self.lo, self.hi))
        return Interval(lo, hi, self.lo_open, self.hi_open)

    def on(self, grid: FigureGrid) -> tuple[int, int]:
        """Return the first and the last figure of a grid among these, as `FigureGrid.range_of` does."""
        lo, hi = (None if end is None else (end, self.parts) for end in (self.lo, self.hi))
        return grid.steps(lo, hi, lo_open=self.lo_open, hi_open=self.hi_open)

    def to(self, end: GridSpan) -> GridSpan:
        """Return these and all others up to the end of some."""
        return self._replace(hi=end.hi, hi_open=end.hi_open)


class FigureClass(NamedTuple):
    """Figures that nothing tells apart, and what is answered of each."""

    stretch: GridSpan
    answer: Answer

    @property
    def figures(self) -> Interval:
        """These figures."""
        return self.stretch.interval


class DoubtClass(NamedTuple):
    """Written figures that all look like the same other thing, or like nothing else."""

    stretch: GridSpan
    remarks: tuple[ClassRemark, ...]

    @property
    def figures(self) -> Interval:
        """These figures."""
        return self.stretch.interval


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


class _Known:
    """What was answered of indicators that are alike but for their names and numbers."""

    def __init__(self) -> None:
        self.shapes: dict[tuple[object, ...], int] = {}
        self.answers: dict[tuple[int, tuple[int, ...]], Answer] = {}
        self.same: dict[Answer, Answer] = {}
        self.absences: dict[int, Absence] = {}


class Judge:
    """Judges figures of one indicator.

    Args:
        pack: What the units are held to.
        indicator: The indicator, as that pack has it.
        estimates: Whether any figure may be an estimate.
        known: What was answered of others that are alike.
    """

    def __init__(self, pack: RulePack, indicator: Indicator, *, estimates: bool, known: _Known | None = None) -> None:
        self._pack = pack._replace(indicators=(indicator,), checks=())
        self._key = Observed(indicator.id)
        self._states = (DataState.FINAL, DataState.ESTIMATE) if estimates else (DataState.FINAL,)
        self._known = known or _Known()
        self._shaped: tuple[Plan | None, int] = None, 0

    def classes(self, asked: Plan, among: Interval = EVERYTHING) -> list[FigureClass]:
        """Return the classes of figures at a period, in rising order.

        Args:
            asked: What the pack asks of the indicator there, as `by_indicator` gives it.
            among: The numbers among which all figures are.
        """
        shape, known = self._shape(asked), self._known
        parts, levels = _in_parts([level for case in asked.cases for level in case.levels])
        own = iter(levels)
        # Whole numbers are compared much faster than fractions are, and stand to each other as these do.
        scaled = asked._replace(
            cases=tuple(one._replace(levels=tuple(islice(own, len(one.levels)))) for one in asked.cases)
        )
        found: list[FigureClass] = []
        for stretch, number in _between(levels, parts, among):
            outcomes = _ENGINE.evaluate(scaled, {self._key: _exactly(number)})
            # What a rank means is known without the number; so is what is said of it.
            answer = known.answers.get((shape, outcomes.ranks))
            if answer is None:
                judged = self._judged(asked, {self._key: point(Fraction(number, parts))}, outcomes)
                answer = known.answers[shape, outcomes.ranks] = known.same.setdefault(judged, judged)
            if found and found[-1].answer is answer:
                found[-1] = FigureClass(found[-1].stretch.to(stretch), answer)
            else:
                found.append(FigureClass(stretch, answer))
        return found

    def absence(self, asked: Plan) -> Absence:
        """Return what follows where there is no figure at a period."""
        key = self._shape(asked)
        if key not in self._known.absences:
            self._known.absences[key] = self._absent(asked)
        return self._known.absences[key]

    def _shape(self, asked: Plan) -> int:
        """Return a number for all plans that ask the same but for their numbers."""
        if self._shaped[0] is not asked:
            shapes = self._known.shapes
            self._shaped = asked, shapes.setdefault(_shape(asked), len(shapes))
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


def judges_of(pack: RulePack, *, estimates: bool) -> list[Judge]:
    """Return a judge of each indicator of a pack, in its order; what one of them has judged no other judges again.

    Args:
        pack: What the units are held to.
        estimates: Whether any figure may be an estimate.
    """
    known: dict[Indicator, _Known] = {}
    return [
        Judge(pack, one, estimates=estimates, known=known.setdefault(_likeness(one), _Known()))
        for one in pack.indicators
    ]


def _likeness(indicator: Indicator) -> Indicator:
    """Return an indicator without what no answer depends on: its names, and the numbers that ranks stand for."""
    if indicator.grades or any(rule is not None and rule.members for rule in (indicator.target, *indicator.others)):
        return indicator
    return indicator._replace(
        id="",
        code="",
        title=_NAMELESS,
        aliases=(),
        location=_PLACE,
        target=indicator.target and _numberless(indicator.target),
        revisions=tuple(map(_numberless, indicator.revisions)),
        others=tuple(map(_numberless, indicator.others)),
    )


def _numberless(rule: TargetRule) -> TargetRule:
    return rule._replace(number=rule.number and _NUMBER, source=None, location=_PLACE)


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
        (
            *one._replace(indicator="", goal=None, pace=None),
            one.goal is None,
            one.pace and (one.pace.case, one.pace.ceiling),
        )
        for one in asked.targets
    )
    return asked.day, *targets, *((one.kind, one.case) for one in asked.checks)


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
    doubted = (*doubts.large, *doubts.small, *doubts.dates, *doubts.grouped)
    levels = [one for one in doubted if not one.apart_from(among)]
    if not levels:
        return UNDOUBTED
    parts, scaled = _in_parts([*levels, point(Fraction(0))])
    found: list[DoubtClass] = []
    for stretch, number in _between(scaled, parts, among):
        figures = stretch.interval
        one = Fraction(number, parts)
        remarks = tuple(_doubts(figures.meeting(among) or figures, one, doubts, confirmed=confirmed))
        if found and found[-1].remarks == remarks:
            found[-1] = DoubtClass(found[-1].stretch.to(stretch), remarks)
        else:
            found.append(DoubtClass(stretch, remarks))
    return found


_ALL: Final = GridSpan(1, None, None, lo_open=False, hi_open=False)
UNDOUBTED: Final[Sequence[DoubtClass]] = (DoubtClass(_ALL, ()),)
"""The one class of figures of which none is doubted."""


def _doubts(figures: Interval, number: Fraction, doubts: Doubts, *, confirmed: bool) -> Iterator[ClassRemark]:
    """Yield what is to be said of written figures, for each kind of row that they may stand in."""
    numbers = {False: number}
    if any(not figures.apart_from(level) for level in doubts.dates):
        numbers = _sorts_in(figures)
    words = (False, True) if confirmed else (False,)
    separators = (False, True) if any(not figures.apart_from(level) for level in doubts.grouped) else (False,)
    said: dict[Concern, list[tuple[bool, bool, bool]]] = {}
    for vouched, (whole, one), grouped in product(words, numbers.items(), separators):
        code = code_of_doubt(one, doubts, confirmed=vouched, grouped=grouped)
        if code is not None:
            said.setdefault(Concern(code, MATTERS[code]), []).append((vouched, whole, grouped))
    for concern, rows in said.items():
        # Words, whole numbers and separators tell rows apart by themselves: what is said of some is said of all these.
        kinds = zip(*rows, strict=True)
        told = [
            None if len(own) == len(sorts) else own.pop()
            for own, sorts in zip(map(set, kinds), (words, numbers, separators), strict=True)
        ]
        yield ClassRemark(concern, confirmed=told[0], whole=told[1], grouped=told[2])


# --- intervals ------------------------------------------------------------------------------


def _in_parts(levels: Iterable[Interval]) -> tuple[int, list[Interval]]:
    """Return into how many parts one is taken apart, so that all ends are even numbers of these, and the levels so."""
    kept = list(levels)
    ratios = [[end.as_integer_ratio() if end is not None else None for end in level[:2]] for level in kept]
    parts = 2 * lcm(*(ratio[1] for both in ratios for ratio in both if ratio is not None))
    return parts, [
        Interval._make((*(ratio and ratio[0] * (parts // ratio[1]) for ratio in both), *level[2:]))
        for both, level in zip(ratios, kept, strict=True)
    ]


def _between(levels: Iterable[Interval], parts: int, among: Interval) -> Iterator[tuple[GridSpan, int]]:
    """Yield the stretches in which all numbers are in the same levels, in rising order, each with one of its numbers.

    What keeps no numbers apart that are `among` some is left out; the first and the last stretch go on without limit
    all the same.

    Args:
        levels: The levels, as `_in_parts` gives them.
        parts: How many parts make one; so are the numbers that are yielded.
        among: The numbers that there are.
    """
    cuts: set[tuple[Any, bool]] = {
        (end, after)
        for lo, hi, lo_open, hi_open in levels
        for end, after in ((lo, lo_open), (hi, not hi_open))
        if end is not None
    }
    low, starts = _floor(among.lo, parts)
    high, stops = _floor(among.hi, parts)
    kept = sorted(
        (at, after)
        for at, after in cuts
        if (low is None or low < at or (low == at and starts and after))
        and (high is None or high > at or (high == at and not (stops and after)))
    )
    if not kept:
        # Cuts are at even numbers: where a number is not whole, the odd one beside it stands for it.
        yield _ALL._replace(parts=parts), 0 if low is None else low if starts else low | 1
        return
    first, after = kept[0]
    yield GridSpan(parts, None, first, lo_open=False, hi_open=not after), first if after else first - 1
    for (lo, opened), (hi, closed) in pairwise(kept):
        number = (lo + hi) // 2 if opened else lo
        yield GridSpan(parts, lo, hi, lo_open=opened, hi_open=not closed), number
    last, after = kept[-1]
    yield GridSpan(parts, last, None, lo_open=after, hi_open=False), last + 1 if after else last


def _floor(number: Exact | None, parts: int) -> tuple[int | None, bool]:
    """Return how many whole parts a number has, and whether it is these."""
    if number is None:
        return None, False
    above, below = number.as_integer_ratio()
    whole, rest = divmod(above * parts, below)
    return whole, not rest


def _exactly(number: int) -> Interval:
    return Interval._make((number, number, False, False))


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
