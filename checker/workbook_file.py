"""Serialize an openpyxl workbook to reproducible bytes without temporary files.

openpyxl writes each sheet to a temporary file first. A killed process leaves such a file behind, and a full disk gives
an error without a reason. Here sheets stay in memory.
"""

# ruff: noqa: SLF001 - the writer of openpyxl has no public extension point

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from checker.ooxml import fixed

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["written"]

_CORE: Final = "docProps/core.xml"
# The time of writing, which openpyxl stores.
_DATED: Final = rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>"


class _InMemory(ExcelWriter):
    """openpyxl's writer, without its temporary file for each sheet."""

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:
        drawing = ws._drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images
        sheet = io.BytesIO()
        writer: Any = WorksheetWriter(ws, sheet)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)


def written(book: Workbook) -> bytes:
    """Return a workbook as bytes that do not depend on the time of writing."""
    file = io.BytesIO()
    _InMemory(book, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = re.sub(_DATED, b"", parts[_CORE])
    return fixed(parts)
