"""Apply words such as "tăng", "giảm" and "còn" to a figure, depending on what its indicator measures.

Owns semantics.md section 10 on changes and levels. Must not know how a figure is read.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.domain import codes
from checker.domain.axes import Measures
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Exact, Interval, point
from checker.domain.number import plain
from checker.domain.phrase import amount
from checker.domain.submission import Field, Figure, Move
from checker.domain.text import message
from checker.domain.unit import POINTS, Unit
from checker.packs.model import Indicator

__all__ = ["as_measured", "opposite"]

_WHAT: Final = {
    Measures.LEVEL: "a level",
    Measures.INCREASE: "an increase",
    Measures.REDUCTION: "a reduction",
    Measures.GROWTH: "a rate of growth",
}
_EXPECTED: Final = {
    Measures.LEVEL: "the level that was reached",
    Measures.INCREASE: "by how much it rose, such as “tăng 5”",
    Measures.REDUCTION: "by how much it fell, such as “giảm 5”",
    Measures.GROWTH: "the rate alone, such as “tăng 5%” or “giảm 5%”",
}


def as_measured(field: Field, figure: Figure, move: Move, indicator: Indicator) -> Figure | Diagnostic:
    """Return a figure as measured by its indicator, or why its words do not fit.

    "Giảm 3,92%" is 3.92 as a reduction, -3.92 as an increase or a growth rate, and not a level. "Giảm từ 5,2% xuống còn
    4,5%" is 4.5 as a level and 0.7 as a reduction.

    Args:
        field: The value as written.
        figure: Its reading.
        move: The meaning of its words.
        indicator: Its indicator.
    """
    measures = indicator.measures
    if measures is None:
        return diagnostic(
            codes.MEASURES_UNSTATED, field.location, indicator=indicator.title, value=field.text, id=indicator.id
        )
    if measures is Measures.LEVEL:
        if move is not Move.LEVEL:
            return _unfit(codes.CHANGE_OF_LEVEL, field, indicator, measures)
        return _start_differs(field, figure, indicator) or figure
    if move is Move.LEVEL:
        if figure.start is None or figure.interval.lo is None or measures is Measures.GROWTH:
            return _unfit(codes.LEVEL_OF_CHANGE, field, indicator, measures)
        risen = plain(Fraction(figure.interval.lo) - Fraction(figure.start))
        figure = figure._replace(interval=point(risen), unit=_of_change(figure.unit, indicator.unit))
    turned = (move is Move.FALL) != (measures is Measures.REDUCTION)
    return figure._replace(interval=opposite(figure.interval)) if turned else figure


def _of_change(level: Unit | None, change: Unit | None) -> Unit | None:
    """Return the unit of the difference of two levels: for shares in %, percentage points."""
    in_points = level is not None and level.base == "%" and change is not None and change.base == POINTS[1]
    return change if in_points else level


def _unfit(code: codes.Code, field: Field, indicator: Indicator, measures: Measures) -> Diagnostic:
    return diagnostic(
        code,
        field.location,
        indicator=indicator.title,
        value=field.text,
        measures=message(_WHAT[measures]),
        wanted=message(_EXPECTED[measures]),
    )


def _start_differs(field: Field, figure: Figure, indicator: Indicator) -> Diagnostic | None:
    """Compare a figure's starting level with the pack's baseline, within their rounding intervals."""
    baseline, unit = indicator.baseline, indicator.unit
    if baseline is None or figure.start is None:
        return None
    from checker.domain.unit_words import conversion

    size = conversion(figure.unit, unit) if figure.unit and unit else Fraction(1)
    if size is None:
        return None  # A different unit is reported with the value.
    start, slack = Fraction(figure.start) * size, max(_half(figure.start) * size, _half(baseline.value))
    if abs(start - Fraction(baseline.value)) <= slack:
        return None
    return diagnostic(
        codes.START_DIFFERS,
        field.location,
        indicator=indicator.title,
        value=field.text,
        baseline=amount(baseline.value, unit.name if unit else ""),
        period=baseline.period,
    )


def _half(number: Exact) -> Fraction:
    """Return half a unit of the last stated decimal; zero for whole and computed numbers."""
    if not isinstance(number, Decimal):
        return Fraction(0)
    places = -int(number.as_tuple().exponent)
    return Fraction(1, 2 * 10**places) if places > 0 else Fraction(0)


def opposite(interval: Interval) -> Interval:
    """Negate a figure, and keep its stated decimals."""
    return Interval(_negative(interval.hi), _negative(interval.lo), interval.hi_open, interval.lo_open)


def _negative(end: Exact | None) -> Exact | None:
    return end.copy_negate() if isinstance(end, Decimal) else None if end is None else -end
