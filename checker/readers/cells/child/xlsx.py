"""Office Open XML by openpyxl, which keeps formats, formulas, and what is hidden or merged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl

from checker.readers.cells.child.plain import Asked, Read, TooMuch, plain, within

__all__ = ["sheets"]


def sheets(data: bytes, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its cells.

    Raises:
        TooMuch: A limit is exceeded.
    """
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    formulas = None
    if asked["formulas"]:
        formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    if len(values.sheetnames) > asked["sheets"]:
        raise TooMuch("sheets", len(values.sheetnames), asked["sheets"])
    for sheet in values.worksheets:
        counterpart = formulas[sheet.title]._cells if formulas else {}  # noqa: SLF001 - see below
        hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
        hidden_columns = {
            number
            for column in sheet.column_dimensions.values()
            if column.hidden
            for number in range(column.min or 0, min(column.max or 0, asked["columns"]) + 1)
        }
        cells = []
        # The public iteration makes a cell of every gap, up to the last row that only has a format.
        for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001
            partner = counterpart.get((row, column))
            formula = partner is not None and partner.data_type == "f"
            read = _openpyxl(cell.value, cell.data_type, formula=formula)
            if read is None:
                continue
            kind, text = read
            within(row, column, text, asked)
            hidden = row in hidden_rows or column in hidden_columns
            number_format = cell.number_format if cell.number_format != "General" else ""
            cells.append([row, column, kind, text, number_format, formula, hidden])
        merged = [[one.min_row, one.min_col, one.max_row, one.max_col] for one in sheet.merged_cells.ranges]
        yield {
            "name": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "merged": merged[: asked["rows"]],
            "cells": cells,
        }


def _openpyxl(value: object, data_type: str, *, formula: bool) -> Read | None:
    if value is None:
        return ("no_result", "") if formula else None
    if data_type == "e":
        return "error", str(value)
    return plain(value)
