"""Read Office Open XML with openpyxl, which keeps formats, and hidden or merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.fills import GradientFill
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

from checker.domain.record import NamedTuple
from checker.readers.cells.child.colours import BLACK, SMALLEST_FONT, WHITE, Colour, alike, tinted
from checker.readers.cells.child.conditions import Place, changed_format, formula_holds, holds
from checker.readers.cells.child.ooxml import FileRun, Rich, load
from checker.readers.cells.child.package import with_named_parts
from checker.readers.cells.child.plain import PlainCell, Request, TooMuch, cell_of, plain, unescaped, within
from checker.readers.cells.child.runs import FontRun, Looks, together

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

__all__ = ["sheets"]

# The height below which no readable font fits a row.
_SMALLEST_HEIGHT: Final = float(SMALLEST_FONT)
_SMALLEST_WIDTH: Final = 0.25
# Built-in formats that depend on the machine's language: dates of East Asia and Thailand.
_LOCAL_DATES: Final = frozenset((*range(27, 37), *range(50, 59), *range(71, 82)))
_NO_COLOUR: Final = "00000000"
# Rules about content that only apply to cells with content other than an error.
_OF_CONTENT: Final = {
    "containsErrors": False,
    "containsBlanks": False,
    "notContainsErrors": True,
    "notContainsBlanks": True,
}
_OPERATORS: Final = {
    "greaterThan": ">",
    "lessThan": "<",
    "equal": "=",
    "notEqual": "<>",
    "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
    "between": "between",
    "notBetween": "not between",
}
_FOREGROUND: Final = 64
_BACKGROUND: Final = 65
_SCHEME: Final = re.compile(rb'<a:(?:sysClr\b[^>]*\blastClr|srgbClr val)="([0-9A-Fa-f]{6})"')
# The theme lists dark before light, but colour numbers have light before dark.
_SWAPPED: Final = {0: 1, 1: 0, 2: 3, 3: 2}


def sheets(data: bytes, request: Request) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its cells.

    Raises:
        TooMuch: A limit is exceeded.
    """
    book, seen = load(with_named_parts(data))
    if len(book.sheetnames) > request["sheets"]:
        raise TooMuch("sheets", len(book.sheetnames), request["sheets"])
    styles = _Styles(book)
    for sheet, beside in zip(book.worksheets, seen, strict=True):
        hidden_rows = {
            number
            for number, row in sheet.row_dimensions.items()
            if row.hidden or (row.ht is not None and row.ht < _SMALLEST_HEIGHT)
        }
        hidden_columns = {
            number
            for column in sheet.column_dimensions.values()
            if column.hidden or column.width < _SMALLEST_WIDTH
            for number in range(column.min or 0, min(column.max or 0, request["columns"]) + 1)
        }
        unsized = _without_size(sheet)
        rules = _rules(sheet)
        usual = "plain" if sheet.sheet_view.showZeros is not False else "zeros_unseen"
        cells, whole = [], {}
        # The public iteration creates a cell for every gap, up to the last formatted row.
        by_place: Mapping[tuple[int, int], Any] = sheet._cells  # noqa: SLF001
        for (row, column), cell in sorted(by_place.items()):
            place = row, column
            formula = place in beside.formulas
            style = cell._style  # noqa: SLF001 - the public properties create an object per cell
            read = _openpyxl(cell.value, cell.data_type, formula=formula)
            if read is None:
                continue
            kind, text = read
            if kind == "number" and style.numFmtId in _LOCAL_DATES and not styles.own(style.numFmtId):
                kind = "date"
            within(row, column, text, request)
            look = styles.look(style.fontId, style.fillId) or usual
            other_text = ""
            if isinstance(cell.value, Rich):
                whole[place] = text
                text, look, other_text = styles.rich(cell.value, style.fontId, style.fillId)
            hidden = row in hidden_rows or column in hidden_columns or unsized(row, column)
            number_format = styles.number_format(style.numFmtId)
            if rules:
                fonts = style.fontId, style.fillId
                look, number_format = styles.under(rules, place, read, fonts, (look, number_format))
            cells.append(cell_of((row, column, kind, text, number_format, formula, hidden), look, other_text))
        merged = [[one.min_row, one.min_col, one.max_row, one.max_col] for one in sheet.merged_cells.ranges]
        yield {
            "name": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "merged": merged[: request["rows"]],
            "cells": cells,
            "whole": whole,
            "misplaced": [[*place, text] for place, text in beside.misplaced.items()],
        }


