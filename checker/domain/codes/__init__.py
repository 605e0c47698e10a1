"""The registry: one place that declares each code's weight, sentence, remedy and explanation.

Codes are stable and never reused. The first letter says whose problem it is, and each family is a
module, P five of them: P a rule pack's, D a submission's data, C the consistency of figures, T a target or its
pace, W a waiver, S settings and baselines, G the gate, L the letterhead of a written report. The
English sentences are also the keys of the gettext catalogues. Families that most checks have no
use for are imported when a code of one is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.domain.codes.registry import Code as Code
from checker.domain.codes.submission import *
from checker.domain.codes.data import *
from checker.domain.codes.consistency import *
from checker.domain.codes.target import *
from checker.domain.codes.gate import *

if TYPE_CHECKING:
    from checker.domain.codes.pack import *
    from checker.domain.codes.pack_clause import *
    from checker.domain.codes.pack_shares import *
    from checker.domain.codes.pack_table import *
    from checker.domain.codes.pack_life import *
    from checker.domain.codes.table import *
    from checker.domain.codes.bulk import *
    from checker.domain.codes.waiver import *
    from checker.domain.codes.settings import *
    from checker.domain.codes.report import *

    REGISTRY: Final[dict[str, Code]] = {}
    """Every code by its id, in the order of the families."""

_FAMILIES: Final = (
    *("pack", "pack_clause", "pack_shares", "pack_table", "pack_life", "submission", "data", "table", "bulk"),
    *("consistency", "target", "waiver", "gate", "settings", "report"),
)
"""In the order in which they are listed."""


def __getattr__(name: str) -> Any:
    """Return a code of a family that is not imported yet, or `REGISTRY`, for which all are."""
    if name.startswith("_"):
        raise AttributeError(name)
    from importlib import import_module

    registry: dict[str, Code] = {}
    for family in _FAMILIES:
        names = vars(import_module(f"{__name__}.{family}"))
        if name in names:
            return globals().setdefault(name, names[name])
        for value in names.values():
            declared = value.values() if isinstance(value, dict) else (value,)
            registry |= {code.id: code for code in declared if isinstance(code, Code)}
    if name != "REGISTRY":
        raise AttributeError(name)
    return globals().setdefault(name, registry)
