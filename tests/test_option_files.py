"""Files and folders that options name: where one cannot be read, the run is refused with its place and exit code 2."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from checker.api import check as api_check
from checker.errors import InputError
from tests.command import checker
from tests.test_faults import MODEST
from tests.test_rows_of_units import HEAD, PACK, UNITS

LIST = "\n".join([",".join(HEAD), *(f"{unit},2024,{row}" for unit in UNITS for row in ("thu,120", "viec,800"))])
COMMANDS = ("check", "bulk")


@pytest.fixture(autouse=True)
def _office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    (tmp_path / "list.csv").write_text(f"{LIST}\n", "utf-8")


def asked(command, *options):
    return checker(command, "-p", "pack.yaml", *options, "list.csv")


# ---- files that may not be read ------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("setpriv"), reason="only Linux takes rights away so")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["units.txt", "units.yaml"])
def test_units_that_may_not_be_read_are_no_fault_of_the_program(tmp_path, command, name):
    (tmp_path / name).write_text("xa-a\n", "utf-8")
    (tmp_path / name).chmod(0)
    call = [*MODEST.split(), sys.executable, "-m", "checker", command, "-p", "pack.yaml", "--units", name, "list.csv"]
    done = subprocess.run(call, capture_output=True, text=True, env={**os.environ, "CHECKER_LANG": "en"}, check=False)
    assert (done.returncode, f"{name}: error P001" in done.stderr) == (2, True), done
    assert "its permissions forbid it" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--units", "folder.txt"),
        ("--units", "folder.yaml"),
        ("--waivers", "folder.yaml"),
        ("--baseline", "folder.yaml"),
        ("--config", "folder.yaml"),
        ("--config", "folder.toml"),
        ("--files-from", "folder.txt"),
        ("--letterhead", "folder.yaml"),
        ("--docx-template", "folder.docx"),
    ],
)
def test_a_folder_instead_of_a_file_is_refused(tmp_path, command, option, name):
    if command == "bulk" and option not in ("--units", "--config", "--files-from"):
        pytest.skip("it has no such option")
    (tmp_path / name).mkdir()
    letter = ("--output", "docx=a.docx") if option in ("--letterhead", "--docx-template") else ()
    done = asked(command, option, name, *letter)
    assert (done.exit_code, "it is a folder" in done.stderr) == (2, True), done.everything


def test_a_folder_in_the_place_of_further_names_is_refused(tmp_path):
    (tmp_path / "pack.aliases.yaml").mkdir()
    done = asked("check")
    assert (done.exit_code, "it is a folder" in done.stderr) == (2, True), done.everything


# ---- the units that must report ------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.txt", None, "P001"),
        ("empty.txt", b"", "P007"),
        ("blank.txt", b"\n \n", "P007"),
        ("binary.txt", bytes(range(256)), "P002"),
        ("latin.txt", b"x\xe1\n", "P002"),
        ("comment.txt", b"xa-a\n# xa-b\n", "P103"),
        ("cut.yaml", b"foo: [\n", "P003"),
        ("none.yaml", b"units: 1\n", "P011"),
    ],
)
def test_one_reader_reads_units_for_both_commands(tmp_path, command, name, data, code):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = asked(command, "--units", name)
    assert (done.exit_code, f"error {code}" in done.stderr, name in done.stderr) == (2, True, True), done.everything


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "data", ["\ufeffxa-a\r\n\r\n xa-b \r\nxa-c\r\n".encode(), "xa-a\nxa-b\nxa-c\n".encode("utf-16")]
)
def test_units_may_be_written_as_other_programs_write_text(tmp_path, command, data):
    (tmp_path / "units.txt").write_bytes(data)
    assert asked(command, "--units", "units.txt").exit_code == 0


# ---- folders of packs ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("rules", ["nowhere", "list.csv"])
def test_a_folder_of_packs_that_is_none_is_refused(command, rules):
    done = asked(command, "--rules", rules)
    assert done.exit_code == 2, done.everything
    assert f"{rules}: error P311" in done.stderr
    assert "--rules" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["checker.yaml", "pyproject.toml"])
def test_the_setting_of_a_folder_of_packs_that_is_none_is_refused_in_its_place(tmp_path, command, name):
    text = "rules: nowhere\n" if name == "checker.yaml" else '[tool.checker]\nrules = "nowhere"\n'
    (tmp_path / name).write_text(text, "utf-8")
    done = asked(command)
    place = f"{name}:1:8" if name == "checker.yaml" else f"{name}:2:1"
    assert (done.exit_code, f"{place}: error P311" in done.stderr) == (2, True), done.everything
    (tmp_path / "nowhere").mkdir()
    assert asked(command).exit_code == 0


def test_callers_of_the_api_are_told_of_a_folder_of_packs_that_is_none():
    with pytest.raises(InputError) as caught:
        api_check("list.csv", pack="pack.yaml", rules="nowhere")
    assert [one.code.id for one in caught.value.diagnostics] == ["P311"]


# ---- options that cannot hold --------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("en", "1MB of memory is not enough"), ("vi", "bộ nhớ 1MB không đủ")])
def test_too_little_memory_is_said_in_our_own_words(language, words):
    done = checker("bulk", "-p", "pack.yaml", "--memory", "1MB", "--lang", language, "list.csv")
    assert done.exit_code == 2, done.everything
    assert words in done.stderr
    assert "--memory" in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="a system with such a folder")
def test_a_folder_that_takes_no_files_is_not_one_that_does_not_exist():
    done = asked("bulk", "--output", "csv=/proc/x")
    assert (done.exit_code, "nothing can be created in this folder" in done.stderr) == (2, True), done.everything
    done = asked("check", "--output", "json=/proc/x.json")
    assert (done.exit_code, "nothing can be created in its folder" in done.stderr) == (2, True), done.everything
    done = asked("check", "--output", "json=nowhere/x.json")
    assert (done.exit_code, "its folder does not exist" in done.stderr) == (2, True), done.everything


@pytest.mark.parametrize(
    ("name", "text"),
    [("c.toml", 'pack = "made/2024"\n'), ("pyproject.toml", "[tool.ruff]\nx = 1\n"), ("d.toml", "tool = 1\n")],
)
def test_settings_in_toml_without_their_table_are_told_which(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    done = asked("check", "--config", name)
    assert (done.exit_code, "None" in done.stderr) == (2, False), done.everything
    assert f"{name}: error S011: key `tool.checker` is missing" in done.stderr
    assert "below a line [tool.checker]" in done.stderr


def test_a_second_pack_is_not_taken_silently():
    done = asked("check", "-p", "other.yaml")
    assert (done.exit_code, "--pack is given twice" in done.stderr) == (2, True), done.everything
    assert asked("check").exit_code == 0
    for command in (("template", "--period", "2024", "-o", "t.csv"), ("page", "-o", "p.html"), ("explain", "thu")):
        done = checker(*command, "-p", "pack.yaml", "-p", "other.yaml")
        assert (done.exit_code, "--pack is given twice" in done.stderr) == (2, True), done.everything


@pytest.mark.parametrize("option", [("--sheet", "Biểu 01"), ("--column", "value=G")])
def test_options_of_tables_are_refused_where_there_is_none(tmp_path, option):
    (tmp_path / "sent.yaml").write_text(
        "submission: 1\nunit: xa-a\nperiod: 2024\nobservations: {thu: 120, viec: 800}\n", "utf-8"
    )
    done = checker("check", "-p", "pack.yaml", *option, "sent.yaml")
    assert (done.exit_code, f"{option[0]} is for tables" in done.stderr) == (2, True), done.everything
    assert checker("check", "-p", "pack.yaml", "sent.yaml").exit_code == 0
    done = checker("check", "-p", "pack.yaml", "--column", "value=D", "sent.yaml", "list.csv")
    assert "is for tables" not in done.stderr
