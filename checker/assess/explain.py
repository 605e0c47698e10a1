"""The only module that writes sentences about verdicts: it turns a result into a finding."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from checker.assess.matters import HARD, Concern, is_direction
from checker.assess.policy import Policy, finding
from checker.domain import codes
from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.codes import Code
from checker.domain.interval import Interval, point
from checker.domain.number import plain, rounded_distinct
from checker.domain.phrase import (
    amount,
    bound_phrase,
    figure_of,
    percent,
    readable,
    share_phrase,
    target_title,
    value_phrase,
)
from checker.domain.report import Finding, PaceBasis, Result
from checker.domain.submission import Submission
from checker.domain.text import Message, Value, message

__all__ = ["converted", "pace_details", "promised", "reported", "target_finding"]

_OF_PACE: Final = (codes.BEHIND, codes.AT_RISK, codes.PACE_UNDECIDED, codes.SPENT_TOO_FAST, codes.SPENT_FAST)
_BASES: Final = {
    "linear": "a straight line: {share} of the time has passed, so {expected} is expected",
    "months": "by months: {share} of the time has passed, so {expected} is expected",
    "milestones": "milestones of the plan: {share} of the way by now, so {expected} is expected",
    "same_period": "what is asked since the same period of the year before: {expected} by now",
    "average": "what the years up to now are to bring on average: {expected} by now",
    "compound": "what the years up to now are to bring on average: {expected} by now",
    "profile": "as in earlier years: {share} of the way by now, so {expected} is expected",
}
# The attainment below which a pace falls; its figure must be rounded so that it differs from this.
_PACE_LIMITS: Final = {Pace.BEHIND: Fraction(19, 20), Pace.AT_RISK: Fraction(1)}


def target_finding(
    concern: Concern, result: Result, submission: Submission, policy: Policy, others: dict[str, Result]
) -> Finding:
    """Return the complete finding about a result.

    Args:
        concern: The code, and how a gate policy speaks of it.
        result: The result.
        submission: The submission.
        policy: The gate policy.
        others: The deciding result of each indicator, by its id.
    """
    code, matter = concern
    return finding(
        code,
        matter,
        policy,
        _values(code, result, others) | _then(result, submission) | _of_time(code, result, submission),
        result.location or submission.place("observations"),
        indicator=result.indicator,
        rule=result.rule,
        details=tuple(_details(result)),
        subject=result.assigned_by,
    )


def _of_time(code: Code, result: Result, submission: Submission) -> dict[str, Value]:
    """Return the values for sentences about figures of another day or year."""
    if code is codes.BEFORE_END and result.early is not None:
        return {"period": result.early.period, "end": result.early.day.isoformat()}
    if code is codes.EARLY_PARTS:
        return {"parts": result.early_parts}
    return {"before": result.lacks, "unit": submission.unit} if code is codes.YEAR_BEFORE_NOT_GIVEN else {}


_DATA_STATES: Final = {DataState.ESTIMATE: "estimate", DataState.PROVISIONAL: "provisional"}


def _values(code: Code, result: Result, titles: dict[str, Result]) -> dict[str, Value]:
    """Return the values for a code's sentence about a result."""
    if code is codes.ON_ESTIMATE:
        return {"indicator": result.title, "status": message(_DATA_STATES[result.data])}
    if code is codes.GRADED:
        return {"indicator": result.title, "value": figure_of(result), "grade": result.grade}
    if code in _OF_PACE and result.value is not None and result.pace_basis is not None:
        return _pace_values(result, result.value, result.pace_basis)
    return _comparison(result, titles)


def _then(result: Result, submission: Submission) -> dict[str, Value]:
    """Return the values for sentences about an earlier period in which a target was due."""
    then = result.when_due
    if then is None:
        return {}
    figure = figure_of(result._replace(value=then.value, text=then.text))
    return {
        "due": str(then.period),
        "figure": figure,
        "period": str(submission.period),
        "unit": submission.unit,
        "value": figure if result.verdict is Verdict.UNDECIDED else figure_of(result),
    }


def _comparison(result: Result, others: dict[str, Result]) -> dict[str, Value]:
    value = figure_of(result)
    if result.members:
        failing = [others[id_].title for id_ in result.members if others[id_].verdict is result.verdict]
        value = message("{parts}", parts=tuple(failing))
    values: dict[str, Value] = {"indicator": target_title(result), "value": value, "bound": _bound(result)}
    if result.bound is not None and is_direction(result):
        number, baseline = result.bound.number or 0, result.bound.baseline or 0
        values |= {"number": amount(Fraction(number), result.unit), "baseline": amount(Fraction(baseline), result.unit)}
    return values


