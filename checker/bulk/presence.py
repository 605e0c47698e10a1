"""SQL for presence: which indicators each unit reports at each period, as bits of integers.

Owns these statements. The rows are scanned once, grouped by the written texts of unit, period and day, without any
join. Everything else follows from these few groups, and from the rows that needed a closer look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from checker.bulk import tables
from checker.bulk.keys import SharedIndicator
from checker.bulk.model import Why
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.tables.run_table import RunTable
from checker.bulk.tally_masks import STATES
from checker.domain.record import NamedTuple

__all__ = ["Presence"]

_BLANKS: Final = ", ".join(f"'{one}'" for one in map(chr, range(0x3001)) if one.isspace())
"""The characters that Python strips from texts; later characters of Unicode are never stripped."""
_INVALID: Final = f"({Why.REPEATED:d}, {Why.STATUS:d}, {Why.VALUE:d}, {Why.NOTE:d}, {Why.MEASURE:d})"
"""The reasons for an invalid cell, whose content cannot be used."""
_NO_FIGURE: Final = f"({Why.NO_FIGURE:d}, {Why.DENOMINATOR:d})"
"""The reasons for a cell without a figure whose indicator still counts as mentioned."""


class Presence(NamedTuple):
    """The statements of units and periods.

    Args:
        of: The statements of the rows.
    """

    of: RowStatements

    def _each(self, word: Callable[[int], str], by: str = ", ") -> str:
        return by.join(word(w) for w in range(self.of.words))

    def _words(self, word: str) -> list[str]:
        """Return SQL for each presence integer, with its number in place of ``{w}``."""
        return [word.format(w=w) for w in range(self.of.words)]

    def _bits(self, column: Callable[[int], str]) -> str:
        """Return SQL for the number of bits set in all words."""
        return self._each(lambda w: f"CAST(bit_count({column(w)}) AS BIGINT)", " + ")

    def vintages(self, fast: Mapping[str, str] = MappingProxyType({})) -> str:
        """Return the indicators named for each unit, period and day, with these texts as written.

        Args:
            fast: SQL for columns by which an engine groups rows faster.
        """
        keys = {key: fast.get(key, f"i.{key}") for key in ("unit", "period", *self.of.vintages)}
        row = tables.VINTAGES.select(**keys, n="count(i.bit0)", b=self._words("coalesce(bit_or(i.bit{w}), 0)"))
        return f"SELECT {row} FROM input i GROUP BY {', '.join(keys.values())}"

    @staticmethod
    def named_units() -> str:
        """Return all units, as written."""
        return "SELECT CAST(unit AS STRING) FROM (SELECT DISTINCT unit FROM vintages WHERE unit IS NOT NULL) u"

    @staticmethod
    def padded_units() -> str:
        """Return the units that start or end with whitespace."""
        ends = " OR ".join(f"{end}(unit, 1) IN ({_BLANKS})" for end in ("left", "right"))
        units = "SELECT CAST(unit AS STRING) AS unit FROM (SELECT DISTINCT unit FROM vintages) v"
        return f"SELECT unit FROM ({units}) u WHERE {ends}"

    @property
    def _known(self) -> str:
        return "v.unit IS NOT NULL AND (" + self._each(lambda w: f"(v.b{w} & s.known{w}) <> 0", " OR ") + ")"

    def latest(self) -> str:
        """Return each unit's last report of a period: its day, its rank, and the rank of the last complete one."""
        return f"{self._last(tables.LAST_REPORTS)} WHERE {self._dated} AND {self._known} GROUP BY v.unit, s.pid"

    def earlier(self) -> str:
        """Return the last report before that of ``latest`` of each unit and period, if any, with its day and ranks."""
        return (
            f"{self._last(tables.EARLIER_REPORTS)} LEFT JOIN latest l ON l.unit = v.unit AND l.pid = s.pid "
            "LEFT JOIN revised r ON r.unit = v.unit AND r.pid = s.pid "
            f"WHERE {self._dated} AND {self._known} AND (r.unit IS NULL OR {self.of.rank} < l.rank) "
            "GROUP BY v.unit, s.pid"
        )

    def _last(self, reports: RunTable) -> str:
        whole = f"CASE WHEN k.raw IS NULL THEN {self.of.rank} END" if self.of.amending else self.of.rank
        ends = {"day": f"max({self.of.day})", "rank": f"max({self.of.rank})", "whole": f"max({whole})"}
        return f"SELECT {reports.select('s', unit='v.unit', **ends)} {self._vintages}"

    @property
    def _vintages(self) -> str:
        return f"FROM vintages v JOIN spans s ON s.raw_period = v.period{self.of.dating('v')}"

    @property
    def _dated(self) -> str:
        """The vintages with a day that counts; an amended report may have none."""
        if not self.of.dated:
            return "1 = 1"
        return "(d.day >= s.begins OR v.as_of IS NULL)" if self.of.amending else "d.day >= s.begins"

    @property
    def _ranked(self) -> str:
        return f"{self._vintages} JOIN latest l ON l.unit = v.unit AND l.pid = s.pid"

    def early_units(self) -> str:
        """Return the units with figures dated before the end of a period that counts."""
        return (
            f"SELECT DISTINCT {tables.EARLY_UNITS.select('s', unit='v.unit')} {self._ranked} "
            f"WHERE v.unit IS NOT NULL AND {self.of.rank} >= l.whole AND d.day < s.ends"
        )

    def revised(self) -> str:
        """Return the units and periods with superseded or amended figures."""
        return (
            f"SELECT DISTINCT {tables.REVISED.select('s', unit='v.unit')} {self._ranked} "
            f"WHERE {self._dated} AND {self.of.rank} < l.rank AND ({self.of.day} IS NULL) = (l.day IS NULL) "
            f"AND {self._known}"
        )

    def amended(self) -> str:
        """Return the units and periods with corrections of earlier reports."""
        row = tables.AMENDED.select("s", unit="v.unit")
        return f"SELECT DISTINCT {row} {self._ranked} WHERE k.raw IS NOT NULL AND {self._known}"

    def corrected(self) -> str:
        """Return, for an amended unit and period, the last report that names each indicator."""
        return (
            f"SELECT {tables.CORRECTED.select('n', unit='i.unit', rank=f'max({self.of.rank})')} FROM input i "
            "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"JOIN amended a ON a.unit = i.unit AND a.pid = n.pid{self.of.dating('i')} "
            "JOIN latest l ON l.unit = i.unit AND l.pid = n.pid "
            f"WHERE {self.of.rank} <= l.rank GROUP BY i.unit, n.pid, n.iid"
        )

    def contested(self) -> str:
        """Return the units and periods with a report and a correction that both lack a day."""
        kinds = "CASE WHEN k.raw IS NULL THEN 0 ELSE 1 END"
        return (
            f"SELECT {tables.CONTESTED.select('s', unit='v.unit')} {self._vintages} "
            f"WHERE {self.of.day} IS NULL AND {self._known} GROUP BY v.unit, s.pid HAVING min({kinds}) < max({kinds})"
        )

    @staticmethod
    def units() -> str:
        """Return the units of each pack."""
        row = tables.UNDECIDED_UNITS.select(unit="CAST(v.unit AS STRING)", number="s.number")
        return f"SELECT DISTINCT {row} FROM vintages v JOIN spans s ON s.raw_period = v.period WHERE v.unit IS NOT NULL"

    @staticmethod
    def unlisted_units() -> str:
        """Query whether any unit is not listed."""
        return (
            "SELECT 1 FROM vintages v JOIN spans s ON s.raw_period = v.period WHERE v.unit IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM units u WHERE u.unit = v.unit AND u.number = s.number) LIMIT 1"
        )

    def unsettled_days(self) -> str:
        """Query whether any day is unreadable, missing, or superseded."""
        return (
            "SELECT 1 FROM vintages v LEFT JOIN days d ON d.raw = v.as_of JOIN spans s ON s.raw_period = v.period "
            "LEFT JOIN latest l ON l.unit = v.unit AND l.pid = s.pid WHERE v.unit IS NOT NULL "
            "AND (v.as_of IS NOT NULL AND d.day IS NULL OR d.day < s.begins "
            "OR l.day IS NOT NULL AND (d.day IS NULL OR d.day < l.day)) LIMIT 1"
        )

    def reports(self, shared: Sequence[SharedIndicator], *, once: bool) -> str:
        """Return the indicators that each unit names in its last report of each period, one bit per indicator.

        Args:
            shared: The indicators encoded by several bits.
            once: Whether every unit and period has only one vintage.
        """
        joins, last = ["vintages v JOIN spans s ON s.raw_period = v.period"], ""
        if self.of.has(SideTable.UNITS):
            joins.append("JOIN units u ON u.unit = v.unit AND u.number = s.number")
        if self.of.vintages:
            joins.append(f"{self.of.dating('v')} LEFT JOIN latest l ON l.unit = v.unit AND l.pid = s.pid")
            rank, day = self.of.rank, self.of.day
            last = f" AND ({day} IS NULL) = (l.day IS NULL)"
            last += f" AND {rank} BETWEEN coalesce(l.whole, '') AND coalesce(l.rank, '')"
            last += " AND (v.as_of IS NULL OR d.day IS NOT NULL)" if self.of.dated else ""
        if self.of.has(SideTable.CONTESTED):
            joins.append("LEFT JOIN contested q ON q.unit = v.unit AND q.pid = s.pid")
            last += f" AND (q.unit IS NULL OR {self.of.day} IS NOT NULL)"
        of = f"FROM {' '.join(joins)} WHERE {self._known}{last}"
        bits, unit = [self._named(w, shared) for w in range(self.of.words)], "CAST(v.unit AS STRING)"
        if once:
            return f"SELECT {tables.REPORTS.select('s', unit=unit, n='v.n', named=bits)} {of}"
        several = {"n": "CAST(sum(v.n) AS BIGINT)", "named": [f"bit_or({word})" for word in bits]}
        return f"SELECT {tables.REPORTS.select('s', unit=unit, **several)} {of} GROUP BY v.unit, s.pid, s.number"

    def _named(self, word: int, shared: Sequence[SharedIndicator]) -> str:
        """Return SQL for one presence integer; several texts of an indicator may have separate bits.

        They have separate bits if they are synonyms in this pack but not in another.
        """
        named = f"v.b{word} & s.known{word}"
        several: dict[int, int] = {}
        for number, every, _ in shared:
            several[number] = several.get(number, 0) | every[word]
        if any(several.values()):
            masks = " ".join(f"WHEN {number:d} THEN {~bits:d}" for number, bits in several.items())
            named = f"({named} & CASE s.number {masks} ELSE -1 END)"
        for number, every, one in shared:
            if one[word]:
                shows = " OR ".join(f"(v.b{w} & {bits:d}) <> 0" for w, bits in enumerate(every) if bits)
                named += f" | CASE WHEN s.number = {number:d} AND ({shows}) THEN {one[word]:d} ELSE 0 END"
        return named

    def possible_repeats(self) -> str:
        """Return the units and periods that may report an indicator repeatedly."""
        row, named = tables.POSSIBLE_REPEATS.select("t"), self._bits(lambda w: f"t.named{w}")
        return f"SELECT {row} FROM reports t WHERE t.n > {named}"

    def repeats(self) -> str:
        """Return the units and periods that do so, and the indicators."""
        counted = f" WHERE r.why = 0 OR r.why >= {Why.REPEATED:d}" if self.of.unclean else ""
        return (
            f"SELECT {tables.REPEATS.select('r')} FROM rows r "
            f"JOIN possible_repeats c ON c.unit = r.unit AND c.pid = r.pid{counted} "
            "GROUP BY r.unit, r.pid, r.iid HAVING count(*) > 1"
        )

    def spoiled(self) -> str:
        """Return the indicators that bad rows remove from units and periods."""
        invalid = f"x.why IN {_INVALID}"
        mentioned = f"({invalid} OR x.written AND x.why IN {_NO_FIGURE})"
        row = tables.SPOILED.select(
            "x",
            n="count(*)",
            lost=self._words("bit_or(m.b{w})"),
            invalid=self._words(f"bit_or(CASE WHEN {invalid} THEN m.b{{w}} ELSE 0 END)"),
            mentioned=self._words(f"bit_or(CASE WHEN {mentioned} THEN m.b{{w}} ELSE 0 END)"),
        )
        return (
            f"SELECT {row} FROM bad x JOIN places m ON m.pid = x.pid AND m.iid = x.iid "
            f"WHERE x.why >= {Why.REPEATED:d} GROUP BY x.unit, x.pid"
        )

    def presence(self, *, bad: bool, every: bool = False) -> str:
        """Return the indicators reported by each unit at each period; by default only units judged in columns.

        ``valid`` are the bits of judged rows. ``present`` adds invalid cells, because these are not missing.
        ``mentioned`` adds cells with a text that is not a figure.
        """
        others = (
            " WHERE NOT EXISTS (SELECT 1 FROM fallback h WHERE h.unit = t.unit AND h.number = t.number)"
            if self.of.has(SideTable.FALLBACK) and not every
            else ""
        )
        table = tables.REPORTERS if every else tables.PRESENCE
        if not bad:
            named, none = self._words("t.named{w}"), self._words("0")
            row = table.select("t", bad="0", valid=named, present=named, mentioned=named, invalid=none)
            return f"SELECT {row} FROM reports t{others}"
        valid = "(t.named{w} & ~coalesce(l.lost{w}, 0))"
        row = table.select(
            "t",
            bad="coalesce(l.n, 0)",
            valid=self._words(valid),
            present=self._words(f"{valid} | coalesce(l.invalid{{w}}, 0)"),
            mentioned=self._words(f"{valid} | coalesce(l.mentioned{{w}}, 0)"),
            invalid=self._words("coalesce(l.invalid{w}, 0)"),
        )
        return f"SELECT {row} FROM reports t LEFT JOIN spoiled l ON l.unit = t.unit AND l.pid = t.pid{others}"

    def figures(self) -> str:
        """Return SQL for the number of judged figures of a unit ``c``."""
        return self._bits(lambda w: f"c.valid{w}")

    def reporting(self) -> str:
        """Count the units and their named indicators by period, and tell whether any unit may repeat an indicator."""
        named = self._bits(lambda w: f"t.named{w}")
        row = tables.REPORTING.select(
            "t",
            n="count(*)",
            named=f"CAST(sum({named}) AS BIGINT)",
            repeats=f"max(CASE WHEN t.n > {named} THEN 1 ELSE 0 END)",
        )
        return f"SELECT {row} FROM reports t GROUP BY t.pid"

    def judged(self, *, bad: bool) -> str:
        """Count the judged rows.

        Args:
            bad: Whether any row is bad.
        """
        if not bad and not self.of.has(SideTable.FALLBACK):
            return "SELECT coalesce(sum(named), 0) FROM reporting"
        return f"SELECT coalesce(sum({self.figures()}), 0) FROM presence c"

    def _incomplete(self, presence: str, mask: str) -> str:
        return self._each(lambda w: f"(c.{presence}{w} & m.{mask}{w}) <> m.{mask}{w}", " OR ")

    def unreported_targets(self) -> str:
        """Return the findings about missing indicators of units that report others."""
        absent = self._each(lambda w: f"(c.present{w} & a.b{w}) = 0", " AND ")
        incomplete = self._incomplete("present", "due")
        units = f"SELECT c.* FROM presence c JOIN tallies m ON m.pid = c.pid WHERE {incomplete}"
        return f"SELECT c.unit, a.* FROM ({units}) c JOIN absences a ON a.pid = c.pid AND {absent}"

    def unreported_figures(self) -> str:
        """Return the units that omit figures expected at a period but not due."""
        return (
            "SELECT c.unit, c.pid, c.number FROM presence c JOIN tallies m ON m.pid = c.pid "
            f"WHERE {self._incomplete('mentioned', 'expected')}"
        )

    @staticmethod
    def missing_units() -> str:
        """Return the expected units without a report at a period."""
        return (
            "SELECT e.unit, e.pid, e.number FROM expected e "
            "WHERE NOT EXISTS (SELECT 1 FROM reports c WHERE c.unit = e.unit AND c.pid = e.pid)"
        )

    @staticmethod
    def periods_by_then() -> str:
        """Return the periods with rows that are not of a day after the reference date."""
        return (
            "SELECT s.pid FROM vintages v JOIN spans s ON s.raw_period = v.period "
            "LEFT JOIN days d ON d.raw = v.as_of WHERE coalesce(d.later, 0) = 0"
        )

    def tally(self, name: str) -> str:
        """Return SQL for the contribution of a unit's indicators (``c``) to a count of their period (``m``).

        For figures, it is the contribution of most of them.
        """
        bits = dict(zip(STATES, ("c.valid{w}", "c.invalid{w}", "~c.present{w}"), strict=True))

        def added(state: str) -> str:
            return self._bits(lambda w: f"{bits[state].format(w=w)} & m.{state}_{name}{w}")

        sums = [added(state) for state in STATES if f"{state}_{name}" in self.of.counts]
        return " + ".join(sums) or "CAST(0 AS BIGINT)"
