"""The command line: options in, `pipeline`, text out, exit code.

Owns streams and the translation of what goes wrong into exit codes. Must not decide
anything: exit codes of a run come from the run.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]

_SELDOM = 100_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit.

    Args:
        arguments: What stands after the name of the command; those of the process if
            ``None``, which then ends at once.
    """
    # A check of one file makes fewer objects than this, none of them in circles, and is mostly start-up.
    gc.set_threshold(_SELDOM)
    try:
        from checker.cli.run import run

        code = run(sys.argv[1:] if arguments is None else arguments, os.environ)
    except KeyboardInterrupt:
        from checker.domain.exit import ExitCode

        code = ExitCode.INTERRUPTED
    if arguments is None:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    """End the process without taking the interpreter apart, which takes longer than a check of one file."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        from checker.domain.exit import ExitCode

        # A full disk; a closed pipe was met before.
        code = ExitCode.FAULT
    os._exit(code)