def _bound(result: Result) -> Message:
    return bound_phrase(result.bound, result.unit) if result.bound else message("no target")


def _pace_values(result: Result, value: Interval, basis: PaceBasis) -> dict[str, Value]:
    start = Fraction(basis.start)
    # Under a ceiling more is worse, so the sentence states how much of the expected amount is used.
    made = value.minus(point(start)).scaled(1 / (Fraction(basis.expected) - start))
    limit = _PACE_LIMITS.get(result.pace)
    limit = 1 / limit if limit and basis.ceiling else limit
    return {
        "indicator": result.title,
        "value": figure_of(result),
        "attainment": share_phrase(made, limit),
        "expected": readable(basis.expected, result.unit),
    }


def promised(result: Result) -> Iterator[tuple[Message, Message]]:
    """Yield the clause, and who set the target and since when, if stated."""
    source = result.source
    if source is not None:
        template = "“{clause}” ({document}, {date})" if source.date else "“{clause}” ({document})"
        document = {"clause": source.clause, "document": source.document, "date": source.date}
        yield message("promised"), message(template, **document)
    if result.assigned_by:
        yield message("assigned by"), message("{office}", office=result.assigned_by)
    if result.since:
        yield message("in force since"), message("{day}", day=result.since)


def _details(result: Result) -> Iterator[tuple[Message, Message]]:
    yield from promised(result)
    yield from reported(result)
    yield from converted(result)
    if result.when_due is not None and result.when_due.location is not None:
        then = result.when_due
        text = message("“{text}” at {place}", text=then.text, place=str(then.location))
        yield message("when due"), text
    if result.value is not None and result.bound and result.unit:
        yield message("compared"), message("{value} against {bound}", value=figure_of(result), bound=_bound(result))
    if result.shortfall is not None and result.shortfall > 0:
        yield message("short by"), amount(result.shortfall, result.unit)
    if result.percent_of_plan is not None and result.bound and result.bound.number is not None:
        shown = plain(rounded_distinct(result.percent_of_plan, Fraction(100), 1))
        yield message("of the plan"), message("{number} %", number=shown)
    if result.stretch is not None and result.verdict in HARD:
        template = "{number}, reached" if result.stretch.reached else "{number}, not reached"
        yield message("striven for"), message(template, number=amount(result.stretch.number, result.unit))
    yield from pace_details(result)


def converted(result: Result) -> Iterator[tuple[Message, Message]]:
    """Yield the figure as it was read, if it was written in another unit than the compared one."""
    figure = result.figure
    if figure is None or figure.unit is None or result.value is None or result.addends:
        return
    if figure.unit.base and figure.unit.name != result.unit:
        read = value_phrase(figure.interval, figure.unit.name)
        yield message("read as"), message("{read}, that is {value}", read=read, value=figure_of(result))


def reported(result: Result) -> Iterator[tuple[Message, Message]]:
    """Yield the written texts and their locations; for a sum, those of each part."""
    for addend in result.addends:
        text = message("{of}: “{text}” at {place}", of=addend.of, text=addend.text, place=str(addend.location))
        yield message("added up"), text
    if result.location is not None and not result.addends:
        yield message("reported"), message("“{text}” at {place}", text=result.text, place=str(result.location))


def pace_details(result: Result) -> Iterator[tuple[Message, Message]]:
    """Yield the expected value by now, the value needed, and the linear projection."""
    basis = result.pace_basis
    if basis is None:
        return
    yield (
        message("pace basis"),
        message(_BASES[basis.method], share=percent(basis.share), expected=readable(basis.expected, result.unit)),
    )
    which = "{day}, the day of the figures" if basis.stated else "{day}, the end of the period"
    yield message("time counted up to"), message(which, day=basis.by.isoformat())
    if result.level is not None and result.gap is not None:
        gap = rounded_distinct(Fraction(result.gap), Fraction(round(Fraction(result.gap))), 1)
        text = message("{level} ({gap} percentage points to what is expected)", level=result.level.name, gap=plain(gap))
        yield message("warning level"), text
    if basis.needed_per_month is not None:
        yield message("needed per month"), readable(basis.needed_per_month, result.unit)
    if basis.left_per_month is not None:
        yield message("left per month"), readable(basis.left_per_month, result.unit)
    if basis.projection is not None:
        yield message("a straight line ends at"), readable(basis.projection, result.unit)
