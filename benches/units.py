"""Workbooks of many units into the papers of a department: 20 and 126 communes of 22 indicators.

Run by ``make bench-units``. Each row is a whole process over the same workbooks. The peer is one that only opens them
with openpyxl, so that the ratio holds even where the machine is slow. All figures are made up. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Final, NamedTuple

from openpyxl import Workbook

UNITS: Final = (20, 126)
INDICATORS: Final = 22
FIELDS: Final = 4
COMMAND: Final = str(Path(sys.executable).with_name("checker"))
PAPERS: Final = {
    "consolidated": "bieu.xlsx",
    "docx": "bao-cao.docx",
    "html": "trang.html",
    "xlsx": "ket-qua.xlsx",
    "reminder": "don-doc.docx",
}
PEER: Final = """
import sys
from openpyxl import load_workbook
for path in sys.argv[1:]:
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""


class Used(NamedTuple):
    """What a process used.

    Args:
        processor: Seconds of processor time, the system's included.
        wall: Seconds until its end.
        memory: The most memory it had, in megabytes.
    """

    processor: float
    wall: float
    memory: float


def main() -> None:
    """Print what a department's papers take, with and without a total of the whole."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {INDICATORS} indicators\n")
    print("| units | papers | processor time, s | wall, s | peak memory, MB | time of the peer | memory of the peer |")
    print("|---|---|---|---|---|---|---|")
    for units in UNITS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            workbooks = [made(folder, number) for number in range(1, units + 1)]
            peer = used([sys.executable, "-c", PEER, *workbooks], folder)
            row(units, "openpyxl alone", peer, peer)
            for roll_up in (False, True):
                pack = folder / "made" / "2024.yaml"
                pack.parent.mkdir(exist_ok=True)
                pack.write_text(made_pack(units, roll_up=roll_up), encoding="utf-8")
                asked = ["--quiet", "--exit-zero", "--no-config", "--period", "2024", "--pack", str(pack)]
                check = [COMMAND, "check", *asked, *workbooks]
                summed = "summed" if roll_up else "a target each"
                for name in (("consolidated",), tuple(PAPERS)):
                    given = [word for one in name for word in ("--output", f"{one}={folder / PAPERS[one]}")]
                    said = "five papers" if len(name) > 1 else name[0]
                    row(units, f"{said}, {summed}", used([*check, *given], folder), peer)


def row(units: int, name: str, own: Used, peer: Used) -> None:
    """Print a row of the table."""
    ratios = f"{own.processor / peer.processor:.1f} | {own.memory / peer.memory:.1f}"
    print(f"| {units} | {name} | {own.processor:.1f} | {own.wall:.1f} | {own.memory:.0f} | {ratios} |", flush=True)


def used(command: list[str], folder: Path) -> Used:
    """Run a command, and return what it used."""
    environment = os.environ | {"CHECKER_CACHE_DIR": str(folder / "cache")}
    with tempfile.TemporaryFile() as told:
        begun = time.perf_counter()
        started = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
        _, status, resources = os.wait4(started.pid, 0)
        wall = time.perf_counter() - begun
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode != 0:
            told.seek(0)
            sys.exit(told.read().decode())
    return Used(resources.ru_utime + resources.ru_stime, wall, resources.ru_maxrss / 1024)


def made(folder: Path, number: int) -> str:
    """Write the workbook of a unit, and return its path."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("a new workbook has a sheet")
    sheet.append([f"Đơn vị: UBND xã Số {number}"])
    sheet.append(["KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2024"])
    sheet.append(["SỐ LIỆU GIẢ ĐỊNH"])
    sheet.append(["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Cùng kỳ năm trước", "Ghi chú"])
    for place in range(INDICATORS):
        plan = 100 + place
        sheet.append([place + 1, f"Chỉ tiêu số {place + 1}", "tỷ đồng", plan, 95 + place + number % 11, plan - 9, ""])
    path = folder / f"xa-{number:03}.xlsx"
    book.save(path)
    return str(path)


def made_pack(units: int, *, roll_up: bool) -> str:
    """Return a pack of flows whose units have titles."""
    fields = "".join(f"  f{n}: {{vi: Lĩnh vực {n}, en: Field {n}}}\n" for n in range(FIELDS))
    indicators = "".join(
        f"  i{n}:\n    code: I{n}\n    title: {{vi: Chỉ tiêu số {n + 1}, en: Indicator {n + 1}}}\n"
        f"    unit: tỷ đồng\n    kind: flow\n    better: higher\n    group: f{n * FIELDS // INDICATORS}\n"
        f"    target: {{at_least: {100 + n}}}\n    source: {{document: made, clause: made {n}}}\n"
        for n in range(INDICATORS)
    )
    named = "".join(
        f"    xa-{n:03}: {{title: {{vi: UBND xã Số {n}}}, short: Số {n}, kind: xã}}\n" for n in range(1, units + 1)
    )
    head = """\
    pack: 1
    id: made/2024
    revision: 1
    title: {vi: Gói đo, en: Bench pack}
    unit: made
    unit_title: {vi: UBND tỉnh Thử}
    year: 2024
    synthetic: true
    documents: {made: {title: Made for the bench, date: 2024, address: none}}
    groups:
    """
    rolled = f"reporting:\n  roll_up: {str(roll_up).lower()}\n  units:\n{named}"
    return f"{textwrap.dedent(head)}{fields}indicators:\n{indicators}{rolled}"


if __name__ == "__main__":
    main()
