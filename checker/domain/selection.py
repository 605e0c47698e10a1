"""Which findings the gate looks at, in the words of the caller."""

# Without `from __future__ import annotations`: see domain/report.

from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Choice", "Selection"]


class Choice(NamedTuple):
    """A word that names a code, an indicator or a group.

    Args:
        text: The word as written.
        location: Where it stands: an option, or a line of the settings.
    """

    text: str
    location: Location


class Selection(NamedTuple):
    """What the gate looks at: all that is selected, or all, less what is ignored."""

    select: tuple[Choice, ...] = ()
    ignore: tuple[Choice, ...] = ()
