"""Styles and pages of the letter: typeface, sizes, margins, page numbers.

Owns what decree 30/2020/NĐ-CP says of them. Must not know what the letter says.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import tostring

from checker.reporters.letter.wml import SPACE, twips

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["fill", "prepare"]

_FAMILY: Final = "Times New Roman"
_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
_LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
_RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
_INDENT: Final = 10
_SHORT: Final = 210
_LONG: Final = 297

_STYLES: Final = {
    # name: size, bold, italic, alignment, first-line indent in mm, points before and after
    "Superior": (13, False, False, _CENTRE, 0, 0, 0),
    "Agency": (13, True, False, _CENTRE, 0, 0, 2),
    "Number": (13, False, False, _CENTRE, 0, 4, 0),
    "State": (12, True, False, _CENTRE, 0, 0, 0),
    "Motto": (13, True, False, _CENTRE, 0, 0, 2),
    "PlaceAndDate": (13, False, True, _CENTRE, 0, 4, 0),
    "Kind": (14, True, False, _CENTRE, 0, 18, 0),
    "Subject": (14, True, False, _CENTRE, 0, 0, 4),
    "Rule": (2, False, False, _CENTRE, 0, 0, 8),
    "Body": (14, False, False, _JUSTIFIED, _INDENT, 0, 6),
    "Part": (14, True, False, _JUSTIFIED, _INDENT, 6, 6),
    "Item": (14, False, False, _JUSTIFIED, _INDENT, 0, 6),
    "Detail": (14, False, True, _LEFT, _INDENT, 0, 4),
    "Warning": (14, True, False, _CENTRE, 0, 6, 6),
    "RecipientsHead": (12, True, True, _LEFT, 0, 0, 0),
    "Recipients": (11, False, False, _LEFT, 0, 0, 0),
    "Signer": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexNumber": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexTitle": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexSubtitle": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexedTo": (14, False, True, _CENTRE, 0, 0, 4),
    "Left": (11, False, False, _LEFT, 0, 1, 1),
    "Centre": (11, False, False, _CENTRE, 0, 1, 1),
    "Right": (11, False, False, _RIGHT, 0, 1, 1),
    "LeftBold": (11, True, False, _LEFT, 0, 1, 1),
    "CentreBold": (11, True, False, _CENTRE, 0, 1, 1),
    "PageNumber": (13, False, False, _CENTRE, 0, 0, 0),
    "SectionEnd": (1, False, False, _LEFT, 0, 0, 0),
}
_NUMBER: Final = (
    f'<w:p {SPACE}><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def prepare(document: Document, language: str) -> None:
    """Give an empty document its styles, its upright page and its page numbers from the second page on."""
    _styles(document, language)
    (section,) = document.sections
    section.page_width, section.page_height = Mm(_SHORT), Mm(_LONG)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    holder = section.header._element  # noqa: SLF001 - python-docx has no page numbers of its own
    for old in list(holder):
        holder.remove(old)
    holder.append(parse_xml(_NUMBER))


def fill(document: Document, letter: str, landscape: list[str]) -> bytes:
    """Return the part of the letter on the upright page and what follows on landscape ones, each numbered anew.

    As text, for bringing a long table into a document element by element takes minutes.
    """
    upright: Any = document.element.body.sectPr
    across = _turned(upright)
    *before, (last, final) = [(letter, upright), *((part, across) for part in landscape)]
    # A section's page is told by its last paragraph; only that of the last one stands by itself.
    ended = (
        f'{content}<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{_written(setup)}</w:pPr></w:p>'
        for content, setup in before
    )
    body = f"{''.join(ended)}{last}{_written(final)}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {SPACE}><w:body>{body}</w:body></w:document>'.encode()


def _written(setup: Any) -> str:
    return str(tostring(setup, encoding="unicode", with_tail=False))


def _turned(upright: Any) -> Any:
    setup = copy.deepcopy(upright)
    size = setup.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(twips(_LONG)))
    size.set(qn("w:h"), str(twips(_SHORT)))
    size.set(qn("w:orient"), "landscape")
    number = parse_xml(f'<w:pgNumType {SPACE} w:start="1"/>')
    setup.find(qn("w:pgMar")).addnext(number)
    return setup


def _styles(document: Document, language: str) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = _FAMILY, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FAMILY)
    spoken = "vi-VN" if language == "vi" else "en-GB"
    normal.element.rPr.append(parse_xml(f'<w:lang {SPACE} w:val="{spoken}"/>'))
    for name, (size, bold, italic, alignment, indent, before, after) in _STYLES.items():
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        page = style.paragraph_format
        page.alignment = alignment
        page.first_line_indent = Mm(indent)
        page.space_before, page.space_after = Pt(before), Pt(after)
        page.line_spacing = Pt(2) if name == "Rule" else 1.0
        page.keep_with_next = name in ("Part", "AnnexNumber", "AnnexTitle", "RecipientsHead")
