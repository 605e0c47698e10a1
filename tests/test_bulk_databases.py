"""Rows in bulk from tables of databases: locked, SQLite, PostgreSQL."""

from __future__ import annotations

import contextlib
import csv
import math
import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest

from checker.bulk.databases import from_postgres
from checker.bulk.duck import DuckDatabase
from checker.bulk.model import BulkSettings, DataTable
from checker.bulk.run import run_bulk
from checker.bulk.sources import InputSource
from checker.errors import EngineFault, SubmissionError
from checker.packs.load import load_pack
from checker.readers.cells.child.plain import number
from tests.command import checker
from tests.office import Office
from tests.test_bulk import YAML, rows_file

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, YAML)


def test_the_database_is_locked(tmp_path):
    data = rows_file(tmp_path, "unit,period,indicator,value\nthu,2024,thu,100\n")
    (tmp_path / "work").mkdir()
    engine = DuckDatabase(BulkSettings(), [InputSource(data, data)], str(tmp_path / "work"), [])
    for sql in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "ATTACH 'x.db'",
    ):
        with pytest.raises(EngineFault):
            engine.query(sql)
    engine.close()


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "1"], [None, None], ["", "2"], ["x\ny", None]],
        [["a\x1fb", "1"], ["c", "2"]],
        [["a\x1eb", "1"]],
        [["\x1d", "1"], [None, "2"]],
        [["a", None]],
        [],
    ],
)
def test_a_table_is_taken_in_whatever_stands_in_its_texts(tmp_path, rows):
    data = rows_file(tmp_path, "unit,period,indicator,value\nthu,2024,thu,100\n")
    (tmp_path / "work").mkdir()
    engine = DuckDatabase(BulkSettings(), [InputSource(data, data)], str(tmp_path / "work"), [])
    engine.table(DataTable("pairs", (("text", "VARCHAR"), ("number", "BIGINT")), rows))
    assert engine.query("SELECT * FROM pairs") == [(text, number and int(number)) for text, number in rows]
    engine.table(DataTable("texts", (("text", "VARCHAR"),), [[text] for text, _ in rows]))
    assert engine.query("SELECT * FROM texts") == [(text,) for text, _ in rows]
    engine.close()


def test_sqlite_table(office, tmp_path):
    path = tmp_path / "rows.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute('CREATE TABLE "so lieu" (unit TEXT, period TEXT, indicator TEXT, value NUMERIC)')
        database.execute("INSERT INTO \"so lieu\" VALUES ('thu', '2024', 'thu', 99.99), ('thu', '2024', 'ket', 'đạt')")
        database.commit()
    done = run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings(table="so lieu"))
    assert (done.verdicts, done.findings) == ({"unmet": 1, "met": 1}, {"T001": 1})


SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server on a socket, its address; each test has tables of its own."""
    if not SERVERS:
        pytest.skip("PostgreSQL is not on this machine")
    programs, root = SERVERS[-1], os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        if root:
            shutil.chown(name, "postgres")
        as_server = ["runuser", "-u", "postgres", "--"] if root else []

        def call(*arguments: str) -> None:
            subprocess.run([*as_server, *arguments], check=True, cwd=name, capture_output=True)

        call(
            str(programs / "initdb"),
            "-D",
            f"{name}/data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        control = str(programs / "pg_ctl"), "-D", f"{name}/data"
        call(*control, "-w", "-l", f"{name}/log", "-o", f"-k {name} -c listen_addresses=''", "start")
        try:
            yield f"postgresql:///postgres?host={name}&user=postgres"
        finally:
            call(*control, "-m", "immediate", "stop")


def test_postgresql_table(office, server):
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server) as connection:
        connection.execute('CREATE TABLE "số liệu" (unit text, period int, indicator text, value numeric)')
        connection.execute("INSERT INTO \"số liệu\" VALUES ('thu', 2024, 'thu', 99.99), ('thu', 2024, 'chi', 1)")
    done = run_bulk([server], [load_pack(str(office.pack))], BulkSettings(table="số liệu"))
    assert (done.verdicts, done.accounts) == ({"unmet": 1}, (2, 1, 1, 0, 0))
    assert [str(found.location) for found in done.run.diagnostics] == ["postgresql số liệu:3"]
    vietnamese = run_bulk([server], [load_pack(str(office.pack))], BulkSettings(table="số liệu", locale="vi"))
    assert (vietnamese.verdicts, vietnamese.accounts) == (done.verdicts, done.accounts)
    wrong = checker("bulk", "-p", str(office.pack), server.replace("host=", "password=secret&host="), "--table", "rows")
    assert (wrong.exit_code, "D301" in wrong.everything, "secret" in wrong.everything) == (3, True, False)


def test_postgresql_stores_numbers_as_every_route_reads_them(tmp_path, server):
    """Whatever the database, its users and this machine are set to."""
    psycopg = pytest.importorskip("psycopg")
    values = [11.999999999999998, 1.8900000000000001, 0.1, -0.0, 1e20, 1e-7, 4000.0, 1234567890123456.5, math.nan]
    singles = [struct.unpack("f", struct.pack("f", one))[0] for one in (86.6, 251687.625, 0.1, 1e10, 16777216.0)]
    columns = "unit text, period double precision, indicator text, value {}, as_of timestamptz"
    with psycopg.connect(server, autocommit=True) as connection:
        for type_ in ("double precision", "real", "numeric(30,3)"):
            table = '"' + type_.partition("(")[0] + '"'
            connection.execute(f"CREATE TABLE {table} ({columns.format(type_)})")
            for value in singles if type_ == "real" else values[:-1] if type_ != "double precision" else values:
                row = "INSERT INTO {} VALUES ('A', 2024, 'thu', %s, '2024-12-31 00:00+07')"
                connection.execute(row.format(table), [value])
        for setting in ("timezone = 'Asia/Ho_Chi_Minh'", "datestyle = 'SQL, DMY'", "extra_float_digits = 0"):
            connection.execute(f"ALTER DATABASE postgres SET {setting}")
        connection.execute("CREATE TABLE paid (unit text, period int, indicator text, value money)")

    def said(table, locale="machine"):
        copy = tmp_path / "copy.csv"
        from_postgres(server, BulkSettings(table=table, locale=locale), str(copy), "postgresql")
        with copy.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    texts = [line["value"] for line in said("double precision")]
    assert [Decimal(text) for text in texts[:-1]] == [Decimal(number(value)) for value in values[:-1]]
    assert (texts[0], texts[6], texts[-1]) == ("12", "4000", "NaN")
    assert [line["value"] for line in said("real", "vi")] == ["86,6", "251687,62", "0,1", "10000000000", "16777216"]
    assert said("numeric")[1] == {
        "unit": "A",
        "period": "2024",
        "indicator": "thu",
        "value": "1.89",
        "as_of": "2024-12-30 17:00:00+00",
    }
    with pytest.raises(SubmissionError) as caught:
        said("paid")
    assert [one.code.id for one in caught.value.diagnostics] == ["D320"]
