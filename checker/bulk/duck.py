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
from checker.bulk.duck_memory import ScarceMemory, is_of_memory, limit_memory
from checker.bulk.duck_opening import OpenedDuck
from checker.bulk.duck_texts import enumeration, literal
from checker.bulk.folders import refuse_full
from checker.bulk.layouts import damaged
from checker.bulk.model import BulkSettings, Database, DataTable, InputColumn, RejectedRows
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
        *,
        frugal: bool = False,
    ) -> None:
        """Attach the sources to a database in memory, and lock it.

        Args:
            settings: Threads, memory, names of columns.
            sources: Files of one kind.
            work: The folder for data that do not fit into memory.
            allowed: Further folders for results.
            opened: The database. Default: a new one.
            frugal: Whether to use little memory where rows are stored in a file, unless the settings limit it.

        Raises:
            MissingExtra: duckdb is not installed.
            PackError: The memory is not enough.
            ScarceMemory: The memory of a frugal run is not enough; any statement may raise it.
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
        self._frugal = frugal and not settings.memory and _is_stored_in_file(sources)
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
        elif self._frugal:
            limit_memory(self._run)
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
        if _is_parquet(sources):
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
        """Create a view of the rows of Parquet files."""
        from checker.bulk.duck_parquet import ParquetReader

        self._parquet = sources
        laid_out = ParquetReader(self._settings, self._run).lay_out(sources)
        self._unread = laid_out.unread
        self._keyed = _PAIR if laid_out.texts.issuperset(_PAIR) else ()
        self._files = laid_out.names
        self.view(tables.GIVEN.name, laid_out.rows)
        return laid_out.columns

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
        if is_of_memory(error):
            if self._frugal:
                raise ScarceMemory from error
            size = self._settings.memory
            amount = message("{size} of memory", size=size) if size else message("the memory of this machine")
            raise PackError([diagnostic(codes.BULK_MEMORY, Location(name), memory=amount)]) from error

    def _blame(self, error: Exception) -> None:
        """Refuse the Parquet file that made a statement fail, if one cannot be read completely."""
        from checker.bulk.duck_parquet import read_whole

        for source in self._parquet:
            try:
                read_whole(self._database.execute, source)
            except self._fault:
                raise damaged(source) from error
        # The reader of page headers raises errors without a type.
        if type(error) is self._fault and len(self._parquet) == 1:
            raise damaged(self._parquet[0]) from error

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


def _is_parquet(sources: Sequence[InputSource]) -> bool:
    return sources[0].path.lower().endswith(PARQUET)


def _is_stored_in_file(sources: Sequence[InputSource]) -> bool:
    if _is_parquet(sources):
        return False
    from checker.bulk.duck_csv import are_stored_in_file

    return are_stored_in_file(sources)
