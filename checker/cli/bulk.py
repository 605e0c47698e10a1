"""``checker bulk``: millions of rows against the targets of packs, in columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.bulk_report import show_bulk
from checker.cli.file_list import all_files, names_nothing
from checker.cli.frame import (
    Command,
    Session,
    colour_option,
    completed_by,
    lang_option,
    one_of,
    option,
    refuse,
    verbosity_options,
)
from checker.cli.options import (
    WARNING,
    as_of_option,
    exit_zero_option,
    fail_on_option,
    files_from_option,
    format_option,
)
from checker.cli.output import STDOUT, say
from checker.cli.outputs import Output, destinations, refuse_inputs, render_files, write_files
from checker.cli.progress import progress_line
from checker.cli.rows import BULK_ENGINES, is_database, other_files, rows_options
from checker.cli.show import is_silent
from checker.clock import today
from checker.domain.axes import Matter
from checker.domain.basis import Basis
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.submission import LOCALES
from checker.domain.text import Message, message
from checker.errors import PackError, SubmissionError, UnsupportedPlan, WriteError
from checker.packs.load import load_judging_pack, successor_notice
from checker.reporters import DEFAULTS, FORMATS
from checker.settling import RESULTS

if TYPE_CHECKING:
    from checker.bulk.model import BulkSettings
    from checker.domain.submission import Locale

__all__ = ["command", "run_from_check"]

_UNFIT: Final = ("period", "waivers", "baseline", "select", "ignore", "unit", "statistics", "limits", "due")
_LETTERS: Final = ("letterhead", "docx_template")
_USUAL_LOCALE: Final[Locale] = "machine"
_ONE_BY_ONE: Final = ("xlsx", "docx", "openmetrics", "consolidated", "paragraph", "reminder")
_ROW_FORMATS: Final = ("parquet", "csv")
"""The formats of rows in a folder. ``csv=`` with a path that ends in ``.csv`` is a report."""
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
@option(
    "-p",
    "--pack",
    "packs",
    metavar="PACK",
    multiple=True,
    required=True,
    shell_complete=completed_by("packs"),
    help="Id or path of a pack; repeat it for each year.",
)
@option(
    "--engine",
    type=one_of("--engine", BULK_ENGINES),
    metavar="|".join(BULK_ENGINES),
    default=BULK_ENGINES[0],
    help="Engine; all give the same verdicts. columnar (default) is DuckDB in this process, spark is Spark.",
)
@option(
    "--locale",
    type=one_of("--locale", LOCALES),
    metavar="|".join(LOCALES),
    default=_USUAL_LOCALE,
    help="Notation of numbers in text: machine (default) writes 1234.5, vi 1.234,5 and en 1,234.5.",
)
@rows_options
@as_of_option
@fail_on_option
@option(
    "-o",
    "--output",
    metavar="FORMAT[=PATH]|FOLDER",
    multiple=True,
    shell_complete=completed_by("outputs"),
    help="Write findings, bad rows and tallies by unit and indicator into FOLDER (as Parquet, like parquet=FOLDER; "
    "csv=FOLDER writes CSV), or write the report of the worst units as check does. Either all files are written or "
    "none.",
)
@format_option
@exit_zero_option
@colour_option
@verbosity_options
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> int:
    """Judge the rows, write the report, and return the run's exit code."""
    session: Session = context.obj
    data = all_files(context, "data")
    if not data:
        say(session.language.render(names_nothing(given["files_from"])), stream=sys.stderr)
        return ExitCode.NOTHING
    outputs = [
        one if "=" in one or one in (*FORMATS, STDOUT) else f"{_ROW_FORMATS[0]}={one}" for one in given["output"]
    ]
    options = given | {"output": tuple(outputs)}
    return _run(data, given["packs"], options, session, given["colour"])


def run_from_check(params: dict[str, Any], given: Mapping[str, Any], session: Session, colour: str) -> int:
    """Judge rows that were passed to ``check``, with the options that apply to them.

    Args:
        params: The options, completed by the settings of the folder.
        given: The options of the command line; settings of letters only apply if a letter is requested.
        session: The language and the environment.
        colour: The choice of colour: auto, always or never.
    """
    unfit = [option for option in _UNFIT if params[option]] + [option for option in _LETTERS if given[option]]
    if unfit:
        option = unfit[0].removesuffix("s") if unfit[0] == "limits" else unfit[0].replace("_", "-")
        refuse(message("--{option} does not go with bulk data; see `checker bulk --help`", option=option))
    other = next(other_files(params["files"]), None)
    if other is not None and other in params["files"]:
        refuse(message("`{path}` is not a file of rows; check it alone", path=other))
    if other is not None:
        refuse(message("the folder holds bulk data beside `{path}`; name one of the two, or --exclude it", path=other))
    if not params["pack"]:
        refuse(message("name the pack of the rows with --pack"))
    options = {
        **params,
        "engine": BULK_ENGINES[0] if params["engine"] == "auto" else params["engine"],
        "locale": params["locale"] or _USUAL_LOCALE,
    }
    return _run(tuple(params["files"]), (params["pack"],), options, session, colour)


