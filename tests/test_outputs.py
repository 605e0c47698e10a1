"""Where reports go: ``--output`` and ``--format``, files as a set, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli.frame import Misuse
from checker.cli.outputs import destinations, refuse_stdout
from checker.reporters import FORMATS
from tests.command import checker

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
YEAR = str(ROOT / "seeds" / "bac-kan-city" / "2023.yaml")
PACK = ROOT / "tests" / "packs" / "bac-kan-city" / "2023.yaml"
TEXTS = {name: format_ for name, format_ in FORMATS.items() if not format_.binary}
HALF = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_every_format_goes_to_standard_output_and_into_a_file_with_one_exit_code():
    for name in TEXTS:
        shown = checker("check", YEAR, "--format", name, COLUMNS="100")
        also = checker("check", YEAR, "--output", name, COLUMNS="100")
        filed = checker("check", YEAR, "--output", f"{name}=report", COLUMNS="100")
        assert (shown.exit_code, also.exit_code, filed.exit_code) == (1, 1, 1)
        assert shown.stdout == also.stdout
        assert Path("report").read_bytes().decode() == shown.stdout
        assert "Exit code 1" in filed.stdout


def test_files_do_not_silence_standard_output():
    done = checker("check", YEAR, "-o", "junit=j.xml", "-o", "sarif=s.sarif", "-o", "csv=c=d.csv")
    assert done.exit_code == 1
    assert "38/44 targets met" in done.stdout
    assert sorted(os.listdir()) == ["c=d.csv", "j.xml", "s.sarif"]
    done = checker("check", YEAR, "-o", "json", "-o", "full=report.txt")
    assert json.loads(done.stdout)["exit"]["code"] == 1
    assert "38/44 targets met" in Path("report.txt").read_text(encoding="utf-8")


def test_what_kept_a_file_from_being_evaluated_stands_in_every_report():
    for name, format_ in TEXTS.items():
        done = checker("check", "missing.yaml", HALF, "--format", name)
        assert done.exit_code == 3
        # Reports for people are about submissions; beside them it is told on standard error.
        told = done.stderr if format_.terminal else done.stdout
        assert "D001" in told or name == "openmetrics"
        assert format_.terminal or done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["-o", "xml"], "--output: `xml` is not one of: full, table, "),
        (["-o", "json="], "--output json= needs a path"),
        (["-o", "json", "-o", "csv"], "standard output gets one format: json, csv; give paths to the others"),
        (["-o", "json", "--format", "full"], "give --format or --output without a path, not both"),
        (["-o", "json=a", "-o", "csv=./a"], "two outputs go to `"),
        (["-o", "json=./report.yaml"], "--output would write over `./report.yaml`, which was read"),
        (["-o", "json=pack.yaml"], "--output would write over `"),
        (["-o", "json=link.yaml"], "--output would write over `"),
    ],
)
def test_outputs_that_cannot_be_meant(arguments, phrase):
    shutil.copy(YEAR, "report.yaml")
    shutil.copy(PACK, "pack.yaml")
    Path("link.yaml").symlink_to("report.yaml")
    done = checker("check", "report.yaml", "--pack", "pack.yaml", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert phrase in done.stderr
    assert Path("report.yaml").read_bytes() == Path(YEAR).read_bytes()
    assert Path("pack.yaml").read_bytes() == PACK.read_bytes()
    assert sorted(os.listdir()) == ["link.yaml", "pack.yaml", "report.yaml"]


def test_what_cannot_be_written_is_told_after_the_result():
    Path("old.json").write_text("old", encoding="utf-8")
    done = checker("check", YEAR, "-o", "json=old.json", "-o", "csv=none/report.csv")
    assert done.exit_code == 2
    assert "38/44 targets met" in done.stdout
    assert done.stderr == (
        "checker: `none/report.csv` cannot be written: its folder does not exist; no file was changed\n"
    )
    assert Path("old.json").read_text(encoding="utf-8") == "old"
    done = checker("check", YEAR, "-o", "json=old.json", "-o", "csv=.", CHECKER_LANG="vi")
    assert (done.exit_code, "không ghi được" in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_after_the_result():
    done = checker("check", YEAR, "-o", "json=/dev/full")
    assert done.exit_code == 2
    assert "38/44 targets met" in done.stdout
    assert "the disk is full" in done.stderr


def test_files_are_utf_8_with_the_lines_of_their_format():
    checker("check", YEAR, "-o", "csv=c.csv", "-o", "full=f.txt", "-o", "table=t.txt", COLUMNS="40")
    assert Path("c.csv").read_bytes().startswith(b"\xef\xbb\xbfrecord,")
    assert b"\r\n" in Path("c.csv").read_bytes()
    for name in ("f.txt", "t.txt"):
        text = Path(name).read_bytes().decode()
        assert "\r" not in text
        assert "\x1b" not in text
    # Files have one width, whatever the terminal is.
    assert max(map(len, Path("f.txt").read_text(encoding="utf-8").split("\n"))) > 60


def test_binary_formats_have_no_place_on_a_terminal(monkeypatch):
    class Terminal:
        def isatty(self) -> bool:
            return True

    binary = {name for name, format_ in FORMATS.items() if format_.binary and not format_.by_suffix}
    assert "xlsx" in binary
    monkeypatch.setattr(sys, "stdout", Terminal())
    for name in binary:
        with pytest.raises(Misuse) as caught:
            refuse_stdout(destinations([name], None, "full").stdout)
        assert "is not shown on a terminal" in caught.value.sentence.template
    refuse_stdout(destinations(["xlsx=w"], None, "full").stdout)


def test_only_the_reporter_that_is_asked_for_is_imported():
    code = (
        "import sys; from checker.cli import main\n"
        "try: main(['check', sys.argv[1], *sys.argv[2:]])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )

    def reporters(*arguments: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", code, HALF, *arguments], capture_output=True, cwd=ROOT, check=True, text=True
        )
        names = set(done.stderr.split())
        assert ("checker.writing" in names) is any("=" in argument for argument in arguments)
        return {name for name in FORMATS if f"checker.reporters.{name}" in names}

    assert reporters() == {"full"}
    assert reporters("--format", "csv") == {"csv"}
    assert reporters("-o", "github=/dev/null") == {"full", "github"}


def test_what_bulk_keeps_and_its_reports_are_one_set():
    Path("rows.csv").write_text("unit,period,indicator,value\nbac-kan-city,2024,budget_revenue,300\n", encoding="utf-8")
    asked = ("bulk", "-p", "bac-kan-city/2024", "rows.csv", "-o", "out")
    done = checker(*asked, "-o", "json=none/r.json")
    assert (done.exit_code, "T001" in done.stdout) == (2, True)
    assert "`none/r.json` cannot be written: its folder does not exist; no file was changed" in done.stderr
    assert os.listdir() == ["rows.csv"]
    # A report may go into a folder that comes with it.
    assert checker(*asked, "-o", "json=out/r.json", "-o", "html=r.html").exit_code == 1
    assert {"findings.parquet", "r.json"} < set(os.listdir("out"))
    for name in ("findings.parquet", "r.json"):
        Path("out", name).write_text("old", encoding="utf-8")
    assert checker(*asked, "-o", "json=out/r.json", "-o", "html=out/none/r.html").exit_code == 2
    assert {Path("out", name).read_bytes() for name in ("findings.parquet", "r.json")} == {b"old"}
    for place in ("out", "out/findings.parquet", "out/../out/judged.csv"):
        done = checker(*asked, "-o", f"json={place}")
        assert (done.exit_code, "two outputs go to `" in done.stderr) == (2, True)
    assert checker(*asked, "-o", "json=out/r.json").exit_code == 1
    assert b"old" not in {Path("out", name).read_bytes() for name in ("findings.parquet", "r.json")}
    assert sorted(os.listdir()) == ["out", "r.html", "rows.csv"]
