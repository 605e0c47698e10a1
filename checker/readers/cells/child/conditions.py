"""Decide whether a rule of conditional formatting applies to a cell, as far as possible without calculating.

Owns conditions. Must not know the effect of a rule, or how a file stores it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

__all__ = ["Place", "changed_format", "formula_holds", "holds"]

Place: TypeAlias = tuple[int, int]
"""Row and column."""

_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_TEXT_SECTION: Final = 3
# A format that only changes the number of decimals.
_DIGITS: Final = re.compile(r"(?:General|0|#*,?#*0(?:\.0+)?)?")
_BETWEEN: Final = "between"
_CELL: Final = r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})"
_COMPARISON: Final = re.compile(rf"{_CELL}(<=|>=|<>|<|>|=)(.+)")
_OF_CELL: Final = re.compile(rf"(ISERROR|ISERR|ISNA|ISBLANK|ISNUMBER|ISTEXT|NOT\(ISNUMBER)\({_CELL}\)\)?")
_CONSTANTS: Final = {"TRUE": True, "TRUE()": True, "1": True, "FALSE": False, "FALSE()": False, "0": False}
# An error takes precedence over any look, and a cell with content is not blank.
_NEVER: Final = ("ISERROR", "ISERR", "ISNA", "ISBLANK")


def holds(how: str, operands: Sequence[str], kind: str, text: str) -> bool | None:
    """Tell whether a comparison holds for a cell; ``None`` if uncertain.

    Args:
        how: A comparison such as ``>=``, ``between`` or ``not between``.
        operands: The operands, as the file writes them.
        kind: The kind of the cell's content.
        text: The cell's content.
    """
    values = [_constant(operand) for operand in operands]
    if kind != "number" or not values or any(value is None for value in values):
        # A text is not a number; their order is not decided here.
        return {"=": False, "<>": True}.get(how) if kind == "text" and values and values[0] is not None else None
    found = Decimal(text)
    if how.endswith(_BETWEEN):
        low, high = sorted(value for value in values if value is not None)
        return (low <= found <= high) is (how == _BETWEEN)
    return _COMPARED[how](found, values[0]) if how in _COMPARED else None


def formula_holds(formula: str, base: Place, place: Place, kind: str, text: str) -> bool | None:
    """Tell whether a formula about the cell alone is true; ``None`` for any other formula.

    Args:
        formula: As Excel writes it.
        base: The cell that it is written for; relative references move with the cell.
        place: The cell.
        kind: The kind of the cell's content.
        text: The cell's content.
    """
    # OpenDocument writes a reference as [.A1]; the point of a number stays.
    words = re.sub(r"\s|\[\.?|\]", "", formula).upper()
    words = words.removeprefix("OF:").removeprefix("=")
    if words in _CONSTANTS:
        return _CONSTANTS[words]
    if (matched := _OF_CELL.fullmatch(words)) is not None and _is_itself(matched.groups()[1:], base, place):
        if matched[1] in _NEVER:
            return False
        return (kind == "number") is (matched[1] == "ISNUMBER")
    compared = _COMPARISON.fullmatch(words)
    if compared is None or not _is_itself(compared.groups()[:4], base, place):
        return None
    return holds(compared[5], [compared[6]], kind, text)


def changed_format(kind: str, usual: str, other: str | None) -> str | None:
    """Return the number format of a rule if it may change what a cell shows, else ``None``."""
    if other is None or (kind == "text" and "@" not in other and other.count(";") < _TEXT_SECTION):
        return None
    return None if _DIGITS.fullmatch(usual) and _DIGITS.fullmatch(other) else other


def _constant(text: str) -> Decimal | None:
    with suppress(InvalidOperation):
        value = Decimal(text.strip())
        return value if value.is_finite() else None
    return None


def _is_itself(reference: Sequence[str | None], base: Place, place: Place) -> bool:
    """Tell whether a reference, moved from one cell to another, refers to that other cell."""
    fixed_column, letters, fixed_row, row = (part or "" for part in reference)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    moved = (
        int(row) + (0 if fixed_row else place[0] - base[0]),
        column + (0 if fixed_column else place[1] - base[1]),
    )
    return moved == place
