"""A run as test cases: one per target, per finding without a target, and per broken file.

Owns the test outcome of a target. It follows the gate: a suite fails if and only if its gate does. Must not know any
format.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.axes import EXEMPT, Gate, Matter, Pace, Verdict
from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result, Run
from checker.domain.survey import Survey
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.items import Item, item_text, items_of, safe_text
from checker.reporters.paths import rooted
from checker.reporters.summary import gate_settings, tally_sentence

__all__ = ["Outcome", "ReportCase", "Suite", "suites"]

_UNUSABLE = (Matter.INVALID, Matter.UNKNOWN_ROWS)
_UNTESTED = {
    Verdict.NOT_DUE: message("not due yet"),
    Verdict.NOT_ASSESSED: message("has no target"),
}


class Outcome(enum.StrEnum):
    """The outcome of a test case."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    SKIPPED = "skipped"


class ReportCase(NamedTuple):
    """One test case with texts safe to show.

    Args:
        key: Its name for programs, independent of the language.
        title: Its name for people.
        group: Its group.
        outcome: The outcome; ``broken`` if there is no usable figure, so that nothing was tested.
        code: Id of the code with the reason, or empty.
        reason: Why it did not pass, or empty.
        lines: All messages, with remedies.
        location: The value's location, or ``None``.
    """

    key: str
    title: str
    group: str
    outcome: Outcome
    code: str
    reason: str
    lines: tuple[str, ...]
    location: Location | None


class Suite(NamedTuple):
    """The cases of one report, or of one file that could not be evaluated.

    Args:
        name: Pack, unit and period; or the path of the file.
        properties: Identifying names and values.
        cases: Its cases, in the report's order.
    """

    name: str
    properties: tuple[tuple[str, str], ...]
    cases: tuple[ReportCase, ...]


def suites(run: Run, language: Language) -> Iterator[Suite]:
    """Yield a suite for a bulk run, one per report, and one per file that could not be evaluated."""
    if run.survey is not None:
        yield _of_survey(run.survey, language)
    weaker = tuple(safe_text(language, sentence) for sentence in gate_settings(run))
    for report in run.reports:
        yield _of_report(report, weaker, language)
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in run.diagnostics:
        by_path.setdefault(diagnostic.location.path, []).append(diagnostic)
    for path, diagnostics in by_path.items():
        yield Suite(
            display_safe(rooted(path)), (), tuple(_of_diagnostic(diagnostic, language) for diagnostic in diagnostics)
        )


_BLOCKING: Final = (
    (Matter.UNMET, Verdict.UNMET, codes.UNMET),
    (Matter.NO_DATA, Verdict.NO_DATA, codes.NO_DATA),
    (Matter.BEHIND, Pace.BEHIND, codes.BEHIND),
    (Matter.AT_RISK, Pace.AT_RISK, codes.AT_RISK),
)
"""The matters that fail an indicator's case if they fail the gate: standing of units, and code for one unit."""
_DUE: Final = (Verdict.UNMET, Verdict.MET, Verdict.EXCEEDED)
"""The verdicts of due targets; figures missing earlier do not count."""


def _of_survey(survey: Survey, language: Language) -> Suite:
    """Return a case for each reason of the gate, and for each indicator of the last periods."""
    cases = [
        ReportCase(
            reason.matter.value,
            language.label(reason.matter),
            "",
            Outcome.FAILED if reason.gate is Gate.FAIL else Outcome.PASSED,
            reason.code.id,
            safe_text(language, reason.message) if reason.gate is Gate.FAIL else "",
            (safe_text(language, reason.message),),
            None,
        )
        for reason in survey.gate.reasons
    ]
    blocking = {one.matter for one in survey.gate.reasons if one.gate is Gate.FAIL}
    for one in survey.tallies:
        shown = tally_sentence(one)
        counts: dict[Verdict | Pace, int] = {**dict(one.verdicts), **dict(one.paces)}
        # A cumulative figure may be met or unmet before its target is due.
        if any(verdict in _DUE for verdict, _ in one.verdicts) and Verdict.NOT_DUE not in counts:
            counts[Verdict.NO_DATA] = one.without
        failing = [code for matter, standing, code in _BLOCKING if matter in blocking and counts.get(standing)]
        failed = bool(failing)
        cases.append(
            ReportCase(
                display_safe(f"{one.pack}/{one.period}/{one.indicator}"),
                display_safe(f"{language.text(one.title)}, {language.period(one.period)}"),
                display_safe(language.text(one.group)),
                Outcome.FAILED if failed else Outcome.PASSED,
                failing[0].id if failed else "",
                safe_text(language, shown) if failed else "",
                (safe_text(language, shown),),
                None,
            )
        )
    properties = {
        "engine": survey.engine,
        "rows": str(survey.rows),
        "judged": str(survey.judged),
        "bad": str(survey.bad),
        "superseded": str(survey.superseded),
        "not_addressed": str(survey.not_addressed),
        "synthetic": str(survey.synthetic).lower(),
        "gate": survey.gate.decision.value,
    }
    return Suite("bulk", tuple(properties.items()), tuple(cases))


