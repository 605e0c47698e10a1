"""The statements of bulk runs, whole: each is put together from parts that depend on what the data hold.

``UPDATE_GOLDEN=1`` writes tests/golden/statements anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
import re
import textwrap
from pathlib import Path

import pytest

from checker.bulk.duck import DuckDatabase
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import load_pack
from tests.database import database
from tests.office import Office, indicator

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden" / "statements"
CLAUSES = re.compile(r" (?=(?:FROM|LEFT JOIN|WHERE|GROUP BY|HAVING|ORDER BY|UNION ALL|WHEN|ELSE) )|(?<!LEFT) (?=JOIN )")
PATH = re.compile(r"'/[^']*/(?=[^'/]*')")
FOLDER = "'FOLDER/"
OPENED, CLOSED = re.compile(r"\(|\bCASE\b"), re.compile(r"\)|\bEND\b")

PACK = (
    indicator("thu", kind="flow", more="target: {at_least: 100}"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}\npace: none"),
    indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 50}\npace: none"),
)
PLAIN = "SELECT 'u' || i AS unit, '2024' AS period, 'thu' AS indicator, 95 + i AS value FROM range(9) t(i)"
HEAD = "unit,period,indicator,value"
RUNS = {
    "plain": PLAIN,
    "words": f"{HEAD},status,note\nA,2024,thu,trên 90,,\nA,2024-H1,ho,khoảng 40 hộ,ước,số ước\nB,2024,thu,abc,,\n",
    "ratios": f"{HEAD},numerator,denominator\nA,2024,ngheo,4.2,21,500\nA,2024,ho,1.5,,\nB,2024,ngheo,,3,0\n",
    "days": f"{HEAD},as_of,amends\nA,2024-Q1,thu,20,2024-04-05,\nA,2024-Q1,thu,19,2024-04-09,true\nA,2024,thu,99,,\n",
}
"""What each kind of run is about: rows of Parquet without any flaw, texts, ratios, and several reports of a period."""


def spread(sql: str) -> str:
    """Return a statement with its clauses on lines of their own, indented by brackets and cases."""
    lines, depth = [], 0
    for line in CLAUSES.sub("\n", sql).splitlines():
        indent = "  " * depth
        lines.append(textwrap.fill(line, 118, initial_indent=indent, subsequent_indent=f"{indent}    "))
        depth += len(OPENED.findall(line)) - len(CLOSED.findall(line))
    return "\n".join(lines)


def statements_of(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Run rows, and return what makes each table, view and file: its kind and name, and the statement."""
    made: dict[str, list[str]] = {}

    def recorded(kind):
        run = getattr(DuckDatabase, kind)

        def record(self, table, sql, *more):
            # A result is written as a file, whose folder differs from run to run.
            of = [Path(sql).name, table] if kind == "write" else [table, sql]
            made.setdefault(f"{kind} {of[0]}", []).append(PATH.sub(FOLDER, of[1]))
            return run(self, table, sql, *more)

        return record

    office = Office(folder, *PACK)
    path = folder / ("rows.parquet" if name == "plain" else "rows.csv")
    if name == "plain":
        with database() as own:
            own.execute(f"COPY ({PLAIN}) TO '{path}' (FORMAT parquet)")
    else:
        path.write_text(RUNS[name], encoding="utf-8")
    settings = BulkSettings(units="data", locale="vi" if name == "words" else "machine", output=str(folder / "out"))
    with monkeypatch.context() as patch:
        for kind in ("keep", "view", "write"):
            patch.setattr(DuckDatabase, kind, recorded(kind))
        run_bulk([str(path)], [load_pack(str(office.pack))], settings._replace(everything=True))
    return [(table, sql) for table, versions in sorted(made.items()) for sql in dict.fromkeys(versions)]


def test_statements_are_those_of_the_golden_files(tmp_path, monkeypatch):
    """A statement that an earlier run has, too, stands in the file of that run alone."""
    homes: dict[tuple[str, str], str] = {}
    texts = {}
    for name in RUNS:
        (tmp_path / name).mkdir()
        lines = []
        for table, sql in statements_of(name, tmp_path / name, monkeypatch):
            home = homes.setdefault((table, sql), name)
            lines.append(f"-- {table}\n{spread(sql)};\n" if home == name else f"-- {table}: as in {home}.sql\n")
        texts[name] = "\n".join(lines)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        for name, text in texts.items():
            (GOLDEN / f"{name}.sql").write_text(text, encoding="utf-8")
    assert texts == {name: (GOLDEN / f"{name}.sql").read_text(encoding="utf-8") for name in RUNS}
