"""A workbook of results for the office: summary with a chart, an annex for each report, findings.

Owns the order and names of the sheets. No cell is a formula, whatever a file contains, and the same run gives the same
file.
"""

from __future__ import annotations

from openpyxl import Workbook

from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.ooxml import cell_text
from checker.reporters.annex import roman
from checker.reporters.book.annex import fill_annex
from checker.reporters.book.findings import fill_findings
from checker.reporters.book.sheet import add_styles
from checker.reporters.book.summary import fill_summary
from checker.reporters.book.warning import fill_warning
from checker.reporters.office.period_phrases import is_within
from checker.workbook_file import written

__all__ = ["render"]


def render(run: Run, language: Language, /) -> bytes:
    """Write the workbook of a run."""
    book = Workbook()
    add_styles(book)
    summary = book.active
    if summary is None:
        raise TypeError("a new workbook has a sheet")
    summary.title = language.render(message("Summary"))
    fill_summary(summary, run, language)
    for place, report in enumerate(run.reports, 1):
        heading = message("Annex {number}", number=roman(place)) if len(run.reports) > 1 else message("Annex")
        fill_annex(book.create_sheet(language.render(heading)), report, language)
    warned = [report for report in run.reports if report.pack.levels and is_within(report)]
    for place, report in enumerate(warned, 1):
        named = language.render(message("Early warning"))
        fill_warning(book.create_sheet(f"{named} {roman(place)}" if len(warned) > 1 else named), report, language)
    fill_findings(book.create_sheet(language.render(message("Findings"))), run, language)
    book.properties.creator = "checker"
    # This property tells reports from filled-in forms when a folder is checked.
    book.properties.keywords = "checker-report"
    book.properties.title = cell_text(language.text(run.reports[0].pack.title)) if run.reports else None
    return written(book)
