"""Compiled packs on disk, so that a repeated check needs neither YAML nor pydantic.

Owns their location and the detection of damaged ones. The cache may be deleted at any time and shared by processes: a
file is written under a temporary name and renamed. Any failure counts as a missing cache and is never shown. The cache
contains only data (JSON), so a forged file can mislead but not run code. A file that another user could have written is
not used.
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

from checker.domain.digest import sha256_of
from checker.interrupts import deferred
from checker.packs.codec import SHAPE
from checker.version import __version__

try:
    # The C core of `json`; importing `json` itself would take 2 % of a check.
    from _json import make_scanner
except ImportError:  # an interpreter built without it
    from json.scanner import make_scanner

__all__ = ["fetch", "folder", "packed", "store"]

# Increase it when a pack changes its meaning; added and removed fields are detected automatically.
_MEANING: Final = 12
_MOST_FILES: Final = 128
_SUFFIX: Final = ".pack"
_OURS: Final = r"[0-9a-f]{64}\.pack(?:\.([0-9]+)-[0-9a-f]{12})?"
_MORE: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _MORE
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _MORE
# The settings that the scanner needs: those of `json.loads`.
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
    """Return the folder of the cache; ``None`` if the platform has none."""
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
    """Store the compiled pack of a file with this digest, if possible."""
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
            # It still exists if this failed.
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def packed(sha256: str, data: Sequence[Any]) -> tuple[str, bytes]:
    """Return the name and the content of the cache file of a compiled pack."""
    import json

    payload = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _name(sha256), _checksum(payload) + b"\n" + payload


def _loads(text: str) -> Any:
    """Return the value of a JSON text without surrounding space.

    Raises:
        ValueError: The text is not such JSON.
    """
    try:
        value, end = make_scanner(_SETTINGS)(text, 0)
    except StopIteration:
        raise ValueError(text) from None
    if end != len(text):
        raise ValueError(text[end:])
    return value


def _name(sha256: str) -> str:
    """Return a file name that covers everything that the content depends on."""
    return sha256_of(f"{sha256} {__version__} {_MEANING} {SHAPE}".encode()) + _SUFFIX


def _checksum(payload: bytes) -> bytes:
    return sha256_of(payload).encode()


def _is_private(found: os.stat_result) -> bool:
    """Tell whether only the user can have written this; Windows protects its cache folders itself."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prune(place: str) -> None:
    """Delete leftovers of killed writers, and the oldest files beyond the limit.

    Each edit of a pack leaves a file. Only regular files with our names are considered.
    """
    entries: list[tuple[float, str]] = []
    gone: list[str] = []
    with os.scandir(place) as found:
        for entry in found:
            match = re.fullmatch(_OURS, entry.name)
            if match is not None and entry.is_file(follow_symlinks=False):
                if match[1] and not _is_living(int(match[1])):
                    gone.append(entry.path)
                else:
                    entries.append((entry.stat(follow_symlinks=False).st_mtime, entry.path))
    for path in (*gone, *(path for _, path in sorted(entries)[:-_MOST_FILES])):
        with contextlib.suppress(OSError):
            os.unlink(path)


def _is_living(process: int) -> bool:
    """Tell whether a process exists; one that cannot be queried counts as living, because its files are few."""
    if not hasattr(os, "geteuid"):
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
