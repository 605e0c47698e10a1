"""What is shipped: the wheel holds the packs and catalogues, the locks hold hashes and no address."""

import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from gettext import GNUTranslations
from pathlib import Path
from typing import IO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from packaging.requirements import Requirement

import checker
from tests.examples import each_row

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "checker" / "locale"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CATALOGUES = sorted(LOCALE.rglob("*.po"))


def names_of(requirements: list[str]) -> set[str]:
    heads = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", head[0]).lower() for head in heads if head}


def entries_of(lock: Path) -> list[str]:
    """Return each requirement of a lock with its hashes, as one line."""
    return lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines()


def messages_in(compiled: IO[bytes]) -> dict[object, str]:
    """Return the messages of a compiled catalogue without its header, in which the hour is written."""
    messages = dict(vars(GNUTranslations(compiled))["_catalog"])
    messages.pop("", None)
    return messages


@pytest.mark.slow
def test_the_wheel_holds_packs_catalogues_and_licence(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"target_checker-{checker.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    rules = ROOT / "rules"
    packs = {f"checker/_rules/{path.relative_to(rules).as_posix()}" for path in rules.rglob("*.*")}
    compiled = {path.with_suffix(".mo").relative_to(ROOT).as_posix() for path in CATALOGUES}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker").rglob("*.py")}
    assert packs
    assert packs | compiled | modules <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    tops = {name.split("/")[0] for name in held}
    own = f"target_checker-{checker.__version__}"
    assert tops == {"checker", f"{own}.dist-info", f"{own}.data"}
    assert f"{own}.data/data/share/man/man1/checker.1" in held
    assert "checker/_seeds/bac-kan-city/2024-H1.yaml" in held
    first_minutes(wheel, tmp_path)


def first_minutes(wheel, folder):
    """Try what a wheel offers to who has nothing else: a demonstration and first files."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    around = os.environ | {"PYTHONPATH": str(folder / "installed"), "CHECKER_LANG": "en"}
    for arguments, last in (
        (["demo"], "checker explain budget_revenue"),
        (["init", "mine"], "cd mine && checker check"),
    ):
        command = [sys.executable, "-P", "-m", "checker", *arguments]
        done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1].startswith(last)


def test_there_are_catalogues():
    assert CATALOGUES


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-3])
def test_each_catalogue_is_compiled_as_it_stands(source):
    with source.open("rb") as file:
        fresh = io.BytesIO()
        write_mo(fresh, read_po(file))
    fresh.seek(0)
    with source.with_suffix(".mo").open("rb") as kept:
        assert messages_in(kept) == messages_in(fresh), "run `make messages`"


def test_there_is_a_lock_for_building_running_developing_and_comparing():
    assert [lock.stem for lock in LOCKS] == ["bench", "build", "dev", "docs", "no-compiler", "run"]


@each_row("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_pins_everything_by_hash_and_names_no_address(lock):
    # Some packages are called after the protocol; an address has its slashes, an index its option.
    assert not {
        word for word in ("//", "www.", "--index", "--find-links", " @ ") if word in lock.read_text(encoding="utf-8")
    }
    entries = entries_of(lock)
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


def test_windows_installs_all_but_what_has_to_be_compiled():
    asked = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    left_out = [one.name for one in asked if one.marker and not one.marker.evaluate({"sys_platform": "win32"})]
    assert left_out == ["durable-rules"]


def test_the_lock_for_running_holds_every_dependency_and_no_tool():
    locked = names_of(entries_of(ROOT / "requirements" / "run.txt"))
    assert names_of(PROJECT["project"]["dependencies"]) <= locked
    groups = PROJECT["dependency-groups"]
    assert not names_of(groups["dev"] + groups["build"]) & locked


def test_the_lock_for_developing_holds_all_others_at_the_same_versions():
    held = {entry.split(" ")[0] for entry in entries_of(ROOT / "requirements" / "dev.txt")}
    for name in ("run", "build"):
        assert {entry.split(" ")[0] for entry in entries_of(ROOT / "requirements" / f"{name}.txt")} <= held


def test_the_lock_for_developing_holds_every_tool():
    groups = PROJECT["dependency-groups"]
    assert names_of(groups["dev"] + groups["build"]) <= names_of(entries_of(ROOT / "requirements" / "dev.txt"))
