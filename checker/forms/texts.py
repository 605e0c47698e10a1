"""Texts and cell references in workbook notation.

Owns the guarantee that text from a file or a pack stays text.
"""

from __future__ import annotations

import re
from typing import Final

from checker.language import display_safe

__all__ = ["column_of", "csv_text", "letters", "quoted", "row_of"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER: Final = r"[+-]?[0-9]+(?:[.,][0-9]+)*%?"


def csv_text(text: str) -> str:
    """Return `text` safe for a CSV cell, so that a spreadsheet does not read it as a formula."""
    shown = " ".join(map(display_safe, text.split("\n")))
    return f"'{shown}" if shown.startswith(_FORMULA) and not re.fullmatch(_NUMBER, shown) else shown


def quoted(sheet: str) -> str:
    """Write the name of a sheet as in formulas and links."""
    return "'" + sheet.replace("'", "''") + "'"


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1: 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_of(cell: str) -> int:
    """Return the number of a cell's column, counted from 1."""
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def row_of(cell: str) -> int:
    """Return the number of a cell's row, counted from 1."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
