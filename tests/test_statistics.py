"""Counts after a report for a terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from checker.language import Language
from checker.reporters import terminal
from checker.reporters.items import items
from tests.command import checker
from tests.test_reporters_machines import RICH

SEED = str(Path(__file__).parent.parent / "seeds" / "bac-kan-city" / "2024-synthetic.yaml")


def counted(name: str, language: str) -> list[str]:
    arguments = (RICH, Language(language))
    plain = terminal(name)(*arguments, width=100, colour=False)
    both = terminal(name, statistics=True)(*arguments, width=100, colour=False)
    assert both.startswith(plain)
    return both[len(plain) :].splitlines()


def test_counts_stand_after_either_report():
    lines = counted("full", "vi")
    assert lines == counted("table", "vi")
    assert [line.strip() for line in lines[:3]] == ["", "Thống kê", "mã của các vấn đề"]


def test_what_is_counted_is_what_the_report_lists():
    lines = counted("full", "en")
    found: dict[str, dict[str, int]] = {}
    heading = ""
    for line in lines[2:]:
        if line.startswith("    "):
            name, _, number = line.strip().rpartition(" ")
            found[heading][name.strip()] = int(number)
        else:
            heading = line.strip()
            found[heading] = {}
    results = [result for report in RICH.reports for result in report.results]
    language = Language("en")
    assert found == {
        "codes of findings": dict(Counter(f"{item.code.id} {item.code.name}" for item in items(RICH))),
        "verdicts of targets": dict(Counter(language.label(result.verdict) for result in results)),
        "pace of targets": dict(Counter(language.label(result.pace) for result in results)),
        "data of targets": dict(Counter(language.label(result.data) for result in results)),
    }


def test_a_run_without_a_report_counts_nothing_but_what_kept_it():
    done = checker("check", "missing.yaml", "--statistics")
    assert done.exit_code == 3
    assert "D001" in done.stdout
    assert done.stdout.count("    none\n") == 3


def test_statistics_through_the_command(tmp_path):
    path = tmp_path / "report.txt"
    done = checker("check", SEED, "--statistics", "-o", f"table={path}")
    assert done.exit_code == 1
    assert "\nStatistics\n" in done.stdout
    assert "\nStatistics\n" in path.read_text(encoding="utf-8")
    done = checker("check", SEED, "--statistics", "--format", "json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--statistics goes with full, table" in done.stderr
    done = checker("check", SEED, "--statistics", "--format", "json", "-o", f"table={path}")
    assert done.exit_code == 1
