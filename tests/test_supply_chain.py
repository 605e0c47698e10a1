"""What the program is made of: its run-time dependencies are exactly those of the lock, and a release says so."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED = {canonicalize_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==", LOCK, re.MULTILINE)}


def closure() -> set[str]:
    """Return the packages that the declared dependencies need, by what the installed ones say of themselves."""
    asked = [Requirement(text) for text in PROJECT["dependencies"]]
    seen: set[tuple[str, str]] = set()
    found: set[str] = set()
    while asked:
        one = asked.pop()
        name = canonicalize_name(one.name)
        found.add(name)
        for extra in ("", *sorted(one.extras)):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                texts = requires(one.name) or []
            except PackageNotFoundError:
                pytest.skip(f"{one.name} is not installed here")
            for text in texts:
                wanted = Requirement(text)
                if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                    asked.append(wanted)
    return found


def test_run_time_dependencies_are_exactly_those_of_the_lock():
    # Packages for other platforms or versions of Python are locked with a marker.
    elsewhere = {
        canonicalize_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==[^;\n]*;", LOCK, re.MULTILINE)
    }
    needed = closure()
    assert needed <= LOCKED
    assert needed - LOCKED == set()
    assert needed | elsewhere == LOCKED | elsewhere


def test_every_locked_package_has_hashes():
    for entry in re.split(r"\n(?=\S)", LOCK.strip()):
        if "==" in entry:
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.slow
def test_a_release_says_what_it_is_made_of(tmp_path):
    (tmp_path / "target_checker-9.9.9-py3-none-any.whl").write_bytes(b"wheel")
    (tmp_path / "target_checker-9.9.9.tar.gz").write_bytes(b"source")
    for _ in range(2):
        command = [sys.executable, str(ROOT / "requirements" / "release.py"), str(tmp_path)]
        subprocess.run(command, check=True)
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["version"]) == ("CycloneDX", "9.9.9")
    assert {canonicalize_name(one["name"]) for one in bill["components"]} == LOCKED
    for one in bill["components"]:
        assert f"{one['name']}" in LOCK
        assert any(entry["name"] == "sha256" for entry in one["properties"])
    sums = dict(
        reversed(line.split("  ", 1)) for line in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    assert set(sums) == {path.name for path in tmp_path.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_the_pages_name_limits_as_they_are():
    from checker.packs.load import _MOST_ENTRIES
    from checker.readers.cells.limits import ReadLimits
    from checker.reporters.book.findings import _MOST as LISTED
    from checker.reporters.letter.template import _MEMORY, _SECONDS
    from checker.reporters.office.body import MOST_LISTED
    from checker.syntax.json import _MAX_VALUES
    from checker.syntax.yaml import _MAX_NODES

    def spaced(number: int) -> str:
        return f"{number:,}".replace(",", " ")

    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    usual = ReadLimits()
    assert f"| 2 000 parts, 96 MiB, {_SECONDS} seconds of processor time, {_MEMORY >> 20} MiB |" in page
    assert f"| {spaced(usual.rows)}, {usual.columns}, {spaced(usual.cells)} |" in page
    assert f"{usual.seconds} seconds of processor time, {usual.memory_bytes >> 20} MiB" in page
    assert f"{spaced(usual.entries)} parts, {usual.sheets} sheets, {usual.part_bytes >> 20} MiB of one and" in page
    assert f"| {spaced(usual.files)}, 64 levels, {usual.folder_seconds} seconds" in page
    assert f"| {spaced(_MOST_ENTRIES)} | P006 |" in page
    assert _MAX_NODES == _MAX_VALUES
    assert f"| {spaced(_MAX_NODES)}, 32 levels |" in page
    assert f"| {spaced(LISTED)} findings in the list |" in page
    assert f"| {MOST_LISTED} targets in a list |" in page


def test_the_security_page_names_what_there_is():
    from checker.domain.codes import REGISTRY

    for name in ("SECURITY.md", "docs/limits.md"):
        page = (ROOT / name).read_text(encoding="utf-8")
        for code in re.findall(r"\b[DLPSTW][0-9]{3}\b", page):
            assert code in REGISTRY
        assert "@" not in page
