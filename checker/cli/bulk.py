"""``checker bulk``: millions of rows against the targets of packs, in columns."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.check import day_of, matters_of, show
from checker.cli.frame import Command, Misuse, Session, colour_option, lang_option, one_of
from checker.cli.output import WIDTH, say
from checker.cli.outputs import destinations, refuse_inputs, write_files
from checker.cli.rows import BULK_ENGINES, is_database, other_files, rows_options
from checker.domain.axes import Matter
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.text import message
from checker.errors import PackError, SubmissionError, UnsupportedPlan
from checker.language import Language
from checker.packs.load import load_pack
from checker.readers.days import today
from checker.readers.notation import LOCALES
from checker.reporters import DEFAULTS, FORMATS
from checker.reporters.summary import exit_of, survey_parts

if TYPE_CHECKING:
    from checker.bulk.model import BulkSettings, Progress
    from checker.readers.notation import Locale

__all__ = ["command", "handed_over"]

_UNFIT: Final = ("period", "waivers", "baseline", "select", "ignore", "unit", "statistics", "limits")
_LETTERS: Final = ("letterhead", "docx_template")
_USUAL: Final = "concise"
_USUAL_LOCALE: Final[Locale] = "machine"
_WITH_REMEDIES: Final = "full"
_ONE_BY_ONE: Final = ("xlsx", "docx", "openmetrics")
_OUTPUTS: Final = ("parquet", "csv")
_WARNING: Final = "warning"
_TICK: Final = 0.5
_STEPS: Final = {
    "open": message("opening"),
    "profile": message("periods and indicators"),
    "days": message("days of the figures"),
    "units": message("units"),
    "bad": message("bad rows"),
    "findings": message("findings"),
    "tallies": message("tallies"),
}

_HELP: Final = (
    "Judge every row of DATA: Parquet or CSV files, folders or patterns of them, an SQLite file or a postgresql:// "
    "address with --table. The columns are unit, period, indicator and value, and optionally status and as_of.\n\n"
    "What was found stays in columns: --output FOLDER keeps findings, bad rows and tallies. Standard output tells the "
    "counts, the gate, and the worst units in full.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker bulk -p bac-kan-city/2024 --units data rows.parquet\n"
    "  checker bulk -p packs/2023.yaml -p packs/2024.yaml 'years/*.parquet' --output result"
)


def _output(value: str) -> tuple[str, str]:
    name, equals, folder = value.partition("=")
    if not equals:
        return _OUTPUTS[0], value
    return one_of("--output", _OUTPUTS)(name), folder


@click.command("bulk", cls=Command, help=_HELP)
@click.argument("data", metavar="DATA...", nargs=-1, required=True)
@click.option(
    "-p",
    "--pack",
    "packs",
    metavar="PACK",
    multiple=True,
    required=True,
    help="Id or path of a pack, one for each year.",
)
@click.option(
    "--engine",
    type=one_of("--engine", BULK_ENGINES),
    metavar="|".join(BULK_ENGINES),
    default=BULK_ENGINES[0],
    help="Engine; all give the same verdicts. columnar is DuckDB in this process, spark is Spark.",
)
@click.option(
    "--locale",
    type=one_of("--locale", LOCALES),
    metavar="|".join(LOCALES),
    default=_USUAL_LOCALE,
    help="Notation of numbers in text: machine (the usual one) writes 1234.5, vi 1.234,5 and en 1,234.5.",
)
@rows_options
@click.option(
    "--as-of",
    type=day_of,
    metavar="DAY",
    help="Ask from this day: its targets and waivers hold, and later figures are not looked at; else from the latest "
    "day of the figures, else the last day of the latest period.",
)
@click.option(
    "--fail-on",
    type=matters_of,
    metavar="WORD[,WORD...]",
    multiple=True,
    help="Let further matters block, such as behind or estimate; warning lets any warning fail (exit code 4).",
)
@click.option(
    "-o",
    "--output",
    type=_output,
    metavar="[parquet=|csv=]FOLDER",
    default=None,
    help="Keep findings, bad rows and tallies by unit and indicator in this folder; all files are written, or none.",
)
@click.option(
    "--format",
    "format_",
    type=one_of("--format", FORMATS),
    metavar="FORMAT",
    help="Format of the worst units on standard output, as for check.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the gate decided.")
@colour_option
@lang_option
@click.pass_obj
def command(session: Session, /, **given: Any) -> int:
    """Judge the rows, say what was found, and return the run's exit code."""
    kind, folder = given["output"] or (_OUTPUTS[0], "")
    if given["output"] and not folder:
        raise Misuse(message("--output needs the name of a folder"))
    _refuse((given["format_"],), given["data"], given["table"])
    settings = _settings(given, given["engine"], given["locale"], folder, kind)
    run = _judged(given["data"], given["packs"], settings, session)
    _show(run, given["format_"] or "", session, given["colour"])
    return run.exit_code


