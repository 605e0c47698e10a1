"""Readings of dropped files, as bytes that outlive the worker that read them.

Owns when such bytes may replace reading a file again: only for the same content under the same question. They never
leave the page that made them. Must not know how anything is read.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from typing import Any, Final

from checker.domain import codes
from checker.domain.digest import sha256_of
from checker.pipeline import Reading

__all__ = ["Readings"]

_CODE: Final = "code"


class Readings(dict[str, Reading]):
    """The results of reading files, by path.

    Args:
        question: Everything that a reading depends on besides the file, such as the pack and the period.
    """

    def __init__(self, question: Iterable[str]) -> None:
        super().__init__()
        self._question = tuple(question)

    def packed(self, path: str) -> bytes:
        """Return the reading of a file as bytes."""
        written = io.BytesIO()
        _Pickler(written, pickle.HIGHEST_PROTOCOL).dump((self._about(path), self[path]))
        return written.getvalue()

    def take(self, path: str, data: bytes) -> None:
        """Accept a reading from bytes, unless the file or the question differs."""
        about, reading = _Unpickler(io.BytesIO(data)).load()
        if about == self._about(path):
            self[path] = reading

    def _about(self, path: str) -> tuple[str, ...]:
        with open(path, "rb") as file:
            return path, sha256_of(file.read()), *self._question


class _Pickler(pickle.Pickler):
    """Pickles a code by its id, because codes are compared by id."""

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        return (_CODE, value.id) if isinstance(value, codes.Code) else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, named: tuple[str, str]) -> codes.Code:
        return codes.REGISTRY[named[1]]
