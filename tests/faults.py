"""Commands that are stopped at any moment, run out of space or get in each other's way, and what must hold then.

`Stopper` runs commands in copies of one process that has imported everything, so that a hundred of them take seconds.
A scene is a command that writes, with the files that it reads and finds. What it found stays or is replaced whole;
nothing else stays behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import duckdb

from checker.reporters import FORMATS
from checker.settling import TEMPORARY
from tests.database import database

__all__ = ["SCENES", "STEPS", "Scene", "Stage", "Stopper", "around", "trials"]

ROOT: Final = Path(__file__).parent.parent
STEPS: Final = ("open", "write", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir")
"""The calls of the system at which a command is stopped, by name."""

_UNDISTURBED: Final = "undisturbed"
_MOST_CALLS: Final = 200
_TIMED: Final = 3
_OLD: Final = b"what stood there before\n"
_ROWS: Final = "SELECT 'bac-kan-city' AS unit, '2024' AS period, 'budget_revenue' AS indicator, {} AS value"


class Scene(NamedTuple):
    """A command that writes.

    Args:
        name: What to call it.
        arguments: The command.
        outputs: What it writes, a set.
        prepare: Makes what it reads, in a folder.
        old: Whether something stands in the places of the outputs.
    """

    name: str
    arguments: tuple[str, ...]
    outputs: tuple[str, ...]
    prepare: Callable[[Path], None]
    old: bool = True


def _submission(folder: Path) -> None:
    shutil.copy(ROOT / "seeds" / "bac-kan-city" / "2024-synthetic.yaml", folder / "report.yaml")


def _form(suffix: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        asked = ["template", "-p", "bac-kan-city/2024", "--period", "2024", "-o", f"form{suffix}"]
        subprocess.run([sys.executable, "-m", "checker", *asked], cwd=folder, env=around(folder), check=True)

    return prepare


def _baseline(folder: Path) -> None:
    _submission(folder)
    entry = "\n  - {code: T001, pack: bac-kan-city/2024, unit: bac-kan-city, period: 2024, indicator: %s}"
    text = "baseline: 1\nentries:" + "".join(entry % name for name in ("budget_revenue", "no_such", "nor_such"))
    (folder / "baseline.yaml").write_text(text + "\n", encoding="utf-8")


def _rows(folder: Path) -> None:
    with duckdb.connect() as database:
        database.execute(f"COPY ({_ROWS.format('300 + i')} FROM range(40) t(i)) TO '{folder}/rows.parquet'")


_EVERY: Final = tuple(
    (name, f"r-{name}{format_.suffixes[0]}") for name, format_ in FORMATS.items() if not format_.by_suffix
)
_TABLES: Final = tuple(
    f"{table}.{{}}" for table in ("bad_rows", "by_group", "by_indicator", "by_unit", "findings", "judged")
)


def _kept(suffix: str) -> tuple[str, ...]:
    return tuple(f"out/{table.format(suffix)}" for table in _TABLES)


def _bulk(kind: str, *more: str) -> tuple[str, ...]:
    return ("bulk", "-p", "bac-kan-city/2024", "rows.parquet", "--output", f"{kind}=out", "--everything", *more)


SCENES: Final = (
    *(
        Scene(f"check {name}", ("check", "report.yaml", "-o", f"{name}={path}"), (path,), _submission)
        for name, path in _EVERY
    ),
    Scene(
        "check, a set",
        ("check", "report.yaml", *(part for name, path in _EVERY[3:9] for part in ("-o", f"{name}={path}"))),
        tuple(path for _, path in _EVERY[3:9]),
        _submission,
    ),
    Scene("annotate workbook", ("annotate", "form.xlsx", "-o", "m.xlsx", "--force"), ("m.xlsx",), _form(".xlsx")),
    Scene("annotate csv", ("annotate", "form.csv", "-o", "m.csv", "--force"), ("m.csv",), _form(".csv")),
    Scene("annotate yaml", ("annotate", "report.yaml", "-o", "m.csv", "--force"), ("m.csv",), _submission),
    *(
        Scene(
            f"template {suffix}",
            ("template", "-p", "bac-kan-city/2024", "--period", "2024", "-o", f"t{suffix}", "--force"),
            (f"t{suffix}",),
            lambda _: None,
        )
        for suffix in (".xlsx", ".csv", ".yaml")
    ),
    Scene("baseline create", ("baseline", "create", "report.yaml", "--force"), ("baseline.yaml",), _submission),
    Scene("baseline update", ("baseline", "update", "report.yaml"), ("baseline.yaml",), _baseline, old=False),
    Scene("baseline prune", ("baseline", "prune", "report.yaml"), ("baseline.yaml",), _baseline, old=False),
    Scene("bulk parquet", _bulk("parquet"), _kept("parquet"), _rows),
    Scene("bulk parquet, new", _bulk("parquet"), _kept("parquet"), _rows, old=False),
    Scene("bulk csv", _bulk("csv"), _kept("csv"), _rows),
    Scene("bulk, a set", _bulk("parquet", "-o", "json=r.json"), (*_kept("parquet"), "r.json"), _rows),
    Scene("bulk, a set, new", _bulk("csv", "-o", "json=r.json"), (*_kept("csv"), "r.json"), _rows, old=False),
    Scene("bulk report", ("bulk", "-p", "bac-kan-city/2024", "rows.parquet", "-o", "json=r.json"), ("r.json",), _rows),
)  # fmt: skip


def around(folder: Path) -> dict[str, str]:
    """Return the environment in which a scene's command runs."""
    own = {"TMPDIR": str(folder / "tmp"), "CHECKER_CACHE_DIR": str(folder / "cache"), "CHECKER_LANG": "en"}
    return os.environ | own | {"PYTHONPATH": str(ROOT)}


