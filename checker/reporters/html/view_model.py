"""The view model of the page: texts and shapes in page order; templates only lay them out.

Must not know their origin. Every text is safe to show and contains no markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.domain.record import NamedTuple
from checker.reporters.html.charts import Bullet, Course

__all__ = [
    "BarSegment",
    "CourseView",
    "Heat",
    "IndicatorRow",
    "MapCell",
    "Page",
    "ReportMention",
    "ReportRow",
    "ReportView",
    "RowGroup",
    "ShownFinding",
    "Sign",
    "SurveyView",
    "TallyLine",
    "Together",
    "Year",
]


class Sign(NamedTuple):
    """A word with its sign and tone.

    Args:
        tone: ``good``, ``bad``, ``doubt`` or ``calm``; a colour in the style sheet.
        mark: A sign that distinguishes it without colour.
        word: The word.
    """

    tone: str
    mark: str
    word: str


class ShownFinding(NamedTuple):
    """A finding, or the diagnostic of a file that could not be evaluated."""

    anchor: str
    sign: Sign
    code: str
    sentence: str
    frame: str
    details: tuple[tuple[str, str], ...]


class IndicatorRow(NamedTuple):
    """An indicator of a report; `order` and `share` are the sort keys of its value and percentage."""

    anchor: str
    code: str
    title: str
    note: str
    child: bool
    reported: str
    order: str
    bound: str
    gap: str
    bullet: Bullet | None
    described: str
    of_plan: str
    share: str
    verdict: str
    stands: Sign
    pace: Sign | None
    data: str
    before: tuple[str, ...]
    place: str
    group: str
    remarks: tuple[ShownFinding, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


class RowGroup(NamedTuple):
    """Indicators under one heading."""

    title: str
    rows: tuple[IndicatorRow, ...]
    first: bool = False


class BarSegment(NamedTuple):
    """A segment of the tally bar, in hundredths."""

    sign: Sign
    targets: int
    start: float
    length: float


class ReportView(NamedTuple):
    """One report."""

    anchor: str
    title: str
    subject: str
    file: str
    made_up: tuple[str, ...]
    gate: Sign
    decision: str
    reasons: tuple[str, ...]
    tally: tuple[str, ...]
    met: int
    counted: int
    parts: tuple[BarSegment, ...]
    remarks: tuple[ShownFinding, ...]
    groups: tuple[RowGroup, ...]
    titles: tuple[str, ...]
    verdicts: tuple[str, ...]
    traced: str


class ReportRow(NamedTuple):
    """A report in the overview."""

    anchor: str
    unit: str
    period: str
    tally: str
    gate: Sign
    rank: str = ""
    parts: tuple[BarSegment, ...] = ()


class ReportMention(NamedTuple):
    """A report with a shared finding, and its own figure."""

    anchor: str
    unit: str
    sentence: str


class Together(NamedTuple):
    """A finding shared by several reports."""

    sign: Sign
    code: str
    title: str
    sentence: str
    mentions: tuple[ReportMention, ...]


class MapCell(NamedTuple):
    """An indicator of a report in the map."""

    anchor: str
    sign: Sign
    about: str
    figure: str = ""


class Heat(NamedTuple):
    """The results of a pack's units, by indicator."""

    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[tuple[ReportRow, tuple[MapCell | None, ...]], ...]
    legend: tuple[Sign, ...]

    @property
    def dated(self) -> bool:
        """Whether lines have different periods."""
        return any(line.period for line, _ in self.lines)


class CourseView(NamedTuple):
    """An indicator over the periods of a year."""

    title: str
    course: Course
    described: str


class Year(NamedTuple):
    """A unit over the periods of a year."""

    title: str
    courses: tuple[CourseView, ...]


class TallyLine(NamedTuple):
    """The results of a bulk run's units for one indicator."""

    code: str
    title: str
    period: str
    units: str
    parts: tuple[BarSegment, ...]
    description: str


class SurveyView(NamedTuple):
    """The results of a bulk run over all rows."""

    title: str
    gate: Sign
    sentences: tuple[str, ...]
    tallies: tuple[TallyLine, ...]


class Page(NamedTuple):
    """The whole page."""

    language: str
    title: str
    words: Mapping[str, str]
    broken: tuple[ShownFinding, ...]
    overview: tuple[ReportRow, ...]
    heats: tuple[Heat, ...]
    years: tuple[Year, ...]
    reports: tuple[ReportView, ...]
    notices: tuple[str, ...]
    ending: str
    survey: SurveyView | None
    together: tuple[Together, ...] = ()
    folded: bool = False
