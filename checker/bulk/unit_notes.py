"""Notes beside figures in bulk that name a unit of another size, by which their rows cannot be used.

Must not know what such a note means for a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.binding.note_words import UNIT_NOTES, other_unit, unit_in
from checker.bulk import tables
from checker.bulk.model import Database
from checker.bulk.rows import RowStatements
from checker.bulk.texts import cell_of
from checker.domain.location import Location
from checker.domain.submission import Figure
from checker.packs.model import RulePack

__all__ = ["find_conflicting_notes"]

_NOTE: Final = "CAST(i.note AS STRING)"


def find_conflicting_notes(queries: RowStatements, engine: Database, packs: Sequence[RulePack]) -> bool:
    """Make the table of such notes, with the keys of packs and indicators; tell whether there are any.

    A plainly spelled figure has the unit of its indicator, and an empty text in the table. Any other text may state a
    unit of its own, and is in the table beside the note.
    """
    short = engine.matches(_NOTE, UNIT_NOTES)
    texts = engine.query(f"SELECT DISTINCT {_NOTE} FROM input i WHERE i.note IS NOT NULL AND {short}")
    notes = sorted(str(text) for (text,) in texts if unit_in(str(text)) is not None)
    if not notes:
        return False
    engine.table(tables.UNIT_NOTES.of([[note] for note in notes]))
    rows: list[list[str | None]] = [
        [note, str(number), str(place), ""]
        for note in notes
        for number, pack in enumerate(packs)
        for place, one in enumerate(pack.indicators)
        if one.unit is not None and other_unit(note, one.unit) is not None
    ]
    odd = engine.query(
        f"SELECT DISTINCT q.raw, n.number, n.iid, {queries.text} FROM input i "
        "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"JOIN unit_notes q ON q.raw = {_NOTE} "
        f"WHERE n.why = 0 AND i.value IS NOT NULL AND NOT ({queries.is_plain})"
    )
    for note, number, place, text in odd:
        reading = cell_of(str(text), Location(""), queries.notation("value")).field.reading
        own = reading.unit if isinstance(reading, Figure) else None
        own = own or packs[int(number)].indicators[int(place)].unit
        if isinstance(reading, Figure) and own is not None and other_unit(str(note), own) is not None:
            rows.append([str(note), str(number), str(place), str(text)])
    engine.table(tables.CONFLICTING_NOTES.of(rows))
    return bool(rows)
