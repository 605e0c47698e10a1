"""The folders of a bulk run: its work folder, its staged results, and the leftovers of killed runs.

Owns the guarantee that results appear all together or not at all. A marker file beside each folder is locked while its
run lives, so that the next run recognises leftovers. Must not know the content of a run.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import WriteError
from checker.interrupts import holding
from checker.settling import CAN_LOCK, TEMPORARY, abandoned, close_to_others, created, settle, sync
from checker.writing import StagedFolder, as_write_error, make_folder, why_unwritten, write_together

__all__ = ["RunFolders", "publish", "refuse_full", "run_folders"]

_FULL: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_MARK: Final = r"(\.checker-[0-9a-f]{16})\.run"


class RunFolders(NamedTuple):
    """The folders that a run writes into.

    Args:
        work: A folder of its own, removed when it ends.
        staged: The folder of staged results; empty if none are kept.
    """

    work: str
    staged: str


def run_folders(output: str, spill: str, cleanup: contextlib.ExitStack) -> RunFolders:
    """Create the folders of a run; leftovers of killed runs are settled first.

    Args:
        output: The folder for results, or empty.
        spill: The folder to work in; empty for the system's temporary folder.
        cleanup: Removes the folders when it is closed.

    Raises:
        WriteError: A folder cannot be created.
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
        # DuckDB does not support such a name and exits silently.
        if not _is_text(folder):
            raise WriteError(spill if folder != home else output, message("its name is not UTF-8"))
    for folder in dict.fromkeys(filter(None, (base, home, output))):
        _settle(folder)
    return RunFolders(_new_folder(base, cleanup), _new_folder(home, cleanup) if output else "")


def _home(output: str, parent: str) -> str:
    """Return where to stage results: beside their folder, or inside it if that is the only option."""
    if os.path.lexists(output):
        alike = os.stat(output).st_dev == os.stat(parent).st_dev
        if not alike or not os.access(parent, os.W_OK | os.X_OK):
            return os.path.realpath(output)
    return parent


def refuse_full(error: Exception, folder: str) -> None:
    """Turn an engine's or the system's error about a full disk into a `WriteError`.

    Raises:
        WriteError: The disk is full.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        match = re.search(r'"errno":"([0-9]+)"', str(error))
        number = int(match[1]) if match else next((one for one in _FULL if os.strerror(one) in str(error)), None)
    if number in _FULL:
        raise WriteError(os.path.dirname(folder), why_unwritten(OSError(number, os.strerror(number)))) from error


def _temporary() -> str:
    """Return the folder for temporary files. The library's function writes a test file, which a kill may leave."""
    for folder in (*map(os.environ.get, ("TMPDIR", "TEMP", "TMP")), "/tmp", "/var/tmp"):  # noqa: S108 - as it does
        if folder and _is_text(folder) and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
            return os.path.abspath(folder)
    import tempfile

    return tempfile.gettempdir()


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def publish(folders: RunFolders, output: str, files: Sequence[tuple[str, bytes]] = ()) -> None:
    """Move results and their reports into place, as one set.

    Args:
        folders: The folders of the run.
        output: The folder for results.
        files: Paths of the reports, and their content.

    Raises:
        WriteError: They cannot be written. No file has changed, unless the error names files that are already new.
    """
    _refuse_link(output)
    with as_write_error(output):
        place, others = os.path.realpath(output), []
        for path, data in files:
            # Its folder moves with it.
            if os.path.realpath(os.path.dirname(os.path.abspath(path))) == place and not os.path.lexists(place):
                with open(os.path.join(folders.staged, os.path.basename(path)), "xb") as file:
                    file.write(data)
            else:
                others.append((path, data))
        _sync_files(folders.staged)
        os.chmod(folders.staged, 0o755)  # noqa: S103 - as any other new folder
    write_together(others, StagedFolder(output.rstrip(os.sep), folders.staged))


def _new_folder(parent: str, cleanup: contextlib.ExitStack) -> str:
    """Create a folder with a marker file beside it; both are removed when `cleanup` is closed."""
    # Registered before it exists, so that no interruption leaves it behind.
    folder = os.path.join(parent, f"{TEMPORARY}{os.urandom(8).hex()}")
    mark = f"{folder}.run"
    cleanup.callback(_clear, folder, mark)
    with as_write_error(parent):
        created(mark, cleanup)
        os.mkdir(folder, 0o700)
    return folder


def _clear(folder: str, mark: str) -> None:
    """Remove a folder, and its marker file unless something of the folder remains."""
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


# ---- leftovers of killed runs ----------------------------------------------------------------


def _settle(folder: str) -> None:
    """Complete or undo what killed runs left in a folder; leftovers that cannot be settled stay."""
    settle(folder)
    with contextlib.suppress(OSError, WriteError):
        if any(re.fullmatch(_MARK, name) for name in os.listdir(folder)):
            holding(lambda cleanup: _remove_leftovers(os.path.realpath(folder), cleanup))


def _remove_leftovers(folder: str, cleanup: contextlib.ExitStack) -> None:
    """Remove the folders of killed runs.

    Only a marker counts that is a regular file of the same user and not locked by a living process.
    """
    if not CAN_LOCK:
        return
    close_to_others([folder], cleanup, patience=0)
    for name in sorted(os.listdir(folder)):
        match = re.fullmatch(_MARK, name)
        if match is not None:
            with abandoned(os.path.join(folder, name)) as marker, contextlib.suppress(OSError):
                leftover = os.path.join(folder, match[1])
                if marker is not None:
                    if os.path.isdir(leftover) and not os.path.islink(leftover):
                        shutil.rmtree(leftover)
                    os.unlink(os.path.join(folder, name))
