"""The plain code's answers for each class of figures, as tables to join rows with.

Owns the columns of these tables, and the choice of figures that can be skipped, which only saves time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from checker.assess.matters import NOT_REPORTED, RELATIONS, Concern, is_weighed
from checker.assess.policy import Policy
from checker.binding.bound import MATTERS
from checker.binding.doubts import doubts_of, never_doubted
from checker.bulk.classes import (
    Absence,
    Answer,
    ClassRemark,
    ClassTally,
    FigureClass,
    Standing,
    by_indicator,
    judges_of,
)
from checker.bulk.doubt_classes import UNDOUBTED, DoubtClass, doubt_classes
from checker.bulk.grid import factors
from checker.bulk.labels import PACES
from checker.bulk.model import DataTable, StorageKind
from checker.bulk.plans import PackPlans, decimal_text
from checker.bulk.profile import PairFigures
from checker.bulk.rows import RowStatements
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.check import CheckKind
from checker.domain.codes import Code
from checker.domain.interval import EVERYTHING, Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.errors import UnsupportedPlan
from checker.packs.model import Indicator
from checker.plan.model import Plan

__all__ = ["NOTES", "STATES", "Answers", "Range"]

NOTES: Final[Mapping[Code, Concern]] = {
    concern.code: concern
    for concern in (
        NOT_REPORTED,
        RELATIONS[CheckKind.RATIO],
        Concern(codes.NOT_COMPARED, Matter.NOT_COMPARED),
        *(Concern(code, MATTERS[code]) for code in (codes.MISSING_UNIT, codes.LONE_PART, codes.NOT_A_RATIO)),
    )
}
"""The remarks about rows and units that do not depend on the size of a figure."""
STATES: Final = ("had", "invalid", "absent")
"""The presence of an indicator: with a figure, with an unusable cell, or not at all."""
_WHOLE: Final = "BIGINT"
_NOWHERE: Final = (1, 0)
_UNSEEN: Final = PairFigures(None, None)
_NO_SIZE: Final[Sequence[str | None]] = (None, None, None)
_STEPPED: Final = 3
"""The columns before the ends of classes."""
_AXES: Final = ("estimate", "confirmed", "whole", "grouped")
"""The properties besides the figure on which a remark may depend."""
_Row: TypeAlias = list[str | None]
Range: TypeAlias = tuple[int, int]
"""A range of figures, in steps of the grid."""


class _Pair(NamedTuple):
    """An indicator at a period: the keys of both and of the pack, with their column names."""

    number: int
    pid: int
    iid: int
    indicator: Indicator
    key: tuple[str, str]
    called: tuple[str, str, str]


class Answers:
    """Collects the answers of one run.

    Args:
        of: The statements of the rows, with the grid of the figures.
        policies: The gate policy of each pack.
        engine: The name of the engine.
        everything: Whether every judged row is written, with its result for each target.
    """

    def __init__(self, of: RowStatements, policies: Sequence[Policy], engine: str, *, everything: bool) -> None:
        self._of = of
        self._grid = of.grid
        self._policies = policies
        self._engine = engine
        self._everything = everything
        self._classes: list[_Row] = []
        self._moves: list[_Row] = []
        self._standings: list[_Row] = []
        self._remarks: list[_Row] = []
        self._absences: list[_Row] = []
        self._tallies: list[_Row] = []
        self._steps: list[list[str]] = []
        self.quiet: dict[tuple[int, int], Range] = {}
        """The figures that only have remarks if they are estimates, by the keys of periods and indicators."""
        self.axes: set[str] = set()
        """The properties besides the figure on which a remark depends."""
        self.counts: set[str] = set()
        """The counts that any indicator adds to, by presence."""
        self.moves_found = True
        """Whether each figure with an unusual tally has exactly one finding that identifies it."""

    def add(
        self,
        number: int,
        asked: PackPlans,
        pids: Mapping[Period, int],
        bits: Sequence[tuple[int, ...]],
        seen: Mapping[tuple[int, int], PairFigures],
    ) -> None:
        """Judge the classes of a pack's indicators at all of its periods.

        Args:
            number: The key of the pack.
            asked: What the pack asks.
            pids: The keys of periods.
            bits: The bit masks of its indicators.
            seen: The profile of the data for each period and indicator.

        Raises:
            UnsupportedPlan: A bound has too many digits for an engine.
        """
        judges = judges_of(asked.held, estimates=self._of.estimates)
        undoubted: dict[tuple[int, str, bool], Interval] = {}
        written = self._of.columns["value"].stored is StorageKind.TEXT
        ids, confirmed, ratios = [one.id for one in asked.held.indicators], bool(self._of.remarks), self._of.ratios
        for period, plan in asked.plans.items():
            own = by_indicator(plan, ids)
            masks, pid, called = _Masks(len(bits[0]) if bits else 1), pids[period], str(period)
            for place, (indicator, judge) in enumerate(zip(asked.pack.indicators, judges, strict=True)):
                key = str(pid), str(place)
                pair = _Pair(number, pid, place, indicator, key, (asked.pack.id, called, indicator.id))
                figures = seen.get((pid, place), _UNSEEN)
                # If targets apply to the whole, a unit's figure is still checked for plausibility against them.
                grouped = written and figures.grouped
                day = place, plan.day, grouped
                if day not in undoubted:
                    undoubted[day] = never_doubted(indicator, plan.day, grouped=grouped)
                if figures.among is not None and figures.among.within(undoubted[day]):
                    looks = UNDOUBTED
                else:
                    doubts = doubts_of(indicator, period, plan.day, asked.pack.calendar)
                    doubts = doubts if grouped else doubts._replace(grouped=())
                    looks = doubt_classes(doubts, figures.among or EVERYTHING, confirmed=confirmed)
                # The quotient of two figures may differ from the ratio written beside them.
                apart = ratios and indicator.kind is Kind.RATIO
                found = judge.classes(own[indicator.id], EVERYTHING if apart else figures.among or EVERYTHING)
                had = self._put(pair, found, looks, _sizes(own[indicator.id]), figures, apart=apart)
                absence = judge.absence(own[indicator.id])
                self._put_absence(pair, absence.answer, bits[place])
                masks.add(bits[place], had, absence)
            self._tallies.append([str(pid), *masks.row()])
            self.counts |= masks.used()

    def _put(
        self,
        pair: _Pair,
        found: Sequence[FigureClass],
        looks: Sequence[DoubtClass],
        sizes: Mapping[int, _Row],
        seen: PairFigures,
        *,
        apart: bool,
    ) -> ClassTally:
        """Store the classes of an indicator at a period; return what most of its figures may add to the tally."""
        ranges = [one.stretch.on(self._grid) for one in found]
        beside = [one.stretch.on(self._grid) for one in looks]
        figure = None if seen.some is None else int(seen.some.scaleb(self._grid.places))
        quiet = _widest([_is_quiet(one.answer.remarks) for one in found], ranges, figure)
        unsaid = _widest([_is_quiet(one.remarks) for one in looks], beside, figure)
        self.quiet[pair.pid, pair.iid] = max(quiet[0], unsaid[0]), min(quiet[1], unsaid[1])
        # Most figures need no remark.
        usual = found[_home(ranges, figure if quiet == _NOWHERE else quiet[0])].answer.tally
        steps = [*pair.key, str(len(self._classes))]
        for one, ends in zip(found, ranges, strict=True):
            if ends[0] > ends[1] and not apart:
                continue  # No figure of the data has that many decimals.
            place = self._place(ends, one, pair.indicator)
            self._put_class(pair, one.answer, place, sizes, usual)
            steps.append(self._grid.written(ends[1]))
            for remark in one.answer.remarks:
                self._put_remark(pair, remark, place, one.answer.standings, sizes)
        # The last class has no end that a figure could exceed.
        self._steps.append(steps[:-1])
        told = [(one, ends) for one, ends in zip(looks, beside, strict=True) if one.remarks]
        self._put_looks(pair, told, () if apart else list(zip(found, ranges, strict=True)), sizes)
        return usual

    def _put_looks(
        self,
        pair: _Pair,
        looks: Iterable[tuple[DoubtClass, Range]],
        found: Sequence[tuple[FigureClass, Range]],
        sizes: Mapping[int, _Row],
    ) -> None:
        """Store the remarks about written figures, with the standings that they accompany."""
        for doubt, ends in looks:
            parts = [(one.answer.standings, (max(ends[0], own[0]), min(ends[1], own[1]))) for one, own in found]
            for remark in doubt.remarks:
                for standings, both in parts or [((), ends)]:
                    if both[0] <= both[1]:
                        place = self._place(both, None, pair.indicator)
                        self._put_remark(pair, remark, place, standings, sizes)

    def _put_class(
        self,
        pair: _Pair,
        answer: Answer,
        place: Sequence[str | None],
        sizes: Mapping[int, _Row],
        usual: ClassTally,
    ) -> None:
        id_ = str(len(self._classes))
        if answer.tally != usual:
            added = (str(own - most) for own, most in zip(answer.tally, usual, strict=True))
            own = _own_remark(answer.remarks)
            self.moves_found &= own is not None
            said = [None] * 3 if own is None else self._concern(pair, own)[:3]
            self._moves.append([id_, pair.key[0], *place[:2], *pair.called, *said, *added])
        stands = _stands(answer.standings[0])
        self._classes.append([id_, *pair.key, *place, *stands, *sizes.get(0, _NO_SIZE)[:2]])
        if self._everything:
            self._standings += [
                [id_, one.office, *_stands(one), *sizes.get(which, _NO_SIZE)[:2]]
                for which, one in enumerate(answer.standings)
            ]

    def _place(self, ends: Range, of: FigureClass | None, indicator: Indicator) -> _Row:
        """Return the first and the last figure of a class, and the bounds for a ratio of that class, if any."""
        place: _Row = [self._grid.written(ends[0]), self._grid.written(ends[1])]
        return [*place, *self._crossed(of and of.figures, indicator)] if self._of.ratios else place

    def _crossed(self, figures: Interval | None, indicator: Indicator) -> _Row:
        """Return the bounds for a ratio: ``n*m >= u*d + w`` and ``n*m <= v*d - x``."""
        if figures is None or indicator.kind is not Kind.RATIO:
            return [None] * 5
        crossed = factors((figures,), int(indicator.unit.per) if indicator.unit else 1)
        if crossed is None:
            raise UnsupportedPlan(self._engine, (f"{indicator.id}: a bound on numerator and denominator",))
        times, [(low, high)] = crossed
        return [
            str(times),
            None if low is None else str(low),
            str(int(figures.lo_open)),
            None if high is None else str(high),
            str(int(figures.hi_open)),
        ]

    def _put_remark(
        self,
        pair: _Pair,
        remark: ClassRemark,
        place: Sequence[str | None],
        standings: Sequence[Standing],
        sizes: Mapping[int, _Row],
    ) -> None:
        """Store the remarks about figures; without standings, these are about figures beside others."""
        axes = [None if axis is None else str(int(axis)) for axis in (getattr(remark, name) for name in _AXES)]
        self.axes |= {name for name, axis in zip(_AXES, axes, strict=True) if axis is not None}
        shown: _Row = [None] * 5
        if standings:
            low, high, goal = sizes.get(remark.which, _NO_SIZE)
            weighed = goal if is_weighed(remark.concern.matter) else None
            shown = [*_stands(standings[remark.which]), low, high, weighed]
        beside = [str(int(not standings))] if self._of.ratios else []
        self._remarks.append([*pair.key, *place, *beside, *axes, *pair.called, *self._concern(pair, remark), *shown])

    def _put_absence(self, pair: _Pair, answer: Answer, bits: Sequence[int]) -> None:
        for remark in answer.remarks:
            verdict = answer.standings[remark.which].verdict.value
            said = self._concern(pair, remark)
            self._absences.append([str(pair.pid), *map(str, bits), *pair.called, *said, verdict])

    def _concern(self, pair: _Pair, remark: ClassRemark) -> _Row:
        code, matter = remark.concern
        return [remark.office, code.id, matter.value, self._policies[pair.number].gate(matter).value]

    def tables(self, words: int) -> list[DataTable]:
        """Return the tables.

        Args:
            words: The number of integers that record which indicators a unit reports.
        """
        labels, figure, stated = self._of.labels, self._grid.type, self._of.stated
        pair = (("pid", _WHOLE), ("iid", _WHOLE))
        crossed = tuple((end, "DECIMAL(38,0)") for end in "muwvx") if self._of.ratios else ()
        place = (("least", figure), ("most", figure), *crossed)
        stands = (("verdict", labels.verdict), ("pace", labels.pace))
        ends = (("lo", stated), ("hi", stated))
        called = (("pack", labels.pack), ("period", labels.period), ("indicator", labels.indicator))
        said = (("office", labels.office), ("code", labels.code), ("matter", labels.matter), ("gate", labels.gate))
        written = (("written", _WHOLE),) if self._of.ratios else ()
        axes = tuple((axis, _WHOLE) for axis in _AXES)
        moves = tuple((name, _WHOLE) for name in ClassTally._fields)
        bits = tuple((f"b{word}", _WHOLE) for word in range(words))
        masks = tuple((name, _WHOLE) for name in _Masks(words).names())
        classes = (("class", _WHOLE), *pair, *place, *stands, *ends)
        remarks = (*pair, *place, *written, *axes, *called, *said, *stands, *ends, ("goal", stated))
        return [
            DataTable("classes", classes, self._classes),
            DataTable("moves", (("class", _WHOLE), pair[0], *place[:2], *called, *said[:3], *moves), self._moves),
            DataTable("standings", (("class", _WHOLE), ("office", labels.office), *stands, *ends), self._standings),
            DataTable("remarks", remarks, self._remarks),
            DataTable("absences", (pair[0], *bits, *called, *said, stands[0]), self._absences),
            DataTable("tallies", (pair[0], *masks), self._tallies),
            self._stepped(),
            DataTable("notes", (("number", _WHOLE), *said[1:]), list(self._notes())),
        ]

    def _stepped(self) -> DataTable:
        """Return the first class of each pair, and beyond which figures each of its further classes begins."""
        steps = self.steps
        rows: list[_Row] = [[*row, *[None] * (_STEPPED + steps - len(row))] for row in self._steps]
        ends = tuple((f"end{step}", self._grid.type) for step in range(steps))
        return DataTable("steps", (("pid", _WHOLE), ("iid", _WHOLE), ("class", _WHOLE), *ends), rows)

    @property
    def steps(self) -> int:
        """The most classes that any pair has besides its first one."""
        return max((len(row) - _STEPPED for row in self._steps), default=0)

    def _notes(self) -> list[_Row]:
        return [
            [str(number), concern.code.id, concern.matter.value, policy.gate(concern.matter).value]
            for number, policy in enumerate(self._policies)
            for concern in NOTES.values()
        ]


class _Masks:
    """The contributions of a pack's indicators to the tally at one period, as bits."""

    def __init__(self, words: int) -> None:
        self._words = words
        self._bits = {name: [0] * words for name in (*self._sums(), "owed", "awaited")}

    @staticmethod
    def _sums() -> list[str]:
        return [f"{state}_{name}" for state in STATES for name in ClassTally._fields]

    def names(self) -> list[str]:
        return [f"{name}{word}" for name in self._bits for word in range(self._words)]

    def used(self) -> set[str]:
        return {name for name, words in self._bits.items() if any(words)}

    def row(self) -> list[str]:
        return [str(word) for words in self._bits.values() for word in words]

    def add(self, bits: Sequence[int], had: ClassTally, absence: Absence) -> None:
        for name in _counted(had, absence.invalid, absence.answer.tally):
            self._add(name, bits)
        if absence.answer.remarks:
            self._add("owed", bits)
        if absence.silent:
            self._add("awaited", bits)

    def _add(self, name: str, bits: Sequence[int]) -> None:
        self._bits[name] = [one | own for one, own in zip(self._bits[name], bits, strict=True)]


