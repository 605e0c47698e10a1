"""The folders of a bulk run: where it works, where its results wait, and what a killed run left of either.

Owns that results appear when all of them are written, or not at all. A mark stands beside each folder, locked as
long as its run lives, by which the next run there tells what nobody needs any more. Must not know what is asked of
the rows.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from typing import Final, NamedTuple

from checker.domain.text import message
from checker.errors import WriteError
from checker.interrupts import holding
from checker.settling import CAN_LOCK, TEMPORARY, abandoned, close_to_others, created, settle, sync
from checker.writing import StagedFolder, as_write_error, make_folder, why_unwritten, write_together

__all__ = ["RunFolders", "publish", "refuse_full", "run_folders"]

_FULL: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_MARK: Final = r"(\.checker-[0-9a-f]{16})\.run"


class RunFolders(NamedTuple):
    """Where a run writes.

    Args:
        work: A folder of its own, removed when it ends.
        staged: Where results wait for their place; empty if none are kept.
    """

    work: str
    staged: str


def run_folders(output: str, spill: str, held: contextlib.ExitStack) -> RunFolders:
    """Make the folders of a run; what killed runs left there is settled first.

    Args:
        output: The folder that results are for, or empty.
        spill: Where to work; empty for the usual folder of temporary files.
        held: Removes the folders when it is closed.

    Raises:
        WriteError: There can be no such folder.
    """
    if spill:
        make_folder(spill)
    home = ""
    if output:
        _refuse_link(output)
        parent = os.path.realpath(os.path.dirname(os.path.abspath(output)))
        make_folder(output if os.path.lexists(output) else parent)
        home = _home(output, parent)
    base = spill or _temporary()
    for folder in filter(None, (os.path.abspath(base), home)):
        # DuckDB takes no such name, and ends without a word.
        if not _is_text(folder):
            raise WriteError(spill if folder != home else output, message("its name is not UTF-8"))
    for folder in dict.fromkeys(filter(None, (base, home, output))):
        _settle(folder)
    return RunFolders(_made(base, held), _made(home, held) if output else "")


def _home(output: str, parent: str) -> str:
    """Return where results wait: beside their folder, or in it if only there they can."""
    if os.path.lexists(output):
        alike = os.stat(output).st_dev == os.stat(parent).st_dev
        if not alike or not os.access(parent, os.W_OK | os.X_OK):
            return os.path.realpath(output)
    return parent


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
        if folder and _is_text(folder) and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
            return os.path.abspath(folder)
    return tempfile.gettempdir()


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def publish(folders: RunFolders, output: str, files: Sequence[tuple[str, bytes]] = ()) -> None:
    """Let results and the reports about them take their places, as one set.

    Args:
        folders: Those of the run.
        output: The folder that results are for.
        files: Paths of the reports, and what they are to hold.

    Raises:
        WriteError: They cannot. No file has changed, unless the error names those that are new already.
    """
    _refuse_link(output)
    with as_write_error(output):
        place, others = os.path.realpath(output), []
        for path, data in files:
            # Its folder comes with it.
            if os.path.realpath(os.path.dirname(os.path.abspath(path))) == place and not os.path.lexists(place):
                with open(os.path.join(folders.staged, os.path.basename(path)), "xb") as file:
                    file.write(data)
            else:
                others.append((path, data))
        _sync_files(folders.staged)
        os.chmod(folders.staged, 0o755)  # noqa: S103 - as any other new folder
    write_together(others, StagedFolder(output.rstrip(os.sep), folders.staged))


def _made(parent: str, held: contextlib.ExitStack) -> str:
    """Make a folder with a mark beside it; both go when `held` is closed."""
    # It has its name before it is there, so that no interruption leaves it behind.
    folder = os.path.join(parent, f"{TEMPORARY}{os.urandom(8).hex()}")
    mark = f"{folder}.run"
    held.callback(_clear, folder, mark)
    with as_write_error(parent):
        created(mark, held)
        os.mkdir(folder, 0o700)
    return folder


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


# ---- what a killed run left ----------------------------------------------------------------


def _settle(folder: str) -> None:
    """Complete or undo what killed runs left in a folder; what cannot be settled stays."""
    settle(folder)
    with contextlib.suppress(OSError, WriteError):
        if any(re.fullmatch(_MARK, name) for name in os.listdir(folder)):
            holding(lambda held: _remove_left(os.path.realpath(folder), held))


def _remove_left(folder: str, held: contextlib.ExitStack) -> None:
    """Remove the folders of killed runs.

    A mark counts that is a regular file of the same user and that no living process holds.
    """
    if not CAN_LOCK:
        return
    close_to_others([folder], held, patience=0)
    for name in sorted(os.listdir(folder)):
        match = re.fullmatch(_MARK, name)
        if match is not None:
            with abandoned(os.path.join(folder, name)) as found, contextlib.suppress(OSError):
                left = os.path.join(folder, match[1])
                if found is not None:
                    if os.path.isdir(left) and not os.path.islink(left):
                        shutil.rmtree(left)
                    os.unlink(os.path.join(folder, name))
