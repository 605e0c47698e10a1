"""A table of pandas, polars or Arrow, written as Parquet for a bulk run.

Must not know the meaning of columns.
"""

from __future__ import annotations

from typing import Any

from checker.errors import MissingExtra

__all__ = ["write_frame"]


def write_frame(table: Any, path: str) -> None:
    """Write a table with its own types; NaN from pandas is a missing value.

    Raises:
        MissingExtra: duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra(str(error), "bulk") from error
    with duckdb.connect() as database:
        database.register("given", table)
        database.table("given").write_parquet(path)
