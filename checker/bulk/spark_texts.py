"""Convert stored values of Parquet files to text, in Spark's SQL.

Owns Spark's names of column types, and texts of values that equal those from DuckDB. Must not know files or sessions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from checker.bulk.footer import Leaf, LeafKind
from checker.bulk.spark_digits import DOUBLE, SINGLE, digits_of

__all__ = ["TYPES", "as_text", "for_csv"]

TYPES: Final = {
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INTEGER",
    "UINTEGER": "BIGINT",
    "UBIGINT": "DECIMAL(20,0)",
    "VARCHAR": "STRING",
    "UUID": "BINARY",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "INSTANT": "TIMESTAMP",
    "TIMESTAMP_NS": "BIGINT",
    "INSTANT_NS": "BIGINT",
}
"""Spark's names for types that have other names in files."""
_DECIMAL: Final = re.compile(r"decimal\([0-9]+,([0-9]+)\)")
_UUID: Final = "^(.{8})(.{4})(.{4})(.{4})(.{12})$"


def as_text(leaf: Leaf, name: str) -> tuple[str, list[dict[str, str]]]:
    """Return SQL for the text of a stored value, and the columns that it needs.

    An empty text becomes NULL. A binary number becomes its decimal text.

    Args:
        leaf: The stored column.
        name: The column's name.

    Returns:
        The SQL, and columns to add first, one dictionary after the other.
    """
    text = f"CAST({name} AS STRING)"
    if leaf.kind in {LeafKind.DOUBLE, LeafKind.FLOAT}:
        return _number(leaf, name)
    if leaf.places:
        text = f"TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {text}))"
    elif leaf.type.endswith("_NS"):
        text = f"CAST(timestamp_micros(CAST(floor({name} / 1000) AS BIGINT)) AS STRING)"
    elif leaf.type == "UUID":
        text = f"regexp_replace(lower(hex({name})), '{_UUID}', '$1-$2-$3-$4-$5')"
    if leaf.type.startswith("INSTANT"):
        text = f"{text} || 'Z'"
    return f"nullif({text}, '')", []


def _number(leaf: Leaf, name: str) -> tuple[str, list[dict[str, str]]]:
    """Return SQL for the decimal text of a binary number: 15 digits, or the shortest text for 32 bits."""
    finite = f"{name}_"
    steps = [{finite: f"CASE WHEN abs({name}) < CAST('Infinity' AS DOUBLE) THEN CAST({name} AS DOUBLE) END"}]
    tried = {digits: f"{name}_{digits}_" for digits in ((DOUBLE,) if leaf.kind is LeafKind.DOUBLE else SINGLE)}
    for digits, mark in tried.items():
        steps += digits_of(finite, digits, mark)
    *shorter, longest = (f"{mark}text" for mark in tried.values())
    short = " ".join(f"WHEN CAST({text} AS FLOAT) = {name} THEN {text}" for text in shorter)
    return f"CASE {short} WHEN {finite} IS NOT NULL THEN {longest} ELSE CAST({name} AS STRING) END", steps


def for_csv(columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield SQL for columns in CSV output; otherwise a zero with many decimals would become 0E-17.

    Args:
        columns: Their names and types.
    """
    for name, type_ in columns:
        yield f"CAST({name} AS STRING) AS {name}" if _DECIMAL.match(type_) else name
