"""Texts in DuckDB's SQL: of stored values in Parquet files, and of literals and names.

Owns texts of values that equal those from Spark. Must not know files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.bulk.footer import Leaf, LeafKind

__all__ = ["as_text", "enumeration", "identifier", "literal", "without_exponent"]

_SINGLE: Final = (6, 7, 8, 9)
"""The most digits in the shortest text of a 32-bit number."""
_NO_DAY: Final = "'infinity'"
"""The texts of infinite timestamps."""


def as_text(leaf: Leaf, name: str) -> str:
    """Return SQL for the text of a stored value; for a binary number, its decimal text."""
    text = f"CAST({name} AS VARCHAR)"
    if leaf.kind is LeafKind.NULL:
        return "NULL"
    if leaf.kind is LeafKind.DOUBLE:
        return f"format('{{:.15g}}', {name})"
    if leaf.kind is LeafKind.FLOAT:
        tried = [f"format('{{:.{digits}g}}', {name})" for digits in _SINGLE]
        short = " ".join(f"WHEN CAST({one} AS FLOAT) = {name} THEN {one}" for one in tried[:-1])
        return without_exponent(f"CASE {short} WHEN {name} IS NOT NULL THEN {tried[-1]} END")
    if leaf.places:
        return f"rtrim(rtrim({text}, '0'), '.')"
    if leaf.type.startswith("INSTANT"):
        # The text of a timestamp is in the session's time zone.
        stored = f"CAST({name} AS TIMESTAMPTZ)" if leaf.type.endswith("_NS") else name
        moment = f"CAST(make_timestamp(epoch_us({stored})) AS VARCHAR) || 'Z'"
        return f"coalesce({moment}, CASE WHEN {name} IS NOT NULL THEN {_NO_DAY} END)"
    return text


def without_exponent(text: str) -> str:
    """Return SQL for a number's text; a whole number has no exponent."""
    plain = f"CAST(try_cast({text} AS DECIMAL(38,0)) AS VARCHAR)"
    return f"CASE WHEN contains({text}, 'e+') THEN coalesce({plain}, {text}) ELSE {text} END"


def literal(text: str) -> str:
    """Return SQL for a text."""
    return "'" + text.replace("'", "''") + "'"


def enumeration(texts: Iterable[str]) -> str:
    """Return SQL for an enumeration of texts. A NUL would end the statement, and a list may not be empty."""
    listed = ", ".join(map(literal, texts))
    if listed and "\0" not in listed:
        return listed
    marked = listed.replace("\0", "' || chr(0) || '")
    return f"SELECT unnest(CAST([{marked}] AS VARCHAR[]))"


def identifier(text: str) -> str:
    """Return SQL for the name of a column."""
    return '"' + text.replace('"', '""') + '"'
