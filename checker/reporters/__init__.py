"""Render reports and diagnostics as text or bytes, one module per format; this module lists the formats.

Must not know how anything was decided: everything shown is in the report.

A format is a module of this package with the name of the format and one function. Its signature depends on the kind of
format:

- for a terminal ``render(run, language, *, width, colour) -> str``
- for programs ``render(run, language) -> bytes``
- for letters ``render(run, language, paper) -> bytes``
- for formats with several kinds of file ``render(run, language, suffix) -> bytes``
- for letters with several kinds of file ``render(run, language, paper, suffix) -> bytes``

A module is imported only when its format is requested.
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
    """The properties of a format, which has the name of its module.

    Args:
        suffixes: The suffixes of its files, the default first.
        terminal: Whether it is text for people, with a width and colours.
        binary: Whether it is binary and must not be written to a terminal.
        letter: Whether it uses the caller's letterhead and template.
        extra: The required extra, or empty.
        by_suffix: Whether the suffix selects the kind of file; such a format only goes into a file.
        headless: Whether it has no place for the basis of the run, which is then written to standard error.
        single: Whether it is for single submissions, because it would present the worst units of bulk data as all.
    """

    suffixes: tuple[str, ...]
    terminal: bool = False
    binary: bool = False
    letter: bool = False
    extra: str = ""
    by_suffix: bool = False
    headless: bool = False
    single: bool = False


class Paper(NamedTuple):
    """The letterhead and template of a letter.

    Args:
        letterhead: Sender and recipients; ``None`` leaves them blank.
        template: The office's own template, or nothing.
        path: The template's path.
    """

    letterhead: Letterhead | None = None
    template: bytes = b""
    path: str = ""


class RenderOptions(NamedTuple):
    """Options besides the format.

    Args:
        statistics: Whether counts follow a report for a terminal.
        paper: The letterhead and template of letters.
    """

    statistics: bool = False
    paper: Paper = Paper()


DEFAULTS: Final = RenderOptions()
"""The default options."""

FORMATS: Final = {
    "full": Format((".txt",), terminal=True),
    "table": Format((".txt",), terminal=True),
    "concise": Format((".txt",), headless=True),
    "json": Format((".json",)),
    "jsonl": Format((".jsonl", ".ndjson")),
    "csv": Format((".csv",)),
    "junit": Format((".xml",)),
    "sarif": Format((".sarif", ".sarif.json")),
    "github": Format((".txt",), headless=True),
    "gitlab": Format((".json",), headless=True),
    "markdown": Format((".md",)),
    "tap": Format((".tap",)),
    "openmetrics": Format((".prom", ".txt"), headless=True, single=True),
    "paragraph": Format((".txt",), headless=True, single=True),
    "html": Format((".html",)),
    "xlsx": Format((".xlsx",), binary=True, single=True),
    "docx": Format((".docx",), binary=True, letter=True, extra="docx", single=True),
    "consolidated": Format((".xlsx", ".html", ".csv", ".parquet"), binary=True, by_suffix=True, single=True),
    "reminder": Format((".docx", ".txt"), binary=True, letter=True, by_suffix=True, single=True),
}
"""All formats by name, the default first."""


class Terminal(Protocol):
    """The interface of a format for a terminal."""

    def __call__(self, run: Run, language: Language, *, width: int, colour: bool) -> str:
        """Write a run for people."""


class Machine(Protocol):
    """The interface of a format for programs."""

    def __call__(self, run: Run, language: Language, /) -> bytes:
        """Write a run for programs."""


def terminal(name: str, *, statistics: bool = False) -> Terminal:
    """Return the function that writes a format for a terminal, with counts after the report if requested."""
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
        paper: The letterhead and template of letters.
        suffix: The suffix of the file, if it selects the kind of file.

    Raises:
        MissingExtra: A package that the format needs is not installed.
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
        if name == "full":  # what most checks write, without `importlib`
            from checker.reporters import full

            return full
        from importlib import import_module

        return import_module(f"checker.reporters.{name}")
    except ImportError as error:
        extra = FORMATS[name].extra if name in FORMATS else ""
        if not extra:
            raise
        raise MissingExtra(str(error), extra) from error
