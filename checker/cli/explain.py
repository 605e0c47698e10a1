"""``checker explain``: a code, an indicator or a rule pack."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, colour_option, lang_option
from checker.cli.lookup import look_up
from checker.cli.output import has_colour, width_of, write
from checker.errors import PackError
from checker.reporters import diagnostics, explanation

__all__ = ["command"]

_HELP: Final = (
    "Explain WHAT: a code of a message (T001), an indicator by its id or code, or a rule pack by its id or path.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker explain T001\n"
    "  checker explain budget_revenue --pack bac-kan-city/2024\n"
    "  checker explain bac-kan-city/2024"
)
_INVALID: Final = 2


@click.command("explain", cls=Command, help=_HELP)
@click.argument("what", metavar="WHAT")
@click.option("-p", "--pack", metavar="PACK", default="", help="Look for the indicator in this rule pack alone.")
@colour_option
@lang_option
@click.pass_obj
def command(session: Session, *, what: str, pack: str, colour: str) -> int:
    """Write what is known of it."""
    try:
        topics = look_up(what, pack)
    except PackError as error:
        coloured = has_colour(colour, sys.stderr, session.environ)
        said = diagnostics.render(
            error.diagnostics, session.language, width=width_of(sys.stderr, session.environ), colour=coloured
        )
        write(said, sys.stderr, colour=coloured)
        return _INVALID
    coloured = has_colour(colour, sys.stdout, session.environ)
    text = explanation.render(topics, session.language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)
    return 0
