"""The SQL of what is found: rows that miss their bounds, what is missing, and figures against each other.

Owns which finding follows from what, as statements over the rows that `queries` describes.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import product
from typing import Final

from checker.bulk.crowd import Crowd
from checker.bulk.grid import BESIDE
from checker.bulk.lower import FAMILIES, Paced
from checker.bulk.queries import PACES, VERDICTS, Queries, named
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.codes import Code
from checker.domain.record import NamedTuple

__all__ = ["FOUND", "VERDICT_LABELS", "Flag", "Found", "together"]

_NO_PARTS: Final = "CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator"
VERDICT_LABELS: Final = (*VERDICTS, "", "no_data", "invalid")
_NONE, _NO_DATA = len(VERDICTS), len(VERDICTS) + 1
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
    DATE = 1 << 22
    CONFIRMED = 1 << 23
    SPENT_TOO_FAST = 1 << 24
    SPENT_FAST = 1 << 25


_KINDS: Final = (
    (Flag.UNMET, codes.UNMET, Matter.UNMET),
    (Flag.BEHIND, codes.BEHIND, Matter.BEHIND),
    (Flag.AT_RISK, codes.AT_RISK, Matter.AT_RISK),
    (Flag.SPENT_TOO_FAST, codes.SPENT_TOO_FAST, Matter.BEHIND),
    (Flag.SPENT_FAST, codes.SPENT_FAST, Matter.AT_RISK),
    (Flag.ESTIMATE, codes.ON_ESTIMATE, Matter.ESTIMATE),
    (Flag.LIMITS, codes.OUTSIDE_LIMITS, Matter.CONSISTENCY),
    (Flag.SUSPECT, codes.SCALE_SUSPECT, Matter.CONSISTENCY),
    (Flag.DATE, codes.DATE_SUSPECT, Matter.CONSISTENCY),
    (Flag.CONFIRMED, codes.FIGURE_CONFIRMED, Matter.CONFIRMED),
    (Flag.RATIO, codes.RATIO_DIFFERS, Matter.CONSISTENCY),
    (Flag.LONE_PART, codes.LONE_PART, Matter.CONSISTENCY),
    (Flag.NOT_A_RATIO, codes.NOT_A_RATIO, Matter.CONSISTENCY),
    (Flag.DIRECTION, codes.DIRECTION, Matter.DIRECTION),
    (Flag.OTHER_TARGET, codes.UNMET, Matter.OTHER_TARGET),
    (Flag.NO_DATA, codes.NO_DATA, Matter.NO_DATA),
    (Flag.NO_DIRECTION, codes.NO_DATA, Matter.DIRECTION),
    (Flag.OTHER_NO_DATA, codes.NO_DATA, Matter.OTHER_TARGET),
    (Flag.MISSING_UNIT, codes.MISSING_UNIT, Matter.MISSING_UNIT),
    (Flag.NOT_REPORTED, codes.NOT_REPORTED, Matter.NOT_REPORTED),
)
"""What each flag says: its code, and how a gate policy speaks of it."""


def together(columns: Container[str], *, odd: bool) -> list[tuple[int, tuple[tuple[int, Code, Matter], ...]]]:
    """Return every sum of flags that one row can have, with what each of its flags says.

    Args:
        columns: The columns that the rows have; without some of them some flags never occur.
        odd: Whether any value is not plainly spelled.
    """
    free = [Flag.LIMITS]
    free += [Flag.ESTIMATE] if odd or "status" in columns else []
    free += [Flag.RATIO, Flag.LONE_PART, Flag.NOT_A_RATIO] if "numerator" in columns else []
    targets = (0, Flag.UNMET, Flag.DIRECTION)
    paces = (0, Flag.BEHIND, Flag.AT_RISK, Flag.SPENT_TOO_FAST, Flag.SPENT_FAST)
    doubts = (0, Flag.SUSPECT, Flag.DATE, Flag.CONFIRMED)
    sums = {sum(one) for one in product(targets, paces, doubts, *((0, flag) for flag in free))}
    sums |= {flag for flag, _, _ in _KINDS}
    return [(one, tuple(kind for kind in _KINDS if kind[0] & one)) for one in sorted(sums) if one]


class Found(NamedTuple):
    """The statements of findings.

    Args:
        of: The statements of the rows.
        vouched: The columns in which words confirm doubted figures; each has a table of these words, called like it.
    """

    of: Queries
    vouched: tuple[str, ...] = ()

    def _shown(self, source: str, figures: str, weight: str) -> str:
        """Return findings: rows of `source` joined to the kind of each of their flags."""
        labels = self.of.labels
        return (
            "SELECT p.pack, c.unit, p.period, p.indicator, c.office AS subject, k.code, k.matter, k.gate, "
            f"{named('c.verdict', VERDICT_LABELS, labels.verdict)} AS verdict, "
            f"{named('c.pace', PACES, labels.pace)} AS pace, {figures}, {weight} AS weight "
            f"FROM ({source}) c JOIN kinds k ON k.number = c.pack AND k.flags = c.flags "
            "JOIN places p ON p.pid = c.pid AND p.iid = c.iid"
        )

    def findings(self, others: bool) -> str:
        """Return the findings of rows: of those that decide, and where there are any, of others' targets."""
        of_ceilings = f"CASE WHEN a.paced = {Paced.CEILING} THEN {{:d}} ELSE {{:d}} END"
        flagged = ((Flag.SPENT_TOO_FAST, Flag.BEHIND), (Flag.SPENT_FAST, Flag.AT_RISK))
        late = [of_ceilings.format(*flags) for flags in flagged]
        flags = (
            f"CASE WHEN {self.of.verdict} = 0 THEN CASE WHEN a.towards = 1 THEN {Flag.DIRECTION} ELSE {Flag.UNMET} END "
            "ELSE 0 END"
            f" + CASE WHEN a.paced > 0 THEN CASE {self.of.pace} WHEN 0 THEN {late[0]} WHEN 1 THEN {late[1]} "
            "ELSE 0 END ELSE 0 END"
            f" + CASE WHEN {self.of.rank('l', 1)} = 0 THEN {Flag.LIMITS} ELSE 0 END"
            f" + {self._doubt()}"
        )
        if self.of.ratios:
            flags += self._odd_parts()
        if self.of.odd or "status" in self.of.columns:
            flags += f" + CASE WHEN r.estimate = 1 AND {self.of.verdict} <= 2 THEN {Flag.ESTIMATE} ELSE 0 END"
        found = self._found("deciding", flags)
        if others:
            missed = f"CASE WHEN {self.of.verdict} = 0 THEN {Flag.OTHER_TARGET} ELSE 0 END"
            found += f" UNION ALL {self._found('others', missed)}"
        return found

    @property
    def _said(self) -> str:
        return "r.beside" if self.of.ratios else "r.v"

    @property
    def _dated(self) -> str:
        """Whether a figure is the number of a day, far above its target."""
        return f"{self._said} >= a.da1 AND {self._said} <= a.dz1 AND {self._said} % 1 = 0"

    @property
    def _suspect(self) -> str:
        """Whether a figure looks too large or too small."""
        levels = (f"{prefix}{{}}{n}" for prefix, count in FAMILIES if prefix in "su" for n in range(1, count + 1))
        ends = [(level.format("a"), level.format("z")) for level in levels]
        within = " OR ".join(f"{self._said} >= a.{low} AND {self._said} <= a.{high}" for low, high in ends)
        return f"({within}) AND {self._said} <> 0"

    def _doubt(self) -> str:
        """Return the flag of a doubted figure, or 0."""
        whens = [f"WHEN {self._dated} THEN {Flag.DATE}", f"WHEN {self._suspect} THEN {Flag.SUSPECT}"]
        if self.vouched:
            said = " OR ".join(f"{name}.raw IS NOT NULL" for name in self.vouched)
            whens.insert(0, f"WHEN ({said}) AND ({self._dated} OR {self._suspect}) THEN {Flag.CONFIRMED}")
        return f"CASE {' '.join(whens)} ELSE 0 END"

    def words(self, columns: Sequence[str]) -> str:
        """Return what stands beside doubted figures, in columns that may confirm them."""
        given = " OR ".join(f"r.{column} IS NOT NULL" for column in columns)
        judged = " AND r.why = 0" if self.of.unclean else ""
        return (
            f"SELECT DISTINCT {', '.join(f'r.{column}' for column in columns)} FROM close r "
            f"JOIN deciding a ON a.a_pid = r.pid AND a.a_iid = r.iid{self.of.in_force('r', 'a')} "
            f"WHERE ({self._dated} OR {self._suspect}) AND ({given}){judged}"
        )

    def _odd_parts(self) -> str:
        """Return flags of a stated ratio that its parts contradict, and of parts that make no ratio."""
        share = "r.nk * a.hundredfold"
        digits, places = BESIDE
        most, least = (
            f"try_cast(r.beside {sign} {self.of.slack()} AS DECIMAL({digits + 1},{places + 1})) * r.dk" for sign in "+-"
        )
        apart = f"{most} < {share} OR {least} > {share}"
        given = "r.numerator IS NOT NULL", "r.denominator IS NOT NULL"
        return (
            f" + CASE WHEN r.dk IS NOT NULL AND r.beside IS NOT NULL AND ({apart}) THEN {Flag.RATIO} ELSE 0 END"
            f" + CASE WHEN ({given[0]}) <> ({given[1]}) THEN {Flag.LONE_PART} ELSE 0 END"
            f" + CASE WHEN a.rated = 0 AND {given[0]} AND {given[1]} THEN {Flag.NOT_A_RATIO} ELSE 0 END"
        )

    def _found(self, asked: str, flags: str) -> str:
        parts = "r.numerator, r.denominator" if self.of.ratios else _NO_PARTS
        inner = (
            f"SELECT r.file, r.row, r.unit, r.pid, r.iid, r.v, {parts}, a.pack, a.office, a.lo, a.hi, a.goal, "
            f"{flags} AS flags, {self.of.verdict} AS verdict, {self.of.pace} AS pace FROM close r "
            f"JOIN {asked} a ON a.a_pid = r.pid AND a.a_iid = r.iid"
            + self.of.in_force("r", "a")
            + "".join(f" LEFT JOIN vouched_{name} {name} ON {name}.raw = r.{name}" for name in self.vouched)
            + (" WHERE r.why = 0" if self.of.unclean else "")
        )
        short = self.of.shortfall("c", "c")
        figures = f"c.v AS value, c.numerator, c.denominator, {short} AS shortfall, c.file, c.row"
        size = "nullif(abs(CAST(c.goal AS DOUBLE)), 0)"
        missed = f"(c.flags & {Flag.UNMET}) <> 0 AND k.code = '{codes.UNMET.id}'"
        weight = f"CASE WHEN {missed} THEN coalesce(CAST({short} AS DOUBLE) / {size}, 0) ELSE 0 END"
        # No kind has the flags zero; were they asked here, they would be worked out for rows that are all clear.
        return self._shown(inner, figures, weight)

    def before(self) -> str:
        """Return for each figure that needs it the nearest earlier one of the same unit."""
        where = " AND r.why = 0" if self.of.unclean else ""
        ranks = range(1, _SAME_END + 1)
        lags = ", ".join(f"lag({x}, {n}) OVER w AS {x}{n}" for n in ranks for x in ("month", "v", "slack"))

        def nearest(column: str) -> str:
            return f"CASE {' '.join(f'WHEN month{n} < month THEN {column}{n}' for n in ranks)} END"

        return (
            f"SELECT unit, pid, iid, day, {nearest('v')} AS v, {nearest('slack')} AS slack FROM ("
            f"SELECT r.unit, r.pid, r.iid, r.day, r.month, {lags} FROM ("
            f"SELECT r.*, {self.of.slack()} AS slack FROM rows r WHERE r.series IS NOT NULL{where}) r "
            # Of several periods with one end the longest stands last, so that it is the nearest.
            "WINDOW w AS (PARTITION BY r.unit, r.iid, r.series ORDER BY r.month, r.pid DESC)) q "
            f"WHERE {nearest('month')} IS NOT NULL"
        )

    def over_time(
        self,
        ends: Sequence[tuple[int, int]],
        words: Sequence[int],
        between: tuple[str, str] | None,
        *,
        as_written: bool,
    ) -> str:
        """Return a line for each unit and each indicator with figures below the nearest earlier one.

        Args:
            ends: Periods and the months that they end with, in the order of time; of several
                with one end the longest last.
            words: The bits of the indicators that may not fall.
            between: Codes of periods, the first and the last in the order of letters, where the rows have codes
                alone; files of several years are then read for this one.
            as_written: Whether indicators may be told apart by their texts, which is much faster.
        """
        pids = ", ".join(f"{pid:d}" for pid, _ in ends)
        if as_written:
            figure, keys, row = self.of.figure(), "i.unit, i.indicator", "i"
            bits = " OR ".join(f"(i.bit{w} & {word:d}) <> 0" for w, word in enumerate(words))
            within = f"i.period >= '{between[0]}' AND i.period <= '{between[1]}' AND " if between else ""
            rows = f"FROM input i WHERE {within}i.pid IN ({pids}) AND ({bits})"
        else:
            figure, keys, row = "r.v", "r.unit, r.iid", "r"
            judged = " AND r.why = 0" if self.of.unclean else ""
            rows = f"FROM rows r WHERE r.falls = 1 AND r.pid IN ({pids}){judged}"
        figures = ", ".join(f"max(CASE WHEN {row}.pid = {pid:d} THEN {figure} END) AS v{pid:d}" for pid, _ in ends)
        fell = " OR ".join(f"v{pid:d} < coalesce({', '.join(last)})" for pid, last in self._earlier(ends))
        return f"SELECT * FROM (SELECT {keys}, {figures} {rows} GROUP BY {keys}) q WHERE {fell}"

    @staticmethod
    def _earlier(ends: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[str]]]:
        """Yield periods with the columns of the earlier ones, the nearest first."""
        for pid, month in ends:
            nearest = [f"v{other:d}" for other, end in reversed(ends) if end < month]
            if nearest:
                # One alone is still a list for SQL.
                yield pid, [*nearest, "NULL"]

    def fallen(self, ends: Sequence[tuple[int, int]], table: str, number: int, *, as_written: bool) -> str:
        """Return which figures are below the nearest earlier one, with the period of that.

        Args:
            ends: As for `over_time`.
            table: What that gave.
            number: The number of the pack.
            as_written: As for `over_time`.
        """
        found = []
        for pid, last in self._earlier(ends):
            which = " ".join(f"WHEN {other} IS NOT NULL THEN {other[1:]}" for other in last[:-1])
            found.append(
                f"SELECT unit, {'indicator' if as_written else 'iid'}, {pid:d} AS pid, CASE {which} END AS before "
                f"FROM {table} WHERE v{pid:d} < coalesce({', '.join(last)})"
            )
        fell = " UNION ALL ".join(found)
        if not as_written:
            return fell
        meant = f"SELECT DISTINCT raw_indicator, iid FROM named WHERE pack = {number:d}"
        return (
            f"SELECT f.unit, n.iid, f.pid, f.before FROM ({fell}) f JOIN ({meant}) n ON n.raw_indicator = f.indicator"
        )

    def relations(self) -> str:
        """Return the findings of figures held against each other, those that must not fall aside."""
        where = " WHERE r.why = 0" if self.of.unclean else ""
        facts = (
            f"SELECT r.unit, r.pid, r.iid, r.day, r.v, {self.of.slack()} AS slack, 0 AS before, r.file, r.row "
            "FROM rows r JOIN (SELECT DISTINCT pid, iid FROM terms WHERE falls = 0) t "
            f"ON t.pid = r.pid AND t.iid = r.iid{where} UNION ALL "
            "SELECT unit, pid, iid, day, v, slack, 1 AS before, NULL AS file, NULL AS row FROM before"
        )
        return self._related(facts, falls=0)

    def falls(self) -> str:
        """Return the findings of figures that are below the one before by more than their decimals leave open."""
        where = " WHERE r.why = 0" if self.of.unclean else ""
        joined = "FROM rows r JOIN fallen f ON f.unit = r.unit AND f.iid = r.iid"
        then = f"SELECT r.*, f.pid AS now, r.day AS now_day {joined} AND f.before = r.pid{where}"
        if self.of.eras:
            now = "JOIN rows o ON o.unit = f.unit AND o.iid = f.iid AND o.pid = f.pid"
            told = " WHERE r.why = 0 AND o.why = 0" if self.of.unclean else ""
            then = f"SELECT r.*, f.pid AS now, o.day AS now_day {joined} AND f.before = r.pid {now}{told}"
        facts = (
            f"SELECT r.unit, r.pid, r.iid, r.day, r.v, {self.of.slack()} AS slack, 0 AS before, r.file, r.row "
            f"FROM (SELECT r.* {joined} AND f.pid = r.pid{where}) r UNION ALL "
            f"SELECT r.unit, r.now AS pid, r.iid, r.now_day AS day, r.v, {self.of.slack()} AS slack, 1 AS before, "
            f"NULL AS file, NULL AS row FROM ({then}) r"
        )
        return self._related(facts, falls=1)

    def _related(self, facts: str, *, falls: int) -> str:
        wide = f"DECIMAL(38,{self.of.grid.places + 1})"
        own = "CASE WHEN f.iid = c.iid AND f.before = 0 THEN {} END"
        sums = (
            "SELECT f.unit, c.pid, c.iid, c.pack, c.subject AS office, c.flags, c.lo, c.hi, c.size, count(*) AS n, "
            f"sum(CAST(f.v AS {wide}) * t.times) AS total, sum(abs(t.times) * f.slack * t.stated) AS open_, "
            "min(CASE WHEN t.positive = 1 AND f.v <= 0 THEN 0 ELSE 1 END) AS asked, "
            f"max({own.format('f.v')}) AS v, max({own.format('f.file')}) AS file, max({own.format('f.row')}) AS row "
            f"FROM ({facts}) f JOIN terms t ON t.pid = f.pid AND t.iid = f.iid AND t.before = f.before "
            f"AND t.falls = {falls:d} JOIN checks c ON c.chk = t.chk{self.of.in_force('f', 'c')} "
            "GROUP BY f.unit, c.chk, c.pid, c.iid, c.pack, c.subject, c.flags, c.lo, c.hi, c.size"
        )
        source = (
            f"SELECT *, {_NONE} AS verdict, NULL AS pace FROM ({sums}) q "
            "WHERE n = size AND asked = 1 AND (total + open_ < lo OR total - open_ > hi)"
        )
        figures = (
            "c.v AS value, CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator, "
            f"CAST(NULL AS {self.of.stated}) AS shortfall, c.file, c.row"
        )
        return self._shown(source, figures, "0.0")

    def missing(self, others: bool, *, units: bool) -> str:
        """Return the findings about what was not reported at all.

        Args:
            others: Whether targets are asked that do not decide.
            units: Whether any unit reports nothing at a period.
        """
        crowd = Crowd(self.of)
        flags = f"CASE WHEN towards = 1 THEN {Flag.NO_DIRECTION} ELSE {Flag.NO_DATA} END"
        office = f"CAST('' AS {self.of.labels.office}) AS office"
        parts = [f"SELECT unit, pid, iid, pack, office, {flags} AS flags FROM ({crowd.silent()}) m"]
        if others:
            owed = f"SELECT unit, pid, iid, pack, office, {Flag.OTHER_NO_DATA} AS flags"
            parts.append(f"{owed} FROM ({crowd.silent('others')}) m")
        reticent = f"SELECT unit, pid, -1 AS iid, number AS pack, {office}, {Flag.NOT_REPORTED} AS flags"
        parts.append(f"{reticent} FROM ({crowd.reticent()}) m")
        if units:
            parts.append(
                f"SELECT e.unit, e.pid, -1 AS iid, e.pack, {office}, {Flag.MISSING_UNIT} AS flags FROM expected e "
                "WHERE NOT EXISTS (SELECT 1 FROM told c WHERE c.unit = e.unit AND c.pid = e.pid)"
            )
        source = f"SELECT *, {_NO_DATA} AS verdict, NULL AS pace FROM ({' UNION ALL '.join(parts)}) q"
        figures = (
            f"CAST(NULL AS {self.of.grid.type}) AS value, CAST(NULL AS STRING) AS numerator, "
            f"CAST(NULL AS STRING) AS denominator, CAST(NULL AS {self.of.stated}) AS shortfall, "
            "CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS row"
        )
        return self._shown(source, figures, "0.0")
