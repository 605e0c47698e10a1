"""The words of consolidated tables, for all kinds of file."""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Severity
from checker.domain.report import Report
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.annex import AnnexFigure
from checker.reporters.consolidated.table import Consolidated, UnitFigure, UnitRow, WholeFigure

__all__ = [
    "KEY",
    "NONE",
    "NOT_ASKED",
    "NOT_SENT",
    "about",
    "doubts",
    "figure_of_total",
    "received",
    "share_of",
    "source_of",
    "title_of",
    "total_name",
]

NONE: Final = "…"
"""The sign for a missing figure; an empty cell would be ambiguous."""
NOT_ASKED: Final = "x"
"""The sign for a meaningless figure."""
NOT_SENT: Final = message("has not sent a report")
KEY: Final = message("…: no figure; x: does not apply")
_GRAVE: Final = (Severity.ERROR, Severity.WARNING)


def title_of(table: Consolidated, language: Language) -> str:
    """Return the title of a table."""
    period = language.period(table.period)
    return language.render(message("RESULTS BY UNIT: {title}, {period}", title=table.pack.title, period=period))


def about(table: Consolidated, language: Language) -> str:
    """Return the lines below a table's title: the deadline, and the submission status."""
    days = [row.report.submission.as_of for row in table.rows if row.report and row.report.submission.as_of]
    said = message("{sent}/{units} units have sent their reports", sent=table.sent, units=len(table.rows))
    if not days:
        return language.render(said)
    return language.render(message("Figures as of {day}; {sent}", day=language.date(max(days)), sent=said))


def total_name(table: Consolidated, language: Language) -> str:
    """Return the name of the row of the whole."""
    if table.sent == len(table.rows):
        return language.render(message("TOTAL"))
    return language.render(message("TOTAL ({sent}/{units})", sent=table.sent, units=len(table.rows)))


def figure_of_total(total: WholeFigure, table: Consolidated) -> AnnexFigure:
    """Return the figure of the whole, with the number of its units if other units reported, too."""
    if not total.figure.text:
        return AnnexFigure(NONE if total.units == 0 else NOT_ASKED)
    if total.units in (None, table.sent):
        return total.figure
    return AnnexFigure(f"{total.figure.text} ({total.units}/{len(table.rows)})")


def share_of(cell: UnitFigure | None) -> AnnexFigure:
    """Return a figure in percent of the unit's own plan; a sign if that is meaningless."""
    if cell is None:
        return AnnexFigure(NONE)
    return cell.line.share if cell.line.share.text else AnnexFigure(NOT_ASKED)


def source_of(report: Report, cell: UnitFigure) -> str:
    """Return the location of a figure for people: the file without folders, the sheet and the cell."""
    place = cell.result.location
    path = (place.path if place else report.submission.path).replace("\\", "/").rpartition("/")[2]
    if place is None:
        return path
    return " · ".join(filter(None, (path, place.sheet, place.cell or (str(place.line) if place.line else ""))))


def received(row: UnitRow, table: Consolidated) -> Message:
    """Return whether a unit has submitted, and how late if both days are known."""
    late = row.days_late(table.due)
    if late is None:
        return message("has sent a report")
    return message("sent in time") if late == 0 else message("sent {days} days late", days=late)


def doubts(row: UnitRow) -> int:
    """Return the number of blocking or warning findings of a unit's report."""
    return sum(found.severity in _GRAVE for found in row.report.findings) if row.report else 0
