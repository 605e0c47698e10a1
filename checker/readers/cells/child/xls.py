"""Read the old binary format with xlrd, which keeps formats, fonts, and hidden or merged cells."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import xlrd

from checker.readers.cells.child.colours import BLACK, SMALLEST_FONT, WHITE, Colour, alike
from checker.readers.cells.child.plain import PlainCell, Request, TooMuch, cell_of, number, within
from checker.readers.cells.child.runs import FontRun, Looks, together
from checker.readers.grid import is_error

__all__ = ["sheets"]

_AUTOMATIC: Final = 0x7FFF
_FOREGROUND: Final = 64
_BACKGROUND: Final = 65
_SOLID: Final = 1
# Heights are in twentieths of a point, widths in 256ths of a character.
_TWENTIETHS: Final = 20
_SMALLEST_HEIGHT: Final = 20 * SMALLEST_FONT
_SMALLEST_WIDTH: Final = 64


def sheets(data: bytes, request: Request) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its cells.

    Raises:
        TooMuch: A limit is exceeded.
    """
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    if book.nsheets > request["sheets"]:
        raise TooMuch("sheets", book.nsheets, request["sheets"])
    styles = _Styles(book)
    for sheet in book.sheets():
        hidden_rows = {
            row for row, info in sheet.rowinfo_map.items() if info.hidden or (info.height or 0) < _SMALLEST_HEIGHT
        }
        hidden_columns = {
            column for column, info in sheet.colinfo_map.items() if info.hidden or info.width < _SMALLEST_WIDTH
        }
        usual = "plain" if getattr(sheet, "show_zero_values", 1) else "zeros_unseen"
        cells, whole = [], {}
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                cell = sheet.cell(row, column)
                read = _xlrd(cell, book.datemode)
                if read is None:
                    continue
                kind, text = read
                within(row + 1, column + 1, text, request)
                style = book.xf_list[cell.xf_index or 0]
                number_format = book.format_map[style.format_key].format_str
                look, other_text = styles.look(style) or usual, ""
                runs = sheet.rich_text_runlist_map.get((row, column))
                if runs and kind == "text":
                    whole[row + 1, column + 1] = text
                    text, look, other_text = styles.rich(text, runs, style)
                hidden = row in hidden_rows or column in hidden_columns
                shown = "" if number_format == "General" else number_format
                cells.append(cell_of((row + 1, column + 1, kind, text, shown, False, hidden), look, other_text))
        merged = [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells]
        yield {
            "name": sheet.name,
            "hidden": bool(sheet.visibility),
            "merged": merged,
            "cells": cells,
            "whole": whole,
        }


class _Styles:
    """The effect of fonts and fills on cells."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks: dict[int, str] = {}

    def look(self, style: Any) -> str:
        """Return the look that a style gives a cell; empty for the default."""
        if style.xf_index not in self._looks:
            run = self._run("", style.font_index, style)
            tiny = _is_tiny(self._book.font_list[style.font_index])
            self._looks[style.xf_index] = "struck" if run.struck else "unseen" if run.unseen else "tiny" if tiny else ""
        return self._looks[style.xf_index]

    def rich(self, text: str, starts: list[tuple[int, int]], style: Any) -> Looks:
        """Return a text of several runs (start and font of each) without its note marks."""
        edges = [(0, style.font_index), *starts, (len(text), 0)]
        return together([self._run(text[start:end], font, style) for (start, font), (end, _) in pairwise(edges)])

    def _run(self, text: str, number: int, style: Any) -> FontRun:
        font = self._book.font_list[number]
        unseen = alike(self._colour(font.colour_index), self._behind(style))
        return FontRun(text, bool(font.escapement), bool(font.struck_out), unseen or (bool(text) and _is_tiny(font)))

    def _behind(self, style: Any) -> Colour | None:
        background = style.background
        if not background.fill_pattern:
            return WHITE
        return self._colour(background.pattern_colour_index) if background.fill_pattern == _SOLID else None

    def _colour(self, number: int) -> Colour | None:
        if number in (_AUTOMATIC, _FOREGROUND):
            return BLACK
        return WHITE if number == _BACKGROUND else self._book.colour_map.get(number)


def _is_tiny(font: Any) -> bool:
    return bool(0 < font.height < SMALLEST_FONT * _TWENTIETHS)


def _xlrd(cell: Any, datemode: Any) -> PlainCell | None:  # noqa: PLR0911 - one for each kind
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
        case _ if is_error(cell.value):
            return "error", cell.value.strip()
        case _:
            return ("text", cell.value) if cell.value.strip() else None
