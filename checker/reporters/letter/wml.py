"""Write paragraphs and tables as WordprocessingML text.

Owns the guarantee that text from a file stays text. A library's objects would take a hundred times as long for large
tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from checker.language import display_safe
from checker.reporters.office.blanks import DOTS, SLOT

__all__ = ["LINE_BREAK", "SPACE", "cell", "grid", "marked", "paragraph", "row", "rule", "run", "twips"]

SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""The namespace declarations of the root."""

LINE_BREAK: Final = "<w:r><w:br/></w:r>"
"""Starts a new line in the same paragraph."""
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def twips(millimetres: float) -> int:
    """Return a length in twips (twentieths of a point)."""
    return round(millimetres * 1440 / 25.4)


def run(text: str, *, bold: bool | None = None, open_: bool = False, size: float = 0) -> str:
    """Return a run of text, by default as bold and as large as its style; an open blank is highlighted."""
    weight = "" if bold is None else "<w:b/>" if bold else '<w:b w:val="0"/>'
    looks = weight + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
    looks += '<w:highlight w:val="yellow"/>' if open_ else ""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(display_safe(text))}</w:t></w:r>'


def marked(text: str) -> str:
    """Return a text with blanks for the office highlighted."""
    first, *rest = text.split(SLOT)
    return run(first) + "".join(run(DOTS, bold=False, open_=True) + run(after) for after in rest)


def paragraph(style: str, *pieces: str) -> str:
    """Return a paragraph of runs, in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(pieces)}</w:p>'


def rule(length: float, room: float) -> str:
    """Return a line of `length` millimetres, centred in `room`."""
    side = twips(max(room - length, 0) / 2)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Rule"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
        f'</w:pBdr><w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def cell(width: float, *content: str, span: int = 1, fill: str = "", top: bool = False, upright: bool = False) -> str:
    """Return a cell of paragraphs, `width` millimetres wide.

    Args:
        width: Its width.
        *content: Its paragraphs.
        span: The number of columns that it spans.
        fill: Its colour, or empty.
        top: Whether its text is top-aligned instead of centred.
        upright: Whether its text runs from bottom to top.
    """
    place = "top" if top else "center"
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    turned = '<w:textDirection w:val="btLr"/>' if upright else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{over}{shade}{turned}<w:vAlign w:val="{place}"/>'
        f"</w:tcPr>{''.join(content)}</w:tc>"
    )


def row(cells: Iterable[str], *, head: bool = False, height: float = 0) -> str:
    """Return a row, which is never split across pages; a header row is repeated on every page.

    Args:
        cells: Its cells.
        head: Whether it is repeated.
        height: Its least height in millimetres; a name or a remark of several lines makes it higher.
    """
    repeated = "<w:tblHeader/>" if head else ""
    high = f'<w:trHeight w:val="{twips(height)}" w:hRule="{"exact" if head else "atLeast"}"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def grid(widths: Sequence[float], rows: Iterable[str], *, lines: bool, side: int = 60) -> str:
    """Return a table with columns of these widths in millimetres, with lines or without.

    Args:
        widths: Its columns.
        rows: Its rows.
        lines: Whether there are lines.
        side: With lines, the cell margin in twips.
    """
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if lines else ""
    side = side if lines else 0
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )
