"""Open DuckDB in a thread, while a run prepares its steps.

Only this module imports duckdb, among those of bulk runs. Must not know rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.bulk.parallel import ParallelWork
from checker.errors import MissingExtra

if TYPE_CHECKING:
    import duckdb

__all__ = ["OpenedDuck"]


class OpenedDuck:
    """A new database in memory, opened in a thread, which takes as long as the imports of a run's steps."""

    fault: type[Exception]
    """The base of DuckDB's errors."""

    def __init__(self) -> None:
        self._connections: list[duckdb.DuckDBPyConnection] = []
        self._opening = ParallelWork(self._open)
        self._opening.start()

    def _open(self) -> None:
        try:
            # The package around it imports for 80 ms what a run has no use for, such as frames and its own version.
            import _duckdb as duckdb
        except ImportError as error:
            raise MissingExtra(str(error), "bulk") from error
        self.fault = duckdb.Error
        self._connections.append(duckdb.connect())

    def wait(self) -> duckdb.DuckDBPyConnection:
        """Return the database.

        Raises:
            MissingExtra: duckdb is not installed.
        """
        self._opening.wait()
        return self._connections[0]

    def close(self) -> None:
        """Close the database, if there is one."""
        self._opening.stop()
        for database in self._connections:
            database.close()
