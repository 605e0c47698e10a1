"""The rank of each unit by one indicator: by its share of its own plan."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker.reporters.consolidated.table import Consolidated, UnitFigure, UnitRow, ranks_units
from checker.reporters.office.sentences import share_of

__all__ = ["ranked"]


def ranked(table: Consolidated, place: int) -> Iterator[tuple[int | None, UnitRow, UnitFigure]]:
    """Yield the units that report an indicator in the order of their ranks; units without a rank keep their order.

    Args:
        table: The table.
        place: The index of the indicator's column.
    """
    cells = [(row, cell) for row in table.rows if (cell := row.cells[place]) is not None]
    shares = [None if (part := share_of(cell.result)) is None else Fraction(part) for _, cell in cells]
    known = [one for one in shares if one is not None]
    ranks = ranks_units(table.pack, len(table.rows))
    places = [None if one is None or not ranks else 1 + sum(other > one for other in known) for one in shares]
    found = [(rank, row, cell) for rank, (row, cell) in zip(places, cells, strict=True)]
    yield from sorted(found, key=lambda one: (one[0] is None, one[0] or 0))
