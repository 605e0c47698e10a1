"""The SQL of a bulk run, in the words that DuckDB and Spark share.

Owns the statements. No text of the data and no name of a column ever stands in one: engines
give columns fixed names, and texts are joined from tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.bulk.grid import Grid
from checker.bulk.lower import LEVELS, Mode
from checker.bulk.model import Column, Stored, Why
from checker.domain.record import NamedTuple

__all__ = ["FOUND", "PACES", "VERDICTS", "Flag", "Queries"]

VERDICTS: Final = ("unmet", "met", "exceeded", "not_due", "not_assessed")
"""Verdicts by the numbers that stand for them while a run is in columns."""
PACES: Final = ("behind", "at_risk", "on_track", "ahead")
_NO_PARTS: Final = "CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator"
_SAME_END: Final = 4
"""How many periods can end with one month: the month, its quarter, and the half or nine months and the year."""
FOUND: Final = (
    "pack, unit, period, indicator, subject, code, matter, gate, verdict, pace, value, numerator, denominator, "
    "shortfall, file, row, weight"
)
"""The columns of the findings; the weight is the shortfall as a share of the target, for their order alone."""


class Flag:
    """What is found of one row, as bits."""

    UNMET = 1
    BEHIND = 2
    AT_RISK = 4
    ESTIMATE = 8
    LIMITS = 16
    SUSPECT = 32
    DIRECTION = 64
    OTHER_TARGET = 128
    NO_DATA = 256
    OTHER_NO_DATA = 512
    MISSING_UNIT = 1024
    NOT_REPORTED = 2048
    NO_DIRECTION = 4096
    RATIO = 8192
    LONE_PART = 16384
    NOT_A_RATIO = 32768


class Queries(NamedTuple):
    """The statements of one run.

    Args:
        columns: The columns of the layout that the input has.
        locale: The notation of numbers in text.
        words: How many integers keep which indicators a unit reports.
        grid: The grid of the figures, once it is known.
        matches: SQL that tells whether a text is of a pattern, from the engine.
        eras: Whether the day of a row decides which targets are in force.
        unclean: Whether any row is not judged.
        repeated: Whether there are repeated rows.
        listed: Whether only listed units are addressed.
        odd: Whether any value is not plainly spelled.
        related: Whether figures are held against each other, other than against the one before for having fallen.
        parts: Where rows state numerator and denominator, SQL that tells whether these can be read.
    """

    columns: dict[str, Column]
    locale: str
    words: int
    grid: Grid
    plain: str
    eras: bool = False
    unclean: bool = False
    repeated: bool = False
    listed: bool = False
    odd: bool = False
    related: bool = False
    parts: tuple[str, str] = ("", "")

    @property
    def dated(self) -> bool:
        """Whether rows state their day."""
        return "as_of" in self.columns

    @property
    def text(self) -> str:
        """A value as text; a stored decimal or double as its decimal text."""
        return "CAST(i.value AS STRING)"

    @property
    def decimal(self) -> str:
        """The text of a plainly spelled number with a decimal point and nothing else."""
        return f"replace(replace({self.text}, '.', ''), ',', '.')" if self.locale == "vi" else self.text

    @property
    def _typed(self) -> bool:
        return self.columns["value"].stored is Stored.EXACT

    def profile(self) -> str:
        """Count the rows of each pair of period and indicator, and how large their figures are."""
        if self._typed:
            measured = (
                "count(i.value), max(abs(CAST(i.value AS DECIMAL(38," + str(self.columns["value"].places) + ")))), 0"
            )
        else:
            whole = f"length(replace(split_part({self.decimal}, '.', 1), '-', ''))"
            places = f"length(split_part({self.decimal}, '.', 2))"
            measured = (
                f"count(CASE WHEN {self.plain} THEN 1 END), "
                f"max(CASE WHEN {self.plain} THEN {whole} END), max(CASE WHEN {self.plain} THEN {places} END)"
            )
        return (
            f"SELECT i.period, i.indicator, count(*), count(i.unit), count(i.value), {measured} "
            "FROM input i GROUP BY i.period, i.indicator"
        )

    def odd_texts(self, most: int) -> str:
        """Return the distinct values that are not plainly spelled, each with what it is a value of."""
        if self._typed:
            return (
                f"SELECT DISTINCT {self.text}, n.pid, n.iid FROM input i JOIN names n "
                "ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
                f"WHERE n.plain = 0 AND i.value IS NOT NULL LIMIT {most}"
            )
        return (
            f"SELECT DISTINCT {self.text}, n.pid, n.iid FROM input i JOIN names n "
            "ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"WHERE n.why = 0 AND i.value IS NOT NULL AND NOT (n.plain = 1 AND {self.plain}) LIMIT {most}"
        )

    def figure(self) -> str:
        """Return the figure of a row on the grid, or NULL where it cannot be read."""
        if self._typed:
            plain = f"CAST(i.value AS {self.grid.type})"
            return f"CASE WHEN n.plain = 1 THEN {plain} ELSE t.v END" if self.odd else plain
        plain = f"CASE WHEN {self.plain} THEN try_cast({self.decimal} AS {self.grid.type}) END"
        if not self.odd:
            return plain
        return f"CASE WHEN n.plain = 1 AND {self.plain} THEN try_cast({self.decimal} AS {self.grid.type}) ELSE t.v END"

    @property
    def ratios(self) -> bool:
        """Whether rows state numerator and denominator."""
        return bool(self.parts[0])

    def _part(self, column: str) -> str:
        """Return a numerator or denominator as a whole number of millionths, or NULL."""
        text = f"CAST(i.{column} AS STRING)"
        decimal = f"replace(replace({text}, '.', ''), ',', '.')" if self._vietnamese(column) else text
        readable = self.parts[column == "denominator"]
        return f"CASE WHEN {readable} THEN CAST(try_cast({decimal} AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END"

    def _vietnamese(self, column: str) -> bool:
        return self.locale == "vi" and self.columns[column].stored is Stored.TEXT

    @property
    def _rated(self) -> str:
        return "n.rated = 1 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL"

    def slack(self) -> str:
        """Return what the stated decimals of a figure of ``rows`` leave open to both sides; a whole count is exact.

        It is no column of ``rows``, for it is costly, and asked of few.
        """
        wide = f"DECIMAL(38,{self.grid.places + 1})"
        decimal, plain = (sql.replace(self.text, "r.said") for sql in (self.decimal, self.plain))
        last = decimal if self.columns["value"].stored is Stored.TEXT else _trimmed("r.said")
        halves = " ".join(
            f"WHEN {n} THEN {half} * (1 + r.truncated)" if n else f"WHEN 0 THEN {half}"
            for n in range(self.grid.places + 1)
            for half in [f"0.{'0' * n}5"]
        )
        open_ = f"CASE length(split_part({last}, '.', 2)) {halves} END"
        # What is stated beside a ratio is rounded, whatever it counts.
        counts, figure = ("r.counts = 1 AND r.nk IS NULL", "r.beside") if self.ratios else ("r.counts = 1", "r.v")
        exact = f"CASE WHEN {counts} AND {figure} % 1 = 0 THEN 0 ELSE {open_} END"
        written = f"CASE WHEN r.plain = 1 AND {plain} THEN {exact} ELSE r.read_slack END" if self.odd else exact
        return f"CAST({written} AS {wide})"

    def rows(self) -> str:
        """Return the rows with what they address; where not all are judged, with why not."""
        joins = ["FROM input i"]
        kind = "LEFT JOIN" if self.unclean else "JOIN"
        joins.append(f"{kind} names n ON n.raw_period = i.period AND n.raw_indicator = i.indicator")
        if self.odd:
            joins.append(f"LEFT JOIN texts t ON t.raw = {self.text} AND t.pid = n.pid AND t.iid = n.iid")
        day = "n.usual"
        if self.dated:
            joins.append("LEFT JOIN days d ON d.raw = i.as_of")
            joins.append("LEFT JOIN latest l ON l.unit = i.unit AND l.pid = n.pid")
            day = "coalesce(d.day, n.usual)"
        state = "0"
        if "status" in self.columns:
            joins.append("LEFT JOIN states s ON s.raw = i.status")
            state = "coalesce(s.estimate, 0)"
        if self.listed:
            joins.append("LEFT JOIN units u ON u.unit = i.unit AND u.pack = n.pack")
        if self.repeated:
            joins.append("LEFT JOIN repeats x ON x.unit = i.unit AND x.pid = n.pid AND x.iid = n.iid")
        read = "t.slack" if self.odd else "NULL"
        kept = f"n.plain, n.counts, n.truncated, n.series, n.falls, n.month, {read} AS read_slack"
        figure = f"{self.figure()} AS v"
        if self.ratios:
            figure = (
                f"CASE WHEN NOT ({self._rated}) THEN {self.figure()} END AS v, {self.figure()} AS beside, "
                f"CASE WHEN {self._rated} THEN {self._part('numerator')} END AS nk, "
                f"CASE WHEN {self._rated} THEN {self._part('denominator')} END AS dk, "
                "CAST(i.numerator AS STRING) AS numerator, CAST(i.denominator AS STRING) AS denominator"
            )
        why = f", {self._why()} AS why" if self.unclean else ", 0 AS why"
        return (
            "SELECT i.file, i.row, i.unit, i.period, i.indicator, n.pid, n.iid, "
            f"{self.text} AS said, {day} AS day, {state} AS estimate, {kept}, {figure}{why} "
            f"{' '.join(joins)}"
        )

    def _why(self) -> str:
        whys = [
            f"WHEN n.why IS NULL THEN CASE WHEN i.period IS NULL THEN {Why.PERIOD:d} ELSE {Why.INDICATOR:d} END",
            f"WHEN n.why = {Why.PERIOD:d} OR n.why = {Why.OTHER_YEAR:d} THEN n.why",
            f"WHEN i.unit IS NULL THEN {Why.UNIT:d}",
        ]
        if self.listed:
            whys.append(f"WHEN u.unit IS NULL THEN {Why.OTHER_UNIT:d}")
        whys.append(f"WHEN n.why <> 0 THEN {Why.INDICATOR:d}")
        if self.dated:
            whys.append(f"WHEN i.as_of IS NOT NULL AND d.day IS NULL THEN {Why.DAY:d}")
            whys.append(f"WHEN d.day IS NULL AND l.day IS NOT NULL THEN {Why.NO_DAY:d}")
            whys.append(f"WHEN d.day < l.day THEN {Why.SUPERSEDED:d}")
        if self.repeated:
            whys.append(f"WHEN x.unit IS NOT NULL THEN {Why.REPEATED:d}")
        missing = f"i.value IS NULL AND NOT ({self._rated})" if self.ratios else "i.value IS NULL"
        whys.append(f"WHEN {missing} THEN {Why.NO_FIGURE:d}")
        if "status" in self.columns:
            whys.append(f"WHEN i.status IS NOT NULL AND s.raw IS NULL THEN {Why.STATUS:d}")
        whys.append(f"WHEN i.value IS NOT NULL AND {self.figure()} IS NULL THEN {Why.VALUE:d}")
        if self.ratios:
            parts = f"{self._part('numerator')} IS NULL OR {self._part('denominator')} IS NULL"
            whys.append(f"WHEN {self._rated} AND ({parts}) THEN {Why.VALUE:d}")
            whys.append(f"WHEN {self._rated} AND {self._part('denominator')} <= 0 THEN {Why.DENOMINATOR:d}")
        return f"CASE {' '.join(whys)} ELSE 0 END"

    def _in_force(self, row: str, asked: str) -> str:
        return f" AND {row}.day >= {asked}.first_day AND {row}.day < {asked}.last_day" if self.eras else ""

    @property
    def _rank(self) -> str:
        return _rank("t", LEVELS, ratios=self.ratios)

    @property
    def _verdict(self) -> str:
        hard = f"least({self._rank}, 2)"
        return (
            f"CASE a.mode WHEN {Mode.DUE} THEN {hard} "
            f"WHEN {Mode.EARLY} THEN CASE WHEN {self._rank} > 0 THEN {hard} ELSE 3 END "
            f"WHEN {Mode.NOT_DUE} THEN 3 ELSE 4 END"
        )

    @property
    def _pace(self) -> str:
        return f"CASE WHEN a.paced = 1 THEN {_rank('p', LEVELS, ratios=self.ratios)} END"

    def latest(self) -> str:
        """Return the last day that each unit's rows of a period state."""
        return (
            "SELECT i.unit, n.pid, max(d.day) AS day FROM input i JOIN names n "
            "ON n.raw_period = i.period AND n.raw_indicator = i.indicator AND n.why = 0 "
            "JOIN days d ON d.raw = i.as_of WHERE i.unit IS NOT NULL GROUP BY i.unit, n.pid"
        )

    def crowd(self) -> str:
        """Return what each unit reports at each period: which indicators, and how they stand."""
        told = f"r.why = 0 OR r.why >= {Why.REPEATED:d}" if self.unclean else ""
        counted = "r.why = 0 AND" if self.unclean else ""
        said = "coalesce(r.v, r.nk)" if self.ratios else "r.v"
        bits = ", ".join(
            f"bit_or({f'CASE WHEN r.why = 0 THEN a.b{w} ELSE 0 END' if self.unclean else f'a.b{w}'}) AS b{w}, "
            f"bit_or(a.b{w}) AS all{w}"
            for w in range(self.words)
        )
        tallies = ", ".join(
            f"count(CASE WHEN {counted} a.counted = 1 AND {self._verdict} = {n} THEN 1 END) AS {name}"
            for n, name in ((0, "unmet"), (1, "met"), (2, "exceeded"))
        )
        tallies += (
            f", count(CASE WHEN {counted} a.counted = 1 AND a.mode = {Mode.EARLY} AND {self._verdict} < 3 THEN 1 END)"
            " AS early"
        )
        unread = f"r.why IN ({Why.REPEATED:d}, {Why.STATUS:d}, {Why.VALUE:d}) AND a.counted = 1 AND a.mode > {Mode.DUE}"
        invalid = " + ".join(f"bit_count(bit_or(CASE WHEN {unread} THEN a.b{w} ELSE 0 END))" for w in range(self.words))
        # What cannot be read is open, even before it is due.
        tallies += f", {invalid} AS invalid" if self.unclean else ", 0 AS invalid"
        return (
            f"SELECT r.unit, r.pid, max(r.day) AS day, count(*) AS n, "
            f"count({f'CASE WHEN r.why = 0 THEN {said} END' if self.unclean else said}) AS judged, {bits}, {tallies} "
            "FROM rows r JOIN deciding a ON a.a_pid = r.pid AND a.a_iid = r.iid"
            + self._in_force("r", "a")
            + (f" WHERE {told}" if told else "")
            + " GROUP BY r.unit, r.pid"
        )

    def repeats(self) -> str:
        """Return which unit reports which indicator of a period more than once."""
        reported = " + ".join(f"bit_count(all{w})" for w in range(self.words))
        told = f" WHERE r.why = 0 OR r.why >= {Why.REPEATED:d}" if self.unclean else ""
        return (
            f"SELECT r.unit, r.pid, r.iid FROM rows r JOIN (SELECT unit, pid FROM crowd WHERE n > {reported}) c "
            f"ON c.unit = r.unit AND c.pid = r.pid{told} GROUP BY r.unit, r.pid, r.iid HAVING count(*) > 1"
        )

    def results(self) -> str:
        """Count the judged rows by indicator, verdict and pace."""
        where = " WHERE r.why = 0" if self.unclean else ""
        return (
            "SELECT pid, iid, verdict, pace, count(*) AS n FROM (SELECT r.pid, r.iid, "
            f"{self._verdict} AS verdict, {self._pace} AS pace FROM rows r "
            "JOIN deciding a ON a.a_pid = r.pid AND a.a_iid = r.iid" + self._in_force("r", "a") + where + ") q "
            "GROUP BY pid, iid, verdict, pace"
        )

    def judged(self) -> str:
        """Return every judged row with its verdict, pace and distance."""
        wide = "DECIMAL(38,17)"
        return (
            f"SELECT p.pack, r.unit, p.period, g.indicator, a.office AS subject, {_named(self._verdict, VERDICTS)} "
            f"AS verdict, {_named(self._pace, PACES)} AS pace, r.v AS value, "
            f"greatest(a.lo - CAST(r.v AS {wide}), CAST(r.v AS {wide}) - a.hi) AS shortfall, r.file, r.row "
            "FROM rows r JOIN asked a ON a.a_pid = r.pid AND a.a_iid = r.iid" + self._in_force("r", "a") + " "
            "JOIN periods p ON p.pid = r.pid JOIN indicators g ON g.number = p.number AND g.iid = r.iid"
            + (" WHERE r.why = 0" if self.unclean else "")
        )

    def by_unit(self) -> str:
        """Return the tally of each unit and period."""
        return (
            "SELECT p.pack, c.unit, p.period, t.total - t.later + c.early + c.invalid AS counted, "
            "c.met + c.exceeded AS met, c.unmet, "
            "t.total - t.later + c.early + c.invalid - c.met - c.exceeded - c.unmet AS undecided, "
            "t.later - c.early - c.invalid AS not_due, "
            "c.judged, c.n - c.judged AS bad FROM crowd c JOIN periods p ON p.pid = c.pid JOIN "
            "(SELECT a_pid, first_day, last_day, CAST(sum(counted) AS BIGINT) AS total, "
            f"CAST(sum(CASE WHEN mode > {Mode.DUE} THEN counted ELSE 0 END) AS BIGINT) AS later "
            "FROM deciding GROUP BY a_pid, first_day, last_day) t ON t.a_pid = c.pid" + self._in_force("c", "t")
        )

    def by_indicator(self) -> str:
        """Return how many units have each verdict and pace, by indicator and period."""
        verdicts = ", ".join(
            f"sum(CASE WHEN s.verdict = {n} THEN s.n ELSE 0 END) AS {name}" for n, name in enumerate(VERDICTS)
        )
        paces = ", ".join(f"sum(CASE WHEN s.pace = {n} THEN s.n ELSE 0 END) AS {name}" for n, name in enumerate(PACES))
        return (
            f"SELECT p.pack, p.period, g.indicator, max(g.title) AS title, max(g.grouped) AS grouped, "
            f"max(u.n) AS units, {verdicts}, max(u.n) - coalesce(sum(s.n), 0) AS without, {paces} "
            "FROM periods p JOIN indicators g ON g.number = p.number "
            "JOIN (SELECT pid, count(*) AS n FROM crowd GROUP BY pid) u ON u.pid = p.pid "
            "LEFT JOIN results s ON s.pid = p.pid AND s.iid = g.iid GROUP BY p.pack, p.period, g.indicator"
        )

    def _shown(self, source: str, figures: str, weight: str) -> str:
        """Return findings: rows of `source` joined to the kind of each of their flags."""
        return (
            "SELECT k.pack, c.unit, p.period, coalesce(g.indicator, '') AS indicator, c.office AS subject, k.code, "
            f"k.matter, k.gate, coalesce({_named('c.verdict', VERDICTS)}, c.otherwise) AS verdict, "
            f"{_named('c.pace', PACES)} AS pace, {figures}, {weight} AS weight "
            f"FROM ({source}) c JOIN kinds k ON k.number = c.pack AND (k.flag & c.flags) <> 0 "
            "JOIN periods p ON p.pid = c.pid LEFT JOIN indicators g ON g.number = c.pack AND g.iid = c.iid"
        )

    def findings(self, others: bool) -> str:
        """Return the findings of rows: of those that decide, and where there are any, of others' targets."""
        said = "r.beside" if self.ratios else "r.v"
        flags = (
            f"CASE WHEN {self._verdict} = 0 THEN CASE WHEN a.towards = 1 THEN {Flag.DIRECTION} ELSE {Flag.UNMET} END "
            "ELSE 0 END"
            f" + CASE WHEN a.paced = 1 THEN CASE {self._pace} WHEN 0 THEN {Flag.BEHIND} WHEN 1 THEN {Flag.AT_RISK} "
            "ELSE 0 END ELSE 0 END"
            f" + CASE WHEN {_rank('l', 1, ratios=self.ratios)} = 0 THEN {Flag.LIMITS} ELSE 0 END"
            f" + CASE WHEN ({said} >= a.sa1 AND {said} <= a.sz1 OR {said} >= a.sa2 AND {said} <= a.sz2) "
            f"AND {said} <> 0 THEN {Flag.SUSPECT} ELSE 0 END"
        )
        if self.ratios:
            flags += self._odd_parts()
        if "status" in self.columns:
            flags += f" + CASE WHEN r.estimate = 1 AND {self._verdict} <= 2 THEN {Flag.ESTIMATE} ELSE 0 END"
        found = self._found("deciding", flags)
        if others:
            missed = f"CASE WHEN {self._verdict} = 0 THEN {Flag.OTHER_TARGET} ELSE 0 END"
            found += f" UNION ALL {self._found('others', missed)}"
        return found

    def _odd_parts(self) -> str:
        """Return flags of a stated ratio that its parts contradict, and of parts that make no ratio."""
        share = "r.nk * a.hundredfold"
        apart = f"(r.beside + {self.slack()}) * r.dk < {share} OR (r.beside - {self.slack()}) * r.dk > {share}"
        given = "r.numerator IS NOT NULL", "r.denominator IS NOT NULL"
        return (
            f" + CASE WHEN r.dk IS NOT NULL AND r.beside IS NOT NULL AND ({apart}) THEN {Flag.RATIO} ELSE 0 END"
            f" + CASE WHEN ({given[0]}) <> ({given[1]}) THEN {Flag.LONE_PART} ELSE 0 END"
            f" + CASE WHEN a.rated = 0 AND {given[0]} AND {given[1]} THEN {Flag.NOT_A_RATIO} ELSE 0 END"
        )

    def _found(self, asked: str, flags: str) -> str:
        wide = "DECIMAL(38,17)"
        parts = "r.numerator, r.denominator" if self.ratios else _NO_PARTS
        inner = (
            f"SELECT r.file, r.row, r.unit, r.pid, r.iid, r.v, {parts}, a.pack, a.office, a.lo, a.hi, a.goal, "
            f"{flags} AS flags, {self._verdict} AS verdict, {self._pace} AS pace, '' AS otherwise FROM rows r "
            f"JOIN {asked} a ON a.a_pid = r.pid AND a.a_iid = r.iid"
            + self._in_force("r", "a")
            + (" WHERE r.why = 0" if self.unclean else "")
        )
        short = f"greatest(c.lo - CAST(c.v AS {wide}), CAST(c.v AS {wide}) - c.hi)"
        figures = f"c.v AS value, c.numerator, c.denominator, {short} AS shortfall, c.file, c.row"
        size = "nullif(abs(CAST(c.goal AS DOUBLE)), 0)"
        weight = f"CASE WHEN k.matter = 'unmet' THEN coalesce(CAST({short} AS DOUBLE) / {size}, 0) ELSE 0 END"
        return self._shown(f"SELECT * FROM ({inner}) h WHERE h.flags <> 0", figures, weight)

    def before(self) -> str:
        """Return for each figure that needs it the nearest earlier one of the same unit."""
        where = " AND r.why = 0" if self.unclean else ""
        ranks = range(1, _SAME_END + 1)
        lags = ", ".join(f"lag({x}, {n}) OVER w AS {x}{n}" for n in ranks for x in ("month", "v", "slack"))

        def nearest(column: str) -> str:
            return f"CASE {' '.join(f'WHEN month{n} < month THEN {column}{n}' for n in ranks)} END"

        return (
            f"SELECT unit, pid, iid, day, {nearest('v')} AS v, {nearest('slack')} AS slack FROM ("
            f"SELECT r.unit, r.pid, r.iid, r.day, r.month, {lags} FROM ("
            f"SELECT r.*, {self.slack()} AS slack FROM rows r WHERE r.series IS NOT NULL{where}) r "
            # Of several periods with one end the longest stands last, so that it is the nearest.
            "WINDOW w AS (PARTITION BY r.unit, r.iid, r.series ORDER BY r.month, r.pid DESC)) q "
            f"WHERE {nearest('month')} IS NOT NULL"
        )

    def over_time(self, pids: Sequence[int]) -> str:
        """Return a line for each unit and each indicator that may not fall, with its figures of these periods."""
        where = " AND r.why = 0" if self.unclean else ""
        figures = ", ".join(f"max(CASE WHEN r.pid = {pid:d} THEN r.v END) AS v{pid:d}" for pid in pids)
        return (
            f"SELECT r.unit, r.iid, {figures} FROM rows r "
            f"WHERE r.falls = 1 AND r.pid IN ({', '.join(map(str, pids))}){where} GROUP BY r.unit, r.iid"
        )

    @staticmethod
    def fallen(ends: Sequence[tuple[int, int]], table: str) -> str:
        """Return which figures are below the nearest earlier one, with the period of that.

        Args:
            ends: Periods and the months that they end with, in the order of time; of several
                with one end the longest last.
            table: What `over_time` gave.
        """
        found = []
        for pid, month in ends:
            nearest = [other for other, end in reversed(ends) if end < month]
            if nearest:
                which = " ".join(f"WHEN v{other:d} IS NOT NULL THEN {other:d}" for other in nearest)
                last = ", ".join(f"v{other:d}" for other in nearest)
                found.append(
                    f"SELECT unit, iid, {pid:d} AS pid, CASE {which} END AS before FROM {table} "
                    f"WHERE v{pid:d} < coalesce({last}, v{pid:d})"
                )
        return " UNION ALL ".join(found)

    def relations(self) -> str:
        """Return the findings of figures held against each other, those that must not fall aside."""
        where = " WHERE r.why = 0" if self.unclean else ""
        facts = (
            f"SELECT r.unit, r.pid, r.iid, r.day, r.v, {self.slack()} AS slack, 0 AS before, r.file, r.row FROM rows r "
            "JOIN (SELECT DISTINCT pid, iid FROM terms WHERE falls = 0) t ON t.pid = r.pid AND t.iid = r.iid"
            f"{where} UNION ALL "
            "SELECT unit, pid, iid, day, v, slack, 1 AS before, NULL AS file, NULL AS row FROM before"
        )
        return self._related(facts, falls=0)

    def falls(self) -> str:
        """Return the findings of figures that are below the one before by more than their decimals leave open."""
        where = " WHERE r.why = 0" if self.unclean else ""
        joined = "FROM rows r JOIN fallen f ON f.unit = r.unit AND f.iid = r.iid"
        then = f"SELECT r.*, f.pid AS now, r.day AS now_day {joined} AND f.before = r.pid{where}"
        if self.eras:
            now = "JOIN rows o ON o.unit = f.unit AND o.iid = f.iid AND o.pid = f.pid"
            told = " WHERE r.why = 0 AND o.why = 0" if self.unclean else ""
            then = f"SELECT r.*, f.pid AS now, o.day AS now_day {joined} AND f.before = r.pid {now}{told}"
        facts = (
            f"SELECT r.unit, r.pid, r.iid, r.day, r.v, {self.slack()} AS slack, 0 AS before, r.file, r.row "
            f"FROM (SELECT r.* {joined} AND f.pid = r.pid{where}) r UNION ALL "
            f"SELECT r.unit, r.now AS pid, r.iid, r.now_day AS day, r.v, {self.slack()} AS slack, 1 AS before, "
            f"NULL AS file, NULL AS row FROM ({then}) r"
        )
        return self._related(facts, falls=1)

    def _related(self, facts: str, *, falls: int) -> str:
        wide = f"DECIMAL(38,{self.grid.places + 1})"
        own = "CASE WHEN f.iid = c.iid AND f.before = 0 THEN {} END"
        sums = (
            "SELECT f.unit, c.pid, c.iid, c.pack, c.subject AS office, c.flags, c.lo, c.hi, c.size, count(*) AS n, "
            f"sum(CAST(f.v AS {wide}) * t.times) AS total, sum(abs(t.times) * f.slack * t.stated) AS open_, "
            "min(CASE WHEN t.positive = 1 AND f.v <= 0 THEN 0 ELSE 1 END) AS asked, "
            f"max({own.format('f.v')}) AS v, max({own.format('f.file')}) AS file, max({own.format('f.row')}) AS row "
            f"FROM ({facts}) f JOIN terms t ON t.pid = f.pid AND t.iid = f.iid AND t.before = f.before "
            f"AND t.falls = {falls:d} JOIN checks c ON c.chk = t.chk{self._in_force('f', 'c')} "
            "GROUP BY f.unit, c.chk, c.pid, c.iid, c.pack, c.subject, c.flags, c.lo, c.hi, c.size"
        )
        source = (
            f"SELECT *, NULL AS verdict, NULL AS pace, '' AS otherwise FROM ({sums}) q "
            "WHERE n = size AND asked = 1 AND (total + open_ < lo OR total - open_ > hi)"
        )
        figures = (
            "c.v AS value, CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator, "
            "CAST(NULL AS DECIMAL(38,17)) AS shortfall, c.file, c.row"
        )
        return self._shown(source, figures, "0.0")

    def silent(self, bad: bool, asked: str = "deciding") -> str:
        """Return the targets of units that reported something, but not this: due ones, and counted those that wait."""
        absent = " AND ".join(f"(c.b{w} & a.b{w}) = 0" for w in range(self.words))
        # A cell whose row cannot be read is invalid, and said so; it is not missing.
        unread = (
            f" AND NOT EXISTS (SELECT 1 FROM bad x WHERE x.unit = c.unit AND x.pid = c.pid AND x.iid = a.a_iid "
            f"AND x.why IN ({Why.REPEATED:d}, {Why.STATUS:d}, {Why.VALUE:d}))"
            if bad
            else ""
        )
        return (
            f"SELECT c.unit, c.pid, a.a_iid AS iid, a.pack, a.office, a.mode, a.expected, a.towards FROM crowd c "
            f"JOIN {asked} a ON a.a_pid = c.pid AND {absent}" + self._in_force("c", "a") + unread + " WHERE a.mode > 0"
        )

    def missing(self, bad: bool, others: bool) -> str:
        """Return the findings about what was not reported at all."""
        kinds = ("deciding", "others") if others else ("deciding",)
        flags = f"CASE WHEN towards = 1 THEN {Flag.NO_DIRECTION} ELSE {Flag.NO_DATA} END"
        parts = [
            f"SELECT unit, pid, iid, pack, office, {flags} AS flags FROM ({self.silent(bad)}) m WHERE mode = {Mode.DUE}"
        ]
        if others:
            parts.append(
                f"SELECT unit, pid, iid, pack, office, {Flag.OTHER_NO_DATA} AS flags "
                f"FROM ({self.silent(bad, 'others')}) m WHERE mode = {Mode.DUE}"
            )
        # Where something is written that is no figure, the indicator was not passed over.
        absent = " UNION ALL ".join(self.silent(bad, asked) for asked in kinds)
        unread = f"({Why.NO_FIGURE:d}, {Why.DENOMINATOR:d})"
        told = f"SELECT DISTINCT unit, pid, iid FROM bad WHERE written AND why IN {unread}"
        join = f" LEFT JOIN ({told}) x ON x.unit = m.unit AND x.pid = m.pid AND x.iid = m.iid" if bad else ""
        parts.append(
            f"SELECT DISTINCT m.unit, m.pid, -1 AS iid, m.pack, '' AS office, {Flag.NOT_REPORTED} AS flags "
            f"FROM ({absent}) m{join} WHERE m.mode > {Mode.DUE} AND m.expected = 1"
            + (" AND x.unit IS NULL" if bad else "")
        )
        parts.append(
            f"SELECT e.unit, e.pid, -1 AS iid, e.pack, '' AS office, {Flag.MISSING_UNIT} AS flags FROM expected e "
            "WHERE NOT EXISTS (SELECT 1 FROM crowd c WHERE c.unit = e.unit AND c.pid = e.pid)"
        )
        source = f"SELECT *, NULL AS verdict, NULL AS pace, 'no_data' AS otherwise FROM ({' UNION ALL '.join(parts)}) q"
        figures = (
            f"CAST(NULL AS {self.grid.type}) AS value, CAST(NULL AS STRING) AS numerator, "
            "CAST(NULL AS STRING) AS denominator, CAST(NULL AS DECIMAL(38,17)) AS shortfall, "
            "CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS row"
        )
        return self._shown(source, figures, "0.0")


