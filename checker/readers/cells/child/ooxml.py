"""Read what openpyxl ignores: text runs, formula cells, and cells in the wrong place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet import _reader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

__all__ = ["FileRun", "Rich", "SheetExtras", "load"]

_SPACE: Final = f"{{{SHEET_MAIN_NS}}}"
_OFF: Final = ("0", "false", "none", "baseline")


class FileRun:
    """A run of text with its font, as stored."""

    __slots__ = ("font", "text")

    def __init__(self, text: str, font: Any) -> None:
        """Take the text and its font element; ``None`` means the cell's font."""
        self.text = text
        self.font = font

    def has(self, name: str) -> bool:
        """Tell whether the font has a property such as ``strike``."""
        found = None if self.font is None else self.font.find(_SPACE + name)
        return found is not None and found.get("val", "1") not in _OFF

    def attributes(self, name: str) -> dict[str, str]:
        """Return the attributes of a property such as ``color``."""
        found = None if self.font is None else self.font.find(_SPACE + name)
        return {} if found is None else dict(found.attrib)


class Rich(str):
    """A text of several runs."""

    __slots__ = ("parts",)
    parts: tuple[FileRun, ...]


class SheetExtras:
    """Further properties of a sheet, besides its values."""

    def __init__(self) -> None:
        """Start empty."""
        self.formulas: set[tuple[int, int]] = set()
        self.misplaced: dict[tuple[int, int], str] = {}


def load(data: bytes) -> tuple[Workbook, list[SheetExtras]]:
    """Read a workbook with formula results, and the further properties of each worksheet.

    Raises:
        ValueError: The part of a sheet is missing.
    """
    seen: list[SheetExtras] = []

    class Parser(_Parser):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            seen.append(self.seen)

    # The worksheet reader takes its parser from the module.
    _reader.WorkSheetParser = Parser  # type: ignore[misc]
    reader = _Excel(io.BytesIO(data), data_only=True, keep_links=False)
    reader.read()
    lost = [sheet.name for sheet, link in reader.parser.find_sheets() if link.target not in reader.valid_files]
    if lost:
        msg = f"the part of the sheet `{lost[0]}` is not there"
        raise ValueError(msg)
    return reader.wb, seen


class _Excel(ExcelReader):
    def read_strings(self) -> None:
        part: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_strings(source))


def _strings(source: IO[bytes]) -> Iterator[str]:
    for _, node in iterparse(source):
        if node.tag == f"{_SPACE}si":
            yield _text(node)
            # A rich text keeps its own references to fonts.
            node.clear()


def _text(node: Any) -> str:
    """Return the text of a string, without phonetic guides."""
    texts, parts = [], []
    for child in node:
        if child.tag == f"{_SPACE}t":
            texts.append(child.text or "")
        elif child.tag == f"{_SPACE}r":
            text = child.findtext(f"{_SPACE}t") or ""
            texts.append(text)
            parts.append(FileRun(text, child.find(f"{_SPACE}rPr")))
    if not parts:
        return "".join(texts)
    rich = Rich("".join(texts))
    rich.parts = tuple(parts)
    return rich


class _Parser(_reader.WorkSheetParser):
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.seen = SheetExtras()
        self._last = (0, 0)
        self._above = 0

    def parse_row(self, row: Any) -> Any:
        self._above = max(self._above, self.row_counter)
        return super().parse_row(row)

    def parse_cell(self, element: Any) -> dict[str, Any]:
        read = self._inline(element) if element.get("t") == "inlineStr" else super().parse_cell(element)
        place = read["row"], read["column"]
        # A duplicate cell appears at least once after a later cell.
        if place <= self._last or place[0] != self.row_counter or place[0] <= self._above:
            self.seen.misplaced[place] = str(read["value"])
        else:
            self._last = place
        if element.find(f"{_SPACE}f") is not None and not _is_empty_text(element):
            self.seen.formulas.add(place)
        return read

    def _inline(self, element: Any) -> dict[str, Any]:
        coordinate = element.get("r")
        if coordinate:
            row, self.col_counter = coordinate_to_tuple(coordinate)
        else:
            self.col_counter += 1
            row = self.row_counter
        child = element.find(f"{_SPACE}is")
        value = None if child is None else _text(child)
        style = int(element.get("s", 0))
        return {"row": row, "column": self.col_counter, "value": value, "data_type": "s", "style_id": style}


def _is_empty_text(element: Any) -> bool:
    """Tell whether the saved result of a formula is an empty text, as for ``=IF(A1="","",A1)``."""
    value = element.find(f"{_SPACE}v")
    return element.get("t") == "str" and value is not None and not value.text
