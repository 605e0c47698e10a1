"""The results of a run as tables and files: findings, counts by class, and tallies.

Owns the order in which these are made. Must not know the reasons for findings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from checker.bulk.bad_rows import bad_rows
from checker.bulk.beside import Beside
from checker.bulk.comparisons import Comparisons, Room
from checker.bulk.findings import Findings, found_columns
from checker.bulk.model import BulkSettings, Database, DataTable, Progress
from checker.bulk.preparation import Preparation
from checker.bulk.rows import RowStatements
from checker.bulk.shares import said
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

    def write(self, queries: RowStatements, asking: Preparation, *, bad: bool, revised: bool) -> Callable[[], None]:
        """Write the findings, while the rows are counted, and start to write all other results.

        Args:
            queries: The statements of the run.
            asking: The prepared tables.
            bad: Whether there are bad rows.
            revised: Whether changes by later reports were examined.

        Returns:
            Waits for the other results.
        """
        self.progress("findings", self.rows, self.engine.share)
        await_counts = self.engine.beside(
            lambda engine: self._replace(engine=engine).tally(queries, counted=asking.counted)
        )
        self._find(queries, asking, revised=revised)
        self.progress("tallies", self.rows, self.engine.share)
        await_counts()
        return self.engine.beside(lambda engine: self._replace(engine=engine).keep(queries, asking, bad=bad))

    def keep(self, queries: RowStatements, asking: Preparation, *, bad: bool) -> None:
        """Write all results but the findings, from the counts."""
        engine, tallies = self.engine, Tallies(queries)
        if not self.settings.output:
            return
        engine.keep("by_indicator", tallies.by_indicator())
        engine.table(self._titles(queries))
        outputs = {
            "by_unit": tallies.by_titled_unit(),
            "by_indicator": "SELECT * FROM by_indicator",
            "by_group": tallies.by_group(),
        }
        if self.settings.everything:
            outputs["judged"] = _and_handed(queries, tallies.judged(), "handed_judged", tallies.judged_columns)
        if bad:
            outputs["bad_rows"] = bad_rows(engine, queries, asking.read)
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

    def _find(self, queries: RowStatements, asking: Preparation, *, revised: bool) -> None:
        """Write the findings, and read them back from the file."""
        engine = self.engine
        found, compared = self._confirmations(Findings(queries)), Comparisons(queries)
        sql = f"{found.of_figures()} UNION ALL {found.missing(units=self._absent())}"
        if queries.ratios:
            sql += f" UNION ALL {found.of_parts()}"
        if asking.related:
            series = {f"series_{number:d}": periods for number, periods in asking.names.series.items()}
            for number, periods in asking.names.series.items():
                engine.keep(f"series_{number:d}", compared.series(number, periods))
            engine.keep("before", compared.before(series))
            sql += f" UNION ALL {compared.relations()}"
        if self._fallen(compared, asking):
            sql += f" UNION ALL {compared.falls()}"
        sql += self._uncompared(queries, asking)
        columns = found_columns(queries)
        sql += f" UNION ALL SELECT {', '.join(columns)} FROM revised_findings" if revised else ""
        sql = _and_handed(queries, sql, "handed_findings", columns)
        kept = self.settings.output and self.settings.output_format == "parquet"
        path = os.path.join(self.output if kept else self.work, "findings.parquet")
        shown = ", ".join(columns)
        engine.write(f"SELECT {shown} FROM ({sql}) f", path, "parquet")
        engine.read("findings", path)
        if self.settings.output and not kept:
            self._write(f"SELECT {shown} FROM findings", "findings")

    def tally(self, queries: RowStatements, *, counted: bool) -> None:
        """Count the rows by class, and sum up the tallies of units, if they are needed.

        Args:
            queries: The statements of the run.
            counted: Whether the figures of each class are counted, as if all rows were judged.
        """
        engine, tallies = self.engine, Tallies(queries)
        if not (counted and queries.plain_alone):
            engine.keep("class_counts", tallies.class_counts())
        results = _and_handed(queries, tallies.results(), "handed_results", tallies.result_columns)
        engine.keep("results", results)
        if self.settings.output or any(pack.gate.least_met is not None for pack in self.packs):
            moving = [int(pid) for (pid,) in engine.query(tallies.moving())]
            if moving:
                engine.keep("moved", tallies.moved(moving))
            by_unit = tallies.by_unit(moving=bool(moving))
            engine.view("by_unit", _and_handed(queries, by_unit, "handed_units", tallies.unit_columns))

    def _uncompared(self, queries: RowStatements, asking: Preparation) -> str:
        """Return the findings about comparisons that could not be made."""
        uncompared = Uncompared(queries, related=asking.related)
        lacking = [uncompared.by_checks()] if asking.needs else []
        if queries.shares or ("percent_of_plan" in queries.columns and self.settings.shares):
            lacking.append(uncompared.by_percentages(said(queries, self.engine)))
        return f" UNION ALL {Findings(queries).not_compared(lacking)}" if lacking else ""

    def _confirmations(self, found: Findings) -> Findings:
        """Find the words that confirm figures in doubt; there are few such figures."""
        columns = found.of.remarks if "confirmed" in found.of.axes else ()
        texts = self.engine.query(found.words(columns)) if columns else []
        for place, column in enumerate(columns):
            known = {str(row[place]) for row in texts if row[place] is not None}
            rows = [[text] for text in sorted(known) if VOUCHES[column](text)]
            self.engine.table(DataTable(f"vouched_{column}", (("raw", "STRING"),), rows))
        return found._replace(vouched=columns if texts else ())

    def _absent(self) -> bool:
        """Query whether any expected unit has no report at a period."""
        if self.settings.units == "data" and not any(pack.reporting.roll_up for pack in self.packs):
            # A unit that reports at all is expected at each period.
            told = "SELECT number, count(*) AS n FROM reports GROUP BY unit, number"
            periods = "SELECT number, count(*) AS n FROM periods GROUP BY number"
            sql = f"SELECT 1 FROM ({told}) r JOIN ({periods}) p ON p.number = r.number WHERE r.n < p.n LIMIT 1"
            return bool(self.engine.query(sql))
        # Otherwise unlisted units could compensate for missing ones in the count.
        told = "SELECT c.unit, c.pid FROM reports c JOIN expected e ON e.unit = c.unit AND e.pid = c.pid"
        counts = f"(SELECT count(*) AS n FROM expected) e, (SELECT count(*) AS n FROM ({told}) t) c"
        return bool(self.engine.query(f"SELECT 1 FROM {counts} WHERE e.n <> c.n"))

    def _fallen(self, compared: Comparisons, asking: Preparation) -> bool:
        """Find the figures that fall below the previous one, year by year; most data have few."""
        tables = []
        for number, pack in enumerate(self.packs):
            periods = {pid: one for one, pid in asking.keys.pids.items() if one.year == pack.year}
            falling = asking.falling(number)
            words = asking.keys.bits.of(number, falling)
            if len({one.last_month for one in periods.values()}) > 1 and any(words):
                between = asking.keys.range_of(number)
                as_written = not compared.of.unclean and asking.names.spelled_once(number)
                if len(self.packs) == 1 and all(falling):
                    words = []
                among = asking.among(number)
                room = Room.of(compared.of.grid, among) if among else None
                self.engine.keep("over_time", compared.over_time(periods, words, between, room, as_written=as_written))
                self.engine.keep(
                    f"fallen_{number:d}", compared.fallen(periods, "over_time", number, as_written=as_written)
                )
                tables.append(f"SELECT * FROM fallen_{number:d}")
        if tables:
            self.engine.view("fallen", " UNION ALL ".join(tables))
        return bool(tables)


def _and_handed(queries: RowStatements, sql: str, table: str, columns: Iterable[str]) -> str:
    """Return the rows of a query, together with the plain engine's rows for its units."""
    return f"{sql} UNION ALL SELECT {', '.join(columns)} FROM {table}" if queries.has(Beside.HANDED) else sql
