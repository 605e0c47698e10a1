"""The consolidated table for programs: one row per unit and indicator, as CSV or Parquet."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Kind
from checker.domain.interval import Exact, Interval
from checker.domain.report import EarlierFigure, Run
from checker.errors import MissingExtra
from checker.language import Language
from checker.reporters.consolidated.table import Consolidated, UnitFigure, UnitRow, WholeFigure, consolidated
from checker.reporters.csv import cell as safe
from checker.reporters.items import decimal

__all__ = ["COLUMNS", "as_csv", "as_parquet"]

COLUMNS: Final = (
    "record",
    "pack",
    "period",
    "unit",
    "unit_title",
    "indicator",
    "code",
    "title",
    "group",
    "measure",
    "reported",
    "low",
    "high",
    "percent_of_plan",
    "verdict",
    "pace",
    "rank",
    "units",
    "path",
    "sheet",
    "cell",
    "line",
    "synthetic",
    "gap",
    "level",
    "year_earlier_period",
    "year_earlier",
    "year_earlier_change",
    "last_period",
    "last_period_value",
)
"""The kinds of rows in ``record``: ``figure``, ``total`` of several units, ``whole`` (what the whole reports itself),
``basis`` of the run, or ``not_sent``."""


def as_csv(run: Run, language: Language) -> bytes:
    """Write the rows as CSV, in UTF-8 with a byte-order mark for Excel."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(run, language):
        writer.writerow({column: safe(value) for column, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def as_parquet(run: Run, language: Language) -> bytes:
    """Write the rows as Parquet: texts, with numbers as decimals of 38 digits if they fit.

    Raises:
        MissingExtra: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra(str(error), "bulk") from error
    kinds = {"low": "DECIMAL(38,12)", "high": "DECIMAL(38,12)", "percent_of_plan": "DECIMAL(38,12)"}
    kinds |= dict.fromkeys(("gap", "year_earlier", "year_earlier_change", "last_period_value"), "DECIMAL(38,12)")
    kinds |= dict.fromkeys(("rank", "units", "line"), "INTEGER") | {"synthetic": "BOOLEAN"}
    columns = ", ".join(f'"{name}" {kinds.get(name, "VARCHAR")}' for name in COLUMNS)
    rows = [[row.get(name) or None for name in COLUMNS] for row in _rows(run, language)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        path = os.path.join(folder, "rows.parquet")
        database.execute(f"CREATE TABLE rows ({columns})")
        if rows:
            database.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608
        database.execute("COPY rows TO ? (FORMAT parquet)", [path])
        with open(path, "rb") as file:
            return file.read()


def _rows(run: Run, language: Language) -> Iterator[dict[str, str]]:
    for table in consolidated(run, language):
        head = {
            "pack": table.pack.id,
            "period": str(table.period),
            "synthetic": "true" if table.synthetic else "false",
        }
        for place, column in enumerate(table.columns):
            about = {
                "indicator": column.indicator,
                "code": column.code,
                "title": column.title,
                "group": column.group,
                "measure": column.unit,
            }
            if table.whole:
                yield from (head | about | one for one in _totals(table, table.whole[place], language))
            for row in table.rows:
                if (cell := row.cells[place]) is not None:
                    yield head | about | _figure(row, cell, language)
        for sentence in table.grounds:
            yield head | {"record": "basis", "title": language.render(sentence)}
        for row in table.rows:
            if row.report is None:
                yield head | {"record": "not_sent"} | _unit(row, language)


def _unit(row: UnitRow, language: Language) -> dict[str, str]:
    return {"unit": row.unit.id, "unit_title": language.text(row.unit.name)}


def _figure(row: UnitRow, cell: UnitFigure, language: Language) -> dict[str, str]:
    return {"record": "figure", **_unit(row, language), "rank": str(row.rank or "")} | _reported(cell, language)


def _reported(cell: UnitFigure, language: Language) -> dict[str, str]:
    """Return a figure, how it is judged, and where it was read."""
    result, place = cell.result, cell.result.location
    where = {}
    if place is not None:
        line = str(place.line) if place.line else ""
        where = {"path": place.path, "sheet": place.sheet, "cell": place.cell, "line": line}
    return (
        {"reported": result.text}
        | _judged(cell, language)
        | _value(None if result.kind is Kind.VERDICT else result.value)
        | where
    )


def _totals(table: Consolidated, total: WholeFigure, language: Language) -> Iterator[dict[str, str]]:
    """Yield the total of the units, and what the whole reports itself."""
    fields = {"record": "total", "unit": table.pack.unit, "units": str(total.units)}
    yield fields | (_judged(total.cell, language) if total.cell else {}) | _value(total.value)
    if total.own is not None:
        title = table.pack.unit_title
        named = {"unit": table.pack.unit, "unit_title": language.text(title) if title is not None else ""}
        yield {"record": "whole"} | named | _reported(total.own, language)


def _value(value: Interval | None) -> dict[str, str]:
    return {"low": _number(value.lo), "high": _number(value.hi)} if value else {}


def _judged(cell: UnitFigure, language: Language) -> dict[str, str]:
    result = cell.result
    return {
        "percent_of_plan": _number(result.percent_of_plan),
        "verdict": str(result.verdict),
        "pace": str(result.pace),
        "gap": _number(result.gap),
        "level": language.text(result.level.name) if result.level else "",
        **_earlier(result.year_earlier, "year_earlier_period", "year_earlier", "year_earlier_change"),
        **_earlier(result.last_period, "last_period", "last_period_value"),
    }


def _earlier(before: EarlierFigure | None, period: str, value: str, change: str = "") -> dict[str, str]:
    """Return an earlier figure if it is a single number; if it measures something else, return only its period."""
    if before is None:
        return {}
    fields = {period: str(before.period), value: _point(before.value)}
    return fields | {change: _point(before.change)} if change else fields


def _point(value: Interval | None) -> str:
    return _number(value.lo) if value is not None and value.is_point else ""


def _number(number: Exact | None) -> str:
    return "" if number is None else decimal(number)
