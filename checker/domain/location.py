"""A location: a line and column of a text file, or a cell of a sheet; and what a file holds by its name.

Owns the suffixes that several rooms know. They are here because every run imports this module.
"""

from __future__ import annotations

from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["DATABASES", "PACK_TABLES", "PARQUET", "RESULT_TABLES", "SEPARATED", "WORKBOOKS", "Location"]

SEPARATED: Final = (".csv", ".tsv")
"""Text files of cells."""
WORKBOOKS: Final = (".xlsx", ".xlsm")
"""Workbooks that can be written too."""
PACK_TABLES: Final = (".csv", ".xlsx")
"""Tables that a rule pack may be written as."""
PARQUET: Final = (".parquet", ".pq")
DATABASES: Final = (".sqlite", ".sqlite3", ".db")
RESULT_TABLES: Final = ("findings", "by_unit", "by_indicator", "by_group", "bad_rows", "judged")
"""The tables that a bulk run writes into a folder, by the names of their files."""


class Location(NamedTuple):
    """A location in a file, as exact as known.

    Args:
        path: The file as the user named it; ``<stdin>`` for standard input.
        line: Line, counted from 1; 0 where the whole file is meant.
        column: Column in characters, counted from 1; 0 where the whole line is meant.
        sheet: Sheet of a workbook, else empty.
        cell: Cell such as ``E14``, else empty.
    """

    path: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Write the location the way editors and spreadsheet users read it."""
        if self.sheet:
            return f"{self.path} '{self.sheet}'!{self.cell}" if self.cell else f"{self.path} '{self.sheet}'"
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
