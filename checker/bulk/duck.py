"""DuckDB in the process: the columnar engine.

Owns DuckDB's own SQL dialect and its lockdown. DuckDB reads only the inputs and its own work folder, loads no
extension, and accepts no setting once data are attached. Only `duck_opening` imports duckdb.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from glob import escape
from typing import TYPE_CHECKING, Any, Final

from checker.bulk import tables
from checker.bulk.duck_opening import OpenedDuck
from checker.bulk.duck_texts import as_text, enumeration, identifier, literal, without_exponent
from checker.bulk.folders import refuse_full
from checker.bulk.footer import Leaf, LeafKind
from checker.bulk.layouts import FileLayout, columns_of, damaged, layouts_of
from checker.bulk.model import COLUMNS, BulkSettings, Database, DataTable, InputColumn, RejectedRows, StorageKind
from checker.bulk.parallel import ParallelWork
from checker.bulk.sources import InputSource
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import PARQUET, Location
from checker.domain.text import message
from checker.errors import EngineFault, PackError, SubmissionError

if TYPE_CHECKING:
    import duckdb

    from checker.bulk.duck_csv import CodedTexts

__all__ = ["DuckDatabase"]

_LOCKS: Final = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_FILE: Final = "file of the row"
"""A name that no column of a file has."""
_SHORT: Final = 16
"""A text of this many characters, including the decimal point, has at most 15 digits."""
_SOME: Final = 1000
"""The most values for which a part of a file is probed with its statistics."""
_CELL, _ROW, _NOTHING = "\x1f", "\x1e", "\x1d"
"""The separators of cells and rows in a table passed as one text, and the mark for NULL."""
_GROUP_BITS: Final = 21
"""The most bits of a key for which groups are places of an array, which takes half the time of a hash table."""
_PAIR: Final = ("period", "indicator")
_FEW: Final = 1000
"""The most texts of a join that are looked up in the statistics of a file, so that most of its parts are not read."""
_PAIR_BITS: Final = 14
"""The same for keys of periods and indicators; a larger array is not worth its memory beside the other one."""
_MOST_UNITS: Final = 1 << 16
"""The most units that are numbered for such a key."""
_MEMORY: Final = "Out of Memory Error"
"""The beginning of DuckDB's error if the memory is not enough."""
_NO_TEXT: Final = ""
"""No text of the data, because empty cells are NULL."""


