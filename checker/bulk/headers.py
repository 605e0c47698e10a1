"""The header of a source: the input's name of each layout column, and the error of a source without one.

Must not know where a source comes from.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from checker.bulk.model import ALSO_CALLED, COLUMNS, OPTIONAL, RATIO_PARTS
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.text import Message, Value, message
from checker.domain.unit import folded
from checker.errors import SubmissionError

__all__ = ["column_names", "columns_with_parts", "unreadable"]


def unreadable(path: str, reason: Value, hint: Message | None = None) -> SubmissionError:
    """Return the error for a source that cannot be read."""
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(path), hint=hint, reason=reason)])


def column_names(header: Sequence[str], name: str, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the input's name of each layout column.

    Args:
        header: The names of the input's columns.
        name: The input's name in messages.
        columns: The caller's column names, by their names in the layout.

    Raises:
        SubmissionError: The input lacks a column, or has a duplicate.
    """
    caller_names = dict(columns)
    alike: dict[str, list[int]] = {}
    for place, column in enumerate(header):
        alike.setdefault(folded(column), []).append(place)
    input_names, missing = {}, []
    for column in COLUMNS:
        name_ = caller_names.get(column, column)
        names = {name_} if column in caller_names else {name_, ALSO_CALLED.get(column, name_)}
        places = sorted(place for name_ in map(folded, names) for place in alike.get(name_, ()))
        if column in caller_names and header.count(name_) == 1:
            # An exact name from the caller is unambiguous.
            places = [header.index(name_)]
        if len(places) > 1:
            raise SubmissionError([_twice(name, header, places, column)])
        if places:
            input_names[column] = header[places[0]]
        elif column not in OPTIONAL or column in caller_names:
            missing.append(name_)
    if missing:
        file, present = Location(name), tuple(header)
        raise SubmissionError([diagnostic(codes.BULK_COLUMN, file, column=one, found=present) for one in missing])
    return input_names


def columns_with_parts(present: Container[str]) -> list[str]:
    """Return the layout columns of a run: those that are present, and both parts of a ratio if one is.

    The other part is then an empty column, so that a part alone is found like one in data with both columns.
    """
    parts = RATIO_PARTS if any(part in present for part in RATIO_PARTS) else ()
    return [column for column in COLUMNS if column in present or column in parts]


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
