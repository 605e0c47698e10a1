"""SQL that stores the rows of a CSV file in few bytes each, and that gives them back as they were written.

A text that a column repeats is stored as its number. A figure is stored as a decimal together with how many of its
characters the file omits, so that its text follows from it. Cells of another form are stored as texts, in a list that
few rows have. Owns how cells are stored. Must not know how files are opened, or what a cell means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from checker.bulk import tables
from checker.bulk.column_forms import ColumnForms
from checker.bulk.model import COLUMNS
from checker.bulk.separated import SeparatedFile
from checker.domain.numeral import MARKS
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale

__all__ = ["StagedTable"]

_BLANK: Final = "(unit < '!' OR unit > '~') AND trim(unit) = ''"
"""Whether a unit consists of blanks. Statistics show that most parts of a table have none."""
_LIST: Final = "odd"
"""The column with the texts of cells in another form."""


class StagedTable(NamedTuple):
    """The rows of one CSV file, as stored.

    Args:
        name: The table.
        file: The file.
        types: The types of columns that repeat few texts.
        decimals: The decimals of stored figures; 0 if values are stored as texts.
        mark: The decimal mark of figures.
        odd: The columns of which any cell is of another form, once the rows are stored.
    """

    name: str
    file: SeparatedFile
    types: Mapping[str, str]
    decimals: int
    mark: str
    odd: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, name: str, file: SeparatedFile, forms: ColumnForms, types: Mapping[str, str], locale: Locale
    ) -> StagedTable:
        """Return the table of a file.

        Args:
            name: Its name.
            file: The file.
            forms: How the columns of all files are written.
            types: The types with the texts of the columns that repeat few.
            locale: The notation of figures.
        """
        own = {column: type_ for column, type_ in types.items() if column in file.places}
        return cls(name, file, own, forms.decimals, MARKS[locale][1])

    @property
    def listed(self) -> list[str]:
        """The columns with cells in the list of odd ones, in its order."""
        return [*self.types, *(["value"] if self.decimals else [])]

    def store(self, read: str, matches: Callable[[str, str], str]) -> str:
        """Return SQL for the rows as they are stored.

        Args:
            read: SQL for the cells as texts, named by index, as in ``c0``.
            matches: As `Database.matches`.
        """
        file = self.file
        cells = [f"NULLIF(c{place}, '') AS {column}_text" for column, place in file.places.items()]
        extras = ["CAST(c0 AS BIGINT) AS row"] if file.numbered else []
        extras += [f"{file.cut(matches)} AS cut"] if file.watched else []
        rows = f"SELECT {', '.join((*cells, *extras))} FROM {read}"
        coded = [f"try_cast({column}_text AS {type_}) AS {column}" for column, type_ in self.types.items()]
        columns = {column: f"{column}_text" for column in file.places if column not in self.listed}
        columns |= {column: column for column in self.types}
        columns |= {"row": "row"} if file.numbered else {}
        columns |= {"cut": "cut"} if file.watched else {}
        if self.decimals:
            coded.append(f"try_cast({self._pointed} AS DECIMAL(18,{self.decimals})) AS number")
        if coded:
            rows = f"SELECT *, {', '.join(coded)} FROM ({rows})"
        if self.decimals:
            rows = f"SELECT *, {self._usual('number')} AS usual FROM ({rows})"
            rows = f"SELECT *, {self._omitted} AS omitted FROM ({rows})"
            columns |= {"figure": "CASE WHEN omitted IS NOT NULL THEN number END", "omitted": "omitted"}
        if self.listed:
            others = [self._is_odd(column) for column in self.listed]
            texts = ", ".join(
                f"CASE WHEN {odd} THEN {column}_text END" for column, odd in zip(self.listed, others, strict=True)
            )
            columns[_LIST] = f"CASE WHEN {' OR '.join(others)} THEN [{texts}] END"
        return f"SELECT {tables.STAGED.select(**columns)} FROM ({rows})"

    @property
    def _pointed(self) -> str:
        return "value_text" if self.mark == "." else f"replace(value_text, '{self.mark}', '.')"

    def _usual(self, number: str) -> str:
        """Return SQL for the text of a number with all its decimals."""
        text = f"CAST({number} AS VARCHAR)"
        return text if self.mark == "." else f"replace({text}, '.', '{self.mark}')"

    @property
    def _omitted(self) -> str:
        """How many characters of its usual text a value omits from the end; NULL for any other text.

        What is omitted are zeros, since both texts mean the same number; but a mark at the end is never usual.
        """
        less = "strlen(usual) - strlen(value_text)"
        return (
            "CASE WHEN usual = value_text THEN CAST(0 AS UTINYINT) "
            f"WHEN starts_with(usual, value_text) AND {less} <> {self.decimals} THEN CAST({less} AS UTINYINT) END"
        )

    @staticmethod
    def _is_odd(column: str) -> str:
        stored = "omitted" if column == "value" else column
        return f"{stored} IS NULL AND {column}_text IS NOT NULL"

    def counts(self) -> str:
        """Count the rows, and those that name a unit."""
        blank = f"SELECT count(*) FROM {self.name} WHERE {_BLANK}"
        return f"SELECT count(*), count(unit) - ({blank}) FROM {self.name}"

    def oddities(self) -> str:
        """Count the odd cells of each column that may have any."""
        counts = ", ".join(f"count({_LIST}[{place}])" for place, _ in enumerate(self.listed, 1))
        return f"SELECT {counts} FROM {self.name} WHERE {_LIST} IS NOT NULL"

    def with_odd(self, counts: Sequence[int]) -> StagedTable:
        """Return the table with its odd columns, from the result of `oddities`."""
        return self._replace(odd=frozenset(column for column, count in zip(self.listed, counts, strict=True) if count))

    @property
    def line(self) -> str:
        """The line on which a row starts."""
        return "row" if self.file.numbered else "rowid + 2"

    def _odd(self, column: str) -> str:
        place = self.listed.index(column) + 1
        return f"{_LIST}[{place}]" if column in self.odd else "CAST(NULL AS VARCHAR)"

    @property
    def text(self) -> str:
        """The value as written."""
        if not self.decimals:
            return "value"
        usual = self._usual("figure")
        text = f"CASE WHEN omitted = 0 THEN {usual} WHEN omitted > 0 THEN left({usual}, strlen({usual}) - omitted) END"
        return f"coalesce({text}, {self._odd('value')})" if "value" in self.odd else text

    def given(self, name: str, coded: Mapping[str, str], *, figures: bool) -> str:
        """Return SQL for the rows as written.

        Args:
            name: SQL for the name of the file.
            coded: The types of the columns that no file of the run has other texts of.
            figures: Whether the run has figures as numbers.
        """
        columns = {"file": name, "row": self.line}
        for column in COLUMNS:
            if column not in self.file.places:
                text = f"CAST(NULL AS {coded.get(column, 'VARCHAR')})"
            elif column == "value":
                text = self.text
            elif column in self.types and column not in coded:
                text = f"CAST({column} AS VARCHAR)"
                text = f"coalesce({text}, {self._odd(column)})" if column in self.odd else text
            else:
                text = column
            columns[column] = text
        if figures:
            columns["figure"], columns["decimals"] = "figure", f"{self.decimals} - CAST(omitted AS INTEGER)"
            columns["spelling"] = self._odd("value")
        where = " WHERE cut IS NULL" if self.file.watched else ""
        return f"SELECT {tables.GIVEN.select(**columns)} FROM {self.name}{where}"
