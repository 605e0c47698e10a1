"""Decide whether a font is visible: distinct from its background, and large enough."""

from __future__ import annotations

from typing import Final, TypeAlias

__all__ = ["BLACK", "SMALLEST_FONT", "WHITE", "Colour", "alike", "tinted"]

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, each up to 255."""

BLACK: Final[Colour] = (0, 0, 0)
WHITE: Final[Colour] = (255, 255, 255)

SMALLEST_FONT: Final = 3
"""The smallest readable font size, in points."""

_NEAR: Final = 16


def alike(font: Colour | None, behind: Colour | None) -> bool:
    """Tell whether two colours are indistinguishable; unknown colours are not."""
    return (
        font is not None and behind is not None and max(abs(a - b) for a, b in zip(font, behind, strict=True)) < _NEAR
    )


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made darker (tint below 0) or lighter (above 0)."""
    if tint < 0:
        red, green, blue = (round(part * (1 + tint)) for part in colour)
    else:
        red, green, blue = (round(part + (255 - part) * tint) for part in colour)
    return red, green, blue
