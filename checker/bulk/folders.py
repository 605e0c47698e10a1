"""The folders of a bulk run: where it works, where its results wait, and what a killed run left of either.

Owns that results appear when all of them are written, or not at all. A mark stands beside each folder, locked as
long as its run lives, by which the next run there tells what nobody needs any more. Must not know what is asked of
the rows.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from checker.errors import WriteError
from checker.interrupts import deferred
from checker.settling import CAN_LOCK, TEMPORARY, abandoned, alone_in, created, sync
from checker.writing import as_write_error, make_folder, why_unwritten

__all__ = ["RESULTS", "RunFolders", "publish", "refuse_full", "run_folders"]

_TABLES: Final = ("findings", "by_unit", "by_indicator", "by_group", "bad_rows", "judged")
RESULTS: Final = frozenset(f"{table}.{kind}" for table in _TABLES for kind in ("parquet", "csv"))
"""The files of a run."""

_FULL: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_MARK: Final = r"(\.checker-[0-9a-f]{16})\.run"


class RunFolders(NamedTuple):
    """Where a run writes.

    Args:
        work: A folder of its own, removed when it ends.
        staged: Where results wait for their place; empty if none are kept.
        mark: The open mark of `staged`.
    """

    work: str
    staged: str
    mark: int


@contextlib.contextmanager
def run_folders(output: str, spill: str) -> Iterator[RunFolders]:
    """Make the folders of a run, and remove them at its end; what killed runs left there is settled first.

    Args:
        output: The folder that results are for, or empty.
        spill: Where to work; empty for the usual folder of temporary files.

    Raises:
        WriteError: There can be no such folder.
    """
    if spill:
        make_folder(spill)
    parent = ""
    if output:
        _refuse_link(output)
        parent = os.path.realpath(os.path.dirname(os.path.abspath(output)))
        make_folder(output if os.path.lexists(output) else parent)
    base = spill or _temporary()
    for folder in dict.fromkeys(filter(None, (base, parent))):
        _settle(folder)
    held = contextlib.ExitStack()
    try:
        work, _ = _made(base, held)
        staged, mark = _made(parent, held) if output else ("", -1)
        yield RunFolders(work, staged, mark)
        with deferred():
            held.close()
    except BaseException:
        with deferred():
            held.close()
        raise


def refuse_full(error: Exception, folder: str) -> None:
    """Refuse to go on where an engine, or the system, says that a disk takes nothing more.

    Raises:
        WriteError: It says so.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        match = re.search(r'"errno":"([0-9]+)"', str(error))
        number = int(match[1]) if match else next((one for one in _FULL if os.strerror(one) in str(error)), None)
    if number in _FULL:
        raise WriteError(os.path.dirname(folder), why_unwritten(OSError(number, os.strerror(number)))) from error


def _temporary() -> str:
    """Return the folder for temporary files; what the library asks for it writes a file, which a kill may leave."""
    for folder in (*map(os.environ.get, ("TMPDIR", "TEMP", "TMP")), "/tmp", "/var/tmp"):  # noqa: S108 - as it does
        if folder and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
            return os.path.abspath(folder)
    return tempfile.gettempdir()


def publish(folders: RunFolders, output: str) -> None:
    """Let results take their place; from the moment on that their mark says so, a kill does not undo them.

    Raises:
        WriteError: They cannot; a folder that was not there is not there, and of one that was the error names the
            files that are new already.
    """
    _refuse_link(output)
    parent = os.path.dirname(folders.staged)
    place = os.path.join(parent, os.path.basename(os.path.abspath(output)))
    new = sorted(os.listdir(folders.staged))
    moved: list[str] = []
    with as_write_error(output, moved):
        _sync_files(folders.staged)
        os.chmod(folders.staged, 0o755)  # noqa: S103 - as any other new folder
    with alone_in([parent]), deferred(), as_write_error(output, moved):
        # One that was killed meanwhile may have put half of its results there.
        _settle_runs(parent)
        if not os.path.isdir(place) and _took(folders.staged, place):
            return
        os.write(folders.mark, json.dumps({"output": os.path.basename(place), "new": new}).encode())
        os.fsync(folders.mark)
        _move(folders.staged, place, new, moved)