def _without_size(sheet: Any) -> Callable[[int, int], bool]:
    """Return a test for cells without size, because their sheet's default size for rows or columns is zero."""
    usual = sheet.sheet_format
    flat = bool(usual.customHeight) and usual.defaultRowHeight is not None and usual.defaultRowHeight < _SMALLEST_HEIGHT
    narrow = usual.defaultColWidth is not None and usual.defaultColWidth < _SMALLEST_WIDTH
    high = {number for number, row in sheet.row_dimensions.items() if row.ht is not None}
    wide = [(column.min or 0, column.max or 0) for column in sheet.column_dimensions.values()] if narrow else []

    def unsized(row: int, column: int) -> bool:
        return (flat and row not in high) or (narrow and not any(first <= column <= last for first, last in wide))

    return unsized


class _Rule(NamedTuple):
    """A rule of conditional formatting, and its cells."""

    rule: Any
    ranges: tuple[tuple[int, int, int, int], ...]

    def covers(self, place: Place) -> bool:
        """Tell whether a cell is one of its cells."""
        return any(top <= place[0] <= last and left <= place[1] <= right for left, top, right, last in self.ranges)

    def holds(self, place: Place, read: PlainCell) -> bool | None:
        """Tell whether it applies to a cell; ``None`` if uncertain."""
        rule, (kind, text) = self.rule, read
        formulas = [str(formula) for formula in rule.formula]
        if rule.type in ("iconSet", "dataBar"):
            return True
        if rule.type in _OF_CONTENT:
            return _OF_CONTENT[rule.type]
        if rule.type == "cellIs":
            return holds(_OPERATORS.get(rule.operator, ""), formulas, kind, text)
        if rule.type != "expression" or not formulas:
            return None
        base = min(one[1] for one in self.ranges), min(one[0] for one in self.ranges)
        return formula_holds(formulas[0], base, place, kind, text)

    @property
    def stops(self) -> bool:
        """Whether it stops later rules if it applies."""
        return bool(self.rule.stopIfTrue)

    @property
    def shows_no_value(self) -> bool:
        """Whether it replaces the value by a picture."""
        drawn = self.rule.iconSet or self.rule.dataBar
        return drawn is not None and drawn.showValue is False


def _rules(sheet: Any) -> list[_Rule]:
    """Return the rules of a sheet that may change what is visible, by precedence."""
    found = [
        _Rule(rule, tuple(one.bounds for one in group.sqref.ranges))
        for group in sheet.conditional_formatting
        for rule in group.rules
    ]
    ordered = sorted(found, key=lambda one: one.rule.priority or 0)
    return [one for one in ordered if one.rule.dxf is not None or one.stops or one.shows_no_value]


def _openpyxl(value: object, data_type: str, *, formula: bool) -> PlainCell | None:
    if value is None:
        return ("no_result", "") if formula else None
    if data_type == "e":
        return "error", str(value)
    return plain(value)


