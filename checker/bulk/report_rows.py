"""Convert reports of the plain engine into rows of a run's tables.

A range has no position on a grid, so the ordinary pipeline judges every unit that reports one. Owns how reports become
rows. Must not know which units were judged this way, or why.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final, TypeAlias

from checker.assess.matters import NOTHING, is_weighed
from checker.bulk import tables
from checker.bulk.categories import standing_labels
from checker.bulk.classes import class_tally
from checker.bulk.findings import NOTHING_REPORTED, weight_of
from checker.bulk.grid import MOST_PLACES, places_of
from checker.bulk.model import Database, DataTable, RowPlace
from checker.bulk.rows import RowStatements
from checker.bulk.tables.run_table import RunTable
from checker.domain.axes import Kind, Matter, Verdict
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.record import NamedTuple
from checker.domain.report import Finding, Report, Result

__all__ = ["MOST_FALLBACK_UNITS", "OF_BAD_ROWS", "ReportRows", "ReportTables"]

MOST_FALLBACK_UNITS: Final = 5_000
"""The most units that are judged one by one for their ranges; beyond it, ranges are bad rows."""

_OF_ALL_ROWS: Final = (Matter.TALLY, Matter.MISSING_UNIT)
"""The matters of tallies and absent units, which a bulk run reports itself."""
OF_BAD_ROWS: Final = (Matter.INVALID, Matter.UNKNOWN_ROWS)
"""The matters of findings about unusable rows. A bulk run reports them as bad rows, as far as columns find them bad."""
_LONGEST: Final = 10 ** (38 - MOST_PLACES)


_Cells: TypeAlias = dict[str, str | None]
"""Texts by their columns."""


class ReportRows(NamedTuple):
    """Converts reports into rows of the tables of a run.

    Args:
        of: The statements of the run, for the types of its columns.
        offices: The possible texts of a subject.
        places: The keys of period and indicator, by their texts.
        everything: Whether to return every judged row.
    """

    of: RowStatements
    offices: frozenset[str]
    places: Mapping[tuple[str, str], tuple[int, int]]
    everything: bool = False

    def tables(self, name: str, reports: Iterable[Report], bad: Container[RowPlace]) -> tuple[DataTable, ...]:
        """Return the reports' findings, results, tallies and judged rows.

        Args:
            name: The prefix of the tables' names.
            reports: The reports.
            bad: The bad rows of their units.
        """
        findings: list[_Cells] = []
        results: list[_Cells] = []
        tallies: list[_Cells] = []
        rows: list[_Cells] = []
        for report in reports:
            period = str(report.submission.period)
            head: _Cells = {"pack": report.pack.id, "unit": report.submission.unit, "period": period}
            by = {(one.indicator, one.assigned_by): one for one in report.results}
            rated = {row.location for row in report.submission.observations if row.numerator and row.denominator}
            findings += (
                head | self._finding(one, by, rated) for one in report.findings if not _is_reported_by_bulk(one, bad)
            )
            read = [one for one in report.results if _judged(one)]
            # A figure whose target was due in a missing period has no verdict to count.
            stand = [one for one in read if one.decides and one.verdict is not Verdict.NO_DATA]
            results += (self._result(one, period) | {"unit": head["unit"]} for one in stand)
            rows += (head | self._judged(one, rated) for one in (read if self.everything else ()))
            cells = {row.indicator for row in report.submission.observations}
            # A compound target has no row of its own.
            used = sum(1 for one in read if one.decides and not one.members)
            counts = {**class_tally(report.tally)._asdict(), "judged": used, "bad": len(cells) - used}
            tallies.append(head | {count: str(n) for count, n in counts.items()})
        of_tables = {
            tables.WEIGHED_FINDINGS: findings,
            tables.UNIT_RESULTS: results,
            tables.UNIT_TALLIES: tallies,
            tables.UNIT_JUDGED: rows,
        }
        return tuple(self._table(table.named(name), own) for table, own in of_tables.items())

    def _table(self, table: RunTable, rows: Iterable[_Cells]) -> DataTable:
        """Return a table of rows; a column that a row does not have is empty."""
        columns = table.typed(self.of.types)
        return table.of([[row.get(column) for column in columns] for row in rows], self.of.types)

    def _finding(
        self, finding: Finding, results: Mapping[tuple[str, str], Result], parts: Container[Location | None]
    ) -> _Cells:
        subject = finding.subject if finding.subject in self.offices else ""
        result = results.get((finding.indicator, subject)) or results.get((finding.indicator, ""))
        kind = {"code": finding.code.id, "matter": finding.matter.value, "gate": finding.gate.value}
        cells = {"indicator": finding.indicator, "subject": subject, **kind, **_at(finding.location)}
        if result is None or finding.matter in (Matter.CONSISTENCY, Matter.CONFIRMED):
            return {**cells, "verdict": NOTHING if finding.code in NOTHING_REPORTED else ""}
        goal = result.bound.number if result.bound and is_weighed(finding.matter) else None
        return {**cells, **_stands(result), **self._sizes(result, parts), "goal": _written(goal)}

    def _judged(self, result: Result, parts: Container[Location | None]) -> _Cells:
        cells: _Cells = {"indicator": result.indicator, "subject": result.assigned_by, **_at(result.location)}
        return {**cells, **_stands(result), **self._sizes(result, parts)}

    def _sizes(self, result: Result, parts: Container[Location | None]) -> _Cells:
        """Return the value and the shortfall; a ratio of two figures has none, as in columns.

        Args:
            result: The result.
            parts: Whether ratios are judged by numerator and denominator, which also applies to sums of rows.
        """
        place = result.location
        if result.value is None or (result.kind is Kind.RATIO and (place in parts or not (place and place.line))):
            return {}
        value = _written(result.value.lo) if result.value.is_point else None
        return {"value": value, "shortfall": _written(result.shortfall)}

    def _result(self, result: Result, period: str) -> _Cells:
        pid, iid = self.places[period, result.indicator]
        return {"pid": str(pid), "iid": str(iid), **_stands(result), "n": "1"}


class ReportTables:
    """Tables that grow by batches of reports.

    Args:
        engine: The engine that stores them.
        rows: Converts reports into rows.
        name: The prefix of the tables' names.
    """

    def __init__(self, engine: Database, rows: ReportRows, name: str) -> None:
        self._engine = engine
        self._rows = rows
        self._name = name
        self._places: dict[str, int] = {}
        self._tables: tuple[DataTable, ...] = ()

    def take(self, reports: Iterable[Report], bad: Container[RowPlace] = ()) -> None:
        """Add reports.

        Args:
            reports: The reports.
            bad: The bad rows of their units.
        """
        begun, self._tables = bool(self._tables), self._rows.tables(f"{self._name}_growing", reports, bad)
        for table in self._tables:
            self._measure(table)
            stored = table._replace(columns=tuple((name, _growing_type(type_)) for name, type_ in table.columns))
            if begun:
                self._engine.extend(stored)
            else:
                self._engine.table(stored)

    def _measure(self, table: DataTable) -> None:
        """Record the number of decimals of figures; for two figures or a percentage it is known only now."""
        for place, (name, type_) in enumerate(table.columns):
            if type_.startswith("DECIMAL("):
                decimals = (len(figure.partition(".")[2]) for row in table.rows if (figure := row[place]))
                least = self._places.get(f"{table.name}.{name}", int(type_.rstrip(")").partition(",")[2]))
                self._places[f"{table.name}.{name}"] = max(least, *decimals, 0)

    def close(self) -> None:
        """Create the final tables, with types wide enough for all decimals."""
        if not self._tables:
            self.take(())
        for table in self._tables:
            columns = {name: f"CAST({name} AS {self._type(table, name, type_)})" for name, type_ in table.columns}
            if columns.pop("goal", None):
                weight = weight_of(columns["shortfall"], "goal")
                cells = tables.UNIT_FINDINGS.select(**columns, weight=weight)
            else:
                cells = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
            name = table.name.replace("_growing_", "_").replace("_weighed_", "_")
            self._engine.view(name, f"SELECT {cells} FROM {table.name}")

    def _type(self, table: DataTable, name: str, type_: str) -> str:
        places = self._places.get(f"{table.name}.{name}")
        return type_ if places is None else f"{type_.partition(',')[0]},{places})"


def _growing_type(type_: str) -> str:
    """Return the type of a column while its table grows."""
    return "STRING" if type_.startswith("DECIMAL(") else type_


def _is_reported_by_bulk(finding: Finding, bad: Container[RowPlace]) -> bool:
    """Tell whether a bulk run reports this itself."""
    place = finding.location
    of_bad = finding.matter in OF_BAD_ROWS and place is not None and (place.path, place.line) in bad
    return of_bad or finding.matter in _OF_ALL_ROWS


def _judged(result: Result) -> bool:
    """Tell whether bulk runs count a row for this result."""
    if result.verdict is Verdict.NOT_DUE and result.kind is Kind.VERDICT and result.location is not None:
        return True
    if result.members:
        return result.verdict in (Verdict.EXCEEDED, Verdict.MET, Verdict.UNMET, Verdict.UNDECIDED)
    return result.value is not None and result.verdict is not Verdict.INVALID


def _at(place: Location | None) -> _Cells:
    """Return the file and row of a location; a whole file has none."""
    return {"file": place.path, "row": str(place.line)} if place and place.line else {}


def _stands(result: Result) -> _Cells:
    verdict, pace = standing_labels(result.verdict, result.pace)
    return {"verdict": verdict, "pace": pace}


def _written(number: Exact | None) -> str | None:
    """Return a number as text, if it fits the decimals and digits of a bulk run."""
    if number is None or places_of(number) is None or abs(number) >= _LONGEST:
        return None
    return format(plain(number, MOST_PLACES), "f")
