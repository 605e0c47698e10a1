"""What a run was asked and what it rests on besides its submissions and packs."""

from __future__ import annotations

import datetime as dt

from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Basis", "Weakening"]


class Weakening(NamedTuple):
    """Something by which the gate of a run is easier to pass than that of its packs.

    Args:
        option: The option that says so, such as ``ignore``.
        values: What it says.
        location: Where a file of settings says it; ``None`` for the command line.
    """

    option: str
    values: tuple[str, ...]
    location: Location | None = None


class Basis(NamedTuple):
    """What a run was asked and what it rests on, by which it can be repeated.

    Args:
        day: The day of the question; ``None`` where nothing was submitted.
        engine: The engine.
        options: What the caller asked for, by name.
        waivers: The files of waivers, each with its digest.
        baseline: The baseline with its digest, if there is one.
        settings: The file of settings with its digest, if there is one.
        weakenings: What makes the gate easier to pass.
        units: The file of the units that report with its digest, where one was given.
    """

    day: dt.date | None
    engine: str
    options: tuple[tuple[str, str | bool | tuple[str, ...] | None], ...]
    waivers: tuple[tuple[str, str], ...] = ()
    baseline: tuple[str, str] | None = None
    settings: tuple[str, str] | None = None
    weakenings: tuple[Weakening, ...] = ()
    units: tuple[str, str] | None = None
