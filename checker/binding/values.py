"""Read one written value as an interval in the indicator's unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from checker.domain import codes
from checker.domain.axes import Kind, Measures
from checker.domain.codes import Code
from checker.domain.comparator import Comparator
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, is_whole, point
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Phrase, Several, Unreadable
from checker.domain.text import Text
from checker.domain.unit import POINTS, REGIONAL, Unit, folded
from checker.packs.model import Indicator, TargetRule

__all__ = [
    "UNCOUNTABLE",
    "ReportTime",
    "bounded_interval",
    "fraction_of_one",
    "is_none",
    "is_pending",
    "percent_interval",
    "rounding",
    "stated_interval",
    "sum_of",
    "unclear_count",
    "value_interval",
    "verdict_interval",
    "widened",
    "without_subject",
]

UNCOUNTABLE: Final = (codes.FRACTION_OF_ONE, codes.SEPARATOR_IN_COUNT, codes.STORED_FRACTION)
"""The codes for fractional counts."""

_NO_FIGURES: Final = (
    codes.NOT_A_NUMBER,
    codes.AMBIGUOUS_NUMBER,
    codes.UNKNOWN_UNIT,
    codes.PERCENT_AS_VALUE,
    codes.REMARK_DECIDES,
)
"""The codes for words with digits, such as a date; such words may still be a verdict."""
_PERCENT: Final = Unit("%", "%", Fraction(1), per=Fraction(100))


def value_interval(field: Field, indicator: Indicator) -> Interval | Diagnostic:
    """Read a value in the indicator's unit, or return why it cannot be read."""
    match field.reading:
        case Unreadable(trouble):
            return trouble
        case Figure() as figure:
            measured = _measured(field, figure, indicator)
            if isinstance(measured, Diagnostic):
                return measured
            wrong = (
                _other_size(field, figure, indicator.unit)
                or _others(field, measured, indicator)
                or fraction_of_one(field, indicator)
            )
            return wrong or _converted(field, measured.interval, measured.unit, indicator.unit)
        case Phrase(words):
            unknown = diagnostic(codes.UNKNOWN_WORDS, field.location, value=field.text, indicator=indicator.id)
            return _meaning(words, indicator) or unknown
        case Several():
            return diagnostic(codes.NOT_A_NUMBER, field.location, value=field.text)
        case _:
            assert_never(field.reading)


def _meaning(words: str, indicator: Indicator) -> Interval | None:
    """Return the value of words: from the pack, or zero under a ceiling of zero."""
    stated = next((one.means for one in indicator.words if folded(one.words) == folded(words)), None)
    return stated or (point(Decimal(0)) if is_none(indicator, words) else None)


def is_none(indicator: Indicator, words: str) -> bool:
    """Tell whether words mean zero under a ceiling of zero: "không phát sinh".

    For other targets they may mean that nothing was done or nothing is known; the pack decides.
    """
    targets = (indicator.target, *indicator.revisions, *indicator.others)
    if indicator.measures is not Measures.LEVEL or not all(rule and _is_zero(rule) for rule in targets):
        return False
    from checker.binding.no_figure import says_none

    return says_none(words, indicator.unit.base if indicator.unit else "")


def _is_zero(rule: TargetRule) -> bool:
    return rule.comparator is Comparator.AT_MOST and rule.number == 0 and not rule.tolerance


def _measured(field: Field, figure: Figure, indicator: Indicator) -> Figure | Diagnostic:
    """Return a figure as measured by its indicator; a figure without words of change or level stays unchanged."""
    if figure.move is not None:
        from checker.binding.changes import as_measured

        measured = as_measured(field, figure, figure.move, indicator)
        if isinstance(measured, Diagnostic):
            return measured
        figure = measured
    interval = bounded_interval(figure.interval) if indicator.bounded else None
    return figure if interval is None else figure._replace(interval=interval)


def bounded_interval(interval: Interval) -> Interval | None:
    """Return the interval within one unit of the last digit of the only stated end, else ``None``.

    The far end is included: "more than 1112 households" means at least 1113.
    """
    end = interval.hi if interval.lo is None else interval.lo
    if not isinstance(end, Decimal) or None not in (interval.lo, interval.hi):
        return None
    step = Fraction(10) ** min(int(end.as_tuple().exponent), 0)
    if interval.lo is None:
        return Interval(Fraction(end) - step, end, hi_open=interval.hi_open)
    return Interval(end, Fraction(end) + step, lo_open=interval.lo_open)


