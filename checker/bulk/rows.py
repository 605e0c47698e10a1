"""SQL for the rows of a bulk run: their indicator and their standing.

Owns these statements, in portable SQL where possible. No text of the data and no column name of the user appears in
one: engines give columns fixed names, and texts are joined from tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.binding.supersession import rank
from checker.bulk import tables
from checker.bulk.grid import BESIDE
from checker.bulk.model import Why
from checker.bulk.side_tables import JOINED, SET_ASIDE, SideTable
from checker.bulk.values import ValueStatements
from checker.domain.axes import STATES, DataState

__all__ = ["RowStatements"]

_FINAL: Final = STATES.index(DataState.FINAL)

RATED: Final = "trim(CAST(i.growth AS STRING)) <> ''"
"""Whether a row states a rate of growth."""


class RowStatements(ValueStatements):
    """The statements of one run."""

    __slots__ = ()

    @property
    def unclean(self) -> bool:
        """Whether any row may not be judged."""
        return self.flawed or not self.side_tables.isdisjoint(SET_ASIDE)

    @property
    def dated(self) -> bool:
        """Whether rows state a day."""
        return "as_of" in self.columns

    @property
    def amending(self) -> bool:
        """Whether any row amends an earlier report, whose other rows then stay valid."""
        return self.has(SideTable.CORRECTIONS)

    @property
    def vintages(self) -> tuple[str, ...]:
        """The columns that distinguish reports of a unit and period."""
        return tuple(column for column in ("as_of", *(("amends",) if self.amending else ())) if column in self.columns)

    def dating(self, row: str) -> str:
        """Return the join of rows with their days, and with the flag that they amend an earlier report."""
        return "".join(self.joined(SideTable.DAYS, SideTable.CORRECTIONS, row=row))

    def joined(self, *side_tables: SideTable, row: str = "i") -> list[str]:
        """Return the join of rows with the side tables that are not empty."""
        joined = {
            table: JOINED[table].format(i=row, text=self.text, plain=self.is_plain)
            for table in side_tables
            if self.has(table)
        }
        return [f" LEFT JOIN {table} {on}" for table, on in joined.items()]

    @property
    def day(self) -> str:
        """The day from the join of `dating`."""
        return "d.day" if self.dated else "CAST(NULL AS STRING)"

    @property
    def rank(self) -> str:
        """The sort key of reports of a unit and period, from the join of `dating`."""
        ranks = {"rank": rank(None, amends=False), "amending_rank": rank(None, amends=True)}
        whole, correction = (
            f"coalesce(d.{column}, '{without_day}')" if self.dated else f"'{without_day}'"
            for column, without_day in ranks.items()
        )
        return f"CASE WHEN k.raw IS NULL THEN {whole} ELSE {correction} END" if self.amending else whole

    @property
    def remarks(self) -> tuple[str, ...]:
        """The columns in which words may confirm a figure."""
        return tuple(column for column in ("confirmed", "note") if column in self.columns)

    def rows(self, source: str = "input", near: str = "") -> str:
        """Return the rows with their indicator, and if not all are judged, with the reason.

        Args:
            source: The rows as given.
            near: SQL that selects rows, `near` or `beyond`; rows that match no indicator are never selected.
        """
        kind = "LEFT JOIN" if self.unclean and not near else "JOIN"
        named = f"FROM {source} i {kind} named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator"
        joins = [named, *self.joined(*SideTable)]
        # A value that its own words call an estimate, if the row has no status.
        sources = [
            ("s.estimate", "s.state", SideTable.STATES),
            ("CAST(t.state IS NOT NULL AS BIGINT)", "t.state", SideTable.TEXTS),
        ]
        states = [(estimate, state) for estimate, state, table in sources if self.has(table)] + [("0", f"{_FINAL:d}")]
        estimate, state = (f"coalesce({', '.join(one)}, {one[-1]})" for one in zip(*states, strict=True))
        addressed = ("pid", "iid", "plain", "counts", "truncated", "rated", "series", "falls", "number")
        columns = {column: f"n.{column}" for column in addressed}
        columns |= {f"stated_{column}": f"i.{column}" for column in ("as_of", "status") if column in self.columns}
        columns |= {column: f"i.{column}" for column in self.remarks}
        columns |= {"unit_of_measure": "i.unit_of_measure"} if self.has(SideTable.MEASURES) else {}
        columns |= {"read_slack": "t.slack", "read_cut": "t.cut"} if self.odd else {}
        if self.grouping:
            columns["doubt"] = "coalesce(t.doubt, 0)" if self.odd else "0"
        if self.ratios:
            columns |= {
                "v": f"CASE WHEN NOT ({self._rated}) THEN {self.figure()} END",
                "beside": self.figure(),
                "nk": f"CASE WHEN {self._rated} THEN {self._part('numerator')} END",
                "dk": f"CASE WHEN {self._rated} THEN {self._part('denominator')} END",
                "numerator": "CAST(i.numerator AS STRING)",
                "denominator": "CAST(i.denominator AS STRING)",
            }
        row = (tables.NEAR_ROWS if near else tables.ROWS).select(
            "i",
            text=self.text,
            written=self._given + (" OR i.numerator IS NOT NULL" if "numerator" in self.columns else ""),
            estimate=estimate,
            state=state,
            why=self._why() if self.unclean else "0",
            **{"read_slack": "NULL", "read_cut": "NULL", "v": self.figure()} | columns,
        )
        return f"SELECT {row} {''.join(joins)}" + (f" WHERE {near}" if near else "")

    def bad_cell(self) -> str:
        """Return the cell that makes a row of ``rows`` bad, if it is not its period, indicator or unit."""
        cells = []
        if self.dated:
            cells += [f"WHEN {why:d} THEN r.stated_as_of" for why in (Why.DAY, Why.TWO_DAYS, Why.AHEAD, Why.BEFORE)]
        if "status" in self.columns:
            cells.append(f"WHEN {Why.STATUS:d} THEN r.stated_status")
        if self.has(SideTable.CONFLICTING_NOTES):
            cells.append(f"WHEN {Why.NOTE:d} THEN CAST(r.note AS STRING)")
        if self.has(SideTable.MEASURES):
            cells.append(f"WHEN {Why.MEASURE:d} THEN CAST(r.unit_of_measure AS STRING)")
        if self.ratios:
            part = "CASE WHEN r.nk IS NULL THEN r.numerator ELSE r.denominator END"
            cells.append(
                f"WHEN {Why.VALUE:d} THEN CASE WHEN r.text IS NOT NULL AND (r.beside IS NULL OR r.nk IS NOT NULL "
                f"AND r.dk IS NOT NULL) THEN r.text ELSE {part} END"
            )
            cells.append(f"WHEN {Why.DENOMINATOR:d} THEN r.denominator")
        return f"CASE r.why {' '.join(cells)} ELSE r.text END" if cells else "r.text"

    @property
    def near(self) -> str:
        """Whether a row needs a closer look."""
        clear = f"{self._plain} BETWEEN n.quiet_from AND n.quiet_to"
        if self.odd:
            clear = f"CASE WHEN {self._plainly} THEN {clear} ELSE NOT {self._given} END"
        near = [f"NOT ({clear})"]
        if self.has(SideTable.STATES):
            near.append("s.estimate = 1")
        if self.ratios:
            near.append("i.numerator IS NOT NULL OR i.denominator IS NOT NULL")
        return " OR ".join(near)

    def _why(self) -> str:
        """Return SQL for the first reason why a row is not judged; empty side tables give none."""
        return f"CASE {' '.join(f'WHEN {condition} THEN {why:d}' for condition, why in self._reasons())} ELSE 0 END"

    def _reasons(self) -> Iterator[tuple[str, Why]]:
        # The plain engine reads a figure in another unit, with its note.
        own = " AND g.raw IS NULL" if self.has(SideTable.MEASURES) else ""
        older = f"{self.rank} < l.whole OR {self.rank} > l.rank"
        reasons: list[tuple[str, Why, set[SideTable]]] = [
            ("n.why IS NULL AND i.period IS NULL", Why.PERIOD, set()),
            ("n.why IS NULL", Why.INDICATOR, set()),
            (f"n.why = {Why.PERIOD:d}", Why.PERIOD, set()),
            (f"n.why = {Why.OTHER_YEAR:d}", Why.OTHER_YEAR, set()),
            ("i.unit IS NULL", Why.UNIT, set()),
            ("u.unit IS NULL", Why.OTHER_UNIT, {SideTable.UNITS}),
            ("n.why <> 0", Why.INDICATOR, set()),
            ("d.two = 1", Why.TWO_DAYS, {SideTable.LATEST, SideTable.DAYS}),
            ("d.ahead = 1", Why.AHEAD, {SideTable.LATEST, SideTable.DAYS}),
            ("d.later = 1", Why.LATER, {SideTable.LATEST, SideTable.DAYS}),
            ("i.as_of IS NOT NULL AND d.day IS NULL", Why.DAY, {SideTable.LATEST, SideTable.DAYS}),
            ("d.day < n.begins", Why.BEFORE, {SideTable.LATEST, SideTable.DAYS}),
            ("d.day IS NULL AND l.day IS NOT NULL", Why.NO_DAY, {SideTable.LATEST, SideTable.DAYS}),
            (f"{self.day} IS NULL AND q.unit IS NOT NULL", Why.NO_DAY, {SideTable.CONTESTED}),
            (older, Why.SUPERSEDED, {SideTable.LATEST}),
            (f"{self.rank} < o.rank", Why.SUPERSEDED, {SideTable.CORRECTED}),
            ("x.unit IS NOT NULL", Why.REPEATED, {SideTable.REPEATS}),
            (self._missing, Why.NO_FIGURE, set()),
            ("i.status IS NOT NULL AND s.raw IS NULL", Why.STATUS, {SideTable.STATES}),
            (f"{self._given} AND g.bad = 1", Why.MEASURE, {SideTable.MEASURES}),
            (f"{self._given} AND {self._unread}{own}", Why.VALUE, set()),
            (f"{self._given} AND v.raw IS NOT NULL{own}", Why.NOTE, {SideTable.CONFLICTING_NOTES}),
        ]
        yield from ((condition, why) for condition, why, needed in reasons if needed <= self.side_tables)
        if self.ratios:
            parts = f"{self._part('numerator')} IS NULL OR {self._part('denominator')} IS NULL"
            yield f"{self._rated} AND ({parts})", Why.VALUE
            yield f"{self._rated} AND {self._part('denominator')} <= 0", Why.DENOMINATOR
            figure, type_ = self.figure(), f"DECIMAL({BESIDE[0]},{BESIDE[1]})"
            long = f"{figure} IS NOT NULL AND coalesce(try_cast({figure} AS {type_}) <> {figure}, 1 = 1)"
            yield f"{self._rated} AND {long}", Why.VALUE
        if self.has(SideTable.FALLBACK):
            yield "h.unit IS NOT NULL", Why.FALLBACK

    @property
    def _missing(self) -> str:
        """Whether a row has neither a figure nor anything that the plain engine uses as one."""
        absent = [f"NOT {self._given} AND NOT ({self._rated})" if self.ratios else f"NOT {self._given}"]
        if self.has(SideTable.FALLBACK):
            # A figure may be derived from a percentage of the plan or a part, and a verdict from a rate.
            part = "i.numerator IS NOT NULL" if "numerator" in self.columns else ""
            others = [self.shares, RATED if "growth" in self.columns else "", part]
            absent += [f"NOT (h.unit IS NOT NULL AND {other})" for other in others if other]
        return " AND ".join(absent)

    @property
    def _unread(self) -> str:
        read = f"{self.figure()} IS NULL" + (" AND coalesce(t.ranged, 0) = 0" if self.odd else "")
        if self.late:
            read += " OR coalesce(t.reached, '') > coalesce(d.day, '')"
        return f"({read} OR {self._in_doubt})" if self.mixed else f"({read})"

    def within(self, row: str, figures: str) -> str:
        """Return SQL that tells whether a row's figure is in the range of a class or a remark."""
        plain = f"{row}.v >= {figures}.least AND {row}.v <= {figures}.most"
        if not self.ratios:
            return plain
        bound, share = f"{figures}.ratio", f"{row}.nk * {figures}.ratio_times"
        crossed = (
            f"coalesce({share} >= {bound}_low * {row}.dk + {bound}_low_open, 1 = 1) "
            f"AND coalesce({share} <= {bound}_high * {row}.dk - {bound}_high_open, 1 = 1)"
        )
        return f"CASE WHEN {row}.dk IS NULL THEN {plain} ELSE {crossed} END"

    def of_class(self, row: str, figures: str) -> str:
        """Return the join of rows with their classes."""
        return f"{figures}.pid = {row}.pid AND {figures}.iid = {row}.iid AND {self.within(row, figures)}"

    def shortfall(self, row: str, bounds: str) -> str:
        """Return SQL for the shortfall of a figure, negative if it is beyond its target."""
        figure = f"CAST({row}.v AS {self.stated})"
        return f"CAST(greatest({bounds}.lo - {figure}, {figure} - {bounds}.hi) AS {self.stated})"

    def ranges(self) -> str:
        """Return the units that report a range, with the key of its pack."""
        return (
            f"SELECT DISTINCT {tables.RANGE_UNITS.select(unit='i.unit', number='n.number')} FROM input i "
            "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"JOIN texts t ON t.raw = {self.text} AND t.pid = n.pid AND t.iid = n.iid "
            "WHERE t.ranged = 1 AND i.unit IS NOT NULL"
        )

    @staticmethod
    def rates() -> str:
        """Return the units that report a growth rate, with the key of its pack."""
        return (
            f"SELECT DISTINCT {tables.GROWTH_UNITS.select(unit='i.unit', number='n.number')} FROM input i "
            "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"WHERE n.why = 0 AND i.unit IS NOT NULL AND {RATED}"
        )

    @property
    def estimates(self) -> bool:
        """Whether any figure may be an estimate."""
        return self.odd or "status" in self.columns

    @property
    def plain_alone(self) -> bool:
        """Whether all rows are judged, each by a plainly spelled figure."""
        return not (self.unclean or self.odd or self.ratios)

    @property
    def judged(self) -> str:
        """SQL for the condition that a row ``r`` is judged, to append to other conditions."""
        return " AND r.why = 0" if self.unclean else ""
