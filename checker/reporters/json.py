"""The report for programs, in a versioned format that does not depend on internal names.

Owns ``checker/report/2``. Keys, codes and words are never translated, and sentences are always in English. Numbers are
exact and written as text: a decimal, or ``n/d`` if the expansion is infinite, with the rounded decimal besides. It
always has a list of reports, even for one submission, so that readers need only one path. Problems of unreadable files
are under ``diagnostics``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final, TypeAlias

from checker.domain.basis import Basis
from checker.domain.diagnostic import Diagnostic
from checker.domain.explanation import Explanation
from checker.domain.interval import Exact, Interval
from checker.domain.location import Location
from checker.domain.report import (
    Addend,
    EarlierFigure,
    Exit,
    Finding,
    GateDecision,
    PaceBasis,
    PackReference,
    Report,
    Result,
    Run,
    SourceReference,
    Stretch,
    Tally,
    TargetBound,
    WhenDue,
)
from checker.domain.reporting import ReportingUnit
from checker.domain.submission import Submission
from checker.domain.survey import Survey
from checker.domain.text import Message, Text
from checker.language import Language, is_unsafe
from checker.reporters.summary import exit_of
from checker.version import __version__

try:
    # The C encoder of `json`. The module itself writes indented JSON in Python, which would take 6 % of a check.
    from _json import encode_basestring as _quoted
except ImportError:  # an interpreter built without it
    from json.encoder import py_encode_basestring as _quoted

__all__ = ["DECIMAL", "SCHEMA", "document", "dumped", "render"]

SCHEMA: Final = "checker/report/2"
DECIMAL: Final = "_decimal"
"""The suffix of the key with the rounded decimal beside ``n/d``."""

_Object: TypeAlias = dict[str, Any]
_ENGLISH: Final = Language("en")


def render(run: Run, _language: Language, /) -> bytes:
    """Write a run as JSON, the same for every language."""
    return dumped(document(run), indent=2)


def dumped(value: Any, indent: int | None = None) -> bytes:
    """Write plain values as JSON with a final line end.

    Characters that a terminal would obey, and lone surrogates, become JSON escapes, which lose nothing.
    """
    if indent is None:
        import json

        text = json.dumps(value, ensure_ascii=False)
    else:
        text = _written(value, " " * indent, "\n")
    if not text.replace("\n", "").isprintable():
        # Line by line, because most lines need no escape.
        lines = (line if line.isprintable() else "".join(map(_escaped, line)) for line in text.split("\n"))
        text = "\n".join(lines)
    return f"{text}\n".encode()


def _written(value: Any, step: str, start: str) -> str:
    """Return a value as `json.dumps` writes it; `start` is a line end with the indent of the next line."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or value is True or value is False:
        return _WORDS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    inner = start + step
    if isinstance(value, dict):
        opened, closed = "{}"
        parts = [f"{_quoted(key)}: {_written(item, step, inner)}" for key, item in value.items()]
    elif isinstance(value, list | tuple):
        opened, closed = "[]"
        parts = [_written(item, step, inner) for item in value]
    else:
        raise TypeError(f"{type(value).__name__} has no place in a report")
    return f"{opened}{inner}{f',{inner}'.join(parts)}{start}{closed}" if parts else opened + closed


_WORDS: Final = {None: "null", True: "true", False: "false"}


def document(run: Run) -> _Object:
    """Return a run as plain values in the order of the format."""
    survey = {} if run.survey is None else {"survey": _survey(run.survey)}
    return {
        "schema": SCHEMA,
        "tool": {"name": "target-checker", "version": __version__},
        "run": None if run.basis is None else _basis(run.basis),
        **survey,
        "reports": [_report(report) for report in run.reports],
        "diagnostics": [_diagnostic(found) for found in run.diagnostics],
        "notices": [_ENGLISH.render(notice) for notice in run.notices],
        "exit": _exit(exit_of(run)),
    }


def _basis(basis: Basis) -> _Object:
    options = {name: list(value) if isinstance(value, tuple) else value for name, value in basis.options}
    return {
        "day": basis.day.isoformat() if basis.day else None,
        "engine": basis.engine,
        "version": __version__,
        "options": options,
        "waivers": [_file(*file) for file in basis.waivers],
        "baseline": None if basis.baseline is None else _file(*basis.baseline),
        "settings": None if basis.settings is None else _file(*basis.settings),
        "units": None if basis.units is None else _file(*basis.units),
        "weakenings": [
            {"option": one.option, "values": list(one.values), "location": _location(one.location)}
            for one in basis.weakenings
        ],
    }


def _file(path: str, sha256: str) -> _Object:
    return {"path": path, "sha256": sha256}


