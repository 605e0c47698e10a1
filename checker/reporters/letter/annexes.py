"""The annexes of the letter, on landscape pages: the table of a report, and that of many units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.report import Report
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE, AnnexFigure
from checker.reporters.consolidated.matrix import actual_of, matrix, share_of, whole_rows
from checker.reporters.consolidated.phrases import KEY, about, not_received, remark_of, title_of, without_total
from checker.reporters.consolidated.table import Column, Consolidated, UnitRow
from checker.reporters.letter.frame import annexed_to
from checker.reporters.letter.layout import LandscapePage
from checker.reporters.letter.wml import cell, grid, paragraph, row, rule, run
from checker.reporters.office.annex import PaperAnnex, PaperRow, annex_of
from checker.reporters.office.blanks import DOTS
from checker.reporters.office.document import LetterPart, title
from checker.reporters.office.figures import NO_BREAK, capital

__all__ = ["Annex", "annexes"]

_GROUP: Final = "F2F2F2"
# In the order of the headings; the remaining width is for the remarks.
_COLUMNS: Final = (10.0, 62.0, 18.0, 22.0, 24.0, 22.0, 16.0, 18.0, 26.0, 0.0, 26.0)
_OF_YEAR_EARLIER: Final = (5, 7)
_OWNED: Final = 10
_WIDTH: Final = 252.0
_STYLES: Final = (
    "Centre",
    "Left",
    "Centre",
    *("Right",) * 5,
    "Centre",
    "Left",
    "Left",
)
_END: Final = "./."
_FIGURES: Final = (8.0, 38.0)
_SHARES: Final = (8.0, 30.0)
_ENDS: Final = (14.0, 11.0, 20.0)
_HIGHEST_HEAD: Final = 90.0
_LOWEST_HEAD: Final = 22.0
_UPRIGHT_LINE: Final = 3.3
_UPRIGHT_LETTER: Final = 1.4
_ROW_HEIGHT: Final = 5.0
_SIZES: Final = (8.0, 7.0, 6.0)
"""The sizes of figures, in points: the first at which a figure stands on one line."""
_DIGIT: Final = 0.19
"""The width of a digit and of its share of separators in millimetres, by the size."""
_MARGINS: Final = 0.8
_WIDEST: Final = 16.0
_WIDEST_REMARK: Final = 90.0
_MOST_COLUMNS: Final = 24
_MOST_ON_A4: Final = 42


class Annex:
    """An annex that is created once its number is known."""

    def __init__(self, sheet: LandscapePage, content: Callable[[str], str]) -> None:
        self.sheet = sheet
        self.content = content


def annexes(parts: Sequence[LetterPart], head: Letterhead, language: Language) -> list[Annex]:
    """Return the annexes: for each part, the table of its report and that of its units."""
    maker = _Maker(head, language)
    made: list[Annex] = []
    for part in parts:
        if part.main is not None:
            made.append(maker.of_report(part, part.main))
        if part.table is not None:
            made.append(maker.of_units(part.table))
    return made


class _Maker:
    def __init__(self, head: Letterhead, language: Language) -> None:
        self._head = head
        self._language = language

    def _render(self, sentence: Message) -> str:
        return self._language.render(sentence)

    def _titles(self, number: str, named: str, width: float) -> str:
        heading: Message = message("Annex {number}", number=number) if number else message("Annex")
        return "".join(
            (
                paragraph("AnnexNumber", run(self._render(heading))),
                paragraph("AnnexTitle", run(named.upper())),
                paragraph("AnnexedTo", run(annexed_to(self._head, self._language))),
                rule(50, width),
            )
        )

    # --- one report ---

    def of_report(self, part: LetterPart, report: Report) -> Annex:
        table = annex_of(report, self._language)
        named = title((part,), self._language)
        content = _table(table)
        notes = [paragraph("Note", run(sentence)) for sentence in table.notes]
        end = paragraph("NoteEnd", run(_END))
        return Annex(
            LandscapePage(), lambda number: self._titles(number, named, _WIDTH) + content + "".join(notes) + end
        )

    # --- many units ---

    def of_units(self, table: Consolidated) -> Annex:
        sheet = LandscapePage(margin=10, large=len(table.rows) > _MOST_ON_A4)
        width = sheet.width
        named = title_of(table, self._language)
        without = without_total(table, self._language)
        about_ = paragraph("AnnexedTo", run(about(table, self._language)))
        blocks = [self._figures(table, columns, width) for columns in _chunks(table.columns)]
        if table.judges_units:
            blocks += [self._shares(table, columns, width) for columns in _chunks(table.columns)]
        between = paragraph("NextTable")
        key = paragraph("Note", run(f"{capital(self._render(KEY))}."))
        key += (paragraph("Note", run(f"{without}.")) if without else "") + paragraph("NoteEnd", run(_END))
        return Annex(
            sheet,
            lambda number: self._titles(number, named, width) + about_ + between.join(blocks) + key,
        )

    def _figures(self, table: Consolidated, columns: Sequence[int], width: float) -> str:
        each = min((width - sum(_FIGURES)) / len(columns), _WIDEST)
        widths = (*_FIGURES, *(each for _ in columns))
        rows = [*self._heads(table, columns, widths, ())]
        plans = [table.columns[place].plan for place in columns]
        rows.append(
            _line(
                widths,
                ("", self._render(message("Plan of the whole"))),
                [one.text or NOT_APPLICABLE for one in plans],
                bold=True,
            )
        )
        for whole in whole_rows(table, self._language):
            figures = [whole.figures[place].text for place in columns]
            rows.append(_line(widths, ("", whole.name), figures, bold=True))
        shown = matrix(table, actual_of, self._language)
        size = _size((one.text for figures in shown for one in figures), widths[2])
        for number, unit in enumerate(table.rows, 1):
            rows.append(self._unit(widths, number, unit, [shown[number - 1][place] for place in columns], (), size))
        return grid(widths, rows, lines=True, side=20)

    def _shares(self, table: Consolidated, columns: Sequence[int], width: float) -> str:
        each = min((width - sum(_SHARES) - sum(_ENDS)) / len(columns), _WIDEST)
        *counts, remark = _ENDS
        rest = width - sum(_SHARES) - sum(counts) - each * len(columns)
        widths = (*_SHARES, *(each for _ in columns), *counts, min(max(rest, remark), _WIDEST_REMARK))
        ends = (message("Targets met"), message("Rank"), message("Note"))
        rows = [*self._heads(table, columns, widths, ends)]
        shown = matrix(table, share_of, self._language, percent=True)
        size = _size((one.text for figures in shown for one in figures), widths[2])
        for number, unit in enumerate(table.rows, 1):
            remarks = (
                f"{unit.met}/{unit.judged}",
                str(unit.rank or NOT_APPLICABLE),
                remark_of(unit, table, self._language),
            )
            own = [shown[number - 1][place] for place in columns]
            rows.append(self._unit(widths, number, unit, own, remarks, size))
        return grid(widths, rows, lines=True, side=20)

    def _heads(
        self, table: Consolidated, columns: Sequence[int], widths: Sequence[float], ends: Sequence[Message]
    ) -> Iterator[str]:
        shown = [table.columns[place] for place in columns]
        blank = cell(widths[0], paragraph("TinyBold")) + cell(widths[1], paragraph("TinyBold"))
        groups, at = [], 2
        for group, own in groupby(shown, key=lambda one: one.group):
            n = len(list(own))
            groups.append(cell(sum(widths[at : at + n]), paragraph("TinyBold", run(group)), span=n))
            at += n
        tail = [cell(wide, paragraph("TinyBold")) for wide in widths[at:]]
        yield row([blank, *groups, *tail], head=True)
        first = [message("No."), message("Reporting unit")]
        cells = [
            cell(wide, paragraph("TinyBold", run(self._render(text))))
            for wide, text in zip(widths, first, strict=False)
        ]
        for wide, one in zip(widths[2:], shown, strict=False):
            cells.append(cell(wide, paragraph("TinyCentre", run(_fitted(_named(one), wide))), upright=True))
        for wide, text in zip(widths[at:], ends, strict=True):
            cells.append(cell(wide, paragraph("TinyBold", run(self._render(text))), upright=True))
        yield row(cells, head=True, height=_head_height([_named(one) for one in shown], widths[2]))

    def _unit(
        self,
        widths: Sequence[float],
        number: int,
        unit: UnitRow,
        figures: Sequence[AnnexFigure],
        ends: Sequence[str],
        size: float,
    ) -> str:
        name = self._language.text(unit.unit.short_name)
        if unit.report is not None:
            return _line(widths, (str(number), name), [one.text or NO_FIGURE for one in figures], ends, size=size)
        remark_cell = cell(
            sum(widths[2:]), paragraph("TinyCentre", run(not_received(unit, self._language))), span=len(widths) - 2
        )
        first = cell(widths[0], paragraph("TinyCentre", run(str(number))))
        return row([first, cell(widths[1], paragraph("Tiny", run(name))), remark_cell], height=_ROW_HEIGHT)


def _head_height(names: Sequence[str], wide: float) -> float:
    """Return how high upright names stand, in millimetres: no higher than they need in the lines that fit beside."""
    lines = max(int(wide / _UPRIGHT_LINE), 1)
    return min(max(max(map(len, names)) * _UPRIGHT_LETTER / lines + _UPRIGHT_LINE, _LOWEST_HEAD), _HIGHEST_HEAD)


def _fitted(name: str, wide: float) -> str:
    """Return a name that stands upright, shortened if it has no room: the other annexes and sheets have it in full."""
    lines = max(int(wide / _UPRIGHT_LINE), 1)
    most = int((_HIGHEST_HEAD - _UPRIGHT_LINE) * lines / _UPRIGHT_LETTER)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}{DOTS}"


def _named(one: Column) -> str:
    return f"{one.title} ({one.unit.replace(' ', NO_BREAK)})" if one.unit else one.title


def _chunks(columns: Sequence[Column]) -> list[list[int]]:
    """Return the groups of columns: all in one, or if there are many, by fields."""
    if len(columns) <= _MOST_COLUMNS:
        return [list(range(len(columns)))]
    found: list[list[int]] = [[]]
    for _, own in groupby(range(len(columns)), key=lambda place: columns[place].group):
        places = list(own)
        if found[-1] and len(found[-1]) + len(places) > _MOST_COLUMNS:
            found.append([])
        while len(found[-1]) + len(places) > _MOST_COLUMNS:
            room = _MOST_COLUMNS - len(found[-1])
            found[-1] += places[:room]
            places = places[room:]
            found.append([])
        found[-1] += places
    return [one for one in found if one]


def _line(
    widths: Sequence[float],
    first: tuple[str, str],
    figures: Sequence[str],
    ends: Sequence[str] = (),
    *,
    bold: bool = False,
    size: float = 0,
) -> str:
    number, name = first
    size = size or _size(figures, widths[2])
    words = [*ends, *[""] * (len(widths) - 2 - len(figures) - len(ends))]
    cells = [
        cell(widths[0], paragraph("TinyCentre", run(number))),
        cell(widths[1], paragraph("Tiny", run(name, bold=bold or None))),
        *(cell(wide, _figure(text, size, bold=bold)) for wide, text in zip(widths[2:], figures, strict=False)),
        *(
            cell(wide, paragraph("TinyCentre", run(text)))
            for wide, text in zip(widths[2 + len(figures) :], words, strict=True)
        ),
    ]
    return row(cells, height=_ROW_HEIGHT)


def _size(figures: Iterable[str], wide: float) -> float:
    """Return the size at which all figures stand on one line: nobody reads the decimals of a second one."""
    longest = max((len(text) - text.count(".") / 2 for text in figures if _is_number(text)), default=0)
    return next((size for size in _SIZES if longest * _DIGIT * size <= wide - _MARGINS), _SIZES[-1])


def _figure(text: str, size: float, *, bold: bool) -> str:
    if not _is_number(text):
        return paragraph("TinyCentre", run(text, bold=bold or None))
    return paragraph("TinyRight", run(text, bold=bold or None, size=0 if size == _SIZES[0] else size))


def _is_number(text: str) -> bool:
    return text.lstrip("+-\N{MINUS SIGN}")[:1].isdigit()


def _table(table: PaperAnnex) -> str:
    """Return the table; empty columns are omitted, and their width goes to the remarks."""
    shown = [
        (place, wide)
        for place, wide in enumerate(_COLUMNS)
        if not (place in _OF_YEAR_EARLIER and not table.has_year_earlier)
        and not (place == _OWNED and not table.has_owners)
    ]
    rest = _WIDTH - sum(wide for _, wide in shown)
    widths = [wide or rest for _, wide in shown]
    places = [place for place, _ in shown]
    heads = [
        cell(wide, paragraph("CentreBold", run(table.headings[place])))
        for wide, place in zip(widths, places, strict=True)
    ]
    rows = [row(heads, head=True)]
    for group in table.groups:
        name = cell(sum(widths[1:]), paragraph("LeftBold", run(group.title)), span=len(widths) - 1, fill=_GROUP)
        rows.append(row([cell(widths[0], paragraph("CentreBold", run(group.number)), fill=_GROUP), name]))
        rows += [row(_cells(line, widths, places)) for line in group.rows]
    return grid(widths, rows, lines=True)


def _cells(line: PaperRow, widths: Sequence[float], places: Sequence[int]) -> Iterator[str]:
    texts = (
        line.number,
        "  " * line.depth + line.title,
        line.unit,
        line.plan,
        line.actual,
        line.earlier or DOTS,
        line.share,
        line.change or DOTS,
        line.stands,
        line.remark,
        line.owner,
    )
    for width, place in zip(widths, places, strict=True):
        text, style = texts[place], _STYLES[place]
        # Numbers are right-aligned, words and signs centred.
        looks = "Centre" if style == "Right" and not _is_number(text) else style
        yield cell(width, paragraph(looks, run(text)))
