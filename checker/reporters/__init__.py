"""Reports and diagnostics into text or bytes, one module a format; here is the list of them.

Must not know how anything was decided: everything that is shown stands in the report.
A format is a module of this room by its own name with one function: for a terminal
``render(run, language, *, width, colour) -> str``, for programs ``render(run, language) -> bytes``.
Modules are imported when their format is asked for, and at no other time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from checker.domain.record import NamedTuple

if TYPE_CHECKING:
    from checker.domain.report import Run
    from checker.language import Language

__all__ = ["FORMATS", "Format", "Machine", "Terminal", "machine", "terminal"]


class Format(NamedTuple):
    """How a format is to be treated; its name is that of its module.

    Args:
        media: Its media type.
        terminal: Whether it is text for people, with a width and colours.
        binary: Whether it is no text at all, and has no place on a terminal.
    """

    media: str
    terminal: bool = False
    binary: bool = False


FORMATS: Final = {
    "full": Format("text/plain", terminal=True),
    "table": Format("text/plain", terminal=True),
    "concise": Format("text/plain"),
    "json": Format("application/json"),
    "jsonl": Format("application/jsonl"),
    "csv": Format("text/csv"),
    "junit": Format("application/xml"),
    "sarif": Format("application/sarif+json"),
    "github": Format("text/plain"),
    "gitlab": Format("application/json"),
    "markdown": Format("text/markdown"),
    "tap": Format("text/plain"),
    "openmetrics": Format("application/openmetrics-text"),
    "html": Format("text/html"),
}
"""All formats by their names, the usual one first."""


class Terminal(Protocol):
    """What a format for a terminal offers."""

    def __call__(self, run: Run, language: Language, *, width: int, colour: bool) -> str:
        """Write a run for people."""


class Machine(Protocol):
    """What a format for programs offers."""

    def __call__(self, run: Run, language: Language, /) -> bytes:
        """Write a run for programs."""


def terminal(name: str) -> Terminal:
    """Return the function that writes a format for a terminal."""
    render: Terminal = _module(name).render
    return render


def machine(name: str) -> Machine:
    """Return the function that writes a format for programs."""
    render: Machine = _module(name).render
    return render


def _module(name: str) -> Any:
    # importlib would have to be imported for the same.
    return __import__(f"checker.reporters.{name}", fromlist=["render"])
