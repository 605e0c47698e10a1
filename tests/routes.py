"""One set of written figures on every route into the checker: a file of each type, read one by one and in columns.

A written figure is a text as an office types it, for one indicator. Each is the only row of a
unit of its own, so that files of all types can hold many of them.
"""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

import duckdb
import openpyxl
import pytest

from checker.assessment import Options
from checker.bulk.model import Settings
from checker.bulk.run import run_bulk
from checker.domain.axes import Verdict
from checker.domain.report import Report
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.notation import Locale
from tests.hostile import ods
from tests.office import Office, indicator

__all__ = ["INDICATORS", "REFUSED", "ROUTES", "XLS", "Reading", "Written", "pack_of"]

INDICATORS: Final = ("tien", "ho", "tyle", "tyso")
_MORE: Final = "target: {at_least: 1300}\npace: none"
_MADE: Final = (
    indicator("tien", kind="stock", more=_MORE),
    indicator("ho", unit="hộ", kind="stock", more=_MORE),
    indicator("tyle", unit="%", kind="stock", more="target: {at_least: 80}\npace: none"),
    indicator("tyso", unit="người/hộ", kind="stock", more="target: {at_least: 3}\npace: none"),
)
_HEAD: Final = ("unit", "period", "indicator", "value")
_PERIOD: Final = "2024"


class Written(NamedTuple):
    """A figure as an office writes it."""

    indicator: str
    text: str


Reading: TypeAlias = tuple[str, Fraction | None] | str
"""A verdict with the number that it is of, where that is one number; or a word for a refusal."""

REFUSED: Final = "refused"


def pack_of(folder: Path, count: int) -> Path:
    """Write a pack for `count` units, and return its path."""
    units = ", ".join(f"u{number}" for number in range(count))
    return Office(folder, *_MADE, more=f"reporting: {{units: [{units}]}}\n").pack


def reading_of(report: Report) -> Reading:
    """Return what became of the only figure of a report."""
    (observation,) = report.submission.observations
    (result,) = (one for one in report.results if one.indicator == observation.indicator)
    if result.verdict is Verdict.INVALID:
        return REFUSED
    value = result.value
    number = Fraction(value.lo) if value is not None and value.is_point and value.lo is not None else None
    return result.verdict.value, number


def _rows(figures: Sequence[Written]) -> Iterable[tuple[str, str, str, str]]:
    return ((f"u{number}", _PERIOD, one.indicator, one.text) for number, one in enumerate(figures))


def _yaml(folder: Path, figures: Sequence[Written], locale: Locale) -> list[Path]:
    paths = []
    for unit, period, id_, text in _rows(figures):
        # A JSON string is a YAML string in double quotes.
        lines = (f"submission: 1\nunit: {unit}\nperiod: {period}\nlocale: {locale}\n", f"observations: {{{id_}: ")
        path = folder / f"{unit}.yaml"
        path.write_text("".join(lines) + json.dumps(text) + "}\n", encoding="utf-8")
        paths.append(path)
    return paths


def _json(folder: Path, figures: Sequence[Written], locale: Locale) -> list[Path]:
    paths = []
    for unit, period, id_, text in _rows(figures):
        said = {"submission": 1, "unit": unit, "period": period, "locale": locale, "observations": {id_: text}}
        path = folder / f"{unit}.json"
        path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        paths.append(path)
    return paths


def _separated(delimiter: str, suffix: str) -> Callable[[Path, Sequence[Written], Locale], list[Path]]:
    def write(folder: Path, figures: Sequence[Written], _locale: Locale) -> list[Path]:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows(_rows(figures))
        path = folder / f"rows{suffix}"
        path.write_text(text.getvalue(), encoding="utf-8")
        return [path]

    return write


def _xlsx(folder: Path, figures: Sequence[Written], _locale: Locale) -> list[Path]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate((_HEAD, *_rows(figures)), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
    path = folder / "rows.xlsx"
    book.save(path)
    return [path]


def _ods(folder: Path, figures: Sequence[Written], _locale: Locale) -> list[Path]:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'

    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (_HEAD, *_rows(figures)))
    path = folder / "rows.ods"
    path.write_bytes(ods(f'<table:table table:name="S">{"".join(lines)}</table:table>'))
    return [path]


