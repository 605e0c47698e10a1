"""Collect diagnostics while a text file is read, so that all are shown at once, up to a limit.

Owns how a position in a text becomes a located diagnostic with its line. Must not know what the file means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn, TypeAlias

from checker.domain.codes import Code
from checker.domain.diagnostic import MOST_OF_A_KIND, Diagnostic, Excerpt, diagnostic_from, more_of
from checker.domain.location import Location
from checker.domain.text import Message, Value
from checker.errors import InputError
from checker.syntax.tree import Node, Part, Scalar, part_of

__all__ = ["Collector", "Hint"]

Hint: TypeAlias = Message | Callable[[], Message | None] | None
"""A better remedy than the code's own, or a function that finds one, because that may take time."""


class Collector:
    """The diagnostics of one file, in the order of their locations."""

    def __init__(self, path: str, lines: Sequence[str] = (), parts: tuple[Part, ...] = ()) -> None:
        """Start without diagnostics.

        Args:
            path: The file as the user named it.
            lines: Its lines, for excerpts; empty if there are none.
            parts: The parts of a tree that combines several files.
        """
        self.path = path
        self.lines = lines
        self._parts = parts
        self._placed: list[tuple[int, int, Diagnostic]] = []
        self._counts: dict[str, int] = {}
        self._unlisted: dict[str, tuple[Code, Location]] = {}
        self._reported: set[tuple[str, int, int, tuple[tuple[str, Value], ...]]] = set()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found so far, sorted by line, column and code; beyond the limit of a code, a count."""
        found = [one for *_, one in sorted(self._placed, key=lambda each: (*each[:2], each[2].code.id))]
        rest = [more_of(code, self._counts[code.id] - MOST_OF_A_KIND, place) for code, place in self._unlisted.values()]
        return (*found, *rest)

    def is_full(self, code: Code) -> bool:
        """Tell whether a code has reached its limit; further ones are only counted."""
        return self._counts.get(code.id, 0) >= MOST_OF_A_KIND

    def add(
        self,
        code: Code,
        line: int = 0,
        column: int = 0,
        length: int = 1,
        *,
        hint: Hint = None,
        **values: Value,
    ) -> None:
        """Note a problem at a line and column; line 0 means the whole file.

        The hint is the code's own remedy, filled in with the same values, unless a better one is given.
        """
        fields = tuple(values.items())
        entry = (code.id, line, column, fields)
        if line and fields and entry in self._reported:
            return  # Several entries may take a value from one location; the error is reported there once.
        self._reported.add(entry)
        is_full = self.is_full(code)
        self._counts[code.id] = self._counts.get(code.id, 0) + 1
        if is_full:
            if code.id not in self._unlisted:
                self._unlisted[code.id] = code, self._place(line, column)
            return
        if callable(hint):
            hint = hint()
        one = diagnostic_from(code, fields, self._place(line, column), hint, self._excerpt(line, column, length))
        self._placed.append((line, column, one))

    def _place(self, line: int, column: int) -> Location:
        return (
            part_of(self._parts, line).location(line, column)
            if self._parts and line
            else Location(self.path, line, column)
        )

    def _excerpt(self, line: int, column: int, length: int) -> Excerpt | None:
        if self._parts:
            return part_of(self._parts, line).excerpt(line, column, length)
        return Excerpt(self.lines[line - 1], column, length) if 1 <= line <= len(self.lines) else None

    def at(self, code: Code, node: Node, *, hint: Hint = None, **values: Value) -> None:
        """Note a problem with a node of the tree."""
        length = node.length if isinstance(node, Scalar) else 1
        self.add(code, node.line, node.column, length, hint=hint, **values)

    def stop(self) -> NoReturn:
        """Raise everything found so far.

        Raises:
            InputError: Always.
        """
        raise InputError(self.diagnostics)

    def stop_if_any(self) -> None:
        """Raise everything found so far, if there is anything.

        Raises:
            InputError: Something was found.
        """
        if self._placed:
            self.stop()
