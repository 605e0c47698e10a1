"""The figures of several units for the same indicators as one table: units are rows, indicators columns.

Owns the order of both, cells without a figure, the total and the ranks. It only computes counts and ranks: figures,
sums and verdicts come from the reports. Must not know any file format.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.domain.axes import Verdict
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import PackReference, Report, Result, Run, UnitsTotal
from checker.domain.reporting import ReportingUnit
from checker.domain.text import Message
from checker.language import Language
from checker.reporters.annex import AnnexFigure, AnnexRow, figure_of, sections
from checker.reporters.summary import grounds

__all__ = ["Column", "Consolidated", "UnitFigure", "UnitRow", "WholeFigure", "consolidated", "ranks_units"]

_SEVERAL: Final = 2
_RANKED: Final = 5
"""The minimum number of units for a ranking; among fewer, a rank is meaningless."""
_MET: Final = (Verdict.MET, Verdict.EXCEEDED)
_JUDGED: Final = (*_MET, Verdict.UNMET)


class Column(NamedTuple):
    """An indicator.

    Args:
        indicator: Its id.
        code: Its code in the resolution.
        number: Its number in the table of targets.
        group: The title of its group.
        plan: The plan of the whole, or of every unit; empty if there is none.
    """

    indicator: str
    code: str
    number: str
    title: str
    unit: str
    group: str
    plan: AnnexFigure


class UnitFigure(NamedTuple):
    """The result of one unit for one indicator; `line` is its row in the unit's own table of targets."""

    result: Result
    line: AnnexRow


class UnitRow(NamedTuple):
    """A unit.

    Args:
        unit: The unit.
        report: Its report, or ``None`` if it has not sent one that could be evaluated.
        cells: A cell for each column; ``None`` if it reports nothing.
        met: The number of judged targets that are met or exceeded.
        judged: The number of judged targets.
        rank: Its rank among the units by the share of targets met; units with equal shares have equal ranks. ``None``
            if nothing was judged, or units are not ranked.
        unread: Why a file with its name could not be read; ``None`` if there is no such file.
    """

    unit: ReportingUnit
    report: Report | None
    cells: tuple[UnitFigure | None, ...]
    met: int = 0
    judged: int = 0
    rank: int | None = None
    unread: Diagnostic | None = None

    @property
    def sent(self) -> dt.date | None:
        """The day on which its report was sent, if stated."""
        return self.report.submission.sent if self.report is not None else None

    def days_late(self, due: dt.date | None) -> int | None:
        """Return how many days late its report was; ``None`` if unknown."""
        if due is None or self.sent is None:
            return None
        return max((self.sent - due).days, 0)

    @property
    def figures(self) -> int:
        """The number of reported figures."""
        return sum(cell is not None and cell.result.value is not None for cell in self.cells)


class WholeFigure(NamedTuple):
    """The figure of the whole.

    Args:
        figure: The sum, or the ratio of the sums; empty if it cannot be computed.
        units: The number of units included.
        value: The same in the indicator's unit, or ``None``.
        cell: Its result, if it is what the whole was judged by.
        own: The result by the figure that the whole reports itself, if it does.
    """

    figure: AnnexFigure
    units: int
    value: Interval | None = None
    cell: UnitFigure | None = None
    own: UnitFigure | None = None

    @property
    def difference(self) -> Interval | None:
        """The whole's own figure less the sum of the units; ``None`` unless both are there."""
        value = self.own.result.value if self.own is not None else None
        return value.minus(self.value) if value is not None and self.value is not None else None


class Consolidated(NamedTuple):
    """The table of one pack and one period.

    Args:
        whole: The totals of the units by indicator; empty if the pack does not roll up.
        rows: The units in the order of the pack, followed by unlisted ones in the given order.
        broken: Why files could not be evaluated.
        grounds: The basis of the run besides its files, unless it came with the program.
        due: The deadline of the reports, if the pack states it.
    """

    pack: PackReference
    period: Period
    columns: tuple[Column, ...]
    whole: tuple[WholeFigure, ...]
    rows: tuple[UnitRow, ...]
    broken: tuple[Diagnostic, ...]
    synthetic: bool
    grounds: tuple[Message, ...]
    due: dt.date | None = None

    @property
    def sent(self) -> int:
        """The number of units with a report that could be evaluated."""
        return sum(row.report is not None for row in self.rows)

    @property
    def judges_units(self) -> bool:
        """Whether units have separate targets."""
        return any(row.judged for row in self.rows)


def consolidated(run: Run, language: Language) -> tuple[Consolidated, ...]:
    """Return a table for each pack and period with several units, in the order of the reports."""
    found: dict[tuple[str, Period], list[Report]] = {}
    for report in run.reports:
        found.setdefault((report.pack.id, report.submission.period), []).append(report)
    tables = (_table(reports, run, language) for reports in found.values())
    return tuple(table for table in tables if len(table.rows) >= _SEVERAL)