class Stage:
    """The folder of a scene, as it was before each attempt."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.scene = scene
        self.folder = folder
        folder.mkdir()
        (folder / "tmp").mkdir()
        scene.prepare(folder)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        for name in scene.outputs if scene.old else ():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(_OLD)
        self._before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.old = self.outputs()
        self.new: dict[str, bytes] = {}
        self._names: set[str] = set()
        self._tables: dict[str, list[str]] = {}
        self.code = 0

    def outputs(self) -> dict[str, bytes]:
        """Return what stands in the places of the outputs."""
        places = ((name, self.folder / name) for name in self.scene.outputs)
        return {name: path.read_bytes() for name, path in places if path.is_file()}

    def first(self, stopper: Stopper) -> None:
        """Run the command undisturbed, and remember what it leaves."""
        self.code = stopper.run(self).code
        self.new = self.outputs()
        self._tables = {name: _table(self.folder / name) for name in self.new if name.startswith("out/")}
        assert self.new.keys() == set(self.scene.outputs), (self.scene.name, self.code, sorted(self.new))
        assert self.new != self.old
        self._names = self._listed()

    def taken(self, stopper: Stopper) -> float:
        """Return how long the command takes once its pack is compiled, as the first run does."""
        taken = []
        for _ in range(_TIMED):
            self.reset()
            start = time.monotonic()
            stopper.run(self)
            taken.append(time.monotonic() - start)
        return max(taken)

    def reset(self) -> None:
        """Put everything back, but for what a stopped command may have left."""
        for path in (path for path in self.folder.rglob("*") if path.is_file()):
            if path not in self._before and not self._is_ours(path):
                path.unlink()
        for path, data in self._before.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        if not self.old and (self.folder / "out").is_dir():
            shutil.rmtree(self.folder / "out")

    def whole(self) -> str:
        """Tell whether every output is the old or the new one, and no old one is lost."""
        found = self.outputs()
        for name in self.scene.outputs:
            if name not in found:
                if name in self.old:
                    return f"{name} is lost"
            elif not self._is_one(name, found[name]):
                return f"{name} is neither old nor new"
        return ""

    def as_a_set(self) -> str:
        """Tell whether the outputs are old or new as a set, and nothing is left over."""
        found = self.outputs()
        old = found == self.old
        new = found.keys() == self.new.keys() and all(self._is_new(name, data) for name, data in found.items())
        if not old and not new:
            return "half of the set is new"
        return self.left_over()

    def left_over(self) -> str:
        """Return what stands in the folder besides what a whole run leaves."""
        known = self._names | {str(path.relative_to(self.folder)) for path in self._before}
        rest = sorted(name for name in self._listed() if name not in known and not name.endswith(".pack"))
        return f"left over: {rest}" if rest else ""

    def _is_one(self, name: str, data: bytes) -> bool:
        return data == self.old.get(name) or self._is_new(name, data)

    def _is_new(self, name: str, data: bytes) -> bool:
        # Rows of a table stand in any order, and no two files of Parquet need be alike.
        if name.startswith("out/"):
            return data != _OLD and _table(self.folder / name) == self._tables[name]
        return data == self.new.get(name)

    def _listed(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}

    @staticmethod
    def _is_ours(path: Path) -> bool:
        return any(part.startswith(TEMPORARY) for part in path.parts) or ".pack." in path.name


def _table(path: Path) -> list[str]:
    with database() as own:
        rows = own.read_parquet(str(path)) if path.suffix == ".parquet" else own.read_csv(str(path))
        return sorted(map(repr, rows.fetchall()))


class Ended(NamedTuple):
    """How a command ended: its exit code, or the negative number of the signal that killed it."""

    code: int
    said: str


class Stopper:
    """A process that has imported everything, and copies itself for each command."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._process.communicate()

    def run(self, stage: Stage, **how: Any) -> Ended:
        """Run the command of a scene.

        Args:
            stage: The scene's folder.
            how: ``signal``, to be sent after a time, ``delay``, or at a call of the system, ``step`` and ``at``, its
                number; ``size``, beyond which no file may grow.
        """
        job = {"folder": str(stage.folder), "arguments": stage.scene.arguments, "around": around(stage.folder)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job | how) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        return Ended(code, said)


