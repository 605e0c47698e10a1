"""Options of a report besides the format: counts, and the letterhead and template of a letter.

Owns the rule that an option without effect is reported and not ignored. Must not know any format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.cli.frame import refuse
from checker.domain.text import message
from checker.readers.letterhead import read_letterhead, read_template
from checker.reporters import FORMATS, Paper, RenderOptions, machine

__all__ = ["wishes"]


def wishes(params: Mapping[str, Any], given: Mapping[str, Any], formats: Iterable[str]) -> RenderOptions:
    """Return the options.

    Args:
        params: The command's parameters, completed from the settings.
        given: The parameters of the command line alone.
        formats: The formats of the run.

    Raises:
        Misuse: An option does not apply to any of the formats.
        MissingExtra: A package that a format needs is not installed.
        PackError: The letterhead or the template cannot be read.
    """
    written = tuple(FORMATS[name] for name in formats)
    if params["statistics"] and not any(format_.terminal for format_ in written):
        refuse(message("--statistics goes with {formats}", formats=_names("terminal")))
    letter = any(format_.letter for format_ in written)
    for option in ("letterhead", "docx_template"):
        if given[option] and not letter:
            name = f"--{option.replace('_', '-')}"
            refuse(message("{option} goes with {formats}", option=name, formats=_names("letter")))
    if not letter:
        return RenderOptions(params["statistics"])
    for name, format_ in FORMATS.items():
        if format_.letter:
            machine(name)  # A missing package is reported before anything is evaluated.
    head, path = params["letterhead"], params["docx_template"]
    paper = Paper(read_letterhead(head) if head else None, read_template(path) if path else b"", path)
    return RenderOptions(params["statistics"], paper)


def _names(field: str) -> tuple[str, ...]:
    return tuple(name for name, format_ in FORMATS.items() if getattr(format_, field))
