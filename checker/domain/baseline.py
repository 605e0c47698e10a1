"""Known findings: what a baseline lists, each with its place there."""

# Without `from __future__ import annotations`: see domain/report.

from checker.domain.identity import Identity
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["BaselineEntry"]


class BaselineEntry(NamedTuple):
    """An entry of a baseline.

    Args:
        identity: The finding that it holds.
        note: What was found when it was listed; nothing is concluded from it.
        location: Where it stands.
    """

    identity: Identity
    note: str
    location: Location
