"""The signals that ask the program to end: it cleans up, and exits as a shell expects.

Owns which signals these are, and the exit code of a run that one of them ended.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # without the enumerations that `signal` makes of it, for half a millisecond

from checker.interrupts import received

__all__ = ["Stopped", "exit_code", "listen"]

_NAMES: Final = ("SIGTERM", "SIGHUP")
_SHELL: Final = 128
"""What a shell adds to the number of the signal that ended a program."""


class Stopped(BaseException):
    """A signal that asks the program to end."""


def exit_code() -> int | None:
    """Return the exit code for the signal that came, ``None`` if none did."""
    return _SHELL + received[0] if received else None


def listen() -> None:
    """Let the signals raise `Stopped` once, and Ctrl-C ``KeyboardInterrupt``.

    Those that the caller has told the process to ignore stay ignored.
    """
    for number in _numbers():
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _unraised


def _unraised(found: sys.UnraisableHookArgs) -> None:
    """Say nothing where what a signal raised was lost, in a call that the interpreter makes say: it is remembered."""
    if not issubclass(found.exc_type, Stopped | KeyboardInterrupt):
        sys.__unraisablehook__(found)


def _numbers() -> list[int]:
    # Windows has no SIGHUP.
    return [number for name in _NAMES if (number := getattr(signal, name, None))]


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second one would end the cleaning up.
    for other in _numbers():
        signal.signal(other, signal.SIG_IGN)
    received.append(number)
    raise Stopped


def _interrupt(number: int, _frame: FrameType | None) -> None:
    received.append(number)
    raise KeyboardInterrupt
