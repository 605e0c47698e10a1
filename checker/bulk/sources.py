"""The sources of rows: files, folders, patterns, or a table of a database.

Owns which files belong to a run. Must not know the meaning of rows, or a column.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Container, Iterator, Sequence
from glob import glob, has_magic
from typing import Final, NoReturn

from checker.bulk.headers import unreadable
from checker.bulk.model import BulkSettings
from checker.domain.location import DATABASES, PARQUET, SEPARATED
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.packs.catalogue import is_below
from checker.readers.folders import beginning_of, closed, is_excluded, is_hidden, is_result, is_written
from checker.readers.submission import SUFFIXES, TABLES
from checker.syntax.text import why_unread

__all__ = [
    "InputSource",
    "sources_of",
]

_SUBMISSIONS: Final = tuple({*SUFFIXES, *TABLES}.difference(SEPARATED))
_SERVERS: Final = ("postgresql", "postgres")
_DEEPEST: Final = 64
_MAGIC: Final = b"PAR1"
"""The magic number at both ends of a Parquet file."""
_OTHERS: Final = (_MAGIC, b"PK\x03\x04", b"\x1f\x8b", b"SQLi", b"\xd0\xcf\x11\xe0", b"%PDF")
"""The magic numbers of files that are often misnamed CSV: Parquet, workbooks, archives, databases, PDF."""


class InputSource(NamedTuple):
    """One file of rows.

    Args:
        path: The file to read.
        name: Its name in messages: the file, or the database and its table.
        unread: The headings of a table that its copy does not have, as in `headers.unread_columns`.
    """

    path: str
    name: str
    unread: tuple[str, ...] = ()


def sources_of(
    paths: Sequence[str | InputSource], settings: BulkSettings, work: str, results: Container[str]
) -> list[InputSource]:
    """Return the files of a run; a database table is exported as CSV into `work`.

    Args:
        paths: Files, folders, patterns, or a database. A file with a separate name for messages is used unchanged.
        settings: The options: the database table, the notation of numbers, and the folder of results.
        work: The run's work folder.
        results: The names of result files.

    Raises:
        SubmissionError: A path has nothing readable, or files differ in kind.
        MissingExtra: The PostgreSQL driver is not installed.
    """
    sources: list[InputSource] = []
    for number, path in enumerate(paths):
        if isinstance(path, InputSource):
            sources.append(path)
            continue
        scheme, address, rest = path.partition("://")
        # An address may contain a password, which must not appear in a message.
        display_name = path
        if address:
            server = scheme.lower() if scheme.lower() in _SERVERS else "DATA"
            display_name = server if len(paths) == 1 else f"{server} ({number + 1})"
        if address and scheme.lower() not in _SERVERS:
            raise unreadable(display_name, message("only PostgreSQL has an address here: postgresql://…"))
        if address or path.lower().endswith(DATABASES):
            if not address:
                _look(path)
            if not settings.table:
                raise unreadable(display_name, message("name its table with --table"))
            copy = os.path.join(work, f"table-{number}.csv")
            from checker.bulk.databases import from_postgres, from_sqlite

            if address:
                unread = from_postgres(f"{scheme.lower()}://{rest}", settings, copy, display_name)
            else:
                unread = from_sqlite(path, settings, copy, display_name)
            sources.append(InputSource(copy, f"{display_name} {settings.table}", unread))
        else:
            sources.extend(InputSource(one, one) for one in _files(path, settings, results))
    _refuse_names(sources)
    kinds = {source.path.lower().endswith(PARQUET) for source in sources}
    if len(kinds) > 1:
        raise unreadable(sources[0].name, message("give either Parquet files or CSV files, not both"))
    return sources


def _refuse_names(sources: Sequence[InputSource]) -> None:
    """Refuse names that are not UTF-8, because DuckDB exits silently on them."""
    for source in sources:
        if any("\ud800" <= letter <= "\udfff" for letter in source.path):
            raise unreadable(source.name, message("its name is not UTF-8"))


def _files(path: str, settings: BulkSettings, results: Container[str]) -> list[str]:
    """Return the named file, or the files of a folder or pattern except the output of earlier runs."""
    if os.path.isfile(path):
        chosen = [path]
    else:
        candidates = _below(path, settings.exclude) if os.path.isdir(path) else _matches(path)
        results_folder = os.path.join(os.path.realpath(settings.output), "") if settings.output else ""
        chosen = sorted(
            one
            for one in candidates
            if not (results_folder and _first_below(results_folder, one) in results) and not _is_result(one)
        )
    if not chosen and os.path.isdir(path):
        raise unreadable(
            path,
            message("no Parquet or CSV file is in this folder"),
            message("name the folder or the files that hold the rows"),
        )
    if not chosen:
        raise unreadable(path, message("there is no such file"))
    for one in chosen:
        _look(one)
    return chosen


def _below(path: str, exclude: Sequence[str]) -> Iterator[str]:
    def is_ignored(folder: str, name: str) -> bool:
        return is_hidden(name) or is_excluded(os.path.join(folder, name), exclude)

    for folder, folders, names in os.walk(path, onerror=_refuse_closed):
        if folder.count(os.sep) - path.count(os.sep) > _DEEPEST:
            raise unreadable(path, message("folders lie in it more than {count} deep", count=_DEEPEST))
        folders[:] = [name for name in folders if not is_ignored(folder, name)]
        # A plain text file may be anything; it counts as rows only if it is named.
        for one in (os.path.join(folder, name) for name in names if _is_rows(name) and not is_ignored(folder, name)):
            if os.path.islink(one) and not is_below(one, path):
                reason = message("it is a link that leads out of the folder")
                raise unreadable(one, reason, message("name the file itself"))
            yield one


def _refuse_closed(error: OSError) -> NoReturn:
    """Refuse a folder that cannot be opened, because rows may be lost in it."""
    raise unreadable(str(error.filename), closed(error)) from error


def _matches(pattern: str) -> list[str]:
    """Return the files of a pattern, which itself says nothing of folders that cannot be opened."""
    parts = [*pattern.split(os.sep), ""]
    for count, part in enumerate(parts[1:], 1):
        for folder in glob(os.sep.join(parts[:count]) or os.sep, recursive=True):
            if os.path.isdir(folder):
                try:
                    # The entries of a folder are only listed to compare them with a part of the pattern.
                    if has_magic(part) or parts[count - 1] == "**":
                        os.scandir(folder).close()
                    elif part:
                        os.stat(os.path.join(folder, os.curdir))
                except OSError as error:
                    raise unreadable(folder, closed(error)) from error
    return glob(pattern, recursive=True)


def _first_below(folder: str, path: str) -> str:
    """Return the relative path of an entry below a folder: a file, or a folder written by Spark."""
    real = os.path.realpath(path)
    return real[len(folder) :].partition(os.sep)[0] if real.startswith(folder) else ""


def _is_result(path: str) -> bool:
    """Tell whether a file was written by an earlier run; a Parquet file has a name of a result, too."""
    if not path.lower().endswith(PARQUET):
        return path.lower().endswith(SEPARATED) and is_written(beginning_of(path))
    if not is_result(path):
        return False
    from checker.bulk.footer import DamagedFile, leaves_of

    try:
        return is_written(",".join(leaf.name for leaf in leaves_of(path)) + ",")
    except (DamagedFile, OSError):
        return False  # The error is reported when the file is read.


def _is_rows(name: str) -> bool:
    return name.lower().endswith((*PARQUET, *SEPARATED))


def _look(path: str) -> None:
    """Refuse a file that an engine would reject with its own message."""
    if path.lower().endswith(_SUBMISSIONS):
        raise unreadable(
            path,
            message("rows stand in Parquet or CSV files, or in a database"),
            message("check this file with `checker check`"),
        )
    _refuse_strange(path)
    try:
        with open(path, "rb") as file:
            begin = file.read(len(_MAGIC))
            if path.lower().endswith(SEPARATED) and begin.startswith(_OTHERS):
                raise unreadable(path, message("by its content it is not a CSV file"), message("save it as CSV"))
            if not path.lower().endswith(PARQUET):
                return
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - len(_MAGIC)))
            if begin != _MAGIC or file.read() != _MAGIC:
                raise unreadable(
                    path,
                    message("it is not a Parquet file, or only the start of one"),
                    message("write or copy it again, and whole"),
                )
    except (OSError, ValueError) as error:
        raise unreadable(path, why_unread(error)) from error


def _refuse_strange(path: str) -> None:
    """Refuse pipes and devices, which block or never end."""
    with contextlib.suppress(OSError, ValueError):
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise unreadable(path, message("it is no regular file but a pipe, a device or a socket"))
