"""One written value into an interval in the indicator's unit."""

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
from checker.domain.number import plain
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Move, Phrase, Several, Unreadable
from checker.domain.text import Text, message
from checker.domain.unit import POINTS, REGIONAL, Unit, folded
from checker.packs.model import Indicator, TargetRule

__all__ = [
    "UNCOUNTABLE",
    "RatioParts",
    "ReportTime",
    "bounded_interval",
    "fraction_of_one",
    "is_none",
    "is_pending",
    "parts_of_ratio",
    "percent_interval",
    "ratio_interval",
    "stated_interval",
    "sum_of",
    "value_interval",
    "verdict_interval",
    "widened",
]

UNCOUNTABLE: Final = (codes.FRACTION_OF_ONE, codes.SEPARATOR_IN_COUNT, codes.STORED_FRACTION)
"""What is said of figures with a fraction of what is counted one by one."""

_NO_FIGURES: Final = (codes.NOT_A_NUMBER, codes.AMBIGUOUS_NUMBER, codes.UNKNOWN_UNIT, codes.PERCENT_AS_VALUE)
"""What is said of words with digits in them, such as a date; they may be a verdict all the same."""
_OTHER_PART: Final = message("with the other part of the ratio")
_ONES: Final = message("single units")
_PERCENT: Final = Unit("%", "%", Fraction(1), per=Fraction(100))


def value_interval(field: Field, indicator: Indicator) -> Interval | Diagnostic:
    """Read a value in the indicator's unit, or say why it cannot be."""
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
    """Return what words stand for: what the pack says, or that there was none of what must not be."""
    stated = next((one.means for one in indicator.words if folded(one.words) == folded(words)), None)
    return stated or (point(Decimal(0)) if is_none(indicator, words) else None)


def is_none(indicator: Indicator, words: str) -> bool:
    """Tell whether words say that there was none of what must not be: "không phát sinh" under a ceiling of zero.

    Of all else they may say that nothing was done, or that nothing is known, and a pack says which.
    """
    targets = (indicator.target, *indicator.revisions, *indicator.others)
    if indicator.measures is not Measures.LEVEL or not all(rule and _is_zero(rule) for rule in targets):
        return False
    from checker.binding.no_figure import says_none

    return says_none(words, indicator.unit.base if indicator.unit else "")


def _is_zero(rule: TargetRule) -> bool:
    return rule.comparator is Comparator.AT_MOST and rule.number == 0 and not rule.tolerance


def _measured(field: Field, figure: Figure, indicator: Indicator) -> Figure | Diagnostic:
    """Return a figure as its indicator measures it; one without words of change or level is that already."""
    if figure.move is not None:
        from checker.binding.changes import as_measured

        measured = as_measured(field, figure, figure.move, indicator)
        if isinstance(measured, Diagnostic):
            return measured
        figure = measured
    interval = bounded_interval(figure.interval) if indicator.bounded else None
    return figure if interval is None else figure._replace(interval=interval)


def bounded_interval(interval: Interval) -> Interval | None:
    """Return what lies within one unit of the last stated digit of the one end; ``None`` where two or none are stated.

    The far end belongs to it: more than 1112 households are 1113 at the least.
    """
    end = interval.hi if interval.lo is None else interval.lo
    if not isinstance(end, Decimal) or None not in (interval.lo, interval.hi):
        return None
    step = Fraction(10) ** min(int(end.as_tuple().exponent), 0)
    if interval.lo is None:
        return Interval(Fraction(end) - step, end, hi_open=interval.hi_open)
    return Interval(end, Fraction(end) + step, lo_open=interval.lo_open)


class ReportTime(NamedTuple):
    """What a report can tell of.

    Args:
        year: The year of a date that states none.
        until: The last day; what is to be reached after it is not reached.
        known: The day of its figures; ``None`` where rows state days of their own.
    """

    year: int
    until: dt.date
    known: dt.date | None


