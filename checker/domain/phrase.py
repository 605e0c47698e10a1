"""Numbers, intervals and bounds as short phrases, the same in every report."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from checker.domain.comparator import traits_of
from checker.domain.interval import Exact, Interval
from checker.domain.number import plain, rounded, rounded_distinct
from checker.domain.report import Result, TargetBound
from checker.domain.text import Message, Text, message
from checker.domain.unit import INDEX

__all__ = [
    "amount",
    "bound_phrase",
    "figure_of",
    "percent",
    "readable",
    "share_phrase",
    "target_title",
    "value_phrase",
]

_LARGE: Final = 100


def target_title(result: Result) -> Text | Message:
    """Name a target's indicator; for a target that does not decide, add the office that assigned it."""
    if result.decides or not result.assigned_by:
        return result.title
    return message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)


def amount(number: Exact, unit: str, places: int = 6) -> Message:
    """Write a number with its unit, if it has one; a derived one is rounded to `places` decimals."""
    shown = plain(number, places)
    if unit == "%":
        # Vietnamese writes the sign without a space.
        return message("{number} %", number=shown)
    return (
        message("{number} {unit}", number=shown, unit=unit)
        if unit and unit not in INDEX
        else message("{number}", number=shown)
    )


def readable(number: Exact, unit: str) -> Message:
    """Round a derived number for display: small ones, such as rates, keep two decimals."""
    return amount(rounded(number, 1 if abs(Fraction(number)) >= _LARGE else 2), unit)


def percent(share: Exact, limit: Exact | None = None, places: int = 1) -> Message:
    """Write a share (1 is 100 %) as a percentage with enough decimals to show on which side of `limit` it is."""
    hundredfold = share * 100
    shown = rounded(hundredfold, places) if limit is None else rounded_distinct(hundredfold, limit * 100, places)
    return message("{number} %", number=plain(shown))


def value_phrase(value: Interval, unit: str) -> Message:
    """Write an interval as it was meant: a number, a range, or more or less than a number."""
    return _interval_phrase(value, lambda end: amount(end, unit))


def figure_of(result: Result) -> Message:
    """Write a result's value with its unit, or the reported text if it is not a figure."""
    if result.value is None or not result.unit:
        return message("{text}", text=result.text) if result.text else message("no figure")
    return value_phrase(result.value, result.unit)


def share_phrase(share: Interval, limit: Exact | None = None) -> Message:
    """Write an interval of shares (1 is 100 %) in percent; `limit` as for `percent`."""
    return _interval_phrase(share, lambda end: percent(end, limit))


def _interval_phrase(value: Interval, phrase: Callable[[Exact], Message]) -> Message:
    low, high = value.lo, value.hi
    if low is not None and high is not None:
        return phrase(low) if low == high else message("{low} to {high}", low=phrase(low), high=phrase(high))
    if low is not None:
        return message("more than {number}" if value.lo_open else "at least {number}", number=phrase(low))
    if high is not None:
        return message("less than {number}" if value.hi_open else "at most {number}", number=phrase(high))
    return message("any number")


def bound_phrase(bound: TargetBound, unit: str) -> Message:
    """Write a target's bound, such as "at least 317 tỷ đồng"."""
    traits = traits_of(bound.comparator)
    template = traits.phrase
    if bound.by:
        return message("achieved by {day}", day=_day(bound.by))
    if bound.number is None:
        return message(template)
    if traits.from_baseline:
        number = plain(bound.number) if traits.unitless else amount(bound.number, unit)
        if bound.number == 0 and traits.change:
            template = traits.phrase_none[bound.strict]
        elif bound.strict:
            template = traits.phrase_strict
        phrase = message(template, number=number, baseline=_baseline(bound, unit))
    elif bound.upper is not None:
        phrase = message(template, number=plain(bound.number), upper=amount(bound.upper, unit))
    else:
        phrase = message(template, number=amount(bound.number, unit))
    if not bound.tolerance:
        return phrase
    return message("{bound} (tolerance {tolerance})", bound=phrase, tolerance=amount(bound.tolerance, unit))


def _day(iso: str) -> Text:
    return Text(vi="/".join(reversed(iso.split("-"))), en=iso)


def _baseline(bound: TargetBound, unit: str) -> Message:
    if bound.baseline is None:
        return message("the same period of the year before")
    return amount(bound.baseline, unit)
