"""What is left open for the office to fill in, as text."""

from __future__ import annotations

from typing import Final

__all__ = ["DOTS", "SLOT", "as_dots"]

DOTS: Final = "…"
"""What a reader sees of what is left open."""
SLOT: Final = "\ue000"
"""What stands for it until it is shown, so that no text of a file is taken for it; of private use in Unicode."""


def as_dots(said: str) -> str:
    """Return a text as it is read without marks."""
    return said.replace(SLOT, DOTS)
