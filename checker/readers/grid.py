"""A file of cells, before anyone knows which of them are figures.

Owns the shape in which every table reaches the readers of forms, whether it came as a
workbook or as CSV. Must not know what any cell means.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["Appearance", "Cell", "CellKind", "Grid", "Range", "Row", "Sheet", "is_error"]

_ERROR: Final = re.compile(r"#[^\W\d_][\w/]*[!?]|#N/A|#GETTING_DATA|Err:[0-9]{3}")


class CellKind(enum.Enum):
    """What a cell holds, as the file says."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NO_RESULT = "no_result"
    """A formula whose result was never saved."""


class Appearance(enum.Enum):
    """How a cell looks on the sheet, where that is another than what is stored."""

    PLAIN = "plain"
    UNSEEN = "unseen"
    """It has the colour of what is behind it."""
    TINY = "tiny"
    """Its font is too small to be read."""
    ZEROS_UNSEEN = "zeros_unseen"
    """The sheet does not show zeros."""
    STRUCK = "struck"
    """All of it is struck out."""
    PART = "part"
    """A part of its text is struck out or a raised mark, and was left out."""
    MIXED = "mixed"
    """Such a part stands within a figure."""
    CONDITIONAL = "conditional"
    """A rule of conditional formatting hides it, or may."""
    OTHER = "other"
    """The file says itself that something else is shown."""


class Cell(NamedTuple):
    """One cell that holds something.

    Args:
        row: Its row, from 1.
        column: Its column, from 1.
        text: What is stored: of a number its digits with a dot, never what a format makes of it.
        kind: What it holds; in a text file always ``TEXT``.
        number_format: Its number format, such as ``0.0%``; empty where none is known.
        formula: Whether the text is a formula's saved result.
        hidden: Whether its row, column or sheet is hidden, or has no size.
        look: How it looks on the sheet.
        aside: What was left out of its text, or what is shown in its place.
    """

    row: int
    column: int
    text: str
    kind: CellKind = CellKind.TEXT
    number_format: str = ""
    formula: bool = False
    hidden: bool = False
    look: Appearance = Appearance.PLAIN
    aside: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether people see its text on the sheet, and not struck out."""
        return not self.hidden and self.look not in (Appearance.UNSEEN, Appearance.TINY, Appearance.STRUCK)


class Row(NamedTuple):
    """The texts of one row, of which the first stands in column 1; empty cells are empty texts."""

    number: int
    texts: Sequence[str]


class Range(NamedTuple):
    """A rectangle of merged cells, ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Protocol):
    """One sheet; a text file is one sheet without a name."""

    @property
    def name(self) -> str:
        """Its name, or nothing."""

    @property
    def hidden(self) -> bool:
        """Whether it is hidden from the user."""

    @property
    def merged(self) -> Sequence[Range]:
        """Its merged ranges."""

    @property
    def delimiter(self) -> str:
        """What separates its columns, or nothing in a workbook."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something, from the top."""

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` where it is empty."""

    def location(self, row: int, column: int = 0) -> Location:
        """Return the place of a cell, or of a row."""


class Grid(NamedTuple):
    """A whole file of cells.

    Args:
        path: The file as the user named it.
        sha256: Digest of its bytes, in hexadecimal.
        format: What it is: ``xlsx``, ``xlsm``, ``ods``, ``xls`` or ``csv``.
        sheets: Its sheets, in its own order.
        troubles: Problems of single cells, which are no reason to refuse the file.
        pictures: Whether it holds pictures, as far as its type tells.
    """

    path: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    troubles: tuple[Diagnostic, ...] = ()
    pictures: bool = False


def is_error(text: str) -> bool:
    """Tell whether a text is the error of a spreadsheet program, such as ``#DIV/0!`` or ``#SPILL!``."""
    return text.startswith(("#", "Err:")) and _ERROR.fullmatch(text.strip()) is not None
