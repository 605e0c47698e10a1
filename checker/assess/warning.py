"""Early warning: the gap of each target to what is expected by now, in percentage points, and its level.

No verdict and no gate follows from it. A gap is compared as it is, never rounded.
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
"""In so many last months what a straight line does not reach is at the worst level."""


def with_levels(results: Sequence[Result], levels: Sequence[WarningLevel], period: Period) -> tuple[Result, ...]:
    """Return the results, those that are not due with their gap and their level, where they have one.

    Args:
        results: The results.
        levels: The levels of the pack, the best first; the last one has no gap.
        period: The period of the figures.
    """
    return tuple(_with_level(result, levels, period) for result in results)


def gap_of(result: Result) -> Fraction | None:
    """Return by how many percentage points of the way a figure is above what is expected by now.

    Of a ceiling it is what is left of what may be used up by now. ``None`` without an expectation or a single number.
    """
    basis = result.pace_basis
    if basis is None or basis.attainment is None:
        return None
    share, attainment = Fraction(basis.share), Fraction(basis.attainment)
    return 100 * (share - share / attainment if basis.ceiling else share * (attainment - 1))


def _with_level(result: Result, levels: Sequence[WarningLevel], period: Period) -> Result:
    if result.verdict is Verdict.UNMET and result.due is not None and not period.reaches(result.due):
        # A ceiling is used up before its time.
        return result._replace(level=levels[-1])
    gap = gap_of(result) if result.verdict is Verdict.NOT_DUE else None
    if gap is None or result.pace_basis is None:
        return result
    level = next(one for one in levels if one.gap is None or gap >= one.gap)
    if period.months_left <= _LAST_MONTHS and _falls_short(result.pace_basis):
        level = levels[-1]
    return result._replace(gap=gap, level=level)


def _falls_short(basis: PaceBasis) -> bool:
    """Tell whether a straight line through the figure ends before the plan, or of a ceiling beyond it."""
    if basis.projection is None:
        return False
    start = Fraction(basis.start)
    way = (Fraction(basis.expected) - start) / Fraction(basis.share)
    made = (Fraction(basis.projection) - start) / way
    return made > 1 if basis.ceiling else made < 1
