"""Windows lacks names that Python has elsewhere: a command that asks for one would end in a fault there.

This cannot tell what files and consoles do there, only that no such name is asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.command import PATIENCE

ROOT: Final = Path(__file__).parent.parent
SEED: Final = ROOT / "seeds/bac-kan-city/2024-H1.yaml"

# Libraries of Python's own are imported first, for they know both kinds of machine; only then the names go.
_WITHOUT: Final = """
import asyncio, multiprocessing, os, pathlib, platform, shutil, signal, subprocess, sys, tempfile

for name in (
    "O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY geteuid getuid getegid getgid fchmod fchown chown fork setsid "
    "killpg statvfs mkfifo getpgid sysconf pread sched_getaffinity"
).split():
    delattr(os, name)
for name in "SIGHUP SIGKILL SIGALRM SIGPIPE SIGXCPU SIGXFSZ SIGUSR1 SIGUSR2 setitimer pthread_sigmask".split():
    delattr(signal, name)
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
os.name = "nt"
import checker.settling, checker.writing
os.name = "posix"

from checker.cli import main

for line in sys.stdin.read().splitlines():
    try:
        main(line.split("|"))
    except SystemExit as ended:
        print("#", ended.code, line.partition("|")[0], flush=True)
"""


def test_no_command_asks_for_a_name_that_windows_lacks(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("submission: 1\n", encoding="utf-8")
    rows = tmp_path / "rows.csv"
    rows.write_text("unit,period,indicator,value\nbac-kan-city,2024-H1,budget_revenue,86.6\n", encoding="utf-8")
    outputs = [option for kind in ("html", "json", "sarif", "concise") for option in ("-o", f"{kind}=r.{kind}")]
    commands: list[tuple[int, list[str]]] = [
        (0, ["packs"]),
        (0, ["template", "--pack", "bac-kan-city/2024", "--period", "2024-H1", "-o", "form.xlsx"]),
        (5, ["check", "form.xlsx"]),
        (5, ["annotate", "form.xlsx", "-o", "marked.xlsx"]),
        (0, ["check", str(SEED), *outputs]),
        # Written over: the old ones are there to be kept until all new ones are.
        (0, ["check", str(SEED), *outputs, "-o", "xlsx=r.xlsx"]),
        (3, ["check", str(bad)]),
        (0, ["baseline", "create", "--baseline", "known.yaml", str(SEED)]),
        (0, ["baseline", "update", "--baseline", "known.yaml", str(SEED)]),
        (0, ["check", "--baseline", "known.yaml", str(SEED)]),
        (0, ["bulk", "--pack", "bac-kan-city/2024", "--exit-zero", "--output", "results", str(rows)]),
        (0, ["lint", str(ROOT / "rules/bac-kan-city/2024.csv")]),
        (0, ["init", "new"]),
    ]
    # A run that cannot lock what it works in is taken for one that was killed by those which can.
    own = {"CHECKER_CACHE_DIR": str(tmp_path / "cache"), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT],
        input="\n".join("|".join(command) for _, command in commands),
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | own,
        timeout=PATIENCE,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("# ")]
    assert told == [f"# {code} {command[0]}" for code, command in commands], done.stderr
