"""The overview of several reports: a line for each, units by indicators, and courses over a year.

Must not know the content of a single report, except the anchors of links.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from checker.domain.axes import EXEMPT, Kind, Severity
from checker.domain.codes import Code
from checker.domain.interval import Interval
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.report import Finding, Report, Result, Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.consolidated.table import consolidated
from checker.reporters.html.charts import Moment, course_of
from checker.reporters.html.phrases import WEIGHTS, Voice
from checker.reporters.html.single import anchor_of, segments
from checker.reporters.html.view_model import CourseView, Heat, MapCell, ReportMention, ReportRow, Sign, Together, Year

__all__ = ["heats", "line", "ranks_of", "together", "years"]

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)

_SEVERAL: Final = 2
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING)


def line(number: int, report: Report, voice: Voice, rank: str = "") -> ReportRow:
    """Return a report's line in the overview."""
    counts = report.tally
    sentence = message("{met}/{counted} targets met", met=counts.met, counted=counts.counted)
    return ReportRow(
        anchor_of(number),
        voice.text(report.unit.name),
        voice.language.period(report.submission.period),
        voice.sentence(sentence if counts.counted else message("0 targets assessed")),
        voice.gate(report.gate.decision),
        rank,
        tuple(segments(report, voice)),
    )


def ranks_of(run: Run, language: Language) -> dict[int, str]:
    """Return the ranks of the reports whose units are ranked, by the report's `id()`."""
    rows = [row for table in consolidated(run, language) for row in table.rows]
    return {id(row.report): str(row.rank) for row in rows if row.report is not None and row.rank is not None}


def heats(reports: Sequence[Report], voice: Voice) -> Iterator[Heat]:
    """Yield the map of units and indicators for each pack with several units."""
    for pack, numbered in _by(enumerate(reports), lambda one: one[1].pack.id):
        if len({report.submission.unit for _, report in numbered}) < _SEVERAL:
            continue
        columns = {
            result.indicator: (display_safe(result.code or result.indicator), voice.text(result.title))
            for _, report in numbered
            for result in report.results
            if result.decides
        }
        lines = tuple((line(*one, voice), tuple(_cells(*one, columns, voice))) for one in numbered)
        if len({row.period for row, _ in lines}) == 1:
            lines = tuple((row._replace(period=""), cells) for row, cells in lines)
        legend = dict.fromkeys(cell.sign for _, cells in lines for cell in cells if cell is not None)
        yield Heat(display_safe(pack), tuple(columns.values()), lines, tuple(legend))


def together(reports: Sequence[Report], voice: Voice) -> Iterator[Together]:
    """Yield the blocking and warning findings of the reports, most severe and frequent first, without repeats.

    Findings are combined if they have the same code and indicator. If all sentences are equal, the sentence appears
    once; else each report's figure is beside its unit.
    """
    several = len({report.submission.period for report in reports}) > 1
    kinds: dict[tuple[Severity, Code, str, bool], list[tuple[int, Report, Finding]]] = {}
    for number, report in enumerate(reports):
        for found in report.findings:
            if found.severity is not Severity.INFO:
                key = found.severity, found.code, found.indicator, found.gate in EXEMPT
                kinds.setdefault(key, []).append((number, report, found))
    for (severity, code, indicator, _), occurrences in sorted(
        kinds.items(), key=lambda one: (_WEIGHTS.index(one[0][0]), -len(one[1]))
    ):
        first = occurrences[0][2]
        sentences = {voice.sentence(found.message) for _, _, found in occurrences}
        results = [_result_of(report, found) for _, report, found in occurrences]
        named = next((one for one in results if one is not None), None)
        mentions = [
            ReportMention(
                anchor_of(number),
                voice.text(report.unit.name)
                + (f" {voice.language.period(report.submission.period)}" if several else ""),
                "" if len(sentences) == 1 else (voice.value(one) if one is not None else voice.sentence(found.message)),
            )
            for (number, report, found), one in zip(occurrences, results, strict=True)
        ]
        sign = Sign(*WEIGHTS[severity], voice.language.weight(severity, first.matter, code.id))
        title = voice.text(named.title) if named is not None and indicator else ""
        yield Together(sign, code.id, title, sentences.pop() if len(sentences) == 1 else "", tuple(mentions))


def _result_of(report: Report, finding: Finding) -> Result | None:
    own = [one for one in report.results if one.indicator == finding.indicator]
    return next((one for one in own if one.rule == finding.rule), next(iter(own), None))


def _cells(
    number: int, report: Report, columns: Mapping[str, tuple[str, str]], voice: Voice
) -> Iterator[MapCell | None]:
    found = {result.indicator: (place, result) for place, result in enumerate(report.results, 1) if result.decides}
    for indicator, (_, title) in columns.items():
        if indicator not in found:
            yield None
            continue
        place, result = found[indicator]
        sign = voice.stands(result, report.pack.levels)
        about = f"{voice.text(report.unit.name)}, {title}: {sign.word}"
        yield MapCell(f"{anchor_of(number)}-i{place}", sign, about, _figure(result, voice))


def _figure(result: Result, voice: Voice) -> str:
    """Return a figure without its unit, which the column shares."""
    value = result.value
    if value is None or value.lo is None or not value.is_point or result.kind is Kind.VERDICT:
        return ""
    return display_safe(voice.language.number(plain(value.lo)))


def years(reports: Sequence[Report], voice: Voice) -> Iterator[Year]:
    """Yield the courses over the year of each unit with several periods; the last report of a period counts."""
    for (pack, _), found in _by(reports, lambda one: (one.pack.id, one.submission.unit)):
        latest = {report.submission.period: report for report in found}
        ordered = sorted(latest.values(), key=lambda one: one.submission.period.order)
        if len(ordered) >= _SEVERAL:
            yield Year(f"{voice.text(ordered[0].unit.name)} · {display_safe(pack)}", tuple(_courses(ordered, voice)))


def _courses(reports: Sequence[Report], voice: Voice) -> Iterator[CourseView]:
    courses: dict[str, list[tuple[Period, Interval, Result]]] = {}
    for report in reports:
        for one in report.results:
            if one.decides and one.value is not None:
                courses.setdefault(one.indicator, []).append((report.submission.period, one.value, one))
    for moments in courses.values():
        if len(moments) < _SEVERAL:
            continue
        _, _, last = moments[-1]
        course = course_of(
            [
                Moment(period.last_month, value, one.pace_basis.expected if one.pace_basis else None)
                for period, value, one in moments
            ],
            last.bound,
        )
        values = (
            voice.sentence(message("{period}: {value}", period=voice.language.period(period), value=voice.value(one)))
            for period, _, one in moments
        )
        yield CourseView(voice.text(last.title), course, "; ".join(values))


def _by(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> Iterator[tuple[_Key, list[_Thing]]]:
    """Yield items grouped by key, in the order of their first item."""
    found: dict[_Key, list[_Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    yield from found.items()
