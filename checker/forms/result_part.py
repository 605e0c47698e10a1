"""The sheet of results as a part of a workbook: rows of texts over one grid of columns, with links to cells.

Owns its grid, row heights and page setup: A4 landscape, one page wide. Strings are inline, so that the shared strings
need not change. Must not know the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.forms.spans import escaped
from checker.forms.styles import ResultStyle, StylesPart, Tone
from checker.forms.texts import letters
from checker.ooxml import cell_text

__all__ = ["ResultCell", "ResultPart"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS: Final = (6, 14, 24, 11, 15, 15, 10, 20, 32, 14)
_CODES: Final = 9
"""The width of the column of codes."""
_SIZE: Final = 11
_LINE: Final = 1.45
_TALLEST: Final = 409


class ResultCell(NamedTuple):
    """A cell of a table.

    Args:
        text: Its text.
        last: The last column of the grid that it covers, counted from 1; it starts after the previous cell.
        look: Its kind.
        tone: Its colour.
        link: The cell that it links to, or nothing.
    """

    text: str
    last: int
    look: ResultStyle = ResultStyle.TEXT
    tone: Tone = Tone.PLAIN
    link: str = ""


class ResultPart:
    """A sheet that is written from top to bottom."""

    def __init__(self, styles: StylesPart, *, codes: bool) -> None:
        """Start a sheet, with another column if codes are listed."""
        self._styles = styles
        self._widths = (*_WIDTHS, _CODES) if codes else _WIDTHS
        self._rows: list[str] = []
        self._merged: list[str] = []
        self._links: list[tuple[str, str]] = []

    @property
    def next_row(self) -> int:
        """The number of the next row."""
        return len(self._rows) + 1

    def line(self, text: str, look: ResultStyle) -> None:
        """Write a line across the sheet."""
        self.row([ResultCell(text, len(self._widths), look)])

    def row(self, cells: Sequence[ResultCell]) -> None:
        """Write a row; its cells follow one another."""
        number, first, height, written = self.next_row, 1, 0.0, []
        for cell in cells:
            style = self._styles.cell(cell.look, cell.tone)
            place = f"{letters(first)}{number}"
            text = escaped(cell_text(cell.text))
            written.append(
                f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
                if cell.text
                else f'<c r="{place}" s="{style}"/>'
            )
            # A merged cell takes its border from each of its cells.
            written += [f'<c r="{letters(column)}{number}" s="{style}"/>' for column in range(first + 1, cell.last + 1)]
            if cell.last > first:
                self._merged.append(f"{place}:{letters(cell.last)}{number}")
            if cell.link:
                self._links.append((place, cell.link))
            height = max(height, self._height(cell.text, sum(self._widths[first - 1 : cell.last])))
            first = cell.last + 1
        self._rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(written)}</row>')

    def _height(self, text: str, width: int) -> float:
        """Estimate the height of wrapped text, which Excel does not compute for merged cells."""
        size = self._styles.size
        fit = max(int(width * _SIZE / max(size, _SIZE)) - 1, 1)
        lines = sum(1 + max(len(line) - 1, 0) // fit for line in text.split("\n"))
        return min(lines * size * _LINE + 2, _TALLEST)

    def data(self) -> bytes:
        """Return the part."""
        last, end = letters(len(self._widths)), len(self._rows)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(self._widths, 1)
        )
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        links = "".join(
            f'<hyperlink ref="{cell}" location="{escaped(target)}" display="{escaped(target)}"/>'
            for cell, target in self._links
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{last}{end}"/>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>"
            f'<ignoredErrors><ignoredError sqref="A1:{last}{end}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
        ).encode()
