"""The question and the inputs of a run, so that it can be repeated.

Must not know how anything is decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.assessment import Options
from checker.domain.basis import Basis
from checker.domain.digest import sha256_of

__all__ = ["basis_of"]


def basis_of(options: Options, engine: str, waivers: Sequence[str] = (), baseline: str = "") -> Basis:
    """Return the basis of a run; its files have already been read.

    Args:
        options: The caller's options, with the reference date.
        engine: The engine.
        waivers: The files of waivers.
        baseline: The baseline; empty if there is none.
    """
    chosen = options.selection
    settings = {
        "pack": options.pack or None,
        "period": str(options.period) if options.period else None,
        "unit": options.unit or None,
        "due": options.due.isoformat() if options.due else None,
        "locale": options.locale,
        "sheet": options.sheet or None,
        "columns": tuple("=".join(pair) for pair in (*options.columns, *options.layouts)),
        "engine": options.engine,
        "fail_on": options.fail_on.words,
        "exit_zero": options.exit_zero,
        "select": tuple(choice.text for choice in chosen.select) if chosen else (),
        "ignore": tuple(choice.text for choice in chosen.ignore) if chosen else (),
    }
    digests = tuple((path, _digest(path)) for path in waivers)
    return Basis(
        options.as_of,
        engine,
        tuple(settings.items()),
        digests,
        (baseline, _digest(baseline)) if baseline else None,
        units=(options.units, _digest(options.units)) if options.units else None,
    )


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return sha256_of(file.read())
    except (OSError, ValueError):
        return ""  # It could not be read, which is reported in its place.
