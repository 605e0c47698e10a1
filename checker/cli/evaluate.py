"""Run the pipeline with the parameters of a command.

Owns how settings complete the options, and how standard input is read. Must not decide anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import click

from checker import pipeline
from checker.assessment import Options
from checker.cli.frame import find_settings, refuse
from checker.clock import today
from checker.domain import codes
from checker.domain.basis import fail_on_of
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.exit import ExitCode, worst_of
from checker.domain.location import Location
from checker.domain.report import Run
from checker.domain.text import Message, Value, message
from checker.engines.choice import BULK_ENGINES
from checker.errors import SubmissionError
from checker.readers.paths import MOST_FILES, files_of, find_files
from checker.readers.submission import TABLES, Content
from checker.syntax.text import why_unread

__all__ = ["STDIN", "complete_params", "evaluate", "inputs", "with_origin"]

STDIN: Final = "-"
"""The path that stands for standard input."""

_STDIN_BYTES: Final = 20_000_000
_MANY: Final = 10
_FOLDER_SECONDS: Final = 600


def complete_params(context: click.Context, also: Collection[str] = ()) -> dict[str, Any]:
    """Return the command's parameters, completed from the settings.

    The keys ``settings`` and ``weakenings`` contain further parts of the run's basis.

    Args:
        context: The call of the command.
        also: Settings that the command has no option for, but which are returned too.

    Raises:
        PackError: The settings cannot be used.
    """
    params = context.params
    if params["no_config"] and params["config"]:
        refuse(message("give --config or --no-config, not both"))
    has_settings = params["config"] or (not params["no_config"] and find_settings(os.getcwd()))
    weaker = any(params.get(key) for key in ("select", "ignore", "waivers", "baseline", "exclude", "exit_zero"))
    if not has_settings and not weaker:
        return params | {"settings": None, "weakenings": ()}
    from checker.cli.settings import folder_settings, weakenings, with_settings

    settings = folder_settings(search=bool(has_settings), config=params["config"])
    values = with_settings(context, settings, also)
    file = (os.path.relpath(settings.path), settings.sha256) if settings.path else None
    return values | {"settings": file, "weakenings": tuple(weakenings(context, values, settings))}


def evaluate(params: dict[str, Any]) -> Run:
    """Evaluate the files with the parameters of `evaluation_options`."""
    if params["engine"] in BULK_ENGINES:
        refuse(message("--engine {engine} evaluates bulk data, for check and bulk only", engine=params["engine"]))
    options = Options(
        pack=params["pack"],
        period=params["period"],
        as_of=params["as_of"],
        engine=params["engine"],
        fail_on=fail_on_of(*params["fail_on"]),
        exit_zero=params.get("exit_zero", False),
        unit=params["unit"],
        locale=params["locale"],
        sheet=params["sheet"],
        columns=_of_form(params.get("columns") or ()),
        layouts=_of_form(params["layouts"]),
        limits=params["limits"],
        now=today(),
        rules=params["rules"],
        cache=not params["no_cache"],
        due=params.get("due"),
        units="" if params.get("units") in (None, "pack") else params["units"],
    )
    if params["select"] or params["ignore"]:
        from checker.cli.choices import selection

        options = options._replace(selection=selection(params["select"], params["ignore"]))
    if STDIN in params["files"]:
        suffix = f".{params['stdin_format']}"
        try:
            content = Content(STDIN, _standard_input(), suffix, "<stdin>")
            options = options._replace(contents=(content,))
        except SubmissionError as error:
            return Run((), error.diagnostics, (), ExitCode.UNREADABLE)
    waivers = () if params["no_waivers"] else params["waivers"]
    baseline = "" if params["no_baseline"] else params["baseline"]
    limits = dict(params["limits"])
    files = find_files(params["files"], params["exclude"], limits.get("files", MOST_FILES))
    _refuse_without_table(params, files.files)
    in_folders = any(map(os.path.isdir, params["files"]))
    budget = _Budget(limits.get("folder_seconds", _FOLDER_SECONDS) if in_folders else None)
    run = pipeline.check(files.files, options, waivers, baseline, budget.watched)
    diagnostics = (*files.diagnostics, *budget.diagnostics())
    if diagnostics:
        exit_code = worst_of({run.exit_code, ExitCode.UNREADABLE})
        run = run._replace(diagnostics=(*diagnostics, *run.diagnostics), exit_code=exit_code)
    run = run._replace(notices=(*files.notices(), *run.notices))
    return with_origin(run, params)


def with_origin(run: Run, params: Mapping[str, Any]) -> Run:
    """Return the run, whose basis states the settings file and the options that make the gate easier to pass."""
    if run.basis is None:
        return run
    return run._replace(basis=run.basis._replace(settings=params["settings"], weakenings=params["weakenings"]))


def _refuse_without_table(params: dict[str, Any], paths: Sequence[str]) -> None:
    """Refuse options of tables if there are files, and none of them is a table.

    Raises:
        Misuse: Such an option is given.
    """
    option = "sheet" if params["sheet"] else "column" if params.get("columns") else ""
    kinds = {f".{params['stdin_format']}" if path == STDIN else os.path.splitext(path)[1].lower() for path in paths}
    if option and kinds and kinds.isdisjoint(TABLES):
        refuse(message("--{option} is for tables, and none of the files is one", option=option))


def _of_form(given: Sequence[tuple[str, str] | str]) -> tuple[tuple[str, str], ...]:
    """Return the roles of form columns; `given` has pairs, or texts such as ``value=Thực hiện``."""
    if not given:
        return ()
    from checker.cli.rows import parse_column
    from checker.readers.form.column_choices import CHOICES

    texts = (one if isinstance(one, str) else "=".join(one) for one in given)
    return tuple(parse_column(text, tuple(CHOICES)) for text in texts)


class _Budget:
    """Limits the processor time for files of folders."""

    def __init__(self, seconds: int | None) -> None:
        self._seconds = seconds
        self._unread: list[str] = []

    def watched(self, paths: Sequence[str]) -> Iterator[str]:
        """Yield the paths while there is time, and show the progress of a long run on a terminal."""
        for place, path in enumerate(_with_progress(paths)):
            if self._seconds is not None and sum(os.times()[:4]) > self._seconds:
                self._unread += paths[place:]
                return
            yield path

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of files that were not read."""
        if not self._unread:
            return ()
        place = Location(self._unread[0])
        return (diagnostic(codes.FOLDER_TOO_SLOW, place, seconds=self._seconds or 0, count=len(self._unread)),)


