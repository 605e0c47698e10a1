"""Compute the width of a line in bold Times New Roman: the decree measures rules by the words above them."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["width_of"]

_POINT: Final = 25.4 / 72
# Thousandths of the size, from the typeface's metrics; accents do not change the width of a letter.
_BOLD: Final = {
    **dict.fromkeys(",. ", 250),
    **dict.fromkeys("il'/", 278),
    **dict.fromkeys("fjt!()-:;[]", 333),
    **dict.fromkeys("sI", 389),
    **dict.fromkeys("cerz", 444),
    **dict.fromkeys("0123456789agovxyJ", 500),
    **dict.fromkeys("bdhknpquSđơư", 556),
    **dict.fromkeys("FP", 611),
    **dict.fromkeys("BELTZ", 667),
    **dict.fromkeys("wACDNRUVXYĐƯ", 722),
    **dict.fromkeys("GHKOQƠ", 778),
    **dict.fromkeys("m&", 833),
    "M": 944,
    "W": 1000,
}
_OTHER: Final = 600


def width_of(text: str, size: float) -> float:
    """Return the width of a line in millimetres.

    Args:
        text: The line.
        size: The size of its letters, in points.
    """
    letters = (char for char in map(_bare, unicodedata.normalize("NFC", text)) if char)
    return sum(_BOLD.get(char, _OTHER) for char in letters) * size * _POINT / 1000


def _bare(char: str) -> str:
    """Strip tone marks and circumflexes from a letter; a horn makes a different letter."""
    parts = unicodedata.normalize("NFD", char)
    horned = parts[:1] + "\N{COMBINING HORN}"
    if "\N{COMBINING HORN}" in parts:
        return unicodedata.normalize("NFC", horned)
    return parts[:1]
