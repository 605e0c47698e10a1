"""A letter (công văn) that asks units to send their reports, laid out by decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.domain.letterhead import Letterhead
from checker.domain.text import message
from checker.language import Language
from checker.reporters.consolidated.table import Consolidated
from checker.reporters.letter.file import written
from checker.reporters.letter.frame import addressed, annexed_to, foot, head, letter_width
from checker.reporters.letter.layout import LandscapePage
from checker.reporters.letter.wml import cell, grid, marked, paragraph, row, run
from checker.reporters.office.reminder import MOST_NAMED, addressees, missing, short_text, subject_of, text_of

__all__ = ["request"]


def request(found: Sequence[Consolidated], language: Language, given: Letterhead) -> bytes:
    """Return the letter to the units that have not submitted; if all have, return a statement instead."""
    late = [table for table in found if missing(table)]
    if not late:
        texts = [short_text(table, language) for table in found]
        texts = texts or [language.render(message("No pack of this run names the units that report."))]
        return written([paragraph("Body", run(line)) for line in texts], [], texts[0], language)
    # Each pack and period has a separate letter, which starts on a new page.
    letters: list[str] = []
    if given.symbol.startswith("BC-"):
        # The letterhead is for reports; this letter has another number and symbol.
        given = given._replace(number="", symbol="")
    for place, table in enumerate(late):
        head_of = given._replace(addressees=addressees(table, language), recipients=tuple(_recipients(given, language)))
        content = list(_letter(table, head_of, language))
        if place:
            content[0] = paragraph("NewPage") + content[0]
        letters += content
    lists = [_list(table, given, language) for table in late if len(missing(table)) > MOST_NAMED]
    return written(letters, lists, subject_of(late[0], given, language), language)


def _recipients(given: Letterhead, language: Language) -> Iterator[str]:
    """Yield the recipients: the superior agency, which waits for the figures, and the stated ones."""
    superior = given.superior_agency
    if superior and not any(superior.casefold() in one.casefold() for one in given.recipients):
        yield language.render(message("{superior} (to be informed)", superior=superior))
    yield from given.recipients


def _letter(table: Consolidated, given: Letterhead, language: Language) -> Iterator[str]:
    yield head(given, language, about=subject_of(table, given, language))
    yield from addressed(given, language)
    *lines, last = text_of(table, given, language)
    yield from (paragraph("Body", marked(line)) for line in lines)
    yield paragraph("Body", marked(f"{last.removesuffix('.')}./."))
    yield foot(given, language)


def _list(table: Consolidated, given: Letterhead, language: Language) -> tuple[LandscapePage, str]:
    """Return the list of units that have not submitted, if they are too many for the letter."""
    widths = (12.0, letter_width() - 12)
    heads = (message("No."), message("Reporting unit"))
    rows = [
        row(
            [
                cell(wide, paragraph("CentreBold", run(language.render(text))))
                for wide, text in zip(widths, heads, strict=True)
            ],
            head=True,
        )
    ]
    for number, unit in enumerate(missing(table), 1):
        name = cell(widths[1], paragraph("Left", run(language.text(unit.unit.name))))
        rows.append(row([cell(widths[0], paragraph("Centre", run(str(number)))), name]))
    title = language.render(message("UNITS THAT HAVE NOT SENT THEIR REPORTS"))
    content = paragraph("AnnexTitle", run(title)) + paragraph(
        "AnnexedTo", run(annexed_to(given, language, report=False))
    )
    return LandscapePage(), content + grid(widths, rows, lines=True) + paragraph("NoteEnd", run("./."))
