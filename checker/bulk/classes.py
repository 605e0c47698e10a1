"""Divide figures into classes, and judge one figure of each with the plain code.

All figures between two neighbouring ends of an indicator's levels have the same result. One of them is compiled,
evaluated and assessed as in a single submission, and its answer applies to all. Written figures that may be misspelled
have classes, too: see `doubt_classes`. Owns the classes and their representatives. Must not know the meaning of a
verdict, a pace or a matter, nor any table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Final

from checker.assess.judge import count_of
from checker.assess.matters import RELATIONS, Concern, concerns_of, is_unreported
from checker.assess.standing import results_of
from checker.binding.bound import BoundSubmission
from checker.bulk.spans import GridSpan, in_parts, spans_between
from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.interval import EVERYTHING, Interval, point
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Result, Tally
from checker.domain.submission import Field, Figure, Observation
from checker.domain.text import Text
from checker.engines.direct import DirectEngine
from checker.packs.model import Indicator, RulePack, TargetRule
from checker.plan.model import Case, Check, Observed, Outcomes, Plan, PlannedTarget

__all__ = [
    "Absence",
    "Answer",
    "ClassRemark",
    "ClassTally",
    "FigureClass",
    "Judge",
    "Standing",
    "by_indicator",
    "class_tally",
    "judges_of",
]

_PLACE: Final = Location("")
_NAMELESS: Final = Text(vi="", en="")
_NUMBER: Final = Decimal(1)
_ENGINE: Final = DirectEngine()


class Standing(NamedTuple):
    """The standing of figures for one target: who set it, the verdict, and the pace."""

    office: str
    verdict: Verdict
    pace: Pace


class ClassRemark(NamedTuple):
    """A remark about figures.

    Args:
        concern: The code and matter.
        office: Who set its target, or empty.
        which: The index of its target among those of the indicator; 0 decides.
        estimate: ``True`` if it applies only to estimates, ``False`` if only to final figures; ``None`` for both.
        confirmed: The same for figures confirmed by words beside them.
        whole: The same for whole numbers.
        grouped: The same for figures with an ambiguous separator.
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
    """The plain code's answer for an indicator.

    Args:
        standings: Its standing for each target; a single one if there is no target.
        tally: Its contribution to the tally.
        remarks: The remarks.
    """

    standings: tuple[Standing, ...]
    tally: ClassTally
    remarks: tuple[ClassRemark, ...]


class FigureClass(NamedTuple):
    """A class of figures, and their common answer."""

    stretch: GridSpan
    answer: Answer

    @property
    def figures(self) -> Interval:
        """The figures of the class."""
        return self.stretch.interval


class Absence(NamedTuple):
    """The answer if an indicator has no figure.

    Args:
        answer: The answer if nothing is reported.
        invalid: The contribution of an unusable cell to the tally.
        expected: Whether a figure could have been reported although none is due.
    """

    answer: Answer
    invalid: ClassTally
    expected: bool


class _AnswerCache:
    """The answers for indicators that differ only in names and numbers."""

    def __init__(self) -> None:
        self.shapes: dict[tuple[object, ...], int] = {}
        self.answers: dict[tuple[int, tuple[int, ...]], Answer] = {}
        self.same: dict[Answer, Answer] = {}
        self.absences: dict[int, Absence] = {}


