"""The table that offices append to a report: groups, numbered rows, plan, actual figure and assessment.

Owns the order and numbers of the rows, and which figures are numbers. Must not know any file format, or compute
anything that is not in the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Kind, Pace
from checker.domain.comparator import traits_of
from checker.domain.interval import Exact, Interval
from checker.domain.number import decimals, legible, plain, rounded_distinct
from checker.domain.phrase import bound_phrase, value_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result, TargetBound
from checker.domain.text import Message, message
from checker.language import Language

__all__ = [
    "HEADINGS",
    "NOT_APPLICABLE",
    "NO_FIGURE",
    "AnnexFigure",
    "AnnexRow",
    "AnnexSection",
    "figure_of",
    "roman",
    "sections",
]

HEADINGS: Final = (
    message("No."),
    message("Indicator name"),
    message("Unit"),
    message("Plan of the year"),
    message("Actual"),
    message("{sign} of plan", sign="%"),
    message("Assessment"),
    message("Note"),
    message("Office in charge"),
)
"""The headings of the columns, in order."""
NO_FIGURE: Final = "…"
"""The sign for a missing figure; an empty cell would be ambiguous."""
NOT_APPLICABLE: Final = "x"
"""The sign for a meaningless figure."""

_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACES: Final = 12
_WHOLE: Final = Fraction(100)


class AnnexFigure(NamedTuple):
    """A cell in a column of figures.

    Args:
        text: Its display text.
        number: Its value, if it is a single number.
        places: The minimum number of decimals to show.
    """

    text: str
    number: Decimal | None = None
    places: int = 0


class AnnexRow(NamedTuple):
    """The row of one target.

    Args:
        number: Its number, such as ``4`` or, for a part ("trong đó"), ``4.1``; empty for a further
            target of the same indicator.
        depth: Its nesting level as a part of other indicators.
        result: The result.
    """

    number: str
    depth: int
    title: str
    unit: str
    plan: AnnexFigure
    actual: AnnexFigure
    share: AnnexFigure
    verdict: str
    note: str
    owner: str
    result: Result


class AnnexSection(NamedTuple):
    """A group of the pack, with a Roman numeral."""

    number: str
    title: str
    lines: tuple[AnnexRow, ...]


def sections(report: Report, language: Language) -> tuple[AnnexSection, ...]:
    """Return the rows of a report, group by group; parts follow their whole."""
    groups = dict.fromkeys(result.group for result in report.results)
    maker = _Lines(report, language)
    return tuple(
        AnnexSection(
            roman(place),
            language.text(group),
            tuple(maker.lines([result for result in report.results if result.group == group])),
        )
        for place, group in enumerate(groups, 1)
    )


def roman(number: int) -> str:
    """Write a number, from 1, in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def figure_of(value: Interval, language: Language, limit: Exact | None = None) -> AnnexFigure:
    """Return a value for a column of figures: a number, or words for an interval.

    Args:
        value: The value.
        language: The language.
        limit: The number that it is compared with, if there is one.
    """
    if value.is_point and value.lo is not None:
        return _number(value.lo, language, limit)
    return AnnexFigure(_sentence(language.render(value_phrase(value, ""))))


def _number(number: Exact, language: Language, limit: Exact | None = None) -> AnnexFigure:
    shown = legible(number, limit)
    return AnnexFigure(language.number(shown), plain(number, _PLACES), decimals(shown))


class _Lines:
    """Numbers the rows through all groups."""

    def __init__(self, report: Report, language: Language) -> None:
        self._language = language
        self._count = 0
        self._remarks = {
            row.value.location: row.note for row in report.submission.observations if row.value and row.note
        }

    def lines(self, results: list[Result]) -> Iterator[AnnexRow]:
        """Yield the rows of one group."""
        members: dict[str, list[Result]] = {}
        for result in results:
            members.setdefault(result.indicator, []).append(result)
        parts: dict[str, list[str]] = {}
        for id_, (first, *_) in members.items():
            parts.setdefault(first.parent if first.parent in members else "", []).append(id_)
        for id_ in parts.get("", ()):
            self._count += 1
            yield from self._family(id_, members, parts, str(self._count), 0)

    def _family(
        self, id_: str, members: dict[str, list[Result]], parts: dict[str, list[str]], number: str, depth: int
    ) -> Iterator[AnnexRow]:
        for place, result in enumerate(members[id_]):
            yield self._line(result, number if place == 0 else "", depth)
        for place, part in enumerate(parts.get(id_, ()), 1):
            yield from self._family(part, members, parts, f"{number}.{place}", depth + 1)

    def _line(self, result: Result, number: str, depth: int) -> AnnexRow:
        language = self._language
        title: Message = message("{title}", title=result.title)
        if result.assigned_by:
            title = message("{title} (assigned by {office})", title=result.title, office=result.assigned_by)
        return AnnexRow(
            number,
            depth,
            language.render(title),
            result.unit,
            self._plan(result.bound, result.unit),
            self._actual(result),
            self._share(result),
            _sentence(language.label(result.verdict)),
            self._note(result),
            result.owner,
            result,
        )

    def _plan(self, bound: TargetBound | None, unit: str) -> AnnexFigure:
        if bound is None:
            return AnnexFigure("")
        bare = bound.upper is None and not bound.tolerance and traits_of(bound.comparator).bare
        if bare and bound.number is not None:
            return _number(bound.number, self._language)
        # The unit has its own column, but "giảm 1,5" is only clear with its unit.
        with_unit = unit if bound.baseline is not None else ""
        return AnnexFigure(_sentence(self._language.render(bound_phrase(bound, with_unit))))

    def _actual(self, result: Result) -> AnnexFigure:
        value = result.value
        if value is None:
            return AnnexFigure(result.text)
        if result.kind is Kind.VERDICT:
            return AnnexFigure(result.text)  # Only a verdict is reported, which has no number.
        return figure_of(value, self._language, result.bound.number if result.bound is not None else None)

    def _share(self, result: Result) -> AnnexFigure:
        share = result.percent_of_plan
        if share is None:
            return AnnexFigure("")
        # Enough decimals to show on which side of the plan it is.
        shown = rounded_distinct(share, _WHOLE, 1)
        return AnnexFigure(self._language.number(shown), plain(share, _PLACES), decimals(shown))

    def _note(self, result: Result) -> str:
        language = self._language
        notes = [self._remarks.get(result.location, "") if result.location else ""]
        if result.data not in (DataState.FINAL, DataState.MISSING):
            notes.append(_sentence(language.label(result.data)))
        if result.pace is not Pace.NONE:
            notes.append(language.render(message("Pace: {pace}", pace=language.label(result.pace))))
        if result.figure is not None and result.value is not None and result.figure.interval != result.value:
            notes.append(language.render(message("Reported as “{text}”", text=result.text)))
        return "; ".join(filter(None, notes))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
