"""The targets of one unit in one year, for the form of any kind of pack."""

from __future__ import annotations

from checker.packs.allocation import of_unit
from checker.packs.model import RulePack
from checker.packs.year_slices import slice_of

__all__ = ["targets_of_unit"]


def targets_of_unit(pack: RulePack, year: int, unit: str) -> RulePack:
    """Return an ordinary pack.

    Args:
        pack: A pack for a year or for a term.
        year: One of its years.
        unit: The reporting unit; its own share is used if a number is allocated.
    """
    cut = slice_of(pack, year)
    return of_unit(cut, unit) if cut.allocation.shares else cut
