"""The files that Spark reads, with their names in messages.

Owns how Spark's addresses of files are matched with the run's. Must not know rows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from checker.bulk import tables
from checker.bulk.model import Database
from checker.bulk.sources import InputSource
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.text import Value

__all__ = ["IN_FILES", "name_files", "unreadable_file"]

IN_FILES: Final = "LEFT JOIN files f ON f.path = s.path"
"""The join of rows ``s`` with the names of their files."""


def name_files(engine: Database, starts: Mapping[str, int], sources: Sequence[InputSource]) -> dict[str, str]:
    """Create the table of names in messages for the files that Spark found, and return the names.

    Args:
        engine: The engine that gets the table.
        starts: Spark's addresses of files, each with the number of its first row.
        sources: The files of the run.
    """
    names = {os.path.realpath(source.path): source.name for source in sources}
    by_uri = {uri: names[os.path.realpath(unquote(uri.removeprefix("file:")))] for uri in starts}
    # Spark writes one slash before a path, or three.
    rows = [
        [scheme + uri.removeprefix("file:").lstrip("/"), name, str(starts[uri])]
        for uri, name in by_uri.items()
        for scheme in ("file:/", "file:///")
    ]
    engine.table(tables.FILES.of(rows))
    return by_uri


def unreadable_file(name: str, reason: Value) -> Diagnostic:
    """Return the problem of a file that Spark cannot read."""
    return diagnostic(codes.BULK_UNREADABLE, Location(name), reason=reason)
