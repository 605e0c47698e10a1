"""Resolve paths into files: a file stays, and a folder becomes its submissions.

Owns the diagnostics for paths that lead to nothing. `folders` finds the submissions in a folder; it is not imported if
only files are named.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import PACK_TABLES, Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message

__all__ = ["MOST_FILES", "FoundFiles", "files_of", "find_files"]

MOST_FILES: Final = 20_000
"""The default limit of files in a folder."""

_NAMED: Final = 3


class FoundFiles(NamedTuple):
    """The result of resolving paths.

    Args:
        files: The files; those of a folder are sorted by name.
        ignored: Files in folders that are not submissions: reason and path.
        diagnostics: Folders that cannot be read, because they are too large or cannot be opened.
        empty: Folders without any submission.
    """

    files: tuple[str, ...]
    ignored: tuple[tuple[Message, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    empty: tuple[str, ...] = ()

    def notices(self) -> Iterator[Message]:
        """Yield notices about ignored files, and folders with nothing to check."""
        paths: dict[Message, list[str]] = {}
        for why, path in self.ignored:
            paths.setdefault(why, []).append(path)
        for why, those in paths.items():
            shown: tuple[Message | str, ...] = tuple(those[:_NAMED])
            if len(those) > _NAMED:
                shown = (*shown, message("{count} more", count=len(those) - _NAMED))
            yield message("ignored, {why}: {paths}", why=why, paths=shown)
        for folder in self.empty:
            yield message("there is no submission in {folder}", folder=folder)


def files_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files; a folder is replaced by the submissions in it and below, by name."""
    return find_files(paths).files


def find_files(paths: Iterable[str], exclude: Sequence[str] = (), most: int = MOST_FILES) -> FoundFiles:
    """Return the files of paths. A named file is always included, unless it is a table of targets.

    Args:
        paths: Files and folders.
        exclude: Patterns to exclude in folders: of names, or of paths from the working folder.
        most: The limit of files in a folder; a larger one is not read at all.
    """
    files: list[str] = []
    passed: list[tuple[Message, str]] = []
    diagnostics: list[Diagnostic] = []
    empty: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            if _is_pack_table(path):
                diagnostics.append(diagnostic(codes.PACK_TABLE_CHECKED, Location(path)))
            else:
                files.append(path)
            continue
        from checker.readers.folders import Walk

        walk = Walk(path, exclude, most)
        found = list(walk.files())
        if walk.over is not None:
            diagnostics.append(walk.over)
            continue
        files += found
        passed += walk.passed
        diagnostics += walk.unopened
        if not found and not walk.unopened:
            empty.append(path)
    return FoundFiles(tuple(files), tuple(passed), tuple(diagnostics), tuple(empty))


def _is_pack_table(path: str) -> bool:
    if not path.lower().endswith(PACK_TABLES) or not os.path.isfile(path):
        return False
    from checker.readers.folders import is_pack_table

    return is_pack_table(path)
