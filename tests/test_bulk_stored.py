"""What files and databases store means the same on every route: numbers, moments, columns of nulls, types."""

# ruff: noqa: S608 - paths and figures that the tests make

from __future__ import annotations

import contextlib
import csv
import math
import os
import sqlite3
import struct
import subprocess
import sys
from decimal import Decimal
from itertools import product

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.bulk.databases import from_sqlite
from checker.bulk.duck import DuckDatabase
from checker.bulk.footer import DamagedFile, LeafKind, leaves_of
from checker.bulk.grid import FigureGrid
from checker.bulk.model import BulkSettings
from checker.bulk.rows import RowStatements
from checker.bulk.sources import InputSource
from checker.errors import SubmissionError
from checker.readers.cells.child.plain import number
from checker.readers.days import TwoDays, day_in
from tests.command import checker
from tests.examples import examples, some_nightly
from tests.test_bulk_inputs import HEAD, judged, office, parquet, row, short, written

pytestmark = pytest.mark.slow

__all__ = ["office"]

THRESHOLDS = ["12", "1.89", "100", "0.1", "317", "65.5", "4000", "2.675", "1e15", "123456789012.345", "0.00012"]


@st.composite
def doubles(draw):
    """Draw a number at a threshold, some steps beside it, or anywhere."""
    found = float(draw(st.sampled_from(THRESHOLDS))) * draw(st.sampled_from([1.0, -1.0, 1 / 3]))
    for _ in range(draw(st.integers(0, 3))):
        found = math.nextafter(found, draw(st.sampled_from([-math.inf, math.inf])))
    halves = st.integers(10**15, 10**16 - 1).map(lambda whole: float(f"{whole // 10 * 10 + 5}e-9"))
    dyadic = st.integers(10**15, 2**53).map(lambda whole: whole / 8)
    anywhere = st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda one: abs(one) < 1e18)
    return draw(st.just(found) | halves | dyadic | anywhere)


def in_columns(folder, values, type_):
    """Return the texts that the columnar engine makes of stored numbers."""
    path = folder / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t (n BIGINT, value {type_})")
        database.execute(
            "INSERT INTO t SELECT unnest($1), unnest($2::DOUBLE[])", [list(range(len(values))), list(values)]
        )
        rows = "SELECT 'A' AS unit, '2024' AS period, 'thu' AS indicator, value FROM t ORDER BY n"
        database.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    work = folder / "work"
    work.mkdir(exist_ok=True)
    engine = DuckDatabase(BulkSettings(), [InputSource(str(path), "rows.parquet")], str(work), [])
    try:
        return [text for (text,) in engine.query("SELECT CAST(value AS VARCHAR) FROM given ORDER BY row")]
    finally:
        engine.close()


def in_sqlite(folder, values, locale="machine"):
    """Return the texts that are made of what stands in a column of a database."""
    path = folder / "rows.sqlite"
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (unit, period, indicator, value)")
        database.executemany("INSERT INTO t VALUES ('A', 2024.0, 'thu', ?)", [(value,) for value in values])
        database.commit()
    from_sqlite(str(path), BulkSettings(table="t", locale=locale), str(folder / "copy.csv"), "rows.sqlite")
    with (folder / "copy.csv").open(encoding="utf-8", newline="") as file:
        return [line["value"] for line in csv.DictReader(file)]