def _xls(folder: Path, figures: Sequence[Written], locale: Locale) -> list[Path]:
    return [spreadsheet(_xlsx(folder, figures, locale)[0], "xls")]


def spreadsheet(path: Path, suffix: str) -> Path:
    """Let LibreOffice save a workbook as another type; skip the test where it is missing."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return path.with_suffix(f".{suffix}")


def _parquet(folder: Path, figures: Sequence[Written], _locale: Locale) -> list[Path]:
    path = folder / "rows.parquet"
    with duckdb.connect() as database:
        database.execute("CREATE TABLE rows (unit TEXT, period TEXT, indicator TEXT, value TEXT)")
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", list(_rows(figures)))
        database.execute(f"COPY rows TO '{path}' (FORMAT parquet)")
    return [path]


def _sqlite(folder: Path, figures: Sequence[Written], _locale: Locale) -> list[Path]:
    path = folder / "rows.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE rows (unit TEXT, period TEXT, indicator TEXT, value TEXT)")
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", list(_rows(figures)))
    database.close()
    return [path]


def _one_by_one(paths: Sequence[Path], pack: Path, locale: Locale) -> dict[int, Reading]:
    options = Options(pack=str(pack), engine="direct", locale=locale)
    run = check([str(path) for path in paths], options)
    assert not run.diagnostics, run.diagnostics
    return {int(report.submission.unit[1:]): reading_of(report) for report in run.reports}


def _in_columns(paths: Sequence[Path], pack: Path, locale: Locale) -> dict[int, Reading]:
    (path,) = paths
    out = path.parent / "out"
    table = "rows" if path.suffix == ".sqlite" else ""
    settings = Settings(locale=locale, table=table, output=str(out), everything=True)
    done = run_bulk([str(path)], [load_pack(str(pack))], settings)
    found: dict[int, Reading] = {}
    with duckdb.connect() as database:
        judged = f"SELECT unit, verdict, CAST(value AS VARCHAR) FROM '{out}/judged.parquet'"
        for unit, verdict, value in database.execute(judged).fetchall():
            found[int(unit[1:])] = verdict, None if value is None else Fraction(value)
        if (out / "bad_rows.parquet").exists():
            for (unit,) in database.execute(f"SELECT unit FROM '{out}/bad_rows.parquet'").fetchall():
                found[int(unit[1:])] = REFUSED
    assert done.accounts.rows == len(found), (done.accounts, done.run.diagnostics)
    return found


class Route(NamedTuple):
    """A way for figures into the checker."""

    write: Callable[[Path, Sequence[Written], Locale], list[Path]]
    read: Callable[[Sequence[Path], Path, Locale], dict[int, Reading]]

    def readings(self, folder: Path, pack: Path, figures: Sequence[Written], locale: Locale) -> dict[int, Reading]:
        """Write figures into `folder`, and return how each is read."""
        folder.mkdir(parents=True)
        return self.read(self.write(folder, figures, locale), pack, locale)


_CSV, _TSV = _separated(",", ".csv"), _separated("\t", ".tsv")
ROUTES: Final[dict[str, Route]] = {
    "yaml": Route(_yaml, _one_by_one),
    "json": Route(_json, _one_by_one),
    "csv": Route(_CSV, _one_by_one),
    "tsv": Route(_TSV, _one_by_one),
    "xlsx": Route(_xlsx, _one_by_one),
    "ods": Route(_ods, _one_by_one),
    "csv in columns": Route(_CSV, _in_columns),
    "parquet in columns": Route(_parquet, _in_columns),
    "sqlite in columns": Route(_sqlite, _in_columns),
}
"""All routes that need nothing but Python; an old workbook (xls) is written by LibreOffice alone."""
XLS: Final = Route(_xls, _one_by_one)
