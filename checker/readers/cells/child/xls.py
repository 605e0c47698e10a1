"""The old binary format by xlrd, which keeps formats, and what is hidden or merged."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlrd

from checker.readers.cells.child.plain import Asked, Read, TooMuch, number, within

__all__ = ["sheets"]


def sheets(data: bytes, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its cells.

    Raises:
        TooMuch: A limit is exceeded.
    """
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    if book.nsheets > asked["sheets"]:
        raise TooMuch("sheets", book.nsheets, asked["sheets"])
    for sheet in book.sheets():
        cells = []
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                cell = sheet.cell(row, column)
                number_format = book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str
                read = _xlrd(cell, book.datemode)
                if read is None:
                    continue
                within(row + 1, column + 1, read[1], asked)
                hidden = _is_hidden(sheet.rowinfo_map, row) or _is_hidden(sheet.colinfo_map, column)
                shown = "" if number_format == "General" else number_format
                cells.append([row + 1, column + 1, *read, shown, False, hidden])
        merged = [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells]
        yield {"name": sheet.name, "hidden": bool(sheet.visibility), "merged": merged, "cells": cells}


def _is_hidden(infos: Mapping[int, Any], number: int) -> bool:
    return number in infos and bool(infos[number].hidden)


def _xlrd(cell: Any, datemode: Any) -> Read | None:  # noqa: PLR0911 - one for each kind
    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_NUMBER:
            return "number", number(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "boolean", "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return "error", xlrd.error_text_from_code.get(cell.value, "#ERR")
        case xlrd.XL_CELL_DATE:
            with contextlib.suppress(ValueError, OverflowError, xlrd.xldate.XLDateError):
                return "date", xlrd.xldate.xldate_as_datetime(cell.value, datemode).isoformat()
            return "date", number(cell.value)
        case _:
            return ("text", cell.value) if cell.value.strip() else None
