"""Convert library values to kind and text, and enforce limits while reading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from checker.readers.grid import is_error

__all__ = ["PlainCell", "Request", "TooMuch", "cell_of", "number", "plain", "unescaped", "within"]

Request: TypeAlias = Mapping[str, Any]
"""The parent's request: the limits and the format."""

PlainCell: TypeAlias = tuple[str, str]
"""A cell's kind and text."""

_SIGNIFICANT: Final = ".15g"
_EXACT: Final = 10**15
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_DATES: Final = (dt.datetime, dt.date, dt.time, dt.timedelta)


class TooMuch(Exception):
    """A limit is exceeded: which, the actual size, and the allowed size."""


def within(row: int, column: int, text: str, request: Request) -> None:
    """Raise if a cell is too far away or too long.

    Raises:
        TooMuch: The cell exceeds a limit.
    """
    for what, found in (("rows", row), ("columns", column), ("text", len(text))):
        if found > request[what]:
            raise TooMuch(what, found, request[what])


def plain(value: object) -> PlainCell | None:
    """Return kind and text of a library value; ``None`` for an empty cell."""
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return "number", str(value) if abs(value) < _EXACT else number(float(value))
    if isinstance(value, float):
        return "number", number(value)
    if isinstance(value, _DATES):
        return "date", value.isoformat() if hasattr(value, "isoformat") else str(value)
    text = unescaped(str(value))
    if is_error(text):
        return "error", text.strip()
    return ("text", text) if text.strip() else None


def number(value: float) -> str:
    """Write a number with 15 digits, as spreadsheets show it; the 16th and 17th stored digits are noise."""
    # Negative zero is noise, too.
    return format(value or 0.0, _SIGNIFICANT)


def cell_of(stored: tuple[int, int, str, str, str, bool, bool], look: str, other_text: str) -> list[Any]:
    """Return a cell in the form for the parent: row, column, kind, text, format, formula, hidden, and its looks if any.

    Most cells have no looks, and there are many cells.
    """
    return [*stored] if look == "plain" else [*stored, look, other_text]


def unescaped(text: str) -> str:
    """Decode the escapes of characters that XML cannot represent."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
