"""Edit XML in place: every byte that is not replaced stays unchanged.

Owns the positions of a part's elements. Must not know workbooks. A parser that rewrites a whole part would drop or
reorder unknown content, such as extensions of newer Excel versions. This module only parses positions.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Final, NoReturn
from xml.parsers import expat

from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.errors import CheckerError

__all__ = ["Edit", "Element", "NotEditable", "appended", "content", "edited", "escaped", "outline"]


class NotEditable(CheckerError):
    """The workbook cannot be changed without risk of loss."""

    def __init__(self, reason: str | Message) -> None:
        """Keep the reason for people; technical details follow a general sentence."""
        if isinstance(reason, str):
            reason = message("its parts are not as Excel writes them ({detail})", detail=reason)
        super().__init__(str(reason))
        self.reason = reason


class Element:
    """An element and its position.

    Args:
        name: Its name without a prefix.
        prefix: Its prefix with the colon, or nothing.
        attributes: As written, including prefixes.
        start: The start of its start tag.
        inner: The start of its content, or its end if it has none.
        inner_end: The start of its end tag.
        end: The position after it.
    """

    __slots__ = ("attributes", "children", "end", "inner", "inner_end", "name", "prefix", "start")

    def __init__(self, qualified: str, attributes: dict[str, str], start: int, inner: int) -> None:
        """Start an element; its end is set later."""
        prefix, colon, name = qualified.rpartition(":")
        self.name: Final = name
        self.prefix: Final = prefix + colon
        self.attributes: Final = attributes
        self.start: Final = start
        self.inner = inner
        self.inner_end = inner
        self.end = inner
        self.children: Final[list[Element]] = []

    @property
    def closed(self) -> bool:
        """Whether it is a self-closing tag (``<a/>``)."""
        return self.inner == self.end

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children with this name in the element's own namespace."""
        return (child for child in self.children if child.name == name and child.prefix == self.prefix)

    def first(self, name: str) -> Element | None:
        """Return the first child with this name."""
        return next(self.all(name), None)


class Edit(NamedTuple):
    """Replacement of the bytes from `start` to `end`."""

    start: int
    end: int
    text: bytes


def outline(data: bytes, *, leave: Iterable[str] = ()) -> Element:
    """Return the root element with all of its descendants.

    Args:
        data: The part.
        leave: Elements whose content is skipped, because it may be large.

    Raises:
        NotEditable: The part is not well-formed UTF-8 XML, or declares entities.
    """
    maker = _Maker(data, frozenset(leave))
    try:
        maker.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotEditable(f"not well-formed: {expat.ErrorString(error.code)}") from error
    return maker.roots[0]


class _Maker:
    """Builds the outline from parser events."""

    def __init__(self, data: bytes, leave: frozenset[str]) -> None:
        self.parser: Final = expat.ParserCreate()
        self.roots: Final[list[Element]] = []
        self._data = data
        self._leave = leave
        self._open: list[Element | None] = []
        self._left = 0
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotEditable("not UTF-8")

    @staticmethod
    def _declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in ("UTF-8", "US-ASCII"):
            raise NotEditable(f"not UTF-8 but {encoding}")

    @staticmethod
    def _doctype(*_declared: object) -> NoReturn:
        raise NotEditable("declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._left:
            self._left += 1
            return
        start = self.parser.CurrentByteIndex
        element = Element(name, attributes, start, _tag_end(self._data, start))
        (self._open[-1].children if self._open and self._open[-1] else self.roots).append(element)
        self._open.append(element)
        self._left = int(element.name in self._leave)

    def _end(self, _name: str) -> None:
        if self._left > 1:
            self._left -= 1
            return
        self._left = 0
        element = self._open.pop()
        if element is None or self._data[element.inner - 2 : element.inner] == b"/>":
            return
        element.inner_end = self.parser.CurrentByteIndex
        element.end = self._data.index(b">", element.inner_end) + 1


def _tag_end(data: bytes, start: int) -> int:
    """Return the end of a tag; a ``>`` in an attribute's value does not count."""
    place, quote = start + 1, 0
    while quote or data[place] != ord(">"):
        byte = data[place]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        place += 1
    return place + 1


def appended(element: Element, text: str) -> Edit:
    """Return the edit that appends `text` to an element's content."""
    if element.closed:
        tag = f"</{element.prefix}{element.name}>"
        return Edit(element.end - 2, element.end, f">{text}{tag}".encode())
    return Edit(element.inner_end, element.inner_end, text.encode())


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `data` with all edits applied; edits at one position keep their order."""
    pieces: list[bytes] = []
    place = 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (data[place:start], text)
        place = end
    return b"".join((*pieces, data[place:]))


def content(data: bytes, element: Element) -> str:
    """Return the text of an element without child elements."""
    text = data[element.inner : element.inner_end].decode("utf-8", "replace")
    return html.unescape(text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """Return `text` escaped for element content, or for an attribute in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
