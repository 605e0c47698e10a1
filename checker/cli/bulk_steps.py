"""The steps of a bulk run in words: how far it is.

Owns the words of its steps. Must not know what a step does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from checker.domain.text import Message, message

__all__ = ["BulkSteps"]

_STEPS: Final = {
    "open": message("opening"),
    "profile": message("periods and indicators"),
    "days": message("days of the figures"),
    "units": message("units"),
    "bad": message("bad rows"),
    "findings": message("findings"),
    "tallies": message("tallies"),
}


class BulkSteps:
    """How far the run is; an engine may call it from any thread."""

    def __init__(self) -> None:
        self._state: tuple[str, int, Callable[[], float]] = (next(iter(_STEPS)), 0, float)

    def advance(self, step: str, rows: int, share: Callable[[], float]) -> None:
        """Take a step, the number of rows, and the function that returns the fraction done."""
        self._state = (step if step in _STEPS else self._state[0], rows, share)

    def line(self, seconds: float) -> Message:
        """Return the line for a terminal, given the seconds since the start."""
        step, rows, share = self._state
        if not rows:  # before the rows are counted, the time is unknown
            return _STEPS[step]
        done = ([*_STEPS].index(step) + max(0.0, min(share(), 1.0))) / len(_STEPS)
        left = int(seconds * (1 - done) / done) if done else 0
        return message(
            "{step}: {share} of {rows} rows, about {seconds} s left",
            step=_STEPS[step],
            share=f"{100 * done:.0f} %",
            rows=rows,
            seconds=left,
        )
