"""The header of a source: the input's name of each layout column, and the error of a source without one.

Must not know where a source comes from.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checker.bulk.model import COLUMNS, FIGURES, OPTIONAL, RATIO_PARTS
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.text import Message, Value, message
from checker.domain.unit import folded
from checker.errors import SubmissionError

if TYPE_CHECKING:
    from checker.readers.form.header_terms import Heading

__all__ = ["column_names", "columns_with_parts", "known_columns", "unread_columns", "unreadable"]

_FIRST: Final = (*COLUMNS[:4], "percent_of_plan", "note")
"""The columns whose name in the layout precedes other headings for the same; of others there may only be one."""
_NOTES: Final = "ghi chú"
"""The heading of notes in a list. Other headings of notes, such as that of explanations, may stand beside it."""
_SEVERAL: Final = ("percent_of_plan", "note")
"""The columns of which none is read if several headings name one, because a list reads all of them."""


def unreadable(path: str, reason: Value, hint: Message | None = None) -> SubmissionError:
    """Return the error for a source that cannot be read."""
    return SubmissionError([diagnostic(codes.BULK_UNREADABLE, Location(path), hint=hint, reason=reason)])


def column_names(header: Sequence[str], name: str, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the input's name of each layout column: its name in the layout, or a heading for it in a list.

    Args:
        header: The names of the input's columns.
        name: The input's name in messages.
        columns: The caller's column names, by their names in the layout.

    Raises:
        SubmissionError: The input lacks a column, or has a duplicate.
    """
    caller_names = dict(columns)
    _refuse_units(caller_names, name)
    exact = _exact_places(header, caller_names)
    used = {place for places in exact.values() for place in places}
    input_names, missing = {}, []
    for column in COLUMNS:
        places = exact[column]
        if column not in caller_names:
            places = sorted((*places, *_further_places(column, header, used, named=bool(places))))
        if len(places) > 1:
            raise SubmissionError([_twice(name, header, places, column)])
        if places:
            input_names[column] = header[places[0]]
            used.add(places[0])
        elif column not in OPTIONAL or column in caller_names:
            missing.append(caller_names.get(column, column))
    if missing:
        file, present = Location(name), tuple(header)
        raise SubmissionError([diagnostic(codes.BULK_COLUMN, file, column=one, found=present) for one in missing])
    return input_names


def _refuse_units(caller_names: Mapping[str, str], name: str) -> None:
    for column in FIGURES:
        heading = caller_names.get(column, "")
        if heading and _heading(heading).unit:
            reason = message(
                "the heading `{heading}` states a unit, which bulk data do not read there", heading=heading
            )
            raise unreadable(name, reason, message("state units in a column unit_of_measure, row by row"))


def _exact_places(header: Sequence[str], caller_names: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the places of each layout column under its own name, or under the caller's."""
    alike: dict[str, list[int]] = {}
    for place, column in enumerate(header):
        alike.setdefault(folded(column), []).append(place)
    exact: dict[str, list[int]] = {}
    for column in COLUMNS:
        name = caller_names.get(column, column)
        # An exact name from the caller is unambiguous.
        sure = column in caller_names and header.count(name) == 1
        exact[column] = [header.index(name)] if sure else alike.get(folded(name), [])
    return exact


def unread_columns(header: Sequence[str], input_names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings that mean something in a list, and are not those of columns of the layout."""
    names = set(input_names.values())
    return tuple(column.strip() for column in header if column not in names and _is_read_in_lists(column))


def known_columns(header: Sequence[str]) -> int:
    """Return the number of headings that mean something in a list."""
    return sum(1 for text in header if _heading(text).role is not None)


def _further_places(column: str, header: Sequence[str], used: Container[int], *, named: bool) -> list[int]:
    """Return the places of headings that mean a layout column, besides its name in the layout.

    Args:
        column: The layout column.
        header: The names of the input's columns.
        used: The places of other columns.
        named: Whether the input has a column of this name.
    """
    if named and column == "note":
        return [place for place, text in enumerate(header) if place not in used and folded(text) == _NOTES]
    if named and column in _FIRST:
        return []
    places = _headed(column, header, used)
    return [] if len(places) > 1 and column in _SEVERAL else places


def _headed(column: str, header: Sequence[str], used: Container[int]) -> list[int]:
    """Return the places of headings for a column that are not its name in the layout."""
    headings = [(place, text) for place, text in enumerate(header) if place not in used and not _is_layout(text)]
    if not headings:
        return []
    from checker.readers.form.column_choices import CHOICES
    from checker.readers.form.header_terms import ADDRESSES, Role
    from checker.readers.form.layout import BARE_UNITS

    for role in ADDRESSES if column == "indicator" else (CHOICES.get(column) or Role(column),):
        places = [place for place, text in headings if (heading := _heading(text)).role is role and _is_whole(heading)]
        if places:
            return places
    return [place for place, text in headings if folded(text) in BARE_UNITS] if column == "unit" else []


def _is_layout(text: str) -> bool:
    """Tell cheaply whether a heading is the name of a column of the layout."""
    return text in COLUMNS


@lru_cache(maxsize=1024)
def _heading(text: str) -> Heading:
    from checker.readers.form.header_terms import read_heading

    return read_heading([text])


def _is_whole(heading: Heading) -> bool:
    """Tell whether the words of a heading say nothing of the figures below it that a column of the layout cannot."""
    from checker.readers.form.header_terms import Role

    match heading.role:
        case Role.ACTUAL:
            timed = heading.years or heading.months or heading.length or heading.cumulative or heading.of_period
            return not (timed or heading.unit or heading.state or heading.whole)
        case Role.NUMERATOR | Role.DENOMINATOR:
            return not heading.unit
        case Role.PERCENT:
            return heading.whole_plan and not heading.years
        case _:
            return True


def _is_read_in_lists(text: str) -> bool:
    from checker.readers.form.header_terms import Role

    heading = _heading(text)
    if heading.role is Role.COMPARISON:
        return heading.same_period is not None
    return heading.role not in (None, Role.ORDER, Role.ASSESSMENT)


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
