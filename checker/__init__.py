"""Compare what offices report with the targets that resolutions set.

The public names are those of `__all__`; everything else may change. `docs/api.md` shows them at work.

>>> import checker
>>> run = checker.check("seeds/bac-kan-city/2024-H1.yaml")
>>> run.passed
True

The package is a pipeline of frozen values around one engine-neutral plan; see docs/architecture.md for its rooms.
docs/decisions/0011-imports-in-functions.md says why functions import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.version import __version__

if TYPE_CHECKING:
    from typing import Any

    from checker.api import CheckRun, GateFailed, RowsRun, check, check_rows, load_pack
    from checker.domain.exit import ExitCode
    from checker.errors import CheckerError, InputError

__all__ = [
    "CheckRun",
    "CheckerError",
    "ExitCode",
    "GateFailed",
    "InputError",
    "RowsRun",
    "__version__",
    "check",
    "check_rows",
    "load_pack",
]

_HOMES = {"ExitCode": "checker.domain.exit", "CheckerError": "checker.errors", "InputError": "checker.errors"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "checker.api")), name)


def __dir__() -> list[str]:
    """List the public names, which a notebook completes before they are imported."""
    return sorted({*globals(), *__all__})
