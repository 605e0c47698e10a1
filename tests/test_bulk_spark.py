"""Spark says of every row what the columnar engine and the plain engine say of it."""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import re
import struct
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from unittest import mock

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from checker.binding.note_words import UNIT_NOTES
from checker.bulk import tables
from checker.bulk.duck import DuckDatabase
from checker.bulk.model import OPTIONAL, BulkSettings, DataTable, RejectedRows, StorageKind
from checker.bulk.run import run_bulk
from checker.bulk.sources import InputSource
from checker.bulk.spark import SparkDatabase
from checker.bulk.spark_session import session_of
from checker.bulk.texts import PATTERNS
from checker.domain.submission import LOCALES
from checker.errors import EngineFault, MissingExtra, SubmissionError
from checker.packs.load import load_pack
from checker.readers.plan_words import SAYS_NOTHING
from tests.bulk_cases import BESIDE, drawn_runs, falling_runs, plainly_runs, ranged_runs, read, rolled_runs
from tests.command import checker
from tests.examples import some_nightly
from tests.office import Office, indicator
from tests.test_bulk import agrees
from tests.test_bulk_alike import pack as made_pack
from tests.test_bulk_tables import OF_SPARK, compared
from tests.test_notations import ALL, UNITS, pack_of
from tests.test_time import together

# They run in one process, so that Java starts once; `make test` runs the others beside it.
pytestmark = pytest.mark.slow

QUICK = """
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.default.parallelism 1
spark.sql.adaptive.enabled false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.codegen.wholeStage false
spark.buffer.pageSize 1m
spark.sql.ui.explainMode simple
spark.sql.maxPlanStringLength 0
spark.sql.debug.maxToStringFields 1
"""
"""Settings under which few rows take less time: statements are not compiled, Java starts sooner, tasks are few.

A run takes seconds whatever its rows are, so tests that ask the same settings share one.
"""


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """A session that all tests share, for one takes seconds to start."""
    folder = tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text(QUICK, encoding="utf-8")
    try:
        with mock.patch.dict(os.environ, {"SPARK_CONF_DIR": str(folder)}):
            session, started = session_of(BulkSettings(threads=2), str(folder))
    except MissingExtra as error:
        pytest.skip(str(error))
    yield session
    if started:
        session.stop()


@pytest.fixture
def attached(spark, tmp_path):
    """What attaches files to an engine that is closed after the test."""
    assert spark.getActiveSession() is spark
    engines: list[SparkDatabase] = []

    def attach(*paths, **options):
        work = tmp_path / f"work-{len(engines)}"
        work.mkdir()
        sources = [InputSource(str(path), path.name) for path in paths]
        engines.append(SparkDatabase(BulkSettings(**options), sources, str(work)))
        return engines[-1]

    yield attach
    for engine in engines:
        engine.close()


def table_of(name, texts):
    return DataTable(name, (("v", "STRING"),), [[text] for text in texts])


