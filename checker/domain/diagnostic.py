"""A diagnostic: a problem in a file, as opposed to a finding about its subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.domain.axes import Severity
from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.text import Message, Value, message

__all__ = ["MOST_OF_A_KIND", "Diagnostic", "Excerpt", "bounded", "diagnostic", "diagnostic_from", "more_of"]

MOST_OF_A_KIND: Final = 100
"""The most diagnostics of one code listed for a file; the rest are only counted."""


class Excerpt(NamedTuple):
    """The line that a diagnostic points into.

    Args:
        line: The whole line, without its end.
        column: Where the problem starts, in characters from 1.
        length: Its length in characters.
    """

    line: str
    column: int
    length: int = 1


class Diagnostic(NamedTuple):
    """A problem of a file, its exact location, and the remedy."""

    code: Code
    message: Message
    location: Location
    hint: Message | None = None
    excerpt: Excerpt | None = None

    @property
    def severity(self) -> Severity:
        """The code's severity in the registry."""
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
    return diagnostic_from(code, tuple(values.items()), location, hint, excerpt)


def diagnostic_from(
    code: Code,
    values: tuple[tuple[str, Value], ...],
    location: Location,
    hint: Message | None = None,
    excerpt: Excerpt | None = None,
) -> Diagnostic:
    """Build a diagnostic from values with their names; see `diagnostic`."""
    return Diagnostic(code, Message(code.template, values), location, hint or Message(code.remedy, values), excerpt)


_MORE: Final = "{count} more of {code} in this file are not listed"


def more_of(code: Code, count: int, location: Location) -> Diagnostic:
    """Return a diagnostic that counts the unlisted ones of a code, at the location of the first of them."""
    return Diagnostic(code, message(_MORE, count=count, code=code.id), location)


def bounded(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the first diagnostics of each code and file, followed by a count of the rest."""
    listed: list[Diagnostic] = []
    counts: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Diagnostic] = {}
    for one in found:
        kind = one.code.id, one.location.path
        # The reader's own count of unlisted diagnostics is merged with this one.
        unlisted = dict(one.message.values)["count"] if one.message.template == _MORE else 1
        counts[kind] = counts.get(kind, 0) + (unlisted if isinstance(unlisted, int) else 1)
        if counts[kind] <= MOST_OF_A_KIND:
            listed.append(one)
        else:
            first.setdefault(kind, one)
    rest = (more_of(one.code, counts[kind] - MOST_OF_A_KIND, one.location) for kind, one in first.items())
    return (*listed, *rest)