def handed_over(params: dict[str, Any], given: Mapping[str, Any], session: Session, wish: str) -> int:
    """Judge rows that were given to ``check``, with those of its options that have a meaning here.

    Args:
        params: The options, completed by the settings of the folder.
        given: The options of the command line; what settings say of letters is for those that ask for one.
        session: The language and the environment.
        wish: Whether to colour.
    """
    unfit = [option for option in _UNFIT if params[option]] + [option for option in _LETTERS if given[option]]
    if unfit:
        option = unfit[0].removesuffix("s") if unfit[0] == "limits" else unfit[0].replace("_", "-")
        raise Misuse(message("--{option} does not go with rows in bulk; see `checker bulk --help`", option=option))
    other = next(other_files(params["files"]), None)
    if other is not None:
        raise Misuse(message("`{path}` is no file of rows; check it by itself", path=other))
    if not params["pack"]:
        raise Misuse(message("name the pack of the rows with --pack"))
    folders = [folder for name, _, folder in (one.partition("=") for one in params["output"]) if name == _OUTPUTS[0]]
    reports = [one for one in params["output"] if one.partition("=")[0] != _OUTPUTS[0]]
    if len(folders) > 1 or "" in folders:
        raise Misuse(message("write --output parquet=FOLDER once"))
    stdout, files = destinations(reports, params["format"], "")
    refuse_inputs(files, params["files"])
    _refuse((stdout, *(file.format for file in files)), params["files"], params["table"])
    engine = BULK_ENGINES[0] if params["engine"] == "auto" else params["engine"]
    locale: Locale = params["locale"] or _USUAL_LOCALE
    settings = _settings(params, engine, locale, "".join(folders), _OUTPUTS[0])
    run = _judged(tuple(params["files"]), (params["pack"],), settings, session)
    _show(run, stdout, session, wish)
    write_files(files, run, session.language, DEFAULTS)
    return run.exit_code


def _refuse(formats: Iterable[str], data: Sequence[str], table: str | None) -> None:
    """Refuse what would say of all rows what holds of the worst units, and a table where there is no database."""
    unfit = next((one for one in formats if one in _ONE_BY_ONE), None)
    if unfit:
        said = message(
            "{format} tells of submissions one by one; of rows in bulk use html, markdown or json", format=unfit
        )
        raise Misuse(said)
    if table and not any(is_database(path) for path in data):
        raise Misuse(message("--table is for a database"))


