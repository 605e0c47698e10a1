"""The exit codes of the command, which are the same for every format and command."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from checker.domain.enumeration import IntEnum

__all__ = ["ExitCode", "worst_of"]


class ExitCode(IntEnum):
    """The result of a command."""

    PASSED = 0
    """The gate passed, or there was nothing to decide."""
    FAILED = 1
    """The gate failed."""
    INVALID = 2
    """The usage is wrong, a pack or the configuration is invalid, or a report cannot be written."""
    UNREADABLE = 3
    """A submission cannot be read, or does not fit its pack."""
    WARNED = 4
    """There are only warnings, and the caller asked for warnings to fail."""
    NOTHING = 5
    """Nothing was evaluated."""
    FAULT = 70
    """A fault of the program; nothing of the run may be used."""
    HUNG_UP = 129
    """The terminal was closed, and the program cleaned up."""
    INTERRUPTED = 130
    """The user pressed Ctrl-C."""
    TERMINATED = 143
    """The program was asked to end, and cleaned up."""


_WORST_FIRST: Final = (
    ExitCode.UNREADABLE,
    ExitCode.INVALID,
    ExitCode.FAILED,
    ExitCode.NOTHING,
    ExitCode.WARNED,
    ExitCode.PASSED,
)


def worst_of(codes: Collection[int]) -> ExitCode:
    """Return the exit code of a run over several files: the first code in a fixed order that any file gave."""
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.NOTHING)
