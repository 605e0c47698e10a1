"""Find the cells that python-calamine reads differently from the first reader."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

import python_calamine

from checker.readers.cells.child.package import with_known_errors, with_named_parts
from checker.readers.cells.child.plain import PlainCell, Request, TooMuch, plain

__all__ = ["disagreements"]

_OFFICE: Final = ("xlsx", "xlsm")


def disagreements(sheets: list[dict[str, Any]], data: bytes, request: Request) -> Iterator[list[Any]]:
    """Yield sheet, row, column and both texts of each cell that the second library reads differently."""
    if request["format"] in _OFFICE:
        data = with_named_parts(data)
        if any(cell[2] == "error" for sheet in sheets for cell in sheet["cells"]):
            data = with_known_errors(data)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for number, sheet in enumerate(sheets):
        whole = sheet.pop("whole", {})
        if sheet["name"] not in book.sheet_names:
            yield [number, 0, 0, sheet["name"], ""]
            continue
        other = book.get_sheet_by_name(sheet["name"])
        if other.end and (other.end[0] >= request["rows"] or other.end[1] >= request["columns"]):
            raise TooMuch("rows", other.end[0] + 1, request["rows"])
        second = {
            (row + 1, column + 1): read
            for row, values in enumerate(other.to_python(skip_empty_area=False) if other.end else ())
            for column, value in enumerate(values)
            if (read := plain(value)) is not None
        }
        first = {(cell[0], cell[1]): (cell[2], whole.get((cell[0], cell[1]), cell[3])) for cell in sheet["cells"]}
        for place in sorted(first.keys() | second.keys()):
            mine, theirs = first.get(place), second.get(place)
            if not _agree(mine, theirs):
                yield [number, *place, _excerpt(mine), _excerpt(theirs)]


def _agree(first: PlainCell | None, second: PlainCell | None) -> bool:
    if first is None or second is None:
        # The second library omits errors, and formulas without a result.
        return first is not None and first[0] in ("no_result", "error")
    if first[0] in ("date", "error", "boolean") or second[0] == "date":
        # Such a cell is never used as a figure, and the two libraries format it differently.
        return True
    if first[0] == second[0] == "number":
        return float(first[1]) == float(second[1])
    return _folded(first[1]) == _folded(second[1])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _excerpt(read: PlainCell | None) -> str:
    return read[1][:60] if read else ""
