"""Write a run to standard output, and problems with files to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from checker.cli.frame import Session
from checker.cli.output import STDOUT, has_colour, say, width_of, write, write_bytes
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.errors import PackError
from checker.language import Language
from checker.reporters import DEFAULTS, FORMATS, RenderOptions, machine, terminal
from checker.reporters.summary import grounds

__all__ = ["USUAL", "is_silent", "show", "show_refusal"]

USUAL: Final = "full"
"""The default format."""


def show(run: Run, format_: str, session: Session, colour: str, options: RenderOptions = DEFAULTS) -> None:
    """Write one format to standard output; information without a place in the format goes to standard error.

    Without a format, only problems with files are written, to standard error.
    """
    language = session.language
    if session.verbose:
        from checker.cli.verbose import basis_lines

        for line in basis_lines(run):
            say(f"checker: {language.render(line)}", stream=sys.stderr)
    if not format_:
        if run.diagnostics:
            _complain(run, language, colour, session)
        return
    for notice in (*(grounds(run) if FORMATS[format_].headless else ()), *run.notices):
        say(f"checker: {language.render(notice)}", stream=sys.stderr)
    if not FORMATS[format_].terminal:
        write_bytes(machine(format_, options.paper)(run, language))
        return
    if run.diagnostics:
        _complain(run, language, colour, session)
    coloured = has_colour(colour, sys.stdout, session.environ)
    renderer = terminal(format_, statistics=options.statistics)
    text = renderer(run, language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)


def show_refusal(error: PackError, format_: str | None, session: Session, colour: str) -> ExitCode:
    """Write the problems of a pack, of settings or of a file beside them, and return the exit code.

    A format for programs gets them as a report, because its reader expects one.
    """
    run = Run((), error.diagnostics, (), ExitCode.INVALID)
    chosen = format_ or USUAL
    show(run, USUAL if FORMATS[chosen].letter else chosen, session, colour)
    return ExitCode.INVALID


def is_silent(session: Session, format_: str | None, outputs: Iterable[str]) -> bool:
    """Tell whether nothing goes to standard output: ``--quiet`` without a requested format."""
    if not session.quiet or format_:
        return False
    from checker.cli.outputs import parse_output

    return all(output != STDOUT and parse_output(output).path for output in outputs)


def _complain(run: Run, language: Language, colour: str, session: Session) -> None:
    from checker.reporters import diagnostics

    coloured = has_colour(colour, sys.stderr, session.environ)
    first, rest = diagnostics.of_a_run(diagnostics.errors_first(run.diagnostics))
    text = diagnostics.render(first, language, width=width_of(sys.stderr, session.environ), colour=coloured)
    write(text, sys.stderr, colour=coloured)
    for notice in rest:
        say(language.render(notice), stream=sys.stderr)
