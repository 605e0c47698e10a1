"""The sheets of units and indicators: the figures, and the same in percent of each unit's plan with the ranks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from openpyxl.styles import Alignment

from checker.domain.report import Report
from checker.domain.text import message
from checker.reporters.annex import NOT_APPLICABLE, AnnexFigure
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.consolidated.book.table_sheet import TableSheet, link, put
from checker.reporters.consolidated.matrix import actual_of, matrix, share_of, whole_rows
from checker.reporters.consolidated.phrases import KEY, not_received, remark_of, without_total
from checker.reporters.consolidated.table import UnitRow

__all__ = ["figure_sheet", "share_sheet"]

_NUMBER: Final = 4.5
_NAME: Final = 21
_FIGURE: Final = 7.5
_ENDS: Final = (7.5, 6)
_HEAD_HEIGHT: Final = 100
"""The height of rotated headings in points, chosen so that twenty units fit on a page of A4."""
_HIGHEST_HEAD: Final = 320
_UPRIGHT: Final = 1.35
"""The height in points that a letter of a rotated heading takes, in the lines that a column has room for."""
_PAGE: Final = 190
"""How many characters of the smallest letters a page of A4 holds across."""
_REMARK: Final = 14
_WIDEST: Final = 60
_MOST_COLUMNS: Final = 24
"""With more indicators than this, columns are split into page groups by field."""


def figure_sheet(frame: TableSheet) -> None:
    """Write the figures, below the plan of the whole and its total."""
    remarked = any(remark_of(row, frame.table, frame.language) for row in frame.table.rows)
    sheet = _headed(frame, ranks=False, remarked=remarked)
    plans = [one.plan if one.plan.text else AnnexFigure(NOT_APPLICABLE) for one in frame.table.columns]
    _above(sheet, frame.render(message("Plan of the whole")), plans, "small figure", remarked=remarked)
    for whole in whole_rows(frame.table, frame.language):
        _above(sheet, whole.name, whole.figures, "small total", remarked=remarked)
    rows = matrix(frame.table, actual_of, frame.language)
    _units(frame, sheet, rows, ranks=False, remarked=remarked)
    _end(frame, sheet, frame.render(KEY), without_total(frame.table, frame.language))


def share_sheet(frame: TableSheet) -> None:
    """Write the figures in percent of each unit's plan, how many targets are met, and the rank."""
    sheet = _headed(frame, ranks=True, remarked=True)
    rows = matrix(frame.table, share_of, frame.language, percent=True)
    _units(frame, sheet, rows, ranks=True, remarked=True)
    _end(frame, sheet, frame.render(KEY))


def _headed(frame: TableSheet, *, ranks: bool, remarked: bool) -> SheetWriter:
    """Write the titles, and the groups over their indicators, whose titles are rotated."""
    columns = frame.table.columns
    widths = [_NUMBER, _NAME, *(_FIGURE for _ in columns), *(_ENDS if ranks else ())]
    # Few columns leave the remarks the rest of the page, so that no row needs two lines.
    rest = [min(max(_REMARK, _PAGE - sum(widths)), _WIDEST)] if remarked else []
    sheet = frame.titled((*widths, *rest))
    sheet.row += 1
    top = sheet.row
    for column in (1, 2):
        sheet.text(column, "", "small head")
    at = 3
    for group, own in groupby(columns, key=lambda column: column.group):
        width = len(list(own))
        sheet.across(group, "small head", at, at + width - 1)
        at += width
    for column in range(at, sheet.columns + 1):
        sheet.text(column, "", "small head")
    sheet.row += 1
    upright = [f"{one.title} ({one.unit})" if one.unit else one.title for one in columns]
    upright += [frame.render(message("Targets met")), frame.render(message("Rank"))] if ranks else []
    sheet.text(1, frame.render(message("No.")), "small head")
    sheet.text(2, frame.render(message("Reporting unit")), "small head")
    for column, text in enumerate(upright, 3):
        cell = sheet.text(column, text, "small head")
        cell.alignment = Alignment("center", "center", text_rotation=90, wrap_text=True)
    if remarked:
        sheet.text(sheet.columns, frame.render(message("Note")), "small head")
    longest = max(map(len, upright), default=0)
    frame.page.row_dimensions[sheet.row].height = min(max(_HEAD_HEIGHT, longest * _UPRIGHT), _HIGHEST_HEAD)
    frame.page.freeze_panes = f"C{sheet.row + 1}"
    frame.page.print_title_rows = f"{top}:{sheet.row}"
    frame.page.print_title_cols = "A:B"
    return sheet


def _above(sheet: SheetWriter, name: str, figures: Sequence[AnnexFigure], style: str, *, remarked: bool) -> None:
    """Write a row of the whole above those of the units."""
    sheet.row += 1
    sheet.text(1, "", "small head")
    sheet.text(2, name, "small name")
    for column, figure in enumerate(figures, 3):
        put(sheet, column, figure, style, "small centre")
    if remarked:
        sheet.text(sheet.columns, "", "small text")


def _units(
    frame: TableSheet, sheet: SheetWriter, rows: Sequence[Sequence[AnnexFigure]], *, ranks: bool, remarked: bool
) -> None:
    for place, (row, figures) in enumerate(zip(frame.table.rows, rows, strict=True), 1):
        sheet.row += 1
        sheet.text(1, str(place), "small centre")
        sheet.text(2, frame.language.text(row.unit.short_name), "small text")
        if row.report is None:
            sheet.across(not_received(row, frame.language), "small centre", 3)
            continue
        _unit(sheet, row, row.report, figures, ranks=ranks)
        if remarked:
            sheet.text(sheet.columns, remark_of(row, frame.table, frame.language), "small text")


def _unit(sheet: SheetWriter, row: UnitRow, report: Report, figures: Sequence[AnnexFigure], *, ranks: bool) -> None:
    """Write the figures of a unit, or derived numbers, which have no link."""
    for column, (cell, figure) in enumerate(zip(row.cells, figures, strict=True), 3):
        put(sheet, column, figure, "small figure", "small centre")
        if cell is not None and not ranks:
            link(sheet, column, report, cell)
    if ranks:
        sheet.text(3 + len(row.cells), f"{row.met}/{row.judged}", "small centre")
        sheet.text(4 + len(row.cells), str(row.rank or NOT_APPLICABLE), "small centre")


def _end(frame: TableSheet, sheet: SheetWriter, *notes: str) -> None:
    for note in filter(None, notes):
        sheet.row += 1
        sheet.across(note, "plain")
    frame.end(sheet)
    if len(frame.table.columns) <= _MOST_COLUMNS:
        return
    # Each field starts on a new page, with the names of the units.
    at = 2
    sizes = [len(list(own)) for _, own in groupby(frame.table.columns, key=lambda column: column.group)]
    for size in sizes[:-1]:
        at += size
        sheet.break_behind(at)
