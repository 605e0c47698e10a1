"""Parse YAML into the tree, from PyYAML's events alone; nothing is constructed or typed.

Owns the supported subset of YAML: plain mappings, lists and scalars. Must not know what the file means. PyYAML's
composer and constructor are not used, because they recurse, expand aliases and turn `NO` into a boolean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Codes
from typing import TYPE_CHECKING, Final, TypeAlias

from checker.domain.codes import Code
from checker.domain.digest import sha256_of
from checker.domain.text import Message, Value, message
from checker.syntax.collector import Collector
from checker.syntax.libyaml import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    Mark,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
    events,
)
from checker.syntax.text import opened
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark

__all__ = ["read_yaml"]

_Place: TypeAlias = tuple[int, int]

_MAX_BYTES: Final = 2_000_000
_MAX_DEPTH: Final = 32
_MAX_NODES: Final = 300_000
# The words for null in YAML; JSON's null gives the same result.
_NOTHING: Final = frozenset({"~", "null", "Null", "NULL"})

_QUOTE: Final = message("this quote is never closed")
_BRACKET: Final = message("this bracket is never closed, or a comma is missing in it")
_COLON: Final = message("no `key: value` can stand here; check the indentation, and quote text that holds a colon")
_INDENT: Final = message("this does not fit what stands above; check indentation and quotes")
_TAB: Final = message("a tab; indent with spaces")
_ESCAPE: Final = message("unknown escape after a backslash; use single quotes, or write the backslash twice")
_HALF: Final = message("an escape for half a character")
_START: Final = "text that begins with `{character}` needs quotes"
_DIRECTIVE: Final = message("a directive (%)")
_TAG: Final = message("a tag (!)")


def read_yaml(
    path: str,
    data: bytes,
    codes: Codes[str, Code],
    *,
    max_bytes: int = _MAX_BYTES,
    max_depth: int = _MAX_DEPTH,
    max_nodes: int = _MAX_NODES,
) -> SyntaxTree:
    """Read one YAML document.

    Args:
        path: The file as the user named it.
        data: Its bytes.
        codes: Codes for problems of files, by name.
        max_bytes: The limit of the file's size.
        max_depth: The limit of nesting.
        max_nodes: The limit of mappings, lists, keys and values in total.

    Raises:
        InputError: Lists every duplicate key and every refused feature, up to the first syntax error.
    """
    text, trouble = opened(path, data, codes, max_bytes)
    root = _Builder(trouble, codes, max_depth, max_nodes).build(text)
    if root is None or (isinstance(root, Scalar) and not root.text and not root.quoted):
        trouble.add(codes["empty"])
        trouble.stop()
    trouble.stop_if_any()
    return SyntaxTree(path, tuple(trouble.lines), sha256_of(data), root)


class _Open:
    """A mapping or list that is still open."""

    __slots__ = ("entries", "is_mapping", "items", "key", "place", "seen")

    def __init__(self, place: _Place, *, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, int] = {}
        self.key: Node | None = None

    def closed(self) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.entries), *self.place)
        return Sequence(tuple(self.items), *self.place)


class _Builder:
    """Turns events into nodes with an explicit stack, so that nesting cannot exhaust Python's stack."""

    def __init__(self, trouble: Collector, codes: Codes[str, Code], max_depth: int, max_nodes: int) -> None:
        self._trouble = trouble
        self._codes = codes
        self._max_depth = max_depth
        self._max_nodes = max_nodes
        self._nodes = 0
        self._stack: list[_Open] = []
        self._root: Node | None = None

    def build(self, text: str) -> Node | None:
        try:
            for event in events(text):
                self._take(event)
        except MarkedYAMLError as error:
            self._broken(error)
        except (YAMLError, ValueError, OverflowError):
            # PyYAML raises without a position only for an escape beyond Unicode's last character.
            self._syntax(_ESCAPE, (0, 0))
        return self._root

    def _take(self, event: Event) -> None:
        place = _place(event.start_mark)
        match event:
            case ScalarEvent():
                self._check(event, place)
                self._add(self._scalar(event, place))
            case MappingStartEvent() | SequenceStartEvent():
                self._check(event, place)
                self._stack.append(_Open(place, is_mapping=isinstance(event, MappingStartEvent)))
                self._limit("nesting", len(self._stack), self._max_depth, place)
            case MappingEndEvent() | SequenceEndEvent():
                self._add(self._stack.pop().closed())
            case AliasEvent():
                self._refuse(message("an alias (*)"), place)
                self._add(Scalar("", True, *place, 1))
            case DocumentStartEvent():
                if event.version or event.tags:
                    self._refuse(_DIRECTIVE, place)
                if self._root is not None:
                    self._refuse(message("a second document"), place)
                    self._trouble.stop()
            case _:
                pass

    def _scalar(self, event: ScalarEvent, place: _Place) -> Scalar:
        line, column = place
        end_line, end_column = _place(event.end_mark)
        if end_line != line:
            end_column = len(self._trouble.lines[line - 1]) + 1
        quoted = bool(event.style)
        text = "" if not quoted and event.value in _NOTHING else event.value
        if any("\ud800" <= character <= "\udfff" for character in text):
            self._syntax(_HALF, place)
        return Scalar(text, quoted, line, column, max(1, end_column - column))

    def _check(self, event: ScalarEvent | CollectionStartEvent, place: _Place) -> None:
        self._nodes += 1
        self._limit("number of values", self._nodes, self._max_nodes, place)
        if event.anchor:
            self._refuse(message("an anchor (&)"), place)
        if event.tag:
            self._refuse(_TAG, place)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            self._open_key(parent, node)
        else:
            if isinstance(parent.key, Scalar):
                parent.entries.append((parent.key, node))
            parent.key = None

    def _open_key(self, parent: _Open, key: Node) -> None:
        parent.key = key
        if not isinstance(key, Scalar):
            feature = message("a key that is itself a list or a mapping")
            self._trouble.at(self._codes["feature-refused"], key, feature=feature)
        elif key.text == "<<" and not key.quoted:
            self._trouble.at(self._codes["feature-refused"], key, feature=message("the merge key <<"))
        elif key.text in parent.seen:
            self._trouble.at(self._codes["duplicate-key"], key, key=key.text, first=parent.seen[key.text])
        else:
            parent.seen[key.text] = key.line

    def _refuse(self, feature: Message, place: _Place) -> None:
        line, column = place
        code = self._codes["feature-refused"]
        # Searched within the line: copying its rest for each scalar would be quadratic.
        listed = line and not self._trouble.is_full(code)
        word = re.compile(r"[^\s,\[\]{}]+").match(self._trouble.lines[line - 1], column - 1) if listed else None
        self._trouble.add(code, line, column, len(word[0]) if word else 1, feature=feature)

    def _limit(self, what: str, found: int, most: int, place: _Place) -> None:
        if found > most:
            self._trouble.add(self._codes["too-large"], *place, what=message(what), found=found, limit=most)
            self._trouble.stop()

    def _syntax(self, reason: Value, place: _Place) -> None:
        self._trouble.add(self._codes["syntax"], *place, reason=reason)
        self._trouble.stop()

    def _broken(self, error: MarkedYAMLError) -> None:
        """Report PyYAML's error in our own words, at the location where it can be fixed."""
        problem, context = error.problem or "", error.context or ""
        opened = _place(error.context_mark)
        place = _place(error.problem_mark) if error.problem_mark else opened
        if "directive" in problem + context or "incompatible YAML" in problem:
            self._refuse(_DIRECTIVE, place)
            self._trouble.stop()
        elif "tag" in problem + context:
            self._refuse(_TAG, place)
            self._trouble.stop()
        elif "end of stream" in problem and "quoted" in context:
            self._syntax(_QUOTE, opened)
        elif "flow" in context:
            self._syntax(_BRACKET, opened)
        elif "cannot start any token" in problem:
            line, column = place
            first = self._trouble.lines[line - 1][column - 1 : column]
            self._syntax(_TAB if first == "\t" else message(_START, character=first), place)
        elif "mapping values" in problem or "expected ':'" in problem:
            self._syntax(_COLON, place)
        elif "escape" in problem or "hexdecimal" in problem:
            self._syntax(_ESCAPE, place)
        elif "block" in context or "document start" in problem:
            self._syntax(_INDENT, place)
        else:
            self._syntax(problem or context or type(error).__name__, place)


def _place(mark: Mark | CMark | None) -> _Place:
    """Return line and column from 1; PyYAML counts characters from 0. (0, 0) means the whole file."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
