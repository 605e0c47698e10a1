"""``checker bulk``: millions of rows against the targets of packs, in columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.bulk_report import show_bulk
from checker.cli.bulk_steps import BulkSteps
from checker.cli.evaluate import complete_params, with_origin
from checker.cli.file_list import all_files, names_nothing
from checker.cli.frame import Command, Session, colour_option, lang_option, refuse, verbosity_options
from checker.cli.options import (
    exit_zero_option,
    files_from_option,
    format_option,
    output_option,
    pack_option,
    shared_options,
)
from checker.cli.output import say
from checker.cli.outputs import Output, destinations, refuse_inputs, render_files, result_folder, write_files
from checker.cli.progress import progress_line
from checker.cli.rows import bulk_engine, is_database, other_files, refuse_unread, rows_options
from checker.cli.show import is_silent, show_refusal
from checker.clock import today
from checker.domain.basis import fail_on_of
from checker.domain.exit import ExitCode
from checker.domain.record import NamedTuple
from checker.domain.report import Run
from checker.domain.text import Message, message
from checker.errors import PackError, SubmissionError, UnsupportedPlan, WriteError
from checker.packs.load import load_judging_pack, successor_notice
from checker.reporters import DEFAULTS, FORMATS
from checker.settling import RESULTS

if TYPE_CHECKING:
    from checker.bulk.model import BulkSettings
    from checker.domain.submission import Locale

__all__ = ["command", "run_from_check"]

_UNFIT: Final = ("period", "waivers", "baseline", "select", "ignore", "unit", "sheet", "statistics", "limits", "due")
_OF_FORMS: Final = ("layouts", "letterhead", "docx_template")
_USUAL_LOCALE: Final[Locale] = "machine"
_HELP: Final = (
    "Evaluate every row of DATA: Parquet or CSV files, folders or patterns of them, an SQLite file or a postgresql:// "
    "address with --table. The columns are unit, period, indicator and value, and optionally status and as_of.\n\n"
    "--output FOLDER writes all findings, bad rows and tallies. Standard output shows the worst findings, the counts "
    "and the gate.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker bulk -p bac-kan-city/2024 --units data rows.parquet\n"
    "  checker bulk -p packs/2023.yaml -p packs/2024.yaml 'years/*.parquet' --output result"
)


@click.command("bulk", cls=Command, help=_HELP)
@click.argument("data", metavar="DATA...", nargs=-1)
@files_from_option
@pack_option(several=True)
@shared_options
@rows_options
@output_option
@format_option
@exit_zero_option
@colour_option
@verbosity_options
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> ExitCode:
    """Judge the rows, write the report, and return the run's exit code."""
    session: Session = context.obj
    data = all_files(context, "data")
    if not data:
        say(session.language.render(names_nothing(given["files_from"])), stream=sys.stderr)
        return ExitCode.NOTHING
    try:
        params = complete_params(context, _UNFIT)
    except PackError as error:
        return show_refusal(error, given["format"], session, given["colour"])
    return run_rows(params | {"files": data}, given, session, given["colour"])


def run_from_check(params: dict[str, Any], given: Mapping[str, Any], session: Session, colour: str) -> ExitCode:
    """Judge rows that were passed to ``check``, which would judge other files one by one; see `run_rows`."""
    other = next(other_files(params["files"], params["exclude"]), None)
    if other is not None and other in params["files"]:
        refuse(message("`{path}` is not a file of rows; check it alone", path=other))
    if other is not None:
        refuse(message("the folder holds bulk data beside `{path}`; name one of the two, or --exclude it", path=other))
    return run_rows(params, given, session, colour)


def run_rows(params: dict[str, Any], given: Mapping[str, Any], session: Session, colour: str) -> ExitCode:
    """Judge rows, write the requested outputs, and return the run's exit code.

    Args:
        params: The options, completed by the settings of the folder.
        given: The options of the command line; settings of forms and letters only apply where one is read or written.
        session: The language and the environment.
        colour: The choice of colour: auto, always or never.
    """
    unfit = [option for option in _UNFIT if params.get(option)] + [option for option in _OF_FORMS if given.get(option)]
    if unfit:
        place = next((one.location for one in params["weakenings"] if one.option == unfit[0]), None)
        if place is not None:
            refuse(
                message(
                    "`{key}` at {place} does not go with bulk data; remove it there, or choose other settings with "
                    "--config or --no-config",
                    key=unfit[0],
                    place=str(place),
                )
            )
        option = unfit[0].removesuffix("s") if unfit[0] in ("limits", "layouts") else unfit[0].replace("_", "-")
        refuse(message("--{option} does not go with bulk data", option=option))
    options = {**params, "engine": bulk_engine(params["engine"]), "locale": params["locale"] or _USUAL_LOCALE}
    if not params["pack"]:
        refuse(message("name the pack of the rows with --pack"))
    packs = (params["pack"],) if isinstance(params["pack"], str) else params["pack"]
    return _run(packs, options, given["format"], session, colour)


