"""Group Parquet files by columns, and decide the type of each column.

Owns which files have the same layout, that a column of nulls fits any type, and which types are refused. Must not know
an engine's dialect: each engine converts stored values to text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from checker.bulk.footer import DamagedFile, Leaf, LeafKind, leaves_of
from checker.bulk.grid import most_places
from checker.bulk.headers import column_names, columns_with_parts, unread_columns
from checker.bulk.model import FIGURES, BulkSettings, InputColumn, StorageKind
from checker.bulk.sources import InputSource
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import SubmissionError

__all__ = ["NOTHING", "FileLayout", "columns_of", "damaged", "layouts_of"]

FileColumn: TypeAlias = tuple[str, int, Leaf]
"""A column of the layout, its index in the file, and its type there."""
NOTHING: Final = Leaf("", LeafKind.NULL, "NULL")
"""A column that contains only nulls."""


class FileLayout(NamedTuple):
    """Files with the same columns.

    Args:
        columns: The columns of the layout that they have.
        sources: The files.
        unread: Their headings that are read in a list but not in bulk.
    """

    columns: tuple[FileColumn, ...]
    sources: list[InputSource]
    unread: tuple[str, ...] = ()


def damaged(source: InputSource) -> SubmissionError:
    """Return the diagnostic of a damaged Parquet file."""
    return SubmissionError([diagnostic(codes.PARQUET_DAMAGED, Location(source.name))])


def layouts_of(
    sources: Sequence[InputSource], settings: BulkSettings, holds: Callable[[InputSource, int, Leaf], bool]
) -> list[FileLayout]:
    """Return the files of a run, grouped by layout.

    Args:
        sources: Parquet files.
        settings: Names of columns.
        holds: Tells whether a column of a file contains any value. It is only called if some files have text and others
            numbers.

    Raises:
        SubmissionError: A file is damaged, lacks a column, has a duplicate or unsupported one, or has text where
            another has numbers.
    """
    read = [(source, *_columns(source, settings)) for source in sources]
    files = [(source, columns) for source, columns, _ in read]
    for column in FIGURES:
        files = _agreed(column, files, holds)
    alike: dict[tuple[FileColumn, ...], list[InputSource]] = {}
    unread: dict[tuple[FileColumn, ...], dict[str, None]] = {}
    for (source, columns), (*_, headings) in zip(files, read, strict=True):
        alike.setdefault(columns, []).append(source)
        unread.setdefault(columns, {}).update(dict.fromkeys(headings))
    return [FileLayout(columns, own, tuple(unread[columns])) for columns, own in alike.items()]


def columns_of(layouts: Sequence[FileLayout]) -> dict[str, InputColumn]:
    """Return the columns of a run with their types, in the order of the layout.

    A figure is exact if all files have the same exact type. Numbers of several types are all read as decimal text,
    because no single type holds each of them exactly.
    """
    leaves: dict[str, list[Leaf]] = {}
    for layout in layouts:
        for column, _, leaf in layout.columns:
            leaves.setdefault(column, []).append(leaf)
    return {column: _column(column, leaves.get(column, ())) for column in columns_with_parts(leaves)}


def _column(column: str, leaves: Sequence[Leaf]) -> InputColumn:
    types = {(leaf.kind, leaf.type): leaf for leaf in leaves if leaf.kind is not LeafKind.NULL}
    if column not in FIGURES or not types or any(kind is LeafKind.TEXT for kind, _ in types):
        return InputColumn(column, StorageKind.TEXT)
    (leaf, *others) = types.values()
    exact = leaf.kind in {LeafKind.WHOLE, LeafKind.DECIMAL} and leaf.places <= most_places(column)
    return InputColumn(column, StorageKind.EXACT if exact and not others else StorageKind.DOUBLE, leaf.places)


def _columns(source: InputSource, settings: BulkSettings) -> tuple[tuple[FileColumn, ...], tuple[str, ...]]:
    """Return the layout columns of a file, and the headings that are read in a list but not in bulk."""
    try:
        leaves = leaves_of(source.path)
    except DamagedFile as error:
        raise damaged(source) from error
    names = [leaf.name for leaf in leaves]
    input_names = column_names(names, source.name, settings.columns)
    columns = tuple((one, names.index(name), leaves[names.index(name)]) for one, name in input_names.items())
    unusable = [
        diagnostic(codes.COLUMN_TYPE, Location(source.name), column=leaf.name, type=leaf.type)
        for _, _, leaf in columns
        if leaf.kind is LeafKind.UNREAD
    ]
    if unusable:
        raise SubmissionError(unusable)
    return columns, unread_columns(names, input_names)


def _agreed(
    column: str,
    files: list[tuple[InputSource, tuple[FileColumn, ...]]],
    holds: Callable[[InputSource, int, Leaf], bool],
) -> list[tuple[InputSource, tuple[FileColumn, ...]]]:
    """Return the columns of files, and verify that no column is text in one file and numbers in another.

    A column without any value counts as a column of nulls.
    """
    if len(_kinds(column, files)) > 1:
        files = [
            (source, tuple(_without_nulls(one, column, source, holds) for one in columns)) for source, columns in files
        ]
    kinds = _kinds(column, files)
    if len(kinds) > 1:
        source, leaf = kinds[True]
        raise _mixed(source, kinds[False][0], leaf.name)
    return files


def _kinds(
    column: str, files: Sequence[tuple[InputSource, tuple[FileColumn, ...]]]
) -> dict[bool, tuple[InputSource, Leaf]]:
    """Return the first file with text in a column (``True``), and the first one with numbers."""
    return {
        leaf.kind is LeafKind.TEXT: (source, leaf)
        for source, columns in reversed(files)
        for one, _, leaf in columns
        if one == column and leaf.kind is not LeafKind.NULL
    }


def _without_nulls(
    file_column: FileColumn, column: str, source: InputSource, holds: Callable[[InputSource, int, Leaf], bool]
) -> FileColumn:
    one, place, leaf = file_column
    empty = one == column and leaf.kind is not LeafKind.NULL and not holds(source, place, leaf)
    return (one, place, NOTHING) if empty else file_column


def _mixed(source: InputSource, other: InputSource, column: str) -> SubmissionError:
    reason = message("`{column}` contains text, but numbers in {file}", column=column, file=other.name)
    hint = message("store the column as numbers in all files, or as text in all")
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(source.name), hint=hint, reason=reason)])
