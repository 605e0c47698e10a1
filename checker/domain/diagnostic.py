"""A problem in a file that someone wrote: a diagnostic, never about the subject itself."""

from __future__ import annotations

from checker.domain.axes import Severity
from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, Value

__all__ = ["Diagnostic", "Excerpt", "diagnostic"]


class Excerpt(NamedTuple):
    """The line that a diagnostic points into.

    Args:
        line: The whole line, without its end.
        column: Where the problem starts, in characters from 1.
        length: How many characters it takes.
    """

    line: str
    column: int
    length: int = 1


class Diagnostic(NamedTuple):
    """What is wrong with a file, where exactly, and what to do about it."""

    code: Code
    message: Message
    location: Location
    hint: Message | None = None
    excerpt: Excerpt | None = None

    @property
    def severity(self) -> Severity:
        """The weight that the code's entry in the registry states."""
        return self.code.severity


def diagnostic(
    code: Code,
    location: Location,
    *,
    hint: Message | None = None,
    excerpt: Excerpt | None = None,
    **values: Value,
) -> Diagnostic:
    """Build a diagnostic whose message is the code's template filled with `values`.

    The hint is the code's own remedy, filled with the same values, unless a better one is given.
    """
    fields = tuple(values.items())
    return Diagnostic(code, Message(code.template, fields), location, hint or Message(code.remedy, fields), excerpt)
