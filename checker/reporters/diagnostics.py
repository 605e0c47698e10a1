"""Diagnostics for people: place, sentence, the line with a caret under it, and what to do.

Owns how a place in a line is pointed at. Must not know what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.domain.axes import Severity
from checker.domain.diagnostic import Diagnostic, Excerpt
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, RED, YELLOW, cells, paint

__all__ = ["frame", "render"]

_COLOURS: Final = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: BOLD}
_TAB: Final = "    "
_CUT: Final = "…"
_LEAST_SHOWN: Final = 20


def render(diagnostics: Iterable[Diagnostic], language: Language, *, width: int, colour: bool) -> str:
    """Write diagnostics one after the other, each beginning with ``file:line:column:``."""
    lines = [line for found in diagnostics for line in _one(found, language, width=width, colour=colour)]
    return "".join(f"{line}\n" for line in lines)


def _one(found: Diagnostic, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    mark = paint(f"{language.label(found.severity)} {found.code.id}", _COLOURS[found.severity], enabled=colour)
    yield f"{display_safe(str(found.location))}: {mark}: {display_safe(language.render(found.message))}"
    if found.excerpt is not None:
        yield from frame(found.excerpt, found.location.line, width)
    if found.hint is not None:
        yield "    " + display_safe(language.render(message("hint: {hint}", hint=found.hint)))


def frame(excerpt: Excerpt, line: int, width: int) -> Iterator[str]:
    """Yield a line of a file and carets under a part of it, both within `width` cells.

    Args:
        excerpt: The line, and where the part stands in it.
        line: The line's number.
        width: Cells there are; of a longer line the surroundings of the part are shown.
    """
    margin = f"{line:>6} | "
    room = max(width - len(margin), _LEAST_SHOWN)
    start = min(max(excerpt.column - 1, 0), len(excerpt.line))
    before, rest = _shown(excerpt.line[:start][-room:]), excerpt.line[start : start + room]
    if cells(before) > room // 2:
        before = _CUT + _last(before, room // 2 - 1)
    shown = _first(before + _shown(rest), room - 1)
    if shown != before + _shown(excerpt.line[start:]):
        shown += _CUT
    length = max(cells(_shown(rest[: max(excerpt.length, 1)])), 1)
    carets = "^" * max(min(length, room - cells(before)), 1)
    yield (margin + shown).rstrip()
    yield f"{'':>6} | {' ' * cells(before)}{carets}"


def _shown(text: str) -> str:
    return display_safe(text.replace("\t", _TAB))


def _first(text: str, most: int) -> str:
    """Return as much of the beginning as `most` cells hold."""
    end = min(len(text), most)
    while cells(text[:end]) > most:
        end -= 1
    return text[:end]


def _last(text: str, most: int) -> str:
    """Return as much of the end as `most` cells hold."""
    start = max(len(text) - most, 0)
    while cells(text[start:]) > most:
        start += 1
    return text[start:]
