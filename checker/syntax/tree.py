"""The tree that YAML and JSON files are read into."""

from __future__ import annotations

from typing import TypeAlias

from checker.domain.diagnostic import Excerpt
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "SyntaxTree"]


class Scalar(NamedTuple):
    """A leaf, as written.

    Args:
        text: The text after the file format's own unescaping; never typed.
        quoted: Whether it was a quoted string (in JSON: a string, not a number or literal).
        line: Line of its first character, from 1.
        column: Column of its first character (the quote, where quoted), from 1.
        length: Characters it takes in its first line, at least 1.
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
        """Return the key itself, for its place, or ``None``."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


class SyntaxTree(NamedTuple):
    """A parsed file.

    Args:
        path: As the user named it.
        lines: Its text by lines, for excerpts.
        sha256: Digest of its bytes, in hexadecimal.
        root: Its only value.
    """

    path: str
    lines: tuple[str, ...]
    sha256: str
    root: Node

    def location(self, node: Node) -> Location:
        """Return where `node` begins."""
        return Location(self.path, node.line, node.column)

    def excerpt(self, node: Node) -> Excerpt | None:
        """Return the line in which `node` begins, with its extent."""
        if not 1 <= node.line <= len(self.lines):
            return None
        length = node.length if isinstance(node, Scalar) else 1
        return Excerpt(self.lines[node.line - 1], node.column, length)
