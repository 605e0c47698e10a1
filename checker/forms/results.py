"""The sheet of results: every remark with a link to its cell.

Owns the look of that sheet. It is a separate part with inline strings, so that the shared strings need not change. Its
headings are not those that identify a form.
"""

# Without `from __future__ import annotations`: it would make NamedTuple compile every field again at import.

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from checker.domain.report import Report
from checker.domain.text import message
from checker.forms.form import OWN_SHEET
from checker.forms.remarks import Remark, place_of
from checker.forms.spans import escaped
from checker.forms.styles import ResultStyle, StylesPart, Tone
from checker.forms.texts import letters, quoted
from checker.forms.values import Values
from checker.language import Language
from checker.ooxml import cell_text

__all__ = ["results_sheet"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADINGS: Final = (
    message("Row"),
    message("Item checked"),
    message("Verdict"),
    message("Value as read"),
    message("Asked for"),
    message("Code"),
    message("Remark"),
    message("What to do"),
    message("Cell"),
)
_WIDTHS: Final = (6, 38, 14, 18, 20, 10, 52, 40, 20)
_CELL: Final = len(_HEADINGS)
_TALLEST: Final = 409
_LINE: Final = 15.5


class _Link(NamedTuple):
    cell: str
    target: str


class _Sheet:
    """Rows of texts, as XML."""

    def __init__(self, styles: StylesPart) -> None:
        self._styles = styles
        self._rows: list[str] = []
        self.links: list[_Link] = []

    @property
    def next_row(self) -> int:
        return len(self._rows) + 1

    def line(self, text: str, look: ResultStyle) -> None:
        """Write a line across the sheet."""
        self._row([(text, self._styles.cell(look))], _height(text, sum(_WIDTHS)))

    def row(self, texts: Sequence[str], look: ResultStyle, tone: Tone = Tone.PLAIN, link: str = "") -> None:
        """Write a row of the table; its verdict has the colour, its last cell is the link."""
        formats = [self._styles.cell(look, tone if column == 3 else Tone.PLAIN) for column in range(1, _CELL + 1)]  # noqa: PLR2004
        if link:
            formats[-1] = self._styles.cell(ResultStyle.LINK)
            self.links.append(_Link(f"{letters(_CELL)}{self.next_row}", link))
        height = max(_height(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        self._row(list(zip(texts, formats, strict=True)), height)

    def _row(self, cells: Sequence[tuple[str, int]], height: float) -> None:
        number = self.next_row
        written = "".join(
            f'<c r="{letters(column)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
            f"{escaped(cell_text(text))}</t></is></c>"
            for column, (text, style) in enumerate(cells, 1)
        )
        self._rows.append(f'<row r="{number}" ht="{height}" customHeight="1">{written}</row>')

    def data(self, lines: int) -> bytes:
        """Return the part; the first `lines` rows span the whole width."""
        last = letters(_CELL)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
        )
        merged = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in range(1, lines + 1))
        links = "".join(
            f'<hyperlink ref="{link.cell}" location="{escaped(link.target)}" display="{escaped(link.target)}"/>'
            for link in self.links
        )
        head = lines + 1
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{last}{len(self._rows)}"/>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
            f'<pane ySplit="{head}" topLeftCell="A{head + 1}" '
            'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f'<mergeCells count="{lines}">{merged}</mergeCells>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
        ).encode()


def results_sheet(
    reports: Sequence[Report], remarks: Iterable[Remark], values: Values, styles: StylesPart, language: Language
) -> bytes:
    """Return the part of the sheet.

    Args:
        reports: The reports, for the lines above the table.
        remarks: The remarks, one per row.
        values: The workbook's values, from an independent reader.
        styles: The workbook's styles, to which formats are added.
        language: The language to write in.
    """
    sheet = _Sheet(styles)
    sheet.line(language.render(message("CHECK OF THE REPORT")), ResultStyle.TITLE)
    for report in reports:
        for line in _about(report, language):
            sheet.line(line, ResultStyle.REMARK)
    sheet.line(_unchanged(values, language), ResultStyle.REMARK)
    sheet.line(language.render(_LEGEND), ResultStyle.REMARK)
    lines = sheet.next_row - 1
    sheet.row([language.render(heading) for heading in _HEADINGS], ResultStyle.HEAD)
    for number, remark in enumerate(remarks, 1):
        place = remark.location
        seen = place is not None and place.cell and place.sheet not in ("", OWN_SHEET)
        link = f"{quoted(place.sheet)}!{place.cell}" if place and seen else ""
        sentence = f"{remark.severity}: {remark.sentence}" if remark.sentence else ""
        texts = (
            str(number),
            remark.indicator,
            remark.verdict,
            remark.value,
            remark.bound,
            remark.code,
            sentence,
            remark.remedy,
            place_of(place),
        )
        sheet.row(texts, ResultStyle.TEXT, remark.tone, link)
    return sheet.data(lines)


_LEGEND: Final = message(
    "Colours: green – met; red – unmet, or an error; yellow – undecided, or a warning; blue – a note. "
    "Every coloured cell has a comment that says why. Colours and comments are added over the report; "
    "nothing that was written in it has been changed."
)


def _about(report: Report, language: Language) -> Iterable[str]:
    submission, tally = report.submission, report.tally
    yield language.render(
        message(
            "{pack} ({id}, revision {revision}); reporting unit: {unit}; reporting period: {period}",
            pack=report.pack.title,
            id=report.pack.id,
            revision=str(report.pack.revision),
            unit=report.unit.name,
            period=language.period(submission.period),
        )
    )
    if submission.synthetic or report.pack.synthetic:
        yield language.render(message("SYNTHETIC DATA: made up for trials"))
    yield language.render(
        message(
            "Targets met: {met} of {counted}; not due yet: {not_due}. Gate: {gate}.",
            met=tally.met,
            counted=tally.counted,
            not_due=tally.not_due,
            gate=language.label(report.gate.decision),
        )
    )


def _unchanged(values: Values, language: Language) -> str:
    return language.render(
        message(
            "All values are those of the report: {cells} cells on {sheets} sheets were read before and after marking, "
            "and are equal (SHA-256 {digest}).",
            cells=values.cells,
            sheets=values.sheets,
            digest=values.digest,
        )
    )


def _height(text: str, width: int) -> float:
    """Estimate the height of wrapped text, which Excel does not compute for merged cells."""
    lines = sum(1 + len(line) // max(width - 1, 1) for line in text.split("\n"))
    return min(max(lines, 1) * _LINE + 2, _TALLEST)
