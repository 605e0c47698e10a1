"""The cache of compiled packs: equal to the file, and never a reason to fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from checker.errors import PackError
from checker.packs import cache as kept
from checker.packs.load import check_pack, load_pack
from tests.command import PATIENCE, checker

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
TRIAL = str(Path(__file__).parent / "packs" / "trial" / "2024.yaml")
RULES = sorted(str(path) for path in (ROOT / "rules").rglob("*.csv"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(folder))
    return folder


def only(place: Path) -> Path:
    (path,) = place.iterdir()
    return path


@pytest.mark.parametrize("path", [TRIAL, *RULES], ids=lambda path: "/".join(Path(path).parts[-2:]))
def test_a_cached_pack_equals_the_file(place: Path, path: str) -> None:
    uncached = load_pack(path, cache=False)
    assert not place.exists()
    assert load_pack(path) == uncached
    assert only(place).suffix == ".pack"
    cached = load_pack(path)
    assert cached == uncached == check_pack(path)[0]
    assert repr(cached) == repr(uncached)


def test_places_are_in_the_file_that_was_named(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(Path(TRIAL).read_bytes())
    load_pack(TRIAL)
    pack = load_pack(str(copy))
    assert only(place).is_file()
    assert (pack.path, pack.indicators[0].location.path) == (str(copy), str(copy))


def test_a_changed_file_is_read_anew(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(Path(TRIAL).read_bytes())
    assert load_pack(str(path)).revision == 3
    path.write_bytes(Path(TRIAL).read_bytes().replace(b"revision: 3", b"revision: 4"))
    assert load_pack(str(path)).revision == 4
    assert len(list(place.iterdir())) == 2


def test_a_wrong_pack_is_not_kept(place: Path) -> None:
    with pytest.raises(PackError):
        load_pack(str(Path(TRIAL).parent.parent / "wrong.yaml"))
    assert not place.exists()


def test_a_signal_leaves_nothing_beside_the_cached_packs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_source: str, _target: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_pack(TRIAL)
    assert list(place.iterdir()) == []


def _signed(payload: bytes) -> bytes:
    return kept._checksum(payload) + b"\n" + payload  # noqa: SLF001


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    payload = data.split(b"\n", 1)[1]
    assert old in payload
    return payload.replace(old, new, 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:70],
        lambda data: data.replace(b"317", b"217"),
        lambda data: b"x" + data,
        lambda data: data + b" ",
        lambda _: os.urandom(500),
        lambda _: _signed(b"not json"),
        lambda _: _signed(b"\xff"),
        lambda _: _signed(b""),
        lambda _: _signed(b"[" * 100_000),
        lambda data: _signed(data.split(b"\n", 1)[1] + b" {}"),
        lambda _: _signed(b"[]"),
        lambda _: _signed(b"{}"),
        lambda data: _signed(changed(data, b'"ratio"', b'"other"')),
        lambda data: _signed(changed(data, b'"317"', b'"many"')),
        lambda data: _signed(changed(data, b'"317"', b"[]")),
        lambda data: _signed(changed(data, b'["Decimal",', b'["Unknown",')),
        lambda data: _signed(changed(data, b'["Decimal",', b'["Decimal",9999999,')),
        lambda data: _signed(changed(data, b'["RulePack",', b'["RulePack",0,')),
        lambda data: _signed(json.dumps(json.loads(data.split(b"\n", 1)[1])[:-1]).encode()),
    ],
)
def test_a_damaged_file_is_passed_over_and_mended(place: Path, damage: object) -> None:
    assert callable(damage)
    expected = load_pack(TRIAL)
    whole = only(place).read_bytes()
    only(place).write_bytes(damage(whole))
    assert load_pack(TRIAL) == expected
    assert only(place).read_bytes() == whole


def test_it_may_be_deleted_at_any_time(place: Path) -> None:
    expected = load_pack(TRIAL)
    only(place).unlink()
    assert load_pack(TRIAL) == expected
    only(place).unlink()
    place.rmdir()
    assert load_pack(TRIAL) == expected


def test_a_place_that_cannot_be_written_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    for folder in (blocked, blocked / "below"):
        monkeypatch.setenv("CHECKER_CACHE_DIR", str(folder))
        assert load_pack(TRIAL).id == "trial/2024"
    assert blocked.read_bytes() == b""


def test_a_folder_in_the_place_of_a_file_is_no_trouble(place: Path) -> None:
    load_pack(TRIAL)
    name = only(place)
    name.unlink()
    (name / "x").mkdir(parents=True)
    assert load_pack(TRIAL).id == "trial/2024"
    assert list(place.iterdir()) == [name]


def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHECKER_CACHE_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/x")
    assert kept.folder() == "/var/x/checker"
    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", ignored)
        monkeypatch.setenv("HOME", "/home/b")
        assert kept.folder() == "/home/b/.cache/checker"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/c/local")
    assert kept.folder() == "/c/local/checker"
    monkeypatch.delenv("LOCALAPPDATA")
    assert kept.folder() is None
    assert load_pack(TRIAL).id == "trial/2024"


def test_what_killed_writers_left_is_deleted(place: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    place.mkdir(mode=0o700)
    name = f"{'a' * 64}.pack"
    killed, living = (place / f"{name}.{one}-{'b' * 12}" for one in (ended.pid, os.getpid()))
    for path in (killed, living, place / f"{name}.mine"):
        path.write_bytes(b"x")
    load_pack(TRIAL)
    assert not killed.exists()
    assert living.exists()
    assert (place / f"{name}.mine").exists()


def test_the_oldest_files_are_deleted(place: Path) -> None:
    place.mkdir()
    for number in range(140):
        old = place / f"{number:064}.pack"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    (place / f"{0:064}.pack.123-{0:012}").write_bytes(b"what a killed writer left")
    os.utime(place / f"{0:064}.pack.123-{0:012}", (0, 0))
    kept = {"other", "notes.pack", f"{1:064}.pack.yaml", f"{1:064}.package"}
    for name in kept:
        (place / name).write_bytes(b"")
        os.utime(place / name, (0, 0))
    (place / f"{0:063}a.pack").mkdir()
    load_pack(TRIAL)
    names = {path.name for path in place.iterdir()}
    assert len(names) == 128 + len(kept) + 1
    assert {*kept, f"{139:064}.pack", f"{0:063}a.pack"} <= names
    assert not {f"{12:064}.pack", f"{0:064}.pack.123-{0:012}"} & names


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps such folders by itself")
@pytest.mark.parametrize("of", ["folder", "entry"])
@pytest.mark.parametrize("mode", [0o722, 0o702, 0o720, "other"])
def test_what_another_user_could_have_written_is_not_used(place: Path, of: str, mode: int | str) -> None:
    load_pack(TRIAL)
    (entry,) = place.iterdir()
    # A pack of other contents with a right sum, as somebody who may write here would leave it.
    payload = entry.read_bytes().partition(b"\n")[2].replace(b'"Trial"', b'"Forged"')
    entry.write_bytes(sha256(payload).hexdigest().encode() + b"\n" + payload)
    assert load_pack(TRIAL).title.en == "Forged"
    changed = place if of == "folder" else entry
    if isinstance(mode, int):
        changed.chmod(mode)
    elif os.geteuid() == 0:
        os.chown(changed, 12_345, 12_345)
    else:
        pytest.skip("only root may give a file away")
    assert load_pack(TRIAL).title.en == "Trial"


def test_a_link_is_no_entry(place: Path) -> None:
    load_pack(TRIAL)
    (entry,) = place.iterdir()
    entry.rename(place.parent / "elsewhere")
    entry.symlink_to(place.parent / "elsewhere")
    assert kept.fetch(sha256(Path(TRIAL).read_bytes()).hexdigest()) is None


def test_without_the_cache_nothing_is_used_or_kept(place: Path) -> None:
    half = ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml"
    assert checker("check", str(half), "--no-cache", CHECKER_CACHE_DIR=str(place)).exit_code == 0
    assert not place.exists()
    assert checker("check", str(half), CHECKER_CACHE_DIR=str(place)).exit_code == 0
    assert len(list(place.iterdir())) == 1


_RACE = """
import sys
from hashlib import sha256
from pathlib import Path
from checker.packs.load import load_pack
from checker.packs.cache import folder
expected = load_pack(sys.argv[1], cache=False)
for turn in range(40):
    assert load_pack(sys.argv[1]) == expected
    if turn % 3 == 0:
        for path in Path(folder()).glob("*.pack"):
            path.unlink(missing_ok=True)
"""


def test_processes_share_it(place: Path) -> None:
    command = [sys.executable, "-c", _RACE, TRIAL]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors.decode()
    assert all(path.suffix == ".pack" for path in place.iterdir())


def test_a_hit_imports_neither_yaml_nor_pydantic(place: Path) -> None:
    load_pack(TRIAL)
    assert only(place).is_file()
    heavy = "('yaml', 'pydantic', 'pydantic_core', 'difflib', 'pathlib', 'tempfile', 'checker.packs.schema')"
    code = (
        "import sys; from checker.packs.load import load_pack; load_pack(sys.argv[1]);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code, TRIAL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
