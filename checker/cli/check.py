"""``checker check``: submissions against the targets of their packs."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from checker import pipeline
from checker.assessment import Options
from checker.cli.frame import Command, Misuse, Session, colour_option, find_settings, lang_option, one_of
from checker.cli.output import has_colour, say, width_of, write, write_bytes
from checker.cli.rows import BULK_ENGINES, in_bulk, only_rows, rows_options
from checker.domain.axes import Matter
from checker.domain.exit import ExitCode
from checker.domain.period import Period
from checker.domain.report import Run
from checker.domain.text import message
from checker.engines.choice import ENGINES
from checker.errors import PackError
from checker.language import Language
from checker.readers.days import today
from checker.readers.folders import files_of
from checker.readers.notation import LOCALES
from checker.readers.submission import SUFFIXES, TABLES, Content
from checker.reporters import DEFAULTS, FORMATS, RenderOptions, machine, terminal

if TYPE_CHECKING:
    from checker.cli.outputs import Output

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

__all__ = [
    "command",
    "completed",
    "day_of",
    "evaluated",
    "evaluation_options",
    "inputs",
    "matters_of",
    "period_of",
    "report_options",
    "show",
]

_USUAL: Final = "full"
_WARNING: Final = "warning"
_STDIN: Final = "-"
_STDIN_BYTES: Final = 20_000_000
_MANY: Final = 10
_TYPES: Final = tuple(suffix[1:] for suffix in (*SUFFIXES, *TABLES))

_HELP: Final = (
    "Compare each FILE with the targets of its rule pack: a workbook, a CSV file, YAML or JSON, a folder of them, or "
    "`-` for standard input.\n\n"
    "The report goes to standard output; what is wrong with a file goes to standard error, with its place. "
    "The exit code says what the gate decided.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker check report.yaml\n"
    "  checker check --pack bac-kan-city/2024 --period 2024-H1 bieu-01.xlsx\n"
    "  checker check --pack bac-kan-city/2024 --format table report.yaml\n"
    "  checker check --fail-on behind,warning --format json reports/*.json\n"
    "  checker check --output junit=junit.xml --output sarif=report.sarif report.yaml\n"
    "  checker check --pack bac-kan-city/2024 --units data --output html=report.html rows.parquet"
)


def period_of(value: str) -> Period:
    """Return the period that is asked for, by its code or as people write it."""
    try:
        return Period.parse(value)
    except ValueError:
        said = message("`{value}` is not a period; write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06", value=value)
        raise Misuse(said) from None


def day_of(value: str) -> dt.date:
    """Return the day that is asked for."""
    if len(value) == len("2024-07-02"):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(value)
    raise Misuse(message("`{value}` is not a date; write it as 2024-07-02", value=value))


def _limit(value: str) -> tuple[str, int]:
    from checker.readers.cells.limits import ReadLimits  # noqa: PLC0415 - only where a limit is stated

    name, _, number = value.partition("=")
    if name not in ReadLimits._fields or not number.isdecimal():
        known = ", ".join(ReadLimits._fields)
        raise Misuse(message("`{value}` is no limit; write NAME=NUMBER with one of: {known}", value=value, known=known))
    return name, int(number)


def matters_of(value: str) -> tuple[str, ...]:
    """Return the matters that are to block."""
    read = one_of("--fail-on", (*Matter, _WARNING))
    return tuple(read(word.strip()) for word in value.split(","))


def evaluation_options(decorated: _Decorated) -> _Decorated:
    """Add the options that say what is evaluated, and by what; `evaluated` understands them."""
    options = (
        click.option(
            "-p",
            "--pack",
            metavar="PACK",
            default="",
            help="Id or path of the rule pack; else the one that the file names.",
        ),
        click.option(
            "--period", type=period_of, metavar="PERIOD", help="Period to assess, in place of the file's own."
        ),
        click.option(
            "--as-of",
            type=day_of,
            metavar="DAY",
            help="Ask from this day: its targets and waivers hold, and later figures are not looked at; else from the "
            "latest day of the figures, else the last day of the latest period.",
        ),
        click.option(
            "--engine",
            type=one_of("--engine", (*ENGINES, *BULK_ENGINES)),
            metavar="|".join((*ENGINES, *BULK_ENGINES)),
            default="auto",
            help="Engine; all give the same verdicts. auto takes rete, and direct where that does not load; for rows "
            "in bulk it takes columnar.",
        ),
        click.option(
            "--fail-on",
            type=matters_of,
            metavar="WORD[,WORD...]",
            multiple=True,
            help="Let further matters block, such as behind or estimate; warning lets any warning fail (exit code 4).",
        ),
        click.option("--waivers", metavar="FILE", multiple=True, help="Apply the waivers of this file."),
        click.option("--no-waivers", is_flag=True, help="Leave all waivers aside, to see what they cover."),
        click.option(
            "--baseline", metavar="FILE", default="", help="Known findings, which neither block nor warn; new ones do."
        ),
        click.option("--no-baseline", is_flag=True, help="Leave the baseline aside, to see what it holds."),
        click.option(
            "--select",
            metavar="WORD[,WORD...]",
            multiple=True,
            help="Let the gate look only at these codes, indicators or groups; the others are counted and said.",
        ),
        click.option(
            "--ignore",
            metavar="WORD[,WORD...]",
            multiple=True,
            help="Let the gate leave these codes, indicators or groups aside; they are counted and said.",
        ),
        click.option("--no-config", is_flag=True, help="Leave checker.yaml and pyproject.toml aside."),
        click.option("--unit", metavar="UNIT", default="", help="Reporting unit of a table that does not say it."),
        click.option(
            "--locale",
            type=one_of("--locale", LOCALES),
            metavar="|".join(LOCALES),
            help="Notation of numbers in tables: vi writes 1.234,5, en 1,234.5 and machine 1234.5. Unless stated it is "
            "vi for a form, and machine for a list with columns of units or periods.",
        ),
        click.option(
            "--stdin-format",
            type=one_of("--stdin-format", _TYPES),
            metavar="TYPE",
            default="yaml",
            help="What `-`, standard input, is: yaml, json, csv, tsv, xlsx, xlsm, ods or xls.",
        ),
        click.option(
            "--limit",
            "limits",
            type=_limit,
            metavar="NAME=NUMBER",
            multiple=True,
            help="Raise a limit of what is read of a workbook or CSV file, such as rows=500000 or seconds=60.",
        ),
    )
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def report_options(decorated: _Decorated) -> _Decorated:
    """Add the options that say where the report goes."""
    output = click.option(
        "-o",
        "--output",
        metavar="FORMAT[=PATH]",
        multiple=True,
        help="Write the report in this format too, into a file; without a path, to standard output. All files are "
        "written, or none.",
    )
    format_ = click.option(
        "--format",
        type=one_of("--format", FORMATS),
        metavar="FORMAT",
        help="Format on standard output. full (the usual one): what is unmet or behind, and why. table: every "
        "indicator. concise: a line each. For programs: json, jsonl, csv, junit, sarif, github, gitlab, markdown, tap, "
        "openmetrics. For the office: html, xlsx, docx.",
    )
    letterhead = click.option(
        "--letterhead",
        metavar="FILE",
        default="",
        help="Who a letter (docx) is from and to, in YAML; without it that is left open.",
    )
    template = click.option(
        "--docx-template", metavar="FILE", default="", help="The office's own template of a letter (docx)."
    )
    statistics = click.option(
        "--statistics",
        is_flag=True,
        help="Count codes, verdicts, pace and states of data after the report (full, table).",
    )
    for option in (statistics, template, letterhead, format_, output):
        decorated = option(decorated)
    return decorated


@click.command("check", cls=Command, help=_HELP)
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option(
    "--folder",
    "folders",
    metavar="FOLDER",
    multiple=True,
    help="Where no FILE is named, check this folder if it exists; may be given several times.",
)
@evaluation_options
@rows_options
@report_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the gate decided.")
@colour_option
@click.option("--no-colour", "--no-color", "plain", is_flag=True, help="The same as --colour never.")
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> int:
    """Check the files, write the report, and return the run's exit code."""
    session: Session = context.obj
    wish = "never" if given["plain"] else given["colour"]
    try:
        params = completed(context)
        params["files"] = params["files"] or _usual_folders(context)
        if in_bulk(params):
            from checker.cli.bulk import handed_over  # noqa: PLC0415 - only for rows by the million

            return handed_over(params, given, session, wish)
        stdout, written = _places(params, given)
        wishes = _wishes(params, given, (stdout, *(output.format for output in written)))
        run = evaluated(params) if params["files"] else _nothing(params["folders"])
        if written:
            from checker.cli.outputs import refuse_inputs  # noqa: PLC0415 - most runs write no file

            refuse_inputs(written, inputs(params, run))
        show(run, stdout, session, wish, wishes)
        if written:
            from checker.cli.outputs import write_files  # noqa: PLC0415 - as above

            write_files(written, run, session.language, wishes)
    except PackError as error:
        run = Run((), error.diagnostics, (), ExitCode.INVALID)
        asked = given["format"] or _USUAL
        # What cannot be written is told all the same.
        show(run, _USUAL if FORMATS[asked].letter else asked, session, wish)
    return run.exit_code


