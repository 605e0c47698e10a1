"""SQL for the rows of a bulk run: their indicator, their reading, and their standing.

Owns these statements, in portable SQL where possible. No text of the data and no column name of the user appears in
one: engines give columns fixed names, and texts are joined from tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.binding.rollup import STATES
from checker.bulk.beside import JOINED, SET_ASIDE, Beside
from checker.bulk.grid import BESIDE, FigureGrid
from checker.bulk.labels import Labels
from checker.bulk.model import InputColumn, StorageKind, Why
from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale

__all__ = ["RowStatements"]

_FINAL: Final = STATES.index(DataState.FINAL)
_ESTIMATE: Final = STATES.index(DataState.ESTIMATE)
_PROVISIONAL: Final = STATES.index(DataState.PROVISIONAL)


_STATE_IN_WORDS: Final = f"CASE t.estimate WHEN 1 THEN {_ESTIMATE:d} WHEN 2 THEN {_PROVISIONAL:d} END"

RATED: Final = "trim(CAST(i.growth AS STRING)) <> ''"
"""Whether a row states a rate of growth."""


class RowStatements(NamedTuple):
    """The statements of one run.

    Args:
        columns: The input's columns.
        locale: The notation of numbers in text.
        words: The number of presence integers.
        grid: The grid of the figures, once it is known.
        matches: The engine's SQL that tells whether a text matches a pattern.
        flawed: Whether any row may be bad, whatever the side tables contain.
        beside: The side tables that are not empty.
        axes: The properties besides the figure on which a remark depends.
        counts: The counts that any indicator adds to, by presence.
        steps: The most classes of figures that any pair of period and indicator has besides its first one.
        stated: The type of displayed bounds.
        labels: The types of columns with few distinct texts.
        late: Whether any verdict is dated after its period, so that the day of its row decides whether it is possible.
        grouping: SQL that tells whether a value of ``near_rows`` has an ambiguous separator, if any remark depends on
            it.
        shares: SQL that tells whether a row states a percentage of the plan, if the plain engine judges units for it.
        parts: SQL that tells whether numerator and denominator are readable, if rows have them.
        doubtful: SQL that tells whether a plainly spelled value has an ambiguous separator, if the data have fractions
            of countable things; else empty.
        mixed: The same for files with a figure in another notation, which are listed in ``mixed``.
    """

    columns: dict[str, InputColumn]
    locale: Locale
    words: int
    grid: FigureGrid
    plain: str
    flawed: bool = False
    beside: frozenset[Beside] = frozenset()
    axes: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    steps: int = 0
    stated: str = ""
    labels: Labels = Labels()
    parts: tuple[str, str] = ("", "")
    doubtful: str = ""
    mixed: str = ""
    late: bool = False
    grouping: str = ""
    shares: str = ""

    def has(self, table: Beside) -> bool:
        """Tell whether a side table is not empty."""
        return table in self.beside

    def with_(self, *tables: Beside) -> RowStatements:
        """Return the statements with these tables marked as not empty."""
        return self._replace(beside=self.beside | {*tables})

    @property
    def unclean(self) -> bool:
        """Whether any row may not be judged."""
        return self.flawed or not self.beside.isdisjoint(SET_ASIDE)

    @property
    def odd(self) -> bool:
        """Whether any value is not plainly spelled."""
        return self.has(Beside.TEXTS)

    @property
    def dated(self) -> bool:
        """Whether rows state a day."""
        return "as_of" in self.columns

    @property
    def amending(self) -> bool:
        """Whether any row amends an earlier report, whose other rows then stay valid."""
        return self.has(Beside.CORRECTIONS)

    @property
    def vintages(self) -> tuple[str, ...]:
        """The columns that distinguish reports of a unit and period."""
        return tuple(column for column in ("as_of", *(("amends",) if self.amending else ())) if column in self.columns)

    def dating(self, row: str) -> str:
        """Return the join of rows with their days, and with the flag that they amend an earlier report."""
        return "".join(self.joined(Beside.DAYS, Beside.CORRECTIONS, row=row))

    def joined(self, *tables: Beside, row: str = "i") -> list[str]:
        """Return the join of rows with the side tables that are not empty."""
        joined = {table: JOINED[table].format(i=row, text=self.text) for table in tables if self.has(table)}
        return [f" LEFT JOIN {table} {on}" for table, on in joined.items()]

    @property
    def day(self) -> str:
        """The day from the join of `dating`."""
        return "d.day" if self.dated else "CAST(NULL AS STRING)"

    @property
    def rank(self) -> str:
        """The sort key of reports of a unit and period: by day, a correction after the report that it amends."""
        return (
            f"coalesce({self.day}, '') || CASE WHEN k.raw IS NULL THEN '' ELSE '+' END" if self.amending else self.day
        )

    @property
    def text(self) -> str:
        """A value as text; a stored decimal or double as its decimal text."""
        return "CAST(i.value AS STRING)"

    @property
    def decimal(self) -> str:
        """The text of a plainly spelled number with only a decimal point."""
        return _pointed(self.text, self.notation("value"))

    @property
    def _typed(self) -> bool:
        return self.columns["value"].stored is StorageKind.EXACT

    @property
    def _figured(self) -> bool:
        """Whether plainly spelled values are known as numbers."""
        return self.columns["value"].figured

    @property
    def _given(self) -> str:
        """Whether a row has a value."""
        if not self._figured:
            return "i.value IS NOT NULL"
        spelled = " OR i.spelling IS NOT NULL" if self.columns["value"].spelled else ""
        return f"(i.figure IS NOT NULL{spelled})"

    def _spelled(self, sql: str) -> str:
        """Return SQL about values for those that are not known as numbers."""
        return sql.replace(self.text, "i.spelling") if self._figured else sql

    def profile(self) -> str:
        """Count the rows of each pair of period and indicator, and find the range of their figures."""
        if self._typed:
            places = self.columns["value"].places
            most, least = (f"CAST({end}(i.value) AS DECIMAL(38,{places}))" for end in ("max", "min"))
            measured = f"count(i.value), count(i.value), {least}, {most}, NULL, {places}, any_value(i.value)"
        else:
            measured = ", ".join(self._measured())
        return (
            f"SELECT i.period, i.indicator, count(*), count(i.unit), {measured} "
            "FROM given i GROUP BY i.period, i.indicator"
        )

    def _measured(self) -> list[str]:
        """Return SQL for the columns of the profile that describe values."""
        # The test for a plain text is outside the CASE: an expression inside a CASE is evaluated per row, and not once
        # per dictionary entry.
        text, value = self._spelled(self.decimal), "i.spelling" if self._figured else "i.value"
        point, plain = f"POSITION('.' IN {text} || '.')", f"FILTER (WHERE {self._spelled(self.plain)})"
        given, whole = f"count({value})", f"max({point} - 1) {plain}"
        usual, places, some = f"{given} {plain}", f"max(length({text}) - {point}) {plain}", f"any_value({text}) {plain}"
        if not self._figured:
            return [given, usual, "NULL", "NULL", whole, places, some]
        known = ["count(i.figure)", "count(i.figure)", "min(i.figure)", "max(i.figure)", "NULL"]
        decimals, any_ = "max(i.decimals)", "CAST(any_value(i.figure) AS STRING)"
        if not self.columns["value"].spelled:
            return [*known, decimals, any_]
        given, usual = (f"{known[0]} + {count}" for count in (given, usual))
        return [given, usual, *known[2:4], whole, f"greatest({decimals}, {places})", f"coalesce({any_}, {some})"]

    def odd_texts(self, most: int) -> str:
        """Return the distinct odd spellings, each with its period and indicator."""
        return (
            f"SELECT DISTINCT {self.text}, n.pid, n.iid FROM input i JOIN names n "
            "ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"WHERE n.why = 0 AND {self._given} AND NOT ({self._plainly}) ORDER BY 1 LIMIT {most}"
        )

    def fractions(self, doubtful: str) -> str:
        """Find a plainly spelled value that is a fraction of a countable thing."""
        plain = "" if self._typed else f" AND {self._is_plain}"
        return (
            "SELECT 1 FROM input i JOIN names n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"WHERE n.why = 0 AND n.whole >= 0 AND {self._given}{plain} AND NOT ({self._whole(doubtful)}) LIMIT 1"
        )

    def _whole(self, doubtful: str) -> str:
        """Return SQL that tells whether a plainly spelled value is whole, in units of 10^``n.whole`` things."""
        whole = f"length(split_part({_trimmed(self.decimal)}, '.', 2)) <= n.whole"
        if self.columns["value"].stored is not StorageKind.TEXT:
            return whole
        # In machine notation, "1.000" persons is one person, but was meant as a thousand.
        return f"{whole} AND NOT (n.whole = 0 AND {doubtful})"

    def figure(self) -> str:
        """Return the figure of a row on the grid, or NULL where it cannot be read."""
        read = f"CASE WHEN {self._plainly} THEN {self._plain} ELSE t.v END" if self.odd else self._plain
        return f"CASE WHEN NOT ({self._in_doubt}) THEN {read} END" if self.mixed else read

    @property
    def _in_doubt(self) -> str:
        """Whether the separator of a value is ambiguous, because its file mixes notations."""
        return f"m.file IS NOT NULL AND CASE WHEN {self._plainly} THEN {self.mixed} ELSE coalesce(t.doubt, 0) = 1 END"

    @property
    def _plain(self) -> str:
        """The figure of a plainly spelled value."""
        if self._figured:
            figure = self._gridded("i.figure", number=True)
            other = self._gridded(self._spelled(self.decimal), number=False)
            return f"coalesce({figure}, {other})" if self.columns["value"].spelled else figure
        return self._gridded("i.value" if self._typed else self.decimal, number=self._typed)

    def _gridded(self, said: str, *, number: bool) -> str:
        """Return SQL for a figure on the grid, from a number or a text."""
        if self.grid.capped:
            # A wider type would let longer figures through.
            said = f"try_cast({said} AS DECIMAL({self.grid.digits},{self.grid.places}))"
        return f"{'CAST' if number or self.grid.capped else 'try_cast'}({said} AS {self.grid.type})"

    @property
    def _is_plain(self) -> str:
        """Whether a text is plainly spelled."""
        return f"(i.figure IS NOT NULL OR {self._spelled(self.plain)})" if self._figured else self.plain

    @property
    def _plainly(self) -> str:
        """Whether a value is plainly spelled; only used if not all are."""
        plainly = "n.plain = 1" if self._typed else f"n.plain = 1 AND {self._is_plain}"
        return f"{plainly} AND (n.whole < 0 OR {self._whole(self.doubtful)})" if self.doubtful else plainly

    @property
    def ratios(self) -> bool:
        """Whether rows state numerator and denominator."""
        return bool(self.parts[0])

    @property
    def remarks(self) -> tuple[str, ...]:
        """The columns in which words may confirm a figure."""
        return tuple(column for column in ("confirmed", "note") if column in self.columns)

    def _part(self, column: str) -> str:
        """Return a numerator or denominator as a whole number of millionths, or NULL."""
        text = f"CAST(i.{column} AS STRING)"
        decimal = _pointed(text, self.notation(column))
        readable = self.parts[column == "denominator"]
        return f"CASE WHEN {readable} THEN CAST(try_cast({decimal} AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END"

    def notation(self, column: str) -> Locale:
        """Return the notation of a column's figures as text: a stored number has a decimal point."""
        return self.locale if self.columns[column].stored is StorageKind.TEXT else "machine"

    @property
    def _rated(self) -> str:
        return "n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL"

    def slack(self, *, cut: bool = True) -> str:
        """Return the rounding interval of a figure of ``rows`` to both sides; a whole count is exact.

        It is not a column of ``rows``, because it is costly and rarely needed.

        Args:
            cut: Whether to assume truncated instead of rounded decimals.
        """
        wide = f"DECIMAL(38,{self.grid.places + 1})"
        decimal, plain = (sql.replace(self.text, "r.said") for sql in (self.decimal, self.plain))
        last = decimal if self.columns["value"].stored is StorageKind.TEXT else _trimmed("r.said")
        halves = " ".join(
            f"WHEN {n} THEN {half} * (1 + r.truncated)" if n and cut else f"WHEN {n} THEN {half}"
            for n in range(self.grid.places + 1)
            for half in [f"0.{'0' * n}5"]
        )
        open_ = f"CASE length(split_part({last}, '.', 2)) {halves} END"
        # A ratio stated beside its parts is always rounded.
        counts, figure = ("r.counts = 1 AND r.nk IS NULL", "r.beside") if self.ratios else ("r.counts = 1", "r.v")
        exact = f"CASE WHEN {counts} AND {figure} % 1 = 0 THEN 0 ELSE {open_} END"
        read = "CASE WHEN r.truncated = 1 THEN r.read_cut ELSE r.read_slack END" if cut else "r.read_slack"
        written = f"CASE WHEN r.plain = 1 AND {plain} THEN {exact} ELSE {read} END" if self.odd else exact
        return f"CAST({written} AS {wide})"

    def rows(self, source: str = "input", near: str = "") -> str:
        """Return the rows with their indicator, and if not all are judged, with the reason.

        Args:
            source: The rows as given.
            near: SQL that selects rows, `near` or `beyond`; rows that match no indicator are never selected.
        """
        kind = "LEFT JOIN" if self.unclean and not near else "JOIN"
        named = f"FROM {source} i {kind} named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator"
        joins = [named, *self.joined(*Beside)]
        # A value that its own words call an estimate, if the row has no status.
        known = [
            ("s.estimate", "s.state", Beside.STATES),
            ("CAST(t.estimate > 0 AS BIGINT)", _STATE_IN_WORDS, Beside.TEXTS),
        ]
        states = [(estimate, state) for estimate, state, table in known if self.has(table)] + [("0", f"{_FINAL:d}")]
        estimate, state = (f"coalesce({', '.join(one)}, {one[-1]})" for one in zip(*states, strict=True))
        read = "t.slack AS read_slack, t.cut AS read_cut" if self.odd else "NULL AS read_slack, NULL AS read_cut"
        read += f", {'coalesce(t.doubt, 0)' if self.odd else '0'} AS doubt" if self.grouping else ""
        kept = f"n.plain, n.counts, n.truncated, n.rated, n.series, n.falls, n.month, n.pack, {read}"
        figure = f"{self.figure()} AS v"
        if self.ratios:
            figure = (
                f"CASE WHEN NOT ({self._rated}) THEN {self.figure()} END AS v, {self.figure()} AS beside, "
                f"CASE WHEN {self._rated} THEN {self._part('numerator')} END AS nk, "
                f"CASE WHEN {self._rated} THEN {self._part('denominator')} END AS dk, "
                "CAST(i.numerator AS STRING) AS numerator, CAST(i.denominator AS STRING) AS denominator"
            )
        stated = "".join(f"i.{column} AS stated_{column}, " for column in ("as_of", "status") if column in self.columns)
        stated += "".join(f"i.{column} AS {column}, " for column in self.remarks)
        why = f", {self._why()} AS why" if self.unclean else ", 0 AS why"
        written = self._given + (" OR i.numerator IS NOT NULL" if "numerator" in self.columns else "")
        return (
            "SELECT i.file, i.row, i.unit, i.period, i.indicator, n.pid, n.iid, "
            f"{self.text} AS said, {written} AS written, {stated}{estimate} AS estimate, {state} AS state, "
            f"{kept}, {figure}{why} {''.join(joins)}" + (f" WHERE {near}" if near else "")
        )

    def wrong(self) -> str:
        """Return the cell that makes a row of ``rows`` bad, if it is not its period, indicator or unit."""
        cells = []
        if self.dated:
            cells += [f"WHEN {why:d} THEN r.stated_as_of" for why in (Why.DAY, Why.TWO_DAYS, Why.AHEAD, Why.BEFORE)]
        if "status" in self.columns:
            cells.append(f"WHEN {Why.STATUS:d} THEN r.stated_status")
        if self.ratios:
            part = "CASE WHEN r.nk IS NULL THEN r.numerator ELSE r.denominator END"
            cells.append(
                f"WHEN {Why.VALUE:d} THEN CASE WHEN r.said IS NOT NULL AND (r.beside IS NULL OR r.nk IS NOT NULL "
                f"AND r.dk IS NOT NULL) THEN r.said ELSE {part} END"
            )
            cells.append(f"WHEN {Why.DENOMINATOR:d} THEN r.denominator")
        return f"CASE r.why {' '.join(cells)} ELSE r.said END" if cells else "r.said"

    @property
    def near(self) -> str:
        """Whether a row needs a closer look."""
        clear = f"{self._plain} BETWEEN n.quiet_from AND n.quiet_to"
        if self.odd:
            clear = f"CASE WHEN {self._plainly} THEN {clear} ELSE NOT {self._given} END"
        near = [f"NOT ({clear})"]
        if self.has(Beside.STATES):
            near.append("s.estimate = 1")
        if self.ratios:
            near.append("i.numerator IS NOT NULL OR i.denominator IS NOT NULL")
        return " OR ".join(near)

    def _why(self) -> str:
        """Return SQL for the first reason why a row is not judged; empty side tables give none."""
        return f"CASE {' '.join(f'WHEN {said} THEN {why:d}' for said, why in self._reasons())} ELSE 0 END"

    def _reasons(self) -> Iterator[tuple[str, Why]]:
        older = f"{self.rank} < l.whole OR {self.rank} > l.rank"
        reasons: list[tuple[str, Why, set[Beside]]] = [
            ("n.why IS NULL AND i.period IS NULL", Why.PERIOD, set()),
            ("n.why IS NULL", Why.INDICATOR, set()),
            (f"n.why = {Why.PERIOD:d}", Why.PERIOD, set()),
            (f"n.why = {Why.OTHER_YEAR:d}", Why.OTHER_YEAR, set()),
            ("i.unit IS NULL", Why.UNIT, set()),
            ("u.unit IS NULL", Why.OTHER_UNIT, {Beside.UNITS}),
            ("n.why <> 0", Why.INDICATOR, set()),
            ("d.two = 1", Why.TWO_DAYS, {Beside.LATEST, Beside.DAYS}),
            ("d.ahead = 1", Why.AHEAD, {Beside.LATEST, Beside.DAYS}),
            ("d.later = 1", Why.LATER, {Beside.LATEST, Beside.DAYS}),
            ("i.as_of IS NOT NULL AND d.day IS NULL", Why.DAY, {Beside.LATEST, Beside.DAYS}),
            ("d.day < n.begins", Why.BEFORE, {Beside.LATEST, Beside.DAYS}),
            ("d.day IS NULL AND l.day IS NOT NULL", Why.NO_DAY, {Beside.LATEST, Beside.DAYS}),
            (f"{self.day} IS NULL AND q.unit IS NOT NULL", Why.NO_DAY, {Beside.CONTESTED}),
            (older, Why.SUPERSEDED, {Beside.LATEST}),
            (f"{self.rank} < o.rank", Why.SUPERSEDED, {Beside.CORRECTED}),
            ("x.unit IS NOT NULL", Why.REPEATED, {Beside.REPEATS}),
            (self._missing, Why.NO_FIGURE, set()),
            ("i.status IS NOT NULL AND s.raw IS NULL", Why.STATUS, {Beside.STATES}),
            (f"{self._given} AND {self._unread}", Why.VALUE, set()),
        ]
        yield from ((said, why) for said, why, tables in reasons if tables <= self.beside)
        if self.ratios:
            parts = f"{self._part('numerator')} IS NULL OR {self._part('denominator')} IS NULL"
            yield f"{self._rated} AND ({parts})", Why.VALUE
            yield f"{self._rated} AND {self._part('denominator')} <= 0", Why.DENOMINATOR
            figure, type_ = self.figure(), f"DECIMAL({BESIDE[0]},{BESIDE[1]})"
            long = f"{figure} IS NOT NULL AND coalesce(try_cast({figure} AS {type_}) <> {figure}, 1 = 1)"
            yield f"{self._rated} AND {long}", Why.VALUE
        if self.has(Beside.HANDED):
            yield "h.unit IS NOT NULL", Why.HANDED

    @property
    def _missing(self) -> str:
        """Whether a row has neither a figure nor anything that the plain engine uses as one."""
        taken = [f"NOT {self._given} AND NOT ({self._rated})" if self.ratios else f"NOT {self._given}"]
        if self.has(Beside.HANDED):
            # A figure may be derived from a percentage of the plan or a part, and a verdict from a rate.
            part = "i.numerator IS NOT NULL" if "numerator" in self.columns else ""
            others = [self.shares, RATED if "growth" in self.columns else "", part]
            taken += [f"NOT (h.unit IS NOT NULL AND {other})" for other in others if other]
        return " AND ".join(taken)

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
        m, u, w, v, x = (f"{figures}.{one}" for one in "muwvx")
        crossed = (
            f"coalesce({row}.nk * {m} >= {u} * {row}.dk + {w}, 1 = 1) "
            f"AND coalesce({row}.nk * {m} <= {v} * {row}.dk - {x}, 1 = 1)"
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
            "SELECT DISTINCT i.unit, n.pack AS number FROM input i "
            "JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"JOIN texts t ON t.raw = {self.text} AND t.pid = n.pid AND t.iid = n.iid "
            "WHERE t.ranged = 1 AND i.unit IS NOT NULL"
        )

    @staticmethod
    def rates() -> str:
        """Return the units that report a growth rate, with the key of its pack."""
        return (
            "SELECT DISTINCT i.unit, n.pack AS number FROM input i "
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


def _pointed(text: str, locale: Locale) -> str:
    """Return SQL for a plainly spelled number with only a decimal point."""
    if locale == "machine":
        return text
    return f"replace({text}, ',', '')" if locale == "en" else f"replace(replace({text}, '.', ''), ',', '.')"


def _trimmed(text: str) -> str:
    """Return SQL for a decimal text without trailing zeros."""
    return f"CASE WHEN contains({text}, '.') THEN TRIM(TRAILING '0' FROM {text}) ELSE {text} END"