def verdict_interval(field: Field, time: ReportTime) -> Interval | Diagnostic:
    """Read a reported verdict as 0, 1 or 2; a date or a remark may stand behind it."""
    if isinstance(field.reading, Unreadable) and field.reading.trouble.code not in _NO_FIGURES:
        return field.reading.trouble
    from checker.binding.verdict_words import VERDICT_WORDS, day_reached, verdict_of

    said = field.reading.words if isinstance(field.reading, Phrase) else field.text
    rank = verdict_of(said)
    if rank is not None:
        day = day_reached(said, time.year) if rank else None
        if day is not None and day > time.until:
            return diagnostic(codes.REACHED_LATER, field.location, value=field.text, day=_day_text(time.until))
        return point(Decimal(rank))
    return diagnostic(codes.NOT_A_VERDICT, field.location, value=field.text, known=", ".join(VERDICT_WORDS))


def is_pending(value: Interval | Diagnostic, field: Field) -> bool:
    """Tell whether a figure stands where a verdict is asked for; before that is due it is one on the way to it."""
    return isinstance(value, Diagnostic) and value.code is codes.NOT_A_VERDICT and isinstance(field.reading, Figure)


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


def _converted(field: Field, interval: Interval, unit: Unit | None, wanted: Unit | None) -> Interval | Diagnostic:
    if unit is None or wanted is None:
        return interval
    factor = unit.into(wanted)
    if factor is None:
        return diagnostic(
            _misfit(unit, wanted), field.location, value=field.text, found=unit.name, expected=wanted.name
        )
    return interval if factor == 1 else interval.scaled(factor)


def _other_size(field: Field, figure: Figure, wanted: Unit | None) -> Diagnostic | None:
    """Refuse a bare figure that may be in a unit of another size, for one stands near it."""
    if figure.unit is not None or wanted is None:
        return None
    for unit, where in figure.elsewhere:
        if unit.into(wanted) not in (None, 1):
            return diagnostic(
                codes.UNIT_ELSEWHERE,
                field.location,
                value=field.text,
                found=unit.name,
                where=where,
                expected=wanted.name,
            )
    return None


def _others(field: Field, figure: Figure, indicator: Indicator) -> Diagnostic | None:
    """Refuse a count of fewer things than the indicator's, unless its name says that these are meant."""
    unit, wanted = figure.unit, indicator.unit
    if unit is None or wanted is None or unit.base == wanted.base:
        return None
    from checker.binding.names import written_out
    from checker.domain.unit_words import further_words

    further = further_words(unit, wanted)
    said = {word for name in (*indicator.title, *indicator.aliases) for word in written_out(name).split()}
    if said.issuperset(written_out(further).split()):
        return None
    return diagnostic(
        codes.OTHERS_COUNTED,
        field.location,
        value=field.text,
        found=unit.base,
        indicator=indicator.title,
        expected=wanted.name,
    )


def _misfit(unit: Unit, wanted: Unit) -> Code:
    """Return which code tells best why a unit is not another."""
    if unit.base in POINTS and wanted.base in POINTS:
        return codes.PERCENT_OR_POINTS
    stated = {factor.name for factor in wanted.factors}
    if any(part in REGIONAL and part not in stated for part in unit.base.split("/")):
        return codes.REGIONAL_UNIT
    return codes.WRONG_UNIT


def fraction_of_one(field: Field, indicator: Indicator) -> Diagnostic | None:
    """Refuse a fraction of what is counted one by one: 12.5 of "hộ", but not of "nghìn hộ".

    So is a separator that may group thousands, where none are written: by its notation "1,000 hộ" is one household,
    and it was meant for a thousand. A ratio is an average, whatever it is an average of, and may have fractions.
    """
    if not isinstance(field.reading, Figure) or indicator.kind is Kind.RATIO:
        return None
    return _fraction(field, field.reading, indicator.unit)


def _fraction(field: Field, figure: Figure, wanted: Unit | None) -> Diagnostic | None:
    """Refuse a fraction of one of `wanted`, or of the figure's own unit where none is wanted."""
    counting = wanted or figure.unit
    if counting is None or not counting.is_counted or (figure.unit is not None and figure.unit.into(counting) is None):
        return None
    size = (figure.unit or counting).size
    for number in figure.numbers:
        grouped = None if figure.stored else number.grouped
        if is_whole(number.value, size) and (grouped is None or size != 1):
            continue
        place, said = field.location, field.text
        if grouped is not None:
            return diagnostic(
                codes.SEPARATOR_IN_COUNT,
                place,
                value=said,
                first=grouped,
                second=plain(number.value),
                first_text=format(grouped, "f"),
                unit=counting.base,
            )
        code = codes.STORED_FRACTION if figure.stored else codes.FRACTION_OF_ONE
        return diagnostic(code, place, value=said, unit=counting.base)
    return None


