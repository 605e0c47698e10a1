"""The signals that ask the program to end: it cleans up as at Ctrl-C, and exits as a shell expects.

Owns which signals these are.
"""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final

__all__ = ["Stopped", "listen"]

_NAMES: Final = ("SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """A signal that asks the program to end."""

    def __init__(self, number: int) -> None:
        """Keep the signal's number."""
        super().__init__(number)
        self.number: Final = number


def listen() -> None:
    """Let the signals raise `Stopped` once; those that the caller has told the process to ignore stay ignored."""
    for number in filter(None, (getattr(signal, name, None) for name in _NAMES)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second one would end the cleaning up.
    for other in filter(None, (getattr(signal, name, None) for name in _NAMES)):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(number)
