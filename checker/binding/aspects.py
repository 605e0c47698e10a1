"""Figures whose heading says more than that they are the reported values: "Thực hiện / NSNN", "Thực hiện / Xã hưởng".

Owns whose they are. Must not know how a table is read, or what a figure says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.binding.address import Addressed, Addresses
from checker.domain.location import Location
from checker.domain.submission import Observation, Unreadable
from checker.errors import SubmissionError

__all__ = ["addressed_rows"]


def addressed_rows(
    rows: Sequence[Observation], addresses: Addresses, *, guess: bool
) -> list[tuple[Observation, Addressed]]:
    """Return the rows with what each is about.

    What a heading says beside the reported value leads to an indicator together with the row's name. Where it does
    not, the figure is nobody's: beside another one of the row it is ignored, and alone it is refused.

    Args:
        rows: The rows of a submission.
        addresses: The names of the pack.
        guess: Whether an unknown name is reported with what may be meant.

    Raises:
        SubmissionError: All figures are of such columns, and none is an indicator's.
    """
    if not any(row.aspect for row in rows):
        return [(row, addresses.find(row, guess=guess)) for row in rows]
    return list(_addressed(rows, addresses, guess=guess))


def _addressed(
    rows: Sequence[Observation], addresses: Addresses, *, guess: bool
) -> Iterator[tuple[Observation, Addressed]]:
    named = [addresses.of_aspect(row.indicator, row.aspect) if row.aspect else None for row in rows]
    alone = next((row.aspect_alone for row in rows if row.aspect_alone is not None), None)
    if alone is not None and not any(named) and all(row.aspect for row in rows):
        raise SubmissionError([alone])
    taken = {indicator.id for indicator in named if indicator is not None}
    asked: set[Location] = set()
    for row, indicator in zip(rows, named, strict=True):
        if indicator is not None:
            yield row, Addressed(indicator)
        elif not row.aspect:
            yield row, addresses.find(row, guess=guess)
        elif row.aspect_alone is not None and row.location not in asked:
            asked.add(row.location)
            about = addresses.find(row, guess=guess)
            if about.indicator is None or about.indicator.id not in taken:
                yield _refused(row), about


def _refused(row: Observation) -> Observation:
    """Return a row whose value may be that of a part, at whose cell it is asked which one is meant."""
    if row.value is None or row.aspect_alone is None:
        return row
    wrong = row.aspect_alone._replace(location=row.value.location)
    return row._replace(value=row.value._replace(reading=Unreadable(wrong)))
