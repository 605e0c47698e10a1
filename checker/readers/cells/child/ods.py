"""OpenDocument by its content.xml, for no library keeps the exact text of a number, or what is hidden.

The archive has been checked for document types and entities before.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from checker.readers.cells.child.plain import Asked, TooMuch, number, within

__all__ = ["sheets"]

_LONGEST_COUNT: Final = 8
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def sheets(data: bytes, asked: Asked) -> Iterator[dict[str, Any]]:
    """Read content.xml as it stands, for no library keeps the exact text of a number, or what is hidden."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - as above
    hidden_tables = _hidden_tables(root)
    tables = list(root.iter(f"{_TABLE}table"))
    if len(tables) > asked["sheets"]:
        raise TooMuch("sheets", len(tables), asked["sheets"])
    for table in tables:
        style = table.get(f"{_TABLE}style-name", "")
        yield _ods_table(table, style in hidden_tables, asked)


def _hidden_tables(root: Any) -> set[str]:
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
    return {
        entry.get(f"{style}name", "")
        for entry in root.iter(f"{style}style")
        for properties in entry.iter(f"{style}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _ods_table(table: Any, hidden: bool, asked: Asked) -> dict[str, Any]:
    hidden_columns = _hidden_columns(table, asked)
    cells: list[list[Any]] = []
    merged: list[list[int]] = []
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = _count(line, "number-rows-repeated")
        row_hidden = line.get(f"{_TABLE}visibility", "visible") != "visible"
        found = list(_ods_row(line, asked))
        if found and row + repeated > asked["rows"]:
            raise TooMuch("rows", row + repeated, asked["rows"])
        for again in range(repeated if found else 0):
            for column, kind, text, number_format, formula, span in found:
                place = row + again + 1
                within(place, column, text, asked)
                cells.append(
                    [place, column, kind, text, number_format, formula, row_hidden or column in hidden_columns]
                )
                if span != (1, 1):
                    merged.append([place, column, place + span[0] - 1, column + span[1] - 1])
            if len(cells) > asked["cells"]:
                raise TooMuch("cells", len(cells), asked["cells"])
        row += repeated
    return {"name": table.get(f"{_TABLE}name", ""), "hidden": hidden, "merged": merged, "cells": cells}


def _hidden_columns(table: Any, asked: Asked) -> set[int]:
    hidden: set[int] = set()
    number = 0
    for column in table.iter(f"{_TABLE}table-column"):
        repeated = _count(column, "number-columns-repeated")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(number + 1, min(number + repeated, asked["columns"]) + 1))
        number += repeated
    return hidden


def _ods_row(line: Any, asked: Asked) -> Iterator[tuple[int, str, str, str, bool, tuple[int, int]]]:
    column = 0
    for cell in line:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _count(cell, "number-columns-repeated")
        read = _ods_cell(cell)
        if read is not None:
            if column + repeated > asked["columns"]:
                raise TooMuch("columns", column + repeated, asked["columns"])
            span = (_count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned"))
            for again in range(repeated):
                yield column + again + 1, *read, span
        column += repeated


def _count(element: Any, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_COUNT else 1


def _ods_cell(cell: Any) -> tuple[str, str, str, bool] | None:  # noqa: PLR0911 - one for each kind
    formula = cell.get(f"{_TABLE}formula") is not None
    value_type = cell.get(f"{_OFFICE}value-type", "")
    paragraphs = ["".join(paragraph.itertext()) for paragraph in cell.findall(f"{_TEXT}p")]
    shown = "\n".join(paragraphs)
    if shown.startswith(("#", "Err:")) and formula:
        return "error", shown, "", formula
    match value_type:
        case "float" | "currency":
            return "number", number(float(cell.get(f"{_OFFICE}value", "nan"))), "", formula
        case "percentage":
            return "number", number(float(cell.get(f"{_OFFICE}value", "nan"))), "0%", formula
        case "boolean":
            return "boolean", cell.get(f"{_OFFICE}boolean-value", "").upper(), "", formula
        case "date" | "time":
            value = cell.get(f"{_OFFICE}date-value") or cell.get(f"{_OFFICE}time-value") or shown
            return "date", value, "", formula
        case _ if shown.strip():
            return "text", shown, "", formula
        case _:
            return ("no_result", "", "", True) if formula else None
