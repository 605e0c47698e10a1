"""What beside the format is wished of a report: counts after it, and the paper of a letter.

Owns that a wish nothing of the run can fulfil is reported, not ignored. Must not know any format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.cli.frame import refuse
from checker.domain.text import message
from checker.readers.letterhead import read_letterhead, read_template
from checker.reporters import FORMATS, Paper, RenderOptions, machine

__all__ = ["render_options"]


def render_options(params: Mapping[str, Any], given: Mapping[str, Any], formats: Iterable[str]) -> RenderOptions:
    """Return what is wished.

    Args:
        params: The command's parameters, with what the settings of the folder say.
        given: Those of the command line alone.
        formats: What the run is written in.

    Raises:
        Misuse: Something is wished of formats that do not have it.
        MissingExtra: What a format needs is not installed.
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
            machine(name)  # What is not installed is reported before anything is evaluated.
    head, path = params["letterhead"], params["docx_template"]
    paper = Paper(read_letterhead(head) if head else None, read_template(path) if path else b"", path)
    return RenderOptions(params["statistics"], paper)


def _names(field: str) -> tuple[str, ...]:
    return tuple(name for name, format_ in FORMATS.items() if getattr(format_, field))