def _standard_input() -> bytes:
    """Return the content of standard input, limited to slightly more than any reader accepts.

    Raises:
        SubmissionError: Standard input is closed, or cannot be read.
    """
    try:
        if sys.stdin is not None:
            return sys.stdin.buffer.read(_STDIN_BYTES + 1)
        reason: Value = message("standard input is closed")
    except (OSError, ValueError) as error:
        reason = why_unread(error)
    raise SubmissionError([diagnostic(DATA_FILE["file-unreadable"], Location("<stdin>"), reason=reason)])


def _with_progress(paths: Sequence[str]) -> Iterator[str]:
    if len(paths) < _MANY or not sys.stderr.isatty():
        yield from paths
        return
    from checker.cli.progress import progress_line

    done, count = 0, len(paths)

    def line(seconds: float) -> Message:
        left = int(seconds * (count - done) / done) if done else 0
        return message("{done} of {count} files, about {seconds} s left", done=done, count=count, seconds=left)

    with progress_line(click.get_current_context().find_root().obj.language, line):
        for path in paths:
            yield path
            done += 1


def inputs(params: dict[str, Any], run: Run) -> tuple[str, ...]:
    """Return the files that were read and must not be overwritten."""
    baseline = (params["baseline"],) if params["baseline"] else ()
    packs = (report.pack.path for report in run.reports)
    paper = filter(None, (params.get("letterhead"), params.get("docx_template")))
    settings = (params["settings"][0],) if params["settings"] else ()
    files = (*params["files"], *files_of(params["files"]))
    return (*files, *params["waivers"], *baseline, *paper, *packs, *settings)
