"""The sheet of early warning: each target with its gap to the expected progress, worst level first.

Owns its columns. A level has a sign beside its word, for black and white.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from checker.domain.interval import Exact
from checker.domain.number import plain, rounded_distinct
from checker.domain.report import Report, Result
from checker.domain.reporting import WarningLevel
from checker.domain.text import message
from checker.language import Language
from checker.reporters.annex import NO_FIGURE, AnnexFigure, AnnexRow, sections
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.office.document import parts_title
from checker.reporters.office.earlier import earlier_cells, earlier_headings
from checker.reporters.office.explained import answers_of
from checker.reporters.office.sentences import expected_share, share_of
from checker.reporters.summary import synthetic_notices
from checker.reporters.warning_signs import sign_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fill_warning"]

_HEADINGS: Final = (
    message("No."),
    message("Indicator name"),
    message("Unit"),
    message("Plan of the year"),
    message("Actual"),
    message("{sign} of plan", sign="%"),
    message("Expected by now (%)"),
    message("Basis"),
    message("Gap (percentage points)"),
    message("Level"),
    message("Needed per month"),
    message("Months so far, each"),
    message("Needed against months so far (times)"),
    message("Straight line to the end"),
    message("Office in charge"),
    message("Explanation"),
)
_WIDTHS: Final = (6, 40, 11, 14, 13, 9, 12, 13, 13, 22, 13, 13, 11, 14, 16, 26)
_LEVEL: Final = 10
"""The columns of the previous year, if any, follow this many columns."""
_EARLIER_WIDTHS: Final = (14, 10)
_PLACES: Final = 12
_BASES: Final = {
    "milestones": message("the pack's milestones"),
    "profile": message("the pack's shares of the year"),
    "linear": message("evenly by days"),
    "months": message("evenly by months"),
}
"""How the expectation follows, by the method of the basis."""


def fill_warning(page: Worksheet, report: Report, language: Language) -> None:
    """Fill an empty sheet with the targets of a report, worst level first."""
    levels = report.pack.levels
    beside = any(one.year_earlier is not None for one in report.results)
    between = _EARLIER_WIDTHS if beside else ()
    sheet = SheetWriter(page, (*_WIDTHS[:_LEVEL], *between, *_WIDTHS[_LEVEL:]))
    subject = parts_title(report, language)
    heads = [(language.render(message("EARLY WARNING: {subject}", subject=subject)).upper(), "title")]
    heads.append((language.text(report.unit.name), "aside"))
    heads += [(language.render(warning), "warning") for warning in synthetic_notices(report)]
    lines = [line for one in sections(report, language) for line in one.lines if line.result.counted]
    heads.append((_counts(lines, levels, language), "plain"))
    for text, style in heads:
        sheet.row += 1
        sheet.across(text, style)
    sheet.row += 2
    words = [language.render(heading) for heading in _HEADINGS]
    words[_LEVEL:_LEVEL] = earlier_headings(report.results, language)[1:] if beside else ()
    sheet.header(words)
    for line in sorted(lines, key=lambda one: _order(one.result, levels)):
        sheet.row += 1
        _line(sheet, line, report, language, beside=beside)
    sheet.page(subject, language.render(message("Page &P/&N")))


def _counts(lines: list[AnnexRow], levels: tuple[WarningLevel, ...], language: Language) -> str:
    """Return the number of targets at each level; the counts add up to all targets."""
    kinds = [(one, language.text(one.name)) for one in reversed(levels)]
    counts = [
        language.render(message("{level}: {count}", level=name, count=sum(line.result.level == one for line in lines)))
        for one, name in kinds
    ]
    rest = sum(line.result.level is None for line in lines)
    counts.append(language.render(message("{level}: {count}", level=message("Not judged"), count=rest)))
    return " · ".join(counts)


def _order(result: Result, levels: tuple[WarningLevel, ...]) -> tuple[int, Fraction]:
    place = levels.index(result.level) if result.level in levels else -1
    return -place, Fraction(result.gap) if result.gap is not None else Fraction(0)


def _line(sheet: SheetWriter, line: AnnexRow, report: Report, language: Language, *, beside: bool) -> None:
    result, basis, levels = line.result, line.result.pace_basis, report.pack.levels
    sheet.text(1, line.number, "centre")
    sheet.text(2, line.title)
    sheet.text(3, line.unit, "centre")
    for column, figure in ((4, line.plan), (5, line.actual)):
        _figure(sheet, column, figure)
    _number(sheet, 6, share_of(result), language)
    _number(sheet, 7, expected_share(result), language)
    sheet.text(8, language.render(_BASES[basis.method]) if basis is not None else "x", "centre")
    _gap(sheet, 9, result, levels, language)
    _level(sheet, _LEVEL, result, levels, language)
    at = _LEVEL + 1
    for figure in earlier_cells(result.year_earlier, language) if beside else ():
        _figure(sheet, at, figure)
        at += 1
    value = result.value.lo if result.value is not None and result.value.is_point else None
    each = (
        Fraction(value) / report.submission.period.last_month
        if value is not None and basis and not basis.start
        else None
    )
    needed = basis.needed_per_month if basis is not None else None
    times = Fraction(needed) / each if needed is not None and needed > 0 and each is not None and each > 0 else None
    for column, number in enumerate((needed, each, times, basis.projection if basis is not None else None), at):
        _number(sheet, column, number, language)
    sheet.text(at + 4, line.owner)
    # Left blank for the responsible office, if the level requires an explanation.
    open_ = "…" if result.level is not None and result.level.explain else ""
    sheet.text(at + 5, "\n".join(f"{label}: {text}" for label, text in answers_of(result, language)) or open_)


def _figure(sheet: SheetWriter, column: int, figure: AnnexFigure) -> None:
    if figure.number is None:
        sheet.text(column, figure.text or NO_FIGURE, "figure")
    else:
        sheet.number(column, figure.number, figure.places, figure.text)


def _number(sheet: SheetWriter, column: int, number: Exact | None, language: Language) -> None:
    if number is None:
        sheet.text(column, "x", "figure")
        return
    shown = plain(rounded_distinct(Fraction(number), Fraction(0), 1))
    sheet.number(column, plain(number, _PLACES), 1, language.number(shown))


def _gap(sheet: SheetWriter, column: int, result: Result, levels: tuple[WarningLevel, ...], language: Language) -> None:
    """Write a gap with enough decimals to show on which side of its level's bound it is."""
    if result.gap is None:
        sheet.text(column, "x", "figure")
        return
    gap = Fraction(result.gap)
    limits = [Fraction(0), *(Fraction(one.gap) for one in levels if one.gap is not None)]
    shown = min((rounded_distinct(gap, limit, 1) for limit in limits), key=lambda one: int(one.as_tuple().exponent))
    sheet.number(column, plain(gap, _PLACES), -int(shown.as_tuple().exponent), language.number(shown))


def _level(
    sheet: SheetWriter, column: int, result: Result, levels: tuple[WarningLevel, ...], language: Language
) -> None:
    if result.level is None:
        sheet.text(column, language.render(message("Not judged")), "centre")
        return
    mark, style = sign_of(levels.index(result.level), len(levels))
    sheet.text(column, f"{mark} {language.text(result.level.name)}", style)
