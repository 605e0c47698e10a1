"""The inputs of a run, for ``--verbose``.

Must not be imported without that option.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.report import Run
from checker.domain.text import Message, message

__all__ = ["basis_lines"]


def basis_lines(run: Run) -> Iterator[Message]:
    """Yield the settings, the engine and the day of a run, then each file with its pack."""
    basis = run.basis
    if basis is not None:
        path = basis.settings[0] if basis.settings else "–"
        yield message("settings: {path}", path=path)
        yield message("engine: {engine}", engine=basis.engine)
        yield message("evaluated as of: {day}", day=str(basis.day) if basis.day else "–")
    pairs = ((report.submission.path, report.pack.id, report.pack.path) for report in run.reports)
    for path, pack, file in dict.fromkeys(pairs):
        yield message("{path}: pack {pack} ({file})", path=path, pack=pack, file=file)
