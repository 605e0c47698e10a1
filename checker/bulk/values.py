"""SQL for the values of rows: their texts, how these are spelled, and their figures.

Owns what a run knows of its rows, and these statements. Must not know why a row is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Self

from checker.binding.values import rounding
from checker.bulk.categories import Labels
from checker.bulk.grid import FigureGrid
from checker.bulk.model import InputColumn, StorageKind
from checker.bulk.side_tables import SideTable
from checker.bulk.tables.run_table import ColumnTypes
from checker.domain.number import plain
from checker.domain.numeral import MARKS
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale

__all__ = ["ValueStatements", "pointed"]


class ValueStatements(NamedTuple):
    """What is known of the rows of one run, and the statements of their values.

    Args:
        columns: The input's columns.
        locale: The notation of numbers in text.
        words: The number of presence integers.
        grid: The grid of the figures, once it is known.
        plain: The engine's SQL that tells whether a text matches a pattern.
        flawed: Whether any row may be bad, whatever the side tables contain.
        side_tables: The side tables that are not empty.
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
    side_tables: frozenset[SideTable] = frozenset()
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

    @property
    def types(self) -> ColumnTypes:
        """The types and numbers of the columns of tables."""
        return ColumnTypes(
            self.labels,
            figure=self.grid.type,
            finer=self.grid.finer,
            total=f"DECIMAL(38,{self.grid.places})",
            stated=self.stated,
            short=self.stated.replace("(18,", "(38,"),
            # A column that is empty everywhere is written fastest as an enumeration.
            part="STRING" if self.ratios else self.labels.office,
            word=self.words,
            step=self.steps,
        )

    def has(self, table: SideTable) -> bool:
        """Tell whether a side table is not empty."""
        return table in self.side_tables

    def with_(self, *tables: SideTable) -> Self:
        """Return the statements with these tables marked as not empty."""
        return self._replace(side_tables=self.side_tables | {*tables})

    @property
    def odd(self) -> bool:
        """Whether any value is not plainly spelled."""
        return self.has(SideTable.TEXTS)

    @property
    def text(self) -> str:
        """A value as text; a stored decimal or double as its decimal text."""
        return "CAST(i.value AS STRING)"

    @property
    def decimal(self) -> str:
        """The text of a plainly spelled number with only a decimal point."""
        return pointed(self.text, self.notation("value"))

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

    def profile(self, fast: Mapping[str, str] = MappingProxyType({})) -> str:
        """Count the rows of each pair of period and indicator, and find the range of their figures.

        Args:
            fast: SQL for columns by which an engine groups rows faster.
        """
        keys = ", ".join(fast.get(column, f"i.{column}") for column in ("period", "indicator"))
        if self._typed:
            places = self.columns["value"].places
            most, least = (f"CAST({end}(i.value) AS DECIMAL(38,{places}))" for end in ("max", "min"))
            measured = f"count(i.value), count(i.value), {least}, {most}, NULL, {places}, any_value(i.value)"
        else:
            measured = ", ".join(self._measured())
        return f"SELECT {keys}, count(*), count(i.unit), {measured} FROM given i GROUP BY {keys}"

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
        numbers = ["count(i.figure)", "count(i.figure)", "min(i.figure)", "max(i.figure)", "NULL"]
        decimals, any_ = "max(i.decimals)", "CAST(any_value(i.figure) AS STRING)"
        if not self.columns["value"].spelled:
            return [*numbers, decimals, any_]
        given, usual = (f"{numbers[0]} + {count}" for count in (given, usual))
        return [given, usual, *numbers[2:4], whole, f"greatest({decimals}, {places})", f"coalesce({any_}, {some})"]

    def odd_texts(self, most: int) -> str:
        """Return the distinct odd spellings, each with its period and indicator."""
        return (
            f"SELECT DISTINCT {self.text}, n.pid, n.iid FROM input i JOIN names n "
            "ON n.raw_period = i.period AND n.raw_indicator = i.indicator "
            f"WHERE n.why = 0 AND {self._given} AND NOT ({self._plainly}) ORDER BY 1 LIMIT {most}"
        )

    def fractions(self, doubtful: str) -> str:
        """Find a plainly spelled value that is a fraction of a countable thing."""
        plain = "" if self._typed else f" AND {self.is_plain}"
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
        plain, read = (
            f"CASE WHEN {self._plainly} THEN {self.mixed}",
            " ELSE coalesce(t.doubt, 0) = 1" if self.odd else "",
        )
        return f"m.file IS NOT NULL AND {plain}{read} END"

    @property
    def _plain(self) -> str:
        """The figure of a plainly spelled value."""
        if self._figured:
            figure = self._gridded("i.figure", number=True)
            other = self._gridded(self._spelled(self.decimal), number=False)
            return f"coalesce({figure}, {other})" if self.columns["value"].spelled else figure
        return self._gridded("i.value" if self._typed else self.decimal, number=self._typed)

    def _gridded(self, figure: str, *, number: bool) -> str:
        """Return SQL for a figure on the grid, from a number or a text."""
        if self.grid.capped:
            # A wider type would let longer figures through.
            figure = f"try_cast({figure} AS DECIMAL({self.grid.digits},{self.grid.places}))"
        return f"{'CAST' if number or self.grid.capped else 'try_cast'}({figure} AS {self.grid.type})"

    @property
    def is_plain(self) -> str:
        """Whether a text is plainly spelled."""
        return f"(i.figure IS NOT NULL OR {self._spelled(self.plain)})" if self._figured else self.plain

    @property
    def _plainly(self) -> str:
        """Whether a value is plainly spelled; only used if not all are."""
        plainly = "n.plain = 1" if self._typed else f"n.plain = 1 AND {self.is_plain}"
        return f"{plainly} AND (n.whole < 0 OR {self._whole(self.doubtful)})" if self.doubtful else plainly

    @property
    def ratios(self) -> bool:
        """Whether rows state numerator and denominator."""
        return bool(self.parts[0])

    def _part(self, column: str) -> str:
        """Return a numerator or denominator as a whole number of millionths, or NULL."""
        text = f"CAST(i.{column} AS STRING)"
        decimal = pointed(text, self.notation(column))
        readable = self.parts[column == "denominator"]
        return f"CASE WHEN {readable} THEN CAST(try_cast({decimal} AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END"

    def notation(self, column: str) -> Locale:
        """Return the notation of a column's figures as text: a stored number has a decimal point."""
        return self.locale if self.columns[column].stored is StorageKind.TEXT else "machine"

    @property
    def _rated(self) -> str:
        return "n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL"

    def _roundings(self, *, cut: bool) -> Iterator[str]:
        """Yield the branches of SQL that return the rounding interval of a number by its decimals."""
        for decimals in range(self.grid.places + 1):
            half, whole = (
                f"{plain(rounding(decimals, truncated=truncated), self.grid.places + 1):f}"
                for truncated in (False, cut)
            )
            either = f"CASE r.truncated WHEN 1 THEN {whole} ELSE {half} END"
            yield f"WHEN {decimals} THEN {half if half == whole else either}"

    def slack(self, *, cut: bool = True) -> str:
        """Return the rounding interval of a figure of ``rows`` to both sides; a whole count is exact.

        It is not a column of ``rows``, because it is costly and rarely needed.

        Args:
            cut: Whether to assume truncated instead of rounded decimals.
        """
        decimal, plainly = (sql.replace(self.text, "r.text") for sql in (self.decimal, self.plain))
        last = decimal if self.columns["value"].stored is StorageKind.TEXT else _trimmed("r.text")
        open_ = f"CASE length(split_part({last}, '.', 2)) {' '.join(self._roundings(cut=cut))} END"
        # A ratio stated beside its parts is always rounded.
        counts, figure = ("r.counts = 1 AND r.nk IS NULL", "r.beside") if self.ratios else ("r.counts = 1", "r.v")
        exact = f"CASE WHEN {counts} AND {figure} % 1 = 0 THEN 0 ELSE {open_} END"
        read = "CASE WHEN r.truncated = 1 THEN r.read_cut ELSE r.read_slack END" if cut else "r.read_slack"
        written = f"CASE WHEN r.plain = 1 AND {plainly} THEN {exact} ELSE {read} END" if self.odd else exact
        return f"CAST({written} AS {self.grid.finer})"


def pointed(text: str, locale: Locale) -> str:
    """Return SQL for a plainly spelled number with only a decimal point."""
    if locale == "machine":
        return text
    group, mark = MARKS[locale]
    bare = f"replace({text}, '{group}', '')"
    return bare if mark == "." else f"replace({bare}, '{mark}', '.')"


def _trimmed(text: str) -> str:
    """Return SQL for a decimal text without trailing zeros."""
    return f"CASE WHEN contains({text}, '.') THEN TRIM(TRAILING '0' FROM {text}) ELSE {text} END"
