"""The command line: options in, `pipeline`, text out, exit code.

Owns the process: its streams, its signals, and the translation of what goes wrong into exit codes. Must not
decide anything: exit codes of a run come from the run.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from checker.cli.signals import Stopped, exit_code, listen

__all__ = ["main"]

_SELDOM = 1_000_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit.

    Args:
        arguments: What stands after the name of the command; those of the process if
            ``None``, which then ends at once.
    """
    # A check of one file, or of rows by the million, makes fewer objects than this, none of them in circles.
    gc.set_threshold(_SELDOM)
    try:
        if arguments is None:
            _open_closed_streams()
            listen()
            # No plugin of pydantic that an environment has decides what a pack is, and nobody waits until it is found.
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
        from checker.cli.run import run

        code = run(sys.argv[1:] if arguments is None else arguments, os.environ)
        # A library may have swallowed what a signal raised.
        _end(exit_code() or code, arguments)
    except (KeyboardInterrupt, Stopped):
        from checker.domain.exit import ExitCode

        _end(exit_code() or ExitCode.INTERRUPTED, arguments)


def _end(code: int, arguments: Sequence[str] | None) -> NoReturn:
    if arguments is None:
        if exit_code():
            # Libraries remove their temporary files at an exit; a whole exit would flush streams, and change the code.
            atexit._run_exitfuncs()  # noqa: SLF001 - the public way is the exit
        # Without taking the interpreter apart, which takes longer than a check of one file.
        os._exit(code)
    sys.exit(code)


def _open_closed_streams() -> None:
    """Let closed streams lead nowhere, or the first files that are opened would take their numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is this one. Standard input stays known as closed.
            os.open(os.devnull, os.O_RDWR)
            if number and getattr(sys, name) is None:
                setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - to the end
