"""What a pack asks of one unit in one year: what a form states, whichever kind of pack it is made of."""

from __future__ import annotations

from checker.packs.allocation import of_unit
from checker.packs.model import RulePack
from checker.packs.slices import slice_of

__all__ = ["asked_of"]


def asked_of(pack: RulePack, year: int, unit: str) -> RulePack:
    """Return an ordinary pack.

    Args:
        pack: Of a year or of a term.
        year: One of its years.
        unit: Who reports; of an allocated number the unit's own is asked.
    """
    cut = slice_of(pack, year)
    return of_unit(cut, unit) if cut.allocation.shares else cut
