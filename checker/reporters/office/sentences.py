"""Sentences about one target: its figure, its share of the plan, the shortfall, and its pace."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from checker.domain.axes import Better, DataState, Kind, Pace, Verdict
from checker.domain.comparator import traits_of
from checker.domain.interval import Exact
from checker.domain.phrase import target_title
from checker.domain.report import Report, Result
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.office.earlier import last_period_of, year_earlier_of
from checker.reporters.office.figures import (
    amount,
    bound,
    derived,
    estimated_from,
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
]

_BELOW: Final = (Pace.BEHIND, Pace.AT_RISK)
_PLANS: Final = {"dự toán": message("the budget estimate")}
_ESTIMATED: Final = (DataState.ESTIMATE,)


def name_of(result: Result, language: Language) -> str:
    """Return the name of a target for use within a sentence."""
    return small(language.value(target_title(result)))


def share_of(result: Result) -> Exact | None:
    """Return the share of the plan in percent, if offices state one: for amounts, never for percentages or levels."""
    own_bound = result.bound
    if own_bound is None or result.unit == "%" or result.kind is Kind.RATIO or own_bound.number is None:
        return None
    return result.percent_of_plan if own_bound.upper is None else None


def statement(report: Report, result: Result, language: Language, *, judged: bool, whole: bool = False) -> str:
    """Return a name, its figure and its share of the plan, with the shortfall of an unmet target.

    Args:
        report: The report.
        result: The target.
        language: The language.
        judged: Whether to state the shortfall, which does not exist before the target is due.
        whole: Whether to include the source of an estimate and the previous period, for which a pasted paragraph has no
            room.
    """
    name = name_of(result, language)
    row = observation_of(report, result)
    if not has_figure(result) or (result.kind is Kind.VERDICT and result.figure is None):
        return name
    figure = reported(result, row, language)
    if result.phrase is not None:
        sentence = language.text(result.phrase).replace("{value}", figure)
    else:
        sentence = language.render(_reached(result, name, figure))
    if whole and (source := estimated_from(result, row)):
        sentence = f"{sentence} {language.render(message('(provisional, from {source})', source=source))}"
    part = _share(result, stated_share(row), language)
    missing = f" ({_missing(result, language)})" if judged and result.verdict is Verdict.UNMET else ""
    against = (year_earlier_of(result, language), last_period_of(result, language) if whole else "")
    return ", ".join(filter(None, (f"{sentence}{part}{missing}", *against)))


def _reached(result: Result, name: str, figure: str) -> Message:
    if _falls(result):
        if result.data in _ESTIMATED:
            return message("{name} is estimated at {figure}, less being better", name=name, figure=figure)
        return message("{name} is still {figure}", name=name, figure=figure)
    if result.data in _ESTIMATED:
        return message("{name} is estimated to reach {figure}", name=name, figure=figure)
    return message("{name} reached {figure}", name=name, figure=figure)


def _falls(result: Result) -> bool:
    return result.bound is not None and traits_of(result.bound.comparator).side is Better.LOWER


def _share(result: Result, stated: str, language: Language) -> str:
    part = share_of(result)
    short = result.shortfall
    if part is not None and not (result.verdict is Verdict.UNMET and short is not None and short <= 0):
        return f", {_of_plan(result, share(part, language), language)}"
    if stated and (result.value is None or not result.value.is_point):
        share_text = _of_plan(result, stated, language)
        by_unit = language.render(message(" (as the unit reports)")) if result.kind is Kind.VERDICT else ""
        return f", {share_text}{by_unit}"
    return ""


def _of_plan(result: Result, percent: str, language: Language) -> str:
    plan = _PLANS.get(result.plan_word, message("the plan"))
    return language.render(message("{percent} of {plan}", percent=percent, plan=plan))


def _missing(result: Result, language: Language) -> str:
    """Return why a target is not met."""
    short, bound_text = result.shortfall, bound(result, language)
    if short is None or short <= 0:
        return language.render(message("asked for: {bound}", bound=bound_text))
    by = _difference(short, result, language)
    if _falls(result) or (result.value is not None and is_above(result)):
        return language.render(message("plan: {bound}; {difference} above it", bound=bound_text, difference=by))
    if result.unit == "%":
        return language.render(message("asked for: {bound}; {difference} below it", bound=bound_text, difference=by))
    if result.bound is not None and traits_of(result.bound.comparator).bare:
        return language.render(message("{difference} are missing", difference=by))
    return language.render(message("asked for: {bound}; {difference} are missing", bound=bound_text, difference=by))


def is_above(result: Result) -> bool:
    """Tell whether a value is entirely above the highest number that its target allows."""
    own_bound, value = result.bound, result.value
    top = None if own_bound is None else own_bound.upper if own_bound.upper is not None else own_bound.number
    return top is not None and value is not None and value.lo is not None and value.lo > top


def _difference(short: Exact, result: Result, language: Language) -> str:
    if result.unit == "%":
        return points(short, language, 6)
    return amount(short, result.unit, language, counted=result.counts)


# ---- pace -------------------------------------------------------------------------------------


def expected_share(result: Result) -> Exact | None:
    """Return the share of the plan, in percent, that was expected by now; ``None`` if the plan is not an amount."""
    basis = result.pace_basis
    if basis is None or basis.ceiling or basis.start or share_of(result) is None:
        return None
    return Fraction(basis.share) * 100


def gap_of(result: Result) -> Exact | None:
    """Return the share of the plan less the expected share by now, in percentage points."""
    if result.gap is not None:
        return result.gap
    part, expected = share_of(result), expected_share(result)
    return None if part is None or expected is None else Fraction(part) - Fraction(expected)


def is_behind(result: Result) -> bool:
    """Tell whether a target that is not due counts as behind: by its warning level, if the pack has levels."""
    return result.level.explain if result.level is not None else result.pace is Pace.BEHIND


def label_of(result: Result, language: Language) -> str:
    """Return the name of its warning level in lower case, else of its pace; never both."""
    if result.level is not None:
        return small(language.text(result.level.name))
    return language.label(result.pace)


def pace_of(result: Result, language: Language) -> str:
    """Return the comparison of a target with its expectation, with the gap; empty without a pace."""
    if result.level is None and result.pace is Pace.NONE:
        return ""
    label = label_of(result, language)
    basis, gap, expected = result.pace_basis, gap_of(result), expected_share(result)
    if basis is None or (result.level is None and result.pace not in _BELOW):
        return label
    if gap is not None and expected is not None and gap < 0:
        sentence = message(
            "{pace} ({gap} below the {expected} expected by now)",
            pace=label,
            gap=points(gap, language),
            expected=share(expected, language),
        )
        return language.render(sentence)
    if result.level is not None and (gap is None or gap >= 0):
        return label
    expected_text = derived(basis.expected, result, language)
    return language.render(message("{pace} ({expected} expected by now)", pace=label, expected=expected_text))
