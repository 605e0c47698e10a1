"""What a bulk run keeps is old or new as a whole, and what a killed one left is gone after the next run there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from checker import interrupts, writing
from checker.bulk import folders
from checker.bulk.folders import RunFolders, publish, refuse_full
from checker.errors import WriteError
from checker.interrupts import holding
from checker.settling import TEMPORARY, settle
from tests.command import checker
from tests.examples import some_nightly
from tests.interrupted import interrupted_at

ROOT = Path(__file__).parent.parent
NAME = f"{TEMPORARY}{'0' * 16}"
ODD, EVEN = range(1, 2_000, 2), range(2, 2_000, 2)
NEW = {"by_unit.parquet": b"new", "findings.parquet": b"new"}
OLD = {"by_unit.parquet": b"old", "judged.csv": b"old", "notes.txt": b"mine"}
DONE = {"notes.txt": b"mine", **NEW}

RUN = f"""
import os, signal, sys
from checker import interrupts
from checker.bulk import folders
step, at, *reports = sys.argv[1:]
# Without a number, one after another is killed at each step, in a folder of its own, until one comes to its end.
if at == "each":
    for at in range(1, 60):
        child = os.fork()
        if not child:
            os.chdir(str(at))
            break
        if os.waitpid(child, 0)[1] == 0:
            print(at)
            sys.exit()
    else:
        sys.exit("the run never came to its end")
at = int(at)
calls = []
def counted(kept):
    def call(*given, **more):
        calls.append(1)
        if len(calls) == at:
            os.kill(os.getpid(), signal.{{signal}})
        return kept(*given, **more)
    return call
for name in step.split():
    setattr(os, name, counted(getattr(os, name)))
def work(held):
    made = folders.run_folders("out", "work", held)
    for name in {sorted(NEW)}:
        with open(os.path.join(made.staged, name), "wb") as file:
            file.write(b"new")
    open(os.path.join(made.work, "rows.csv"), "wb").close()
    folders.publish(made, "out", [(name, b"new") for name in reports])
