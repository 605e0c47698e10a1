"""Figures with further words in their heading: "Thực hiện / NSNN", "Thực hiện / Xã hưởng".

Owns the choice of their indicator. Must not know how a table or a figure is read.
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
    """Return the rows with their matches.

    The further words of a heading and the row's name may together denote an indicator. Otherwise the figure is ignored
    if the row has another one, and refused if it is alone.

    Args:
        rows: The rows of a submission.
        addresses: The names of the pack.
        guess: Whether to suggest a known name for an unknown one.

    Raises:
        SubmissionError: All figures are in such columns, and none has an indicator.
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
    seen: set[Location] = set()
    for row, indicator in zip(rows, named, strict=True):
        if indicator is not None:
            yield row, Addressed(indicator)
        elif not row.aspect:
            yield row, addresses.find(row, guess=guess)
        elif row.aspect_alone is not None and row.location not in seen:
            seen.add(row.location)
            about = addresses.find(row, guess=guess)
            if about.indicator is None or about.indicator.id not in taken:
                yield _refused(row), about


def _refused(row: Observation) -> Observation:
    """Return a row whose value may belong to a part, with a question at its cell."""
    if row.value is None or row.aspect_alone is None:
        return row
    wrong = row.aspect_alone._replace(location=row.value.location)
    return row._replace(value=row.value._replace(reading=Unreadable(wrong)))
