"""Which tests run which line: recorded once, and again for tests that changed since.

The tree as it was recorded is kept beside, so that lines are found again in functions that did not change. Of a
function that did, all tests that ran any of its lines are taken.
"""

from __future__ import annotations

import ast
import functools
import json
import os
import shutil
import subprocess
import sys
import venv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from coverage import CoverageData

__all__ = ["PLUGIN", "Recorded", "command", "copy_tree", "record"]

PLUGIN: Final = "tests.code_mutants.plugin"
# They need browsers or Java, or build and install packages.
_LEFT_OUT: Final = frozenset(
    f"tests/test_{name}.py"
    for name in ("bulk_spark", "html_browser", "installing", "packaging", "page_browser", "page_firefox")
)
# What runs in a process of its own is run by the tests of what starts it.
_STARTED_BY: Final = {
    "checker/readers/cells/child/": ("checker/readers/cells/workbook.py", "_answer"),
    "checker/reporters/letter/child": ("checker/reporters/letter/template.py", "_answer"),
}


def copy_tree(root: Path, place: Path) -> Path:
    """Copy what git would keep into ``place/tree``, with an interpreter beside it that imports it; return its path.

    Programs that tests start in isolated mode import what is installed: so the copy is what is installed there.
    """
    tree = place / "tree"
    shutil.rmtree(place, ignore_errors=True)
    git = shutil.which("git") or "git"
    arguments = [git, "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (root / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, tree / name)
    # The root of a repository is known by this.
    (tree / ".git").mkdir()
    venv.create(place / "venv", symlinks=True)
    own, others = (_packages(one) for one in (place / "venv", Path(sys.prefix)))
    (own / "tree.pth").write_text(f"{tree}\n{others}\n", encoding="utf-8")
    return tree


def _packages(environment: Path) -> Path:
    return next(environment.glob("lib/python*/site-packages"))


def command(place: Path, *arguments: str) -> list[str]:
    """Return the call of pytest in a copied tree, in one order each time."""
    quiet = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", PLUGIN)
    return [str(place / "venv" / "bin" / "python"), "-m", "pytest", *quiet, *arguments]


def record(root: Path, place: Path, slow: Sequence[str], workers: int) -> None:
    """Bring the record up to date: of the test files that are not in it, or changed since.

    Args:
        root: The tree whose tests are run.
        place: Where the record is kept.
        slow: Patterns of the files whose slow tests are recorded too.
        workers: How many processes run the tests.
    """
    tree, state = place / "tree", place / "files.json"
    if not state.exists():
        copy_tree(root, place)
        state.write_text("{}", encoding="utf-8")
    (place / "lines").mkdir(exist_ok=True)
    recorded: dict[str, bool] = json.loads(state.read_text(encoding="utf-8"))
    wanted: dict[bool, list[str]] = {True: [], False: []}
    for path in sorted((root / "tests").rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        if is_new := not _same(path, tree / name):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, tree / name)
        if name.startswith("tests/test_") and name not in _LEFT_OUT:
            with_slow = recorded.get(name, False) or any(path.match(pattern) for pattern in slow)
            if is_new or recorded.get(name) is not with_slow:
                wanted[with_slow].append(name)
    for with_slow, files in wanted.items():
        if files:
            print(f"recording which test runs which line, of {len(files)} files", file=sys.stderr)
            marks = "not nightly" if with_slow else "not nightly and not slow"
            subprocess.run(
                command(place, "-m", marks, "-n", str(workers), "--dist", "worksteal", *files),
                cwd=tree,
                env=os.environ | {"MUTANTS_RECORD": str(place / "lines")},
                stdout=sys.stderr,
                check=False,
            )
            recorded |= dict.fromkeys(files, with_slow)
            state.write_text(json.dumps(recorded), encoding="utf-8")


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


class Recorded:
    """The record, asked by statement."""

    def __init__(self, place: Path) -> None:
        self._tree = place / "tree"
        self.seconds: dict[str, float] = {}
        for path in sorted((place / "lines").glob("results.*.json"), key=lambda path: path.stat().st_mtime):
            self.seconds |= json.loads(path.read_text(encoding="utf-8"))
        self._data = CoverageData(no_disk=True)
        for path in sorted((place / "lines").glob("lines.*")):
            one = CoverageData(str(path))
            one.read()
            self._data.update(one)

    def tests_of(self, root: Path, path: str, function: str, line: int) -> tuple[list[str], bool]:
        """Return the tests that run the statement of a line, and whether it is also run before any test.

        Of each test a case comes first, and the quick ones before others. What is run by an import alone is left to
        all tests that run anything of the file.
        """
        for start, (starter, its) in _STARTED_BY.items():
            if path.startswith(start):
                path, function, line = starter, its, 0
        ran = self._ran(path)
        names = {
            name
            for number in self._lines(root / path, self._tree / path, function, line)
            for name in ran.get(number, ())
        }
        tests = self._ordered(names)
        if not tests and "" in names:
            tests = self._ordered({name for number in ran for name in ran[number]})
        return tests, "" in names

    def _lines(self, now: Path, then: Path, function: str, line: int) -> Iterable[int]:
        if not then.exists():
            return ()
        old = _function(then, function)
        if old is None:
            return range(1, len(then.read_text(encoding="utf-8").splitlines()) + 1)
        new = _function(now, function)
        if line and new is not None and ast.dump(old) == ast.dump(new):
            statement = _statement(new, line)
            return range(statement.start + old.lineno - new.lineno, statement.stop + old.lineno - new.lineno)
        return range(old.body[0].lineno, (old.end_lineno or old.lineno) + 1)

    @functools.cache  # noqa: B019 - there is one record a run
    def _ran(self, path: str) -> dict[int, list[str]]:
        return dict(self._data.contexts_by_lineno(str(self._tree / path)))

    def _ordered(self, tests: set[str]) -> list[str]:
        cases: defaultdict[str, list[str]] = defaultdict(list)
        for test in sorted(tests & self.seconds.keys(), key=lambda test: (self.seconds[test], test)):
            cases[test.partition("[")[0]].append(test)
        ranked = [(rank, self.seconds[test], test) for of in cases.values() for rank, test in enumerate(of)]
        return [test for _, _, test in sorted(ranked)]


@functools.cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _function(path: Path, function: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    owner, _, name = function.rpartition(".")
    body: Sequence[ast.stmt] = _parsed(path).body
    if owner:
        body = next((one.body for one in body if isinstance(one, ast.ClassDef) and one.name == owner), [])
    for one in body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name == name:
            return one
    return None


def _statement(function: ast.stmt, line: int) -> range:
    """Return the lines of the innermost statement that a line is in, without the statements within it."""
    found = range(function.lineno, (function.end_lineno or function.lineno) + 1)
    for one in _statements(function):
        lines = range(one.lineno, (one.end_lineno or one.lineno) + 1)
        if line in lines and len(lines) <= len(found):
            inner = [other.lineno for other in _statements(one)]
            found = range(lines.start, max(min(inner, default=lines.stop), line + 1))
    return found


def _statements(above: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(above):
        if isinstance(node, ast.stmt) and node is not above:
            yield node
