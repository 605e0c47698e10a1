"""Annotations of GitHub Actions: lines that the runner reads as workflow commands.

Owns their escapes. The runner shows only the first ten errors and warnings of a step, so the most severe come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Severity
from checker.domain.report import Run
from checker.language import Language, display_safe
from checker.reporters.items import Item, by_weight, item_text, named_items, safe_text
from checker.reporters.paths import rooted

__all__ = ["render"]

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(run: Run, language: Language, /) -> bytes:
    """Write a line ``::error file=...,line=...,title=...::sentence`` for every message of a run."""
    return "".join(f"{_line(item, language)}\n" for item in by_weight(named_items(run))).encode()


def _line(item: Item, language: Language) -> str:
    properties = ",".join(f"{name}={display_safe(value).translate(_PROPERTY)}" for name, value in _properties(item))
    lines = [item_text(item, language)]
    if item.location.sheet:
        lines.insert(0, display_safe(str(item.location)))
    if item.hint is not None:
        lines.append(safe_text(language, item.hint))
    text = "\n".join(lines).translate(_DATA)
    return f"::{_COMMANDS[item.severity]} {properties}::{text}"


def _properties(item: Item) -> Iterator[tuple[str, str]]:
    path, line, column, *_ = item.location
    yield "file", rooted(path)
    if line:
        yield "line", str(line)
    if column:
        yield "col", str(column)
    yield "title", f"{item.code.id} {item.code.name}"
