"""A file of cells, before their meaning is known.

Owns the common form of workbooks and CSV files for the readers of forms. Must not know the meaning of a cell.
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
    """The kind of a cell's content, according to the file."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NO_RESULT = "no_result"
    """A formula whose result was never saved."""


class Appearance(enum.Enum):
    """The look of a cell, if it differs from the stored content."""

    PLAIN = "plain"
    UNSEEN = "unseen"
    """The font has the colour of its background."""
    TINY = "tiny"
    """The font is too small to read."""
    ZEROS_UNSEEN = "zeros_unseen"
    """The sheet does not show zeros."""
    STRUCK = "struck"
    """The whole text is struck out."""
    PART = "part"
    """A struck-out part or a superscript mark was removed from the text."""
    MIXED = "mixed"
    """Such a part is inside a figure."""
    CONDITIONAL = "conditional"
    """Conditional formatting hides the cell, or may hide it."""
    OTHER = "other"
    """According to the file, the cell shows something else."""


class Cell(NamedTuple):
    """One cell with content.

    Args:
        row: Its row, from 1.
        column: Its column, from 1.
        text: The stored content; a number as digits with a dot, never formatted.
        kind: The kind of content; in a text file always ``TEXT``.
        number_format: Its number format, such as ``0.0%``; empty if unknown.
        formula: Whether the text is a formula's saved result.
        hidden: Whether its row, column or sheet is hidden, or has no size.
        look: Its look on the sheet.
        other_text: The text that was removed, or that is shown instead.
    """

    row: int
    column: int
    text: str
    kind: CellKind = CellKind.TEXT
    number_format: str = ""
    formula: bool = False
    hidden: bool = False
    look: Appearance = Appearance.PLAIN
    other_text: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether its text is visible on the sheet and not struck out."""
        return not self.hidden and self.look not in (Appearance.UNSEEN, Appearance.TINY, Appearance.STRUCK)


class Row(NamedTuple):
    """The texts of one row, starting with column 1; empty cells give empty texts."""

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
        """The delimiter, or nothing in a workbook."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty, from the top."""

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` if it is empty."""

    def location(self, row: int, column: int = 0) -> Location:
        """Return the location of a cell, or of a row."""


class Grid(NamedTuple):
    """A whole file of cells.

    Args:
        path: The file as the user named it.
        sha256: Digest of its bytes, in hexadecimal.
        format: Its format: ``xlsx``, ``xlsm``, ``ods``, ``xls`` or ``csv``.
        sheets: Its sheets, in order.
        troubles: Problems of single cells, which do not reject the file.
        pictures: Whether it contains pictures, if its format shows that.
    """

    path: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    troubles: tuple[Diagnostic, ...] = ()
    pictures: bool = False


def is_error(text: str) -> bool:
    """Tell whether a text is a spreadsheet error, such as ``#DIV/0!`` or ``#SPILL!``."""
    return text.startswith(("#", "Err:")) and _ERROR.fullmatch(text.strip()) is not None
