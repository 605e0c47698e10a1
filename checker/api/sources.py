"""What a caller hands over, into what the pipeline and bulk runs read.

Owns how a value of a program becomes text. Must not know what rows mean.
"""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO, TypeAlias

from checker.readers.submission import Content

__all__ = ["ROWS", "File", "Source", "contents_of", "is_table", "paths_of", "write_rows"]

File: TypeAlias = str | os.PathLike[str] | tuple[str, bytes]
"""A path, or a name and the bytes of that file."""
Source: TypeAlias = File | Iterable[File] | Iterable[Mapping[str, Any]]
"""What `check` takes; a table of pandas, polars or Arrow counts as its rows."""

ROWS: Final = "rows.csv"
"""What rows without a file are called in messages."""
_DIGITS: Final = ".15g"


def contents_of(source: Source) -> tuple[tuple[str, ...], tuple[Content, ...]]:
    """Return the paths of a source, and what stands in place of files.

    Raises:
        TypeError: A part of it is neither a path, nor a name and bytes, nor a row.
    """
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),), ()
    records = _records(source)
    if isinstance(records, tuple) and len(records) == 2 and isinstance(records[1], bytes):  # noqa: PLR2004 - a pair
        records = [records]
    parts = list(records)
    if parts and all(isinstance(part, Mapping) for part in parts):
        text = io.StringIO(newline="")
        write_rows(parts, text)
        return (ROWS,), (Content(ROWS, text.getvalue().encode(), ".csv", ROWS),)
    paths, contents = [], []
    for part in parts:
        if isinstance(part, str | os.PathLike):
            paths.append(os.fspath(part))
        elif isinstance(part, tuple):
            name, data = part
            paths.append(name)
            contents.append(Content(name, bytes(data), os.path.splitext(name)[1].lower(), name))
        else:
            msg = f"neither a path, a pair of name and bytes, nor a row: {type(part).__name__}"
            raise TypeError(msg)
    return tuple(paths), tuple(contents)


def paths_of(source: Any) -> tuple[str, ...] | None:
    """Return the paths of a source that is one or several of them; ``None`` for rows and tables."""
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),)
    if isinstance(source, list | tuple) and source and all(isinstance(one, str | os.PathLike) for one in source):
        return tuple(os.fspath(one) for one in source)
    return None


def is_table(source: Any) -> bool:
    """Tell whether this is a table of pandas, polars or Arrow."""
    return any(hasattr(source, method) for method in ("to_pylist", "to_dicts")) or _is_frame(source)


def write_rows(rows: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write rows as CSV; the header is the keys of all rows of a list, or of the first one of a stream.

    Raises:
        ValueError: A later row of a stream has a key that the first one lacks.
    """
    rows = _records(rows)
    if isinstance(rows, list):
        keys = list(dict.fromkeys(key for row in rows for key in row))
    else:
        rows = iter(rows)
        first = next(rows, {})
        keys = list(first)
        rows = _chained(first, rows)
    known = set(keys)
    writer = csv.writer(file)
    writer.writerow(keys)
    for row in rows:
        if not known.issuperset(row):
            msg = f"the first row has no {sorted(map(str, set(row) - known))}; give all keys in the first row"
            raise ValueError(msg)
        writer.writerow([_written(row.get(key)) for key in keys])


def _chained(first: Mapping[str, Any], rest: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    yield first
    yield from rest


def _records(source: Any) -> Any:
    """Return the rows of a table of another library; anything else as it is."""
    for method in ("to_pylist", "to_dicts"):
        if hasattr(source, method):
            return getattr(source, method)()
    return source.to_dict("records") if _is_frame(source) else source


def _is_frame(source: Any) -> bool:
    return hasattr(source, "to_dict") and hasattr(source, "columns")


def _written(value: Any) -> str:
    """Write one value of a row as machine text; what is not there is empty."""
    written = ""
    # What pandas and numpy have for a missing value is of a type of its own, or not equal to itself.
    if value is None or type(value).__name__ == "NAType" or value != value:  # noqa: PLR0124 - as said
        return written
    match value:
        case bool():
            written = "true" if value else "false"
        case dt.datetime():
            written = value.isoformat(" ")
        case float():
            written = format(decimal.Decimal(format(value, _DIGITS)), "f")
        case decimal.Decimal():
            written = format(value, "f")
        case _:
            # A single-precision number of numpy writes its shortest text.
            written = str(value)
    return written