class RatioParts(NamedTuple):
    """The two figures of a ratio, in one unit where both state one.

    Args:
        numerator: What is counted.
        denominator: Of how many; above zero.
    """

    numerator: Interval
    denominator: Fraction


def parts_of_ratio(numerator: Field, denominator: Field) -> RatioParts | Diagnostic:
    """Read numerator and denominator, or say why that cannot be done."""
    above, below = _part(numerator), _part(denominator)
    if isinstance(above, Diagnostic):
        return above
    if isinstance(below, Diagnostic):
        return below
    if (unclear := _one_scaled(numerator, above, denominator, below)) is not None:
        return unclear
    sizes = _sizes(above.unit, below.unit)
    if sizes is None:
        found, expected = (figure.unit.name if figure.unit else "" for figure in (above, below))
        return diagnostic(codes.WRONG_UNIT, numerator.location, value=numerator.text, found=found, expected=expected)
    whole = below.interval.lo
    if not below.interval.is_point or whole is None or whole <= 0:
        return diagnostic(codes.ZERO_DENOMINATOR, denominator.location, value=denominator.text)
    return RatioParts(above.interval.scaled(sizes[0]), Fraction(whole) * sizes[1])


def _one_scaled(numerator: Field, above: Figure, denominator: Field, below: Figure) -> Diagnostic | None:
    """Refuse a bare part beside one of another size: 25 beside "12,5 nghìn hộ" may be in thousands too, or not."""
    for field, bare, other in ((numerator, above, below), (denominator, below, above)):
        if bare.unit is None and other.unit is not None and other.unit.size != 1:
            return diagnostic(
                codes.UNIT_ELSEWHERE,
                field.location,
                value=field.text,
                found=other.unit.name,
                where=_OTHER_PART,
                expected=other.unit.base or _ONES,
            )
    return None


def _part(field: Field) -> Figure | Diagnostic:
    match field.reading:
        case Unreadable(trouble):
            return trouble
        # What is counted for a ratio is a level, whatever the ratio measures.
        case Figure() as figure if figure.move in (None, Move.LEVEL):
            return _fraction(field, figure, None) or figure
        case Figure() | Phrase() | Several():
            return diagnostic(codes.NOT_A_NUMBER, field.location, value=field.text)
        case _:
            assert_never(field.reading)


def ratio_interval(numerator: Field, denominator: Field, indicator: Indicator) -> Interval | Diagnostic:
    """Compute a ratio of two parts, exactly, in the indicator's unit (100 to the whole for %)."""
    parts = parts_of_ratio(numerator, denominator)
    if isinstance(parts, Diagnostic):
        return parts
    per = indicator.unit.per if indicator.unit else 1
    return parts.numerator.scaled(per / parts.denominator)


def _sizes(first: Unit | None, second: Unit | None) -> tuple[Fraction, Fraction] | None:
    """Return what brings two figures into one unit; ``None`` where nothing does."""
    if first is None or second is None:
        return Fraction(1), Fraction(1)
    return None if first.into(second) is None else (first.size, second.size)


def widened(value: Interval, *, truncated: bool = False) -> Interval:
    """Return what a stated number leaves open: half of its last stated digit to both sides.

    Args:
        value: A number as stated.
        truncated: Whether it may have been cut off rather than rounded, as some offices do
            with percentages that have decimals; then a whole digit is left open.
    """
    ends = [end for end in (value.lo, value.hi) if isinstance(end, Decimal)]
    last = min((int(end.as_tuple().exponent) for end in ends), default=0)
    step = Fraction(10) ** min(last, 0)
    slack = step if truncated and last < 0 else step / 2
    low = None if value.lo is None else Fraction(value.lo) - slack
    high = None if value.hi is None else Fraction(value.hi) + slack
    return Interval(low, high, value.lo_open, value.hi_open)


def stated_interval(field: Field, indicator: Indicator, *, truncated: bool = False) -> Interval | None:
    """Return what the written figure leaves open, in the indicator's unit: a count is exact, all else is rounded.

    Args:
        field: A value that can be read.
        indicator: What it is a value of.
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
    """Add intervals; of none the sum is zero."""
    total = point(Fraction(0))
    for value in values:
        total = total.plus(value)
    return total