def _survey(survey: Survey) -> _Object:
    return {
        "engine": survey.engine,
        "rows": survey.rows,
        "judged": survey.judged,
        "bad": survey.bad,
        "superseded": survey.superseded,
        "not_addressed": survey.not_addressed,
        "verdicts": dict(survey.verdicts),
        "findings": dict(survey.findings),
        "findings_shown": survey.shown,
        "synthetic": survey.synthetic,
        "gate": _gate(survey.gate),
        "indicators": [
            {
                "pack": one.pack,
                "period": str(one.period),
                "indicator": one.indicator,
                "code": one.code or None,
                "title": _text(one.title),
                "group": _text(one.group),
                "units": one.units,
                "verdicts": {verdict.value: n for verdict, n in one.verdicts},
                "pace": {pace.value: n for pace, n in one.paces},
                "without": one.without,
            }
            for one in survey.tallies
        ],
        "worst_units": [
            {
                "unit": line.unit.id,
                "unit_title": _text(line.unit.title) if line.unit.title else None,
                "stands": [
                    None if one is None else {"verdict": one[0].value, "pace": one[1].value} for one in line.stands
                ],
            }
            for line in survey.lines
        ],
    }


def _report(report: Report) -> _Object:
    return {
        "pack": _pack(report.pack),
        "submission": _submission(report.submission, report.unit, dict(report.pack.due).get(report.submission.period)),
        "engine": report.engine,
        "results": [_result(result) for result in report.results],
        "tally": _tally(report.tally),
        "findings": [_finding(finding) for finding in report.findings],
        "gate": _gate(report.gate),
        "exit": _exit(report.exit),
    }


def _pack(pack: PackReference) -> _Object:
    return {
        "id": pack.id,
        "revision": pack.revision,
        "title": _text(pack.title),
        "unit": pack.unit,
        "year": pack.year,
        "synthetic": pack.synthetic,
        "path": pack.path,
        "sha256": pack.sha256,
        "warning_levels": [
            {"name": _text(level.name), **_exact("gap", level.gap), "explain": level.explain} for level in pack.levels
        ],
    }


def _submission(submission: Submission, unit: ReportingUnit, due: dt.date | None) -> _Object:
    return {
        "path": submission.path,
        "sha256": submission.sha256,
        "unit": submission.unit,
        "unit_title": _text(unit.title) if unit.title else None,
        "provider": submission.provider or None,
        "period": str(submission.period),
        "due": due.isoformat() if due else None,
        "sent": submission.sent.isoformat() if submission.sent else None,
        "as_of": submission.as_of.isoformat() if submission.as_of else None,
        "synthetic": submission.synthetic,
        "source": submission.source or None,
        "ignored": [
            {"why": one.why, "text": one.text, "location": _location(one.location)} for one in submission.ignored
        ],
    }


def _result(result: Result) -> _Object:
    return {
        "indicator": result.indicator,
        "code": result.code or None,
        "title": _text(result.title),
        "group": _text(result.group),
        "parent": result.parent or None,
        "kind": result.kind.value,
        "unit": result.unit or None,
        "owner": result.owner or None,
        "assigned_by": result.assigned_by or None,
        "since": result.since or None,
        "decides": result.decides,
        "counted": result.counted,
        "members": list(result.members),
        "target": _target(result.bound),
        "due": result.due_by or None,
        "when_due": _when_due(result.when_due),
        "expected_now": result.expected_now,
        "verdict": result.verdict.value,
        "pace": result.pace.value,
        "data": result.data.value,
        "gate": result.gate.value,
        "value": _value(result),
        "addends": [_addend(addend) for addend in result.addends],
        **_exact("shortfall", result.shortfall),
        **_exact("percent_of_plan", result.percent_of_plan),
        "stretch": _stretch(result.stretch),
        "pace_basis": _pace_basis(result.pace_basis),
        **_exact("gap", result.gap),
        "level": _text(result.level.name) if result.level else None,
        "year_earlier": _earlier(result.year_earlier),
        "last_period": _earlier(result.last_period),
        "explanation": _explanation(result.explanation),
        "location": _location(result.location),
        "rule": _location(result.rule),
        "source": _source(result.source),
    }


def _target(bound: TargetBound | None) -> _Object | None:
    if bound is None:
        return None
    return {
        "comparator": bound.comparator,
        **_exact("number", bound.number),
        **_exact("upper", bound.upper),
        **_exact("tolerance", bound.tolerance),
        **_exact("baseline", bound.baseline),
    }


def _when_due(then: WhenDue | None) -> _Object | None:
    if then is None:
        return None
    return {
        "period": str(then.period),
        "given": then.given,
        "text": then.text or None,
        "interval": None if then.value is None else _interval(then.value),
        "location": _location(then.location),
        "reached": then.reached,
    }


