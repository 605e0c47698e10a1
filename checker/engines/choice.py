"""The engines for single submissions, and how to open one by name."""

from __future__ import annotations

from typing import Final, Protocol

from checker.errors import MissingExtra
from checker.plan.measure import Observations
from checker.plan.model import Outcomes, Plan

__all__ = ["BULK_ENGINES", "ENGINES", "Engine", "open_engine", "plain_engine"]

ENGINES: Final = ("auto", "direct", "rete")
BULK_ENGINES: Final = ("columnar", "spark")
"""The engines for rows by the million, which `bulk` opens; the first is the default."""
"""The names of the engines; ``auto`` selects the best one that loads."""


class Engine(Protocol):
    """The interface of every engine."""

    @property
    def name(self) -> str:
        """The name in `ENGINES`."""

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`."""

    def close(self) -> None:
        """Release the engine's resources."""


def open_engine(name: str) -> Engine:
    """Return the engine of that name; for ``auto`` the best one that loads. A report names the engine.

    Raises:
        MissingExtra: The engine that was requested by name is not available.
    """
    if name == "direct":
        return plain_engine()
    from checker.engines.rete import ReteEngine

    try:
        return ReteEngine()
    except MissingExtra:
        if name != "auto":
            raise
        return plain_engine()


def plain_engine() -> Engine:
    """Return the engine that can evaluate every plan: plain Python, the specification of the others."""
    from checker.engines.direct import DirectEngine

    return DirectEngine()
