"""Notation problems in columns: fractions of countable things, and ambiguous figures.

Owns how both are found among millions of rows. Must not decide what is refused: the code for single submissions does
that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from checker.binding.values import fraction_of_one
from checker.bulk import tables
from checker.bulk.model import MEASURE, RATIO_PARTS, Database, StorageKind, ValueReadings
from checker.bulk.names import AddressedIndicator
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.texts import DOUBTFUL, cell_of, is_foreign
from checker.domain import codes
from checker.domain.location import Location
from checker.domain.submission import Figure, Foreign, Locale

__all__ = ["doubt_of", "parts_in_doubt", "with_doubtful_counts", "with_mixed_notations"]

_MEASURE: Final = f"coalesce(CAST(i.{MEASURE} AS STRING), '')"
_NOWHERE: Final = Location("")
_MOST: Final = 10_000
"""The most distinct unreadable texts of one part of ratios that are compared with other notations."""


def with_doubtful_counts(queries: RowStatements, engine: Database, *, decimals: bool) -> RowStatements:
    """Find fractions of countable things; if there are any, such values are read one by one.

    Args:
        queries: The statements known so far.
        engine: The engine with the rows and the names.
        decimals: Whether any figure of a countable indicator may have decimals.
    """
    if not decimals:
        return queries
    doubtful = engine.matches(queries.text, DOUBTFUL[queries.notation("value")])
    return queries._replace(doubtful=doubtful) if engine.query(queries.fractions(doubtful)) else queries


def doubt_of(text: str, locale: Locale) -> str:
    """Return 1 if a separator in a text is ambiguous, else 0."""
    reading = cell_of(text, Location(""), locale).field.reading
    return str(int(isinstance(reading, Figure) and reading.is_doubtful))


def with_mixed_notations(
    queries: RowStatements,
    engine: Database,
    read: ValueReadings,
    indicators: Mapping[tuple[int, int], AddressedIndicator],
) -> tuple[RowStatements, ValueReadings]:
    """Find the files with a figure in another notation, which makes separators of other figures ambiguous.

    Args:
        queries: The statements known so far.
        engine: The engine with the rows and the names.
        read: The result of reading values one by one.
        indicators: The indicators, by period and index, if any figure of a countable one may have decimals.
    """
    is_text = queries.columns["value"].stored is StorageKind.TEXT
    proofs = [*_value_proofs(queries, engine, read, indicators)] if is_text else []
    proofs += _part_proofs(queries, engine)
    if not proofs:
        return queries, read
    first = "row_number() OVER (PARTITION BY file ORDER BY counted, row) AS place"
    first_proofs = engine.query(
        f"SELECT file, row, raw FROM (SELECT file, row, raw, {first} FROM ({' UNION ALL '.join(proofs)}) p) q "
        "WHERE place = 1 ORDER BY file"
    )
    foreign = {str(file): Foreign(str(text), Location(str(file), int(row))) for file, row, text in first_proofs}
    engine.table(tables.MIXED.of([[file] for file in foreign]))
    doubtful = engine.matches(queries.text, DOUBTFUL[read.locale]) if is_text else "1 = 0"
    queries = queries._replace(mixed=doubtful).with_(SideTable.MIXED)
    if queries.ratios:
        numerator, denominator = (_certain(queries, engine, part, name) for part, name in enumerate(RATIO_PARTS))
        queries = queries._replace(parts=(numerator, denominator))
    return queries, read._replace(foreign=foreign)


def _certain(queries: RowStatements, engine: Database, part: int, name: str) -> str:
    """Return SQL that tells whether a numerator or denominator is readable and unambiguous."""
    readable = queries.parts[part]
    if queries.columns[name].stored is not StorageKind.TEXT:
        return readable
    doubtful = engine.matches(f"CAST(i.{name} AS STRING)", DOUBTFUL[queries.notation(name)])
    return f"{readable} AND NOT (m.file IS NOT NULL AND {doubtful})"


def parts_in_doubt(queries: RowStatements, engine: Database) -> str:
    """Return the units with a ratio whose parts may differ in notation; empty if none is text."""
    texts = [name for name in RATIO_PARTS if queries.columns[name].stored is StorageKind.TEXT]
    if not texts:
        return ""
    doubted = [
        engine.matches(f"CAST(i.{name} AS STRING)", DOUBTFUL[queries.notation(name)]) if name in texts else "1 = 0"
        for name in RATIO_PARTS
    ]
    return (
        f"SELECT DISTINCT {tables.RATIO_UNITS.select(unit='i.unit', number='n.number')} FROM input i "
        "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"WHERE n.why = 0 AND n.rated > 0 AND i.unit IS NOT NULL AND ({doubted[0]}) <> ({doubted[1]})"
    )


def _value_proofs(
    queries: RowStatements,
    engine: Database,
    read: ValueReadings,
    indicators: Mapping[tuple[int, int], AddressedIndicator],
) -> Iterator[str]:
    """Yield SQL for the values in another notation; an unusable figure is preferred to a count."""
    measured = MEASURE in queries.columns
    rows: list[list[str | None]] = [*_measured_counts(queries, engine, read, indicators)] if measured else []
    for (text, pid, iid), problem in read.problems.items():
        is_count = problem.code is codes.SEPARATOR_IN_COUNT
        if measured and is_count and re.fullmatch(DOUBTFUL[read.locale], text):
            # The unit beside it decides.
            continue
        if is_count or is_foreign(text, read.locale):
            rows.append([text, str(pid), str(iid), str(int(is_count)), None])
    if rows:
        engine.table(tables.PROOFS.of(rows))
        yield (
            "SELECT i.file, i.row, p.raw, p.counted FROM input i "
            "JOIN names n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"JOIN proofs p ON p.raw = {queries.text} AND p.pid = n.pid AND p.iid = n.iid"
            + (f" AND (p.measure IS NULL OR p.measure = {_MEASURE})" if measured else "")
        )


def _measured_counts(
    queries: RowStatements,
    engine: Database,
    read: ValueReadings,
    indicators: Mapping[tuple[int, int], AddressedIndicator],
) -> Iterator[list[str | None]]:
    """Yield the counts with a separator of another notation in the unit beside them: "1.234" `hộ`, not `nghìn hộ`."""
    if not indicators:
        return
    from checker.bulk.measures import in_measure

    stated = engine.query(
        f"SELECT DISTINCT {queries.text}, n.pid, n.iid, {_MEASURE} FROM input i "
        "JOIN names n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"WHERE n.whole >= 0 AND i.value IS NOT NULL AND {engine.matches(queries.text, DOUBTFUL[read.locale])}"
    )
    for text, pid, iid, measure in stated:
        beside = in_measure(cell_of(str(text), _NOWHERE, read.locale), str(measure) or None, _NOWHERE)
        problem = fraction_of_one(beside.field, indicators[pid, iid].indicator)
        if problem is not None and problem.code is codes.SEPARATOR_IN_COUNT:
            yield [str(text), str(pid), str(iid), "1", str(measure)]


def _part_proofs(queries: RowStatements, engine: Database) -> Iterator[str]:
    """Yield SQL for the numerators and denominators in another notation."""
    for name, readable in zip(RATIO_PARTS, queries.parts, strict=True) if queries.ratios else ():
        if queries.columns[name].stored is not StorageKind.TEXT:
            continue
        part = f"CAST(i.{name} AS STRING)"
        unread = f"SELECT DISTINCT {part} FROM input i WHERE i.{name} IS NOT NULL AND NOT ({readable}) LIMIT {_MOST:d}"
        rows: list[list[str | None]] = [
            [str(text)] for (text,) in engine.query(unread) if is_foreign(str(text), queries.notation(name))
        ]
        if rows:
            engine.table(tables.PART_PROOFS.named(name).of(rows))
            yield f"SELECT i.file, i.row, p.raw, 0 AS counted FROM input i JOIN {name}_proofs p ON p.raw = {part}"
