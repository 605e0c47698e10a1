"""The options and inputs of a run, besides its submissions and packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from checker.domain.axes import Matter
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["FAIL_ON_WORDS", "Basis", "FailOn", "Weakening", "fail_on_of"]

_WARNING: Final = "warning"
FAIL_ON_WORDS: Final = (*Matter, _WARNING)
"""The words of ``--fail-on``: the matters, and one for every warning."""


class FailOn(NamedTuple):
    """What fails a run beyond the policies of its packs.

    Args:
        matters: Matters that block.
        warnings: Whether warnings alone give exit code 4.
    """

    matters: tuple[Matter, ...] = ()
    warnings: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words of ``--fail-on``."""
        return (*(matter.value for matter in self.matters), *((_WARNING,) if self.warnings else ()))


def fail_on_of(*groups: Iterable[str]) -> FailOn:
    """Return the meaning of words of ``--fail-on``, which may be given several times."""
    words = dict.fromkeys(word for group in groups for word in group)
    return FailOn(tuple(Matter(word) for word in words if word != _WARNING), _WARNING in words)


class Weakening(NamedTuple):
    """An option that makes the gate of a run easier to pass than its packs' own gate.

    Args:
        option: The option, such as ``ignore``.
        values: Its values.
        location: Its location in a settings file; ``None`` for the command line.
    """

    option: str
    values: tuple[str, ...]
    location: Location | None = None


class Basis(NamedTuple):
    """The options and inputs of a run, so that it can be repeated.

    Args:
        day: The reference date; ``None`` if nothing was submitted.
        engine: The engine.
        options: The caller's options, by name.
        waivers: The files of waivers, each with its digest.
        baseline: The baseline with its digest, if there is one.
        settings: The file of settings with its digest, if there is one.
        weakenings: The options that make the gate easier to pass.
        units: The file of reporting units with its digest, if one was given.
    """

    day: dt.date | None
    engine: str
    options: tuple[tuple[str, str | bool | tuple[str, ...] | None], ...]
    waivers: tuple[tuple[str, str], ...] = ()
    baseline: tuple[str, str] | None = None
    settings: tuple[str, str] | None = None
    weakenings: tuple[Weakening, ...] = ()
    units: tuple[str, str] | None = None
