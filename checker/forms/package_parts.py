"""Complete a form with parts that openpyxl omits.

Owns the guarantees that an empty form is complete for readers that do not evaluate formulas, and is reproducible. Must
not know the content of the form.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.forms.package import Package
from checker.forms.sheet import insert
from checker.forms.spans import Edit, edited, outline
from checker.ooxml import fixed

__all__ = ["finished"]


def finished(data: bytes, texts: str) -> bytes:
    """Complete the parts that openpyxl omits.

    An empty form's formulas have an empty result, which is stored for readers that do not evaluate formulas. The
    warning for numbers stored as text is turned off where that is intended. The time of writing is removed, so that the
    same form gives the same file.
    """
    package = Package(data)
    path = "xl/worksheets/sheet1.xml"
    sheet = package[path]
    sheet = edited(sheet, _results(sheet))
    ignored = f'<ignoredErrors><ignoredError sqref="{texts}" numberStoredAsText="1"/></ignoredErrors>'
    package[path] = edited(sheet, [insert(outline(sheet, leave=("sheetData",)), "ignoredErrors", ignored)])
    core = package["docProps/core.xml"]
    dated = [child for child in outline(core).children if child.name in ("created", "modified")]
    package["docProps/core.xml"] = edited(core, (Edit(child.start, child.end, b"") for child in dated))
    return fixed({part: package[part] for part in package})


def _results(sheet: bytes) -> Iterator[Edit]:
    rows = outline(sheet).first("sheetData")
    for row in rows.children if rows else ():
        for cell in row.children:
            if cell.first("f") is not None:
                tag = sheet[cell.start : cell.inner]
                yield Edit(cell.start, cell.inner, tag[:-1] + b' t="str">')
