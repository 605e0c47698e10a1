"""The command among streams and signals as a shell, cron or a container gives them: exit codes mean what they mean."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from tests.examples import some_nightly

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
YEAR = str(ROOT / "seeds" / "bac-kan-city" / "2023.yaml")
HALF = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")
AROUND = os.environ | {"PYTHONPATH": str(ROOT), "CHECKER_LANG": "en"}
CHECKER = shlex.join([sys.executable, "-m", "checker"])
FULL = pytest.param(">/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device"))


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - a shell is what is tried
        cwd=folder,
        env=AROUND,
        capture_output=True,
        check=False,
        timeout=600,
    )


CLOSED = list(
    product(
        ["", "--format xlsx -o json=r.json"],
        [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"],
        [(YEAR, 1), (HALF, 0), ("none.yaml", 3)],
    )
)


# By day each way to close streams, each outcome twice, and half of them with a report.
BY_DAY = [CLOSED[number] for number in (0, 4, 8, 13, 18, 23)]


@pytest.mark.parametrize(("more", "closed", "ending"), some_nightly(CLOSED, BY_DAY.__contains__))
def test_a_stream_that_is_closed_changes_no_exit_code(tmp_path, more, closed, ending):
    path, code = ending
    done = shell(f"{CHECKER} check {path} {more} {closed}", tmp_path)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"fault" not in done.stderr
    assert (tmp_path / "r.json").exists() is ("r.json" in more)
    if "r.json" in more:
        assert (tmp_path / "r.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    ("path", "code", "format_"),
    some_nightly(
        [(path, code, format_) for format_ in ("full", "json", "xlsx") for path, code in ((YEAR, 1), (HALF, 0))],
        {(YEAR, 1, "full"), (HALF, 0, "json"), (YEAR, 1, "xlsx")}.__contains__,
    ),
)
def test_a_reader_who_goes_away_changes_no_exit_code(tmp_path, path, code, format_):
    done = shell(f"{CHECKER} check {path} {path} --format {format_} | head -c 1; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (done.returncode, done.stderr) == (code, done.stderr.replace(b"fault", b""))
    assert b"Traceback" not in done.stderr


def test_a_stream_that_its_caller_does_not_wait_for_takes_all_of_a_report(tmp_path):
    out, into = os.pipe()
    os.set_blocking(into, False)
    asked = [sys.executable, "-m", "checker", "check", YEAR, HALF, "--format", "json"]
    with subprocess.Popen(asked, cwd=tmp_path, env=AROUND, stdout=into) as started, open(out, "rb") as read:
        os.close(into)
        assert len(json.loads(read.read())["reports"]) == 2
    assert started.returncode == 1


@pytest.mark.parametrize("to", [FULL, pytest.param("1</dev/null", id="for reading")])
@pytest.mark.parametrize(
    "command",
    some_nightly(
        (f"check {HALF}", f"check {HALF} --format json -o json=r.json", "packs", "--help"),
        lambda command: command != f"check {HALF}",
    ),
)
def test_standard_output_that_takes_nothing_is_told(tmp_path, to, command):
    done = shell(f"{CHECKER} {command} {to}", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"checker: standard output cannot be written: ")
    assert done.stderr.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_closed_standard_input_is_no_submission(tmp_path):
    done = shell(f"{CHECKER} check - <&-", tmp_path)
    assert done.returncode == 3
    assert b"<stdin>: error D001: the file cannot be read: standard input is closed" in done.stderr


STAGED = f"""
import os, sys, time
from checker import writing
def poured(path, data):
    os.write(2, b"staged\\n")
    time.sleep(60)
writing._pour = poured
sys.argv = ["checker", "check", {HALF!r}, "-o", "json=a.json", "-o", "csv=b.csv", "-o", "tap=/dev/fd/1"]
from checker.cli import main
main()
"""


ENDS = [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]


def begin(program: str, folder: Path, number: int) -> subprocess.Popen[bytes]:
    """Start a program as a shell that ignores no signal starts it, whatever started the tests."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        env=AROUND,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, number, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_a_signal_ends_the_program_as_a_shell_expects_and_leaves_nothing(tmp_path, number, code):
    waiting = begin(STAGED, tmp_path, number)
    assert waiting.stderr is not None
    assert waiting.stderr.readline() == b"staged\n"
    assert len(list(tmp_path.iterdir())) == 2
    waiting.send_signal(number)
    _, said = waiting.communicate(timeout=600)
    assert (waiting.returncode, said.strip()) == (code, b"")
    assert list(tmp_path.iterdir()) == []


QUERY = """
import os, sys
import duckdb
from checker.cli.program import program
def main(*given, **more):
    os.write(2, b"asked\\n")
    duckdb.connect().execute("SELECT sum(hash(a.range) % b.range) FROM range(1, 10000000) a, range(1, 10000000) b")
program.main = main
sys.argv = ["checker", "check"]
from checker.cli import main
main()
"""


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_a_signal_within_a_query_ends_the_program_as_one_without(tmp_path, number, code):
    waiting = begin(QUERY, tmp_path, number)
    assert waiting.stderr is not None
    assert waiting.stderr.readline() == b"asked\n"
    waiting.send_signal(number)
    _, said = waiting.communicate(timeout=6000)
    assert (waiting.returncode, said.strip()) == (code, b"")


LOST = """
import gc, os, signal, sys
from checker.cli.program import program
class Closed:
    def __del__(self):
        os.kill(os.getpid(), NUMBER)
        for _ in range(100):
            pass
def main(*given, **more):
    Closed()
    return 0
program.main = main
sys.argv = ["checker", "check"]
from checker.cli import main
main()
"""


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_a_signal_that_the_interpreter_loses_is_remembered_and_shows_no_traceback(tmp_path, number, code):
    done = begin(LOST.replace("NUMBER", str(int(number))), tmp_path, number)
    _, said = done.communicate(timeout=600)
    assert (done.returncode, said.strip()) == (code, b"")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_the_caller_ignores_stays_ignored(tmp_path, name):
    begun = f"trap '' {name[3:]}; mkfifo p; {CHECKER} check - < p & exec 9>p; sleep 0.5"
    assert shell(f"{begun}; kill -{name[3:]} $!; exec 9>&-; wait $!", tmp_path).returncode == 3