def _value(result: Result) -> _Object | None:
    """Return the value as written, and its interval if it is a figure."""
    if not result.text:
        return None
    return {"text": result.text, "interval": None if result.value is None else _interval(result.value)}


def _interval(value: Interval) -> _Object:
    return {**_exact("lo", value.lo), **_exact("hi", value.hi), "lo_open": value.lo_open, "hi_open": value.hi_open}


def _addend(addend: Addend) -> _Object:
    return {
        "of": addend.of,
        "text": addend.text,
        "interval": _interval(addend.value),
        "location": _location(addend.location),
    }


def _stretch(stretch: Stretch | None) -> _Object | None:
    return None if stretch is None else {**_exact("number", stretch.number), "reached": stretch.reached}


def _pace_basis(basis: PaceBasis | None) -> _Object | None:
    if basis is None:
        return None
    return {
        "method": basis.method,
        **_exact("share", basis.share),
        **_exact("start", basis.start),
        **_exact("expected", basis.expected),
        **_exact("attainment", basis.attainment),
        **_exact("needed_per_month", basis.needed_per_month),
        **_exact("projection", basis.projection),
        **_exact("left_per_month", basis.left_per_month),
        "day": basis.by.isoformat(),
        "day_of": "as_of" if basis.stated else "period",
    }


def _earlier(before: EarlierFigure | None) -> _Object | None:
    if before is None:
        return None
    return {
        "period": str(before.period),
        "comparable": before.value is not None,
        "interval": None if before.value is None else _interval(before.value),
        "estimate": before.estimated,
        "change_percent": None if before.change is None else _interval(before.change),
        "title": _text(before.title) if before.title else None,
    }


def _explanation(said: Explanation | None) -> _Object | None:
    """Return the unit's explanation, with its location."""
    if said is None:
        return None
    answers = {
        key: text or None for key, text in said._asdict().items() if key not in ("indicator", "title", "location")
    }
    return {**answers, "location": _location(said.location)}


def _source(source: SourceReference | None) -> _Object | None:
    return None if source is None else dict(source._asdict())


def _tally(tally: Tally) -> _Object:
    return {**tally._asdict(), "unmet_indicators": list(tally.unmet_indicators)}


def _finding(finding: Finding) -> _Object:
    return {
        "code": finding.code.id,
        "name": finding.code.name,
        "matter": finding.matter.value,
        "severity": finding.severity.value,
        "gate": finding.gate.value,
        "indicator": finding.indicator or None,
        "subject": finding.subject or None,
        "waiver": finding.waiver or None,
        "baseline": _location(finding.baseline),
        "message": _ENGLISH.render(finding.message),
        "details": [
            {"label": _ENGLISH.render(label), "text": _ENGLISH.render(said)} for label, said in finding.details
        ],
        "hint": _sentence(finding.hint),
        "location": _location(finding.location),
        "rule": _location(finding.rule),
    }


def _gate(gate: GateDecision) -> _Object:
    reasons = [
        {
            "code": reason.code.id,
            "matter": reason.matter.value,
            "gate": reason.gate.value,
            "message": _ENGLISH.render(reason.message),
        }
        for reason in gate.reasons
    ]
    return {"decision": gate.decision.value, "reasons": reasons}


def _diagnostic(found: Diagnostic) -> _Object:
    return {
        "code": found.code.id,
        "name": found.code.name,
        "severity": found.severity.value,
        "message": _ENGLISH.render(found.message),
        "hint": _sentence(found.hint),
        "location": _location(found.location),
    }


def _exit(ending: Exit) -> _Object:
    return {"code": ending.code, "reason": _ENGLISH.render(ending.reason)}


def _location(location: Location | None) -> _Object | None:
    if location is None:
        return None
    path, line, column, sheet, cell = location
    return {"path": path, "line": line or None, "column": column or None, "sheet": sheet or None, "cell": cell or None}


def _sentence(sentence: Message | None) -> str | None:
    return None if sentence is None else _ENGLISH.render(sentence)


def _text(text: Text) -> _Object:
    return {"vi": text.vi, "en": text.en}


def _exact(name: str, number: Exact | None) -> _Object:
    """Return a number under its name; beside ``n/d`` also as a decimal."""
    text = _number(number)
    if number is None or text is None or "/" not in text:
        return {name: text}
    from checker.reporters.items import decimal

    return {name: text, f"{name}{DECIMAL}": decimal(number)}


def _number(number: Exact | None) -> str | None:
    """Write a number exactly: as a decimal, or as ``n/d`` if the expansion is infinite."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        return format(number, "f")
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    sign = "-" if number < 0 else ""
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole


def _escaped(char: str) -> str:
    if not is_unsafe(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
