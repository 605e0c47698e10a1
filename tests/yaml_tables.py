"""Tables of cases in YAML beside the tests, read by the parser in C where there is one: it is ten times as fast."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["table"]

_TYPED = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def table(name: str, *, texts: bool = False) -> Any:
    """Return what a file holds; with `texts`, each scalar as it is written."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_TEXTS if texts else _TYPED)  # noqa: S506 - loaders that make no objects
