"""``checker demo``: check a published report against published targets, without any file of the user.

Owns the choice of the report. The output equals that of ``checker check``.
"""

from __future__ import annotations

import os
import shlex
import sys
from typing import Final

import click

from checker import pipeline
from checker.assessment import Options
from checker.cli.frame import Command, Session, colour_option, lang_option, refuse
from checker.cli.output import say
from checker.cli.show import USUAL, show
from checker.clock import today
from checker.domain.exit import ExitCode
from checker.domain.text import message
from checker.writing import make_folder, write_together

__all__ = ["command"]

_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SEED: Final = ("bac-kan-city", "2024-H1.yaml")
_HELP: Final = (
    "Write a published report of Bắc Kạn city into FOLDER (default: checker-demo) and check it against the published "
    "targets of the city.\n\n"
    "\b\n"
    "Example:\n"
    "  checker demo"
)


@click.command("demo", cls=Command, help=_HELP)
@click.argument("folder", metavar="[FOLDER]", default="checker-demo")
@colour_option
@lang_option
@click.pass_obj
def command(session: Session, *, folder: str, colour: str) -> ExitCode:
    """Write the report, check it, and print the next command last."""
    path = os.path.join(folder, "report.yaml")
    data = _seed()
    if os.path.lexists(path) and not _holds(path, data):
        refuse(message("`{path}` exists; name another folder", path=path))
    make_folder(folder)
    write_together([(path, data)])
    quoted = shlex.quote(path)
    say(f"$ checker check {quoted}", stream=sys.stdout)
    run = pipeline.check((path,), Options(now=today()))
    show(run, USUAL, session, colour)
    say("", f"checker explain budget_revenue --submission {quoted}", stream=sys.stdout)
    return run.exit_code


def _seed() -> bytes:
    """Return the report from the checkout or the installed package."""
    checkout = os.path.dirname(_PACKAGE)
    own = os.path.isfile(os.path.join(checkout, "pyproject.toml"))
    root = os.path.join(checkout, "seeds") if own else os.path.join(_PACKAGE, "_seeds")
    with open(os.path.join(root, *_SEED), "rb") as file:
        return file.read()


def _holds(path: str, data: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(len(data) + 1) == data
    except OSError:
        return False
