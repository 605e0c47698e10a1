"""The tables and views of a bulk run are those of the catalogue, with exactly its columns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from checker.bulk import tables
from checker.bulk.categories import Labels
from checker.bulk.duck import DuckDatabase
from checker.bulk.model import BulkSettings, Database
from checker.bulk.side_tables import SideTable
from checker.bulk.sources import InputSource
from checker.bulk.steps import Steps
from checker.bulk.tables import CATALOGUE, REJECTS, SCANS
from checker.bulk.tables.run_table import ColumnTypes, RunTable
from checker.domain.axes import Kind
from checker.domain.check import CheckForm
from checker.domain.unit_words import parse_unit
from checker.packs.model import CheckRule, Reported, Reporting, RulePack
from tests.database import database
from tests.made import NO_PACE, PLACE, indicator, pack, share, target

Columns: TypeAlias = dict[str, list[str]]

BULK = Path(__file__).parent.parent / "checker" / "bulk"
UNNAMED = (REJECTS, SCANS)
"""The tables whose columns DuckDB chooses."""
OF_SPARK = {"staged", "numbered", "stored", "files", "bits", "pids"}
"""The entries that only Spark has as tables."""
FIGURES = pack(
    indicator("thu", target=target(number="317"), pace=NO_PACE),
    indicator("ho", target=target(number="10"), kind=Kind.STOCK, unit=parse_unit("người"), pace=NO_PACE),
    share("ty_le", "60"),
)._replace(
    checks=(CheckRule("luật", CheckForm.CHANGE, ("ho",), Decimal(5), False, None, PLACE),),
    reporting=Reporting(("a", "b", "c")),
)
"""Figures whose changes over time are checked."""
RATIO = pack(share("ty_le", "60")._replace(kind=Kind.RATIO, pace=NO_PACE), indicator("thu"))
MONTHLY = pack(indicator("thu", reported=Reported.PERIOD, baseline=None))
"""A pack that columns cannot decide."""
WHOLE = pack(indicator("thu"))._replace(reporting=Reporting(("a", "b"), roll_up=True))

COLUMNS = (
    "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
    "WHERE NOT internal GROUP BY table_name"
)
CASES = {
    "figures over time": (
        FIGURES,
        "unit,period,indicator,value",
        ["a,2024-Q1,thu,10", "a,2024-H1,thu,9", "a,2024,thu,8", "a,2024-Q1,ho,10", "a,2024-H1,ho,30", "b,2024,thu,400"],
        {"units": "data"},
    ),
    "words and days": (
        FIGURES,
        "unit,period,indicator,value,status,as_of,confirmed,note,percent_of_plan,growth",
        [
            "a ,2024,thu,trên 317,,2024-12-31,,,,",
            "a,2024,ho,1.000,ước,2024-12-31,x,đã kiểm tra,50,",
            "b,2024,thu,86.5,,2024-06-01,,,,",
            'b,2024,thu,"86,5",,2025-01-02,,triệu đồng,,',
            "b,2024,ty_le,9999999,?,2025-01-02,,đã kiểm tra,,8",
            "c,2024,ho,5,,2024-12-31,,,,",
            "c,2024,ho,7,,2025-01-03,,,,",
            "c,2024,thu,5,,2025-01-03,,,,",
            "c,2024,thu,5,,2025-01-03,,,,",
            ",2024,thu,5,,2025-01-03,,,,",
        ],
        {"locale": "vi", "units": "pack"},
    ),
    "corrections": (
        FIGURES,
        "unit,period,indicator,value,as_of,amends",
        ["a,2024,thu,10,2024-12-31,", "a,2024,ho,3,2024-12-31,", "a,2024,ho,4,2024-12-31,true"],
        {"units": "data"},
    ),
    "ratios": (
        RATIO,
        "unit,period,indicator,value,numerator,denominator",
        ["a,2024,ty_le,50,1,2", "a,2024,thu,317,,", "b,2024,ty_le,9,1,0", 'b,2024,thu,9,"1,5","1,5"'],
        {"units": "data"},
    ),
    "units of measure": (
        FIGURES,
        "unit,period,indicator,value,unit_of_measure",
        ["a,2024,thu,317,triệu đồng", "b,2024,thu,317,tỷ đồng"],
        {"units": "data"},
    ),
    "single months": (MONTHLY, "unit,period,indicator,value", ["a,2024-M03,thu,10"], {"units": "data"}),
    "a whole": (
        WHOLE,
        "unit,period,indicator,value,as_of",
        ["a,2024,thu,100,2024-12-31", "a,2024,thu,200,2025-01-10", "b,2024,thu,50,2024-12-31"],
        {"units": "pack"},
    ),
}
"""Runs that have all tables between them."""


def on(engine: Database, made: Sequence[RulePack], settings: BulkSettings, folder: Path) -> None:
    """Run all steps on an engine with its rows."""
    Steps(engine, made, settings, str(folder / "work"), settings.output, lambda *_: None).result()


def folders(folder: Path) -> Path:
    for name in ("work", "out"):
        (folder / name).mkdir()
    return folder


def columns_in_duck(folder: Path, made: RulePack, head: str, rows: list[str], options: Mapping[str, Any]) -> Columns:
    """Return the columns of all tables and views of a run, and of its results as ``NAME.parquet``."""
    path = folders(folder) / "rows.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    settings = BulkSettings(output=str(folder / "out"), everything=True)._replace(**options)
    work, out = str(folder / "work"), str(folder / "out")
    engine = DuckDatabase(settings, [InputSource(str(path), path.name)], work, [out])
    try:
        on(engine, [made], settings, folder)
        found = dict(engine.query(COLUMNS))
    finally:
        engine.close()
    with database() as own:
        for file in sorted((folder / "out").iterdir()):
            own.execute("SELECT * FROM read_parquet(?)", [str(file)])
            found[file.name] = [column[0] for column in own.description]
    return found


def entry_of(name: str) -> RunTable:
    """Return the entry of a table: one with its name, or else one for several tables."""
    is_file, bare = name.endswith(".parquet"), name.removesuffix(".parquet")
    written = [one for one in CATALOGUE if one.is_file == is_file and one.name == bare]
    # A view that is written as it is needs no further entry.
    written += [one for one in CATALOGUE if is_file and one.name == bare]
    several = [one for one in CATALOGUE if re.fullmatch(one.name.replace("{}", r"\w+"), bare) and not is_file]
    assert written or several, f"checker/bulk/tables.py has no entry of {name}"
    return (written or several)[0]


def has_columns(entry: RunTable, columns: Sequence[str]) -> bool:
    """Tell whether a table has the columns of its entry, in order."""
    if entry in UNNAMED:
        return True
    pattern = ""
    for noted in entry.columns.split(", "):
        [(name, number, optional)] = re.findall(r"^(\w+)(\[\w+\])?(\?)?", noted)
        pattern += f"(?:{name}\\d+ )*" if number else f"(?:{name} ){optional}"
    return bool(re.fullmatch(pattern, "".join(f"{column} " for column in columns)))


def compared(found: Mapping[str, Sequence[str]]) -> Iterator[RunTable]:
    """Compare tables with their entries, and yield these."""
    for name, columns in found.items():
        entry = entry_of(name)
        assert has_columns(entry, columns), f"{name} has {columns}, but its entry says {entry.columns}"
        yield entry


@pytest.mark.slow
def test_every_table_of_a_run_is_in_the_catalogue_and_every_entry_is_made(tmp_path):
    made: set[RunTable] = set()
    for number, (pack_, head, rows, options) in enumerate(CASES.values()):
        (tmp_path / str(number)).mkdir()
        made |= {*compared(columns_in_duck(tmp_path / str(number), pack_, head, rows, options))}
    missing = {one.name for one in CATALOGUE if one not in made}
    assert missing == OF_SPARK


def test_every_entry_has_a_name_of_its_own_and_a_sentence():
    assert len({(one.name, one.is_file) for one in CATALOGUE}) == len(CATALOGUE)
    for one in CATALOGUE:
        assert re.fullmatch(r"[A-Z][^.]*[^. ]\.", one.meaning), f"{one.name} needs one sentence: {one.meaning}"


def test_what_makes_a_table_takes_it_from_the_catalogue():
    constants = {id(value): name for name, value in vars(tables).items() if isinstance(value, RunTable)}
    for one in CATALOGUE:
        for maker in one.maker.split(", "):
            source = (BULK / f"{maker}.py").read_text(encoding="utf-8")
            name = constants[id(one)]
            assert f"tables.{name}" in source, f"checker/bulk/{maker}.py makes {one.name}: use tables.{name}"


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a module, with ``?`` in place of what a text is made with."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.JoinedStr(values=parts):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in parts)
            case ast.Constant(value=str(text)):
                yield text


def test_every_table_that_a_statement_reads_is_in_the_catalogue():
    read = {
        name
        for path in BULK.glob("*.py")
        for text in texts(path)
        for name in re.findall(r"\b(?:FROM|JOIN) (\w+)(?![\w(?])", text)
    }
    patterns = "|".join(one.name.replace("{}", r"\w*") for one in CATALOGUE)
    assert {name for name in read if not re.fullmatch(patterns, name)} == set()
    assert {str(one) for one in SideTable} <= {one.name for one in CATALOGUE}
    assert {"rows", "presence", "findings", "given"} <= read


COUNTED = RunTable(
    "counted_{}", "made", "Some counts.", "unit STRING, n BIGINT, day? STRING, b[word] BIGINT, v <figure>"
)


def test_a_statement_selects_the_columns_of_its_table_in_order():
    by_keyword = COUNTED.select("r", n="count(*)", b=["r.x", "r.y"])
    assert by_keyword == "r.unit AS unit, count(*) AS n, r.x AS b0, r.y AS b1, r.v AS v"
    assert COUNTED.select(unit="u", n="1", day="d", b={3: "x"}, v="w") == "u AS unit, 1 AS n, d AS day, x AS b3, w AS v"


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ({"n": "1", "b": [], "m": "1"}, "counted_{} has no column m"),
        ({"n": "1"}, "the statement of counted_{} lacks b"),
    ],
)
def test_a_column_that_is_missing_or_unknown_is_refused(own, problem):
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        COUNTED.select("r", **own)


def test_without_a_table_every_column_is_needed():
    with pytest.raises(TypeError, match="lacks unit"):
        COUNTED.select(n="1", b=[], v="v")


def test_a_table_that_is_inserted_has_the_types_of_the_run():
    types = ColumnTypes(Labels(pack="label"), figure="DECIMAL(18,2)", word=2)
    made = COUNTED.named("x").of([["a", "1", None, "1", "2", "3"]], types)
    columns = {"unit": "STRING", "n": "BIGINT", "day": "STRING", "b0": "BIGINT", "b1": "BIGINT", "v": "DECIMAL(18,2)"}
    assert (made.name, dict(made.columns)) == ("counted_x", columns)
    assert [name for name, _ in COUNTED.of([], types, every=False).columns] == ["unit", "n", "b0", "b1", "v"]
    assert types.type("<pack>") == "label"