# ---- the process that copies itself --------------------------------------------------------


def _serve() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        said = os.path.join(job["folder"], "tmp", "said")
        with open(said, "wb"):
            child = os.fork()
        if not child:
            _become(job, said)
        if "delay" in job:
            time.sleep(job["delay"])
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, job["signal"])
        _, status = os.waitpid(child, 0)
        with open(said, encoding="utf-8", errors="replace") as file:
            text = file.read()
        os.unlink(said)
        print(json.dumps([os.waitstatus_to_exitcode(status), text]), flush=True)


def _become(job: dict[str, Any], said: str) -> None:
    """Be the command, in the copy, and end."""
    # Whoever started this process may ignore some, as a shell does for what runs in the background.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(job["around"])
    os.chdir(job["folder"])
    to = os.open(said, os.O_WRONLY | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(to, 1)
    os.dup2(to, 2)
    if "size" in job:
        import resource

        # What is said goes elsewhere, so that it is no part of what may not grow.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["size"], job["size"]))
    if "step" in job:
        _signal_at(job["step"], job["at"], job["signal"])
    import tempfile

    from checker.cli import main

    tempfile.tempdir = None
    sys.argv = ["checker", *job["arguments"]]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


def _signal_at(step: str, at: int, number: int) -> None:
    calls = 0
    kept = getattr(os, step)

    def counted(*given: Any, **more: Any) -> Any:
        nonlocal calls
        calls += step != "open" or bool(given[1] & os.O_CREAT)
        if calls == at:
            os.kill(os.getpid(), number)
        return kept(*given, **more)

    setattr(os, step, counted)


def _import_all() -> None:
    """Import what the commands import, so that a copy has it."""
    import importlib
    import pkgutil

    import checker

    for found in pkgutil.walk_packages(checker.__path__, "checker."):
        if not any(part in found.name for part in ("__main__", ".child", "spark")):
            importlib.import_module(found.name)


# ---- as a program: many kills, and their counts -------------------------------------------


def main(kills: int, seed: int, only: str) -> int:
    """Kill every command `kills` times at random and at each named point, and leave it without space.

    Args:
        kills: How often.
        seed: Of the moments.
        only: How the names of the scenes begin; all of them if empty.

    Returns:
        How many trials did not end as they must.
    """
    import tempfile

    draw = random.Random(seed)  # noqa: S311 - moments, no secrets
    wrong = 0
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, Stopper() as stopper:
        chosen = [scene for scene in SCENES if not only or scene.name.startswith(only)]
        for number, scene in enumerate(chosen):
            stage = Stage(scene, Path(folder) / str(number))
            counts: Counter[str] = Counter()
            for kind, trouble in trials(stage, stopper, draw, kills):
                counts[kind] += 1
                wrong += bool(trouble)
                if trouble:
                    print(f"{scene.name}, {kind}: {trouble}", flush=True)
            total += counts
            print(f"{scene.name}: {dict(counts)}", flush=True)
    print(f"seed {seed}: {len(chosen)} commands, {dict(total)}, {wrong} wrong")
    return wrong


def trials(
    stage: Stage, stopper: Stopper, draw: random.Random, kills: int, steps: Sequence[str] = STEPS, every: int = 1
) -> Iterator[tuple[str, str]]:
    """Yield what was done to a command and what is wrong then, if anything.

    Args:
        stage: The command and its folder.
        stopper: What runs it.
        draw: Moments.
        kills: How often it is killed at one of them.
        steps: The calls of the system at which it is disturbed too.
        every: Of these calls, every how many-th: one of several alike files stands for the next.
    """
    stage.first(stopper)
    taken = stage.taken(stopper) if kills else 0
    killed = 0
    while killed < kills:
        kind, trouble = _killed(stage, stopper, "SIGKILL", {"delay": draw.uniform(0, taken)})
        killed += kind != _UNDISTURBED
        yield kind, trouble
    for step, (_, trouble) in _at_each(steps, every, partial(_killed, stage, stopper, "killed")):
        yield f"at {step}", trouble
    for step, (kind, trouble) in _at_each(steps, every, partial(_ended, stage, stopper, signal.SIGTERM)):
        yield f"{kind} at {step}", trouble
    for size in _sizes(stage):
        stage.reset()
        ended = stopper.run(stage, size=size)
        yield "no space", _without_space(stage, ended)
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        for _ in range(kills // 10):
            yield _ended(stage, stopper, getattr(signal, name), {"delay": draw.uniform(0, taken)})


def _at_each(
    steps: Sequence[str], every: int, attempt: Callable[[dict[str, Any]], tuple[str, str]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Disturb a command at its first call of each step, a later one, and so on, until it is not disturbed any more."""
    for step in steps:
        # The first is that of the compiled pack, which every command writes.
        for at in range(min(every, 2), _MOST_CALLS, every):
            found = attempt({"step": step, "at": at})
            if found == (_UNDISTURBED, ""):
                break
            yield step, found


def _ended(stage: Stage, stopper: Stopper, number: signal.Signals, how: dict[str, Any]) -> tuple[str, str]:
    """Ask the command to end, and look at its exit code, its words and what stands there."""
    stage.reset()
    code, said = stopper.run(stage, signal=int(number), **how)
    if code == stage.code:
        kind, wanted = _UNDISTURBED, stage.outputs().keys() == stage.new.keys()
    else:
        # Before the program listens it is ended by the system, and has written nothing.
        kind, wanted = f"{number.name} {code}", code in (128 + number, -number)
    quiet = not any(words in said for words in ("Traceback", "Exception ignored", "fault"))
    if not wanted or not quiet:
        return kind, f"ends with {code} {how}: {said[-300:]}"
    return kind, (trouble := stage.as_a_set()) and f"{trouble} {how}"


def _killed(stage: Stage, stopper: Stopper, kind: str, how: dict[str, Any]) -> tuple[str, str]:
    """Kill the command, look at what stands there, and again after the next run."""
    stage.reset()
    code = stopper.run(stage, signal=int(signal.SIGKILL), **how).code
    return _UNDISTURBED if code == stage.code else kind, stage.whole() or _again(stage, stopper)


def _again(stage: Stage, stopper: Stopper) -> str:
    """Let the next run there come, and see what is left; a set is whole before it writes anew."""
    ended = stopper.run(stage)
    if ended.code != stage.code:
        return f"the next run ends with {ended.code}: {ended.said[-300:]}"
    if any(not stage._is_new(name, data) for name, data in stage.outputs().items()):  # noqa: SLF001 - its own
        return "the next run does not write what it should"
    return stage.left_over()


def _sizes(stage: Stage) -> Iterator[int]:
    most = max(map(len, stage.new.values()))
    yield from dict.fromkeys((0, most // 2, most - 1))


def _without_space(stage: Stage, ended: Ended) -> str:
    if ended.code not in (2, stage.code):
        return f"ends with {ended.code}: {ended.said[-300:]}"
    if "Traceback" in ended.said:
        return "a traceback"
    if ended.code == 2 and stage.outputs() != stage.old:
        return "something was written"
    return stage.as_a_set()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(min(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, "".join(sys.argv[3:4])), 100))
    _import_all()
    _serve()
