"""File names that are no UTF-8 are told in every command, and are never a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.examples import some_nightly

ROOT = Path(__file__).parent.parent
AROUND = os.environ | {"PYTHONPATH": str(ROOT), "CHECKER_LANG": "en"}
ROWS = b"unit,period,indicator,value\nbac-kan-city,2024,budget_revenue,1\n"


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="no such names there")
@pytest.mark.parametrize(
    ("command", "suffix"),
    some_nightly(
        product(
            ("check", "bulk", "annotate", "lint", "baseline create"),
            (b"csv", b"yaml", b"xlsx", b"parquet"),
        ),
        # Each command and each type of file once.
        {
            *(("check", b"csv"), ("check", b"parquet"), ("bulk", b"parquet"), ("annotate", b"xlsx")),
            *(("lint", b"yaml"), ("baseline create", b"csv")),
        }.__contains__,
    ),
)
@pytest.mark.slow
def test_a_name_that_is_no_utf_8(tmp_path, command, suffix):
    name = b"\xff\xfe." + suffix
    (tmp_path / os.fsdecode(name)).write_bytes(ROWS)
    words = [one.encode() for one in (sys.executable, "-m", "checker", *command.split())]
    options = [] if command == "lint" else [b"-p", b"bac-kan-city/2024"]
    done = subprocess.run([*words, *options, name], cwd=tmp_path, env=AROUND, capture_output=True, check=False)
    assert done.returncode in (0, 1, 2, 3), done.stderr
    assert b"fault" not in done.stderr
    assert done.stderr + done.stdout
