"""The view of one report: the verdicts at a glance, the findings, every indicator.

Must not compute anything that is not in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.comparator import traits_of
from checker.domain.interval import Interval
from checker.domain.phrase import percent
from checker.domain.report import Finding, Report, Result
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.html.charts import bullet_of
from checker.reporters.html.phrases import BAD, CALM, DOUBT, GOOD, NOTHING, WEIGHTS, WORDS, Voice
from checker.reporters.html.view_model import BarSegment, IndicatorRow, ReportView, RowGroup, ShownFinding, Sign
from checker.reporters.office.earlier import earlier_notes, last_period_of, year_earlier_of
from checker.reporters.office.explained import answers_of
from checker.reporters.office.figures import amount, points
from checker.reporters.office.sentences import gap_of, is_above
from checker.reporters.summary import dates, rests_on, tally_parts

__all__ = ["anchor_of", "report_of", "segments"]


_TONES: Final = (GOOD, CALM, DOUBT, BAD)
_IN_THE_BAR: Final = ("{met}/{counted} targets met", "{count} without a verdict", "{count} not due yet")
"""The matters that the score and the bar already show."""


def anchor_of(number: int) -> str:
    """Return the anchor of a report of the run, counted from 0."""
    return f"r{number + 1}"


def report_of(number: int, report: Report, voice: Voice) -> ReportView:
    """Return the view of a report."""
    language, pack, submission, tally = voice.language, report.pack, report.submission, report.tally
    anchor = anchor_of(number)
    title = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
    subject = [language.text(report.unit.name), language.period(submission.period), *dates(report, language)]
    made_up = (
        (submission.synthetic, message("SYNTHETIC DATA: made up, not published figures")),
        (pack.synthetic, message("SYNTHETIC PACK: made-up targets, set by nobody")),
    )
    rows, remarks = _rows(anchor, report, voice)
    groups = tuple(_groups(rows, voice))
    named = {row.anchor for group in groups if group.first for row in group.rows}
    # The unmet targets are the first rows of the table, so the sentence that names them is omitted.
    whole = tally.unmet <= sum(row.anchor in named for row in rows)
    parts = [
        part
        for part in tally_parts(report)
        if part.template not in _IN_THE_BAR and not (whole and "indicators" in dict(part.values))
    ]
    return ReportView(
        anchor,
        voice.sentence(title),
        display_safe(" · ".join(subject)),
        " · ".join((voice.display(submission.path), *map(voice.sentence, rests_on(report)))),
        tuple(voice.sentence(text) for synthetic, text in made_up if synthetic),
        voice.gate(report.gate.decision),
        voice.sentence(message("Gate: {decision}", decision=language.label(report.gate.decision).upper())),
        tuple(f"{reason.code.id} {voice.sentence(_unnamed(reason))}" for reason in report.gate.reasons),
        tuple(map(voice.sentence, parts)),
        tally.met,
        tally.counted,
        tuple(segments(report, voice)),
        remarks,
        groups,
        tuple(dict.fromkeys(row.group for row in rows)),
        tuple(language.label(verdict) for verdict in dict.fromkeys(one.verdict for one in report.results)),
        display_safe(f"{pack.id} {pack.sha256[:12]} · {submission.sha256[:12]} · {report.engine}"),
    )


def _unnamed(reason: Finding) -> Message:
    """Return a reason of the gate without the indicators, which are in the table."""
    return reason.message._replace(template=reason.message.template.removesuffix(": {indicators}"))


def _rows(anchor: str, report: Report, voice: Voice) -> tuple[list[IndicatorRow], tuple[ShownFinding, ...]]:
    """Return the rows with their findings, and the findings without a row."""
    places: dict[str, list[int]] = {}
    for place, result in enumerate(report.results):
        places.setdefault(result.indicator, []).append(place)
    found: dict[int, list[ShownFinding]] = {}
    others: list[ShownFinding] = []
    # Errors first.
    for number, finding in enumerate(sorted(report.findings, key=lambda one: [*WEIGHTS].index(one.severity)), 1):
        own = places.get(finding.indicator, [])
        # If an indicator has several targets, the finding belongs to the one at its location, else to the first.
        if not own:
            others.append(voice.remark(f"{anchor}-f{number}", finding))
            continue
        place = next((one for one in own if report.results[one].rule == finding.rule), own[0])
        result = report.results[place]
        in_row = (result.verdict.value, result.pace.value)
        found.setdefault(place, []).append(voice.remark(f"{anchor}-f{number}", finding, in_row))
    rows = [
        _row(f"{anchor}-i{place + 1}", result, tuple(found.get(place, ())), report, voice)
        for place, result in enumerate(report.results)
    ]
    return rows, tuple(others)


def _groups(rows: Sequence[IndicatorRow], voice: Voice) -> Iterator[RowGroup]:
    """Yield the rows that need attention, then the others in the pack's groups; each row appears once."""
    first = tuple(row for row in rows if row.stands.tone == BAD or any(one.sign.tone != CALM for one in row.remarks))
    if first:
        yield RowGroup(voice.sentence(WORDS["needed"]), first, first=True)
    others: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        if row not in first:
            others.setdefault(row.group, []).append(row)
    yield from (RowGroup(title, tuple(found)) for title, found in others.items())


