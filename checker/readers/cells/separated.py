"""Separated values: the delimiter that a file declares, and lines that are entirely in quotes.

Owns the traces of Excel and pasting in such files. Must not know encodings, locations or columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final

__all__ = ["DELIMITERS", "NAMED", "named_delimiter", "quoted_whole"]

DELIMITERS: Final = (";", "\t", ",")
"""The delimiters that are detected."""
NAMED: Final = (*DELIMITERS, "|")
"""The delimiters that a file may declare."""
_NAMED: Final = re.compile(r'"?sep=(.)"?\1*', re.IGNORECASE)
_BARE: Final = re.compile(r"\s*[0-9][0-9.,\s]*%?\s*")
_FEWEST: Final = 3


def named_delimiter(line: str) -> str | None:
    """Return the delimiter that a first line such as ``sep=;`` declares for Excel, else ``None``."""
    match = _NAMED.fullmatch(line.rstrip("\r\n"))
    return match[1] if match else None


def quoted_whole(cells: Sequence[str], width: int) -> bool:
    """Tell whether a row is a single cell that contains a whole row.

    Args:
        cells: The row.
        width: The number of cells in the file's widest row; with 1, a header of words counts, too.
    """
    if any(cells[1:]) or not cells:
        return False
    for delimiter in DELIMITERS:
        if cells[0].count(delimiter) + 1 < _FEWEST:
            continue
        parts = _parts(cells[0], delimiter)
        if width == 1 and len(parts) >= _FEWEST:
            return True
        if len(parts) == width >= _FEWEST and any(map(_BARE.fullmatch, parts)):
            return True
    return False


def _parts(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return text.split(delimiter)
