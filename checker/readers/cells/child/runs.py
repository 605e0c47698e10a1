"""Texts of several runs: separate the text from note marks and struck-out parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from checker.domain.record import NamedTuple

__all__ = ["FontRun", "Looks", "together"]

Looks: TypeAlias = tuple[str, str, str]
"""A text, its look (a value of `checker.readers.grid.Look`), and the parts left out."""

_MARK: Final = re.compile(r"[0-9*()\[\],;\s]+")
_FIGURE: Final = re.compile(r"[0-9.,]")
# "m" and its multiples: a raised digit after them belongs to the unit.
_METRE: Final = re.compile(r"(?:\A|[^\w])[kdchm]?m\Z", re.IGNORECASE)
_POWER: Final = re.compile(r"(?:\A|[^0-9.,])10\Z")
_RAISED: Final = str.maketrans("23", "²³")


class FontRun(NamedTuple):
    """A part of a text in one font.

    Args:
        text: The part.
        raised: Whether it is superscript or subscript.
        struck: Whether it is struck out.
        unseen: Whether it has the colour of its background, or is too small to read.
    """

    text: str
    raised: bool = False
    struck: bool = False
    unseen: bool = False


def together(runs: Sequence[FontRun]) -> Looks:
    """Return a text without struck-out parts and superscript note marks.

    The exponent of a square metre belongs to its unit. If the part is inside a figure, or after a ten whose exponent it
    may be, the whole text is kept and marked as mixed.
    """
    whole = "".join(run.text for run in runs)
    remaining, left, gap, mixed = "", "", False, False
    for run in runs:
        text = run.text
        if not text:
            continue
        if run.unseen and text.strip():
            mixed = True
        if run.raised and text.strip() in {"2", "3"} and _METRE.search(remaining):
            text = text.translate(_RAISED)
        elif run.struck or (run.raised and remaining and _MARK.fullmatch(text)):
            mixed = mixed or (not run.struck and _POWER.search(remaining) is not None)
            left, gap = left + text, True
            continue
        mixed = mixed or (gap and bool(_FIGURE.match(text) and _FIGURE.match(remaining[-1:])))
        remaining, gap = remaining + text, False
    if left.strip() and not remaining.strip():
        return whole, "struck", ""
    if mixed:
        return whole, "mixed", left
    return (remaining.strip(), "part", left.strip()) if left.strip() else (remaining or whole, "plain", "")
