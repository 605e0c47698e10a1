"""Diagnostics for people: location, sentence, the line with a caret under it, and the remedy.

Owns the caret under a line, and how many diagnostics of a kind are shown. Must not know the problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.domain.axes import Severity
from checker.domain.diagnostic import MOST_OF_A_KIND, Diagnostic, Excerpt
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, RED, YELLOW, cells, paint

__all__ = ["errors_first", "frame", "of_a_run", "render", "render_folded"]

_COLOURS: Final = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: BOLD}
_TAB: Final = "    "
_CUT: Final = "…"
_LEAST_SHOWN: Final = 20
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_MOST_OF_A_KIND: Final = 3
_MOST_LINES: Final = 8


def render(diagnostics: Iterable[Diagnostic], language: Language, *, width: int, colour: bool) -> str:
    """Write diagnostics one after the other, each starting with ``file:line:column:``."""
    lines = [line for diagnostic in diagnostics for line in _one(diagnostic, language, width=width, colour=colour)]
    return "".join(f"{line}\n" for line in lines)


def render_folded(diagnostics: Iterable[Diagnostic], language: Language, *, width: int, colour: bool) -> str:
    """Write all errors first; if a code has more than three warnings or notices, write only the first.

    It lists the lines of the others, so that many warnings do not hide other problems.
    """
    found = list(diagnostics)
    kinds: dict[str, list[Diagnostic]] = {}
    for one in sorted(found, key=lambda one: _WEIGHTS.index(one.severity)):
        # Errors are never grouped.
        name = f"{len(kinds)}" if one.severity is Severity.ERROR else one.code.id
        kinds.setdefault(name, []).append(one)
    parts: list[str] = []
    for kind in kinds.values():
        shown = kind if len(kind) <= _MOST_OF_A_KIND else kind[:1]
        parts.append(render(shown, language, width=width, colour=colour))
        if len(shown) < len(kind):
            parts.append(f"    {display_safe(language.render(_rest(kind[1:])))}\n")
    return "".join(parts)


def _rest(folded: list[Diagnostic]) -> Message:
    """Return the number of others, and their lines."""
    lines = tuple(str(one.location.line) for one in folded[:_MOST_LINES])
    more = (_CUT,) if len(folded) > _MOST_LINES else ()
    template = "and {count} more {code}, in lines {lines}; `--all` shows each of them"
    return message(template, count=len(folded), code=folded[0].code.id, lines=(*lines, *more))


def errors_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics of each file with its errors first, and a pack's warnings of one code as one.

    A pack's errors stop the check of a report, but its warnings do not; `checker lint --all` lists every warning.
    """
    files: dict[str, dict[object, list[Diagnostic]]] = {}
    for place, found in enumerate(diagnostics):
        alike = found.severity is not Severity.ERROR and found.code.id.startswith("P")
        kind = found.code.id if alike else place
        files.setdefault(found.location.path, {}).setdefault(kind, []).append(found)
    of_files = ([_together(alike) for alike in kinds.values()] for kinds in files.values())
    return [one for found in of_files for one in sorted(found, key=lambda one: one.severity is not Severity.ERROR)]


def of_a_run(found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Message]]:
    """Limit the diagnostics of each code to those allowed for one file, followed by a count of the rest of the run."""
    shown: list[Diagnostic] = []
    counts: dict[str, int] = {}
    for one in found:
        counts[one.code.id] = counts.get(one.code.id, 0) + 1
        # The last one of a file may be a count.
        if counts[one.code.id] <= MOST_OF_A_KIND + 1:
            shown.append(one)
    more = ((code, count - MOST_OF_A_KIND - 1) for code, count in counts.items())
    rest = [
        message("{count} more of {code}; json and csv list them", count=count, code=code)
        for code, count in more
        if count > 0
    ]
    return shown, rest


def _together(alike: list[Diagnostic]) -> Diagnostic:
    """Return the first of some diagnostics, with their number and the locations of the others."""
    first, *others = alike
    if not others:
        return first
    lines = ", ".join(str(one.location.line) for one in others[:_MOST_LINES])
    lines += ", …" if len(others) > _MOST_LINES else ""
    template = "{said}, and {count} more of this kind (lines {lines})"
    sentence = message(template, said=first.message, count=len(others), lines=lines)
    return first._replace(message=sentence, excerpt=None)


def _one(diagnostic: Diagnostic, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    mark = paint(
        f"{language.label(diagnostic.severity)} {diagnostic.code.id}", _COLOURS[diagnostic.severity], enabled=colour
    )
    yield f"{display_safe(str(diagnostic.location))}: {mark}: {display_safe(language.render(diagnostic.message))}"
    if diagnostic.excerpt is not None:
        yield from frame(diagnostic.excerpt, diagnostic.location.line, width)
    if diagnostic.hint is not None:
        yield "    " + display_safe(language.render(message("hint: {hint}", hint=diagnostic.hint)))


def frame(excerpt: Excerpt, line: int, width: int) -> Iterator[str]:
    """Yield a line of a file and carets under a part of it, both within `width` cells.

    Args:
        excerpt: The line, and the position of the part.
        line: The line's number.
        width: The available cells; a longer line is cut to the part's context.
    """
    margin = f"{line:>6} | "
    room = max(width - len(margin), _LEAST_SHOWN)
    start = min(max(excerpt.column - 1, 0), len(excerpt.line))
    # A line may be an entire large file, so it is cut first.
    before, rest = _printable(excerpt.line[max(start - room, 0) : start]), excerpt.line[start : start + room + 1]
    if cells(before) > room // 2:
        before = _CUT + _last(before, room // 2 - 1)
    whole = before + _printable(rest)
    shown = _first(whole, room - 1)
    if shown != whole:
        shown += _CUT
    length = max(cells(_printable(rest[: max(excerpt.length, 1)])), 1)
    carets = "^" * max(min(length, room - cells(before)), 1)
    yield (margin + shown).rstrip()
    yield f"{'':>6} | {' ' * cells(before)}{carets}"


def _printable(text: str) -> str:
    return display_safe(text.replace("\t", _TAB))


def _first(text: str, most: int) -> str:
    """Return the start of the text that fits into `most` cells."""
    end = min(len(text), most)
    while cells(text[:end]) > most:
        end -= 1
    return text[:end]


def _last(text: str, most: int) -> str:
    """Return the end of the text that fits into `most` cells."""
    start = max(len(text) - most, 0)
    while cells(text[start:]) > most:
        start += 1
    return text[start:]
