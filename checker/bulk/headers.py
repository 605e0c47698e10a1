"""The header of a source: the input's name of each layout column, and the error of a source without one.

Must not know where a source comes from.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.bulk.model import ALSO_CALLED, COLUMNS, OPTIONAL
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.text import Message, Value, message
from checker.domain.unit import folded
from checker.errors import SubmissionError

__all__ = ["called_in", "unreadable"]


def unreadable(path: str, reason: Value, hint: Message | None = None) -> SubmissionError:
    """Return the error for a source that cannot be read."""
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(path), hint=hint, reason=reason)])


def called_in(header: Sequence[str], name: str, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the input's name of each layout column.

    Args:
        header: The names of the input's columns.
        name: The input's name in messages.
        columns: The caller's column names, by their names in the layout.

    Raises:
        SubmissionError: The input lacks a column, or has a duplicate.
    """
    asked = dict(columns)
    alike: dict[str, list[int]] = {}
    for place, column in enumerate(header):
        alike.setdefault(folded(column), []).append(place)
    wanted, lacking = {}, []
    for column in COLUMNS:
        called = asked.get(column, column)
        names = {called} if column in asked else {called, ALSO_CALLED.get(column, called)}
        places = sorted(place for name_ in map(folded, names) for place in alike.get(name_, ()))
        if column in asked and header.count(called) == 1:
            # An exact name from the caller is unambiguous.
            places = [header.index(called)]
        if len(places) > 1:
            raise SubmissionError([_twice(name, header, places, column)])
        if places:
            wanted[column] = header[places[0]]
        elif column not in OPTIONAL or column in asked:
            lacking.append(called)
    if lacking:
        file, found = Location(name), tuple(header)
        raise SubmissionError([diagnostic(codes.BULK_COLUMN, file, column=one, found=found) for one in lacking])
    return wanted


def _twice(name: str, header: Sequence[str], places: Sequence[int], column: str) -> Diagnostic:
    first, second = places[:2]
    return diagnostic(
        codes.SAME_HEADING,
        Location(name),
        heading=header[second].strip(),
        first_place=message("column {number}", number=first + 1),
        second_place=message("column {number}", number=second + 1),
        what=f"`{column}`",
    )
