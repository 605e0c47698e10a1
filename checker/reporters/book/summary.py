"""The first sheet: every report's tally and gate, and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.domain.report import Report, Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.book.charts import fill_charts
from checker.reporters.book.sheet import GATES, SheetWriter
from checker.reporters.summary import dates, exit_of, gate_settings, rests_on, synthetic_notices, tally_parts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fill_summary"]

_WIDTHS: Final = (6, 40, 22, 11, 11, 11, 14, 11, 20)
_HEADINGS: Final = (
    message("No."),
    message("Reporting unit"),
    message("Reporting period"),
    message("Counted"),
    message("Met"),
    message("Unmet"),
    message("Without a verdict"),
    message("Not due"),
    message("Gate"),
)


def fill_summary(page: Worksheet, run: Run, language: Language) -> None:
    """Fill an empty sheet with the summary of a run."""
    sheet = SheetWriter(page, _WIDTHS)
    sheet.row += 1
    sheet.across(language.render(message("SUMMARY OF THE RESULTS")), "title")
    for sentence in dict.fromkeys(warning for report in run.reports for warning in synthetic_notices(report)):
        sheet.row += 1
        sheet.across(language.render(sentence), "warning")
    for sentence in gate_settings(run):
        sheet.row += 1
        sheet.across(language.render(sentence), "plain")
    if run.reports:
        _overview(sheet, run, language)
        fill_charts(sheet, run, language)
    for report in run.reports:
        _report(sheet, report, language)
    if run.diagnostics:
        sheet.row += 2
        text = message("{count} problems kept files or rows from being evaluated", count=len(run.diagnostics))
        sheet.across(language.render(text), "warning")
    for notice in run.notices:
        sheet.row += 1
        sheet.across(language.render(notice), "plain")
    ending = exit_of(run)
    sheet.row += 2
    text = message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason)
    sheet.across(language.render(text), "plain")
    sheet.page("", language.render(message("Page &P/&N")))


def _overview(sheet: SheetWriter, run: Run, language: Language) -> None:
    sheet.row += 2
    for column, heading in enumerate(_HEADINGS, 1):
        sheet.text(column, language.render(heading), "head")
    for number, report in enumerate(run.reports, 1):
        sheet.row += 1
        counts, decision = report.tally, report.gate.decision
        sheet.count(1, number, style="centre")
        sheet.text(2, language.text(report.unit.name))
        sheet.text(3, language.period(report.submission.period), "centre")
        for column, count in enumerate((counts.counted, counts.met, counts.unmet, counts.open, counts.not_due), 4):
            sheet.count(column, count)
        sheet.text(9, language.label(decision).upper(), GATES.get(decision, "doubt"))


def _report(sheet: SheetWriter, report: Report, language: Language) -> None:
    pack, submission = report.pack, report.submission
    sheet.row += 2
    title = f"{language.text(report.unit.name)} · {language.period(submission.period)}"
    sheet.across(title, "label")
    sheet.row += 1
    heading = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
    sheet.across(language.render(heading), "plain")
    for text in dates(report, language):
        sheet.row += 1
        sheet.across(text[:1].upper() + text[1:], "plain")
    for sentence in (*rests_on(report), *tally_parts(report)):
        sheet.row += 1
        sheet.across(language.render(sentence), "plain")
    sheet.row += 1
    decision = report.gate.decision
    sheet.across(
        language.render(message("Gate: {decision}", decision=language.label(decision).upper())),
        GATES.get(decision, "doubt"),
    )
    for reason in report.gate.reasons:
        sheet.row += 1
        sheet.across(f"{reason.code.id} {language.render(reason.message)}", "plain")
