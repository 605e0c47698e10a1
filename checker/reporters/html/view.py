"""What the page shows, as texts and shapes in the order of the page; the templates only lay it out.

Owns the choice of signs and of tones, which never stand without a word. Must not work out
anything that the report does not say, nor write any markup.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from checker.domain.axes import DataState, Gate, Pace, Severity, Verdict
from checker.domain.interval import Interval
from checker.domain.phrase import bound_phrase, percent, readable, value_phrase
from checker.domain.report import Finding, Report, Result, Run
from checker.domain.text import Message, message
from checker.domain.trouble import Diagnostic
from checker.language import Language, display_safe
from checker.reporters.diagnostics import frame
from checker.reporters.html.charts import Bullet, Course, Moment, bullet_of, course_of
from checker.reporters.items import LEFT_ASIDE
from checker.reporters.summary import exit_of, tally_parts

__all__ = ["GATES", "PACES", "VERDICTS", "WEIGHTS", "Page", "page_of"]

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)

_NOTHING: Final = "–"
_SEVERAL: Final = 2
_FRAME: Final = 100
"""Characters of a line that is shown as it stands in the file."""
_WORDS: Final = {
    "all": message("all"),
    "bound": message("bound"),
    "broken": message("Files that could not be evaluated"),
    "chart": message("chart"),
    "code": message("code"),
    "course": message("Over the year"),
    "course_note": message("line: reported; dashed: expected by then; dotted: the bound; hollow: not exact"),
    "filter": message("Show only rows with"),
    "findings": message("Findings"),
    "gate": message("gate"),
    "group": message("group"),
    "indicators": message("All indicators"),
    "legend": message(
        "bar: reported; line: the bound; shaded: where it is met; dashed: expected by now; outlined: not certain"
    ),
    "map": message("Units and indicators"),
    "of_plan": message("of the plan"),
    "order": message("in the pack's order"),
    "overview": message("All reports"),
    "pace": message("pace"),
    "period": message("period"),
    "place": message("place"),
    "reported": message("reported value"),
    "shown": message("shown"),
    "sort": message("sort"),
    "tally": message("targets"),
    "target": message("target"),
    "to_do": message("what to do"),
    "unit": message("reporting unit"),
    "verdict": message("verdict"),
}


class Sign(NamedTuple):
    """A word with its sign and tone.

    Args:
        tone: ``good``, ``bad``, ``doubt`` or ``calm``; a colour in the style sheet.
        mark: A sign that tells it apart without colour.
        word: What it means.
    """

    tone: str
    mark: str
    word: str


_GOOD, _BAD, _DOUBT, _CALM = "good", "bad", "doubt", "calm"
VERDICTS: Final = {
    Verdict.EXCEEDED: (_GOOD, "▲"),
    Verdict.MET: (_GOOD, "✓"),
    Verdict.UNMET: (_BAD, "✗"),
    Verdict.UNDECIDED: (_DOUBT, "?"),
    Verdict.NOT_DUE: (_CALM, "○"),
    Verdict.NO_DATA: (_DOUBT, "∅"),
    Verdict.INVALID: (_BAD, "!"),
    Verdict.NOT_ASSESSED: (_CALM, "·"),
}
PACES: Final = {
    Pace.AHEAD: (_GOOD, "▲"),
    Pace.ON_TRACK: (_GOOD, "✓"),
    Pace.AT_RISK: (_DOUBT, "◐"),
    Pace.BEHIND: (_BAD, "▼"),
    Pace.NONE: (_CALM, _NOTHING),
}
GATES: Final = {Gate.PASS: (_GOOD, "✓"), Gate.WARN: (_DOUBT, "!"), Gate.FAIL: (_BAD, "✗")}
WEIGHTS: Final = {Severity.ERROR: (_BAD, "✗"), Severity.WARNING: (_DOUBT, "!"), Severity.INFO: (_CALM, "i")}


class Remark(NamedTuple):
    """A finding, or what kept a file from being evaluated."""

    anchor: str
    sign: Sign
    code: str
    sentence: str
    frame: str
    details: tuple[tuple[str, str], ...]


class Row(NamedTuple):
    """An indicator of a report; `order` and `share` are what its value and percentage are sorted by."""

    anchor: str
    code: str
    title: str
    note: str
    child: bool
    reported: str
    order: str
    bound: str
    bullet: Bullet | None
    described: str
    of_plan: str
    share: str
    verdict: Sign
    pace: Sign
    data: str
    place: str
    remark: str


class Group(NamedTuple):
    """Indicators under one heading."""

    title: str
    rows: tuple[Row, ...]


class Part(NamedTuple):
    """A stretch of the bar that shows the tally, in hundredths."""

    sign: Sign
    targets: int
    start: float
    length: float


class Missed(NamedTuple):
    """A target that is not met or behind: its row, its name, and the value against the bound where there is one."""

    sign: Sign
    anchor: str
    title: str
    compared: str


class ReportView(NamedTuple):
    """One report."""

    anchor: str
    title: str
    subject: str
    file: str
    made_up: tuple[str, ...]
    gate: Sign
    decision: str
    missed: tuple[Missed, ...]
    reasons: tuple[str, ...]
    tally: tuple[str, ...]
    met: int
    counted: int
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]
    groups: tuple[Group, ...]
    verdicts: tuple[str, ...]
    paced: bool
    traced: str


class Line(NamedTuple):
    """A report in the overview."""

    anchor: str
    unit: str
    period: str
    tally: str
    gate: Sign


class Cell(NamedTuple):
    """An indicator of a report in the map."""

    anchor: str
    sign: Sign
    about: str


class Heat(NamedTuple):
    """How the units of a pack stand, indicator by indicator."""

    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[tuple[Line, tuple[Cell | None, ...]], ...]
    legend: tuple[Sign, ...]


class CourseView(NamedTuple):
    """An indicator over the periods of a year."""

    title: str
    course: Course
    described: str


class Year(NamedTuple):
    """A unit over the periods of a year."""

    title: str
    courses: tuple[CourseView, ...]


class Page(NamedTuple):
    """The whole page."""

    language: str
    title: str
    words: Mapping[str, str]
    broken: tuple[Remark, ...]
    overview: tuple[Line, ...]
    heats: tuple[Heat, ...]
    years: tuple[Year, ...]
    reports: tuple[ReportView, ...]
    notices: tuple[str, ...]
    ending: str


def page_of(run: Run, language: Language) -> Page:
    """Put together what a page shows of a run."""
    return _Writer(run, language).page()


class _Writer:
    def __init__(self, run: Run, language: Language) -> None:
        self._run = run
        self._language = language

    def page(self) -> Page:
        run, language = self._run, self._language
        ending = exit_of(run)
        several = len(run.reports) >= _SEVERAL
        titles = dict.fromkeys(self._safe(language.text(report.pack.title)) for report in run.reports)
        return Page(
            language.code,
            " · ".join(titles) or self._said(message("Check of the report")),
            {key: self._said(word) for key, word in _WORDS.items()},
            tuple(self._broken(number, found) for number, found in enumerate(run.diagnostics)),
            tuple(self._line(number, report) for number, report in enumerate(run.reports)) if several else (),
            tuple(self._heats()),
            tuple(self._years()),
            tuple(self._report(number, report) for number, report in enumerate(run.reports)),
            tuple(self._said(notice) for notice in run.notices),
            self._said(message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason)),
        )

    # ---- words -----------------------------------------------------------------------------

    def _said(self, sentence: Message) -> str:
        return self._safe(self._language.render(sentence))

    @staticmethod
    def _safe(text: str) -> str:
        return display_safe(text)

    def _verdict(self, verdict: Verdict) -> Sign:
        return Sign(*VERDICTS[verdict], self._language.label(verdict))

    def _pace(self, pace: Pace) -> Sign:
        return Sign(*PACES[pace], self._language.label(pace))

    def _gate(self, gate: Gate) -> Sign:
        return Sign(*GATES.get(gate, (_DOUBT, "!")), self._language.label(gate))

    # ---- one report ------------------------------------------------------------------------

    def _report(self, number: int, report: Report) -> ReportView:
        language, pack, submission = self._language, report.pack, report.submission
        anchor = f"r{number + 1}"
        title = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
        subject = [submission.unit, language.period(submission.period)]
        if submission.as_of is not None:
            subject.append(language.render(message("figures as of {date}", date=language.date(submission.as_of))))
        made_up = [
            self._said(said)
            for synthetic, said in (
                (submission.synthetic, message("SYNTHETIC DATA: made up, not published figures")),
                (pack.synthetic, message("SYNTHETIC PACK: made-up targets, set by nobody")),
            )
            if synthetic
        ]
        missed = tuple(self._missed(anchor, report))
        unmet = set(report.tally.unmet_indicators)
        unnamed = report.tally.unmet > sum(one.decides and one.indicator in unmet for one in report.results)
        first = {
            finding.indicator: f"{anchor}-f{place + 1}" for place, finding in reversed([*enumerate(_ordered(report))])
        }
        return ReportView(
            anchor,
            self._said(title),
            self._safe(" · ".join(subject)),
            self._safe(submission.path),
            tuple(made_up),
            self._gate(report.gate.decision),
            self._said(message("Gate: {decision}", decision=language.label(report.gate.decision).upper())),
            missed,
            tuple(f"{reason.code.id} {self._said(reason.message)}" for reason in report.gate.reasons),
            # The one that names the unmet is shown as a list with their figures, if it is whole.
            tuple(self._said(part) for part in tally_parts(report) if unnamed or "indicators" not in dict(part.values)),
            report.tally.met,
            report.tally.counted,
            tuple(self._parts(report)),
            tuple(self._remarks(anchor, report)),
            tuple(self._groups(anchor, report, first)),
            tuple(language.label(verdict) for verdict in dict.fromkeys(one.verdict for one in report.results)),
            any(one.pace is not Pace.NONE for one in report.results),
            self._safe(f"{pack.id} {pack.sha256[:12]} · {submission.sha256[:12]} · {report.engine}"),
        )

    def _missed(self, anchor: str, report: Report) -> Iterator[Missed]:
        unmet = set(report.tally.unmet_indicators)
        for number, result in enumerate(report.results, 1):
            behind = result.verdict is Verdict.NOT_DUE and result.pace is Pace.BEHIND
            if result.decides and (behind or result.indicator in unmet):
                sign = self._pace(result.pace) if behind else self._verdict(result.verdict)
                title = self._safe(self._language.text(result.title))
                yield Missed(sign, f"{anchor}-i{number}", title, self._described(result, self._bound(result)))

    def _bound(self, result: Result) -> str:
        return self._said(bound_phrase(result.bound, result.unit)) if result.bound else _NOTHING

    def _parts(self, report: Report) -> Iterator[Part]:
        """Yield how the tally divides, met first."""
        tally = report.tally
        counts = (
            (self._verdict(Verdict.MET), tally.met),
            (self._verdict(Verdict.UNMET), tally.unmet),
            (Sign(_DOUBT, "?", self._said(message("without a verdict"))), tally.open),
            (self._verdict(Verdict.NOT_DUE), tally.not_due),
        )
        whole, start = sum(count for _, count in counts), 0
        for sign, count in counts:
            if count:
                yield Part(sign, count, round(100 * start / whole, 2), round(100 * count / whole, 2))
            start += count

    def _remarks(self, anchor: str, report: Report) -> Iterator[Remark]:
        for number, finding in enumerate(_ordered(report), 1):
            sign = Sign(*WEIGHTS[finding.severity], self._language.label(finding.severity))
            if finding.gate in LEFT_ASIDE:
                sign = Sign(_CALM, "–", self._language.label(finding.gate))
            yield Remark(
                f"{anchor}-f{number}",
                sign,
                finding.code.id,
                self._said(finding.message),
                _framed(finding),
                tuple(self._details(finding)),
            )

    def _details(self, finding: Finding) -> Iterator[tuple[str, str]]:
        for label, said in finding.details:
            yield self._said(label), self._said(said)
        if finding.location is not None and not finding.details:
            yield self._said(_WORDS["place"]), self._safe(str(finding.location))
        if finding.hint is not None:
            yield self._said(_WORDS["to_do"]), self._said(finding.hint)

    def _broken(self, number: int, found: Diagnostic) -> Remark:
        sign = Sign(*WEIGHTS[found.severity], self._language.label(found.severity))
        details = [(self._said(_WORDS["place"]), self._safe(str(found.location)))]
        if found.hint is not None:
            details.append((self._said(_WORDS["to_do"]), self._said(found.hint)))
        return Remark(f"d{number + 1}", sign, found.code.id, self._said(found.message), _framed(found), tuple(details))

    # ---- indicators ------------------------------------------------------------------------

    def _groups(self, anchor: str, report: Report, first: Mapping[str, str]) -> Iterator[Group]:
        titles = dict.fromkeys(self._safe(self._language.text(one.group)) for one in report.results)
        rows: dict[str, list[Row]] = {title: [] for title in titles}
        for number, result in enumerate(report.results, 1):
            row = self._row(f"{anchor}-i{number}", result, first.get(result.indicator, ""), report.submission.path)
            rows[self._safe(self._language.text(result.group))].append(row)
        yield from (Group(title, tuple(found)) for title, found in rows.items())

    def _row(self, anchor: str, result: Result, remark: str, path: str) -> Row:
        language, share = self._language, result.percent_of_plan
        bound = self._bound(result)
        notes = [
            message("assigned by {office}", office=result.assigned_by) if result.assigned_by else None,
            message("since {date}", date=result.since) if result.since else None,
            message("who answers for it: {owner}", owner=result.owner) if result.owner else None,
        ]
        return Row(
            anchor,
            self._safe(result.code or result.indicator),
            self._safe(language.text(result.title)),
            " · ".join(self._said(note) for note in notes if note),
            bool(result.parent),
            self._safe(result.text) or _NOTHING,
            _order(result.value),
            bound,
            bullet_of(result),
            self._described(result, bound),
            _NOTHING if share is None else self._said(percent(Fraction(share) / 100, Fraction(1))),
            "" if share is None else f"{float(share):.6f}",
            self._verdict(result.verdict),
            self._pace(result.pace),
            language.label(result.data) if result.data is not DataState.FINAL else "",
            # The path of the report itself stands above.
            self._safe(str(result.location).removeprefix(f"{path}:").removeprefix(path).strip())
            if result.location
            else "",
            remark,
        )

    def _described(self, result: Result, bound: str) -> str:
        """Say in words what a chart shows."""
        if result.value is None or result.bound is None:
            return ""
        number = result.bound.number
        value = self._safe(result.text) if number is None else self._said(value_phrase(result.value, result.unit))
        said = message("{value} against {bound}", value=value, bound=bound)
        if result.pace_basis is None:
            return self._said(said)
        expected = readable(result.pace_basis.expected, result.unit)
        return self._said(message("{said}; {expected} is expected by now", said=said, expected=expected))

    # ---- several reports -------------------------------------------------------------------

    def _line(self, number: int, report: Report) -> Line:
        counts = report.tally
        said = message("{met}/{counted} targets met", met=counts.met, counted=counts.counted)
        return Line(
            f"r{number + 1}",
            self._safe(report.submission.unit),
            self._language.period(report.submission.period),
            self._said(said if counts.counted else message("no target can be counted yet")),
            self._gate(report.gate.decision),
        )

    def _heats(self) -> Iterator[Heat]:
        for pack, numbered in _by(enumerate(self._run.reports), lambda one: one[1].pack.id):
            if len({report.submission.unit for _, report in numbered}) < _SEVERAL:
                continue
            columns = {
                result.indicator: (
                    self._safe(result.code or result.indicator),
                    self._safe(self._language.text(result.title)),
                )
                for _, report in numbered
                for result in report.results
                if result.decides
            }
            lines = tuple((self._line(*one), tuple(self._cells(*one, columns))) for one in numbered)
            legend = dict.fromkeys(cell.sign for _, cells in lines for cell in cells if cell is not None)
            yield Heat(self._safe(pack), tuple(columns.values()), lines, tuple(legend))

    def _cells(self, number: int, report: Report, columns: Mapping[str, tuple[str, str]]) -> Iterator[Cell | None]:
        found = {result.indicator: (place, result) for place, result in enumerate(report.results, 1) if result.decides}
        for indicator, (_, title) in columns.items():
            if indicator not in found:
                yield None
                continue
            place, result = found[indicator]
            running = result.verdict is Verdict.NOT_DUE and result.pace is not Pace.NONE
            sign = self._pace(result.pace) if running else self._verdict(result.verdict)
            yield Cell(f"r{number + 1}-i{place}", sign, f"{self._safe(report.submission.unit)}, {title}: {sign.word}")

    def _years(self) -> Iterator[Year]:
        for _, reports in _by(self._run.reports, lambda one: (one.pack.id, one.submission.unit)):
            latest = {report.submission.period: report for report in reports}
            ordered = sorted(latest.values(), key=lambda one: one.submission.period.last_month)
            if len(ordered) >= _SEVERAL:
                courses = tuple(self._courses(ordered))
                yield Year(self._safe(f"{reports[0].submission.unit} · {reports[0].pack.id}"), courses)

    def _courses(self, reports: Sequence[Report]) -> Iterator[CourseView]:
        last = {result.indicator: result for report in reports for result in report.results if result.decides}
        for indicator, result in last.items():
            told = [
                (report.submission.period, one.value, one)
                for report in reports
                for one in report.results
                if one.decides and one.indicator == indicator and one.value is not None
            ]
            if len(told) < _SEVERAL:
                continue
            moments = [
                Moment(period.last_month, value, one.pace_basis.expected if one.pace_basis else None)
                for period, value, one in told
            ]
            values = tuple(
                message("{period}: {value}", period=self._language.period(period), value=value_phrase(value, one.unit))
                for period, value, one in told
            )
            yield CourseView(
                self._safe(self._language.text(result.title)),
                course_of(moments, result.bound),
                "; ".join(self._said(value) for value in values),
            )


def _framed(found: Finding | Diagnostic) -> str:
    """Return the line that is wrong, with carets under what is wrong in it, where that is known."""
    if found.excerpt is None or found.location is None:
        return ""
    return "\n".join(frame(found.excerpt, found.location.line, _FRAME))


def _ordered(report: Report) -> list[Finding]:
    """Return the findings, errors first."""
    return sorted(report.findings, key=lambda finding: [*WEIGHTS].index(finding.severity))


def _order(value: Interval | None) -> str:
    """Return the number by which a value is sorted, near enough."""
    end = None if value is None else value.lo if value.lo is not None else value.hi
    return "" if end is None else f"{float(end):.6f}"


def _by(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> Iterator[tuple[_Key, list[_Thing]]]:
    """Yield things by what they share, in the order of the first of each."""
    found: dict[_Key, list[_Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    yield from found.items()
