"""The signals that ask the program to end; it cleans up, and exits as shells expect.

Owns these signals, and their exit codes.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # without the enumerations of `signal`, which take half a millisecond

from checker.interrupts import received

__all__ = ["Stopped", "exit_code", "listen"]

_NAMES: Final = ("SIGTERM", "SIGHUP")
_SHELL: Final = 128
"""The offset of exit codes for signals, as in shells."""


class Stopped(BaseException):
    """A signal that asks the program to end."""


def exit_code() -> int | None:
    """Return the exit code for the received signal; ``None`` if there was none."""
    return _SHELL + received[0] if received else None


def listen() -> None:
    """Make the signals raise `Stopped` once, and Ctrl-C raise ``KeyboardInterrupt``.

    Signals that the parent process ignores stay ignored.
    """
    for number in _numbers():
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _unraised


def _unraised(lost: sys.UnraisableHookArgs) -> None:
    """Silence the report of a lost signal exception, for example in a finalizer, because the signal is remembered."""
    if not issubclass(lost.exc_type, Stopped | KeyboardInterrupt):
        sys.__unraisablehook__(lost)


def _numbers() -> list[int]:
    # Windows has no SIGHUP.
    return [number for name in _NAMES if (number := getattr(signal, name, None))]


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second signal would interrupt the clean-up.
    for other in _numbers():
        signal.signal(other, signal.SIG_IGN)
    received.append(number)
    raise Stopped


def _interrupt(number: int, _frame: FrameType | None) -> None:
    received.append(number)
    raise KeyboardInterrupt
