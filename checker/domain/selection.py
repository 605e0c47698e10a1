"""The caller's selection of findings that the gate considers."""

from __future__ import annotations

from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Choice", "Selection"]


class Choice(NamedTuple):
    """A word that names a code, an indicator or a group.

    Args:
        text: The word as written.
        location: Its location: an option, or a line of the settings.
    """

    text: str
    location: Location


class Selection(NamedTuple):
    """The findings that the gate considers: the selected ones, or all, without the ignored ones."""

    select: tuple[Choice, ...] = ()
    ignore: tuple[Choice, ...] = ()
