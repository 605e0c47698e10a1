"""Decide which inputs are bulk rows, and define the options that only bulk runs have.

Owns that choice. Every check needs it, so only its functions import from `bulk`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

from checker.cli.frame import option, refuse, refuse_unknown, whole_number
from checker.domain.location import DATABASES, PARQUET, SEPARATED
from checker.domain.text import message
from checker.engines.choice import BULK_ENGINES
from checker.readers.paths import MOST_FILES, find_files
from checker.readers.submission import SUFFIXES, TABLES

__all__ = [
    "bulk_engine",
    "in_bulk",
    "is_database",
    "only_rows",
    "other_files",
    "parse_column",
    "refuse_unread",
    "rows_options",
]

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

_LAYOUT: Final = ("unit", "period", "indicator", "value")
_LARGE: Final = 64_000_000
"""The size of data from which on columns are faster, about two million rows."""
_ONLY: Final = ("delimiter", "table", "everything", "worst", "threads", "memory", "spill", "master")


def _column(value: str) -> tuple[str, str]:
    from checker.bulk.model import COLUMNS
    from checker.readers.form.column_choices import CHOICES

    return parse_column(value, (*COLUMNS, *(name for name in CHOICES if name not in COLUMNS)))


def parse_column(value: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the name and the column of NAME=COLUMN.

    Raises:
        Misuse: The text has another form.
    """
    name, equals, column = value.partition("=")
    if not equals or not column.strip() or name not in names:
        _refuse_column(value, names)
    return name, column.strip()


def refuse_unread(columns: Sequence[tuple[str, str]], names: Sequence[str]) -> None:
    """Refuse the columns of a form that bulk data do not have.

    Args:
        columns: The named columns.
        names: The columns of bulk data.

    Raises:
        Misuse: There is such a column.
    """
    for name, column in columns:
        if name not in names:
            _refuse_column(f"{name}={column}", names)


def _refuse_column(value: str, names: Sequence[str]) -> NoReturn:
    name = value.partition("=")[0]
    refusal = message("`{value}`: write NAME=COLUMN with one of: {known}", value=value, known=tuple(names))
    refuse_unknown(refusal, "" if name in names else name, names)


def _memory(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,5}(MB|GB)", value):
        refuse(message("`{value}` is not an amount of memory; write 500MB or 4GB", value=value))
    return value


def rows_options(decorated: _Decorated) -> _Decorated:
    """Add the options of a bulk run; by default they are ``None``, empty, or false."""
    options = (
        option(
            "--column",
            "columns",
            type=_column,
            metavar="NAME=COLUMN",
            multiple=True,
            help="Map a standard column name to a column: of a form by its letters or heading, as in value=G; of bulk "
            "data by the name used there.",
        ),
        option(
            "--units",
            metavar="pack|data|FILE",
            help="Units that must report: those that the pack names (pack, default) or those of a file, one per line "
            "or in YAML (units: 1). Bulk: data for all that occur.",
        ),
        option(
            "--delimiter",
            metavar="SIGN",
            help="Bulk: column separator of a CSV file; detected by default.",
        ),
        option("--table", metavar="NAME", help="Bulk: table or view of a database."),
        option("--everything", is_flag=True, help="Bulk: also keep every evaluated row with its verdict."),
        option(
            "--worst",
            type=whole_number("--worst", 0, 1000),
            metavar="NUMBER",
            help="Bulk: how many of the worst findings to report in full, up to 1000; 20 by default.",
        ),
        option(
            "--threads",
            type=whole_number("--threads", 1, 1024),
            metavar="NUMBER",
            help="Bulk: threads to use; all by default.",
        ),
        option("--memory", type=_memory, metavar="SIZE", help="Bulk: memory to use, such as 4GB."),
        option("--spill", metavar="FOLDER", help="Bulk: folder for data that does not fit into memory."),
        option("--master", metavar="URL", help="Address of Spark. Default: all threads of this machine."),
    )
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def in_bulk(params: Mapping[str, Any]) -> bool:
    """Tell whether the inputs of ``check`` should be judged in bulk.

    Parquet files, databases and folders of Parquet files always are. CSV files in the long layout are if they are
    large, unless an engine is named.

    Raises:
        Misuse: An option does not apply to bulk rows.
    """
    files, engine = params["files"], params["engine"]
    if engine in BULK_ENGINES or any(only_rows(path, params["exclude"]) for path in files):
        return True
    if engine == "auto" and _large(files):
        return True
    only_bulk = next((option for option in _ONLY if params[option] not in (None, (), False)), None)
    if only_bulk is None and params["units"] == "data":
        only_bulk = "units data"
    if only_bulk:
        refuse(message("--{option} is for bulk data; add --engine columnar", option=only_bulk))
    return False


def bulk_engine(engine: str) -> str:
    """Return the engine for bulk data that ``--engine`` asks for.

    Raises:
        Misuse: It is an engine for single submissions.
    """
    if engine == "auto":
        return BULK_ENGINES[0]
    if engine not in BULK_ENGINES:
        refuse(message("bulk data are evaluated by --engine columnar or --engine spark, not {engine}", engine=engine))
    return engine


def is_database(path: str) -> bool:
    """Tell whether a path leads to a database."""
    return path.lower().endswith(DATABASES) or "://" in path


def only_rows(path: str, exclude: Sequence[str] = ()) -> bool:
    """Tell whether a path can only contain rows: Parquet, a folder with such files, or a database."""
    if path.lower().endswith(PARQUET) or is_database(path):
        return True
    return _holds_parquet(path, exclude)


def _holds_parquet(folder: str, exclude: Sequence[str]) -> bool:
    """Search a folder without recursion, up to a limit; a larger folder is refused elsewhere."""
    queue, seen = [folder], 0
    while queue and seen < MOST_FILES:
        try:
            with os.scandir(queue.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_dir(follow_symlinks=False):
                        if not exclude or _is_input(entry.path, exclude):
                            queue.append(entry.path)
                    elif entry.name.lower().endswith(PARQUET) and _is_input(entry.path, exclude):
                        return True
        except OSError:
            continue
    return False


def _is_input(path: str, exclude: Sequence[str]) -> bool:
    """Tell whether a Parquet file or folder is neither excluded nor the result of an earlier run."""
    from checker.readers.folders import is_excluded, is_hidden, is_result

    return not (is_excluded(path, exclude) or is_hidden(os.path.basename(path)) or is_result(path))


def other_files(paths: Sequence[str], exclude: Sequence[str]) -> Iterator[str]:
    """Yield inputs that are not rows but may be submissions, and must not be ignored: standard input, workbooks.

    Args:
        paths: Files and folders to judge in bulk.
        exclude: Patterns to exclude in folders.
    """
    for path in find_files(paths, exclude).files:
        if "://" in path:
            continue
        kind = os.path.splitext(path)[1].lower()
        if path == "-" or (kind in (*SUFFIXES, *TABLES) and kind not in SEPARATED):
            yield path


def _large(files: Sequence[str]) -> bool:
    """Tell whether these are CSV files of many rows, in the long layout."""
    if not all(path.lower().endswith(SEPARATED) and os.path.isfile(path) for path in files):
        return False
    if sum(os.path.getsize(path) for path in files) < _LARGE:
        return False
    for path in files:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            header = re.split(r"[,;\t]", file.readline().strip().lower())
        if not set(_LAYOUT) <= {name.strip(' "') for name in header}:
            return False
    return True
