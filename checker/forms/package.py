"""A workbook as a package: a zip of parts and their relationships.

Owns reading, adding and writing parts. Must not know their meaning. Parts that are not accessed are copied unchanged.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.forms.spans import Edit, Element, NotEditable, appended, edited, escaped, outline
from checker.ooxml import fixed

__all__ = ["OFFICE", "Package", "Relationship"]

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The prefix of a workbook's relationship types."""

_TYPES: Final = "[Content_Types].xml"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_MOST_PARTS: Final = 2_000
_LARGEST: Final = 96 * 2**20


class Relationship(NamedTuple):
    """A part's relationship to another one.

    Args:
        id: Its id within the part.
        kind: The last word of its type, such as ``comments``.
        target: The path of the other part; empty for external targets.
    """

    id: str
    kind: str
    target: str


class Package:
    """The parts of one file; changes stay in memory until `data` is called."""

    def __init__(self, data: bytes) -> None:
        """Read all parts.

        Raises:
            NotEditable: The file is not a plain zip of a reasonable size.
        """
        self._parts: Final[dict[str, bytes]] = {}
        self._entries: Final[dict[str, zipfile.ZipInfo]] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._read(archive)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            reason = message("it is no workbook of the kind that its name says, or it is protected by a password")
            raise NotEditable(reason) from error
        if _TYPES not in self._parts:
            raise NotEditable(f"without {_TYPES}")

    def _read(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise NotEditable(f"{len(entries)} parts, at most {_MOST_PARTS}")
        left = _LARGEST
        for entry in entries:
            if entry.filename in self._parts:
                raise NotEditable(f"two parts are named {entry.filename}")
            with archive.open(entry) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise NotEditable(f"larger than {_LARGEST} bytes")
            self._parts[entry.filename] = part
            self._entries[entry.filename] = entry

    def __contains__(self, path: str) -> bool:
        return path in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __getitem__(self, path: str) -> bytes:
        """Return a part.

        Raises:
            NotEditable: There is none.
        """
        if path not in self._parts:
            raise NotEditable(f"without the part {path}")
        return self._parts[path]

    def __setitem__(self, path: str, part: bytes) -> None:
        self._parts[path] = part

    def remove(self, path: str) -> None:
        """Remove a part, with its content type."""
        del self._parts[path]
        self._parts.pop(_rels_of(path), None)
        types = outline(self[_TYPES])
        edits = [
            Edit(item.start, item.end, b"")
            for item in types.all("Override")
            if item.attributes.get("PartName", "").lower() == f"/{path}".lower()
        ]
        self[_TYPES] = edited(self[_TYPES], edits)

    def add(self, path: str, part: bytes, content_type: str) -> None:
        """Add or replace a part."""
        self[path] = part
        types = outline(self[_TYPES])
        names = [item.attributes.get("PartName", "").lower() for item in types.all("Override")]
        if f"/{path}".lower() not in names:
            self._declare(types, f'Override PartName="/{escaped(path)}" ContentType="{content_type}"')

    def default(self, extension: str, content_type: str) -> None:
        """Declare the content type of an extension, unless it is declared."""
        types = outline(self[_TYPES])
        known = [item.attributes.get("Extension", "").lower() for item in types.all("Default")]
        if extension not in known:
            self._declare(types, f'Default Extension="{extension}" ContentType="{content_type}"')

    def _declare(self, types: Element, what: str) -> None:
        place = types.inner
        if what.startswith("Override"):
            place = types.inner_end
        self[_TYPES] = edited(self[_TYPES], [Edit(place, place, f"<{types.prefix}{what}/>".encode())])

    def free(self, template: str) -> str:
        """Return the first unused path made from `template` and a number."""
        taken = {path.lower() for path in self._parts}
        return next(path for n in range(1, len(taken) + 2) if (path := template.format(n)).lower() not in taken)

    def relationships(self, path: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part; an empty path means the package."""
        rels = _rels_of(path)
        if rels not in self._parts:
            return ()
        return tuple(
            Relationship(
                item.attributes["Id"],
                item.attributes["Type"].rpartition("/")[2],
                ""
                if item.attributes.get("TargetMode") == "External"
                else _resolved(path, item.attributes.get("Target", "")),
            )
            for item in outline(self._parts[rels]).all("Relationship")
            if {"Id", "Type"} <= set(item.attributes)
        )

    def related(self, path: str, kind: str) -> str:
        """Return the part that another refers to by a relationship of this kind, or nothing."""
        return next((rel.target for rel in self.relationships(path) if rel.kind == kind), "")

    def relate(self, path: str, kind: str, target: str) -> str:
        """Add a relationship, and return its id."""
        rels = _rels_of(path)
        if rels not in self._parts:
            self._parts[rels] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONSHIPS}">'
                "</Relationships>"
            ).encode()
        taken = {rel.id for rel in self.relationships(path)}
        name = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        root = outline(self._parts[rels])
        written = f'<{root.prefix}Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="/{escaped(target)}"/>'
        self._parts[rels] = edited(self._parts[rels], [appended(root, written)])
        return name

    def unrelate(self, path: str) -> None:
        """Remove all relationships of a part, and parts that are no longer referenced."""
        own = [rel.target for rel in self.relationships(path) if rel.target in self._parts]
        self._parts.pop(_rels_of(path), None)
        referenced = {rel.target for other in ("", *self._parts) if other != path for rel in self.relationships(other)}
        for target in own:
            if target not in referenced and target in self._parts:
                self.remove(target)

    def data(self) -> bytes:
        """Return the file; parts keep their order, new ones follow."""
        return fixed(self._parts, self._entries)


def _rels_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(path: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