@settings(max_examples=examples(5, 200))
@given(st.lists(doubles(), min_size=20, max_size=80))
@example([12.0, 0.5, -65.5, 1e-05])
@example([12.0, 0.5, -65.5])
@example([11.999999999999998, 1.8900000000000001, 4000.0, -0.0, 9.999999999999995, 1000000000000.125, 1e22, 1e-7])
def test_a_stored_double_means_its_15_digits_on_every_route(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("routes")
    in_workbooks = [Decimal(number(value)) for value in values]
    assert [Decimal(text) for text in in_columns(folder, values, "DOUBLE")] == in_workbooks
    assert [Decimal(text) for text in in_sqlite(folder, values)] == in_workbooks
    assert [Decimal(text.replace(",", ".")) for text in in_sqlite(folder, values, "vi")] == in_workbooks


def single(value):
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.inf


def shortest(value):
    """Return the shortest text that reads back as a 32-bit number."""
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next(text for text in texts if single(float(text)) == value)


@settings(max_examples=examples(8, 200))
@given(
    st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False, allow_subnormal=False), min_size=1, max_size=40)
)
@example([single(one) for one in (0.1, 86.6, 251687.625, 16777216.0, 1e10, 2.0**-12, 0.0)])
def test_a_stored_32_bit_number_means_its_shortest_text(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("single")
    assert [Decimal(text) for text in in_columns(folder, values, "FLOAT")] == [Decimal(shortest(one)) for one in values]


def test_plain_digits_have_no_power_of_ten(tmp_path):
    assert in_columns(tmp_path, [1234567890123456.0, 2e19, 12.5], "DOUBLE") == [
        "1234567890123460",
        "20000000000000000000",
        "12.5",
    ]
    assert in_columns(tmp_path, [2e6, 1e10, 0.5], "FLOAT") == ["2000000", "10000000000", "0.5"]


def test_what_is_no_finite_number_is_a_bad_row(office, tmp_path):
    texts = {"DOUBLE": ("NaN", "inf"), "FLOAT": ("-inf", "nan")}
    paths = [
        parquet(tmp_path / f"{type_}.parquet", " UNION ALL ".join(row(f"'{one}'", f"'{one}'::{type_}") for one in own))
        for type_, own in texts.items()
    ]
    stands, done = judged(office, paths)
    assert (stands, [one.code.id for one in done.run.diagnostics]) == ([], ["D105"] * 4)


def test_each_value_of_a_database_has_its_own_type(tmp_path):
    values = [11.999999999999998, 12, "11.999999999999998", "1.234,5", 4000.0, math.inf, b"12", None]
    said = ["12", "12", "11.999999999999998", "1.234,5", "4000", "inf", "X'3132'", ""]
    assert in_sqlite(tmp_path, values) == said
    assert in_sqlite(tmp_path, [1.5, 12, "1.234,5"], "vi") == ["1,5", "12", "1.234,5"]


def test_two_columns_of_a_view_with_one_name_are_refused(office, tmp_path):
    path = tmp_path / "rows.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (unit, period, indicator, value, other)")
        database.execute("CREATE VIEW v AS SELECT unit, period, indicator, value, other AS value FROM t")
        database.commit()
    with pytest.raises(SubmissionError) as caught:
        judged(office, [str(path)], table="v")
    assert caught.value.diagnostics[0].location.path == f"{path} v"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xff\xfe", "it is not UTF-8"), (None, "the database is damaged")],
)
def test_what_is_wrong_with_a_database_is_said_in_our_words(office, tmp_path, data, said):
    path = tmp_path / "rows.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (unit TEXT, period TEXT, indicator TEXT, value TEXT)")
        database.executemany(
            "INSERT INTO t VALUES (?, '2024', 'thu', CAST(? AS TEXT))", [(f"U{n}", data or b"1") for n in range(900)]
        )
        database.commit()
    if data is None:
        damaged = bytearray(path.read_bytes())
        damaged[4096:] = bytes(255 for _ in damaged[4096:])
        path.write_bytes(damaged)
    done = checker("bulk", "--lang", "en", "-p", str(office.pack), "--table", "t", str(path))
    assert (done.exit_code, said in done.everything) == (3, True), done.everything


# --- columns -------------------------------------------------------------------------------


NOTHING = ["NULL", "NULL::VARCHAR", "''", "NULL::INTEGER", "NULL::DECIMAL(9,2)"]
OTHER = ["120::INTEGER", "120.5::DOUBLE", "120.5::DECIMAL(9,2)", "'120.5'", "120.5::FLOAT"]


# Each of both every day, and in one order; all pairs and orders in the night.
PAIRS = [(*pair, n % 2 == 0) for n, pair in enumerate(zip(NOTHING, OTHER, strict=True))]


@pytest.mark.parametrize(
    ("nothing", "other", "first"), some_nightly(product(NOTHING, OTHER, (True, False)), PAIRS.__contains__)
)
def test_a_column_of_nulls_fits_any_type(office, tmp_path, nothing, other, first):
    paths = [
        parquet(tmp_path / "1.parquet", row("'A'", nothing)),
        parquet(tmp_path / "2.parquet", row("'B'", other)),
    ]
    stands, done = judged(office, paths if first else paths[::-1])
    assert [(unit, verdict) for unit, _, verdict in short(stands)] == [("B", "exceeded")]
    assert [one.code.id for one in done.run.diagnostics] == ["D114"]


