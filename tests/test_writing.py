"""Files are written whole or not at all, whatever stops the writer."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from checker import interrupts, settling, writing
from checker.errors import WriteError
from checker.settling import TEMPORARY, settle
from checker.writing import write_together
from tests.examples import each_row
from tests.interrupted import interrupted_at

ROOT = Path(__file__).parent.parent


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


def test_a_link_is_refused_and_links_among_folders_are_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    link = tmp_path / "link"
    for target in (tmp_path / "real" / "file", Path("/nowhere/at/all"), tmp_path / "real"):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        error = refused((str(tmp_path / "old"), b"1"), (str(link), b"1"))
        assert (error.path, "symbolic link" in error.reason.template) == (str(link), True)
        assert not (tmp_path / "old").exists()
    write_together([(str(tmp_path / "folder" / "file"), b"1")])
    assert (tmp_path / "real" / "file").read_bytes() == b"1"
    assert left_over(tmp_path) == left_over(tmp_path / "real") == []


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2"])
def test_streams_are_written_though_their_names_are_links(path):
    code = f"from checker.writing import write_together; write_together([({path!r}, b'through')])"
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, check=True)
    assert (done.stdout or done.stderr) == b"through"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no such folder")  # noqa: S108 - what is tried
def test_a_folder_of_memory_is_a_folder_like_any_other():
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        write_together([(f"{folder}/a", b"1"), (f"{folder}/b", b"2")])
        assert sorted(os.listdir(folder)) == ["a", "b"]


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


def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    error = refused((str(tmp_path / "file"), b"beside"), (str(pipe), b"through"))
    assert (error.path, "a pipe that nobody reads" in error.reason.template) == (str(pipe), True)
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_stream_is_written_whatever_it_is_and_a_reader_who_has_gone_does_not_disturb():
    here, there = socket.socketpair()
    here.setblocking(False)
    write_together([(f"/dev/fd/{here.fileno()}", b"through")])
    assert there.recv(100) == b"through"
    there.close()
    write_together([(f"/dev/fd/{here.fileno()}", b"through")])
    name = f"/dev/fd/{here.fileno()}"
    here.close()
    assert "this stream is closed" in refused((name, b"through")).reason.template


@each_row(
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


# ---- what a killed process leaves ----------------------------------------------------------

WRITER = """
import sys
from checker.writing import write_together
places, size, turn = sys.argv[1].split(":"), int(sys.argv[2]), 0
print("ready", flush=True)
while True:
    turn += 1
    data = (b"%08d" % turn) * size
    write_together([(f"{place}/{name}", data) for place in places for name in "ab"])
    print(turn, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kills", [25, pytest.param(250, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("folders", [("one",), ("one", "two")])
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_whole_sets(tmp_path, folders, kills):
    drawn = random.Random(20241123)  # noqa: S311 - moments, no secrets
    places = [tmp_path / name for name in folders]
    for place in places:
        place.mkdir()
    turns = set()
    for _ in range(kills):
        size = drawn.choice([1, 1_000, 100_000])
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, ":".join(map(str, places)), str(size)],
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
        for place in drawn.sample(places, len(places)):
            settle(str(place))
        held = [path.read_bytes() for place in places for name in "ab" if (path := place / name).exists()]
        assert len(held) in (0, 2 * len(places))
        for data in held:
            assert data == held[0]
            assert data == data[:8] * (len(data) // 8)
            turns.add(data[:8])
        assert [left_over(place) for place in places] == [[] for _ in places]
    assert len(turns) > 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0


STOPPED = """
import os, signal, sys
from checker import writing
step, at = sys.argv[1], int(sys.argv[2])
kept, calls = getattr(os, step), []
def counted(*given, **more):
    calls.append(1)
    if len(calls) == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*given, **more)
setattr(os, step, counted)
writing.write_together([("one/a", b"new"), ("two/b", b"new"), ("one/c", b"new")])
"""


@pytest.mark.parametrize("step", ["open", "fsync", "replace", "unlink"])
@pytest.mark.slow
def test_a_kill_at_each_step_leaves_a_whole_set(tmp_path, step):
    """At each call of the system that changes something: the set is old or new, and nothing is left over."""
    seen = set()
    for at in range(1, 40):
        for name in ("one/a", "two/b", "one/c"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"old")
        done = subprocess.run(
            [sys.executable, "-c", STOPPED, step, str(at)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
        for folder in ("two", "one") if at % 2 else ("one", "two"):
            settle(str(tmp_path / folder))
        held = {(tmp_path / name).read_bytes() for name in ("one/a", "two/b", "one/c")}
        assert held in ({b"old"}, {b"new"}), f"{step} {at}"
        assert left_over(tmp_path / "one") == left_over(tmp_path / "two") == []
        seen |= held
        if done.returncode == 0:
            break
    else:
        pytest.fail("the writer never came to its end")
    assert seen == ({b"old", b"new"} if step != "unlink" else {b"new"})


def test_what_a_living_process_holds_is_left_alone(tmp_path):
    read, write = os.pipe()
    code = (
        "import os, sys\nfrom checker import writing\n"
        "def waiting(staged):\n    os.write(1, b'x'); sys.stdin.read()\n"
        "writing._put_in_place = waiting\n"
        "writing.write_together([('a', b'1'), ('b', b'2')])\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=write,
    )
    assert os.read(read, 1) == b"x"
    before = sorted(os.listdir(tmp_path))
    assert len(before) == 4
    settle(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == before
    writer.kill()
    writer.communicate()
    os.close(read)
    os.close(write)
    settle(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


HALF = """
import os, sys
from checker import writing
kept = os.replace
def first(source, target):
    kept(source, target)
    if target.endswith("/a"):
        os.write(1, b"x")
        sys.stdin.read()
os.replace = first
writing.write_together([(name, b"first") for name in sys.argv[1:]])
"""


@pytest.fixture
def half(tmp_path):
    """A writer that has put the first file of its set in place, and waits."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    command = [sys.executable, "-c", HALF, "one/a", "one/b", "two/c"]
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.read(1) == b"x"
        yield writer
        writer.kill()


def set_of(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in map(folder.joinpath, ("one/a", "one/b", "two/c")) if path.exists()]


@pytest.mark.parametrize("files", [("two/c",), ("one/a", "one/b", "two/c"), ("two/c", "one/a")])
def test_of_two_writers_one_at_a_time_puts_its_files_in_place(tmp_path, monkeypatch, half, files):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settling, "_PATIENCE", 0.0)
    error = refused(*((name, b"second") for name in files))
    assert "another program is writing there" in error.reason.template
    assert set_of(tmp_path) == [b"first"]
    half.communicate()
    assert set_of(tmp_path) == [b"first"] * 3
    write_together([(name, b"second") for name in files])
    assert [Path(name).read_bytes() for name in files] == [b"second"] * len(files)
    assert left_over(tmp_path / "one") == left_over(tmp_path / "two") == []


@pytest.mark.parametrize("files", [("two/c",), ("one/a", "one/b", "two/c")])
def test_a_set_that_was_killed_meanwhile_is_completed_before_the_next_one_not_after(tmp_path, monkeypatch, half, files):
    monkeypatch.chdir(tmp_path)
    half.kill()
    half.communicate()
    # As if it had been killed only after the second writer had looked.
    monkeypatch.setattr(writing, "settle", lambda _folder: None)
    write_together([(name, b"second") for name in files])
    settle("one")
    settle("two")
    assert set_of(tmp_path) == ([b"second"] * 3 if len(files) > 1 else [b"first", b"first", b"second"])
    assert left_over(tmp_path / "one") == left_over(tmp_path / "two") == []


@pytest.mark.parametrize("kind", ["link", "pipe", "file", "folder"])
def test_what_somebody_put_in_the_place_of_the_lock_stops_nobody(tmp_path, kind):
    lock = tmp_path / f"{TEMPORARY}lock"
    match kind:
        case "link":
            lock.symlink_to("/etc/passwd")
        case "pipe":
            os.mkfifo(lock)
        case "file":
            lock.write_bytes(b"mine")
        case _:
            lock.mkdir()
    write_together([(str(tmp_path / "a"), b"1"), (str(tmp_path / "b"), b"2")])
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"1", b"2"]
    assert os.path.lexists(lock)


NAME = f"{TEMPORARY}{'0' * 16}"


@each_row(
    ("folders", "files"),
    [
        ([".."], [[0, f"{NAME}-0.tmp", "victim", False]]),
        ([".."], [[0, "", "victim", False]]),
        (["."], [[0, f"{NAME}-0.tmp", "../victim", False]]),
        (["."], [[0, "", "../victim", True]]),
        (["."], [[0, "../victim", "stolen", True]]),
        (["."], [[0, f"{NAME}-0.tmp", "..", True]]),
        (["."], [[7, f"{NAME}-0.tmp", "x", False]]),
        (["."], [[0, "", "mine", False]]),
        (["."], [[0, f"{NAME}-0.tmp", "mine", True]]),
        (["."], [["x"]]),
        ("x", 5),
    ],
)
def test_a_journal_that_somebody_put_there_reaches_nothing_else(tmp_path, folders, files):
    inner = tmp_path / "inner"
    (inner / "mine").mkdir(parents=True)
    (inner / "mine" / "notes").write_bytes(b"old")
    (tmp_path / "victim").write_bytes(b"old")
    (inner / f"{NAME}-0.tmp").write_bytes(b"evil")
    listed = [os.path.normpath(inner / one) for one in folders]
    (inner / f"{NAME}.set").write_text(json.dumps({"folders": listed, "files": files}), encoding="utf-8")
    settle(str(inner))
    assert (tmp_path / "victim").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inner", "victim"]
    assert [str(path.relative_to(inner)) for path in inner.rglob("*")] == ["mine", "mine/notes"]


def test_only_what_is_surely_ours_is_removed(tmp_path):
    kept = [
        f"{TEMPORARY}x.tmp",
        f"{NAME}.tmp",
        f"{NAME}-0.tmp.yaml",
        f"{TEMPORARY}notes",
        "report.json",
    ]
    for name in kept:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / f"{NAME}-2.tmp").symlink_to("report.json")
    os.mkfifo(tmp_path / f"{NAME}-3.tmp")
    before = sorted(os.listdir(tmp_path))
    (tmp_path / f"{NAME}-1.tmp").mkdir()
    (tmp_path / f"{NAME}-1.tmp" / "findings.parquet").write_bytes(b"x")
    (tmp_path / f"{NAME}-4.tmp").write_bytes(b"x")
    settle(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == before
    settle(str(tmp_path / "none"))


def test_an_interrupt_between_renames_waits_for_the_rest(tmp_path, monkeypatch):
    rename = os.replace

    def interrupted(source, target):
        rename(source, target)
        if target.endswith("first"):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "replace", interrupted)
    # What a shell starts in the background ignores Ctrl-C.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_together([(str(tmp_path / "first"), b"1"), (str(tmp_path / "second"), b"2")])
    finally:
        signal.signal(signal.SIGINT, handler)
    assert sorted(os.listdir(tmp_path)) == ["first", "second"]


# ---- an interruption at any line -----------------------------------------------------------

# With the standard library's: between the end of a block and its exit a signal may come too.
TRACED = (writing, settling, interrupts, contextlib)


# What went wrong did so at some thirty lines together.
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.nightly)])
def test_an_interruption_at_any_line_leaves_the_set_old_or_new_and_nothing_else(tmp_path, monkeypatch, step):
    monkeypatch.setattr(os, "fsync", lambda _: None)
    places = [tmp_path / name for name in ("one/a", "two/b", "one/c")]
    seen = []
    for line in range(1, 4_000, step):
        for place in places:
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(b"old")
        came = interrupted_at(line, lambda: write_together([(str(place), b"new") for place in places]), *TRACED)
        held = {place.read_bytes() for place in places}
        assert held in ({b"old"}, {b"new"}), line
        assert left_over(tmp_path / "one") == left_over(tmp_path / "two") == [], line
        seen.append(held)
        if not came:
            break
    assert seen[0] == {b"old"}
    assert seen[-1] == {b"new"}


def test_nothing_is_written_after_a_signal_that_a_library_swallowed(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "received", [15])
    with pytest.raises(KeyboardInterrupt):
        write_together([(str(tmp_path / "a"), b"new")])
    assert list(tmp_path.iterdir()) == []


# ---- who reads a set -----------------------------------------------------------------------


@pytest.fixture
def read_set():
    """What docs/limits.md tells programs to do."""
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    exec(text.split("```python\n")[1].split("```")[0], known)  # noqa: S102 - our own page
    return known["read_set"]


def test_a_reader_sees_one_set_or_that_it_is_being_replaced(tmp_path, monkeypatch, read_set):
    places = [str(tmp_path / name) for name in ("one/a", "two/b", "one/c")]
    for place in map(Path, places):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"old")
    seen = []

    def looking(kept):
        def call(*given, **more):
            seen.append(read_set(places))
            return kept(*given, **more)

        return call

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "fsync"):
            patch.setattr(os, name, looking(getattr(os, name)))
        write_together([(place, b"new") for place in places])
    seen.append(read_set(places))
    assert [found for found in seen if found not in ([b"old"] * 3, None, [b"new"] * 3)] == []
    assert (seen[0], seen[-1], None in seen) == ([b"old"] * 3, [b"new"] * 3, True)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_reader_notices_a_set_that_is_written_while_he_opens_the_files(tmp_path, read_set, order):
    class Slow(list[str]):
        turns = 0

        def __iter__(self):
            for path in list.__iter__(self):
                yield path
                self.turns += 1
                if self.turns == 1:
                    write_together([(str(tmp_path / name), b"new") for name in "ab"])

    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    paths = Slow(str(tmp_path / "ab"[which]) for which in order)
    assert read_set(paths) is None
    assert read_set(paths) == [b"new"] * 2


def test_a_half_set_that_a_kill_left_is_no_set_until_the_next_run(tmp_path, read_set, half):
    half.kill()
    half.communicate()
    (tmp_path / "one" / "b").touch()
    (tmp_path / "two" / "c").touch()
    paths = [str(tmp_path / name) for name in ("one/a", "one/b", "two/c")]
    assert read_set(paths) is None
    settle(str(tmp_path / "one"))
    assert read_set(paths) == [b"first"] * 3
