"""The derivation of a result, from the target to the gate, step by step.

Adds no judgement: every step comes from the result or from a finding of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from checker.assess.explain import converted, pace_details, promised, reported
from checker.domain.axes import Gate, Pace
from checker.domain.number import plain, rounded_distinct
from checker.domain.phrase import amount, bound_phrase, figure_of, percent
from checker.domain.report import Report, Result, Step
from checker.domain.text import Message, message

__all__ = ["derived"]


_GATES: Final = {
    Gate.PASS: message("nothing blocks"),
    Gate.WARN: message("a warning"),
    Gate.FAIL: message("blocked"),
    Gate.WAIVED: message("waived"),
}


def derived(report: Report, indicator: str) -> tuple[Step, ...]:
    """Return the derivation of each target of an indicator, and its other findings.

    Args:
        report: The report that contains the indicator.
        indicator: Its id.
    """
    titles = {result.indicator: result for result in report.results if result.decides}
    return tuple(_result(result, report, titles) for result in report.results if result.indicator == indicator)


def _result(result: Result, report: Report, others: dict[str, Result]) -> Step:
    steps = [_promise(result), _report(result), _comparison(result, others), _pace(result)]
    if result.decides:
        steps += [_findings(result, report), Step(message("gate"), _GATES[result.gate])]
    heading = message("{title} ({id}, {pack})", title=result.title, id=result.indicator, pack=report.pack.id)
    subject = message("{unit}, {period}", unit=report.submission.unit, period=str(report.submission.period))
    return Step(heading, subject, tuple(step for step in steps if step is not None))


def _steps(pairs: Iterable[tuple[Message, Message]]) -> Iterator[Step]:
    return (Step(label, text) for label, text in pairs)


def _promise(result: Result) -> Step:
    phrase = bound_phrase(result.bound, result.unit) if result.bound else message("no target")
    parts = [*_steps(promised(result))]
    if result.due is not None:
        parts.append(Step(message("due"), message("{period}", period=result.due_by)))
    parts.append(Step(message("rule"), message("{place}", place=str(result.rule))))
    return Step(message("target"), phrase, tuple(parts))


def _report(result: Result) -> Step:
    parts = [*_steps(reported(result)), *_steps(converted(result))]
    if result.text:
        parts.append(Step(message("data"), message("{data}", data=result.data)))
    return Step(message("value"), figure_of(result), tuple(parts))


def _comparison(result: Result, others: dict[str, Result]) -> Step:
    parts = [
        Step(message("part"), message("{title}: {verdict}", title=other.title, verdict=other.verdict))
        for other in (others[id_] for id_ in result.members)
    ]
    if result.shortfall is not None:
        label = message("short by") if result.shortfall > 0 else message("beyond it by")
        parts.append(Step(label, amount(abs(Fraction(result.shortfall)), result.unit)))
    if result.percent_of_plan is not None:
        shown = plain(rounded_distinct(result.percent_of_plan, Fraction(100), 1))
        parts.append(Step(message("of the plan"), message("{number} %", number=shown)))
    return Step(message("verdict"), message("{verdict}", verdict=result.verdict), tuple(parts))


def _pace(result: Result) -> Step | None:
    basis = result.pace_basis
    if basis is None:
        return None
    parts = [*_steps(pace_details(result))]
    if basis.attainment is not None:
        limit = {Pace.BEHIND: Fraction(19, 20), Pace.AT_RISK: Fraction(1)}.get(result.pace)
        parts.insert(1, Step(message("attained of it"), percent(basis.attainment, limit)))
    return Step(message("pace"), message("{pace}", pace=result.pace), tuple(parts))


def _findings(result: Result, report: Report) -> Step | None:
    parts = tuple(
        Step(message("{code}", code=finding.code.id), finding.message)
        for finding in report.findings
        if finding.indicator == result.indicator
    )
    return Step(message("findings"), message("{count}", count=len(parts)), parts) if parts else None
