"""What pytest does here: record which test runs which line, or give each mutant to its tests.

Loaded by ``make mutants`` alone. The environment says what to do: ``MUTANTS_RECORD`` names a folder for the record,
``MUTANTS_JOBS`` a file of mutants with their tests, ``MUTANTS_CHOSEN`` a file of tests to run in their order.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import resource
import signal
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

# A test that loops takes this much more processor time than it took when it was recorded, and one that waits this much
# more time.
_PROCESSOR = 10, 5
_WAITING = 60, 10
_PATIENCE = 120, 20
_MEMORY = 8 << 30


class _Recorder:
    """Traces the program; the name of the running test is the context of what it runs."""

    def __init__(self, folder: Path) -> None:
        self._results = folder / f"results.{os.getpid()}.json"
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()
        self._coverage = coverage.Coverage(
            data_file=str(folder / "lines"), data_suffix=True, source=["checker"], config_file=False, messages=False
        )
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self._coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report):
        self._seconds[report.nodeid] = self._seconds.get(report.nodeid, 0) + report.duration
        if not report.passed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self):
        self._coverage.stop()
        self._coverage.save()
        passed = {test: round(seconds, 3) for test, seconds in self._seconds.items() if test not in self._failed}
        self._results.write_text(json.dumps(passed), encoding="utf-8")


class _Chooser:
    """Runs the chosen tests, in their order."""

    def __init__(self, path: Path) -> None:
        self._rank = {test: rank for rank, test in enumerate(path.read_text(encoding="utf-8").splitlines())}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = sorted((item for item in items if item.nodeid in self._rank), key=self._place)

    def _place(self, item):
        return self._rank[item.nodeid]


class _Runner:
    """Forks a process for each mutant once all tests are collected, and lets the mutant take the function's place."""

    def __init__(self, path: Path) -> None:
        self._jobs: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        self._results = path.with_suffix(".results")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        items = {item.nodeid: item for item in session.items}
        passing: dict[str, bool] = {}
        with self._results.open("w", encoding="utf-8") as results:
            for job in self._jobs:
                while True:
                    # A test that fails without a mutant notices nothing.
                    outcome = _run(job, [items[one] for one in job["tests"] if one in items and passing.get(one, True)])
                    by = outcome["by"]
                    if outcome["outcome"] != "noticed":
                        break
                    if by not in passing:
                        passing[by] = _run(job | {"text": ""}, [items[by]])["outcome"] == "survived"
                    if passing[by]:
                        break
                results.write(json.dumps({"name": job["name"], **outcome}) + "\n")
                results.flush()
                print(job["name"], outcome["outcome"], outcome["by"], outcome["seconds"], file=sys.stderr)
        return True


def _run(job: dict[str, Any], items: list[pytest.Item]) -> dict[str, Any]:
    """Return the outcome of one mutant: ``survived``, ``noticed`` by a test, or ``timed out``."""
    path, kept = Path(job["path"]), ""
    if job["text"]:
        kept = path.read_text(encoding="utf-8")
        _write(path, job["text"])
    start = time.monotonic()
    try:
        told, told_by = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            _in_child(job, items, told_by)
        os.close(told_by)
        status = _waited(child, _PATIENCE[0] + _PATIENCE[1] * sum(job["seconds"].values()))
        with os.fdopen(told, encoding="utf-8") as stream:
            by = stream.read()
    finally:
        if kept:
            _write(path, kept)
    outcome = "survived" if status == 0 else "noticed" if status == 1 else "timed out" if status is None else "broken"
    return {"outcome": outcome, "by": by, "seconds": round(time.monotonic() - start, 1), "run": len(items)}


def _in_child(job: dict[str, Any], items: list[pytest.Item], told_by: int) -> None:
    code, by = 3, ""
    try:
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nothing, number)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
        if job["text"]:
            _swap(job)
        code = 0
        for item, following in zip(items, [*items[1:], None], strict=True):
            by = item.nodeid
            _limit(job["seconds"][by])
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                code = 1
                break
    except BaseException as error:  # noqa: BLE001 - a mutant may raise anything, also out of a test
        code = 1 if by else 3
        by = by or repr(error)
    finally:
        os.write(told_by, (by if code else "").encode())
        os._exit(code)


def _limit(seconds: float) -> None:
    """Let a test take no more time, and the processes that it starts no more processor time, than its limits."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + _PROCESSOR[0] + _PROCESSOR[1] * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(_WAITING[0] + _WAITING[1] * seconds))


def _waited(child: int, seconds: float) -> int | None:
    """Return the exit status of a child; ``None`` if it was ended because it took too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            _end(child)
            return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    _end(child)
    os.waitpid(child, 0)
    return None


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _write(path: Path, text: str) -> None:
    """Write a module; compiled files tell versions apart by whole seconds."""
    time_of = int(path.stat().st_mtime) + 2
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time_of, time_of))


def _swap(job: dict[str, Any]) -> None:
    """Give the function the mutant's code and defaults; a module that is not imported yet is read as it stands."""
    module = sys.modules.get(job["module"])
    if module is None:
        return
    qualified = job["function"]
    owner, _, name = qualified.rpartition(".")
    found = vars(vars(module)[owner] if owner else module)[name]
    function = getattr(found, "__func__", found)
    codes = _codes(compile(job["text"], job["path"], "exec", dont_inherit=True))
    function.__code__ = next(code for code in codes if code.co_qualname == qualified)
    tree = ast.parse(job["text"])
    body = (
        tree.body if not owner else next(c.body for c in tree.body if isinstance(c, ast.ClassDef) and c.name == owner)
    )
    made = next(one for one in body if isinstance(one, ast.FunctionDef) and one.name == name)
    made.decorator_list = []
    future = ast.parse("from __future__ import annotations").body
    names = dict(vars(module))
    exec(compile(ast.Module([*future, made], []), job["path"], "exec"), names)  # noqa: S102 - its own code
    function.__defaults__, function.__kwdefaults__ = names[name].__defaults__, names[name].__kwdefaults__


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)


def pytest_collection_finish():
    """Read workbooks within this process, where lines are seen and functions are changed."""
    if "MUTANTS_CHOSEN" not in os.environ:
        vars(importlib.import_module("checker.readers.cells.workbook"))["_HAS_PROCESSES"] = False


def pytest_configure(config):
    asked = os.environ
    if "MUTANTS_RECORD" in asked and (hasattr(config, "workerinput") or not config.getoption("numprocesses", None)):
        config.pluginmanager.register(_Recorder(Path(asked["MUTANTS_RECORD"])))
    if "MUTANTS_CHOSEN" in asked:
        config.pluginmanager.register(_Chooser(Path(asked["MUTANTS_CHOSEN"])))
    if "MUTANTS_JOBS" in asked:
        config.pluginmanager.register(_Runner(Path(asked["MUTANTS_JOBS"])))
