"""The sheet of who has sent a report and when, with how many figures, and how much is to be clarified."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter

from checker.domain.text import message
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE
from checker.reporters.consolidated.book.table_sheet import TableSheet
from checker.reporters.consolidated.phrases import doubts, not_received, received, remark_of, unread_files
from checker.reporters.office.figures import capital

__all__ = ["receipt_sheet"]

_HEADS: Final = (
    message("No."),
    message("Reporting unit"),
    message("Report"),
    message("Sent on"),
    message("Figures as of"),
    message("Indicators with figures"),
    message("To be clarified"),
    message("Note"),
)
_WIDTHS: Final = (6, 40, 26, 13, 14, 13, 13, 40)


def receipt_sheet(frame: TableSheet) -> None:
    """Write a row for each unit, and below them the files that cannot be read."""
    table, language = frame.table, frame.language
    sheet = frame.titled(_WIDTHS)
    sheet.row += 1
    sheet.header([frame.render(heading) for heading in _HEADS])
    for place, row in enumerate(table.rows, 1):
        sheet.row += 1
        sheet.count(1, place, "centre")
        sheet.text(2, language.text(row.unit.name))
        sheet.text(8, remark_of(row, table, language))
        if row.report is None:
            sheet.text(3, not_received(row, language), "centre")
            for column in (4, 5, 6, 7):
                sheet.text(column, NOT_APPLICABLE, "centre")
            continue
        sheet.text(3, capital(frame.render(received(row, table))), "centre")
        for column, day in ((4, row.sent), (5, row.report.submission.as_of)):
            sheet.text(column, language.date(day) if day else NO_FIGURE, "centre")
        sheet.count(6, row.figures, "centre")
        sheet.count(7, doubts(row), "centre")
    for unread in unread_files(table, language):
        sheet.row += 1
        sheet.across(unread, "text")
    # The basis of the run is for people who verify the table, and is not printed.
    frame.page.print_area = f"A1:{get_column_letter(sheet.columns)}{sheet.row}"
    for sentence in table.grounds:
        sheet.row += 1
        sheet.across(capital(frame.render(sentence)), "plain")
    frame.end(sheet)
