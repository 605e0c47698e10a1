"""The sheet of all findings and diagnostics of a run, with locations and remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from checker.domain.axes import EXEMPT, Severity
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.items import Item, by_weight, items

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fill_findings"]

_MOST: Final = 10_000
_WIDTHS: Final = (6, 12, 8, 18, 30, 52, 32, 44)
_TONES: Final = {Severity.ERROR: "bad", Severity.WARNING: "doubt"}
_HEADINGS: Final = (
    message("No."),
    message("Weight"),
    message("Code"),
    message("Reporting unit"),
    message("Indicator name"),
    message("Finding"),
    message("Place"),
    message("What to do"),
)


def fill_findings(page: Worksheet, run: Run, language: Language) -> None:
    """Fill an empty sheet with the messages of a run, most severe first."""
    sheet = SheetWriter(page, _WIDTHS)
    sheet.row += 1
    sheet.across(language.render(message("FINDINGS")), "title")
    sheet.row += 2
    sheet.header([language.render(heading) for heading in _HEADINGS])
    first = sheet.row
    found = by_weight(items(run))
    for number, item in enumerate(found[:_MOST], 1):
        sheet.row += 1
        sheet.count(1, number, style="centre")
        _item(sheet, item, language)
    if sheet.row > first:
        page.auto_filter.ref = f"A{first}:{get_column_letter(sheet.columns)}{sheet.row}"
    else:
        sheet.row += 1
        sheet.across(language.render(message("Nothing was found.")), "text")
    if len(found) > _MOST:
        sheet.row += 1
        sheet.across(language.render(message("{count} more are not shown here", count=len(found) - _MOST)), "text")
    sheet.page("", language.render(message("Page &P/&N")))


def _item(sheet: SheetWriter, item: Item, language: Language) -> None:
    exempt = item.gate in EXEMPT
    weight = language.label(item.gate) if item.gate is not None and exempt else item.weight(language)
    sheet.text(2, weight, "centre" if exempt else _TONES.get(item.severity, "centre"))
    sheet.text(3, item.code.id, "centre")
    sheet.text(4, language.text(item.report.unit.name) if item.report else "")
    sheet.text(5, language.text(item.result.title) if item.result else "")
    sheet.text(6, language.render(item.message))
    sheet.text(7, str(item.location))
    sheet.text(8, language.render(item.hint) if item.hint else "")