def made_csv(folder, text, name="rows.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def made_parquet(path, select):
    with duckdb.connect() as database:
        database.execute(f"COPY ({select}) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    return path


# --- the same is found ---------------------------------------------------------------------


def in_locale(runs, locale="machine"):
    return st.tuples(runs, st.just(locale))


RUNS = in_locale(drawn_runs() | falling_runs() | rolled_runs() | plainly_runs()) | in_locale(ranged_runs(), "vi")
ONCE = (Phase.explicit, Phase.reuse, Phase.generate)


# By day files that hold every kind of row say the same in both engines: see the tests below.
@pytest.mark.nightly
@pytest.mark.usefixtures("spark")
@settings(max_examples=100, phases=ONCE)
@given(RUNS)
def test_spark_says_what_the_plain_engine_says(drawn):
    (made, rows), locale = drawn
    agrees(made, rows, engine="spark", locale=locale)


VERDICT = indicator("ket", unit="", kind="verdict", more="target: {achieved: true}")
YAML = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + VERDICT
HOSTILE = "'); DROP TABLE rows; --"
BAD = f"""unit,period,indicator,value,as_of,status
thu,2024,thu,"99,99",2025-01-05,final
"{HOSTILE}",2024,thu,100,2025-01-05,
"Xã ""Đông"", Tây",2024,thu,"1e2",2025-01-05,estimate
`a`\\,Năm 2024,thu,"100,00000000000000001",2025-01-05,final
,2024,thu,100,2025-01-05,final
thu,2024x,thu,100,2025-01-05,final
thu,2022,thu,100,2025-01-05,final
A,2024,chi,100,2025-01-05,final
A,2024,ket,,2025-01-05,final
A,2024,thu,12x,2025-01-05,final
B,2024,thu,nhiều,2025-01-05,final
B,2024,ket,5,2025-01-05,final
C,2024,thu,123456789012345678901,2025-01-05,final
C,2024
C,2024,ket,đạt,5.1.2025,final
D,2024,thu,"a,b",2025-01-05,final,3
D,2024,thu,100,2025-01-05,sure
E,2024,thu,1,2025-01-05,final
E,2024,thu,2,2025-01-05,final
G,2024,thu,1,2025-01-05,final
G,2024,thu,200,2025-02-05,final
G,2024,ket,đạt,,final
""".encode()
FILES = {
    "findings": "unit, period, indicator, subject, code, matter, gate, verdict, pace, value, shortfall, file, row",
    "by_unit": "*",
    "by_indicator": "*",
    "by_group": "*",
    "bad_rows": "*",
    "judged": "* EXCLUDE (file)",
}


def both(folder, data, *packs, **options):
    """Return what both engines say of the same rows, and write into files."""
    said = []
    for engine in ("columnar", "spark"):
        out = folder / engine
        given = BulkSettings(engine=engine, output=str(out / "out"), everything=True, **options)
        done = run_bulk([str(path) for path in data], [load_pack(str(pack)) for pack in packs], given)
        assert [path.name for path in out.rglob("*") if path.name.startswith((".", "_"))] == []
        counts = done.accounts, done.verdicts, done.findings, done.gate, done.run.diagnostics, done.run.exit_code
        told = str(done.run.notices).replace(f"'{engine}'", "?")
        names = sorted(path.name for path in (out / "out").iterdir())
        rows = {name: read(out, name, columns) for name, columns in FILES.items() if f"{name}.parquet" in names}
        said.append((counts, told, [report.findings for report in done.run.reports], names, rows))
    return said


def doubted() -> str:
    """Return rows of figures that may be days or of another scale, and of the words that confirm them."""
    figures = ["4999", "5000", "5001", "8000", "8001", "9999", "10000", "44926", "44927", "46387", "46388", '"45292,5"']
    figures += ["0", '"1,99"', "2", '"3,3"', '"3,4"', "-3", '"-3,4"']
    rows = [f"u{n},2024-Q1,tien,{figure},," for n, figure in enumerate(figures)]
    rows += [f"v{n},2024-Q1,tien,45292,{confirmed},{note}" for n, (confirmed, note) in enumerate(BESIDE)]
    return "\n".join(["unit,period,indicator,value,Đã kiểm tra,note", *rows, ""])


MILESTONES = "milestones: {2024-Q1: 0.4}\ntarget: {at_least: 1000}"


CHANGE = "checks:\n  moved: {change: {of: ho, amount: 3}}\n"
OF_TIME = """unit,period,indicator,value,as_of,amends,growth
a,2023,thu,100,2024-01-05,,
a,2023,ho,10,2024-01-05,,
a,2023,thu,90,2024-01-20,true,
b,2023,thu,100,2023-12-05,,
b,2023,ho,10,2024-01-05,,
c,2023-H1,thu,80,2023-07-05,,
c,2023,thu,70,2024-01-05,,3.5
c,2023,thu,75,2024-01-06,,
a,2024,thu,50,2025-01-05,,
a,2024,ho,10,2025-01-05,,
a,2024,thu,20,2025-01-20,true,
b,2024,thu,30,2025-01-05,,
b,2024,thu,35,2025-01-06,,
b,2024,ho,5,2024-12-05,,2
Xã Cao,2024,thu,25,2025-01-05,,
Xã Cao,2024,ho,1,2025-01-05,,
Xã Cao,2024-H1,thu,26,2024-07-05,,
Xã Cao,2024-H1,ho,9,2024-07-05,,
thu,2024,ho,16,2025-01-05,,
"""


@pytest.mark.nightly
@pytest.mark.usefixtures("spark")
def test_of_time_both_say_the_same_of_units_and_of_the_whole(tmp_path):
    units = "reporting: {units: {a: Xã An, b: Xã Bình, c: Xã Cao}}\n"
    indicators = [indicator("thu", more="target: {at_least: 100}"), indicator("ho", unit="hộ", kind="stock")]
    packs = [
        made_pack(tmp_path, *indicators, more=CHANGE + units.replace("}}", f"}}{whole}}}"), year=year)
        for year, whole in ((2023, ""), (2024, ", roll_up: true"))
    ]
    columnar, on_spark = both(tmp_path, [made_csv(tmp_path, OF_TIME)], *packs)
    assert on_spark == columnar
    (accounts, _, counts, *_), *_ = on_spark
    assert (accounts.rows, accounts.bad) == (19, 0)
    assert counts.keys() >= {"C013", "C014", "T010", "T022"}


OF_COLUMNS = """Đơn vị;Kỳ;Chỉ tiêu;Giá trị;ĐVT;Tử số;Mẫu số;số liệu đến ngày;KH
a;2024-H1;thu;60;triệu đồng;;;2024-07-02;90
a;2024-H1;ho;1.5;nghìn hộ;;;2024-07-02;
a;2024-H1;bhyt;;;12,5;25;2024-07-02;
b;2024-H1;thu;60;tỷ đồng;;;2024-07-02;
b;2024-H1;rung;;%;1.234;1.5;2024-07-02;
c;2024-H1;thu;trên 70000;triệu đồng;;;2024-07-02;
c;2024-H1;ho;70;người;;;2024-07-02;
a;2024;thu;60;tỷ đồng;;;2024-12-31;
"""


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("whole", some_nightly(["", ", roll_up: true"], bool))
def test_columns_under_the_headings_of_a_list_say_the_same(tmp_path, whole):
    indicators = [
        indicator("thu", more="target: {at_least: 100}"),
        indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 4000}"),
        *(indicator(one, unit="%", kind="ratio", more="target: {at_least: 95}") for one in ("bhyt", "rung")),
    ]
    pack = made_pack(tmp_path, *indicators, more=f"reporting: {{units: [a, b, c]{whole}}}\n")
    day = dt.date(2024, 8, 1)
    columnar, on_spark = both(tmp_path, [made_csv(tmp_path, OF_COLUMNS)], pack, as_of=day)
    assert on_spark == columnar
    (accounts, _, counts, _, diagnostics, _), told, *_ = on_spark
    assert accounts.rows == 8
    assert "`KH`" in told
    assert "D119" not in counts
    assert {one.code.id for one in diagnostics} >= {"D103", "D125", *(["D286"] if whole else [])}
    assert whole or {"D112", "D107"} <= counts.keys()


@pytest.mark.nightly
@pytest.mark.usefixtures("spark")
def test_each_rule_of_time_stands_as_in_the_other_columns(tmp_path):
    pack, path = together(tmp_path)
    columnar, on_spark = both(tmp_path, [path], pack, locale="vi")
    assert on_spark == columnar
    (accounts, _, counts, *_), *_ = on_spark
    assert accounts.rows > 100
    assert counts.keys() >= {"T001", "T002", "T008", "D112", "D161", "C002"}


CELLS = """unit;period;indicator;value;as_of;status;numerator;denominator
\u00a0a;2024-06;Chỉ tiêu thu 2024;90;2024-07-02 08:30:00;;;
a ;2024-06;tyle;;2024-07-02;;30;50
a;2024;thu;ước 120;;;;
b;2024;tyle;60;;;abc;50
c;2023;Chỉ tiêu thu 2023;50;;sơ bộ;;
c;2023-06;thu;60;;;;
c;2023;tyle;;;;3;0
\u3000;2024;thu;1;;;;
e;2024;thu;99999999999999999999;;chắc;;
e;2024;tyle;60;5.1.2025;;;
e;2024;thu;999999999999999999999;2025-01-05;;;
"""
RATED = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + indicator(
    "tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none"
)


PERCENTAGES = """unit,period,indicator,value,percent_of_plan
p0,2024,plan,120,120%
p1,2024,plan,120,99%
p2,2024,plan,,vượt 4%
p3,2024,plan,,hụt 5%
p4,2024,plan,,0%
p5,2024,plan,120,tăng 12% so với cùng kỳ
p6,2024,plan,trên 90,104%
p7,2024,plan,90/100,
"""
PLANNED = indicator("plan", more="target: {at_least: 100}")
SOUND = "unit,period,indicator,value\nsound,2024,money,86.125\n"


def noted(locale: str) -> str:
    """Return rows of all figures of a notation: so what is in doubt for some of them is refused of the others too."""
    cases = [(f"n{n}", UNITS[case.unit], case.text) for n, case in enumerate(ALL) if case.locale == locale]
    return "unit,period,indicator,value\n" + "".join(f'{unit},2024,{id_},"{text}"\n' for unit, id_, text in cases)


# A run takes as long as dozens of these files, so they share one.
@pytest.mark.usefixtures("spark")
def test_rows_of_every_kind_give_what_they_give_in_columns_and_stop_nothing(tmp_path):
    measured = [
        indicator(id_, unit=unit, kind="stock", more="target: {at_least: 1000000000}\npace: none")
        for unit, id_ in UNITS.items()
    ]
    own = "units: [con, {name: điểm thi, fractions: true}, bác sĩ/vạn dân]\n"
    others = (VERDICT, indicator("tien", unit="tỷ đồng", more=MILESTONES), PLANNED, *measured)
    packs = [
        made_pack(tmp_path, RATED.replace("Chỉ tiêu thu", f"Chỉ tiêu thu {year}"), *others, year=year, head=own)
        for year in (2023, 2024)
    ]
    texts = {
        "cells": CELLS,
        "percentages": PERCENTAGES,
        "notations": noted("vi"),
        "sound": SOUND,
        "những dòng's + 100%": BAD,
        "nghi ngờ": doubted(),
    }
    data = [made_csv(tmp_path, text, f"{name}.csv") for name, text in texts.items()]
    columnar, on_spark = both(tmp_path, data, *packs, units="data", locale="vi")
    assert on_spark == columnar
    (accounts, verdicts, findings, _, said, _), _, _, _, written = on_spark
    assert accounts == (135, 72, 61, 1, 1)
    assert verdicts["exceeded"] == 24
    assert (findings["C002"], findings["D127"]) == (1, 1)
    assert [findings[code] for code in ("D112", "D130", "D131")] == [26, 3, 3]
    assert {one.code.id for one in said} >= {"D103", "D115", "D122", "D123", "D125", "D304", "D309", "D310", "D313"}
    bad = Counter(Path(row[0]).stem for row in written["bad_rows"])
    assert bad == {"notations": 38, "những dòng's + 100%": 15, "cells": 6, "percentages": 1}


@pytest.mark.nightly
@pytest.mark.usefixtures("spark")
def test_files_of_numbers_give_what_they_give_in_columns(tmp_path):
    rows = (
        "SELECT unit || '{}' AS unit, period, indicator, CAST(value AS DECIMAL(20,3)) AS \"Giá trị\" FROM (VALUES "
        "('it''s', 2024, 'thu', 99.995), ('Á', 2024, 'thu', 100), ('Á', 2023, 'thu', 1), ('Á', 2024, 'ket', 1), "
        "('Á', 2024, 'chi', 1)) v(unit, period, indicator, value)"
    )
    data = [made_parquet(tmp_path / f"{name}.parquet", rows.format(n)) for n, name in enumerate(("it's", "b c%20+é"))]
    columns = (("value", "Giá trị"),)
    columnar, on_spark = both(tmp_path, data, Office(tmp_path, YAML).pack, units="data", columns=columns)
    assert on_spark == columnar


@pytest.mark.usefixtures("spark")
def test_the_command_writes_folders_and_replaces_what_was_there(tmp_path, capfd):
    lines = ("unit,period,indicator,value", "A,2024,thu,100.0", "A,2024,ket,đạt", "B,2024,thu,0.5", "C,2024,thu,1e2")
    data = made_csv(tmp_path, "\n".join(lines))
    out = tmp_path / "out"
    (out / "by_unit.csv").mkdir(parents=True)
    (out / "findings.csv").write_text("old", encoding="utf-8")
    pack = str(Office(tmp_path, YAML).pack)
    done = checker(
        "bulk", "-p", pack, "--engine", "spark", "--units", "data", str(data), "--output", f"csv={out}", "--everything"
    )
    assert done.exit_code == 1, done.everything
    assert "4 rows, engine spark: 4 judged, 0 bad" in done.stdout
    assert done.stderr == ""
    assert re.search(r"^pack: \S", done.stdout, re.MULTILINE)
    assert capfd.readouterr() == ("", "")
    assert {"by_unit.csv", "findings.csv", "judged.csv"} <= {path.name for path in out.iterdir() if path.is_dir()}
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((out / "judged.csv").iterdir()))
    assert text.count(",met,,100.0,0.0,") == 2
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".checker-")] == []


