"""``checker explain``: a code, an indicator or a rule pack."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker import pipeline
from checker.assess.derive import derived
from checker.assessment import Options
from checker.cli.frame import Command, Session, colour_option, completed_by, lang_option, option, refuse
from checker.cli.lookup import look_up
from checker.cli.options import only_pack
from checker.cli.output import has_colour, width_of, write
from checker.clock import today
from checker.domain.exit import ExitCode
from checker.domain.text import message
from checker.errors import PackError
from checker.reporters import diagnostics, explanation, tree

__all__ = ["command"]

_HELP: Final = (
    "Explain WHAT: a code of a message (T001), an indicator by its id or code, or a rule pack by its id or path.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker explain T001\n"
    "  checker explain budget_revenue --pack bac-kan-city/2024\n"
    "  checker explain budget_revenue --submission report.yaml\n"
    "  checker explain bac-kan-city/2024"
)


@click.command("explain", cls=Command, help=_HELP)
@click.argument("what", metavar="WHAT", shell_complete=completed_by("topics"))
@option(
    "-p",
    "--pack",
    metavar="PACK",
    multiple=True,
    callback=only_pack,
    shell_complete=completed_by("packs"),
    help="Look for the indicator in this rule pack only.",
)
@option(
    "-s",
    "--submission",
    "submissions",
    metavar="FILE",
    multiple=True,
    help="Show step by step how the indicator of this submission got its verdict; several files join as in check.",
)
@colour_option
@lang_option
@click.pass_obj
def command(session: Session, *, what: str, pack: str, submissions: tuple[str, ...], colour: str) -> ExitCode:
    """Write the explanation."""
    if submissions:
        return _derivation(session, what, pack, submissions, colour)
    try:
        topics = look_up(what, pack)
    except PackError as error:
        coloured = has_colour(colour, sys.stderr, session.environ)
        text = diagnostics.render(
            error.diagnostics, session.language, width=width_of(sys.stderr, session.environ), colour=coloured
        )
        write(text, sys.stderr, colour=coloured)
        return ExitCode.INVALID
    coloured = has_colour(colour, sys.stdout, session.environ)
    text = explanation.render(topics, session.language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)
    return ExitCode.PASSED


def _derivation(session: Session, what: str, pack: str, submissions: tuple[str, ...], colour: str) -> ExitCode:
    """Write the derivation of an indicator's verdict in some submissions."""
    run = pipeline.check(submissions, Options(pack=pack, exit_zero=True, now=today()))
    coloured = has_colour(colour, sys.stderr, session.environ)
    if run.diagnostics:
        width = width_of(sys.stderr, session.environ)
        text = diagnostics.render(run.diagnostics, session.language, width=width, colour=coloured)
        write(text, sys.stderr, colour=coloured)
    indicators = {
        id(report): indicator
        for report in run.reports
        if (indicator := next((one.indicator for one in report.results if what in (one.indicator, one.code)), ""))
    }
    if run.reports and not indicators:
        refuse(message("`{what}` is no indicator of what was submitted", what=what))
    coloured = has_colour(colour, sys.stdout, session.environ)
    steps = (
        step for report in run.reports if id(report) in indicators for step in derived(report, indicators[id(report)])
    )
    text = tree.render(steps, session.language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)
    return run.exit_code
