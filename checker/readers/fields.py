"""Read the fields of small files of our own: waivers, baselines, settings.

Owns reading a key, a list, a text, a day, a period and a word of a closed set, with the diagnostics of each. Must not
know the content of any such file.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping as Codes
from functools import partial
from typing import Final

from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.readers.envelope import shape, suggestion
from checker.syntax.collector import Collector
from checker.syntax.text import load
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["Fields", "open_yaml"]

_SUFFIXES: Final = (".yaml", ".yml")
_BYTES: Final = 2_000_000
_LONGEST: Final = 100


def open_yaml(path: str, codes: Codes[str, Code]) -> SyntaxTree:
    """Read one of our YAML files.

    Raises:
        PackError: The file cannot be parsed; lists all syntax problems.
    """
    try:
        if os.path.splitext(path)[1].lower() not in _SUFFIXES and os.path.isfile(path):
            trouble = Collector(path)
            trouble.add(codes["unknown-format"], suffix=os.path.splitext(path)[1], known=", ".join(_SUFFIXES))
            trouble.stop()
        from checker.syntax.yaml import read_yaml

        return read_yaml(path, load(path, codes, _BYTES), codes)
    except InputError as error:
        raise PackError(error.diagnostics) from None


class Fields:
    """A document's fields, with all problems found in them.

    Each method reports a problem and returns nothing, so that one run shows all problems. In the end `stop_if_any`
    raises them.
    """

    def __init__(self, document: SyntaxTree, codes: Codes[str, Code]) -> None:
        """Take a parsed file and the codes of its problems, by name."""
        self._document = document
        self._codes = codes
        self.trouble = Collector(document.path, document.lines)

    def stop_if_any(self) -> None:
        """Raise everything found so far, if there is anything.

        Raises:
            PackError: Something was found.
        """
        if self.trouble.diagnostics:
            raise PackError(self.trouble.diagnostics)

    def location(self, node: Node) -> Location:
        """Return the location of a node."""
        return self._document.location(node)

    def root(self, version: str, keys: tuple[str, ...], required: tuple[str, ...]) -> Mapping | None:
        """Return the top-level mapping, after checking its keys and version."""
        root = self.mapping(self._document.root)
        if root is not None:
            self.keys(root, keys, required)
            number = self.text(root, version)
            if number and number.text != "1":
                self.trouble.at(self._codes["unsupported-version"], number, value=number.text)
        return root

    def keys(self, mapping: Mapping, known: tuple[str, ...], required: tuple[str, ...]) -> None:
        """Report unknown keys, and required ones that are missing or empty."""
        listed = ", ".join(known)
        for key, _ in mapping.entries:
            if (name := key.text) not in known:
                hint = partial(suggestion, name, known)
                self.trouble.at(self._codes["unknown-key"], key, hint=hint, key=name, known=listed)
        for name in required:
            node = mapping.get(name)
            if node is None or (isinstance(node, Scalar) and not node.text.strip()):
                self.trouble.at(self._codes["missing-key"], mapping.key(name) or mapping, key=name)

    def mapping(self, node: Node) -> Mapping | None:
        """Return a node as a mapping."""
        if isinstance(node, Mapping):
            return node
        self.wrong(node, "a mapping")
        return None

    def list(self, mapping: Mapping, key: str) -> tuple[Node, ...]:
        """Return the items of a list."""
        node = mapping.get(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.wrong(node, "a list")
        return ()

    def text(self, mapping: Mapping, key: str) -> Scalar | None:
        """Return a text."""
        node = mapping.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return None  # A required key that is missing has already been reported.
        if isinstance(node, Scalar):
            return node
        self.wrong(node, "text")
        return None

    def day(self, mapping: Mapping, key: str) -> dt.date | None:
        """Return a day, which must be written year-month-day."""
        node = self.text(mapping, key)
        if node is None:
            return None
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
                return dt.date.fromisoformat(node.text)
        except ValueError:
            pass
        self.trouble.at(self._codes["not-a-date"], node, value=node.text)
        return None

    def period(self, node: Node) -> Period | None:
        """Return a reference period."""
        if isinstance(node, Scalar):
            try:
                return Period.parse(node.text[:_LONGEST])
            except ValueError:
                pass
        self.trouble.at(self._codes["not-a-period"], node, value=node.text if isinstance(node, Scalar) else "…")
        return None

    def word(self, node: Node, known: tuple[str, ...]) -> str | None:
        """Return one of a closed set of words."""
        written = node.text if isinstance(node, Scalar) else "…"
        if isinstance(node, Scalar) and written in known:
            return written
        hint = partial(suggestion, written, known)
        self.trouble.at(self._codes["not-allowed"], node, hint=hint, value=written, known=", ".join(known))
        return None

    def wrong(self, node: Node, expected: str) -> None:
        """Report a node with the wrong shape for its key."""
        self.trouble.at(self._codes["wrong-shape"], node, expected=message(expected), found=shape(node))
