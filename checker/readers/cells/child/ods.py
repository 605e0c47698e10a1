"""Read OpenDocument from its content.xml, because no library keeps exact number texts and hidden state.

The archive has already been checked for document types and entities.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.etree import ElementTree as ET

from checker.domain.record import NamedTuple
from checker.readers.cells.child.agreement import agrees
from checker.readers.cells.child.odsstyles import CellStyle, DocumentStyles, place_of
from checker.readers.cells.child.plain import PlainCell, Request, TooMuch, cell_of, number, within
from checker.readers.cells.child.runs import FontRun, Looks, together
from checker.readers.grid import is_error

__all__ = ["sheets"]

_LONGEST_COUNT: Final = 8
_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE: Final = f"{{{_SPACE}table:1.0}}"
_OFFICE: Final = f"{{{_SPACE}office:1.0}}"
_TEXT: Final = f"{{{_SPACE}text:1.0}}"
_CONFIG: Final = f"{{{_SPACE}config:1.0}}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_COLUMNS: Final = f"{_TABLE}number-columns-repeated"
_ROWS: Final = f"{_TABLE}number-rows-repeated"
_COVERED: Final = f"{_TABLE}covered-table-cell"
_CELLS: Final = (f"{_TABLE}table-cell", _COVERED)
_LOGICAL: Final = ("TRUE", "FALSE")
_BARE: Final = re.compile(r"[-+\u2212\u2013(]?[0-9.,\s]+(?:[eE][-+]?[0-9]+)?\)?")
_CURRENCY: Final = re.compile("[A-Z]{3}")
_PARAGRAPH: Final = f"{_TEXT}p"
_MOST_SPACES: Final = 100


class _Cell(NamedTuple):
    """A cell with content, before its repeat count is known."""

    kind: str
    text: str
    number_format: str
    formula: bool
    looks: Looks
    span: tuple[int, int]
    covered: bool
    style: CellStyle


def sheets(data: bytes, request: Request) -> Iterator[dict[str, Any]]:
    """Yield each sheet of content.xml with its cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        root = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - as above
        common = [ET.fromstring(archive.read("styles.xml"))] if "styles.xml" in names else []  # noqa: S314
        settings = ET.fromstring(archive.read("settings.xml")) if "settings.xml" in names else None  # noqa: S314
    tables = list(root.iter(f"{_TABLE}table"))
    if len(tables) > request["sheets"]:
        raise TooMuch("sheets", len(tables), request["sheets"])
    # Cells contain no styles, and there may be many.
    automatic = [part for part in root if part.tag != f"{_OFFICE}body"]
    styles = DocumentStyles([*automatic, *common])
    zeros = settings is None or _shows_zeros(settings)
    for table in tables:
        yield _Table(table, styles, request, zeros=zeros).read()


def _shows_zeros(settings: Any) -> bool:
    return not any(
        item.get(f"{_CONFIG}name") == "ShowZeroValues" and (item.text or "").strip() == "false"
        for item in settings.iter(f"{_CONFIG}config-item")
    )


