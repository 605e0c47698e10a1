"""A letter to the office above: a report on the targets, laid out by decree 30/2020/NĐ-CP.

Owns the order of its parts. python-docx and docxtpl are imported in this room alone, which
the extra ``docx`` installs. The same run on the same paper is the same file.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

from docx import Document

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.ooxml import fixed
from checker.reporters import Paper
from checker.reporters.letter.annexes import annexes
from checker.reporters.letter.frame import addressed, foot, head, letter_width, under
from checker.reporters.letter.layout import fill, prepare
from checker.reporters.letter.text import made_up_notice, text
from checker.reporters.letter.wml import paragraph, run
from checker.reporters.office.document import annex_names, doubted, made_up, parts, title
from checker.reporters.summary import grounds

__all__ = ["render"]

_MOST: Final = 255
_LETTER: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"
_PLACE: Final = "grounds-of-the-run"
"""Where the properties say what the run rests on; python-docx would cut that off."""
_EPOCH: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def render(whole: Run, language: Language, paper: Paper, /) -> bytes:
    """Write the letter of a run.

    Raises:
        PackError: The template cannot be used.
    """
    if paper.template:
        from checker.reporters.letter.template import filled

        return _undated(filled(whole, language, paper), {})
    given = paper.letterhead or Letterhead()
    document = Document()
    told = parts(whole, language)
    prepare(document, language.code, _draft_note(whole, language))
    about = title(told, language) if told else language.render(message("Results against the targets"))
    appended = annexes(told, given, language)
    numbers = annex_names(len(appended)) if appended else []
    content = [
        head(given, language),
        paragraph("Kind", run(language.render(message("REPORT")))),
        paragraph("Subject", run(about)),
        under(about, 14, letter_width()),
        *((made_up_notice(language),) if made_up(told) else ()),
        *addressed(given, language),
        *text(whole, told, given, numbers, language),
        foot(given, language),
    ]
    core = document.core_properties
    core.author, core.title, core.comments = "checker", display_safe(about)[:_MOST], _PLACE
    core.content_status = language.render(message("Draft"))
    core.created = core.modified = _EPOCH
    file = io.BytesIO()
    document.save(file)
    across = [(annex.sheet, annex.content(number)) for annex, number in zip(appended, numbers, strict=False)]
    with zipfile.ZipFile(file) as archive:
        described = archive.read(_CORE).decode().replace(_PLACE, escape(_rests_on(whole, language)))
    return _undated(file.getvalue(), {_LETTER: fill(document, "".join(content), across), _CORE: described.encode()})


def _rests_on(whole: Run, language: Language) -> str:
    """Return what the run rests on, which has no place in a letter; it stands in the properties of the file."""
    return display_safe("; ".join(language.render(said) for said in grounds(whole)))


def _draft_note(whole: Run, language: Language) -> str:
    """Return how much is doubted, which nobody should sign over; it stands outside the letter."""
    figures, files = doubted(whole)
    said = []
    if figures:
        said.append(message("{count} figures are to be clarified before this is signed", count=figures))
    if files:
        said.append(message("{count} files cannot be read and are not in it", count=files))
    nameless = dict.fromkeys(one.unit.id for one in whole.reports if one.unit.title is None)
    if nameless:
        said.append(message("there is no title of {units}", units=tuple(nameless)))
    return "; ".join(map(language.render, said))


def _undated(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Put other parts into a file, and leave out when it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return fixed({name: changed.get(name) or archive.read(name) for name in archive.namelist()})
