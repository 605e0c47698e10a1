"""Which rows need no closer look, which can be counted without one, and which ends need no comparison.

Owns what follows from the table of bounds for the speed of a run alone: were it left out, the
same would be found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from checker.bulk.grid import Grid
from checker.bulk.lower import FAMILIES, LEVELS, Mode
from checker.domain.interval import Interval
from checker.domain.record import NamedTuple
from checker.readers.notation import EXACT

__all__ = ["Cell", "cell_of", "clear_of", "nested_in", "used_ends"]

_ALL: Final = Interval(None, None)
_REACHED: Final = 2
"""Levels of a target that tell verdicts apart: met, and exceeded."""
_NOT_DUE: Final = {Mode.NOT_ASSESSED: 4, Mode.EARLY: 3, Mode.NOT_DUE: 3, Mode.CAPPED: 3}
"""The verdict of clear figures where no target is due, as in `Queries.verdict`.

What is reached or broken before is not clear.
"""
_Columns: TypeAlias = Sequence[tuple[str, str]]
_Rows: TypeAlias = Sequence[Sequence[str | None]]


class Cell(NamedTuple):
    """Figures that all stand alike: from, to, and the places of their verdict and pace among the names of these."""

    low: Decimal
    high: Decimal
    verdict: int
    pace: int | None


def used_ends(columns: _Columns, rows: _Rows, grid: Grid) -> frozenset[str]:
    """Return the ends of levels that keep out any figure, so that no other need be compared with.

    Args:
        columns: Names and types of the table of bounds.
        rows: Its rows.
        grid: The grid of the figures.
    """
    no_least, no_most = grid.least(_ALL), grid.most(_ALL)
    names = [name for name, _ in columns]
    used = set()
    for prefix, count in FAMILIES:
        for n in range(1, count + 1):
            low, high = names.index(f"{prefix}a{n}"), names.index(f"{prefix}z{n}")
            if any(row[low] != no_least for row in rows):
                used.add(names[low])
            # A level that nothing reaches is one already by its lower end.
            if any(row[high] != no_most and row[low] != no_most for row in rows):
                used.add(names[high])
    return frozenset(used)


def nested_in(columns: _Columns, rows: _Rows) -> frozenset[str]:
    """Return the families of levels of which each is within the one before, in all rows.

    Args:
        columns: Names and types of the table of bounds.
        rows: Its rows.
    """
    names = [name for name, _ in columns]
    nested = set()
    for prefix, count in FAMILIES:
        lows, highs = ([names.index(f"{prefix}{end}{n}") for n in range(1, count + 1)] for end in "az")
        if all(
            _ordered([row[place] for place in lows]) and _ordered([row[place] for place in reversed(highs)])
            for row in rows
        ):
            nested.add(prefix)
    return frozenset(nested)


def _ordered(ends: list[str | None]) -> bool:
    return all(one == other or Decimal(one or 0) <= Decimal(other or 0) for one, other in pairwise(ends))


def clear_of(columns: _Columns, rows: _Rows, grid: Grid) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Return for each period and indicator the figures between which there is surely nothing to say.

    A figure outside may still be all right: these ends only choose which rows are looked at closely.
    They keep out what misses a due target, is reached or broken early, is behind or at risk, leaves its limits,
    or is doubted.

    Args:
        columns: Names and types of the table of bounds.
        rows: Its rows.
        grid: The grid of the figures.
    """
    least, most, step = Decimal(grid.least(_ALL)), Decimal(grid.most(_ALL)), Decimal(1).scaleb(-grid.places)
    names = [name for name, _ in columns]
    clear: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for row in rows:
        said = dict(zip(names, row, strict=True))
        key = str(said["a_pid"]), str(said["a_iid"])
        low, high = clear.get(key, (least, most))
        mode, decides = int(said["mode"] or 0), said["which"] == "0"
        within, beyond, too_large = [], [], []
        if mode in (Mode.DUE, Mode.CAPPED):
            within.append("t{}1")
        if decides:
            within += ["l{}1", *(("p{}1", "p{}2") if said["paced"] != "0" else ())]
            beyond += ["u{}1", *(("t{}1",) if mode == Mode.EARLY else ())]
            too_large += ["s{}1", "s{}2", "s{}3", "d{}1"]
        for level in within:
            low = max(low, Decimal(said[level.format("a")] or 0))
            high = min(high, Decimal(said[level.format("z")] or 0))
        for level in beyond:
            first, last = Decimal(said[level.format("a")] or 0), Decimal(said[level.format("z")] or 0)
            if first <= last:
                # Where a level has two ends, what is above it stays clear.
                if last == most:
                    high = min(high, EXACT.subtract(first, step))
                else:
                    low = max(low, EXACT.add(last, step))
        for level in too_large:
            first, last = Decimal(said[level.format("a")] or 0), Decimal(said[level.format("z")] or 0)
            if first <= last:
                high = min(high, EXACT.subtract(first, step))
        clear[key] = min(low, most), max(high, least)
    return clear


def cell_of(
    columns: _Columns,
    rows: _Rows,
    clear: Mapping[tuple[str, str], tuple[Decimal, Decimal]],
    some: Mapping[tuple[str, str], Decimal],
    grid: Grid,
) -> dict[tuple[str, str], Cell]:
    """Return for each period and indicator the figures that are surely clear and stand as some figure of it does.

    Whichever figure that is, the more stand alike the fewer are left to be looked at.

    Args:
        columns: Names and types of the table of bounds.
        rows: Its rows, each period and indicator with one target that decides.
        clear: What `clear_of` gave.
        some: Some figure of each period and indicator.
        grid: The grid of the figures.
    """
    step, names = Decimal(1).scaleb(-grid.places), [name for name, _ in columns]
    cells = {}
    for row in rows:
        said = dict(zip(names, row, strict=True))
        key, mode, pace = (str(said["a_pid"]), str(said["a_iid"])), int(said["mode"] or 0), None
        if said["which"] != "0" or key not in some or clear[key][0] > clear[key][1]:
            continue
        figure = min(max(some[key], clear[key][0]), clear[key][1])
        ends, verdict = clear[key], _NOT_DUE.get(mode, 0)
        if mode == Mode.DUE:
            ends, verdict = _around(figure, ends, said, "t", _REACHED, step)
        if said["paced"] != "0":
            ends, pace = _around(figure, ends, said, "p", LEVELS, step)
        cells[key] = Cell(*ends, verdict, pace)
    return cells


def _around(
    figure: Decimal,
    ends: tuple[Decimal, Decimal],
    said: Mapping[str, str | None],
    prefix: str,
    count: int,
    step: Decimal,
) -> tuple[tuple[Decimal, Decimal], int]:
    """Return the part of an interval that is in the levels that hold a figure and in no other, and how many lead."""
    (low, high), rank, leads = ends, 0, True
    for n in range(1, count + 1):
        first, last = Decimal(said[f"{prefix}a{n}"] or 0), Decimal(said[f"{prefix}z{n}"] or 0)
        leads &= first <= figure <= last
        rank += leads
        if figure < first:
            high = min(high, EXACT.subtract(first, step))
        elif figure > last:
            low = max(low, EXACT.add(last, step))
        else:
            low, high = max(low, first), min(high, last)
    return (low, high), rank
