"""Parse JSON into the tree with a custom scanner, because the standard one loses locations.

Owns JSON's grammar (RFC 8259): numbers stay text, keys are unique. Must not know what the file means, and must not
import yaml. `NaN` and `Infinity` come out as unquoted scalars, so that later steps can refuse them by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Codes
from itertools import accumulate
from typing import Final, NoReturn

from checker.domain.codes import Code
from checker.domain.digest import sha256_of
from checker.domain.text import Message, message
from checker.syntax.collector import Collector
from checker.syntax.text import opened
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["read_json"]

_MAX_BYTES: Final = 20_000_000
_MAX_DEPTH: Final = 32
_MAX_VALUES: Final = 300_000

# Every pattern is linear: no two alternatives begin with the same character. They are compiled on first use, because
# most files need none of them except those for numbers.
_STRING: Final = r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"'
_OPEN_STRING: Final = r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*'
_WORD: Final = r'[^ \t\r\n,:\[\]{}"]+'
_NUMBER: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_ESCAPE: Final = r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))"
_SPACE: Final = frozenset(" \t\r\n")
_SHORT: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NAMED: Final = frozenset({"true", "false", "NaN", "Infinity", "-Infinity"})

_UNCLOSED_TEXT: Final = message("this quote is not closed on its line")
_UNCLOSED: Final = message("this bracket is never closed")
_NOT_A_VALUE: Final = message("this is neither a number nor true, false or null; text needs double quotes")
_VALUE: Final = message("a value is missing")
_COMMA: Final = message("a comma is missing")
_COLON: Final = message("a colon is missing after the key")
_KEY: Final = message("a key in double quotes is missing")
_TRAILING: Final = message("a comma before a closing bracket")
_AFTER: Final = message("something follows the end of the value")
_COMMENT: Final = message("JSON has no comments")
_SINGLE: Final = message("text needs double quotes, not single ones")
_RAW: Final = message("a tab inside quotes is written \\t")
_BAD_ESCAPE: Final = message("unknown escape after a backslash")
_HALF: Final = message("an escape for half a character")


def read_json(
    path: str,
    data: bytes,
    codes: Codes[str, Code],
    *,
    max_bytes: int = _MAX_BYTES,
    max_depth: int = _MAX_DEPTH,
    max_nodes: int = _MAX_VALUES,
) -> SyntaxTree:
    """Read one JSON value.

    Args:
        path: The file as the user named it.
        data: Its bytes.
        codes: Codes for problems of files, by name.
        max_bytes: The limit of the file's size.
        max_depth: The limit of nesting.
        max_nodes: The limit of objects, arrays, keys and values in total.

    Raises:
        InputError: Lists every duplicate key, up to the first syntax error.
    """
    text, trouble = opened(path, data, codes, max_bytes)
    root = _Scanner(text, trouble, codes, max_depth, max_nodes).document()
    trouble.stop_if_any()
    return SyntaxTree(path, tuple(trouble.lines), sha256_of(data), root)


class _Scanner:
    """A recursive-descent parser; its depth limit is far below Python's own."""

    def __init__(self, text: str, trouble: Collector, codes: Codes[str, Code], max_depth: int, max_values: int) -> None:
        self._text = text
        self._trouble = trouble
        self._codes = codes
        self._max_depth = max_depth
        self._max_values = max_values
        self._values = 0
        self._depth = 0
        # `decode` refuses every other line end; no line starts after a final line without one.
        ends = accumulate(map(len, text.splitlines(keepends=True)))
        self._starts = [0, *ends][: len(trouble.lines)]
        self._line = 1

    def document(self) -> Node:
        node, at = self._value(self._space(0))
        at = self._space(at)
        if at < len(self._text):
            self._broken(self._odd(at, _AFTER), at)
        return node

    def _value(self, at: int) -> tuple[Node, int]:
        self._values += 1
        self._limit("number of values", self._values, self._max_values, at)
        first = self._text[at : at + 1]
        if first == "{":
            return self._nested(at, self._object)
        if first == "[":
            return self._nested(at, self._array)
        if first == '"':
            return self._string(at)
        return self._bare(at)

    def _nested(self, at: int, read: Callable[[int], tuple[Node, int]]) -> tuple[Node, int]:
        self._depth += 1
        self._limit("nesting", self._depth, self._max_depth, at)
        result = read(at)
        self._depth -= 1
        return result

    def _object(self, start: int) -> tuple[Node, int]:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        line, column = self._place(start)
        at = self._space(start + 1)
        if self._text[at : at + 1] != "}":
            while True:
                key, at = self._key(start, at)
                if key.text in seen:
                    self._trouble.at(self._codes["duplicate-key"], key, key=key.text, first=seen[key.text])
                else:
                    seen[key.text] = key.line
                at = self._space(at)
                if self._text[at : at + 1] != ":":
                    self._broken(self._odd(at, _COLON), at)
                value, at = self._value(self._space(at + 1))
                entries.append((key, value))
                at, done = self._next(start, at, "}")
                if done:
                    break
        return Mapping(tuple(entries), line, column), at + 1

    def _key(self, start: int, at: int) -> tuple[Scalar, int]:
        if at >= len(self._text):
            self._broken(_UNCLOSED, start)
        if self._text[at] != '"':
            self._broken(self._odd(at, _KEY), at)
        self._values += 1
        return self._string(at)

    def _array(self, start: int) -> tuple[Node, int]:
        items: list[Node] = []
        line, column = self._place(start)
        at = self._space(start + 1)
        if self._text[at : at + 1] != "]":
            while True:
                if at >= len(self._text):
                    self._broken(_UNCLOSED, start)
                item, at = self._value(at)
                items.append(item)
                at, done = self._next(start, at, "]")
                if done:
                    break
        return Sequence(tuple(items), line, column), at + 1

    def _next(self, start: int, at: int, end: str) -> tuple[int, bool]:
        """Skip the comma after an element; tell whether the bracket closes instead."""
        at = self._space(at)
        found = self._text[at : at + 1]
        if found == end:
            return at, True
        if not found:
            self._broken(_UNCLOSED, start)
        if found != ",":
            self._broken(self._odd(at, _COMMA), at)
        after = self._space(at + 1)
        if self._text[after : after + 1] == end:
            self._broken(_TRAILING, at)
        return after, False

    def _string(self, at: int) -> tuple[Scalar, int]:
        end = self._text.find('"', at + 1) + 1
        text = self._text[at + 1 : end - 1]
        # Nearly every string is plain; a printable one has no control characters.
        if not end or "\\" in text or not text.isprintable():
            match = re.compile(_STRING).match(self._text, at)
            if match is None:
                self._unclosed(at)
            end = match.end()
            text = re.sub(_ESCAPE, lambda escape: self._unescaped(escape, at + 1), match[0][1:-1])
        line, column = self._place(at)
        return Scalar(text, True, line, column, end - at), end

    def _unclosed(self, at: int) -> NoReturn:
        inside = re.compile(_OPEN_STRING).match(self._text, at)
        end = inside.end() if inside else at
        if self._text.startswith("\t", end):
            self._broken(_RAW, end)
        self._broken(_UNCLOSED_TEXT, at)

    def _unescaped(self, escape: re.Match[str], base: int) -> str:
        high, low, single, short = escape.groups()
        if high:
            return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
        if single:
            if "d800" <= single.lower() <= "dfff":
                self._broken(_HALF, base + escape.start())
            return chr(int(single, 16))
        if short not in _SHORT:
            self._broken(_BAD_ESCAPE, base + escape.start())
        return _SHORT[short]

    def _bare(self, at: int) -> tuple[Scalar, int]:
        match = re.compile(_WORD).match(self._text, at)
        if match is None:
            self._broken(_VALUE, min(at, len(self._text) - 1))
        word = match[0]
        if word != "null" and word not in _NAMED and not re.fullmatch(_NUMBER, word):
            self._broken(self._odd(at, _NOT_A_VALUE), at, len(word))
        line, column = self._place(at)
        return Scalar("" if word == "null" else word, False, line, column, len(word)), match.end()

    def _odd(self, at: int, usual: Message) -> Message:
        """Name a common mistake that JSON does not allow; else return the `usual` reason."""
        if self._text.startswith(("//", "/*", "#"), at):
            return _COMMENT
        return _SINGLE if self._text.startswith("'", at) else usual

    def _space(self, at: int) -> int:
        while self._text[at : at + 1] in _SPACE:
            at += 1
        return at

    def _place(self, at: int) -> tuple[int, int]:
        """Return line and column. The search starts at the last position, which is usually close."""
        starts, line = self._starts, self._line
        while line < len(starts) and starts[line] <= at:
            line += 1
        while starts[line - 1] > at:
            line -= 1
        self._line = line
        return line, at - starts[line - 1] + 1

    def _limit(self, what: str, found: int, most: int, at: int) -> None:
        if found > most:
            line, column = self._place(at)
            self._trouble.add(self._codes["too-large"], line, column, what=message(what), found=found, limit=most)
            self._trouble.stop()

    def _broken(self, reason: Message, at: int, length: int = 1) -> NoReturn:
        line, column = self._place(at)
        self._trouble.add(self._codes["syntax"], line, column, length, reason=reason)
        self._trouble.stop()
