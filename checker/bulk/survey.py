"""A bulk run as a whole: accounts, counts, tallies by indicator, and the worst units.

Owns the statements of these few rows. Must not know how anything was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.bulk import tables
from checker.bulk.categories import pace_of
from checker.bulk.model import Accounts, Database
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.domain.axes import COUNTING, Pace, Verdict
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import GateDecision, Report
from checker.domain.survey import IndicatorTally, Survey, UnitLine
from checker.packs.model import RulePack

__all__ = ["Surveyor"]

_LINES: Final = 60
"""The number of units shown in a map."""


class Surveyor(NamedTuple):
    """Summarizes the tables of a run.

    Args:
        engine: The engine with the tables.
        of: The statements of the run.
        packs: The packs, by key.
    """

    engine: Database
    of: RowStatements
    packs: Sequence[RulePack]

    def survey(
        self,
        accounts: Accounts,
        verdicts: dict[str, int],
        code_counts: dict[str, int],
        gate: GateDecision,
        reports: Sequence[Report],
    ) -> Survey:
        """Return the summary over all rows.

        Args:
            accounts: The row counts.
            verdicts: The number of results by verdict.
            code_counts: The number of findings by code.
            gate: The gate's decision.
            reports: The reports given in full.
        """
        last = self._last()
        tallies = [tally for number, pid, period in last for tally in self._tallies(number, pid, period)]
        return Survey(
            self.engine.name,
            *accounts,
            tuple(verdicts.items()),
            tuple(code_counts.items()),
            sum(len(report.findings) for report in reports),
            gate,
            any(pack.synthetic for pack in self.packs),
            tuple(tallies),
            self._lines(*last[-1][:2]) if last else (),
        )

    def map(self) -> None:
        """Store the units with the most blocking findings in the last period, then the most warnings."""
        last = self._last()
        pid = last[-1][1] if last else -1
        counts = ", ".join(f"count(CASE WHEN f.gate = '{gate}' THEN 1 END) AS {gate}_count" for gate in COUNTING)
        severest_first = ", ".join(f"{gate}_count DESC" for gate in COUNTING)
        gates = ", ".join(f"'{gate}'" for gate in COUNTING)
        worst = self.engine.query(
            f"SELECT f.unit, {counts} FROM findings f "
            "JOIN periods p ON CAST(p.pack AS STRING) = f.pack AND CAST(p.period AS STRING) = f.period "
            f"WHERE p.pid = {pid:d} AND f.gate IN ({gates}) GROUP BY f.unit "
            f"ORDER BY {severest_first}, f.unit LIMIT {_LINES:d}"
        )
        rows = [[str(unit), str(pid), str(place)] for place, (unit, *_) in enumerate(worst)]
        self.engine.table(tables.MAP_UNITS.of(rows))

    def _last(self) -> list[tuple[int, int, Period]]:
        """Return the last period of each pack that has any, with the keys of both."""
        last: dict[int, tuple[Period, int]] = {}
        for number, pid, text in self.engine.query("SELECT number, pid, CAST(period AS STRING) FROM periods"):
            one = Period.parse(str(text)), int(pid)
            last[int(number)] = max(last.get(int(number), one), one, key=lambda of: of[0].order)
        return [(number, pid, period) for number, (period, pid) in sorted(last.items())]

    def _tallies(self, number: int, pid: int, period: Period) -> list[IndicatorTally]:
        pack = self.packs[number]
        units = sum(int(n) for (n,) in self.engine.query(f"SELECT n FROM reporting WHERE pid = {pid:d}"))
        verdicts: dict[int, dict[Verdict, int]] = {}
        paces: dict[int, dict[Pace, int]] = {}
        for iid, verdict, pace, n in self.engine.query(
            f"SELECT iid, verdict, pace, sum(n) FROM results WHERE pid = {pid:d} GROUP BY iid, verdict, pace"
        ):
            counts = verdicts.setdefault(int(iid), {})
            counts[Verdict(verdict)] = counts.get(Verdict(verdict), 0) + int(n)
            if pace is not None:
                going = paces.setdefault(int(iid), {})
                going[Pace(pace)] = going.get(Pace(pace), 0) + int(n)
        return [
            IndicatorTally(
                pack.id,
                period,
                one.id,
                one.code,
                one.title,
                one.group.title,
                units,
                tuple((verdict, n) for verdict in Verdict if (n := verdicts.get(iid, {}).get(verdict))),
                tuple((pace, n) for pace in Pace if (n := paces.get(iid, {}).get(pace))),
                max(0, units - sum(verdicts.get(iid, {}).values())),
            )
            for iid, one in enumerate(pack.indicators)
        ]

    def _lines(self, number: int, pid: int) -> tuple[UnitLine, ...]:
        """Return the results of every indicator for the units in the map."""
        units = [str(unit) for (unit,) in self.engine.query("SELECT unit FROM map_units ORDER BY place")]
        cells = len(self.packs[number].indicators)
        stands: dict[str, list[tuple[Verdict, Pace] | None]] = {unit: [None] * cells for unit in units}
        for unit, iid, verdict, pace in self.engine.query(self._stands(pid)):
            stands[str(unit)][int(iid)] = Verdict(verdict), pace_of(pace)
        unit_of = self.packs[number].reporting_unit
        return tuple(UnitLine(unit_of(unit), tuple(row)) for unit, row in stands.items())

    def _stands(self, pid: int) -> str:
        sql = (
            f"SELECT r.unit, r.iid, c.verdict, c.pace FROM ({self.of.rows('detail_rows')}) r "
            f"JOIN map_units m ON m.unit = r.unit JOIN classes c ON {self.of.of_class('r', 'c')} "
            f"WHERE r.pid = {pid:d}{self.of.judged}"
        )
        if self.of.has(SideTable.FALLBACK):
            sql += (
                " UNION ALL SELECT h.unit, h.iid, h.verdict, h.pace FROM fallback_results h "
                f"JOIN map_units m ON m.unit = h.unit WHERE h.pid = {pid:d}"
            )
        return sql
