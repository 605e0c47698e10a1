"""Paths that are named into files: a file is itself, and a folder the submissions in it.

Owns what is told of paths that lead to nothing. What of a folder is a submission is for `folders`, which is not
imported where only files are named.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message

__all__ = ["MOST_FILES", "FoundFiles", "files_of", "find_files"]

MOST_FILES: Final = 20_000
"""How many files of folders a run looks at unless it is told otherwise."""

_NAMED: Final = 3
_PACK_TABLES: Final = (".csv", ".xlsx")


class FoundFiles(NamedTuple):
    """What paths lead to.

    Args:
        files: The files, those of a folder by name.
        passed_over: What of folders is no submission: why, and the path.
        diagnostics: What of folders cannot be read, because there is too much of it.
        empty: Folders in which there is no submission.
    """

    files: tuple[str, ...]
    passed_over: tuple[tuple[Message, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    empty: tuple[str, ...] = ()

    def notices(self) -> Iterator[Message]:
        """Yield what was ignored, and where there was nothing to check."""
        paths: dict[Message, list[str]] = {}
        for why, path in self.passed_over:
            paths.setdefault(why, []).append(path)
        for why, those in paths.items():
            shown: tuple[Message | str, ...] = tuple(those[:_NAMED])
            if len(those) > _NAMED:
                shown = (*shown, message("{count} more", count=len(those) - _NAMED))
            yield message("ignored, {why}: {paths}", why=why, paths=shown)
        for folder in self.empty:
            yield message("there is no submission in {folder}", folder=folder)


def files_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files, and in the place of a folder the submissions in it and below, by name."""
    return find_files(paths).files


def find_files(paths: Iterable[str], exclude: Sequence[str] = (), most: int = MOST_FILES) -> FoundFiles:
    """Return the files that paths lead to; a file that is named is taken whatever it is, but for a table of targets.

    Args:
        paths: Files and folders.
        exclude: Patterns of what is left out of folders: of names, or of paths from the working folder.
        most: How many files a folder may hold; of a larger one nothing is read.
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
        if not found:
            empty.append(path)
    return FoundFiles(tuple(files), tuple(passed), tuple(diagnostics), tuple(empty))


def _is_pack_table(path: str) -> bool:
    if not path.lower().endswith(_PACK_TABLES) or not os.path.isfile(path):
        return False
    from checker.readers.folders import is_pack_table

    return is_pack_table(path)
