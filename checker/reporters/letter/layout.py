"""Styles and pages of the letter: typeface, sizes, margins, page numbers.

Owns their values from decree 30/2020/NĐ-CP. Must not know the content of the letter.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import StyleFactory
from lxml.etree import tostring

from checker.domain.record import NamedTuple
from checker.language import display_safe
from checker.reporters.letter.wml import SPACE, paragraph, run, twips

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["LandscapePage", "fill", "prepare"]

_FAMILY: Final = "Times New Roman"
_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
_LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
_RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
_INDENT: Final = 10
_SHORT: Final = 210
_LONG: Final = 297


class LandscapePage(NamedTuple):
    """The landscape page of an annex.

    Args:
        margin: The width of all its margins in millimetres; 0 for those of the letter.
        large: Whether the paper is A3 instead of A4.
    """

    margin: float = 0
    large: bool = False

    @property
    def width(self) -> float:
        """The text width with its own margins, in millimetres."""
        return (420 if self.large else _LONG) - 2 * self.margin


_STYLES: Final = {
    # name: size, bold, italic, alignment, first-line indent in mm, points before and after
    "Superior": (13, False, False, _CENTRE, 0, 0, 0),
    "Agency": (13, True, False, _CENTRE, 0, 0, 2),
    "Number": (13, False, False, _CENTRE, 0, 4, 0),
    "About": (12, False, False, _CENTRE, 0, 6, 0),
    "NewPage": (1, False, False, _LEFT, 0, 0, 0),
    "State": (12, True, False, _CENTRE, 0, 0, 0),
    "Motto": (13, True, False, _CENTRE, 0, 0, 2),
    "PlaceAndDate": (13, False, True, _CENTRE, 0, 4, 0),
    "Kind": (14, True, False, _CENTRE, 0, 18, 0),
    "Subject": (14, True, False, _CENTRE, 0, 0, 4),
    "Rule": (2, False, False, _CENTRE, 0, 0, 8),
    "Body": (14, False, False, _JUSTIFIED, _INDENT, 0, 6),
    "Part": (14, True, False, _JUSTIFIED, _INDENT, 6, 6),
    "Clause": (14, True, False, _JUSTIFIED, _INDENT, 0, 6),
    "Entry": (14, True, False, _JUSTIFIED, _INDENT, 0, 6),
    "Closing": (14, False, False, _JUSTIFIED, _INDENT, 0, 6),
    "Item": (14, False, False, _JUSTIFIED, _INDENT, 0, 6),
    "Warning": (14, True, False, _CENTRE, 0, 6, 6),
    "Addressee": (14, False, False, _CENTRE, 0, 10, 10),
    "Addressees": (14, False, False, _LEFT, 30, 10, 0),
    "AddresseeOf": (14, False, False, _LEFT, 50, 0, 4),
    "DraftNote": (10, False, True, _LEFT, 0, 0, 0),
    "RecipientsHead": (12, True, True, _LEFT, 0, 0, 0),
    "Recipients": (11, False, False, _LEFT, 0, 0, 0),
    "Signer": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexNumber": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexTitle": (14, True, False, _CENTRE, 0, 0, 0),
    "AnnexedTo": (13, False, True, _CENTRE, 0, 0, 4),
    "Left": (11, False, False, _LEFT, 0, 1, 1),
    "Centre": (11, False, False, _CENTRE, 0, 1, 1),
    "Right": (11, False, False, _RIGHT, 0, 1, 1),
    "LeftBold": (11, True, False, _LEFT, 0, 1, 1),
    "CentreBold": (11, True, False, _CENTRE, 0, 1, 1),
    "Note": (11, False, True, _LEFT, 0, 2, 0),
    "NoteEnd": (11, False, False, _LEFT, 0, 2, 0),
    "Tiny": (8, False, False, _LEFT, 0, 0, 0),
    "TinyCentre": (8, False, False, _CENTRE, 0, 0, 0),
    "TinyRight": (8, False, False, _RIGHT, 0, 0, 0),
    "TinyBold": (8, True, False, _CENTRE, 0, 0, 0),
    "PageNumber": (13, False, False, _CENTRE, 0, 0, 0),
    "NextTable": (1, False, False, _LEFT, 0, 0, 0),
    "SectionEnd": (1, False, False, _LEFT, 0, 0, 0),
}
# Headings stay with their text, and the signature with the end of the letter.
_KEEP_WITH_NEXT: Final = (
    "Part",
    "Clause",
    "AnnexNumber",
    "AnnexTitle",
    "RecipientsHead",
    "Addressees",
    "Closing",
    "Rule",
)
_NUMBER: Final = (
    f'<w:p {SPACE}><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def prepare(document: Document, language: str, note: str = "") -> None:
    """Set up the styles, the portrait page, and page numbers from the second page on.

    Args:
        document: The document.
        language: The code of its language.
        note: The note at the top of its first page, outside the letter; or nothing.
    """
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
    if note:
        first = section.first_page_header._element  # noqa: SLF001 - as below
        for old in list(first):
            first.remove(old)
        note_xml = paragraph("DraftNote", run(display_safe(note)))
        first.append(parse_xml(note_xml.replace("<w:p>", f"<w:p {SPACE}>", 1)))
        # The first page of an annex has a separate header, without the note.
        document.add_section().first_page_header.is_linked_to_previous = False


def fill(document: Document, letter: str, landscape: list[tuple[LandscapePage, str]]) -> bytes:
    """Return the letter on portrait pages and the annexes on landscape pages, each numbered from 1.

    As text, because adding a long table to a document element by element takes minutes.
    """
    upright, own = (document.sections[place]._sectPr for place in (0, -1))  # noqa: SLF001 - as above
    *before, (last, final) = [(letter, upright), *((part, _turned(upright, own, sheet)) for sheet, part in landscape)]
    # A section's page setup is in its last paragraph; only that of the last section is separate.
    ended = (
        f'{content}<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{_written(setup)}</w:pPr></w:p>'
        for content, setup in before
    )
    body = f"{''.join(ended)}{last}{_written(final)}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {SPACE}><w:body>{body}</w:body></w:document>'.encode()


def _written(setup: Any) -> str:
    return str(tostring(setup, encoding="unicode", with_tail=False))


def _turned(upright: Any, own: Any, sheet: LandscapePage) -> Any:
    setup = copy.deepcopy(upright)
    kinds = {reference.get(qn("w:type")): reference for reference in setup.findall(qn("w:headerReference"))}
    for reference in own.findall(qn("w:headerReference")):
        kinds[reference.get(qn("w:type"))].set(qn("r:id"), reference.get(qn("r:id")))
    size = setup.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(twips(420 if sheet.large else _LONG)))
    size.set(qn("w:h"), str(twips(_LONG if sheet.large else _SHORT)))
    size.set(qn("w:orient"), "landscape")
    margins = setup.find(qn("w:pgMar"))
    if sheet.margin:
        for side in ("left", "right", "bottom"):
            margins.set(qn(f"w:{side}"), str(twips(sheet.margin)))
        margins.set(qn("w:header"), str(twips(sheet.margin / 2)))
        margins.set(qn("w:top"), str(twips(sheet.margin + 2)))
    margins.addnext(parse_xml(f'<w:pgNumType {SPACE} w:start="1"/>'))
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
        # `styles.add_style` compares the name with those of all styles, which takes half of the time of a letter.
        added = document.styles.element.add_style_of_type(name, WD_STYLE_TYPE.PARAGRAPH, builtin=False)
        style: Any = StyleFactory(added)
        style.base_style = normal
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        page = style.paragraph_format
        page.alignment = alignment
        page.first_line_indent = Mm(indent)
        page.space_before, page.space_after = Pt(before), Pt(after)
        page.line_spacing = Pt(2) if name == "Rule" else 1.0
        page.page_break_before = name == "NewPage"
        page.keep_with_next = name in _KEEP_WITH_NEXT
