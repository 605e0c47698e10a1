"""``checker help``: the help of a command."""

from __future__ import annotations

import sys

import click

from checker.cli.frame import Command, completed_by, lang_option
from checker.cli.output import write
from checker.domain.exit import ExitCode

__all__ = ["command"]


@click.command("help", cls=Command, help="Show the help of COMMAND, or the list of commands.")
@click.argument("name", metavar="[COMMAND]", required=False, shell_complete=completed_by("commands"))
@lang_option
@click.pass_context
def command(context: click.Context, /, name: str | None) -> ExitCode:
    """Write the help."""
    whole = context.find_root()
    context_ = whole
    if name and isinstance(whole.command, click.Group):
        subcommand = whole.command.get_command(whole, name)
        if subcommand is not None:
            context_ = click.Context(subcommand, info_name=name, parent=whole)
    write(context_.get_help() + "\n", sys.stdout)
    return ExitCode.PASSED
