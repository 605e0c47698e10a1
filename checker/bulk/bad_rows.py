"""Rows that are not judged: the code of each reason, and the first rows in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.binding.notation import in_doubt
from checker.bulk import tables
from checker.bulk.grid import BESIDE, MOST_PARTS
from checker.bulk.model import BAD, MOST_EXAMPLES, RATIO_PARTS, Database, ValueReadings, Why
from checker.bulk.rows import RowStatements
from checker.bulk.texts import cell_of, too_long
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.numeral import numeral_pattern
from checker.domain.submission import Locale, Unreadable
from checker.domain.text import message
from checker.readers.days import two_days

__all__ = ["CODES", "MATTERS", "MOST_EXAMPLES", "bad_rows", "first_bad_rows", "unit_elsewhere"]

_UNIT_OF_INDICATOR = message("the unit of the indicator")
_UNITS: Final = {Why.NOTE: message("in the note"), Why.MEASURE: message("in the column of units")}
"""The places of units that are not those of the indicators."""

CODES: Final = {
    Why.PERIOD: codes.BULK_PERIOD,
    Why.OTHER_YEAR: codes.BULK_OTHER_YEAR,
    Why.UNIT: codes.BULK_NO_UNIT,
    Why.OTHER_UNIT: codes.BULK_OTHER_UNIT,
    Why.INDICATOR: codes.UNKNOWN_INDICATOR,
    Why.DAY: codes.BULK_DAY,
    Why.TWO_DAYS: codes.TWO_DAYS,
    Why.AHEAD: codes.DAY_AHEAD,
    Why.LATER: codes.DAY_AFTER_QUESTION,
    Why.BEFORE: codes.DAY_BEFORE_PERIOD,
    Why.NO_DAY: codes.BULK_NO_DAY,
    Why.SUPERSEDED: codes.BULK_SUPERSEDED,
    Why.REPEATED: codes.BULK_REPEATED,
    Why.STATUS: codes.BULK_STATUS,
    Why.NO_FIGURE: codes.MISSING_VALUE,
    Why.DENOMINATOR: codes.ZERO_DENOMINATOR,
    Why.VALUE: codes.NOT_A_NUMBER,
    Why.NOTE: codes.UNIT_ELSEWHERE,
    Why.MEASURE: codes.UNIT_ELSEWHERE,
    Why.BROKEN: codes.BULK_BROKEN,
}
"""The code of each reason; an unreadable value listed in full has the code of its own problem."""

MATTERS: Final = {why: Matter.UNKNOWN_ROWS if why in (Why.PERIOD, Why.INDICATOR) else Matter.INVALID for why in BAD}
"""The matter of bad rows in a gate policy."""

_ROWS: Final = "SELECT file, row, unit, period, indicator, {cell} AS cell, why, pid, iid, text FROM"


def bad_rows(engine: Database, of: RowStatements, read: ValueReadings) -> str:
    """Return SQL for the bad rows with their codes.

    Args:
        engine: The engine with the rows; it receives the codes of texts.
        of: The statements of the run.
        read: The problems of values that were read one by one.
    """
    rows = [[*map(str, key), problem.code.id] for key, problem in (*read.problems.items(), *read.late.items())]
    engine.table(tables.PROBLEMS.of(rows))
    joins = f"LEFT JOIN problems w ON b.why = {Why.VALUE:d} AND w.raw = b.cell AND w.pid = b.pid AND w.iid = b.iid"
    code = " ".join(f"WHEN b.why = {why:d} THEN '{CODES[why].id}'" for why in BAD)
    if of.mixed:
        joins += " LEFT JOIN mixed m ON m.file = b.file"
        joins += " LEFT JOIN texts t ON t.raw = b.cell AND t.pid = b.pid AND t.iid = b.iid"
        doubted = f"({of.mixed.replace(of.text, 'b.cell')} OR coalesce(t.doubt, 0) = 1)"
        why = f"b.why = {Why.VALUE:d} AND m.file IS NOT NULL AND {doubted}"
        code = f"WHEN {why} THEN '{codes.OTHER_NOTATION.id}' {code}"
    row = tables.BAD_ROWS.select("b", value="b.text", code=f"coalesce(w.code, CASE {code} END)")
    return f"SELECT {row} FROM bad b {joins}"


def first_bad_rows(
    engine: Database, of: RowStatements, whys: Mapping[Why, int], read: ValueReadings, pack: str
) -> Iterator[Diagnostic]:
    """Yield the first bad rows in file order, followed by the first rows that match no indicator.

    Args:
        engine: The engine with the rows.
        of: The statements of the run.
        whys: The number of rows by reason.
        read: The problems of values that were read one by one.
        pack: Id of the pack, or of several.
    """
    notations = {of.notation(column) for column in ("value", *RATIO_PARTS) if column in of.columns}
    broken = engine.rejected().first
    yield from broken
    if any(why in whys for why in BAD if why is not Why.BROKEN):
        rows = engine.query(f"{_ROWS.format(cell='cell')} bad ORDER BY file, row LIMIT {MOST_EXAMPLES - len(broken)}")
        yield from (_diagnostic_of(row, read, notations, pack) for row in rows)
    for why in (Why.OTHER_YEAR, Why.OTHER_UNIT):
        if why in whys:
            example = engine.query(f"{_ROWS.format(cell='text')} rows WHERE why = {why:d} ORDER BY file, row LIMIT 1")
            yield from (_diagnostic_of(row, read, notations, pack) for row in example)


def _diagnostic_of(  # noqa: PLR0911 - one for each kind of reason
    row: tuple[Any, ...], read: ValueReadings, notations: Iterable[Locale], pack: str
) -> Diagnostic:
    file, line, unit, period, indicator, text, number, pid, iid, value = row
    why, place = Why(int(number)), Location(str(file), int(line))
    if why is Why.VALUE and (problem := read.problem(text, pid, iid)):
        return problem._replace(location=place)
    if why is Why.VALUE and place.path in read.foreign:
        doubted = in_doubt(cell_of(str(text), place, read.locale).field, read.foreign[place.path]).reading
        if isinstance(doubted, Unreadable) and doubted.trouble.code is codes.OTHER_NOTATION:
            return doubted.trouble
    if why is Why.VALUE and any(_is_long(str(text), notation) for notation in notations):
        return too_long(str(text))._replace(location=place)
    if why is Why.VALUE and not read.all:
        return diagnostic(codes.BULK_UNREAD, place, value=str(text))
    if why is Why.TWO_DAYS and (two := two_days(str(text))):
        return two._replace(location=place)
    if why in _UNITS:
        return unit_elsewhere(why, place, str(value), str(text))
    code: Code = CODES[why]
    cell = {
        Why.PERIOD: period,
        Why.OTHER_YEAR: period,
        Why.OTHER_UNIT: unit,
        Why.INDICATOR: indicator,
        Why.NO_FIGURE: indicator,
        Why.REPEATED: indicator,
    }.get(why, text)
    value_text = str(cell if cell is not None else "")
    return diagnostic(code, place, value=value_text, pack=pack, unit=str(unit), period=str(period))


def unit_elsewhere(why: Why, place: Location, value: str, cell: str) -> Diagnostic:
    """Return the problem of a value beside a cell that names another unit.

    Args:
        why: The reason for the bad row, which tells the column of the cell.
        place: The location of the row.
        value: The value.
        cell: The text of the cell.
    """
    return diagnostic(
        codes.UNIT_ELSEWHERE, place, value=value, found=cell, where=_UNITS[why], expected=_UNIT_OF_INDICATOR
    )


def _is_long(text: str, notation: Locale) -> bool:
    """Tell whether a text is spelled as a number, and is longer than those of some column."""
    digits, places = BESIDE
    spellings = (
        numeral_pattern(notation, grouped=True),
        numeral_pattern(notation, digits - places, MOST_PARTS, grouped=True),
    )
    is_number, is_short = (re.fullmatch(f"-?{spelling}", text) is not None for spelling in spellings)
    return is_number and not is_short
