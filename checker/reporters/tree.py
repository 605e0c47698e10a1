"""Draw steps and the steps that they rest on as a tree.

Must not know the content of steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.domain.report import Step
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, paint, wrap

__all__ = ["render"]

_WIDEST = 100


def render(steps: Iterable[Step], language: Language, *, width: int, colour: bool) -> str:
    """Write trees one after the other.

    Args:
        steps: The root of each tree.
        language: The language to write in.
        width: Cells of a line; at most 100 are used.
        colour: Whether ANSI colours are used.
    """
    width = min(width, _WIDEST)
    blocks = []
    for step in steps:
        head = wrap(_text(step, language), width, "  ", first="")
        lines = [*(paint(line, BOLD, enabled=colour) for line in head), *_branches(step.parts, language, width, "")]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _branches(steps: tuple[Step, ...], language: Language, width: int, indent: str) -> Iterator[str]:
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        below = indent + ("   " if last else "│  ")
        yield from wrap(_text(step, language), width, below + "  ", first=indent + ("└─ " if last else "├─ "))
        yield from _branches(step.parts, language, width, below)


def _text(step: Step, language: Language) -> str:
    return display_safe(f"{language.render(step.label)}: {language.render(step.text)}")
