"""An empty form as a workbook.

Owns its layout: input cells, protection, printing. The only module of this package that writes with openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from checker.domain.axes import Kind
from checker.domain.text import message
from checker.forms.form import NUMBERED, OWN_SHEET, Form, FormColumn, FormRow
from checker.forms.package_parts import finished
from checker.forms.rules import NUMBERS, doubt_of, number_format, rule_key, rule_of
from checker.language import Language
from checker.ooxml import cell_text
from checker.workbook_file import written

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

from checker.forms.guide import guide

__all__ = ["workbook"]

_FAMILY: Final = "Times New Roman"
_WIDTHS: Final = {
    FormColumn.NUMBER: 6,
    FormColumn.TITLE: 46,
    FormColumn.UNIT: 14,
    FormColumn.PLAN: 13,
    FormColumn.EARLIER: 13,
    FormColumn.ACTUAL: 15,
    FormColumn.CUMULATIVE: 13,
    FormColumn.NUMERATOR: 11,
    FormColumn.DENOMINATOR: 11,
    FormColumn.SHARE: 11,
    FormColumn.CHANGE: 11,
    FormColumn.GROWTH: 11,
    FormColumn.STATUS: 13,
    FormColumn.NOTE: 26,
    FormColumn.ID: 11,
}
_INPUT: Final = PatternFill("solid", fgColor="FFFFF9DB")
_OUT: Final = PatternFill("solid", fgColor="FFEDEDED")
_GROUP: Final = PatternFill("solid", fgColor="FFDDEBF7")
_HEAD: Final = PatternFill("solid", fgColor="FFBDD7EE")
_MISSING: Final = PatternFill("solid", fgColor="FFFFC000", bgColor="FFFFC000")
_HARDLY: Final = Font(bold=True, color="FFC00000")
_LINE: Final = 16
_PADDING: Final = 3
_THIN: Final = Side("thin", color="FF7F7F7F")
_BOX: Final = Border(_THIN, _THIN, _THIN, _THIN)
_TEXT: Final = "@"
_ANSWER: Final = 3
_SECOND: Final = 2
_LEFT: Final = (FormColumn.TITLE, FormColumn.NOTE, FormColumn.ID)


def workbook(form: Form, language: Language) -> bytes:
    """Return the form as an .xlsx file; the same form always gives the same bytes."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("a new workbook has a sheet")
    sheet.title = language.render(message("Report form"))
    painter = _Painter(sheet, form, language)
    painter.paint()
    hidden = book.create_sheet(OWN_SHEET)
    for row, pair in enumerate((("key", "value"), *form.envelope), 1):
        for column, text in enumerate(pair, 1):
            _type(hidden.cell(row, column), text)
    hidden.sheet_state = "veryHidden"
    book.properties.creator = "checker"
    book.properties.title = cell_text(language.text(form.pack.title))
    return finished(written(book), painter.texts)