def _trimmed(text: str) -> str:
    """Return SQL of a decimal text without the zeros at its end."""
    return f"CASE WHEN contains({text}, '.') THEN rtrim({text}, '0') ELSE {text} END"


def _rank(prefix: str, count: int, *, ratios: bool) -> str:
    """Return SQL of how many leading levels hold a figure."""
    tests = []
    for n in range(1, count + 1):
        test = f"r.v >= a.{prefix}a{n} AND r.v <= a.{prefix}z{n}"
        if ratios:
            crossed = (
                f"a.{prefix}h{n} = 1 AND coalesce(r.nk * a.{prefix}m >= a.{prefix}u{n} * r.dk + a.{prefix}w{n}, 1 = 1) "
                f"AND coalesce(r.nk * a.{prefix}m <= a.{prefix}v{n} * r.dk - a.{prefix}x{n}, 1 = 1)"
            )
            test = f"CASE WHEN r.dk IS NULL THEN {test} ELSE {crossed} END"
        tests.append(test)
    return f"CASE {' '.join(f'WHEN NOT ({test}) THEN {n}' for n, test in enumerate(tests))} ELSE {count} END"


def _named(number: str, names: tuple[str, ...]) -> str:
    """Return SQL that puts a name in the place of a number."""
    return f"CASE {number} {' '.join(f'WHEN {n} THEN {name!r}' for n, name in enumerate(names))} END"
