"""Rows as they are in the data, and submissions made of them for the plain engine.

Owns how a row's cells are read one by one. Must not know how submissions are judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence
from typing import TypeAlias

from checker.binding.address import Addresses
from checker.binding.notation import in_doubt, settled
from checker.binding.supersession import vintage
from checker.binding.vintage import is_after, out_of_time
from checker.bulk.bad_rows import unit_elsewhere
from checker.bulk.model import COLUMNS, RATIO_PARTS, BulkSettings, Database, StorageKind, ValueReadings, Why
from checker.bulk.texts import (
    VOUCHES,
    WrittenFigure,
    amends,
    cell_of,
    day_of,
    indicator_of,
    part_of,
    period_of,
    share_of,
    state_of,
    too_long,
)
from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Foreign, Observation, Submission, Unreadable
from checker.packs.model import RulePack
from checker.readers.notation import Numeral, read_machine
from checker.readers.plan_words import says_nothing

__all__ = ["DataRow", "rows_of", "submissions_of"]

_Vintage: TypeAlias = tuple[str, Period, str, bool]
"""A unit, a period, the day of the figures, and whether they amend an earlier report."""


class DataRow(NamedTuple):
    """One row of the data."""

    file: str
    row: int
    unit: str
    period: str | None
    indicator: str | None
    value: str | None
    status: str | None
    as_of: str | None
    numerator: str | None
    denominator: str | None
    percent_of_plan: str | None = None
    confirmed: str | None = None
    note: str | None = None
    growth: str | None = None
    amends: str | None = None
    unit_of_measure: str | None = None
    problem: Diagnostic | None = None
    """Why its value is bad in bulk although a single submission could use it."""
    foreign: Foreign | None = None
    """A figure of its file in another notation."""


def rows_of(engine: Database, join: str, source: str, read: ValueReadings | None) -> list[DataRow]:
    """Return rows of a source as they are in the data.

    Args:
        engine: The engine with the rows.
        join: SQL that selects from the rows ``r``.
        source: A table of rows.
        read: The result of reading values one by one; ``None`` if no row is bad. Bad rows without a day are left out,
            because other rows of their unit and period have one, or because none of several reports is the later one.
    """
    has = engine.columns()
    columns = ", ".join(f"CAST(r.{name} AS STRING)" if name in has else "NULL" for name in COLUMNS)
    if read is None:
        return [DataRow(*row) for row in engine.query(f"SELECT r.file, r.row, {columns} FROM {source} r {join}")]
    whys = f"({Why.VALUE:d}, {Why.MEASURE:d}, {Why.NO_DAY:d})"
    bad = f"LEFT JOIN bad b ON b.file = r.file AND b.row = r.row AND b.why IN {whys}"
    counts = f"WHERE coalesce(b.why <> {Why.NO_DAY:d}, 1 = 1)"
    of_bad = "b.why, b.text, b.cell, b.pid, b.iid"
    rows = engine.query(f"SELECT r.file, r.row, {columns}, {of_bad} FROM {source} r {join} {bad} {counts}")
    return [
        DataRow(*row)._replace(
            problem=None if cell is None else _problem(read, Why(int(why)), str(text), str(cell), int(pid), int(iid)),
            foreign=read.foreign.get(row[0]),
        )
        for *row, why, text, cell, pid, iid in rows
    ]


def _problem(read: ValueReadings, why: Why, value: str, cell: str, pid: int, iid: int) -> Diagnostic | None:
    """Return why a row is bad although a single submission could use its value.

    Args:
        read: As for `rows_of`.
        why: The reason for the bad row.
        value: Its value.
        cell: The cell that makes it bad.
        pid: The key of its period.
        iid: The key of its indicator.
    """
    if why is Why.MEASURE:
        return unit_elsewhere(why, Location(""), value, cell)
    return _alone(read, cell, pid, iid)


def _alone(read: ValueReadings, text: str, pid: int, iid: int) -> Diagnostic | None:
    """Return why a value is bad although a single submission could use it."""
    return (read.problems.get((text, pid, iid)) or too_long(text)) if read.alone(text, pid, iid) else None


def submissions_of(
    rows: Sequence[DataRow], pack: RulePack, engine: Database, settings: BulkSettings
) -> list[Submission]:
    """Return the submissions of each unit and period, in the order of the periods.

    Superseded submissions are included if changes are reported.
    """
    addresses = Addresses(pack)
    grouped: dict[_Vintage, list[DataRow]] = {}
    for row in rows:
        period = period_of(row.period)
        if period is None or period.year != pack.year or indicator_of(row.indicator, addresses) is None:
            continue
        day = day_of(row.as_of) if row.as_of else ""
        if day is not None and not (day and _does_not_count(day, period, pack, settings)):
            grouped.setdefault((row.unit, period, day, amends(row.amends)), []).append(row)
    texts = {name for name, column in engine.columns().items() if column.stored is StorageKind.TEXT}
    submissions = (_submission(pack, addresses, key, sent, settings, texts) for key, sent in grouped.items())
    return sorted(submissions, key=lambda one: (one.unit, one.period.order, vintage(one)))


def _does_not_count(day: str, period: Period, pack: RulePack, settings: BulkSettings) -> bool:
    """Tell whether a day is impossible for figures, or after the reference date."""
    of = dt.date.fromisoformat(day)
    return is_after(of, settings.as_of) or out_of_time(of, period, pack.calendar, settings.now) is not None


def _submission(
    pack: RulePack,
    addresses: Addresses,
    key: _Vintage,
    sent: Sequence[DataRow],
    settings: BulkSettings,
    texts: Container[str],
) -> Submission:
    rows = sorted(sent, key=lambda row: (row.file, row.row))
    observations = []
    for row in rows:
        place = Location(row.file, row.row)
        written = None if row.value is None else _value(row, row.value, place, settings, text="value" in texts)
        in_words = (written and written.state) or DataState.FINAL
        state = state_of(row.status) if row.status else in_words
        fields: list[Field | None] = [written and written.field]
        share = _share(row, place, settings, text="percent_of_plan" in texts)
        fields += (_part(row, name, place, settings, text=name in texts) for name in RATIO_PARTS)
        doubted = row.foreign and fields[0] and in_doubt(fields[0], row.foreign) != fields[0]
        if row.problem and fields[0] and not doubted:
            fields[0] = fields[0]._replace(reading=Unreadable(row.problem._replace(location=place)))
        if state is None:
            problem = Unreadable(diagnostic(codes.BULK_STATUS, place, value=row.status or ""))
            fields, share = [one and one._replace(reading=problem) for one in fields], None
        value, numerator, denominator = fields
        behind, share_of_it = (written.behind, written.share) if written else (None, None)
        one = Observation(row.indicator or "", place, value, state or DataState.FINAL, behind=behind, share=share_of_it)
        growth = _growth(row, place, settings, text="growth" in texts)
        one = one._replace(numerator=numerator, denominator=denominator, percent_of_plan=share, growth=growth)
        if row.foreign is not None:
            one = settled(one, indicator_of(row.indicator, addresses), row.foreign)
        words = f"confirmed: {row.confirmed.strip()}" if row.confirmed and VOUCHES["confirmed"](row.confirmed) else ""
        one = one._replace(confirmed=words, note=row.note or "")
        observations.append(one)
    unit, period, day, amending = key
    as_of = dt.date.fromisoformat(day) if day else None
    path = rows[0].file
    return Submission(
        path, "", pack.id, unit, period, as_of, tuple(observations), synthetic=pack.synthetic, amends=amending
    )


def _cell(cell: str, place: Location, settings: BulkSettings, *, text: bool) -> WrittenFigure:
    """Read a value; a stored number is read as its shortest decimal text."""
    return cell_of(cell, place, settings.locale) if text else cell_of(_shortest(cell), place, "machine", stored=True)


def _value(row: DataRow, cell: str, place: Location, settings: BulkSettings, *, text: bool) -> WrittenFigure:
    """Read the value of a row in the unit that the row states."""
    written = _cell(cell, place, settings, text=text)
    if row.unit_of_measure is None:
        return written
    from checker.bulk.measures import in_measure

    return in_measure(written, row.unit_of_measure, place)


def _part(row: DataRow, name: str, place: Location, settings: BulkSettings, *, text: bool) -> Field | None:
    """Read a numerator or denominator."""
    cell: str | None = getattr(row, name)
    if cell is None:
        return None
    return part_of(cell, place, settings.locale) if text else part_of(_shortest(cell), place, "machine")


def _share(row: DataRow, place: Location, settings: BulkSettings, *, text: bool) -> Field | None:
    """Read a percentage of the plan; one of 0 means nothing without a figure beside it."""
    if row.percent_of_plan is None or not settings.shares:
        return None
    field = share_of(row.percent_of_plan, place, settings.locale if text else "machine", stored=not text)
    return None if row.value is None and row.numerator is None and says_nothing(field) else field


def _growth(row: DataRow, place: Location, settings: BulkSettings, *, text: bool) -> Field | None:
    """Read a rate of growth."""
    if row.growth is None or not row.growth.strip():
        return None
    return _cell(row.growth, place, settings, text=text).field


def _shortest(text: str) -> str:
    numeral = read_machine(text, "en")
    return format(plain(numeral.value), "f") if isinstance(numeral, Numeral) else text
