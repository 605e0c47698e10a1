"""Files are written whole or not at all, whatever stops the writer."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checker.errors import WriteError
from checker.writing import TEMPORARY, write_together

ROOT = Path(__file__).parent.parent
KILLS = 100


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(TEMPORARY)]


def refused(*files: tuple[str, bytes]) -> WriteError:
    with pytest.raises(WriteError) as caught:
        write_together(files)
    return caught.value


def test_new_and_old_files(tmp_path):
    old = tmp_path / "old.txt"
    old.write_bytes(b"old and longer")
    write_together([(str(old), b"new"), (str(tmp_path / "báo cáo.json"), b"{}")])
    assert old.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["báo cáo.json", "old.txt"]


def test_permissions_are_kept_and_new_files_follow_the_umask(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"")
    old.chmod(0o604)
    before = os.umask(0o027)
    try:
        write_together([(str(old), b"1"), (str(new), b"2")])
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o604, 0o640]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real" / "file")
    write_together([(str(link), b"1")])
    assert link.is_symlink()
    assert (tmp_path / "real" / "file").read_bytes() == b"1"
    assert left_over(tmp_path) == left_over(tmp_path / "real") == []


def test_a_pipe_is_written_as_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_together([(str(pipe), b"through"), (str(tmp_path / "file"), b"beside")])
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_together([(os.devnull, b"gone")])
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("none/file", "its folder does not exist"),
        ("file/below", "its folder does not exist"),
        ("folder", "it is a folder"),
        ("nul\0", "this cannot be the name of a file"),
        ("x" * 300, "{reason}"),
    ],
)
def test_what_cannot_be_written_is_told_and_changes_nothing(tmp_path, monkeypatch, path, reason):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").write_bytes(b"old")
    error = refused(("file", b"new"), (path, b"new"))
    assert (error.path, error.reason.template, error.new) == (path, reason, ())
    assert Path("file").read_bytes() == b"old"
    assert sorted(os.listdir()) == ["file", "folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_changes_nothing(tmp_path):
    old = tmp_path / "old"
    old.write_bytes(b"old")
    error = refused((str(old), b"new"), ("/dev/full", b"new"))
    assert (error.path, error.reason.template) == ("/dev/full", "the disk is full")
    assert old.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def in_a_small_space(folder: Path, size: int) -> int:
    """Write in a child whose files may not grow; return its exit code."""
    code = (
        "import resource, signal, sys\n"
        "from checker.errors import WriteError\n"
        "from checker.writing import write_together\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_together([('small', b'new'), ('large', b'x' * int(sys.argv[1]))])\n"
        "except WriteError as error: sys.exit(f'{error.path}: {error.reason.template}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(size)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stderr in ("", "large: it would be larger than is allowed here\n")
    return done.returncode


def test_a_file_that_may_not_grow_changes_nothing(tmp_path):
    (tmp_path / "small").write_bytes(b"old")
    assert in_a_small_space(tmp_path, 1_001) == 1
    assert (tmp_path / "small").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["small"]
    assert in_a_small_space(tmp_path, 1_000) == 0
    assert (tmp_path / "small").read_bytes() == b"new"


def test_a_full_disk_changes_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        (disk / "old").write_bytes(b"old")
        error = refused((str(disk / "old"), b"new"), (str(disk / "large"), b"x" * 100_000))
        assert error.reason.template == "the disk is full"
        assert [path.name for path in disk.iterdir()] == ["old"]
        assert (disk / "old").read_bytes() == b"old"
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607
        assert refused((str(disk / "old"), b"new")).reason.template == "the disk is read-only"
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_changes_nothing(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert "permissions" in refused((str(locked / "file"), b"new")).reason.template


def test_a_rename_that_fails_names_what_is_new(tmp_path, monkeypatch):
    """The system, not our code, is stood in for: a target that another program holds open on Windows."""
    rename = os.replace

    def held(source, target):
        if target.endswith("held"):
            raise PermissionError(13, "held")
        rename(source, target)

    monkeypatch.setattr(os, "replace", held)
    first, second = str(tmp_path / "first"), str(tmp_path / "held")
    error = refused((first, b"1"), (second, b"2"))
    assert (error.path, error.new) == (second, (first,))
    assert os.listdir(tmp_path) == ["first"]


WRITER = """
import sys
from checker.writing import write_together

pytestmark = pytest.mark.slow
size, turn = int(sys.argv[2]), 0
print("ready", flush=True)
while True:
    turn += 1
    data = (b"%08d" % turn) * size
    write_together([(sys.argv[1] + "/a", data), (sys.argv[1] + "/b", data)])
    print(turn, flush=True)
"""


def test_a_kill_at_any_moment_leaves_whole_files(tmp_path):
    drawn = random.Random(20241123)  # noqa: S311 - moments, no secrets
    turns = set()
    for _ in range(KILLS):
        size = drawn.choice([1, 1_000, 100_000])
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(size)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        for _ in range(drawn.randint(0, 4)):
            assert writer.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(drawn.uniform(0, 0.02))
        writer.send_signal(signal.SIGKILL)
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        held = [path.read_bytes() for name in "ab" if (path := tmp_path / name).exists()]
        for data in held:
            assert len(data) in (8, 8_000, 800_000)
            assert data == data[:8] * (len(data) // 8)
            turns.add(data[:8])
    assert len(turns) > 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0
