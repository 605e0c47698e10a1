"""``checker page``: the officer's page, the whole program in one file for a browser."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, completed_by, lang_option, option, refuse
from checker.cli.options import only_pack, period_of
from checker.cli.output import STDOUT, say, width_of, write, write_bytes
from checker.cli.outputs import refuse_existing
from checker.clock import today
from checker.domain import codes
from checker.domain.exit import ExitCode
from checker.domain.period import Period
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.packs.load import load_judging_pack
from checker.packs.year_slices import slice_of
from checker.writing import write_together

__all__ = ["command"]

_HELP: Final = (
    "Write one file in which an office checks its reports by PACK with nothing but a browser. A double click opens "
    "it; it needs no network, and no file leaves the machine.\n\n"
    "It needs a runtime, which `make page-runtime` builds in the folder of the source, or which was built elsewhere."
    "\n\n"
    "\b\n"
    "Examples:\n"
    "  checker page -p bac-kan-city/2024 -o kiem-tra.html\n"
    "  checker page -p bac-kan-city/2024 --period 2024-9M --runtime page-runtime.zip -o kiem-tra.html"
)


@click.command("page", cls=Command, help=_HELP)
@option(
    "-p",
    "--pack",
    metavar="PACK",
    multiple=True,
    callback=only_pack,
    required=True,
    shell_complete=completed_by("packs"),
    help="Id or path of the rule pack.",
)
@option("--unit", metavar="UNIT", default="", help="Reporting unit; else it can be chosen in the page.")
@option("--period", type=period_of, metavar="PERIOD", help="Period; else it can be chosen in the page.")
@option("-o", "--output", metavar="FILE", required=True, help="File to write: .html; - is standard output.")
@option("--runtime", metavar="FILE", default="", help="Runtime; else the one that `make page-runtime` builds.")
@option("--force", is_flag=True, help="Replace a file that is there already.")
@lang_option
@click.pass_obj
def command(
    session: Session, *, pack: str, unit: str, period: Period | None, output: str, runtime: str, force: bool
) -> ExitCode:
    """Write the page."""
    if output != STDOUT and not output.lower().endswith((".html", ".htm")):
        refuse(message("`{path}` must end in one of: {known}", path=output, known=(".html", ".htm")))
    if output != STDOUT:
        refuse_existing(output, force=force)
    try:
        rules = load_judging_pack(pack)
    except PackError as error:
        from checker.reporters import diagnostics

        width = width_of(sys.stderr, session.environ)
        write(diagnostics.render(error.diagnostics, session.language, width=width, colour=False), sys.stderr)
        return ExitCode.INVALID
    units = (rules.unit, *rules.reporting.units)
    if unit and unit not in units:
        refuse(message("`{unit}` does not report by this pack; known: {known}", unit=unit, known=units))
    if period is not None and period.year != slice_of(rules, period.year).year:
        values = (("value", str(period)), ("year", rules.years))
        refuse(Message(codes.OTHER_YEAR.template, values))
    from checker.page.runtime import NoRuntime, open_runtime, usual_place

    try:
        carried = open_runtime(runtime or usual_place())
    except NoRuntime as error:
        refuse(
            message(
                "the runtime of pages, `{path}`, cannot be used: {reason}; `make page-runtime` in the folder of the "
                "source builds one, and --runtime FILE takes one that was built elsewhere",
                path=runtime or usual_place(),
                reason=error.reason,
            )
        )
    from checker.page.make import page

    data = page(pack, carried, unit=unit, period=period, day=today())
    if output == STDOUT:
        write_bytes(data)
        return ExitCode.PASSED
    write_together([(output, data)])
    notice = message(
        "{path}: a page of {size} MB, to be opened in a browser", path=output, size=f"{len(data) / 1e6:.1f}"
    )
    say(session.language.render(notice), stream=sys.stdout)
    return ExitCode.PASSED
