"""The settings for runs in a folder, each value with its location."""

from __future__ import annotations

from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.selection import Choice

__all__ = ["Setting", "Settings"]


class Setting(NamedTuple):
    """One setting.

    Args:
        values: The value, or several if the setting takes a list.
        location: The location of its key.
    """

    values: tuple[Choice, ...]
    location: Location


class Settings(NamedTuple):
    """All settings of one file.

    Args:
        path: The file, or empty if there is none.
        entries: The settings by key.
        sha256: Digest of the file's bytes, in hexadecimal.
        named: Whether the caller named the file; else it was found beside the checked files.
    """

    path: str
    entries: tuple[tuple[str, Setting], ...] = ()
    sha256: str = ""
    named: bool = False

    def get(self, key: str) -> Setting | None:
        """Return a setting, or ``None``."""
        return dict(self.entries).get(key)
