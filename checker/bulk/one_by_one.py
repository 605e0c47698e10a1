"""Judge the worst units in full with the ordinary pipeline, whose answer must be the same.

Owns the conversion of rows to submissions, and the comparison by which every bulk run tests itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import TypeAlias

from checker.assessment import Options, assess_together
from checker.binding.address import Addresses
from checker.binding.growth import YearBefore
from checker.binding.notation import in_doubt, settled
from checker.binding.vintage import out_of_time
from checker.bulk.model import COLUMNS, BulkSettings, Database, DataTable, StorageKind, ValueReadings, Why
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
from checker.domain.axes import DataState, Matter
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report
from checker.domain.submission import Field, Foreign, Observation, Submission, Unreadable
from checker.engines.direct import DirectEngine
from checker.errors import EngineFault
from checker.packs.model import RulePack
from checker.readers.notation import Numeral, read_machine
from checker.readers.plan_words import says_nothing

__all__ = [
    "DataRow",
    "keep_shown_rows",
    "reports_by_years",
    "rows_of",
    "submissions_of",
    "worst_of",
    "worst_reports",
]

_RATIO = ("numerator", "denominator")
_PARTS = (codes.LONE_PART.id, codes.NOT_A_RATIO.id)
_NOT_COMPARED = (Matter.INVALID, Matter.UNKNOWN_ROWS, Matter.TALLY)
_OF_BULK_ALONE = frozenset(matter.value for matter in (Matter.MISSING_UNIT, *_NOT_COMPARED))


Chosen: TypeAlias = Sequence[tuple[str, str, str]]
"""Units, periods and packs."""


def worst_of(engine: Database, settings: BulkSettings, *, bad: bool) -> Chosen:
    """Select the units and periods with the worst findings, worst first, and store them in the engine.

    Args:
        engine: The engine with the findings.
        settings: The options, with the number of units to report.
        bad: Whether there are bad rows; figures missing because of them are reported with them.
    """
    told = "AND (file IS NOT NULL OR NOT EXISTS (SELECT 1 FROM bad b WHERE b.unit = f.unit)) " if bad else ""
    worst = (
        f"SELECT unit, period, pack FROM findings f WHERE matter <> '{Matter.MISSING_UNIT}' {told}"
        "AND NOT EXISTS (SELECT 1 FROM owners o WHERE o.unit = f.unit AND o.pack = f.pack) ORDER BY "
        "CASE gate WHEN 'fail' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, weight DESC, unit, period, indicator, code, "
        f"subject LIMIT {settings.worst:d}"
    )
    chosen = list(dict.fromkeys((str(u), str(p), str(k)) for u, p, k in engine.query(worst)))
    engine.table(DataTable("worst_units", (("unit", "STRING"), ("period", "STRING"), ("pack", "STRING")), chosen))
    return chosen


def keep_shown_rows(engine: Database, packs: Sequence[RulePack], *, over_time: bool) -> None:
    """Store the rows of ``worst_units`` and ``map_units``, so that they are searched for only once.

    Args:
        engine: The engine with the rows.
        packs: The packs, by key; some need the previous year.
        over_time: Whether figures are compared with other periods, whose rows are then needed, too.
    """
    back = "".join(
        f" OR p.number = {number:d} AND s.number = {before:d}"
        for number in range(len(packs))
        for before in years_before(packs, number)
    )
    same = f"(s.number = p.number{back})" if over_time else "s.pid = p.pid"
    engine.keep(
        "shown_periods",
        "SELECT c.unit, s.raw_period FROM worst_units c JOIN periods p ON p.period = c.period AND p.pack = c.pack "
        f"JOIN spans s ON {same} UNION SELECT m.unit, s.raw_period FROM map_units m JOIN spans s ON s.pid = m.pid",
    )
    # The rows as given: most rows are filtered out before the keys of texts are computed.
    engine.keep(
        "shown_rows", "SELECT i.* FROM given i JOIN shown_periods k ON k.unit = i.unit AND k.raw_period = i.period"
    )


def worst_reports(
    engine: Database, packs: Sequence[RulePack], settings: BulkSettings, chosen: Chosen, read: ValueReadings | None
) -> tuple[Report, ...]:
    """Return the reports of the selected units, from ``shown_rows``.

    Args:
        engine: The engine with the findings.
        packs: The packs, by key.
        settings: The options of the run.
        chosen: The result of `worst_of`.
        read: As for `rows_of`.

    Raises:
        EngineFault: A report differs from the engine's findings.
    """
    if not chosen:
        return ()
    said: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for unit, period, code, matter, indicator, office in engine.query(
        "SELECT f.unit, f.period, f.code, f.matter, f.indicator, f.subject FROM findings f "
        "JOIN worst_units c ON c.unit = f.unit AND c.period = f.period AND c.pack = f.pack"
    ):
        if matter not in _OF_BULK_ALONE:
            said.setdefault((unit, period), []).append((code, indicator, (office or "") if matter in _OFFICES else ""))
    reports: dict[tuple[str, str], Report] = {}
    rows = rows_of(engine, "JOIN (SELECT DISTINCT unit FROM worst_units) c ON c.unit = r.unit", "shown_rows", read)
    units = {number: {unit for unit, _, id_ in chosen if id_ == pack.id} for number, pack in enumerate(packs)}
    wanted = {(unit, Period.parse(period)) for unit, period, _ in chosen}
    for report in reports_by_years(units, rows, packs, engine, settings, wanted):
        key = report.submission.unit, str(report.submission.period)
        _compare(report, said.get(key, []), engine.name)
        reports[key] = report
    return tuple(reports[unit, period] for unit, period, _ in chosen if (unit, period) in reports)


def years_before(packs: Sequence[RulePack], number: int) -> Iterator[int]:
    """Yield the keys of the packs of earlier years whose figures one pack is compared with."""
    while packs[number].looks_back:
        earlier = next((place for place, pack in enumerate(packs) if pack.year == packs[number].year - 1), None)
        if earlier is None:
            return
        yield earlier
        number = earlier


def reports_by_years(
    units: Mapping[int, AbstractSet[str]],
    rows: Sequence[DataRow],
    packs: Sequence[RulePack],
    engine: Database,
    settings: BulkSettings,
    wanted: Container[tuple[str, Period]] | None = None,
) -> Iterator[Report]:
    """Judge units from their rows with the plain engine, after their reports of the previous year.

    Args:
        units: The units, by the keys of packs.
        rows: Rows of these units and perhaps of others.
        packs: The packs, by key.
        engine: The engine with the columns of the rows.
        settings: The options of the run.
        wanted: Units and periods to report on. Default: all.
    """
    needed = {number: set(units.get(number, ())) for number in range(len(packs))}
    for number in range(len(packs)):
        for before in years_before(packs, number):
            needed[before] |= units.get(number, set())
    looks = any(pack.looks_back for pack in packs)
    known: dict[tuple[str, Period], list[YearBefore]] = {}
    for number in sorted(needed, key=lambda place: packs[place].year):
        own, others = units.get(number, set()), needed[number] - units.get(number, set())
        asked = wanted if not looks else None
        for report in reports_of_units(own | others, rows, packs[number], engine, settings, asked, known):
            key = report.submission.unit, report.submission.period
            if looks:
                known.setdefault(key, []).append(YearBefore(report, packs[number]))
            if key[0] in own and (wanted is None or key in wanted):
                yield report


def reports_of_units(
    units: Container[str],
    rows: Iterable[DataRow],
    pack: RulePack,
    engine: Database,
    settings: BulkSettings,
    wanted: Container[tuple[str, Period]] | None = None,
    known: Mapping[tuple[str, Period], Sequence[YearBefore]] = MappingProxyType({}),
) -> list[Report]:
    """Judge units from their rows with the plain engine.

    Args:
        units: The units.
        rows: Rows of these units and perhaps of others.
        pack: The pack; only its periods are considered.
        engine: The engine with the columns of the rows.
        settings: The options of the run.
        wanted: Units and periods to report on. Default: all.
        known: The reports of the year before, from which a change may be measured.
    """
    own = [row for row in rows if row.unit in units]
    reporting = pack.reporting._replace(units=tuple(sorted({row.unit for row in own})))
    judged = pack._replace(reporting=reporting)
    options = Options(as_of=settings.as_of, fail_on=settings.fail_on)
    sent = submissions_of(own, judged, engine, settings)
    reports = assess_together(sent, judged, DirectEngine(), options, wanted, known)
    # If the pack rolls up, these few units do not give a meaningful total.
    return [
        report
        for report in reports
        if report.submission.unit in units
        and (wanted is None or (report.submission.unit, report.submission.period) in wanted)
    ]


def _compare(report: Report, found: Iterable[tuple[str, str, str]], engine: str) -> None:
    office = {
        (finding.code.id, finding.indicator, finding.subject if finding.matter in _OFFICES else "")
        for finding in report.findings
        if finding.matter not in _NOT_COMPARED
    }
    # Only the plain engine reports parts beside a row without a figure.
    office = {one for one in office if one[0] not in _PARTS}
    columns = {one for one in found if one[0] not in _PARTS}
    if office != columns:
        place = f"{report.submission.unit} {report.submission.period}"
        raise EngineFault(f"engine {engine} and the plain engine differ on {place}: {sorted(office ^ columns)}")


_OFFICES = (
    Matter.UNMET,
    Matter.OTHER_TARGET,
    Matter.NO_DATA,
    Matter.DIRECTION,
    Matter.BEHIND,
    Matter.AT_RISK,
    Matter.PERCENT_OF_PLAN,
)


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
    refused: Diagnostic | None = None
    """Why its value is bad in bulk although a single submission could use it."""
    foreign: Foreign | None = None
    """A figure of its file in another notation."""


def rows_of(engine: Database, join: str, source: str, read: ValueReadings | None) -> list[DataRow]:
    """Return rows of a source as they are in the data.

    Args:
        engine: The engine with the rows.
        join: SQL that selects from the rows ``r``.
        source: A table of rows.
        read: The result of reading values one by one; ``None`` if no value is bad.
    """
    has = engine.columns()
    columns = ", ".join(f"CAST(r.{name} AS STRING)" if name in has else "NULL" for name in COLUMNS)
    if read is None:
        return [DataRow(*row) for row in engine.query(f"SELECT r.file, r.row, {columns} FROM {source} r {join}")]
    bad = f"LEFT JOIN bad b ON b.file = r.file AND b.row = r.row AND b.why = {Why.VALUE:d}"
    rows = engine.query(f"SELECT r.file, r.row, {columns}, b.cell, b.pid, b.iid FROM {source} r {join} {bad}")
    return [
        DataRow(*row)._replace(
            refused=None if cell is None else _alone(read, str(cell), int(pid), int(iid)),
            foreign=read.foreign.get(row[0]),
        )
        for *row, cell, pid, iid in rows
    ]


def _alone(read: ValueReadings, text: str, pid: int, iid: int) -> Diagnostic | None:
    """Return why a value is bad although a single submission could use it."""
    return (read.wrong.get((text, pid, iid)) or too_long(text)) if read.alone(text, pid, iid) else None


def submissions_of(
    rows: Sequence[DataRow], pack: RulePack, engine: Database, settings: BulkSettings
) -> list[Submission]:
    """Return the submissions of each unit and period, in the order of the periods.

    Superseded submissions are included if changes are reported.
    """
    addresses = Addresses(pack)
    grouped: dict[tuple[str, Period], dict[tuple[str, bool], list[DataRow]]] = {}
    for row in rows:
        period = period_of(row.period)
        if period is None or period.year != pack.year or indicator_of(row.indicator, addresses) is None:
            continue
        day = day_of(row.as_of) if row.as_of else ""
        if day is not None and not (day and _passed_over(day, period, pack, settings)):
            vintage = day, amends(row.amends)
            grouped.setdefault((row.unit, period), {}).setdefault(vintage, []).append(row)
    texts = {name for name, column in engine.columns().items() if column.stored is StorageKind.TEXT}
    order = sorted(grouped, key=lambda key: (key[0], key[1].last_month, key[1].first_month))
    return [
        _submission(pack, addresses, key, vintage, grouped[key][vintage], settings, texts)
        for key in order
        for vintage in _in_order(grouped[key])
    ]


def _in_order(vintages: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return reports by day, a correction after the report that it amends; those without a day only if none has one.

    A report and its correction that both lack a day are omitted, because neither is the later one.
    """
    dated = sorted(one for one in vintages if one[0])
    undated = [one for one in vintages if not one[0]]
    return dated or (undated if len(undated) == 1 else [])


