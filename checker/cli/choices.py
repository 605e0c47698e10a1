"""``--select`` and ``--ignore``: convert words of the command line or settings into a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.domain.location import Location
from checker.domain.selection import Choice, Selection

__all__ = ["selection"]


def selection(select: Iterable[str | Choice], ignore: Iterable[str | Choice]) -> Selection:
    """Return the selection for the gate; a word of the command line has its option as location."""
    return Selection(tuple(_choices("--select", select)), tuple(_choices("--ignore", ignore)))


def _choices(option: str, given: Iterable[str | Choice]) -> Iterator[Choice]:
    for one in given:
        if isinstance(one, Choice):
            yield one
        else:
            yield from (Choice(word.strip(), Location(option)) for word in one.split(","))
