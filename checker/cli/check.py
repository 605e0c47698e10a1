"""``checker check``: submissions against the targets of their packs."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from typing import TYPE_CHECKING, Final

import click

from checker import pipeline
from checker.cli.frame import Command, Misuse, Session, colour_option, lang_option, one_of
from checker.cli.output import has_colour, say, width_of, write, write_bytes
from checker.domain.axes import Matter
from checker.domain.period import Period
from checker.domain.text import message
from checker.language import Language
from checker.reporters import FORMATS, machine, terminal

if TYPE_CHECKING:
    from checker.cli.outputs import Output
    from checker.domain.report import Run

__all__ = ["command"]

_USUAL: Final = "full"
_WARNING: Final = "warning"

_HELP: Final = (
    "Compare each FILE, a submission in YAML or JSON, with the targets of its rule pack.\n\n"
    "The report goes to standard output; what is wrong with a file goes to standard error, with its place. "
    "The exit code says what the gate decided.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker check report.yaml\n"
    "  checker check --pack bac-kan-city/2024 --format table report.yaml\n"
    "  checker check --fail-on behind,warning --format json reports/*.json\n"
    "  checker check --output junit=junit.xml --output sarif=report.sarif report.yaml"
)


def _period(value: str) -> Period:
    try:
        return Period.parse(value)
    except ValueError:
        said = message("`{value}` is not a period; write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06", value=value)
        raise Misuse(said) from None


def _day(value: str) -> dt.date:
    if len(value) == len("2024-07-02"):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(value)
    raise Misuse(message("`{value}` is not a date; write it as 2024-07-02", value=value))


def _matters(value: str) -> tuple[str, ...]:
    read = one_of("--fail-on", (*Matter, _WARNING))
    return tuple(read(word.strip()) for word in value.split(","))


@click.command("check", cls=Command, help=_HELP)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-p", "--pack", metavar="PACK", default="", help="Id or path of the rule pack; else the one that the file names."
)
@click.option("--period", type=_period, metavar="PERIOD", help="Period to assess, in place of the file's own.")
@click.option(
    "--as-of",
    type=_day,
    metavar="DAY",
    help="Take the targets in force on this day; else on the file's own day, else on the period's last.",
)
@click.option(
    "--engine",
    type=one_of("--engine", pipeline.ENGINES),
    metavar="|".join(pipeline.ENGINES),
    default="auto",
    help="Engine; all give the same verdicts. auto takes rete, and direct where that does not load.",
)
@click.option(
    "--format",
    "format_",
    type=one_of("--format", FORMATS),
    metavar="FORMAT",
    help="Format on standard output. full (the usual one): what is unmet or behind, and why. table: every indicator. "
    "concise: a line each. For programs: json, jsonl, csv, junit, sarif, github, gitlab, markdown, tap, openmetrics.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FORMAT[=PATH]",
    multiple=True,
    help="Write the report in this format too, into a file; without a path, to standard output. All files are written, "
    "or none.",
)
@click.option(
    "--fail-on",
    type=_matters,
    metavar="WORD[,WORD...]",
    multiple=True,
    help="Let further matters block, such as behind or estimate; warning lets any warning fail (exit code 4).",
)
@click.option("--waivers", "waiver_files", metavar="FILE", multiple=True, help="Apply the waivers of this file.")
@click.option("--no-waivers", is_flag=True, help="Leave all waivers aside, to see what they cover.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the gate decided.")
@colour_option
@click.option("--no-colour", "--no-color", "plain", is_flag=True, help="The same as --colour never.")
@lang_option
@click.pass_obj
def command(  # noqa: PLR0913 - the options are the command's interface
    session: Session,
    *,
    files: tuple[str, ...],
    pack: str,
    period: Period | None,
    as_of: dt.date | None,
    engine: str,
    format_: str | None,
    outputs: tuple[str, ...],
    fail_on: tuple[tuple[str, ...], ...],
    waiver_files: tuple[str, ...],
    no_waivers: bool,
    exit_zero: bool,
    colour: str,
    plain: bool,
) -> int:
    """Check the files, write the report, and return the run's exit code."""
    stdout = format_ or _USUAL
    written: tuple[Output, ...] = ()
    if outputs:
        from checker.cli.outputs import destinations  # noqa: PLC0415 - most runs write no file

        stdout, written = destinations(outputs, format_, _USUAL)
    words = dict.fromkeys(word for group in fail_on for word in group)
    options = pipeline.Options(
        pack=pack,
        period=period,
        as_of=as_of,
        engine=engine,
        fail_on=tuple(Matter(word) for word in words if word != _WARNING),
        fail_on_warning=_WARNING in words,
        exit_zero=exit_zero,
        today=dt.datetime.now().astimezone().date(),
    )
    run = pipeline.check(files, options, () if no_waivers else waiver_files)
    if written:
        from checker.cli.outputs import refuse_inputs  # noqa: PLC0415 - as above

        refuse_inputs(written, (*files, *waiver_files, *(report.pack.path for report in run.reports)))
    _show(run, stdout, session, "never" if plain else colour)
    if written:
        from checker.cli.outputs import write_files  # noqa: PLC0415 - as above

        write_files(written, run, session.language)
    return run.exit_code


def _show(run: Run, format_: str, session: Session, wish: str) -> None:
    """Write one format to standard output; what only that for people leaves out goes to standard error."""
    language = session.language
    for notice in run.notices:
        say(f"checker: {language.render(notice)}", stream=sys.stderr)
    if not FORMATS[format_].terminal:
        write_bytes(machine(format_)(run, language))
        return
    if run.diagnostics:
        _complain(run, language, wish, session)
    colour = has_colour(wish, sys.stdout, session.environ)
    text = terminal(format_)(run, language, width=width_of(sys.stdout, session.environ), colour=colour)
    write(text, sys.stdout, colour=colour)


def _complain(run: Run, language: Language, wish: str, session: Session) -> None:
    from checker.reporters import diagnostics  # noqa: PLC0415 - only where there are some

    colour = has_colour(wish, sys.stderr, session.environ)
    text = diagnostics.render(run.diagnostics, language, width=width_of(sys.stderr, session.environ), colour=colour)
    write(text, sys.stderr, colour=colour)
