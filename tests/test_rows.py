"""``check`` over rows in bulk: when it is one, what goes with it, and the reports of all rows."""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import duckdb
import jsonschema
import pytest
from junitparser import JUnitXml

from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.cli import rows
from checker.packs.load import load_pack
from checker.reporters.schema import report_schema
from tests.command import checker
from tests.office import Office, indicator

pytestmark = pytest.mark.slow

INDICATORS = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + indicator(
    "chi", kind="stock", better="lower", more="target: {at_most: 50}\npace: none"
)
ROWS = "unit,period,indicator,value\nA,2024,thu,90\nA,2024,chi,50\nB,2024,thu,100\nB,2024,chi,60\nC,2024,thu,120\n"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, INDICATORS)


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


@pytest.fixture
def parquet(tmp_path, data):
    path = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(f"COPY (SELECT * FROM read_csv('{data}', all_varchar = true)) TO '{path}' (FORMAT parquet)")
    return str(path)


def test_reports_of_all_rows_go_where_outputs_say(office, data, tmp_path):
    named = {name: tmp_path / f"report.{name}" for name in ("json", "junit", "html", "markdown")}
    written = [part for name, path in named.items() for part in ("--output", f"{name}={path}")]
    found = tmp_path / "found"
    done = checker(
        "check", "--engine", "columnar", "-p", str(office.pack), "--units", "data", data, *written,
        "--output", f"parquet={found}",
    )  # fmt: skip
    assert done.exit_code == 1, done.everything
    assert "5 rows, engine columnar: 5 judged, 0 bad" in done.stdout
    assert (found / "findings.parquet").exists()
    report = json.loads(named["json"].read_text(encoding="utf-8"))
    jsonschema.validate(report, report_schema())
    survey = report["survey"]
    assert (survey["rows"], survey["verdicts"]) == (5, {"unmet": 2, "met": 2, "exceeded": 1})
    assert [(one["indicator"], one["units"], one["verdicts"], one["without"]) for one in survey["indicators"]] == [
        ("thu", 3, {"exceeded": 1, "met": 1, "unmet": 1}, 0),
        ("chi", 3, {"met": 1, "unmet": 1}, 1),
    ]
    worst = {one["unit"]: [cell and cell["verdict"] for cell in one["stands"]] for one in survey["worst_units"]}
    assert worst == {"A": ["unmet", "met"], "B": ["met", "unmet"], "C": ["exceeded", None]}
    suite = next(iter(JUnitXml.fromfile(str(named["junit"]))))
    assert (suite.name, suite.tests, suite.failures) == ("bulk", 4, 4)
    html = named["html"].read_text(encoding="utf-8")
    assert 'class="survey"' in html
    assert "A, Indicator chi: met" in html
    assert "| Indicator thu |" in named["markdown"].read_text(encoding="utf-8")


def test_the_map_begins_with_the_units_that_block_most_then_with_those_that_warn_most(tmp_path):
    names = ("thu", "chi", "ho")
    office = Office(
        tmp_path,
        *(indicator(name, kind="stock", more="target: {at_least: 100}\npace: none") for name in names),
        more="gate: {estimate: warn}\n",
    )
    # Of each unit what its three figures do to the gate.
    stands = {"A": "...", "B": "..w", "C": "ww.", "D": "b..", "E": "bww", "F": "bb.", "G": ".bw", "H": ".b."}
    figures = {".": "100,final", "w": "100,estimate", "b": "99,final"}
    lines = [
        f"{unit},2024,{name},{figures[what]}"
        for unit, row in sorted(stands.items(), reverse=True)
        for name, what in zip(names, row, strict=True)
    ]
    data, report = tmp_path / "rows.csv", tmp_path / "report.json"
    data.write_text("\n".join(["unit,period,indicator,value,status", *lines, ""]), encoding="utf-8")
    checker(
        "check", "--engine", "columnar", "-p", str(office.pack), "--units", "data", str(data),
        "--output", f"json={report}",
    )  # fmt: skip
    worst = json.loads(report.read_text(encoding="utf-8"))["survey"]["worst_units"]
    assert [one["unit"] for one in worst] == ["F", "E", "G", "D", "H", "C", "B"]


def test_a_small_file_in_the_long_layout_is_read_as_before(office, data):
    done = checker("check", "-p", str(office.pack), "--unit", "A", data)
    assert "engine columnar" not in done.stdout


