"""The plain code's answers for each class of figures, as tables to join rows with.

Owns the choice of figures that can be skipped, which only saves time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from checker.assess.matters import NOTES, is_weighed
from checker.assess.policy import Policy
from checker.binding.doubts import doubts_of, never_doubted
from checker.bulk import tables
from checker.bulk.categories import standing_labels
from checker.bulk.classes import Answer, ClassRemark, ClassTally, FigureClass, Standing, by_indicator, judges_of
from checker.bulk.doubt_classes import UNDOUBTED, DoubtClass, doubt_classes
from checker.bulk.grid import factors
from checker.bulk.model import DataTable, StorageKind
from checker.bulk.plans import PackPlans, decimal_text
from checker.bulk.profile import PairFigures
from checker.bulk.quiet_ranges import NOWHERE, Range, home_of, widest_quiet
from checker.bulk.rows import RowStatements
from checker.bulk.tally_masks import TallyMasks
from checker.domain.axes import Kind
from checker.domain.interval import EVERYTHING, Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.errors import UnsupportedPlan
from checker.packs.model import Indicator
from checker.plan.model import Plan

__all__ = ["Answers"]

_UNSEEN: Final = PairFigures(None, None)
_NO_SIZE: Final[Sequence[str | None]] = (None, None, None)
_STEPPED: Final = 3
"""The columns before the ends of classes."""
_AXES: Final = ("estimate", "confirmed", "whole", "grouped")
"""The properties besides the figure on which a remark may depend."""
_Row: TypeAlias = list[str | None]


class _Pair(NamedTuple):
    """An indicator at a period: the keys of both and of the pack, and the texts of all three."""

    number: int
    pid: int
    iid: int
    indicator: Indicator
    key: tuple[str, str]
    ids: tuple[str, str, str]


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
        pack_plans: PackPlans,
        pids: Mapping[Period, int],
        bits: Sequence[tuple[int, ...]],
        seen: Mapping[tuple[int, int], PairFigures],
    ) -> None:
        """Judge the classes of a pack's indicators at all of its periods.

        Args:
            number: The key of the pack.
            pack_plans: The plans of the pack.
            pids: The keys of periods.
            bits: The bit masks of its indicators.
            seen: The profile of the data for each period and indicator.

        Raises:
            UnsupportedPlan: A bound has too many digits for an engine.
        """
        judges = judges_of(pack_plans.unit_pack, estimates=self._of.estimates)
        undoubted: dict[tuple[int, str, bool], Interval] = {}
        written = self._of.columns["value"].stored is StorageKind.TEXT
        indicator_ids, confirmed, ratios = (
            [one.id for one in pack_plans.unit_pack.indicators],
            bool(self._of.remarks),
            self._of.ratios,
        )
        for period, plan in pack_plans.plans.items():
            own = by_indicator(plan, indicator_ids)
            masks, pid, code = TallyMasks(len(bits[0]) if bits else 1), pids[period], str(period)
            for place, (indicator, judge) in enumerate(zip(pack_plans.pack.indicators, judges, strict=True)):
                key = str(pid), str(place)
                pair = _Pair(number, pid, place, indicator, key, (pack_plans.pack.id, code, indicator.id))
                figures = seen.get((pid, place), _UNSEEN)
                # If targets apply to the whole, a unit's figure is still checked for plausibility against them.
                grouped = written and figures.grouped
                day = place, plan.day, grouped
                if day not in undoubted:
                    undoubted[day] = never_doubted(indicator, plan.day, grouped=grouped)
                if figures.among is not None and figures.among.within(undoubted[day]):
                    doubt_parts = UNDOUBTED
                else:
                    doubts = doubts_of(indicator, period, plan.day, pack_plans.pack.calendar)
                    doubts = doubts if grouped else doubts._replace(grouped=())
                    doubt_parts = doubt_classes(doubts, figures.among or EVERYTHING, confirmed=confirmed)
                # The quotient of two figures may differ from the ratio written beside them.
                by_parts = ratios and indicator.kind is Kind.RATIO
                classes = judge.classes(own[indicator.id], EVERYTHING if by_parts else figures.among or EVERYTHING)
                usual = self._put(pair, classes, doubt_parts, _sizes(own[indicator.id]), figures, by_parts=by_parts)
                absence = judge.absence(own[indicator.id])
                self._put_absence(pair, absence.answer, bits[place])
                masks.add(bits[place], usual, absence)
            self._tallies.append([str(pid), *masks.row()])
            self.counts |= masks.used()

    def _put(
        self,
        pair: _Pair,
        classes: Sequence[FigureClass],
        doubt_parts: Sequence[DoubtClass],
        sizes: Mapping[int, _Row],
        seen: PairFigures,
        *,
        by_parts: bool,
    ) -> ClassTally:
        """Store the classes of an indicator at a period; return what most of its figures may add to the tally."""
        ranges = [one.stretch.on(self._grid) for one in classes]
        doubt_ranges = [one.stretch.on(self._grid) for one in doubt_parts]
        figure = None if seen.some is None else int(seen.some.scaleb(self._grid.places))
        quiet_figures = widest_quiet([_is_quiet(one.answer.remarks) for one in classes], ranges, figure)
        quiet_texts = widest_quiet([_is_quiet(one.remarks) for one in doubt_parts], doubt_ranges, figure)
        self.quiet[pair.pid, pair.iid] = max(quiet_figures[0], quiet_texts[0]), min(quiet_figures[1], quiet_texts[1])
        # Most figures need no remark.
        usual = classes[home_of(ranges, figure if quiet_figures == NOWHERE else quiet_figures[0])].answer.tally
        steps = [*pair.key, str(len(self._classes))]
        for one, ends in zip(classes, ranges, strict=True):
            if ends[0] > ends[1] and not by_parts:
                continue  # No figure of the data has that many decimals.
            place = self._place(ends, one, pair.indicator)
            self._put_class(pair, one.answer, place, sizes, usual)
            steps.append(self._grid.written(ends[1]))
            for remark in one.answer.remarks:
                self._put_remark(pair, remark, place, one.answer.standings, sizes)
        # The last class has no end that a figure could exceed.
        self._steps.append(steps[:-1])
        remarked = [(one, ends) for one, ends in zip(doubt_parts, doubt_ranges, strict=True) if one.remarks]
        self._put_doubts(pair, remarked, () if by_parts else list(zip(classes, ranges, strict=True)), sizes)
        return usual

    def _put_doubts(
        self,
        pair: _Pair,
        doubt_parts: Iterable[tuple[DoubtClass, Range]],
        classes: Sequence[tuple[FigureClass, Range]],
        sizes: Mapping[int, _Row],
    ) -> None:
        """Store the remarks about written figures, with the standings that they accompany."""
        for doubt, ends in doubt_parts:
            parts = [(one.answer.standings, (max(ends[0], own[0]), min(ends[1], own[1]))) for one, own in classes]
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
            concern = [None] * 3 if own is None else self._concern(pair, own)[:3]
            self._moves.append([id_, pair.key[0], *place[:2], *pair.ids, *concern, *added])
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
        """Return the bounds for a ratio, as `tables.fragments.RATIO` notes them."""
        if figures is None or indicator.kind is not Kind.RATIO:
            return [None] * 5
        crossed = factors((figures,), int(indicator.per))
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
        standing: _Row = [None] * 5
        if standings:
            low, high, goal = sizes.get(remark.which, _NO_SIZE)
            weighed = goal if is_weighed(remark.concern.matter) else None
            standing = [*_stands(standings[remark.which]), low, high, weighed]
        is_lone = [str(int(not standings))] if self._of.ratios else []
        self._remarks.append([*pair.key, *place, *is_lone, *axes, *pair.ids, *self._concern(pair, remark), *standing])

    def _put_absence(self, pair: _Pair, answer: Answer, bits: Sequence[int]) -> None:
        for remark in answer.remarks:
            verdict = answer.standings[remark.which].verdict.value
            concern = self._concern(pair, remark)
            self._absences.append([str(pair.pid), *map(str, bits), *pair.ids, *concern, verdict])

    def _concern(self, pair: _Pair, remark: ClassRemark) -> _Row:
        code, matter = remark.concern
        return [remark.office, code.id, matter.value, self._policies[pair.number].gate(matter).value]

    def tables(self) -> list[DataTable]:
        """Return the tables."""
        most = self.steps
        types, ratios = self._of.types._replace(step=most), self._of.ratios
        steps = [[*row, *[None] * (_STEPPED + most - len(row))] for row in self._steps]
        return [
            tables.CLASSES.of(self._classes, types, every=ratios),
            tables.MOVES.of(self._moves, types),
            tables.STANDINGS.of(self._standings, types),
            tables.REMARKS.of(self._remarks, types, every=ratios),
            tables.ABSENCES.of(self._absences, types),
            tables.TALLIES.of(self._tallies, types),
            tables.STEPS.of(steps, types),
            tables.NOTES.of(self._notes(), types),
        ]

    @property
    def steps(self) -> int:
        """The most classes that any pair has besides its first one."""
        return max((len(row) - _STEPPED for row in self._steps), default=0)

    def _notes(self) -> list[_Row]:
        return [
            [str(number), concern.code.id, concern.matter.value, policy.gate(concern.matter).value]
            for number, policy in enumerate(self._policies)
            for concern in NOTES
        ]


def _stands(standing: Standing) -> _Row:
    return standing_labels(standing.verdict, standing.pace)


def _sizes(plan: Plan) -> dict[int, _Row]:
    """Return the bounds that just meet each target of an indicator, and its number, if it has a size."""
    sizes: dict[int, _Row] = {}
    for target in plan.targets:
        if target.goal is not None:
            level = plan.cases[target.case].levels[0]
            sizes[target.which] = [decimal_text(level.lo), decimal_text(level.hi), decimal_text(target.goal)]
    return sizes


def _is_quiet(remarks: Sequence[ClassRemark]) -> bool:
    return all(remark.estimate is True for remark in remarks)


def _own_remark(remarks: Sequence[ClassRemark]) -> ClassRemark | None:
    """Return a remark that each figure of a class has exactly once, if there is any."""
    names = [(one.office, one.concern) for one in remarks]
    every = (None,) * len(_AXES)
    own = (
        one
        for one in remarks
        if tuple(getattr(one, axis) for axis in _AXES) == every and names.count((one.office, one.concern)) == 1
    )
    return next(own, None)
