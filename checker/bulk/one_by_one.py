"""Judge the worst units in full with the ordinary pipeline, whose answer must be the same.

Owns which rows that takes, and the comparison by which every bulk run tests itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import TypeAlias

from checker.assess.matters import is_of_units
from checker.assessment import Options, assess_together
from checker.binding.growth import YearBefore
from checker.bulk import tables
from checker.bulk.model import BulkSettings, Database, RowPlace, ValueReadings, Why
from checker.bulk.report_rows import OF_BAD_ROWS
from checker.bulk.submissions import DataRow, rows_of, submissions_of
from checker.bulk.texts import period_of
from checker.domain.axes import COUNTING, Matter
from checker.domain.period import Period
from checker.domain.report import Report
from checker.engines.direct import DirectEngine
from checker.errors import EngineFault
from checker.packs.model import RulePack

__all__ = ["keep_detail_rows", "reports_by_years", "worst_of", "worst_reports", "years_before"]

_FindingKey: TypeAlias = tuple[str, str, str]
"""A code, an indicator and a subject."""
Chosen: TypeAlias = Sequence[tuple[str, str, str]]
"""Units, periods and packs."""


def worst_of(engine: Database, settings: BulkSettings, *, bad: bool) -> Chosen:
    """Select the units and periods with the worst findings, worst first, and store them in the engine.

    Args:
        engine: The engine with the findings.
        settings: The options, with the number of units to report.
        bad: Whether there are bad rows; figures missing because of them are reported with them.
    """
    of_units = ", ".join(f"'{matter}'" for matter in Matter if is_of_units(matter))
    explained = "AND (file IS NOT NULL OR NOT EXISTS (SELECT 1 FROM bad b WHERE b.unit = f.unit)) " if bad else ""
    severity = " ".join(f"WHEN '{gate}' THEN {place:d}" for place, gate in enumerate(COUNTING))
    worst = (
        f"SELECT unit, period, pack FROM findings f WHERE matter NOT IN ({of_units}) {explained}"
        "AND NOT EXISTS (SELECT 1 FROM owners o WHERE o.unit = f.unit AND o.pack = f.pack) ORDER BY "
        f"CASE gate {severity} ELSE {len(COUNTING):d} END, weight DESC, unit, period, indicator, code, "
        f"subject LIMIT {settings.worst:d}"
    )
    chosen = list(dict.fromkeys((str(u), str(p), str(k)) for u, p, k in engine.query(worst)))
    engine.table(tables.WORST_UNITS.of(chosen))
    return chosen


def keep_detail_rows(engine: Database, packs: Sequence[RulePack], *, over_time: bool) -> None:
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
    row = tables.DETAIL_PERIODS.select("s", unit="c.unit")
    engine.keep(
        tables.DETAIL_PERIODS.name,
        f"SELECT {row} FROM worst_units c JOIN periods p ON p.period = c.period AND p.pack = c.pack "
        f"JOIN spans s ON {same} UNION SELECT {row} FROM map_units c JOIN spans s ON s.pid = c.pid",
    )
    # The rows as given: most rows are filtered out before the keys of texts are computed.
    engine.keep(
        tables.DETAIL_ROWS.name,
        "SELECT i.* FROM given i JOIN detail_periods k ON k.unit = i.unit AND k.raw_period = i.period",
    )


def worst_reports(
    engine: Database,
    packs: Sequence[RulePack],
    settings: BulkSettings,
    chosen: Chosen,
    read: ValueReadings | None,
    *,
    nearest: bool,
) -> tuple[Report, ...]:
    """Return the reports of the selected units, from ``detail_rows``.

    Args:
        engine: The engine with the findings.
        packs: The packs, by key.
        settings: The options of the run.
        chosen: The result of `worst_of`.
        read: As for `rows_of`.
        nearest: Whether every row has a figure, which is compared with the nearest earlier one at most.

    Raises:
        EngineFault: A report differs from the engine's findings.
    """
    if not chosen:
        return ()
    findings: dict[tuple[str, str], set[_FindingKey]] = {}
    for unit, period, code, indicator, subject in engine.query(
        "SELECT f.unit, f.period, f.code, f.indicator, f.subject FROM findings f "
        "JOIN worst_units c ON c.unit = f.unit AND c.period = f.period AND c.pack = f.pack"
    ):
        findings.setdefault((unit, period), set()).add((code, indicator, subject or ""))
    of_units = "SELECT DISTINCT b.file, b.row, b.why FROM bad b JOIN worst_units c ON c.unit = b.unit"
    bad_rows = engine.query(of_units) if read is not None else []
    bad = {(str(file), int(row)): Why(int(why)) for file, row, why in bad_rows}
    reports: dict[tuple[str, str], Report] = {}
    rows = rows_of(engine, "JOIN (SELECT DISTINCT unit FROM worst_units) c ON c.unit = r.unit", "detail_rows", read)
    units = {number: {unit for unit, _, id_ in chosen if id_ == pack.id} for number, pack in enumerate(packs)}
    report_keys = {(unit, Period.parse(period)) for unit, period, _ in chosen}
    if nearest:
        rows = list(_needed(rows, report_keys, packs))
    for report in reports_by_years(units, rows, packs, engine, settings, report_keys):
        key = report.submission.unit, str(report.submission.period)
        _compare(report, findings.get(key, set()), bad, engine.name)
        reports[key] = report
    return tuple(reports[unit, period] for unit, period, _ in chosen if (unit, period) in reports)


def _needed(
    rows: Sequence[DataRow], report_keys: Iterable[tuple[str, Period]], packs: Sequence[RulePack]
) -> Iterator[DataRow]:
    """Yield the rows of units and periods, and of those earlier periods with whose figures theirs are compared.

    These are the last ones until every text of an indicator occurred, and those in which a target was due.
    """
    indicators: dict[str, dict[Period, set[str | None]]] = {}
    for row in rows:
        if period := period_of(row.period):
            indicators.setdefault(row.unit, {}).setdefault(period, set()).add(row.indicator)
    ends = {
        rule.due.end
        for pack in packs
        for indicator in pack.indicators
        for rule in (indicator.target, *indicator.revisions, *indicator.others)
        if rule is not None
    }
    needed: set[tuple[str, Period]] = set()
    done: set[tuple[str, Period]] = set()
    queue = list(report_keys)
    while queue:
        unit, period = queue.pop()
        if (unit, period) in done:
            # What is only compared with may be in `needed` without the reports before it.
            continue
        done.add((unit, period))
        needed.add((unit, period))
        own = indicators.get(unit, {})
        earlier = period.earlier(own)
        queue += [(unit, one) for one in earlier if one.end in ends]
        missing = set(own.get(period, ()))
        for one in earlier:
            if not missing:
                break
            needed.add((unit, one))
            missing -= own[one]
    yield from (row for row in rows if (period := period_of(row.period)) and (row.unit, period) in needed)


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
    report_keys: Container[tuple[str, Period]] | None = None,
) -> Iterator[Report]:
    """Judge units from their rows with the plain engine, after their reports of the previous year.

    Args:
        units: The units, by the keys of packs.
        rows: Rows of these units and perhaps of others.
        packs: The packs, by key.
        engine: The engine with the columns of the rows.
        settings: The options of the run.
        report_keys: Units and periods to report on. Default: all.
    """
    needed = {number: set(units.get(number, ())) for number in range(len(packs))}
    for number in range(len(packs)):
        for before in years_before(packs, number):
            needed[before] |= units.get(number, set())
    looks_back = any(pack.looks_back for pack in packs)
    earlier_reports: dict[tuple[str, Period], list[YearBefore]] = {}
    for number in sorted(needed, key=lambda place: packs[place].year):
        own, others = units.get(number, set()), needed[number] - units.get(number, set())
        keys = report_keys if not looks_back else None
        for report in reports_of_units(own | others, rows, packs[number], engine, settings, keys, earlier_reports):
            key = report.submission.unit, report.submission.period
            if looks_back:
                earlier_reports.setdefault(key, []).append(YearBefore(report, packs[number]))
            if key[0] in own and (report_keys is None or key in report_keys):
                yield report


def reports_of_units(
    units: Container[str],
    rows: Iterable[DataRow],
    pack: RulePack,
    engine: Database,
    settings: BulkSettings,
    report_keys: Container[tuple[str, Period]] | None = None,
    earlier_reports: Mapping[tuple[str, Period], Sequence[YearBefore]] = MappingProxyType({}),
) -> list[Report]:
    """Judge units from their rows with the plain engine.

    Args:
        units: The units.
        rows: Rows of these units and perhaps of others.
        pack: The pack; only its periods are considered.
        engine: The engine with the columns of the rows.
        settings: The options of the run.
        report_keys: Units and periods to report on. Default: all.
        earlier_reports: The reports of the year before, from which a change may be measured.
    """
    own = [row for row in rows if row.unit in units]
    reporting = pack.reporting._replace(units=tuple(sorted({row.unit for row in own})))
    unit_pack = pack._replace(reporting=reporting)
    options = Options(as_of=settings.as_of, fail_on=settings.fail_on)
    sent = submissions_of(own, unit_pack, engine, settings)
    reports = assess_together(sent, unit_pack, DirectEngine(), options, report_keys, earlier_reports)
    # If the pack rolls up, these few units do not give a meaningful total.
    return [
        report
        for report in reports
        if report.submission.unit in units
        and (report_keys is None or (report.submission.unit, report.submission.period) in report_keys)
    ]


def _compare(report: Report, findings: AbstractSet[_FindingKey], bad: Mapping[RowPlace, Why], engine: str) -> None:
    """Verify that columns and the plain engine find the same.

    The plain engine judges the first of several rows of one indicator, and columns judge none of them: findings on
    these rows may differ. Columns state the reason for any other bad row beside the findings, so findings of those
    matters may differ there. Every other finding on a bad row must be the same.

    Args:
        report: The report of the plain engine.
        findings: The findings of the columns.
        bad: The bad rows, with the reasons.
        engine: The name of the engine of the columns.

    Raises:
        EngineFault: They differ.
    """
    plain: set[_FindingKey] = set()
    of_bad: set[_FindingKey] = set()
    for finding in report.findings:
        at = finding.location
        why = bad.get((at.path, at.line)) if at is not None and at.line else None
        excepted = why is Why.REPEATED or (why is not None and finding.matter in OF_BAD_ROWS)
        (of_bad if excepted else plain).add((finding.code.id, finding.indicator, finding.subject))
    if differences := (plain - findings) | (findings - plain - of_bad):
        place = f"{report.submission.unit} {report.submission.period}"
        raise EngineFault(f"engine {engine} and the plain engine differ on {place}: {sorted(differences)}")