def _run(
    packs: tuple[str, ...], options: Mapping[str, Any], format_: str | None, session: Session, colour: str
) -> ExitCode:
    """Judge the rows, write the requested outputs, and return the run's exit code.

    Args:
        packs: The packs, by id or path.
        options: The options, completed by the settings of the folder.
        format_: The format that the command line asks for.
        session: The language and the environment.
        colour: The choice of colour: auto, always or never.
    """
    data = tuple(options["files"])
    results, reports = result_folder(options["output"])
    stdout, files = destinations(reports, format_, options["format"] or "")
    refuse_inputs(files, data)
    _refuse_results(files, results)
    _refuse((stdout, *(file.format for file in files)), data, options["table"])
    settings = _settings(options, results)._replace(language=session.language.code)
    run, titles, unwritten = _evaluate(
        data, _Packs(packs, options["rules"], not options["no_cache"]), settings, session, (files, options)
    )
    hidden = is_silent(session, format_, reports)
    show_bulk(run, None if hidden else stdout, session, colour, (titles, tuple(map(_display_name, data))))
    if unwritten is not None:
        raise unwritten
    return run.exit_code


def _refuse_results(files: Iterable[Output], results: Output | None) -> None:
    """Refuse a report at the path of the result folder."""
    if results is None:
        return
    target = os.path.realpath(results.path)
    for path in (os.path.realpath(file.path) for file in files):
        if path == target or (os.path.dirname(path) == target and os.path.basename(path) in RESULTS):
            refuse(message("two outputs go to `{path}`", path=path))


def _refuse(formats: Iterable[str], data: Sequence[str], table: str | None) -> None:
    """Refuse formats that would present the worst units as all rows, and `--table` without a database."""
    unfit = next((one for one in formats if one and FORMATS[one].single), None)
    if unfit:
        refusal = message("{format} is for single submissions; for bulk data use html, markdown or json", format=unfit)
        refuse(refusal)
    if table and not any(is_database(path) for path in data):
        refuse(message("--table is for a database"))


def _settings(given: Mapping[str, Any], results: Output | None) -> BulkSettings:
    from checker.bulk.model import COLUMNS, BulkSettings

    refuse_unread(given["columns"], COLUMNS)
    defaults = BulkSettings()
    if given["everything"] and results is None:
        refuse(message("--everything needs --output"))
    delimiter = "\t" if given["delimiter"] == "\\t" else given["delimiter"]
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        refuse(message("--delimiter is one sign, such as ; or a tab"))
    columns = [column for column, _ in given["columns"]]
    if len(set(columns)) < len(columns):
        refuse(message("--column names a column once"))
    if given["master"] and given["engine"] != "spark":
        refuse(message("--master needs --engine spark"))
    return BulkSettings(
        columns=given["columns"],
        units=given["units"] or defaults.units,
        locale=given["locale"],
        delimiter=delimiter or defaults.delimiter,
        table=given["table"] or "",
        engine=given["engine"],
        master=given["master"] or "",
        threads=given["threads"] or 0,
        memory=given["memory"] or "",
        spill=given["spill"] or "",
        exclude=given["exclude"],
        output=results.path if results else defaults.output,
        output_format=results.format if results else defaults.output_format,
        everything=given["everything"],
        worst=defaults.worst if given["worst"] is None else given["worst"],
        as_of=given["as_of"],
        now=today(),
        fail_on=fail_on_of(*given["fail_on"]),
        exit_zero=given["exit_zero"],
    )


class _Packs(NamedTuple):
    """The packs of a run, by id or path; the folder searched for ids; and whether compiled packs are kept."""

    names: tuple[str, ...]
    rules: str
    cache: bool


def _evaluate(
    data: tuple[str, ...],
    packs: _Packs,
    settings: BulkSettings,
    session: Session,
    about: tuple[Sequence[Output], Mapping[str, Any]],
) -> tuple[Run, tuple[Message, ...], WriteError | None]:
    """Judge the rows, write the requested files, and return the run, the packs' titles, and any write error.

    Args:
        data: The rows.
        packs: The packs, and where to look for them.
        settings: The options of the run.
        session: The language and the environment.
        about: The reports, written as one set with the results, and the options, completed by the settings.
    """
    from checker.bulk.run import run_bulk

    files, options = about
    notices: tuple[Message, ...] = ()
    titles: tuple[Message, ...] = ()
    done: Run | None = None

    def reports(run: Run) -> list[tuple[str, bytes]]:
        nonlocal done
        done = with_origin(run._replace(notices=(*notices, *run.notices)), options)
        return render_files(files, done, session.language)

    try:
        loaded = [load_judging_pack(pack, cache=packs.cache, rules=packs.rules) for pack in packs.names]
        notices = tuple(filter(None, map(successor_notice, loaded)))
        titles = tuple(
            message("{title} ({pack}, revision {revision})", title=one.title, pack=one.id, revision=one.revision)
            for one in loaded
        )
        steps = BulkSteps()
        with progress_line(session.language, steps.line):
            run_bulk(data, loaded, settings, steps.advance, reports)
    except WriteError as error:
        # The findings are shown anyway, because the run may have taken hours.
        if done is None:
            raise
        return done, titles, error
    except PackError as error:
        run = Run((), error.diagnostics, (), ExitCode.INVALID)
    except SubmissionError as error:
        run = Run((), error.diagnostics, (), ExitCode.UNREADABLE)
    except UnsupportedPlan as error:
        notice = message("not decided in bulk: {cases}; check the submissions one by one", cases=error.cases)
        run = Run((), (), (notice,), ExitCode.INVALID)
    if done is not None:
        return done, titles, None
    run = with_origin(run._replace(basis=settings.basis(settings.engine, packs.names)), options)
    if files:
        write_files(files, run, session.language, DEFAULTS)
    return run, (), None


def _display_name(path: str) -> str:
    """Return the display name of a source, because an address may contain a password."""
    return f"{path.partition('://')[0]}://…" if "://" in path else path
