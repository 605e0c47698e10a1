"""The sheet with a row for each unit and indicator: a real table, to filter and sort."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from checker.domain.axes import Pace, Verdict
from checker.domain.number import plain, rounded_distinct
from checker.domain.report import Report, Result
from checker.domain.text import message
from checker.language import Language
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE, AnnexFigure
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.consolidated.book.table_sheet import TableSheet, link, put
from checker.reporters.consolidated.matrix import share_of
from checker.reporters.consolidated.phrases import source_of
from checker.reporters.consolidated.ranks import ranked
from checker.reporters.consolidated.table import Column, UnitFigure, UnitRow
from checker.reporters.office.earlier import earlier_cells, earlier_headings, earlier_notes
from checker.reporters.office.sentences import gap_of
from checker.reporters.warning_signs import sign_of

__all__ = ["long_sheet"]

_PLACES: Final = 12
_HEADS: Final = (
    message("Reporting unit"),
    message("Indicator name"),
    message("Measure"),
    message("Plan of the year"),
    message("Actual"),
    message("{sign} of plan", sign="%"),
    message("Assessment"),
    message("Pace"),
    message("Gap (percentage points)"),
    message("Rank"),
    message("Source"),
)
# A page of A4 holds some 215 characters of this size at 65 %, below which nobody reads them.
_WIDTHS: Final = (20, 36, 10, 13, 12, 9, 13, 16, 9, 7, 26)
_EARLIER: Final = 6
"""The columns of earlier figures, if any, follow this many columns of the long form."""
_EARLIER_WIDTHS: Final = (12, 12, 9, 20)


def long_sheet(frame: TableSheet) -> None:
    """Write a row for each unit and indicator, in the order of the ranks."""
    results = [cell.result for row in frame.table.rows for cell in row.cells if cell is not None]
    beside = any(one.year_earlier or one.last_period for one in results)
    between = _EARLIER_WIDTHS if beside else ()
    sheet = frame.titled((*_WIDTHS[:_EARLIER], *between, *_WIDTHS[_EARLIER:]))
    sheet.row += 1
    top = sheet.row
    heads = [frame.render(heading) for heading in _HEADS]
    if beside:
        more = (*earlier_headings(results, frame.language), frame.render(message("What earlier figures are")))
        heads[_EARLIER:_EARLIER] = more
    sheet.header(heads)
    lines = _Lines(frame, sheet, beside=beside)
    for place, column in enumerate(frame.table.columns):
        for rank, row, cell in ranked(frame.table, place):
            if row.report is not None:
                lines.write(row, row.report, column, cell, rank)
    if sheet.row > top:
        last = get_column_letter(len(heads))
        table = Table(displayName=f"Bieu_{frame.number}{frame.suffix}", ref=f"A{top}:{last}{sheet.row}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        frame.page.add_table(table)
    frame.end(sheet)


class _Lines:
    """Writes the rows of the table."""

    def __init__(self, frame: TableSheet, sheet: SheetWriter, *, beside: bool) -> None:
        self._frame = frame
        self._sheet = sheet
        self._beside = beside

    def write(self, row: UnitRow, report: Report, column: Column, cell: UnitFigure, rank: int | None) -> None:
        """Write the row of a unit and an indicator."""
        sheet = self._sheet
        sheet.row += 1
        result, language = cell.result, self._frame.language
        sheet.text(1, language.text(row.unit.name))
        sheet.text(2, column.title)
        sheet.text(3, column.unit, "centre")
        plan = cell.line.plan if cell.line.plan.text else AnnexFigure(NOT_APPLICABLE)
        for at, figure in enumerate((plan, cell.line.actual, share_of(cell)), 4):
            put(sheet, at, figure, "figure", "centre")
        at = _EARLIER + 1
        if self._beside:
            year, of_year = earlier_cells(result.year_earlier, language)
            for figure in (earlier_cells(result.last_period, language)[0], year, of_year):
                put(sheet, at, figure if figure.text else AnnexFigure(NO_FIGURE), "figure", "centre")
                at += 1
            sheet.text(at, "; ".join(earlier_notes(result, language)))
            at += 1
        sheet.text(at, cell.line.verdict, "centre")
        sheet.text(at + 1, _status_text(result, report, language), "centre")
        gap = gap_of(result)
        if gap is None or result.verdict is not Verdict.NOT_DUE:
            sheet.text(at + 2, NOT_APPLICABLE, "centre")
        else:
            shown = rounded_distinct(gap, Fraction(0), 1)
            sheet.number(at + 2, plain(gap, _PLACES), max(-int(shown.as_tuple().exponent), 1), language.number(shown))
        if rank is None:
            sheet.text(at + 3, NOT_APPLICABLE, "centre")
        else:
            sheet.count(at + 3, rank, "centre")
        sheet.text(at + 4, source_of(report, cell))
        link(sheet, at + 4, report, cell)


def _status_text(result: Result, report: Report, language: Language) -> str:
    """Return the pace of a target, or its warning level if there are levels."""
    if result.level is not None:
        mark, _ = sign_of(report.pack.levels.index(result.level), len(report.pack.levels))
        return f"{mark} {language.text(result.level.name)}"
    return language.label(result.pace) if result.pace is not Pace.NONE else NOT_APPLICABLE