class ReportTime(NamedTuple):
    """The time that a report covers.

    Args:
        year: The default year of dates.
        until: The last day; later dates have not been reached.
        known: The day of its figures; ``None`` if rows state their own days.
        period: The period.
        last: The period's last day.
    """

    year: int
    until: dt.date
    known: dt.date | None
    period: Period
    last: dt.date


def verdict_interval(field: Field, time: ReportTime) -> Interval | Diagnostic:
    """Read a reported verdict as 0, 1 or 2; a date or a remark may follow it."""
    if isinstance(field.reading, Unreadable) and field.reading.trouble.code not in _NO_FIGURES:
        return field.reading.trouble
    from checker.binding.verdict_words import VERDICT_WORDS, day_reached, verdict_of

    words = field.reading.words if isinstance(field.reading, Phrase) else field.text
    rank = verdict_of(words)
    if rank is not None:
        day = day_reached(words, time.year) if rank else None
        if day is not None and day > time.until:
            return diagnostic(codes.REACHED_LATER, field.location, value=field.text, day=_day_text(time.until))
        return point(Decimal(rank))
    return diagnostic(codes.NOT_A_VERDICT, field.location, value=field.text, known=", ".join(VERDICT_WORDS))


def without_subject(field: Field, indicator: Indicator) -> Field:
    """Return a verdict that repeats the whole name of its indicator without it: "ANTT được giữ vững"."""
    if indicator.kind is not Kind.VERDICT or not isinstance(field.reading, Phrase):
        return field
    from checker.binding.verdict_words import verdict_of, without_name

    words = field.reading.words
    if verdict_of(words) is not None:
        return field
    return field._replace(reading=Phrase(without_name(words, (*indicator.title, *indicator.aliases))))


def is_pending(value: Interval | Diagnostic, field: Field) -> bool:
    """Tell whether a figure or an expectation is in the place of a verdict.

    Before the target is due, it is progress towards it.
    """
    if isinstance(field.reading, Figure):
        return isinstance(value, Diagnostic) and value.code is codes.NOT_A_VERDICT
    from checker.binding.verdict_words import is_forecast

    return isinstance(value, Interval) and is_forecast(field.text)


def _day_text(day: dt.date) -> Text:
    return Text(vi=day.strftime("%d/%m/%Y"), en=day.isoformat())


def percent_interval(field: Field) -> Interval | Diagnostic:
    """Read a reported percentage of the plan."""
    match field.reading:
        case Unreadable(trouble):
            return trouble
        case Figure(interval, unit):
            return _converted(field, interval, unit, _PERCENT)
        case Phrase() | Several():
            return diagnostic(codes.NOT_A_NUMBER, field.location, value=field.text)
        case _:
            assert_never(field.reading)


def _converted(field: Field, interval: Interval, unit: Unit | None, own_unit: Unit | None) -> Interval | Diagnostic:
    if unit is None or own_unit is None:
        return interval
    from checker.domain.unit_words import conversion

    factor = conversion(unit, own_unit)
    if factor is None:
        return diagnostic(
            _misfit(unit, own_unit), field.location, value=field.text, found=unit.name, expected=own_unit.name
        )
    return interval if factor == 1 else interval.scaled(factor)


def _other_size(field: Field, figure: Figure, own_unit: Unit | None) -> Diagnostic | None:
    """Refuse a bare figure that may be in a unit of another size, because one is near it."""
    if figure.unit is not None or own_unit is None or not figure.elsewhere:
        return None
    from checker.domain.unit_words import conversion

    for unit, where in figure.elsewhere:
        if conversion(unit, own_unit) not in (None, 1):
            return diagnostic(
                codes.UNIT_ELSEWHERE,
                field.location,
                value=field.text,
                found=unit.name,
                where=where,
                expected=own_unit.name,
            )
    return None


def _others(field: Field, figure: Figure, indicator: Indicator) -> Diagnostic | None:
    """Refuse a count of fewer things than the indicator's, unless its name says that these are meant."""
    unit, own_unit = figure.unit, indicator.unit
    if unit is None or own_unit is None or unit.base == own_unit.base:
        return None
    from checker.binding.names import written_out
    from checker.domain.unit_words import further_words

    further = further_words(unit, own_unit)
    words = {word for name in (*indicator.title, *indicator.aliases) for word in written_out(name).split()}
    if words.issuperset(written_out(further).split()):
        return None
    return diagnostic(
        codes.OTHERS_COUNTED,
        field.location,
        value=field.text,
        found=unit.base,
        indicator=indicator.title,
        expected=own_unit.name,
    )


