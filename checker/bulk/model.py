"""What a bulk run is asked, what it asks of an engine, and what it hands back."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeAlias

from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.diagnostic import Diagnostic
from checker.domain.record import NamedTuple
from checker.domain.report import Run
from checker.domain.submission import Foreign, Locale

__all__ = [
    "ALSO_CALLED",
    "BAD",
    "COLUMNS",
    "ENGINES",
    "FIGURES",
    "OPTIONAL",
    "SHOWN",
    "Accounts",
    "BulkRun",
    "BulkSettings",
    "DataTable",
    "Database",
    "InputColumn",
    "Progress",
    "RejectedRows",
    "StorageKind",
    "ValueReadings",
    "Why",
]

ENGINES: Final = ("columnar", "spark")
"""The names by which a database is asked for."""
COLUMNS: Final = (
    *("unit", "period", "indicator", "value", "status", "as_of", "numerator", "denominator"),
    "percent_of_plan",
    *("confirmed", "note", "growth", "amends"),
)
"""The columns of the long layout, by the names that they have unless an option says otherwise."""
ALSO_CALLED: Final = {"confirmed": "đã kiểm tra", "note": "ghi chú", "amends": "điều chỉnh một phần"}
"""What offices call columns in words of their own, in small letters."""
OPTIONAL: Final = COLUMNS[4:]
FIGURES: Final = ("value", "numerator", "denominator")
"""Those that may be stored as numbers."""

Progress: TypeAlias = Callable[[str, int, Callable[[], float]], None]
"""Is told which step runs, how many rows there are, and what tells which share of them the step has passed."""


class BulkSettings(NamedTuple):
    """What the caller asks for.

    Args:
        columns: Names of columns that differ, by those of the layout.
        units: ``pack`` for the units that the packs name, ``data`` for all that occur, else
            a file with one unit a line.
        locale: The notation of numbers in text.
        delimiter: What separates the columns of a CSV file; empty where its header shall tell.
        table: The table to read, where the data are a database.
        engine: ``columnar`` or ``spark``.
        master: Where Spark runs, such as ``spark://host:7077``; empty for this machine.
        threads: How many are used; 0 for all.
        memory: The most memory, such as ``4GB``; empty for the engine's own limit.
        spill: A folder for what does not fit; a temporary one unless stated.
        exclude: Patterns of what is left out of folders: of names, or of paths from the working folder.
        output: A folder for findings, bad rows and tallies; empty to keep none.
        output_format: ``parquet`` or ``csv``.
        everything: Whether every judged row is written, not only what was found.
        worst: How many of the worst findings are told in full.
        as_of: The day of the question, as in single submissions.
        now: Today, after which no figures can be; ``None`` where no day is too late.
        shares: Whether percentages of the plan are looked at.
        language: The language of titles in the tables that are kept, ``vi`` or ``en``.
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
    fail_on: tuple[Matter, ...] = ()
    fail_on_warning: bool = False
    exit_zero: bool = False
    shares: bool = True
    language: str = "vi"


SHOWN: Final = 100
"""How many of the bad rows are told in full."""
# A day after the period may be one of the figures, which rows that are read by their texts do not know.
_TOO_MUCH: Final = (codes.BULK_TOO_LONG, codes.BULK_RANGE, codes.REACHED_LATER)


class ValueReadings(NamedTuple):
    """What came of reading values one by one.

    Args:
        wrong: What is wrong with texts, each with the numbers of its period and indicator.
        all: Whether every value that is not plainly spelled was read.
        locale: The notation of numbers in text.
        foreign: A figure that is not of that notation, by the files in which there is one.
        late: What is wrong with verdicts that are dated after their period, where the row's day is no later.
    """

    wrong: dict[tuple[str, int, int], Diagnostic]
    all: bool = True
    locale: Locale = "machine"
    foreign: Mapping[str, Foreign] = MappingProxyType({})
    late: Mapping[tuple[str, int, int], Diagnostic] = MappingProxyType({})

    def told(self, text: str, pid: int, iid: int) -> Diagnostic | None:
        """Return what is wrong with a text of a bad row, where it was read."""
        return self.wrong.get((text, pid, iid)) or self.late.get((text, pid, iid))

    def alone(self, text: str, pid: int, iid: int) -> bool:
        """Tell whether a value that is refused can be read in a single submission."""
        wrong = self.told(text, pid, iid)
        return wrong is None or wrong.code in _TOO_MUCH


