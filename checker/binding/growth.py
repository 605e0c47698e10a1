"""The same period of the previous year, as the level that a change is measured from.

Owns the origin of that level. Must not know how a figure is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report
from checker.packs.model import Baseline, Indicator, RulePack, Start

__all__ = ["YearBefore", "with_year_before"]


class YearBefore(NamedTuple):
    """A unit's report for a period, with its pack."""

    report: Report
    pack: RulePack


def with_year_before(
    pack: RulePack, unit: str, period: Period, known: Mapping[tuple[str, Period], Sequence[YearBefore]]
) -> RulePack:
    """Return the pack with the unit's figures of the same period of the previous year as baselines.

    An indicator without a single number there has no baseline.

    Args:
        pack: The pack.
        unit: The reporting unit.
        period: The judged period.
        known: The run's reports of earlier years.
    """
    if all(indicator.start is not Start.SAME_PERIOD for indicator in pack.indicators):
        return pack
    before = Period(period.year - 1, period.part)
    found = known.get((unit, before), ())
    return pack._replace(
        indicators=tuple(
            one
            if one.start is not Start.SAME_PERIOD
            else one._replace(start=Start.SUBMITTED, baseline=_baseline(one, before, found))
            for one in pack.indicators
        )
    )


def _baseline(indicator: Indicator, before: Period, known: Sequence[YearBefore]) -> Baseline | None:
    from checker.domain.unit_words import conversion

    for result, pack in ((one, found.pack) for found in known for one in found.report.results):
        if result.indicator == indicator.id and result.decides and result.value is not None and result.value.is_point:
            unit = pack.indicator(indicator.id).unit
            factor = conversion(unit, indicator.unit) if unit and indicator.unit else None
            # There is no growth rate from zero or a negative number.
            if (
                factor is not None
                and result.value.lo is not None
                and (result.value.lo > 0 or not indicator.asks_growth)
            ):
                return Baseline(
                    result.value.lo if factor == 1 else Fraction(result.value.lo) * factor, str(before), None
                )
    return None
