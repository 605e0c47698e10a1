"""The common parts of reports for people: head, tally, gate and exit code.

Owns these sentences. Must not compute anything that is not in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from checker.domain.axes import Gate, Verdict
from checker.domain.exit import ExitCode
from checker.domain.report import Exit, Finding, GateDecision, Report, Run
from checker.domain.text import Message, Value, message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, GREEN, RED, YELLOW, cells, pad, paint, wrap

if TYPE_CHECKING:
    from checker.domain.survey import IndicatorTally, Survey

__all__ = [
    "GATE_COLOURS",
    "MADE_UP",
    "dates",
    "exit_of",
    "foot",
    "gate",
    "gate_settings",
    "grounds",
    "head",
    "overview",
    "pack_read",
    "preamble",
    "rests_on",
    "separator",
    "survey_foot",
    "survey_head",
    "survey_parts",
    "synthetic_notices",
    "tally",
    "tally_parts",
    "tally_sentence",
]

GATE_COLOURS: Final = {
    Gate.PASS: GREEN,
    Gate.WARN: YELLOW,
    Gate.FAIL: RED,
    Gate.WAIVED: YELLOW,
    Gate.KNOWN: YELLOW,
    Gate.IGNORED: YELLOW,
}

MADE_UP: Final = message("SYNTHETIC DATA: made up, not published figures")
_MADE_UP_PACK: Final = message("SYNTHETIC PACK: made-up targets, set by nobody")
_USUAL_ENGINE: Final = "rete"
_SEVERAL: Final = 2
_DIGEST: Final = 16
"""The digits of a digest to show people; json has all of them."""
_WHOLE_RUN: Final = {
    ExitCode.PASSED: message("every gate passed"),
    ExitCode.FAILED: message("a gate failed"),
    ExitCode.INVALID: message("a rule pack or the configuration is invalid"),
    ExitCode.UNREADABLE: message("a submission cannot be read, or fits no pack"),
    ExitCode.WARNED: message("warnings found (--fail-on warning)"),
    ExitCode.NOTHING: message("nothing was evaluated"),
}


def separator(number: int, width: int) -> tuple[str, ...]:
    """Return the separator before a report: nothing before the first, else a rule."""
    return ("=" * width, "") if number else ()


def head(report: Report, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the compared submission and pack, with a prominent note if figures are synthetic."""
    pack, submission = report.pack, report.submission
    title = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
    for line in wrap(display_safe(language.render(title)), width, "  ", first=""):
        yield paint(line, BOLD, enabled=colour)
    subject = [language.text(report.unit.name), language.period(submission.period)]
    subject += dates(report, language)
    if report.engine != _USUAL_ENGINE:
        subject.append(language.render(message("engine {engine}", engine=report.engine)))
    yield from wrap(display_safe(" · ".join(subject)), width, "  ", first="")
    yield from wrap(display_safe(submission.path), width)
    if submission.ignored:
        sentence = message(
            "{count} rows or columns were ignored (headings, notes, empty rows); --format json lists them",
            count=len(submission.ignored),
        )
        yield from wrap(display_safe(language.render(sentence)), width, "  ", first="")
    for sentence in rests_on(report):
        yield from wrap(display_safe(language.render(sentence)), width, "  ", first="")
    for warning in synthetic_notices(report):
        for line in wrap(language.render(warning), width, "  ", first=""):
            yield paint(line, RED, enabled=colour)
    yield ""


