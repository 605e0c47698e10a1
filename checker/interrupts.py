"""What signals may not do: cut in two what belongs together, or come unnoticed.

Owns the waiting, and the memory of the signal that came. Must not know what the steps do, or how a program ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final, TypeVar

__all__ = ["deferred", "holding", "received"]

_Done = TypeVar("_Done")

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")

received: Final[list[int]] = []
"""The signals that asked this process to end, as they came.

What a handler raises may get lost: a query of DuckDB ends with a ``RuntimeError`` whichever signal came, and a library
may take everything that is raised within it for a broken file.
"""


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Let signals wait that would raise something here, as Ctrl-C does; the first of them is then answered.

    Those that end the process by themselves still do, and in another thread than the main one none arrives. What is
    done within must be short, because nobody can stop it.
    """
    import signal

    came: list[int] = []
    handlers: dict[int, Any] = {}

    def wait(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    try:
        # Python lets only the main thread say how signals are answered.
        with contextlib.suppress(ValueError):
            # Windows has no SIGHUP.
            for number in filter(None, (getattr(signal, name, None) for name in _NAMES)):
                handler = signal.getsignal(number)
                if callable(handler):
                    signal.signal(number, wait)
                    handlers[number] = handler
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in came:
            handlers[number](number, None)


def holding(work: Callable[[contextlib.ExitStack], _Done]) -> _Done:
    """Do work that holds things, and let go of all of them at its end, at whichever step a signal comes.

    A ``with`` cannot promise that: a signal may come when its block has ended and its exit has not begun.

    Args:
        work: Takes what is to hold the things, and enters each under `deferred`, or before it is there.
    """
    held = contextlib.ExitStack()
    try:
        done = work(held)
        with deferred():
            held.close()
    except BaseException:
        with deferred():
            held.close()
        raise
    return done
