"""Convert the caller's input into what the pipeline and bulk runs read.

Owns the conversion of Python values into text. Must not know what rows mean.
"""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol, TextIO, TypeAlias

from checker.readers.submission import Content

__all__ = ["ROWS", "File", "Source", "as_table", "contents_of", "is_table", "paths_of", "write_rows"]

File: TypeAlias = str | os.PathLike[str] | tuple[str | os.PathLike[str], bytes]
"""A path, or a file's name and its bytes."""


class ArrowTable(Protocol):
    """A table of pandas, polars, Arrow or another library that supports the Arrow protocol."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the table as an Arrow stream."""


Source: TypeAlias = File | Iterable[File] | Iterable[Mapping[str, Any]] | ArrowTable
"""The input of `check`. A table of pandas, polars or Arrow stands for its rows."""

ROWS: Final = "rows.csv"
"""The name in messages for rows without a file."""
_DIGITS: Final = ".15g"
_ROWS_OF: Final = ("to_pylist", "to_dicts")
"""The methods that return the rows of an Arrow and of a polars table."""
_ARROW: Final = "__arrow_c_stream__"
"""The method of any other table that supports Arrow, such as a DuckDB relation."""
_NEITHER: Final = "not paths, pairs of a name and bytes, a list of rows, or a table of pandas, polars or Arrow: {}"


def contents_of(source: Source) -> tuple[tuple[str, ...], tuple[Content, ...]]:
    """Return the paths of a source, and the contents that replace files.

    Raises:
        TypeError: An item is not a path, a pair of name and bytes, or a row.
    """
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),), ()
    records = _records(source)
    if _is_pair(records):
        records = [records]
    parts = list(_several(records))
    if parts and all(isinstance(part, Mapping) for part in parts):
        text = io.StringIO(newline="")
        write_rows(parts, text)
        return (ROWS,), (Content(ROWS, text.getvalue().encode(), ".csv", ROWS),)
    paths, contents = [], []
    for part in parts:
        if isinstance(part, str | os.PathLike):
            paths.append(os.fspath(part))
        elif _is_pair(part):
            name, data = os.fspath(part[0]), part[1]
            paths.append(name)
            contents.append(Content(name, bytes(data), os.path.splitext(name)[1].lower(), name))
        else:
            raise TypeError(_NEITHER.format(type(part).__name__))
    return tuple(paths), tuple(contents)


def _several(source: Any) -> Iterable[Any]:
    """Refuse a single row or bytes object: iterating it would yield keys or numbers, not sources."""
    if isinstance(source, Mapping | bytes | bytearray) or not isinstance(source, Iterable):
        raise TypeError(_NEITHER.format(type(source).__name__))
    return source


def _is_pair(part: Any) -> bool:
    """Tell whether this is a pair of a file's name and its bytes."""
    match part:
        case (str() | os.PathLike(), bytes() | bytearray() | memoryview()):
            return True
    return False


def paths_of(source: Any) -> tuple[str, ...] | None:
    """Return the paths of a source; ``None`` for rows and tables."""
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),)
    if isinstance(source, list | tuple) and source and all(isinstance(one, str | os.PathLike) for one in source):
        return tuple(os.fspath(one) for one in source)
    return None


def is_table(source: Any) -> bool:
    """Tell whether this is a table of pandas, polars or Arrow."""
    return any(hasattr(source, method) for method in (*_ROWS_OF, _ARROW)) or _is_frame(source)


def write_rows(rows: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write rows as CSV. The header has the keys of all rows of a list, or of the first row of a stream.

    Raises:
        TypeError: A row is not a mapping.
        ValueError: A later row of a stream has a key that the first row lacks.
    """
    records = _several(_records(rows))
    if isinstance(records, list):
        keys = list(dict.fromkeys(key for row in records for key in _row(row)))
    else:
        stream = iter(records)
        first = _row(next(stream, {}))
        keys = list(first)
        records = _chained(first, stream)
    known = set(keys)
    writer = csv.writer(file)
    writer.writerow(keys)
    for row in records:
        if not known.issuperset(_row(row)):
            msg = f"the first row has no {sorted(map(str, set(row) - known))}; give all keys in the first row"
            raise ValueError(msg)
        writer.writerow([_written(row.get(key)) for key in keys])


def _row(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise TypeError(_NEITHER.format(type(row).__name__))
    return row


def _chained(first: Mapping[str, Any], rest: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    yield first
    yield from rest


def _records(source: Any) -> Any:
    """Return the rows of another library's table; return anything else unchanged."""
    for method in _ROWS_OF:
        if hasattr(source, method):
            return getattr(source, method)()
    if _is_frame(source):
        return source.to_dict("records")
    return as_table(source).read_all().to_pylist() if hasattr(source, _ARROW) else source


def as_table(source: Any) -> Any:
    """Return a frame unchanged, and any other Arrow-compatible table as a stream: DuckDB reads both."""
    if _is_frame(source) or not hasattr(source, _ARROW):
        return source
    import pyarrow as pa

    return pa.RecordBatchReader.from_stream(source)


def _is_frame(source: Any) -> bool:
    return hasattr(source, "to_dict") and hasattr(source, "columns")


def _written(value: Any) -> str:
    """Write one value of a row as machine text; a missing value becomes empty."""
    written = ""
    # Missing values of pandas and numpy have a type of their own, or differ from themselves.
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
            # A single-precision numpy number is written in its shortest form.
            written = str(value)
    return written
