"""Reports and diagnostics into text or bytes, one module a format; here is the list of them.

Must not know how anything was decided: everything that is shown stands in the report.
A format is a module of this room by its own name with one function: for a terminal
``render(run, language, *, width, colour) -> str``, for programs ``render(run, language) -> bytes``,
for letters ``render(run, language, paper) -> bytes``, for what is written as several kinds of file
``render(run, language, suffix) -> bytes``, for a letter of several kinds with both, the paper first.
Modules are imported when their format is asked for, and at no other time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from checker.domain.record import NamedTuple
from checker.errors import MissingExtra

if TYPE_CHECKING:
    from checker.domain.letterhead import Letterhead
    from checker.domain.report import Run
    from checker.language import Language

__all__ = ["DEFAULTS", "FORMATS", "Format", "Machine", "Paper", "RenderOptions", "Terminal", "machine", "terminal"]


class Format(NamedTuple):
    """How a format is to be treated; its name is that of its module.

    Args:
        media: Its media type.
        terminal: Whether it is text for people, with a width and colours.
        binary: Whether it is no text at all, and has no place on a terminal.
        letter: Whether it is written on paper that the caller chooses.
        extra: The extra that has to be installed for it, or empty.
        suffixes: How the names of its files end; the default first.
        by_suffix: Whether the suffix decides what kind of file it is; it goes into a file only.
        headless: Whether it has no place for what the run rests on, which standard error gets then.
    """

    media: str
    suffixes: tuple[str, ...]
    terminal: bool = False
    binary: bool = False
    letter: bool = False
    extra: str = ""
    by_suffix: bool = False
    headless: bool = False


class Paper(NamedTuple):
    """What a letter is written on.

    Args:
        letterhead: Who it is from and to; ``None`` leaves that open.
        template: The office's own template, or nothing.
        path: The path of that.
    """

    letterhead: Letterhead | None = None
    template: bytes = b""
    path: str = ""


class RenderOptions(NamedTuple):
    """What a caller may choose beside the format.

    Args:
        statistics: Whether counts stand after a report for a terminal.
        paper: What letters are written on.
    """

    statistics: bool = False
    paper: Paper = Paper()


DEFAULTS: Final = RenderOptions()
"""The choices of a caller that makes none."""

FORMATS: Final = {
    "full": Format("text/plain", (".txt",), terminal=True),
    "table": Format("text/plain", (".txt",), terminal=True),
    "concise": Format("text/plain", (".txt",), headless=True),
    "json": Format("application/json", (".json",)),
    "jsonl": Format("application/jsonl", (".jsonl", ".ndjson")),
    "csv": Format("text/csv", (".csv",)),
    "junit": Format("application/xml", (".xml",)),
    "sarif": Format("application/sarif+json", (".sarif", ".sarif.json")),
    "github": Format("text/plain", (".txt",), headless=True),
    "gitlab": Format("application/json", (".json",), headless=True),
    "markdown": Format("text/markdown", (".md",)),
    "tap": Format("text/plain", (".tap",)),
    "openmetrics": Format("application/openmetrics-text", (".prom", ".txt"), headless=True),
    "paragraph": Format("text/plain", (".txt",), headless=True),
    "html": Format("text/html", (".html",)),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), binary=True),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        binary=True,
        letter=True,
        extra="docx",
    ),
    "consolidated": Format("text/csv", (".xlsx", ".html", ".csv", ".parquet"), binary=True, by_suffix=True),
    "reminder": Format("text/plain", (".docx", ".txt"), binary=True, letter=True, by_suffix=True),
}
"""All formats by their names, the default first."""


class Terminal(Protocol):
    """What a format for a terminal offers."""

    def __call__(self, run: Run, language: Language, *, width: int, colour: bool) -> str:
        """Write a run for people."""


class Machine(Protocol):
    """What a format for programs offers."""

    def __call__(self, run: Run, language: Language, /) -> bytes:
        """Write a run for programs."""


def terminal(name: str, *, statistics: bool = False) -> Terminal:
    """Return the function that writes a format for a terminal, with counts after the report if they are asked for."""
    render: Terminal = _module(name).render
    if not statistics:
        return render
    counts = _module("statistics").render

    def counted(run: Run, language: Language, *, width: int, colour: bool) -> str:
        report = render(run, language, width=width, colour=colour)
        return f"{report}{counts(run, language, colour=colour)}"

    return counted


def machine(name: str, paper: Paper = DEFAULTS.paper, suffix: str = "") -> Machine:
    """Return the function that writes a format for programs.

    Args:
        name: The format.
        paper: What letters are written on.
        suffix: How the file's name ends, where that decides what is written.

    Raises:
        MissingExtra: What the format needs is not installed.
    """
    render: Any = _module(name).render
    if FORMATS[name].letter and FORMATS[name].by_suffix:
        return lambda run, language, /: render(run, language, paper, suffix)
    if FORMATS[name].letter:
        return lambda run, language, /: render(run, language, paper)
    if FORMATS[name].by_suffix:
        return lambda run, language, /: render(run, language, suffix)
    written: Machine = render
    return written


def _module(name: str) -> Any:
    try:
        # importlib would have to be imported for the same.
        return __import__(f"checker.reporters.{name}", fromlist=["render"])
    except ImportError as error:
        extra = FORMATS[name].extra if name in FORMATS else ""
        if not extra:
            raise
        raise MissingExtra(str(error), extra) from error
