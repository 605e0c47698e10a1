"""The line on a terminal that shows how far a bulk run is.

Owns the words of its steps. Must not know what a step does.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from checker.cli.output import WIDTH
from checker.domain.text import message
from checker.language import Language

if TYPE_CHECKING:
    from checker.bulk.model import Progress

__all__ = ["progress_line"]

_TICK: Final = 0.5
_STEPS: Final = {
    "open": message("opening"),
    "profile": message("periods and indicators"),
    "days": message("days of the figures"),
    "units": message("units"),
    "bad": message("bad rows"),
    "findings": message("findings"),
    "tallies": message("tallies"),
}


@contextmanager
def progress_line(language: Language) -> Iterator[Progress]:
    """Show progress on a terminal: rows done, and the estimated time."""
    if not sys.stderr.isatty():
        yield lambda _step, _rows, _share: None
        return
    state: list[Any] = ["open", 0, lambda: 0.0]
    ended = threading.Event()
    began = time.monotonic()

    def draw() -> None:
        while not ended.wait(_TICK):
            step, rows, share = state
            done = ([*_STEPS].index(step) + max(0.0, min(share(), 1.0))) / len(_STEPS)
            seconds = (time.monotonic() - began) * (1 - done) / done if done else 0.0
            fields = {"step": _STEPS[step], "share": f"{100 * done:.0f} %", "rows": rows, "seconds": int(seconds)}
            # Before the rows are counted, the time is unknown.
            text = message("{step}: {share} of {rows} rows, about {seconds} s left", **fields) if rows else _STEPS[step]
            sys.stderr.write(f"\r{language.render(text):<{WIDTH}.{WIDTH}}")
            sys.stderr.flush()

    def update(step: str, rows: int, share: Callable[[], float]) -> None:
        state[:] = [step if step in _STEPS else state[0], rows, share]

    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    try:
        yield update
    finally:
        ended.set()
        drawing.join()
        sys.stderr.write(f"\r{'':<{WIDTH}}\r")
