"""Clean up after killed writers in a folder, and let one writer at a time put files in place.

Owns two guarantees. Writers rename their files one at a time, so that two sets are never mixed. A set that a killed
process began is completed or undone first. Must not know what is written, except the names of results in a folder.

A process may end at any moment. A lock therefore marks a living writer: the system releases it when the process ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from checker.domain.location import RESULT_TABLES
from checker.domain.text import message
from checker.errors import WriteError
from checker.interrupts import deferred, holding

with contextlib.suppress(ImportError):
    import fcntl

__all__ = [
    "CAN_LOCK",
    "RESULTS",
    "TEMPORARY",
    "abandoned",
    "close_to_others",
    "created",
    "put",
    "remove",
    "settle",
    "sync",
    "take_hold",
]

TEMPORARY: Final = ".checker-"
"""The prefix of temporary files. One is left only if the process was killed."""

CAN_LOCK: Final = os.name == "posix"
"""Elsewhere nothing shows whether a writer still lives, so its leftovers stay."""

RESULTS: Final = frozenset(f"{table}.{kind}" for table in RESULT_TABLES for kind in ("parquet", "csv"))
"""The files of a result folder. A set removes no other file, and replaces no other kind of folder."""

_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_STAGED: Final = r"\.checker-([0-9a-f]{16})-[0-9]+\.tmp"
_JOURNAL: Final = r"\.checker-([0-9a-f]{16})\.set"
_LARGEST_JOURNAL: Final = 1_000_000
_DOOR: Final = f"{TEMPORARY}lock"
_PATIENCE: Final = 60.0
"""Seconds that a writer waits for another one, which takes milliseconds unless the disk is slow."""
_PAUSE: Final = 0.005


def sync(path: str) -> None:
    """Flush a file, or the renames in a folder, to the disk, if it can be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def created(path: str, stack: contextlib.ExitStack) -> int:
    """Create a file that is locked while it is open, and return its descriptor."""
    while True:
        descriptor = os.open(path, _FLAGS, 0o666)
        if not CAN_LOCK:
            stack.callback(_closed, descriptor)
            return descriptor
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between the two steps another process may have taken the file for a leftover.
        if os.path.exists(path) and os.path.samestat(os.stat(path), os.fstat(descriptor)):
            stack.callback(_closed, descriptor)
            return descriptor
        os.close(descriptor)


def take_hold(path: str, stack: contextlib.ExitStack) -> None:
    """Lock a file or folder of this process, so that others do not touch it."""
    if CAN_LOCK:
        with deferred():
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            stack.callback(_closed, descriptor)
            _locked(descriptor)


def _closed(descriptor: int) -> None:
    with contextlib.suppress(OSError):
        os.close(descriptor)


def put(temporary: str, target: str, *, over: bool) -> None:
    """Move a file or folder into its place.

    Args:
        temporary: Its temporary path.
        target: Its final path.
        over: Whether an existing target is removed if one of the two is a folder. Otherwise the target stays and
            nothing moves.
    """
    # Neither a file nor a folder can be renamed over a folder.
    if over and (_is_folder(target) or _is_folder(temporary)):
        remove(target)
    os.replace(temporary, target)


def remove(path: str) -> None:
    """Remove a file or folder, if it exists."""
    if _is_folder(path):
        import shutil

        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def close_to_others(folders: Iterable[str], stack: contextlib.ExitStack, patience: float | None = None) -> None:
    """Settle what killed writers left in folders, and lock out every other writer from now on.

    Meanwhile each folder contains a file `.checker-lock`. If the system has no locks, or the lock file is not
    accessible, no writer is locked out.

    Args:
        folders: The folders; the target folders of a killed writer's set are added.
        stack: Releases the folders when it is closed.
        patience: Seconds to wait for other writers. Default: the longest time that one may take.

    Raises:
        WriteError: Another writer does not finish.
    """
    paths = {os.path.realpath(folder) for folder in folders}
    while CAN_LOCK:
        doors = stack.enter_context(contextlib.ExitStack())
        # In a fixed order, so that no two writers wait for each other.
        for folder in sorted(paths):
            _enter(folder, _PATIENCE if patience is None else patience, doors)
        further = {place for folder in paths for place in _reached(folder)} - paths
        if not further:
            for folder in sorted(paths):
                _settle(folder)
            return
        with deferred():
            doors.close()
        paths |= further


def settle(folder: str) -> None:
    """Complete or undo what killed writers left in a folder, unless another writer is there.

    A set whose renaming had begun is completed; any other set is undone. So a set is new or old as a whole. Only files
    and folders of the same user with our names are touched, and none that a living process holds. A journal is trusted
    only about its own folder. So a planted journal reaches nothing that its author could not have written.
    """
    with contextlib.suppress(OSError, ValueError, WriteError):
        if any(name == _DOOR or re.fullmatch(rf"{_STAGED}|{_JOURNAL}", name) for name in os.listdir(folder)):
            holding(lambda stack: close_to_others([folder], stack, patience=0))


