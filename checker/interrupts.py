"""Protect steps that must not be cut in two from signals, and remember signals that came.

Owns deferring signals and remembering them. Must not know what the steps do, or how a program ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # without the enumerations of `signal`, which take half a millisecond

__all__ = ["deferred", "holding", "received"]

_Done = TypeVar("_Done")

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")

received: Final[list[int]] = []
"""The signals that asked this process to end, in the order of arrival.

An exception that a handler raises may get lost. A DuckDB query ends with ``RuntimeError`` whichever signal came. A
library may treat any exception raised within it as a broken file.
"""


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Defer signals that would raise here, such as Ctrl-C; afterwards the first of them is handled.

    Signals that end the process without Python still do. Outside the main thread no signal arrives. Keep the protected
    block short, because nothing can stop it.
    """
    came: list[int] = []
    handlers: dict[int, Any] = {}

    def wait(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    try:
        # Python lets only the main thread install signal handlers.
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
    """Run work that acquires resources, and release all of them at its end, whenever a signal comes.

    A ``with`` statement cannot guarantee that: a signal may come after the block has ended and before its exit begins.

    Args:
        work: Receives the stack of resources, and enters each one under `deferred`, or before it exists.
    """
    resources = contextlib.ExitStack()
    try:
        done = work(resources)
        with deferred():
            resources.close()
    except BaseException:
        with deferred():
            resources.close()
        raise
    return done
