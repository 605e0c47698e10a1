"""SQL for counts: figures by class, and tallies by unit, indicator and group.

Owns these statements. The plain code decides how a class counts; its answers are joined from tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.bulk import tables
from checker.bulk.categories import PACES, VERDICTS
from checker.bulk.classes import ClassTally
from checker.bulk.presence import Presence
from checker.bulk.rows import RowStatements
from checker.domain.record import NamedTuple

__all__ = ["Tallies"]

_FINDING_KEY: Final = ("pack", "period", "indicator", "code", "matter")
"""The columns that identify the class of a finding, besides its subject and its figure."""


class Tallies(NamedTuple):
    """The statements of counts.

    Args:
        of: The statements of the rows.
    """

    of: RowStatements

    def class_counts(self) -> str:
        """Count judged rows by class."""
        row = tables.CLASS_COUNTS.select("c", n="count(*)")
        if not self.of.plain_alone:
            return f"SELECT {row} {self._of('SELECT * FROM classes')} GROUP BY c.class"
        # Without conditions on figures, engines find the pair of a row by its number, which is fast.
        figure = self.of.figure()
        beyond = "".join(f" + CASE WHEN {figure} > s.end{step} THEN 1 ELSE 0 END" for step in range(self.of.steps))
        pairs = "SELECT n.pair, s.* FROM named n JOIN steps s ON s.pid = n.pid AND s.iid = n.iid"
        rows = f"SELECT s.class{beyond} AS class FROM input i JOIN ({pairs}) s ON s.pair = i.pairs + i.place"
        return f"SELECT {row} FROM ({rows}) c GROUP BY c.class"

    def _of(self, classes: str) -> str:
        """Return SQL for judged rows ``r`` with their class ``c`` from a given table."""
        if self.of.plain_alone:
            # The few classes get the texts of their pairs, so that they can be joined with the raw rows.
            figure = self.of.figure()
            named = f"SELECT c.*, n.raw_period, n.raw_indicator FROM ({classes}) c "
            named += "JOIN named n ON n.pid = c.pid AND n.iid = c.iid"
            return (
                f"FROM input i JOIN ({named}) c ON c.raw_period = i.period AND c.raw_indicator = i.indicator "
                f"AND {figure} >= c.least AND {figure} <= c.most"
            )
        return f"FROM rows r JOIN ({classes}) c ON {self.of.of_class('r', 'c')} WHERE 1 = 1{self.of.judged}"

    def results(self) -> str:
        """Count judged rows by indicator, verdict and pace."""
        row = tables.RESULTS.select("c", n="k.n")
        return f"SELECT {row} FROM class_counts k JOIN classes c ON c.class = k.class"

    @staticmethod
    def moving() -> str:
        """Return the periods with figures whose tally differs from that of most figures of their indicator."""
        moved = "class_counts k JOIN moves m ON m.class = k.class"
        return f"SELECT DISTINCT c.pid FROM {moved} JOIN classes c ON c.class = k.class"

    def moved(self, pids: Sequence[int]) -> str:
        """Sum up these differences for each unit and period.

        Args:
            pids: The periods from `moving`.
        """
        added = ", ".join(f"m.{name}" for name in ClassTally._fields)
        moved = f"SELECT c.*, {added} FROM classes c JOIN moves m ON m.class = c.class"
        moved += f" WHERE c.pid IN ({', '.join(map(str, pids))})"
        row = tables.MOVED.select(unit="unit", pid="c.pid", **self._sums("c"))
        return f"SELECT {row} {self._of(moved)} GROUP BY unit, c.pid"

    def moved_by_findings(self) -> str:
        """Return the same from the findings, which are far fewer than the rows."""
        same = " AND ".join(
            f"CAST(m.{own} AS STRING) = f.{column}"
            for own, column in (*zip(_FINDING_KEY, _FINDING_KEY, strict=True), ("office", "subject"))
        )
        row = tables.MOVED.select(unit="f.unit", pid="m.pid", **self._sums("m"))
        return (
            f"SELECT {row} FROM findings f JOIN moves m "
            f"ON {same} AND f.value >= m.least AND f.value <= m.most GROUP BY f.unit, m.pid"
        )

    @staticmethod
    def _sums(moves: str) -> dict[str, str]:
        return {name: f"CAST(sum({moves}.{name}) AS BIGINT)" for name in ClassTally._fields}

    def by_unit(self, *, moving: bool) -> str:
        """Return the tally of each unit and period.

        Args:
            moving: Whether a table of the sums from `moved` exists under this name.
        """
        presence = Presence(self.of)
        moved = " + coalesce(s.{name}, 0)" if moving else ""
        counts = {name: f"{presence.tally(name)}{moved.format(name=name)}" for name in ClassTally._fields}
        row = tables.BY_UNIT.select("c", pack="p.pack", period="p.period", judged=presence.figures(), **counts)
        return f"SELECT {row} FROM presence c JOIN tallies m ON m.pid = c.pid JOIN periods p ON p.pid = c.pid" + (
            " LEFT JOIN moved s ON s.unit = c.unit AND s.pid = c.pid" if moving else ""
        )

    @staticmethod
    def by_titled_unit() -> str:
        """Return the tally of each unit and period, with the unit's name from its pack, if any."""
        row = tables.TITLED_UNITS.select("u", unit_title="t.title")
        return f"SELECT {row} FROM by_unit u LEFT JOIN unit_titles t ON t.pack = u.pack AND t.unit = u.unit"

    def judged(self) -> str:
        """Return every judged row with its verdict, pace and shortfall."""
        place = {name: f"p.{name}" for name in ("pack", "period", "indicator")}
        stands = {"subject": "s.office", "verdict": "s.verdict", "pace": "s.pace"}
        sizes = {"value": "r.v", "shortfall": self.of.shortfall("r", "s")}
        return (
            f"SELECT {tables.JUDGED.select('r', **place, **stands, **sizes)} "
            f"FROM rows r JOIN classes c ON {self.of.of_class('r', 'c')} JOIN standings s ON s.class = c.class "
            f"JOIN places p ON p.pid = r.pid AND p.iid = r.iid WHERE 1 = 1{self.of.judged}"
        )

    @staticmethod
    def by_indicator() -> str:
        """Return the number of units by verdict and pace, for each indicator and period."""
        counts = {
            name: f"CAST(sum(CASE WHEN s.{axis} = '{name}' THEN s.n ELSE 0 END) AS BIGINT)"
            for axis, names in (("verdict", VERDICTS), ("pace", PACES))
            for name in names
        }
        row = tables.BY_INDICATOR.select(
            "p",
            indicator="g.indicator",
            title="max(g.title)",
            grouped="max(g.grouped)",
            units="max(u.n)",
            without="greatest(0, max(u.n) - CAST(coalesce(sum(s.n), 0) AS BIGINT))",
            **counts,
        )
        return (
            f"SELECT {row} FROM periods p JOIN indicators g ON g.number = p.number "
            "JOIN reporting u ON u.pid = p.pid "
            "LEFT JOIN results s ON s.pid = p.pid AND s.iid = g.iid GROUP BY p.pack, p.period, g.indicator"
        )

    @staticmethod
    def by_group() -> str:
        """Return the number of results by verdict and pace, for each group of indicators and period."""
        counts = {name: f"CAST(sum(i.{name}) AS BIGINT)" for name in (*VERDICTS, *PACES, "without")}
        row = tables.BY_GROUP.select("i", indicators="count(*)", units="max(i.units)", **counts)
        return f"SELECT {row} FROM by_indicator i GROUP BY i.pack, i.period, i.grouped"
