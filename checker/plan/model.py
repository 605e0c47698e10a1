"""The plan's values: quantities, cases over them, and the targets and checks they serve."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final, TypeAlias

from checker.domain.enumeration import StrEnum
from checker.domain.interval import Exact, Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple

__all__ = [
    "MISSING",
    "UNDECIDED",
    "Case",
    "Change",
    "Check",
    "CheckKind",
    "Derived",
    "Difference",
    "Expectation",
    "Observed",
    "Outcomes",
    "PercentOf",
    "Plan",
    "PlannedTarget",
    "Quantity",
    "Quotient",
    "Total",
]

MISSING: Final = -2
"""The rank of a case whose quantity has no value."""
UNDECIDED: Final = -1
"""The rank of a case that the value's interval cannot decide."""


class Observed(NamedTuple):
    """A reported number in the indicator's unit.

    Args:
        indicator: Id of the indicator.
        field: ``value``; ``own`` for what was reported of the period alone, where the value is
            a sum, and ``previous`` for that of the period before; or, as the interval
            that the stated decimals leave open, ``stated`` and ``previous_stated`` for the
            same two, ``percent_of_plan``, and ``ratio`` where the value itself is
            recomputed from numerator and denominator; or ``plan`` for the numbers of the
            plan that was stated beside it; or ``rate`` for by how many percent it is said to
            have grown since the same period of the year before.
    """

    indicator: str
    field: str = "value"


class Difference(NamedTuple):
    """One quantity less another; it has a value where both have."""

    of: Observed
    less: Observed


class PercentOf(NamedTuple):
    """A reported percentage of the plan less the one that follows from value and target.

    ``reported - value / target * 100``, as an interval.
    """

    reported: Observed
    value: Observed
    target: Fraction


class Total(NamedTuple):
    """The sum of some quantities less another: the residual of parts and their total."""

    of: tuple[Observed, ...]
    less: Observed


class Quotient(NamedTuple):
    """A stated ratio less the one that follows from its two figures: ``stated - of / to * factor``.

    It has a value only where `to` is one positive number.
    """

    stated: Observed
    of: Observed
    to: Observed
    factor: Fraction


class Change(NamedTuple):
    """How much a quantity differs from another, in percent of that: ``(of / since - 1) * 100``.

    It has a value only where `since` is one positive number.
    """

    of: Observed
    since: Observed


Derived: TypeAlias = Difference | PercentOf | Total | Quotient | Change
Quantity: TypeAlias = Observed | Derived


class Case(NamedTuple):
    """One question: how many of some nested levels does a quantity reach?

    Args:
        quantity: Index into the plan's quantities.
        levels: Sets of numbers, each within the one before. A case of more than one level
            has levels that are all bounded below, or all above, never on both sides.

    The rank of an interval V is the number of leading levels that contain all of V; it is
    `UNDECIDED` where that number is 0 although V overlaps the first level. So a rank above
    0 is what is certain, never more.
    """

    quantity: int
    levels: tuple[Interval, ...]


class Expectation(NamedTuple):
    """What a value is expected to be at the period (semantics.md section 6).

    Args:
        case: Index of the case whose ranks 0 to 3 are behind, at risk, on track, ahead.
        method: How the expectation follows: ``milestones``, ``profile``, ``linear``, ``months``, or ``same_period``
            where it is asked at each period, since that of the year before.
        elapsed: Share of the time up to the due period's end that has passed.
        share: Expected share of the way.
        start: Where the way begins: 0 for a flow, else the baseline.
        expected: Expected value, in the indicator's unit.
        target: The value to be reached when due.
        months_left: Months from `by` to the end of the due period.
        by: The day up to whose end the time is counted.
        stated: Whether that is the stated day of the figures; else it is the period's last.
        ceiling: Whether it is what may be used up by now of a ceiling on a cumulative value.
    """

    case: int
    method: str
    elapsed: Fraction
    share: Fraction
    start: Exact
    expected: Fraction
    target: Exact
    months_left: Fraction
    by: dt.date
    stated: bool
    ceiling: bool = False


class PlannedTarget(NamedTuple):
    """A target at a period.

    Args:
        indicator: Id of its indicator.
        which: Its place among the indicator's targets in force; 0 decides.
        case: Index of the case of which rank 0 is unmet and every other one met.
        exceeded: The rank from which on it is exceeded; 0 where it never is.
        striven: The rank from which on its stretch is reached; 0 where it has none.
        goal: The level that just meets it, in the indicator's unit; ``None`` where only a
            verdict is reported.
        due: Whether it is judged at this period.
        since: The earlier period in which it was due, whose figure it is judged by; else ``None``.
        early: Whether it counts as met already when reached before it is due (flows).
        capped: Whether it counts as unmet already when broken before it is due (ceilings on flows).
        expected_now: Whether a figure is expected at this period.
        pace: The expectation, or ``None`` where pace is not considered.
    """

    indicator: str
    which: int
    case: int
    exceeded: int
    striven: int
    goal: Exact | None
    due: bool
    since: Period | None
    early: bool
    capped: bool
    expected_now: bool
    pace: Expectation | None


class CheckKind(StrEnum):
    """The closed set of consistency checks."""

    NATURAL_LIMITS = "natural_limits"
    CHILD_WITHIN_PARENT = "child_within_parent"
    PERCENT_OF_PLAN = "percent_of_plan"
    PLAN = "plan"
    RATIO = "ratio"
    NEVER_FALLING = "never_falling"
    LESS_OR_EQUAL = "less_or_equal"
    SUM = "sum"
    QUOTIENT = "quotient"
    STATED_PERCENT = "stated_percent"
    CHANGE = "change"


class Check(NamedTuple):
    """A consistency check; rank 0 of its case is a contradiction, every other rank is none.

    Args:
        kind: Which relation is checked.
        case: Index of its case.
        indicator: The indicator that is checked.
        operands: The other indicators that it is compared with, in the order of the relation.
        rule: Id of the pack's own check that asks for it, or empty.
    """

    kind: CheckKind
    case: int
    indicator: str
    operands: tuple[str, ...] = ()
    rule: str = ""


class Plan(NamedTuple):
    """Everything that will be asked of one submission, enumerable before it is asked.

    Args:
        pack: The pack's id.
        period: The reference period.
        day: The day (YYYY-MM-DD) whose targets are in force.
        quantities: What the cases are about.
        cases: Every question, in a fixed order; an engine answers each.
        derived: The quantities that are not simply observed, with their indices.
        targets: What the cases of verdict and pace stand for.
        checks: What the cases of consistency stand for.
    """

    pack: str
    period: Period
    day: str
    quantities: tuple[Quantity, ...]
    cases: tuple[Case, ...]
    derived: tuple[tuple[int, Derived], ...] = ()
    targets: tuple[PlannedTarget, ...] = ()
    checks: tuple[Check, ...] = ()


class Outcomes(NamedTuple):
    """An engine's answer: one rank a case, in the plan's order.

    Args:
        engine: The engine's name.
        ranks: `MISSING`, `UNDECIDED`, or the number of levels reached.
    """

    engine: str
    ranks: tuple[int, ...]
