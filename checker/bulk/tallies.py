"""SQL for counts: figures by class, and tallies by unit, indicator and group.

Owns these statements, and the columns of results, tallies of units and judged rows. The plain code decides how a class
counts; its answers are joined from tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.bulk.categories import PACES, VERDICTS, select_list
from checker.bulk.classes import ClassTally
from checker.bulk.presence import Presence
from checker.bulk.rows import RowStatements
from checker.domain.record import NamedTuple

__all__ = ["Tallies"]

_FINDING_KEY: Final = ("pack", "period", "indicator", "code", "matter")
"""The columns that identify the class of a finding, besides its subject and its figure."""
_WHOLE: Final = "BIGINT"


class Tallies(NamedTuple):
    """The statements of counts.

    Args:
        of: The statements of the rows.
    """

    of: RowStatements

    @property
    def result_columns(self) -> dict[str, str]:
        """The columns of ``results`` with their types."""
        labels = self.of.labels
        return {"pid": _WHOLE, "iid": _WHOLE, "verdict": labels.verdict, "pace": labels.pace, "n": _WHOLE}

    @property
    def unit_columns(self) -> dict[str, str]:
        """The columns of ``by_unit`` with their types."""
        labels = self.of.labels
        who = {"pack": labels.pack, "unit": "STRING", "period": labels.period}
        return who | dict.fromkeys((*ClassTally._fields, "judged", "bad"), _WHOLE)

    @property
    def judged_columns(self) -> dict[str, str]:
        """The columns of ``judged`` with their types."""
        labels = self.of.labels
        return {
            "pack": labels.pack,
            "unit": "STRING",
            "period": labels.period,
            "indicator": labels.indicator,
            "subject": labels.office,
            "verdict": labels.verdict,
            "pace": labels.pace,
            "value": self.of.grid.type,
            "shortfall": self.of.stated,
            "file": labels.file,
            "row": _WHOLE,
        }

    def class_counts(self) -> str:
        """Count judged rows by class."""
        if not self.of.plain_alone:
            return f"SELECT c.class, count(*) AS n {self._of('SELECT * FROM classes')} GROUP BY c.class"
        # Without conditions on figures, engines find the pair of a row by its number, which is fast.
        figure = self.of.figure()
        beyond = "".join(f" + CASE WHEN {figure} > s.end{step} THEN 1 ELSE 0 END" for step in range(self.of.steps))
        pairs = "SELECT n.pair, s.* FROM named n JOIN steps s ON s.pid = n.pid AND s.iid = n.iid"
        rows = f"SELECT s.class{beyond} AS class FROM input i JOIN ({pairs}) s ON s.pair = i.pairs + i.place"
        return f"SELECT class, count(*) AS n FROM ({rows}) c GROUP BY class"

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
        row = select_list(self.result_columns, "c", n="k.n")
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
        # Renamed, because Spark confuses both sides of a join that share a column of one view.
        return f"SELECT unit AS unit, c.pid AS pid, {self._sums('c')} {self._of(moved)} GROUP BY unit, c.pid"

    def moved_by_findings(self) -> str:
        """Return the same from the findings, which are far fewer than the rows."""
        same = " AND ".join(
            f"CAST(m.{own} AS STRING) = f.{column}"
            for own, column in (*zip(_FINDING_KEY, _FINDING_KEY, strict=True), ("office", "subject"))
        )
        return (
            f"SELECT f.unit AS unit, m.pid AS pid, {self._sums('m')} FROM findings f JOIN moves m "
            f"ON {same} AND f.value >= m.least AND f.value <= m.most GROUP BY f.unit, m.pid"
        )

    @staticmethod
    def _sums(moves: str) -> str:
        return ", ".join(f"CAST(sum({moves}.{name}) AS BIGINT) AS {name}" for name in ClassTally._fields)

    def by_unit(self, *, moving: bool) -> str:
        """Return the tally of each unit and period.

        Args:
            moving: Whether a table of the sums from `moved` exists under this name.
        """
        presence = Presence(self.of)
        moved = " + coalesce(s.{name}, 0)" if moving else ""
        counts = {name: f"{presence.tally(name)}{moved.format(name=name)}" for name in ClassTally._fields}
        place = {"pack": "p.pack", "period": "p.period"}
        return (
            f"SELECT {select_list(self.unit_columns, 'c', **place, **counts, judged=presence.figures())} "
            "FROM presence c JOIN tallies m ON m.pid = c.pid JOIN periods p ON p.pid = c.pid"
            + (" LEFT JOIN moved s ON s.unit = c.unit AND s.pid = c.pid" if moving else "")
        )

    @staticmethod
    def by_titled_unit() -> str:
        """Return the tally of each unit and period, with the unit's name from its pack, if any."""
        joined = "LEFT JOIN unit_titles t ON t.pack = u.pack AND t.unit = u.unit"
        return f"SELECT u.*, t.title AS unit_title FROM by_unit u {joined}"

    def judged(self) -> str:
        """Return every judged row with its verdict, pace and shortfall."""
        place = {name: f"p.{name}" for name in ("pack", "period", "indicator")}
        stands = {"subject": "s.office", "verdict": "s.verdict", "pace": "s.pace"}
        sizes = {"value": "r.v", "shortfall": self.of.shortfall("r", "s")}
        return (
            f"SELECT {select_list(self.judged_columns, 'r', **place, **stands, **sizes)} "
            f"FROM rows r JOIN classes c ON {self.of.of_class('r', 'c')} JOIN standings s ON s.class = c.class "
            f"JOIN places p ON p.pid = r.pid AND p.iid = r.iid WHERE 1 = 1{self.of.judged}"
        )

    @staticmethod
    def by_indicator() -> str:
        """Return the number of units by verdict and pace, for each indicator and period."""
        counts = ", ".join(
            f"CAST(sum(CASE WHEN s.{axis} = '{name}' THEN s.n ELSE 0 END) AS BIGINT) AS {name}"
            for axis, names in (("verdict", VERDICTS), ("pace", PACES))
            for name in names
        )
        return (
            "SELECT p.pack, p.period, g.indicator, max(g.title) AS title, max(g.grouped) AS grouped, "
            f"max(u.n) AS units, {counts}, greatest(0, max(u.n) - CAST(coalesce(sum(s.n), 0) AS BIGINT)) AS without "
            "FROM periods p JOIN indicators g ON g.number = p.number "
            "JOIN reporting u ON u.pid = p.pid "
            "LEFT JOIN results s ON s.pid = p.pid AND s.iid = g.iid GROUP BY p.pack, p.period, g.indicator"
        )

    @staticmethod
    def by_group() -> str:
        """Return the number of results by verdict and pace, for each group of indicators and period."""
        counts = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in (*VERDICTS, *PACES, "without"))
        return (
            f"SELECT pack, period, grouped, count(*) AS indicators, max(units) AS units, {counts} "
            "FROM by_indicator GROUP BY pack, period, grouped"
        )
