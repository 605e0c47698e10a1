"""The sign of a level of early warning, which can be read in black and white too.

Owns the signs. Must not know what shows them.
"""

from __future__ import annotations

from typing import Final

__all__ = ["sign_of"]

_SIGNS: Final = (("●", "good"), ("◐", "doubt"), ("◑", "doubt"), ("○", "bad"))


def sign_of(place: int, levels: int) -> tuple[str, str]:
    """Return the sign and the tone of a level: however many there are, the first is the best and the last the worst."""
    last = len(_SIGNS) - 1
    return _SIGNS[place if place == 0 else last if place == levels - 1 else min(place, last - 1)]