# --- what is read --------------------------------------------------------------------------

STORED = [
    # type, value, its text, how it is stored
    # every third is a value; numerators and denominators have fewer decimals
    ("DECIMAL(38,17)", "0", "0.00000000000000000", StorageKind.EXACT),
    ("DECIMAL(38,17)", "100", "100", StorageKind.DOUBLE),
    ("DECIMAL(18,2)", "99.99", "99.99", StorageKind.EXACT),
    ("DECIMAL(38,18)", "-100.250", "-100.25", StorageKind.DOUBLE),
    ("DECIMAL(38,18)", "0", "0", StorageKind.DOUBLE),
    ("INTEGER", "100", "100", StorageKind.EXACT),
    ("UBIGINT", "18446744073709551615", "18446744073709551615", StorageKind.EXACT),
    ("DOUBLE", "0.1", "0.1", StorageKind.DOUBLE),
    ("DOUBLE", "99.99999999999999", "100", StorageKind.DOUBLE),
    ("DOUBLE", "1e2", "100", StorageKind.DOUBLE),
    ("DOUBLE", "0", "0", StorageKind.DOUBLE),
    ("DOUBLE", "-12345678901234567", "-12345678901234600", StorageKind.DOUBLE),
    ("DOUBLE", "1e-17", "0.00000000000000001", StorageKind.DOUBLE),
    ("DOUBLE", "1e-18", "0.000000000000000001", StorageKind.DOUBLE),
    ("DOUBLE", "2e23", "200000000000000000000000", StorageKind.DOUBLE),
    ("DOUBLE", "nan", "NaN", StorageKind.DOUBLE),
    ("FLOAT", "100.1", "100.1", StorageKind.DOUBLE),
    ("FLOAT", "16777216", "16777216", StorageKind.DOUBLE),
    ("VARCHAR", "100.00000000000000001", "100.00000000000000001", StorageKind.TEXT),
    ("DATE", "2024-07-02", "2024-07-02", StorageKind.TEXT),
]


