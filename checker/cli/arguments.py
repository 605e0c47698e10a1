"""Arguments that several commands share."""

from __future__ import annotations

import os

from checker.cli.frame import Misuse
from checker.domain.period import Period
from checker.domain.text import message

__all__ = ["period_of", "refuse_existing"]


def period_of(value: str) -> Period:
    """Return the period that is asked for, by its code or as people write it."""
    try:
        return Period.parse(value)
    except ValueError:
        said = message("`{value}` is not a period; write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06", value=value)
        raise Misuse(said) from None


def refuse_existing(path: str, *, force: bool) -> None:
    """Refuse to replace a file unless that was asked for."""
    if not force and os.path.lexists(path):
        raise Misuse(message("`{path}` is there already; --force replaces it", path=path))
