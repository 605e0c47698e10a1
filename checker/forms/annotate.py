"""Annotate an office's workbook: the same file with colours, comments and a sheet of results.

Owns the guarantee that nothing else changes, and its verification. Must not know how anything was decided. Parts are
edited in place, because a library that loads and saves a workbook loses unknown content: docs/forms.md has the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from checker.domain.diagnostic import Diagnostic
from checker.domain.report import Report
from checker.domain.text import message
from checker.errors import CheckerError
from checker.forms.book import EXPLANATIONS, Book
from checker.forms.explanations import explanation_sheet, to_explain
from checker.forms.form import OWN_SHEET
from checker.forms.package import Package
from checker.forms.remarks import Remark, comments_of, remarks_of, tones_of
from checker.forms.results import results_sheet
from checker.forms.sheet import mark_sheet
from checker.forms.spans import NotEditable
from checker.forms.styles import StylesPart
from checker.forms.values import Values, values_of
from checker.language import Language

__all__ = ["NotEditable", "ValuesChanged", "annotate", "assert_unchanged"]


class ValuesChanged(CheckerError):
    """The marked workbook has other values than the submitted one; it is discarded."""


def annotate(
    reports: Sequence[Report],
    diagnostics: Iterable[Diagnostic],
    data: bytes,
    path: str,
    language: Language,
    *,
    codes: bool = False,
) -> bytes:
    """Return the workbook with every location of a finding or diagnostic marked.

    Marks of an earlier run are replaced.

    Args:
        reports: The reports; their locations must be cells of this workbook.
        diagnostics: Why sheets of it could not be evaluated.
        data: The workbook as submitted.
        path: Its path, as in the locations.
        language: The language of the comments and of the sheet of results.
        codes: Whether that sheet has a column of codes.

    Raises:
        NotEditable: It cannot be marked without loss.
        ValuesChanged: The marked workbook has other values.
    """
    package = Package(data)
    book = Book(package)
    remarks = remarks_of(reports, diagnostics, language)
    styles = StylesPart(package[book.styles], _written_sheet(package, book, remarks))
    report = _to_explain(reports)
    explanation = explanation_sheet(report, styles, language) if report is not None else b""
    there = book.marked(EXPLANATIONS) if report is not None else ""
    # The sheet of an earlier period stays, because somebody may have filled it in.
    anew = report is not None and not report.submission.explanations and bool(there)
    anew = anew and package[book.sheets[there]] != explanation
    # Sheets from an earlier run are replaced and contain no value of the office.
    ours = tuple(filter(None, (book.marked(), "" if anew else there)))
    before = values_of(data, ours)
    tones, comments = tones_of(remarks, path), comments_of(remarks, path, language)
    marked = {sheet for sheet, _ in (*tones, *comments)}
    if not marked <= set(book.sheets):
        raise NotEditable(f"without the sheets {', '.join(sorted(marked - set(book.sheets)))}")
    for name, part in book.sheets.items():
        if name not in ours:
            coloured = {cell: tone for (sheet, cell), tone in tones.items() if sheet == name}
            texts = {cell: text for (sheet, cell), text in comments.items() if sheet == name}
            mark_sheet(package, part, styles, coloured, texts)
    written = []
    if explanation:
        written.append(
            book.put(language.render(message("Explanation of targets")), explanation, EXPLANATIONS, anew=anew)
        )
    sheets = [name for name in book.sheets if name not in (book.marked(), OWN_SHEET)]
    results = results_sheet(reports, remarks, sheets, styles, language, codes=codes)
    written.append(book.put(language.render(message("Check results")), results.data, heading=results.heading))
    package[book.styles] = styles.data
    whole = package.data()
    assert_unchanged(before, values_of(whole, tuple(written)))
    return whole


def _written_sheet(package: Package, book: Book, remarks: Sequence[Remark]) -> bytes:
    """Return the part of the sheet with the most remarks, else of the first, to copy the office's typeface."""
    counts = Counter(one.location.sheet for one in remarks if one.location is not None)
    names = [*(name for name, _ in counts.most_common()), *book.sheets]
    return next((package[book.sheets[name]] for name in names if name in book.sheets), b"")


def _to_explain(reports: Sequence[Report]) -> Report | None:
    """Return the report with targets to explain; an existing sheet of explanations stays.

    A workbook of several reports gets none, because it would be unclear which report a sheet belongs to.
    """
    if len(reports) != 1 or not to_explain(reports[0]):
        return None
    return None if any(not one.says_nothing for one in reports[0].submission.explanations) else reports[0]


def assert_unchanged(before: Values, after: Values) -> None:
    """Compare the values before and after marking.

    Raises:
        ValuesChanged: They differ.
    """
    if before != after:
        raise ValuesChanged(
            f"marking changed values: {before.cells} cells with digest {before.digest} became "
            f"{after.cells} with {after.digest}"
        )
