"""The findings about implausible figures: of another scale, or a date.

The ranges of implausible figures are in `doubts`. Must not know the effect of a doubt.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.binding.doubts import DAY_ZERO, SLIPS, Doubts, Measure, code_of, is_among, is_dated, usual_of
from checker.binding.ordinary_figures import LIKELY_INDEX, USUAL
from checker.domain.axes import Measures
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.number import plain, rounded
from checker.domain.submission import Field, Figure, StatedNumber
from checker.domain.text import Message, Text, message
from checker.domain.unit import SCALES, Unit, folded
from checker.packs.model import Indicator

__all__ = ["doubt_of", "doubt_of_part"]

_SHOWN: Final = 4
"""Decimals of a ratio in a sentence."""
_MONEY: Final = ("đồng", "USD")
_SCALE_WORDS: Final = {1: "", 10**3: "nghìn", 10**6: "triệu", 10**9: "tỷ", 10**12: "nghìn tỷ"}
_PLAUSIBLE: Final = (Fraction(1, 20), Fraction(2))


def doubt_of(field: Field, value: Interval, indicator: Indicator, doubts: Doubts, words: str) -> Diagnostic | None:
    """Report a value that looks implausible, or that words confirm it.

    A range is implausible if an end looks too large; only single numbers can look too small.

    Args:
        field: The written text.
        value: Its reading, in the indicator's unit.
        indicator: The indicator.
        doubts: The result of `doubts_of`.
        words: The words that confirm it; empty if there are none.
    """
    ends = [Fraction(end) for end in (value[:1] if value.is_point else value[:2]) if end]
    number = ends[0] if value.is_point and ends else None
    dated = number is not None and is_dated(number, doubts)
    large = next((end for end in ends if dated or is_among(end, doubts.large)), None)
    separator = _separator(field, doubts) if large is None else None
    separated = next((end for end in ends if is_among(end, doubts.grouped)), None) if separator is not None else None
    unit = indicator.unit
    if unit is None or doubts.most is None or doubts.least is None:
        return None
    if large is not None:
        goal, guess = doubts.most.goal, _larger(large, _unit_of(field, unit), doubts.most)
        if indicator.measures is Measures.GROWTH and large >= LIKELY_INDEX:
            guess = message("; where 100 is no change, it is a growth of {rate} %", rate=plain(rounded(large - 100, 2)))
        how = message("about {times} times the plan", times=_rounded(large / goal))
    elif number is not None and is_among(number, doubts.small):
        goal, guess = doubts.least.goal, _smaller(number, unit, _unit_of(field, unit), doubts.least)
        how = _how_small(number, goal)
    elif separated is not None:
        goal, guess = doubts.least.goal, ""
        how = _how_small(separated, goal)
    else:
        return None
    from checker.domain.phrase import amount

    title, plan, place = indicator.title, amount(plain(goal), unit.name), field.location
    code = code_of(dated=dated, separated=separated is not None, confirmed=bool(words))
    if words:
        return diagnostic(code, place, indicator=title, value=field.text, how=how, expected=plan, words=words)
    if dated and number is not None:
        return diagnostic(code, place, indicator=title, value=field.text, how=how, expected=plan, date=_date(number))
    if separated is not None:
        return diagnostic(
            code,
            place,
            indicator=title,
            value=field.text,
            read=amount(plain(separated), unit.name),
            how=how,
            expected=plan,
            grouped=amount(plain(separated * SLIPS[0]), unit.name),
            first_text=format(separator, "f"),
        )
    return diagnostic(code, place, indicator=title, value=field.text, how=how, expected=plan, guess=guess)


def doubt_of_part(
    parts: tuple[Field, Field], value: Interval, indicator: Indicator, doubts: Doubts, words: str
) -> Diagnostic | None:
    """Report a ratio that would be nearer its plan if the separator of one figure grouped thousands.

    If both or neither have such a separator, the ratio is the same in either notation.

    Args:
        parts: The written numerator and denominator.
        value: Their ratio, in the indicator's unit.
        indicator: The indicator.
        doubts: The result of `doubts_of`.
        words: The words that confirm it; empty if there are none.
    """
    above, below = (_grouped(part) for part in parts)
    unit, most, least = indicator.unit, doubts.most, doubts.least
    stated = above or below
    if (
        stated is None
        or (above and below)
        or not value.is_point
        or not value.lo
        or unit is None
        or most is None
        or least is None
    ):
        return None
    number, high = Fraction(value.lo), indicator.limits.high
    field, other, goal = parts[above is None], number * (SLIPS[0] if above else Fraction(1, SLIPS[0])), least.goal
    if above and number <= usual_of(least) / USUAL[0] and (high is None or other <= high):
        how = _how_small(number, goal)
    elif below and is_among(number, doubts.large):
        goal = most.goal
        how = message("about {times} times the plan", times=_rounded(number / goal))
    else:
        return None
    from checker.domain.phrase import amount

    title, plan = indicator.title, amount(plain(goal), unit.name)
    code = code_of(dated=False, separated=True, confirmed=bool(words))
    if words:
        return diagnostic(code, field.location, indicator=title, value=field.text, how=how, expected=plan, words=words)
    ratio, meant = (amount(plain(rounded(one, _SHOWN)), unit.name) for one in (number, other))
    return diagnostic(
        code,
        field.location,
        indicator=title,
        value=field.text,
        read=message("{number}, so that the ratio is {ratio}", number=plain(stated.value), ratio=ratio),
        how=how,
        expected=plan,
        grouped=meant,
        first_text=format(stated.grouped or stated.value, "f"),
    )


def _separator(field: Field, doubts: Doubts) -> Decimal | None:
    """Return the other reading of an ambiguous separator, if that matters for plausibility."""
    stated = _grouped(field) if doubts.grouped else None
    return stated and stated.grouped


def _grouped(field: Field) -> StatedNumber | None:
    """Return a number of a figure with an ambiguous separator."""
    stated = field.reading.stated if isinstance(field.reading, Figure) else ()
    return next((one for one in stated if one.grouped is not None), None)


def _how_small(number: Fraction, goal: Fraction) -> Message:
    return message("only about 1/{times} of the plan", times=_rounded(abs(goal / number)))


def _rounded(ratio: Fraction) -> int:
    """Return a multiple rounded to two digits."""
    step = int("1".ljust(len(str(int(ratio))) - 1, "0"))
    return int(ratio / step + Fraction(1, 2)) * step


def _date(number: Fraction) -> Text:
    day = DAY_ZERO + dt.timedelta(days=int(number))
    return Text(vi=day.strftime("%d/%m/%Y"), en=day.isoformat())


def _unit_of(field: Field, unit: Unit) -> Unit:
    """Return the unit that a figure states itself; that of the indicator if it states none, or only a scale."""
    stated = field.reading.unit if isinstance(field.reading, Figure) else None
    return stated if stated is not None and stated.base == unit.base else unit


def _larger(number: Fraction, unit: Unit, measure: Measure) -> Message | str:
    """Return the smaller unit of money in which a figure would be plausible."""
    for times in SLIPS:
        if _PLAUSIBLE[0] <= number / times / usual_of(measure) and number / times / measure.size <= _PLAUSIBLE[1]:
            return _entered(unit, unit.size / times)
    return ""


def _smaller(number: Fraction, unit: Unit, stated: Unit, measure: Measure) -> Message | str:
    """Return the larger unit of money that a figure may be in, or that it may be a share.

    Args:
        number: The figure in the indicator's unit.
        unit: The indicator's unit.
        stated: The unit of the row.
        measure: The expected size.
    """
    if unit.size == 1:
        return message("; a share of the whole may stand where percent belong")
    for times in SLIPS:
        if _PLAUSIBLE[0] <= number * times / usual_of(measure) and number * times / measure.size <= _PLAUSIBLE[1]:
            return _entered(stated, stated.size * times)
    return ""


def _entered(unit: Unit, size: Fraction) -> Message | str:
    """Return a hint that a figure may be in another unit of money; nothing for other units."""
    if unit.base.partition("/")[0] not in _MONEY or size not in _SCALE_WORDS:
        return ""
    words = unit.name.split()
    while words and folded(words[0]) in SCALES:
        del words[0]
    entered = " ".join([_SCALE_WORDS[int(size)], *words]).strip()
    return message("; {entered} may have been entered in a row of {unit}", entered=entered, unit=unit.name)
