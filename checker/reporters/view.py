"""What every format is given: a run, whoever made it.

A protocol and not a class, so that the pipeline needs no import from here.
"""

from __future__ import annotations

from typing import Protocol

from checker.domain.report import Report
from checker.domain.text import Message
from checker.domain.trouble import Diagnostic

__all__ = ["RunView"]


class RunView(Protocol):
    """What a run over several files gave; `checker.pipeline.Run` is one."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """One for each submission that could be evaluated, in the order given."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that kept a file from being evaluated."""

    @property
    def notices(self) -> tuple[Message, ...]:
        """What the user should know of the run itself."""

    @property
    def exit_code(self) -> int:
        """The code for the whole run."""
