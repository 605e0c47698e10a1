"""One report as the page shows it: the verdicts at a glance, the findings, every indicator.

Must not work out anything that the report does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.interval import Interval
from checker.domain.phrase import percent
from checker.domain.report import Finding, Report, Result, Tally
from checker.domain.text import message
from checker.language import display_safe
from checker.reporters.html.charts import bullet_of
from checker.reporters.html.phrases import DOUBT, NOTHING, WEIGHTS, Voice
from checker.reporters.html.view_model import BarSegment, IndicatorRow, Missed, ReportView, RowGroup, Sign
from checker.reporters.summary import dates, rests_on, tally_parts

__all__ = ["anchor_of", "report_of"]


def anchor_of(number: int) -> str:
    """Return by which name a report of the run is linked to, counted from 0."""
    return f"r{number + 1}"


def report_of(number: int, report: Report, voice: Voice) -> ReportView:
    """Put together what is shown of a report."""
    language, pack, submission, tally = voice.language, report.pack, report.submission, report.tally
    anchor = anchor_of(number)
    title = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
    subject = [language.text(report.unit.name), language.period(submission.period), *dates(report, language)]
    made_up = (
        (submission.synthetic, message("SYNTHETIC DATA: made up, not published figures")),
        (pack.synthetic, message("SYNTHETIC PACK: made-up targets, set by nobody")),
    )
    unmet = set(tally.unmet_indicators)
    unnamed = tally.unmet > sum(one.decides and one.indicator in unmet for one in report.results)
    # The one part that names the unmet is shown as a list with their figures, if it is whole.
    parts = [part for part in tally_parts(report) if unnamed or "indicators" not in dict(part.values)]
    # Errors first; an indicator's row leads to the first that is said of it.
    findings = sorted(report.findings, key=lambda finding: [*WEIGHTS].index(finding.severity))
    anchors = [f"{anchor}-f{place}" for place, _ in enumerate(findings, 1)]
    return ReportView(
        anchor,
        voice.said(title),
        display_safe(" · ".join(subject)),
        " · ".join((display_safe(submission.path), *map(voice.said, rests_on(report)))),
        tuple(voice.said(said) for synthetic, said in made_up if synthetic),
        voice.gate(report.gate.decision),
        voice.said(message("Gate: {decision}", decision=language.label(report.gate.decision).upper())),
        tuple(_missed(anchor, report, voice)),
        tuple(f"{reason.code.id} {voice.said(reason.message)}" for reason in report.gate.reasons),
        tuple(map(voice.said, parts)),
        tally.met,
        tally.counted,
        tuple(_parts(tally, voice)),
        tuple(map(voice.remark, anchors, findings)),
        tuple(_groups(anchor, report, _first(anchors, findings), voice)),
        tuple(language.label(verdict) for verdict in dict.fromkeys(one.verdict for one in report.results)),
        any(one.pace is not Pace.NONE for one in report.results),
        display_safe(f"{pack.id} {pack.sha256[:12]} · {submission.sha256[:12]} · {report.engine}"),
    )


def _first(anchors: list[str], findings: list[Finding]) -> dict[str, str]:
    pairs = zip(anchors, findings, strict=True)
    return {finding.indicator: anchor for anchor, finding in reversed([*pairs])}


def _missed(anchor: str, report: Report, voice: Voice) -> Iterator[Missed]:
    """Yield the targets that are not met, and those behind of the ones that are not due."""
    unmet = set(report.tally.unmet_indicators)
    for number, result in enumerate(report.results, 1):
        behind = result.verdict is Verdict.NOT_DUE and result.pace is Pace.BEHIND
        if result.decides and (behind or result.indicator in unmet):
            sign = voice.pace(result.pace) if behind else voice.verdict(result.verdict)
            yield Missed(sign, f"{anchor}-i{number}", voice.text(result.title), voice.compared(result))


def _parts(tally: Tally, voice: Voice) -> Iterator[BarSegment]:
    """Yield how the tally divides, met first."""
    counts = (
        (voice.verdict(Verdict.MET), tally.met),
        (voice.verdict(Verdict.UNMET), tally.unmet),
        (Sign(DOUBT, "?", voice.said(message("without a verdict"))), tally.open),
        (voice.verdict(Verdict.NOT_DUE), tally.not_due),
    )
    whole, start = sum(count for _, count in counts), 0
    for sign, count in counts:
        if count:
            yield BarSegment(sign, count, round(100 * start / whole, 2), round(100 * count / whole, 2))
        start += count


def _groups(anchor: str, report: Report, first: Mapping[str, str], voice: Voice) -> Iterator[RowGroup]:
    rows: dict[str, list[IndicatorRow]] = {}
    for number, result in enumerate(report.results, 1):
        row = _row(f"{anchor}-i{number}", result, first.get(result.indicator, ""), report.submission.path, voice)
        rows.setdefault(voice.text(result.group), []).append(row)
    yield from (RowGroup(title, tuple(found)) for title, found in rows.items())


def _row(anchor: str, result: Result, remark: str, path: str, voice: Voice) -> IndicatorRow:
    share = result.percent_of_plan
    notes = [
        message("assigned by {office}", office=result.assigned_by) if result.assigned_by else None,
        message("since {date}", date=result.since) if result.since else None,
        message("who answers for it: {owner}", owner=result.owner) if result.owner else None,
    ]
    # The path of the report itself stands above.
    place = "" if result.location is None else str(result.location).removeprefix(f"{path}:").removeprefix(path).strip()
    return IndicatorRow(
        anchor,
        display_safe(result.code or result.indicator),
        voice.text(result.title),
        " · ".join(voice.said(note) for note in notes if note),
        bool(result.parent),
        display_safe(result.text) or NOTHING,
        _order(result.value),
        voice.bound(result),
        bullet_of(result),
        voice.compared(result),
        NOTHING if share is None else voice.said(percent(Fraction(share) / 100, Fraction(1))),
        "" if share is None else f"{float(share):.6f}",
        voice.verdict(result.verdict),
        voice.pace(result.pace),
        voice.language.label(result.data) if result.data is not DataState.FINAL else "",
        display_safe(place),
        remark,
    )


def _order(value: Interval | None) -> str:
    """Return the number by which a value is sorted, near enough."""
    end = None if value is None else value.lo if value.lo is not None else value.hi
    return "" if end is None else f"{float(end):.6f}"
