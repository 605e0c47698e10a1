"""Blanks for the office to fill in, as text."""

from __future__ import annotations

from typing import Final

__all__ = ["DOTS", "SLOT", "as_dots"]

DOTS: Final = "…"
"""The visible form of a blank."""
SLOT: Final = "\ue000"
"""The internal form of a blank: a private-use character of Unicode, so that no text of a file is taken for one."""


def as_dots(text: str) -> str:
    """Return a text with blanks in visible form."""
    return text.replace(SLOT, DOTS)
