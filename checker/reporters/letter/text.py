"""The text of the letter as paragraphs of Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.letter.wml import marked, paragraph
from checker.reporters.office.body import body
from checker.reporters.office.document import LetterPart, closing, opening

__all__ = ["made_up_notice", "text"]

_STYLES: Final = {"part": "Part", "clause": "Clause", "entry": "Entry", "item": "Item", "body": "Body"}


def made_up_notice(language: Language) -> str:
    """Return the warning that figures are synthetic, if any are."""
    return paragraph("Warning", marked(language.render(message("MADE-UP FIGURES, not published ones"))))


def text(
    run: Run, parts: Sequence[LetterPart], head: Letterhead, annexes: Sequence[str], language: Language
) -> Iterator[str]:
    """Yield the paragraphs between the subject and the signature.

    Args:
        run: The run.
        parts: Its parts.
        head: The letterhead.
        annexes: The names of the annexes.
        language: The language.
    """
    if not parts:
        sentence = message("No report could be made: {count} files cannot be read.", count=len(run.diagnostics))
        yield paragraph("Body", marked(language.render(sentence)))
        return
    yield paragraph("Body", marked(opening(parts, head, language)))
    for line in body(parts, language):
        yield paragraph(_STYLES[line.kind], marked(line.text))
    yield paragraph("Closing", marked(closing(parts, annexes, language)))