LACKING = [
    # rows, the indicators whose cases fail
    ("A,2024,thu,120\nA,2024,chi,20\nB,2024,thu,120\n", ["chi"]),
    ("A,2024,thu,120\nA,2024,chi,20\n", []),
    ("A,2024,thu,99\nA,2024,chi,20\nB,2024,thu,120\nB,2024,chi,20\n", ["thu"]),
]


@pytest.mark.parametrize(("lines", "failing"), LACKING)
def test_the_case_of_an_indicator_fails_where_it_fails_the_gate(office, tmp_path, lines, failing):
    path = tmp_path / "rows.csv"
    path.write_text(f"unit,period,indicator,value\n{lines}", encoding="utf-8")
    arguments = ("-p", str(office.pack), "--units", "data", "--format", "junit", str(path))
    suite = next(iter(JUnitXml.fromstring(checker("bulk", *arguments).stdout.encode())))
    failed = [case.name for case in suite if case.result]
    assert [one for one in ("thu", "chi") if f"Indicator {one}, the year 2024" in failed] == failing


def test_large_files_of_rows_go_to_columns(office, data, monkeypatch):
    monkeypatch.setattr(rows, "_LARGE", 10)
    done = checker("check", "-p", str(office.pack), "--units", "data", data)
    assert (done.exit_code, "engine columnar" in done.stdout) == (1, True)


def test_a_folder_of_parquet_files_can_only_be_rows(office, parquet, tmp_path):
    folder = tmp_path / "years" / "2024"
    folder.mkdir(parents=True)
    os.rename(parquet, folder / "rows.parquet")
    done = checker("check", "-p", str(office.pack), "--units", "data", str(folder.parent))
    assert "engine columnar" in done.stdout
    (folder / "rows.csv").write_text("unit,period,indicator,value\n", encoding="utf-8")
    done = checker("check", "-p", str(office.pack), "--units", "data", str(folder.parent))
    assert "D301" in done.everything


def test_check_and_bulk_write_outputs_alike(office, data, tmp_path):
    commands = (("check", "--engine", "columnar"), ("bulk",))
    for number, command in enumerate(commands):
        asked = (*command, "-p", str(office.pack), "--units", "data", data)
        for kind, output in (("parquet", "{}"), ("parquet", "parquet={}"), ("csv", "csv={}")):
            folder = tmp_path / f"{number}-{output[0]}-{kind}"
            assert checker(*asked, "-o", output.format(folder)).exit_code == 1
            assert (folder / f"findings.{kind}").exists()
        report = tmp_path / "report.csv"
        assert checker(*asked, "-o", f"csv={report}").exit_code == 1
        assert report.is_file()
        report.unlink()
        done = checker(*asked, "-o", str(tmp_path / "a"), "-o", f"csv={tmp_path / 'b'}")
        assert (done.exit_code, "write --output parquet=FOLDER once" in done.stderr) == (2, True)


@pytest.mark.usefixtures("office", "data")
def test_bulk_takes_the_settings_of_the_folder_as_check_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "checker.yaml"
    settings.write_text("pack: thu/2024.yaml\nformat: json\nfail_on: [warning]\n", encoding="utf-8")
    asked = ("bulk", "--units", "data", "rows.csv")
    run = json.loads(checker(*asked).stdout)
    assert run == json.loads(checker("check", "--engine", "columnar", *asked[1:]).stdout)
    assert run["run"]["settings"]["path"] == "checker.yaml"
    assert "engine columnar" in checker(*asked, "--format", "full").stdout
    done = checker(*asked, "--no-config")
    assert (done.exit_code, "name the pack of the rows with --pack" in done.stderr) == (2, True)
    other = tmp_path / "other" / "settings.yaml"
    other.parent.mkdir()
    other.write_text("pack: none/2024\n", encoding="utf-8")
    done = checker(*asked, "--config", str(other))
    assert (done.exit_code, "none/2024" in done.everything) == (2, True)
    settings.write_text("fail_on: [none]\n", encoding="utf-8")
    assert (checker(*asked).exit_code, "error S" in checker(*asked).everything) == (2, True)


@pytest.mark.parametrize("setting", ["waivers: w.yaml", "baseline: b.yaml", "select: [T001]", "ignore: [T001]"])
@pytest.mark.usefixtures("data")
def test_a_setting_without_meaning_in_bulk_is_refused(office, tmp_path, monkeypatch, setting):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checker.yaml").write_text(f"{setting}\n", encoding="utf-8")
    for command in (("check", "--engine", "columnar"), ("bulk",)):
        done = checker(*command, "-p", str(office.pack), "rows.csv")
        said = f"`{setting.partition(':')[0]}` at checker.yaml:1:1 does not go with bulk data"
        assert (done.exit_code, said in done.stderr, done.stderr.count("--help")) == (2, True, 1)
        done = checker(*command, "-p", str(office.pack), "rows.csv", "--no-config")
        assert "engine columnar" in done.stdout


