"""How the columns of Parquet files go together, and what each of them is taken for.

Owns which files are laid out alike, that a column of nulls fits any type, and what is refused
of types. Must not know an engine's words: each engine writes the texts of what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from checker.bulk.footer import DamagedFile, Leaf, LeafKind, leaves_of
from checker.bulk.grid import most_places
from checker.bulk.model import COLUMNS, FIGURES, BulkSettings, InputColumn, StorageKind
from checker.bulk.sources import InputSource, called_in
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import SubmissionError

__all__ = ["NOTHING", "FileLayout", "columns_of", "damaged", "layouts_of"]

FileColumn: TypeAlias = tuple[str, int, Leaf]
"""A column of the layout, its place in the file, and what it is there."""
NOTHING: Final = Leaf("", LeafKind.NULL, "NULL")
"""A column in which nothing stands."""


class FileLayout(NamedTuple):
    """Files whose columns are alike.

    Args:
        columns: The columns of the layout that they have.
        sources: The files.
    """

    columns: tuple[FileColumn, ...]
    sources: list[InputSource]


def damaged(source: InputSource) -> SubmissionError:
    """Say that a Parquet file is damaged."""
    return SubmissionError([diagnostic(codes.PARQUET_DAMAGED, Location(source.name))])


def layouts_of(
    sources: Sequence[InputSource], settings: BulkSettings, holds: Callable[[InputSource, int, Leaf], bool]
) -> list[FileLayout]:
    """Return the files of a run by how they are laid out.

    Args:
        sources: Parquet files.
        settings: Names of columns.
        holds: Tells whether a column holds anything in a file. It is asked only where some files have text and
            others numbers.

    Raises:
        SubmissionError: A file is damaged, lacks a column, has it twice or of a type that is not read, or has
            text where another has numbers.
    """
    found = [(source, _columns(source, settings)) for source in sources]
    for column in FIGURES:
        found = _agreed(column, found, holds)
    alike: dict[tuple[FileColumn, ...], list[InputSource]] = {}
    for source, columns in found:
        alike.setdefault(columns, []).append(source)
    return [FileLayout(columns, own) for columns, own in alike.items()]


def columns_of(layouts: Sequence[FileLayout]) -> dict[str, InputColumn]:
    """Return what the columns of a run are taken for, in the order of the layout.

    A figure is exact where all files have it of one type that is. Numbers of several types are
    all taken as their decimal text, for no one type holds each of them exactly.
    """
    leaves: dict[str, list[Leaf]] = {}
    for layout in layouts:
        for column, _, leaf in layout.columns:
            leaves.setdefault(column, []).append(leaf)
    return {column: _column(column, leaves[column]) for column in COLUMNS if column in leaves}


def _column(column: str, leaves: Sequence[Leaf]) -> InputColumn:
    held = {(leaf.kept, leaf.type): leaf for leaf in leaves if leaf.kept is not LeafKind.NULL}
    if column not in FIGURES or not held or any(kept is LeafKind.TEXT for kept, _ in held):
        return InputColumn(column, StorageKind.TEXT)
    (leaf, *others) = held.values()
    exact = leaf.kept in {LeafKind.WHOLE, LeafKind.DECIMAL} and leaf.places <= most_places(column)
    return InputColumn(column, StorageKind.EXACT if exact and not others else StorageKind.DOUBLE, leaf.places)


def _columns(source: InputSource, settings: BulkSettings) -> tuple[FileColumn, ...]:
    """Return the columns of the layout that a file has."""
    try:
        leaves = leaves_of(source.path)
    except DamagedFile as error:
        raise damaged(source) from error
    names = [leaf.name for leaf in leaves]
    wanted = called_in(names, source.name, settings.columns)
    columns = tuple((one, names.index(called), leaves[names.index(called)]) for one, called in wanted.items())
    unread = [
        diagnostic(codes.COLUMN_TYPE, Location(source.name), column=leaf.name, type=leaf.type)
        for _, _, leaf in columns
        if leaf.kept is LeafKind.UNREAD
    ]
    if unread:
        raise SubmissionError(unread)
    return columns


def _agreed(
    column: str,
    found: list[tuple[InputSource, tuple[FileColumn, ...]]],
    holds: Callable[[InputSource, int, Leaf], bool],
) -> list[tuple[InputSource, tuple[FileColumn, ...]]]:
    """Return the columns of files of which none has text where another has numbers.

    A column of either in which nothing stands is one of nulls.
    """
    if len(_kinds(column, found)) > 1:
        found = [(source, tuple(_known(one, column, source, holds) for one in columns)) for source, columns in found]
    kinds = _kinds(column, found)
    if len(kinds) > 1:
        source, leaf = kinds[True]
        raise _mixed(source, kinds[False][0], leaf.name)
    return found


def _kinds(
    column: str, found: Sequence[tuple[InputSource, tuple[FileColumn, ...]]]
) -> dict[bool, tuple[InputSource, Leaf]]:
    """Return the first file in which a column holds text (``True``), and the first in which it holds numbers."""
    return {
        leaf.kept is LeafKind.TEXT: (source, leaf)
        for source, columns in reversed(found)
        for one, _, leaf in columns
        if one == column and leaf.kept is not LeafKind.NULL
    }


def _known(
    named: FileColumn, column: str, source: InputSource, holds: Callable[[InputSource, int, Leaf], bool]
) -> FileColumn:
    one, place, leaf = named
    empty = one == column and leaf.kept is not LeafKind.NULL and not holds(source, place, leaf)
    return (one, place, NOTHING) if empty else named


def _mixed(source: InputSource, other: InputSource, column: str) -> SubmissionError:
    reason = message("`{column}` holds text, and in {file} numbers", column=column, file=other.name)
    hint = message("store the column as numbers in all files, or as text in all")
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(source.name), hint=hint, reason=reason)])