def test_text_of_some_files_beside_numbers_is_refused_where_any_stands_there(office, tmp_path):
    paths = [
        parquet(tmp_path / "1.parquet", row("'A'", "120::DECIMAL(9,2)")),
        parquet(tmp_path / "2.parquet", row("'B'", "NULL::VARCHAR")),
        parquet(
            tmp_path / "3.parquet",
            f"{row(chr(39) + 'C' + chr(39), 'NULL')} UNION ALL {row('7', chr(39) + '1' + chr(39))}",
        ),
    ]
    with pytest.raises(SubmissionError) as caught:
        judged(office, paths)
    [found] = caught.value.diagnostics
    assert (found.code.id, found.location.path) == ("D301", paths[2])


def test_two_columns_of_one_name_are_refused(office, tmp_path):
    path = tmp_path / "1.parquet"
    parquet(path, row("'A'", "120", more=", 99 AS valuf"))
    path.write_bytes(path.read_bytes().replace(b"valuf", b"value"))
    assert [leaf.name for leaf in leaves_of(str(path))][-2:] == ["value", "value"]
    with pytest.raises(SubmissionError) as caught:
        judged(office, [str(path)])
    assert [one.location.path for one in caught.value.diagnostics] == [str(path)]


def test_a_column_is_the_one_that_it_is_in_the_file(office, tmp_path):
    """DuckDB calls the second of two columns of one name otherwise."""
    path = tmp_path / "1.parquet"
    parquet(path, row("'A'", "120", more=", 1 AS x, 2 AS y"))
    path.write_bytes(path.read_bytes().replace(b"\x01y", b"\x01x"))
    assert short(judged(office, [str(path)])[0]) == [("A", 120.0, "exceeded")]


TEXTLESS = ["[1]", "{'a': 1}", "MAP {1: 2}", "INTERVAL 1 DAY", "TIME '12:00'"]


def test_a_type_without_one_text_is_refused(office, tmp_path):
    for n, value in enumerate(TEXTLESS):
        with pytest.raises(SubmissionError) as caught:
            judged(office, [parquet(tmp_path / f"{n}.parquet", row("'A'", value))])
        assert [one.code.id for one in caught.value.diagnostics] == ["D320"], value
    more = "".join(f", {value} AS x{n}" for n, value in enumerate(TEXTLESS))
    beside = parquet(tmp_path / "beside.parquet", row("'A'", "120", more=more))
    assert short(judged(office, [beside])[0]) == [("A", 120.0, "exceeded")]


def test_names_and_bytes_are_read_as_texts_are(office, tmp_path):
    rows = "SELECT 7.0::DOUBLE AS unit, 2024.0::DOUBLE AS period, 'thu'::BLOB AS indicator, '120'::BLOB AS value"
    assert short(judged(office, [parquet(tmp_path / "1.parquet", rows)])[0]) == [("7", 120.0, "exceeded")]


TYPES = [
    ("1::TINYINT", LeafKind.WHOLE, "TINYINT"),
    ("1::UINTEGER", LeafKind.WHOLE, "UINTEGER"),
    ("1::UBIGINT", LeafKind.WHOLE, "UBIGINT"),
    ("1::DECIMAL(9,2)", LeafKind.DECIMAL, "DECIMAL(9,2)"),
    ("1::DECIMAL(38,17)", LeafKind.DECIMAL, "DECIMAL(38,17)"),
    ("1::FLOAT", LeafKind.FLOAT, "FLOAT"),
    ("1::DOUBLE", LeafKind.DOUBLE, "DOUBLE"),
    ("'x'", LeafKind.TEXT, "VARCHAR"),
    ("'x'::BLOB", LeafKind.TEXT, "VARCHAR"),
    ("true", LeafKind.TEXT, "BOOLEAN"),
    ("DATE '2024-07-02'", LeafKind.TEXT, "DATE"),
    ("TIMESTAMP '2024-07-02 08:30:00'", LeafKind.TEXT, "TIMESTAMP"),
    ("TIMESTAMPTZ '2024-07-02 08:30:00+00'", LeafKind.TEXT, "INSTANT"),
    ("TIMESTAMP_NS '2024-07-02 08:30:00'", LeafKind.TEXT, "TIMESTAMP_NS"),
    ("uuid()", LeafKind.TEXT, "UUID"),
    ("NULL", LeafKind.NULL, "NULL"),
    ("[1]", LeafKind.UNREAD, "LIST"),
    ("MAP {1: 2}", LeafKind.UNREAD, "MAP"),
    ("{'a': {'b': [1]}}", LeafKind.UNREAD, "STRUCT"),
    ("INTERVAL 1 DAY", LeafKind.UNREAD, "INTERVAL"),
    ("TIME '12:00'", LeafKind.UNREAD, "TIME"),
]