def _type(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that stays text whatever its first character, even when it is edited."""
    cell.value = cell_text(text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "'")


class _Painter:
    """Writes a form onto a sheet, from top to bottom."""

    def __init__(self, sheet: Worksheet, form: Form, language: Language) -> None:
        self._sheet = sheet
        self._form = form
        self._language = language
        self._place = {column: number for number, column in enumerate(form.columns, 1)}
        # The column of ids is internal and not printed.
        self._last = len(form.columns) - 1
        self._row = 0
        self._first = 0
        self.texts = ""
        """The cells with numbers stored as text on purpose."""

    def paint(self) -> None:
        """Write everything."""
        for column, number in self._place.items():
            self._sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column]
        for label, text in self._form.heads:
            self._head(label, text)
        self._row += 2
        self._headings()
        self._first = self._row + 1
        for section in self._form.sections:
            self._section(section.number, section.title)
            for line in section.lines:
                self._line(line)
        last = self._row
        plan = get_column_letter(self._place[FormColumn.PLAN])
        self.texts = f"A{self._first}:A{last} {plan}{self._first}:{plan}{last}"
        self._validate()
        self._highlight_missing_totals()
        self._doubt()
        self._guide()
        self._sign()
        self._print()

    def _cell(self, row: int, column: int) -> Cell:
        cell = self._sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} is merged")
        return cell

    def _whole_row(self, text: str, font: Font, horizontal: str = "left", height: float = 0) -> None:
        cell = self._cell(self._row, 1)
        _type(cell, text)
        cell.font = font
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=self._last)
        if height:
            self._sheet.row_dimensions[self._row].height = height

    def _head(self, label: str, text: str) -> None:
        self._row += 1
        if not text:
            self._put_question(label)
            return
        title = not label
        font = Font(_FAMILY, 14 if title else 12, bold=title, italic=not title and self._row > 1)
        horizontal = "center" if self._row > 1 else "left"
        if label and label == self._language.render(NUMBERED):
            horizontal = "right"
        elif label and self._row == _SECOND and self._form.pack.form_number:
            horizontal, font = "left", Font(_FAMILY, 12)
        self._whole_row(f"{label}: {text}" if label else text, font, horizontal, 22 if title else 18)

    def _put_question(self, label: str) -> None:
        """Write a label, and beside it an input cell that keeps typed text unchanged."""
        cell, answer = self._cell(self._row, self._place[FormColumn.TITLE]), self._cell(self._row, _ANSWER)
        _type(cell, f"{label}:")
        for one, horizontal in ((cell, "right"), (answer, "left")):
            one.font = Font(_FAMILY, 12)
            one.alignment = Alignment(horizontal=horizontal, vertical="center")
        self._sheet.row_dimensions[self._row].height = 18
        # As text, because a spreadsheet set up for another country would swap day and month.
        answer.number_format = _TEXT
        answer.fill, answer.border = _INPUT, _BOX
        answer.protection = Protection(locked=False)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=_ANSWER, end_column=_ANSWER + 1)

    def _headings(self) -> None:
        for column, number in self._place.items():
            cell = self._cell(self._row, number)
            _type(cell, self._form.heading(column, self._language))
            cell.font = Font(_FAMILY, 11, bold=True)
            cell.fill = _HEAD
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._sheet.row_dimensions[self._row].height = 48
        self._sheet.freeze_panes = self._cell(self._row + 1, self._place[FormColumn.TITLE] + 1)
        self._sheet.print_title_rows = f"{self._row}:{self._row}"

    def _section(self, number: str, title: str) -> None:
        self._row += 1
        for place in range(1, self._last + 2):
            cell = self._cell(self._row, place)
            cell.fill, cell.border, cell.font = _GROUP, _BOX, Font(_FAMILY, 12, bold=True)
        self._sheet.row_dimensions[self._row].height = _LINE + _PADDING
        _type(self._cell(self._row, 1), number)
        self._cell(self._row, 1).alignment = Alignment(horizontal="center")
        _type(self._cell(self._row, self._place[FormColumn.TITLE]), title)

    def _line(self, line: FormRow) -> None:
        self._row += 1
        texts = {
            FormColumn.NUMBER: line.number,
            FormColumn.TITLE: line.title,
            FormColumn.UNIT: line.indicator.unit.name if line.indicator.unit else "",
            FormColumn.PLAN: line.plan,
            FormColumn.ID: line.indicator.id,
        }
        self._sheet.row_dimensions[self._row].height = _height(line)
        for column, number in self._place.items():
            cell = self._cell(self._row, number)
            if texts.get(column):
                _type(cell, texts[column])
            self._format(cell, column, line)
            if column is FormColumn.EARLIER and line.earlier is not None:
                if line.earlier.estimated:
                    _type(cell, self._form.earlier_text(line, self._language))
                else:
                    self._number(cell, line.earlier.number)
        if line.divisor is not None:
            self._cell(self._row, self._place[FormColumn.SHARE]).value = self._share(line)

    @staticmethod
    def _number(cell: Cell, number: Decimal) -> None:
        # As text with all digits, because openpyxl would convert it to a binary float.
        whole, _, decimals = format(number, "f").partition(".")
        cell.value = f"{whole}.{decimals}" if decimals else whole
        cell.data_type = "n"
        cell.number_format = f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"

    def _format(self, cell: Cell, column: FormColumn, line: FormRow) -> None:
        cell.border = _BOX
        cell.font = Font(_FAMILY, 12)
        horizontal = "left" if column in _LEFT else "center"
        cell.alignment = Alignment(
            horizontal=horizontal,
            vertical="center",
            wrap_text=True,
            indent=line.depth * 2 if column is FormColumn.TITLE else 0,
        )
        is_input_column = column in (*NUMBERS, FormColumn.CHANGE, FormColumn.STATUS, FormColumn.NOTE)
        if column in line.inputs:
            cell.fill = _INPUT
            cell.protection = Protection(locked=False)
        elif is_input_column or (column is FormColumn.SHARE and line.divisor is None):
            cell.fill = _OUT
        cell.number_format = number_format(column)
        if column in (*NUMBERS, FormColumn.SHARE, FormColumn.CHANGE, FormColumn.EARLIER):
            cell.alignment = Alignment(horizontal="right", vertical="center")
        elif column is FormColumn.ID:
            cell.font = Font(_FAMILY, 7, color="FF808080")
            cell.fill = _OUT
            cell.alignment = Alignment(horizontal="left", vertical="center", shrink_to_fit=True)

    def _share(self, line: FormRow) -> str:
        """Return the formula of value divided by plan, rounded for display; it is empty without a number."""
        formula = '""'
        for column in reversed(line.divided):
            cell = f"{get_column_letter(self._place[column])}{self._row}"
            # "65,5%" is stored as 0.655, and only its cell's format distinguishes it from 0.655 percent.
            typed = f'{cell}*IF(IFERROR(LEFT(CELL("format",{cell}),1)="P",FALSE),100,1)' if line.percent else cell
            formula = f"IF(ISNUMBER({cell}),ROUND({typed}/{line.divisor},4),{formula})"
        return f"={formula}"

    def _rows(self) -> Iterator[tuple[int, FormRow]]:
        """Yield the rows of indicators with their numbers."""
        row = self._first - 1
        for section in self._form.sections:
            row += 1
            for line in section.lines:
                row += 1
                yield row, line

    def _validate(self) -> None:
        rules: dict[tuple[str, ...], DataValidation] = {}
        for row, line in self._rows():
            for column in line.inputs:
                cell = self._cell(row, self._place[column])
                key = rule_key(column, line)
                if key and key not in rules:
                    rules[key] = rule_of(column, line, cell.coordinate, self._form.period.year, self._language)
                    self._sheet.add_data_validation(rules[key])
                if key:
                    rules[key].add(cell)

    def _doubt(self) -> None:
        """Highlight implausible input, which pasting can insert without validation."""
        for row, line in self._rows():
            for column in line.inputs:
                if column in NUMBERS and line.indicator.kind is not Kind.VERDICT:
                    cell = self._cell(row, self._place[column]).coordinate
                    self._sheet.conditional_formatting.add(
                        cell,
                        FormulaRule([doubt_of(column, line, cell)], font=_HARDLY),  # type: ignore[no-untyped-call]
                    )

    def _highlight_missing_totals(self) -> None:
        """Highlight an empty cumulative cell next to a filled period cell."""
        if self._form.period.starts_year:
            return
        actual, cumulative = (get_column_letter(self._place[c]) for c in (FormColumn.ACTUAL, FormColumn.CUMULATIVE))
        for row, line in self._rows():
            if FormColumn.CUMULATIVE in line.inputs:
                formula = f'AND(${actual}{row}<>"",${cumulative}{row}="")'
                self._sheet.conditional_formatting.add(
                    f"{cumulative}{row}",
                    FormulaRule([formula], fill=_MISSING),  # type: ignore[no-untyped-call]
                )

    # ---- below the table, and page setup

    def _guide(self) -> None:
        self._row += 1
        for text in guide(self._form, self._language):
            self._row += 1
            lines = 1 + len(text) // 150
            self._whole_row(text, Font(_FAMILY, 11, italic=True), height=16 * lines)

    def _sign(self) -> None:
        """Add space for the signatures of an official form."""
        self._row += 2
        say = self._language.render
        third = self._last // 3
        spans = ((1, third), (third + 1, 2 * third), (2 * third + 1, self._last))
        day = ("", "", say(message("Day ...... month ...... year ......")))
        signers = tuple(map(say, (message("Drawn up by"), message("Checked by"), message("Head of the office"))))
        hints = tuple(map(say, (_SIGNED, _SIGNED, message("(signature, stamp, full name)"))))
        for texts, font in (
            (day, Font(_FAMILY, 11, italic=True)),
            (signers, Font(_FAMILY, 12, bold=True)),
            (hints, Font(_FAMILY, 11, italic=True)),
        ):
            for (first, last), text in zip(spans, texts, strict=True):
                if text:
                    cell = self._cell(self._row, first)
                    _type(cell, text)
                    cell.font, cell.alignment = font, Alignment(horizontal="center")
                    self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)
            self._row += 1

    def _print(self) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        sheet.print_options.horizontalCentered = True
        for name, inches in (
            ("left", 0.4),
            ("right", 0.4),
            ("top", 0.5),
            ("bottom", 0.6),
            ("header", 0.3),
            ("footer", 0.3),
        ):
            setattr(sheet.page_margins, name, inches)
        # An ampersand starts a footer code, so a literal one is doubled.
        sheet.print_area = f"A1:{get_column_letter(self._last)}{self._row}"
        named = (self._form.pack.form_number, self._language.period(self._form.period))
        footer_text = " · ".join(filter(None, named)).replace("&", "&&")
        footer = sheet.HeaderFooter.oddFooter
        if footer is not None:
            footer.center.text, footer.right.text = self._language.render(message("Page &P/&N")), footer_text
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
        # A cell keeps the date format after a date was typed, so users must be able to change the format.
        sheet.protection.formatCells = False
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90


def _height(line: FormRow) -> float:
    """Estimate the height of a row, because not every program computes it on opening a file."""
    unit = line.indicator.unit.name if line.indicator.unit else ""
    texts = ((line.title, _WIDTHS[FormColumn.TITLE] - 4 * line.depth), (unit, _WIDTHS[FormColumn.UNIT]))
    lines = max(1 + len(text) // (width + 1) for text, width in texts)
    return _PADDING + _LINE * lines


_SIGNED: Final = message("(signature, full name)")
