"""Read all values of a workbook with a library that is not used to mark it.

Owns the digest that verifies that no value has changed. Must not know marks.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection, Iterator
from hashlib import sha256

from checker.domain.record import NamedTuple
from checker.forms.spans import NotEditable

__all__ = ["Values", "values_of"]


class Values(NamedTuple):
    """The values of a workbook.

    Args:
        cells: The number of cells with content.
        sheets: The number of sheets read.
        digest: SHA-256 over all sheets, cells, formulas and saved results, in hexadecimal.
    """

    cells: int
    sheets: int
    digest: str


def values_of(data: bytes, leave: Collection[str] = ()) -> Values:
    """Read every cell with openpyxl: typed values, formulas, and saved results.

    Args:
        data: The workbook.
        leave: Names of sheets to skip, because they are not the office's.

    Raises:
        NotEditable: openpyxl cannot read it, so nothing could be verified.
    """
    digest, cells, sheets = sha256(), 0, 0
    try:
        for name, written in _sheets(data, leave):
            sheets += name.endswith("\0")
            for line in written:
                cells += name.endswith("\0")
                digest.update(f"{name}\0{line}\n".encode("utf-8", "surrogatepass"))
    except NotEditable:
        raise
    except Exception as error:
        raise NotEditable(f"openpyxl cannot read it: {type(error).__name__}: {error}") from error
    return Values(cells, sheets, digest.hexdigest())


def _sheets(data: bytes, leave: Collection[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the sheets twice: as written (the name ends with NUL), and with the saved results of formulas."""
    import openpyxl

    for saved in (False, True):
        with warnings.catch_warnings():
            # It warns about unknown content, which does not matter because only values are read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=saved, keep_links=False)
            for sheet in book.worksheets:
                if sheet.title not in leave:
                    # A stated size may be too small, and would hide cells.
                    sheet.reset_dimensions()
                    yield f"{sheet.title}{'' if saved else chr(0)}", _cells(sheet)
            book.close()


def _cells(sheet: object) -> Iterator[str]:
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if cell.value is not None:
                yield f"{cell.coordinate} {cell.data_type} {cell.value!r}"