def _enter(folder: str, patience: float, stack: contextlib.ExitStack) -> None:
    """Lock a folder against other writers until `stack` is closed.

    The lock is on a file of its own, not on the folder: a caller may hold that one for as long as this program runs.
    """
    path = os.path.join(folder, _DOOR)
    until = time.monotonic() + patience
    while True:
        with deferred():
            try:
                descriptor = _door(path)
            except OSError:
                return
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size:
                # The file of another user, which cannot be removed.
                _closed(descriptor)
                return
            taken = _locked(descriptor)
            # A writer that has just finished may have removed the file.
            with contextlib.suppress(OSError):
                if taken and os.path.samestat(os.stat(path, follow_symlinks=False), found):
                    stack.callback(_leave, path, descriptor)
                    return
            _closed(descriptor)
        if not taken:
            if time.monotonic() >= until:
                raise WriteError(folder, message("another program is writing there; wait until it has ended"))
            time.sleep(_PAUSE)


def _door(path: str) -> int:
    more = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    while True:
        # In a sticky folder like /tmp, opening another user's file for creation fails.
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, more)
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(path, more | os.O_CREAT | os.O_EXCL, 0o644)
            # Independent of the umask, because other users lock it too.
            os.fchmod(descriptor, 0o644)
            return descriptor


def _leave(path: str, descriptor: int) -> None:
    with deferred():
        with contextlib.suppress(OSError):
            os.unlink(path)
        _closed(descriptor)


def _reached(folder: str) -> list[str]:
    """Return the other target folders of sets that killed writers left in this one."""
    found = []
    for name in _names(folder):
        if re.fullmatch(_JOURNAL, name):
            with abandoned(os.path.join(folder, name)) as text:
                places = [] if text is None else _listed(text, name)[0]
                found += [place for place in places if text and _holds(os.path.join(place, name), text)]
    return found


def _names(folder: str) -> list[str]:
    with contextlib.suppress(OSError, ValueError):
        return sorted(name for name in os.listdir(folder) if name.startswith(TEMPORARY))
    return []


def _settle(folder: str) -> None:
    for name in _names(folder):
        if re.fullmatch(_JOURNAL, name):
            _settle_set(folder, name)
    left = _names(folder)
    for name in left:
        match = re.fullmatch(_STAGED, name)
        if match is not None and f"{TEMPORARY}{match[1]}.set" not in left:
            _settle_file(os.path.join(folder, name), "", over=False, begun=False)


def _settle_set(folder: str, name: str) -> None:
    path = os.path.join(folder, name)
    with abandoned(path) as text:
        if text is None:
            return
        folders, files = _listed(text, name)
        first = folders[0] if folders else ""
        begun = bool(first) and (first == folder or _holds(os.path.join(first, name), text))
        for place in dict.fromkeys((folder, *folders)) if begun else (folder,):
            if place == folder or _holds(os.path.join(place, name), text):
                for where, temporary, target, over in files:
                    if folders[where] == place:
                        waiting = temporary and os.path.join(place, temporary)
                        _settle_file(waiting, os.path.join(place, target), over=over, begun=begun)
        # The first folder's journal is removed first: from then on the other journals mean that the set is finished.
        for place in dict.fromkeys((*folders[:1], *folders, folder)) if begun else (folder,):
            if place == folder or _holds(os.path.join(place, name), text):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(place, name))


def _settle_file(temporary: str, target: str, *, over: bool, begun: bool) -> None:
    if not temporary:
        if begun:
            with contextlib.suppress(OSError):
                remove(target)
        return
    with contextlib.suppress(OSError), _waiting(temporary) as is_left:
        if is_left and begun and not os.path.islink(target):
            with contextlib.suppress(OSError):
                put(temporary, target, over=over)
        if is_left:
            remove(temporary)


@contextlib.contextmanager
def _waiting(path: str) -> Iterator[bool]:
    """Hold a file or folder that a process of the same user left; return ``False`` for any other."""
    if not _is_folder(path):
        with abandoned(path) as found:
            yield found is not None
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield os.fstat(descriptor).st_uid == os.geteuid() and _locked(descriptor)
    finally:
        os.close(descriptor)


def _listed(text: bytes, name: str) -> tuple[list[str], list[tuple[int, str, str, bool]]]:
    """Return the folders and files of a journal; nothing if it is truncated or not ours."""
    try:
        read: Any = json.loads(text)
        folders = [one for one in read["folders"] if isinstance(one, str) and os.path.isabs(one)]
        files = [(int(where), str(waits), str(target), over is True) for where, waits, target, over in read["files"]]
    except (KeyError, TypeError, ValueError):
        return [], []
    stem = name.removesuffix(".set")
    sound = all(
        0 <= where < len(folders)
        and (not temporary or (re.fullmatch(_STAGED, temporary) and temporary.startswith(f"{stem}-")))
        and target == os.path.basename(target)
        and not target.startswith(TEMPORARY)
        and target not in ("", os.curdir, os.pardir)
        and (target in RESULTS or (temporary and not over))
        for where, temporary, target, over in files
    )
    return (folders, files) if sound and len(folders) == len(read["folders"]) else ([], [])


def _holds(path: str, text: bytes) -> bool:
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and file.read(_LARGEST_JOURNAL) == text
    except OSError:
        return False


@contextlib.contextmanager
def abandoned(path: str) -> Iterator[bytes | None]:
    """Hold a file that a process of the same user left, and return its beginning; ``None`` for any other."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        found = os.fstat(descriptor)
        ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and found.st_nlink == 1
        yield os.read(descriptor, _LARGEST_JOURNAL) if ours and _locked(descriptor) else None
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
