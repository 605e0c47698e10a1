"""Prepare the tables of a bulk run in its engine: names, the grid of figures, bounds and relations.

Owns the order in which these tables are made. Nothing is evaluated before all of them are accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from typing import Any, Final

from checker.assess.policy import Policy
from checker.binding.deadlines import deadline_of
from checker.binding.values import ReportTime
from checker.bulk.answers import Answers
from checker.bulk.beside import Beside
from checker.bulk.grid import MOST_DIGITS, MOST_WHOLE, FigureGrid
from checker.bulk.keys import TextKeys
from checker.bulk.labels import PACES, Labels
from checker.bulk.model import BulkSettings, Database, DataTable, StorageKind, ValueReadings
from checker.bulk.names import Names
from checker.bulk.notation import counting, doubt_of, mixing
from checker.bulk.plans import PackPlans, plans_of, stated_type, undecided
from checker.bulk.presence import Presence
from checker.bulk.profile import Pair, PairFigures
from checker.bulk.relations import DECIDED, largest, of_ratios, relation_tables
from checker.bulk.rows import RowStatements
from checker.bulk.tallies import Tallies
from checker.bulk.texts import (
    DOUBTFUL,
    PARTS,
    RANGE,
    AskedVerdict,
    reached_later,
    too_long,
    too_many_ranges,
    value_of,
)
from checker.bulk.uncompared import needs_tables
from checker.domain import codes
from checker.domain.axes import DataState, Gate, Kind, Matter, Verdict
from checker.domain.check import CheckKind
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import Interval, point
from checker.errors import UnsupportedPlan
from checker.packs.model import Indicator, RulePack

__all__ = ["Preparation", "parts_of"]

_FEWEST: Final = 12
"""The digits before the decimal point that are always allowed."""
_ODD: Final = 200_000
"""The most distinct odd spellings that are read one by one; further ones are bad rows."""
_ESTIMATES: Final = {DataState.ESTIMATE: 1, DataState.PROVISIONAL: 2}
"""The numbers of states that words beside a figure give, in the table of texts."""


def parts_of(queries: RowStatements, engine: Database, settings: BulkSettings) -> tuple[str, str]:
    """Return SQL that tells whether numerators and denominators are readable; empty if rows have none."""
    columns = [queries.columns.get(name) for name in ("numerator", "denominator")]
    if None in columns:
        return "", ""
    first, second = (
        engine.matches(
            f"CAST(i.{name} AS STRING)",
            PARTS[settings.locale if column and column.stored is StorageKind.TEXT else "machine"],
        )
        for name, column in zip(("numerator", "denominator"), columns, strict=True)
    )
    return first, second


class Preparation:
    """The preparation of one run.

    Args:
        engine: The engine that receives the tables.
        packs: Packs of different years.
        policies: The gate policy of each pack.
        settings: The options of the run.
    """

    def __init__(
        self, engine: Database, packs: Sequence[RulePack], policies: Sequence[Policy], settings: BulkSettings
    ) -> None:
        self._engine = engine
        self._packs = packs
        self._policies = policies
        self._settings = settings
        self.read = ValueReadings({})
        """The problems of values that were read one by one."""
        self.undecided: dict[int, tuple[str, ...]] = {}
        """The parts that columns cannot decide, by the keys of packs; their units are judged one by one."""
        self.complete = False
        """Whether every row has all that is needed to judge it, plainly spelled."""
        self.counted = False
        """Whether the figures of each class are counted, as if all rows were judged."""
        self.moves_found = False
        """Whether each figure with an unusual tally has exactly one finding that identifies it."""
        self.ranges = False
        """Whether any value is a range."""
        self.offices: frozenset[str] = frozenset()
        """The texts that distinguish findings with the same code and indicator."""
        self.related = False
        """Whether figures are compared with each other, apart from the check that a figure must not fall."""
        self.over_time = False
        """Whether figures are compared with those of other periods."""
        self.needs = False
        """Whether packs define comparisons that may be impossible."""
        self.await_vintages: Callable[[], None]
        """Waits for the table of vintages."""
        self.unit_texts: list[str] = []
        """With the vintages, the texts of units that may be names or have whitespace around them."""
        self.keys: TextKeys
        self.names: Names
        self._texts: DataTable
        self._wholes: list[PackPlans] = []

    def prepare(
        self, profile: Sequence[Pair], queries: RowStatements, step: Callable[[str, str], list[tuple[Any, ...]]]
    ) -> RowStatements:
        """Store all tables in the engine, and return the statements of the run.

        Args:
            profile: The pairs of texts in the data.
            queries: The statements known so far.
            step: Runs a query as a step of the run.

        Raises:
            UnsupportedPlan: The engine cannot evaluate a pack.
        """
        keys = self.keys = TextKeys(profile, self._packs)
        queries = queries._replace(words=keys.bits.words)
        self._engine.table(keys.spans())
        self._engine.number([("indicator", keys.indicators()), ("period", keys.periods())])
        # This needs no plan, and nothing needs it until all plans are in the engine.
        self.await_vintages = self._engine.beside(self._vintages(profile, queries))
        asked = self._compiled_plans(queries)
        # If units have no targets, the targets of the whole determine due periods and displayed bounds.
        self._wholes = [
            plans_of(one.pack, tuple(one.plans), self._settings.as_of, ratios=False, wholes=True)
            if one.pack.reporting.roll_up
            else one
            for one in asked
        ]
        self.names = Names(profile, self._wholes, keys)
        self.complete = self.names.complete and all(
            pair.period is not None
            and pair.indicator is not None
            and pair.rows == pair.units == pair.given == pair.plain
            for pair in profile
        )
        queries = self._figures(profile, queries, step, max((largest(one) for one in asked), default=0))
        queries = self._labels(asked, queries)
        return self._bounds(queries, asked)

    def _vintages(self, profile: Sequence[Pair], queries: RowStatements) -> Callable[[Database], None]:
        """Return the work that finds the vintages and the texts of units."""
        presence = Presence(queries)
        # A unit usually has one row of each pair.
        about = max((pair.rows for pair in profile), default=0)
        units = presence.named_units() if any(pack.names_units for pack in self._packs) else presence.padded_units()

        def work(engine: Database) -> None:
            fast = {} if queries.vintages else engine.group_keys(about, self.keys.texts)
            engine.keep("vintages", presence.vintages(fast))
            self.unit_texts = [str(text) for (text,) in engine.query(units)]

        return work

    def _compiled_plans(self, queries: RowStatements) -> list[PackPlans]:
        """Compile every pack for the periods of the data."""
        ratios, periods = queries.ratios, self.keys.pids
        asked = [
            plans_of(pack, [one for one in periods if one.year == pack.year], self._settings.as_of, ratios=ratios)
            for pack in self._packs
        ]
        for number, one in enumerate(asked):
            cannot = undecided(one, (CheckKind.NATURAL_LIMITS, CheckKind.RATIO, *DECIDED))
            cannot += of_ratios(one) if ratios else ()
            if cannot:
                self.undecided[number] = cannot
        return asked

    def _figures(
        self,
        profile: Sequence[Pair],
        queries: RowStatements,
        step: Callable[[str, str], list[tuple[Any, ...]]],
        times: int,
    ) -> RowStatements:
        """Find the grid that holds every figure exactly, and read odd spellings.

        Args:
            profile: The pairs of texts in the data.
            queries: The statements known so far.
            step: Runs a query as a step of the run.
            times: The largest factor of a check; 0 if there is none.
        """
        stored = queries.columns["value"]
        odd: list[list[str | None]] = []
        whole = max((pair.digits for pair in profile), default=1)
        places = stored.places
        if stored.stored is not StorageKind.EXACT:
            places = max(0, 0, *(int(pair.places) for pair in profile if pair.places is not None))
        queries, spelled = self._spelled(profile, queries)
        years = {pack.year for pack in self._packs if pack.reporting.roll_up}
        summed = {pid for period, pid in self.keys.pids.items() if period.year in years}
        if spelled:
            texts = step("words", queries.odd_texts(_ODD))
            self.read = self.read._replace(all=len(texts) < _ODD, locale=queries.notation("value"))
            odd = self._read_texts(texts, queries, summed)
            for _, _, _, size, *open_to in odd:
                if size is not None:
                    places = max(places, *(len(str(one).partition(".")[2]) - 1 for one in open_to[:2]))
                    head, _, tail = size.lstrip("-").partition(".")
                    whole, places = max(whole, len(head)), max(places, len(tail))
        # A single figure that is too long is a bad row and does not stop the run.
        most = max(_FEWEST, min(MOST_WHOLE, MOST_DIGITS - places - (len(str(times)) if times else 0)))
        capped, whole = whole > most, min(whole, most)
        for text, pid, iid, written, *_ in odd if capped else ():
            if written is not None and len(written.lstrip("-").partition(".")[0]) > whole:
                self.read.wrong[str(text), int(str(pid)), int(str(iid))] = too_long(str(text))
        odd = [row for row in odd if (str(row[0]), int(str(row[1])), int(str(row[2]))) not in self.read.wrong]
        grid = FigureGrid.of(whole, places, capped=capped)
        wide = f"DECIMAL(38,{places + 1})"
        columns = (("raw", "STRING"), ("pid", "BIGINT"), ("iid", "BIGINT"), ("v", grid.type))
        open_ = (("slack", wide), ("cut", wide))
        flags = (("estimate", "BIGINT"), ("doubt", "BIGINT"), ("ranged", "BIGINT"))
        self._texts = DataTable("texts", (*columns, *open_, *flags, ("reached", "STRING")), odd)
        self._engine.table(self._texts)
        queries = queries._replace(grid=grid, late=bool(self.read.late)).with_(*([Beside.TEXTS] if spelled else []))
        queries, self.read = mixing(queries, self._engine, self.read)
        return queries

    def _read_texts(
        self, texts: Sequence[tuple[Any, ...]], queries: RowStatements, summed: Container[int]
    ) -> list[list[str | None]]:
        """Return the rows of the table of texts: the readings of odd spellings.

        Args:
            texts: The values, each with the keys of its period and indicator.
            queries: The statements known so far.
            summed: The keys of the periods in which units are rolled up.
        """
        rows: list[list[str | None]] = []
        late: dict[tuple[str, int, int], Diagnostic] = {}
        times, periods = self._times(dated=queries.dated), {pid: period for period, pid in self.keys.pids.items()}
        notation, number = queries.notation("value"), queries.columns["value"].stored is not StorageKind.TEXT
        for text, pid, iid in texts:
            indicator, due, asked = self.names.named[pid, iid]
            held, time = pid not in summed, times[pid]
            after = reached_later(text, indicator, notation, time) if queries.dated else None
            if after is not None:
                # The day of its row decides whether the report can cover it.
                late[text, pid, iid] = after.wrong
                time = time._replace(until=after.day)
            verdict = AskedVerdict(due, deadline_of(indicator, periods[pid]))
            found = value_of(text, indicator, notation, time, asked=verdict, stored=number, held=held)
            sizes: list[str | None] = [None] * 3
            if isinstance(found, Diagnostic):
                self.read.wrong[text, pid, iid] = found
                continue
            if found is RANGE and pid in summed:
                # A range cannot be a part of the units' sum.
                self.read.wrong[text, pid, iid] = too_many_ranges(text)
                continue
            # It may contain more than one figure.
            ranged = found is RANGE or (pid not in summed and (found.planned or (found.pending and asked)))
            estimate = "0"
            if not ranged and found is not RANGE:
                sizes = [format(size, "f") for size in (found.value, found.slack, found.cut)]
                estimate = str(_ESTIMATES.get(found.state or DataState.FINAL, 0))
            self.ranges = self.ranges or ranged
            doubt, day = doubt_of(text, self.read.locale), after and after.day.isoformat()
            rows.append([text, str(pid), str(iid), *sizes, estimate, doubt, str(int(ranged)), day])
        self.read = self.read._replace(late=late)
        return rows

    def _times(self, *, dated: bool) -> dict[int, ReportTime]:
        """Return the days that reports can cover, by the keys of their periods; `dated` rows state their own day."""
        calendars = {pack.year: pack.calendar for pack in self._packs}
        ends = {pid: (one, one.window(calendars[one.year])[1]) for one, pid in self.keys.pids.items()}
        return {pid: ReportTime(one.year, end, None if dated else end, one, end) for pid, (one, end) in ends.items()}

    def _spelled(self, profile: Sequence[Pair], queries: RowStatements) -> tuple[RowStatements, bool]:
        """Tell whether there may be values to read one by one."""
        verdicts = any(indicator.kind is Kind.VERDICT for pack in self._packs for indicator in pack.indicators)
        worded = verdicts or any(pair.plain < pair.given for pair in profile)
        if worded or self.names.fractions:
            self._engine.table(self.names.table())
        queries = counting(queries, self._engine, decimals=self.names.fractions)
        return queries, worded or bool(queries.doubtful)

    def refuse_ranges(self) -> None:
        """Mark rows with ranges as bad, because there are too many to judge them one by one."""
        for row in self._texts.rows:
            text, pid, iid, *_, ranged, _ = (one or "" for one in row)
            if ranged == "1":
                self.read.wrong[text, int(pid), int(iid)] = too_many_ranges(text)
        rows = [row for row in self._texts.rows if row[-2] == "0"]
        self._engine.table(self._texts._replace(rows=rows))

    def _labels(self, asked: Sequence[PackPlans], queries: RowStatements) -> RowStatements:
        """Define the engine's types for columns with few distinct texts."""
        packs = self._packs
        rules = [
            rule
            for pack, one in zip(packs, asked, strict=True)
            for plan in one.plans.values()
            for indicator in pack.indicators
            for rule in indicator.targets(plan.day)
        ]
        relations = [
            check.rule or ",".join(check.operands)
            for one in (*asked, *self._wholes)
            for plan in one.plans.values()
            for check in plan.checks
        ]
        texts = {
            "pack": [pack.id for pack in packs],
            "period": [str(period) for period in self.keys.pids] or [""],
            "indicator": ["", *(indicator.id for pack in packs for indicator in pack.indicators)],
            "office": ["", *(rule.assigned_by for rule in rules), *relations],
            "code": list(codes.REGISTRY),
            "matter": [matter.value for matter in Matter],
            "gate": [gate.value for gate in Gate],
            "verdict": ["", *(verdict.value for verdict in Verdict)],
            "pace": PACES,
        }
        if files := self._engine.files():
            texts["file"] = files
        self.offices = frozenset(texts["office"])
        labels = Labels(**self._engine.labels(texts))
        stated = stated_type(self._wholes, queries.grid, self._engine.name)
        return queries._replace(labels=labels, stated=stated)

    def _bounds(self, queries: RowStatements, asked: Sequence[PackPlans]) -> RowStatements:
        """Store the plans in the engine, with the meaning of the keys of packs, periods and indicators."""
        engine, labels, bits = self._engine, queries.labels, self.keys.bits
        answers = Answers(queries, self._policies, engine.name, everything=self._settings.everything)
        seen = self._pair_figures()
        for number, one in enumerate(asked):
            if number not in self.undecided:
                answers.add(number, one, self.keys.pids, bits.one[number], seen)
        for table in answers.tables(bits.words):
            engine.table(table)
        self.moves_found = answers.moves_found
        engine.table(self.names.spanned(answers.quiet, queries.grid))
        queries = queries._replace(axes=frozenset(answers.axes), counts=frozenset(answers.counts), steps=answers.steps)
        self._count(queries)
        self._places(asked, queries)
        times = max((largest(one) for one in asked), default=0)
        digits = queries.grid.digits + (len(str(times)) if times else 0)
        if digits > MOST_DIGITS:
            raise UnsupportedPlan(engine.name, (f"checks on figures of {digits} digits, more than {MOST_DIGITS}",))
        checks, terms = relation_tables(asked, self.keys.pids, queries.grid.places, labels, self._policies)
        engine.table(checks)
        engine.table(terms)
        self.over_time = bool(self.undecided) or any(row[3] == "1" for row in terms.rows)
        self.related = any(row[-2] == "0" for row in terms.rows)
        needs = needs_tables(asked, self.keys.pids, bits)
        self.needs = needs is not None
        for table in needs or ():
            engine.table(table)
        doubtful = engine.matches("r.said", DOUBTFUL[queries.notation("value")]) if "grouped" in answers.axes else ""
        return queries._replace(grouping=doubtful)

    def _count(self, queries: RowStatements) -> None:
        """Start to count the figures of each class, if nothing is known against any row.

        What is found against rows later makes another count necessary; most data have nothing of the kind.
        """
        simple = self.complete and not (queries.odd or queries.ratios or queries.grid.capped or self.undecided)
        if simple and self._settings.units == "data" and not any(pack.reporting.roll_up for pack in self._packs):
            sql = Tallies(queries).class_counts()
            self._engine.beside(lambda engine: engine.keep("class_counts", sql))
            self.counted = True

    def _pair_figures(self) -> dict[tuple[int, int], PairFigures]:
        """Return the profile of each period and indicator, including figures that were read one by one."""
        seen = dict(self.names.seen)
        for _, pid, iid, value, *_, doubt, _ranged, _day in self._texts.rows:
            if value is not None:
                number = Decimal(value)
                key, own = (int(str(pid)), int(str(iid))), PairFigures(point(number), None, doubt == "1")
                seen[key] = seen[key].and_(own)
        return seen

    def falling(self, number: int) -> list[bool]:
        """Tell which indicators of a pack may not fall and may have figures below earlier ones.

        An indicator has none if the least figure of each period is not below the greatest of the periods before it.

        Args:
            number: The number of the pack.
        """
        return [
            any(not _rises(earlier, among) for month, among in figures for end, earlier in figures if end < month)
            for figures in self._never_falling(number)
        ]

    def among(self, number: int) -> Interval | None:
        """Return the interval of a pack's figures that may not fall; ``None`` if it is unknown.

        Args:
            number: The key of the pack.
        """
        found = PairFigures(None, None)
        for figures in self._never_falling(number):
            for _, among in figures:
                found = found.and_(PairFigures(among, None))
        return found.among

    def _never_falling(self, number: int) -> list[list[tuple[int, Interval | None]]]:
        """Return, for each indicator of a pack, the last months of its figures and the interval that contains them.

        There are none for those that may fall.
        """
        pack, seen = self._packs[number], self._pair_figures()
        ends = {pid: period.last_month for period, pid in self.keys.pids.items() if period.year == pack.year}
        return [
            [
                (month, seen[pid, iid].among)
                for pid, month in ends.items()
                if (pid, iid) in seen and indicator.id in self.names.never_falling[number]
            ]
            for iid, indicator in enumerate(pack.indicators)
        ]

    def _title(self, indicator: Indicator) -> str:
        return indicator.title.en if self._settings.language == "en" else indicator.title.vi

    def _places(self, asked: Sequence[PackPlans], queries: RowStatements) -> None:
        """Store the periods, the indicators, and their combinations in the engine."""
        labels, words = queries.labels, self.keys.bits.words
        periods: list[list[str | None]] = []
        indicators: list[list[str | None]] = []
        places: list[list[str | None]] = []
        for number, one in enumerate(asked):
            head = str(number)
            indicators += [
                [head, str(place), indicator.id, self._title(indicator), indicator.group.id]
                for place, indicator in enumerate(one.pack.indicators)
            ]
            for period in one.plans:
                pid = str(self.keys.pids[period])
                periods.append([pid, head, one.pack.id, str(period)])
                places.append([pid, "-1", one.pack.id, str(period), "", *["0"] * words])
                places += [
                    [
                        pid,
                        str(place),
                        one.pack.id,
                        str(period),
                        indicator.id,
                        *map(str, self.keys.bits.one[number][place]),
                    ]
                    for place, indicator in enumerate(one.pack.indicators)
                ]
        named = (("pack", labels.pack), ("period", labels.period))
        self._engine.table(DataTable("periods", (("pid", "BIGINT"), ("number", "BIGINT"), *named), periods))
        columns = (("number", "BIGINT"), ("iid", "BIGINT"), ("indicator", labels.indicator), ("title", "STRING"))
        self._engine.table(DataTable("indicators", (*columns, ("grouped", "STRING")), indicators))
        heads = (("pid", "BIGINT"), ("iid", "BIGINT"), *named, ("indicator", labels.indicator))
        self._engine.table(DataTable("places", (*heads, *((f"b{w}", "BIGINT") for w in range(words))), places))


def _rises(earlier: Interval | None, later: Interval | None) -> bool:
    """Tell whether no figure is below any earlier one; unknown figures count as absent."""
    if earlier is None or later is None:
        return True
    return earlier.hi is not None and later.lo is not None and earlier.hi <= later.lo
