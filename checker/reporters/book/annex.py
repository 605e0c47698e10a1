"""The sheet of a report's annex: its groups and targets as offices tabulate them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment

from checker.domain.report import Report
from checker.domain.text import message
from checker.language import Language
from checker.reporters.annex import HEADINGS, AnnexFigure, AnnexRow, sections
from checker.reporters.book.sheet import VERDICTS, SheetWriter
from checker.reporters.office.earlier import earlier_cells, earlier_headings, earlier_notes
from checker.reporters.summary import rests_on, synthetic_notices, tally_parts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fill_annex"]

_WIDTHS: Final = (6, 44, 13, 17, 14, 10, 19, 28, 18)
_ACTUAL: Final = 5
_EARLIER_WIDTHS: Final = (16, 16, 10)


def fill_annex(page: Worksheet, report: Report, language: Language) -> None:
    """Fill an empty sheet with the annex of a report."""
    beside = any(one.year_earlier or one.last_period for one in report.results)
    widths = (*_WIDTHS[:_ACTUAL], *_EARLIER_WIDTHS, *_WIDTHS[_ACTUAL:]) if beside else _WIDTHS
    sheet = SheetWriter(page, widths)
    for text, style in _heads(report, language):
        sheet.row += 1
        sheet.across(text, style)
    sheet.row += 2
    heads = [language.render(heading) for heading in HEADINGS]
    earlier = earlier_headings(report.results, language) if beside else ()
    sheet.header([*heads[:_ACTUAL], *earlier, *heads[_ACTUAL:]])
    for section in sections(report, language):
        sheet.row += 1
        sheet.text(1, section.number, "group")
        sheet.across(section.title, "group", 2)
        for line in section.lines:
            sheet.row += 1
            _line(sheet, line, language, beside=beside)
    sheet.row += 1
    for sentence in (*tally_parts(report), *rests_on(report)):
        sheet.row += 1
        sheet.across(language.render(sentence), "plain")
    footer = f"{report.pack.id} · {report.submission.period} · {report.submission.path}"
    sheet.page(footer, language.render(message("Page &P/&N")))


def _heads(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    yield f"{language.render(message('Reporting unit'))}: {language.text(report.unit.name)}", "plain"
    yield language.render(message("RESULTS AGAINST THE TARGETS")), "title"
    yield language.text(report.pack.title), "subtitle"
    yield f"{language.render(message('Reporting period'))}: {language.period(report.submission.period)}", "aside"
    for warning in synthetic_notices(report):
        yield language.render(warning), "warning"


def _line(sheet: SheetWriter, line: AnnexRow, language: Language, *, beside: bool) -> None:
    result = line.result
    sheet.text(1, line.number, "centre")
    title = sheet.text(2, line.title)
    if line.depth:
        title.alignment = Alignment("left", "center", wrap_text=True, indent=min(line.depth, 5))
    sheet.text(3, line.unit, "centre")
    figures = [line.plan, line.actual]
    if beside:
        before, of_before = earlier_cells(result.year_earlier, language)
        figures += [earlier_cells(result.last_period, language)[0], before, of_before]
    for column, figure in enumerate((*figures, line.share), 4):
        _figure(sheet, column, figure)
    column = 5 + len(figures)
    sheet.text(column, line.verdict, VERDICTS.get(result.verdict, "centre"))
    sheet.text(column + 1, "; ".join(filter(None, (line.note, *earlier_notes(result, language)))))
    sheet.text(column + 2, line.owner)


def _figure(sheet: SheetWriter, column: int, figure: AnnexFigure) -> None:
    if figure.number is None:
        sheet.text(column, figure.text, "figure")
    else:
        sheet.number(column, figure.number, figure.places, figure.text)
