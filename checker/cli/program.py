"""The group of commands; each is imported when it is called.

Owns their names and one-line descriptions.
"""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, lang_option, option, refuse_unknown
from checker.cli.output import write
from checker.domain.exit import MEANINGS, ExitCode
from checker.domain.text import message
from checker.language import Language
from checker.version import __version__

__all__ = ["COMMANDS", "program"]

COMMANDS: Final = {
    "check": message("compare submissions with the targets of their rule pack"),
    "lint": message("check rule packs: their form, their sense and their examples"),
    "baseline": message("keep a list of known findings, which do not block"),
    "config": message("show the settings of this folder, and where each comes from"),
    "explain": message("explain a code, an indicator or a rule pack"),
    "packs": message("list the rule packs that are found by id"),
    "template": message("write an empty form for a rule pack and a period"),
    "annotate": message("write a copy of a submission with the remarks at their places"),
    "page": message("write the page in which an office checks reports with a browser alone"),
    "bulk": message("judge millions of rows by the same packs, in columns"),
    "schema": message("print the JSON Schema of a kind of file"),
    "init": message("write a first pack, report and settings into a folder"),
    "demo": message("check a published report, without any file of your own"),
    "completion": message("print what completes commands and words in a shell"),
    "help": message("show the help of a command"),
}

_HELP: Final = (
    "Compare what offices report with the targets that resolutions set: what is met, what is not, what is behind, "
    "and why.\n\n"
    "Begin with: checker check REPORT.yaml"
)
_ENVIRONMENT: Final = (
    "\b\n"
    "Environment:\n"
    "  CHECKER_LANG       language of messages: vi or en\n"
    "  CHECKER_CACHE_DIR  folder of compiled packs\n"
    "  CHECKER_DEBUG      set it to see where a fault of the program is\n"
    "  NO_COLOR           set it for no colour\n"
    "  FORCE_COLOR        set it for colour without a terminal\n"
    "  COLUMNS            width of lines"
)


class _Program(Command, click.Group):
    """The commands, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(  # noqa: C901, PLR0912 - a case a command
        self, ctx: click.Context, cmd_name: str
    ) -> click.Command | None:
        match cmd_name:
            case "check":
                from checker.cli.check import command
            case "lint":
                from checker.cli.lint import command
            case "baseline":
                from checker.cli.baseline import command
            case "config":
                from checker.cli.config import command
            case "explain":
                from checker.cli.explain import command
            case "packs":
                from checker.cli.packs import command
            case "template":
                from checker.cli.template import command
            case "annotate":
                from checker.cli.annotate import command
            case "page":
                from checker.cli.page import command
            case "bulk":
                from checker.cli.bulk import command
            case "schema":
                from checker.cli.schema import command
            case "init":
                from checker.cli.init import command
            case "demo":
                from checker.cli.demo import command
            case "completion":
                from checker.cli.completion import command
            case "help":
                from checker.cli.help import command
            case _ if cmd_name.startswith("-"):
                return None
            case _:
                known = tuple(COMMANDS)
                sentence = message("there is no command `{name}`; known: {known}", name=cmd_name, known=known)
                refuse_unknown(sentence, cmd_name, known, ctx)
        return command

    def format_parts(self, ctx: click.Context, formatter: click.HelpFormatter, language: Language) -> None:
        """Write the commands, the options, and the exit codes."""
        with formatter.section(language.render(message("Commands"))):
            formatter.write_dl([(name, language.render(sentence)) for name, sentence in COMMANDS.items()])
        super().format_parts(ctx, formatter, language)
        with formatter.section(language.render(message("Exit codes"))):
            formatter.write_dl([(str(code.value), language.render(MEANINGS[code])) for code in ExitCode])


@click.group(
    "checker",
    cls=_Program,
    help=_HELP,
    epilog=_ENVIRONMENT,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@lang_option
@option("--version", is_flag=True, is_eager=True, help="Show the version and the default engine, and exit.")
@click.pass_context
def program(ctx: click.Context, *, version: bool) -> ExitCode:
    """Show the version; without a command, show the help as a usage error."""
    if version:
        from checker.engines.choice import open_engine

        engine = open_engine("auto")
        write(f"checker {__version__} ({engine.name})\n", sys.stdout)
        engine.close()
        ctx.exit()
    if ctx.invoked_subcommand is not None:
        return ExitCode.PASSED
    write(ctx.get_help() + "\n", sys.stderr)
    return ExitCode.INVALID
