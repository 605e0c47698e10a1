"""CSV files in DuckDB: each is read once, every cell as text, and its rows are stored in a table.

Owns which file is copied first, and which tables are in memory. Must not know what a cell means.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from glob import escape, glob
from typing import Any, Final

from checker.bulk import tables
from checker.bulk.column_forms import ColumnForms, forms_of
from checker.bulk.duck_texts import literal
from checker.bulk.headers import columns_with_parts, unreadable
from checker.bulk.model import MOST_EXAMPLES, BulkSettings, InputColumn, RejectedRows, StorageKind
from checker.bulk.separated import SeparatedFile, copied, separated
from checker.bulk.sources import InputSource
from checker.bulk.staging import StagedTable
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import SubmissionError

__all__ = ["CodedTexts", "CsvLoader", "LoadedRows", "are_stored_in_file"]

_IN_MEMORY: Final = 256 << 20
"""The most bytes of CSV files whose rows are stored in memory; those of larger ones are stored in a file."""


class CodedTexts(NamedTuple):
    """A column of which all texts are known.

    Args:
        type: Its type, an enumeration.
        texts: The texts, in the order of their codes, which count from 1.
    """

    type: str
    texts: Sequence[str]


class LoadedRows(NamedTuple):
    """The rows of all CSV files.

    Args:
        rows: SQL for them, as written.
        columns: Their columns.
        coded: The columns of which all texts are known.
        rejected: The rows whose cells may be shifted.
        unread: The headings that are read in a list but not in bulk.
    """

    rows: str
    columns: dict[str, InputColumn]
    coded: Mapping[str, CodedTexts]
    rejected: RejectedRows
    unread: tuple[str, ...]


class CsvLoader(NamedTuple):
    """Loads CSV files into a database.

    Args:
        settings: The options of the run.
        work: The folder for data that do not fit into memory.
        run: Runs a statement.
        read: Runs a statement that reads an input, whose name it gets first.
        matches: As `Database.matches`.
        labels: As `Database.labels`.
    """

    settings: BulkSettings
    work: str
    run: Callable[[str], Any]
    read: Callable[[str, str], Any]
    matches: Callable[[str, str], str]
    labels: Callable[[Mapping[str, Sequence[str]]], dict[str, str]]

    def load(self, sources: Sequence[InputSource]) -> LoadedRows:
        """Store the rows of all files.

        Raises:
            SubmissionError: A file cannot be read, or lacks a column.
        """
        within = ""
        if self.settings.memory or are_stored_in_file(sources):
            # A separate file keeps the rows in line order with little memory.
            path = os.path.join(self.work, "staged")
            for leftover in glob(escape(path) + "*"):
                # An attempt with too little memory made it.
                os.remove(leftover)
            self.run(f"ATTACH {literal(path)} AS staged")
            within = "staged."
        files = [separated(source, self.settings) for source in sources]
        forms = forms_of(files, self.settings.locale)
        # No cell has the empty text, so that the codes of texts count from 1, as places in a list do.
        types = self.labels({f"raw_{column}": ["", *texts] for column, texts in forms.texts.items()})
        enums = {column: types[f"raw_{column}"] for column in forms.texts}
        stored = [self._stored(number, file, within, forms, enums) for number, file in enumerate(files)]
        odd = {column for table in stored for column in table.odd}
        enums = {column: type_ for column, type_ in enums.items() if column not in odd}
        figured = forms.decimals > 0
        rows = " UNION ALL ".join(table.given(literal(table.file.name), enums, figures=figured) for table in stored)
        present = {column for table in stored for column in table.file.places}
        columns = {column: InputColumn(column, StorageKind.TEXT) for column in columns_with_parts(present)}
        columns["value"] = InputColumn("value", StorageKind.TEXT, 0, figured, "value" in odd)
        rejected = RejectedRows()
        for table in stored:
            rejected = rejected.and_(table.file.rejected)
        coded = {column: CodedTexts(type_, forms.texts[column]) for column, type_ in enums.items()}
        unread = tuple(heading for table in stored for heading in table.file.unread)
        return LoadedRows(rows, columns, coded, rejected, unread)

    def _stored(
        self, number: int, file: SeparatedFile, within: str, forms: ColumnForms, types: Mapping[str, str]
    ) -> StagedTable:
        """Store the rows of one file; one without exactly one row per line is normalized first."""

        def attempt(file: SeparatedFile) -> StagedTable | None:
            table = StagedTable.of(within + tables.STAGED.named(number).name, file, forms, types, self.settings.locale)
            return self._attempt(number, table)

        table = attempt(file) if file.lines else None
        if table is None:
            copy = os.path.join(self.work, f"rows-{number}.csv")
            table = attempt(copied(file, copy))
            if table is None:
                raise unreadable(file.name, message("it has a line that is longer than any row"))
            os.remove(copy)
        return self._without_cut(table) if table.file.watched else table

    def _without_cut(self, table: StagedTable) -> StagedTable:
        """Reject the rows whose values may be cut."""
        cut = f"FROM {table.name} WHERE cut IS NOT NULL"
        [(count,)] = self.run(f"SELECT count(*) {cut}").fetchall()
        first = self.run(f"SELECT {table.line}, {table.text}, cut {cut} ORDER BY 1 LIMIT {MOST_EXAMPLES}").fetchall()
        return table._replace(file=table.file._replace(rejected=table.file.doubted(count, first)))

    def _attempt(self, number: int, table: StagedTable) -> StagedTable | None:
        """Read the rows of a file; ``None`` if not every line below the header is a row."""
        file = table.file
        # Columns are identified by position: a header may have duplicate or empty names.
        types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(file.width))
        attempt = f"{number}_{file.numbered:d}"
        rejects, scans = tables.REJECTS.named(attempt).name, tables.SCANS.named(attempt).name
        header = str(not file.numbered).lower()
        read = (
            f"read_csv({literal(escape(file.path))}, header = {header}, auto_detect = false, columns = {{{types}}}, "
            f"delim = {literal(file.delimiter)}, quote = '\"', escape = '\"', hive_partitioning = false, "
            f"store_rejects = true, rejects_table = '{rejects}', rejects_scan = '{scans}', rejects_limit = 0)"
        )
        try:
            self.read(file.name, f"CREATE OR REPLACE TABLE {table.name} AS {table.store(read, self.matches)}")
        except SubmissionError:
            if file.numbered:
                raise
            return None  # Normalizing the lines reports the problem with its location.
        [(broken,)] = self.run(f"SELECT count(*) FROM {rejects}").fetchall()
        [(rows, named)] = self.run(table.counts()).fetchall()
        if broken or not (file.numbered or rows + 1 == file.lines == named + 1):
            return None
        return table.with_odd(self.run(table.oddities()).fetchall()[0]) if table.listed else table


def are_stored_in_file(sources: Sequence[InputSource]) -> bool:
    """Return whether rows are stored in a file because of their number."""
    return sum(os.path.getsize(source.path) for source in sources) > _IN_MEMORY
