"""The display names of files on a page: its readers do not know the author's folders.

Must not know the messages about a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from checker.domain.report import Run

__all__ = ["names_of"]

_SEPARATOR = re.compile(r"[/\\]")


def names_of(run: Run) -> dict[str, str]:
    """Return the display name of each file mentioned in a run, by path, longest path first.

    It is the last part of the path, or as many last parts as distinguish files of the same name.

    >>> names_of(Run((), (), (), 0))
    {}
    """
    paths = {path for path in _paths(run) if _SEPARATOR.search(path)}
    parts = {path: _SEPARATOR.split(path) for path in paths}
    taken = [*parts.values(), *([path] for path in _paths(run) if path not in paths)]
    return {path: _apart(parts[path], taken) for path in sorted(paths, key=len, reverse=True)}


def _apart(own: list[str], all_: list[list[str]]) -> str:
    for length in range(1, len(own)):
        if sum(other[-length:] == own[-length:] for other in all_) == 1:
            return "/".join(own[-length:])
    return own[-1] if os.path.isabs("/".join(own)) else "/".join(own)


def _paths(run: Run) -> set[str]:
    """Return the paths of mentioned files."""
    return {path for path in _spoken_of(run) if path}


def _spoken_of(run: Run) -> Iterator[str]:
    yield from (found.location.path for found in run.diagnostics)
    for report in run.reports:
        yield report.submission.path
        yield report.pack.path
        for found in report.findings:
            yield from (place.path for place in (found.location, found.rule, found.baseline) if place is not None)
        for result in report.results:
            yield result.rule.path
            if result.location is not None:
                yield result.location.path
            yield from (addend.location.path for addend in result.addends)
