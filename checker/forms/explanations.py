"""Write the sheet on which a unit explains targets that are missed or behind; it is read back later.

Owns the choice of targets, the order of the questions, and the look of the sheet. The reader recognises the words of
its first column. Every cell is text, so that typed content is read back unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Pace, Verdict
from checker.domain.report import Report, Result
from checker.domain.text import message
from checker.forms.spans import escaped
from checker.forms.styles import ResultStyle, StylesPart
from checker.forms.texts import letters
from checker.language import Language
from checker.ooxml import cell_text
from checker.reporters.office.annex import verdict_of
from checker.reporters.office.earlier import year_earlier_of
from checker.reporters.office.figures import bound, has_figure, observation_of, reported, share, small
from checker.reporters.office.sentences import expected_share, gap_of, label_of, pace_of, share_of

__all__ = ["explanation_sheet", "to_explain"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TITLE: Final = message("EXPLANATION OF TARGETS")
_HELP: Final = message(
    "Fill in the second column, and leave empty what does not apply. Send the workbook with this sheet: what is "
    "written here goes into the report, and changes no figure and no verdict."
)
_UNIT: Final = message("Reporting unit")
_PERIOD: Final = message("Reporting period")
_TARGET: Final = message("Target")
_STATE: Final = message("1. State")
_QUESTIONS: Final = (
    message("2a. Objective causes"),
    message("2b. Subjective causes"),
    message("3a. Solutions"),
    message("3b. Person or office responsible"),
    message("3c. Deadline"),
    message("4a. Expected for the year"),
    message("4b. Outlook (met, hard to meet, not met)"),
    message("5. Proposals (to whom, what)"),
)
_OUTLOOK: Final = 6
_OUTLOOKS: Final = {"vi": "đạt,khó đạt,không đạt", "en": "met,hard to meet,not met"}
_SIGNED: Final = (message("Made by"), message("Head of the unit"))
_HIDDEN: Final = 8
"""The column of ids, which is hidden and not printed."""
_WIDTHS: Final = (44, 90)
_LINE: Final = 15.5


def to_explain(report: Report) -> tuple[Result, ...]:
    """Return the targets of a report to explain: by warning level, else those unmet or behind."""
    return tuple(
        one
        for one in report.results
        if one.counted
        and (
            one.verdict is Verdict.UNMET
            or (
                one.level.explain
                if one.level is not None
                else one.verdict is Verdict.NOT_DUE and one.pace is Pace.BEHIND
            )
        )
    )


def explanation_sheet(report: Report, styles: StylesPart, language: Language) -> bytes:
    """Return the part of the sheet.

    Args:
        report: The report, with at least one target to explain.
        styles: The workbook's styles, to which formats are added.
        language: The language to write in.
    """
    sheet = _Sheet(styles)
    submission = report.submission
    sheet.row(language.render(_TITLE), "", look=ResultStyle.TITLE)
    sheet.row(language.render(_UNIT), language.text(report.unit.name), submission.unit)
    sheet.row(language.render(_PERIOD), language.period(submission.period), str(submission.period))
    sheet.row("", language.render(_HELP), look=ResultStyle.REMARK)
    for result in to_explain(report):
        sheet.row(language.render(_TARGET), language.text(result.title), result.indicator, look=ResultStyle.HEAD)
        sheet.row(language.render(_STATE), "; ".join(_state(report, result, language)))
        for place, question in enumerate(_QUESTIONS):
            sheet.row(language.render(question), "", chosen=place == _OUTLOOK)
    sheet.row("", "", look=ResultStyle.REMARK)
    for signed in _SIGNED:
        sheet.row(language.render(signed), "", look=ResultStyle.REMARK)
    return sheet.data(_OUTLOOKS.get(language.code, _OUTLOOKS["en"]))


def _state(report: Report, result: Result, language: Language) -> Iterator[str]:
    """Yield the facts of a target: plan, figure, share of the plan, gap, and the previous year's figure."""
    if result.bound is not None:
        yield language.render(message("plan: {bound}", bound=bound(result, language)))
    row = observation_of(report, result)
    figure = reported(result, row, language) if has_figure(result) else language.render(message("no figure yet"))
    yield language.render(message("reported: {text}", text=figure))
    part, gap = share_of(result), gap_of(result)
    if part is not None:
        yield language.render(message("of the plan: {percent}", percent=share(part, language)))
    if gap is not None and gap < 0 and expected_share(result) is not None:
        yield pace_of(result, language)
    elif result.verdict is Verdict.NOT_DUE:
        yield label_of(result, language)
    else:
        yield small(verdict_of(result, language))
    yield from filter(None, (year_earlier_of(result, language),))


class _Sheet:
    """Rows of two texts and a hidden one, as XML."""

    def __init__(self, styles: StylesPart) -> None:
        self._styles = styles
        self._rows: list[str] = []
        self._chosen: list[str] = []

    def row(
        self, label: str, words: str, hidden: str = "", *, look: ResultStyle = ResultStyle.TEXT, chosen: bool = False
    ) -> None:
        number = len(self._rows) + 1
        if chosen:
            self._chosen.append(f"B{number}")
        texts = ((1, label), (2, words), *(((_HIDDEN, hidden),) if hidden else ()))
        cells = "".join(self._cell(f"{letters(column)}{number}", text, look) for column, text in texts)
        lines = max(1 + len(text) // (width - 1) for text, width in ((label, _WIDTHS[0]), (words, _WIDTHS[1])))
        self._rows.append(f'<row r="{number}" ht="{lines * _LINE + 4}" customHeight="1">{cells}</row>')

    def _cell(self, place: str, text: str, look: ResultStyle) -> str:
        style = self._styles.cell(look)
        if not text:
            return f'<c r="{place}" s="{style}"/>'
        written = f'<is><t xml:space="preserve">{escaped(cell_text(text))}</t></is>'
        return f'<c r="{place}" s="{style}" t="inlineStr">{written}</c>'

    def data(self, outlooks: str) -> bytes:
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
        )
        columns += f'<col min="{_HIDDEN}" max="{_HIDDEN}" width="9" hidden="1" customWidth="1"/>'
        choice = (
            f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="{" ".join(self._chosen)}">'
            f"<formula1>{escaped(chr(34) + outlooks + chr(34))}</formula1></dataValidation></dataValidations>"
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f"{choice if self._chosen else ''}"
            '<pageMargins left="0.6" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
        ).encode()
