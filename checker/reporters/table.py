"""All indicators in one table, then the tally and the gate.

Owns the columns; the only module that imports tabulate. Must not omit an indicator.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from tabulate import tabulate

from checker.domain.axes import Verdict
from checker.domain.phrase import bound_phrase, percent
from checker.domain.report import Report, Result, Run
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.layout import GREEN, RED, YELLOW, cells, paint, wrap
from checker.reporters.summary import GATE_COLOURS, foot, gate, head, overview, preamble, separator, tally

__all__ = ["html_table", "render"]

_HEADERS: Final = (
    message("code"),
    message("target"),
    message("reported value"),
    message("bound"),
    message("of the plan"),
    message("verdict"),
    message("pace"),
    message("data"),
    message("gate"),
)
# The maximum width of columns, in order; titles get the rest of the line.
_MOST: Final = (10, 0, 14, 14, 7, 10, 9, 10, 9)
_TITLE: Final = 1
_LEAST_TITLE: Final = 16
_STACKED_MOST: Final = (10, 0, 18, 16)
_LEAST_STACKED: Final = 10
_MOST_TITLE: Final = 60
_VERDICTS: Final = {
    Verdict.EXCEEDED: GREEN,
    Verdict.MET: GREEN,
    Verdict.UNMET: RED,
    Verdict.UNDECIDED: YELLOW,
    Verdict.NO_DATA: YELLOW,
    Verdict.INVALID: RED,
}
_BETWEEN: Final = 2
_AFTER_HEADER: Final = 2
"""The padding that tabulate adds after a heading."""
_NOTHING: Final = "–"
_MANY: Final = 10
"""The number of reports from which on the table of all units comes first."""


def render(run: Run, language: Language, *, width: int, colour: bool) -> str:
    """Write a table for each report of a run.

    Args:
        run: The run.
        language: The language to write in.
        width: Cells of a line. If the columns do not fit, figures are stacked.
        colour: Whether ANSI colours are used.
    """
    lines = [*preamble(run, language, width=width, colour=colour)]
    many = len(run.reports) >= _MANY
    lines += overview(run, language, width=width, colour=colour, first=True) if many else ()
    for number, report in enumerate(run.reports):
        lines += separator(number + many, width)
        lines += head(report, language, width=width, colour=colour)
        lines += (_table(report, language, width=width, colour=colour), "")
        lines += tally(report, language, width=width, colour=colour)
        lines += ("", *gate(report.gate, language, width=width, colour=colour), "")
    lines += () if many else overview(run, language, width=width, colour=colour)
    lines += foot(run, language, width=width)
    return "\n".join(lines) + "\n"


def html_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return an HTML table of texts, escaped, for notebooks."""
    return tabulate(rows, headers, tablefmt="html", disable_numparse=True)


def _table(report: Report, language: Language, *, width: int, colour: bool) -> str:
    headers = [language.render(header) for header in _HEADERS]
    written = [_row(result, language) for result in report.results]
    taken = _width_beside_titles(_wrapped(headers, _MOST), [_wrapped(row, _MOST) for row in written])
    if taken + _LEAST_TITLE > width:
        return _stacked(report, headers, written, width, colour=colour)
    title = min(width - taken, _MOST_TITLE)
    widths = (*_MOST[:_TITLE], title, *_MOST[_TITLE + 1 :])
    body = [
        _painted(_wrapped(row, widths), result, enabled=colour)
        for row, result in zip(written, report.results, strict=True)
    ]
    shown = ["\n".join(header) for header in _wrapped(headers, widths)]
    return tabulate(body, shown, tablefmt="simple", disable_numparse=True)


def _width_beside_titles(headers: list[list[str]], rows: list[list[list[str]]]) -> int:
    """Return the width of all columns except titles, including separators."""
    widths = [
        max([max(map(cells, lines)) + _AFTER_HEADER, *(cells(line) for row in rows for line in row[place])])
        for place, lines in enumerate(headers)
        if place != _TITLE
    ]
    return sum(width + _BETWEEN for width in widths)


def _stacked(report: Report, headers: list[str], written: list[list[str]], width: int, *, colour: bool) -> str:
    """Return the table with stacked figures and outcomes, for a narrow line."""
    first, *rest = (_stack(row, _STACKED_MOST) for row in (headers, *written))
    title = max(_LEAST_STACKED, min(width - _width_beside_titles(first, rest), _MOST_TITLE))
    widths = (*_STACKED_MOST[:_TITLE], title, *_STACKED_MOST[_TITLE + 1 :])
    shown, *body = (_stack(row, widths) for row in (headers, *written))
    lines = []
    for row, result in zip(body, report.results, strict=True):
        gate, verdict = len(row[-1]) - 1, _VERDICTS.get(result.verdict)
        row[-1][gate] = paint(row[-1][gate], GATE_COLOURS[result.gate], enabled=colour)
        row[-1][0] = paint(row[-1][0], verdict, enabled=colour) if verdict else row[-1][0]
        lines.append(["\n".join(cell) for cell in row])
    return tabulate(lines, ["\n".join(cell) for cell in shown], tablefmt="simple", disable_numparse=True)


def _stack(row: list[str], widths: tuple[int, ...]) -> list[list[str]]:
    """Return the lines of each cell: code, target, figures and outcome."""
    parts = ([row[0]], [row[_TITLE]], row[2:5], row[5:])
    return [
        [line for part in cell for line in (wrap(part, most, inside=True) if most else [""])]
        for cell, most in zip(parts, widths, strict=True)
    ]


def _row(result: Result, language: Language) -> list[str]:
    percentage = result.percent_of_plan
    row = (
        result.code or result.indicator,
        language.render(_title(result)),
        result.text or _NOTHING,
        language.render(bound_phrase(result.bound, result.unit)) if result.bound else _NOTHING,
        _NOTHING if percentage is None else language.render(percent(Fraction(percentage) / 100, Fraction(1))),
        language.label(result.verdict),
        language.text(result.level.name) if result.level is not None else language.label(result.pace),
        language.label(result.data),
        language.label(result.gate),
    )
    return [display_safe(cell) for cell in row]


def _title(result: Result) -> Message:
    if result.assigned_by:
        return message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)
    return message("{title}", title=result.title)


def _wrapped(row: list[str], widths: tuple[int, ...]) -> list[list[str]]:
    return [wrap(cell, most, inside=True) if most else [""] for cell, most in zip(row, widths, strict=True)]


def _painted(row: list[list[str]], result: Result, *, enabled: bool) -> list[str]:
    colours = {5: _VERDICTS.get(result.verdict), 8: GATE_COLOURS[result.gate]}
    painted = []
    for index, lines in enumerate(row):
        colour = colours.get(index)
        painted.append("\n".join(paint(line, colour, enabled=enabled) if colour else line for line in lines))
    return painted
