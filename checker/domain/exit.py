"""The exit codes of the command, which are the same for every format and command."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from checker.domain.enumeration import IntEnum
from checker.domain.text import message

__all__ = ["MEANINGS", "ExitCode", "worst_of"]


class ExitCode(IntEnum):
    """The result of a command."""

    PASSED = 0
    FAILED = 1
    INVALID = 2
    UNREADABLE = 3
    WARNED = 4
    NOTHING = 5
    FAULT = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS: Final = {
    ExitCode.PASSED: message("the gate passed"),
    ExitCode.FAILED: message("the gate failed"),
    ExitCode.INVALID: message("wrong usage, a rule pack or settings are invalid, or a report cannot be written"),
    ExitCode.UNREADABLE: message("a submission cannot be read, or fits no pack"),
    ExitCode.WARNED: message("warnings found (--fail-on warning)"),
    ExitCode.NOTHING: message("nothing was evaluated"),
    ExitCode.FAULT: message("a fault of the program; nothing of the run may be used"),
    ExitCode.HUNG_UP: message("ended by SIGHUP"),
    ExitCode.INTERRUPTED: message("ended by Ctrl-C"),
    ExitCode.TERMINATED: message("ended by SIGTERM"),
}
"""What each code means, for the help of the command and the last line of a report."""

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
