"""Each report is a test case: ``pytest examples/test_reports.py``."""

from pathlib import Path

import pytest

import checker

REPORTS = sorted(Path("seeds/national-assembly").glob("2019.yaml"))


@pytest.mark.parametrize("path", REPORTS, ids=str)
def test_the_report_passes(path: Path) -> None:
    """Fail with the reasons of the gate."""
    checker.check(path).raise_for_gate()
