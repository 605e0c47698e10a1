"""Find figures with an ambiguous separator, in a file that mixes notations.

Owns which figures are in doubt, and the evidence. Must not know how digits are read: a figure carries its other
reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.binding.address import Addresses
from checker.binding.values import fraction_of_one
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.number import plain
from checker.domain.submission import Field, Figure, Foreign, Observation, Submission, Unreadable
from checker.packs.model import Indicator, RulePack

__all__ = ["in_doubt", "settled", "undoubted"]


def undoubted(read: Sequence[tuple[Submission, RulePack]]) -> list[tuple[Submission, RulePack]]:
    """Return the submissions of one file with their packs; figures in doubt are refused.

    "3,905" is a decimal in a Vietnamese file. If the file also has "1,890.5", it may be 3905. The same is true if it
    has "1,300 người", because people are whole.
    """
    if not any(one.is_doubtful for one, _ in read):
        return list(read)
    foreign = next(_foreign(read), None)
    if foreign is None:
        return list(read)
    certain = []
    for submission, pack in read:
        addresses = Addresses(pack)
        rows = (settled(row, addresses.find(row).indicator, foreign) for row in submission.observations)
        certain.append((submission._replace(observations=tuple(rows)), pack))
    return certain


def in_doubt(field: Field, foreign: Foreign) -> Field:
    """Return a field of a file with mixed notations; it is refused if it is in doubt."""
    return field._replace(reading=_unreadable(field, foreign)) if _doubtful(field) else field


def _foreign(read: Sequence[tuple[Submission, RulePack]]) -> Iterator[Foreign]:
    """Yield figures in another notation: those valid only there, and separators in countable figures."""
    yield from filter(None, (submission.foreign for submission, _ in read))
    for submission, pack in read:
        addresses = Addresses(pack)
        yield from filter(None, (_counted(row, addresses.find(row).indicator) for row in submission.observations))


def _doubtful(field: Field | None) -> bool:
    return field is not None and isinstance(field.reading, Figure) and field.reading.is_doubtful


def _counted(row: Observation, indicator: Indicator | None) -> Foreign | None:
    """Return a countable figure with the separator of another notation."""
    field = row.value
    if field is None or indicator is None:
        return None
    wrong = fraction_of_one(field, indicator)
    return Foreign(field.text, field.location) if wrong and wrong.code is codes.SEPARATOR_IN_COUNT else None


def settled(row: Observation, indicator: Indicator | None, foreign: Foreign) -> Observation:
    """Refuse the fields of a row that are in doubt, except those already refused as fractional counts.

    Args:
        row: A row.
        indicator: Its indicator, if known.
        foreign: A figure of its file in another notation.
    """

    def certain(field: Field | None, *, counted: bool = False) -> Field | None:
        if field is None or (counted and indicator is not None and fraction_of_one(field, indicator)):
            return field
        return in_doubt(field, foreign)

    return row._replace(
        value=certain(row.value, counted=True),
        of_period=certain(row.of_period, counted=True),
        plan=certain(row.plan, counted=True),
        percent_of_plan=certain(row.percent_of_plan),
        numerator=certain(row.numerator),
        denominator=certain(row.denominator),
    )


def _unreadable(field: Field, foreign: Foreign) -> Unreadable:
    numbers = field.reading.stated if isinstance(field.reading, Figure) else ()
    grouped, value = next((one.grouped, one.value) for one in numbers if one.grouped is not None)
    wrong = diagnostic(
        codes.OTHER_NOTATION,
        field.location,
        value=field.text,
        first=grouped,
        second=plain(value),
        first_text=format(grouped, "f"),
        proof=foreign.text,
        place=str(foreign.location),
    )
    return Unreadable(wrong)
