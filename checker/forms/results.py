"""The sheet of results: the conclusion of a report, the actions to take, and the state of each target.

Owns its content and order. It uses the words of written reports. None of its headings identifies a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.domain.codes import UNKNOWN_FIGURES
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result
from checker.domain.text import Message, Value, message
from checker.forms.form import OWN_SHEET
from checker.forms.remarks import Remark, place_in, to_do, tone_of
from checker.forms.result_part import ResultCell, ResultPart
from checker.forms.styles import ResultStyle, StylesPart
from checker.forms.texts import column_of, quoted, row_of
from checker.language import Language
from checker.reporters.office.annex import PaperAnnex, PaperRow, annex_of
from checker.reporters.office.figures import capital
from checker.reporters.office.paragraph import short_form

__all__ = ["ResultSheet", "results_sheet"]

_TO_DO: Final = (
    (message("No."), 1),
    (message("Cell"), 2),
    (message("Indicator name"), 4),
    (message("Problem"), 8),
    (message("What to do"), 10),
)
_CODE: Final = 11
_TARGETS: Final = (
    (message("No."), 1),
    (message("Indicator name"), 3),
    (message("Unit"), 4),
    (message("Plan of the year"), 5),
    (message("Read"), 6),
    (message("{sign} of plan", sign="%"), 7),
)
_NAMED: Final = 3
_LEGEND: Final = message(
    "Colours: green – met or exceeded; red – not met, or wrong in the file; yellow – to be looked at again, or not "
    "decided; blue – a note. Every coloured cell of the report has a comment. Figures and formats of the report are as "
    "they were."
)


class ResultSheet(NamedTuple):
    """The sheet.

    Args:
        data: Its part.
        heading: The row that is printed on every page, or 0.
    """

    data: bytes
    heading: int


def results_sheet(
    reports: Sequence[Report],
    remarks: Sequence[Remark],
    sheets: Sequence[str],
    styles: StylesPart,
    language: Language,
    *,
    codes: bool = False,
) -> ResultSheet:
    """Return the sheet.

    Args:
        reports: The reports.
        remarks: The remarks about locations of the file.
        sheets: The names of the workbook's sheets.
        styles: The workbook's styles, to which formats are added.
        language: The language to write in.
        codes: Whether a last column has the code of each remark.
    """
    return _Writer(sheets, ResultPart(styles, codes=codes), language, codes=codes).sheet(reports, remarks)


class _Writer:
    def __init__(self, sheets: Sequence[str], part: ResultPart, language: Language, *, codes: bool) -> None:
        self._sheets = sheets
        self._part = part
        self._language = language
        self._codes = codes
        self._heading = 0
        self._one_sheet = True

    def sheet(self, reports: Sequence[Report], remarks: Sequence[Remark]) -> ResultSheet:
        self._line(message("RESULTS OF CHECKING THE FIGURES OF THE REPORT"), ResultStyle.TITLE)
        places = (one.location for one in remarks)
        self._one_sheet = len({one.sheet for one in places if one is not None and one.sheet in self._sheets}) == 1
        for report in reports:
            self._about(report)
        self._to_do(to_do(remarks))
        several = len(reports) > 1
        notes: dict[str, None] = {}
        for report in reports:
            self._part.line("", ResultStyle.REMARK)
            notes |= dict.fromkeys(self._targets(report, several=several))
        self._part.line("", ResultStyle.REMARK)
        for note in notes:
            self._part.line(note, ResultStyle.REMARK)
        self._line(_LEGEND, ResultStyle.REMARK)
        return ResultSheet(self._part.data(), self._heading)

    def _render(self, sentence: Message) -> str:
        return self._language.render(sentence)

    def _line(self, sentence: Message, look: ResultStyle) -> None:
        self._part.line(self._render(sentence), look)

    def _about(self, report: Report) -> None:
        self._part.line(_named(report, self._language), ResultStyle.PART)
        if report.submission.synthetic or report.pack.synthetic:
            self._line(message("MADE-UP FIGURES, not published ones"), ResultStyle.PART)
        decision = self._language.label(report.gate.decision).upper()
        self._line(message("Gate: {decision}", decision=decision), ResultStyle.PART)
        read = _read(report, self._language)
        if read:
            self._part.line(read, ResultStyle.REMARK)
        self._part.line(short_form(report, self._language), ResultStyle.REMARK)

    def _to_do(self, remarks: Sequence[Remark]) -> None:
        self._part.line("", ResultStyle.REMARK)
        if not remarks:
            self._line(message("A. To do"), ResultStyle.PART)
            self._line(message("There is nothing to do."), ResultStyle.REMARK)
            return
        self._line(message("A. To do ({count})", count=len(remarks)), ResultStyle.PART)
        code = [(message("Look-up code"), _CODE)] if self._codes else []
        self._head([*_TO_DO, *code])
        for number, one in enumerate(remarks, 1):
            place, link = self._link(one.location)
            cells = [
                ResultCell(str(number), 1, ResultStyle.CENTRE),
                ResultCell(place, 2, ResultStyle.LINK, link=link),
                ResultCell(one.name, 4),
                ResultCell(one.problem, 8),
                ResultCell(capital(one.remedy), 10),
            ]
            self._part.row([*cells, ResultCell(one.code, _CODE, ResultStyle.CENTRE)] if self._codes else cells)

    def _targets(self, report: Report, *, several: bool) -> tuple[str, ...]:
        """Write the table of a report, and return the notes below it."""
        table = annex_of(report, self._language)
        self._line(message("B. Result of each target"), ResultStyle.PART)
        if several:
            self._part.line(_named(report, self._language), ResultStyle.REMARK)
        heading = self._part.next_row
        self._head([*_TARGETS, (_stands(table), 8), (message("Note"), 9), (message("Cell"), 10)])
        self._heading = self._heading or heading
        for group in table.groups:
            if len(table.groups) > 1:
                self._part.row(
                    [ResultCell(group.number, 1, ResultStyle.GROUP), ResultCell(group.title, 10, ResultStyle.GROUP)]
                )
            for row in group.rows:
                self._target(report, row)
        return table.notes

    def _target(self, report: Report, row: PaperRow) -> None:
        place, link = self._link(place_in(report, row.result), known=False)
        cells = [
            ResultCell(row.number, 1, ResultStyle.CENTRE),
            ResultCell(row.title, 3),
            ResultCell(row.unit, 4, ResultStyle.CENTRE),
            ResultCell(row.plan, 5, ResultStyle.NUMBER),
            ResultCell(row.actual, 6, ResultStyle.NUMBER),
            ResultCell(row.share, 7, ResultStyle.NUMBER),
            ResultCell(row.stands, 8, ResultStyle.CENTRE, tone_of(row.result)),
            ResultCell(row.remark, 9),
            ResultCell(place, 10, ResultStyle.LINK if link else ResultStyle.CENTRE, link=link),
        ]
        self._part.row(cells)

    def _head(self, columns: Sequence[tuple[Message, int]]) -> None:
        self._part.row([ResultCell(self._render(text), last, ResultStyle.HEAD) for text, last in columns])

    def _link(self, place: Location | None, *, known: bool = True) -> tuple[str, str]:
        """Return the name of a location, and its link; without a location, link to the first sheet."""
        if place is not None and place.cell and place.sheet in self._sheets and place.sheet != OWN_SHEET:
            link = f"{quoted(place.sheet)}!{place.cell}"
            # The name of the sheet is omitted if all remarks are on one sheet.
            return (place.cell if self._one_sheet else link), link
        if not known or not self._sheets:
            return "", ""
        sheet = place.sheet if place is not None and place.sheet in self._sheets else self._sheets[0]
        return sheet, f"{quoted(sheet)}!A1"


def _named(report: Report, language: Language) -> str:
    return f"{capital(language.text(report.unit.name))} - {language.period(report.submission.period)}"


def _stands(table: PaperAnnex) -> Message:
    return message("Pace") if table.within else message("Assessment")


def _read(report: Report, language: Language) -> str:
    """Return the number of figures read with their origin, and the parts of the table without a target."""
    parts = []
    for (sheet, column), rows in _places(report).items():
        sentence = message(
            "Read {count} figures from column {column}, rows {first} to {last} of sheet “{sheet}”",
            count=len(rows),
            column=column,
            first=min(rows),
            last=max(rows),
            sheet=sheet,
        )
        parts.append(language.render(sentence))
    for finding in report.findings:
        if finding.code is UNKNOWN_FIGURES:
            values: dict[str, Value] = dict(finding.message.values)
            every = values["names"]
            names = [str(one) for one in every] if isinstance(every, tuple) else [str(every)]
            more = ("…",) if len(names) > _NAMED else ()
            sentence = message(
                "{count} rows belong to no target and are not counted: {names}",
                count=values["count"],
                names=("; ".join((*names[:_NAMED], *more))),
            )
            parts.append(language.render(sentence))
    return f"{'; '.join(parts)}." if parts else ""


def _places(report: Report) -> dict[tuple[str, str], set[int]]:
    """Return the rows of the readable figures, by sheet and column."""
    found: dict[tuple[str, str], set[int]] = {}
    for result in report.results:
        place = result.location
        if _is_read(result) and place is not None and place.sheet and not place.cell.isdecimal():
            column = place.cell.rstrip("0123456789")
            found.setdefault((place.sheet, column), set()).add(row_of(place.cell))
    return dict(sorted(found.items(), key=lambda one: (one[0][0], column_of(one[0][1]))))


def _is_read(result: Result) -> bool:
    return result.value is not None or result.figure is not None
