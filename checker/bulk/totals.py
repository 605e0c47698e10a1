"""Roll up the units of a pack: sums in columns, judged as one submission per period.

Owns the statements of the sums and their rows as submissions. Must not know how a whole is judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from checker.batch import completed
from checker.binding.bind import bind
from checker.binding.ratio import RatioParts
from checker.binding.rollup import UnitSum, whole_of
from checker.binding.series import Member
from checker.bulk.grid import MOST_PARTS, MOST_PLACES
from checker.bulk.model import BulkSettings, Database, Why
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.submissions import DataRow, submissions_of
from checker.domain.axes import STATES, Kind, state_before_end
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Submission
from checker.packs.model import Indicator, RulePack

__all__ = ["UnitTotals"]

_BEFORE_END: Final = {place: STATES.index(state_before_end(state)) for place, state in enumerate(STATES)}
"""The states of figures dated before their period's end, by their places."""
_EARLY: Final = " ".join(f"WHEN {own:d} THEN {other:d}" for own, other in _BEFORE_END.items() if own != other)
_NAMED: Final = 10
"""The number of units named that prevent a sum."""


class UnitTotals(NamedTuple):
    """The wholes of one pack.

    Args:
        engine: The engine with the rows, the presence of indicators, and the expected units.
        of: The statements of the rows.
        pids: The keys of periods.
        settings: The options of the run.
        number: The key of the pack.
        pack: The pack; it rolls up.
        last: Which report of a unit counts, from the end: 1 for the last one.
    """

    engine: Database
    of: RowStatements
    pids: Mapping[Period, int]
    settings: BulkSettings
    number: int
    pack: RulePack
    last: int = 1

    def members(self, own: Sequence[DataRow]) -> list[Member]:
        """Return a submission for each reported period, in chronological order.

        Args:
            own: The rows that the pack's unit reports itself.
        """
        submissions = submissions_of(own, self.pack, self.engine, self.settings)
        last_reports = self._last_reports(
            [Member(one, bind(one, self.pack, self.settings.as_of)) for one in submissions]
        )
        sums = self._sums()
        days = dict(self.engine.query(self._days())) if self.of.dated else {}
        reported = {
            pid for (pid,) in self.engine.query(f"SELECT DISTINCT pid FROM reports WHERE number = {self.number:d}")
        }
        periods = [period for period, pid in self.pids.items() if pid in reported and period.year == self.pack.year]
        periods.sort(key=lambda one: one.order)
        return [
            whole_of(
                self.pack,
                self._frame(period, days.get(self.pids[period]), last_reports.get(period)),
                sums.get(self.pids[period], {}),
                [],
                last_reports.get(period),
            )
            for period in periods
        ]

    def _last_reports(self, own: Sequence[Member]) -> dict[Period, Member]:
        """Return the last report of the pack's own unit for each period, or the one before if requested."""
        vintages: dict[Period, list[Member]] = {}
        for member in own:
            vintages.setdefault(member.submission.period, []).append(member)
        return {period: completed(members)[-self.last :][0] for period, members in vintages.items()}

    def _frame(self, period: Period, day: str | None, own: Member | None) -> Submission:
        days = [dt.date.fromisoformat(day)] if day else []
        if own and own.submission.as_of:
            days.append(own.submission.as_of)
        path = own.submission.path if own else self.pack.path
        return Submission(
            path=path,
            sha256="",
            pack=self.pack.id,
            unit=self.pack.unit,
            period=period,
            as_of=max(days, default=None),
            observations=(),
            synthetic=self.pack.synthetic,
            places=(("observations", Location(path)),),
        )

    @property
    def _figured(self) -> str:
        return "(r.v IS NOT NULL OR r.nk IS NOT NULL)" if self.of.ratios else "(r.v IS NOT NULL)"

    @property
    def _units(self) -> str:
        """SQL for the condition that a row ``r`` belongs to a unit of this pack and is judged."""
        judged = f"r.why IN ({Why.JUDGED:d}, {Why.FALLBACK:d}) AND {self._figured} AND "
        unclean = judged if self.of.unclean else ""
        return (
            f"JOIN periods p ON p.pid = r.pid AND p.number = {self.number:d} WHERE {unclean}NOT EXISTS "
            f"(SELECT 1 FROM owners o WHERE o.unit = r.unit AND o.number = {self.number:d})"
        )

    @property
    def _rows(self) -> str:
        """The rows, with a flag for a day before their period's end."""
        if not self.of.dated:
            return "rows r"
        ended = "SELECT r.*, d.day < s.ends AS ahead FROM rows r LEFT JOIN days d ON d.raw = r.stated_as_of"
        return f"({ended} LEFT JOIN spans s ON s.raw_period = r.period) r"

    def _days(self) -> str:
        return (
            "SELECT l.pid, max(l.day) FROM latest l JOIN reports t ON t.unit = l.unit AND t.pid = l.pid "
            f"WHERE t.number = {self.number:d} GROUP BY l.pid"
        )

    def _sums(self) -> dict[int, dict[str, UnitSum]]:
        """Return the units' figures, summed by period and indicator."""
        # Integers and fractions are summed separately, because together they may exceed an engine's digits.
        rest = f"CAST(sum(CAST(r.v % 1 AS DECIMAL(38,{self.of.grid.places}))) AS STRING)"
        units = "CAST(sum(CAST(r.v - r.v % 1 AS DECIMAL(38,0))) AS STRING)"
        early, state = "0", "r.state"
        if self.of.dated:
            state = f"CASE WHEN r.ahead THEN CASE r.state {_EARLY} ELSE r.state END ELSE r.state END"
            early = f"CASE WHEN {state} = r.state THEN 0 ELSE 1 END"
        parts = "NULL, NULL"
        if self.of.ratios:
            parts = "CAST(sum(r.nk) AS STRING), CAST(sum(r.dk) AS STRING)"
        rows = self.engine.query(
            f"SELECT r.pid, r.iid, count(*), {units}, {rest}, "
            f"CAST(sum({self.of.slack(cut=False)}) AS STRING), min({state}), min(r.file), {parts}, max({early}) "
            f"FROM {self._rows} {self._units} GROUP BY r.pid, r.iid"
        )
        absent, without_parts = self._absent(), self._without_parts()
        sums: dict[int, dict[str, UnitSum]] = {}
        for row in rows:
            indicator = self.pack.indicators[int(row[1])]
            if indicator.kind is not Kind.VERDICT:
                key = int(row[0]), int(row[1])
                made = self._sum(indicator, row, absent.get(key, ()), without_parts.get(key, ()))
                sums.setdefault(key[0], {})[indicator.id] = made
        return sums

    def _sum(
        self, indicator: Indicator, row: Sequence[Any], missing: tuple[str, ...], without_parts: tuple[str, ...]
    ) -> UnitSum:
        _, _, count, units, rest, slack, state, file, numerator, denominator, early = row
        whole = UnitSum(
            Location(str(file)), None, None, STATES[int(state)], "", (), missing, without_parts, bool(early)
        )
        if missing or without_parts:
            return whole
        if indicator.kind is Kind.RATIO:
            share = RatioParts(point(Decimal(numerator)), Fraction(denominator)).of(indicator)
            parts = [format(plain(Decimal(part).scaleb(-MOST_PARTS)), "f") for part in (numerator, denominator)]
            return whole._replace(total=share, stated=share, text=" / ".join(parts))
        # Fractions, because decimals would be rounded to 28 digits.
        value, margin = Fraction(units) + Fraction(rest), Fraction(slack)
        total = plain(value, MOST_PLACES)
        text = f"{format(total, 'f')} ({count})"
        return whole._replace(total=point(total), stated=Interval(value - margin, value + margin), text=text)

    def _absent(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the first of the units that do not report an indicator of a period."""
        reported = " OR ".join(f"(c.valid{w} & m.b{w}) <> 0" for w in range(self.of.words))
        # A figure that the plain engine derives from a percentage or a rate cannot be part of a sum.
        unfigured = f"r.why = {Why.FALLBACK:d} AND NOT {self._figured}"
        fallback = f" UNION SELECT r.pid, r.iid, r.unit FROM rows r JOIN periods p ON p.pid = r.pid WHERE {unfigured}"
        return self._first_units(
            f"SELECT e.pid, m.iid, e.unit FROM expected e JOIN places m ON m.pid = e.pid AND m.iid >= 0 "
            "LEFT JOIN reporters c ON c.unit = e.unit AND c.pid = e.pid "
            f"WHERE e.number = {self.number:d} AND (c.unit IS NULL OR NOT ({reported}))"
            + (f"{fallback} AND p.number = {self.number:d}" if self.of.has(SideTable.FALLBACK) else "")
        )

    def _without_parts(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the first units that state a ratio without its parts."""
        alone = " AND r.dk IS NULL" if self.of.ratios else ""
        ratios = [place for place, one in enumerate(self.pack.indicators) if one.kind is Kind.RATIO]
        if not ratios:
            return {}
        ratio_rows = f"r.iid IN ({', '.join(map(str, ratios))}){alone}"
        return self._first_units(f"SELECT r.pid, r.iid, r.unit FROM rows r {self._units} AND {ratio_rows}")

    def _first_units(self, sql: str) -> dict[tuple[int, int], tuple[str, ...]]:
        ordered = "row_number() OVER (PARTITION BY q.pid, q.iid ORDER BY q.unit) AS place"
        units: dict[tuple[int, int], tuple[str, ...]] = {}
        for pid, iid, unit in self.engine.query(
            f"SELECT pid, iid, unit FROM (SELECT q.*, {ordered} FROM ({sql}) q) k WHERE place <= {_NAMED} "
            "ORDER BY pid, iid, unit"
        ):
            units[int(pid), int(iid)] = (*units.get((int(pid), int(iid)), ()), str(unit))
        return units
