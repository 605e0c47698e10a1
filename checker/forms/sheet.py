"""Colour cells of a sheet without changing the cells.

Owns our conditional formats, and the order of elements in a sheet. A conditional format that is always true colours a
cell, even an empty one, and keeps the cell's own format. It is recognised by its formula, so a later run can replace
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from checker.forms.notes import write_notes
from checker.forms.package import OFFICE, Package
from checker.forms.spans import Edit, Element, NotEditable, content, edited, outline
from checker.forms.styles import StylesPart, Tone

__all__ = ["RANKS", "insert", "mark_sheet"]

_FORMULA: Final = '"checker"="checker"'
_CONDITIONAL: Final = "conditionalFormatting"
_MOST_CELLS: Final = 400
_ORDER: Final = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
RANKS: Final = {name: rank for rank, name in enumerate(_ORDER)}
"""The order of elements that Excel requires; it rejects a file with another order."""


def insert(root: Element, name: str, text: str) -> Edit:
    """Return the edit that inserts an element in order."""
    # Elements without a rank are alternative content with controls or objects.
    late = RANKS["oleObjects"]
    place = next((child.start for child in root.children if RANKS.get(child.name, late) > RANKS[name]), root.inner_end)
    return Edit(place, place, text.encode())


def mark_sheet(
    package: Package, part: str, styles: StylesPart, tones: Mapping[str, Tone], notes: Mapping[str, str]
) -> None:
    """Colour cells of a sheet and write comments, replacing those of an earlier run.

    Args:
        package: The workbook.
        part: The sheet.
        styles: The workbook's styles.
        tones: The cells to colour.
        notes: The cells to comment.

    Raises:
        NotEditable: The sheet does not have the form that Excel writes.
    """
    data = package[part]
    data = edited(data, _uncoloured(data, outline(data, leave=("sheetData",))))
    root = outline(data, leave=("sheetData",))
    if root.name != "worksheet":
        raise NotEditable(f"{part} is no sheet of cells")
    stated = root.first("legacyDrawing")
    named = next((value for key, value in stated.attributes.items() if key.endswith(":id")), "") if stated else ""
    relation = write_notes(package, part, notes, named)
    edits = [insert(root, _CONDITIONAL, "".join(_coloured(root, styles, tones)))]
    if relation != named:
        drawing = f'<{root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{relation}"/>'
        edits.append(insert(root, "legacyDrawing", drawing))
        if stated:
            edits.append(Edit(stated.start, stated.end, b""))
    package[part] = edited(data, edits)


def _coloured(root: Element, styles: StylesPart, tones: Mapping[str, Tone]) -> Iterator[str]:
    """Yield our formats, with lower priority than those of the office."""
    rules = [rule for formats in root.all(_CONDITIONAL) for rule in formats.all("cfRule")]
    last = max((int(rule.attributes["priority"]) for rule in rules if _is_number(rule, "priority")), default=0)
    p = root.prefix
    formula = _FORMULA.replace('"', "&quot;")
    for tone in sorted(set(tones.values()), reverse=True):
        style = styles.mark(tone)
        cells = [cell for cell, its in tones.items() if its is tone]
        for start in range(0, len(cells), _MOST_CELLS):
            last += 1
            yield (
                f'<{p}{_CONDITIONAL} sqref="{" ".join(cells[start : start + _MOST_CELLS])}">'
                f'<{p}cfRule type="expression" '
                f'dxfId="{style}" priority="{last}"><{p}formula>{formula}</{p}formula></{p}cfRule></{p}{_CONDITIONAL}>'
            )


def _is_number(rule: Element, name: str) -> bool:
    return rule.attributes.get(name, "").isdecimal()


def _uncoloured(data: bytes, root: Element) -> Iterator[Edit]:
    """Yield the edits that remove our formats; Excel may have merged one with an office's own."""
    for formats in root.all(_CONDITIONAL):
        rules = list(formats.all("cfRule"))
        ours = [rule for rule in rules if any(_is_ours(data, formula) for formula in rule.all("formula"))]
        if ours and len(ours) == len(formats.children):
            yield Edit(formats.start, formats.end, b"")
        else:
            yield from (Edit(rule.start, rule.end, b"") for rule in ours)


def _is_ours(data: bytes, formula: Element) -> bool:
    return content(data, formula) == _FORMULA
