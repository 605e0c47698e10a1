"""The annexes of the letter, on landscape pages: the table of each report, then all findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.report import Report, Run
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.annex import HEADINGS, AnnexRow, roman, sections
from checker.reporters.items import EXEMPT, Item, by_weight, items
from checker.reporters.letter.frame import annexed_to
from checker.reporters.letter.wml import cell, grid, paragraph, row, rule, run

__all__ = ["annexes"]

_WIDTHS: Final = (11, 66, 20, 27, 23, 17, 29, 33, 26)
_GROUP: Final = "DDEBF7"
_LISTED: Final = (11, 20, 16, 85, 60, 60)
_LIST_HEADINGS: Final = (
    message("No."),
    message("Weight"),
    message("Code"),
    message("Finding"),
    message("Place"),
    message("What to do"),
)
_STYLES: Final = ("Centre", "Left", "Centre", "Right", "Right", "Right", "Centre", "Left", "Left")


def annexes(whole: Run, head: Letterhead, language: Language) -> list[str]:
    """Return the annexes, numbered where there are several."""
    listed = by_weight(items(whole))
    count = len(whole.reports) + bool(listed)
    heads = _Heads(head, language, several=count > 1)
    made = [
        heads.of(place, _titles(report, language)) + _table(report, language)
        for place, report in enumerate(whole.reports, 1)
    ]
    if listed:
        made.append(heads.of(count, (language.render(message("FINDINGS")),)) + _list(listed, language))
    return made


class _Heads:
    def __init__(self, head: Letterhead, language: Language, *, several: bool) -> None:
        self._head = head
        self._language = language
        self._several = several

    def of(self, place: int, titles: tuple[str, ...]) -> str:
        """Return the head of an annex: its number, its titles, and the letter that it belongs to."""
        named: Message = message("Annex {number}", number=roman(place)) if self._several else message("Annex")
        first, *more = titles
        return "".join(
            (
                paragraph("AnnexNumber", run(self._language.render(named))),
                paragraph("AnnexTitle", run(first)),
                *(paragraph("AnnexSubtitle", run(title)) for title in more),
                paragraph("AnnexedTo", run(annexed_to(self._head, self._language))),
                rule(50, sum(_WIDTHS)),
            )
        )


def _titles(report: Report, language: Language) -> tuple[str, ...]:
    subject = f"{language.text(report.unit.name)}, {language.period(report.submission.period)}"
    return language.render(message("RESULTS AGAINST THE TARGETS")), language.text(report.pack.title), subject


def _table(report: Report, language: Language) -> str:
    rows = [_head(_WIDTHS, HEADINGS, language)]
    for section in sections(report, language):
        title = cell(sum(_WIDTHS[1:]), paragraph("LeftBold", run(section.title)), span=8, fill=_GROUP)
        rows.append(row([cell(_WIDTHS[0], paragraph("CentreBold", run(section.number)), fill=_GROUP), title]))
        rows += [row(_cells(line)) for line in section.lines]
    return grid(_WIDTHS, rows, lines=True)


def _cells(line: AnnexRow) -> Iterator[str]:
    texts = (
        line.number,
        "  " * line.depth + line.title,
        line.unit,
        line.plan.text,
        line.actual.text,
        line.share.text,
        line.verdict,
        line.note,
        line.owner,
    )
    for width, style, said in zip(_WIDTHS, _STYLES, texts, strict=True):
        yield cell(width, paragraph(style, run(said)))


def _list(listed: list[Item], language: Language) -> str:
    rows = [_head(_LISTED, _LIST_HEADINGS, language)]
    rows += [row(_listed(number, item, language)) for number, item in enumerate(listed, 1)]
    return grid(_LISTED, rows, lines=True)


def _listed(number: int, item: Item, language: Language) -> Iterator[str]:
    aside = item.gate is not None and item.gate in EXEMPT
    weight = language.label(item.gate if item.gate is not None and aside else item.severity)
    hint = language.render(item.hint) if item.hint else ""
    texts = (str(number), weight, item.code.id, language.render(item.message), str(item.location), hint)
    for width, style, said in zip(_LISTED, ("Centre", "Centre", "Centre", "Left", "Left", "Left"), texts, strict=True):
        yield cell(width, paragraph(style, run(said)))


def _head(widths: tuple[int, ...], headings: tuple[Message, ...], language: Language) -> str:
    said = (paragraph("CentreBold", run(language.render(heading))) for heading in headings)
    return row((cell(width, one) for width, one in zip(widths, said, strict=True)), head=True)
