"""What helps a person at the prompt: lists of files, quiet and loud, completion, first files, tables that fit."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from datetime import date
from pathlib import Path
from unittest import mock

import click
import pytest
from wcwidth import wcswidth

from checker.cli import init, progress
from checker.cli.evaluate import _with_progress
from checker.cli.frame import Session
from checker.cli.program import COMMANDS, program
from checker.clock import today
from checker.language import Language
from checker.reporters import FORMATS
from tests.command import checker
from tests.examples import each_row

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
HALF = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")
NATIONAL = str(ROOT / "seeds" / "national-assembly" / "2019.yaml")
SYNTHETIC = str(ROOT / "seeds" / "bac-kan-city" / "2024-synthetic.yaml")


# ---- files from a list ---------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\n", "\r\n", "\0"])
def test_a_list_of_files(between, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_bytes(between.join([NATIONAL, HALF, HALF, ""]).encode())
    expected = checker("check", NATIONAL, HALF)
    assert checker("check", "--files-from", str(listed)) == expected
    stdin = io.TextIOWrapper(io.BytesIO(listed.read_bytes()))
    with mock.patch.object(sys, "stdin", stdin):
        assert checker("check", "--files-from", "-", NATIONAL) == expected


def test_names_that_hold_a_line_end_are_told_apart_by_nul(tmp_path):
    odd = tmp_path / "a\nb.yaml"
    odd.write_bytes(Path(NATIONAL).read_bytes())
    listed = tmp_path / "list"
    listed.write_bytes(os.fsencode(odd) + b"\0")
    assert checker("check", "--files-from", str(listed)).exit_code == 0
    listed.write_bytes(os.fsencode(odd) + b"\n")
    assert checker("check", "--files-from", str(listed)).exit_code == 3


def test_baseline_and_bulk_take_a_list_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    listed, rows = tmp_path / "list", tmp_path / "rows.csv"
    listed.write_text(f"{HALF}\n", encoding="utf-8")
    assert checker("baseline", "create", "--files-from", str(listed)) == checker("baseline", "create", "--force", HALF)
    rows.write_text("unit,period,indicator,value\nxa-a,2024,i1,5\n", encoding="utf-8")
    listed.write_text(f"{rows}\n", encoding="utf-8")
    pack = ("--pack", "bac-kan-city/2024", "--units", "data")
    assert checker("bulk", *pack, "--files-from", str(listed)) == checker("bulk", *pack, str(rows))
    listed.write_text("\n", encoding="utf-8")
    for command in (["bulk", *pack], ["baseline", "create", "--force"]):
        assert checker(*command, "--files-from", str(listed)).exit_code == 5
        assert checker(*command).exit_code == 2


def test_a_form_and_a_pack_go_to_standard_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = ["template", "--pack", "bac-kan-city/2024", "--period", "2024-H1", "--output"]
    export = ["packs", "export", "bac-kan-city/2024", "--output"]
    for command in (form, export):
        assert checker(*command, "a.yaml").exit_code == 0
        shown = checker(*command, "-")
        assert (shown.exit_code, shown.stdout, shown.stderr) == (0, Path("a.yaml").read_text("utf-8"), "")
        Path("a.yaml").unlink()
    assert not list(tmp_path.iterdir())


def test_a_list_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.cli.file_list._MOST_BYTES", 4)
    listed = tmp_path / "list"
    listed.write_text("12345", encoding="utf-8")
    done = checker("check", "--files-from", str(listed))
    assert (done.exit_code, "is larger than 4 bytes" in done.stderr) == (2, True)
    with mock.patch.object(sys, "stdin", None):
        assert checker("check", "--files-from", "-").exit_code == 5


# ---- quiet and loud ------------------------------------------------------------------------


def test_a_path_is_not_standard_output_whatever_it_ends_with(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert checker("check", "-q", "--output", "json=report=-", HALF).stdout == ""
    assert (tmp_path / "report=-").exists()


def test_quiet_commands_that_write_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert checker("annotate", "-q", HALF, "-o", "remarks.csv").stdout == ""
    assert Path("remarks.csv").exists()
    printed = checker("annotate", HALF, "-o", "-")
    assert printed.stdout.encode() == Path("remarks.csv").read_bytes()
    assert "engine: rete" in checker("annotate", "-v", HALF, "-o", "-", "--engine", "rete").stderr or os.name == "nt"
    assert checker("baseline", "create", "-q", HALF) == (0, "", "")
    assert Path("baseline.yaml").exists()


# ---- completion ----------------------------------------------------------------------------


def completed(*words: str) -> set[str]:
    """Return what a shell is offered for the last word."""
    asked = {"COMP_WORDS": " ".join(["checker", *words]), "COMP_CWORD": str(len(words))}
    lines = checker(_CHECKER_COMPLETE="bash_complete", **asked).stdout.splitlines()
    return {line.partition(",")[2] for line in lines if line.startswith("plain,")}


@each_row(
    ("words", "offered"),
    [
        (["ch"], {"check"}),
        (["help", "comp"], {"completion"}),
        (["check", "--format", "js"], {"json", "jsonl"}),
        (["check", "--output", "sa"], {"sarif"}),
        (["check", "--output", "sarif=x"], set()),
        (["check", "--fail-on", "behind,war"], {"behind,warning"}),
        (["check", "--pack", "bac"], {"bac-kan-city/2020", "bac-kan-city/2023", "bac-kan-city/2024"}),
        (["lint", "national"], {"national-assembly/2019"}),
        (["explain", "T00"], {f"T00{n}" for n in range(1, 10)}),
        (["explain", "budget"], {"budget_revenue"}),
        (["check", "--pack", "bac-kan-city/2024", "--select", "T001,BK24-01"], {"T001,BK24-01"}),
        (["check", "--pack", "none/2024", "--ignore", "budget"], set()),
        (["schema", "pa"], {"pack"}),
        (["check", "--files"], {"--files-from"}),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_completion(words, offered, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert completed(*words) == offered


def test_completion_offers_every_command_and_format(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert completed("") == set(COMMANDS)
    assert completed("check", "--format", "") == set(FORMATS)


# ---- first files ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_first_files_are_sound_and_checked_by_the_command_that_is_named(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    done = checker("init", "my targets", "--lang", language)
    assert done.exit_code == 0
    *_, last = done.stdout.splitlines()
    assert last == "cd 'my targets' && checker check reports"
    monkeypatch.chdir(tmp_path / "my targets")
    year = today().year
    assert checker("lint", f"my-unit/{year}").stdout.endswith("no errors\n")
    checked = checker("check", "reports")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert "SYNTHETIC DATA" in checked.stdout
    again = checker("init")
    assert again.exit_code == 2
    assert "exists; init changes no file" in again.stderr
    assert checker("init", "--year", "2024").exit_code == 2  # checker.yaml is there


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2028, 2, 29), date(2030, 12, 31)])
def test_first_files_of_any_day(tmp_path, monkeypatch, day):
    monkeypatch.setattr(init, "today", lambda: day)
    monkeypatch.chdir(tmp_path)
    assert checker("init").stdout.endswith("\n\nchecker check reports\n")
    assert checker("check", "reports").exit_code == 0


def test_demo(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = checker("demo")
    assert (done.exit_code, done.stderr) == (0, "")
    first, *_, last = done.stdout.splitlines()
    assert first == "$ checker check checker-demo/report.yaml"
    assert done.stdout.count(checker("check", "checker-demo/report.yaml").stdout) == 1
    shown = checker(*last.split()[1:])
    assert (last.split()[0], shown.exit_code) == ("checker", 0)
    assert checker("demo").exit_code == 0
    Path("checker-demo/report.yaml").write_text("mine", encoding="utf-8")
    refused = checker("demo")
    assert (refused.exit_code, "name another folder" in refused.stderr) == (2, True)
    assert Path("checker-demo/report.yaml").read_text("utf-8") == "mine"


# ---- tables --------------------------------------------------------------------------------


@each_row("language", ["vi", "en"])
@each_row("width", [60, 72, 80, 100, 120, 160])
def test_a_table_fits_the_terminal(width, language, monkeypatch):
    for path in SEEDS.glob("*/2*.yaml"):
        monkeypatch.chdir(path.parent)
        done = checker("check", "--format", "table", path.name, COLUMNS=str(width), CHECKER_LANG=language)
        assert max(map(wcswidth, done.stdout.splitlines())) <= width


def test_a_narrow_table_leaves_out_nothing():
    def words(width: str) -> list[str]:
        return sorted(checker("check", "--format", "table", SYNTHETIC, COLUMNS=width).stdout.replace("-", "").split())

    assert words("80") == words("400")


@pytest.mark.slow
def test_the_screen_of_a_run_in_bulk_is_laid_out_as_that_of_check(tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("unit,period,indicator,value\na,2024,budget_revenue,300\n", encoding="utf-8")
    options = ("bulk", "-p", "bac-kan-city/2024", "--units", "data", str(rows))
    lines = checker(*options).stdout.splitlines()
    assert lines[0] == "Targets of Bắc Kạn city for 2024 (bac-kan-city/2024, revision 3)"
    assert lines[2:4] == [str(rows), ""]
    gate = lines.index("Gate: FAIL")
    assert lines[gate + 1].startswith("  G001 1 × unmet: Budget revenue")
    assert lines[-1] == "Exit code 1: the gate failed"
    assert "\x1b[" in checker(*options, "--colour", "always").stdout
    assert "\x1b[" not in checker(*options, "--colour", "always", "--no-colour").stdout
    quiet = checker(*options, "-q")
    assert (quiet.exit_code, quiet.stdout) == (1, "")


def test_a_terminal_shows_how_far_a_check_of_many_files_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "TICK", 0.001)
    paths = [f"{number}.yaml" for number in range(12)]
    with click.Context(program, obj=Session(Language("en"), {})).scope():
        for number, path in enumerate(_with_progress(paths)):
            assert path == paths[number]
            while f"\r{number} of 12 files, about 0 s left " not in terminal.getvalue():
                time.sleep(0.001)
    assert re.search(r"\r +\r\Z", terminal.getvalue())
