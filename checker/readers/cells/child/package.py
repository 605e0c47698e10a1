"""Normalize the part names of an Office Open XML file, so that references between parts match.

Office programs ignore the case of part names, and some archivers write backslashes. The libraries support neither and
silently omit such a part.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Final

__all__ = ["with_known_errors", "with_named_parts"]

_TYPES: Final = "[Content_Types].xml"
_PART: Final = re.compile(rb"""\bPartName\s*=\s*["']/([^"']+)["']""")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_TARGET: Final = re.compile(rb"""\bTarget\s*=\s*["']([^"']+)["']""")
_EXTERNAL: Final = b"External"
_ERROR: Final = re.compile(rb">#(?!NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)[^<>]{1,40}<")


def with_named_parts(data: bytes) -> bytes:
    """Return an archive in which part names match the references to them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        by_lower = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        exact = set(archive.namelist())
        referred = {name: by_lower[name.lower()] for name in _referred(archive, by_lower) if name.lower() in by_lower}
        if all(name in exact for name in referred):
            return data
        renamed = {old: old.replace("\\", "/") for old in exact - set(referred.values())}
        return _written(
            {new: archive.read(old) for new, old in (*referred.items(), *((b, a) for a, b in renamed.items()))}
        )


def with_known_errors(data: bytes) -> bytes:
    """Return an archive without recent Excel error values, which python-calamine rejects."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _written(
            {
                name: _ERROR.sub(b">#N/A<", archive.read(name)) if "sheet" in name.lower() else archive.read(name)
                for name in archive.namelist()
            }
        )


def _referred(archive: zipfile.ZipFile, by_lower: dict[str, str]) -> Iterator[str]:
    """Yield part names as the references spell them."""
    yield _TYPES
    yield from ("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml")
    if (types := by_lower.get(_TYPES.lower())) is not None:
        yield from (found.decode("utf-8", "replace") for found in _PART.findall(archive.read(types)))
    for lower, name in by_lower.items():
        folder, _, file = lower.rpartition("/")
        if not file.endswith(".rels") or not f"/{folder}".endswith("/_rels"):
            continue
        base = name.replace("\\", "/").rpartition("/")[0][: -len("_rels")]
        for relation in _RELATION.findall(archive.read(name)):
            target = _TARGET.search(relation)
            if target is None or _EXTERNAL in relation:
                continue
            path = target[1].decode("utf-8", "replace")
            full = posixpath.normpath(path.lstrip("/") if path.startswith("/") else base + path)
            yield full
            head, _, tail = full.rpartition("/")
            yield f"{head}/_rels/{tail}.rels"


def _written(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()