def _run(
    data: tuple[str, ...], packs: tuple[str, ...], options: Mapping[str, Any], session: Session, colour: str
) -> int:
    """Judge the rows, write the requested outputs, and return the run's exit code."""
    folders = [one.partition("=") for one in options["output"] if _is_folder(one)]
    if any(equals and not folder for _, equals, folder in folders):
        refuse(message("--output needs the name of a folder"))
    if len(folders) > 1 or any(not equals for _, equals, _ in folders):
        refuse(message("write --output parquet=FOLDER once"))
    reports = [one for one in options["output"] if not _is_folder(one)]
    stdout, files = destinations(reports, options["format"], "")
    refuse_inputs(files, data)
    kind, _, folder = folders[0] if folders else (_ROW_FORMATS[0], "", "")
    _refuse_results(files, folder)
    _refuse((stdout, *(file.format for file in files)), data, options["table"])
    settings = _settings(options, options["engine"], options["locale"], folder, kind)
    settings = settings._replace(language=session.language.code)
    basis = None
    if options.get("settings") or options.get("weakenings"):
        basis = Basis(
            options["as_of"], options["engine"], (), settings=options["settings"], weakenings=options["weakenings"]
        )
    run, titles, unwritten = _evaluate(data, packs, settings, session, (files, basis))
    hidden = is_silent(session, options["format"], reports)
    show_bulk(run, None if hidden else stdout, session, colour, (titles, tuple(map(_display_name, data))))
    if unwritten is not None:
        raise unwritten
    return run.exit_code


def _is_folder(output: str) -> bool:
    """Tell whether an output is a folder for rows; any other output is a report."""
    name, equals, path = output.partition("=")
    return name == _ROW_FORMATS[0] or (name in _ROW_FORMATS and bool(equals) and not path.lower().endswith(f".{name}"))


def _refuse_results(files: Iterable[Output], folder: str) -> None:
    """Refuse a report at the path of the result folder."""
    if not folder:
        return
    target = os.path.realpath(folder)
    for path in (os.path.realpath(file.path) for file in files):
        if path == target or (os.path.dirname(path) == target and os.path.basename(path) in RESULTS):
            refuse(message("two outputs go to `{path}`", path=path))


def _refuse(formats: Iterable[str], data: Sequence[str], table: str | None) -> None:
    """Refuse formats that would present the worst units as all rows, and `--table` without a database."""
    unfit = next((one for one in formats if one in _ONE_BY_ONE), None)
    if unfit:
        refusal = message("{format} is for single submissions; for bulk data use html, markdown or json", format=unfit)
        refuse(refusal)
    if table and not any(is_database(path) for path in data):
        refuse(message("--table is for a database"))


def _settings(given: Mapping[str, Any], engine: str, locale: Locale, folder: str, kind: str) -> BulkSettings:
    from checker.bulk.model import BulkSettings

    defaults = BulkSettings()
    words = dict.fromkeys(word for group in given["fail_on"] for word in group)
    if given["everything"] and not folder:
        refuse(message("--everything needs --output"))
    delimiter = "\t" if given["delimiter"] == "\\t" else given["delimiter"]
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        refuse(message("--delimiter is one sign, such as ; or a tab"))
    columns = [column for column, _ in given["columns"]]
    if len(set(columns)) < len(columns):
        refuse(message("--column names a column once"))
    if given["master"] and engine != "spark":
        refuse(message("--master needs --engine spark"))
    return BulkSettings(
        columns=given["columns"],
        units=given["units"] or defaults.units,
        locale=locale,
        delimiter=delimiter or defaults.delimiter,
        table=given["table"] or "",
        engine=engine,
        master=given["master"] or "",
        threads=given["threads"] or 0,
        memory=given["memory"] or "",
        spill=given["spill"] or "",
        exclude=tuple(given.get("exclude", ())),
        output=folder,
        output_format=kind,
        everything=given["everything"],
        worst=defaults.worst if given["worst"] is None else given["worst"],
        as_of=given["as_of"],
        now=today(),
        fail_on=tuple(Matter(word) for word in words if word != WARNING),
        fail_on_warning=WARNING in words,
        exit_zero=given["exit_zero"],
    )


def _evaluate(
    data: tuple[str, ...],
    packs: tuple[str, ...],
    settings: BulkSettings,
    session: Session,
    about: tuple[Sequence[Output], Basis | None],
) -> tuple[Run, tuple[Message, ...], WriteError | None]:
    """Judge the rows, write the requested files, and return the run, the packs' titles, and any write error.

    Args:
        data: The rows.
        packs: The packs.
        settings: The options of the run.
        session: The language and the environment.
        about: The reports, written as one set with the results, and the basis of the run.
    """
    from checker.bulk.run import run_bulk

    files, basis = about
    notices: tuple[Message, ...] = ()
    titles: tuple[Message, ...] = ()
    done: Run | None = None

    def reports(run: Run) -> list[tuple[str, bytes]]:
        nonlocal done
        done = run._replace(notices=(*notices, *run.notices), basis=basis or run.basis)
        return render_files(files, done, session.language)

    try:
        loaded = [load_judging_pack(pack) for pack in packs]
        notices = tuple(filter(None, map(successor_notice, loaded)))
        titles = tuple(
            message("{title} ({pack}, revision {revision})", title=one.title, pack=one.id, revision=one.revision)
            for one in loaded
        )
        with progress_line(session.language) as progress:
            run_bulk(data, loaded, settings, progress, reports)
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
    run = run._replace(basis=basis)
    if files:
        write_files(files, run, session.language, DEFAULTS)
    return run, (), None


def _display_name(path: str) -> str:
    """Return the display name of a source, because an address may contain a password."""
    return f"{path.partition('://')[0]}://…" if "://" in path else path
