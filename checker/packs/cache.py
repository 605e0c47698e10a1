"""Compiled packs on disk, so that a repeated check needs neither YAML nor pydantic.

Owns where they are kept and how a damaged one is told. The cache may be deleted at any
time and shared by processes: a file is written whole under another name and renamed.
Whatever goes wrong means that there is no cache, and is never shown. It holds data
only (JSON), so a forged file can mislead but not run anything; what anybody else than
the user could have written is not used.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final

from checker.interrupts import deferred
from checker.packs.codec import SHAPE
from checker.syntax.digest import sha256_of
from checker.version import __version__

try:
    # The heart of `json`, which compiles patterns for a millisecond before it comes to it.
    from _json import make_scanner
except ImportError:  # an interpreter built without it
    from json.scanner import make_scanner

__all__ = ["fetch", "folder", "packed", "store"]

# To be raised whenever a pack comes to mean something else; a field more or less is seen by itself.
_MEANING: Final = 12
_MOST_FILES: Final = 128
_SUFFIX: Final = ".pack"
_OURS: Final = r"[0-9a-f]{64}\.pack(?:\.([0-9]+)-[0-9a-f]{12})?"
_MORE: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _MORE
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _MORE
# What the scanner asks for: the settings of `json.loads`.
_SETTINGS: Final[Any] = SimpleNamespace(
    strict=True,
    object_hook=None,
    object_pairs_hook=None,
    parse_float=float,
    parse_int=int,
    parse_constant=float,
    memo={},
)


def folder() -> str | None:
    """Return the folder of the cache; ``None`` where the platform has no place for one."""
    if stated := os.environ.get("CHECKER_CACHE_DIR"):
        return stated
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the XDG specification has relative ones ignored
            base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "checker") if os.path.isabs(base) else None


def fetch(sha256: str) -> list[Any] | None:
    """Return the compiled pack of a file with this digest, or ``None``."""
    place = folder()
    if place is None:
        return None
    try:
        if not _is_private(os.stat(place)):
            return None
        with open(os.open(os.path.join(place, _name(sha256)), _READ), "rb") as file:
            if not _is_private(os.fstat(file.fileno())):
                return None
            checksum, _, payload = file.read().partition(b"\n")
        if checksum != _checksum(payload):
            return None
        data = _loads(payload.decode())
    except (OSError, RecursionError, ValueError):
        return None
    return data if isinstance(data, list) else None


def store(sha256: str, data: Sequence[Any]) -> None:
    """Keep the compiled pack of a file with this digest, if that is possible."""
    place = folder()
    if place is None:
        return
    file_name, written = packed(sha256, data)
    name = os.path.join(place, file_name)
    temporary = f"{name}.{os.getpid()}-{os.urandom(6).hex()}"
    with deferred():
        try:
            os.makedirs(place, mode=0o700, exist_ok=True)
            if not _is_private(os.stat(place)):
                return
            with open(os.open(temporary, _WRITE, 0o600), "wb") as file:
                file.write(written)
            os.replace(temporary, name)
            _prune(place)
        except OSError:
            return
        finally:
            # It is there still where this failed.
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def packed(sha256: str, data: Sequence[Any]) -> tuple[str, bytes]:
    """Return the name and the content of the file in which a compiled pack is kept."""
    import json

    payload = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _name(sha256), _checksum(payload) + b"\n" + payload


def _loads(text: str) -> Any:
    """Return the value that a JSON text is, without space around it.

    Raises:
        ValueError: It is something else.
    """
    try:
        value, end = make_scanner(_SETTINGS)(text, 0)
    except StopIteration:
        raise ValueError(text) from None
    if end != len(text):
        raise ValueError(text[end:])
    return value


def _name(sha256: str) -> str:
    """Name the file by all that its content depends on."""
    return sha256_of(f"{sha256} {__version__} {_MEANING} {SHAPE}".encode()) + _SUFFIX


def _checksum(payload: bytes) -> bytes:
    return sha256_of(payload).encode()


def _is_private(found: os.stat_result) -> bool:
    """Tell whether nobody but the user can have written this; Windows keeps its folders of caches by itself."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prune(place: str) -> None:
    """Delete what killed writers left, and the oldest files beyond the most that are kept.

    Editing a pack leaves one each time. Only regular files with names of ours are looked at.
    """
    kept: list[tuple[float, str]] = []
    gone: list[str] = []
    with os.scandir(place) as found:
        for entry in found:
            match = re.fullmatch(_OURS, entry.name)
            if match is not None and entry.is_file(follow_symlinks=False):
                if match[1] and not _is_living(int(match[1])):
                    gone.append(entry.path)
                else:
                    kept.append((entry.stat(follow_symlinks=False).st_mtime, entry.path))
    for path in (*gone, *(path for _, path in sorted(kept)[:-_MOST_FILES])):
        with contextlib.suppress(OSError):
            os.unlink(path)


def _is_living(process: int) -> bool:
    """Tell whether there is such a process; one that cannot be asked counts as living, and its files are few."""
    if not hasattr(os, "geteuid"):
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
