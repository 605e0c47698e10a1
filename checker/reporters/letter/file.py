"""A letter as a Word file: its combined parts, its properties, and reproducible bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from docx import Document

from checker.domain.text import message
from checker.language import Language, display_safe
from checker.ooxml import fixed
from checker.reporters.letter.layout import LandscapePage, fill, prepare

__all__ = ["undated", "written"]

_MOST: Final = 255
_LETTER: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"
_PLACE: Final = "grounds-of-the-run"
"""The property for the basis of the run; python-docx would truncate it."""
_EPOCH: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def written(
    content: Sequence[str],
    across: Sequence[tuple[LandscapePage, str]],
    title: str,
    language: Language,
    *,
    note: str = "",
    rests_on: str = "",
) -> bytes:
    """Return the file of a letter.

    Args:
        content: The content of its portrait pages.
        across: Its annexes, with their pages.
        title: Its title, for the properties.
        language: Its language.
        note: The note at the top of its first page, outside the letter.
        rests_on: The basis of the run, for the properties.
    """
    document = Document()
    prepare(document, language.code, note)
    core = document.core_properties
    core.author, core.title, core.comments = "checker", display_safe(title)[:_MOST], _PLACE
    core.content_status = language.render(message("Draft"))
    core.created = core.modified = _EPOCH
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        described = archive.read(_CORE).decode().replace(_PLACE, escape(display_safe(rests_on)))
    parts = {_LETTER: fill(document, "".join(content), list(across)), _CORE: described.encode()}
    return undated(file.getvalue(), parts)


def undated(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Replace parts of a file, and remove the time of writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return fixed({name: changed.get(name) or archive.read(name) for name in archive.namelist()})
