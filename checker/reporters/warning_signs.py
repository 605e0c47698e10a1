"""The signs of warning levels, which are readable in black and white.

Owns the signs. Must not know where they are shown.
"""

from __future__ import annotations

from typing import Final

__all__ = ["sign_of"]

_SIGNS: Final = (("●", "good"), ("◐", "doubt"), ("◑", "doubt"), ("○", "bad"))


def sign_of(place: int, levels: int) -> tuple[str, str]:
    """Return the sign and the tone of a level; the first level is the best, and the last is the worst."""
    last = len(_SIGNS) - 1
    return _SIGNS[place if place == 0 else last if place == levels - 1 else min(place, last - 1)]
