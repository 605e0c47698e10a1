"""The runtime of a page: an interpreter and libraries for a browser, in one archive.

Owns where it is searched for, and the check that it is complete and has a known format. Must not know the page.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from checker.domain.record import NamedTuple
from checker.domain.text import Message, message

__all__ = ["NoRuntime", "Runtime", "open_runtime", "usual_place"]

FORMAT: Final = 1
PARTS: Final = ("interpreter.wasm.gz", "interpreter.mjs.gz", "loader.mjs.gz", "library.zip.gz", "packages.gz")
"""The parts that a page contains unchanged."""
_ABOUT: Final = "runtime.json"
_LARGEST: Final = 64 * 2**20
_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class NoRuntime(Exception):
    """There is no usable runtime; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason."""
        super().__init__(reason.template)
        self.reason = reason


class Runtime(NamedTuple):
    """A runtime.

    Args:
        path: Its file.
        sha256: The digest of the file.
        python: The version of its interpreter, such as ``3.14``.
        abi: The ABI version of its compiled packages.
        packages: Its packages: names and versions.
        parts: Its compressed parts, by name.
        compiled: Bytecode of this program's modules, each with the digest of its source.
    """

    path: str
    sha256: str
    python: str
    abi: str
    packages: tuple[tuple[str, str], ...]
    parts: Mapping[str, bytes]
    compiled: Mapping[str, tuple[str, bytes]]


def usual_place() -> str:
    """Return the path where ``make page-runtime`` puts it, in the checkout that this program runs from."""
    return os.path.join(os.path.dirname(_PACKAGE), "build", "page-runtime.zip")


def open_runtime(path: str) -> Runtime:
    """Read a runtime.

    Raises:
        NoRuntime: It is missing, damaged, or has another format.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise NoRuntime(message("it is too large"))
        with zipfile.ZipFile(path) as archive:
            about: dict[str, Any] = json.loads(archive.read(_ABOUT))
            if about["runtime"] != FORMAT:
                raise NoRuntime(message("it is of another version of this program"))
            parts = {name: archive.read(name) for name in about["parts"]}
    except FileNotFoundError:
        raise NoRuntime(message("there is no such file")) from None
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise NoRuntime(message("it is damaged, or no runtime ({kind})", kind=type(error).__name__)) from None
    if not set(PARTS) <= set(parts) or any(
        hashlib.sha256(part).hexdigest() != about["parts"][name] for name, part in parts.items()
    ):
        raise NoRuntime(message("it is damaged, or no runtime ({kind})", kind="SHA-256"))
    return Runtime(
        path,
        hashlib.sha256(data).hexdigest(),
        str(about["python"]),
        str(about["abi"]),
        tuple((one["name"], one["version"]) for one in about["packages"]),
        {name: parts[name] for name in PARTS},
        {name: (digest, parts[f"program/{name}"]) for name, digest in about["compiled_from"].items()},
    )
