"""The memory of DuckDB: the little with which a run is tried first, and the error if an amount is not enough.

Owns that amount. Must not know what a statement is for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

__all__ = ["ScarceMemory", "is_of_memory", "limit_memory"]

_AMOUNTS: Final = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")
"""Powers of 1024, as DuckDB writes amounts of memory."""
_FRUGAL: Final = 120
"""The mebibytes a thread of a frugal run; DuckDB's guide on performance advises not to give it less."""
_ERROR: Final = "Out of Memory Error"
"""The beginning of DuckDB's error if the memory is not enough."""


class ScarceMemory(Exception):
    """The memory of a frugal run is not enough. The same run with all memory may succeed."""


def limit_memory(run: Callable[[str], Any]) -> None:
    """Let DuckDB use little memory, unless it uses even less on this machine.

    Without a limit it keeps all rows that were stored, as long as there is memory.

    Args:
        run: Runs a statement.
    """
    [(threads, usual)] = run("SELECT current_setting('threads'), current_setting('memory_limit')").fetchall()
    amount, unit = usual.split()
    if float(amount) * 1024 ** _AMOUNTS.index(unit) > threads * _FRUGAL * 1024**2:
        run(f"SET memory_limit = '{threads * _FRUGAL:d}MiB'")


def is_of_memory(error: Exception) -> bool:
    """Return whether DuckDB lacked memory."""
    return str(error).startswith(_ERROR)
