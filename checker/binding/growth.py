"""The same period of the year before: the level that a change is measured from, and rates of change themselves.

Owns where that level comes from, and which words state a rate. Must not know how a figure is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from checker.binding.changes import opposite
from checker.binding.scale import LIKELY_INDEX
from checker.binding.values import percent_interval, widened
from checker.domain import codes
from checker.domain.axes import Measures
from checker.domain.comparator import Comparator
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, point
from checker.domain.number import rounded
from checker.domain.period import Period
from checker.domain.phrase import value_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Report
from checker.domain.submission import Field, Figure, Move
from checker.packs.model import Baseline, Indicator, RulePack, Start, TargetRule

__all__ = ["YearBefore", "growth_differs", "rate_in_percent", "rate_of", "with_year_before"]


class YearBefore(NamedTuple):
    """What a unit reported for a period, and the pack that its indicators are of."""

    report: Report
    pack: RulePack


def with_year_before(
    pack: RulePack, unit: str, period: Period, known: Mapping[tuple[str, Period], Sequence[YearBefore]]
) -> RulePack:
    """Return the pack with what the unit reported for the same period of the year before as the baselines.

    An indicator of which no single number is known there has none.

    Args:
        pack: The pack.
        unit: The reporting unit.
        period: The period that is judged.
        known: The reports of earlier years that are among the files.
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
    for result, pack in ((one, found.pack) for found in known for one in found.report.results):
        if result.indicator == indicator.id and result.decides and result.value is not None and result.value.is_point:
            unit = pack.indicator(indicator.id).unit
            factor = unit.into(indicator.unit) if unit and indicator.unit else None
            # There is no rate of growth since nothing, nor since less than that.
            if (
                factor is not None
                and result.value.lo is not None
                and (result.value.lo > 0 or not indicator.asks_growth)
            ):
                return Baseline(
                    result.value.lo if factor == 1 else Fraction(result.value.lo) * factor, str(before), None
                )
    return None


def rate_of(
    field: Field | None, indicator: Indicator, targets: Sequence[TargetRule], period: Period, *, named: bool = False
) -> Interval | None:
    """Return the rate of change that a text states, in percent; ``None`` where it states none that can be compared.

    "Tăng 8,5%" of what is measured in tỷ đồng is a rate. It is compared with a target of growth since
    the same period of the year before, and with one since a year where both are of whole years.

    Args:
        field: The value as written.
        indicator: What it is about.
        targets: The targets in force.
        period: The period of the submission.
        named: Whether the text stands where rates do, so that a number without a unit is one.
    """
    figure = field.reading if field else None
    if not isinstance(figure, Figure) or figure.move is Move.LEVEL:
        return None
    if figure.unit.base != "%" if figure.unit else not named:
        return None
    wanted = [target for target in targets if target.comparator is Comparator.GROW_BY and not target.tolerance]
    if not wanted or indicator.measures is not Measures.LEVEL or not _comparable(indicator, period):
        return None
    return opposite(figure.interval) if figure.move is Move.FALL else figure.interval


def rate_in_percent(field: Field) -> Interval | Diagnostic:
    """Return what stands in the place of a rate of growth, in percent, or why it is none.

    A number such as 108.5 may be what a figure is in percent of that of the year before, which is a growth of 8.5;
    "tăng 108,5%" says that it is a rate.
    """
    figure = field.reading
    if isinstance(figure, Figure) and figure.move is Move.LEVEL:
        return diagnostic(codes.NOT_A_NUMBER, field.location, value=field.text)
    rate = percent_interval(field)
    low = rate.lo if isinstance(rate, Interval) and isinstance(figure, Figure) and figure.move is None else None
    if low is None or low < LIKELY_INDEX:
        return rate
    first, second = (value_phrase(point(rounded(one, 2)), "%") for one in (Fraction(low) - 100, low))
    return diagnostic(codes.GROWTH_UNCLEAR, field.location, value=field.text, first=first, second=second)


def _comparable(indicator: Indicator, period: Period) -> bool:
    """Tell whether a rate since the same period of the year before is one since the baseline."""
    if indicator.unit is None or indicator.unit.base == "%":
        return False
    if indicator.start is not Start.STATED:
        return True
    before = indicator.baseline
    return before is not None and period.is_year and before.period == str(period.year - 1)


def growth_differs(field: Field, rate: Interval, value: Interval, indicator: Indicator) -> Diagnostic | None:
    """Say that a stated rate does not follow from the levels, within its stated decimals.

    Args:
        field: The rate as written.
        rate: How it reads.
        value: The level.
        indicator: What both are about; without a baseline above zero nothing follows.
    """
    start, unit = indicator.before, indicator.unit.name if indicator.unit else ""
    if start is None or start <= 0:
        return None
    computed = value.scaled(100 / Fraction(start)).minus(point(Fraction(100)))
    if not widened(rate, truncated=True).apart_from(computed):
        return None
    low, high = (None if end is None else rounded(end, 2) for end in (computed.lo, computed.hi))
    return diagnostic(
        codes.GROWTH_DIFFERS,
        field.location,
        indicator=indicator.title,
        reported=field.text,
        value=value_phrase(value, unit),
        before=value_phrase(point(start), unit),
        computed=value_phrase(Interval(low, high), "%"),
    )