def _took(staged: str, place: str) -> bool:
    """Let a whole folder take its place; ``False`` where another run has put its results there just now."""
    try:
        os.replace(staged, place)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
            return False
        raise
    sync(os.path.dirname(place))
    return True


def _made(parent: str, held: contextlib.ExitStack) -> tuple[str, int]:
    """Make a folder with a mark beside it; both go when `held` is closed."""
    # It has its name before it is there, so that no interruption leaves it behind.
    folder = os.path.join(parent, f"{TEMPORARY}{os.urandom(8).hex()}")
    mark = f"{folder}.run"
    held.callback(_clear, folder, mark)
    with as_write_error(parent):
        descriptor = created(mark, held)
        os.mkdir(folder, 0o700)
    return folder, descriptor


def _clear(folder: str, mark: str) -> None:
    """Remove a folder, and its mark unless something of the folder stays."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        if not os.path.lexists(folder):
            os.unlink(mark)


def _refuse_link(output: str) -> None:
    path = output.rstrip(os.sep)
    if os.path.islink(path):
        with as_write_error(path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _sync_files(folder: str) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            sync(os.path.join(place, name))


def _move(staged: str, output: str, new: Sequence[str], moved: list[str]) -> None:
    """Put each result in its place; what another call has put there already stays."""
    for name in new:
        source, place = os.path.join(staged, name), os.path.join(output, name)
        if os.path.lexists(source):
            # A folder takes no other folder's place, and a file none.
            if os.path.isdir(source) or (os.path.isdir(place) and not os.path.islink(place)):
                _remove(place)
            os.replace(source, place)
            moved.append(place)
    # What an earlier run left there and this one has not would be read as of this one.
    for name in sorted(RESULTS & set(os.listdir(output))):
        if name not in new:
            _remove(os.path.join(output, name))
    sync(output)


def _remove(path: str) -> None:
    """Remove a file or folder, if it is there; another run may be doing the same."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


# ---- what a killed run left ----------------------------------------------------------------


def _settle(folder: str) -> None:
    """Complete or undo what killed runs left in a folder; what cannot be settled stays."""
    with contextlib.suppress(OSError, WriteError):
        if any(re.fullmatch(_MARK, name) for name in os.listdir(folder)):
            with alone_in([folder], patience=0):
                _settle_runs(folder)


def _settle_runs(folder: str) -> None:
    """Settle what stands in a folder that is closed to others.

    A mark counts that is a regular file of the same user and that no living process holds. What it says is believed
    of its own folder alone: a sibling and the names of results.
    """
    if not CAN_LOCK:
        return
    folder = os.path.realpath(folder)
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(folder)):
            match = re.fullmatch(_MARK, name)
            if match is not None:
                with abandoned(os.path.join(folder, name)) as text, contextlib.suppress(OSError, WriteError):
                    if text is not None:
                        _settle_run(folder, match[1], text)
                        os.unlink(os.path.join(folder, name))


def _settle_run(folder: str, name: str, text: bytes) -> None:
    left = os.path.join(folder, name)
    if not os.path.isdir(left) or os.path.islink(left):
        return
    output, new = _said(text)
    place = os.path.join(folder, output)
    if output and os.path.isdir(place) and not os.path.islink(place):
        _move(left, place, new, [])
    shutil.rmtree(left)


def _said(text: bytes) -> tuple[str, list[str]]:
    """Return where results were to go and which they are; nothing of a mark that was not written to its end."""
    try:
        read: Any = json.loads(text)
        output, new = str(read["output"]), [str(name) for name in read["new"]]
    except (KeyError, TypeError, ValueError):
        return "", []
    sound = output == os.path.basename(output) and output not in (os.curdir, os.pardir) and RESULTS.issuperset(new)
    return (output, new) if sound else ("", [])