def _table(reports: Sequence[Report], run: Run, language: Language) -> Consolidated:
    pack = reports[0].pack
    lines = [_lines(report, language) for report in reports]
    whole = next((one for one in reports if pack.rolls_up and one.submission.unit == pack.unit), None)
    first = whole or reports[0]
    columns = tuple(_columns(lines[reports.index(first)], language))
    by_unit = {one.submission.unit: (one, line) for one, line in zip(reports, lines, strict=True) if one is not whole}
    units = {unit.id: unit for unit in (*pack.reporting, *(one.unit for one, _ in by_unit.values()))}
    if not pack.reporting:
        units = {one.submission.unit: one.unit for one, _ in by_unit.values()}
    unread = _unread([unit for id_, unit in units.items() if id_ not in by_unit], run.diagnostics, language)
    rows = tuple(_row(unit, by_unit.get(id_), columns)._replace(unread=unread.get(id_)) for id_, unit in units.items())
    return Consolidated(
        pack,
        reports[0].submission.period,
        columns,
        tuple(_totals(whole, columns, lines[reports.index(whole)], frozenset(units), language)) if whole else (),
        tuple(_ranked(rows, ranks=ranks_units(pack, len(rows)))),
        run.diagnostics,
        pack.synthetic or any(report.submission.synthetic for report in reports),
        tuple(grounds(run)),
        dict(pack.due).get(reports[0].submission.period),
    )


def _lines(report: Report, language: Language) -> dict[str, AnnexRow]:
    """Return the rows of a report's own table by indicator; of several targets, the deciding one."""
    return {
        line.result.indicator: line
        for section in sections(report, language)
        for line in section.lines
        if line.result.decides
    }


def _columns(lines: dict[str, AnnexRow], language: Language) -> Iterator[Column]:
    for id_, line in lines.items():
        result = line.result
        title, group = language.text(result.title), language.text(result.group)
        yield Column(id_, result.code, line.number, title, result.unit, group, line.plan)


def _row(unit: ReportingUnit, sent: tuple[Report, dict[str, AnnexRow]] | None, columns: Iterable[Column]) -> UnitRow:
    if sent is None:
        return UnitRow(unit, None, tuple(None for _ in columns))
    report, lines = sent
    cells = tuple(_cell(lines.get(column.indicator)) for column in columns)
    counted = [cell.result for cell in cells if cell is not None and cell.result.counted]
    met = sum(result.verdict in _MET for result in counted)
    return UnitRow(unit, report, cells, met, sum(result.verdict in _JUDGED for result in counted))


def _unread(units: Sequence[ReportingUnit], broken: Iterable[Diagnostic], language: Language) -> dict[str, Diagnostic]:
    """Return the problems of unreadable files, by the unit whose id or name is in the file's name."""
    found: dict[str, Diagnostic] = {}
    for trouble in broken:
        name = os.path.splitext(os.path.basename(trouble.location.path.replace("\\", "/")))[0]
        stem = f"-{_slug(name)}-"
        named = [unit for unit in units if any(f"-{key}-" in stem for key in _keys(unit, language))]
        if len(named) == 1:
            found.setdefault(named[0].id, trouble)
    return found


def _slug(text: str) -> str:
    """Return the words of a name in the form for file names: "UBND xã Một" is "ubnd-xa-mot"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "-".join(re.findall("[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one))))


def _keys(unit: ReportingUnit, language: Language) -> Iterator[str]:
    yield from filter(None, (_slug(unit.id), _slug(language.text(unit.name))))
    if unit.kind and unit.short:
        yield _slug(f"{unit.kind} {unit.short}")


def _cell(line: AnnexRow | None) -> UnitFigure | None:
    if line is None or (line.result.value is None and not line.result.text):
        return None
    return UnitFigure(line.result, line)


def ranks_units(pack: PackReference, count: int) -> bool:
    """Return whether so many units are ranked: as the pack says, or by default if they are enough."""
    return count >= _RANKED if pack.ranks is None else pack.ranks


def _ranked(rows: tuple[UnitRow, ...], *, ranks: bool) -> Iterator[UnitRow]:
    """Yield the rows with their ranks: 1, 1, 3 if two share the first."""
    ranked = [row for row in rows if row.judged]
    for row in rows:
        if not row.judged or not ranks:
            yield row
            continue
        # Shares are compared exactly, by cross-multiplication.
        before = sum(other.met * row.judged > row.met * other.judged for other in ranked)
        yield row._replace(rank=before + 1)


def _totals(
    whole: Report, columns: Iterable[Column], lines: dict[str, AnnexRow], units: frozenset[str], language: Language
) -> Iterator[WholeFigure]:
    totals = {one.indicator: one for one in whole.totals}
    for column in columns:
        cell = _cell(lines.get(column.indicator))
        total: UnitsTotal | None = totals.get(column.indicator)
        # A figure of the whole may have parts of other kinds, such as those of its months.
        if cell is not None and total is None and any(one.of in units for one in cell.result.addends):
            yield WholeFigure(cell.line.actual, len(units), cell.result.value, cell)
        elif total is not None and total.value is not None:
            yield WholeFigure(figure_of(total.value, language), len(total.units), total.value, own=cell)
        else:
            yield WholeFigure(AnnexFigure(""), 0, own=cell)
