"""One bulk run, from paths to counts and the worst units in full.

Owns the order of the steps, and that every row is accounted for. Must not know an engine's
dialect, or how a single submission is judged.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, Final

from checker.assess.policy import policy_of
from checker.binding.address import Addresses
from checker.bulk.duck import DuckEngine
from checker.bulk.found import FOUND, KINDS, Found
from checker.bulk.grid import MOST_DIGITS, MOST_PLACES, MOST_WHOLE, Grid
from checker.bulk.lower import BITS, Asked, asked_columns, eras_of, lowered, refuse
from checker.bulk.model import BAD, Accounts, BulkRun, Engine, Progress, Settings, Stored, Table, Why
from checker.bulk.queries import Queries
from checker.bulk.relations import RELATIONS, largest, of_ratios, relation_tables, truncated
from checker.bulk.sources import sources_of
from checker.bulk.summary import Summary
from checker.bulk.words import PARTS, PATTERNS, day_of, indicator_of, period_of, state_of, value_of
from checker.domain import codes
from checker.domain.axes import DataState, Kind
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.trouble import Diagnostic, diagnostic
from checker.errors import EngineFault, PackError, UnsupportedPlan
from checker.packs.model import CheckForm, Indicator, Reported, RulePack
from checker.plan.model import CheckKind
from checker.writing import TEMPORARY

__all__ = ["run_bulk"]

_ODD: Final = 200_000
"""Values that are not plainly spelled and still read one by one; beyond it they are bad rows."""
MOST_PARTS: Final = 6
"""Decimals that numerators and denominators may have."""
_NAMED: Final = 10
_ESTIMATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL)


def _silent(_step: str, _rows: int, _share: Callable[[], float]) -> None:
    pass


def run_bulk(
    paths: Sequence[str], packs: Sequence[RulePack], settings: Settings, progress: Progress = _silent
) -> BulkRun:
    """Judge every row of the sources, and write what was found.

    Args:
        paths: Files, folders, patterns, or one database.
        packs: Packs of different years.
        settings: What the caller asks for.
        progress: Is told how far the run is.

    Raises:
        SubmissionError: A source cannot be read; nothing was evaluated.
        PackError: A pack cannot be used.
        UnsupportedPlan: The engine cannot decide what a pack asks; nothing was evaluated.
        MissingExtra: The engine is not installed.
        EngineFault: The engine failed, or the accounts do not add up; nothing may be used.
    """
    _one_a_year(packs)
    folder = settings.spill or None
    if folder:
        os.makedirs(folder, exist_ok=True)
    work = tempfile.mkdtemp(prefix=TEMPORARY, dir=folder)
    staged = _staged(settings.output)
    engine: Engine | None = None
    try:
        sources = sources_of(paths, settings.table, work)
        progress("open", 0, float)
        engine = DuckEngine(settings, sources, work, [staged] if staged else [])
        done = _Run(engine, packs, settings, work, staged or work, progress).result()
        if staged:
            _publish(staged, settings.output)
        return done
    finally:
        if engine is not None:
            engine.close()
        for folder in (work, staged):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _one_a_year(packs: Sequence[RulePack]) -> None:
    years: dict[int, RulePack] = {}
    for pack in packs:
        if pack.year in years:
            other = years[pack.year].id
            place = Location(pack.path)
            raise PackError([diagnostic(codes.BULK_PACKS, place, pack=pack.id, other=other, year=str(pack.year))])
        years[pack.year] = pack


def _staged(output: str) -> str:
    """Return a new folder beside the one that is to hold the results; it takes its place when all is written."""
    if not output:
        return ""
    parent = os.path.dirname(os.path.abspath(output))
    os.makedirs(parent, exist_ok=True)
    return tempfile.mkdtemp(prefix=TEMPORARY, dir=parent)


def _publish(staged: str, output: str) -> None:
    os.chmod(staged, 0o755)  # noqa: S103 - as any other new folder
    if os.path.isdir(output):
        for name in sorted(os.listdir(staged)):
            os.replace(os.path.join(staged, name), os.path.join(output, name))
    else:
        os.replace(staged, output)


class _Run:
    def __init__(
        self, engine: Engine, packs: Sequence[RulePack], settings: Settings, work: str, output: str, progress: Progress
    ) -> None:
        self._engine = engine
        self._packs = tuple(packs)
        self._settings = settings
        self._work = work
        self._output = output
        self._progress = progress
        self._policies = [policy_of(pack.gate, settings.fail_on) for pack in packs]
        self._pids: dict[Period, int] = {}
        self._named: dict[tuple[int, int], tuple[Indicator, bool]] = {}
        self._read: dict[str, Diagnostic] = {}
        self._others = False
        self._rows = 0

    def result(self) -> BulkRun:
        """Do every step, and return what came of them."""
        engine, settings = self._engine, self._settings
        words = max(-(-len(pack.indicators) // BITS) for pack in self._packs)
        queries = Queries(engine.columns(), self._settings.locale, words, Grid(0, wide=False), "")
        queries = queries._replace(plain=engine.matches(queries.text, PATTERNS[self._settings.locale]))
        queries = queries._replace(parts=self._parts(queries))
        profile = [_Pair(*row) for row in self._step("profile", queries.profile())]
        self._rows = sum(pair.rows for pair in profile)
        asked = self._asked(profile, queries)
        self._names(profile, asked)
        queries = self._figures(profile, queries)
        queries = self._bounds(queries, asked)
        queries = self._gathered(profile, queries)
        whys = self._set_aside(queries)
        accounts = self._accounts(whys)
        self._found(queries, bad=any(why in BAD and why is not Why.BROKEN for why in whys))
        summary = Summary(engine, self._packs, self._policies, settings)
        return summary.run(accounts, whys, self._read)

    def _parts(self, queries: Queries) -> tuple[str, str]:
        """Return SQL that tells whether numerators and denominators can be read; empty where rows have none."""
        columns = [queries.columns.get(name) for name in ("numerator", "denominator")]
        if None in columns:
            return "", ""
        deep = [column.name for column in columns if column and column.places > MOST_PARTS]
        if deep:
            raise UnsupportedPlan(self._engine.name, [f"{name}: more than {MOST_PARTS} decimals" for name in deep])
        first, second = (
            self._engine.matches(
                f"CAST(i.{name} AS STRING)",
                PARTS[self._settings.locale if column and column.stored is Stored.TEXT else "machine"],
            )
            for name, column in zip(("numerator", "denominator"), columns, strict=True)
        )
        return first, second

    def _step(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        self._progress(name, self._rows, self._engine.share)
        return self._engine.query(sql)

    # --- what is asked ---------------------------------------------------------------------

    def _asked(self, profile: Sequence[_Pair], queries: Queries) -> list[Asked]:
        """Compile every pack for the periods that the data have; nothing is evaluated before all of it is accepted."""
        ratios = queries.ratios
        periods = {period for pair in profile if (period := period_of(pair.period))}
        asked = []
        for pack in self._packs:
            own = sorted(
                (period for period in periods if period.year == pack.year),
                key=lambda one: (one.last_month, one.first_month),
            )
            self._pids |= {period: len(self._pids) + place for place, period in enumerate(own)}
            asked.append(eras_of(pack, own, self._settings.as_of, dated=queries.dated, ratios=ratios))
        for one in asked:
            refuse(self._engine.name, one, (CheckKind.NATURAL_LIMITS, CheckKind.RATIO, *RELATIONS))
            crossed = of_ratios(one) if ratios else ()
            if crossed:
                raise UnsupportedPlan(self._engine.name, crossed)
        return asked

    def _names(self, profile: Sequence[_Pair], asked: Sequence[Asked]) -> None:
        """Let every pair of texts, of a period and an indicator, stand for what it addresses."""
        addresses = {one.pack.year: Addresses(one.pack) for one in asked}
        numbers = {one.pack.year: number for number, one in enumerate(asked)}
        places = [{indicator.id: place for place, indicator in enumerate(one.pack.indicators)} for one in asked]
        rows: list[list[str | None]] = []
        for pair in profile:
            if pair.period is None or pair.indicator is None:
                continue
            period = period_of(pair.period)
            if period is None:
                rows.append(_unnamed(pair, Why.PERIOD))
            elif period.year not in addresses:
                rows.append(_unnamed(pair, Why.OTHER_YEAR))
            elif (indicator := indicator_of(pair.indicator, addresses[period.year])) is None:
                rows.append(_unnamed(pair, Why.INDICATOR))
            else:
                number = numbers[period.year]
                pack = self._packs[number]
                usual = (self._settings.as_of or period.window(pack.calendar)[1]).isoformat()
                due = any(
                    target.indicator == indicator.id and target.due
                    for era in asked[number].eras
                    if era.period == period
                    for target in era.plan.targets
                )
                figures = indicator.kind is not Kind.VERDICT or not due
                named = self._pids[period], places[number][indicator.id], number
                self._named[named[0], named[1]] = indicator, due
                counts = indicator.unit is not None and indicator.unit.is_count
                cut = indicator.id in truncated(pack)
                flags = [str(int(flag)) for flag in (figures, counts, cut, indicator.kind is Kind.RATIO)]
                series = _series(pack, indicator, period)
                rows.append([pair.period, pair.indicator, "0", *map(str, named), *flags, usual, *series])
        columns = (("raw_period", "STRING"), ("raw_indicator", "STRING"), ("why", "BIGINT"), ("pid", "BIGINT"))
        more = (
            ("iid", "BIGINT"),
            ("pack", "BIGINT"),
            ("plain", "BIGINT"),
            ("counts", "BIGINT"),
            ("truncated", "BIGINT"),
        )
        last = (
            ("rated", "BIGINT"),
            ("usual", "STRING"),
            ("series", "BIGINT"),
            ("falls", "BIGINT"),
            ("month", "BIGINT"),
        )
        self._engine.table(Table("names", (*columns, *more, *last), rows))

    # --- how the figures read --------------------------------------------------------------

    def _figures(self, profile: Sequence[_Pair], queries: Queries) -> Queries:
        """Find the grid that holds every figure exactly, and read what is not plainly spelled."""
        stored = queries.columns["value"]
        odd: list[list[str | None]] = []
        if stored.stored is Stored.EXACT:
            places = stored.places
            whole = max((len(str(int(pair.largest))) for pair in profile if pair.largest is not None), default=1)
            if whole > MOST_WHOLE or places > MOST_PLACES:
                raise UnsupportedPlan(self._engine.name, (f"DECIMAL(38,{places})",))
        else:
            whole = max((int(pair.largest) for pair in profile if pair.largest is not None), default=1)
            places = max((int(pair.places) for pair in profile if pair.places is not None), default=0)
        words = any(indicator.kind is Kind.VERDICT for pack in self._packs for indicator in pack.indicators)
        spelled = words or any(pair.plain < pair.given for pair in profile)
        if spelled:
            for text, pid, iid in self._step("words", queries.odd_texts(_ODD)):
                indicator, due = self._named[pid, iid]
                cut = any(indicator.id in truncated(pack) for pack in self._packs)
                found = value_of(text, indicator, self._settings.locale, due=due, cut=cut)
                if isinstance(found, Diagnostic):
                    self._read[text] = found
                else:
                    written, slack = format(found.value, "f"), format(found.slack, "f")
                    odd.append([text, str(pid), str(iid), written, slack])
                    places = max(places, len(slack.partition(".")[2]) - 1)
                    head, _, tail = written.lstrip("-").partition(".")
                    whole, places = max(whole, len(head)), max(places, len(tail))
        grid = Grid.of(whole, places)
        wide = f"DECIMAL(38,{places + 1})"
        columns = (("raw", "STRING"), ("pid", "BIGINT"), ("iid", "BIGINT"), ("v", grid.type), ("slack", wide))
        self._engine.table(Table("texts", columns, odd))
        return queries._replace(grid=grid, odd=spelled)

    def _bounds(self, queries: Queries, asked: Sequence[Asked]) -> Queries:
        """Hand the engine what is asked, and what the numbers of packs, periods and indicators stand for."""
        engine = self._engine
        rows: list[list[str | None]] = []
        for number, one in enumerate(asked):
            rows += lowered(
                one, number, self._pids, queries.grid, queries.words, ratios=queries.ratios, engine=engine.name
            )
        columns = asked_columns(queries.grid, queries.words, ratios=queries.ratios)
        engine.table(Table("asked", columns, rows))
        engine.keep("deciding", "SELECT * FROM asked WHERE which = 0")
        engine.keep("others", "SELECT * FROM asked WHERE which > 0")
        periods = [
            [str(pid), str(number), one.pack.id, str(period)]
            for number, one in enumerate(asked)
            for period in dict.fromkeys(era.period for era in one.eras)
            for pid in [self._pids[period]]
        ]
        engine.table(
            Table(
                "periods", (("pid", "BIGINT"), ("number", "BIGINT"), ("pack", "STRING"), ("period", "STRING")), periods
            )
        )
        indicators = [
            [str(number), str(place), indicator.id, indicator.title.vi, indicator.group.id]
            for number, one in enumerate(asked)
            for place, indicator in enumerate(one.pack.indicators)
        ]
        columns = (("number", "BIGINT"), ("iid", "BIGINT"), ("indicator", "STRING"), ("title", "STRING"))
        engine.table(Table("indicators", (*columns, ("grouped", "STRING")), indicators))
        kinds = [
            [str(number), one.pack.id, str(flag), code.id, matter.value, self._policies[number].gate(matter).value]
            for number, one in enumerate(asked)
            for flag, code, matter in (*KINDS, *RELATIONS.values())
        ]
        columns = (("number", "BIGINT"), ("pack", "STRING"), ("flag", "BIGINT"), ("code", "STRING"))
        engine.table(Table("kinds", (*columns, ("matter", "STRING"), ("gate", "STRING")), kinds))
        # A stated ratio is multiplied by its denominator, which has up to 20 digits.
        digits = max(
            queries.grid.digits + 20 if queries.ratios else 0,
            queries.grid.digits + len(str(max((largest(one) for one in asked), default=0))),
        )
        if digits > MOST_DIGITS:
            raise UnsupportedPlan(engine.name, (f"checks on figures of {queries.grid.digits} digits",))
        checks, terms = relation_tables(asked, self._pids, queries.grid.places)
        engine.table(checks)
        engine.table(terms)
        eras = any(len(one.eras) > len({era.period for era in one.eras}) for one in asked)
        self._others = any(row[2] != "0" for row in rows)
        return queries._replace(eras=eras, related=any(row[-2] == "0" for row in terms.rows))

    # --- which rows are judged -------------------------------------------------------------

    def _gathered(self, profile: Sequence[_Pair], queries: Queries) -> Queries:
        """Find which rows are not judged, and what each unit reports."""
        engine = self._engine
        if "status" in queries.columns:
            texts = [
                text for (text,) in self._step("status", "SELECT DISTINCT status FROM input WHERE status IS NOT NULL")
            ]
            states = [(text, state_of(text)) for text in texts]
            known = [[text, str(int(state in _ESTIMATES))] for text, state in states if state is not None]
            engine.table(Table("states", (("raw", "STRING"), ("estimate", "BIGINT")), known))
        if queries.dated:
            texts = [text for (text,) in self._step("days", "SELECT DISTINCT as_of FROM input WHERE as_of IS NOT NULL")]
            engine.table(
                Table("days", (("raw", "STRING"), ("day", "STRING")), [[text, day_of(text)] for text in texts])
            )
            engine.keep("latest", queries.latest())
        complete = all(
            pair.period is not None
            and pair.indicator is not None
            and pair.rows == pair.units == pair.given == pair.plain
            for pair in profile
        )
        addressed = complete and not engine.query("SELECT 1 FROM names WHERE why <> 0 LIMIT 1")
        extra = {"status", "as_of", "numerator", "denominator"} & set(queries.columns)
        queries = queries._replace(unclean=not addressed or bool(extra) or queries.odd)
        self._crowd(queries)
        if self._settings.units != "data":
            units = [[unit, str(number)] for number, pack in enumerate(self._packs) for unit in self._units(pack)]
            engine.table(Table("units", (("unit", "STRING"), ("pack", "BIGINT")), units))
            strangers = (
                "SELECT 1 FROM crowd c JOIN periods p ON p.pid = c.pid "
                "WHERE NOT EXISTS (SELECT 1 FROM units u WHERE u.unit = c.unit AND u.pack = p.number) LIMIT 1"
            )
            if engine.query(strangers):
                queries = queries._replace(listed=True, unclean=True)
                self._crowd(queries)
        engine.keep("repeats", queries.repeats())
        if engine.query("SELECT 1 FROM repeats LIMIT 1"):
            queries = queries._replace(repeated=True, unclean=True)
            self._crowd(queries)
        every = "SELECT DISTINCT c.unit, p.number AS pack FROM crowd c JOIN periods p ON p.pid = c.pid"
        listed = "SELECT unit, pack FROM units" if self._settings.units != "data" else every
        engine.keep("expected", f"SELECT u.unit, p.pid, u.pack FROM ({listed}) u JOIN periods p ON p.number = u.pack")
        return queries

    def _crowd(self, queries: Queries) -> None:
        self._progress("units", self._rows, self._engine.share)
        self._engine.view("rows", queries.rows())
        self._engine.keep("crowd", queries.crowd())

    def _units(self, pack: RulePack) -> Sequence[str]:
        if self._settings.units == "pack":
            return pack.reporting.units or (pack.unit,)
        with open(self._settings.units, encoding="utf-8-sig") as file:
            return [unit for line in file if (unit := line.strip())]

    def _set_aside(self, queries: Queries) -> dict[Why, int]:
        """Keep the bad rows, and count all that are not judged by why they are not."""
        engine, rejected = self._engine, self._engine.rejected()
        counts: dict[Why, int] = {Why.BROKEN: len(rejected)} if rejected else {}
        if queries.unclean:
            self._progress("bad", self._rows, self._engine.share)
            told = ", ".join(str(int(why)) for why in BAD)
            path = os.path.join(self._work, "bad.parquet")
            written = "numerator IS NOT NULL OR said IS NOT NULL" if queries.ratios else "said IS NOT NULL"
            rows = (
                f"SELECT file, row, unit, period, indicator, said, day, pid, iid, why, {written} AS written "
                f"FROM rows WHERE why IN ({told})"
            )
            engine.write(rows, path, "parquet")
            engine.read("bad", path)
            counts |= {
                Why(why): n for why, n in engine.query("SELECT why, count(*) FROM rows WHERE why > 0 GROUP BY why")
            }
        return counts

    def _accounts(self, whys: dict[Why, int]) -> Accounts:
        """Say where every row went.

        Raises:
            EngineFault: The counts do not add up.
        """
        judged = int(self._engine.query("SELECT coalesce(sum(judged), 0) FROM crowd")[0][0])
        broken = whys.get(Why.BROKEN, 0)
        bad = sum(count for why, count in whys.items() if why in BAD)
        aside = whys.get(Why.OTHER_YEAR, 0) + whys.get(Why.OTHER_UNIT, 0)
        accounts = Accounts(self._rows + broken, judged, bad, whys.get(Why.SUPERSEDED, 0), aside)
        if accounts.rows != accounts.judged + accounts.bad + accounts.superseded + accounts.not_addressed:
            raise EngineFault(f"engine {self._engine.name} lost rows: {accounts}")
        return accounts

    # --- what was found --------------------------------------------------------------------

    def _found(self, queries: Queries, *, bad: bool) -> None:
        engine = self._engine
        self._progress("findings", self._rows, self._engine.share)
        found = Found(queries)
        sql = f"{found.findings(self._others)} UNION ALL {found.missing(bad, self._others)}"
        if queries.related:
            engine.keep("before", found.before())
            sql += f" UNION ALL {found.relations()}"
        if self._fallen(found):
            sql += f" UNION ALL {found.falls()}"
        kept = self._settings.output and self._settings.output_format == "parquet"
        path = os.path.join(self._output if kept else self._work, "findings.parquet")
        engine.write(f"SELECT {FOUND} FROM ({sql}) f", path, "parquet")
        engine.read("findings", path)
        self._progress("tallies", self._rows, self._engine.share)
        engine.keep("results", queries.results())
        engine.keep("by_unit", queries.by_unit())
        if self._settings.output:
            outputs = {
                "by_unit": "SELECT * FROM by_unit",
                "by_indicator": queries.by_indicator(),
            }
            if not kept:
                outputs["findings"] = f"SELECT {FOUND} FROM findings"
            if self._settings.everything:
                outputs["judged"] = queries.judged()
            if bad:
                outputs["bad_rows"] = "SELECT file, row, unit, period, indicator, said AS value, why FROM bad"
            for name, rows in outputs.items():
                kind = self._settings.output_format
                engine.write(rows, os.path.join(self._output, f"{name}.{kind}"), kind)

    def _fallen(self, found: Found) -> bool:
        """Find the figures that are below the one before, year by year; of most data these are few."""
        tables = []
        for number, pack in enumerate(self._packs):
            ends = [(pid, period.last_month) for period, pid in self._pids.items() if period.year == pack.year]
            # Of several periods with one end the longest, which has the lowest number, stands last.
            ends.sort(key=lambda one: (one[1], -one[0]))
            if len({month for _, month in ends}) > 1 and any(_never_falls(pack, one) for one in pack.indicators):
                self._engine.keep("over_time", found.over_time([pid for pid, _ in ends]))
                self._engine.keep(f"fallen_{number:d}", found.fallen(ends, "over_time"))
                tables.append(f"SELECT * FROM fallen_{number:d}")
        if tables:
            self._engine.view("fallen", " UNION ALL ".join(tables))
        return bool(tables)


class _Pair(NamedTuple):
    """One pair of texts of a period and an indicator, and what the data have of it.

    Args:
        rows: How many rows.
        units: How many of them name a unit.
        given: How many have a value.
        plain: How many of these are plainly spelled.
        largest: The largest figure, or of texts how many digits it has before the decimal point.
        places: How many decimals texts have at the most.
    """

    period: str | None
    indicator: str | None
    rows: int
    units: int
    given: int
    plain: int
    largest: Any
    places: int | None


def _unnamed(pair: _Pair, why: Why) -> list[str | None]:
    return [pair.period, pair.indicator, str(int(why)), None, None, None, "0", "0", "0", "0", None, None, "0", None]


def _never_falls(pack: RulePack, indicator: Indicator) -> bool:
    ruled = any(rule.operands[0] == indicator.id and rule.form is CheckForm.NEVER_FALLING for rule in pack.checks)
    return ruled or (indicator.kind is Kind.FLOW and not indicator.may_fall)


def _series(pack: RulePack, indicator: Indicator, period: Period) -> list[str | None]:
    """Return the series of figures over time that a figure belongs to, if its changes are looked at.

    Also whether it must not fall, and the month that it ends with.
    """
    leaps = any(rule.operands[0] == indicator.id and rule.form is CheckForm.CHANGE for rule in pack.checks)
    length = period.last_month - period.first_month + 1 if indicator.reported is Reported.PERIOD else 0
    return [str(length) if leaps else None, str(int(_never_falls(pack, indicator))), str(period.last_month)]
