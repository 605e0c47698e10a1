"""Every hostile file of the tests through the real command: outcome, seconds and memory by class.

Run by ``make bench-hostile``, which fails where a file gets a traceback, an exit code
other than 3 or that of a finding, or more than 10 s of processor time or 300 MB, its
children counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from benches.single import COMMAND, made_pack
from tests.hostile import CASES

MOST_SECONDS = 10
MOST_MEGABYTES = 300
PAUSE = 0.02
EXITS = {0, 1, 3}
"""3 where the file is refused; 0 and 1 where it is read, with findings for what is wrong in it."""


class Outcome(NamedTuple):
    """What the command made of one file."""

    exit: int
    codes: tuple[str, ...]
    seconds: float
    megabytes: float
    surprise: str


def main() -> None:
    """Print the table, and what must not be."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    surprises = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = folder / "pack.yaml"
        pack.write_text(made_pack(), encoding="utf-8")
        for case in CASES:
            path = folder / case.name
            path.write_bytes(case.make())
            outcome = judged(path, pack, folder)
            path.unlink()
            outcomes[case.kind].append(outcome)
            if outcome.surprise:
                surprises.append(f"{case.name}: {outcome.surprise}")
    print("| class | files | codes | exit codes | slowest s | peak MB |\n|---|---|---|---|---|---|")
    for kind, found in sorted(outcomes.items()):
        codes = Counter(code for outcome in found for code in set(outcome.codes))
        exits = Counter(outcome.exit for outcome in found)
        slowest, peak = max(one.seconds for one in found), max(one.megabytes for one in found)
        print(f"| {kind} | {len(found)} | {counted(codes)} | {counted(exits)} | {slowest:.1f} | {peak:.0f} |")
    print(f"\n{len(CASES)} files, {len(surprises)} surprises")
    if surprises:
        sys.exit("\n".join(surprises))


def counted(counter: Counter[str] | Counter[int]) -> str:
    """Write a counter as ``D201 ×3, D006``."""
    return ", ".join(f"{key} ×{count}" if count > 1 else str(key) for key, count in counter.most_common())


def judged(path: Path, pack: Path, folder: Path) -> Outcome:
    """Run the command, and count what it and its children take: processor time, and memory at one moment."""
    asked = [str(COMMAND), "check", str(path), "--pack", str(pack), "--unit", "made", "--period", "2024"]
    asked += ["--format", "json", "--lang", "en"]
    environment = os.environ | {"CHECKER_CACHE_DIR": str(folder / "cache"), "TMPDIR": str(folder)}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(asked, env=environment, stdout=out, stderr=err)
        peak = 0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, held_by(process.pid))
            time.sleep(PAUSE)
        _, status, used = ended
        process.returncode = exit_code = os.waitstatus_to_exitcode(status)
        said, complained = ((file.seek(0), file.read().decode())[1] for file in (out, err))
    seconds, megabytes = used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss) / 1024
    codes = codes_of(said)
    wrong = []
    if "Traceback" in complained + said:
        wrong.append("a traceback")
    if exit_code not in EXITS:
        wrong.append(f"exit code {exit_code}")
    if exit_code and not codes:
        wrong.append("no code")
    if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        wrong.append(f"{seconds:.0f} s, {megabytes:.0f} MB")
    return Outcome(exit_code, codes, seconds, megabytes, ", ".join(wrong))


def held_by(process: int) -> int:
    """Return the kilobytes that a process and its children hold; what they share counts once, 0 where nobody tells."""
    held = 0
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            held += sum(held_by(int(child)) for child in (task / "children").read_text().split())
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        held += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return held


def codes_of(out: str) -> tuple[str, ...]:
    """Return the codes about the file in a report as JSON, targets and gate aside."""
    found = json.loads(out)
    troubles = [one["code"] for one in found["diagnostics"]]
    troubles += [one["code"] for report in found["reports"] for one in report["findings"]]
    return tuple(code for code in troubles if code[0] == "D")


if __name__ == "__main__":
    main()
