"""The remarks at each location of a file: one per finding, and one per result without findings.

Owns which result and which finding belong together, the severity of a cell, and the use of names instead of ids. Must
not decide anything, or know the file that it is written into.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from checker.domain.axes import Gate, Matter, Pace, Severity, Verdict
from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.phrase import bound_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Finding, Report, Result
from checker.domain.text import message
from checker.domain.unit import folded
from checker.forms.form import OWN_SHEET
from checker.forms.styles import Tone
from checker.language import OUTCOMES, Language
from checker.reporters.office.annex import verdict_of
from checker.reporters.office.figures import capital, small
from checker.reporters.office.plain_words import in_plain_words
from checker.reporters.office.sentences import label_of

__all__ = ["Remark", "Urgency", "comments_of", "place_in", "place_of", "remarks_of", "to_do", "tone_of", "tones_of"]

_CELL: Final = r"[A-Z]{1,3}[1-9][0-9]{0,6}"
_VERDICTS: Final = {
    Verdict.EXCEEDED: Tone.GOOD,
    Verdict.MET: Tone.GOOD,
    Verdict.UNMET: Tone.BAD,
    Verdict.INVALID: Tone.BAD,
    Verdict.UNDECIDED: Tone.DOUBT,
    Verdict.NO_DATA: Tone.DOUBT,
}
_TELLING: Final = (Matter.UNMET, Matter.NO_DATA)
"""The matters of findings that only repeat a verdict and its bound."""
_LONGEST: Final = 300
_LEAST: Final = 40
"""The minimum number of letters of an explanation."""
_SEVERITIES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.DOUBT, Severity.INFO: Tone.NOTE}


class Urgency(enum.IntEnum):
    """The action for a remark, in order: correct the file, check again, or explain a result."""

    FILE = 0
    DOUBT = 1
    RESULT = 2
    NOTHING = 3


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
        concern: The kind of action that it needs.
        name: The name of its subject, or nothing.
        telling: Whether its sentence says more than the verdict and the target do.
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
    concern: Urgency = Urgency.NOTHING
    name: str = ""
    telling: bool = True

    @property
    def problem(self) -> str:
        """Its sentence, without the name that is shown beside it."""
        if not self.name:
            return capital(self.sentence)
        return capital(self.sentence.removeprefix(self.name).lstrip(" :").replace(f" {self.name}:", ":"))


_CONCERNS: Final = {Severity.ERROR: Urgency.FILE, Severity.WARNING: Urgency.DOUBT, Severity.INFO: Urgency.NOTHING}
_NOTHING: Final = Remark("", "", "", "", "", "", "", "", None, Tone.PLAIN)


def remarks_of(reports: Iterable[Report], diagnostics: Iterable[Diagnostic], language: Language) -> tuple[Remark, ...]:
    """Return every diagnostic, then every target and every finding of each report, in order."""
    problems = [_diagnostic(one, language) for one in diagnostics]
    return (*problems, *(remark for report in reports for remark in _report(report, language)))


def _diagnostic(diagnostic: Diagnostic, language: Language) -> Remark:
    return Remark(
        "",
        "",
        "",
        "",
        diagnostic.code.id,
        language.label(diagnostic.severity),
        in_plain_words(language.render(diagnostic.message)),
        _remedy(language.render(diagnostic.hint), {}) if diagnostic.hint else "",
        _cell(diagnostic.location, "A"),
        _SEVERITIES[diagnostic.severity],
        _CONCERNS[diagnostic.severity],
    )


def _report(report: Report, language: Language) -> Iterator[Remark]:
    rest = list(report.findings)
    table, column = report.submission.place("observations"), _column(report)
    names = _names(report, language)
    for result in report.results:
        own = [finding for finding in rest if _belongs(finding, result)]
        rest = [finding for finding in rest if finding not in own]
        base = _result(result, language)._replace(location=place_in(report, result))
        if not own:
            yield base
        for finding in own:
            # A missing figure is reported at the head of the table, unless it has a row.
            missing = finding.location in (None, table) and base.location is not None
            place = base.location if missing else _cell(finding.location, column)
            yield _finding(finding, base, place, names, language)
    for finding in rest:
        yield _finding(finding, _NOTHING, _cell(finding.location, column), names, language)


def place_in(report: Report, result: Result) -> Location | None:
    """Return the cell of a result: that of its figure, or of its row number; ``None`` if it has no row."""
    return _cell(result.location or _row_place(report, result), _column(report))


def _column(report: Report) -> str:
    return report.submission.place("observations").cell.rstrip("0123456789") or "A"


def _names(report: Report, language: Language) -> dict[str, str]:
    """Return the office's names, by id."""
    pack, unit = report.pack, report.unit
    named = {one.indicator: one.title for one in report.results} | {pack.id: pack.title, unit.id: unit.name}
    return {id_: language.text(title) for id_, title in named.items()}


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


def _remedy(text: str, names: Mapping[str, str]) -> str:
    """Return what to do in a file; options are left to the person who runs the command."""
    parts = [part for part in re.split(r"(?<=[,;]) ", text) if not re.search(r"--[a-z]", part)]
    return in_plain_words(" ".join(parts).rstrip(" ,;") or text, names)