def _usual_folders(context: click.Context) -> tuple[str, ...]:
    """Return those of the folders of `--folder` in which there is something to check."""
    folders: tuple[str, ...] = context.params["folders"]
    if not folders:
        wanted = next(param for param in context.command.params if param.name == "files")
        raise click.MissingParameter(ctx=context, param=wanted)
    found = (folder for folder in folders if os.path.isdir(folder))
    return tuple(folder for folder in found if next(files_of((folder,))) != folder or only_rows(folder))


def _nothing(folders: tuple[str, ...]) -> Run:
    said = message("there is nothing to check in {folders}; name the files or folders", folders=folders)
    return Run((), (), (said,), ExitCode.NOTHING)


def _places(params: dict[str, Any], given: dict[str, Any]) -> tuple[str, tuple[Output, ...]]:
    """Return the format on standard output, and what is written into files."""
    stdout = params["format"] or _USUAL
    written: tuple[Output, ...] = ()
    if params["output"]:
        from checker.cli.outputs import destinations  # noqa: PLC0415 - most runs write no file

        stdout, written = destinations(params["output"], given["format"], stdout)
    if FORMATS[stdout].binary:
        from checker.cli.outputs import refuse_terminal  # noqa: PLC0415 - only for what is no text

        refuse_terminal(stdout)
    return stdout, written


