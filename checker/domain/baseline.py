"""Known findings: the entries of a baseline, each with its location."""

from __future__ import annotations

from checker.domain.identity import Identity
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["BaselineEntry"]


class BaselineEntry(NamedTuple):
    """An entry of a baseline.

    Args:
        identity: The finding that it lists.
        note: The sentence of the finding when it was listed; for information only.
        location: The location of the entry.
    """

    identity: Identity
    note: str
    location: Location
