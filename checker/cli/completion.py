"""``checker completion``: the completion script for a shell."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, lang_option, one_of
from checker.cli.output import write
from checker.domain.exit import ExitCode

__all__ = ["command"]

_SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_CHECKER_COMPLETE"
_HELP: Final = (
    "Print a script that lets SHELL complete commands, options, formats, packs, indicators and codes.\n\n"
    "\b\n"
    "Examples:\n"
    '  eval "$(checker completion bash)"        in ~/.bashrc\n'
    '  eval "$(checker completion zsh)"         in ~/.zshrc\n'
    "  checker completion fish > ~/.config/fish/completions/checker.fish"
)


@click.command("completion", cls=Command, help=_HELP)
@click.argument("shell", metavar="|".join(_SHELLS), type=one_of("completion", _SHELLS))
@lang_option
@click.pass_context
def command(context: click.Context, /, shell: str) -> ExitCode:
    """Write the script."""
    from click.shell_completion import ShellComplete, get_completion_class

    shell_class = get_completion_class(shell)
    assert shell_class is not None  # noqa: S101 - click has these three
    # Not the class's own method, which would start bash to find its version.
    script = ShellComplete.source(shell_class(context.find_root().command, {}, "checker", _VARIABLE))
    write(f"{script}\n", sys.stdout)
    return ExitCode.PASSED
