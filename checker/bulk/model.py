"""The options of a bulk run, its interface to an engine, and its result."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeAlias

from checker.domain import codes
from checker.domain.basis import Basis, FailOn
from checker.domain.diagnostic import Diagnostic
from checker.domain.record import NamedTuple
from checker.domain.report import Run
from checker.domain.submission import Foreign, Locale

__all__ = [
    "BAD",
    "COLUMNS",
    "FIGURES",
    "MOST_EXAMPLES",
    "OPTIONAL",
    "RATIO_PARTS",
    "Accounts",
    "BulkRun",
    "BulkSettings",
    "DataTable",
    "Database",
    "InputColumn",
    "Progress",
    "RejectedRows",
    "RowPlace",
    "StorageKind",
    "ValueReadings",
    "Why",
]

RATIO_PARTS: Final = ("numerator", "denominator")
"""The columns of the two parts of a ratio."""
COLUMNS: Final = (
    *("unit", "period", "indicator", "value", "status", "as_of"),
    *RATIO_PARTS,
    "percent_of_plan",
    *("confirmed", "note", "growth", "amends", "unit_of_measure"),
)
"""The columns of the long layout, with their default names."""
OPTIONAL: Final = COLUMNS[4:]
FIGURES: Final = ("value", *RATIO_PARTS)
"""The columns that may be stored as numbers."""

RowPlace: TypeAlias = tuple[str, int]
"""A file and a row."""
Progress: TypeAlias = Callable[[str, int, Callable[[], float]], None]
"""Called when a step starts: name, total rows, and a function that returns the fraction done."""


class BulkSettings(NamedTuple):
    """The options of a bulk run.

    Args:
        columns: The data's column names, by their names in the layout.
        units: ``pack`` for the units that the packs name, ``data`` for all that occur, else
            a file with one unit a line.
        locale: The notation of numbers in text.
        delimiter: The separator of a CSV file; empty to detect it from the header.
        table: The table to read from a database.
        engine: ``columnar`` or ``spark``.
        master: Where Spark runs, such as ``spark://host:7077``; empty for this machine.
        threads: The number of threads; 0 for all.
        memory: The memory limit, such as ``4GB``; empty for the engine's own limit.
        spill: A folder for data that do not fit into memory. Default: a temporary one.
        exclude: Patterns of files to skip in folders: of names, or of paths from the working folder.
        output: A folder for findings, bad rows and tallies; empty to keep none.
        output_format: ``parquet`` or ``csv``.
        everything: Whether to write every judged row, not only findings.
        worst: The number of worst findings to report in full.
        as_of: The reference date, as for single submissions.
        now: Today; figures of a later day are rejected. ``None`` accepts any day.
        fail_on: What fails the run beyond the packs' policies.
        exit_zero: Whether a failed gate still exits with 0.
        shares: Whether percentages of the plan are checked.
        language: The language of titles in the written tables, ``vi`` or ``en``.
    """

    columns: tuple[tuple[str, str], ...] = ()
    units: str = "pack"
    locale: Locale = "machine"
    delimiter: str = ""
    table: str = ""
    engine: str = "columnar"
    master: str = ""
    threads: int = 0
    memory: str = ""
    spill: str = ""
    exclude: tuple[str, ...] = ()
    output: str = ""
    output_format: str = "parquet"
    everything: bool = False
    worst: int = 20
    as_of: dt.date | None = None
    now: dt.date | None = None
    fail_on: FailOn = FailOn()
    exit_zero: bool = False
    shares: bool = True
    language: str = "vi"

    def basis(self, engine: str, packs: Iterable[str]) -> Basis:
        """Return the basis of a run with these options.

        Args:
            engine: The engine that judges the rows.
            packs: The packs, by id or path.
        """
        options: dict[str, str | bool | tuple[str, ...] | None] = {
            "packs": tuple(packs),
            "units": self.units,
            "locale": self.locale,
            "engine": self.engine,
            "fail_on": self.fail_on.words,
            "exit_zero": self.exit_zero,
        }
        return Basis(self.as_of, engine, tuple(options.items()))


MOST_EXAMPLES: Final = 100
"""The number of bad rows to report in full."""
# A day after the period may be the day of the figures, which is unknown while only texts are read.
_TOO_MUCH: Final = (codes.BULK_TOO_LONG, codes.BULK_RANGE, codes.REACHED_LATER)


class ValueReadings(NamedTuple):
    """The result of reading values one by one.

    Args:
        problems: The problems of texts, each with the keys of its period and indicator.
        all: Whether all values that are not plainly spelled were read.
        locale: The notation of numbers in text.
        foreign: A figure in another notation, for each file that has one.
        late: The problems of verdicts dated after their period, if the row's day is no later.
    """

    problems: dict[tuple[str, int, int], Diagnostic]
    all: bool = True
    locale: Locale = "machine"
    foreign: Mapping[str, Foreign] = MappingProxyType({})
    late: Mapping[tuple[str, int, int], Diagnostic] = MappingProxyType({})

    def problem(self, text: str, pid: int, iid: int) -> Diagnostic | None:
        """Return the problem of a bad row's text, if it was read."""
        return self.problems.get((text, pid, iid)) or self.late.get((text, pid, iid))

    def alone(self, text: str, pid: int, iid: int) -> bool:
        """Tell whether a refused value could be read in a single submission."""
        problem = self.problem(text, pid, iid)
        return problem is None or problem.code in _TOO_MUCH


