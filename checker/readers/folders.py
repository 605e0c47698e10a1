"""Folders into the files in them that are submissions by their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from checker.readers.submission import SUFFIXES, TABLES

__all__ = ["files_of", "is_hidden"]

# What Excel and LibreOffice leave beside a file that is open, and what starts with a dot.
_SKIPPED = ("~$", ".~", ".")


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is passed over where it is not named."""
    return name.startswith(_SKIPPED)


def files_of(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files, and in the place of a folder all files of a known type in it and below, by name.

    A folder without any is yielded itself, so that it is told to be one.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        found = list(_below(path))
        yield from found or (path,)


def _below(folder: str) -> Iterator[str]:
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if is_hidden(name):
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _below(path)
        elif os.path.splitext(name)[1].lower() in (*SUFFIXES, *TABLES):
            yield path