def segments(report: Report, voice: Voice) -> Iterator[BarSegment]:
    """Yield the parts of the tally, met first; targets that are not due are divided by their present standing."""
    tally, not_due = report.tally, voice.verdict(Verdict.NOT_DUE)
    waiting = [one for one in report.results if one.counted and one.verdict is Verdict.NOT_DUE]
    running = Counter(voice.stands(one, report.pack.levels) for one in waiting)
    del running[not_due]
    counts = (
        (voice.verdict(Verdict.MET), tally.met),
        (voice.verdict(Verdict.UNMET), tally.unmet),
        (Sign(DOUBT, "?", voice.sentence(message("without a verdict"))), tally.open),
        *sorted(running.items(), key=lambda one: _TONES.index(one[0].tone)),
        (not_due, tally.not_due - running.total()),
    )
    whole, start = sum(count for _, count in counts), 0
    for sign, count in counts:
        if count:
            yield BarSegment(sign, count, round(100 * start / whole, 2), round(100 * count / whole, 2))
        start += count


def _row(anchor: str, result: Result, remarks: tuple[ShownFinding, ...], report: Report, voice: Voice) -> IndicatorRow:
    path = report.submission.path
    share = result.percent_of_plan
    notes = [
        message("assigned by {office}", office=result.assigned_by) if result.assigned_by else None,
        message("since {date}", date=result.since) if result.since else None,
        message("who answers for it: {owner}", owner=result.owner) if result.owner else None,
    ]
    # The path of the report itself is above.
    place = "" if result.location is None else str(result.location).removeprefix(f"{path}:").removeprefix(path).strip()
    return IndicatorRow(
        anchor,
        display_safe(result.code or result.indicator),
        voice.text(result.title),
        " · ".join(voice.sentence(note) for note in notes if note),
        bool(result.parent),
        display_safe(result.text) or NOTHING,
        _order(result.value),
        voice.bound(result),
        display_safe(_gap(result, voice.language)),
        bullet_of(result),
        voice.compared(result),
        NOTHING if share is None else voice.sentence(percent(Fraction(share) / 100, Fraction(1))),
        "" if share is None else f"{float(share):.6f}",
        voice.language.label(result.verdict),
        voice.stands(result, report.pack.levels),
        None if result.verdict is Verdict.NOT_DUE or result.pace is Pace.NONE else voice.pace(result.pace),
        voice.language.label(result.data) if result.data is not DataState.FINAL else "",
        _before(result, voice.language),
        voice.display(place),
        voice.text(result.group),
        remarks,
        tuple((label, display_safe(text)) for label, text in answers_of(result, voice.language)),
    )


def _before(result: Result, language: Language) -> tuple[str, ...]:
    """Return the earlier figures of a target, with remarks."""
    earlier = (year_earlier_of(result, language), last_period_of(result, language), *earlier_notes(result, language))
    return tuple(map(display_safe, filter(None, earlier)))


def _gap(result: Result, language: Language) -> str:
    """Return the gap of a target: shortfall or surplus, or before it is due, the gap to the expected progress."""
    if result.verdict is Verdict.NOT_DUE:
        gap = gap_of(result)
        if gap is None or result.value is None:
            return NOTHING
        text = points(gap, language)
        return language.render(
            message("{difference} behind", difference=text)
            if gap < 0
            else message("{difference} ahead", difference=text)
        )
    short, bound = result.shortfall, result.bound
    if short is None or bound is None:
        return NOTHING
    if not short:
        return language.render(message("on the bound")) if result.verdict is Verdict.UNMET else NOTHING
    size = abs(Fraction(short))
    text = points(size, language, 6) if result.unit == "%" else amount(size, result.unit, language)
    traits = traits_of(bound.comparator)
    if bound.upper is not None or not traits.level:
        return language.render(message("{difference} are missing", difference=text)) if short > 0 else NOTHING
    above = (short > 0) is traits.ceiling if traits.ceiling or traits.floor else is_above(result)
    return language.render(
        message("{difference} above it", difference=text)
        if above
        else message("{difference} below it", difference=text)
    )


def _order(value: Interval | None) -> str:
    """Return an approximate number to sort a value by."""
    end = None if value is None else value.lo if value.lo is not None else value.hi
    return "" if end is None else f"{float(end):.6f}"
