"""A seeded fuzzer over all readers: good files, changed at random, must be read or refused by name.

Run by ``make fuzz`` (``SECONDS=600 SEED=1``). A surprise is an exception that is not the
reader's own, a code that is not in the registry, or a file that takes more processor
time than it may; the file is kept beside the report so that it can become a case of the tests.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from checker.domain.codes import REGISTRY
from checker.errors import InputError
from checker.readers.cells.limits import ReadLimits
from checker.readers.submission import TABLES, read_submission
from checker.readers.tables import EnvelopeOptions, read_tables
from tests.fuzz_files import MAKERS, READERS
from tests.hostile import CASES, workbook

_DEADLINE = 10.0
_BYTES_TOO = 0.5
_TREE = (
    "submission: 1\npack: bac-kan-city/2024\nunit: bac-kan-city\nperiod: 2024-H1\nas_of: 2024-07-02\nobservations:\n"
    '  budget_revenue: {value: "86,6 tỷ đồng", status: estimate, percent_of_plan: "27%"}\n'
    '  retail_sales: {value: "gần 1.900 tỷ đồng", note: x}\n  business_households: 4012\n'
    '  online_services: {numerator: "1,5 nghìn", denominator: 2000}\n'
)
_TABLE = (
    "BÁO CÁO 6 tháng đầu năm 2024;;;;\nĐơn vị: bac-kan-city;;;;\nTT;Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\nI;KINH TẾ;;;\n"
    '1;Thu ngân sách;tỷ đồng;317;"86,6"\n2;Tỷ lệ che phủ rừng;%;65,5;"65, 79%"\n3;HTX thành lập mới;HTX;02;07/02\n'
)
_WORDS = (
    *("trên", "gần", "khoảng", "tỷ", "triệu", "%", "1.89", "3.700", "1e999", "NaN", "07/02", "đạt", "2024-H1", "- "),
    *("\0", "\u202e", "\ud800", "'", '"', ";", "{", "[", "&a", "*a", "!!x", "<<", "\t", "=1+1", "９", "ti\u0309 lệ"),
)


def main() -> int:
    """Change files until the time is up; return how many surprises there were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311 - it must be repeatable
    outcomes: Counter[str] = Counter()
    surprises = 0
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        name, data = changed(draw)
        outcome = read(name, data)
        outcomes[outcome] += 1
        if outcome.startswith("surprise"):
            surprises += 1
            kept = folder / f"{sum(outcomes.values())}-{name}"
            kept.write_bytes(data)
            print(f"{outcome}: {kept}", flush=True)
    print(f"seed {asked.seed}: {sum(outcomes.values())} files, {surprises} surprises")
    for outcome, count in outcomes.most_common():
        print(f"  {count:7} {outcome}")
    return surprises


def changed(draw: random.Random) -> tuple[str, bytes]:
    """Return the name and the bytes of a file with some changes in it."""
    kinds: tuple[tuple[int, Callable[[random.Random], tuple[str, bytes]]], ...] = (
        (10, lambda by: ("x.yaml", mutated(_TREE.encode(), by))),
        (6, lambda by: ("x.json", mutated(_as_json(), by))),
        (10, lambda by: ("x.csv", mutated(_TABLE.encode(by.choice(("utf-8", "utf-8-sig", "utf-16"))), by))),
        (3, lambda by: (f"x.{by.choice(('xlsx', 'xlsm', 'ods', 'xls'))}", mutated(workbook(), by))),
        (6, _repacked),
        (2, _known),
        *((weight, functools.partial(_of_ours, maker)) for weight, maker in MAKERS),
    )
    weights, makers = zip(*kinds, strict=True)
    maker: Callable[[random.Random], tuple[str, bytes]] = draw.choices(makers, weights)[0]
    return maker(draw)


def _as_json() -> bytes:
    rows = {"budget_revenue": {"value": "86,6 tỷ đồng", "status": "ước"}, "business_households": 4012}
    head = {"submission": 1, "unit": "bac-kan-city", "period": "2024-H1"}
    return json.dumps(head | {"observations": rows}, ensure_ascii=False).encode()


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return the bytes with a few of them replaced, removed, repeated, or with words put between."""
    changing = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        at = draw.randrange(len(changing) + 1)
        span = draw.choice((1, 1, 2, 7, 40))
        match draw.randrange(6):
            case 0:
                changing[at : at + span] = b""
            case 1:
                changing[at:at] = changing[at : at + span] * draw.choice((1, 2, 50))
            case 2:
                changing[at : at + 1] = bytes([draw.randrange(256)])
            case 3:
                changing[at:at] = draw.choice(_WORDS).encode("utf-8", "surrogatepass")
            case 4:
                changing[at:at] = bytes(draw.randrange(256) for _ in range(span))
            case _:
                other = draw.randrange(len(changing) + 1)
                changing[at:at] = changing[other : other + span]
    return bytes(changing)


def _of_ours(maker: Callable[[random.Random], tuple[str, bytes]], draw: random.Random) -> tuple[str, bytes]:
    """Return a file of ours, single bytes of which are often changed too."""
    name, data = maker(draw)
    return name, mutated(data, draw) if draw.random() < _BYTES_TOO else data


def _repacked(draw: random.Random) -> tuple[str, bytes]:
    """Return a workbook of which one part was changed before it was packed."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    chosen = draw.choice(sorted(parts))
    return f"x.{draw.choice(('xlsx', 'xlsm'))}", workbook({chosen: mutated(parts[chosen], draw)})


def _known(draw: random.Random) -> tuple[str, bytes]:
    """Return one of the small hostile files with a further change."""
    case = draw.choice([case for case in CASES if "bomb" not in case.name and "many" not in case.name])
    data = case.make()
    return case.name, mutated(data, draw) if len(data) < 1_000_000 else data


def read(name: str, data: bytes) -> str:
    """Return what became of a file, in a word."""
    suffix = f".{name.rpartition('.')[2]}"
    start = sum(os.times()[:4])
    try:
        if name in READERS:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(data)
                READERS[name](str(path))
        elif suffix in TABLES:
            asked = EnvelopeOptions(pack="bac-kan-city/2024", usual_unit="bac-kan-city")
            read_tables(name, asked, ReadLimits(), data=data, suffix=suffix)
        else:
            read_submission(name, stdin=data)
    except InputError as error:
        codes = [one.code.id for one in error.diagnostics]
        if not codes or not set(codes) <= set(REGISTRY):
            return f"surprise: codes {codes}"
        outcome = f"refused {codes[0]}"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"surprise: {type(error).__name__}: {error}"[:200]
    else:
        outcome = "read"
    taken = sum(os.times()[:4]) - start
    return outcome if taken < _DEADLINE else f"surprise: {taken:.0f} s"


if __name__ == "__main__":
    sys.exit(min(main(), 100))
