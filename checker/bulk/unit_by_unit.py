"""The fallback: units that the plain engine judges, because columns cannot.

Owns the choice of these units, and the storage of their reports and those of wholes in the run's tables. Must not know
how reports or rows are judged.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.assess.revise import REVISIONS
from checker.assessment import Options, assess_wholes
from checker.binding.growth import YearBefore
from checker.binding.series import Member
from checker.bulk import tables
from checker.bulk.model import BulkSettings, Database, RowPlace, ValueReadings
from checker.bulk.notation import parts_in_doubt
from checker.bulk.one_by_one import reports_by_years, years_before
from checker.bulk.plan_percentages import goals, states_percentage, undecided_percentages
from checker.bulk.preparation import Preparation
from checker.bulk.presence import Presence
from checker.bulk.report_rows import MOST_FALLBACK_UNITS, ReportRows, ReportTables
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.submissions import rows_of
from checker.bulk.tables.run_table import RunTable
from checker.bulk.totals import UnitTotals
from checker.domain.period import Period
from checker.domain.report import Report
from checker.engines.direct import DirectEngine
from checker.packs.model import RulePack

__all__ = ["UnitByUnit"]

_AT_ONCE: Final = 100
"""The number of units judged at a time, which bounds the reports in memory."""


class UnitByUnit:
    """The units of one run that are judged one by one.

    Args:
        engine: The engine with the rows.
        packs: The packs, by key.
        settings: The options of the run.
        work: The run's work folder.
        preparation: The prepared tables.
    """

    def __init__(
        self, engine: Database, packs: Sequence[RulePack], settings: BulkSettings, work: str, preparation: Preparation
    ) -> None:
        self._engine = engine
        self._packs = packs
        self._work = work
        self._preparation = preparation
        self._done, self._units = 0, 0
        self.settings = settings
        """The options, as far as they can be met."""
        self.revised = False
        """Whether any report supersedes an earlier one."""
        self.revises_wholes = False
        """Whether any such report belongs to a unit that is part of a whole."""

    @property
    def share(self) -> float:
        """The fraction of units judged so far."""
        return self._done / self._units if self._units else 0.0

    def choose(self, queries: RowStatements) -> RowStatements:
        """Select the units; return the statements that exclude them."""
        engine = self._engine
        wholes = [(number, pack) for number, pack in enumerate(self._packs) if pack.reporting.roll_up]
        owners = [[pack.unit, str(number), pack.id] for number, pack in wholes]
        engine.table(tables.OWNERS.of(owners))
        chosen = dict(self._candidates(queries))
        for table, sql in chosen.items():
            engine.keep(table.name, self._listed(table, sql, queries))
        if self._are_too_many(tables.RANGE_UNITS, chosen):
            self._preparation.values.refuse_ranges()
            del chosen[tables.RANGE_UNITS]
        if self._are_too_many(tables.PERCENTAGE_UNITS, chosen):
            self.settings = self.settings._replace(shares=False)
            del chosen[tables.PERCENTAGE_UNITS]
        if self._are_too_many(tables.MEASURE_UNITS, chosen):
            from checker.bulk.measures import all_bad

            engine.table(all_bad(self._preparation.measures))
            del chosen[tables.MEASURE_UNITS]
        parts = (f"SELECT {tables.FALLBACK.select('q')} FROM {one.name} q" for one in (tables.OWNERS, *chosen))
        engine.view(tables.FALLBACK.name, " UNION ".join(parts))
        if queries.has(SideTable.LATEST):
            revised = Presence(queries).revised()
            engine.keep(tables.REVISED.name, self._listed(tables.REVISED, revised, queries))
            self.revised = self._has_rows("SELECT 1 FROM revised LIMIT 1")
            self.revises_wholes = self._has_rows("SELECT 1 FROM revised r JOIN owners o ON o.number = r.number LIMIT 1")
        queries = queries._replace(
            shares=states_percentage(queries, engine) if tables.PERCENTAGE_UNITS in chosen else ""
        )
        some = owners or self._has_rows("SELECT 1 FROM fallback LIMIT 1")
        return queries.with_(*([SideTable.FALLBACK] if some else []))

    def _candidates(self, queries: RowStatements) -> Iterator[tuple[RunTable, str]]:
        """Yield the tables of units that columns cannot judge, with their statements."""
        presence = Presence(queries)
        if self._preparation.values.ranges:
            yield tables.RANGE_UNITS, queries.ranges()
        if queries.dated:
            yield tables.EARLY_UNITS, presence.early_units()
        if queries.has(SideTable.MEASURES):
            from checker.bulk.measures import measured_units

            yield tables.MEASURE_UNITS, measured_units(queries)
        if queries.amending:
            yield tables.AMENDING_UNITS, f"SELECT DISTINCT {tables.AMENDING_UNITS.select('a')} FROM amended a"
        if "growth" in queries.columns:
            yield tables.GROWTH_UNITS, queries.rates()
        if self._preparation.undecided:
            numbers = ", ".join(map(str, self._preparation.undecided))
            yield tables.UNDECIDED_UNITS, f"SELECT * FROM ({presence.units()}) q WHERE q.number IN ({numbers})"
        if queries.ratios and (doubtful := parts_in_doubt(queries, self._engine)):
            yield tables.RATIO_UNITS, doubtful
        if "percent_of_plan" in queries.columns:
            self._engine.table(goals(self._packs))
            yield tables.PERCENTAGE_UNITS, undecided_percentages(queries, self._engine)

    @staticmethod
    def _listed(table: RunTable, sql: str, queries: RowStatements) -> str:
        """Restrict the statement of a table to listed units, if only these are judged."""
        joined = "JOIN units u ON u.unit = q.unit AND u.number = q.number" if queries.has(SideTable.UNITS) else ""
        return f"SELECT {table.select('q')} FROM ({sql}) q {joined}"

    def _are_too_many(self, table: RunTable, chosen: Container[RunTable]) -> bool:
        if table not in chosen:
            return False
        return int(self._engine.query(f"SELECT count(*) FROM {table.name}")[0][0]) > MOST_FALLBACK_UNITS

    def _has_rows(self, sql: str) -> bool:
        return bool(self._engine.query(sql))

    def judge(
        self, queries: RowStatements, *, bad: bool, before: Mapping[int, Mapping[Period, Member]]
    ) -> tuple[Report, ...]:
        """Judge the ``fallback`` units and the wholes; return the reports of the wholes.

        Args:
            queries: The statements of the run.
            bad: Whether there are bad rows.
            before: The wholes as they were before the last reports, by the keys of their packs.
        """
        units = self._engine.query(
            "SELECT h.unit, h.number FROM fallback h WHERE NOT EXISTS "
            "(SELECT 1 FROM owners o WHERE o.unit = h.unit AND o.number = h.number) ORDER BY h.unit, h.number"
        )
        self._keep_rows("fallback")
        options = Options(as_of=self.settings.as_of, fail_on=self.settings.fail_on)
        wholes: list[Report] = []
        wholes_by_pack = self._wholes(queries, bad=bad)
        earlier_reports = self._years_before_wholes(wholes_by_pack, bad=bad)
        for number in sorted(wholes_by_pack, key=lambda place: self._packs[place].year):
            pack, own = self._packs[number], before.get(number, {})
            for report in assess_wholes(wholes_by_pack[number], pack, DirectEngine(), options, own, earlier_reports):
                wholes.append(report)
                key = report.submission.unit, report.submission.period
                earlier_reports.setdefault(key, []).append(YearBefore(report, pack))
        tables = self._tables(queries, "fallback", everything=self.settings.everything)
        tables.take(wholes, self._bad_places("owners") if bad else ())
        for reports in self._reports(units, "fallback_rows", bad=bad):
            tables.take(reports, self._bad_places("portion") if bad else ())
        tables.close()
        return tuple(wholes)

    def judge_revised(self, queries: RowStatements, *, bad: bool) -> None:
        """Find the changes by later reports for units judged in columns: their last two reports are judged.

        Args:
            queries: The statements of the run.
            bad: Whether there are bad rows.
        """
        self._keep_rows("revised")
        revisions = self._engine.query(
            "SELECT r.unit, r.number, CAST(p.period AS STRING) FROM revised r JOIN periods p ON p.pid = r.pid "
            "WHERE NOT EXISTS (SELECT 1 FROM fallback h WHERE h.unit = r.unit AND h.number = r.number) "
            "ORDER BY r.unit, r.number"
        )
        report_keys = {(str(unit), Period.parse(str(period))) for unit, _, period in revisions}
        units = list(dict.fromkeys((str(unit), int(number)) for unit, number, _ in revisions))
        tables = self._tables(queries, "revised", everything=False)
        for reports in self._reports(units, "revised_rows", report_keys, bad=bad):
            tables.take(
                report._replace(findings=tuple(one for one in report.findings if one.code in REVISIONS))
                for report in reports
            )
        tables.close()

    def wholes_before(self, queries: RowStatements, *, bad: bool) -> dict[int, dict[Period, Member]]:
        """Return the revised wholes as they were before, by the keys of their packs.

        Args:
            queries: The statements of the rows before the last reports.
            bad: Whether there are bad rows.
        """
        self._keep_rows("fallback")
        pairs = self._engine.query(
            "SELECT DISTINCT r.number, CAST(p.period AS STRING) FROM revised r JOIN periods p ON p.pid = r.pid"
        )
        revised = {(int(number), Period.parse(str(period))) for number, period in pairs}
        wholes = self._wholes(queries, bad=bad, last=2)
        return {
            number: {own.submission.period: own for own in members if (number, own.submission.period) in revised}
            for number, members in wholes.items()
        }

    def _readings(self, *, bad: bool) -> ValueReadings | None:
        return self._preparation.values.readings if bad else None

    def _wholes(self, queries: RowStatements, *, bad: bool, last: int = 1) -> dict[int, list[Member]]:
        """Return the wholes of each pack, by key, from the units' reports counted from the end."""
        wholes: dict[int, list[Member]] = {}
        for number, pack in enumerate(self._packs):
            if pack.reporting.roll_up:
                owned = f"JOIN owners c ON c.unit = r.unit AND c.number = {number:d}"
                own_rows = rows_of(self._engine, owned, "fallback_rows", self._readings(bad=bad))
                totals = UnitTotals(
                    self._engine, queries, self._preparation.keys.pids, self.settings, number, pack, last
                )
                wholes[number] = totals.members(own_rows)
        return wholes

    def _years_before_wholes(self, wholes: Container[int], *, bad: bool) -> dict[tuple[str, Period], list[YearBefore]]:
        """Return the units' reports of earlier years whose packs do not roll up."""
        earlier_reports: dict[tuple[str, Period], list[YearBefore]] = {}
        alone = {
            before: {pack.unit}
            for number, pack in enumerate(self._packs)
            if number in wholes
            for before in years_before(self._packs, number)
            if before not in wholes
        }
        if alone:
            read = self._readings(bad=bad)
            rows = rows_of(
                self._engine, "JOIN (SELECT DISTINCT unit FROM owners) c ON c.unit = r.unit", "fallback_rows", read
            )
            for report in reports_by_years(alone, rows, self._packs, self._engine, self.settings):
                pack = next(one for one in self._packs if one.id == report.pack.id)
                earlier_reports.setdefault((report.submission.unit, report.submission.period), []).append(
                    YearBefore(report, pack)
                )
        return earlier_reports

    def _tables(self, queries: RowStatements, name: str, *, everything: bool) -> ReportTables:
        rows = ReportRows(queries, self._preparation.offices, self._preparation.names.keys_by_id, everything=everything)
        return ReportTables(self._engine, rows, name)

    def _keep_rows(self, units: str) -> None:
        """Store all rows of a table's units in order, in a table named after it."""
        path = os.path.join(self._work, f"{units}.parquet")
        join = f"JOIN (SELECT DISTINCT unit FROM {units}) c ON c.unit = r.unit"
        self._engine.write(f"SELECT r.* FROM input r {join} ORDER BY r.unit", path, "parquet")
        self._engine.read(tables.UNIT_ROWS.named(units).name, path)

    def _bad_places(self, units: str) -> set[RowPlace]:
        """Return the bad rows of a table's units."""
        rows = self._engine.query(f"SELECT DISTINCT b.file, b.row FROM bad b JOIN {units} c ON c.unit = b.unit")
        return {(str(file), int(row)) for file, row in rows}

    def _reports(
        self,
        units: Sequence[tuple[Any, ...]],
        source: str,
        report_keys: Container[tuple[str, Period]] | None = None,
        *,
        bad: bool,
    ) -> Iterator[list[Report]]:
        """Yield the reports of units, in batches of units."""
        engine, read = self._engine, self._readings(bad=bad)
        self._done, self._units = 0, len(units)
        for start in range(0, len(units), _AT_ONCE):
            portion = [(str(unit), int(number)) for unit, number in units[start : start + _AT_ONCE]]
            chosen = [[unit] for unit in dict.fromkeys(unit for unit, _ in portion)]
            engine.table(tables.PORTION.of(chosen))
            rows = rows_of(engine, "JOIN portion c ON c.unit = r.unit", source, read)
            own = {number: {unit for unit, of in portion if of == number} for number in range(len(self._packs))}
            yield list(reports_by_years(own, rows, self._packs, engine, self.settings, report_keys))
            self._done += len(portion)
