"""A database for what tests write and read themselves: opening one takes longer than a query of a few rows."""

from __future__ import annotations

import atexit
from functools import cache

import duckdb

__all__ = ["database"]


@cache
def _opened() -> duckdb.DuckDBPyConnection:
    # Tests write files of one name again and again.
    return duckdb.connect(config={"enable_external_file_cache": False})


# What is still open when Python ends is told as a leak.
atexit.register(_opened.cache_clear)


def database() -> duckdb.DuckDBPyConnection:
    """Return a connection for queries and copies alone: tables would be everyone's."""
    return _opened().cursor()
