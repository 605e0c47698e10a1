"""The reminder to units that have not submitted: a letter (`.docx`), or a short text (`.txt`)."""

from __future__ import annotations

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.errors import MissingExtra
from checker.language import Language, display_safe
from checker.reporters import Paper
from checker.reporters.office.reminder import short_text, tables

__all__ = ["render"]


def render(run: Run, language: Language, paper: Paper, suffix: str = ".txt", /) -> bytes:
    """Write the reminders, for each pack and period.

    Args:
        run: The run.
        language: The language.
        paper: The letterhead.
        suffix: ``.docx`` for a letter, else a short text.

    Raises:
        MissingExtra: A letter is requested, and a package that it needs is not installed.
    """
    found = tables(run, language)
    if suffix != ".docx":
        nothing = language.render(message("No pack of this run names the units that report."))
        lines = [display_safe(short_text(table, language)) for table in found] or [nothing]
        return "".join(f"{line}\n" for line in lines).encode()
    try:
        from checker.reporters.letter.request import request
    except ImportError as error:
        raise MissingExtra(str(error), "docx") from error
    return request(found, language, paper.letterhead or Letterhead())