class _Styles:
    """What the styles of a workbook make of cells, each worked out once."""

    def __init__(self, book: Workbook) -> None:
        self._book: Any = book
        self._looks: dict[tuple[int, int], str] = {}
        self._formats: dict[int, str] = {}
        self._theme: list[Colour] | None = None
        self._rules: Sequence[_Rule] = ()
        self._effects: dict[tuple[int, int], list[tuple[_Rule, str, str | None]]] = {}

    def own(self, number: int) -> bool:
        """Tell whether a format is written in the file."""
        return self.number_format(number) != ""

    def number_format(self, number: int) -> str:
        if number not in self._formats:
            if number < BUILTIN_FORMATS_MAX_SIZE:
                found = BUILTIN_FORMATS.get(number, "")
            else:
                found = self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]  # noqa: SLF001
            self._formats[number] = "" if found == "General" else found
        return self._formats[number]

    def look(self, font: int, fill: int) -> str:
        """Return how a font makes a cell look; empty where as usual."""
        key = font, fill
        if key not in self._looks:
            found = self._book._fonts[font]  # noqa: SLF001
            unseen = alike(self._colour(found.color, BLACK), self._behind(fill))
            tiny = found.sz is not None and found.sz < SMALLEST_FONT
            self._looks[key] = "struck" if found.strike else "unseen" if unseen else "tiny" if tiny else ""
        return self._looks[key]

    def under(
        self, rules: Sequence[_Rule], place: Place, read: PlainCell, fonts: tuple[int, int], usual: tuple[str, str]
    ) -> tuple[str, str]:
        """Return the look and the number format of a cell under the rules of its sheet."""
        look, number_format = usual
        looks, formats = [], []
        for rule, changed, code in self._effective(rules, *fonts):
            if not rule.covers(place) or (applies := rule.holds(place, read)) is False:
                continue
            shown = changed_format(read[0], number_format, code)
            if applies is None and (changed or shown is not None):
                return "conditional", number_format
            looks.append(changed)
            formats.append(shown)
            if applies and rule.stops:
                break
        look = next(filter(None, looks), look)
        return look, next((one for one in formats if one is not None), number_format)

    def _effective(self, rules: Sequence[_Rule], font: int, fill: int) -> list[tuple[_Rule, str, str | None]]:
        """Return the rules of a sheet with their effect on cells of a font and fill; none if there is no effect.

        There may be thousands, and nearly all only colour the background.
        """
        if rules is not self._rules:
            self._rules, self._effects = rules, {}
        if (font, fill) not in self._effects:
            found = [(rule, *self._changed(rule, font, fill)) for rule in rules]
            some = any(look or code is not None for _, look, code in found)
            self._effects[font, fill] = [one for one in found if some and (one[1:] != ("", None) or one[0].stops)]
        return self._effects[font, fill]

    def _changed(self, rule: _Rule, font: int, fill: int) -> tuple[str, str | None]:
        """Return the look that a rule gives to a cell, empty for the default, and its number format."""
        dxf = rule.rule.dxf
        if rule.shows_no_value:
            return "conditional", None
        if dxf is None:
            return "", None
        code = dxf.numFmt.formatCode if dxf.numFmt else None
        behind = self._behind(fill)
        if dxf.fill is not None and (ground := self._ground(dxf.fill)) is not None:
            behind = self._colour(ground, None)
        own = self._book._fonts[font].color  # noqa: SLF001
        colour = self._colour(dxf.font.color if dxf.font and dxf.font.color else own, BLACK)
        struck = dxf.font is not None and bool(dxf.font.strike)
        look = "struck" if struck else "unseen" if alike(colour, behind) else ""
        return look, "" if code == "General" else code

    @staticmethod
    def _ground(fill: Any) -> Any:
        """Return the colour of a conditional fill, which is solid by default."""
        if isinstance(fill, GradientFill):
            return None
        stated = [one for one in (fill.bgColor, fill.fgColor) if one is not None and one.value != _NO_COLOUR]
        return stated[0] if stated and fill.patternType in (None, "solid") else None

    def rich(self, text: Rich, font: int, fill: int) -> Looks:
        """Return a text of several runs without its note marks."""
        if "".join(part.text for part in text.parts) != text:
            # A bare text beside the runs; its position is undefined.
            return unescaped(text), "mixed", ""
        usual = self.look(font, fill)
        return together([self._run(part, usual, self._behind(fill)) for part in text.parts])

    def _run(self, part: FileRun, usual: str, behind: Colour | None) -> FontRun:
        text = unescaped(part.text)
        if part.font is None:
            return FontRun(text, struck=usual == "struck", unseen=usual in ("unseen", "tiny"))
        colour, size = part.attributes("color"), part.attributes("sz").get("val")
        return FontRun(
            text,
            raised=part.has("vertAlign"),
            struck=part.has("strike"),
            unseen=alike(self._of(colour) if colour else BLACK, behind)
            or (size is not None and float(size) < SMALLEST_FONT),
        )

    def _behind(self, number: int) -> Colour | None:
        fill = self._book._fills[number]  # noqa: SLF001
        if isinstance(fill, GradientFill):
            stops = {self._colour(stop.color, None) for stop in fill.stop}
            return stops.pop() if len(stops) == 1 else None
        kind = fill.patternType
        if kind is None:
            return WHITE
        return self._colour(fill.fgColor, None) if kind == "solid" else None

    def _colour(self, colour: Any, usual: Colour | None) -> Colour | None:
        if colour is None or colour.type == "auto":
            return usual
        return self._of({colour.type: str(colour.value), "tint": str(colour.tint or 0)})

    def _of(self, colour: Mapping[str, str]) -> Colour | None:
        """Return a colour from its attributes; ``None`` if unknown."""
        found: Colour | None = None
        if "rgb" in colour:
            found = _rgb(colour["rgb"])
        elif "indexed" in colour:
            found = self._indexed(int(colour["indexed"]))
        elif "theme" in colour:
            found = self._themed(int(colour["theme"]))
        elif colour.get("auto"):
            found = BLACK
        return None if found is None else tinted(found, float(colour.get("tint", 0)))

    def _indexed(self, number: int) -> Colour | None:
        if number in (_FOREGROUND, _BACKGROUND):
            return BLACK if number == _FOREGROUND else WHITE
        own = getattr(self._book, "_colors", None) or COLOR_INDEX
        return _rgb(own[number]) if 0 <= number < len(own) else None

    def _themed(self, number: int) -> Colour | None:
        if self._theme is None:
            self._theme = [_hex(found.decode()) for found in _SCHEME.findall(self._book.loaded_theme or b"")]
            self._theme = self._theme or [BLACK, WHITE]
        number = _SWAPPED.get(number, number)
        return self._theme[number] if 0 <= number < len(self._theme) else None


def _rgb(text: str) -> Colour | None:
    return _hex(text[-6:]) if re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", text) else None


def _hex(text: str) -> Colour:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
