"""A letter to the superior office: a report on the targets, laid out by decree 30/2020/NĐ-CP.

Owns the order of its parts. Only this package imports python-docx and docxtpl, which the extra ``docx`` installs. The
same run with the same letterhead gives the same file.
"""

from __future__ import annotations

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters import Paper
from checker.reporters.letter.annexes import annexes
from checker.reporters.letter.file import undated, written
from checker.reporters.letter.frame import addressed, foot, head, letter_width, under
from checker.reporters.letter.text import made_up_notice, text
from checker.reporters.letter.wml import paragraph, run
from checker.reporters.office.document import annex_names, doubted, letter_parts, made_up, title
from checker.reporters.summary import grounds

__all__ = ["render"]


def render(whole: Run, language: Language, paper: Paper, /) -> bytes:
    """Write the letter of a run.

    Raises:
        PackError: The template cannot be used.
    """
    if paper.template:
        from checker.reporters.letter.template import filled

        return undated(filled(whole, language, paper), {})
    given = paper.letterhead or Letterhead()
    parts = letter_parts(whole, language)
    about = title(parts, language) if parts else language.render(message("Results against the targets"))
    appended = annexes(parts, given, language)
    numbers = annex_names(len(appended)) if appended else []
    content = [
        head(given, language),
        paragraph("Kind", run(language.render(message("REPORT")))),
        paragraph("Subject", run(about)),
        under(about, 14, letter_width()),
        *((made_up_notice(language),) if made_up(parts) else ()),
        *addressed(given, language),
        *text(whole, parts, given, numbers, language),
        foot(given, language),
    ]
    across = [(annex.sheet, annex.content(number)) for annex, number in zip(appended, numbers, strict=False)]
    # The basis of the run does not belong in a letter; it is in the file's properties.
    rests_on = "; ".join(language.render(sentence) for sentence in grounds(whole))
    return written(content, across, about, language, note=_draft_note(whole, language), rests_on=rests_on)


def _draft_note(whole: Run, language: Language) -> str:
    """Return the number of figures in doubt, as a warning before signing; it is placed outside the letter."""
    figures, files = doubted(whole)
    notes = []
    if figures:
        notes.append(message("{count} figures are to be clarified before this is signed", count=figures))
    if files:
        notes.append(message("{count} files cannot be read and are not in it", count=files))
    nameless = dict.fromkeys(one.unit.id for one in whole.reports if one.unit.title is None)
    if nameless:
        notes.append(message("there is no title of {units}", units=tuple(nameless)))
    return "; ".join(map(language.render, notes))
