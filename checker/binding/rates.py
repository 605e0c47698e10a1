"""Growth rates of a row, instead of its value or beside it.

Owns which words state a rate, and its comparison. Must not know how a figure is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from checker.binding.bound import Binding
from checker.binding.changes import opposite
from checker.binding.no_figure import states_no_figure
from checker.binding.ordinary_figures import LIKELY_INDEX
from checker.binding.values import percent_interval, widened
from checker.domain import codes
from checker.domain.axes import Matter, Measures
from checker.domain.comparator import Comparator
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, point
from checker.domain.number import rounded
from checker.domain.period import Period
from checker.domain.phrase import value_phrase
from checker.domain.submission import Field, Figure, Move, Observation
from checker.domain.text import message
from checker.packs.model import Indicator, Start, TargetRule
from checker.plan.model import Observed

__all__ = ["check_growth", "read_rate"]


def read_rate(binding: Binding, observation: Observation, indicator: Indicator, *, in_value: bool) -> bool:
    """Store a rate for comparison with a growth target; tell whether it replaces the value.

    Args:
        binding: The binding so far.
        observation: The row.
        indicator: Its indicator.
        in_value: Whether the value may be a rate; a bare percentage there may refer to the plan.
    """
    targets, value = binding.targets(indicator), observation.value
    if in_value and value is not None:
        rate = _rate_of(value, indicator, targets, binding.submission.period)
        if rate is not None:
            binding.values[Observed(indicator.id, "rate")] = rate
            return True
    growth = observation.growth
    # Offices fill in a column of rates in every row of a form.
    if growth is not None and (
        not binding.submission.is_form or (indicator.asks_growth and not states_no_figure(growth))
    ):
        _read_growth(binding, growth, indicator, targets)
    return False


def _read_growth(binding: Binding, growth: Field, indicator: Indicator, targets: Sequence[TargetRule]) -> None:
    """Store a rate from its own column; report why it cannot be read or compared."""
    rate = _rate_in_percent(growth)
    if isinstance(rate, Diagnostic):
        binding.tell(Matter.INVALID, indicator.id, rate)
    elif (compared := _rate_of(growth, indicator, targets, binding.submission.period, named=True)) is not None:
        binding.values[Observed(indicator.id, "rate")] = compared
    else:
        what = message("the rate of growth of {indicator} (no target asks for it)", indicator=indicator.title)
        notice = diagnostic(codes.NOT_COMPARED, growth.location, count=1, checks=what)
        binding.tell(Matter.NOT_COMPARED, indicator.id, notice)


def check_growth(binding: Binding, observation: Observation, indicator: Indicator) -> None:
    """Compare a growth rate with the levels that it follows from."""
    rate, value = (binding.values.get(Observed(indicator.id, field)) for field in ("rate", "value"))
    if observation.growth is not None and rate is not None and value is not None:
        wrong = _growth_differs(observation.growth, rate, value, indicator)
        if wrong is not None:
            binding.tell(Matter.CONSISTENCY, indicator.id, wrong)


def _rate_of(
    field: Field | None, indicator: Indicator, targets: Sequence[TargetRule], period: Period, *, named: bool = False
) -> Interval | None:
    """Return the rate of change that a text states, in percent; ``None`` if it states none that can be compared.

    "Tăng 8,5%" of an indicator in tỷ đồng is a rate. It is compared with a target for growth since the same period of
    the previous year. For whole years, it is also compared with a target for growth since an earlier year.

    Args:
        field: The value as written.
        indicator: The indicator.
        targets: The targets in force.
        period: The period of the submission.
        named: Whether the text is in a place for rates, so that a number without a unit is one.
    """
    figure = field.reading if field else None
    if not isinstance(figure, Figure) or figure.move is Move.LEVEL:
        return None
    if figure.unit.base != "%" if figure.unit else not named:
        return None
    growth_targets = [target for target in targets if target.comparator is Comparator.GROW_BY and not target.tolerance]
    if not growth_targets or indicator.measures is not Measures.LEVEL or not _comparable(indicator, period):
        return None
    return opposite(figure.interval) if figure.move is Move.FALL else figure.interval


def _rate_in_percent(field: Field) -> Interval | Diagnostic:
    """Return the growth rate in percent from a place for rates, or why it is not one.

    A number such as 108.5 may be an index, which means a growth of 8.5; "tăng 108,5%" is clearly a rate.
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
    """Tell whether a rate since the same period of the previous year is also one since the baseline."""
    if indicator.unit is None or indicator.unit.base == "%":
        return False
    if indicator.start is not Start.STATED:
        return True
    before = indicator.baseline
    return before is not None and period.is_year and before.period == str(period.year - 1)


def _growth_differs(field: Field, rate: Interval, value: Interval, indicator: Indicator) -> Diagnostic | None:
    """Report a stated rate that does not follow from the levels, within its stated decimals.

    Args:
        field: The rate as written.
        rate: Its reading.
        value: The level.
        indicator: Their indicator; without a baseline above zero, nothing follows.
    """
    start, unit = indicator.before, indicator.unit.name if indicator.unit else ""
    if start is None or start <= 0:
        return None
    computed = value.scaled(100 / Fraction(start)).minus(point(Fraction(100)))
    if not widened(rate, truncated=True).is_disjoint_from(computed):
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
