"""CSV files in Spark: each is read once, every cell as text, and its rows are numbered and cached on the workers.

One task reads a whole file, so that line breaks in quotes are handled and rows are numbered in order. Owns which file
is normalized first. Must not know what a cell means.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final

from checker.bulk import tables
from checker.bulk.headers import columns_with_parts
from checker.bulk.model import COLUMNS, MOST_EXAMPLES, BulkSettings, Database, InputColumn, RejectedRows, StorageKind
from checker.bulk.separated import SeparatedFile, copied, separated
from checker.bulk.sources import InputSource
from checker.bulk.spark_files import IN_FILES, name_files, unreadable_file
from checker.domain.text import message
from checker.errors import SubmissionError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkCsv"]

_LOST: Final = "\ufffd"
"""Java's replacement for bytes that are not UTF-8."""
_BROKEN: Final = "_broken"
_EMPTY: Final = "''"
_NO_TEXT: Final = "CAST(NULL AS STRING)"


class SparkCsv:
    """The rows of the CSV files of one run.

    Args:
        engine: The engine that gets the rows.
        session: Its session.
        settings: The options of the run.
        folder: The folder for normalized copies.
        reading: Runs a step that reads an input, whose name it gets.
    """

    def __init__(
        self,
        engine: Database,
        session: SparkSession,
        settings: BulkSettings,
        folder: str,
        reading: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        self._engine = engine
        self._session = session
        self._settings = settings
        self._folder = folder
        self._reading = reading
        self._staged: DataFrame | None = None
        self.columns: dict[str, InputColumn] = {}
        """The columns of the files, once they are loaded."""
        self.unread: tuple[str, ...] = ()
        """The headings that are read in a list but not in bulk."""

    def load(self, sources: Sequence[InputSource]) -> RejectedRows:
        """Read the files, create the view ``given`` of their rows, and return the rows whose cells may be shifted.

        Raises:
            SubmissionError: A file cannot be read, or lacks a column.
        """
        files = {source.name: separated(source, self._settings) for source in sources}
        odd = {name for name, table in files.items() if not table.lines}
        odd |= self._stage([table for table in files.values() if table.lines])
        for number, name in enumerate(sorted(odd)):
            files[name] = copied(files[name], os.path.join(self._folder, f"rows-{number}.csv"))
        if odd and self._stage(list(files.values())):
            raise SubmissionError(
                [unreadable_file(sources[0].name, message("it has a line that is longer than any row"))]
            )
        row = tables.SPARK_NUMBERED.select(
            "s", file="coalesce(f.name, s.path)", row="coalesce(s.line, s.k - f.start + 2)"
        )
        self._engine.view(tables.SPARK_NUMBERED.name, f"SELECT {row} FROM staged s {IN_FILES}")
        watched = any(table.watched for table in files.values())
        doubted = "FROM numbered WHERE cut IS NOT NULL"
        counts = dict(self._engine.query(f"SELECT file, count(*) {doubted} GROUP BY file")) if watched else {}
        first = (
            self._engine.query(f"SELECT file, row, value, cut {doubted} ORDER BY file, row LIMIT {MOST_EXAMPLES}")
            if counts
            else []
        )
        rejected = RejectedRows()
        for name, table in files.items():
            cut = [(row, value, tail) for file, row, value, tail in first if file == name]
            rejected = rejected.and_(table.doubted(counts.get(name, 0), cut))
        row = tables.GIVEN.select("n", **{column: f"n.{column}" for column in COLUMNS})
        self._engine.view(tables.GIVEN.name, f"SELECT {row} FROM numbered n WHERE n.cut IS NULL")
        self.unread = tuple(heading for table in files.values() for heading in table.unread)
        present = {column for table in files.values() for column in table.places}
        self.columns = {column: InputColumn(column, StorageKind.TEXT) for column in columns_with_parts(present)}
        return rejected

    def _stage(self, files: Sequence[SeparatedFile]) -> set[str]:
        """Read the rows of CSV files, and return the names of files in which not every line is a row."""
        if not files:
            return set()
        alike: dict[tuple[object, ...], list[SeparatedFile]] = {}
        for table in files:
            kind = table.delimiter, table.width, table.numbered, table.watched, *table.places.items()
            alike.setdefault(kind, []).append(table)
        parts = []
        for own in alike.values():
            with self._reading(own[0].name):
                parts.append(self._csv(own))
        staged = parts[0]
        for part in parts[1:]:
            staged = staged.unionByName(part)
        if self._staged is not None:
            self._staged.unpersist()
        self._staged = staged.persist()
        self._staged.createOrReplaceTempView(tables.SPARK_STAGED.name)
        lost = f"max(contains(concat_ws('', {_BROKEN}, {', '.join(COLUMNS)}), '{_LOST}'))"
        with self._reading(files[0].name):
            counted = self._session.sql(
                f"SELECT path, min(k), {lost}, count(*), count({_BROKEN}), count(nullif(trim(unit), '')) "
                "FROM staged GROUP BY path"
            ).collect()
        sources = [InputSource(table.path, table.name) for table in files]
        names = name_files(self._engine, {path: first for path, first, *_ in counted}, sources)
        problems = [unreadable_file(names[path], message("it is not UTF-8")) for path, _, lost, *_ in counted if lost]
        if problems:
            raise SubmissionError(problems)
        counts = {names[path]: (rows, broken, filled) for path, _, _, rows, broken, filled in counted}
        odd = set()
        for table in files:
            rows, broken, filled = counts.get(table.name, (0, 0, 0))
            if broken or not (table.numbered or rows + 1 == table.lines == filled + 1):
                odd.add(table.name)
        return odd

    def _csv(self, files: Sequence[SeparatedFile]) -> DataFrame:
        """Return the rows of CSV files with the same columns."""
        first = files[0]
        frame = self._session.read.csv(
            [table.path for table in files],
            schema=", ".join(f"c{place} STRING" for place in range(first.width)) + f", {_BROKEN} STRING",
            sep=first.delimiter,
            quote='"',
            escape='"',
            header=not first.numbered,
            multiLine=True,
            mode="PERMISSIVE",
            columnNameOfCorruptRecord=_BROKEN,
        )
        cells = [
            f"nullif(c{first.places[one]}, {_EMPTY}) AS {one}" if one in first.places else f"{_NO_TEXT} AS {one}"
            for one in COLUMNS
        ]
        line = "CAST(c0 AS BIGINT)" if first.numbered else "CAST(NULL AS BIGINT)"
        place = "_metadata.file_path AS path", "monotonically_increasing_id() AS k", f"{line} AS line"
        return frame.selectExpr(*place, _BROKEN, f"{first.cut(self._engine.matches)} AS cut", *cells)

    def close(self) -> None:
        """Release the cached rows."""
        if self._staged is not None:
            self._staged.unpersist()
        self._staged = None