def preamble(run: Run, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the lines before all reports: the settings, and the options that make the gate easier to pass."""
    settings = tuple(gate_settings(run))
    for sentence in settings:
        for line in wrap(display_safe(language.render(sentence)), width, "  ", first=""):
            yield paint(line, YELLOW, enabled=colour)
    if settings:
        yield ""


def gate_settings(run: Run) -> Iterator[Message]:
    """Yield the settings file, and the options that make the gate easier to pass than the packs' own."""
    basis = run.basis
    if basis is None:
        return
    if basis.settings is not None:
        path, digest = basis.settings
        yield message("settings: {path} (SHA-256 {digest})", path=path, digest=digest[:_DIGEST])
    if basis.units is not None:
        path, digest = basis.units
        yield message("reporting units: {path} (SHA-256 {digest})", path=path, digest=digest[:_DIGEST])
    for one in basis.weakenings:
        option = f"--{one.option.replace('_', '-')}"
        values = one.values or ("–",)
        if one.location is None:
            yield message("weaker gate: {option}: {values}", option=option, values=values)
        else:
            place = str(one.location)
            yield message("weaker gate: {option}: {values} ({place})", option=option, values=values, place=place)


def grounds(run: Run) -> Iterator[Message]:
    """Yield the inputs of a run besides its submissions, except those that came with the program."""
    yield from gate_settings(run)
    yield from dict.fromkeys(sentence for report in run.reports for sentence in rests_on(report))


def rests_on(report: Report) -> Iterator[Message]:
    """Yield the origin of the pack, unless it came with the program."""
    if not report.pack.shipped:
        yield pack_read(report.pack.path, report.pack.sha256)


def pack_read(path: str, sha256: str) -> Message:
    """Return the file of a pack."""
    return message("pack: {path} (SHA-256 {digest})", path=path, digest=sha256[:_DIGEST])


def dates(report: Report, language: Language) -> Iterator[str]:
    """Yield the day of the figures, the reference date, and the deadline of the report."""
    if report.submission.as_of is not None:
        yield language.render(message("figures as of {date}", date=language.date(report.submission.as_of)))
    if report.day is not None:
        yield language.render(message("judged as of {date}", date=language.date(report.day)))
    due = dict(report.pack.due).get(report.submission.period)
    if due is not None:
        yield language.render(message("to be sent by {date}", date=language.date(due)))


def synthetic_notices(report: Report) -> Iterator[Message]:
    """Yield the prominent notes about synthetic data."""
    if report.submission.synthetic:
        yield MADE_UP
    if report.pack.synthetic:
        yield _MADE_UP_PACK


def tally(report: Report, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the number of targets met, the unmet ones, and the uncounted ones."""
    first, *parts = tally_parts(report)
    yield paint(language.render(first), BOLD, enabled=colour)
    for part in (*parts, *_levels(report)):
        yield from wrap(display_safe(language.render(part)), width, "    ", first="  ")


def _levels(report: Report) -> Iterator[Message]:
    """Yield the number of targets at each warning level, if there are any."""
    counts = Counter(one.level for one in report.results if one.counted and one.level is not None)
    if counts:
        levels = [one for one in reversed(report.pack.levels) if counts[one]]
        counted = tuple(message("{level}: {count}", level=one.name, count=counts[one]) for one in levels)
        yield message("warning levels: {levels}", levels=counted)


def tally_parts(report: Report) -> Iterator[Message]:
    """Yield the count of met targets, then details about the others."""
    counts = report.tally
    titles = {result.indicator: result.title for result in report.results}
    if counts.counted:
        yield message("{met}/{counted} targets met", met=counts.met, counted=counts.counted)
    else:
        yield message("0 targets assessed")
    if counts.unmet:
        names: tuple[Value, ...] = tuple(titles.get(id_, id_) for id_ in counts.unmet_indicators)
        named = message("{count} unmet: {indicators}", count=counts.unmet, indicators=names)
        yield named if names else message("{count} unmet, named nowhere", count=counts.unmet)
    if counts.open:
        yield message("{count} without a verdict", count=counts.open)
    if counts.not_due:
        yield message("{count} not due yet", count=counts.not_due)
    if counts.not_itemised:
        yield message("{count} of the counted are known only from the published tally", count=counts.not_itemised)


def gate(decision: GateDecision, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the gate's decision and its reasons."""
    line = language.render(message("Gate: {decision}", decision=language.label(decision.decision).upper()))
    yield paint(line, GATE_COLOURS[decision.decision], enabled=colour)
    for reason in decision.reasons:
        yield from _reason(reason, language, width)


def _reason(reason: Finding, language: Language, width: int) -> list[str]:
    text = f"{reason.code.id} {display_safe(language.render(reason.message))}"
    return wrap(text, width, " " * (len(reason.code.id) + 3), first="  ")


def exit_of(run: Run) -> Exit:
    """Return the run's exit code with its reason: that of its only report, else of the whole run."""
    for report in run.reports:
        if report.exit.code == run.exit_code and len(run.reports) == 1:
            return report.exit
    decisions = [report.gate.decision for report in run.reports] + ([run.survey.gate.decision] if run.survey else [])
    if run.exit_code is ExitCode.PASSED and Gate.FAIL in decisions:
        return Exit(ExitCode.PASSED, message("--exit-zero; without it: {reason}", reason=_WHOLE_RUN[ExitCode.FAILED]))
    return Exit(run.exit_code, _WHOLE_RUN[run.exit_code])


def overview(run: Run, language: Language, *, width: int, colour: bool, first: bool = False) -> Iterator[str]:
    """Yield a line for each report of a run with several, after a separating rule."""
    if len(run.reports) < _SEVERAL:
        return
    yield from () if first else separator(1, width)
    lines = [_overview_of(report, language) for report in run.reports]
    columns = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    fits = sum(columns) + 2 * len(columns) <= width
    for parts, report in zip(lines, run.reports, strict=True):
        if fits:
            *others, decision = (pad(part, column) for part, column in zip(parts, columns, strict=True))
            yield "  ".join([*others, paint(decision.rstrip(), GATE_COLOURS[report.gate.decision], enabled=colour)])
        else:
            yield from wrap(" · ".join(parts), width, "  ", first="")
    yield ""


def _overview_of(report: Report, language: Language) -> tuple[str, str, str, str]:
    counts = report.tally
    sentence = message("{met}/{counted} targets met", met=counts.met, counted=counts.counted)
    return (
        display_safe(language.text(report.unit.name)),
        language.period(report.submission.period),
        language.render(sentence if counts.counted else message("0 targets assessed")),
        language.label(report.gate.decision).upper(),
    )


def foot(run: Run, language: Language, *, width: int) -> list[str]:
    """Return the exit code and its reason."""
    ending = exit_of(run)
    sentence = message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason)
    return wrap(display_safe(language.render(sentence)), width, "  ", first="")


def tally_sentence(tally: IndicatorTally) -> Message:
    """Return the verdict counts of one indicator as a sentence."""
    counts = [message("{verdict}: {count}", verdict=one, count=n) for one, n in tally.verdicts]
    counts += [message("{verdict}: {count}", verdict=one, count=n) for one, n in tally.paces]
    if tally.without:
        counts.append(message("{verdict}: {count}", verdict=Verdict.NO_DATA, count=tally.without))
    return message("{units} units; {counts}", units=tally.units, counts=tuple(counts))


def survey_parts(survey: Survey) -> Iterator[Message]:
    """Yield the summary of a bulk run: row counts, verdicts, the gate's reasons, and the shown findings."""
    if survey.synthetic:
        yield _MADE_UP_PACK
    yield survey_rows(survey)
    yield from survey_verdicts(survey)
    yield message("gate: {gate}", gate=survey.gate.decision)
    for reason in survey.gate.reasons:
        yield reason.message
    yield from survey_shown(survey)


def survey_rows(survey: Survey) -> Message:
    """Return the row counts of a bulk run."""
    return message(
        "{rows} rows, engine {engine}: {judged} judged, {bad} bad, {superseded} superseded, {aside} not addressed",
        rows=survey.rows,
        engine=survey.engine,
        judged=survey.judged,
        bad=survey.bad,
        superseded=survey.superseded,
        aside=survey.not_addressed,
    )


def survey_verdicts(survey: Survey) -> Iterator[Message]:
    """Yield the number of results by verdict, if there are any."""
    verdicts = tuple(message("{verdict}: {count}", verdict=Verdict(name), count=n) for name, n in survey.verdicts)
    if verdicts:
        yield message("verdicts: {verdicts}", verdicts=verdicts)


def survey_shown(survey: Survey) -> Iterator[Message]:
    """Yield a note if not all findings are shown."""
    total = sum(n for _, n in survey.findings)
    if total > survey.shown:
        yield message(
            "{shown} of {total} findings are shown here, the worst units first", shown=survey.shown, total=total
        )


def survey_head(
    run: Run, packs: Iterable[Message], paths: Iterable[str], language: Language, *, width: int, colour: bool
) -> Iterator[str]:
    """Yield the lines before the findings of a bulk run: packs, row counts, and files."""
    for title in packs:
        for line in wrap(display_safe(language.render(title)), width, "  ", first=""):
            yield paint(line, BOLD, enabled=colour)
    if run.survey is not None:
        yield from wrap(display_safe(language.render(survey_rows(run.survey))), width, "  ", first="")
    for path in paths:
        yield from wrap(display_safe(path), width)
    if run.survey is not None and run.survey.synthetic:
        for line in wrap(language.render(_MADE_UP_PACK), width, "  ", first=""):
            yield paint(line, RED, enabled=colour)
    yield ""


def survey_foot(run: Run, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the results of a bulk run over all rows: verdicts, notices, and the gate."""
    survey = run.survey
    parts = [*survey_verdicts(survey), *survey_shown(survey)] if survey is not None else []
    for one in (*parts, *run.notices):
        yield from wrap(display_safe(language.render(one)), width, "  ", first="")
    if survey is not None:
        yield ""
        yield from gate(survey.gate, language, width=width, colour=colour)
    yield ""
