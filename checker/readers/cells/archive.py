"""Check a workbook's archive before any library opens it.

Owns the checks of the zip: its parts, their names and methods, their sizes as counted while inflating, and XML features
that no office program writes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.text import Message, message
from checker.readers.cells.limits import ReadLimits
from checker.syntax.collector import Collector

__all__ = ["inspect"]

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK: Final = 1 << 16
_SMALL: Final = 1 << 20
_ENCRYPTED: Final = 0x1
_LONGEST: Final = 64
_MERGED: Final = rb'<(?:\w+:)?mergeCell\s[^>]{0,20}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_HEAD: Final = 4096
_XML: Final = (".xml", ".rels", ".vml")
_REFUSED: Final = (b"<!DOCTYPE", b"<!ENTITY")
_REFUSED_WIDE: Final = tuple(word.decode().encode(code) for word in _REFUSED for code in ("utf-16-le", "utf-16-be"))


def inspect(path: str, data: bytes, limits: ReadLimits) -> frozenset[str]:
    """Read the whole archive once, and return the names of its parts, in lower case and with slashes.

    Raises:
        InputError: The archive is damaged, over a limit, or has features that no office program writes.
    """
    trouble = Collector(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Inspection(archive, limits, trouble).run()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        trouble.add(codes.WORKBOOK_DAMAGED, reason=str(error) or type(error).__name__)
        trouble.stop()


class _Inspection:
    def __init__(self, archive: zipfile.ZipFile, limits: ReadLimits, trouble: Collector) -> None:
        self._archive = archive
        self._limits = limits
        self._trouble = trouble
        self._total = 0
        self._merged = 0
        self._strict = False

    def run(self) -> frozenset[str]:
        entries = self._archive.infolist()
        if len(entries) > self._limits.entries:
            self._too_large(message("parts"), len(entries), self._limits.entries)
        seen: set[str] = set()
        for entry in entries:
            self._name(entry, seen)
        self._trouble.stop_if_any()
        for entry in entries:
            self._inflate(entry)
        if self._strict:
            self._trouble.add(codes.STRICT_WORKBOOK)
            self._trouble.stop()
        return frozenset(seen)

    def _name(self, entry: zipfile.ZipInfo, seen: set[str]) -> None:
        name = entry.filename
        plain = name.replace("\\", "/").lower()
        if plain in seen:
            self._unsafe(message("two parts named `{name}`", name=name))
        seen.add(plain)
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            self._unsafe(message("a part outside of it, `{name}`", name=name))
        if entry.flag_bits & _ENCRYPTED:
            self._trouble.add(codes.PASSWORD_PROTECTED)
            self._trouble.stop()
        if entry.compress_type not in _METHODS:
            self._unsafe(message("a compression that office programs do not use, in `{name}`", name=name))

    def _inflate(self, entry: zipfile.ZipInfo) -> None:
        size, tail = 0, b""
        # A part may be longer than declared, so the inflated bytes are counted.
        with self._archive.open(entry) as part:
            while block := part.read(_BLOCK):
                size += len(block)
                self._total += len(block)
                if size > self._limits.part_bytes:
                    self._too_large(message("bytes of a part, inflated"), size, self._limits.part_bytes)
                if self._total > self._limits.total_bytes:
                    self._too_large(message("bytes in all, inflated"), self._total, self._limits.total_bytes)
                if size > _SMALL and size > self._limits.ratio * max(entry.compress_size, 1):
                    self._too_large(
                        message("times its compressed size"), size // max(entry.compress_size, 1), self._limits.ratio
                    )
                if entry.filename.lower().endswith(_XML):
                    window = tail + block
                    if any(word in window for word in (*_REFUSED, *_REFUSED_WIDE)):
                        self._unsafe(message("a document type or an entity in `{name}`", name=entry.filename))
                        self._trouble.stop()
                    self._strict = self._strict or (size == len(block) and _STRICT in block[:_HEAD])
                    self._count_merged(window)
                    tail = block[-_LONGEST:]

    def _count_merged(self, window: bytes) -> None:
        """Refuse merged ranges so large that a library would need minutes for them."""
        for left, top, right, bottom in re.findall(_MERGED, window):
            rows, columns = int(bottom) - int(top) + 1, _number(right) - _number(left) + 1
            self._merged += max(rows, 1) * max(columns, 1)
        if self._merged > self._limits.cells:
            self._too_large(message("merged cells"), self._merged, self._limits.cells)

    def _unsafe(self, what: Message) -> None:
        self._trouble.add(codes.ARCHIVE_UNSAFE, what=what)

    def _too_large(self, what: Message, found: int, limit: int) -> None:
        self._trouble.add(DATA_FILE["too-large"], what=what, found=found, limit=limit)
        self._trouble.stop()


def _number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