def _of_report(report: Report, weaker: tuple[str, ...], language: Language) -> Suite:
    about: dict[int, list[Item]] = {}
    others = []
    for item in items_of(report):
        if item.result is None:
            others.append(item)
        else:
            about.setdefault(id(item.result), []).append(item)
    cases = [_of_result(result, about.get(id(result), []), language) for result in report.results]
    # An info finding without a target is not a test.
    cases += [_of_item(item, language) for item in others if item.gate is not Gate.PASS]
    pack, submission = report.pack, report.submission
    properties = {
        "pack": pack.id,
        "pack_revision": str(pack.revision),
        "pack_sha256": pack.sha256,
        "submission": rooted(submission.path),
        "submission_sha256": submission.sha256,
        "unit": submission.unit,
        "period": str(submission.period),
        "synthetic": str(pack.synthetic or submission.synthetic).lower(),
        "gate": report.gate.decision.value,
        "tally": f"{report.tally.met}/{report.tally.counted}",
    }
    if not pack.shipped:
        properties["pack_path"] = rooted(pack.path)
    if weaker:
        properties["basis"] = "; ".join(weaker)
    name = display_safe(f"{pack.id} {submission.unit} {submission.period}")
    return Suite(name, tuple((key, display_safe(value)) for key, value in properties.items()), tuple(cases))


def _of_result(result: Result, found: list[Item], language: Language) -> ReportCase:
    outcome, first = _outcome(result, found)
    named = message("{title}", title=result.title)
    if result.assigned_by:
        named = message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)
    untested = _UNTESTED.get(result.verdict)
    reason = item_text(first, language) if first else safe_text(language, untested) if untested else ""
    return ReportCase(
        display_safe("/".join(filter(None, (result.indicator, result.assigned_by)))),
        safe_text(language, named),
        display_safe(language.text(result.group)),
        outcome,
        first.code.id if first else "",
        "" if outcome is Outcome.PASSED else reason,
        tuple(line for item in found for line in _lines(item, language)),
        result.location,
    )


def _outcome(result: Result, found: list[Item]) -> tuple[Outcome, Item | None]:
    blocking = next((item for item in found if item.gate is Gate.FAIL), None)
    if blocking is not None or result.gate is Gate.FAIL:
        # Without a usable figure nothing was tested, whatever the gate decides.
        return (Outcome.BROKEN if result.verdict is Verdict.INVALID else Outcome.FAILED), blocking
    exempt = next((item for item in found if item.gate in EXEMPT), None)
    if exempt is not None:
        return Outcome.SKIPPED, exempt
    return (Outcome.SKIPPED if result.verdict in _UNTESTED else Outcome.PASSED), None


def _of_item(item: Item, language: Language) -> ReportCase:
    match item.gate:
        case Gate.FAIL:
            unusable = item.finding is not None and item.finding.matter in _UNUSABLE
            outcome = Outcome.BROKEN if unusable else Outcome.FAILED
        case Gate.WARN:
            outcome = Outcome.PASSED
        case _:
            outcome = Outcome.SKIPPED
    reason = "" if outcome is Outcome.PASSED else item_text(item, language)
    name = f"{item.code.id} {safe_text(language, item.message)}"
    return ReportCase(
        item.fingerprint, name, "", outcome, item.code.id, reason, tuple(_lines(item, language)), item.location
    )


def _of_diagnostic(diagnostic: Diagnostic, language: Language) -> ReportCase:
    text = safe_text(language, diagnostic.message)
    place = display_safe(str(diagnostic.location._replace(path=rooted(diagnostic.location.path))))
    lines = (
        f"{place}: {diagnostic.code.id} {text}",
        *([safe_text(language, diagnostic.hint)] if diagnostic.hint else ()),
    )
    key = f"{diagnostic.code.id} {place}"
    return ReportCase(
        key, f"{diagnostic.code.id} {text}", "", Outcome.BROKEN, diagnostic.code.id, text, lines, diagnostic.location
    )


def _lines(item: Item, language: Language) -> Iterator[str]:
    place = item.location._replace(path=rooted(item.location.path))
    yield f"{display_safe(str(place))}: {item.weight(language)} {item.code.id} " + safe_text(language, item.message)
    for label, text in item.finding.details if item.finding else ():
        yield f"  {safe_text(language, label)}: {safe_text(language, text)}"
    if item.hint is not None:
        yield f"  {safe_text(language, message('hint: {hint}', hint=item.hint))}"