class RejectedRows(NamedTuple):
    """Rows of which nothing is used, for their cells may be shifted.

    Args:
        rows: How many there are.
        first: What is wrong with the first of them, `SHOWN` at the most.
    """

    rows: int = 0
    first: tuple[Diagnostic, ...] = ()

    def and_(self, other: RejectedRows) -> RejectedRows:
        """Return these and those of another file."""
        return RejectedRows(self.rows + other.rows, (*self.first, *other.first)[:SHOWN])


class StorageKind(enum.Enum):
    """How a column is stored."""

    EXACT = "exact"
    DOUBLE = "double"
    TEXT = "text"


class InputColumn(NamedTuple):
    """A column of the input.

    Args:
        name: As the layout has it.
        stored: How it is stored.
        places: Decimals of an exact column.
    """

    name: str
    stored: StorageKind
    places: int = 0


class DataTable(NamedTuple):
    """Rows that are handed to an engine.

    Args:
        name: Its name.
        columns: Names and SQL types.
        rows: The values as text; ``None`` is NULL.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[str | None]]


class Why(enum.IntEnum):
    """Why a row is not judged in columns, in the order in which it is asked."""

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
    BROKEN = 18
    HANDED = 19


_OTHERS: Final = (Why.JUDGED, Why.HANDED, Why.OTHER_YEAR, Why.OTHER_UNIT, Why.LATER, Why.SUPERSEDED)
BAD: Final = tuple(why for why in Why if why not in _OTHERS)
"""The reasons that make a row a bad one; the others are only not asked about, or judged one by one."""


class Accounts(NamedTuple):
    """Where every row went; ``rows`` is the sum of all the others."""

    rows: int
    judged: int
    bad: int
    superseded: int
    not_addressed: int


class BulkRun(NamedTuple):
    """What a run gave.

    Args:
        run: The reports of the units with the worst findings, the first bad rows, what is to
            be said of the whole, and the exit code.
        accounts: Where every row went.
        verdicts: How many results have each verdict.
        findings: How many findings there are of each code.
        gate: What the gate decided on all findings.
    """

    run: Run
    accounts: Accounts
    verdicts: dict[str, int]
    findings: dict[str, int]
    gate: str


class Database(Protocol):
    """What runs the SQL. It keeps the rows as a view ``input`` with ``file`` and ``row``."""

    @property
    def name(self) -> str:
        """The name by which it is asked for."""

    def columns(self) -> dict[str, InputColumn]:
        """Return the columns of the layout that the input has, by their names in the layout."""

    def labels(self, texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return the SQL types of columns that hold only some texts, which may be quicker than any text's.

        Args:
            texts: These texts, by names for the types.
        """

    def number(self, tables: Sequence[tuple[str, DataTable]]) -> None:
        """Give ``input`` more columns: whole numbers that follow from the text of a column of its own.

        Args:
            tables: Columns of ``input``, and for each a table of texts and numbers; a text that
                does not stand there has none.
        """

    def rename(self, units: DataTable) -> None:
        """Put other texts in the place of some units, in ``input`` and in ``given``.

        Args:
            units: Two columns: ``raw``, and ``unit``, which may be NULL.
        """

    def matches(self, text: str, pattern: str) -> str:
        """Return SQL that tells whether a whole text is of a pattern."""

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once, under a name."""

    def table(self, table: DataTable) -> None:
        """Take rows in."""

    def extend(self, table: DataTable) -> None:
        """Take further rows in, of the same columns as the table of this name."""

    def write(self, sql: str, path: str, format_: str) -> None:
        """Write a query into a file or folder."""

    def read(self, name: str, path: str) -> None:
        """Give what was written as Parquet a name."""

    def share(self) -> float:
        """Return which share of its rows the running query has passed, as far as that is known."""

    def rejected(self) -> RejectedRows:
        """Return the rows of files whose cells may be shifted, in the order of the files."""

    def close(self) -> None:
        """Free what it holds."""
