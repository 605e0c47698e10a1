"""One line on how a form was read: number of figures, column, rows and sheet.

Must not know how anything is read or judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.binding.bound import BoundSubmission
from checker.domain.location import Location
from checker.domain.submission import Submission
from checker.domain.text import Message, message

__all__ = ["read_from"]

_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")


def read_from(submission: Submission, bound: BoundSubmission, *, of_several: bool = False) -> Message | None:
    """Return the line about a form; ``None`` if it has no figure, or is not a form.

    Args:
        submission: The submission.
        bound: Its rows, in terms of its pack.
        of_several: Whether its file also has submissions of other units.
    """
    if not submission.is_form:
        return None
    places: dict[tuple[str, str], list[int]] = {}
    for place in _places(bound):
        cell = _CELL.fullmatch(place.cell)
        # A text file counts its columns in characters, which nobody looks up.
        column = cell[1] if cell else ""
        places.setdefault((place.sheet, column), []).append(int(cell[2]) if cell else place.line)
    if not places:
        return None
    parts = tuple(
        message(
            "{count} figures from column {column}, rows {first} to {last}, sheet {sheet}"
            if sheet
            else "{count} figures from lines {first} to {last}",
            count=len(rows),
            column=column,
            first=str(min(rows)),
            last=str(max(rows)),
            sheet=sheet,
        )
        for (sheet, column), rows in places.items()
    )
    if of_several:
        unit = submission.unit
        return message(
            "{path}, {unit}, {period}: read {parts}",
            path=submission.path,
            unit=unit,
            period=str(submission.period),
            parts=parts,
        )
    return message("{path}, {period}: read {parts}", path=submission.path, period=str(submission.period), parts=parts)


def _places(bound: BoundSubmission) -> Iterator[Location]:
    """Yield the locations of the readable figures, or of their parts."""
    read = {observed.indicator for observed in bound.values if observed.field == "value"}
    for id_, row in bound.rows.items():
        field = row.value or row.numerator or row.percent_of_plan
        if field is not None and id_ in read:
            yield field.location
