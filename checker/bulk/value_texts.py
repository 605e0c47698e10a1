"""The values that are not plainly spelled: each distinct text is read once, and its number is stored beside it.

Owns the table of these texts, and the grid that holds every figure exactly. Must not know a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from typing import Any, Final

from checker.binding.deadlines import deadline_of
from checker.binding.values import ReportTime
from checker.bulk import tables
from checker.bulk.grid import MOST_DIGITS, MOST_WHOLE, FigureGrid
from checker.bulk.keys import TextKeys
from checker.bulk.model import Database, DataTable, StorageKind, ValueReadings
from checker.bulk.names import Names
from checker.bulk.notation import doubt_of, with_doubtful_counts, with_mixed_notations
from checker.bulk.profile import Pair, PairFigures
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.texts import RANGE, VerdictTarget, reached_later, too_long, too_many_ranges, value_of
from checker.domain.axes import ESTIMATES, STATES, Kind
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import point
from checker.packs.model import RulePack

__all__ = ["ValueTexts"]

_FEWEST: Final = 12
"""The digits before the decimal point that are always allowed."""
_ODD: Final = 200_000
"""The most distinct odd spellings that are read one by one; further ones are bad rows."""


class ValueTexts:
    """The texts of one run.

    Args:
        engine: The engine with the rows; it receives the table of texts.
        packs: The packs, by key.
        keys: The keys of periods and indicators.
        names: What pairs of periods and indicators address.
    """

    def __init__(self, engine: Database, packs: Sequence[RulePack], keys: TextKeys, names: Names) -> None:
        self._engine = engine
        self._packs = packs
        self._keys = keys
        self._names = names
        self._table: DataTable
        self.readings = ValueReadings({})
        """The problems of values that were read one by one."""
        self.ranges = False
        """Whether any value is a range."""

    def read(
        self,
        profile: Sequence[Pair],
        queries: RowStatements,
        step: Callable[[str, str], list[tuple[Any, ...]]],
        times: int,
    ) -> RowStatements:
        """Read odd spellings, find the grid that holds every figure exactly, and return the statements with both.

        Args:
            profile: The pairs of texts in the data.
            queries: The statements known so far.
            step: Runs a query as a step of the run.
            times: The largest factor of a check; 0 if there is none.
        """
        stored = queries.columns["value"]
        self.readings = self.readings._replace(locale=queries.notation("value"))
        odd: list[list[str | None]] = []
        whole = max((pair.digits for pair in profile), default=1)
        places = stored.places
        if stored.stored is not StorageKind.EXACT:
            places = max(0, 0, *(int(pair.places) for pair in profile if pair.places is not None))
        queries, spelled = self._spelled(profile, queries)
        years = {pack.year for pack in self._packs if pack.reporting.roll_up}
        summed = {pid for period, pid in self._keys.pids.items() if period.year in years}
        if spelled:
            texts = step("words", queries.odd_texts(_ODD))
            self.readings = self.readings._replace(all=len(texts) < _ODD)
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
                self.readings.problems[str(text), int(str(pid)), int(str(iid))] = too_long(str(text))
        odd = [row for row in odd if (str(row[0]), int(str(row[1])), int(str(row[2]))) not in self.readings.problems]
        grid = FigureGrid.of(whole, places, capped=capped)
        queries = queries.with_(*([SideTable.TEXTS] if spelled else []))
        queries = queries._replace(grid=grid, late=bool(self.readings.late))
        self._table = tables.TEXTS.of(odd, queries.types)
        self._engine.table(self._table)
        counts = self._names.indicators if self._names.fractions else {}
        queries, self.readings = with_mixed_notations(queries, self._engine, self.readings, counts)
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
        times, periods = self._times(dated=queries.dated), {pid: period for period, pid in self._keys.pids.items()}
        notation, number = queries.notation("value"), queries.columns["value"].stored is not StorageKind.TEXT
        for text, pid, iid in texts:
            indicator, due, any_due = self._names.indicators[pid, iid]
            targets_apply, time = pid not in summed, times[pid]
            after = reached_later(text, indicator, notation, time) if queries.dated else None
            if after is not None:
                # The day of its row decides whether the report can cover it.
                late[text, pid, iid] = after.problem
                time = time._replace(until=after.day)
            verdict = VerdictTarget(due, deadline_of(indicator, periods[pid]))
            reading = value_of(
                text, indicator, notation, time, target=verdict, stored=number, targets_apply=targets_apply
            )
            sizes: list[str | None] = [None] * 3
            if isinstance(reading, Diagnostic):
                self.readings.problems[text, pid, iid] = reading
                continue
            if reading is RANGE and pid in summed:
                # A range cannot be a part of the units' sum.
                self.readings.problems[text, pid, iid] = too_many_ranges(text)
                continue
            # It may contain more than one figure.
            ranged = reading is RANGE or (pid not in summed and (reading.planned or (reading.pending and any_due)))
            state: str | None = None
            if not ranged and reading is not RANGE:
                sizes = [format(size, "f") for size in (reading.value, reading.slack, reading.cut)]
                state = str(STATES.index(reading.state)) if reading.state in ESTIMATES else None
            self.ranges = self.ranges or ranged
            doubt, day = doubt_of(text, self.readings.locale), after and after.day.isoformat()
            rows.append([text, str(pid), str(iid), *sizes, state, doubt, str(int(ranged)), day])
        self.readings = self.readings._replace(late=late)
        return rows

    def _times(self, *, dated: bool) -> dict[int, ReportTime]:
        """Return the days that reports can cover, by the keys of their periods; `dated` rows state their own day."""
        calendars = {pack.year: pack.calendar for pack in self._packs}
        ends = {pid: (one, one.window(calendars[one.year])[1]) for one, pid in self._keys.pids.items()}
        return {pid: ReportTime(one.year, end, None if dated else end, one, end) for pid, (one, end) in ends.items()}

    def _spelled(self, profile: Sequence[Pair], queries: RowStatements) -> tuple[RowStatements, bool]:
        """Tell whether there may be values to read one by one."""
        verdicts = any(indicator.kind is Kind.VERDICT for pack in self._packs for indicator in pack.indicators)
        worded = verdicts or any(pair.plain < pair.given for pair in profile)
        if worded or self._names.fractions:
            self._engine.table(self._names.table())
        queries = with_doubtful_counts(queries, self._engine, decimals=self._names.fractions)
        return queries, worded or bool(queries.doubtful)

    def refuse_ranges(self) -> None:
        """Mark rows with ranges as bad, because there are too many to judge them one by one."""
        for row in self._table.rows:
            text, pid, iid, *_, ranged, _ = (one or "" for one in row)
            if ranged == "1":
                self.readings.problems[text, int(pid), int(iid)] = too_many_ranges(text)
        rows = [row for row in self._table.rows if row[-2] == "0"]
        self._engine.table(self._table._replace(rows=rows))

    def pair_figures(self) -> dict[tuple[int, int], PairFigures]:
        """Return the profile of each period and indicator, including figures that were read one by one."""
        seen = dict(self._names.seen)
        for _, pid, iid, value, *_, doubt, _ranged, _day in self._table.rows:
            if value is not None:
                number = Decimal(value)
                key, own = (int(str(pid)), int(str(iid))), PairFigures(point(number), None, doubt == "1")
                seen[key] = seen[key].and_(own)
        return seen