def test_a_footer_tells_names_and_types(tmp_path):
    columns = ", ".join(f"{value} AS c{place}" for place, (value, _, _) in enumerate(TYPES))
    leaves = leaves_of(parquet(tmp_path / "1.parquet", f"SELECT {columns}"))
    assert [(leaf.name, leaf.kind, leaf.type) for leaf in leaves] == [
        (f"c{place}", kept, type_) for place, (_, kept, type_) in enumerate(TYPES)
    ]


@given(st.data())
def test_a_footer_that_is_damaged_is_told_as_such(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("damaged") / "1.parquet"
    parquet(path, row("'A'", "120.5::DECIMAL(9,2)", more=", [1] AS x, TIMESTAMPTZ '2024-07-02 08:30:00+00' AS as_of"))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 5))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with contextlib.suppress(DamagedFile):
        assert all(leaf.type for leaf in leaves_of(str(path)))


def test_damage_that_only_a_search_meets_is_no_fault(office, tmp_path):
    """What tells in which part of a file a value may be is read where a value is looked for."""
    path = tmp_path / "1.parquet"
    codes = "['thu', 'chi', 'x', 'a', 'z'][1 + n % 5]"
    parquet(
        path,
        f"SELECT 'U' || n % 7 AS unit, '2024' AS period, {codes} AS indicator, (n % 90)::VARCHAR AS value "
        "FROM range(30) t(n)",
    )
    with duckdb.connect() as database:
        places = database.execute(f"SELECT bloom_filter_offset FROM parquet_metadata('{path}')").fetchall()
    content = bytearray(path.read_bytes())
    for (place,) in places:
        if place is not None:
            content[place : place + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    done = checker("bulk", "--lang", "en", "-p", str(office.pack), "--units", "data", str(path))
    assert (done.exit_code, "error D319: the Parquet file is damaged" in done.everything) == (3, True), done.everything
    assert "TProtocol" not in done.everything


@pytest.mark.parametrize("name", ["rows.json", "rows.xlsx", "rows.yaml", "rows.ODS"])
def test_a_submission_is_no_file_of_rows(office, tmp_path, name):
    done = checker("bulk", "--lang", "vi", "-p", str(office.pack), written(tmp_path / name, "{}"))
    assert (done.exit_code, "hãy kiểm tra tệp này bằng `checker check`" in done.everything) == (3, True)


# --- moments -------------------------------------------------------------------------------

DAYS = [
    ("2024-12-31", "2024-12-31"),
    (" 2024-12-31 ", "2024-12-31"),
    ("2024-12-31 23:59:59.999", "2024-12-31"),
    ("2024-12-31T00:00", "2024-12-31"),
    ("2024-12-31T00:00:00Z", "2024-12-31"),
    ("2024-12-31 16:59:59+00", "2024-12-31"),
    ("2024-12-31T00:00:00+07:00", "2024-12-31"),
    ("2024-12-31 23:59:59+0700", "2024-12-31"),
    ("2024-12-30T18:00:00Z", ("2024-12-30", "2024-12-31")),
    ("2024-12-30 17:00:00 UTC", ("2024-12-30", "2024-12-31")),
    ("2024-12-31T00:30:00+09:00", ("2024-12-31", "2024-12-30")),
    ("2024-12-31T12:00:00-05:00", ("2024-12-31", "2025-01-01")),
    ("2024-12-31T25:00:00Z", None),
    ("2024-12-31T00:00:00 Hanoi", None),
    ("0044-03-15 BC", None),
    ("9999-12-31T23:00:00Z", None),
    ("infinity", None),
    ("20241231", None),
    ("2024-12-31 00:00:00" + " " * 99 + "Z", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_moment_is_a_day_where_it_is_one_in_vietnam_too(text, day):
    found = day_in(text)
    if isinstance(found, TwoDays):
        assert (found.written.isoformat(), found.here.isoformat()) == day
    else:
        assert (found and found.isoformat()) == day


MOMENTS = ["2024-12-30 18:00:00+00", "2024-12-31 00:00:00+00", "2024-12-31 16:59:59.5+00", "2024-12-31 17:00:00+00"]


def test_the_machines_time_zone_decides_nothing(office, tmp_path):
    rows = " UNION ALL ".join(
        row(f"'U{n}'", "120", more=f", TIMESTAMPTZ '{moment}' AS as_of") for n, moment in enumerate(MOMENTS)
    )
    path = parquet(tmp_path / "1.parquet", rows)
    asked = "bulk", "--lang", "en", "-p", str(office.pack), "--units", "data", path
    elsewhere = subprocess.run(
        [sys.executable, "-m", "checker", *asked],
        env={**os.environ, "TZ": "America/Los_Angeles", "COLUMNS": "400"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert elsewhere.stdout == checker(*asked).stdout
    assert elsewhere.stdout.count("ERROR D318 ") == 2


def test_a_moment_of_nanoseconds_is_one_too(office, tmp_path):
    path = tmp_path / "1.parquet"
    parquet(path, row("'A'", "120", more=", TIMESTAMP_NS '2024-12-30 18:00:00' AS as_of"))
    # Only the flag that says whether it is in UTC differs.
    path.write_bytes(path.read_bytes().replace(b"\x8c\x12\x1c\x3c", b"\x8c\x11\x1c\x3c"))
    assert leaves_of(str(path))[-1].type == "INSTANT_NS"
    assert [one.code.id for one in judged(office, [str(path)])[1].run.diagnostics] == ["D318"]


def test_a_text_with_a_time_zone_is_told_alike_by_both_commands(office, tmp_path):
    text = HEAD.replace("value", "value,as_of") + "A,2024,thu,120,2024-12-30T18:00:00Z\n"
    path = written(tmp_path / "rows.csv", text)
    units = "--units", "data"
    for command in (("check", "--locale", "en"), ("bulk", *units), ("check", "--engine", "columnar", *units)):
        done = checker(*command, "--lang", "en", "-p", str(office.pack), path)
        assert "D318" in done.everything, done.everything
        assert "is 2024-12-30 by its own time zone, but 2024-12-31 in Vietnam" in done.everything


@pytest.mark.parametrize(("texts", "fast"), [(40, True), (2000, False)])
def test_the_profile_by_numbers_is_that_by_texts(tmp_path, texts, fast):
    """Few texts are numbered; a null and an odd text of an indicator are kept."""
    path, work = tmp_path / "rows.parquet", tmp_path / "work"
    work.mkdir()
    with duckdb.connect() as database:
        named = f"CASE i % {texts} WHEN 0 THEN NULL WHEN 1 THEN 'it''s' ELSE 'i' || i % {texts} END"
        database.execute(
            f"COPY (SELECT 'u' || i AS unit, '2024-0' || 1 + i % 3 AS period, {named} AS indicator, "
            f"CAST(i % {texts} AS DECIMAL(9,1)) AS value FROM range(9000) r(i)) TO '{path}' (FORMAT parquet)"
        )
    engine = DuckDatabase(BulkSettings(), [InputSource(str(path), "rows.parquet")], str(work), [])
    with contextlib.closing(engine):
        of = RowStatements(engine.columns(), "machine", 1, FigureGrid(0, wide=False), "")
        keys = engine.pair_keys()
        by_texts, by_numbers = (sorted(engine.query(of.profile(one)), key=str) for one in ({}, keys))
    assert bool(keys) is fast
    assert by_numbers == by_texts
    assert {one for _, one, *_ in by_numbers} > {None, "it's"}
