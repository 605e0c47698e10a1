"""The tree that YAML and JSON files are read into."""

from __future__ import annotations

from typing import TypeAlias

from checker.domain.diagnostic import Excerpt
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Mapping", "Node", "Part", "Scalar", "Sequence", "SyntaxTree", "part_of"]


class Scalar(NamedTuple):
    """A leaf, as written.

    Args:
        text: The text after the file format's own unescaping; never typed.
        quoted: Whether it was a quoted string (in JSON: a string, not a number or literal).
        line: Line of its first character, from 1.
        column: Column of its first character (the quote, where quoted), from 1.
        length: Its length in characters within its first line, at least 1.
    """

    text: str
    quoted: bool
    line: int
    column: int
    length: int


class Sequence(NamedTuple):
    """A list, in order."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping, in order; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Return the node under `key`, or ``None``."""
        for name, node in self.entries:
            if name.text == key:
                return node
        return None

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its location, or ``None``."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


class Part(NamedTuple):
    """One of several texts or sheets that a tree combines.

    Args:
        after: The offset of its nodes' lines, so that no two parts share a line.
        path: The file as the user named it.
        lines: Its lines, for excerpts; empty for a sheet.
        sheet: The sheet, whose rows are lines and whose columns are columns; empty for a text.
    """

    after: int
    path: str
    lines: tuple[str, ...] = ()
    sheet: str = ""

    def location(self, line: int, column: int) -> Location:
        """Return the location of a line of the tree."""
        if not self.sheet:
            return Location(self.path, line - self.after, column)
        letters, rest = "", column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return Location(self.path, line - self.after, column, self.sheet, f"{letters}{line - self.after}")

    def excerpt(self, line: int, column: int, length: int) -> Excerpt | None:
        """Return an excerpt: a line of the tree and a range in it; ``None`` if there is no text to show."""
        place = line - self.after
        return Excerpt(self.lines[place - 1], column, length) if 1 <= place <= len(self.lines) else None


def part_of(parts: tuple[Part, ...], line: int) -> Part:
    """Return the part that contains a line of the tree; the parts are sorted by their lines."""
    return next(part for part in reversed(parts) if part.after < line or part is parts[0])


class SyntaxTree(NamedTuple):
    """A parsed file, or several files combined.

    Args:
        path: As the user named it.
        lines: Its lines, for excerpts.
        sha256: Digest of its bytes, in hexadecimal.
        root: Its only value.
        parts: Its parts; empty for a single file.
    """

    path: str
    lines: tuple[str, ...]
    sha256: str
    root: Node
    parts: tuple[Part, ...] = ()

    def location(self, node: Node) -> Location:
        """Return the location of the start of `node`."""
        return part_of(self.parts or (Part(0, self.path),), node.line).location(node.line, node.column)

    def excerpt(self, node: Node) -> Excerpt | None:
        """Return the excerpt of the line in which `node` starts."""
        length = node.length if isinstance(node, Scalar) else 1
        part = part_of(self.parts or (Part(0, self.path, self.lines),), node.line)
        return part.excerpt(node.line, node.column, length)
