"""Export a database table to a CSV file, which is then read like any other.

Owns the text of each stored type: a number as decimal text in the notation of the run, a timestamp in UTC. Settings of
the database, its users and this machine have no influence. Must not know what the rows mean.
"""

from __future__ import annotations

import contextlib
import csv
import re
import sqlite3
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isfinite
from typing import Final
from urllib.parse import quote

from checker.bulk.headers import column_names, unread_columns, unreadable
from checker.bulk.model import BulkSettings
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.numeral import MARKS
from checker.domain.text import Value, message
from checker.errors import MissingExtra, SubmissionError

__all__ = ["from_postgres", "from_sqlite"]

_BATCH: Final = 50_000
_LONGEST: Final = 40
"""The most digits of a number that is written out. A longer one keeps its exponent; no figure is that long."""
_LEADING_BYTES: Final = 20
_FLOAT4, _FLOAT8, _NUMERIC = 700, 701, 1700
"""PostgreSQL's names of numeric types with decimals."""
_UNREAD: Final = {17: "bytea", 790: "money"}
_SESSION: Final = (
    "SET TIME ZONE 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET extra_float_digits = 3",
    "SET client_encoding = 'UTF8'",
)


def from_sqlite(path: str, settings: BulkSettings, copy: str, display_name: str) -> tuple[str, ...]:
    """Write the layout columns of an SQLite table into a CSV file, and return the headings of `unread_columns`.

    Args:
        path: The database.
        settings: The table, names of columns, and the notation of numbers.
        copy: The CSV file.
        display_name: The database's name in messages.

    Raises:
        SubmissionError: The database cannot be read.
    """
    mark = MARKS[settings.locale][1]
    try:
        with contextlib.closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as database:
            cursor = database.execute(f"SELECT * FROM {_quoted(settings.table)}")
            header = _header([column[0] for column in cursor.description])
            input_names = column_names(header, f"{display_name} {settings.table}", settings.columns)
            places = [header.index(column) for column in input_names.values()]
            batches = iter(lambda: cursor.fetchmany(_BATCH), [])
            rows = ([[_stored_text(row[place], mark=mark) for place in places] for row in batch] for batch in batches)
            _write(copy, input_names.values(), rows)
            return unread_columns(header, input_names)
    except sqlite3.Error as error:
        raise unreadable(display_name, _sqlite_problem(str(error), settings.table)) from error


def _header(names: Sequence[str]) -> list[str]:
    """Return the names of columns. SQLite numbers duplicate names in a view (``value:1``)."""
    return [base if (base := re.sub(r":[0-9]+\Z", "", name)) in names else name for name in names]


def _sqlite_problem(reason: str, table: str) -> Value:
    """Return why a database cannot be read, in our own words for known errors."""
    if reason.startswith("no such table"):
        return message("it has no table `{table}`", table=table)
    if reason.startswith("Could not decode to UTF-8"):
        return message("it is not UTF-8")
    return {
        "file is not a database": message("it is not an SQLite database"),
        "database disk image is malformed": message("the database is damaged"),
        "database is locked": message("another program is writing into it"),
    }.get(reason, reason)


def _stored_text(cell: object, *, mark: str) -> object:
    """Return the text of a stored value, whatever the declared type of its column.

    A double is rounded to 15 significant digits, as in a workbook. Bytes are not text.
    """
    if isinstance(cell, bytes):
        return f"X'{cell[:_LEADING_BYTES].hex()}'"
    if not isinstance(cell, float):
        return cell
    text = format(cell, ".15g")
    if isfinite(cell) and abs(Decimal(text).adjusted()) < _LONGEST:
        text = format(Decimal(text), "f")
    return text.replace(".", mark)


def _write(copy: str, header: Iterable[str], batches: Iterable[Sequence[Sequence[object]]]) -> None:
    with open(copy, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for batch in batches:
            writer.writerows(batch)


def from_postgres(address: str, settings: BulkSettings, copy: str, display_name: str) -> tuple[str, ...]:
    """Write the layout columns of a PostgreSQL table into a CSV file, and return the headings of `unread_columns`.

    Args:
        address: The database.
        settings: The table, names of columns, and the notation of numbers.
        copy: The CSV file.
        display_name: The database's name in messages.

    Raises:
        SubmissionError: The database cannot be read, or a column has an unsupported type.
        MissingExtra: The database driver is not installed.
    """
    try:
        import psycopg
    except ImportError as error:
        raise MissingExtra(str(error), "postgres") from error
    table = ".".join(_quoted(part) for part in settings.table.split("."))
    name = f"{display_name} {settings.table}"
    try:
        with psycopg.connect(address) as connection, open(copy, "wb") as file, connection.cursor() as cursor:
            for setting in _SESSION:
                cursor.execute(setting.encode())
            described = cursor.execute(f"SELECT * FROM {table} LIMIT 0".encode()).description or []
            types = {column.name: column.type_code for column in described}
            input_names = column_names([column.name for column in described], name, settings.columns)
            unread = [
                diagnostic(codes.COLUMN_TYPE, Location(name), column=column, type=_UNREAD[types[column]])
                for column in input_names.values()
                if types[column] in _UNREAD
            ]
            if unread:
                raise SubmissionError(unread)
            mark = MARKS[settings.locale][1]
            columns = [_in_postgres(column, types[column], mark=mark) for column in input_names.values()]
            sql = f"COPY (SELECT {', '.join(columns)} FROM {table}) TO STDOUT (FORMAT csv, HEADER)"
            with cursor.copy(sql.encode()) as rows:
                file.writelines(rows)
            return unread_columns(list(types), input_names)
    except psycopg.errors.UndefinedTable as error:
        raise unreadable(display_name, message("it has no table `{table}`", table=settings.table)) from error
    except psycopg.Error as error:
        raise unreadable(display_name, _server_problem(error.sqlstate or "")) from None


def _server_problem(state: str) -> Value:
    """Return why a server failed, by its SQLSTATE. The driver's own message may reveal user, host or address."""
    if not state or state.startswith("08"):
        return message("the database cannot be reached by its address")
    if state.startswith("28"):
        return message("the database does not let this user in")
    return {
        "3D000": message("there is no such database"),
        "42501": message("this user may not read it"),
    }.get(state, message("the database answered with SQLSTATE {state}", state=state))


def _in_postgres(name: str, type_: int, *, mark: str) -> str:
    """Return SQL for a column's text, under its own name.

    A double is rounded to 15 significant digits, as PostgreSQL's cast to numeric does; a 32-bit number gets its
    shortest text. Trailing zeros are removed.
    """
    column = _quoted(name)
    if type_ not in {_FLOAT4, _FLOAT8, _NUMERIC}:
        return column
    text = f"{column}::text" if type_ == _NUMERIC else f"{column}{'::text' * (type_ == _FLOAT4)}::numeric::text"
    trimmed = f"CASE WHEN {text} LIKE '%.%' THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END"
    written = trimmed if mark == "." else f"replace({trimmed}, '.', '{mark}')"
    # Not every version has infinite numerics.
    return f"CASE WHEN {column}::text ~ '[a-df-zA-DF-Z]' THEN {column}::text ELSE {written} END AS {column}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
