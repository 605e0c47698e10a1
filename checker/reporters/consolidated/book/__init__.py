"""The consolidated table as a workbook: figures, percentages of plans, a long form, and submission status.

Owns the order of the sheets. No cell is a formula. A figure is a number with a link to its source cell.
"""

from __future__ import annotations

from openpyxl import Workbook

from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.book.sheet import SheetWriter, add_styles
from checker.reporters.consolidated.book.figures import figure_sheet, share_sheet
from checker.reporters.consolidated.book.long_form import long_sheet
from checker.reporters.consolidated.book.receipt import receipt_sheet
from checker.reporters.consolidated.book.table_sheet import TableSheet
from checker.reporters.consolidated.table import consolidated
from checker.workbook_file import written

__all__ = ["workbook"]


def workbook(run: Run, language: Language) -> bytes:
    """Write the tables of a run; without any table, one sheet says so."""
    book = Workbook()
    add_styles(book)
    first = book.active
    if first is None:
        raise TypeError("a new workbook has a sheet")
    tables = consolidated(run, language)
    for place, table in enumerate(tables, 1):
        suffix = f" ({place})" if len(tables) > 1 else ""
        kinds = [figure_sheet, *([share_sheet] if table.judges_units else []), long_sheet, receipt_sheet]
        for number, fill in enumerate(kinds, 1):
            fill(TableSheet(book, table, language, number, suffix))
    if tables:
        book.remove(first)
    else:
        sheet = SheetWriter(first, (90,))
        sheet.row = 1
        sheet.across(language.render(message("No two units have sent a report for the same period")), "plain")
    book.properties.creator = "checker"
    # This property tells reports from filled-in forms when a folder is checked.
    book.properties.keywords = "checker-report"
    return written(book)