@pytest.mark.usefixtures("data")
def test_packs_of_rows_are_looked_for_in_rules_and_kept(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "elsewhere" / "own"
    home.mkdir(parents=True)
    text = office.pack.read_text(encoding="utf-8")
    (home / "2024.yaml").write_text(text.replace("id: thu/2024", "id: own/2024"), encoding="utf-8")
    for number, command in enumerate((("check", "--engine", "columnar"), ("bulk",))):
        cache = tmp_path / f"cache-{number}"
        asked = (*command, "-p", "own/2024", "--units", "data", "rows.csv")
        assert checker(*asked, CHECKER_CACHE_DIR=str(cache)).exit_code == 2
        named = (*asked, "--rules", "elsewhere")
        assert checker(*named, "--no-cache", CHECKER_CACHE_DIR=str(cache)).exit_code == 1
        assert not cache.exists()
        assert checker(*named, CHECKER_CACHE_DIR=str(cache)).exit_code == 1
        assert cache.exists()


MISUSES = [
    (("check", "--worst", "3", "{data}"), "--worst is for bulk data"),
    (("check", "--column", "unit=a", "{data}"), "write NAME=COLUMN with one of: value, indicator"),
    (("check", "--engine", "direct", "{parquet}"), "bulk data are evaluated by"),
    (("check", "--engine", "columnar", "{data}"), "name the pack of the rows"),
    (("check", "--engine", "columnar", "-p", "{pack}", "--period", "2024", "{data}"), "--period does not go"),
    (("check", "--engine", "columnar", "-p", "{pack}", "--layout", "value=x", "{data}"), "--layout does not go"),
    (("check", "--engine", "columnar", "-p", "{pack}", "--sheet", "x", "{data}"), "--sheet does not go"),
    (("bulk", "-p", "{pack}", "--engine", "rete", "{data}"), "--engine columnar or --engine spark, not rete"),
    (("bulk", "-p", "{pack}", "--output", "parquet", "{data}"), "parquet=FOLDER once"),
    (("bulk", "{data}"), "name the pack of the rows"),
    (("check", "--engine", "columnar", "-p", "{pack}", "--output", "parquet", "{data}"), "parquet=FOLDER once"),
    (("check", "--engine", "columnar", "-p", "{pack}", "--master", "local", "{data}"), "needs --engine spark"),
    (("annotate", "--engine", "columnar", "--output", "x.csv", "{data}"), "for check and bulk only"),
]


@pytest.mark.parametrize(("arguments", "said"), MISUSES)
def test_what_does_not_go_together_is_refused(office, data, parquet, arguments, said):
    names = {"data": data, "parquet": parquet, "pack": str(office.pack)}
    done = checker(*(one.format(**names) for one in arguments))
    assert (done.exit_code, said in done.stderr) == (2, True), done.everything


def command(code, *arguments):
    """Return the call of the command in which ``code`` has put something into the engine's way first."""
    return [sys.executable, "-c", f"{code}\nfrom checker.cli import main\nmain()", "check", *arguments]


ENDLESS = """
import signal
from checker.bulk.duck import DuckDatabase

# What a shell starts in the background ignores Ctrl-C, and so do its children.
signal.signal(signal.SIGINT, signal.default_int_handler)


def endless(engine, _sql, *where):
    print("ready", flush=True)
    return step(engine, "SELECT max(hash(i)) FROM range(1000000000000) r(i)", *where)


step, DuckDatabase.{step} = DuckDatabase.{step}, endless
"""
"""One step of the run takes hours, so that only an interruption ends it."""

ENDLESS_BESIDE = """
import signal
from checker.bulk.duck import DuckDatabase

signal.signal(signal.SIGINT, signal.default_int_handler)


def endless(engine, name, sql):
    if name == "class_counts":
        print("ready", flush=True)
        sql = "SELECT max(hash(i)) AS n FROM range(1000000000000) r(i)"
    return keep(engine, name, sql)


keep, DuckDatabase.keep = DuckDatabase.keep, endless
"""
"""The same in the second thread, for which the first one waits."""


@pytest.mark.parametrize(
    ("code", "moment"),
    [
        (ENDLESS.format(step="query"), "spill/.checker-*"),
        (ENDLESS.format(step="write"), ".checker-*/*.parquet"),
        (ENDLESS_BESIDE, ".checker-*/findings.parquet"),
    ],
)
def test_ctrl_c_leaves_nothing_half_written(office, parquet, tmp_path, code, moment):
    spill = tmp_path / "spill"
    told = ["-p", str(office.pack), "--units", "data", "--output", f"parquet={tmp_path / 'out'}", "--everything"]
    running = subprocess.Popen(
        command(code, parquet, *told, "--threads", "1", "--spill", str(spill)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        while running.poll() is None and not any(tmp_path.glob(moment)):
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate()
    finally:
        running.kill()
    assert running.returncode == 130, complaint
    assert b"Traceback" not in complaint
    assert list(spill.iterdir()) == []
    assert not (tmp_path / "out").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".checker-")] == []


@pytest.mark.parametrize("number", [0, 1])
def test_ctrl_c_at_the_making_of_a_folder_leaves_none(office, parquet, tmp_path, monkeypatch, number):
    make, made, before = os.mkdir, [], sorted([*os.listdir(tmp_path), "spill"])

    def interrupted(path, *mode):
        make(path, *mode)
        made.append(path)
        if len(made) > number:
            raise KeyboardInterrupt

    spill = tmp_path / "spill"
    spill.mkdir()
    monkeypatch.setattr(os, "mkdir", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_bulk([parquet], [load_pack(str(office.pack))], BulkSettings(spill=str(spill), output=str(tmp_path / "out")))
    assert len(made) == number + 1
    assert [os.listdir(spill), sorted(os.listdir(tmp_path))] == [[], before]


SEEN = """
import threading
from checker.bulk.duck import DuckDatabase
from checker.cli import progress

write, share, asked = DuckDatabase.write, DuckDatabase.share, threading.Semaphore(0)


def held(engine, *what):
    while asked.acquire(blocking=False):
        pass
    # The first may belong to a line of the step before; when the third is asked for, the second is drawn.
    for _ in range(3):
        asked.acquire()
    write(engine, *what)


def told(engine):
    asked.release()
    return share(engine)


DuckDatabase.write, DuckDatabase.share, progress.TICK = held, told, 0.01
"""
"""Whatever is written waits until the line of progress was drawn."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals in Python")
def test_a_terminal_shows_how_far_the_run_is(office, parquet, tmp_path):
    import pty

    above, below = pty.openpty()
    running = subprocess.Popen(
        command(SEEN, parquet, "-p", str(office.pack), "--units", "data", "--output", f"parquet={tmp_path / 'out'}"),
        stdout=subprocess.DEVNULL,
        stderr=below,
        env=os.environ | {"CHECKER_LANG": "en"},
    )
    os.close(below)
    shown = b""
    while True:
        try:
            part = os.read(above, 65536)
        except OSError:  # what Linux says when nobody writes any more
            break
        if not part:
            break
        shown += part
    os.close(above)
    assert running.wait() == 1
    text = shown.decode()
    assert re.search(r"(units|bad rows|findings|tallies): \d+ % of 5 rows, about", text)
    # The line is empty again when the run ends.
    assert re.search(r"\r +\r\Z", text)


def test_the_screen_is_laid_out_as_that_of_a_single_check(office, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("unit,period,indicator,value\n" + "A,2024,nonsense,1\n" * 2 + "A,2024,thu,90\n", encoding="utf-8")
    arguments = ("bulk", "-p", str(office.pack), "--units", "data", str(path), "--lang", "en")
    done = checker(*arguments, COLUMNS="60")
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert max(len(line) for line in lines if "/" not in line) <= 60
    head, first, second, *_, gate, code = done.stdout.rstrip().split("\n\n")
    assert [*map(bool, re.findall("rows, engine columnar|^pack:", head, re.MULTILINE))] == [True, True]
    assert first.startswith("ERROR D101 `nonsense` is not an indicator of pack")
    assert re.search(r"\n    place       \S*rows.csv:2\n    what to do  use an id", first)
    assert re.search(r"place +\S*rows.csv:3\Z", second)
    assert checker(*arguments, "-o", "-", COLUMNS="60").stdout == done.stdout
    assert (gate.partition("\n")[0], code) == ("Gate: FAIL", "Exit code 1: the gate failed")


def test_without_a_terminal_nothing_is_drawn(office, data):
    done = checker("bulk", "-p", str(office.pack), "--units", "data", data)
    assert "left" not in done.stderr
