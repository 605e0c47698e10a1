"""Where the rows come from: files, folders and patterns of them, or a table of a database.

Owns which files belong to a run, and a database's table as a CSV file. Must not know what
the rows mean.
"""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from glob import glob
from typing import Final

from checker.bulk.model import COLUMNS, OPTIONAL
from checker.domain import codes
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.trouble import diagnostic
from checker.errors import MissingExtra, SubmissionError

__all__ = ["CSV", "DATABASES", "PARQUET", "Source", "called_in", "delimiter_of", "header_of", "is_bulk", "sources_of"]

PARQUET: Final = (".parquet", ".pq")
CSV: Final = (".csv", ".tsv", ".txt")
DATABASES: Final = (".sqlite", ".sqlite3", ".db")
_SERVERS: Final = ("postgresql://", "postgres://")
_BATCH: Final = 50_000


class Source(NamedTuple):
    """One file of rows.

    Args:
        path: The file that is read.
        name: What it is called in messages: the file, or the database and its table.
    """

    path: str
    name: str


def is_bulk(path: str) -> bool:
    """Tell whether a path can only be rows for a bulk run."""
    return path.lower().endswith(PARQUET) or path.startswith(_SERVERS)


def sources_of(paths: Sequence[str], table: str, work: str) -> list[Source]:
    """Return the files of a run, a database's table written as CSV into `work`.

    Raises:
        SubmissionError: A path leads to nothing that can be read, or files differ in kind.
        MissingExtra: What reads a PostgreSQL database is not installed.
    """
    found: list[Source] = []
    for number, path in enumerate(paths):
        if path.startswith(_SERVERS) or path.lower().endswith(DATABASES):
            if not table:
                raise _unreadable(path, "name its table with --table")
            copy = os.path.join(work, f"table-{number}.csv")
            # An address may hold a password, which belongs into no message.
            shown = "postgresql" if path.startswith(_SERVERS) else path
            (_from_postgres if path.startswith(_SERVERS) else _from_sqlite)(path, table, copy, shown)
            found.append(Source(copy, f"{shown} {table}"))
        else:
            found.extend(Source(one, one) for one in _files(path))
    kinds = {source.path.lower().endswith(PARQUET) for source in found}
    if len(kinds) > 1:
        raise _unreadable(paths[0], "give either Parquet files or CSV files, not both")
    return found


def _files(path: str) -> list[str]:
    if os.path.isdir(path):
        found = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        chosen = sorted(one for one in found if one.lower().endswith((*PARQUET, *CSV)))
    else:
        chosen = [path] if os.path.exists(path) else sorted(glob(path, recursive=True))
    if not chosen:
        raise _unreadable(path, "there is no such file")
    return chosen


def _unreadable(path: str, reason: str) -> SubmissionError:
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(path), reason=reason)])


def delimiter_of(path: str, delimiter: str) -> str:
    """Return what separates the columns of a CSV file."""
    return "\t" if path.lower().endswith(".tsv") else delimiter


def called_in(header: Sequence[str], name: str, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what an input calls each column of the layout that it has.

    Args:
        header: The names of its columns.
        name: What the input is called in messages.
        columns: Names of columns that differ, by those of the layout.

    Raises:
        SubmissionError: It lacks a column.
    """
    asked = dict(columns)
    folded = {column.strip().lower(): column for column in reversed(header)}
    wanted, lacking = {}, []
    for column in COLUMNS:
        called = asked.get(column, column)
        if called in header or called.lower() in folded:
            wanted[column] = called if called in header else folded[called.lower()]
        elif column not in OPTIONAL or column in asked:
            lacking.append(called)
    if lacking:
        place, found = Location(name), tuple(header)
        raise SubmissionError([diagnostic(codes.BULK_COLUMN, place, column=one, found=found) for one in lacking])
    return wanted


def header_of(path: str, name: str, delimiter: str) -> list[str]:
    """Return the names of a CSV file's columns.

    Raises:
        SubmissionError: It has none, or is no text.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file, delimiter=delimiter), [])
    except (OSError, UnicodeError, csv.Error) as error:
        raise _unreadable(name, str(error)) from error


def _from_sqlite(path: str, table: str, copy: str, shown: str) -> None:
    import sqlite3  # noqa: PLC0415 - only for such a database

    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            # What is stored as a floating number leaves as its shortest decimal text, as everywhere.
            cursor = database.execute(f"SELECT * FROM {_quoted(table)}")
            _write(copy, [column[0] for column in cursor.description], iter(lambda: cursor.fetchmany(_BATCH), []))
    except sqlite3.Error as error:
        raise _unreadable(shown, str(error)) from error


def _write(copy: str, header: Iterable[str], batches: Iterator[list[tuple[object, ...]]]) -> None:
    with open(copy, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for batch in batches:
            writer.writerows(batch)


def _from_postgres(address: str, table: str, copy: str, shown: str) -> None:
    try:
        import psycopg  # noqa: PLC0415 - only for such a database
    except ImportError as error:
        raise MissingExtra("reading PostgreSQL needs psycopg: pip install 'target-checker[postgres]'") from error
    name = ".".join(_quoted(part) for part in table.split("."))
    try:
        with (
            psycopg.connect(address) as connection,
            open(copy, "wb") as file,
            connection.cursor().copy(f"COPY (SELECT * FROM {name}) TO STDOUT (FORMAT csv, HEADER)".encode()) as rows,
        ):
            file.writelines(rows)
    except psycopg.Error as error:
        raise _unreadable(shown, str(error).partition("\n")[0]) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