# By day types of whose kind the others are not; texts and whole numbers are read by other tests too.
@pytest.mark.parametrize("first", some_nightly(range(0, len(STORED), 3), {0, 6, 12, 15}.__contains__))
def test_figures_are_read_exactly(attached, tmp_path, first):
    own = list(zip(("value", "numerator", "denominator"), STORED[first:], strict=False))
    cells = ", ".join(f"CAST('{one[1]}' AS {one[0]}) AS {figure}" for figure, one in own)
    path = made_parquet(tmp_path / "rows.parquet", f"SELECT 'a' AS unit, 2024 AS period, 'thu' AS indicator, {cells}")
    engine = attached(path)
    [texts] = engine.query(f"SELECT {', '.join(f'CAST({figure} AS STRING)' for figure, _ in own)} FROM given")  # noqa: S608
    found = [(text, engine.columns()[figure].stored) for text, (figure, _) in zip(texts, own, strict=True)]
    assert found == [(text, stored) for _, (_, _, text, stored) in own]


def test_java_is_let_go_of_what_a_closed_run_held(attached, tmp_path):
    from py4j.java_gateway import JavaObject

    def named():
        return sum(isinstance(one, JavaObject) for one in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = named()
        engine = attached(made_csv(tmp_path, "unit,period,indicator,value\nA,2024,thu,1\n"))
        engine.keep("kept", "SELECT * FROM given")
        engine.close()
        # The engine is still here, and with it a session that holds nothing.
        assert named() - before <= 2
    finally:
        gc.enable()


LEFT_OUT = [None] * len(OPTIONAL)


def test_a_line_break_in_quotes_is_part_of_its_cell(attached, tmp_path):
    lines = (
        "\ufeffunit;period;indicator;value;other",
        '"Xã\nĐông";2024;thu;"1;5";x',
        "",
        'A;2024;thu;"""1""";',
        "A;2024",
    )
    text = "\r\n".join(lines)
    engine = attached(
        made_csv(tmp_path, text),
        made_csv(tmp_path, "VALUE\tPeriod\tindicator\tunit\n2\t2025\tthu\tB\n", "b.tsv"),
        delimiter=";",
    )
    assert engine.query("SELECT * FROM given ORDER BY file DESC, row") == [
        ("rows.csv", 2, "Xã\nĐông", "2024", "thu", "1;5", *LEFT_OUT),
        ("rows.csv", 5, "A", "2024", "thu", '"1"', *LEFT_OUT),
        ("rows.csv", 6, "A", "2024", None, None, *LEFT_OUT),
        ("b.tsv", 2, "B", "2025", "thu", "2", *LEFT_OUT),
    ]
    assert engine.rejected() == RejectedRows()


def test_rows_whose_cells_are_shifted_are_rejected(attached, tmp_path):
    rows = ("A,2024,thu,12,5", "B,2024,thu,12,muộn,3", "C,2024,thu,12,muộn", 'D,2024,thu,"12,5",5', "E,2024,thu,12,5")
    engine = attached(
        made_csv(tmp_path, "\n".join(("unit,period,indicator,value,note", *rows)) + "\n"),
        made_csv(tmp_path, "unit,period,indicator,value\nA,2024,thu,12\n", "b.csv"),
    )
    assert engine.query("SELECT file, row, unit, value FROM given ORDER BY file DESC, row") == [
        ("rows.csv", 4, "C", "12"),
        ("rows.csv", 5, "D", "12,5"),
        ("b.csv", 2, "A", "12"),
    ]
    rejected = engine.rejected()
    assert rejected.rows == 3
    assert [(one.code.id, one.location.line) for one in rejected.first] == [("D136", 2), ("D135", 3), ("D136", 6)]


def test_a_pattern_holds_for_the_whole_text(attached, tmp_path):
    engine = attached(made_csv(tmp_path, "unit,period,indicator,value\n"))
    texts = ["1", "-1.5", "1.234,5", "1\n", "\n1", "x1", "", "1'", "1" * 20, "1" * 21, "1" * 20 + "." + "2" * 17, "١"]
    engine.table(table_of("t", texts))
    for pattern in PATTERNS.values():
        [*found] = engine.query(f"SELECT v FROM t WHERE {engine.matches('v', pattern)} ORDER BY v")  # noqa: S608
        assert found == sorted((text,) for text in texts if re.fullmatch(pattern, text))


def test_a_pattern_of_words_holds_for_letters_with_accents(attached, tmp_path):
    engine = attached(made_csv(tmp_path, "unit,period,indicator,value\n"))
    engine.table(
        table_of("t", ["0%", "0,0 %", "-", "10%", "tăng 0%", "đ", "m2", "(ha/100 dân)", "x 1.000.000", "m5", "12"])
    )
    expected = {
        SAYS_NOTHING: ["-", "0%", "0,0 %"],
        UNIT_NOTES: ["(ha/100 dân)", "-", "10%", "m2", "x 1.000.000", "đ"],
    }
    for pattern, texts in expected.items():
        found = engine.query(f"SELECT v FROM t WHERE {engine.matches('v', pattern)}")  # noqa: S608
        assert sorted(text for (text,) in found) == sorted(texts)


EXACT = [
    # SQL, and what it gives
    ("CAST(3 AS DECIMAL(38,0)) < CAST('3.4' AS DECIMAL(38,3))", True),
    ("CAST(4 AS DECIMAL(38,0)) * 1 > CAST('0.5' AS DECIMAL(38,3)) * CAST(7 AS DECIMAL(38,0))", True),
    ("CAST('1.24' AS DECIMAL(18,2)) < CAST('1.24000000000000001' AS DECIMAL(38,17))", True),
    ("CAST('0.12345678901234567' AS DECIMAL(38,17)) * 300", Decimal("37.03703670370370100")),
    ("CAST('99999999999999999999' AS DECIMAL(38,17)) * 300", EngineFault),
    ("CAST(CAST('99999999999999999999' AS DECIMAL(38,0)) * 100 AS DECIMAL(38,17))", EngineFault),
    ("CAST('9e37' AS DECIMAL(38,0)) < CAST('3.4' AS DECIMAL(38,17))", EngineFault),
    ("(SELECT sum(CAST('99999999999999999999' AS DECIMAL(38,17))) FROM range(20))", EngineFault),
    ("CAST('x' AS DECIMAL(18,2))", EngineFault),
]


def test_decimals_are_exact_or_an_error(attached, tmp_path):
    engine = attached(made_csv(tmp_path, "unit,period,indicator,value\n"))
    found = {}
    for sql, _ in EXACT:
        try:
            [(found[sql],)] = engine.query(f"SELECT {sql}")
        except EngineFault:
            found[sql] = EngineFault
    assert found == dict(EXACT)


def test_texts_of_a_table_are_no_part_of_a_statement(attached, tmp_path):
    engine = attached(made_csv(tmp_path, "unit,period,indicator,value\n"))
    texts = [HOSTILE, "\"\\\\'\n\t\x00{}:rows?", "Đông 😀", "", "null"]
    engine.table(table_of("t", [*texts, None]))
    assert engine.query("SELECT v FROM t ORDER BY v NULLS LAST") == [*((text,) for text in sorted(texts)), (None,)]


UNREADABLE = [
    ("rows.csv", b"unit,period,indicator,value\nX\xe3,2024,thu,1\n", "D301"),
    ("rows.csv", b"unit,period,indicator\nA,2024,thu\n", "D302"),
    ("rows.csv", b"", "D301"),
    ("rows.csv", b'unit,period,indicator,value\n"A,2024,thu,1\nB,2024,thu,1\n', "D316"),
    ("rows.parquet", b"PAR1 and no more", "D319"),
]


@pytest.mark.parametrize(("name", "content", "code"), UNREADABLE)
def test_what_cannot_be_read_is_told_before_anything(attached, tmp_path, name, content, code):
    with pytest.raises(SubmissionError) as told:
        attached(made_csv(tmp_path, content, name))
    assert {(one.code.id, one.location.path) for one in told.value.diagnostics} == {(code, name)}


def read_by_both(attached, tmp_path, *selects, **options):
    """Return what both engines make of Parquet files: their rows, and how each column is stored."""
    paths = [made_parquet(tmp_path / f"{n}.parquet", select) for n, select in enumerate(selects)]
    work = tmp_path / "columns"
    work.mkdir(exist_ok=True)
    columnar = DuckDatabase(
        BulkSettings(**options), [InputSource(str(path), path.name) for path in paths], str(work), []
    )
    found = []
    try:
        for engine in (columnar, attached(*paths, **options)):
            columns = engine.columns()
            said = ", ".join(f"CAST({column} AS STRING)" for column in columns)
            found.append((engine.query(f"SELECT file, row, {said} FROM given ORDER BY file, row"), columns))  # noqa: S608
    finally:
        columnar.close()
    (rows, columns), (others, stored) = found
    named = [(tmp_path.joinpath(path).name, *rest) for path, *rest in rows]
    return (named, columns), (others, stored)


HEAD = "SELECT 'a' AS unit, 2024 AS period, 'thu' AS indicator"
SEVERAL = [
    ("CAST(1.50 AS DECIMAL(18,2))", "CAST(11.999999999999998 AS DOUBLE)", "3", "NULL"),
    ("NULL", "NULL::VARCHAR", "12::BIGINT"),
    ("'1,5'", "NULL", "NULL::INTEGER"),
    ("1.5::DECIMAL(9,2)", "NULL::VARCHAR", "NULL"),
    ("NULL", "NULL::VARCHAR"),
    ("86.6::FLOAT", "'nan'::DOUBLE", "1::UBIGINT", "1::UTINYINT"),
]


@pytest.mark.parametrize(
    "values", some_nightly([(values,) for values in SEVERAL], lambda case: case[0] in SEVERAL[::3])
)
def test_files_whose_columns_differ_read_as_in_columns(attached, tmp_path, values):
    columnar, spark = read_by_both(attached, tmp_path, *(f"{HEAD}, {value} AS value" for value in values))
    assert spark[1] == columnar[1]
    assert [[str(cell).lower() for cell in line] for line in spark[0]] == [
        [str(cell).lower() for cell in line] for line in columnar[0]
    ]


def test_numbers_in_one_file_and_text_in_another_are_refused(attached, tmp_path):
    paths = [
        made_parquet(tmp_path / f"{n}.parquet", f"{HEAD}, {value} AS value")
        for n, value in enumerate(("CAST(1 AS DECIMAL(18,2))", "'1'"))
    ]
    with pytest.raises(SubmissionError) as told:
        attached(*paths)
    assert [(one.code.id, one.location.path) for one in told.value.diagnostics] == [("D301", "1.parquet")]


TEXTS = [
    "TIMESTAMPTZ '2024-12-30 18:00:00+00'",
    "TIMESTAMP '2024-12-30 18:00:00'",
    "DATE '2024-12-30'",
    "TIMESTAMP_NS '2024-12-30 18:00:00'",
    "2024.0::DOUBLE",
    "uuid()",
    "'2024'::BLOB",
    "true",
]


@pytest.mark.parametrize("text", some_nightly(TEXTS, lambda text: text in TEXTS[::3]))
def test_what_is_no_number_has_the_text_that_it_has_in_columns(attached, tmp_path, text):
    columnar, spark = read_by_both(attached, tmp_path, f"{HEAD}, 1 AS value, {text} AS as_of, {text} AS status")
    assert spark == columnar


def same_digits(attached, tmp_path, values, type_):
    listed = ", ".join(f"CAST('{value!r}' AS {type_})" for value in values)
    head = "'a' AS unit, 2024 AS period, 'thu' AS indicator"
    columnar, spark = read_by_both(attached, tmp_path, f"SELECT {head}, unnest([{listed}]) AS value")
    for value, ours, theirs in zip(values, columnar[0], spark[0], strict=True):
        assert Decimal(ours[5]) == Decimal(theirs[5]), value


def drawn_numbers(count):
    """Draw numbers that Java rounds up where they are below the middle of two texts, and any others."""
    drawn = random.Random(count)  # noqa: S311 - nothing is secret
    for _ in range(count):
        power = drawn.randint(-5, 18)
        yield float(f"{drawn.randrange(10**14, 10**15) * 10 + 5}e{power - 15}")
        yield drawn.randrange(2**53) / 2 ** drawn.randint(0, 60)
        yield round(drawn.uniform(-(10.0**power), 10.0**power), drawn.randint(0, 6))
    yield from (11.999999999999998, 1.8900000000000001, 9.999999999999995, 1000000000000.125, -0.0, 1e15, 1e22)


def singles(count):
    drawn = random.Random(count)  # noqa: S311 - nothing is secret
    yield from (struct.unpack("f", struct.pack("f", drawn.uniform(-(10**n % 10**9), 10**5)))[0] for n in range(count))
    yield from (drawn.randrange(2**24) / 2 ** drawn.randint(0, 20) for _ in range(count))
    yield from (251687.625, 2.0**-12, 16777216.0, 0.0)


@pytest.mark.parametrize("count", [40, pytest.param(20_000, marks=pytest.mark.nightly)], ids=["few", "many"])
def test_stored_numbers_have_the_digits_that_they_have_in_columns(attached, tmp_path, count):
    same_digits(attached, tmp_path, list(drawn_numbers(count)), "DOUBLE")
    same_digits(attached, tmp_path, list(singles(min(count, 2000))), "FLOAT")


def test_a_damaged_file_is_told_as_such(attached, tmp_path):
    rows = "SELECT 'U' || n AS unit, 2024 AS period, 'thu' AS indicator, n * 7 % 1000 AS value FROM range(9000) t(n)"
    path = made_parquet(tmp_path / "rows.parquet", rows)
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 3, len(data) // 3 + 600):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SubmissionError) as told:
        attached(path).query("SELECT max(unit), max(value) FROM given")
    assert [(one.code.id, one.location.path) for one in told.value.diagnostics] == [("D319", "rows.parquet")]


# --- where it runs -------------------------------------------------------------------------


def test_without_pyspark_it_says_how_to_install_it(tmp_path):
    with (
        mock.patch.dict(sys.modules, {"pyspark.sql": None}),
        pytest.raises(MissingExtra) as caught,
    ):
        session_of(BulkSettings(), str(tmp_path))
    assert caught.value.extra == "spark"


JAVAS = [
    ("", "install it, or set JAVA_HOME"),
    ('openjdk version "11.0.2" 2019-01-15', "openjdk version"),
    ('java version "1.8.0_401"', "1.8"),
]


@pytest.mark.parametrize(("version", "said"), JAVAS)
def test_without_java_it_says_which_it_needs(tmp_path, version, said):
    pytest.importorskip("pyspark")
    home = tmp_path / "java"
    (home / "bin").mkdir(parents=True)
    if version:
        program = home / "bin" / "java"
        program.write_text(f"#!/bin/sh\necho '{version}' >&2\n", encoding="utf-8")
        program.chmod(0o755)
    data = made_csv(tmp_path, "unit,period,indicator,value\n")
    pack = str(Office(tmp_path, YAML).pack)
    with mock.patch("pyspark.sql.SparkSession.getActiveSession", return_value=None):
        done = checker("bulk", "-p", pack, "--engine", "spark", str(data), JAVA_HOME=str(home))
    assert done.exit_code == 2
    assert "Java 17 or later" in done.everything
    assert said in done.everything


def test_a_master_is_of_spark(tmp_path):
    done = checker("bulk", "-p", "x", str(tmp_path), "--master", "spark://host:7077")
    assert (done.exit_code, "--master needs --engine spark" in done.everything) == (2, True)


@pytest.mark.nightly
@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("locale", LOCALES[1:])
def test_notations_are_what_they_are_in_columns(tmp_path, locale):
    data = [made_csv(tmp_path, noted(locale)), made_csv(tmp_path, SOUND, "sound.csv")]
    columnar, on_spark = both(tmp_path, data, pack_of(tmp_path), units="data", locale=locale)
    assert on_spark == columnar
    assert {"D122", "D123", "D125"} <= {one.code.id for one in on_spark[0][4]}


def tables_of(engine):
    """Return the columns of all tables and views of an engine, once its rows are numbered."""
    engine.number(
        [("indicator", tables.BITS.of([["thu", "0", "1"]])), ("period", tables.PIDS.of([["2024", "0", "0"]]))]
    )
    names = [name for _, name, _ in engine.query("SHOW TABLES")]
    return {name: [column for column, *_ in engine.query(f"DESCRIBE TABLE {name}")] for name in names}


def test_the_tables_that_only_spark_makes_are_those_of_the_catalogue(attached, tmp_path):
    path, stored = made_csv(tmp_path, "unit,period,indicator,value,status\na,2024,thu,1,\n"), tmp_path / "rows.parquet"
    with duckdb.connect() as own:
        own.execute(f"COPY (FROM read_csv('{path}', all_varchar = true)) TO '{stored}' (FORMAT parquet)")
    entries = {one.name for file in (path, stored) for one in compared(tables_of(attached(file)))}
    assert entries == OF_SPARK | {"given", "input"}
