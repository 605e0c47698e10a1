"""Spark, through PySpark: the engine for data that outgrow one machine.

Owns Spark's own SQL dialect, the settings for exact decimals, and how a session is found or started. Workers run only
Spark's own operators, so they need no Python. Only the modules of this engine import pyspark.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import escape, glob
from typing import TYPE_CHECKING, Any, Final

from checker.bulk import tables
from checker.bulk.footer import Leaf, LeafKind, leaves_of
from checker.bulk.layouts import NOTHING, FileLayout, columns_of, damaged, layouts_of
from checker.bulk.model import BulkSettings, Database, DataTable, InputColumn, RejectedRows, StorageKind
from checker.bulk.sources import InputSource
from checker.bulk.spark_csv import SparkCsv
from checker.bulk.spark_files import IN_FILES, name_files, unreadable_file
from checker.bulk.spark_session import own_session, reason_of, session_of
from checker.bulk.spark_texts import TYPES, as_text, for_csv
from checker.domain.location import PARQUET
from checker.domain.text import message
from checker.errors import EngineFault, SubmissionError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["SparkDatabase"]

_PROOF: Final = (
    "SELECT CAST(3 AS DECIMAL(38,0)) < CAST('3.4' AS DECIMAL(38,3)) "
    "AND CAST('1.5' AS DECIMAL(38,17)) * CAST(3 AS DECIMAL(38,0)) = CAST('4.5' AS DECIMAL(38,17)) "
    "AND typeof(CAST(1 AS DECIMAL(38,17)) * CAST(1 AS DECIMAL(38,0))) = 'decimal(38,17)' "
    "AND CAST(CAST(0 AS DECIMAL(38,17)) AS STRING) = '0.00000000000000000'"
)
"""True if decimals are compared, multiplied and written exactly, as the settings above require."""
_NO_TEXT: Final = "CAST(NULL AS STRING)"
_NO_MARK: Final = {"mapreduce.fileoutputcommitter.marksuccessfuljobs": "false"}
"""No success marker beside the results: they appear all together or not at all."""


class SparkDatabase:
    """Runs the SQL of a bulk run in Spark."""

    name: Final = "spark"

    def __init__(self, settings: BulkSettings, sources: Sequence[InputSource], work: str) -> None:
        """Find or start a session, and attach the sources.

        Args:
            settings: Master, threads, memory, names of columns.
            sources: Files of one kind, which all workers can read under the same path.
            work: The folder for data that do not fit into memory, if Spark runs on this machine.

        Raises:
            MissingExtra: PySpark or Java is not installed.
            SubmissionError: A source cannot be read, or lacks a column.
        """
        base, self._started = session_of(settings, work)
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        self._faults = (PySparkException, Py4JError)
        self._settings = settings
        self._folder = os.path.join(work, "")
        self._base = base
        self._session = own_session(base)
        self._parquet: Sequence[InputSource] = ()
        self._csv: SparkCsv | None = None
        self._results: dict[str, DataFrame] = {}
        self._rejected = RejectedRows()
        self._unread: tuple[str, ...] = ()
        self._numbered = ""
        try:
            self._prove()
            parquet = sources[0].path.lower().endswith(PARQUET)
            self._columns = self._of_parquet(sources) if parquet else self._of_csv(sources)
        except BaseException:
            self.close()
            raise

    def _prove(self) -> None:
        if self.query(_PROOF) != [(True,)]:
            raise EngineFault("this version of spark does not compare decimals exactly")

    # --- input ---------------------------------------------------------------------

    def _of_parquet(self, sources: Sequence[InputSource]) -> dict[str, InputColumn]:
        self._parquet = sources
        layouts = layouts_of(sources, self._settings, self._holds)
        columns = columns_of(layouts)
        self._unread = tuple(heading for layout in layouts for heading in layout.unread)
        parts = []
        for layout in layouts:
            with self._work():
                parts.append(self._laid_out(layout, columns))
        with self._work():
            stored = parts[0]
            for part in parts[1:]:
                stored = stored.unionByName(part)
            name_files(self, {uri: 0 for part in parts for uri in part.inputFiles()}, sources)
            stored.createOrReplaceTempView(tables.SPARK_STORED.name)
        row = tables.GIVEN.select("s", file="coalesce(f.name, s.path)", **{one: f"s.{one}" for one in columns})
        self.view(tables.GIVEN.name, f"SELECT {row} FROM stored s {IN_FILES}")
        return columns

    def _holds(self, source: InputSource, place: int, leaf: Leaf) -> bool:
        """Tell whether a column of a file contains any text."""
        layout = FileLayout((("value", place, leaf),), [source])
        with self._work():
            frame = self._laid_out(layout, {"value": InputColumn("value", StorageKind.TEXT)})
            return bool(frame.where("value IS NOT NULL").take(1))

    def _of_csv(self, sources: Sequence[InputSource]) -> dict[str, InputColumn]:
        """Read CSV files once, and create a view of their rows."""
        self._csv = SparkCsv(self, self._session, self._settings, self._folder, self._input)
        self._rejected = self._csv.load(sources)
        self._unread = self._csv.unread
        return self._csv.columns

    def _laid_out(self, layout: FileLayout, columns: Mapping[str, InputColumn]) -> DataFrame:
        """Return the rows of files with the same layout.

        Args:
            layout: The files, and the columns that they have.
            columns: The columns that any file of the run has.
        """
        frame = self._read(layout)
        names = {column: f"c{place}" for place, column in enumerate(columns)}
        here = {column: leaf for column, _, leaf in layout.columns}
        bare = [f"{_name(leaf.name)} AS {names[one]}" for one, leaf in here.items() if leaf.kind is not LeafKind.NULL]
        frame = frame.selectExpr("_metadata.file_path AS path", "_metadata.row_index + 1 AS row", *bare)
        columns_sql = []
        for column, stored in columns.items():
            leaf, name = here.get(column, NOTHING), names[column]
            if leaf.kind is LeafKind.NULL:
                cell = "NULL" if stored.stored is StorageKind.EXACT else _NO_TEXT
            elif stored.stored is StorageKind.EXACT:
                cell = name
            else:
                cell, steps = as_text(leaf, name)
                for step in steps:
                    frame = frame.selectExpr("*", *(f"{sql} AS {one}" for one, sql in step.items()))
            columns_sql.append(f"{cell} AS {column}")
        return frame.selectExpr("path", "row", *columns_sql)

    def _read(self, layout: FileLayout) -> DataFrame:
        """Read the layout columns of files with explicit types, instead of types inferred from one file."""
        read = [(leaf.name, leaf.type) for _, _, leaf in layout.columns if leaf.kind is not LeafKind.NULL]
        schema = ", ".join(f"{_name(name)} {TYPES.get(type_, type_)}" for name, type_ in dict(read).items())
        reader = self._session.read.schema(schema).option("recursiveFileLookup", "true")
        return reader.parquet(*(source.path for source in layout.sources))

    @contextmanager
    def _input(self, name: str) -> Iterator[None]:
        """Run a step that reads an input; its failure is the input's fault."""
        try:
            yield
        except self._faults as error:
            raise SubmissionError([unreadable_file(name, reason_of(error))]) from error

    @contextmanager
    def _work(self) -> Iterator[None]:
        try:
            yield
        except self._faults as error:
            self._blame(error)
            raise EngineFault(f"spark failed: {reason_of(error)}") from error

    def _blame(self, error: Exception) -> None:
        """Refuse the Parquet file that made a statement fail, if one cannot be read completely."""
        for source in self._parquet:
            if "PATH_NOT_FOUND" in str(error):
                raise SubmissionError([unreadable_file(source.name, message("Spark does not find it"))]) from error
            columns = tuple((leaf.name, place, leaf) for place, leaf in enumerate(leaves_of(source.path)))
            readable = tuple(one for one in columns if one[2].kind is not LeafKind.UNREAD)
            try:
                self._read(FileLayout(readable, [source])).selectExpr("sum(CAST(hash(*) AS BIGINT))").collect()
            except self._faults:
                raise damaged(source) from error

    # --- queries ---------------------------------------------------------------------

    def columns(self) -> dict[str, InputColumn]:
        """Return the input's columns, by their names in the layout."""
        return self._columns

    def files(self) -> Sequence[str]:
        """Return nothing: Spark has no types for few texts."""
        return ()

    def labels(self, texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return SQL types for columns with a fixed set of texts: Spark has no such types."""
        return dict.fromkeys(texts, "STRING")

    def number(self, numbered: Sequence[tuple[str, DataTable]]) -> None:
        """Add columns to ``input`` that are derived from the texts of another column."""
        numbers, joins = [], []
        for place, (column, table) in enumerate(numbered):
            self.table(table)
            numbers += [f"t{place}.{name}" for name, _ in table.columns[1:]]
            joins.append(f"LEFT JOIN {table.name} t{place} ON t{place}.{table.columns[0][0]} = g.{column}")
        self._numbered = f"SELECT g.*, {', '.join(numbers)} FROM given g {' '.join(joins)}"
        self.view(tables.INPUT.name, self._numbered)

    def rename(self, units: DataTable) -> None:
        """Replace the texts of some units, in ``input`` and in ``given``."""
        self.table(units)
        unit = "CASE WHEN t.raw IS NULL THEN g.unit ELSE t.unit END"
        cells = {column: f"g.{column}" for column in self._columns} | {"unit": unit}
        joined = f"given g LEFT JOIN {units.name} t ON t.raw = g.unit"
        self.view(tables.GIVEN.name, f"SELECT {tables.GIVEN.select('g', **cells)} FROM {joined}")
        self.view(tables.INPUT.name, self._numbered)

    def pair_keys(self) -> dict[str, str]:
        """Return nothing: rows are grouped by texts."""
        return {}

    def group_keys(self, _units: int, _periods: Sequence[str]) -> dict[str, str]:
        """Return nothing: rows are grouped by texts."""
        return {}

    def beside(self, work: Callable[[Database], None]) -> Callable[[], None]:
        """Do some work at once; the workers are kept busy anyway."""
        work(self)
        return lambda: None

    def matches(self, text: str, pattern: str) -> str:
        """Return SQL that tells whether a text matches a pattern completely."""
        return f"{text} RLIKE r'\\A(?:{pattern})\\z'"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._work():
            return [tuple(row) for row in self._session.sql(sql).collect()]

    def view(self, name: str, sql: str) -> None:
        """Create a view of a query."""
        with self._work():
            self._session.sql(sql).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Create a table of a query, computed once on first use."""
        self._cut(sql).createOrReplaceTempView(name)

    def _cut(self, sql: str) -> DataFrame:
        """Return a query with its rows cached on the workers and its plan cut off from later queries."""
        with self._work():
            return self._session.sql(sql).localCheckpoint(eager=False)

    def table(self, table: DataTable) -> None:
        """Insert rows as a single value, so that none of their texts becomes part of a statement."""
        names = [f"c{place}" for place in range(len(table.columns))]
        type_ = ", ".join(f"{name}: STRING" for name in names)
        cast = ", ".join(
            f"CAST(r.{name} AS {type_}) AS {column}" for name, (column, type_) in zip(names, table.columns, strict=True)
        )
        rows = json.dumps([dict(zip(names, row, strict=True)) for row in table.rows], ensure_ascii=False)
        sql = f"SELECT {cast} FROM (SELECT explode(from_json(:rows, 'ARRAY<STRUCT<{type_}>>')) AS r) q"
        with self._work():
            self._session.sql(sql, args={"rows": rows}).createOrReplaceTempView(table.name)

    def extend(self, table: DataTable) -> None:
        """Insert further rows into the table of this name."""
        with self._work():
            rows = self._session.table(table.name).localCheckpoint(eager=False)
        self.table(table)
        with self._work():
            # Without the checkpoint, its plan would contain all inserted rows, again at each insert.
            both = rows.unionByName(self._session.table(table.name)).localCheckpoint()
            both.createOrReplaceTempView(table.name)

    # --- output --------------------------------------------------------------------

    def write(self, sql: str, path: str, format_: str) -> None:
        """Write a query into a folder of files; data that only this run reads are kept as a table."""
        if path.startswith(self._folder):
            self._results[path] = self._cut(sql)
            return
        with self._work():
            frame = self._session.sql(sql)
            if format_ == "csv":
                frame = frame.selectExpr(*for_csv(frame.dtypes))
            options: dict[str, Any] = {"header": True, "escape": '"'} if format_ == "csv" else {}
            frame.write.format(format_).options(**options, **_NO_MARK).save(path)
        # Checksum files that Spark leaves on a local disk.
        for sum_ in glob(os.path.join(escape(path), ".*.crc")):
            os.unlink(sum_)

    def read(self, name: str, path: str) -> None:
        """Create a view of a written Parquet file."""
        with self._work():
            frame = self._results.get(path)
            (self._session.read.parquet(path) if frame is None else frame).createOrReplaceTempView(name)

    def share(self) -> float:
        """Return the finished fraction of the running query's tasks, if known."""
        tracker = self._session.sparkContext.statusTracker()
        stages = [info for stage in tracker.getActiveStageIds() if (info := tracker.getStageInfo(stage))]
        return sum(one.numCompletedTasks for one in stages) / max(1, sum(one.numTasks for one in stages))

    def rejected(self) -> RejectedRows:
        """Return the rows whose cells may be shifted, in the order of the files."""
        return self._rejected

    def unread(self) -> Sequence[str]:
        """Return the headings of columns that are read in a list but not in bulk."""
        return self._unread

    def close(self) -> None:
        """Release the engine's resources, and stop the session if this engine started it."""
        with suppress(*self._faults):
            if self._csv is not None:
                self._csv.close()
            if self._started:
                self._base.stop()
        # Java keeps objects that Python still references, and Python collects too rarely for a session of many runs.
        self._csv, self._results = None, {}
        gc.collect()


def _name(text: str) -> str:
    return "`" + text.replace("`", "``") + "`"
