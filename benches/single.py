"""One submission of 44 values: the whole process, and warm through the library.

Run by ``make bench``. Every figure is a median of runs that alternate with their peer, so
the ratio holds even where the machine's speed drifts. Nothing here is a test.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from checker.domain.interval import Interval, above, at_least, point
from checker.domain.period import Period
from checker.engines.direct import DirectEngine
from checker.engines.rete import ReteEngine
from checker.errors import MissingExtra
from checker.plan.model import Case, Observed, Plan

VALUES = 44
RUNS = 25
COMMAND = Path(sys.executable).with_name("checker")
IMPORTS = "import click, durable_rules_engine"


def main() -> None:
    """Print all figures as a Markdown table each."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as folder:
        processes(Path(folder))
    library()


def processes(folder: Path) -> None:
    """Take the processor time of whole processes, and of one that only imports click and durable_rules_engine."""
    pack = folder / "pack.yaml"
    pack.write_text(made_pack(), encoding="utf-8")
    submissions = {"YAML": folder / "report.yaml", "JSON": folder / "report.json"}
    rows = {f"i{n}": str(1000 + n + n % 5) for n in range(VALUES)}
    head = {"submission": "1", "unit": "made", "period": "2024", "synthetic": True}
    submissions["JSON"].write_text(json.dumps(head | {"observations": rows}), encoding="utf-8")
    lines = [f"{key}: {str(value).lower()}" for key, value in head.items()]
    lines += ["observations:", *(f'  {key}: "{value}"' for key, value in rows.items())]
    submissions["YAML"].write_text("\n".join(lines), encoding="utf-8")
    baseline = [sys.executable, "-c", IMPORTS]
    print("| whole process | median ms of processor time | of the imports alone |\n|---|---|---|")
    for name, path in submissions.items():
        command = [str(COMMAND), "check", str(path), "--pack", str(pack)]
        seen = folder / f"cache-{name}"
        runs = [
            functools.partial(process, baseline, seen),
            functools.partial(process, command, seen),
            functools.partial(unseen_process, command, folder / f"none-{name}"),
        ]
        measured = alternating(runs)
        imports, again, first = (statistics.median(runs) * 1e3 for runs in measured)
        times_again, times_first = (paired(runs, measured[0]) for runs in measured[1:])
        if name == "YAML":
            print(f"| `{IMPORTS}` | {imports:.0f} | 1.00 |")
        print(f"| check, {name}, pack seen before | {again:.0f} | {times_again:.2f} |")
        print(f"| check, {name}, pack never seen | {first:.0f} | {times_first:.2f} |")
    print()


def library() -> None:
    """Time evaluation through the library, and watch its memory."""
    quantities = tuple(Observed(f"i{n}") for n in range(VALUES))
    cases = tuple(Case(n, (at_least(Decimal(1000 + n)), above(Decimal(1000 + n)))) for n in range(VALUES))
    plan = Plan("bench", Period(2024), "2024-12-31", quantities, cases)
    values = {name: point(Decimal(999 + n + n % 13)) for n, name in enumerate(quantities)}
    engines: list[DirectEngine | ReteEngine] = [DirectEngine()]
    try:
        engines.append(ReteEngine())
    except MissingExtra as error:
        print(f"rete: {error}")
    measured = alternating([functools.partial(evaluations, engine, plan, values, 500) for engine in engines])
    medians = [statistics.median(runs) / 500 * 1e6 for runs in measured]
    print("| warm, 44 targets | median µs | of direct |\n|---|---|---|")
    for engine, median in zip(engines, medians, strict=True):
        print(f"| {engine.name} | {median:.1f} | {median / medians[0]:.1f} |")
    print()
    for engine in engines:
        evaluations(engine, plan, values, 1_000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        evaluations(engine, plan, values, 100_000)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"{engine.name}: 100 000 evaluations grew the peak memory by {grown} KiB")


def alternating(things: Sequence[Callable[[], float]]) -> list[list[float]]:
    """Run all in turn, a warm-up first, and return the seconds of each."""
    for thing in things:
        thing()
    seconds: list[list[float]] = [[] for _ in things]
    for _ in range(RUNS):
        for runs, thing in zip(seconds, things, strict=True):
            runs.append(thing())
    return seconds


def paired(runs: list[float], peers: list[float]) -> float:
    """Return the median of the ratios run by run, which a drift of the machine does not move."""
    return statistics.median(run / peer for run, peer in zip(runs, peers, strict=True))


def process(command: list[str], cache: Path) -> float:
    """Return the seconds of processor time that a whole process takes, the system's included."""
    environment = os.environ | {"CHECKER_CACHE_DIR": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as told:
        started = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode not in (0, 1):
            told.seek(0)
            sys.exit(told.read().decode())
    return used.ru_utime + used.ru_stime


def unseen_process(command: list[str], cache: Path) -> float:
    """Return the seconds of processor time that a whole process takes when no pack is in the cache."""
    shutil.rmtree(cache, ignore_errors=True)
    return process(command, cache)


def evaluations(engine: DirectEngine | ReteEngine, plan: Plan, values: dict[Observed, Interval], count: int) -> float:
    """Return the seconds that `count` evaluations take."""
    start = time.perf_counter()
    for _ in range(count):
        engine.evaluate(plan, values)
    return time.perf_counter() - start


def made_pack() -> str:
    """Return a pack of 44 counted things."""
    head = """\
pack: 1
id: made/2024
revision: 1
title: {vi: Gói đo, en: Bench pack}
unit: made
year: 2024
synthetic: true
documents:
  made: {title: Made for the bench, date: 2024, address: none}
groups:
  all: {vi: Tất cả, en: All}
indicators:
"""
    rows = [
        f"  i{n}:\n    code: I{n}\n    title: {{vi: Chỉ tiêu {n}, en: Indicator {n}}}\n    unit: hộ\n    kind: flow\n"
        f"    better: higher\n    group: all\n    target: {{at_least: {1000 + n}}}\n"
        f"    source: {{document: made, clause: made {n}}}\n"
        for n in range(VALUES)
    ]
    return head + "".join(rows)


if __name__ == "__main__":
    main()
