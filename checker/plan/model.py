"""The plan's values: quantities, cases over them, and the targets and checks that use them."""

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
"""The rank of a case that the value's interval does not decide."""


class Observed(NamedTuple):
    """A reported number in the indicator's unit.

    Args:
        indicator: Id of the indicator.
        field: ``value`` is the value. ``own`` is the figure of the period alone if the value is a sum; ``previous`` is
            that of the previous period. ``stated`` and ``previous_stated`` are the rounding intervals of these two.
            ``percent_of_plan`` is the rounding interval of the stated percentage. ``ratio`` is that of the stated
            ratio, if the value is recomputed from numerator and denominator. ``plan`` is the plan stated beside the
            value. ``rate`` is the stated growth in percent since the same period of the previous year.
    """

    indicator: str
    field: str = "value"


class Difference(NamedTuple):
    """One quantity less another; it has a value if both have."""

    of: Observed
    less: Observed


class PercentOf(NamedTuple):
    """A reported percentage of the plan less the one computed from value and target.

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
    """A stated ratio less the one computed from its two figures: ``stated - of / to * factor``.

    It has a value only if `to` is a single positive number.
    """

    stated: Observed
    of: Observed
    to: Observed
    factor: Fraction


class Change(NamedTuple):
    """The difference of two quantities in percent of the second: ``(of / since - 1) * 100``.

    It has a value only if `since` is a single positive number.
    """

    of: Observed
    since: Observed


Derived: TypeAlias = Difference | PercentOf | Total | Quotient | Change
Quantity: TypeAlias = Observed | Derived


class Case(NamedTuple):
    """One question: how many of some nested levels does a quantity reach?

    Args:
        quantity: Index into the plan's quantities.
        levels: Sets of numbers, each within the one before. If there are several, all are bounded below or all are
            bounded above, never on both sides.

    The rank of an interval V is the number of leading levels that contain all of V; it is `UNDECIDED` if that number is
    0 although V overlaps the first level. So a rank above 0 is always certain.
    """

    quantity: int
    levels: tuple[Interval, ...]


class Expectation(NamedTuple):
    """The value expected at the period (semantics.md section 6).

    Args:
        case: Index of the case whose ranks 0 to 3 are behind, at risk, on track, ahead.
        method: How the expectation is computed: ``milestones``, ``profile``, ``linear``, ``months``, or ``same_period``
            for a change since the same period of the previous year.
        elapsed: Elapsed share of the time up to the due period's end.
        share: Expected progress.
        start: Where progress starts: 0 for a flow, else the baseline.
        expected: Expected value, in the indicator's unit.
        target: The value required when due.
        months_left: Months from `by` to the end of the due period.
        by: The last day that is counted as elapsed.
        stated: Whether `by` is the stated day of the figures; else it is the period's last day.
        ceiling: Whether it is the allowed share of a ceiling on a cumulative value.
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
        which: Its index among the indicator's targets in force; target 0 decides.
        case: Index of its case; rank 0 is unmet and every other rank is met.
        exceeded: The rank from which on it is exceeded; 0 if it never is.
        striven: The rank from which on its stretch goal is reached; 0 if it has none.
        goal: The level that just meets it, in the indicator's unit; ``None`` if only a verdict is reported.
        due: Whether it is judged at this period.
        since: The earlier period in which it was due and whose figure decides; else ``None``.
        early: Whether it counts as met when it is reached before it is due (flows).
        capped: Whether it counts as unmet when it is broken before it is due (ceilings on flows).
        expected_now: Whether a figure is expected at this period.
        pace: The expectation, or ``None`` if pace is not considered.
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
    """A consistency check. Rank 0 of its case is a contradiction; other ranks are not.

    Args:
        kind: The kind of relation.
        case: Index of its case.
        indicator: The checked indicator.
        operands: The indicators that it is compared with, in the order of the relation.
        rule: Id of the pack's check that defines it, or empty.
    """

    kind: CheckKind
    case: int
    indicator: str
    operands: tuple[str, ...] = ()
    rule: str = ""


class Plan(NamedTuple):
    """All questions about one submission, enumerated before evaluation.

    Args:
        pack: The pack's id.
        period: The reference period.
        day: The day (YYYY-MM-DD) whose targets are in force.
        quantities: The quantities of the cases.
        cases: Every question, in a fixed order; an engine answers each.
        derived: The quantities that are derived and not observed, with their indices.
        targets: The targets, which refer to the cases of verdict and pace.
        checks: The checks, which refer to the cases of consistency.
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
    """An engine's answer: one rank per case, in the plan's order.

    Args:
        engine: The engine's name.
        ranks: `MISSING`, `UNDECIDED`, or the number of levels reached.
    """

    engine: str
    ranks: tuple[int, ...]
