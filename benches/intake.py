"""Workbooks and CSV files: the whole process, and reading alone.

Run by ``make bench-intake``. A form is compared with a process that only imports openpyxl
and reads the same file, a CSV file with `csv.reader` alone. Nothing here is a test.
"""

from __future__ import annotations

import csv
import functools
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from benches.single import COMMAND, VALUES, alternating, made_pack, paired, process

FORM_ROWS = 50
MANY_ROWS = 20_000
LINES = 440_000


def main() -> None:
    """Print all figures."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form(folder)
        many(folder)
        separated(folder)


def workbook(path: Path) -> None:
    """Write a form of made-up figures."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Biểu 01")
    sheet.append(["BÁO CÁO năm 2024 (số liệu giả định)"])
    sheet.append(["TT", "Chỉ tiêu", "Mã", "ĐVT", "Kế hoạch", "Thực hiện"])
    for row in range(FORM_ROWS):
        sheet.append([row + 1, f"Chỉ tiêu {row}", f"i{row}", "hộ", 1000 + row, 1000 + row + row % 5])
    book.save(path)


def form(folder: Path) -> None:
    """Time the check of a form against the bare reading of it."""
    pack, path = folder / "pack.yaml", folder / "form.xlsx"
    pack.write_text(made_pack(), encoding="utf-8")
    workbook(path)
    bare = [sys.executable, "-c", f"import openpyxl; list(openpyxl.load_workbook({str(path)!r}).active.values)"]
    check = [str(COMMAND), "check", str(path), "--pack", str(pack), "--exit-zero"]
    cache = folder / "cache"
    runs = alternating([functools.partial(process, command, cache) for command in (bare, check)])
    medians = [statistics.median(seconds) * 1e3 for seconds in runs]
    print(f"| a form of {FORM_ROWS} rows | median ms | of the bare reading |\n|---|---|---|")
    print(f"| import openpyxl, read | {medians[0]:.0f} | 1.00 |")
    print(f"| checker check | {medians[1]:.0f} | {paired(runs[1], runs[0]):.2f} |\n")


def many(folder: Path) -> None:
    """Time the check of a large workbook, row by row another unit's figure, and watch the memory of its processes."""
    pack, path = folder / "many.yaml", folder / "many.xlsx"
    units = [f"u{n}" for n in range(-(-MANY_ROWS // VALUES))]
    pack.write_text(f"{made_pack()}reporting: {{units: [{', '.join(units)}]}}\n", encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    sheet.append(["unit", "period", "indicator", "value"])
    for row in range(MANY_ROWS):
        sheet.append([units[row // VALUES], "2024", f"i{row % VALUES}", 1000 + row % VALUES + row % 5])
    book.save(path)
    command = [str(COMMAND), "check", str(path), "--pack", str(pack), "--exit-zero"]
    seconds = statistics.median(process(command, folder / "cache") for _ in range(5))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"check of {MANY_ROWS} rows of {len(units)} units in a workbook: {seconds:.1f} s; ", end="")
    print(f"the larger of its processes: {peak:.0f} MB\n")


def separated(folder: Path) -> None:
    """Time the reading of a long CSV file against `csv.reader` alone, each in a process of its own."""
    path = folder / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["unit", "period", "indicator", "value"])
        writer.writerows([f"u{n // 44}", "2024", f"i{n % 44}", n % 3000] for n in range(LINES))
    bare = (
        "import csv, time; start = time.perf_counter(); "
        f"rows = list(csv.reader(open({str(path)!r}, encoding='utf-8', newline=''), delimiter=';')); "
        "print(time.perf_counter() - start)"
    )
    ours = (
        "import time; from checker.readers.cells.read import read_grid; "
        "from checker.readers.cells.limits import ReadLimits; start = time.perf_counter(); "
        f"rows = list(read_grid({str(path)!r}, limits=ReadLimits(rows=10**6, cells=10**7)).sheets[0].rows()); "
        "print(time.perf_counter() - start)"
    )
    runs = alternating([functools.partial(inside, code) for code in (bare, ours)])
    medians = [statistics.median(seconds) for seconds in runs]
    print(f"| CSV of {LINES} rows | median s | of csv.reader |\n|---|---|---|")
    print(f"| csv.reader | {medians[0]:.2f} | 1.00 |")
    print(f"| into cells | {medians[1]:.2f} | {paired(runs[1], runs[0]):.2f} |")


def inside(code: str) -> float:
    """Return the seconds that a process prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
