"""Files written whole: several at once, each beside its place first and then renamed.

Owns that a reader of a file never sees half of it, whatever stops the program. All data are
on the disk before the first rename, so whatever fails before that leaves every old file as
it was. Must not know what is written.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.text import Message, message
from checker.errors import WriteError

__all__ = ["TEMPORARY", "as_write_error", "make_folder", "write_together"]

TEMPORARY: Final = ".checker-"
"""What the names of temporary files begin with; one is left only where the process was killed."""

_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_DEVICES: Final = ("/dev/", "/proc/")


def write_together(files: Sequence[tuple[str, bytes]]) -> None:
    """Write files, so that each is afterwards the new one or the old one, whole.

    An existing file keeps its permissions; a link is followed, so that it stays one.
    Devices and pipes take no rename and are written as they are, before the first rename.

    Args:
        files: Paths and what they are to hold.

    Raises:
        WriteError: One of them cannot be written. No file has changed, unless the
            renaming itself failed, which the error tells by naming what is new already.
    """
    staged: list[tuple[str, str, str]] = []
    new: list[str] = []
    try:
        streams = [(path, data) for path, data in files if not _stage(path, data, staged)]
        for path, data in streams:
            _pour(path, data)
        for path, temporary, target in staged:
            with as_write_error(path, new):
                os.replace(temporary, target)
            new.append(path)
        for folder in dict.fromkeys(os.path.dirname(target) for _, _, target in staged):
            _sync_folder(folder)
    finally:
        for _, temporary, _ in staged[len(new) :]:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def make_folder(path: str) -> None:
    """Create a folder and its missing parents.

    Raises:
        WriteError: It cannot be made.
    """
    with as_write_error(path):
        os.makedirs(path, exist_ok=True)


def _stage(path: str, data: bytes, staged: list[tuple[str, str, str]]) -> bool:
    """Put the data beside their place and onto the disk; ``False`` for what is no regular file."""
    with as_write_error(path):
        target = os.path.realpath(path)
        mode = None
        with contextlib.suppress(FileNotFoundError):
            mode = os.stat(target).st_mode
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # Behind /dev/stdout may stand a regular file, of which another part is written already.
        if os.path.abspath(path).startswith(_DEVICES) or (mode is not None and not stat.S_ISREG(mode)):
            return False
        temporary = os.path.join(os.path.dirname(target), f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
        # Known before it is there, so that no interruption leaves it behind.
        staged.append((path, temporary, target))
        descriptor = os.open(temporary, _FLAGS, 0o666)
        with open(descriptor, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(mode))
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    return True


def _pour(path: str, data: bytes) -> None:
    with as_write_error(path), open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb", buffering=0) as stream:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]


def _sync_folder(folder: str) -> None:
    """Let the renames reach the disk, where a folder can be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def as_write_error(path: str, new: Sequence[str] = ()) -> Iterator[None]:
    """Turn what the system says into an error for people."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise WriteError(path, _reason(error), tuple(new)) from error


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
}


def _reason(error: OSError | ValueError) -> Message:
    if isinstance(error, ValueError):
        return message("this cannot be the name of a file")
    said = _REASONS.get(error.errno or 0)
    return said or message("{reason}", reason=error.strerror or type(error).__name__)
