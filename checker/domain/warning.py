"""Levels of early warning: how departments name the gap between what is reached and what is expected by now."""

from __future__ import annotations

from checker.domain.interval import Exact
from checker.domain.record import NamedTuple
from checker.domain.text import Text

__all__ = ["WarningLevel"]


class WarningLevel(NamedTuple):
    """A level.

    Args:
        name: What it is called, such as "Cần theo dõi".
        gap: From this gap on, in percentage points of the plan; ``None`` for the worst level, all below.
        explain: Whether whoever is in charge has to explain.
    """

    name: Text
    gap: Exact | None = None
    explain: bool = False
