"""``checker check``: submissions against the targets of their packs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.evaluate import complete_params, evaluate, inputs
from checker.cli.frame import Command, Session, colour_option, lang_option, option, verbosity_options
from checker.cli.options import evaluation_options, exit_zero_option, files_from_option, report_options
from checker.cli.rows import in_bulk, only_rows, rows_options
from checker.cli.show import USUAL, is_silent, show, show_refusal
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.text import message
from checker.errors import PackError
from checker.readers.paths import find_files
from checker.reporters import DEFAULTS, FORMATS, RenderOptions

if TYPE_CHECKING:
    from checker.cli.outputs import Output

__all__ = ["command"]

_HELP: Final = (
    "Compare each FILE with the targets of its rule pack: a workbook, a CSV file, YAML or JSON, a folder of them, or "
    "`-` for standard input.\n\n"
    "The report goes to standard output. Problems with files go to standard error, each with its location. "
    "The exit code is the decision of the gate.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker check report.yaml\n"
    "  checker check --pack bac-kan-city/2024 --period 2024-H1 bieu-01.xlsx\n"
    "  checker check --pack bac-kan-city/2024 --sheet 'Biểu 01' --column value=G bieu-01.xlsx\n"
    "  checker check --pack bac-kan-city/2024 --format table report.yaml\n"
    "  checker check --fail-on behind,warning --format json reports/*.json\n"
    "  checker check --output junit=junit.xml --output sarif=report.sarif report.yaml\n"
    "  checker check --pack bac-kan-city/2024 --units data --output html=report.html rows.parquet"
)


@click.command("check", cls=Command, help=_HELP)
@click.argument("files", metavar="FILE...", nargs=-1)
@option(
    "--folder",
    "folders",
    metavar="FOLDER",
    multiple=True,
    help="If no FILE is named, check this folder if it exists; may be given several times.",
)
@files_from_option
@evaluation_options
@rows_options
@report_options
@exit_zero_option
@colour_option
@verbosity_options
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> ExitCode:
    """Check the files, write the report, and return the run's exit code."""
    session: Session = context.obj
    colour = given["colour"]
    try:
        params = complete_params(context)
        if given["files_from"]:
            from checker.cli.file_list import read_list

            params["files"] = read_list(given["files_from"], params["files"])
        else:
            params["files"] = params["files"] or _usual_folders(context)
        if in_bulk(params):
            from checker.cli.bulk import run_from_check

            return run_from_check(params, given, session, colour)
        stdout, written = _places(params, given)
        render_options = _render_options(params, given, (stdout, *(output.format for output in written)))
        run = evaluate(params) if params["files"] else _nothing(given["files_from"], params["folders"])
        if written:
            from checker.cli.outputs import refuse_inputs

            refuse_inputs(written, inputs(params, run))
        hidden = is_silent(session, given["format"], given["output"])
        show(run, "" if hidden else stdout, session, colour, render_options)
        if written:
            from checker.cli.outputs import write_files

            write_files(written, run, session.language, render_options)
    except PackError as error:
        return show_refusal(error, given["format"], session, colour)
    return run.exit_code


def _usual_folders(context: click.Context) -> tuple[str, ...]:
    """Return the folders of `--folder` with something to check, or that cannot be read."""
    folders: tuple[str, ...] = context.params["folders"]
    if not folders:
        argument = next(param for param in context.command.params if param.name == "files")
        raise click.MissingParameter(ctx=context, param=argument)
    existing = (folder for folder in folders if os.path.isdir(folder))
    return tuple(folder for folder in existing if _holds_something(folder) or only_rows(folder))


def _holds_something(folder: str) -> bool:
    contents = find_files((folder,))
    return bool(contents.files or contents.diagnostics)


def _nothing(listed: str | None, folders: tuple[str, ...]) -> Run:
    if listed:
        from checker.cli.file_list import names_nothing

        notice = names_nothing(listed)
    else:
        notice = message("there is nothing to check in {folders}; name the files or folders", folders=folders)
    return Run((), (), (notice,), ExitCode.NOTHING)


def _places(params: dict[str, Any], given: dict[str, Any]) -> tuple[str, tuple[Output, ...]]:
    """Return the format for standard output, and the outputs into files."""
    stdout = params["format"] or USUAL
    written: tuple[Output, ...] = ()
    if params["output"]:
        from checker.cli.outputs import destinations

        stdout, written = destinations(params["output"], given["format"], stdout)
    if FORMATS[stdout].binary:
        from checker.cli.outputs import refuse_stdout

        refuse_stdout(stdout)
    return stdout, written


def _render_options(params: dict[str, Any], given: dict[str, Any], formats: tuple[str, ...]) -> RenderOptions:
    has_options = params["statistics"] or params["letterhead"] or params["docx_template"]
    if not has_options and not any(FORMATS[name].letter for name in formats):
        return DEFAULTS
    from checker.cli.render_options import render_options

    return render_options(params, given, formats)
