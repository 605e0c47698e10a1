"""A workbook back to its office: the same file with colours, comments and a sheet of results.

Owns that nothing else changes, and the proof of it. Must not know how anything was decided.
Parts are edited in place, since a library that loads and saves a workbook loses what it
does not know: docs/forms.md has the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.domain.diagnostic import Diagnostic
from checker.domain.report import Report
from checker.domain.text import message
from checker.errors import CheckerError
from checker.forms.book import Book
from checker.forms.package import Package
from checker.forms.remarks import comments_of, remarks_of, tones_of
from checker.forms.results import results_sheet
from checker.forms.sheet import mark_sheet
from checker.forms.spans import NotEditable
from checker.forms.styles import StylesPart
from checker.forms.values import Values, values_of
from checker.language import Language

__all__ = ["NotEditable", "ValuesChanged", "annotate", "assert_unchanged"]


class ValuesChanged(CheckerError):
    """A marked workbook that does not hold the values of the submitted one; it is thrown away."""


def annotate(
    reports: Sequence[Report], diagnostics: Iterable[Diagnostic], data: bytes, path: str, language: Language
) -> bytes:
    """Return the workbook with every place marked that a report or a diagnostic speaks of.

    Marks of an earlier run are replaced.

    Args:
        reports: What was found; the places must be cells of this workbook.
        diagnostics: What kept sheets of it from being evaluated.
        data: The workbook as submitted.
        path: Its path, as the places name it.
        language: Of comments and of the sheet of results.

    Raises:
        NotEditable: It cannot be marked without loss.
        ValuesChanged: The marked workbook does not hold the same values.
    """
    package = Package(data)
    book = Book(package)
    before = values_of(data, (book.results,))
    remarks = remarks_of(reports, diagnostics, language)
    styles = StylesPart(package[book.styles])
    tones, comments = tones_of(remarks, path), comments_of(remarks, path, language)
    marked = {sheet for sheet, _ in (*tones, *comments)}
    if not marked <= set(book.sheets):
        raise NotEditable(f"without the sheets {', '.join(sorted(marked - set(book.sheets)))}")
    for name, part in book.sheets.items():
        if name != book.results:
            coloured = {cell: tone for (sheet, cell), tone in tones.items() if sheet == name}
            said = {cell: text for (sheet, cell), text in comments.items() if sheet == name}
            mark_sheet(package, part, styles, coloured, said)
    book.put(language.render(message("Check results")), results_sheet(reports, remarks, before, styles, language))
    package[book.styles] = styles.data
    written = package.data()
    assert_unchanged(before, values_of(written, (book.results,)))
    return written


def assert_unchanged(before: Values, after: Values) -> None:
    """Compare what was read before and after marking.

    Raises:
        ValuesChanged: They differ.
    """
    if before != after:
        raise ValuesChanged(
            f"marking changed values: {before.cells} cells with digest {before.digest} became "
            f"{after.cells} with {after.digest}"
        )
