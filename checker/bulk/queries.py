"""The SQL of the rows of a bulk run: what they address, how they read, and how they stand.

Owns these statements, in no engine's own words where that can be had. No text of the data
and no name of a column ever stands in one: engines give columns fixed names, and texts are
joined from tables.
"""

from __future__ import annotations

from typing import Final

from checker.bulk.grid import Grid
from checker.bulk.lower import LEVELS, Mode
from checker.bulk.model import Column, Stored, Why
from checker.domain.record import NamedTuple

__all__ = ["PACES", "VERDICTS", "Queries", "named", "rank"]

VERDICTS: Final = ("unmet", "met", "exceeded", "not_due", "not_assessed")
"""Verdicts by the numbers that stand for them while a run is in columns."""
PACES: Final = ("behind", "at_risk", "on_track", "ahead")


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

    def in_force(self, row: str, asked: str) -> str:
        """Return what joins rows to the targets of their day, where these changed within a period."""
        return f" AND {row}.day >= {asked}.first_day AND {row}.day < {asked}.last_day" if self.eras else ""

    @property
    def _rank(self) -> str:
        return rank("t", LEVELS, ratios=self.ratios)

    @property
    def verdict(self) -> str:
        """A row's verdict as its place in `VERDICTS`."""
        hard = f"least({self._rank}, 2)"
        return (
            f"CASE a.mode WHEN {Mode.DUE} THEN {hard} "
            f"WHEN {Mode.EARLY} THEN CASE WHEN {self._rank} > 0 THEN {hard} ELSE 3 END "
            f"WHEN {Mode.NOT_DUE} THEN 3 ELSE 4 END"
        )

    @property
    def pace(self) -> str:
        """A row's pace as its place in `PACES`, or NULL."""
        return f"CASE WHEN a.paced = 1 THEN {rank('p', LEVELS, ratios=self.ratios)} END"

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
            f"count(CASE WHEN {counted} a.counted = 1 AND {self.verdict} = {n} THEN 1 END) AS {name}"
            for n, name in ((0, "unmet"), (1, "met"), (2, "exceeded"))
        )
        tallies += (
            f", count(CASE WHEN {counted} a.counted = 1 AND a.mode = {Mode.EARLY} AND {self.verdict} < 3 THEN 1 END)"
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
            + self.in_force("r", "a")
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
            f"{self.verdict} AS verdict, {self.pace} AS pace FROM rows r "
            "JOIN deciding a ON a.a_pid = r.pid AND a.a_iid = r.iid" + self.in_force("r", "a") + where + ") q "
            "GROUP BY pid, iid, verdict, pace"
        )

    def judged(self) -> str:
        """Return every judged row with its verdict, pace and distance."""
        wide = "DECIMAL(38,17)"
        return (
            f"SELECT p.pack, r.unit, p.period, g.indicator, a.office AS subject, {named(self.verdict, VERDICTS)} "
            f"AS verdict, {named(self.pace, PACES)} AS pace, r.v AS value, "
            f"greatest(a.lo - CAST(r.v AS {wide}), CAST(r.v AS {wide}) - a.hi) AS shortfall, r.file, r.row "
            "FROM rows r JOIN asked a ON a.a_pid = r.pid AND a.a_iid = r.iid" + self.in_force("r", "a") + " "
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
            "FROM deciding GROUP BY a_pid, first_day, last_day) t ON t.a_pid = c.pid" + self.in_force("c", "t")
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


def _trimmed(text: str) -> str:
    """Return SQL of a decimal text without the zeros at its end."""
    return f"CASE WHEN contains({text}, '.') THEN rtrim({text}, '0') ELSE {text} END"


def rank(prefix: str, count: int, *, ratios: bool) -> str:
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


def named(number: str, names: tuple[str, ...]) -> str:
    """Return SQL that puts a name in the place of a number."""
    return f"CASE {number} {' '.join(f'WHEN {n} THEN {name!r}' for n, name in enumerate(names))} END"
