"""Read the settings of a folder: ``checker.yaml``, or the table ``tool.checker`` of a ``pyproject.toml``.

Owns how both files are read. Must not know the meaning of a setting: the caller defines the keys and their words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from collections.abc import Mapping as Known
from typing import Any, Final

from checker.domain.codes import SETTINGS_FILE, TWO_SETTINGS
from checker.domain.diagnostic import diagnostic
from checker.domain.digest import sha256_of
from checker.domain.location import Location
from checker.domain.selection import Choice
from checker.domain.settings import Setting, Settings
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.readers.fields import Fields, open_yaml
from checker.syntax.collector import Collector
from checker.syntax.text import decode, load, split_lines
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["Key", "read_settings"]

_TOML: Final = ".toml"
_BYTES: Final = 2_000_000
_TABLE: Final = message("write the settings below a line [tool.checker]")
_PLACE: Final = r"line (\d+), column (\d+)"

Key = tuple[bool, tuple[str, ...]]
"""The type of a setting: whether it takes several values, and its words; no words means any text."""


def read_settings(paths: tuple[str, ...], known: Known[str, Key]) -> Settings:
    """Read the settings.

    Args:
        paths: The settings files of the nearest folder that has any.
        known: The known settings.

    Raises:
        PackError: The settings cannot be used, or there are two files.
    """
    if not paths:
        return Settings("")
    if len(paths) > 1:
        first, second = map(os.path.basename, paths)
        raise PackError([diagnostic(TWO_SETTINGS, Location(paths[0]), first=first, second=second)])
    (path,) = paths
    shown = os.path.relpath(path)
    shown = path if shown.startswith(os.pardir) else shown
    document = _open_toml(shown) if path.endswith(_TOML) else open_yaml(shown, SETTINGS_FILE)
    fields = Fields(document, SETTINGS_FILE)
    root = fields.mapping(document.root)
    entries: list[tuple[str, Setting]] = []
    if root is not None:
        fields.keys(root, tuple(known), ())
        for key, node in root.entries:
            if key.text in known:
                values = tuple(_values(fields, node, *known[key.text]))
                entries.append((key.text, Setting(values, fields.location(key))))
    fields.stop_if_any()
    return Settings(path, tuple(entries), document.sha256)


def _values(fields: Fields, node: Node, several: bool, words: tuple[str, ...]) -> Iterator[Choice]:
    items = node.items if isinstance(node, Sequence) and several else (node,)
    for item in items:
        if not isinstance(item, Scalar) or not item.text.strip():
            fields.wrong(item, "text")
        elif not words or fields.word(item, words) is not None:
            yield Choice(item.text, fields.location(item))


def _open_toml(path: str) -> SyntaxTree:
    """Read the table into the same tree as YAML. Locations are found by key, because the TOML parser has none."""
    import tomllib

    try:
        data = load(path, SETTINGS_FILE, _BYTES)
        text = decode(path, data, SETTINGS_FILE)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    lines = split_lines(text)
    try:
        table = _tool(tomllib.loads(text)).get("checker")
    except tomllib.TOMLDecodeError as error:
        trouble = Collector(path, lines)
        place = re.search(_PLACE, str(error))
        line, column = map(int, place.groups()) if place else (len(lines), 1)
        # Our own diagnostic states the location.
        trouble.add(SETTINGS_FILE["syntax"], line, column, reason=str(error).rpartition(" (at ")[0])
        raise PackError(trouble.diagnostics) from None
    if table is None:
        missing = diagnostic(SETTINGS_FILE["missing-key"], Location(path), hint=_TABLE, key="tool.checker")
        raise PackError([missing])
    places = _Places(lines)
    return SyntaxTree(path, lines, sha256_of(data), places.node(table, 0, 0))


def _tool(data: dict[str, Any]) -> dict[str, Any]:
    tool = data.get("tool")
    return tool if isinstance(tool, dict) else {}


class _Places:
    """Find the locations of the table's keys: a line defines a key if, with 0 as its value, it sets that key."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines

    def node(self, value: object, line: int, column: int) -> Node:
        match value:
            case dict():
                entries = (self._entry(str(key), below) for key, below in value.items())
                return Mapping(tuple(entries), line, column)
            case list():
                return Sequence(tuple(self.node(item, line, column) for item in value), line, column)
            case bool():
                return Scalar(str(value).lower(), False, line, column, 1)
            case _:
                return Scalar(str(value), isinstance(value, str), line, column, 1)

    def _entry(self, key: str, value: object) -> tuple[Scalar, Node]:
        line, column = self._place(key)
        # No setting takes a table, so the content of tables needs no locations.
        node = Mapping((), line, column) if isinstance(value, dict) else self.node(value, line, column)
        return Scalar(key, False, line, column, len(key)), node

    def _place(self, key: str) -> tuple[int, int]:
        for number, line in enumerate(self._lines):
            name, equals, _ = line.partition("=")
            if equals and key in name and self._is_set("\n".join((*self._lines[:number], f"{name}= 0")), key):
                return number + 1, line.index(key) + 1
        return 0, 0  # Within the braces of an inline table.

    @staticmethod
    def _is_set(text: str, key: str) -> bool:
        import tomllib

        try:
            table = _tool(tomllib.loads(text)).get("checker")
        except tomllib.TOMLDecodeError:
            return False  # The line is inside a value that starts above it.
        return isinstance(table, dict) and key in table
