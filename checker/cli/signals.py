"""The signals that ask the program to end: it cleans up, and exits as a shell expects.

Owns which signals these are, and the exit code of a run that one of them ended.
"""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final

__all__ = ["Stopped", "exit_code", "listen"]

_NAMES: Final = ("SIGTERM", "SIGHUP")
_SHELL: Final = 128
"""What a shell adds to the number of the signal that ended a program."""
_received: list[int] = []


class Stopped(BaseException):
    """A signal that asks the program to end."""


def exit_code() -> int | None:
    """Return the exit code for the signal that came, ``None`` if none did.

    What is written in C may raise something else in the place of `Stopped`: a query of DuckDB ends with a
    ``RuntimeError``, whichever signal came. So the signal is remembered here.
    """
    return _SHELL + _received[0] if _received else None


def listen() -> None:
    """Let the signals raise `Stopped` once, and Ctrl-C ``KeyboardInterrupt``.

    Those that the caller has told the process to ignore stay ignored.
    """
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def _numbers() -> list[int]:
    # Windows has no SIGHUP.
    return [number for name in _NAMES if (number := getattr(signal, name, None))]


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second one would end the cleaning up.
    for other in _numbers():
        signal.signal(other, signal.SIG_IGN)
    _received.append(number)
    raise Stopped


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    raise KeyboardInterrupt
