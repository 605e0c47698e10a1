"""Rows by the million: ``checker bulk`` against a query written by hand for the same targets.

The rows are made up: 44 indicators, 8 % unmet, 1 % missing, 6 % exactly on target. The query
knows targets and names beforehand, reads once, joins, compares, and writes what is unmet;
``checker bulk`` also accounts for every row, looks for repeated and missing ones, and tells
the worst units. Each run is a process of its own; times are the best of some, memory the peak.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

INDICATORS = 44
PEERS = ("pandera", "pointblank", "dataframely", "great-expectations", "vtlengine")

GENERATE = """
COPY (
    SELECT 'xã ' || u AS unit, '2024-' || lpad(CAST(m AS VARCHAR), 2, '0') AS period, 'i' || i AS indicator,
        CAST(1000 + i + CASE WHEN h < 808 THEN -1 - h % 37 WHEN h < 1414 THEN 0 ELSE 1 + (h % 91) / 4.0 END
            AS DECIMAL(18,2)) AS value
    FROM (SELECT u, m, i, hash(u * 1000003 + m * 101 + i) % 10000 AS h
          FROM range({units}) t(u), range(1, {months} + 1) s(m), range({indicators}) r(i))
    WHERE h < 9900
) TO '{path}' (FORMAT {format})
"""

BY_HAND = """
import duckdb
database = duckdb.connect()
database.execute("SET memory_limit = '8GB'")
database.execute("CREATE TABLE targets AS SELECT 'i' || i AS indicator, CAST(1000 + i AS DECIMAL(18,2)) AS target "
                 "FROM range({indicators}) r(i)")
database.execute("COPY (SELECT unit, period, indicator, value, target, target - value AS shortfall FROM {rows} r "
                 "JOIN targets USING (indicator) WHERE value < target) TO '{out}' (FORMAT parquet)")
"""

HEAD = """\
pack: 1
id: made/2024
revision: 1
title: {vi: Gói đo, en: Bench pack}
unit: made
year: 2024
synthetic: true
documents: {nq: {title: Nghị quyết, address: made}}
groups: {g: {vi: Nhóm, en: Group}}
indicators:
"""
INDICATOR = """\
  i{i}:
    code: C{i}
    title: {{vi: Chỉ tiêu {i}, en: Indicator {i}}}
    unit: tỷ đồng
    kind: stock
    better: higher
    group: g
    pace: none
    target: {{keep: {target}}}
    source: {{document: nq, clause: made up}}
"""


class Spent(NamedTuple):
    """What one process took: seconds, and MB at its peak."""

    seconds: float
    memory: float


def measured(command: list[str], rounds: int) -> Spent:
    """Run a command some times; the gate of `checker` may fail, nothing else."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            raise SystemExit(f"{command} gave {process.returncode}")
        found.append(Spent(time.perf_counter() - began, usage.ru_maxrss / 1024))
    return min(found)


def compare(folder: Path, units: int, months: int, format_: str, rounds: int) -> None:
    """Print one line of the comparison."""
    path = folder / f"rows-{units}-{months}.{format_}"
    fields = {"units": units, "months": months, "indicators": INDICATORS, "path": path, "format": format_}
    with duckdb.connect() as database:
        database.execute(GENERATE.format(**fields))
        rows = database.execute(f"SELECT count(*) FROM '{path}'").fetchone()  # noqa: S608 - a path made here
    source = f"read_parquet('{path}')" if format_ == "parquet" else f"read_csv('{path}')"
    script = BY_HAND.format(rows=source, out=folder / "hand.parquet", indicators=INDICATORS)
    hand = measured([sys.executable, "-c", script], rounds)
    checker = Path(sys.executable).with_name("checker")
    pack = folder / "made" / "2024.yaml"
    command = [str(checker), "bulk", "-p", str(pack), "--units", "data", "--memory", "8GB", "--exit-zero", str(path)]
    own = measured([*command, "--output", str(folder / "out")], rounds)
    ratio = own.seconds / hand.seconds
    count = rows[0] if rows else 0
    print(
        f"{count:>12,} {format_:8} {own.seconds:8.2f} s {own.memory:8.0f} MB   by hand {hand.seconds:6.2f} s "
        f"{hand.memory:6.0f} MB   {ratio:5.2f} times the time, {own.memory / hand.memory:5.2f} the memory"
    )
    path.unlink()


def main() -> None:
    """Compare the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", nargs="*", choices=("0.44M", "5.6M", "56M"), default=("0.44M", "5.6M"))
    parser.add_argument("--format", nargs="*", choices=("parquet", "csv"), default=("parquet", "csv"))
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    sizes = {"0.44M": (840, 12), "5.6M": (10_600, 12), "56M": (106_000, 12)}
    for peer in PEERS:
        try:
            print(f"{peer} {importlib.metadata.version(peer)} is here, but not compared yet")
        except importlib.metadata.PackageNotFoundError:
            print(f"{peer} is not installed, so not compared")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "made").mkdir()
        body = "".join(INDICATOR.format(i=i, target=1000 + i) for i in range(INDICATORS))
        examples = "examples:\n" + "".join(
            f"  - {{given: {{i{i}: {1000 + i - 1}}}, expect: {{i{i}: unmet}}}}\n"
            f"  - {{given: {{i{i}: {1000 + i}}}, expect: {{i{i}: met}}}}\n"
            f"  - {{given: {{i{i}: {1000 + i + 1}}}, expect: {{i{i}: exceeded}}}}\n"
            for i in range(INDICATORS)
        )
        (folder / "made" / "2024.yaml").write_text(HEAD + body + examples, encoding="utf-8")
        for size in asked.rows:
            for format_ in asked.format:
                compare(folder, *sizes[size], format_, asked.rounds)


if __name__ == "__main__":
    main()
