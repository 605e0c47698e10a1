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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

__all__ = ["LateModule", "main"]

_SELDOM = 1_000_000


def _plural(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


def _system() -> str:
    return os.uname().sysname


_LATE: dict[str, dict[str, object]] = {
    # For the help of commands.
    "inspect": {},
    # For click's own sentences, which are not translated: ours say the same.
    "gettext": {"gettext": str, "ngettext": _plural},
    # For the name of the system, as `uuid` needs it.
    "platform": {"system": _system} if hasattr(os, "uname") else {},
    # For plugins of pydantic in the environment, which must not affect packs, and for its secret texts.
    "pydantic.plugin._loader": {"get_plugins": tuple},
    "secrets": {},
}
"""Large modules that libraries import and a run does not use, each with what is used of it.

The first three save a check 12 %, and the last two the first check of a pack a tenth.
"""


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
    # would take 5 % of a check.
    gc.set_threshold(_SELDOM)
    for name, used in _LATE.items():
        sys.modules.setdefault(name, LateModule(name, **used))
    from checker.cli.signals import Stopped, exit_code, listen

    try:
        if arguments is None:
            _open_closed_streams()
            listen()
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
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
        # Skip the interpreter's shutdown, which would take 12 % of a check.
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
