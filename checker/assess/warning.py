"""Early warning: the gap of each target to what is expected by now, in percentage points, and its level.

It affects neither verdict nor gate. A gap is compared as it is, never rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import Verdict
from checker.domain.period import Period
from checker.domain.report import PaceBasis, Result
from checker.domain.reporting import WarningLevel

__all__ = ["gap_of", "with_levels"]

_LAST_MONTHS: Final = 2
"""In this many last months, a target that the linear projection does not reach gets the worst level."""


def with_levels(results: Sequence[Result], levels: Sequence[WarningLevel], period: Period) -> tuple[Result, ...]:
    """Return the results, with gap and level on those that are not due, if they have one.

    Args:
        results: The results.
        levels: The levels of the pack, best first; the last one has no gap.
        period: The period of the figures.
    """
    return tuple(_with_level(result, levels, period) for result in results)


def gap_of(result: Result) -> Fraction | None:
    """Return the gap: actual less expected progress, in percentage points.

    For a ceiling it is the unused part of the share that may be used by now. ``None`` without an expectation or a
    single number.
    """
    basis = result.pace_basis
    if basis is None or basis.attainment is None:
        return None
    share, attainment = Fraction(basis.share), Fraction(basis.attainment)
    return 100 * (share - share / attainment if basis.ceiling else share * (attainment - 1))


def _with_level(result: Result, levels: Sequence[WarningLevel], period: Period) -> Result:
    if result.verdict is Verdict.UNMET and result.due is not None and not period.reaches(result.due):
        # The ceiling is used up too early.
        return result._replace(level=levels[-1])
    gap = gap_of(result) if result.verdict is Verdict.NOT_DUE else None
    if gap is None or result.pace_basis is None:
        return result
    level = next(one for one in levels if one.gap is None or gap >= one.gap)
    if period.months_left <= _LAST_MONTHS and _falls_short(result.pace_basis):
        level = levels[-1]
    return result._replace(gap=gap, level=level)


def _falls_short(basis: PaceBasis) -> bool:
    """Tell whether the linear projection of the figure misses the plan, or exceeds a ceiling."""
    if basis.projection is None:
        return False
    start = Fraction(basis.start)
    way = (Fraction(basis.expected) - start) / Fraction(basis.share)
    made = (Fraction(basis.projection) - start) / way
    return made > 1 if basis.ceiling else made < 1
