"""The command line: parse options, run `pipeline`, write text, exit with a code.

Owns the process: its streams, its signals, and the exit codes of errors. Must not decide anything: the exit code of a
run comes from the run.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import ModuleType

TYPE_CHECKING = False  # not from `typing`, which is imported only after the collector is set
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

__all__ = ["LateModule", "main"]

_SELDOM = 1_000_000
_LATE = "inspect"
"""A large module that click imports and a run does not use; its import is 7 % of a check."""
_PLUGINS = "pydantic.plugin._loader"
"""Searches for plugins of pydantic; the import of what it searches with is 8 % of the first check of a pack."""


class LateModule(ModuleType):
    """Stands for a module without submodules until anything but what is given is used, and then imports it."""

    def __init__(self, name: str, **given: object) -> None:
        super().__init__(name)
        vars(self).update(given)

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # which the import statement looks for; these modules are no packages
            raise AttributeError(name)
        from importlib import import_module

        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        whole = import_module(self.__name__)
        vars(self).update(vars(whole))
        return getattr(whole, name)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit.

    Args:
        arguments: The arguments of the command. ``None`` means those of the process, which then ends at once.
    """
    # A run makes fewer objects than this, and no reference cycles. Set before all else is imported, because collections
    # during these imports take 1 % of a check.
    gc.set_threshold(_SELDOM)
    sys.modules.setdefault(_LATE, LateModule(_LATE))
    from checker.cli.signals import Stopped, exit_code, listen

    try:
        if arguments is None:
            _open_closed_streams()
            listen()
            # Plugins of pydantic in the environment must not affect packs, and searching for them takes time.
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
            sys.modules.setdefault(_PLUGINS, LateModule(_PLUGINS, get_plugins=tuple))
        from checker.cli.run import run

        code = run(sys.argv[1:] if arguments is None else arguments, os.environ)
        # A library may have swallowed the exception of a signal.
        _end(exit_code() or code, arguments)
    except (KeyboardInterrupt, Stopped):
        from checker.domain.exit import ExitCode

        _end(exit_code() or ExitCode.INTERRUPTED, arguments)


def _end(code: int, arguments: Sequence[str] | None) -> NoReturn:
    if arguments is None:
        from checker.cli.signals import exit_code

        if exit_code():
            # Run exit handlers, so that libraries remove temporary files; a full exit could change the code when it
            # flushes streams.
            atexit._run_exitfuncs()  # noqa: SLF001 - the public way is the exit
        # Skip the interpreter's shutdown, which takes longer than a check of one file.
        os._exit(code)
    sys.exit(code)


def _open_closed_streams() -> None:
    """Redirect closed streams to the null device; otherwise the first opened files would get their descriptors."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The new descriptor has the lowest free number, which is this one. Standard input stays marked as closed.
            os.open(os.devnull, os.O_RDWR)
            if number and getattr(sys, name) is None:
                setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - to the end