def _passed_over(day: str, period: Period, pack: RulePack, settings: BulkSettings) -> bool:
    """Tell whether a day is impossible for figures, or after the reference date."""
    of = dt.date.fromisoformat(day)
    later = settings.as_of is not None and of > settings.as_of
    return later or out_of_time(of, period, pack.calendar, settings.now) is not None


def _submission(
    pack: RulePack,
    addresses: Addresses,
    key: tuple[str, Period],
    vintage: tuple[str, bool],
    sent: Sequence[DataRow],
    settings: BulkSettings,
    texts: Container[str],
) -> Submission:
    rows = sorted(sent, key=lambda row: (row.file, row.row))
    observations = []
    for row in rows:
        place = Location(row.file, row.row)
        said = None if row.value is None else _cell(row.value, place, settings, text="value" in texts)
        told = (said and said.state) or DataState.FINAL
        state = state_of(row.status) if row.status else told
        fields: list[Field | None] = [said and said.field]
        share = _share(row, place, settings, text="percent_of_plan" in texts)
        fields += (_part(row, name, place, settings, text=name in texts) for name in _RATIO)
        doubted = row.foreign and fields[0] and in_doubt(fields[0], row.foreign) != fields[0]
        if row.refused and fields[0] and not doubted:
            fields[0] = fields[0]._replace(reading=Unreadable(row.refused._replace(location=place)))
        if state is None:
            wrong = Unreadable(diagnostic(codes.BULK_STATUS, place, value=row.status or ""))
            fields, share = [one and one._replace(reading=wrong) for one in fields], None
        value, numerator, denominator = fields
        behind, share_of_it = (said.behind, said.share) if said else (None, None)
        one = Observation(row.indicator or "", place, value, state or DataState.FINAL, behind=behind, share=share_of_it)
        growth = _growth(row, place, settings, text="growth" in texts)
        one = one._replace(numerator=numerator, denominator=denominator, percent_of_plan=share, growth=growth)
        if row.foreign is not None:
            one = settled(one, indicator_of(row.indicator, addresses), row.foreign)
        words = f"confirmed: {row.confirmed.strip()}" if row.confirmed and VOUCHES["confirmed"](row.confirmed) else ""
        one = one._replace(confirmed=words, note=row.note or "")
        observations.append(one)
    day, amending = vintage
    as_of = dt.date.fromisoformat(day) if day else None
    path = rows[0].file
    return Submission(path, "", pack.id, *key, as_of, tuple(observations), synthetic=pack.synthetic, amends=amending)


def _cell(said: str, place: Location, settings: BulkSettings, *, text: bool) -> WrittenFigure:
    """Read a value; a stored number is read as its shortest decimal text."""
    return cell_of(said, place, settings.locale) if text else cell_of(_shortest(said), place, "machine", stored=True)


def _part(row: DataRow, name: str, place: Location, settings: BulkSettings, *, text: bool) -> Field | None:
    """Read a numerator or denominator."""
    said: str | None = getattr(row, name)
    if said is None:
        return None
    return part_of(said, place, settings.locale) if text else part_of(_shortest(said), place, "machine")


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
