"""The words of consolidated tables, for all kinds of file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Severity
from checker.domain.report import Report
from checker.domain.text import Message, Value, message
from checker.language import Language
from checker.reporters.consolidated.table import Consolidated, UnitFigure, UnitRow
from checker.reporters.office.figures import capital
from checker.reporters.office.plain_words import in_plain_words

__all__ = [
    "KEY",
    "NOT_SENT",
    "about",
    "doubts",
    "is_known",
    "not_received",
    "received",
    "remark_of",
    "source_of",
    "title_of",
    "unread_files",
    "without_total",
]

NOT_SENT: Final = message("has not sent a report")
KEY: Final = message("…: no figure; x: does not apply")
_GRAVE: Final = (Severity.ERROR, Severity.WARNING)


def title_of(table: Consolidated, language: Language) -> str:
    """Return the title of a table: subject and period."""
    subject: Value = table.pack.subject if table.pack.subject is not None else message("the targets")
    period = language.period(table.period)
    return language.render(
        message("Results by unit against {subject}, {period}", subject=subject, period=period)
    ).upper()


def about(table: Consolidated, language: Language) -> str:
    """Return the lines below a table's title: the deadline, and the submission status."""
    days = [row.report.submission.as_of for row in table.rows if row.report and row.report.submission.as_of]
    sentence = message("{sent}/{units} units have sent their reports", sent=table.sent, units=len(table.rows))
    if days:
        sentence = message("Figures as of {day}; {sent}", day=language.date(max(days)), sent=sentence)
    return f"({language.render(sentence)})"


def source_of(report: Report, cell: UnitFigure) -> str:
    """Return the location of a figure for people: the file without folders, the sheet and the cell."""
    place = cell.result.location
    path = (place.path if place else report.submission.path).replace("\\", "/").rpartition("/")[2]
    if place is None:
        return path
    return " · ".join(filter(None, (path, place.sheet, place.cell or (str(place.line) if place.line else ""))))


def remark_of(row: UnitRow, table: Consolidated, language: Language) -> str:
    """Return the remarks on a unit's submission: which of several reports counts, and how late it was."""
    remarks: list[Message] = []
    if row.report is not None and row.report.vintages > 1:
        day, times = row.report.submission.as_of, row.report.vintages
        latest = message("sent {count} times, the last one counts", count=times)
        if day is not None:
            latest = message("sent {count} times, that of {day} counts", count=times, day=language.date(day))
        remarks.append(latest)
    if row.days_late(table.due):
        remarks.append(received(row, table))
    return "; ".join(map(language.render, remarks))


def not_received(row: UnitRow, language: Language) -> str:
    """Return that a unit has not submitted, or why it must submit again."""
    if row.unread is None:
        return capital(language.render(NOT_SENT))
    reason = in_plain_words(language.render(row.unread.message))
    return capital(language.render(message("to be sent again: {reason}", reason=reason)))


def without_total(table: Consolidated, language: Language) -> str:
    """Return the indicators whose whole does not follow from the units' figures; empty if there are none."""
    names = [
        column.title
        for place, column in enumerate(table.columns)
        if table.whole and not table.whole[place].figure.text and column.unit == "%" and is_known(table, place)
    ]
    if not names:
        return ""
    return capital(language.render(message("no total follows from percentages alone: {names}", names="; ".join(names))))


def is_known(table: Consolidated, place: int) -> bool:
    """Tell whether any unit reports a figure of an indicator."""
    cells = (row.cells[place] for row in table.rows)
    return any(cell is not None and cell.result.value is not None for cell in cells)


def unread_files(table: Consolidated, language: Language) -> Iterator[str]:
    """Yield the problems of unreadable files with an unknown unit, by file name."""
    known = [row.unread for row in table.rows if row.unread is not None]
    for trouble in table.broken:
        if not any(one.location.path == trouble.location.path for one in known):
            name = trouble.location.path.replace("\\", "/").rpartition("/")[2]
            yield f"{name}: {in_plain_words(language.render(trouble.message))}"


def received(row: UnitRow, table: Consolidated) -> Message:
    """Return whether a unit has submitted, and how late if both days are known."""
    late = row.days_late(table.due)
    if late is None:
        return message("has sent a report")
    return message("sent in time") if late == 0 else message("sent {days} days late", days=late)


def doubts(row: UnitRow) -> int:
    """Return the number of blocking or warning findings of a unit's report."""
    return sum(finding.severity in _GRAVE for finding in row.report.findings) if row.report else 0