def _settings(given: Mapping[str, Any], engine: str, locale: Locale, folder: str, kind: str) -> BulkSettings:
    from checker.bulk.model import BulkSettings  # noqa: PLC0415 - after everything that can be refused

    usual = BulkSettings()
    words = dict.fromkeys(word for group in given["fail_on"] for word in group)
    if given["everything"] and not folder:
        raise Misuse(message("--everything needs --output"))
    delimiter = "\t" if given["delimiter"] == "\\t" else given["delimiter"]
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise Misuse(message("--delimiter is one sign, such as ; or a tab"))
    named = [column for column, _ in given["columns"]]
    if len(set(named)) < len(named):
        raise Misuse(message("--column names a column once"))
    if given["master"] and engine != "spark":
        raise Misuse(message("--master needs --engine spark"))
    return BulkSettings(
        columns=given["columns"],
        units=given["units"] or usual.units,
        locale=locale,
        delimiter=delimiter or usual.delimiter,
        table=given["table"] or "",
        engine=engine,
        master=given["master"] or "",
        threads=given["threads"] or 0,
        memory=given["memory"] or "",
        spill=given["spill"] or "",
        output=folder,
        output_format=kind,
        everything=given["everything"],
        worst=usual.worst if given["worst"] is None else given["worst"],
        as_of=given["as_of"],
        now=today(),
        fail_on=tuple(Matter(word) for word in words if word != _WARNING),
        fail_on_warning=_WARNING in words,
        exit_zero=given["exit_zero"],
    )


def _judged(data: tuple[str, ...], packs: tuple[str, ...], settings: BulkSettings, session: Session) -> Run:
    from checker.bulk.run import run_bulk  # noqa: PLC0415 - only where it is used

    try:
        loaded = [load_pack(pack) for pack in packs]
        with _shown(session.language) as progress:
            return run_bulk(data, loaded, settings, progress).run
    except PackError as error:
        return Run((), error.diagnostics, (), ExitCode.INVALID)
    except SubmissionError as error:
        return Run((), error.diagnostics, (), ExitCode.UNREADABLE)
    except UnsupportedPlan as error:
        said = message("not decided in bulk: {cases}; check the submissions one by one", cases=error.cases)
        return Run((), (), (said,), ExitCode.INVALID)


def _show(run: Run, format_: str, session: Session, wish: str) -> None:
    """Write one format to standard output; before what is for people stands what was found in all rows.

    Where none was asked for, the worst units take a line for each finding, and what kept the run from
    being one is told with what to do.
    """
    format_ = format_ or (_USUAL if run.survey else _WITH_REMEDIES)
    if FORMATS[format_].terminal or format_ == _USUAL:
        ending = [exit_of(run).reason] if format_ == _USUAL and run.exit_code == ExitCode.NOTHING else []
        for said in (*(survey_parts(run.survey) if run.survey else ()), *run.notices, *ending):
            say(session.language.render(said), stream=sys.stdout)
        run = run._replace(notices=())
    show(run, format_, session, wish)


@contextmanager
def _shown(language: Language) -> Iterator[Progress]:
    """Show on a terminal how many rows the run has passed, and how long it may take."""
    if not sys.stderr.isatty():
        yield lambda _step, _rows, _share: None
        return
    state: list[Any] = ["open", 0, lambda: 0.0]
    ended = threading.Event()
    began = time.monotonic()

    def draw() -> None:
        while not ended.wait(_TICK):
            step, rows, share = state
            done = ([*_STEPS].index(step) + max(0.0, min(share(), 1.0))) / len(_STEPS)
            left = (time.monotonic() - began) * (1 - done) / done if done else 0.0
            told = {"step": _STEPS[step], "share": f"{100 * done:.0f} %", "rows": rows, "seconds": int(left)}
            # Before the rows are counted nobody knows how long they take.
            text = message("{step}: {share} of {rows} rows, about {seconds} s left", **told) if rows else _STEPS[step]
            sys.stderr.write(f"\r{language.render(text):<{WIDTH}.{WIDTH}}")
            sys.stderr.flush()

    def tell(step: str, rows: int, share: Callable[[], float]) -> None:
        state[:] = [step if step in _STEPS else state[0], rows, share]

    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    try:
        yield tell
    finally:
        ended.set()
        drawing.join()
        sys.stderr.write(f"\r{'':<{WIDTH}}\r")
