"""``checker config show``: the settings in effect, and the origin of each."""

from __future__ import annotations

import sys
from typing import Any, Final

import click

from checker.cli.frame import Command, Session, colour_option, lang_option, one_of
from checker.cli.options import evaluation_options, report_options
from checker.cli.output import has_colour, width_of, write
from checker.cli.settings import Origin, folder_settings, origins
from checker.cli.show import show
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.reporters import explanation

__all__ = ["command"]

_HELP: Final = (
    "Show the settings that `checker check` would use in this folder, with the same options, and where each comes "
    "from: an option, a line of checker.yaml or pyproject.toml, or nowhere.\n\n"
    "Settings are those of the nearest folder that has any, from here upwards. Options win, and nothing is merged.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker config show\n"
    "  checker config show --format json"
)


@click.command("config", cls=Command, help=_HELP)
@click.argument("action", metavar="show", type=one_of("config", ("show",)))
@evaluation_options
@report_options
@colour_option
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> ExitCode:
    """Write the settings."""
    session: Session = context.obj
    try:
        settings = folder_settings(search=not given["no_config"], config=given["config"])
        entries = tuple(origins(context, settings))
    except PackError as error:
        show(Run((), error.diagnostics, (), ExitCode.INVALID), "full", session, given["colour"])
        return ExitCode.INVALID
    heading = message("Settings of {path}", path=settings.path) if settings.path else message("No settings here")
    topic = explanation.Topic(
        heading, (), tuple((message("{key}", key=one.key), _origin_phrase(one)) for one in entries)
    )
    coloured = has_colour(given["colour"], sys.stdout, session.environ)
    width = width_of(sys.stdout, session.environ)
    write(explanation.render([topic], session.language, width=width, colour=coloured), sys.stdout, colour=coloured)
    return ExitCode.PASSED


def _origin_phrase(origin: Origin) -> Message:
    values = origin.values or ("–",)
    if origin.given:
        return message("{values} (option)", values=values)
    if origin.place is not None:
        return message("{values} ({place})", values=values, place=str(origin.place))
    return message("{values} (usual)", values=values)
