"""Parquet files in DuckDB: a statement for their rows, with what is stored as text.

Owns how a file's columns are read. Must not know what a cell means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from glob import escape
from typing import Any, Final

from checker.bulk import tables
from checker.bulk.duck_texts import as_text, identifier, literal, without_exponent
from checker.bulk.footer import Leaf, LeafKind
from checker.bulk.layouts import FileLayout, columns_of, layouts_of
from checker.bulk.model import COLUMNS, BulkSettings, InputColumn, StorageKind
from checker.bulk.sources import InputSource
from checker.domain.record import NamedTuple

__all__ = ["ParquetReader", "ParquetRows", "read_whole"]

_FILE: Final = "file of the row"
"""A name that no column of a file has."""
_SHORT: Final = 16
"""A text of this many characters, including the decimal point, has at most 15 digits."""
_SOME: Final = 1000
"""The most values for which a part of a file is probed with its statistics."""


class ParquetRows(NamedTuple):
    """The rows of all Parquet files.

    Args:
        rows: SQL for them.
        columns: Their columns.
        texts: The columns that every file stores as text.
        names: The names of the files, if the statement holds each of them as a text.
        unread: The headings that are read in a list but not in bulk.
    """

    rows: str
    columns: dict[str, InputColumn]
    texts: frozenset[str]
    names: tuple[str, ...]
    unread: tuple[str, ...]


class ParquetReader(NamedTuple):
    """Reads Parquet files.

    Args:
        settings: The options of the run.
        run: Runs a statement.
    """

    settings: BulkSettings
    run: Callable[[str], Any]

    def lay_out(self, sources: Sequence[InputSource]) -> ParquetRows:
        """Return the rows of files, grouped by equal columns and types.

        Raises:
            SubmissionError: A file cannot be read, or lacks a column.
        """
        layouts = layouts_of(sources, self.settings, self._holds)
        columns = columns_of(layouts)
        leaves = [(column, leaf) for layout in layouts for column, _, leaf in layout.columns]
        texts = frozenset(columns) - {column for column, leaf in leaves if leaf.type != "VARCHAR"}
        rows = " UNION ALL ".join(self._laid_out(layout, columns) for layout in layouts)
        alone = all(len(layout.sources) == 1 for layout in layouts)
        names = tuple(layout.sources[0].name for layout in layouts) if alone else ()
        return ParquetRows(
            rows, columns, texts, names, tuple(heading for layout in layouts for heading in layout.unread)
        )

    def _holds(self, source: InputSource, place: int, leaf: Leaf) -> bool:
        """Tell whether a column of a file contains any text."""
        name = self._names(source)[place]
        rows = _rows_of([source])
        return bool(self.run(f"SELECT 1 FROM {rows} WHERE {as_text(leaf, name)} <> '' LIMIT 1").fetchall())

    def _names(self, source: InputSource) -> list[str]:
        """Return DuckDB's names for the columns of a file; it renames duplicates."""
        return [
            identifier(column) for column, *_ in self.run(f"DESCRIBE SELECT * FROM {_rows_of([source])}").fetchall()
        ]

    def _laid_out(self, layout: FileLayout, columns: Mapping[str, InputColumn]) -> str:
        """Return SQL for the rows of files with the same layout.

        Args:
            layout: The files, and the columns that they have.
            columns: The columns that any file of the run has.
        """
        names = self._names(layout.sources[0])
        only = layout.sources[0]
        # Data passed by a program are in a temporary file, whose path means nothing to the user.
        several = len(layout.sources) > 1 and only.name == only.path
        named = f"filename = {literal(_FILE)}, " if several else ""
        rows = _rows_of(layout.sources, f"{named}file_row_number = true")
        columns_sql = dict.fromkeys((column for column in COLUMNS if column in columns), "NULL")
        for column, place, leaf in layout.columns:
            exact = columns[column].stored is StorageKind.EXACT and leaf.kind is not LeafKind.NULL
            columns_sql[column] = names[place] if exact else self._text(leaf, names[place], rows)
        file = identifier(_FILE) if several else literal(only.name)
        return f"SELECT {tables.GIVEN.select(file=file, row='file_row_number + 1', **columns_sql)} FROM {rows}"

    def _text(self, leaf: Leaf, name: str, rows: str) -> str:
        """Return a column as text, with NULL for an empty text.

        A file's statistics usually show that no text is empty. The bare column is used then, because DuckDB pushes
        filters on it into the file reader and skips most files. If no number has more than 15 digits, the shortest
        texts are used, which DuckDB computes once per dictionary entry.
        """
        text = as_text(leaf, name)
        if leaf.type == "VARCHAR":
            empty = self.run(f"SELECT 1 FROM {rows} WHERE {text} = '' LIMIT 1").fetchall()
            return f"NULLIF({text}, '')" if empty else text
        if leaf.kind is LeafKind.DOUBLE:
            short = f"CAST({name} AS VARCHAR)"
            noisy = f"SELECT 1 FROM {rows} WHERE length({short}) > {_SHORT} OR contains({short}, 'e') LIMIT 1"
            return without_exponent(text) if self.run(noisy).fetchall() else f"regexp_replace({short}, '[.]0$', '')"
        return text


def read_whole(run: Callable[[str], Any], source: InputSource) -> None:
    """Read a Parquet file completely, including its Bloom filters."""
    rows = _rows_of([source])
    run(f"SELECT count(hash(i)) FROM {rows} i").fetchall()
    filtered = run(
        f"SELECT DISTINCT path_in_schema FROM parquet_metadata({literal(escape(source.path))}) "
        "WHERE bloom_filter_offset IS NOT NULL"
    )
    for (column,) in filtered.fetchall():
        name = identifier(column)
        text = f"CAST({name} AS VARCHAR)"
        some = run(f"SELECT DISTINCT {text} FROM {rows} WHERE {text} IS NOT NULL LIMIT {_SOME}")
        among = ", ".join(literal(one) for (one,) in some.fetchall())
        if among:
            run(f"SELECT count(*) FROM {rows} WHERE {name} IN ({among})").fetchall()


def _rows_of(sources: Sequence[InputSource], more: str = "") -> str:
    """Return SQL for the rows of Parquet files; texts may be stored as bytes."""
    paths = ", ".join(literal(escape(source.path)) for source in sources)
    options = "hive_partitioning = false, binary_as_string = true" + (f", {more}" if more else "")
    return f"read_parquet([{paths}], {options})"
