"""The line on a terminal that shows how far a long run is, and the estimated time.

Owns where that line is drawn. Must only be imported where it is drawn.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from checker.cli.output import WIDTH
from checker.domain.text import Message
from checker.language import Language

__all__ = ["TICK", "progress_line"]

TICK = 0.5
"""The seconds between two lines."""


@contextmanager
def progress_line(language: Language, line: Callable[[float], Message]) -> Iterator[None]:
    """Draw a line on standard error again and again, and clear it at the end; without a terminal nothing is drawn.

    Args:
        language: The language to write in.
        line: Returns the line, given the seconds since the start.
    """
    if not sys.stderr.isatty():
        yield
        return
    ended = threading.Event()
    began = time.monotonic()

    def draw() -> None:
        while not ended.wait(TICK):
            sys.stderr.write(f"\r{language.render(line(time.monotonic() - began)):<{WIDTH}.{WIDTH}}")
            sys.stderr.flush()

    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    try:
        yield
    finally:
        ended.set()
        drawing.join()
        sys.stderr.write(f"\r{'':<{WIDTH}}\r")
