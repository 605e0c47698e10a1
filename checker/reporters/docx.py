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

from docx import Document

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.ooxml import fixed
from checker.reporters import Paper
from checker.reporters.letter.annexes import annexes
from checker.reporters.letter.frame import foot, head, letter_width
from checker.reporters.letter.layout import fill, prepare
from checker.reporters.letter.text import subject, text
from checker.reporters.letter.wml import paragraph, rule, run

__all__ = ["render"]

_MOST: Final = 255
_LETTER: Final = "word/document.xml"
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
    prepare(document, language.code)
    about = subject(whole, language)
    appended = annexes(whole, given, language)
    parts = [
        head(given, language),
        paragraph("Kind", run(language.render(message("REPORT")))),
        paragraph("Subject", run(about)),
        rule(45, letter_width()),
        *text(whole, language),
    ]
    if appended:
        parts.append(paragraph("Body", run(language.render(message("Details are in the annex.")))))
    parts.append(foot(given, language))
    core = document.core_properties
    core.author, core.title, core.comments = "checker", display_safe(about)[:_MOST], ""
    core.created = core.modified = _EPOCH
    file = io.BytesIO()
    document.save(file)
    return _undated(file.getvalue(), {_LETTER: fill(document, "".join(parts), appended)})


def _undated(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Put other parts into a file, and leave out when it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return fixed({name: changed.get(name) or archive.read(name) for name in archive.namelist()})
