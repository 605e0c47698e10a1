"""The results of a run as tables and files: findings, counts by class, and tallies.

Owns the order in which these are made. Must not know the reasons for findings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from checker.bulk import tables
from checker.bulk.bad_rows import bad_rows
from checker.bulk.comparisons import Comparisons, Periods, Room
from checker.bulk.findings import Findings
from checker.bulk.model import BulkSettings, Database, DataTable, Progress
from checker.bulk.plan_percentages import states_percentage
from checker.bulk.preparation import Preparation
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.tables.run_table import RunTable
from checker.bulk.tallies import Tallies
from checker.bulk.texts import VOUCHES
from checker.bulk.uncompared import Uncompared
from checker.domain.record import NamedTuple
from checker.packs.model import RulePack

__all__ = ["Results"]


class Results(NamedTuple):
    """The results of one run.

    Args:
        engine: The engine with the rows.
        packs: The packs, by key.
        settings: The options of the run.
        work: The run's work folder.
        output: The folder for results.
        progress: Called with the progress of the run.
        rows: The number of rows.
    """

    engine: Database
    packs: Sequence[RulePack]
    settings: BulkSettings
    work: str
    output: str
    progress: Progress
    rows: int

    def write(
        self, queries: RowStatements, preparation: Preparation, *, bad: bool, revised: bool
    ) -> Callable[[], None]:
        """Write the findings, while the rows are counted, and start to write all other results.

        Args:
            queries: The statements of the run.
            preparation: The prepared tables.
            bad: Whether there are bad rows.
            revised: Whether changes by later reports were examined.

        Returns:
            Waits for the other results.
        """
        self.progress("findings", self.rows, self.engine.share)
        # A gate on the number of met targets needs the tallies of units before the other results.
        gated = any(pack.gate.least_met is not None for pack in self.packs)
        by_findings = preparation.moves_found and queries.plain_alone and not gated

        def count(engine: Database) -> None:
            own = self._replace(engine=engine)
            own.tally(queries, counted=preparation.counted)
            if not by_findings and (gated or self.settings.output):
                own.sum_up(queries, by_findings=False)

        await_counts = self.engine.beside(count)
        self._find(queries, preparation, revised=revised)
        self.progress("tallies", self.rows, self.engine.share)
        await_counts()
        return self.engine.beside(
            lambda engine: self._replace(engine=engine).keep(queries, preparation, bad=bad, by_findings=by_findings)
        )

    def keep(self, queries: RowStatements, preparation: Preparation, *, bad: bool, by_findings: bool) -> None:
        """Write all results but the findings, from the counts.

        Args:
            queries: The statements of the run.
            preparation: The prepared tables.
            bad: Whether there are bad rows.
            by_findings: Whether the tallies of units are yet to be summed up, from the findings.
        """
        engine, tallies = self.engine, Tallies(queries)
        if not self.settings.output:
            return
        if by_findings:
            self.sum_up(queries, by_findings=True)
        engine.keep(tables.BY_INDICATOR.name, tallies.by_indicator())
        engine.table(self._titles(queries))
        outputs = {
            tables.TITLED_UNITS: tallies.by_titled_unit(),
            tables.BY_INDICATOR: "SELECT * FROM by_indicator",
            tables.BY_GROUP: tallies.by_group(),
        }
        if self.settings.everything:
            outputs[tables.JUDGED] = _with_fallback(queries, tallies.judged(), tables.JUDGED, tables.UNIT_JUDGED)
        if bad:
            outputs[tables.BAD_ROWS] = bad_rows(engine, queries, preparation.values.readings)
        for table, rows in outputs.items():
            self._write(rows, table)

    def _write(self, rows: str, table: RunTable) -> None:
        """Write a result in the requested format."""
        kind = self.settings.output_format
        self.engine.write(rows, os.path.join(self.output, f"{table.name}.{kind}"), kind)

    def _titles(self, queries: RowStatements) -> DataTable:
        """Return the packs' names of their units."""
        rows = [
            [pack.id, unit.id, unit.title.en if self.settings.language == "en" else unit.title.vi]
            for pack in self.packs
            for unit in (pack.reporting_unit(pack.unit), *pack.reporting.offices)
            if unit.title is not None
        ]
        return tables.UNIT_TITLES.of(rows, queries.types)

    def _find(self, queries: RowStatements, preparation: Preparation, *, revised: bool) -> None:
        """Write the findings, and read them back from the file."""
        engine = self.engine
        findings, compared = self._confirmations(Findings(queries)), Comparisons(queries)
        sql = f"{findings.of_figures()} UNION ALL {findings.missing(units=self._absent())}"
        if queries.ratios:
            sql += f" UNION ALL {findings.of_parts()}"
        if preparation.related:
            series: dict[str, Periods] = {}
            for number, periods in preparation.names.series.items():
                name = tables.SERIES.named(number).name
                engine.keep(name, compared.series(number, periods))
                series[name] = periods
            engine.keep(tables.BEFORE.name, compared.before(series))
            sql += f" UNION ALL {compared.relations()}"
        if self._fallen(compared, preparation):
            sql += f" UNION ALL {compared.falls()}"
        sql += self._uncompared(queries, preparation)
        columns = tables.FINDINGS.select("f")
        sql += f" UNION ALL SELECT {columns} FROM revised_findings f" if revised else ""
        sql = _with_fallback(queries, sql, tables.FINDINGS, tables.UNIT_FINDINGS)
        in_place = self.settings.output and self.settings.output_format == "parquet"
        path = os.path.join(self.output if in_place else self.work, "findings.parquet")
        engine.write(f"SELECT {columns} FROM ({sql}) f", path, "parquet")
        engine.read(tables.FINDINGS.name, path)
        if self.settings.output and not in_place:
            self._write(f"SELECT {columns} FROM findings f", tables.FINDINGS)

    def tally(self, queries: RowStatements, *, counted: bool) -> None:
        """Count the rows by class.

        Args:
            queries: The statements of the run.
            counted: Whether the figures of each class are counted, as if all rows were judged.
        """
        engine, tallies = self.engine, Tallies(queries)
        if not (counted and queries.plain_alone):
            engine.keep(tables.CLASS_COUNTS.name, tallies.class_counts())
        results = _with_fallback(queries, tallies.results(), tables.RESULTS, tables.UNIT_RESULTS)
        engine.keep(tables.RESULTS.name, results)

    def sum_up(self, queries: RowStatements, *, by_findings: bool) -> None:
        """Sum up the tallies of units.

        Args:
            queries: The statements of the run.
            by_findings: Whether to read unusual tallies from the findings instead of the rows.
        """
        engine, tallies = self.engine, Tallies(queries)
        moving = [int(pid) for (pid,) in engine.query(tallies.moving())]
        if moving:
            engine.keep(tables.MOVED.name, tallies.moved_by_findings() if by_findings else tallies.moved(moving))
        by_unit = tallies.by_unit(moving=bool(moving))
        engine.view(tables.BY_UNIT.name, _with_fallback(queries, by_unit, tables.BY_UNIT, tables.UNIT_TALLIES))

    def _uncompared(self, queries: RowStatements, preparation: Preparation) -> str:
        """Return the findings about comparisons that could not be made."""
        uncompared = Uncompared(queries, related=preparation.related)
        statements = [uncompared.by_checks()] if preparation.needs else []
        if queries.shares or ("percent_of_plan" in queries.columns and self.settings.shares):
            statements.append(uncompared.by_percentages(states_percentage(queries, self.engine)))
        return f" UNION ALL {Findings(queries).not_compared(statements)}" if statements else ""

    def _confirmations(self, findings: Findings) -> Findings:
        """Find the words that confirm figures in doubt; there are few such figures."""
        columns = findings.of.remarks if "confirmed" in findings.of.axes else ()
        texts = self.engine.query(findings.words(columns)) if columns else []
        for place, column in enumerate(columns):
            words = {str(row[place]) for row in texts if row[place] is not None}
            rows = [[text] for text in sorted(words) if VOUCHES[column](text)]
            self.engine.table(tables.VOUCHED.named(column).of(rows))
        return findings._replace(vouched=columns if texts else ())

    def _absent(self) -> bool:
        """Query whether any expected unit has no report at a period."""
        if self.settings.units == "data" and not any(pack.reporting.roll_up for pack in self.packs):
            # A unit that reports at all is expected at each period. Where all units report, a count is enough.
            every = "SELECT count(DISTINCT unit) AS n FROM vintages"
            short = "periods p LEFT JOIN reporting r ON r.pid = p.pid"
            if not self.engine.query(f"SELECT 1 FROM {short}, ({every}) v WHERE coalesce(r.n, 0) < v.n LIMIT 1"):
                return False
            reports = "SELECT number, count(*) AS n FROM reports GROUP BY unit, number"
            periods = "SELECT number, count(*) AS n FROM periods GROUP BY number"
            sql = f"SELECT 1 FROM ({reports}) r JOIN ({periods}) p ON p.number = r.number WHERE r.n < p.n LIMIT 1"
            return bool(self.engine.query(sql))
        # Otherwise unlisted units could compensate for missing ones in the count.
        reports = "SELECT c.unit, c.pid FROM reports c JOIN expected e ON e.unit = c.unit AND e.pid = c.pid"
        counts = f"(SELECT count(*) AS n FROM expected) e, (SELECT count(*) AS n FROM ({reports}) t) c"
        return bool(self.engine.query(f"SELECT 1 FROM {counts} WHERE e.n <> c.n"))

    def _fallen(self, compared: Comparisons, preparation: Preparation) -> bool:
        """Find the figures that fall below the previous one, year by year; most data have few."""
        fallen = []
        for number, pack in enumerate(self.packs):
            periods = {pid: one for one, pid in preparation.keys.pids.items() if one.year == pack.year}
            falling = preparation.falls.indicators(number)
            words = preparation.keys.bits.of(number, falling)
            if len({one.end for one in periods.values()}) > 1 and any(words):
                between = preparation.keys.range_of(number)
                as_written = not compared.of.unclean and preparation.names.spelled_once(number)
                if len(self.packs) == 1 and all(falling):
                    words = []
                among = preparation.falls.among(number)
                room = Room.of(compared.of.grid, among) if among else None
                series, own = tables.OVER_TIME.name, tables.FALLEN_IN.named(number).name
                self.engine.keep(series, compared.over_time(periods, words, between, room, as_written=as_written))
                self.engine.keep(own, compared.fallen(periods, series, number, as_written=as_written))
                fallen.append(f"SELECT {tables.FALLEN.select('f')} FROM {own} f")
        if fallen:
            self.engine.view(tables.FALLEN.name, " UNION ALL ".join(fallen))
        return bool(fallen)


def _with_fallback(queries: RowStatements, sql: str, table: RunTable, units: RunTable) -> str:
    """Return the rows of a query for a table, together with the plain engine's rows for its units."""
    if not queries.has(SideTable.FALLBACK):
        return sql
    return f"{sql} UNION ALL SELECT {table.select('h')} FROM {units.named(SideTable.FALLBACK).name} h"
