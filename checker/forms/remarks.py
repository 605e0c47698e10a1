"""The remarks at each location of a file: one per finding, and one per result without findings.

Owns the match of results and findings, and the tone of a cell. Must not decide anything, or know the output format.
"""

# Without `from __future__ import annotations`: it would make NamedTuple compile every field again at import.

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from checker.domain.axes import Gate, Severity, Verdict
from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.phrase import bound_phrase
from checker.domain.report import Finding, Report, Result
from checker.domain.text import message
from checker.domain.unit import folded
from checker.forms.form import OWN_SHEET
from checker.forms.styles import Tone
from checker.language import Language

__all__ = ["Remark", "comments_of", "place_of", "remarks_of", "tones_of"]

_CELL: Final = r"[A-Z]{1,3}[1-9][0-9]{0,6}"
_VERDICTS: Final = {
    Verdict.EXCEEDED: Tone.GOOD,
    Verdict.MET: Tone.GOOD,
    Verdict.UNMET: Tone.BAD,
    Verdict.INVALID: Tone.BAD,
    Verdict.UNDECIDED: Tone.DOUBT,
    Verdict.NO_DATA: Tone.DOUBT,
}
_SEVERITIES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.DOUBT, Severity.INFO: Tone.NOTE}


class Remark(NamedTuple):
    """One remark.

    Args:
        indicator: Its number or code and its name, or nothing.
        verdict: The target's verdict, or nothing.
        value: The value as written.
        bound: The bound of the target.
        code: The code of a finding or diagnostic, or nothing if there is none.
        severity: Its severity, or nothing.
        sentence: The problem.
        remedy: The remedy.
        location: The location, or ``None``.
        tone: Its tone.
    """

    indicator: str
    verdict: str
    value: str
    bound: str
    code: str
    severity: str
    sentence: str
    remedy: str
    location: Location | None
    tone: Tone


_NOTHING: Final = Remark("", "", "", "", "", "", "", "", None, Tone.PLAIN)


def remarks_of(reports: Iterable[Report], diagnostics: Iterable[Diagnostic], language: Language) -> tuple[Remark, ...]:
    """Return every diagnostic, then every target and every finding of each report, in order."""
    told = [_diagnostic(one, language) for one in diagnostics]
    return (*told, *(remark for report in reports for remark in _report(report, language)))


def _diagnostic(found: Diagnostic, language: Language) -> Remark:
    return Remark(
        "",
        "",
        "",
        "",
        found.code.id,
        language.label(found.severity),
        language.render(found.message),
        language.render(found.hint) if found.hint else "",
        _cell(found.location, "A"),
        _SEVERITIES[found.severity],
    )


def _report(report: Report, language: Language) -> Iterator[Remark]:
    rest = list(report.findings)
    table = report.submission.place("observations")
    column = table.cell.rstrip("0123456789") or "A"
    for result in report.results:
        own = [finding for finding in rest if _belongs(finding, result)]
        rest = [finding for finding in rest if finding not in own]
        base = _result(result, language)._replace(location=_cell(result.location or _row_place(report, result), column))
        if not own:
            yield base
        for finding in own:
            # A missing figure is reported at the head of the table, unless it has a row.
            missing = finding.location in (None, table) and base.location is not None
            yield _finding(finding, base, base.location if missing else _cell(finding.location, column), language)
    for finding in rest:
        yield _finding(finding, _NOTHING, _cell(finding.location, column), language)


def _cell(place: Location | None, column: str) -> Location | None:
    """Return the location; for a whole row of a sheet, the cell in this column."""
    return place._replace(cell=column + place.cell) if place and place.sheet and place.cell.isdecimal() else place


def _belongs(finding: Finding, result: Result) -> bool:
    """Tell whether a finding is about this target; if an indicator has several, the finding's rule decides."""
    if finding.indicator != result.indicator:
        return False
    return finding.rule == result.rule if finding.rule is not None else result.decides


def _row_place(report: Report, result: Result) -> Location | None:
    """Return the location of an indicator's row without a figure, which the reader may have ignored."""
    names = {folded(text) for text in (result.indicator, *result.title)}
    sent = report.submission
    rows: list[tuple[Location, tuple[str, ...]]] = [
        (row.location, (row.indicator, row.title)) for row in sent.observations
    ]
    rows += [(one.location, tuple(one.text.split(" | "))) for one in sent.ignored if one.why == "no_value"]
    return next((place for place, texts in rows if not names.isdisjoint(map(folded, texts))), None)


def _result(result: Result, language: Language) -> Remark:
    title = message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)
    named = language.render(title if result.assigned_by else message("{title}", title=result.title))
    return Remark(
        f"{result.code}. {named}" if result.code else named,
        language.label(result.verdict),
        result.text,
        language.render(bound_phrase(result.bound, result.unit)) if result.bound else "",
        "",
        "",
        "",
        "",
        result.location,
        _VERDICTS.get(result.verdict, Tone.PLAIN),
    )


def _finding(finding: Finding, about: Remark, place: Location | None, language: Language) -> Remark:
    waived = finding.gate is Gate.WAIVED
    sentence = language.render(finding.message)
    if waived:
        sentence = language.render(message("{sentence} (waived: {waiver})", sentence=sentence, waiver=finding.waiver))
    return about._replace(
        code=finding.code.id,
        severity=language.label(finding.gate)
        if waived
        else language.weight(finding.severity, finding.matter, finding.code.id),
        sentence=sentence,
        remedy=language.render(finding.hint) if finding.hint else "",
        location=place,
        tone=max(about.tone, _SEVERITIES[finding.severity]),
    )


def place_of(location: Location | None) -> str:
    """Write a location within its file: ``'Biểu'!F12``, or line and column."""
    return str(location._replace(path="")).strip(" :") if location else ""


def tones_of(remarks: Iterable[Remark], path: str) -> dict[tuple[str, str], Tone]:
    """Return the tone of each cell of a file with a remark."""
    tones: dict[tuple[str, str], Tone] = {}
    for remark in remarks:
        cell = _marked(remark, path)
        if cell is not None and remark.tone is not Tone.PLAIN:
            tones[cell] = max(remark.tone, tones.get(cell, Tone.PLAIN))
    return tones


def comments_of(remarks: Iterable[Remark], path: str, language: Language) -> dict[tuple[str, str], str]:
    """Return the comment of each cell: the verdict once, then every finding with its remedy."""
    said: dict[tuple[str, str], list[str]] = {}
    for remark in remarks:
        cell = _marked(remark, path)
        if cell is not None and remark.tone is not Tone.PLAIN:
            lines = said.setdefault(cell, [])
            lines.extend(line for line in _lines(remark, language) if line not in lines)
    return {cell: "\n".join(lines) for cell, lines in said.items()}


def _lines(remark: Remark, language: Language) -> Iterator[str]:
    if remark.verdict:
        template = message("{verdict}; asked for: {bound}", verdict=remark.verdict, bound=remark.bound)
        yield language.render(template if remark.bound else message("{verdict}", verdict=remark.verdict))
    if remark.code:
        yield f"{remark.code} ({remark.severity}): {remark.sentence}"
    if remark.remedy:
        yield language.render(message("What to do: {remedy}", remedy=remark.remedy))


def _marked(remark: Remark, path: str) -> tuple[str, str] | None:
    """Return the visible sheet and cell of a remark, if there is one."""
    place = remark.location
    seen = place is not None and place.path == path and place.sheet not in ("", OWN_SHEET)
    return (place.sheet, place.cell) if place and seen and re.fullmatch(_CELL, place.cell) else None
