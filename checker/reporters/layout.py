"""Widths, wrapping and colour of text for a terminal.

Owns how many cells a character takes. Must not know the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

__all__ = ["BOLD", "GREEN", "RED", "YELLOW", "cells", "pad", "paint", "rows", "wrap"]

BOLD: Final = "1"
RED: Final = "1;31"
YELLOW: Final = "1;33"
GREEN: Final = "1;32"
"""ANSI codes; a colour only repeats what words say."""


def paint(text: str, colour: str, *, enabled: bool) -> str:
    """Return `text` in a colour, or unchanged."""
    return f"\x1b[{colour}m{text}\x1b[0m" if enabled and text else text


def cells(text: str) -> int:
    """Return the number of terminal cells that `text` takes; wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=2048)
def _cell(char: str) -> int:
    # The letters of Vietnamese, and all before the first combining character, take one cell.
    if char < "\u0300" or "\u1e00" <= char <= "\u1eff":
        return 1
    from unicodedata import category, east_asian_width

    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """Return `text` padded with spaces to `width` cells."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int, indent: str = "", *, first: str | None = None, inside: bool = False) -> list[str]:
    """Break `text` between words into lines of at most `width` cells.

    Args:
        text: One paragraph.
        width: Cells of a line, including the indent.
        indent: The prefix of each line.
        first: The prefix of the first line.
        inside: Whether a word longer than a line is broken; else it overflows, so that a path can be copied.
    """
    start = indent if first is None else first
    words = text.split(" ")
    if inside:
        words = [piece for word in words for piece in _pieces(word, width - cells(indent))]
    lines: list[str] = []
    line, taken = start, cells(start)
    empty = True
    for word in words:
        size = cells(word)
        if not empty and taken + 1 + size > width:
            lines.append(line)
            line, taken, empty = indent, cells(indent), True
        line, taken, empty = (
            (line + word, taken + size, False) if empty else (f"{line} {word}", taken + 1 + size, False)
        )
    lines.append(line)
    return lines


def _pieces(word: str, most: int) -> Iterator[str]:
    piece, room = "", most
    for char in word:
        if _cell(char) > room:
            yield piece
            piece, room = "", most
        piece, room = piece + char, room - _cell(char)
    yield piece


def rows(pairs: Iterable[tuple[str, str]], width: int, indent: str) -> Iterator[str]:
    """Yield lines of labels and texts, the texts aligned and wrapped."""
    written = tuple(pairs)
    column = max((cells(label) for label, _ in written), default=0) + 2
    for label, text in written:
        yield from wrap(text, width, indent + " " * column, first=indent + pad(label, column))
