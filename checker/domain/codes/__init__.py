"""The registry: the one place that declares each code's severity, sentence, remedy and explanation.

Codes are stable and never reused. Their first letter names the subject. P is a rule pack, D a submission's data, C the
consistency of figures, and T a target or its pace. W is a waiver, S settings and baselines, G the gate, and L the
letterhead of a written report. Each family is a module; P and D have several. The English sentences are also the keys
of the gettext catalogues. Families that most checks do not need are imported when one of their codes is first used:
all of them would take 2 % of a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.domain.codes.registry import PACK_FILE as PACK_FILE
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
    from checker.domain.codes.measure import *
    from checker.domain.codes.cells import *
    from checker.domain.codes.table import *
    from checker.domain.codes.bulk import *
    from checker.domain.codes.waiver import *
    from checker.domain.codes.settings import *
    from checker.domain.codes.report import *

    REGISTRY: Final[dict[str, Code]] = {}
    """All codes by id, in the order of the families."""

_FAMILIES: Final = (
    *("pack", "pack_clause", "pack_shares", "pack_table", "pack_life", "submission", "data", "measure"),
    *("cells", "table", "bulk", "consistency", "target", "waiver", "gate", "settings", "report"),
)
"""The families, in the order of the reference."""


def __getattr__(name: str) -> Any:
    """Return a code from a family that is not imported yet, or `REGISTRY`, which imports all of them."""
    if name.startswith("_"):
        raise AttributeError(name)
    from importlib import import_module

    registry: dict[str, Code] = {}
    for family in _FAMILIES:
        # The families of packs are many, and a form needs none of them.
        if name != "REGISTRY" and name.startswith("PACK_") is not family.startswith("pack"):
            continue
        names = vars(import_module(f"{__name__}.{family}"))
        if name in names:
            return globals().setdefault(name, names[name])
        for value in names.values():
            declared = value.values() if isinstance(value, dict) else (value,)
            registry |= {code.id: code for code in declared if isinstance(code, Code)}
    if name != "REGISTRY":
        raise AttributeError(name)
    return globals().setdefault(name, registry)
