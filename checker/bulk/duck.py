"""DuckDB in the process: the columnar engine.

Owns every word of SQL that DuckDB alone has, and that it is locked down: it reads the
inputs and its own work folder, loads no extension, and takes no setting once data are
attached. Only this module imports duckdb.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Sequence
from glob import escape
from typing import TYPE_CHECKING, Any, Final

from checker.bulk.grid import most_places
from checker.bulk.model import COLUMNS, FIGURES, SHOWN, Column, Rejected, Settings, Stored, Table
from checker.bulk.separated import Separated, copied, separated
from checker.bulk.sources import PARQUET, Source, called_in, unreadable
from checker.domain import codes
from checker.domain.location import Location
from checker.domain.text import message
from checker.domain.trouble import diagnostic
from checker.errors import EngineFault, MissingExtra, SubmissionError

if TYPE_CHECKING:
    import duckdb

__all__ = ["DuckEngine"]

_LOCKS: Final = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_FILE: Final = "file of the row"
"""What no column of a file is called."""
_DECIMAL: Final = re.compile(r"DECIMAL\([0-9]+,([0-9]+)\)")
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")


class DuckEngine:
    """Runs the SQL of a bulk run in DuckDB."""

    name: Final = "columnar"

    def __init__(self, settings: Settings, sources: Sequence[Source], work: str, allowed: Sequence[str]) -> None:
        """Open a database in memory, attach the sources, and lock it.

        Args:
            settings: Threads, memory, names of columns.
            sources: Files of one kind.
            work: The folder for what does not fit into memory.
            allowed: Further folders that results are written into.

        Raises:
            MissingExtra: duckdb is not installed.
            SubmissionError: A source cannot be read, or lacks a column.
        """
        try:
            import duckdb  # noqa: PLC0415 - only where it is used
        except ImportError as error:
            raise MissingExtra(str(error), "bulk") from error
        self._fault = duckdb.Error
        self._settings = settings
        self._rejected = Rejected()
        self._present: set[str] = set()
        self._parquet: Sequence[Source] = ()
        self._database = duckdb.connect()
        try:
            self._lock(sources, (work, *allowed), work)
            self._columns = self._attach(sources, work)
        except BaseException:
            # A file that is open cannot be removed everywhere.
            self._database.close()
            raise

    def _lock(self, sources: Sequence[Source], folders: Sequence[str], work: str) -> None:
        """Set what the caller asks for, and let nothing be set or reached any more."""
        if self._settings.threads:
            self._run(f"SET threads = {self._settings.threads:d}")
        if self._settings.memory:
            self._run(f"SET memory_limit = {_literal(self._settings.memory)}")
        self._run(f"SET temp_directory = {_literal(os.path.join(work, 'spill'))}")
        self._run(f"SET allowed_directories = [{', '.join(map(_literal, folders))}]")
        paths = [path for source in sources for path in dict.fromkeys((source.path, escape(source.path)))]
        self._run(f"SET allowed_paths = [{', '.join(map(_literal, paths))}]")
        self._run("PRAGMA disable_checkpoint_on_shutdown")
        self._run("SET enable_progress_bar = true")
        self._run("SET enable_progress_bar_print = false")
        for lock in _LOCKS:
            self._run(lock)

    def _attach(self, sources: Sequence[Source], work: str) -> dict[str, Column]:
        if sources[0].path.lower().endswith(PARQUET):
            return self._of_parquet(sources)
        # A file of its own keeps the rows in the order of their lines, in little memory.
        self._run(f"ATTACH {_literal(os.path.join(work, 'staged'))} AS staged")
        staged = [self._stage(number, source, work) for number, source in enumerate(sources)]
        self.view("given", " UNION ALL ".join(staged))
        return {column: Column(column, Stored.TEXT) for column in COLUMNS if column in self._present}

    def _stage(self, number: int, source: Source, work: str) -> str:
        """Read a CSV file once, every cell as text, keep it by columns, and return SQL of its rows."""
        table = separated(source, self._settings)
        if not table.lines or not self._load(number, table):
            # What is not one row a line is put in order first.
            copy = os.path.join(work, f"rows-{number}.csv")
            table = copied(table, copy)
            if not self._load(number, table):
                raise unreadable(source.name, message("it has a line that is longer than any row"))
            os.remove(copy)
        self._present.update(table.places)
        where = ""
        if table.watched:
            line = "row" if table.numbered else "rowid + 2"
            cut = f"FROM staged.rows_{number} WHERE cut IS NOT NULL"
            [(count,)] = self._run(f"SELECT count(*) {cut}").fetchall()
            first = self._run(f"SELECT {line}, value, cut {cut} ORDER BY 1 LIMIT {SHOWN}").fetchall()
            table = table._replace(rejected=table.doubted(count, first))
            where = " WHERE cut IS NULL"
        self._rejected = self._rejected.and_(table.rejected)
        columns = ", ".join(one if one in table.places else f"CAST(NULL AS VARCHAR) AS {one}" for one in COLUMNS)
        row = "row" if table.numbered else "rowid + 2 AS row"
        return f"SELECT {_literal(source.name)} AS file, {row}, {columns} FROM staged.rows_{number}{where}"

    def _load(self, number: int, table: Separated) -> bool:
        """Read the rows of a CSV file, and tell whether every line below the header is one."""
        # Columns go by their places: a header may name two alike, or have empty names.
        types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(table.width))
        rejects = f"rejects_{number}_{table.numbered:d}"
        header = str(not table.numbered).lower()
        read = (
            f"read_csv({_literal(escape(table.path))}, header = {header}, auto_detect = false, columns = {{{types}}}, "
            f"delim = {_literal(table.delimiter)}, quote = '\"', escape = '\"', hive_partitioning = false, "
            f"store_rejects = true, rejects_table = '{rejects}', rejects_scan = 'scans_{rejects}', rejects_limit = 0)"
        )
        shown = [f"NULLIF(c{place}, '') AS {column}" for column, place in table.places.items()]
        if table.numbered:
            shown.append("CAST(c0 AS BIGINT) AS row")
        if table.watched:
            shown.append(f"{table.cut(self.matches)} AS cut")
        kept = f"CREATE OR REPLACE TABLE staged.rows_{number} AS SELECT {', '.join(shown)} FROM {read}"
        try:
            self._input(table.name, kept)
        except SubmissionError:
            if table.numbered:
                raise
            return False  # What is wrong is told when the lines are put in order, with its place.
        [(broken,)] = self._run(f"SELECT count(*) FROM {rejects}").fetchall()
        if table.numbered or broken:
            return not broken
        counted = f"SELECT count(*), count(nullif(trim(unit), '')) FROM staged.rows_{number}"
        [(rows, named)] = self._run(counted).fetchall()
        return bool(rows + 1 == table.lines and rows == named)

    def _of_parquet(self, sources: Sequence[Source]) -> dict[str, Column]:
        """Give the rows of Parquet files a name, files with the same columns of the same types together."""
        self._parquet = sources
        alike: dict[tuple[tuple[str, str, str], ...], list[Source]] = {}
        for source in sources:
            read = f"read_parquet({_literal(escape(source.path))}, hive_partitioning = false)"
            described = self._input(source.name, f"DESCRIBE SELECT * FROM {read}").fetchall()
            types = {column: type_ for column, type_, *_ in described}
            wanted = called_in(list(types), source.name, self._settings.columns)
            alike.setdefault(tuple((one, called, types[called]) for one, called in wanted.items()), []).append(source)
        stored: dict[str, list[Column]] = {}
        for layout, own in alike.items():
            for column, called, type_ in layout:
                stored.setdefault(column, []).append(_column(column, type_))
                texts = {one.stored is Stored.TEXT for one in stored[column]}
                if column in FIGURES and len(texts) > 1:
                    reason = message(
                        "`{column}` holds text, and in {file} numbers, or the other way round",
                        column=called,
                        file=sources[0].name,
                    )
                    raise SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(own[0].name), reason=reason)])
        native = {
            column
            for column in FIGURES
            if len({type_ for layout in alike for one, _, type_ in layout if one == column}) == 1
            and stored[column][0].stored is not Stored.TEXT
            and not any(_is_deep(type_, column) for layout in alike for one, _, type_ in layout if one == column)
        }
        views = [self._laid_out(layout, own, stored, native) for layout, own in alike.items()]
        self._input(sources[0].name, f"CREATE VIEW given AS {' UNION ALL '.join(views)}")
        # Numbers of several types are all taken as their decimal text, for no one type holds each of them exactly.
        return {
            column: kinds[0] if column in native or kinds[0].stored is Stored.TEXT else Column(column, Stored.DOUBLE)
            for column, kinds in sorted(stored.items(), key=lambda one: COLUMNS.index(one[0]))
        }

    def _laid_out(
        self,
        layout: tuple[tuple[str, str, str], ...],
        sources: Sequence[Source],
        columns: Container[str],
        native: Container[str],
    ) -> str:
        """Return SQL of the rows of Parquet files whose columns are alike.

        Args:
            layout: The columns that they have, what they call them, and of which type these are.
            sources: The files.
            columns: The columns that any file of the run has.
            native: Those that stay numbers.
        """
        paths = ", ".join(_literal(escape(source.path)) for source in sources)
        options = f"filename = {_literal(_FILE)}, file_row_number = true, hive_partitioning = false"
        rows = f"read_parquet([{paths}], {options})"
        shown = dict.fromkeys((column for column in COLUMNS if column in columns), "NULL")
        for column, called, type_ in layout:
            if column in native:
                shown[column] = _name(called)
            elif _is_deep(type_, column):
                shown[column] = f"rtrim(rtrim(CAST({_name(called)} AS VARCHAR), '0'), '.')"
            else:
                shown[column] = self._text(_name(called), rows, sources[0].name)
        said = ", ".join(f"{text} AS {column}" for column, text in shown.items())
        return f"SELECT {_name(_FILE)} AS file, file_row_number + 1 AS row, {said} FROM {rows}"

    def _text(self, called: str, rows: str, name: str) -> str:
        """Return a column as text, NULL where it is empty.

        A file's statistics mostly tell that no text is empty. The bare column is then taken, for
        what is chosen by a column goes into the reading of files, and past most of them.
        """
        text = f"CAST({called} AS VARCHAR)"
        empty = self._input(name, f"SELECT 1 FROM {rows} WHERE {text} = '' LIMIT 1").fetchall()
        return f"NULLIF({text}, '')" if empty else text

    def _input(self, name: str, sql: str) -> Any:
        """Run what reads an input; what is wrong with that is the input's fault."""
        try:
            return self._database.execute(sql)
        except self._fault as error:
            reason = str(error).partition("\n")[0]
            raise SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(name), reason=reason)]) from error
        except RuntimeError as error:
            # This is how DuckDB tells that Ctrl-C stopped a query.
            raise KeyboardInterrupt from error

    def _run(self, sql: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        try:
            return self._database.execute(sql, values)
        except self._fault as error:
            for source in self._parquet:
                # A page that is damaged is found where it is read first.
                whole = f"SELECT count(hash(i)) FROM read_parquet({_literal(escape(source.path))}) i"
                self._input(source.name, whole)
            raise EngineFault(f"duckdb failed: {error}") from error
        except RuntimeError as error:
            raise KeyboardInterrupt from error

    def columns(self) -> dict[str, Column]:
        """Return the columns of the layout that the input has, by their names in the layout."""
        return self._columns

    def labels(self, name: str, texts: Sequence[str]) -> str:
        """Return the SQL type of a column that holds only these texts."""
        one = Table(f"{name}_texts", (("text", "VARCHAR"),), [[text] for text in dict.fromkeys(texts)])
        self.table(one)
        self._run(f"CREATE TYPE {name}_label AS ENUM (SELECT text FROM {one.name})")
        return f"{name}_label"

    def number(self, tables: Sequence[tuple[str, Table]]) -> None:
        """Give ``input`` more columns that follow from the texts of one.

        They are looked up in lists by the place of the text among all, which DuckDB does once for
        each text of a file's dictionary; a join would do it row by row, and lose the dictionary.
        """
        numbers = []
        for column, table in tables:
            place = f"enum_code(try_cast({column} AS {self.labels(table.name, [str(row[0]) for row in table.rows])}))"
            for position, (name, type_) in enumerate(table.columns[1:], 1):
                listed = ", ".join(str(row[position]) for row in table.rows)
                numbers.append(f"CAST([{listed}] AS {type_}[])[{place} + 1] AS {name}")
        self._run(f"CREATE VIEW input AS SELECT *, {', '.join(numbers)} FROM given")

    def rename(self, units: Table) -> None:
        """Put other texts in the place of some units, in ``input`` and in ``given``."""
        self.table(units)
        self._run("ALTER VIEW given RENAME TO as_given")
        rows = f"as_given g LEFT JOIN {units.name} t ON t.raw = g.unit"
        unit = "CASE WHEN t.raw IS NULL THEN g.unit ELSE t.unit END AS unit"
        self._run(f"CREATE VIEW given AS SELECT g.* REPLACE ({unit}) FROM {rows}")

    def matches(self, text: str, pattern: str) -> str:
        """Return SQL that tells whether a whole text is of a pattern."""
        # An extraction, unlike a match, is done once for each text of a file's dictionary; no pattern takes none.
        return f"regexp_extract({text}, '^(?:{pattern})$') <> ''"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._run(sql).fetchall()

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""
        self._run(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once, under a name."""
        self._run(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def table(self, table: Table) -> None:
        """Take rows in."""
        columns = ", ".join(
            f"CAST(unnest(CAST(${place} AS VARCHAR[])) AS {type_}) AS {name}"
            for place, (name, type_) in enumerate(table.columns, 1)
        )
        lists = [[row[place] for row in table.rows] for place in range(len(table.columns))]
        self._run(f"CREATE OR REPLACE TABLE {table.name} AS SELECT {columns}", lists)

    def write(self, sql: str, path: str, format_: str) -> None:
        """Write a query into a file."""
        header = ", HEADER" if format_ == "csv" else ""
        self._run(f"COPY ({sql}) TO {_literal(path)} (FORMAT {format_}{header})")

    def read(self, name: str, path: str) -> None:
        """Give what was written as Parquet a name."""
        self.view(name, f"SELECT * FROM read_parquet({_literal(path)})")

    def share(self) -> float:
        """Return which share of its rows the running query has passed, as far as that is known."""
        return float(self._database.query_progress()) / 100

    def rejected(self) -> Rejected:
        """Return the rows of files whose cells may be shifted, in the order of the files."""
        return self._rejected

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def _is_deep(type_: str, column: str) -> bool:
    """Tell whether a type has more decimals than figures of a column may have, so that its text decides."""
    decimal = _DECIMAL.fullmatch(type_)
    return decimal is not None and column in FIGURES and int(decimal[1]) > most_places(column)


def _column(name: str, type_: str) -> Column:
    decimal = _DECIMAL.fullmatch(type_)
    if decimal:
        return Column(name, Stored.DOUBLE if _is_deep(type_, name) else Stored.EXACT, int(decimal[1]))
    if type_ in _WHOLE:
        return Column(name, Stored.EXACT)
    return Column(name, Stored.DOUBLE if type_ in ("DOUBLE", "FLOAT") else Stored.TEXT)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
