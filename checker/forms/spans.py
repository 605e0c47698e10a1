"""XML edited in place: every byte that is not replaced stays what it was.

Owns where the elements of a part begin and end. Must not know workbooks. A parser that
writes a whole part anew would drop or reorder what it does not know, such as the
extensions of newer versions of Excel; here only the places are parsed.
"""

# Without `from __future__ import annotations`: with it, every field of a NamedTuple is
# compiled once more at import.

import html
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, NoReturn
from xml.parsers import expat

from checker.domain.text import Message, message
from checker.errors import CheckerError

__all__ = ["Edit", "Element", "NotEditable", "appended", "content", "edited", "escaped", "outline"]


class NotEditable(CheckerError):
    """A workbook in which nothing can be changed without the risk of a loss."""

    def __init__(self, reason: str | Message) -> None:
        """Keep why, for people; what only an engineer understands is put behind words for all."""
        if isinstance(reason, str):
            reason = message("its parts are not as Excel writes them ({detail})", detail=reason)
        super().__init__(str(reason))
        self.reason = reason


class Element:
    """An element and its place.

    Args:
        name: Its name without a prefix.
        prefix: Its prefix with the colon, or nothing.
        attributes: As written, prefixes included.
        start: Where its start tag begins.
        inner: Where its content begins; its end where it has none.
        inner_end: Where its end tag begins.
        end: Where what follows it begins.
    """

    __slots__ = ("attributes", "children", "end", "inner", "inner_end", "name", "prefix", "start")

    def __init__(self, qualified: str, attributes: dict[str, str], start: int, inner: int) -> None:
        """Begin an element; its end is known later."""
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
        """Whether it is one tag (``<a/>``), which has no room for content."""
        return self.inner == self.end

    def all(self, name: str) -> "Iterator[Element]":
        """Yield the children of this name that are of the element's own vocabulary."""
        return (child for child in self.children if child.name == name and child.prefix == self.prefix)

    def first(self, name: str) -> "Element | None":
        """Return the first child of this name."""
        return next(self.all(name), None)


class Edit(NamedTuple):
    """Bytes to put in place of those from `start` to `end`."""

    start: int
    end: int
    text: bytes


def outline(data: bytes, *, leave: Iterable[str] = ()) -> Element:
    """Return the root element with all of its descendants.

    Args:
        data: The part.
        leave: Elements whose content is not looked into, for it may be large.

    Raises:
        NotEditable: It is no well-formed UTF-8 XML, or declares entities.
    """
    maker = _Maker(data, frozenset(leave))
    try:
        maker.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotEditable(f"not well-formed: {expat.ErrorString(error.code)}") from error
    return maker.roots[0]


class _Maker:
    """Builds the outline from what the parser meets."""

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
    """Return where a tag ends; a ``>`` in an attribute's value ends nothing."""
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
    """Return the edit that puts `text` at the end of an element's content."""
    if element.closed:
        tag = f"</{element.prefix}{element.name}>"
        return Edit(element.end - 2, element.end, f">{text}{tag}".encode())
    return Edit(element.inner_end, element.inner_end, text.encode())


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `data` with all edits made; of several at one place, in their order."""
    pieces: list[bytes] = []
    place = 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (data[place:start], text)
        place = end
    return b"".join((*pieces, data[place:]))


def content(data: bytes, element: Element) -> str:
    """Return the text of an element that holds nothing else."""
    text = data[element.inner : element.inner_end].decode("utf-8", "replace")
    return html.unescape(text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """Return `text` for the content of an element, or for an attribute in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
