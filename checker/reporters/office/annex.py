"""The annex of a letter: the table of one report, with remarks where numbers are not enough.

Owns its words and signs. `reporters.annex` gives the order and numbers of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Kind, Pace, Verdict
from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result
from checker.domain.submission import Observation
from checker.domain.text import Message, message
from checker.domain.unit import INDEX
from checker.language import Language
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE, AnnexRow, sections
from checker.reporters.office.earlier import earlier_cells, earlier_notes, last_period_of
from checker.reporters.office.figures import (
    NO_BREAK,
    amount,
    bound,
    capital,
    count,
    has_figure,
    observation_of,
    points,
    reported,
    stated_share,
)
from checker.reporters.office.figures import share as written_share
from checker.reporters.office.paragraph import standing
from checker.reporters.office.period_phrases import is_due, is_within
from checker.reporters.office.sentences import gap_of, is_above, label_of, share_of

__all__ = ["PaperAnnex", "PaperGroup", "PaperRow", "annex_of", "verdict_of"]

_MET: Final = (Verdict.MET, Verdict.EXCEEDED)
_STATES: Final = {
    DataState.ESTIMATE: message("estimated"),
    DataState.PROVISIONAL: message("provisional figure"),
}
_VERDICTS: Final = {
    Verdict.EXCEEDED: message("Exceeded"),
    Verdict.MET: message("Met"),
    Verdict.UNMET: message("Not met"),
    Verdict.NO_DATA: message("No figure"),
    Verdict.UNDECIDED: message("Not decided yet"),
    Verdict.INVALID: message("Not decided yet"),
}

_EXPECTED: Final = {
    Verdict.EXCEEDED: message("Expected to be exceeded"),
    Verdict.MET: message("Expected to be met"),
    Verdict.UNMET: message("Expected to be unmet"),
}


class PaperRow(NamedTuple):
    """The printed row of one target."""

    number: str
    depth: int
    title: str
    unit: str
    plan: str
    actual: str
    earlier: str
    share: str
    change: str
    stands: str
    remark: str
    owner: str
    result: Result


class PaperGroup(NamedTuple):
    """A group of targets, with a Roman numeral."""

    number: str
    title: str
    rows: tuple[PaperRow, ...]


class PaperAnnex(NamedTuple):
    """The table of one report.

    Args:
        headings: The headings of its columns; the owner's only if a target has one.
        groups: Its rows.
        notes: The notes below it: the key of its signs, and the number of targets met.
        within: Whether it shows paces instead of verdicts, because not all targets are due.
    """

    headings: tuple[str, ...]
    groups: tuple[PaperGroup, ...]
    notes: tuple[str, ...]
    within: bool = False

    @property
    def has_year_earlier(self) -> bool:
        """Whether any target has a figure of the same period of the previous year."""
        return any(row.earlier for group in self.groups for row in group.rows)

    @property
    def has_owners(self) -> bool:
        """Whether any target has a responsible office."""
        return any(row.owner for group in self.groups for row in group.rows)


def annex_of(report: Report, language: Language) -> PaperAnnex:
    """Return the table of a report."""
    within = is_within(report)
    groups = tuple(
        PaperGroup(one.number, one.title, tuple(_row(report, line, language, within=within) for line in one.lines))
        for one in sections(report, language)
    )
    table = PaperAnnex(
        tuple(language.render(one) for one in _headings(report, language, within=within)), groups, (), within
    )
    return table._replace(notes=tuple(_notes(report, table, language, within=within)))


def _headings(report: Report, language: Language, *, within: bool) -> Iterator[Message]:
    period = language.period(report.submission.period)
    estimated = any(one.data is DataState.ESTIMATE for one in report.results if one.value is not None)
    yield message("No.")
    yield message("Indicator name")
    yield message("Unit")
    yield message("Plan of the year")
    yield message("Estimate of {period}", period=period) if estimated else message("Result of {period}", period=period)
    yield message("Same period of the year before")
    yield message("{sign} of plan", sign="%")
    yield message("{sign} of the year before", sign="%")
    yield message("Pace") if within else message("Assessment")
    yield message("Note")
    yield message("Office in charge")


def _row(report: Report, line: AnnexRow, language: Language, *, within: bool) -> PaperRow:
    result = line.result
    row = observation_of(report, result)
    part = share_of(result)
    before, of_before = earlier_cells(result.year_earlier, language)
    return PaperRow(
        line.number,
        line.depth,
        line.title,
        line.unit,
        line.plan.text or NOT_APPLICABLE,
        _actual(line, row, language),
        before.text,
        _share(line, part, stated_share(row)),
        of_before.text,
        _stands(report, result, language, within=within),
        "; ".join(_remarks(result, row, language)),
        line.owner,
        result,
    )


def _actual(line: AnnexRow, row: Observation | None, language: Language) -> str:
    """Return a figure as a number, or in the reported words."""
    result = line.result
    if not has_figure(result):
        return result.text if result.verdict is Verdict.INVALID and result.text else NO_FIGURE
    if line.actual.number is not None:
        return line.actual.text
    text, unit = reported(result, row, language), result.unit
    return text.removesuffix(unit).rstrip() if unit and unit not in INDEX else text


def _share(line: AnnexRow, part: Exact | None, stated: str) -> str:
    result = line.result
    if part is not None:
        return line.share.text
    if stated and has_figure(result) and result.unit != "%" and not _is_number(result):
        return stated.removesuffix("%")
    return NOT_APPLICABLE if has_figure(result) or result.unit == "%" else NO_FIGURE


def _is_number(result: Result) -> bool:
    return result.value is not None and result.value.is_point


def _stands(report: Report, result: Result, language: Language, *, within: bool) -> str:
    """Return the verdict of a due target, else its pace; a sign if it is only judged at the end."""
    verdict = result.verdict
    if verdict is Verdict.NOT_ASSESSED:
        return NOT_APPLICABLE
    if within and verdict in _MET:
        return language.render(message("Plan of the year reached"))
    if verdict is Verdict.UNMET and not is_due(report, result):
        return language.render(message("Beyond the plan of the year"))
    if not within or verdict is not Verdict.NOT_DUE:
        return verdict_of(result, language)
    return _pace(result, language)


def verdict_of(result: Result, language: Language) -> str:
    """Return a verdict in report wording; of an estimate it is what is expected."""
    if result.data is DataState.ESTIMATE and result.verdict in _EXPECTED:
        return language.render(_EXPECTED[result.verdict])
    return language.render(_VERDICTS.get(result.verdict, message("Not due yet")))


def _pace(result: Result, language: Language) -> str:
    if not has_figure(result):
        return NOT_APPLICABLE if result.yearly else NO_FIGURE
    if result.level is None and result.pace is Pace.NONE:
        return NOT_APPLICABLE
    gap = gap_of(result)
    label_text = capital(label_of(result, language))
    if gap is None or (result.level is None and result.pace not in (Pace.BEHIND, Pace.AT_RISK)):
        return label_text
    # A hyphen could be separated from its number at a line end.
    sign = "\N{MINUS SIGN}" if gap < 0 else "+"
    return f"{label_text}, {sign}{points(gap, language).replace(' ', NO_BREAK)}"


def _remarks(result: Result, row: Observation | None, language: Language) -> Iterator[str]:
    """Yield remarks that the numbers of a row do not show."""
    value = result.value
    if row is not None and row.note:
        yield row.note
    if result.verdict is Verdict.UNMET and value is not None and result.kind is not Kind.VERDICT:
        yield from _why(result, value, language)
    if row is not None and row.numerator is not None and row.denominator is not None:
        yield f"{row.numerator.text}/{row.denominator.text}"
    if result.data in _STATES:
        yield language.render(_STATES[result.data])
    if (
        result.figure is not None
        and value is not None
        and result.figure.interval != value
        and _is_number(result)
        and not result.addends
    ):
        yield language.render(message("the unit reports “{text}”", text=result.text))
    yield from earlier_notes(result, language)
    yield from filter(None, (last_period_of(result, language),))
    if result.since:
        since = "/".join(reversed(result.since.split("-")))
        yield language.render(message("plan revised from {date}", date=since))


def _why(result: Result, value: Interval, language: Language) -> Iterator[str]:
    """Yield why a target is not met, if the figure beside the plan does not show it."""
    short, bound_text = result.shortfall, bound(result, language)
    if short is None or short <= 0:
        words = _without_unit(bound_text, result.unit)
        if value.is_point and value.lo is not None:
            figure = language.number(value.lo)
            yield language.render(message("equals {figure}, asked for: {bound}", figure=figure, bound=words))
        else:
            figure_text = _without_unit(result.text, result.unit)
            yield language.render(message("reported {figure}, asked for: {bound}", figure=figure_text, bound=words))
        return
    by = points(short, language, 6) if result.unit == "%" else amount(short, result.unit, language)
    if is_above(result):
        yield language.render(message("{difference} above it", difference=by))
    elif share_of(result) is None:
        yield language.render(message("{difference} below it", difference=by))


def _without_unit(words: str, unit: str) -> str:
    """Return words without the unit, which has its own column."""
    return re.sub(rf"\s*{re.escape(unit)}(?!\w)", "", words, count=1).strip() if unit else words


def _notes(report: Report, table: PaperAnnex, language: Language, *, within: bool) -> Iterator[str]:
    cells = [
        cell for group in table.groups for row in group.rows for cell in (row.plan, row.actual, row.share, row.stands)
    ]
    signs = []
    if NO_FIGURE in cells:
        signs.append(language.render(message("…: no figure yet")))
    if NOT_APPLICABLE in cells:
        signs.append(language.render(message("x: does not apply")))
    stand = standing(report)
    yearly = [one for one in stand.missing if one.yearly]
    if within and yearly:
        n = count(len(yearly), language)
        signs.append(
            language.render(message("x under “Pace”: judged at the end of the year ({count} targets)", count=n))
        )
    if signs:
        yield f"{'; '.join(signs)}."
    if stand.due and stand.counted:
        word = message("met and exceeded") if stand.exceeded != 0 else message("met")
        part = written_share(Fraction(100 * stand.met, stand.counted), language)
        sentence = message(
            "In all: {met}/{counted} targets {which} ({percent}).",
            met=stand.met,
            counted=stand.counted,
            which=word,
            percent=part,
        )
        yield language.render(sentence)
