"""The results of a run as tables and files: findings, counts by class, and tallies.

Owns the order in which these are made. Must not know the reasons for findings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from checker.bulk.bad_rows import bad_rows
from checker.bulk.comparisons import Comparisons, Room
from checker.bulk.findings import Findings, finding_columns
from checker.bulk.model import BulkSettings, Database, DataTable, Progress
from checker.bulk.plan_percentages import states_percentage
from checker.bulk.preparation import Preparation
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
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
        engine.keep("by_indicator", tallies.by_indicator())
        engine.table(self._titles(queries))
        outputs = {
            "by_unit": tallies.by_titled_unit(),
            "by_indicator": "SELECT * FROM by_indicator",
            "by_group": tallies.by_group(),
        }
        if self.settings.everything:
            outputs["judged"] = _with_fallback(queries, tallies.judged(), "fallback_judged", tallies.judged_columns)
        if bad:
            outputs["bad_rows"] = bad_rows(engine, queries, preparation.values.readings)
        for name, rows in outputs.items():
            self._write(rows, name)

    def _write(self, rows: str, name: str) -> None:
        """Write a result in the requested format."""
        kind = self.settings.output_format
        self.engine.write(rows, os.path.join(self.output, f"{name}.{kind}"), kind)

    def _titles(self, queries: RowStatements) -> DataTable:
        """Return the packs' names of their units."""
        rows = [
            [pack.id, unit.id, unit.title.en if self.settings.language == "en" else unit.title.vi]
            for pack in self.packs
            for unit in (pack.reporting_unit(pack.unit), *pack.reporting.offices)
            if unit.title is not None
        ]
        return DataTable("unit_titles", (("pack", queries.labels.pack), ("unit", "STRING"), ("title", "STRING")), rows)

    def _find(self, queries: RowStatements, preparation: Preparation, *, revised: bool) -> None:
        """Write the findings, and read them back from the file."""
        engine = self.engine
        findings, compared = self._confirmations(Findings(queries)), Comparisons(queries)
        sql = f"{findings.of_figures()} UNION ALL {findings.missing(units=self._absent())}"
        if queries.ratios:
            sql += f" UNION ALL {findings.of_parts()}"
        if preparation.related:
            series = {f"series_{number:d}": periods for number, periods in preparation.names.series.items()}
            for number, periods in preparation.names.series.items():
                engine.keep(f"series_{number:d}", compared.series(number, periods))
            engine.keep("before", compared.before(series))
            sql += f" UNION ALL {compared.relations()}"
        if self._fallen(compared, preparation):
            sql += f" UNION ALL {compared.falls()}"
        sql += self._uncompared(queries, preparation)
        columns = finding_columns(queries)
        sql += f" UNION ALL SELECT {', '.join(columns)} FROM revised_findings" if revised else ""
        sql = _with_fallback(queries, sql, "fallback_findings", columns)
        in_place = self.settings.output and self.settings.output_format == "parquet"
        path = os.path.join(self.output if in_place else self.work, "findings.parquet")
        listed = ", ".join(columns)
        engine.write(f"SELECT {listed} FROM ({sql}) f", path, "parquet")
        engine.read("findings", path)
        if self.settings.output and not in_place:
            self._write(f"SELECT {listed} FROM findings", "findings")

    def tally(self, queries: RowStatements, *, counted: bool) -> None:
        """Count the rows by class.

        Args:
            queries: The statements of the run.
            counted: Whether the figures of each class are counted, as if all rows were judged.
        """
        engine, tallies = self.engine, Tallies(queries)
        if not (counted and queries.plain_alone):
            engine.keep("class_counts", tallies.class_counts())
        results = _with_fallback(queries, tallies.results(), "fallback_results", tallies.result_columns)
        engine.keep("results", results)

    def sum_up(self, queries: RowStatements, *, by_findings: bool) -> None:
        """Sum up the tallies of units.

        Args:
            queries: The statements of the run.
            by_findings: Whether to read unusual tallies from the findings instead of the rows.
        """
        engine, tallies = self.engine, Tallies(queries)
        moving = [int(pid) for (pid,) in engine.query(tallies.moving())]
        if moving:
            engine.keep("moved", tallies.moved_by_findings() if by_findings else tallies.moved(moving))
        by_unit = tallies.by_unit(moving=bool(moving))
        engine.view("by_unit", _with_fallback(queries, by_unit, "fallback_units", tallies.unit_columns))

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
            self.engine.table(DataTable(f"vouched_{column}", (("raw", "STRING"),), rows))
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
        tables = []
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
                self.engine.keep("over_time", compared.over_time(periods, words, between, room, as_written=as_written))
                self.engine.keep(
                    f"fallen_{number:d}", compared.fallen(periods, "over_time", number, as_written=as_written)
                )
                tables.append(f"SELECT * FROM fallen_{number:d}")
        if tables:
            self.engine.view("fallen", " UNION ALL ".join(tables))
        return bool(tables)


def _with_fallback(queries: RowStatements, sql: str, table: str, columns: Iterable[str]) -> str:
    """Return the rows of a query, together with the plain engine's rows for its units."""
    return f"{sql} UNION ALL SELECT {', '.join(columns)} FROM {table}" if queries.has(SideTable.FALLBACK) else sql
