"""``checker annotate``: a copy of a submission with every remark at its location."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

import click

from checker.cli.evaluate import complete_params, evaluate, inputs
from checker.cli.frame import Command, Session, lang_option, option, refuse, verbosity_options
from checker.cli.options import evaluation_options, exit_zero_option
from checker.cli.output import STDOUT, say, width_of, write, write_bytes
from checker.cli.outputs import Output, refuse_existing, refuse_inputs
from checker.domain.diagnostic import Diagnostic
from checker.domain.digest import sha256_of
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.text import message
from checker.errors import CheckerError, PackError
from checker.writing import write_together

__all__ = ["command"]

_HELP: Final = (
    "Check FILE and write a copy of it with the remarks at their places.\n\n"
    "In a workbook (.xlsx, .xlsm) cells get a colour and a comment that says what is wrong and what to do. A sheet "
    "is added that lists and links them. No value, format or picture changes. For any other file the remarks are "
    "written into a CSV file beside it. The exit code is that of `checker check`.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker annotate report.xlsx\n"
    "  checker annotate report.yaml -o remarks.csv"
)
_ADDED: Final = ".checked"


@click.command("annotate", cls=Command, help=_HELP)
@click.argument("file", metavar="FILE")
@evaluation_options
@exit_zero_option
@verbosity_options
@option(
    "-o",
    "--output",
    "copy",
    metavar="OUT",
    default="",
    help="File to write, or - for standard output. Default: FILE with .checked in its name.",
)
@option("--codes", is_flag=True, help="Show the code of each remark in a last column of the sheet of results.")
@option("--force", is_flag=True, help="Replace a file that is there already.")
@lang_option
@click.pass_context
def command(
    context: click.Context, /, *, file: str, copy: str, codes: bool, force: bool, **_evaluation: Any
) -> ExitCode:
    """Check the file, write the marked copy, and return the run's exit code."""
    session: Session = context.obj
    if file == "-" or os.path.isdir(file):
        refuse(message("`{path}` is not one file", path=file))
    if copy != STDOUT:
        copy = _copy(file, copy)
        refuse_existing(copy, force=force)
    try:
        params = complete_params(context) | {"files": (file,)}
        run = evaluate(params)
        refuse_inputs([Output("", copy)], inputs(params, run))
    except PackError as error:
        _complain(error.diagnostics, session)
        return ExitCode.INVALID
    if session.verbose:
        from checker.cli.verbose import basis_lines

        for line in basis_lines(run):
            say(f"checker: {session.language.render(line)}", stream=sys.stderr)
    for notice in run.notices:
        say(f"checker: {session.language.render(notice)}", stream=sys.stderr)
    _complain(run.diagnostics, session)
    if _remarkable(run, file):
        _write(run, file, copy, session, codes=codes, force=force)
    else:
        say(session.language.render(message("no copy is written: there is nothing to mark")), stream=sys.stderr)
    return run.exit_code


def _complain(problems: tuple[Diagnostic, ...], session: Session) -> None:
    if problems:
        from checker.reporters import diagnostics

        width = width_of(sys.stderr, session.environ)
        write(diagnostics.render(problems, session.language, width=width, colour=False), sys.stderr)


def _copy(file: str, copy: str) -> str:
    """Return the file to write, which must have the submission's type or be CSV."""
    from checker.forms.marked import suffix_of

    own = suffix_of(file)
    if not copy:
        return f"{os.path.splitext(file)[0]}{_ADDED}{own}"
    if os.path.splitext(copy)[1].lower() not in (own, ".csv"):
        refuse(message("`{path}` must end in one of: {known}", path=copy, known=tuple({own: 0, ".csv": 0})))
    return copy


def _remarkable(run: Run, file: str) -> bool:
    """Tell whether there is a remark with a location in this file."""
    places = (one.location for one in run.diagnostics)
    return bool(run.reports) or any(place.path == file and (place.line or place.cell) for place in places)


def _write(run: Run, file: str, copy: str, session: Session, *, codes: bool, force: bool) -> None:
    from checker.forms.marked import marked_copy

    language = session.language
    with open(file, "rb") as stream:
        data = stream.read()
    if any(report.submission.sha256 != sha256_of(data) for report in run.reports):
        raise CheckerError(f"{file} was changed while it was being checked")
    suffix = os.path.splitext(file if copy == STDOUT else copy)[1].lower()
    made = marked_copy(run.reports, run.diagnostics, data, file, language, suffix, codes=codes)
    if made.refused is not None:
        if copy != STDOUT:
            copy = f"{os.path.splitext(copy)[0]}{made.suffix}"
            refuse_existing(copy, force=force)
        notice = message(
            "`{path}` cannot be marked without loss: {reason}; the remarks are written beside it",
            path=file,
            reason=made.refused,
        )
        say(f"checker: {language.render(notice)}", stream=sys.stderr)
    if copy == STDOUT:
        write_bytes(made.data)
        return
    write_together([(copy, made.data)])
    if not session.quiet:
        say(language.render(message("{path}: written", path=copy)), stream=sys.stdout)
