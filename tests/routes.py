"""One set of written figures on every route into the checker: a file of each type, read one by one and in columns.

A written figure is a text as an office types it. Each is the value of an indicator of its own, so
that one file of each type holds all of them: what one figure proves of the notation of its file
holds for the same others everywhere.
"""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

import duckdb
import openpyxl

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Verdict
from checker.domain.report import Result
from checker.domain.submission import Locale
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.database import database
from tests.hostile import opendocument
from tests.libreoffice import converted
from tests.office import Office, indicator

__all__ = ["MEASURES", "REFUSED", "ROUTES", "XLS", "Reading", "Written", "pack_of"]

MEASURES: Final = {
    "tien": ("tỷ đồng", "1300"),
    "ho": ("hộ", "1300"),
    "tyle": ("%", "80"),
    "tyso": ("người/hộ", "3"),
}
"""What a figure is measured in, and its target."""
_HEAD: Final = ("unit", "period", "indicator", "value")
_PERIOD: Final = "2024"


class Written(NamedTuple):
    """A figure as an office writes it, by what it is measured in."""

    measure: str
    text: str


Reading: TypeAlias = tuple[str, Fraction | None] | str
"""A verdict with the number that it is of, where that is one number; or a word for a refusal."""

REFUSED: Final = "refused"


def pack_of(folder: Path, figures: Sequence[Written]) -> Path:
    """Write a pack with an indicator for each figure, and return its path."""
    made = []
    for number, one in enumerate(figures):
        unit, least = MEASURES[one.measure]
        made.append(indicator(f"f{number}", unit, "stock", more=f"target: {{at_least: {least}}}\npace: none"))
    return Office(folder, *made).pack


def _rows(figures: Sequence[Written]) -> Iterable[tuple[str, str, str, str]]:
    return (("thu", _PERIOD, f"f{number}", one.text) for number, one in enumerate(figures))


def _yaml(folder: Path, figures: Sequence[Written], locale: Locale) -> Path:
    head = f"submission: 1\nunit: thu\nperiod: {_PERIOD}\nlocale: {locale}\nobservations:\n"
    # A JSON string is a YAML string in double quotes.
    rows = "".join(f"  {id_}: {json.dumps(text)}\n" for _, _, id_, text in _rows(figures))
    path = folder / "rows.yaml"
    path.write_text(head + rows, encoding="utf-8")
    return path


def _json(folder: Path, figures: Sequence[Written], locale: Locale) -> Path:
    rows = {id_: text for _, _, id_, text in _rows(figures)}
    said = {"submission": 1, "unit": "thu", "period": _PERIOD, "locale": locale, "observations": rows}
    path = folder / "rows.json"
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def _form(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("Đơn vị: thu",))
    writer.writerow((f"Kỳ báo cáo: năm {_PERIOD}",))
    writer.writerow(("Mã", "Chỉ tiêu", "Thực hiện"))
    writer.writerows((f"C-{id_}", f"Chỉ tiêu {id_}", said) for _, _, id_, said in _rows(figures))
    path = folder / "form.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _separated(delimiter: str, suffix: str) -> Callable[[Path, Sequence[Written], Locale], Path]:
    def write(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows(_rows(figures))
        path = folder / f"rows{suffix}"
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    return write


def _xlsx(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate((_HEAD, *_rows(figures)), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
    path = folder / "rows.xlsx"
    book.save(path)
    return path


def _ods(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'

    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (_HEAD, *_rows(figures)))
    path = folder / "rows.ods"
    path.write_bytes(opendocument(f'<table:table table:name="S">{"".join(lines)}</table:table>'))
    return path


def _xls(folder: Path, figures: Sequence[Written], locale: Locale) -> Path:
    return spreadsheet(_xlsx(folder, figures, locale), "xls")


def spreadsheet(path: Path, suffix: str) -> Path:
    """Let LibreOffice save a workbook as another type; skip the test where it is missing."""
    (made,) = converted(suffix, path.parent, path)
    return made


def _parquet(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
    path = folder / "rows.parquet"
    with duckdb.connect() as database:
        database.execute("CREATE TABLE rows (unit TEXT, period TEXT, indicator TEXT, value TEXT)")
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", list(_rows(figures)))
        database.execute(f"COPY rows TO '{path}' (FORMAT parquet)")
    return path


def _sqlite(folder: Path, figures: Sequence[Written], _locale: Locale) -> Path:
    path = folder / "rows.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE rows (unit TEXT, period TEXT, indicator TEXT, value TEXT)")
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", list(_rows(figures)))
    database.close()
    return path


def _one_by_one(path: Path, pack: Path, locale: Locale) -> dict[int, Reading]:
    run = check([str(path)], Options(pack=str(pack), engine="direct", locale=locale, unit="thu"))
    (report,) = run.reports
    return {int(result.indicator[1:]): _reading(result) for result in report.results}


def _reading(result: Result) -> Reading:
    if result.verdict is Verdict.INVALID:
        return REFUSED
    value = result.value
    number = Fraction(value.lo) if value is not None and value.is_point and value.lo is not None else None
    return result.verdict.value, number


def _in_columns(path: Path, pack: Path, locale: Locale) -> dict[int, Reading]:
    out = path.parent / "out"
    table = "rows" if path.suffix == ".sqlite" else ""
    settings = BulkSettings(locale=locale, table=table, output=str(out), everything=True)
    done = run_bulk([str(path)], [load_pack(str(pack))], settings)
    found: dict[int, Reading] = {}
    with database() as own:
        judged = f"SELECT indicator, verdict, CAST(value AS VARCHAR) FROM '{out}/judged.parquet'"
        for id_, verdict, value in own.execute(judged).fetchall():
            found[int(id_[1:])] = verdict, None if value is None else Fraction(value)
        if (out / "bad_rows.parquet").exists():
            for (id_,) in own.execute(f"SELECT indicator FROM '{out}/bad_rows.parquet'").fetchall():
                found[int(id_[1:])] = REFUSED
    assert done.accounts.rows == len(found), (done.accounts, done.run.diagnostics)
    return found


class Route(NamedTuple):
    """A way for figures into the checker."""

    write: Callable[[Path, Sequence[Written], Locale], Path]
    read: Callable[[Path, Path, Locale], dict[int, Reading]]

    def readings(self, folder: Path, pack: Path, figures: Sequence[Written], locale: Locale) -> dict[int, Reading]:
        """Write figures into `folder`, and return how each is read."""
        folder.mkdir(parents=True)
        return self.read(self.write(folder, figures, locale), pack, locale)


_CSV, _TSV = _separated(",", ".csv"), _separated("\t", ".tsv")
ROUTES: Final[dict[str, Route]] = {
    "yaml": Route(_yaml, _one_by_one),
    "json": Route(_json, _one_by_one),
    "form": Route(_form, _one_by_one),
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