@lru_cache(maxsize=256)  # Most indicators of a pack contribute equally.
def _counted(*tallies: ClassTally) -> list[str]:
    return [
        f"{state}_{name}"
        for state, tally in zip(STATES, tallies, strict=True)
        for name, n in zip(ClassTally._fields, tally, strict=True)
        if n
    ]


def _stands(standing: Standing) -> _Row:
    pace = standing.pace.value
    return [standing.verdict.value, pace if pace in PACES else None]


def _sizes(asked: Plan) -> dict[int, _Row]:
    """Return the bounds that just meet each target of an indicator, and its number, if it has a size."""
    sizes: dict[int, _Row] = {}
    for target in asked.targets:
        if target.goal is not None:
            level = asked.cases[target.case].levels[0]
            sizes[target.which] = [decimal_text(level.lo), decimal_text(level.hi), decimal_text(target.goal)]
    return sizes


def _is_quiet(remarks: Sequence[ClassRemark]) -> bool:
    return all(remark.estimate is True for remark in remarks)


def _own_remark(remarks: Sequence[ClassRemark]) -> ClassRemark | None:
    """Return a remark that each figure of a class has exactly once, if there is any."""
    said = [(one.office, one.concern) for one in remarks]
    every = (None,) * len(_AXES)
    own = (
        one
        for one in remarks
        if tuple(getattr(one, axis) for axis in _AXES) == every and said.count((one.office, one.concern)) == 1
    )
    return next(own, None)


def _home(ranges: Sequence[Range], some: int | None) -> int:
    """Return the index of the range that contains a given figure, else of the widest range."""
    if some is not None:
        for place, (first, last) in enumerate(ranges):
            if first <= some <= last:
                return place
    return max(range(len(ranges)), key=lambda place: ranges[place][1] - ranges[place][0])


def _around(places: range, home: int, same: Callable[[int], bool]) -> range:
    """Return the range of equal neighbours around an index."""
    first = last = home
    while first > places.start and same(first - 1):
        first -= 1
    while last + 1 < places.stop and same(last + 1):
        last += 1
    return range(first, last + 1)


def _widest(quiet: Sequence[bool], ranges: Sequence[Range], some: int | None) -> Range:
    """Return the range of quiet figures around a given figure, else the widest one."""
    home = _home(ranges, some)

    def part(place: int) -> Range:
        around = _around(range(len(quiet)), place, quiet.__getitem__)
        return ranges[around[0]][0], ranges[around[-1]][1]

    if quiet[home]:
        return part(home)
    parts = (part(place) for place, one in enumerate(quiet) if one)
    return max(parts, key=lambda part: part[1] - part[0], default=_NOWHERE)
