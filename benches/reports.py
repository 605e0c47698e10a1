"""Reports of 10 000 findings in every format, and of 44 as offices send them: seconds and peak memory.

Each is written in a process of its own, which imports what its format needs within the time.

Run by ``make bench-reports``. The peer of each format is the making of the report alone, in
the same round, so that a machine whose speed drifts does not matter. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from checker.domain import codes
from checker.domain.axes import DataState, Gate, Kind, Matter, Pace, Verdict
from checker.domain.exit import ExitCode
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import (
    Exit,
    Finding,
    GateDecision,
    PackReference,
    Report,
    Result,
    Run,
    SourceReference,
    Tally,
    TargetBound,
)
from checker.domain.reporting import ReportingUnit
from checker.domain.submission import Submission
from checker.domain.text import Text, message
from checker.language import Language
from checker.reporters import FORMATS, machine, terminal

FINDINGS = 10_000
ROUNDS = 3
SECONDS = 5
MEBIBYTES = 300
NOTHING = "nothing"
OFFICE = 44
OFFICE_SECONDS = 1


def main() -> None:
    """Print the figures as a Markdown table, or write one format where one is named."""
    if len(sys.argv) > 1:
        print(written(sys.argv[1], int(sys.argv[2])), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    table((NOTHING, *FORMATS), FINDINGS)
    office = table(tuple(FORMATS), OFFICE)
    over = "" if office <= OFFICE_SECONDS else f" (over {OFFICE_SECONDS} s)"
    print(f"\nall of them: {office:.2f} s{over}")


def table(names: tuple[str, ...], findings: int) -> float:
    """Print the figures of formats for a report of so many findings, and return the sum of their seconds."""
    print(f"\n{findings} findings\n\n| format | median s | peak MiB | MB written |\n|---|---|---|---|")
    total = 0.0
    measured: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            done = subprocess.run(
                [sys.executable, __file__, name, str(findings)], capture_output=True, check=True, text=True
            )
            measured[name].append([float(figure) for figure in done.stdout.split()])
    for name in names:
        seconds, size, peak = (statistics.median(column) for column in zip(*measured[name], strict=True))
        over = "" if seconds <= SECONDS and peak / 1024 <= MEBIBYTES else f" (over {SECONDS} s or {MEBIBYTES} MiB)"
        print(f"| {name} | {seconds:.2f}{over} | {peak / 1024:.0f} | {size / 1e6:.1f} |")
        total += seconds
    return total


def written(name: str, findings: int) -> str:
    """Make the run, write it in a format, and return the seconds of writing and the bytes."""
    run = made(findings)
    language = Language("vi")
    start = time.perf_counter()
    if name == NOTHING:
        data = b""
    elif FORMATS[name].terminal:
        data = terminal(name)(run, language, width=100, colour=False).encode()
    else:
        data = machine(name)(run, language)
    return f"{time.perf_counter() - start} {len(data)}"


def made(count: int) -> Run:
    """Return a run with one report, in which every target is unmet."""
    results = tuple(result(number) for number in range(count))
    findings = tuple(finding(one) for one in results)
    period = Period(2024)
    report = Report(
        PackReference("made/2024", 1, Text("Gói đo", "Bench pack"), "made", 2024, True, "made.yaml", "0" * 64),
        Submission("report.yaml", "1" * 64, "made/2024", "made", period, None, (), synthetic=True),
        ReportingUnit("made"),
        "direct",
        results,
        Tally(count, 0, count, 0, 0, 0, tuple(one.indicator for one in results)),
        findings,
        GateDecision(Gate.FAIL, ()),
        Exit(ExitCode.FAILED, message("the gate failed")),
    )
    return Run((report,), (), (), ExitCode.FAILED)


def result(number: int) -> Result:
    """Return one made-up target that is not met."""
    return Result(
        indicator=f"i{number}",
        code=f"I{number}",
        title=Text(f"Chỉ tiêu số {number} của gói đo", f"Indicator {number} of the bench"),
        group=Text("Nhóm đo", "Bench group"),
        parent="",
        kind=Kind.FLOW,
        unit="tỷ đồng",
        assigned_by="",
        since="",
        decides=True,
        counted=True,
        verdict=Verdict.UNMET,
        pace=Pace.NONE,
        data=DataState.FINAL,
        gate=Gate.FAIL,
        text=f"{number},5 tỷ đồng",
        value=point(Decimal(number) + Decimal("0.5")),
        bound=TargetBound("at_least", Decimal(number + 1)),
        due=Period(2024),
        expected_now=True,
        shortfall=Fraction(1, 2),
        percent_of_plan=Fraction(200 * number + 100, 2 * number + 2),
        stretch=None,
        pace_basis=None,
        location=Location("report.yaml", number + 8, 12),
        rule=Location("made.yaml", 10 * number + 12, 13),
        source=SourceReference("Made for the bench", "2024-01-05", "none", f"clause {number}"),
        owner="",
    )


def finding(about: Result) -> Finding:
    """Return what there is to say of it."""
    bound = message("at least {number}", number=1)
    details = ((message("short by"), message("{number} {unit}", number=Decimal("0.5"), unit="tỷ đồng")),)
    return Finding(
        codes.UNMET,
        Matter.UNMET,
        Gate.FAIL,
        message(codes.UNMET.template, indicator=about.title, value=Decimal("0.5"), bound=bound),
        about.indicator,
        about.location,
        about.rule,
        details,
        message(codes.UNMET.remedy),
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
