"""The exceptions that stop a step.

    CheckerError
    |-- InputError        a pack or submission that cannot be used; carries its diagnostics
    |   |-- PackError         exit 2
    |   `-- SubmissionError   exit 3
    |-- UnsupportedPlan an engine that cannot do a check; raised before anything is evaluated
    |-- MissingExtra      an optional dependency that is not installed
    |-- WriteError        a report that cannot be written; exit 2
    `-- EngineFault       our bug or a library's; exit 70

A finding is never raised, and a diagnostic only as part of an `InputError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.domain.diagnostic import Diagnostic
    from checker.domain.text import Message

__all__ = [
    "CheckerError",
    "EngineFault",
    "InputError",
    "MissingExtra",
    "PackError",
    "SubmissionError",
    "UnsupportedPlan",
    "WriteError",
]


class CheckerError(Exception):
    """Anything that stops a step of the program."""


class InputError(CheckerError):
    """Files that cannot be used, with every diagnostic found in them."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Keep the diagnostics in the order of their locations."""
        super().__init__("; ".join(f"{d.location}: {d.code.id}" for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


class PackError(InputError):
    """A rule pack that cannot be used."""


class SubmissionError(InputError):
    """A submission that cannot be read, or does not fit its pack."""


class UnsupportedPlan(CheckerError):
    """An engine that cannot evaluate some of a plan's cases."""

    def __init__(self, engine: str, cases: Sequence[str]) -> None:
        """Name the engine and the cases that it cannot evaluate."""
        super().__init__(f"engine {engine} cannot evaluate: {', '.join(cases)}")
        self.engine = engine
        self.cases = tuple(cases)


class MissingExtra(CheckerError):
    """An optional dependency that is not installed or does not load."""

    def __init__(self, reason: Message | str, extra: str = "") -> None:
        """Keep the reason, and the extra that provides the dependency, if any."""
        super().__init__(reason if isinstance(reason, str) else reason.template.format_map(dict(reason.values)))
        self.reason = reason
        self.extra = extra


class WriteError(CheckerError):
    """A file that cannot be written."""

    def __init__(self, path: str, reason: Message, new: Sequence[str] = ()) -> None:
        """Keep the path, the reason, and the files of the same set that are already written."""
        super().__init__(f"{path}: {reason.template}")
        self.path = path
        self.reason = reason
        self.new = tuple(new)


class EngineFault(CheckerError):
    """An engine broke its contract; no verdict of that run may be used."""
