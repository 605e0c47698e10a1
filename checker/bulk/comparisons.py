"""SQL for comparisons between figures: sums within a report, and changes between reports.

Owns these statements; tables hold the factors of the figures and the bounds of the sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from checker.bulk import tables
from checker.bulk.findings import finding_row
from checker.bulk.grid import FigureGrid
from checker.bulk.rows import RowStatements
from checker.bulk.tables.run_table import RunTable
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple

__all__ = ["Comparisons", "Periods", "Room"]

_BITS: Final = 63
"""The number of bits of an SQL integer, without the sign."""
_DIGITS: Final = 17
"""The most digits of figures and factors that are multiplied as integers."""
_FIGURES: Final = RunTable(
    "facts",
    "comparisons",
    "The figures that are compared, within a statement: those of a report, and the earlier ones.",
    "unit, pid, iid, v, slack, before, file, row",
)

Periods: TypeAlias = Mapping[int, Period]
"""Periods of one year, by their keys."""


class Room(NamedTuple):
    """The range of small figures, several of which fit into one integer.

    An aggregate per period takes most of the time and memory of comparing periods; this needs fewer.

    Args:
        grid: The grid of the figures.
        least: The least figure, in steps of the grid.
        bits: The number of bits for a figure's offset; 0 means no figure.
    """

    grid: FigureGrid
    least: int
    bits: int

    @classmethod
    def of(cls, grid: FigureGrid, among: Interval) -> Room | None:
        """Return the range of figures between two numbers; ``None`` if two of them do not fit into one integer."""
        first, last = grid.range_of(among)
        bits = (last - first + 1).bit_length()
        return cls(grid, first, bits) if 2 * bits <= _BITS and grid.digits + grid.places < _DIGITS else None

    @property
    def _each(self) -> int:
        return _BITS // self.bits

    def packed(self, pids: Sequence[int], pid: str, figure: str) -> Iterator[str]:
        """Yield SQL for integers that hold a figure of each period."""
        places = self.grid.places
        steps = f"CAST({figure} AS DECIMAL({self.grid.digits + 1},{places}))"
        if places:
            steps = f"({steps} * CAST({10**places} AS DECIMAL({places + 1},0)))"
        number = f"(CAST({steps} AS BIGINT) - {self.least - 1})"
        for start in range(0, len(pids), self._each):
            several = enumerate(pids[start : start + self._each])
            own = " ".join(f"WHEN {one:d} THEN {number} * {1 << (self.bits * place)}" for place, one in several)
            yield f"bit_or(CASE {pid} {own} END)"

    def unpacked(self, count: int, word: str) -> Iterator[str]:
        """Yield SQL for the figures' offsets, in the order of the periods; NULL if there is no figure."""
        for place in range(count):
            offset = f"({word}{place // self._each:d} >> {self.bits * (place % self._each)})"
            yield f"nullif({offset} & {(1 << self.bits) - 1}, 0)"