def _misfit(unit: Unit, own_unit: Unit) -> Code:
    """Return the code that best explains why two units differ."""
    if unit.base in POINTS and own_unit.base in POINTS:
        return codes.PERCENT_OR_POINTS
    stated = {factor.name for factor in own_unit.factors}
    if any(part in REGIONAL and part not in stated for part in unit.base.split("/")):
        return codes.REGIONAL_UNIT
    return codes.WRONG_UNIT


def fraction_of_one(field: Field, indicator: Indicator) -> Diagnostic | None:
    """Refuse a fractional count: 12.5 "hộ", but not 12.5 "nghìn hộ".

    An ambiguous separator is also refused: in its notation "1,000 hộ" is one household, but it was meant as a thousand.
    A ratio is an average and may have fractions.
    """
    if not isinstance(field.reading, Figure) or indicator.kind is Kind.RATIO:
        return None
    return unclear_count(field, field.reading, indicator.unit)


def unclear_count(field: Field, figure: Figure, own_unit: Unit | None) -> Diagnostic | None:
    """Refuse a fraction in one of the `own_unit` units, or in the figure's own unit if none is given."""
    counting = own_unit or figure.unit
    if counting is None or not counting.is_counted:
        return None
    if figure.unit is not None:
        from checker.domain.unit_words import conversion

        if conversion(figure.unit, counting) is None:
            return None
    size = (figure.unit or counting).size
    for number in figure.numbers:
        grouped = None if figure.stored else number.grouped
        if is_whole(number.value, size) and (grouped is None or size != 1):
            continue
        place, text = field.location, field.text
        if grouped is not None:
            from checker.domain.number import plain

            return diagnostic(
                codes.SEPARATOR_IN_COUNT,
                place,
                value=text,
                first=grouped,
                second=plain(number.value),
                first_text=format(grouped, "f"),
                unit=counting.base,
            )
        code = codes.STORED_FRACTION if figure.stored else codes.FRACTION_OF_ONE
        return diagnostic(code, place, value=text, unit=counting.base)
    return None


def rounding(decimals: int, *, truncated: bool = False) -> Fraction:
    """Return how far a number may be from the figure that it was rounded from: half of its last stated digit.

    Args:
        decimals: Its stated decimals; a number that ends in zeros before the point is stated to its last digit.
        truncated: Whether the decimals may be truncated instead, as some offices do with percentages. It may then be
            off by its whole last digit.

    >>> rounding(1), rounding(1, truncated=True)
    (Fraction(1, 20), Fraction(1, 10))
    """
    step = Fraction(1, 10 ** max(decimals, 0))
    return step if truncated and decimals > 0 else step / 2


def widened(value: Interval, *, truncated: bool = False) -> Interval:
    """Return the interval of the figures that a stated number may be rounded from.

    Args:
        value: A number as stated.
        truncated: As for `rounding`.
    """
    ends = [end for end in (value.lo, value.hi) if isinstance(end, Decimal)]
    decimals = max((-int(end.as_tuple().exponent) for end in ends), default=0)
    slack = rounding(decimals, truncated=truncated)
    low = None if value.lo is None else Fraction(value.lo) - slack
    high = None if value.hi is None else Fraction(value.hi) + slack
    return Interval(low, high, value.lo_open, value.hi_open)


def stated_interval(field: Field, indicator: Indicator, *, truncated: bool = False) -> Interval | None:
    """Return the rounding interval of a written figure, in the indicator's unit; a count is exact.

    Args:
        field: A value that can be read.
        indicator: Its indicator.
        truncated: As for `widened`.
    """
    if isinstance(field.reading, Figure):
        measured = _measured(field, field.reading, indicator)
        if isinstance(measured, Diagnostic):
            return None
        interval, unit = measured.interval, measured.unit
        in_unit, counting = unit or indicator.unit, indicator.unit or unit
        counted = counting is not None and counting.is_counted
        if in_unit is None or in_unit.size != 1 or not counted or not _is_whole(interval):
            interval = widened(interval, truncated=truncated)
        read = _converted(field, interval, unit, indicator.unit)
    else:
        read = value_interval(field, indicator)
    return None if isinstance(read, Diagnostic) else read


def _is_whole(interval: Interval) -> bool:
    return all(end is None or end == int(end) for end in (interval.lo, interval.hi))


def sum_of(values: Iterable[Interval]) -> Interval:
    """Add intervals; the empty sum is zero."""
    total = point(Fraction(0))
    for value in values:
        total = total.plus(value)
    return total