class RejectedRows(NamedTuple):
    """Rows that are rejected because their cells may be shifted.

    Args:
        rows: Their number.
        first: The problems of the first ones, at most `MOST_EXAMPLES`.
    """

    rows: int = 0
    first: tuple[Diagnostic, ...] = ()

    def and_(self, other: RejectedRows) -> RejectedRows:
        """Return these rows together with those of another file."""
        return RejectedRows(self.rows + other.rows, (*self.first, *other.first)[:MOST_EXAMPLES])


class StorageKind(enum.Enum):
    """How a column is stored."""

    EXACT = "exact"
    DOUBLE = "double"
    TEXT = "text"


class InputColumn(NamedTuple):
    """A column of the input.

    Args:
        name: Its name in the layout.
        stored: How it is stored.
        places: The scale of an exact column.
        figured: Whether the rows have a column ``figure`` beside a column of texts: the number of each text that is
            plainly spelled as usual. All other texts are in ``spelling``.
        spelled: Whether any text is in ``spelling``.
    """

    name: str
    stored: StorageKind
    places: int = 0
    figured: bool = False
    spelled: bool = True


class DataTable(NamedTuple):
    """A table of rows to insert into an engine.

    Args:
        name: Its name.
        columns: Names and SQL types.
        rows: The values as text; ``None`` is NULL.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[str | None]]


class Why(enum.IntEnum):
    """The reasons why a row is not judged in columns, in order of precedence."""

    JUDGED = 0
    PERIOD = 1
    OTHER_YEAR = 2
    UNIT = 3
    OTHER_UNIT = 4
    INDICATOR = 5
    TWO_DAYS = 6
    AHEAD = 7
    LATER = 8
    DAY = 9
    BEFORE = 10
    NO_DAY = 11
    SUPERSEDED = 12
    REPEATED = 13
    NO_FIGURE = 14
    STATUS = 15
    DENOMINATOR = 16
    VALUE = 17
    NOTE = 18
    BROKEN = 19
    FALLBACK = 20
    MEASURE = 21


_OTHERS: Final = (Why.JUDGED, Why.FALLBACK, Why.OTHER_YEAR, Why.OTHER_UNIT, Why.LATER, Why.SUPERSEDED)
BAD: Final = tuple(why for why in Why if why not in _OTHERS)
"""The reasons that make a row bad. Rows with other reasons are not addressed, or judged one by one."""


class Accounts(NamedTuple):
    """The row counts; ``rows`` is the sum of all others."""

    rows: int
    judged: int
    bad: int
    superseded: int
    not_addressed: int


class BulkRun(NamedTuple):
    """The result of a bulk run.

    Args:
        run: The reports of the units with the worst findings, the first bad rows, notices, and the exit code.
        accounts: The row counts.
        verdicts: The number of results by verdict.
        findings: The number of findings by code.
        gate: The gate's decision on all findings.
    """

    run: Run
    accounts: Accounts
    verdicts: dict[str, int]
    findings: dict[str, int]
    gate: str


class Database(Protocol):
    """The interface of an SQL engine. It has the rows as a view ``input`` with ``file`` and ``row``."""

    @property
    def name(self) -> str:
        """The engine's name."""

    def columns(self) -> dict[str, InputColumn]:
        """Return the input's columns, by their names in the layout."""

    def files(self) -> Sequence[str]:
        """Return all file names in ``given``, if they are few and certain; else nothing."""

    def labels(self, texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return SQL types for columns with a fixed set of texts, which may be faster than a text type.

        Args:
            texts: The texts, by the names of the types.
        """

    def number(self, numbered: Sequence[tuple[str, DataTable]]) -> None:
        """Add columns to ``input``: whole numbers derived from the texts of its columns.

        Args:
            numbered: Columns of ``input``, each with a table of texts and numbers; a text that is not in the table has
                none.
        """

    def pair_keys(self) -> dict[str, str]:
        """Return SQL for columns of ``given`` by which rows ``i`` are grouped faster than by period and indicator."""

    def group_keys(self, units: int, periods: Sequence[str]) -> dict[str, str]:
        """Return SQL for columns of ``input`` by which rows ``i`` are grouped faster than by their texts.

        Args:
            units: About how many units there are.
            periods: All texts of periods.
        """

    def rename(self, units: DataTable) -> None:
        """Replace the texts of some units, in ``input`` and in ``given``.

        Args:
            units: Two columns: ``raw``, and ``unit``, which may be NULL.
        """

    def matches(self, text: str, pattern: str) -> str:
        """Return SQL that tells whether a text matches a pattern completely."""

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""

    def view(self, name: str, sql: str) -> None:
        """Create a view of a query."""

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once, as a table."""

    def table(self, table: DataTable) -> None:
        """Insert rows as a new table."""

    def extend(self, table: DataTable) -> None:
        """Insert further rows into the table of this name."""

    def write(self, sql: str, path: str, format_: str) -> None:
        """Write a query into a file or folder."""

    def beside(self, work: Callable[[Database], None]) -> Callable[[], None]:
        """Start work beside later statements, after other such work, if the engine can; else do it at once.

        Args:
            work: The work, on the engine that it is given. Its tables may be used once it has ended.

        Returns:
            Waits for the end of the work, and raises its failure.
        """

    def read(self, name: str, path: str) -> None:
        """Create a view of a written Parquet file."""

    def share(self) -> float:
        """Return the progress of the running query as a fraction, if known."""

    def rejected(self) -> RejectedRows:
        """Return the rows whose cells may be shifted, in the order of the files."""

    def unread(self) -> Sequence[str]:
        """Return the headings of columns that are read in a list but not in bulk."""

    def close(self) -> None:
        """Release the engine's resources."""