def _wishes(params: dict[str, Any], given: dict[str, Any], formats: tuple[str, ...]) -> RenderOptions:
    asked = params["statistics"] or params["letterhead"] or params["docx_template"]
    if not asked and not any(FORMATS[name].letter for name in formats):
        return DEFAULTS
    from checker.cli.render_options import wishes  # noqa: PLC0415 - most runs wish for nothing

    return wishes(params, given, formats)


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
        raise Misuse(
            message("--engine {engine} judges rows in bulk, for check and bulk alone", engine=params["engine"])
        )
    words = dict.fromkeys(word for group in params["fail_on"] for word in group)
    options = Options(
        pack=params["pack"],
        period=params["period"],
        as_of=params["as_of"],
        engine=params["engine"],
        fail_on=tuple(Matter(word) for word in words if word != _WARNING),
        fail_on_warning=_WARNING in words,
        exit_zero=params.get("exit_zero", False),
        unit=params["unit"],
        locale=params["locale"],
        limits=params["limits"],
        now=today(),
    )
    if params["select"] or params["ignore"]:
        from checker.cli.choices import selection  # noqa: PLC0415 - most runs look at everything

        options = options._replace(selection=selection(params["select"], params["ignore"]))
    if _STDIN in params["files"]:
        suffix = f".{params['stdin_format']}"
        content = Content(_STDIN, sys.stdin.buffer.read(_STDIN_BYTES + 1), suffix, "<stdin>")
        options = options._replace(contents=(content,))
    waivers = () if params["no_waivers"] else params["waivers"]
    baseline = "" if params["no_baseline"] else params["baseline"]
    return pipeline.check(tuple(files_of(params["files"])), options, waivers, baseline, _watched)


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


def show(run: Run, format_: str, session: Session, wish: str, wishes: RenderOptions = DEFAULTS) -> None:
    """Write one format to standard output; what only that for people leaves out goes to standard error."""
    language = session.language
    for notice in run.notices:
        say(f"checker: {language.render(notice)}", stream=sys.stderr)
    if not FORMATS[format_].terminal:
        write_bytes(machine(format_, wishes.paper)(run, language))
        return
    if run.diagnostics:
        _complain(run, language, wish, session)
    colour = has_colour(wish, sys.stdout, session.environ)
    written = terminal(format_, statistics=wishes.statistics)
    text = written(run, language, width=width_of(sys.stdout, session.environ), colour=colour)
    write(text, sys.stdout, colour=colour)


def _complain(run: Run, language: Language, wish: str, session: Session) -> None:
    from checker.reporters import diagnostics  # noqa: PLC0415 - only where there are some

    colour = has_colour(wish, sys.stderr, session.environ)
    text = diagnostics.render(run.diagnostics, language, width=width_of(sys.stderr, session.environ), colour=colour)
    write(text, sys.stderr, colour=colour)
