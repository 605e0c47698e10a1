"""What columns must know of notations: fractions of what is counted, and figures in doubt.

Owns how both are found among millions of rows. Must not know what is refused: that is told by the code that reads
single submissions.
"""

from __future__ import annotations

from checker.bulk.beside import Beside
from checker.bulk.model import Database, DataTable, StorageKind, ValueReadings
from checker.bulk.rows import RowStatements
from checker.bulk.texts import DOUBTFUL, cell_of, is_foreign
from checker.domain import codes
from checker.domain.location import Location
from checker.domain.submission import Figure, Foreign, Locale

__all__ = ["counting", "doubt_of", "mixing", "parts_in_doubt"]

_PARTS = ("numerator", "denominator")


def counting(queries: RowStatements, engine: Database, *, decimals: bool) -> RowStatements:
    """Look for fractions of what is counted one by one, and let them be read one by one if there are any.

    Args:
        queries: The statements, as far as they are known.
        engine: Holds the rows and the names.
        decimals: Whether any figure of what is counted may have decimals.
    """
    if not decimals:
        return queries
    doubtful = engine.matches(queries.text, DOUBTFUL[queries.notation("value")])
    return queries._replace(doubtful=doubtful) if engine.query(queries.fractions(doubtful)) else queries


def doubt_of(text: str, locale: Locale) -> str:
    """Return 1 where a separator of a text may be another's, else 0."""
    reading = cell_of(text, Location(""), locale).field.reading
    return str(int(isinstance(reading, Figure) and reading.is_doubtful))


def mixing(queries: RowStatements, engine: Database, read: ValueReadings) -> tuple[RowStatements, ValueReadings]:
    """Find the files with a figure of another notation, in which the separators of others are in doubt.

    Args:
        queries: The statements, as far as they are known.
        engine: Holds the rows and the names.
        read: What came of reading values one by one.
    """
    if queries.columns["value"].stored is not StorageKind.TEXT:
        return queries, read
    rows: list[list[str | None]] = []
    for (text, pid, iid), wrong in read.wrong.items():
        counted = wrong.code is codes.SEPARATOR_IN_COUNT
        if counted or is_foreign(text, read.locale):
            rows.append([text, str(pid), str(iid), str(int(counted))])
    if not rows:
        return queries, read
    heads = (("raw", "STRING"), ("pid", "BIGINT"), ("iid", "BIGINT"), ("counted", "BIGINT"))
    engine.table(DataTable("proofs", heads, rows))
    proofs = engine.query(_proofs(queries))
    foreign = {str(file): Foreign(str(text), Location(str(file), int(row))) for file, row, text in proofs}
    engine.table(DataTable("mixed", (("file", "STRING"),), [[file] for file in foreign]))
    queries = queries._replace(mixed=engine.matches(queries.text, DOUBTFUL[read.locale])).with_(Beside.MIXED)
    if queries.ratios:
        numerator, denominator = (_certain(queries, engine, part, name) for part, name in enumerate(_PARTS))
        queries = queries._replace(parts=(numerator, denominator))
    return queries, read._replace(foreign=foreign)


def _certain(queries: RowStatements, engine: Database, part: int, name: str) -> str:
    """Return SQL that tells whether a numerator or denominator can be read, and is not in doubt."""
    readable = queries.parts[part]
    if queries.columns[name].stored is not StorageKind.TEXT:
        return readable
    doubtful = engine.matches(f"CAST(i.{name} AS STRING)", DOUBTFUL[queries.notation(name)])
    return f"{readable} AND NOT (m.file IS NOT NULL AND {doubtful})"


def parts_in_doubt(queries: RowStatements, engine: Database) -> str:
    """Return the units with a ratio of which one figure alone may be of another notation; empty where none is text."""
    texts = [name for name in _PARTS if queries.columns[name].stored is StorageKind.TEXT]
    if not texts:
        return ""
    doubted = [
        engine.matches(f"CAST(i.{name} AS STRING)", DOUBTFUL[queries.notation(name)]) if name in texts else "1 = 0"
        for name in _PARTS
    ]
    return (
        "SELECT DISTINCT i.unit, n.pack AS number FROM input i "
        "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"WHERE n.why = 0 AND n.rated > 0 AND i.unit IS NOT NULL AND ({doubted[0]}) <> ({doubted[1]})"
    )


def _proofs(queries: RowStatements) -> str:
    """Return a figure of another notation of each file that has one: one that is of no use, before a count."""
    first = "row_number() OVER (PARTITION BY i.file ORDER BY p.counted, i.row) AS place"
    return (
        f"SELECT file, row, raw FROM (SELECT i.file, i.row, p.raw, {first} FROM input i "
        "JOIN names n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
        f"JOIN proofs p ON p.raw = {queries.text} AND p.pid = n.pid AND p.iid = n.iid) q WHERE place = 1 ORDER BY file"
    )