class _Table:
    """Reads one sheet."""

    def __init__(self, table: Any, styles: DocumentStyles, request: Request, *, zeros: bool) -> None:
        self._table = table
        self._styles = styles
        self._request = request
        self._usual = "plain" if zeros else "zeros_unseen"
        self._cells: list[list[Any]] = []
        self._merged: list[list[int]] = []
        self._whole: dict[tuple[int, int], str] = {}
        self._hidden: set[int] = set()
        self._defaults: dict[int, str] = {}
        self._pictures = tuple(_pictures(table))

    def read(self) -> dict[str, Any]:
        """Return the sheet with its cells."""
        self._columns()
        folded = _folded_away(self._table, "table-row")
        row = 0
        for line in self._table.iter(f"{_TABLE}table-row"):
            row += self._row(line, row, hidden=line in folded)
        return {
            "name": self._table.get(f"{_TABLE}name", ""),
            "hidden": self._styles.is_hidden_table(self._table.get(f"{_TABLE}style-name", "")),
            "merged": self._merged,
            "cells": self._cells,
            "whole": self._whole,
        }

    def _columns(self) -> None:
        """Record the hidden columns, and the default styles of cells."""
        folded = _folded_away(self._table, "table-column")
        last = 0
        for column in self._table.iter(f"{_TABLE}table-column"):
            repeated = _count(column, _COLUMNS)
            numbers = range(last + 1, min(last + repeated, self._request["columns"]) + 1)
            if column in folded or self._is_hidden(column, "table-column"):
                self._hidden.update(numbers)
            if style := column.get(f"{_TABLE}default-cell-style-name"):
                self._defaults.update(dict.fromkeys(numbers, style))
            last += repeated

    def _is_hidden(self, element: Any, family: str) -> bool:
        visible = element.get(f"{_TABLE}visibility", "visible") == "visible"
        return not visible or self._styles.has_no_size(family, element.get(f"{_TABLE}style-name", ""))

    def _row(self, line: Any, row: int, *, hidden: bool) -> int:
        """Read a row, and return its repeat count."""
        repeated = _count(line, _ROWS)
        found = list(self._of_row(line))
        if found and row + repeated > self._request["rows"]:
            raise TooMuch("rows", row + repeated, self._request["rows"])
        hidden = hidden or (bool(found) and self._is_hidden(line, "table-row"))
        for again in range(repeated if found else 0):
            place = row + again + 1
            for column, cell in found:
                self._add(place, column, cell, hidden=hidden or cell.covered or column in self._hidden)
            if len(self._cells) > self._request["cells"]:
                raise TooMuch("cells", len(self._cells), self._request["cells"])
        return repeated

    def _add(self, row: int, column: int, cell: _Cell, *, hidden: bool) -> None:
        text, look, other_text = cell.looks
        within(row, column, cell.text, self._request)
        if text != cell.text:
            self._whole[row, column] = cell.text
        look = self._usual if look == "plain" else look
        number_format = cell.number_format
        if any(top <= row <= last and left <= column <= right for top, left, last, right in self._pictures):
            look = "conditional"
        if cell.style.rules:
            changed, shown = cell.style.under((row, column), cell.kind, cell.text)
            look, number_format = changed or look, number_format if shown is None else shown
            if look == "other" and shown is not None:
                look = "plain"
        self._cells.append(
            cell_of((row, column, cell.kind, text, number_format, cell.formula, hidden), look, other_text)
        )
        if cell.span != (1, 1):
            self._merged.append([row, column, row + cell.span[0] - 1, column + cell.span[1] - 1])

    def _of_row(self, line: Any) -> Iterator[tuple[int, _Cell]]:
        column = 0
        default = line.get(f"{_TABLE}default-cell-style-name", "")
        for element in line:
            if element.tag not in _CELLS:
                continue
            repeated = _count(element, _COLUMNS)
            style = element.get(f"{_TABLE}style-name") or default or self._defaults.get(column + 1, "")
            cell = self._cell(element, style)
            if cell is not None:
                if column + repeated > self._request["columns"]:
                    raise TooMuch("columns", column + repeated, self._request["columns"])
                for again in range(repeated):
                    yield column + again + 1, cell
            column += repeated

    def _cell(self, element: Any, name: str) -> _Cell | None:
        value_type = element.get(f"{_OFFICE}value-type", "")
        formula = element.get(f"{_TABLE}formula") is not None
        if not value_type and not formula and not len(element):
            return None
        style = self._styles.cell(name)
        if len(element) == 1 and element[0].tag == _PARAGRAPH and not len(element[0]):
            # The case of nearly all cells.
            runs = [FontRun(element[0].text or "", struck=style.struck, unseen=style.unseen)]
            shown = runs[0].text
        else:
            runs = list(self._runs(element, style))
            shown = "".join(run.text for run in runs)
        read = _read(element, value_type, shown, formula=formula)
        if read is None:
            return None
        kind, text = read
        number_format = style.number_format
        if not number_format:
            number_format = _usual_format(value_type, element.get(f"{_OFFICE}currency", ""))
        looks = _looks(kind, text, runs, style)
        if looks[1] == "plain" and text != shown and _differs(kind, text, shown, number_format):
            looks = text, "other", shown
        span = (_count(element, f"{_TABLE}number-rows-spanned"), _count(element, f"{_TABLE}number-columns-spanned"))
        return _Cell(kind, text, number_format, formula, looks, span, element.tag == _COVERED, style)

    def _runs(self, element: Any, style: CellStyle) -> Iterator[FontRun]:
        usual = FontRun("", struck=style.struck, unseen=style.unseen)
        for place, paragraph in enumerate(element.findall(_PARAGRAPH)):
            if place:
                yield usual._replace(text="\n")
            yield from self._parts(paragraph, usual, style)

    def _parts(self, element: Any, usual: FontRun, style: CellStyle) -> Iterator[FontRun]:
        """Yield the text parts in an element and below it; spaces and line ends are elements."""
        if element.text:
            yield usual._replace(text=element.text)
        for child in element:
            match child.tag.removeprefix(_TEXT):
                case "s":
                    yield usual._replace(text=" " * min(_count(child, f"{_TEXT}c"), _MOST_SPACES))
                case "tab":
                    yield usual._replace(text="\t")
                case "line-break":
                    yield usual._replace(text="\n")
                case "span":
                    own = self._styles.run(child.get(f"{_TEXT}style-name", ""), "", style)
                    yield from self._parts(child, own, style)
                case _:
                    yield from self._parts(child, usual, style)
            if child.tail:
                yield usual._replace(text=child.tail)