class Judge:
    """Judges figures of one indicator.

    Args:
        pack: The pack whose targets apply to the units.
        indicator: The indicator of that pack.
        estimates: Whether any figure may be an estimate.
        cache: The answers for similar indicators.
    """

    def __init__(
        self, pack: RulePack, indicator: Indicator, *, estimates: bool, cache: _AnswerCache | None = None
    ) -> None:
        self._pack = pack._replace(indicators=(indicator,), checks=())
        self._key = Observed(indicator.id)
        self._states = (DataState.FINAL, DataState.ESTIMATE) if estimates else (DataState.FINAL,)
        self._cache = cache or _AnswerCache()
        self._shaped: tuple[Plan | None, int] = None, 0

    def classes(self, plan: Plan, among: Interval = EVERYTHING) -> list[FigureClass]:
        """Return the classes of figures at a period, in ascending order.

        Args:
            plan: The plan of the indicator at the period, from `by_indicator`.
            among: The interval that contains all figures.
        """
        shape, cache = self._shape(plan), self._cache
        parts, levels = in_parts([level for case in plan.cases for level in case.levels])
        scaled_levels = iter(levels)
        # Whole numbers compare much faster than fractions and have the same order.
        scaled = plan._replace(
            cases=tuple(one._replace(levels=tuple(islice(scaled_levels, len(one.levels)))) for one in plan.cases)
        )
        classes: list[FigureClass] = []
        for stretch, number in spans_between(levels, parts, among):
            outcomes = _ENGINE.evaluate(scaled, {self._key: _exactly(number)})
            # The verdict and the remarks depend on the rank, not on the number.
            answer = cache.answers.get((shape, outcomes.ranks))
            if answer is None:
                judged = self._judged(plan, {self._key: point(Fraction(number, parts))}, outcomes)
                answer = cache.answers[shape, outcomes.ranks] = cache.same.setdefault(judged, judged)
            if classes and classes[-1].answer is answer:
                classes[-1] = FigureClass(classes[-1].stretch.to(stretch), answer)
            else:
                classes.append(FigureClass(stretch, answer))
        return classes

    def absence(self, plan: Plan) -> Absence:
        """Return the answer if there is no figure at a period."""
        key = self._shape(plan)
        if key not in self._cache.absences:
            self._cache.absences[key] = self._absent(plan)
        return self._cache.absences[key]

    def _shape(self, plan: Plan) -> int:
        """Return a key shared by all plans that differ only in their numbers."""
        if self._shaped[0] is not plan:
            shapes = self._cache.shapes
            self._shaped = plan, shapes.setdefault(_shape(plan), len(shapes))
        return self._shaped[1]

    def _judged(self, plan: Plan, values: dict[Observed, Interval], outcomes: Outcomes) -> Answer:
        field = Field("", _PLACE, Figure(values[self._key]))
        concerns: list[dict[tuple[Concern, str, int], None]] = []
        results: tuple[Result, ...] = ()
        for state in self._states:
            row = Observation(self._key.indicator, _PLACE, field, state)
            bound = BoundSubmission({self._key.indicator: row}, values, frozenset(), (), {}, {})
            results = results_of(self._pack, plan, bound, outcomes)
            concerns.append(dict.fromkeys(_concerns(results)))
        remarks = [
            ClassRemark(*one, estimate=None if all(one in own for own in concerns) else one in concerns[-1])
            for one in dict.fromkeys(one for own in concerns for one in own)
        ]
        failed = (check.kind for check in plan.checks if outcomes.ranks[check.case] == 0)
        remarks += (ClassRemark(RELATIONS[kind]) for kind in failed)
        return Answer(_standings(results), _tally(results, plan), tuple(remarks))

    def _absent(self, plan: Plan) -> Absence:
        empty = BoundSubmission({}, {}, frozenset(), (), {}, {})
        row = Observation(self._key.indicator, _PLACE, Field("", _PLACE, Figure(EVERYTHING)))
        with_invalid_cell = empty._replace(rows={row.indicator: row}, invalid=frozenset((row.indicator,)))
        outcomes = _ENGINE.evaluate(plan, {})
        absent, invalid = (results_of(self._pack, plan, bound, outcomes) for bound in (empty, with_invalid_cell))
        remarks = tuple(ClassRemark(*one) for one in _concerns(absent))
        answer = Answer(_standings(absent), _tally(absent, plan), remarks)
        return Absence(answer, _tally(invalid, plan), any(map(is_unreported, absent)))


def judges_of(pack: RulePack, *, estimates: bool) -> list[Judge]:
    """Return a judge for each indicator of a pack, in its order. The judges share their answers.

    Args:
        pack: The pack whose targets apply to the units.
        estimates: Whether any figure may be an estimate.
    """
    caches: dict[Indicator, _AnswerCache] = {}
    return [
        Judge(pack, one, estimates=estimates, cache=caches.setdefault(_likeness(one), _AnswerCache()))
        for one in pack.indicators
    ]


def _likeness(indicator: Indicator) -> Indicator:
    """Return an indicator without the parts that no answer depends on: names, and numbers behind the ranks."""
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
    """Return, for each indicator, the part of a plan that concerns its figure alone: targets and limits."""
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


def _shape(plan: Plan) -> tuple[object, ...]:
    """Return a plan without its numbers, because the ranks of a figure replace them."""
    targets = (
        (
            *one._replace(indicator="", goal=None, pace=None),
            one.goal is None,
            one.pace and (one.pace.case, one.pace.ceiling),
        )
        for one in plan.targets
    )
    return plan.day, *targets, *((one.kind, one.case) for one in plan.checks)


def _concerns(results: Iterable[Result]) -> Iterator[tuple[Concern, str, int]]:
    return ((concern, one.assigned_by, which) for which, one in enumerate(results) for concern in concerns_of(one))


def _standings(results: Iterable[Result]) -> tuple[Standing, ...]:
    return tuple(Standing(one.assigned_by, one.verdict, one.pace) for one in results)


def _tally(results: tuple[Result, ...], plan: Plan) -> ClassTally:
    return class_tally(count_of(results, plan))


def class_tally(tally: Tally) -> ClassTally:
    """Return the counts of a submission's tally by the names of their columns."""
    return ClassTally(tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)


def _exactly(number: int) -> Interval:
    return Interval._make((number, number, False, False))
