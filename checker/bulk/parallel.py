"""Work in a second thread, while the first one prepares or shows something else.

Owns the thread: its failure is raised by whoever waits for it, and whoever gives up stops it. Must not know the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

__all__ = ["ParallelWork"]

_TICK: Final = 0.05
"""The seconds between two interruptions of work that is to stop."""
_LONG: Final = 1.0
"""The seconds of waiting at a time: some systems handle no signal while a thread waits without end."""


def _nothing() -> None:
    pass


class ParallelWork:
    """Work in a thread: statements one after another, any of which may be interrupted.

    Args:
        work: The work.
        after: Other work that ends first; if it fails, so does this.
    """

    def __init__(self, work: Callable[[], None], after: ParallelWork | None = None) -> None:
        self._after = after
        self._failure: BaseException | None = None
        self._stopped = False
        # The end of the process must not wait for it.
        self._thread = threading.Thread(target=self._carry_out, args=(work,), daemon=True)

    def start(self) -> None:
        """Start the work."""
        self._thread.start()

    def _carry_out(self, work: Callable[[], None]) -> None:
        try:
            if self._after is not None:
                self._after.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - raised again by `wait`
            self._failure = error

    def refuse_stopped(self) -> None:
        """Refuse a further statement of work that is to stop.

        Raises:
            KeyboardInterrupt: It is.
        """
        if self._stopped:
            raise KeyboardInterrupt

    def wait(self) -> None:
        """Wait for the end of the work, and raise its failure."""
        while self._thread.is_alive():
            self._thread.join(_LONG)
        if self._failure is not None:
            raise self._failure

    def stop(self, interrupt: Callable[[], None] = _nothing) -> None:
        """Stop the work, whatever comes of it.

        Args:
            interrupt: Interrupts a running statement.
        """
        self._stopped = True
        if self._after is not None:
            self._after.stop(interrupt)
        while self._thread.is_alive():
            # Again and again, because one that comes between two statements interrupts neither.
            interrupt()
            self._thread.join(_TICK)