def _pictures(table: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield the ranges in which a bar or an icon replaces the value: top, left, last row, right."""
    for group in table.iter(f"{_CALC}conditional-format"):
        drawn = (one for kind in ("icon-set", "data-bar") for one in group.iter(f"{_CALC}{kind}"))
        if any(part.get(f"{_CALC}show-value") == "false" for one in drawn for part in one.iter()):
            for address in group.get(f"{_CALC}target-range-address", "").split():
                first, _, last = address.partition(":")
                yield (*place_of(first), *place_of(last or first))


def _folded_away(table: Any, what: str) -> set[Any]:
    """Return the rows or columns of collapsed groups."""
    return {
        element
        for group in table.iter(f"{_TABLE}{what}-group")
        if group.get(f"{_TABLE}display") == "false"
        for element in group.iter(f"{_TABLE}{what}")
    }


def _count(element: Any, name: str) -> int:
    text = element.get(name)
    if text is None:
        return 1
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_COUNT else 1


def _read(element: Any, value_type: str, shown: str, *, formula: bool) -> PlainCell | None:  # noqa: PLR0911 - one for each kind
    wrong = element.get(f"{_CALC}value-type") == "error" or (shown.startswith(("#", "Err:")) and formula)
    if shown.strip() and (wrong or is_error(shown)):
        return "error", shown.strip()
    match value_type:
        case "float" if shown in _LOGICAL:
            # LibreOffice stores a boolean as a formula with a number.
            return "boolean", shown
        case "float" | "currency" | "percentage":
            return "number", number(float(element.get(f"{_OFFICE}value", "nan")))
        case "boolean":
            return "boolean", element.get(f"{_OFFICE}boolean-value", "").upper()
        case "date" | "time":
            return "date", element.get(f"{_OFFICE}date-value") or element.get(f"{_OFFICE}time-value") or shown
        case _ if (stored := element.get(f"{_OFFICE}string-value", shown)).strip():
            return "text", stored
        case "string":
            return None
        case _:
            # An empty paragraph is the saved result of a formula with empty text, such as `=IF(A1="";"";A1)`.
            return ("no_result", "") if formula and element.find(_PARAGRAPH) is None else None


def _usual_format(value_type: str, currency: str) -> str:
    """Return the default number format for a cell's type."""
    if value_type == "percentage":
        return "0%"
    return f"General [${currency}]" if value_type == "currency" and _CURRENCY.fullmatch(currency) else ""


def _looks(kind: str, text: str, runs: list[FontRun], style: CellStyle) -> Looks:
    if len(runs) > 1 and kind == "text" and text == "".join(run.text for run in runs):
        return together(runs)
    # A number is shown in the style of the cell, or of the only span around it.
    struck = any(run.struck for run in runs) if runs else style.struck
    unseen = any(run.unseen for run in runs) if runs else style.unseen
    return text, "struck" if struck else "unseen" if unseen else "tiny" if style.tiny else "plain", ""


def _differs(kind: str, text: str, shown: str, number_format: str) -> bool:
    """Tell whether the file shows something else than it stores."""
    if kind == "text":
        return " ".join(text.split()) != " ".join(shown.split())
    if kind != "number":
        return False
    has_digits = any(map(str.isdigit, shown))
    if "\n" in shown.strip() or (has_digits and not number_format and not _BARE.fullmatch(shown.strip())):
        # No format writes a second line. Text beside the digits that no format writes was typed.
        return True
    if not has_digits:
        # A display without digits comes from the format and is judged with it; a narrow column shows `###`.
        return not number_format and bool(shown.strip("# "))
    with contextlib.suppress(InvalidOperation):
        bare = "".join(part for place, part in enumerate(number_format.split('"')) if place % 2 == 0)
        return not agrees(shown, Decimal(text), percent="%" in bare)
    return False
