"""Which engines there are for one submission, and the opening of one by its name."""

from __future__ import annotations

from typing import Final, Protocol

from checker.errors import MissingExtra
from checker.plan.measure import Observations
from checker.plan.model import Outcomes, Plan

__all__ = ["ENGINES", "Engine", "open_engine", "plain_engine"]

ENGINES: Final = ("auto", "direct", "rete")
"""The names by which an engine is asked for; ``auto`` is the best one that loads."""


class Engine(Protocol):
    """What every engine offers."""

    @property
    def name(self) -> str:
        """The name by which it is asked for."""

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`."""

    def close(self) -> None:
        """Free what the engine holds."""


def open_engine(name: str) -> Engine:
    """Return the engine of that name; for ``auto`` the best that loads, and a report names it.

    Raises:
        MissingExtra: The engine that was asked for by name is not there.
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
    """Return the engine that evaluates every plan: plain Python, the specification of the others."""
    from checker.engines.direct import DirectEngine

    return DirectEngine()
