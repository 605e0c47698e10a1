"""The steps of a bulk run, in order, on an engine that has the rows.

Owns that order, and that every row is accounted for. Must not know an engine's dialect, or how a
single submission is judged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from checker.assess.policy import policy_of
from checker.binding.series import Member
from checker.binding.unit_names import UnitNames
from checker.bulk import tables
from checker.bulk.days import VINTAGES, days_of, question_of
from checker.bulk.grid import FigureGrid
from checker.bulk.model import BAD, MEASURE, Accounts, BulkRun, BulkSettings, Database, Progress, Why
from checker.bulk.preparation import Preparation, parts_of
from checker.bulk.presence import Presence
from checker.bulk.profile import Pair
from checker.bulk.results import Results
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.summary import Summary
from checker.bulk.tables.run_table import RunTable
from checker.bulk.texts import PATTERNS, says_amends, state_of
from checker.bulk.unit_by_unit import UnitByUnit
from checker.bulk.unit_notes import find_conflicting_notes
from checker.domain import codes
from checker.domain.axes import ESTIMATES, STATES
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Report
from checker.errors import EngineFault, SubmissionError
from checker.packs.model import RulePack
from checker.packs.units_file import listed_units

__all__ = ["Steps"]


class Steps:
    """One run on an engine.

    Args:
        engine: The engine with the rows.
        packs: Packs of different years.
        settings: The options of the run.
        work: The run's work folder.
        output: The folder for results.
        progress: Called with the progress of the run.
    """

    def __init__(
        self,
        engine: Database,
        packs: Sequence[RulePack],
        settings: BulkSettings,
        work: str,
        output: str,
        progress: Progress,
    ) -> None:
        self._engine = engine
        self._packs = tuple(packs)
        self._settings = settings
        self._work = work
        self._output = output
        self._progress = progress
        self._policies = [policy_of(pack.gate, settings.fail_on.matters) for pack in packs]
        self._rows = 0
        self._fallback_rows = 0
        self._later = False
        """Whether any row is of a day after the reference date."""

    def result(self) -> BulkRun:
        """Run every step, and return the result."""
        engine, settings = self._engine, self._settings
        queries = RowStatements(engine.columns(), settings.locale, 1, FigureGrid(0, wide=False), "")
        queries = queries._replace(plain=engine.matches(queries.text, PATTERNS[queries.notation("value")]))
        queries = queries._replace(parts=parts_of(queries, engine, settings))
        profile = [Pair(*row) for row in self._step("profile", queries.profile(engine.pair_keys()))]
        queries = self._corrections(queries)
        if settings.as_of is None:
            # If rows state no day, only their periods matter.
            vintages = engine.query(VINTAGES) if queries.dated else [(pair.period, None) for pair in profile]
            self._settings = settings = settings._replace(as_of=question_of(vintages, self._packs, settings.now))
        self._rows = sum(pair.rows for pair in profile)
        preparation = Preparation(engine, self._packs, self._policies, settings)
        queries = preparation.prepare(profile, queries, self._step)
        fallback = UnitByUnit(engine, self._packs, settings, self._work, preparation)
        queries = self._vintages(queries, preparation)
        queries = fallback.choose(queries)
        before = self._wholes_before(queries, preparation, fallback) if fallback.revises_wholes else {}
        queries, whys, bad = self._reported(queries, preparation)
        progress = self._progress
        progress("units", self._rows, lambda: fallback.share)
        wholes: tuple[Report, ...] = ()
        if queries.has(SideTable.FALLBACK):
            wholes = fallback.judge(queries, bad=bad, before=before)
        if fallback.revised:
            fallback.judge_revised(queries, bad=bad)
        accounts = self._accounts(queries, whys, bad=bad)
        settings = self._settings = fallback.settings
        results = Results(engine, self._packs, settings, self._work, self._output, progress, self._rows)
        await_results = results.write(queries, preparation, bad=bad, revised=fallback.revised)
        summary = Summary(engine, queries, self._packs, self._policies, settings)
        undecided = tuple(dict.fromkeys(case for cases in preparation.undecided.values() for case in cases))
        done = summary.run(
            accounts,
            whys,
            preparation.values.readings,
            wholes,
            undecided,
            fallback_rows=self._fallback_rows,
            over_time=preparation.over_time,
        )
        await_results()
        return done

    def _corrections(self, queries: RowStatements) -> RowStatements:
        """Find the words that mark rows as corrections of an earlier report.

        Raises:
            SubmissionError: A word means neither yes nor no; the error names the first such word.
        """
        if "amends" not in queries.columns:
            return queries
        words = self._engine.query("SELECT CAST(i.amends AS STRING), min(i.file) FROM given i GROUP BY 1")
        texts = {str(text): str(file) for text, file in words if text is not None}
        unknown = sorted(text for text in texts if says_amends(text) is None)
        if unknown:
            place = Location(texts[unknown[0]])
            raise SubmissionError([diagnostic(codes.BULK_ALONE, place, column="amends", value=unknown[0])])
        rows = [[text] for text in sorted(texts) if says_amends(text)]
        self._engine.table(tables.CORRECTIONS.of(rows))
        return queries.with_(*([SideTable.CORRECTIONS] if rows else []))

    def _step(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        self._progress(name, self._rows, self._engine.share)
        return self._engine.query(sql)

    def _has_rows(self, sql: str) -> bool:
        return bool(self._engine.query(sql))

    # --- which rows are judged -------------------------------------------------------------

    def _vintages(self, queries: RowStatements, preparation: Preparation) -> RowStatements:
        """Find the reports, and the reasons why rows may not be judged."""
        engine, presence = self._engine, Presence(queries)
        self._progress("units", self._rows, engine.share)
        preparation.await_vintages()
        blank = self._rename_units(presence, preparation.unit_texts)
        flawed = not preparation.complete or blank or queries.odd or queries.ratios or queries.grid.capped
        if "status" in queries.columns:
            texts = [text for (text,) in engine.query("SELECT DISTINCT status FROM input WHERE status IS NOT NULL")]
            states = [(text, state_of(text)) for text in texts]
            rows = [
                [text, str(int(state in ESTIMATES)), str(STATES.index(state))]
                for text, state in states
                if state is not None
            ]
            engine.table(tables.STATES.of(rows))
            flawed |= len(rows) < len(texts)
            queries = queries.with_(SideTable.STATES)
        if "note" in queries.columns and find_conflicting_notes(queries, engine, self._packs):
            queries = queries.with_(SideTable.CONFLICTING_NOTES)
        queries = self._measures(queries, preparation)
        if queries.dated:
            texts = [text for (text,) in engine.query("SELECT DISTINCT as_of FROM vintages WHERE as_of IS NOT NULL")]
            days = days_of(texts, self._settings)
            engine.table(days)
            queries = queries.with_(SideTable.DAYS)
            self._later = any(row[-1] == "1" for row in days.rows)
        presence = Presence(queries)
        if queries.vintages:
            engine.keep(tables.LAST_REPORTS.name, presence.latest())
            self._use_reports_of(tables.LAST_REPORTS)
            if queries.amending or self._has_rows(presence.unsettled_days()):
                queries = queries.with_(SideTable.LATEST)
        if queries.amending:
            engine.keep(tables.AMENDED.name, presence.amended())
            engine.keep(tables.CONTESTED.name, presence.contested())
            contested = self._has_rows("SELECT 1 FROM contested LIMIT 1")
            queries = queries.with_(SideTable.CORRECTED, *([SideTable.CONTESTED] if contested else []))
        if self._settings.units != "data":
            units = [
                [unit, str(number), str(int(expected))]
                for number, pack in enumerate(self._packs)
                for unit, expected in self._units(pack).items()
            ]
            engine.table(tables.UNITS.of(units))
            if self._has_rows(presence.unlisted_units()):
                queries = queries.with_(SideTable.UNITS)
        return queries._replace(flawed=flawed)

    def _measures(self, queries: RowStatements, preparation: Preparation) -> RowStatements:
        """Find the figures that are in another unit than that of their indicator."""
        if MEASURE not in queries.columns:
            return queries
        from checker.bulk.measures import foreign_measures

        preparation.measures = foreign_measures(queries, self._engine, self._packs)
        if not preparation.measures.rows:
            return queries
        self._engine.table(preparation.measures)
        return queries.with_(SideTable.MEASURES)

    def _reported(self, queries: RowStatements, preparation: Preparation) -> tuple[RowStatements, dict[Why, int], bool]:
        """Find the presence of indicators and the rows not judged: counts by reason, and whether any is bad."""
        engine, presence = self._engine, Presence(queries)
        if queries.amending:
            engine.keep(tables.CORRECTED.name, presence.corrected())
        self._view(queries)
        shared = preparation.keys.bits.shared
        if queries.vintages or shared or not preparation.keys.periods_once:
            engine.keep(tables.REPORTS.name, presence.reports(shared, once=False))
        else:
            engine.view(tables.REPORTS.name, presence.reports(shared, once=True))
        engine.keep(tables.REPORTING.name, presence.reporting())
        if self._has_rows("SELECT 1 FROM reporting WHERE repeats = 1 LIMIT 1"):
            engine.view(tables.POSSIBLE_REPEATS.name, presence.possible_repeats())
            engine.keep(tables.REPEATS.name, presence.repeats())
            if self._has_rows("SELECT 1 FROM repeats LIMIT 1"):
                queries = queries.with_(SideTable.REPEATS)
                self._view(queries)
        every = "SELECT DISTINCT unit, number FROM reports"
        who = "SELECT unit, number FROM units WHERE expected = 1" if self._settings.units != "data" else every
        engine.view(
            tables.EXPECTED.name,
            f"SELECT {tables.EXPECTED.select('u', pid='p.pid')} FROM ({who}) u JOIN periods p ON p.number = u.number "
            "WHERE NOT EXISTS (SELECT 1 FROM owners o WHERE o.unit = u.unit AND o.number = u.number)"
            # A period of which all rows are later is none yet.
            + (f" AND p.pid IN ({presence.periods_by_then()})" if self._later else ""),
        )
        return queries, *self._bad_rows(queries)

    def _wholes_before(
        self, queries: RowStatements, preparation: Preparation, fallback: UnitByUnit
    ) -> dict[int, dict[Period, Member]]:
        """Compute the wholes as they were before the last reports, by the keys of their packs."""
        engine = self._engine
        engine.keep(tables.EARLIER_REPORTS.name, Presence(queries).earlier())
        self._use_reports_of(tables.EARLIER_REPORTS)
        before, _, bad = self._reported(queries.with_(SideTable.LATEST), preparation)
        wholes = fallback.wholes_before(before, bad=bad)
        self._use_reports_of(tables.LAST_REPORTS)
        return wholes

    def _use_reports_of(self, reports: RunTable) -> None:
        """Let the reports of a table be those that count."""
        self._engine.view(tables.LATEST.name, f"SELECT {tables.LATEST.select('l')} FROM {reports.name} l")

    def _rename_units(self, presence: Presence, texts: Sequence[str]) -> bool:
        """Replace names of units by ids, and strip whitespace; tell whether any unit is blank."""
        naming = [UnitNames(pack).find for pack in self._packs if pack.names_units]
        named: dict[str, str] = {}
        for text in texts:
            unit = text.strip()
            # A name that denotes different units in packs of different years is not used.
            ids = {id_ for find in naming if unit and (id_ := find(unit))}
            named[text] = ids.pop() if len(ids) == 1 else unit
        rows = [[text, unit or None] for text, unit in named.items() if text != unit]
        if rows:
            self._engine.rename(tables.RENAMED.of(rows))
            self._engine.keep(tables.VINTAGES.name, presence.vintages())
        return any(unit is None for _, unit in rows)

    def _view(self, queries: RowStatements) -> None:
        self._engine.view(tables.ROWS.name, queries.rows())
        self._engine.view(tables.NEAR_ROWS.name, queries.rows(near=queries.near))

    def _units(self, pack: RulePack) -> dict[str, bool]:
        """Return the units to judge, and whether each must report."""
        named = self._settings.units == "pack"
        find = UnitNames(pack).find
        listed = () if named else listed_units(self._settings.units)
        units = dict.fromkeys(pack.reporting.units if named else (find(unit) or unit for unit in listed), True)
        if named or pack.reporting.roll_up:
            # The pack's own unit may report, besides its reporting units.
            units.setdefault(pack.unit, named and not units)
        return units

    def _bad_rows(self, queries: RowStatements) -> tuple[dict[Why, int], bool]:
        """Store the bad rows; return counts of unjudged rows by reason, and whether any is bad."""
        engine, rejected, presence = self._engine, self._engine.rejected(), Presence(queries)
        counts: dict[Why, int] = {Why.BROKEN: rejected.rows} if rejected.rows else {}
        bad = False
        if queries.unclean:
            self._progress("bad", self._rows, self._engine.share)
            path = os.path.join(self._work, "bad.parquet")
            bad_reasons = ", ".join(str(int(why)) for why in BAD)
            row = tables.BAD.select("r", cell=queries.bad_cell())
            engine.write(f"SELECT {row} FROM rows r WHERE why IN ({bad_reasons})", path, "parquet")
            engine.read(tables.BAD.name, path)
            reasons = engine.query("SELECT why, count(*) FROM bad GROUP BY why")
            bad = bool(reasons)
            others = ", ".join(str(int(why)) for why in Why if why not in (*BAD, Why.JUDGED))
            reasons += engine.query(f"SELECT why, count(*) FROM rows WHERE why IN ({others}) GROUP BY why")
            counts |= {Why(why): n for why, n in reasons}
        if bad:
            engine.keep(tables.SPOILED.name, presence.spoiled())
        engine.view(tables.PRESENCE.name, presence.presence(bad=bad))
        engine.view(tables.REPORTERS.name, presence.presence(bad=bad, every=True))
        return counts, bad

    def _accounts(self, queries: RowStatements, whys: dict[Why, int], *, bad: bool) -> Accounts:
        """Return the row counts.

        Raises:
            EngineFault: The counts do not add up.
        """
        judged = int(self._engine.query(Presence(queries).judged(bad=bad))[0][0])
        self._fallback_rows = whys.pop(Why.FALLBACK, 0)
        judged += self._fallback_rows
        broken = whys.get(Why.BROKEN, 0)
        spoiled = sum(count for why, count in whys.items() if why in BAD)
        not_addressed = sum(whys.get(why, 0) for why in (Why.OTHER_YEAR, Why.OTHER_UNIT, Why.LATER))
        accounts = Accounts(self._rows + broken, judged, spoiled, whys.get(Why.SUPERSEDED, 0), not_addressed)
        if accounts.rows != accounts.judged + accounts.bad + accounts.superseded + accounts.not_addressed:
            raise EngineFault(f"engine {self._engine.name} lost rows: {accounts}")
        return accounts
