"""Bulk runs against a query by hand and against what others make of the same rows.

Run by ``make bench-bulk`` (``ROWS="440000 5600000 56000000"``), which installs the peers beside
this environment. 44 indicators month by month, of which 8 % are below what is expected, 6 %
exactly there, and 1 % not reported. Every program reads the rows and writes its findings, each
in a process of its own, in turn; a missing peer is named. The query by hand writes the same
findings, which is compared, but for those about what was not reported; a second one writes the
rows and their bounds alone. The packs come twice: asking what the query by hand asks, and also
that no sum over the year falls. Nothing here is a test.
"""

# ruff: noqa: S608 - every part of the queries is made here
from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from benches.single import COMMAND

INDICATORS = 44
COMMUNES = 10_600
SHARES = (8, 16, 25, 33, 41, 50, 58, 66, 75, 83, 91, 100)
"""Percent of the year's target that is expected at the end of each month."""
PEERS = Path(__file__).parent / "peers"
BY_HAND = PEERS / "duckdb_findings.py"
ROWS_ALONE = PEERS / "duckdb_query.py"
MEASURED = 5
LONG = 30_000_000
"""Rows from which on fewer rounds are made, and only what can hold them takes part."""
PEER_ROWS = 6_000_000
"""Rows beyond which the peers, which hold everything in memory, are not asked."""

PROBE = (
    "import json, resource, subprocess, sys, time; start = time.perf_counter(); "
    "done = subprocess.run(sys.argv[1:], capture_output=True, text=True); seconds = time.perf_counter() - start; "
    "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024; "
    "print(json.dumps([done.returncode, seconds, peak, done.stdout[-2000:], done.stderr[-2000:]]))"
)


class Took(NamedTuple):
    """What a process needed."""

    seconds: float
    megabytes: float


class Program(NamedTuple):
    """A program that is measured, and the exit codes with which it ends well."""

    name: str
    command: Callable[[Path], Sequence[str]]
    exits: tuple[int, ...] = (0,)


class Data(NamedTuple):
    """Generated rows."""

    folder: Path
    packs: tuple[Path, ...]
    held: tuple[Path, ...]
    bounds: Path
    rows: int

    def file(self, suffix: str) -> Path:
        """Return the rows in this format."""
        return self.folder / f"rows.{suffix}"


def main() -> None:
    """Measure what is asked for, and print a table for each size and format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[440_000, 5_600_000])
    parser.add_argument("--formats", nargs="*", default=["parquet", "csv"])
    parser.add_argument("--spark", action="store_true", help="measure Spark on this machine too")
    parser.add_argument("--peers", type=Path, help="the Python of an environment in which the peers are installed")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} processors")
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as name:
            data = generated(Path(name), rows, asked.formats)
            for suffix in asked.formats:
                print(f"\n| {data.rows:,} rows, {suffix} | median s | of the query by hand | peak MB | of its |")
                print("|---|---|---|---|---|")
                compare(data, suffix, asked.peers, spark=asked.spark)


def compare(data: Data, suffix: str, peers: Path | None, *, spark: bool) -> None:
    """Run all programs in turn, and print how they compare."""
    hand = by_hand(data, suffix, BY_HAND, "a query by hand on DuckDB")
    bulk = ours(data, suffix, "columnar")
    same_findings(data, hand, bulk)
    alone = by_hand(data, suffix, ROWS_ALONE, "another, of the rows and their bounds alone")
    programs = [hand, alone, bulk, ours(data, suffix, "columnar", held=True)]
    own = len(programs)
    if spark:
        programs.append(ours(data, suffix, "spark"))
    if data.rows <= PEER_ROWS:
        programs += installed(data, suffix, peers)
    took: dict[str, list[Took]] = {program.name: [] for program in programs}
    for turn in range((2 if data.rows > LONG else MEASURED) + 1):
        for program in programs:
            # The first round warms the caches of the machine.
            if turn or program in programs[:own]:
                slow = took[program.name] and took[program.name][0].seconds > 20
                if slow and program not in programs[:own]:
                    continue
                one = measured(program, data.folder)
                if turn:
                    took[program.name].append(one)
    base = took[programs[0].name]
    for name, runs in took.items():
        seconds, peak = statistics.median(one.seconds for one in runs), max(one.megabytes for one in runs)
        ratio = statistics.median(one.seconds / other.seconds for one, other in zip(runs, base, strict=False))
        memory = f"{peak:.0f} | {peak / max(one.megabytes for one in base):.2f}"
        if "spark" in name:
            # It works in a process of Java that is nobody's to wait for.
            memory = "not measured | "
        print(f"| {name} | {seconds:.2f} | {ratio:.2f} | {memory} |", flush=True)


def same_findings(data: Data, hand: Program, bulk: Program) -> None:
    """Compare what both write about the figures that there are, row for row in all columns."""
    kept = [data.folder / name for name in ("by-hand.parquet", "bulk.parquet")]
    for program, written, path in ((hand, "found.parquet", kept[0]), (bulk, "found/findings.parquet", kept[1])):
        measured(program, data.folder)
        (data.folder / "out" / written).replace(path)
    with duckdb.connect() as connection:
        missing = "code NOT IN ('T003', 'T007')"
        for one, other in (kept, kept[::-1]):
            query = f"SELECT * FROM '{one}' WHERE {missing} EXCEPT ALL SELECT * FROM '{other}' WHERE {missing} LIMIT 1"
            if found := connection.execute(query).fetchall():
                sys.exit(f"only in {one.name}: {found[0]}")
    for path in kept:
        path.unlink()


def by_hand(data: Data, suffix: str, path: Path, name: str) -> Program:
    """Return a query by hand."""
    fixed = [sys.executable, str(path), str(data.file(suffix)), str(data.bounds)]
    return Program(name, _into(fixed))


def _into(fixed: list[str]) -> Callable[[Path], Sequence[str]]:
    return lambda out: [*fixed, str(out / "found.parquet")]


def ours(data: Data, suffix: str, engine: str, *, held: bool = False) -> Program:
    """Return a bulk run that writes its findings as Parquet.

    Args:
        data: The rows.
        suffix: Their format.
        engine: The engine.
        held: Whether figures are compared with those of the month before.
    """
    packs = [part for pack in (data.held if held else data.packs) for part in ("--pack", str(pack))]
    fixed = [str(COMMAND), "bulk", str(data.file(suffix)), "--engine", engine, *packs, "--units", "data"]
    name = f"checker bulk --engine {engine}" + (", sums compared with the month before" if held else "")
    return Program(name, lambda out: [*fixed, "--output", f"parquet={out / 'found'}"], (0, 1))


def installed(data: Data, suffix: str, peers: Path | None) -> list[Program]:
    """Return the peers that are installed, and name those that are not."""
    found = []
    for path in sorted(PEERS.glob("*.py")):
        if path in (BY_HAND, ROWS_ALONE, PEERS / "__init__.py"):
            continue
        library = path.stem.rpartition("_")[0].replace("vtl", "vtlengine")
        there = peers and subprocess.run([peers, "-c", f"import {library}"], capture_output=True, check=False)
        if not there or there.returncode:
            print(f"| {library}: not installed | | | | |")
            continue
        fixed = [str(peers), str(path), str(data.file(suffix)), str(data.bounds)]
        found.append(Program(library, _into(fixed)))
    return found


def measured(program: Program, folder: Path) -> Took:
    """Run a program once, in a process whose descendants' memory is its own account."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    environment = os.environ | {"CHECKER_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-c", PROBE, *program.command(out)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    code, seconds, megabytes, said, wrong = json.loads(done.stdout)
    if code not in program.exits:
        sys.exit(f"{program.name}: exit code {code}\n{said}\n{wrong}")
    return Took(seconds, megabytes)


