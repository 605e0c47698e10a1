"""What a paper says of one target: its figure, its share of the plan, what is missing, and its pace."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from checker.domain.axes import Better, DataState, Kind, Pace, Verdict
from checker.domain.comparator import COMPARATORS, Comparator
from checker.domain.interval import Exact, Interval
from checker.domain.number import plain, rounded, rounded_apart
from checker.domain.phrase import target_title
from checker.domain.report import Report, Result
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.office.figures import (
    amount,
    bound,
    derived,
    has_figure,
    observation_of,
    points,
    reported,
    share,
    small,
    stated_share,
)

__all__ = [
    "expected_share",
    "gap_of",
    "is_above",
    "is_behind",
    "label_of",
    "name_of",
    "pace_of",
    "share_of",
    "statement",
    "year_earlier_of",
]

_TIMES: Final = 200
"""From so many percent on a growth is told in times."""
_BELOW: Final = (Pace.BEHIND, Pace.AT_RISK)
_PLANS: Final = {"dự toán": message("the budget estimate")}
_ESTIMATED: Final = (DataState.ESTIMATE,)


def name_of(result: Result, language: Language) -> str:
    """Return the name of a target as it stands within a sentence."""
    return small(language.value(target_title(result)))


def share_of(result: Result) -> Exact | None:
    """Return the share of the plan in percent where offices state one: for amounts, never for percentages or levels."""
    asked = result.bound
    if asked is None or result.unit == "%" or result.kind is Kind.RATIO or asked.number is None:
        return None
    return result.percent_of_plan if asked.upper is None else None


def statement(report: Report, result: Result, language: Language, *, judged: bool) -> str:
    """Return a name, its figure and its share of the plan, with what is missing of a target that is not met.

    Args:
        report: The report.
        result: The target.
        language: The language.
        judged: Whether what is missing is said, which before its time is nothing that is missing.
    """
    name = name_of(result, language)
    row = observation_of(report, result)
    if not has_figure(result) or (result.kind is Kind.VERDICT and result.figure is None):
        return name
    figure = reported(result, row, language)
    if result.phrase is not None:
        said = language.text(result.phrase).replace("{value}", figure)
    else:
        said = language.render(_reached(result, name, figure))
    part = _share(result, stated_share(row), language)
    missing = f" ({_missing(result, language)})" if judged and result.verdict is Verdict.UNMET else ""
    against = year_earlier_of(result, language)
    return f"{said}{part}{missing}{f', {against}' if against else ''}"


def year_earlier_of(result: Result, language: Language) -> str:
    """Return how a figure stands to that of the same period of the year before; empty where that is not known."""
    before = result.year_earlier
    if before is None or before.value is None or result.value is None:
        return ""
    year = f"{before.period.year:04d}"
    if before.change is not None:
        return language.render(
            message("{change} on the same period of {year}", change=_grown(before.change), year=year)
        )
    if not before.value.is_point or before.value.lo is None:
        return ""
    if result.unit == "%" and result.value.is_point and result.value.lo is not None:
        by = Fraction(result.value.lo) - Fraction(before.value.lo)
        if not by:
            return language.render(message("as much as in the same period of {year}", year=year))
        named = message("{by} above the same period of {year}")
        if by < 0:
            named = message("{by} below the same period of {year}")
        return language.render(message(named.template, by=points(by, language, 6), year=year))
    figure = amount(before.value.lo, result.unit, language, counted=result.counts)
    return language.render(message("in the same period of {year}: {figure}", year=year, figure=figure))


def _grown(change: Interval) -> Message:
    """Return a growth in words; of an interval the bound that is safe."""
    low, high = change.lo, change.hi
    if low is not None and low == high:
        number = Fraction(low)
        if number >= _TIMES:
            return message("{times} times", times=plain(rounded((number + 100) / 100, 1)))
        if not number:
            return message("100 %")
        shown = plain(rounded_apart(abs(number), Fraction(0), 1))
        return message("up {number} %", number=shown) if number > 0 else message("down {number} %", number=shown)
    if low is not None and low > 0:
        return message("up more than {number} %", number=plain(Fraction(math.floor(Fraction(low) * 10), 10)))
    if high is not None and high < 0:
        return message("down more than {number} %", number=plain(Fraction(math.floor(-Fraction(high) * 10), 10)))
    return message("about the same")


def _reached(result: Result, name: str, figure: str) -> Message:
    if _falls(result):
        if result.data in _ESTIMATED:
            return message("{name} is estimated at {figure}, less being better", name=name, figure=figure)
        return message("{name} is still {figure}", name=name, figure=figure)
    if result.data in _ESTIMATED:
        return message("{name} is estimated to reach {figure}", name=name, figure=figure)
    return message("{name} reached {figure}", name=name, figure=figure)


def _falls(result: Result) -> bool:
    if result.bound is None or result.bound.comparator not in COMPARATORS:
        return False
    comparator = Comparator(result.bound.comparator)
    return comparator.traits.side is Better.LOWER or comparator is Comparator.REDUCE_BY


def _share(result: Result, stated: str, language: Language) -> str:
    part = share_of(result)
    short = result.shortfall
    if part is not None and not (result.verdict is Verdict.UNMET and short is not None and short <= 0):
        return f", {_of_plan(result, share(part, language), language)}"
    if stated and (result.value is None or not result.value.is_point):
        said = _of_plan(result, stated, language)
        by_unit = language.render(message(" (as the unit reports)")) if result.kind is Kind.VERDICT else ""
        return f", {said}{by_unit}"
    return ""


def _of_plan(result: Result, percent: str, language: Language) -> str:
    plan = _PLANS.get(result.plan_word, message("the plan"))
    return language.render(message("{percent} of {plan}", percent=percent, plan=plan))


def _missing(result: Result, language: Language) -> str:
    """Return what keeps a target from being met."""
    short, asked = result.shortfall, bound(result, language)
    if short is None or short <= 0:
        return language.render(message("asked for: {bound}", bound=asked))
    by = _difference(short, result, language)
    if _falls(result) or (result.value is not None and is_above(result)):
        return language.render(message("plan: {bound}; {difference} above it", bound=asked, difference=by))
    if result.unit == "%":
        return language.render(message("asked for: {bound}; {difference} below it", bound=asked, difference=by))
    comparator = result.bound.comparator if result.bound is not None else ""
    if comparator == Comparator.AT_LEAST or comparator in (Comparator.EQUAL, Comparator.KEEP):
        return language.render(message("{difference} are missing", difference=by))
    return language.render(message("asked for: {bound}; {difference} are missing", bound=asked, difference=by))


def is_above(result: Result) -> bool:
    """Tell whether the whole of a value is above the highest number that its target allows."""
    asked, value = result.bound, result.value
    top = None if asked is None else asked.upper if asked.upper is not None else asked.number
    return top is not None and value is not None and value.lo is not None and value.lo > top


def _difference(short: Exact, result: Result, language: Language) -> str:
    if result.unit == "%":
        return points(short, language, 6)
    return amount(short, result.unit, language, counted=result.counts)


# ---- pace -------------------------------------------------------------------------------------


def expected_share(result: Result) -> Exact | None:
    """Return the share of the plan, in percent, that was expected by now; ``None`` where the plan is no amount."""
    basis = result.pace_basis
    if basis is None or basis.ceiling or basis.start or share_of(result) is None:
        return None
    return Fraction(basis.share) * 100


def gap_of(result: Result) -> Exact | None:
    """Return by how many percentage points the share of the plan is above what was expected by now."""
    if result.gap is not None:
        return result.gap
    part, expected = share_of(result), expected_share(result)
    return None if part is None or expected is None else Fraction(part) - Fraction(expected)


def is_behind(result: Result) -> bool:
    """Tell whether a target that is not due is told among those behind: by its level, where the pack has levels."""
    return result.level.explain if result.level is not None else result.pace is Pace.BEHIND


def label_of(result: Result, language: Language) -> str:
    """Return the name of its level of early warning in small letters, else of its pace; never both."""
    if result.level is not None:
        return small(language.text(result.level.name))
    return language.label(result.pace)


def pace_of(result: Result, language: Language) -> str:
    """Return how a target stands to what is expected by now, with by how much it is behind; empty without a pace."""
    if result.level is None and result.pace is Pace.NONE:
        return ""
    label = label_of(result, language)
    basis, gap, expected = result.pace_basis, gap_of(result), expected_share(result)
    if basis is None or (result.level is None and result.pace not in _BELOW):
        return label
    if gap is not None and expected is not None and gap < 0:
        said = message(
            "{pace} ({gap} below the {expected} expected by now)",
            pace=label,
            gap=points(gap, language),
            expected=share(expected, language),
        )
        return language.render(said)
    if result.level is not None and (gap is None or gap >= 0):
        return label
    asked = derived(basis.expected, result, language)
    return language.render(message("{pace} ({expected} expected by now)", pace=label, expected=asked))
