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
from typing import Any, Final, Protocol, TextIO, TypeAlias

from checker.readers.submission import Content

__all__ = ["ROWS", "File", "Source", "as_table", "contents_of", "is_table", "paths_of", "write_rows"]

File: TypeAlias = str | os.PathLike[str] | tuple[str | os.PathLike[str], bytes]
"""A path, or a name and the bytes of that file."""


class ArrowTable(Protocol):
    """A table of pandas, polars, Arrow or another library that speaks its protocol."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the table as a stream of Arrow."""


Source: TypeAlias = File | Iterable[File] | Iterable[Mapping[str, Any]] | ArrowTable
"""What `check` takes; a table of pandas, polars or Arrow counts as its rows."""

ROWS: Final = "rows.csv"
"""What rows without a file are called in messages."""
_DIGITS: Final = ".15g"
_ROWS_OF: Final = ("to_pylist", "to_dicts")
"""What gives the rows of a table of Arrow, and of polars."""
_ARROW: Final = "__arrow_c_stream__"
"""What any other table that speaks Arrow has, such as a relation of DuckDB."""
_NEITHER: Final = "not paths, pairs of a name and bytes, a list of rows, or a table of pandas, polars or Arrow: {}"


def contents_of(source: Source) -> tuple[tuple[str, ...], tuple[Content, ...]]:
    """Return the paths of a source, and what stands in place of files.

    Raises:
        TypeError: A part of it is neither a path, nor a name and bytes, nor a row.
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
    """Refuse what is one thing: the parts of a row are texts, and those of bytes are numbers."""
    if isinstance(source, Mapping | bytes | bytearray) or not isinstance(source, Iterable):
        raise TypeError(_NEITHER.format(type(source).__name__))
    return source


def _is_pair(part: Any) -> bool:
    """Tell whether this is a name and the bytes of that file."""
    match part:
        case (str() | os.PathLike(), bytes() | bytearray() | memoryview()):
            return True
    return False


def paths_of(source: Any) -> tuple[str, ...] | None:
    """Return the paths of a source that is one or several of them; ``None`` for rows and tables."""
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),)
    if isinstance(source, list | tuple) and source and all(isinstance(one, str | os.PathLike) for one in source):
        return tuple(os.fspath(one) for one in source)
    return None


def is_table(source: Any) -> bool:
    """Tell whether this is a table of pandas, polars or Arrow."""
    return any(hasattr(source, method) for method in (*_ROWS_OF, _ARROW)) or _is_frame(source)


def write_rows(rows: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write rows as CSV; the header is the keys of all rows of a list, or of the first one of a stream.

    Raises:
        TypeError: A row is not a mapping.
        ValueError: A later row of a stream has a key that the first one lacks.
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
    """Return the rows of a table of another library; anything else as it is."""
    for method in _ROWS_OF:
        if hasattr(source, method):
            return getattr(source, method)()
    if _is_frame(source):
        return source.to_dict("records")
    return as_table(source).read_all().to_pylist() if hasattr(source, _ARROW) else source


def as_table(source: Any) -> Any:
    """Return a frame as it is, and the stream of any other table that speaks Arrow: DuckDB reads both."""
    if _is_frame(source) or not hasattr(source, _ARROW):
        return source
    import pyarrow as pa

    return pa.RecordBatchReader.from_stream(source)


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
