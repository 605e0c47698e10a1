"""The column of units of measure in bulk: rows whose figure is in another unit than that of its indicator.

Owns which rows these are. Must not know what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.binding.part_of import is_part
from checker.binding.values import value_interval
from checker.bulk import tables
from checker.bulk.model import MEASURE, Database, DataTable
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import JOINED, SideTable
from checker.bulk.texts import WrittenFigure, cell_of
from checker.domain.axes import Kind
from checker.domain.location import Location
from checker.domain.submission import Unreadable
from checker.packs.model import Indicator, RulePack
from checker.readers.form.cells import Ambient, CellReading
from checker.readers.form.measure import measured_in
from checker.readers.form.row_units import COLUMN_OF_UNITS
from checker.readers.form.unit_column import repeats_above, repeats_nothing

__all__ = ["all_bad", "foreign_measures", "in_measure", "measured_units"]

_TEXT: Final = f"CAST(i.{MEASURE} AS STRING)"
_NOWHERE: Final = Location("")
_PLAINLY: Final = "1"
"""A plainly spelled figure; of all of them the unit says the same."""


def in_measure(written: WrittenFigure, measure: str | None, place: Location) -> WrittenFigure:
    """Return a value in the unit that its row states, as in a list.

    Args:
        written: The value as its own text states it.
        measure: The text in the column of units.
        place: The location of the row.
    """
    if measure is None:
        return written
    # Rows in bulk have no order, so there is nothing above them.
    repeated = repeats_nothing(measure, place) if repeats_above(measure) else None
    unit = None if repeated else measured_in(measure)
    return WrittenFigure(*CellReading(*written).within(Ambient(unit, repeated, COLUMN_OF_UNITS)))


def foreign_measures(queries: RowStatements, engine: Database, packs: Sequence[RulePack]) -> DataTable:
    """Return the table of units of measure by which a figure means something else than without them.

    A plainly spelled figure has an empty text in the table. Any other text may state a unit of its own. A row is bad
    if its unit is part of a whole, because figures of columns are summed up there.

    Args:
        queries: The statements known so far.
        engine: The engine with the rows and the names.
        packs: The packs, by key.
    """
    return tables.MEASURES.of(list(_foreign(queries, engine, packs)))


def measured_units(queries: RowStatements) -> str:
    """Return the units with a figure in another unit that is not a bad row, with the key of its pack."""
    join = JOINED[SideTable.MEASURES].format(i="i", text=queries.text, plain=queries.is_plain)
    return (
        f"SELECT DISTINCT {tables.MEASURE_UNITS.select(unit='i.unit', number='n.number')} FROM input i "
        "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"JOIN measures {join} WHERE n.why = 0 AND i.value IS NOT NULL AND i.unit IS NOT NULL AND g.bad = 0"
    )


def all_bad(table: DataTable) -> DataTable:
    """Return the table with every row that it describes marked as bad, because too many units have one."""
    return table._replace(rows=[[*row[:-1], "1"] for row in table.rows])


def _foreign(queries: RowStatements, engine: Database, packs: Sequence[RulePack]) -> Iterator[list[str | None]]:
    """Yield the rows: a unit is read once for all plainly spelled figures, and once for each other text."""
    columns = f"{_TEXT}, n.number, n.iid, CASE WHEN {queries.is_plain} THEN '' ELSE {queries.text} END"
    stated = engine.query(
        f"SELECT DISTINCT {columns} FROM input i "
        "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"WHERE n.why = 0 AND i.value IS NOT NULL AND i.{MEASURE} IS NOT NULL"
    )
    for measure, number, place, text in sorted(stated):
        pack = packs[int(number)]
        if _differs(str(text) or _PLAINLY, str(measure), pack.indicators[int(place)], queries):
            yield [str(measure), str(number), str(place), str(text), str(int(pack.reporting.roll_up))]


def _differs(text: str, measure: str, indicator: Indicator, queries: RowStatements) -> bool:
    """Tell whether a value means something else by the unit beside it."""
    alone = cell_of(text, _NOWHERE, queries.notation("value"))
    beside = in_measure(alone, measure, _NOWHERE)
    if beside.field == alone.field:
        return False
    if isinstance(beside.field.reading, Unreadable):
        return True
    if indicator.kind is Kind.VERDICT:
        return False
    return is_part(beside.field, indicator) or value_interval(beside.field, indicator) != value_interval(
        alone.field, indicator
    )
