"""The parameters of a command into a run over submissions.

Owns how settings complete the options, and what standard input is read as. Must not decide anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from checker import pipeline
from checker.assessment import Options
from checker.cli.frame import find_settings, refuse
from checker.cli.options import WARNING
from checker.cli.rows import BULK_ENGINES
from checker.domain.axes import Matter
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import diagnostic
from checker.domain.exit import ExitCode
from checker.domain.location import Location
from checker.domain.report import Run
from checker.domain.text import Value, message
from checker.errors import SubmissionError
from checker.readers.days import today
from checker.readers.folders import files_of
from checker.syntax.text import why_unread

__all__ = ["STDIN", "completed", "evaluated", "inputs"]

STDIN: Final = "-"
"""The path of standard input."""

_STDIN_BYTES: Final = 20_000_000
_MANY: Final = 10


def completed(context: click.Context) -> dict[str, Any]:
    """Return the command's parameters, with what the settings of the folder say where no option does.

    Raises:
        PackError: The settings cannot be used.
    """
    if context.params["no_config"] or not find_settings(os.getcwd()):
        return context.params
    from checker.cli.settings import folder_settings, settled  # noqa: PLC0415 - most folders have none

    return settled(context, folder_settings(wanted=True))


def evaluated(params: dict[str, Any]) -> Run:
    """Evaluate the files as the parameters of `evaluation_options` say."""
    if params["engine"] in BULK_ENGINES:
        refuse(message("--engine {engine} judges rows in bulk, for check and bulk alone", engine=params["engine"]))
    words = dict.fromkeys(word for group in params["fail_on"] for word in group)
    options = Options(
        pack=params["pack"],
        period=params["period"],
        as_of=params["as_of"],
        engine=params["engine"],
        fail_on=tuple(Matter(word) for word in words if word != WARNING),
        fail_on_warning=WARNING in words,
        exit_zero=params.get("exit_zero", False),
        unit=params["unit"],
        locale=params["locale"],
        limits=params["limits"],
        now=today(),
    )
    if params["select"] or params["ignore"]:
        from checker.cli.choices import selection  # noqa: PLC0415 - most runs look at everything

        options = options._replace(selection=selection(params["select"], params["ignore"]))
    if STDIN in params["files"]:
        suffix = f".{params['stdin_format']}"
        try:
            options = options._replace(stdin=(_standard_input(), suffix))
        except SubmissionError as error:
            return Run((), error.diagnostics, (), ExitCode.UNREADABLE)
    waivers = () if params["no_waivers"] else params["waivers"]
    baseline = "" if params["no_baseline"] else params["baseline"]
    return pipeline.check(tuple(files_of(params["files"])), options, waivers, baseline, _watched)


def _standard_input() -> bytes:
    """Return what stands there, up to more than any reader takes.

    Raises:
        SubmissionError: It is closed, or cannot be read.
    """
    try:
        if sys.stdin is not None:
            return sys.stdin.buffer.read(_STDIN_BYTES + 1)
        reason: Value = message("standard input is closed")
    except (OSError, ValueError) as error:
        reason = why_unread(error)
    raise SubmissionError([diagnostic(DATA_FILE["file-unreadable"], Location("<stdin>"), reason=reason)])


def _watched(paths: Sequence[str]) -> Iterator[str]:
    """Show how far a long run is, on a terminal."""
    if len(paths) < _MANY or not sys.stderr.isatty():
        yield from paths
        return
    with click.progressbar(paths, file=sys.stderr, show_pos=True) as bar:
        yield from bar


def inputs(params: dict[str, Any], run: Run) -> tuple[str, ...]:
    """Return the files that were read, over which nothing may be written."""
    baseline = (params["baseline"],) if params["baseline"] else ()
    packs = (report.pack.path for report in run.reports)
    paper = filter(None, (params.get("letterhead"), params.get("docx_template")))
    return (*params["files"], *params["waivers"], *baseline, *paper, *packs)
