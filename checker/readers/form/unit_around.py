"""Units of several rows: of a whole table, from its surroundings, and of a group, from its name.

Owns the rules for when such a unit is certain. An uncertain unit stays with its figures as a possible one. Must not
know the rows' own units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.domain.submission import Elsewhere
from checker.domain.text import message
from checker.domain.unit import Unit
from checker.readers.form.cells import Ambient
from checker.readers.form.header_terms import Role
from checker.readers.form.layout import Fixed
from checker.readers.form.measure import in_brackets, is_label, labelled_units, measured_in
from checker.readers.form.table import Table
from checker.readers.form.titles import Titles, measures_in

__all__ = ["units_of_groups", "units_of_tables"]

_ABOVE: Final = message("above the table")
_BELOW: Final = message("below the table")
_NAMES: Final = message("in the heading of the indicators' names")
_GROUP: Final = message("in the name of the group")
_MARKS: Final = tuple(map(re.compile, (r"[IVX]{1,5}\b", r"[A-ZĐ]\b", r"[0-9]+\b", r"[a-zđ]\b")))
_SURE_MARKS: Final = (0, 1)


def units_of_tables(tables: Sequence[Table], titles: Sequence[Titles]) -> list[Ambient]:
    """Return the unit of each table's figures, if stated above it, below it or in the heading of names.

    A table with the same headings as the one before it on the sheet continues with its unit.
    """
    found: list[Ambient] = []
    following = {(table.sheet.name, row.number) for table in tables for row in table.above}
    for index, (table, above) in enumerate(zip(tables, titles, strict=True)):
        before = tables[index - 1] if index and tables[index - 1].sheet is table.sheet else None
        stated = [
            *(Elsewhere(unit, _ABOVE) for unit in above.measures),
            *(
                Elsewhere(unit, _NAMES)
                for column in table.with_role(Role.TITLE)
                for unit in _with_names(column.heading.text)
            ),
            *(Elsewhere(unit, _BELOW) for unit in _below(table, following)),
        ]
        if not stated and before is not None:
            last = found[-1]
            again = [column.heading.text for column in before.columns] == [c.heading.text for c in table.columns]
            found.append(last if again else Ambient(elsewhere=_as_elsewhere(last)))
        else:
            found.append(_one_of(stated, [Elsewhere(unit, _ABOVE) for unit in above.beside]))
    return found


def units_of_groups(table: Table, fixed: Fixed) -> dict[int, Ambient]:
    """Return the units that names of groups state for the rows below, by row number.

    "I. Nông nghiệp (tạ)" applies up to the next group of its level. A row numbered like an indicator may be an
    indicator without a figure, so its unit is uncertain for the rows below.
    """
    found: dict[int, Ambient] = {}
    if fixed.unit or fixed.period:
        return found
    current, level = Ambient(), None
    for row in table.rows:
        filled = {number: text.strip() for number, text in enumerate(row.texts, 1) if text.strip()}
        if not filled or not filled.keys() <= fixed.texts:
            if current.unit or current.elsewhere:
                found[row.number] = current
            continue
        name = " ".join(text for number, text in filled.items() if number not in _columns_without_units(fixed))
        mark = next((index for index, pattern in enumerate(_MARKS) if pattern.match(name)), None)
        units = in_brackets(name) or labelled_units(name) or _headed(filled.get(_measure(fixed), ""))
        if units:
            current, level = _one_of([Elsewhere(unit, _GROUP) for unit in units]), mark
            sure = (mark in _SURE_MARKS or name.upper() == name) and _measure(fixed) not in filled
            current = current if sure else Ambient(elsewhere=_as_elsewhere(current))
        elif mark is not None and mark == level:
            current = Ambient()
        else:
            current = Ambient(elsewhere=_as_elsewhere(current))
    return found


def _measure(fixed: Fixed) -> int:
    return fixed.measure.column if fixed.measure else 0


def _columns_without_units(fixed: Fixed) -> set[int]:
    return {_measure(fixed), *(column.column for column in fixed.notes)}


def _with_names(heading: str) -> tuple[Unit, ...]:
    """Return the units in the heading of names; "Nội dung (chỉ tiêu)" has none."""
    return labelled_units(heading) or tuple(unit for unit in in_brackets(heading) if not unit.is_count)


def _headed(text: str) -> tuple[Unit, ...]:
    unit = measured_in(text)
    return (unit,) if unit else ()


def _below(table: Table, following: set[tuple[str, int]]) -> Iterator[Unit]:
    """Yield the units after a label in the rows below the last one with several cells."""
    for row in reversed(table.rows):
        filled = [text for text in row.texts if text.strip()]
        if len(filled) > 1 and not is_label(filled[0].rstrip(" :")):
            return
        if (table.sheet.name, row.number) not in following:
            yield from measures_in(" ".join(filled))


def _one_of(stated: Sequence[Elsewhere], near: Iterable[Elsewhere] = ()) -> Ambient:
    """Return the unit that all statements name; nothing if there are several, or only a scale."""
    sizes = {(one.unit.base, one.unit.size) for one in stated}
    if len(sizes) == 1 and stated[0].unit.base:
        return Ambient(stated[0].unit, where=stated[0].where, general=True)
    return Ambient(elsewhere=(*stated, *near))


def _as_elsewhere(ambient: Ambient) -> tuple[Elsewhere, ...]:
    return (Elsewhere(ambient.unit, ambient.where),) if ambient.unit else ambient.elsewhere
