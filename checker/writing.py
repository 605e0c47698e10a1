"""Write files atomically, several as one set: each is written beside its target and then renamed.

Owns the guarantee that a reader never sees a half-written file, whatever stops the program. All data are on the disk
before the first rename. Any earlier failure leaves every old file unchanged. Must not know what is written.

The next process that writes into the same folder settles what a killed process left. Concurrent writers put their files
in place one at a time: see `settling`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.errors import WriteError
from checker.interrupts import deferred, holding, received
from checker.settling import RESULTS, TEMPORARY, close_to_others, created, put, remove, settle, sync, take_hold

__all__ = ["StagedFolder", "as_write_error", "is_stream", "make_folder", "why_unwritten", "write_together"]

_STREAM: Final = r"/dev/(?:stdout|stderr|fd/([0-9]{1,9}))"


class StagedFolder(NamedTuple):
    """A folder of finished results. It is moved as a whole, or its files are moved into an existing folder.

    Args:
        path: Its final path as the caller named it.
        staged: Its temporary path, on the same disk.
    """

    path: str
    staged: str


class _Staged(NamedTuple):
    """A file or folder that waits beside its final path.

    Args:
        path: Its final path as the caller named it.
        temporary: Its temporary path; empty for a file that is to be removed.
        target: The final path with its folders' links resolved.
        over: Whether an existing target is removed if one of the two is a folder.
    """

    path: str
    temporary: str
    target: str
    over: bool = False


def write_together(files: Sequence[tuple[str, bytes]], results: StagedFolder | None = None) -> None:
    """Write files so that each one is afterwards either complete and new, or unchanged.

    An existing file keeps its permissions. Links among the folders of a path are followed. A path that is itself a link
    is refused, because it may lead to any file. Devices and pipes cannot be renamed, so they are written directly,
    before the first rename.

    Args:
        files: Paths and their content.
        results: A result folder that belongs to the set.

    Raises:
        WriteError: One of them cannot be written. No file has changed unless a rename failed; the error then names the
            files that are already new.
        KeyboardInterrupt: A signal came, but the exception of its handler was lost.
    """
    if received:
        # A library may have treated it as a broken file, which leads to wrong results.
        raise KeyboardInterrupt
    for folder in dict.fromkeys(os.path.dirname(os.path.abspath(path)) for path, _ in files if not is_stream(path)):
        settle(folder)
    # Each temporary file stays open and locked, which tells others that its writer lives.
    holding(lambda stack: _written(files, results, stack))


def _written(files: Sequence[tuple[str, bytes]], results: StagedFolder | None, stack: contextlib.ExitStack) -> None:
    name = os.urandom(8).hex()
    staged: list[_Staged] = []
    journals: list[str] = []
    stack.callback(_remove_leftovers, journals, staged)
    streams = [(path, data) for path, data in files if not _stage(path, data, name, staged, stack)]
    for path, data in streams:
        _pour(path, data)
    # Release the folders only when nothing is left over.
    doors = contextlib.ExitStack()
    stack.callback(doors.close)
    stack.callback(_remove_leftovers, journals, staged)
    known = {*_folders(staged), *_around(results)}
    close_to_others(known, doors)
    # Another process may have made the folder meanwhile.
    close_to_others({*_around(results)} - known, doors)
    with deferred():
        if results is not None:
            _gather(results, name, staged, stack)
        if len(staged) > 1:
            _announce(name, staged, journals, stack)
        _put_in_place(staged)
        for folder in _folders(staged):
            sync(folder)


def is_stream(path: str) -> bool:
    """Tell whether a path names a stream of this process, such as ``/dev/stdout``."""
    return re.fullmatch(_STREAM, path) is not None


def make_folder(path: str) -> None:
    """Create a folder and its missing parents.

    Raises:
        WriteError: It cannot be created.
    """
    with as_write_error(path):
        os.makedirs(path, exist_ok=True)


def _stage(path: str, data: bytes, name: str, staged: list[_Staged], stack: contextlib.ExitStack) -> bool:
    """Write the data beside the target and flush them to the disk; ``False`` if the target is not a regular file."""
    with as_write_error(path):
        # /dev/stdout may be a regular file that is already partly written.
        if is_stream(path):
            return False
        if os.path.islink(path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        folder = os.path.realpath(os.path.dirname(os.path.abspath(path)))
        target = os.path.join(folder, os.path.basename(path))
        found = None
        with contextlib.suppress(FileNotFoundError):
            found = os.stat(target)
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if found is not None and not stat.S_ISREG(found.st_mode):
            return False
        if found is not None and _is_fixed(folder, found):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        # Registered before it exists, so that no interruption leaves it behind.
        staged.append(_Staged(path, os.path.join(folder, f"{TEMPORARY}{name}-{len(staged)}.tmp"), target))
        descriptor = created(staged[-1].temporary, stack)
        with open(descriptor, "wb", closefd=False) as file:
            if found is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(found.st_mode))
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    return True


def _around(results: StagedFolder | None) -> tuple[str, ...]:
    """Return the folders that change when results are moved into place."""
    if results is None:
        return ()
    place = _place(results)
    return (os.path.dirname(place), *((place,) if os.path.isdir(place) else ()))


def _place(results: StagedFolder) -> str:
    """Return the path with its folders' links resolved."""
    parent, name = os.path.split(os.path.abspath(results.path))
    return os.path.join(os.path.realpath(parent), name)