class DuckDatabase:
    """Runs the SQL of a bulk run in DuckDB."""

    name: Final = "columnar"

    def __init__(
        self,
        settings: BulkSettings,
        sources: Sequence[InputSource],
        work: str,
        allowed: Sequence[str],
        opened: OpenedDuck | None = None,
    ) -> None:
        """Attach the sources to a database in memory, and lock it.

        Args:
            settings: Threads, memory, names of columns.
            sources: Files of one kind.
            work: The folder for data that do not fit into memory.
            allowed: Further folders for results.
            opened: The database. Default: a new one.

        Raises:
            MissingExtra: duckdb is not installed.
            PackError: The memory is not enough.
            SubmissionError: A source cannot be read, or lacks a column.
        """
        opened = opened or OpenedDuck()
        self._database = opened.wait()
        self._fault = opened.fault
        self._settings = settings
        self._rejected = RejectedRows()
        self._unread: tuple[str, ...] = ()
        self._present: set[str] = set()
        self._parquet: Sequence[InputSource] = ()
        self._keyed: Sequence[str] = ()
        self._files: tuple[str, ...] = ()
        self._work = work
        self._first = sources[0].name
        self._coded: Mapping[str, CodedTexts] = {}
        self._parallel: ParallelWork | None = None
        self._within: ParallelWork | None = None
        # It has a setting of its own.
        self._second = self._database.cursor()
        try:
            self._lock(sources, (work, *allowed), work)
            self._columns = self._attach(sources, work)
        except BaseException:
            # Some systems cannot remove an open file.
            self.close()
            raise

    def _lock(self, sources: Sequence[InputSource], folders: Sequence[str], work: str) -> None:
        """Apply the caller's settings, and lock settings and access."""
        if self._settings.threads:
            self._run(f"SET threads = {self._settings.threads:d}")
        if self._settings.memory:
            self._run(f"SET memory_limit = {literal(self._settings.memory)}")
        self._run(f"SET temp_directory = {literal(os.path.join(work, 'spill'))}")
        self._run(f"SET allowed_directories = [{', '.join(map(literal, folders))}]")
        paths = [path for source in sources for path in dict.fromkeys((source.path, escape(source.path)))]
        self._run(f"SET allowed_paths = [{', '.join(map(literal, paths))}]")
        self._run("PRAGMA disable_checkpoint_on_shutdown")
        self._second.execute(f"SET perfect_ht_threshold = {_GROUP_BITS:d}")
        self._run(f"SET perfect_ht_threshold = {_PAIR_BITS:d}")
        self._run(f"SET dynamic_or_filter_threshold = {_FEW:d}")
        self._run("SET enable_progress_bar = true")
        self._run("SET enable_progress_bar_print = false")
        for lock in _LOCKS:
            self._run(lock)

    def _attach(self, sources: Sequence[InputSource], work: str) -> dict[str, InputColumn]:
        if sources[0].path.lower().endswith(PARQUET):
            return self._of_parquet(sources)
        return self._of_csv(sources, work)

    def _of_csv(self, sources: Sequence[InputSource], work: str) -> dict[str, InputColumn]:
        """Store the rows of CSV files, and create a view of them."""
        from checker.bulk.duck_csv import CsvLoader

        loaded = CsvLoader(self._settings, work, self._run, self._input, self.matches, self.labels).load(sources)
        self._rejected = loaded.rejected
        self._unread = loaded.unread
        self._coded = loaded.coded
        self._files = tuple(source.name for source in sources)
        self.view(tables.GIVEN.name, loaded.rows)
        return loaded.columns

    def _of_parquet(self, sources: Sequence[InputSource]) -> dict[str, InputColumn]:
        """Create a view of the rows of Parquet files, grouped by equal columns and types."""
        self._parquet = sources
        layouts = layouts_of(sources, self._settings, self._holds)
        columns = columns_of(layouts)
        self._unread = tuple(heading for layout in layouts for heading in layout.unread)
        pairs = [leaf for layout in layouts for column, _, leaf in layout.columns if column in _PAIR]
        self._keyed = _PAIR if all(leaf.type == "VARCHAR" for leaf in pairs) else ()
        views = [self._laid_out(layout, columns) for layout in layouts]
        if all(len(layout.sources) == 1 for layout in layouts):
            self._files = tuple(layout.sources[0].name for layout in layouts)
        self.view(tables.GIVEN.name, " UNION ALL ".join(views))
        return columns

    def _holds(self, source: InputSource, place: int, leaf: Leaf) -> bool:
        """Tell whether a column of a file contains any text."""
        name = self._names(source)[place]
        rows = _rows_of([source])
        return bool(self._run(f"SELECT 1 FROM {rows} WHERE {as_text(leaf, name)} <> '' LIMIT 1").fetchall())

    def _names(self, source: InputSource) -> list[str]:
        """Return DuckDB's names for the columns of a file; it renames duplicates."""
        return [
            identifier(column) for column, *_ in self._run(f"DESCRIBE SELECT * FROM {_rows_of([source])}").fetchall()
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
            empty = self._run(f"SELECT 1 FROM {rows} WHERE {text} = '' LIMIT 1").fetchall()
            return f"NULLIF({text}, '')" if empty else text
        if leaf.kind is LeafKind.DOUBLE:
            short = f"CAST({name} AS VARCHAR)"
            noisy = f"SELECT 1 FROM {rows} WHERE length({short}) > {_SHORT} OR contains({short}, 'e') LIMIT 1"
            return without_exponent(text) if self._run(noisy).fetchall() else f"regexp_replace({short}, '[.]0$', '')"
        return text

    def _input(self, name: str, sql: str) -> Any:
        """Run a statement that reads an input; its failure is the input's fault."""
        try:
            return self._database.execute(sql)
        except self._fault as error:
            refuse_full(error, self._work)
            self._refuse_memory(error, name)
            reason = str(error).partition("\n")[0]
            raise SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(name), reason=reason)]) from error
        except RuntimeError as error:
            # DuckDB raises this if any signal interrupts a query.
            raise KeyboardInterrupt from error

    def _run(self, sql: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        if self._within is not None:
            self._within.refuse_stopped()
        try:
            return self._database.execute(sql, values)
        except self._fault as error:
            refuse_full(error, self._work)
            self._refuse_memory(error, self._first)
            self._blame(error)
            raise EngineFault(f"duckdb failed: {error}") from error
        except RuntimeError as error:
            raise KeyboardInterrupt from error

    def _refuse_memory(self, error: Exception, name: str) -> None:
        """Refuse a run for which there is not enough memory, as a matter of its options."""
        if str(error).startswith(_MEMORY):
            size = self._settings.memory
            amount = message("{size} of memory", size=size) if size else message("the memory of this machine")
            raise PackError([diagnostic(codes.BULK_MEMORY, Location(name), memory=amount)]) from error

    def _blame(self, error: Exception) -> None:
        """Refuse the Parquet file that made a statement fail, if one cannot be read completely."""
        for source in self._parquet:
            try:
                self._read_whole(source)
            except self._fault:
                raise damaged(source) from error
        # The reader of page headers raises errors without a type.
        if type(error) is self._fault and len(self._parquet) == 1:
            raise damaged(self._parquet[0]) from error

    def _read_whole(self, source: InputSource) -> None:
        """Read a Parquet file completely, including its Bloom filters."""
        rows = _rows_of([source])
        self._database.execute(f"SELECT count(hash(i)) FROM {rows} i").fetchall()
        filtered = self._database.execute(
            f"SELECT DISTINCT path_in_schema FROM parquet_metadata({literal(escape(source.path))}) "
            "WHERE bloom_filter_offset IS NOT NULL"
        )
        for (column,) in filtered.fetchall():
            name = identifier(column)
            text = f"CAST({name} AS VARCHAR)"
            some = self._database.execute(f"SELECT DISTINCT {text} FROM {rows} WHERE {text} IS NOT NULL LIMIT {_SOME}")
            among = ", ".join(literal(one) for (one,) in some.fetchall())
            if among:
                self._database.execute(f"SELECT count(*) FROM {rows} WHERE {name} IN ({among})").fetchall()

    def columns(self) -> dict[str, InputColumn]:
        """Return the input's columns, by their names in the layout."""
        return self._columns

    def files(self) -> Sequence[str]:
        """Return all file names in ``given``, if the statement holds each of them as a text."""
        return self._files

    def labels(self, texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return SQL types for columns with a fixed set of texts."""
        types = {name: f"{name}_label" for name in texts}
        for name, own in texts.items():
            self._run(f"CREATE TYPE {types[name]} AS ENUM ({enumeration(dict.fromkeys(own))})")
        return types

    def number(self, numbered: Sequence[tuple[str, DataTable]]) -> None:
        """Add columns to ``input`` that are derived from the texts of another column.

        They are looked up in lists by the text's index, which DuckDB does once per dictionary entry. A join would do it
        row by row and lose the dictionary.
        """
        numbers = []
        # Lists count from 1. An addition could overflow, and is therefore done row by row, so the first label is none.
        types = self.labels({table.name: [_NO_TEXT, *(str(row[0]) for row in table.rows)] for _, table in numbered})
        for column, table in numbered:
            place, rows = f"enum_code(try_cast({column} AS {types[table.name]}))", table.rows
            if column in self._coded:
                place, by_text = f"enum_code({column})", {row[0]: row for row in rows}
                nothing = [None, *(["NULL"] * (len(table.columns) - 1))]
                rows = [by_text.get(text, nothing) for text in self._coded[column].texts]
            for position, (name, type_) in enumerate(table.columns[1:], 1):
                listed = ", ".join(str(row[position]) for row in rows)
                numbers.append(f"CAST([{listed}] AS {type_}[])[{place}] AS {name}")
        self._run(f"CREATE VIEW {tables.INPUT.name} AS SELECT *, {', '.join(numbers)} FROM given")

    def pair_keys(self) -> dict[str, str]:
        """Return SQL for the period and the indicator of ``given`` by which rows are grouped faster than by texts."""
        texts: dict[str, list[str]] = {f"given_{column}": [] for column in self._keyed}
        if not texts:
            return {}
        # One statement for both, because DuckDB then reads them at the same time; each text once per dictionary.
        some = " UNION ALL ".join(
            f"SELECT 'given_{column}', text FROM (SELECT DISTINCT {column} AS text FROM given "
            f"WHERE {column} IS NOT NULL LIMIT {_FEW + 1:d}) {column}_texts"
            for column in self._keyed
        )
        # Sorted, so that equal data have equal tables.
        for name, text in sorted(self._run(some).fetchall()):
            texts[name].append(str(text))
        if any(len(own) > _FEW for own in texts.values()):
            return {}
        types = self.labels(texts)
        return {column: f"try_cast(i.{column} AS {types[f'given_{column}']})" for column in self._keyed}

    def group_keys(self, units: int, periods: Sequence[str]) -> dict[str, str]:
        """Return SQL for columns of ``input`` by which rows are grouped faster than by their texts.

        Only the dictionaries of Parquet files are numbered fast.
        """
        if not self._parquet or units > _MOST_UNITS:
            return {}
        types = self.labels({"raw_period": periods})
        # Sorted, so that equal data have equal tables.
        texts = "SELECT DISTINCT unit FROM given WHERE unit IS NOT NULL ORDER BY unit"
        self._run(f"CREATE TYPE raw_unit_label AS ENUM ({texts})")
        keys = {"unit": "raw_unit_label", "period": types["raw_period"]}
        return {column: f"try_cast(i.{column} AS {type_})" for column, type_ in keys.items()}

    def rename(self, units: DataTable) -> None:
        """Replace the texts of some units, in ``input`` and in ``given``."""
        self.table(units)
        rows = f"as_given g LEFT JOIN {units.name} t ON t.raw = g.unit"
        unit = "CASE WHEN t.raw IS NULL THEN g.unit ELSE t.unit END AS unit"
        # At once, because work beside this may read the view.
        self._run("BEGIN")
        self._run(f"ALTER VIEW {tables.GIVEN.name} RENAME TO {tables.AS_GIVEN.name}")
        self._run(f"CREATE VIEW {tables.GIVEN.name} AS SELECT g.* REPLACE ({unit}) FROM {rows}")
        self._run("COMMIT")

    def matches(self, text: str, pattern: str) -> str:
        """Return SQL that tells whether a text matches a pattern completely."""
        # Unlike a match, an extraction runs once per dictionary entry. No pattern here matches an empty text.
        return f"regexp_extract({text}, '^(?:{pattern})$') <> ''"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._run(sql).fetchall()

    def view(self, name: str, sql: str) -> None:
        """Create a view of a query."""
        self._run(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once, as a table."""
        self._run(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def table(self, table: DataTable) -> None:
        """Insert rows: as one text if its cells can be separated, which takes half as long as lists of texts."""
        if not table.rows:
            self._run(f"CREATE OR REPLACE TABLE {table.name} ({', '.join(map(' '.join, table.columns))})")
            return
        raw = {f"raw_{column}": coded.type for column, coded in self._coded.items()}
        table = table._replace(columns=tuple((name, raw.get(name, type_)) for name, type_ in table.columns))
        lines = [_CELL.join([_NOTHING if cell is None else cell for cell in row]) for row in table.rows]
        text, width = _ROW.join(lines), len(table.columns)
        cells, rows = len(lines) * (width - 1), len(lines)
        nothing = sum(row.count(None) for row in table.rows)
        separable = text.count(_CELL) == cells and text.count(_ROW) == rows - 1 and text.count(_NOTHING) == nothing
        if separable and width > 1:
            texts = [f"cells[{place}]" for place in range(1, width + 1)]
            if nothing:
                gaps = (None in column for column in zip(*table.rows, strict=True))
                texts = [f"nullif({one}, '{_NOTHING}')" if gap else one for one, gap in zip(texts, gaps, strict=True)]
            columns = ", ".join(
                f"CAST({cell} AS {type_}) AS {name}" for cell, (name, type_) in zip(texts, table.columns, strict=True)
            )
            split = f"SELECT string_split(unnest(string_split($1, '{_ROW}')), '{_CELL}') AS cells"
            self._run(f"CREATE OR REPLACE TABLE {table.name} AS SELECT {columns} FROM ({split})", [text])
            return
        columns = ", ".join(
            f"CAST(unnest(CAST(${place} AS VARCHAR[])) AS {type_}) AS {name}"
            for place, (name, type_) in enumerate(table.columns, 1)
        )
        lists = [[row[place] for row in table.rows] for place in range(width)]
        self._run(f"CREATE OR REPLACE TABLE {table.name} AS SELECT {columns}", lists)

    def extend(self, table: DataTable) -> None:
        """Insert further rows into the table of this name."""
        further = table._replace(name=f"further_{table.name}")
        self.table(further)
        self._run(f"INSERT INTO {table.name} SELECT * FROM {further.name}")

    def write(self, sql: str, path: str, format_: str) -> None:
        """Write a query into a file."""
        header = ", HEADER" if format_ == "csv" else ""
        self._run(f"COPY ({sql}) TO {literal(path)} (FORMAT {format_}{header})")

    def read(self, name: str, path: str) -> None:
        """Create a view of a written Parquet file."""
        self.view(name, f"SELECT * FROM read_parquet({literal(path)})")

    def share(self) -> float:
        """Return the progress of the running query as a fraction, if known."""
        return float(self._database.query_progress()) / 100

    def rejected(self) -> RejectedRows:
        """Return the rows whose cells may be shifted, in the order of the files."""
        return self._rejected

    def unread(self) -> Sequence[str]:
        """Return the headings of columns that are read in a list but not in bulk."""
        return self._unread

    def beside(self, work: Callable[[Database], None]) -> Callable[[], None]:
        """Do some work on a second connection, after other such work; return a function that waits for it."""
        second: DuckDatabase = object.__new__(DuckDatabase)
        parallel = self._parallel = ParallelWork(lambda: work(second), self._parallel)
        second.__dict__.update(self.__dict__, _database=self._second, _within=parallel)
        parallel.start()
        return parallel.wait

    def close(self) -> None:
        """Close the database; work beside the main connection is stopped."""
        if self._parallel is not None:
            self._parallel.stop(self._second.interrupt)
        self._second.close()
        self._database.close()


def _rows_of(sources: Sequence[InputSource], more: str = "") -> str:
    """Return SQL for the rows of Parquet files; texts may be stored as bytes."""
    paths = ", ".join(literal(escape(source.path)) for source in sources)
    options = "hive_partitioning = false, binary_as_string = true" + (f", {more}" if more else "")
    return f"read_parquet([{paths}], {options})"