class Comparisons(NamedTuple):
    """The statements for comparisons between figures.

    Args:
        of: The statements of the rows.
    """

    of: RowStatements

    def series(self, number: int, periods: Periods) -> str:
        """Return the figures of a series side by side: one row per unit and indicator.

        Args:
            number: The key of the series.
            periods: Its periods.
        """
        figures, slacks = (
            {pid: f"max(CASE WHEN r.pid = {pid:d} THEN {sql} END)" for pid in periods}
            for sql in ("r.v", self.of.slack())
        )
        row = tables.SERIES.select("r", v=figures, s=slacks)
        return f"SELECT {row} FROM rows r WHERE r.series = {number:d}{self.of.judged} GROUP BY r.unit, r.iid"

    def before(self, series: Mapping[str, Periods]) -> str:
        """Return, for each figure of some series, the nearest earlier one of the same unit.

        Args:
            series: Tables with the results of `series`, each with its periods.
        """
        nothing = tables.BEFORE.select("r", slack=f"CAST(NULL AS {self.of.grid.finer})")
        parts = [f"SELECT {nothing} FROM rows r WHERE 1 = 0"]
        for table, periods in series.items():
            for pid, last in _earlier(periods):
                v, slack = (_nearest(last, name) for name in "vs")
                row = tables.BEFORE.select("s", pid=f"{pid:d}", v=v, slack=slack)
                parts.append(f"SELECT {row} FROM {table} s WHERE v{pid:d} IS NOT NULL AND {v} IS NOT NULL")
        return " UNION ALL ".join(parts)

    def over_time(
        self,
        periods: Periods,
        words: Sequence[int],
        between: tuple[str, str] | None,
        room: Room | None,
        *,
        as_written: bool,
    ) -> str:
        """Return a row for each unit and indicator with figures below the nearest earlier one.

        Args:
            periods: The periods.
            words: The bit masks of the indicators that may not fall; none if no other indicator or year occurs.
            between: The first and the last period code in alphabetical order, if the rows contain only codes. Files of
                several years are then filtered by it.
            room: The range of the figures, if it is known to be small; else ``None``.
            as_written: Whether indicators can be distinguished by their texts, which is much faster.
        """
        pids = ", ".join(f"{pid:d}" for pid in periods)
        if as_written:
            figure, keys, row = self.of.figure(), {"unit": "i.unit", "indicator": "i.indicator"}, "i"
            bits = " OR ".join(f"(i.bit{w} & {word:d}) <> 0" for w, word in enumerate(words))
            within = f"i.period >= '{between[0]}' AND i.period <= '{between[1]}' AND " if between else ""
            rows = f"FROM input i WHERE {within}i.pid IN ({pids}) AND ({bits})" if words else "FROM input i"
        else:
            figure, keys, row = "r.v", {"unit": "r.unit", "iid": "r.iid"}, "r"
            rows = f"FROM rows r WHERE r.falls = 1 AND r.pid IN ({pids}){self.of.judged}"
        of, by = list(periods), ", ".join(keys.values())
        if room is None:
            figures = {pid: f"max(CASE WHEN {row}.pid = {pid:d} THEN {figure} END)" for pid in of}
            side = f"SELECT {tables.OVER_TIME.select(**keys, v=figures)} {rows} GROUP BY {by}"
        else:
            packed = ", ".join(f"{sql} AS w{word:d}" for word, sql in enumerate(room.packed(of, f"{row}.pid", figure)))
            unpacked = dict(zip(of, room.unpacked(len(of), "w"), strict=True))
            columns = tables.OVER_TIME.select(**{name: f"p.{name}" for name in keys}, v=unpacked)
            side = f"SELECT {columns} FROM (SELECT {by}, {packed} {rows} GROUP BY {by}) p"
        fell = " OR ".join(f"v{pid:d} < {_nearest(last, 'v')}" for pid, last in _earlier(periods))
        return f"SELECT * FROM ({side}) q WHERE {fell}"

    def fallen(self, periods: Periods, table: str, number: int, *, as_written: bool) -> str:
        """Return the figures that are below the nearest earlier one, with its period.

        Args:
            periods: As for `over_time`.
            table: The table with its result.
            number: The key of the pack.
            as_written: As for `over_time`.
        """
        parts = []
        for pid, last in _earlier(periods):
            which = " ".join(f"WHEN v{other:d} IS NOT NULL THEN {other:d}" for other in last)
            parts.append(
                f"SELECT unit, {'indicator' if as_written else 'iid'}, {pid:d} AS pid, CASE {which} END AS before "
                f"FROM {table} WHERE v{pid:d} < {_nearest(last, 'v')}"
            )
        fell = " UNION ALL ".join(parts)
        if not as_written:
            return f"SELECT {tables.FALLEN_IN.select('f')} FROM ({fell}) f"
        meant = f"SELECT DISTINCT raw_indicator, iid FROM named WHERE number = {number:d}"
        row = tables.FALLEN_IN.select("f", iid="n.iid")
        return f"SELECT {row} FROM ({fell}) f JOIN ({meant}) n ON n.raw_indicator = f.indicator"

    def relations(self) -> str:
        """Return the findings of comparisons between figures, except those about falling figures."""
        earlier = _FIGURES.select("b", before="1", file="NULL", row="NULL")
        facts = (
            f"SELECT {self._own_figures} FROM rows r JOIN (SELECT DISTINCT pid, iid FROM terms WHERE falls = 0) t "
            f"ON t.pid = r.pid AND t.iid = r.iid{self.of.judged} UNION ALL SELECT {earlier} FROM before b"
        )
        return self._related(facts, falls=0)

    def falls(self) -> str:
        """Return the findings of figures that fall by more than their rounding allows."""
        joined = "FROM rows r JOIN fallen f ON f.unit = r.unit AND f.iid = r.iid"
        earlier = _FIGURES.select("r", pid="r.now", slack=self.of.slack(), before="1", file="NULL", row="NULL")
        facts = (
            f"SELECT {self._own_figures} FROM (SELECT r.* {joined} AND f.pid = r.pid{self.of.judged}) r UNION ALL "
            f"SELECT {earlier} FROM (SELECT r.*, f.pid AS now {joined} AND f.before = r.pid{self.of.judged}) r"
        )
        return self._related(facts, falls=1)

    @property
    def _own_figures(self) -> str:
        return _FIGURES.select("r", slack=self.of.slack(), before="0")

    def _related(self, facts: str, *, falls: int) -> str:
        wide = self.of.grid.finer
        own = "CASE WHEN f.iid = c.iid AND f.before = 0 THEN {} END"
        sums = (
            "SELECT f.unit, c.chk, count(*) AS n, "
            f"sum(CAST(f.v AS {wide}) * t.times) AS total, sum(abs(t.times) * f.slack * t.stated) AS open_, "
            "min(CASE WHEN t.positive = 1 AND f.v <= 0 THEN 0 ELSE 1 END) AS applies, "
            f"max({own.format('f.v')}) AS v, max({own.format('f.file')}) AS file, max({own.format('f.row')}) AS row "
            f"FROM ({facts}) f JOIN terms t ON t.pid = f.pid AND t.iid = f.iid AND t.before = f.before "
            f"AND t.falls = {falls:d} JOIN checks c ON c.chk = t.chk GROUP BY f.unit, c.chk"
        )
        row = finding_row(self.of, "c", unit="q.unit", subject="c.subject", value="q.v", file="q.file", row="q.row")
        return (
            f"SELECT {row} FROM ({sums}) q JOIN checks c ON c.chk = q.chk "
            "WHERE n = size AND applies = 1 AND (total + open_ < lo OR total - open_ > hi)"
        )


def _earlier(periods: Periods) -> Iterator[tuple[int, list[int]]]:
    """Yield each period with the earlier ones, nearest first."""
    pids = {period: pid for pid, period in periods.items()}
    for pid, period in periods.items():
        if nearest := [pids[one] for one in period.earlier(pids)]:
            yield pid, nearest


def _nearest(last: Sequence[int], name: str) -> str:
    """Return SQL for a column of the nearest period that has a figure."""
    return f"CASE {' '.join(f'WHEN v{pid:d} IS NOT NULL THEN {name}{pid:d}' for pid in last)} END"
