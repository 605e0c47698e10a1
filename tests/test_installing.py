"""A fresh machine: locks are installed as they stand, whatever was released since; what one lacks is told."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
MAKE = shutil.which("make")
EXTRA = ("Provides-Extra: more", 'Requires-Dist: helper; extra == "more"')

pytestmark = [pytest.mark.slow, pytest.mark.skipif(MAKE is None, reason="no make")]


def environment(**more: str) -> dict[str, str]:
    """Return the environment without what was told to the make and the pip around these tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PIP_"))}
    return kept | {"PIP_CONFIG_FILE": os.devnull} | more


def options_of_make() -> dict[str, set[str]]:
    """Return for each lock the options with which the Makefile has pip install it."""
    make = [
        str(MAKE),
        "--dry-run",
        "--always-make",
        "VENV=new",
        "new/.dev",
        "new/peers/.installed",
        "new/docs/.installed",
    ]
    printed = subprocess.run(make, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True).stdout
    found = {}
    for options, lock in re.findall(r" -m pip .*install (.*) -r requirements/(\S+)", printed):
        found[lock] = set(options.split())
    return found


def wheel(folder: Path, name: str, version: str, *metadata: str) -> str:
    """Make a wheel of one module that says its version; return how a lock names it."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = {version!r}\n",
        f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *metadata, ""]),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    made = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(made.read_bytes()).hexdigest()}\n"


class Machine:
    """An index of dummy packages, in which ``app`` asks for ``lib`` with an extra and a newer ``lib`` is out."""

    def __init__(self, folder: Path) -> None:
        self.index = folder / "index"
        self.index.mkdir()
        self.site = folder / "site"
        self.lock = folder / "lock.txt"
        app = wheel(self.index, "app", "1.0", "Requires-Dist: lib[more]>=1.0")
        self.locked = [app, wheel(self.index, "lib", "1.0", *EXTRA), wheel(self.index, "helper", "1.0")]
        wheel(self.index, "lib", "2.0", *EXTRA)

    def install(self, *options: str) -> subprocess.CompletedProcess[str]:
        self.lock.write_text("".join(self.locked), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-index"]
        where = ["--find-links", str(self.index), "--target", str(self.site)]
        return self.run(*pip, *where, *options, "-r", str(self.lock))

    def check(self) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, str(ROOT / "requirements" / "complete.py"), str(self.lock))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        around = environment(PYTHONPATH=str(self.site))
        return subprocess.run(command, env=around, check=False, capture_output=True, text=True)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_every_lock_is_installed_with_its_hashes_and_without_resolving():
    found = options_of_make()
    assert set(found) == {"build.txt", "run.txt", "dev.txt", "bench.txt", "docs.txt"}
    for options in found.values():
        assert options - {"--no-build-isolation", "--no-cache-dir"} == {"--no-deps", "--require-hashes"}


def test_the_action_installs_the_locks_as_make_does():
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    lines = [line for step in steps for line in step["run"].splitlines() if "requirements/" in line]
    assert len(lines) == 2
    for line in lines:
        assert {"--no-deps", "--require-hashes"} <= set(shlex.split(line))


def test_a_locked_package_asked_for_with_an_extra_is_installed_though_a_newer_one_is_out(machine):
    done = machine.install(*options_of_make()["dev.txt"])
    assert done.returncode == 0, done.stderr
    assert (machine.site / "lib-1.0.dist-info").is_dir()
    assert (machine.site / "helper.py").is_file()
    assert machine.check().returncode == 0


def test_with_resolving_the_same_lock_is_refused(machine):
    done = machine.install(*options_of_make()["dev.txt"] - {"--no-deps"})
    if not done.returncode:
        pytest.skip("this release of pip resolves extras within a lock")
    assert "lib[more]>=1.0" in done.stderr
    assert "must have their versions pinned" in done.stderr


def test_the_lock_for_machines_without_a_compiler_lacks_durable_rules_alone():
    run, without = (
        (ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "no-compiler.txt")
    )
    entry = re.compile(r"^durable-rules==.*\n(?:    --hash=.*\n)+", re.MULTILINE)
    assert entry.search(run)
    assert entry.sub("", run) == without


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_readme_installs_that_lock_as_make_does(page):
    line = re.search(r"^.* -r requirements/no-compiler\.txt$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert line
    assert {"--no-deps", "--require-hashes"} <= set(shlex.split(line[0]))


def test_no_hash_no_installation(machine):
    machine.locked[1] = re.sub("[0-9a-f]{64}", "0" * 64, machine.locked[1])
    done = machine.install(*options_of_make()["dev.txt"])
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_what_an_extra_asks_for_is_missed(machine):
    machine.locked.pop()
    assert machine.install(*options_of_make()["run.txt"]).returncode == 0
    done = machine.check()
    assert done.returncode == 1
    assert 'lib[more] asks for helper; extra == "more", which is not locked' in done.stderr
    assert "`make lock`" in done.stderr


def test_a_lock_that_contradicts_itself_is_told(machine):
    machine.locked[1] = wheel(machine.index, "lib", "0.9", *EXTRA)
    assert machine.install(*options_of_make()["run.txt"]).returncode == 0
    done = machine.check()
    assert done.returncode == 1
    assert "app asks for lib[more]>=1.0, and 0.9 is locked" in done.stderr


def test_what_was_not_installed_from_the_lock_is_told(machine):
    machine.locked.append(wheel(machine.index, "late", "1.0"))
    assert machine.install(*options_of_make()["run.txt"]).returncode == 0
    machine.locked.append(wheel(machine.index, "later", "1.0"))
    changed = "".join(machine.locked).replace("late==1.0", "late==1.1")
    machine.lock.write_text(changed, encoding="utf-8")
    done = machine.check()
    assert done.returncode == 1
    assert "late is locked at 1.1, and 1.0 is installed" in done.stderr
    assert "later 1.0 is not installed" in done.stderr


def test_an_environment_whose_name_holds_a_space_is_refused():
    make = [str(MAKE), "--dry-run", "VENV=a b", "demo"]
    done = subprocess.run(make, cwd=ROOT, env=environment(), check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "VENV holds a space, which make cannot work with: a b" in done.stderr


@pytest.mark.nightly
def test_a_checkout_in_a_folder_with_a_space_works(tmp_path):
    checkout = tmp_path / "a b" / "checker"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S607
    for name in listed.stdout.split("\0")[:-1]:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, checkout / name)
    around = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    make = [str(MAKE), f"PYTHON={sys.executable}", "demo"]
    done = subprocess.run(make, cwd=checkout, env=around, check=False, capture_output=True, text=True)
    if "No matching distribution" in done.stderr:
        pytest.skip(f"pip cannot install here: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("(exit code") == 3