def _gather(results: StagedFolder, name: str, staged: list[_Staged], stack: contextlib.ExitStack) -> None:
    """Stage results beside their final paths; they are renamed together with the files of their set."""
    place = _place(results)
    with as_write_error(results.path):
        new = sorted(os.listdir(results.staged))
        moves = [(os.path.join(results.staged, one), os.path.join(results.path, one)) for one in new]
        there = os.path.isdir(place)
        for source, path in moves if there else [(results.staged, results.path)]:
            target = os.path.join(place, os.path.basename(source)) if there else place
            waiting = os.path.join(os.path.dirname(target), f"{TEMPORARY}{name}-{len(staged)}.tmp")
            staged.append(_Staged(path, waiting, target, over=there and os.path.basename(target) in RESULTS))
            take_hold(source, stack)
            os.replace(source, waiting)
        # Remove files of an earlier run, which would otherwise be read as results of this one.
        gone = sorted(RESULTS.intersection(os.listdir(place)).difference(new)) if there else ()
        staged += (_Staged(os.path.join(results.path, old), "", os.path.join(place, old)) for old in gone)


def _is_fixed(folder: str, found: os.stat_result) -> bool:
    """Tell whether a rename over a file would fail, because a sticky folder like /tmp protects another user's file."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return False
    of = os.stat(folder)
    return bool(of.st_mode & stat.S_ISVTX) and os.geteuid() not in (of.st_uid, found.st_uid)


def _folders(staged: Sequence[_Staged]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.dirname(one.target) for one in staged))


def _put_in_place(staged: Sequence[_Staged]) -> None:
    new: list[str] = []
    for one in staged:
        with as_write_error(one.path, new):
            if one.temporary:
                put(one.temporary, one.target, over=one.over)
            else:
                remove(one.target)
        new.append(one.path)


def _remove_leftovers(journals: Sequence[str], staged: Sequence[_Staged]) -> None:
    # Remove a journal before the files that it lists; otherwise the rest could be taken for half a set.
    for leftover in (*journals, *(one.temporary for one in staged if one.temporary)):
        with contextlib.suppress(OSError):
            remove(leftover)


def _pour(path: str, data: bytes) -> None:
    with as_write_error(path), open(_opened(path), "wb", buffering=0) as stream:
        rest = memoryview(data)
        # A reader that closes the pipe early is not an error.
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            while rest:
                rest = rest[stream.write(rest) :]


def _opened(path: str) -> int:
    """Open a stream, device or pipe for writing. A pipe without a reader is refused, because opening it would block."""
    match = re.fullmatch(_STREAM, path)
    if match is not None:
        # Opening by name would overwrite a file from its start, and would fail for a socket.
        descriptor = os.dup(int(match[1] or ("1" if path.endswith("out") else "2")))
    else:
        more = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | more)
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    return descriptor


def _announce(name: str, staged: Sequence[_Staged], journals: list[str], stack: contextlib.ExitStack) -> None:
    """Write a journal of the set into each folder; from the last step on the set counts as written.

    The journal of the first folder is written last, atomically. Without it the set was never begun, or is finished.
    """
    folders = _folders(staged)
    listed = [
        [folders.index(os.path.dirname(one.target)), *map(os.path.basename, (one.temporary, one.target)), one.over]
        for one in staged
    ]
    text = json.dumps({"folders": folders, "files": listed}).encode("utf-8", "surrogatepass")
    with as_write_error(staged[0].path):
        for folder in reversed(folders):
            path = os.path.join(folder, f"{TEMPORARY}{name}.set")
            first = folder == folders[0]
            written = os.path.join(folder, f"{TEMPORARY}{name}-{len(staged)}.tmp") if first else path
            journals[:0] = (path, written)
            descriptor = created(written, stack)
            with open(descriptor, "wb", closefd=False) as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
            if first:
                os.replace(written, path)
            sync(folder)


# ---- errors --------------------------------------------------------------------------------


@contextlib.contextmanager
def as_write_error(path: str, new: Sequence[str] = ()) -> Iterator[None]:
    """Turn an error of the operating system into one for people."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise WriteError(path, _why_not_there(error, path) or why_unwritten(error), tuple(new)) from error


def _why_not_there(error: OSError | ValueError, path: str) -> Message | None:
    """Return why nothing can be created in a folder that exists, such as `/proc`; ``None`` for other errors."""
    if not isinstance(error, FileNotFoundError):
        return None
    if os.path.isdir(path):
        return message("nothing can be created in this folder")
    in_folder = os.path.isdir(os.path.dirname(os.path.abspath(path)))
    return message("nothing can be created in its folder") if in_folder else None


_REASONS: Final = {
    errno.ENOENT: message("its folder does not exist"),
    errno.ENOTDIR: message("its folder does not exist"),
    errno.EISDIR: message("it is a folder"),
    errno.EEXIST: message("it is a file"),
    errno.EACCES: message("its permissions forbid it, or it is open in another program"),
    errno.EPERM: message("its permissions forbid it, or it is open in another program"),
    errno.ENOSPC: message("the disk is full"),
    errno.EDQUOT: message("the disk is full"),
    errno.EROFS: message("the disk is read-only"),
    errno.EFBIG: message("it would be larger than is allowed here"),
    errno.ELOOP: message("it is a symbolic link; name the file that it leads to"),
    errno.ENXIO: message("it is a pipe that nobody reads, or a socket"),
    errno.EBADF: message("this stream is closed, or open for reading only"),
}


def why_unwritten(error: OSError | ValueError) -> Message:
    """Return why a file or a stream cannot be written, from the error of the operating system."""
    if isinstance(error, ValueError):
        return message("this cannot be the name of a file")
    reason = _REASONS.get(error.errno or 0)
    return reason or message("{reason}", reason=error.strerror or type(error).__name__)
