"""The steps of a bulk run, in their order, over an engine that holds the rows.

Owns that order, and that every row is accounted for. Must not know an engine's dialect, or how a
single submission is judged.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from checker.assess.policy import policy_of
from checker.assess.revise import REVISIONS
from checker.assessment import Options, assess_wholes
from checker.binding.rollup import STATES
from checker.bulk.days import VINTAGES, days_of, question_of
from checker.bulk.grid import FigureGrid
from checker.bulk.model import BAD, Accounts, BulkRun, BulkSettings, Database, DataTable, Progress, ValueReadings, Why
from checker.bulk.one_by_one import reports_by_years, rows_of
from checker.bulk.preparation import Preparation, parts_of
from checker.bulk.presence import Presence
from checker.bulk.profile import Pair
from checker.bulk.report_rows import MOST_HANDED, MOST_REFUSED, MOST_REVISED, ReportRows
from checker.bulk.results import Results
from checker.bulk.rows import RowStatements
from checker.bulk.shares import goals, said, sharing
from checker.bulk.sources import listed_units
from checker.bulk.summary import Summary
from checker.bulk.texts import PATTERNS, state_of
from checker.bulk.totals import UnitTotals
from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Report
from checker.engines.direct import DirectEngine
from checker.errors import EngineFault, SubmissionError, UnsupportedPlan
from checker.packs.model import RulePack
from checker.readers.envelope import confirms

__all__ = ["Steps"]

_AT_ONCE: Final = 100
"""Units that the plain engine judges at a time."""
_ESTIMATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL)


class Steps:
    """One run over an engine.

    Args:
        engine: Holds the rows.
        packs: Packs of different years.
        settings: What the caller asks for.
        work: A folder of the run's own.
        output: The folder that results are written into.
        progress: Is told how far the run is.
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
        self._policies = [policy_of(pack.gate, settings.fail_on) for pack in packs]
        self._rows = 0
        self._handed = 0

    def result(self) -> BulkRun:
        """Do every step, and return what came of them."""
        engine, settings = self._engine, self._settings
        queries = RowStatements(engine.columns(), settings.locale, 1, FigureGrid(0, wide=False), "")
        queries = queries._replace(plain=engine.matches(queries.text, PATTERNS[queries.notation("value")]))
        queries = queries._replace(parts=parts_of(queries, engine, settings))
        profile = [Pair(*row) for row in self._step("profile", queries.profile())]
        self._refuse_alone(queries)
        if settings.as_of is None:
            # Where rows state no day, their periods are all that there is to ask of.
            told = engine.query(VINTAGES) if queries.dated else [(pair.period, None) for pair in profile]
            self._settings = settings = settings._replace(as_of=question_of(told, self._packs, settings.now))
        self._rows = sum(pair.rows for pair in profile)
        asking = Preparation(engine, self._packs, self._policies, settings)
        queries = asking.prepare(profile, queries, self._step)
        queries = self._presence(profile, queries, asking)
        whys, bad = self._bad_rows(queries)
        wholes: tuple[Report, ...] = ()
        if queries.handed:
            wholes = self._judge_handed(queries, asking, asking.read if Why.VALUE in whys else None)
        revised = queries.unsettled and self._settings.revisions and self._asks("SELECT 1 FROM revised LIMIT 1")
        if revised:
            self._judge_revised(queries, asking, asking.read if Why.VALUE in whys else None)
        accounts = self._accounts(queries, whys)
        results = Results(engine, self._packs, self._settings, self._work, self._output, self._progress, self._rows)
        results.write(queries, asking, bad=bad, revised=revised)
        summary = Summary(engine, queries, self._packs, self._policies, self._settings)
        plainly = tuple(dict.fromkeys(case for cases in asking.undecided.values() for case in cases))
        return summary.run(
            accounts, whys, asking.read, wholes, plainly, handed=self._handed, over_time=asking.over_time
        )

    def _refuse_alone(self, queries: RowStatements) -> None:
        """Refuse corrections of a few rows, and rates of growth where a target asks for one.

        Raises:
            SubmissionError: There are such rows; with the first of them.
        """
        rates = any(indicator.asks_growth for pack in self._packs for indicator in pack.indicators)
        for column in ("amends", *(("growth",) if rates else ())):
            if column not in queries.columns:
                continue
            texts = self._engine.query(f"SELECT CAST(i.{column} AS STRING), min(i.file) FROM given i GROUP BY 1")
            told = sorted((str(text), str(file)) for text, file in texts if text is not None and str(text).strip())
            told = [one for one in told if column != "amends" or confirms(one[0]) is not False]
            if told:
                value, file = told[0]
                raise SubmissionError([diagnostic(codes.BULK_ALONE, Location(file), column=column, value=value)])

    def _step(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        self._progress(name, self._rows, self._engine.share)
        return self._engine.query(sql)

    def _asks(self, sql: str) -> bool:
        return bool(self._engine.query(sql))

    # --- which rows are judged -------------------------------------------------------------

    def _presence(self, profile: Sequence[Pair], queries: RowStatements, asking: Preparation) -> RowStatements:
        """Find which rows are not judged, and what each unit reports."""
        engine, presence = self._engine, Presence(queries)
        self._progress("units", self._rows, engine.share)
        engine.keep("vintages", presence.vintages())
        blank = self._trim_units(presence)
        complete = asking.names.complete and all(
            pair.period is not None
            and pair.indicator is not None
            and pair.rows == pair.units == pair.given == pair.plain
            for pair in profile
        )
        unclean = not complete or blank or queries.odd or queries.ratios or queries.capped
        if "status" in queries.columns:
            texts = [text for (text,) in engine.query("SELECT DISTINCT status FROM input WHERE status IS NOT NULL")]
            states = [(text, state_of(text)) for text in texts]
            known = [
                [text, str(int(state in _ESTIMATES)), str(STATES.index(state))]
                for text, state in states
                if state is not None
            ]
            engine.table(DataTable("states", (("raw", "STRING"), ("estimate", "BIGINT"), ("state", "BIGINT")), known))
            unclean |= len(known) < len(texts)
        unsettled = False
        if queries.dated:
            texts = [text for (text,) in engine.query("SELECT DISTINCT as_of FROM vintages WHERE as_of IS NOT NULL")]
            engine.table(days_of(texts, self._settings))
            engine.keep("latest", presence.latest())
            unsettled = self._asks(presence.unsettled_days())
        listed = self._settings.units != "data"
        if listed:
            heads = ("unit", "STRING"), ("pack", "BIGINT"), ("expected", "BIGINT")
            units = [
                [unit, str(number), str(int(expected))]
                for number, pack in enumerate(self._packs)
                for unit, expected in self._units(pack).items()
            ]
            engine.table(DataTable("units", heads, units))
        strange = listed and self._asks(presence.unlisted_units())
        queries = queries._replace(unclean=unclean or unsettled or strange, unsettled=unsettled, listed=strange)
        queries = self._hand_over(queries, asking)
        queries = queries._replace(unclean=queries.unclean or queries.handed)
        presence = Presence(queries)
        self._view(queries)
        shared = asking.names.bits.shared
        if queries.dated or shared or not asking.names.periods_once:
            engine.keep("reports", presence.reports(shared, once=False))
        else:
            engine.view("reports", presence.reports(shared, once=True))
        engine.view("possible_repeats", presence.possible_repeats())
        if self._asks("SELECT 1 FROM possible_repeats LIMIT 1"):
            engine.keep("repeats", presence.repeats())
            if self._asks("SELECT 1 FROM repeats LIMIT 1"):
                queries = queries._replace(repeated=True, unclean=True)
                self._view(queries)
        every = "SELECT DISTINCT unit, number AS pack FROM reports"
        who = "SELECT unit, pack FROM units WHERE expected = 1" if listed else every
        engine.view(
            "expected",
            f"SELECT u.unit, p.pid, u.pack FROM ({who}) u JOIN periods p ON p.number = u.pack "
            "WHERE NOT EXISTS (SELECT 1 FROM owners o WHERE o.unit = u.unit AND o.number = u.pack)",
        )
        return queries

    def _trim_units(self, presence: Presence) -> bool:
        """Leave out the blanks around units, as in single submissions; tell whether any unit is nothing else."""
        texts = [str(text) for (text,) in self._engine.query(presence.padded_units())]
        if texts:
            rows = [[text, text.strip() or None] for text in texts]
            self._engine.rename(DataTable("trimmed", (("raw", "STRING"), ("unit", "STRING")), rows))
            self._engine.keep("vintages", presence.vintages())
        return any(not text.strip() for text in texts)

    def _rolled_up(self) -> list[tuple[int, RulePack]]:
        """Return the packs whose targets are of the whole, by their numbers."""
        return [(number, pack) for number, pack in enumerate(self._packs) if pack.reporting.roll_up]

    def _hand_over(self, queries: RowStatements, asking: Preparation) -> RowStatements:
        """Choose the units that the plain engine is to judge; return the statements that know of them."""
        engine = self._engine
        owners = [[pack.unit, str(number), pack.id] for number, pack in self._rolled_up()]
        engine.table(DataTable("owners", (("unit", "STRING"), ("number", "BIGINT"), ("pack", "STRING")), owners))
        listed = "JOIN units u ON u.unit = q.unit AND u.pack = q.number" if queries.listed else ""
        handed = ["SELECT unit, number FROM owners"]
        if asking.ranges:
            engine.keep("ranged", f"SELECT q.unit, q.number FROM ({queries.ranges()}) q {listed}")
            if self._count("ranged") > MOST_HANDED:
                asking.refuse_ranges()
            else:
                handed.append("SELECT unit, number FROM ranged")
        if queries.dated:
            self._hand_over_early(listed)
            handed.append("SELECT unit, number FROM early")
        if asking.undecided:
            numbers = ", ".join(map(str, asking.undecided))
            units = f"SELECT * FROM ({Presence(queries).units()}) q WHERE q.number IN ({numbers})"
            engine.keep("plainly", f"SELECT q.unit, q.number FROM ({units}) q {listed}")
            if self._count("plainly") > MOST_REFUSED:
                raise UnsupportedPlan(engine.name, [case for cases in asking.undecided.values() for case in cases])
            handed.append("SELECT unit, number FROM plainly")
        if "percent_of_plan" in queries.columns:
            engine.table(goals(self._packs))
            engine.keep("sharing", f"SELECT q.unit, q.number FROM ({sharing(queries, engine)}) q {listed}")
            if self._count("sharing") > MOST_HANDED:
                self._settings = self._settings._replace(shares=False)
            else:
                handed.append("SELECT unit, number FROM sharing")
                queries = queries._replace(shares=said(queries, engine))
        if queries.unsettled:
            self._find_revised(Presence(queries), listed)
        engine.view("handed", " UNION ".join(handed))
        return queries._replace(handed=bool(owners) or self._asks("SELECT 1 FROM handed LIMIT 1"))

    def _hand_over_early(self, listed: str) -> None:
        """Find the units whose last figures of a period are of a day before it ends.

        Raises:
            UnsupportedPlan: There are too many, or some are a part of a whole.
        """
        engine = self._engine
        engine.keep("early", f"SELECT q.unit, q.number FROM ({Presence.early_units()}) q {listed}")
        summed = ", ".join(str(number) for number, _ in self._rolled_up()) or "-1"
        parts = self._asks(f"SELECT 1 FROM early WHERE number IN ({summed}) LIMIT 1")
        if parts or self._count("early") > MOST_REFUSED:
            raise UnsupportedPlan(engine.name, ["figures of a day before their period ends"])

    def _find_revised(self, presence: Presence, listed: str) -> None:
        """Find where later reports take the place of earlier ones, so that it is told what they change.

        What they change of a whole, and of very many reports, is not looked at.
        """
        summed = ", ".join(str(number) for number, _ in self._rolled_up()) or "-1"
        self._engine.keep("revised", f"SELECT q.unit, q.number, q.pid FROM ({presence.revised()}) q {listed}")
        wholes = self._asks(f"SELECT 1 FROM revised WHERE number IN ({summed}) LIMIT 1")
        if wholes or self._count("revised") > MOST_REVISED:
            self._settings = self._settings._replace(revisions=False)

    def _count(self, table: str) -> int:
        return int(self._engine.query(f"SELECT count(*) FROM {table}")[0][0])

    def _view(self, queries: RowStatements) -> None:
        self._engine.view("rows", queries.rows())
        self._engine.view("near_rows", queries.rows(near=queries.near))

    def _units(self, pack: RulePack) -> dict[str, bool]:
        """Return the units whose rows are judged, and whether each must report."""
        named = self._settings.units == "pack"
        units = dict.fromkeys(pack.reporting.units if named else listed_units(self._settings.units), True)
        if named or pack.reporting.roll_up:
            # Whose pack it is may report beside those that report to it.
            units.setdefault(pack.unit, named and not units)
        return units

    def _bad_rows(self, queries: RowStatements) -> tuple[dict[Why, int], bool]:
        """Keep the bad rows, count all that are not judged by why they are not, and tell whether any is bad."""
        engine, rejected, presence = self._engine, self._engine.rejected(), Presence(queries)
        counts: dict[Why, int] = {Why.BROKEN: rejected.rows} if rejected.rows else {}
        bad = False
        if queries.unclean:
            self._progress("bad", self._rows, self._engine.share)
            path = os.path.join(self._work, "bad.parquet")
            told = ", ".join(str(int(why)) for why in BAD)
            rows = (
                f"SELECT file, row, unit, period, indicator, said, {queries.wrong()} AS cell, pid, iid, why, written "
                f"FROM rows r WHERE why IN ({told})"
            )
            engine.write(rows, path, "parquet")
            engine.read("bad", path)
            found = engine.query("SELECT why, count(*) FROM bad GROUP BY why")
            bad = bool(found)
            aside = ", ".join(str(int(why)) for why in Why if why not in (*BAD, Why.JUDGED))
            found += engine.query(f"SELECT why, count(*) FROM rows WHERE why IN ({aside}) GROUP BY why")
            counts |= {Why(why): n for why, n in found}
        if bad:
            engine.keep("spoiled", presence.spoiled())
        engine.view("presence", presence.presence(bad=bad))
        return counts, bad

    def _accounts(self, queries: RowStatements, whys: dict[Why, int]) -> Accounts:
        """Say where every row went.

        Raises:
            EngineFault: The counts do not add up.
        """
        judged = int(self._engine.query(Presence(queries).judged())[0][0])
        self._handed = whys.pop(Why.HANDED, 0)
        judged += self._handed
        broken = whys.get(Why.BROKEN, 0)
        bad = sum(count for why, count in whys.items() if why in BAD)
        aside = sum(whys.get(why, 0) for why in (Why.OTHER_YEAR, Why.OTHER_UNIT, Why.LATER))
        accounts = Accounts(self._rows + broken, judged, bad, whys.get(Why.SUPERSEDED, 0), aside)
        if accounts.rows != accounts.judged + accounts.bad + accounts.superseded + accounts.not_addressed:
            raise EngineFault(f"engine {self._engine.name} lost rows: {accounts}")
        return accounts

    def _keep_rows(self, units: str) -> None:
        """Keep all rows of the units of a table, as the table of its name and ``_rows``."""
        path = os.path.join(self._work, f"{units}.parquet")
        join = f"JOIN (SELECT DISTINCT unit FROM {units}) c ON c.unit = r.unit"
        self._engine.write(f"SELECT r.* FROM input r {join}", path, "parquet")
        self._engine.read(f"{units}_rows", path)

    def _judge_handed(
        self, queries: RowStatements, asking: Preparation, read: ValueReadings | None
    ) -> tuple[Report, ...]:
        """Judge what was handed over by the plain engine, some units at a time; return the reports of wholes.

        Args:
            queries: The statements of the run.
            asking: What is asked.
            read: What came of reading values one by one; ``None`` where no value is a bad one.
        """
        engine = self._engine
        self._progress("units", self._rows, engine.share)
        self._keep_rows("handed")
        units = engine.query(
            "SELECT h.unit, h.number FROM handed h WHERE NOT EXISTS "
            "(SELECT 1 FROM owners o WHERE o.unit = h.unit AND o.number = h.number) ORDER BY h.unit, h.number"
        )
        wholes: list[Report] = []
        options = Options(as_of=self._settings.as_of, fail_on=self._settings.fail_on)
        for number, pack in self._rolled_up():
            owned = f"JOIN owners c ON c.unit = r.unit AND c.number = {number:d}"
            told = rows_of(engine, owned, "handed_rows", read)
            whole = UnitTotals(engine, queries, asking.pids, self._settings, number, pack)
            wholes += assess_wholes(whole.members(told), pack, DirectEngine(), options)
        for table in ReportRows(
            queries, asking.offices, asking.names.shown, everything=self._settings.everything
        ).tables(chain(self._reports(units, read, "handed_rows"), wholes)):
            engine.table(table)
        return tuple(wholes)

    def _judge_revised(self, queries: RowStatements, asking: Preparation, read: ValueReadings | None) -> None:
        """Find what later reports change: both are judged by the plain engine, where that did not judge the unit whole.

        Args:
            queries: The statements of the run.
            asking: What is asked.
            read: What came of reading values one by one; ``None`` where no value is a bad one.
        """
        engine = self._engine
        self._progress("units", self._rows, engine.share)
        self._keep_rows("revised")
        told = engine.query(
            "SELECT r.unit, r.number, CAST(p.period AS STRING) FROM revised r JOIN periods p ON p.pid = r.pid "
            "WHERE NOT EXISTS (SELECT 1 FROM handed h WHERE h.unit = r.unit AND h.number = r.number) "
            "ORDER BY r.unit, r.number"
        )
        wanted = {(str(unit), Period.parse(str(period))) for unit, _, period in told}
        units = list(dict.fromkeys((str(unit), int(number)) for unit, number, _ in told))
        reports = (
            report._replace(findings=tuple(one for one in report.findings if one.code in REVISIONS))
            for report in self._reports(units, read, "revised_rows", wanted)
        )
        found = ReportRows(queries, asking.offices, asking.names.shown).tables(reports)[0]
        engine.table(found._replace(name="revised_findings"))

    def _reports(
        self,
        units: Sequence[tuple[str, int]],
        read: ValueReadings | None,
        source: str,
        wanted: Container[tuple[str, Period]] | None = None,
    ) -> Iterator[Report]:
        """Yield the reports of units, some units at a time, so that no more of them are held at once."""
        engine = self._engine
        for start in range(0, len(units), _AT_ONCE):
            portion = units[start : start + _AT_ONCE]
            chosen = [[unit] for unit in dict.fromkeys(unit for unit, _ in portion)]
            engine.table(DataTable("portion", (("unit", "STRING"),), chosen))
            rows = rows_of(engine, "JOIN portion c ON c.unit = r.unit", source, read)
            own = {number: {str(unit) for unit, of in portion if of == number} for number in range(len(self._packs))}
            yield from reports_by_years(own, rows, self._packs, engine, self._settings, wanted)
