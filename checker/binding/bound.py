"""A submission in terms of a pack: rows and values by indicator, and their problems.

Must not know how anything is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from checker.binding.ordinary_figures import is_usual
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import Interval
from checker.domain.record import NamedTuple
from checker.domain.report import Addend, UnitsTotal
from checker.domain.submission import Field, Figure, Observation, Submission
from checker.packs.model import Indicator, RulePack, TargetRule
from checker.plan.model import Observed

__all__ = ["MATTERS", "Binding", "BoundSubmission", "Problem", "is_doubt"]

MATTERS: Final = {
    codes.SCALE_SUSPECT: Matter.CONSISTENCY,
    codes.DATE_SUSPECT: Matter.CONSISTENCY,
    codes.SEPARATOR_SUSPECT: Matter.CONSISTENCY,
    codes.FIGURE_CONFIRMED: Matter.CONFIRMED,
    codes.FIGURE_BOUNDED: Matter.CONFIRMED,
    codes.REACHED_AFTER_DAY: Matter.CONFIRMED,
    codes.DAY_NOT_STATED: Matter.CONFIRMED,
    codes.LONE_PART: Matter.CONSISTENCY,
    codes.PART_WITHOUT_WHOLE: Matter.CONSISTENCY,
    codes.NOT_A_RATIO: Matter.CONSISTENCY,
    codes.MISSING_UNIT: Matter.MISSING_UNIT,
}
"""The matters of implausible figures that are still used, and of units without figures."""

_DOUBTS: Final = (codes.SCALE_SUSPECT, codes.DATE_SUSPECT, codes.SEPARATOR_SUSPECT, codes.FIGURE_CONFIRMED)


class Problem(NamedTuple):
    """A wrong row or cell: its diagnostic, and its matter in a gate policy.

    Args:
        matter: Its key in a gate policy.
        indicator: Id of the indicator, or empty.
    """

    matter: Matter
    indicator: str
    diagnostic: Diagnostic


def is_doubt(problem: Problem) -> bool:
    """Tell whether a problem is a doubt about a figure, confirmed or not."""
    return problem.diagnostic.code in _DOUBTS


class BoundSubmission(NamedTuple):
    """A submission in terms of a pack.

    Args:
        rows: The row of each reported indicator, by the indicator's id.
        values: The readable values, in the indicators' units.
        invalid: Ids of indicators whose value cannot be used.
        problems: The problems, in the order of the rows.
        addends: The parts of values that combine several figures.
        previous: The figures of the previous period, if submitted.
        early: Ids of indicators whose figure is dated before the period's end but not called an estimate.
        cutoff: The period's last day if there are any.
        early_parts: For sums, the periods whose parts are dated too early, by indicator.
        days: The days of figures that differ from the submission's, by indicator.
        totals: For the whole: totals of its units that are not its own value.
    """

    rows: dict[str, Observation]
    values: dict[Observed, Interval]
    invalid: frozenset[str]
    problems: tuple[Problem, ...]
    addends: dict[str, tuple[Addend, ...]]
    previous: dict[str, Addend]
    early: frozenset[str] = frozenset()
    cutoff: dt.date | None = None
    early_parts: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    days: Mapping[str, dt.date | None] = MappingProxyType({})
    totals: tuple[UnitsTotal, ...] = ()


class Binding:
    """The state of a binding in progress, for the steps that read rows.

    Args:
        submission: The submission.
        pack: Its pack.
        day: The day (YYYY-MM-DD) whose targets are in force.
    """

    def __init__(self, submission: Submission, pack: RulePack, day: str) -> None:
        """Start without any row."""
        self.submission: Final = submission
        self.pack: Final = pack
        own = bool(pack.allocation.shares) and any(one.target is not None for one in pack.indicators)
        self.targets_apply: Final = submission.unit == pack.unit or not pack.reporting.roll_up or own
        """Whether the pack's targets apply: in a pack that rolls up, the plans of single units are unknown here."""
        self.rows: Final[dict[str, Observation]] = {}
        self.values: Final[dict[Observed, Interval]] = {}
        self.invalid: Final[set[str]] = set()
        self.problems: Final[list[Problem]] = []
        self._day: Final = day

    def targets(self, indicator: Indicator) -> tuple[TargetRule, ...]:
        """Return the targets that apply to the unit."""
        return indicator.targets(self._day) if self.targets_apply else ()

    def tell(self, matter: Matter, indicator: str, wrong: Diagnostic) -> None:
        """Record a problem; `indicator` is an id, or empty."""
        self.problems.append(Problem(matter, indicator, wrong))

    def refuse(self, indicator: Indicator, wrong: Diagnostic) -> None:
        """Record why the value of an indicator cannot be used."""
        self.invalid.add(indicator.id)
        self.tell(Matter.INVALID, indicator.id, wrong)

    def doubt(self, row: Observation, field: Field, value: Interval, indicator: Indicator) -> None:
        """Record a doubt about a figure, or that words confirm the figure."""
        if value.lo is not None and value.is_point and is_usual(value.lo, indicator, self._day):
            return
        from checker.binding.doubts import confirmation, doubts_of
        from checker.binding.scale import doubt_of

        doubts = doubts_of(indicator, self.submission.period, self._day, self.pack.calendar)
        doubt = doubt_of(field, value, indicator, doubts, confirmation(row))
        if doubt is not None:
            self.tell(MATTERS[doubt.code], indicator.id, doubt)

    def doubt_parts(self, row: Observation, parts: tuple[Field, Field], value: Interval, indicator: Indicator) -> None:
        """Record a doubt about the notation of a ratio's figure, or that words confirm it."""
        if not any(isinstance(part.reading, Figure) and part.reading.is_doubtful for part in parts):
            return
        from checker.binding.doubts import confirmation, doubts_of
        from checker.binding.scale import doubt_of_part

        doubts = doubts_of(indicator, self.submission.period, self._day, self.pack.calendar)
        doubt = doubt_of_part(parts, value, indicator, doubts, confirmation(row))
        if doubt is not None:
            self.tell(MATTERS[doubt.code], indicator.id, doubt)
