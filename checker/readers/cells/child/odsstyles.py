"""Styles of OpenDocument by name and inheritance: formats, fonts, colours and sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from openpyxl.utils.cell import coordinate_to_tuple

from checker.domain.record import NamedTuple
from checker.readers.cells.child.colours import BLACK, SMALLEST_FONT, WHITE, Colour, alike
from checker.readers.cells.child.conditions import Place, changed_format, formula_holds, holds
from checker.readers.cells.child.odsformats import number_format
from checker.readers.cells.child.runs import FontRun

__all__ = ["CellStyle", "DocumentStyles", "place_of"]

_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_NUMBER: Final = f"{{{_SPACE}datastyle:1.0}}"
_STYLE: Final = f"{{{_SPACE}style:1.0}}"
_FO: Final = f"{{{_SPACE}xsl-fo-compatible:1.0}}"
_TABLE: Final = f"{{{_SPACE}table:1.0}}"
_DATA_STYLES: Final = tuple(
    f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "percentage", "date", "time", "boolean", "text")
)
_DEEPEST: Final = 16
_LENGTH: Final = re.compile(r"([0-9]*\.?[0-9]+)(in|cm|mm|pt|px|pc)")
_POINTS: Final = re.compile(r"([0-9]*\.?[0-9]+)pt")
# The raise (or lowering, if negative) of a text in percent of its height, followed by the font size.
_OFF_THE_LINE: Final = re.compile(r"[-+]?[0-9.]*[1-9][0-9.]*%")
_COMPARED: Final = re.compile(r"cell-content\(\) *(<=|>=|!=|<|>|=) *(.+)")
_BETWEEN: Final = re.compile(r"cell-content-is-(not-)?between\(([^,]+),([^,]+)\)")
_FORMULA: Final = re.compile(r"is-true-formula\((.*)\)", re.DOTALL)
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_SMALLEST: Final = {"in": 0.014, "cm": 0.035, "mm": 0.35, "pt": 1.0, "px": 1.0, "pc": 0.08}


class StyleRule(NamedTuple):
    """A conditional style of a cell.

    Args:
        condition: The condition.
        base: The base cell of the condition.
        look: The resulting look; empty for the default.
        number_format: The resulting number format; ``None`` for the default.
    """

    condition: str
    base: Place
    look: str
    number_format: str | None

    def holds(self, place: Place, kind: str, text: str) -> bool | None:
        """Tell whether it applies to a cell; ``None`` if uncertain."""
        if (compared := _COMPARED.fullmatch(self.condition)) is not None:
            return holds(compared[1].replace("!=", "<>"), [compared[2]], kind, text)
        if (between := _BETWEEN.fullmatch(self.condition)) is not None:
            return holds("not between" if between[1] else "between", [between[2], between[3]], kind, text)
        formula = _FORMULA.fullmatch(self.condition)
        return formula_holds(formula[1], self.base, place, kind, text) if formula else None


class CellStyle(NamedTuple):
    """The effect of a style on a cell.

    Args:
        number_format: The number format in Excel's notation; empty for General.
        struck: Whether all text is struck out.
        unseen: Whether the font has the colour of its background.
        tiny: Whether its font is too small to be read.
        behind: The colour of the background; ``None`` if unknown.
        rules: Its conditional styles, in order of precedence.
    """

    number_format: str
    struck: bool
    unseen: bool
    tiny: bool
    behind: Colour | None
    rules: tuple[StyleRule, ...] = ()

    def under(self, place: Place, kind: str, text: str) -> tuple[str, str | None]:
        """Return the look and the number format of a cell under conditions; empty and ``None`` for the defaults."""
        for rule in self.rules:
            applies = rule.holds(place, kind, text)
            changed = changed_format(kind, self.number_format, rule.number_format)
            if applies is None and (rule.look or changed is not None):
                return "conditional", None
            if applies:
                return rule.look, changed
        return "", None


class DocumentStyles:
    """The styles of a document, each resolved on first use."""

    def __init__(self, roots: Sequence[Any]) -> None:
        """Take the documents with styles; the first one has precedence."""
        self._styles: dict[tuple[str, str], Any] = {}
        self._data: dict[str, Any] = {}
        self._usual: dict[str, Any] = {}
        self._cells: dict[str, CellStyle] = {}
        for root in roots:
            for element in root.iter():
                if element.tag == f"{_STYLE}style":
                    key = element.get(f"{_STYLE}family", ""), element.get(f"{_STYLE}name", "")
                    self._styles.setdefault(key, element)
                elif element.tag == f"{_STYLE}default-style":
                    self._usual.setdefault(element.get(f"{_STYLE}family", ""), element)
                elif element.tag in _DATA_STYLES:
                    self._data.setdefault(element.get(f"{_STYLE}name", ""), element)

    def cell(self, name: str) -> CellStyle:
        """Return the effect of a style on a cell."""
        if name not in self._cells:
            behind = self._property("table-cell", name, "table-cell-properties", f"{_FO}background-color")
            struck = self._is_struck("table-cell", name)
            ground = WHITE if behind in ("", "transparent") else _colour(behind)
            data = self._attribute("table-cell", name, f"{_STYLE}data-style-name")
            self._cells[name] = CellStyle(
                number_format(self._data[data], self._data) if data in self._data else "",
                bool(struck),
                alike(self._font_colour(name), ground),
                bool(self._is_tiny("table-cell", name)),
                ground,
                tuple(self._rules(name, ground)),
            )
        return self._cells[name]

    def _rules(self, name: str, ground: Colour | None) -> Iterator[StyleRule]:
        for style in self._chain("table-cell", name):
            for entry in style.iter(f"{_STYLE}map"):
                applied = entry.get(f"{_STYLE}apply-style-name", "")
                own = [one for one in self._chain("table-cell", applied) if one.tag == f"{_STYLE}style"]
                ink = self._stated(own, f"{_FO}color") or self._font_colour(name)
                behind = self._stated(own, f"{_FO}background-color") or ground
                data = next((found for one in own if (found := one.get(f"{_STYLE}data-style-name"))), "")
                shown = number_format(self._data[data], self._data) if data in self._data else None
                look = "struck" if self._is_struck("table-cell", applied) else "unseen" if alike(ink, behind) else ""
                base = place_of(entry.get(f"{_STYLE}base-cell-address", ""))
                yield StyleRule(entry.get(f"{_STYLE}condition", "").strip(), base, look, shown)

    @staticmethod
    def _stated(styles: Sequence[Any], attribute: str) -> Colour | None:
        """Return the colour that a style states or inherits."""
        found = (properties.get(attribute) for style in styles for properties in style)
        return next((_colour(colour) for colour in found if colour), None)

    def _font_colour(self, name: str) -> Colour | None:
        """Return the colour of a cell's font; ``None`` if it is automatic and so always visible."""
        for style in self._chain("table-cell", name):
            for properties in style.iter(f"{_STYLE}text-properties"):
                if properties.get(f"{_STYLE}use-window-font-color") == "true":
                    return None
                if colour := properties.get(f"{_FO}color"):
                    return _colour(colour)
        return BLACK

    def run(self, name: str, text: str, usual: CellStyle) -> FontRun:
        """Return a part of a text with the style of its span."""
        place = self._property("text", name, "text-properties", f"{_STYLE}text-position")
        struck = self._is_struck("text", name)
        colour = self._property("text", name, "text-properties", f"{_FO}color")
        raised = place.startswith(("super", "sub")) or _OFF_THE_LINE.match(place) is not None
        struck = usual.struck if struck is None else struck
        tiny = self._is_tiny("text", name)
        unseen = alike(_colour(colour), usual.behind) if colour else usual.unseen
        return FontRun(text, raised, struck, unseen or (usual.tiny if tiny is None else tiny))

    def _is_tiny(self, family: str, name: str) -> bool | None:
        """Tell whether a font is too small to be read; ``None`` if the style does not state it."""
        size = _POINTS.fullmatch(self._property(family, name, "text-properties", f"{_FO}font-size"))
        return None if size is None else float(size[1]) < SMALLEST_FONT

    def _is_struck(self, family: str, name: str) -> bool | None:
        """Tell whether a style strikes its text out; ``None`` if the style does not state it."""
        how = (
            self._property(family, name, "text-properties", f"{_STYLE}text-line-through-{what}")
            for what in ("style", "type")
        )
        stated = [one != "none" for one in how if one]
        return any(stated) if stated else None

    def has_no_size(self, family: str, name: str) -> bool:
        """Tell whether a row or column (``table-row``, ``table-column``) is too small to be visible."""
        what, least = ("row-height", SMALLEST_FONT) if family == "table-row" else ("column-width", 1)
        match = _LENGTH.fullmatch(self._property(family, name, f"{family}-properties", f"{_STYLE}{what}"))
        return match is not None and float(match[1]) < least * _SMALLEST[match[2]]

    def is_hidden_table(self, name: str) -> bool:
        """Tell whether a sheet is hidden."""
        return self._property("table", name, "table-properties", f"{_TABLE}display") == "false"

    def _chain(self, family: str, name: str) -> Iterator[Any]:
        """Yield a style and its ancestors, and finally the default style."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                break
            yield style
            name = style.get(f"{_STYLE}parent-style-name", "")
        if family in self._usual:
            yield self._usual[family]

    def _attribute(self, family: str, name: str, attribute: str) -> str:
        return next((found for style in self._chain(family, name) if (found := style.get(attribute))), "")

    def _property(self, family: str, name: str, group: str, attribute: str) -> str:
        for style in self._chain(family, name):
            for properties in style.iter(f"{_STYLE}{group}"):
                if found := properties.get(attribute):
                    return str(found)
        return ""


def place_of(address: str) -> Place:
    """Return the row and the column of an address such as ``Sheet.D94``."""
    match = _ADDRESS.search(address)
    return coordinate_to_tuple(f"{match[1]}{match[2]}") if match else (0, 0)


def _colour(text: str) -> Colour | None:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return None
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:], 16)
