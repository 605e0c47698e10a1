"""Choose the reader of a file of cells by its name and first bytes.

Owns the supported types, and the diagnostics for unknown types and misleading names. Must not know how any type is
read.
"""

from __future__ import annotations

import os
from typing import Final

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.location import SEPARATED
from checker.domain.text import Message, message
from checker.errors import InputError, SubmissionError
from checker.readers.cells.limits import ReadLimits
from checker.readers.grid import Grid
from checker.readers.submission import TABLES
from checker.syntax.collector import Collector
from checker.syntax.text import load

__all__ = ["read_grid"]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16: Final = "utf-16-le"
# Streams of an OLE file: the wrapper of an encrypted workbook, and the old binary workbook.
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode(_UTF16)
_OLD_STREAMS: Final = ("Workbook".encode(_UTF16), "Book".encode(_UTF16))
_PARTS: Final = {
    "xl/workbook.xml": message("an Excel workbook"),
    "xl/workbook.bin": message("a binary Excel workbook (XLSB)"),
    "content.xml": message("an OpenDocument file"),
    "word/document.xml": message("a Word document"),
    "ppt/presentation.xml": message("a PowerPoint presentation"),
}
_PICTURES: Final = ("xl/media/", "pictures/")
_MAIN_PARTS: Final = {".xlsx": "xl/workbook.xml", ".xlsm": "xl/workbook.xml", ".ods": "content.xml"}


def read_grid(path: str, *, data: bytes | None = None, suffix: str = "", limits: ReadLimits = ReadLimits()) -> Grid:  # noqa: B008 - frozen
    """Read a workbook or a CSV file.

    Args:
        path: The file as the user named it; its suffix gives the type.
        data: Its bytes, if they do not come from the file.
        suffix: The type, such as ``.xlsx``, if the name does not give it.
        limits: The limits.

    Raises:
        SubmissionError: The file cannot be read; lists all problems.
    """
    suffix = suffix or os.path.splitext(path)[1].lower()
    try:
        if suffix not in TABLES:
            _stop(path, suffix)
        content = load(path, DATA_FILE, limits.file_bytes) if data is None else data
        return _read(path, content, suffix, limits)
    except InputError as error:
        raise SubmissionError(error.diagnostics) from None


def _stop(path: str, suffix: str) -> None:
    trouble = Collector(path)
    trouble.add(DATA_FILE["unknown-format"], suffix=suffix or os.path.basename(path), known=", ".join(TABLES))
    trouble.stop()


def _read(path: str, data: bytes, suffix: str, limits: ReadLimits) -> Grid:
    trouble = Collector(path)
    if not data:
        trouble.add(DATA_FILE["empty"])
        trouble.stop()
    if suffix in SEPARATED:
        from checker.readers.cells.csv import read_csv

        return read_csv(path, data, limits)
    _check_type(data, suffix, trouble)
    from checker.readers.cells.workbook import read_workbook

    if suffix == ".xls":
        return read_workbook(path, data, "xls", limits)
    from checker.readers.cells.archive import inspect

    parts = inspect(path, data, limits)
    if _MAIN_PARTS[suffix] not in parts:
        found = next((text for name, text in _PARTS.items() if name in parts), message("another zip archive"))
        _mistaken(trouble, suffix, found)
    pictured = any(part.startswith(_PICTURES) for part in parts)
    return read_workbook(path, data, suffix[1:], limits)._replace(pictures=pictured)


def _check_type(data: bytes, suffix: str, trouble: Collector) -> None:
    """Refuse a workbook whose first bytes and name have different types."""
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            trouble.add(codes.PASSWORD_PROTECTED)
            trouble.stop()
        if suffix != ".xls":
            _mistaken(trouble, suffix, message("a file of the old Excel format (xls), or another old Office file"))
        if not any(stream in data for stream in _OLD_STREAMS):
            _mistaken(trouble, suffix, message("another old Office file"))
    elif data.startswith(_ZIP):
        if suffix == ".xls":
            _mistaken(trouble, suffix, message("an Excel workbook (xlsx) or another zip archive"))
    else:
        _mistaken(trouble, suffix, _guessed(data))


def _mistaken(trouble: Collector, suffix: str, found: Message) -> None:
    trouble.add(codes.WRONG_TYPE, suffix=suffix, found=found)
    trouble.stop()


def _guessed(data: bytes) -> Message:
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return message("a web page (HTML)")
    if start.startswith(b"<?xml"):
        return message("XML text")
    if start.startswith(b"%pdf"):
        return message("a PDF")
    if b"\0" not in data[:2_000]:
        return message("plain text")
    return message("something else")