def generated(folder: Path, rows: int, formats: Sequence[str]) -> Data:
    """Make rows, bounds and packs: a year of as many communes as are needed, or ten years of all of them."""
    start = time.perf_counter()
    a_year = INDICATORS * len(SHARES)
    years = max(1, min(10, round(rows / (a_year * COMMUNES))))
    communes = max(1, round(rows / (a_year * years)))
    packs: tuple[list[Path], list[Path]] = [], []
    for year in range(2024 - years + 1, 2025):
        for held, made in enumerate(packs):
            made.append(folder / f"pack-{year}-{held}.yaml")
            made[-1].write_text(pack(year, held=bool(held)), encoding="utf-8")
    connection = duckdb.connect()
    bounds = folder / "bounds.parquet"
    shares = ", ".join(f"({month}, {share})" for month, share in enumerate(SHARES, 1))
    connection.execute(
        f"""COPY (SELECT printf('%d-%02d', y, month) AS period, 'i' || i AS indicator,
        ((10 + i) * share)::DECIMAL(18, 2) AS bound
        FROM range({2024 - years + 1}, 2025) years(y), (VALUES {shares}) months(month, share), range({INDICATORS}) t(i)
        ORDER BY ALL) TO '{bounds}' (FORMAT parquet)"""
    )
    drawn = "hash(commune, period, indicator) % 10000"
    query = f"""SELECT printf('c%05d', commune) AS unit, period, indicator,
        (bound + CASE WHEN drawn < 800 THEN -1 - drawn % 37 WHEN drawn < 1400 THEN 0 ELSE 1 + (drawn % 91) / 4 END)
            ::DECIMAL(18, 2) AS value
        FROM (SELECT *, {drawn} AS drawn FROM range({communes}) t(commune), '{bounds}') WHERE drawn < 9900"""
    for suffix in formats:
        connection.execute(f"COPY ({query}) TO '{folder / f'rows.{suffix}'}' (FORMAT {suffix})")
    (made,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone() or (0,)
    connection.close()
    print(f"\n{made:,} rows of {communes:,} units and {years} years made in {time.perf_counter() - start:.0f} s")
    return Data(folder, tuple(packs[0]), tuple(packs[1]), bounds, made)


def pack(year: int, *, held: bool) -> str:
    """Return a pack of 44 sums that grow over the year by its milestones, and may fall unless they are `held`."""
    months = ", ".join(f"{year}-{month:02d}: {share}" for month, share in enumerate(SHARES, 1))
    head = f"""\
pack: 1
id: made/{year}
revision: 1
title: {{vi: Gói đo, en: Bench pack}}
unit: made
year: {year}
synthetic: true
documents:
  made: {{title: Made for the bench, date: {year}, address: none}}
groups:
  all: {{vi: Tất cả, en: All}}
indicators:
"""
    rows = (
        f"  i{n}:\n    code: I{n}\n    title: {{vi: Chỉ tiêu {n}, en: Indicator {n}}}\n    unit: tấn\n    kind: flow\n"
        f"    better: higher\n    group: all\n    may_fall: {str(not held).lower()}\n    milestones: {{{months}}}\n"
        f"    target: {{at_least: {(10 + n) * 100}}}\n    source: {{document: made, clause: made {n}}}\n"
        for n in range(INDICATORS)
    )
    return head + "".join(rows)


if __name__ == "__main__":
    main()