def _result(result: Result, language: Language) -> Remark:
    title = message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)
    named = language.render(title if result.assigned_by else message("{title}", title=result.title))
    return Remark(
        f"{result.code}. {named}" if result.code else named,
        _stands(result, language),
        result.text,
        language.render(bound_phrase(result.bound, result.unit)) if result.bound else "",
        "",
        "",
        "",
        "",
        result.location,
        tone_of(result),
        name=named,
    )


def _stands(result: Result, language: Language) -> str:
    """Return the verdict of a target, or its pace if it is not due, in report wording."""
    judged = result.verdict is not Verdict.NOT_DUE or (result.level is None and result.pace is Pace.NONE)
    return small(verdict_of(result, language)) if judged else label_of(result, language)


def _finding(
    finding: Finding, about: Remark, place: Location | None, names: Mapping[str, str], language: Language
) -> Remark:
    waived = finding.gate is Gate.WAIVED
    sentence = in_plain_words(language.render(finding.message), names)
    concern = _CONCERNS[finding.severity]
    if concern is not Urgency.NOTHING and finding.matter in OUTCOMES:
        concern = Urgency.RESULT
    if waived:
        sentence = language.render(message("{sentence} (waived: {waiver})", sentence=sentence, waiver=finding.waiver))
    return about._replace(
        code=finding.code.id,
        severity=language.label(finding.gate)
        if waived
        else language.weight(finding.severity, finding.matter, finding.code.id),
        sentence=sentence,
        remedy=_remedy(language.render(finding.hint), names) if finding.hint else "",
        location=place,
        tone=max(about.tone, _SEVERITIES[finding.severity]),
        concern=concern,
        telling=finding.matter not in _TELLING or waived,
    )


def to_do(remarks: Iterable[Remark]) -> list[Remark]:
    """Return the remarks that need action: mistakes in the file, then doubts, then results."""
    return sorted((one for one in remarks if one.concern is not Urgency.NOTHING), key=lambda one: one.concern)


def place_of(location: Location | None) -> str:
    """Write a location within its file: ``'Biểu'!F12``, or line and column."""
    return str(location._replace(path="")).strip(" :") if location else ""


def tone_of(result: Result) -> Tone:
    """Return the standing of a target."""
    return _VERDICTS.get(result.verdict, Tone.PLAIN)


def tones_of(remarks: Iterable[Remark], path: str) -> dict[tuple[str, str], Tone]:
    """Return the tone of each cell of a file with a remark."""
    tones: dict[tuple[str, str], Tone] = {}
    for remark in remarks:
        cell = _marked(remark, path)
        if cell is not None and remark.tone is not Tone.PLAIN:
            tones[cell] = max(remark.tone, tones.get(cell, Tone.PLAIN))
    return tones


def comments_of(remarks: Iterable[Remark], path: str, language: Language) -> dict[tuple[str, str], str]:
    """Return the remarks for each cell: the verdict once, then every finding with its remedy, in short form."""
    texts: dict[tuple[str, str], dict[str, bool]] = {}
    for remark in remarks:
        cell = _marked(remark, path)
        if cell is not None and remark.tone is not Tone.PLAIN:
            lines = texts.setdefault(cell, {})
            for line, needed in _lines(remark, language):
                lines.setdefault(line, needed)
    return {cell: _short(lines, language) for cell, lines in texts.items()}


def _lines(remark: Remark, language: Language) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a comment, each with a flag that keeps it if there are too many."""
    if remark.verdict:
        template = message("{verdict}; asked for: {bound}", verdict=remark.verdict, bound=remark.bound)
        yield language.render(template if remark.bound else message("{verdict}", verdict=remark.verdict)), True
    if remark.code and remark.telling:
        text = remark.problem
        if remark.concern is not Urgency.RESULT:
            text = f"{capital(remark.severity)}: {remark.sentence}"
        yield text, not remark.remedy
    if remark.remedy:
        yield language.render(message("What to do: {remedy}", remedy=remark.remedy)), True


def _short(lines: Mapping[str, bool], language: Language) -> str:
    """Return lines as one text that fits a box; explanations are cut first, because the sheet of results has them."""
    room = _LONGEST - sum(len(line) + 1 for line, needed in lines.items() if needed)
    fitting = []
    for line, needed in lines.items():
        text = line if needed or len(line) <= room else f"{line[: max(room - 1, 0)]}…"
        if needed or room >= _LEAST:
            fitting.append(text)
        room -= 0 if needed else len(text) + 1
    whole = "\n".join(fitting)
    more = language.render(message("… (see the sheet of results)"))
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - len(more)] + more


def _marked(remark: Remark, path: str) -> tuple[str, str] | None:
    """Return the visible sheet and cell of a remark, if there is one."""
    place = remark.location
    seen = place is not None and place.path == path and place.sheet not in ("", OWN_SHEET)
    return (place.sheet, place.cell) if place and seen and re.fullmatch(_CELL, place.cell) else None