interrupts.holding(work)
"""


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def left_over(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.name.startswith(TEMPORARY))


@contextlib.contextmanager
def run_folders(output: str, spill: str) -> Iterator[RunFolders]:
    with contextlib.ExitStack() as held:
        yield folders.run_folders(output, spill, held)


def started(folder: Path, step: str, at: int | str, signal: str, *reports: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN.replace("{signal}", signal), step, str(at), *reports],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


STEPS = ["open", "mkdir", "write fsync", "replace", "unlink rmdir"]


# Each step every day, and above all those at which old results are there.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "before"),
    some_nightly(product(STEPS, ({}, OLD)), lambda case: (case[1] == {}) == (case[0] in STEPS[:2])),
)
def test_a_kill_at_each_step_leaves_a_whole_set_of_results_and_report(tmp_path, step, before):
    for at in range(1, 60):
        place = tmp_path / f"{at}"
        (place / "reports").mkdir(parents=True)
        (place / "reports" / "r.json").write_bytes(b"old")
        for name, data in before.items():
            (place / "out").mkdir(exist_ok=True)
            (place / "out" / name).write_bytes(data)
    done = started(tmp_path, step, "each", "SIGKILL", "reports/r.json")
    assert done.returncode == 0, done.stderr
    seen = []
    for at in range(1, int(done.stdout) + 1):
        place = tmp_path / f"{at}"
        # Whoever writes next, and wherever, completes or undoes all of it.
        if at % 2:
            settle(str(place / "reports"))
        with run_folders(str(place / "out"), str(place / "work")):
            found = held(place / "out")
        settle(str(place / "reports"))
        report = (place / "reports" / "r.json").read_bytes()
        assert (found, report) in ((before, b"old"), (DONE if before else NEW, b"new")), f"{step} {at}"
        assert left_over(place) == [], f"{step} {at}"
        seen.append(found)
    assert seen[-1] == (DONE if before else NEW)
    assert len(seen) > 1


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_an_interrupt_while_results_take_their_place_waits_for_the_rest(tmp_path, at):
    (tmp_path / "out").mkdir()
    for name, data in OLD.items():
        (tmp_path / "out" / name).write_bytes(data)
    started(tmp_path, "replace", at, "SIGINT", "r.json")
    assert held(tmp_path / "out") == DONE
    assert (tmp_path / "r.json").read_bytes() == b"new"
    assert left_over(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "lines"),
    some_nightly(product(({}, OLD), (ODD, EVEN)), [({}, ODD), (OLD, EVEN)].__contains__),
)
def test_an_interruption_at_any_line_leaves_whole_results_and_nothing_else(tmp_path, monkeypatch, before, lines):
    monkeypatch.setattr(os, "fsync", lambda _: None)
    out, seen = tmp_path / "out", []

    def work(held):
        made = folders.run_folders(str(out), str(tmp_path / "work"), held)
        for name in NEW:
            (Path(made.staged) / name).write_bytes(b"new")
        publish(made, str(out))

    for line in lines:
        shutil.rmtree(out, ignore_errors=True)
        for name, data in before.items():
            out.mkdir(exist_ok=True)
            (out / name).write_bytes(data)
        came = interrupted_at(line, lambda: holding(work), folders, writing, interrupts)
        assert held(out) in (before, DONE if before else NEW), line
        assert left_over(tmp_path) == [], line
        seen.append(held(out))
        if not came:
            break
    assert [seen[0], seen[-1]] == [before, DONE if before else NEW]


def test_folders_of_an_engine_take_the_place_of_files_and_files_that_of_folders(tmp_path):
    out = tmp_path / "out"
    (out / "by_unit.csv").mkdir(parents=True)
    (out / "by_unit.csv" / "part").write_bytes(b"old")
    (out / "findings.csv").write_bytes(b"old")
    (out / "judged.csv").mkdir()
    (out / "mine").mkdir()
    with run_folders(str(out), "") as made:
        (Path(made.staged) / "by_unit.csv").write_bytes(b"new")
        (Path(made.staged) / "findings.csv").mkdir()
        (Path(made.staged) / "findings.csv" / "part").write_bytes(b"new")
        publish(made, str(out))
    files = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert files == {"by_unit.csv": b"new", "findings.csv/part": b"new"}
    assert sorted(os.listdir(out)) == ["by_unit.csv", "findings.csv", "mine"]


def test_what_a_living_run_holds_is_left_alone(tmp_path):
    with run_folders(str(tmp_path / "out"), str(tmp_path)) as first:
        with run_folders(str(tmp_path / "out"), str(tmp_path)):
            assert Path(first.work).is_dir()
        assert Path(first.staged).is_dir()
    assert left_over(tmp_path) == []


def test_only_what_is_surely_ours_is_removed(tmp_path):
    for name in (NAME, f"{TEMPORARY}mine", f"{NAME}0"):
        (tmp_path / name).mkdir()
    (tmp_path / f"{TEMPORARY}mine.run").write_bytes(b"")
    one, two = f"{TEMPORARY}{'1' * 16}", f"{TEMPORARY}{'2' * 16}"
    (tmp_path / "kept").mkdir()
    (tmp_path / one).symlink_to(tmp_path / "kept")
    (tmp_path / f"{one}.run").write_bytes(b"")
    (tmp_path / two).mkdir()
    (tmp_path / f"{two}.run").symlink_to(tmp_path / f"{one}.run")
    before = set(os.listdir(tmp_path)) - {f"{one}.run"}
    with run_folders("", str(tmp_path)):
        pass
    assert set(os.listdir(tmp_path)) == before


def test_a_link_is_refused_and_links_among_folders_are_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for path in ("link", "link/"):
        with pytest.raises(WriteError) as caught, run_folders(os.path.join(tmp_path, path), ""):
            pass
        assert "symbolic link" in caught.value.reason.template
    with run_folders(str(tmp_path / "link" / "out"), str(tmp_path / "work")) as made:
        assert Path(made.staged).parent == tmp_path / "real"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet", "rows.db", "units.txt"])
def test_a_pipe_is_never_waited_for(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    os.mkfifo(name)
    Path("good.csv").write_text("unit,period,indicator,value\nx,2024,y,1\n", encoding="utf-8")
    data = ("good.csv", "--units", name) if name == "units.txt" else (name, *(("--table", "t") if "db" in name else ()))
    done = checker("bulk", "-p", "bac-kan-city/2024", *data)
    assert done.exit_code == (2 if name == "units.txt" else 3)
    assert "no regular file but a pipe" in done.stderr


def test_a_name_that_is_no_text_is_told_and_no_place_to_work(tmp_path, monkeypatch):
    folder = os.fsdecode(b"d\xff")
    try:
        (tmp_path / folder).mkdir()
    except OSError:
        pytest.skip("this disk takes text alone")
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text("unit,period,indicator,value\nx,2024,y,1\n", encoding="utf-8")
    asked = ("bulk", "-p", "bac-kan-city/2024", "good.csv")
    for more in (("-o", f"{folder}/out"), ("--spill", folder)):
        done = checker(*asked, *more)
        assert (done.exit_code, "its name is not UTF-8; no file was changed" in done.stderr) == (2, True)
    monkeypatch.setenv("TMPDIR", str(tmp_path / folder))
    assert "1 rows" in checker(*asked).stdout
    monkeypatch.chdir(folder)
    Path("good.csv").write_text("unit,period,indicator,value\nx,2024,y,1\n", encoding="utf-8")
    assert checker(*asked, "-o", "out").exit_code == 2
    assert os.listdir(".") == ["good.csv"]


def test_a_link_that_leads_out_of_a_folder_of_rows_is_told(tmp_path):
    head = "unit,period,indicator,value\n"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(f"{head}bac-kan-city,2024,budget_revenue,320\n", encoding="utf-8")
    (tmp_path / "data" / "b.csv").symlink_to("../secret.csv")
    (tmp_path / "secret.csv").write_text(f"{head}hunter2,2024,budget_revenue,1\n", encoding="utf-8")
    asked = ("bulk", "-p", "bac-kan-city/2024", "--units", "data")
    done = checker(*asked, str(tmp_path / "data"))
    assert (done.exit_code, "data/b.csv: error D301" in done.stderr, "hunter2" in done.everything) == (3, True, False)
    # One that is named is read, and one that stays within too.
    assert checker(*asked, str(tmp_path / "data" / "b.csv")).exit_code == 1
    (tmp_path / "data" / "b.csv").unlink()
    (tmp_path / "data" / "b.csv").symlink_to("a.csv")
    assert "2 rows" in checker(*asked, str(tmp_path / "data")).stdout


def test_a_folder_without_end_is_told(tmp_path):
    folder = tmp_path / "data"
    (folder / os.sep.join(["d"] * 70)).mkdir(parents=True)
    done = checker("bulk", "-p", "bac-kan-city/2024", str(folder))
    assert (done.exit_code, "more than 64 deep" in done.stderr) == (3, True)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_a_disk_that_is_full_is_no_fault(number):
    of_an_engine = RuntimeError(f'IO Error: {{"errno":"{number}"}}'), RuntimeError(os.strerror(number))
    for error in (OSError(number, ""), *of_an_engine):
        with pytest.raises(WriteError) as caught:
            refuse_full(error, "/data/.checker-0")
        assert caught.value.path == "/data"
    refuse_full(RuntimeError("something else"), "/data/.checker-0")
    refuse_full(OSError(errno.ENOENT, ""), "/data/.checker-0")
