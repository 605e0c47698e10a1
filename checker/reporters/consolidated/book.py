"""The consolidated table as a workbook: figures, percentages of plans, a long form, and submission status.

Owns the sheets and their columns. No cell is a formula. A figure is a number with a link to its source cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from checker.domain.axes import Pace, Verdict
from checker.domain.number import plain, rounded_apart
from checker.domain.report import Report, Result, Run
from checker.domain.text import Message, message
from checker.language import Language
from checker.ooxml import cell_text
from checker.reporters.annex import AnnexFigure
from checker.reporters.book.sheet import SheetWriter, add_styles
from checker.reporters.consolidated.phrases import (
    KEY,
    NONE,
    NOT_ASKED,
    about,
    doubts,
    figure_of_total,
    not_received,
    received,
    remark_of,
    share_of,
    source_of,
    title_of,
    total_name,
    unread_files,
    without_total,
)
from checker.reporters.consolidated.ranks import ranked
from checker.reporters.consolidated.table import Column, Consolidated, UnitFigure, UnitRow, consolidated
from checker.reporters.office.earlier import earlier_cells, earlier_headings, earlier_notes
from checker.reporters.office.sentences import gap_of
from checker.reporters.warning_signs import sign_of
from checker.workbook_file import written

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["workbook"]

_NUMBER: Final = 4.5
_NAME: Final = 21
_FIGURE: Final = 7.5
_HEAD_HEIGHT: Final = 100
"""The height of rotated headings in points, chosen so that twenty units fit on a page of A4."""
_GAP: Final = 6
_PAGE: Final = 190
"""How many characters of the smallest letters a page of A4 holds across."""
_REMARK: Final = 14
_WIDEST: Final = 60
_PLACES: Final = 12
_MOST_ON_A4: Final = 42
_LONG: Final = (
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
_LONG_WIDTHS: Final = (24, 44, 13, 17, 14, 10, 19, 22, 11, 8, 30)
_MADE_UP: Final = message("MADE-UP FIGURES, not published ones")
_EARLIER: Final = 6
"""The columns of earlier figures, if any, follow this many columns of the long form."""
_EARLIER_WIDTHS: Final = (18, 18, 10, 28)
_RECEIPT: Final = (
    message("No."),
    message("Reporting unit"),
    message("Report"),
    message("Sent on"),
    message("Figures as of"),
    message("Indicators with figures"),
    message("To be clarified"),
    message("Note"),
)
_RECEIPT_WIDTHS: Final = (6, 40, 26, 13, 14, 13, 13, 26)
_MOST_COLUMNS: Final = 24
"""With more indicators than this, columns are split into page groups by field."""


def workbook(run: Run, language: Language) -> bytes:
    """Write the tables of a run; without any table, one sheet says so."""
    book = Workbook()
    add_styles(book)
    first = book.active
    if first is None:
        raise TypeError("a new workbook has a sheet")
    tables = consolidated(run, language)
    for place, table in enumerate(tables, 1):
        writer = _Sheets(book, table, language, f" ({place})" if len(tables) > 1 else "")
        writer.fill()
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


class _Sheets:
    """The sheets of one table."""

    def __init__(self, book: Workbook, table: Consolidated, language: Language, suffix: str) -> None:
        self._book = book
        self._table = table
        self._language = language
        self._suffix = suffix
        self._number = 1

    def fill(self) -> None:
        """Add the sheets to the workbook."""
        self._matrix(self._sheet(1), figure=lambda cell: cell.line.actual if cell else AnnexFigure(NONE))
        number = 2
        if self._table.judges_units:
            self._number = 2
            self._matrix(self._sheet(2), figure=share_of, ranks=True)
            number = 3
        self._number = number
        self._long(self._sheet(number), number)
        self._number = number + 1
        self._receipt(self._sheet(number + 1))

    def _said(self, said: Message) -> str:
        return self._language.render(said)

    def _sheet(self, number: int) -> Worksheet:
        name = self._said(message("Table {number}", number=f"{number:02}"))
        sheet: Worksheet = self._book.create_sheet(f"{name}{self._suffix}")
        return sheet

    def _titles(self, sheet: SheetWriter) -> None:
        sheet.row += 1
        number = self._said(message("Table {number}", number=f"{self._number:02}"))
        whole, middle = self._table.pack.unit_title, max(sheet.columns // 2, 1)
        sheet.across(self._language.text(whole).upper() if whole is not None else "", "plain bold", 1, middle)
        sheet.across(number, "plain right", middle + 1)
        for text, style in (
            (title_of(self._table, self._language), "title"),
            (about(self._table, self._language), "aside"),
            (self._said(_MADE_UP) if self._table.synthetic else "", "subtitle"),
        ):
            if text:
                sheet.row += 1
                sheet.across(text, style)
        sheet.row += 1
        sheet.sheet.row_dimensions[sheet.row].height = _GAP

    def _end(self, sheet: SheetWriter) -> None:
        table = self._table
        pages = self._said(message("Page &P/&N"))
        title = self._language.text(table.pack.title)
        sheet.page(title, pages, large=len(table.rows) > _MOST_ON_A4, narrow=True)

    # --- units and indicators ---

    def _matrix(
        self, page: Worksheet, *, figure: Callable[[UnitFigure | None], AnnexFigure], ranks: bool = False
    ) -> None:
        table = self._table
        remarked = ranks or any(remark_of(row, table, self._language) for row in table.rows)
        widths = [_NUMBER, _NAME, *(_FIGURE for _ in table.columns), *((7.5, 6) if ranks else ())]
        # Few columns leave the remarks the rest of the page, so that no row needs two lines.
        rest = [min(max(_REMARK, _PAGE - sum(widths)), _WIDEST)] if remarked else []
        sheet = SheetWriter(page, (*widths, *rest))
        self._titles(sheet)
        self._heads(sheet, table.columns, ranks=ranks, remarked=remarked)
        if not ranks:
            self._plans(sheet, remarked=remarked)
            if table.whole:
                self._whole(sheet, remarked=remarked)
        # Percentages have the same decimals down a column.
        places = [
            max((figure(row.cells[at]).places for row in table.rows if row.cells[at] is not None), default=0)
            if ranks or column.unit == "%"
            else 0
            for at, column in enumerate(table.columns)
        ]
        for place, row in enumerate(table.rows, 1):
            sheet.row += 1
            sheet.text(1, str(place), "small centre")
            sheet.text(2, self._language.text(row.unit.short_name), "small text")
            if row.report is None:
                sheet.across(not_received(row, self._language), "small centre", 3)
            else:
                self._unit(sheet, row, row.report, figure, places, ranks=ranks)
                if remarked:
                    sheet.text(sheet.columns, remark_of(row, table, self._language), "small text")
        for note in (self._said(KEY), "" if ranks else without_total(table, self._language)):
            if note:
                sheet.row += 1
                sheet.across(note, "plain")
        self._end(sheet)
        if len(table.columns) > _MOST_COLUMNS:
            self._part_fields(sheet)

    @staticmethod
    def _unit(
        sheet: SheetWriter,
        row: UnitRow,
        report: Report,
        figure: Callable[[UnitFigure | None], AnnexFigure],
        places: Sequence[int],
        *,
        ranks: bool,
    ) -> None:
        """Write the figures of a unit, or derived numbers, which have no link."""
        for column, cell in enumerate(row.cells, 3):
            shown = figure(cell)
            shown = shown._replace(places=max(shown.places, places[column - 3]))
            _figure(sheet, column, shown, "small figure")
            if cell is not None and not ranks:
                _link(sheet, column, report, cell)
        if ranks:
            sheet.text(3 + len(row.cells), f"{row.met}/{row.judged}", "small centre")
            sheet.text(4 + len(row.cells), str(row.rank or NOT_ASKED), "small centre")

    def _part_fields(self, sheet: SheetWriter) -> None:
        """Start each field on a new page, with the names of the units."""
        at = 2
        sizes = [len(list(own)) for _, own in groupby(self._table.columns, key=lambda column: column.group)]
        for size in sizes[:-1]:
            at += size
            sheet.break_behind(at)

    def _heads(self, sheet: SheetWriter, columns: Sequence[Column], *, ranks: bool, remarked: bool) -> None:
        """Write the groups over their indicators, whose titles are rotated."""
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
        titles = [f"{one.title} ({one.unit})" if one.unit else one.title for one in columns]
        heads = [self._said(message("No.")), self._said(message("Reporting unit")), *titles]
        heads += [self._said(message("Targets met")), self._said(message("Rank"))] if ranks else []
        heads += [self._said(message("Note"))] if remarked else []
        for column, text in enumerate(heads, 1):
            cell = sheet.text(column, text, "small head")
            if column > 2:  # noqa: PLR2004 - the number and the name are not rotated
                cell.alignment = Alignment("center", "center", text_rotation=90, wrap_text=True)
        sheet.sheet.row_dimensions[sheet.row].height = _HEAD_HEIGHT
        sheet.sheet.freeze_panes = f"C{sheet.row + 1}"
        sheet.sheet.print_title_rows = f"{top}:{sheet.row}"
        sheet.sheet.print_title_cols = "A:B"

    def _plans(self, sheet: SheetWriter, *, remarked: bool) -> None:
        sheet.row += 1
        sheet.text(1, "", "small head")
        if remarked:
            sheet.text(sheet.columns, "", "small text")
        sheet.text(2, self._said(message("Plan of the whole")), "small name")
        for column, one in enumerate(self._table.columns, 3):
            _figure(sheet, column, one.plan if one.plan.text else AnnexFigure(NOT_ASKED), "small figure")

    def _whole(self, sheet: SheetWriter, *, remarked: bool) -> None:
        sheet.row += 1
        sheet.text(1, "", "small head")
        if remarked:
            sheet.text(sheet.columns, "", "small text")
        sheet.text(2, total_name(self._table, self._language), "small name")
        for place in range(len(self._table.whole)):
            _figure(sheet, place + 3, figure_of_total(self._table, place), "small total")

    # --- the long form ---

    def _long(self, page: Worksheet, number: int) -> None:
        results = [cell.result for row in self._table.rows for cell in row.cells if cell is not None]
        beside = any(one.year_earlier or one.last_period for one in results)
        between = _EARLIER_WIDTHS if beside else ()
        sheet = SheetWriter(page, (*_LONG_WIDTHS[:_EARLIER], *between, *_LONG_WIDTHS[_EARLIER:]))
        self._titles(sheet)
        sheet.row += 1
        top = sheet.row
        heads = [self._said(heading) for heading in _LONG]
        if beside:
            more = (*earlier_headings(results, self._language), self._said(message("What earlier figures are")))
            heads[_EARLIER:_EARLIER] = more
        sheet.header(heads)
        for place, column in enumerate(self._table.columns):
            for rank, row, cell in ranked(self._table, place):
                if row.report is not None:
                    sheet.row += 1
                    self._line(sheet, row, row.report, column, cell, rank, beside=beside)
        if sheet.row > top:
            last = get_column_letter(len(heads))
            table = Table(displayName=f"Bieu_{number}{self._suffix.strip(' ()')}", ref=f"A{top}:{last}{sheet.row}")
            table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
            page.add_table(table)
        self._end(sheet)

    def _line(
        self,
        sheet: SheetWriter,
        row: UnitRow,
        report: Report,
        column: Column,
        cell: UnitFigure,
        rank: int | None,
        *,
        beside: bool,
    ) -> None:
        result, language = cell.result, self._language
        sheet.text(1, language.text(row.unit.name))
        sheet.text(2, column.title)
        sheet.text(3, column.unit, "centre")
        _figure(sheet, 4, cell.line.plan if cell.line.plan.text else AnnexFigure(NOT_ASKED), "figure")
        _figure(sheet, 5, cell.line.actual, "figure")
        _figure(sheet, 6, share_of(cell), "figure")
        at = _EARLIER + 1
        if beside:
            year, of_year = earlier_cells(result.year_earlier, language)
            for figure in (earlier_cells(result.last_period, language)[0], year, of_year):
                _figure(sheet, at, figure if figure.text else AnnexFigure(NONE), "figure")
                at += 1
            sheet.text(at, "; ".join(earlier_notes(result, language)))
            at += 1
        sheet.text(at, cell.line.verdict, "centre")
        sheet.text(at + 1, _status_text(result, report, language), "centre")
        gap = gap_of(result)
        if gap is None or result.verdict is not Verdict.NOT_DUE:
            sheet.text(at + 2, NOT_ASKED, "centre")
        else:
            shown = rounded_apart(gap, Fraction(0), 1)
            sheet.number(at + 2, plain(gap, _PLACES), max(-int(shown.as_tuple().exponent), 1), language.number(shown))
        if rank is None:
            sheet.text(at + 3, NOT_ASKED, "centre")
        else:
            sheet.count(at + 3, rank)
        sheet.text(at + 4, source_of(report, cell))
        _link(sheet, at + 4, report, cell)

    # --- submission status ---

    def _receipt(self, page: Worksheet) -> None:
        sheet = SheetWriter(page, _RECEIPT_WIDTHS)
        self._titles(sheet)
        sheet.row += 1
        sheet.header([self._said(heading) for heading in _RECEIPT])
        for place, row in enumerate(self._table.rows, 1):
            sheet.row += 1
            sheet.count(1, place)
            sheet.text(2, self._language.text(row.unit.name))
            sheet.text(8, remark_of(row, self._table, self._language))
            if row.report is None:
                sheet.text(3, not_received(row, self._language), "centre")
                for column in (4, 5, 6, 7):
                    sheet.text(column, NOT_ASKED, "centre")
                continue
            sheet.text(3, _sentence(self._said(received(row, self._table))), "centre")
            for column, day in ((4, row.sent), (5, row.report.submission.as_of)):
                sheet.text(column, self._language.date(day) if day else NONE, "centre")
            sheet.count(6, row.figures)
            sheet.count(7, doubts(row))
        for unread in unread_files(self._table, self._language):
            sheet.row += 1
            sheet.across(unread, "text")
        # The basis of the run is for people who verify the table, and is not printed.
        page.print_area = f"A1:{get_column_letter(sheet.columns)}{sheet.row}"
        for said in self._table.grounds:
            sheet.row += 1
            sheet.across(_sentence(self._said(said)), "plain")
        self._end(sheet)


def _status_text(result: Result, report: Report, language: Language) -> str:
    """Return the pace of a target, or its warning level if there are levels."""
    if result.level is not None:
        mark, _ = sign_of(report.pack.levels.index(result.level), len(report.pack.levels))
        return f"{mark} {language.text(result.level.name)}"
    return language.label(result.pace) if result.pace is not Pace.NONE else NOT_ASKED


def _figure(sheet: SheetWriter, column: int, figure: AnnexFigure, style: str) -> None:
    if figure.number is None:
        sheet.text(column, figure.text, style)
    else:
        sheet.number(column, figure.number, figure.places, figure.text, style)


def _link(sheet: SheetWriter, column: int, report: Report, cell: UnitFigure) -> None:
    """Link a cell to its source cell, if that is in a workbook."""
    place = cell.result.location
    if place is None or not place.cell:
        return
    written = sheet.sheet.cell(sheet.row, column)
    quoted = place.sheet.replace("'", "''")
    target = quote(report.submission.path.replace("\\", "/"), safe="/:")
    written.hyperlink = Hyperlink(written.coordinate, target=target, location=cell_text(f"'{quoted}'!{place.cell}"))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
