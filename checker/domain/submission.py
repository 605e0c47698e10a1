"""A submission of an office: observations of indicators, each with its exact location."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from checker.domain.axes import DataState
from checker.domain.diagnostic import Diagnostic
from checker.domain.enumeration import StrEnum
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.text import Message
from checker.domain.unit import Unit

if TYPE_CHECKING:
    from checker.domain.explanation import Explanation

__all__ = [
    "LOCALES",
    "Elsewhere",
    "Field",
    "Figure",
    "Foreign",
    "Ignored",
    "Locale",
    "Move",
    "Observation",
    "Phrase",
    "Reading",
    "ReportedTally",
    "Several",
    "Share",
    "StatedNumber",
    "Submission",
    "Unreadable",
]


Locale: TypeAlias = Literal["vi", "en", "machine"]
"""``vi`` writes 1.234,5 and ``en`` 1,234.5; ``machine`` writes 1234.5, as programs do, and groups nothing."""

LOCALES: Final[tuple[Locale, ...]] = ("vi", "en", "machine")
"""The notations of figures, the default first."""


class StatedNumber(NamedTuple):
    """A number as it is written, before words such as "khoảng" make an interval of it.

    Args:
        value: The number.
        grouped: The other reading, if its single separator stands before exactly three digits and could group thousands
            instead of marking decimals: 1300 for "1,300". Else ``None``.
    """

    value: Decimal
    grouped: Decimal | None = None


class Elsewhere(NamedTuple):
    """A unit near a figure without one; it may or may not belong to the figure.

    Args:
        unit: The unit.
        where: Its place in words, such as "in the heading of the plan".
    """

    unit: Unit
    where: Message


class Move(StrEnum):
    """The meaning of words before a figure: the size of a rise or fall, or the level reached."""

    RISE = "rise"
    FALL = "fall"
    LEVEL = "level"


class Figure(NamedTuple):
    """A number, or the interval that words such as "gần" make of it, in the unit as written.

    Args:
        interval: The possible values.
        unit: The unit, or ``None`` if none is written.
        stated: Its numbers, if they differ from the ends of the interval or their separator is ambiguous.
        stored: Whether a file or database stores it as a number, without separators.
        elsewhere: Units nearby that may belong to it, if it has none.
        move: The meaning of words such as "tăng", "giảm" and "còn" before it; only the pack decides whether they fit.
        start: The level that it moved from, in `unit`, if that is also reported ("giảm từ 5,2% xuống còn 4,5%").
        day: The day on which it stands by its own words ("317 (30/6/2024)"): a year or 0, a month, and a day.
        running: Whether its own words call it the figure of the year so far ("lũy kế: 317").
    """

    interval: Interval
    unit: Unit | None = None
    stated: tuple[StatedNumber, ...] = ()
    stored: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    move: Move | None = None
    start: Decimal | None = None
    day: tuple[int, int, int] | None = None
    running: bool = False

    @property
    def numbers(self) -> tuple[StatedNumber, ...]:
        """Its numbers as written."""
        ends = dict.fromkeys(end for end in (self.interval.lo, self.interval.hi) if isinstance(end, Decimal))
        return self.stated or tuple(map(StatedNumber, ends))

    @property
    def is_doubtful(self) -> bool:
        """Whether a separator could group thousands, although its notation reads it as a decimal mark."""
        return any(number.grouped is not None for number in self.stated)


class Phrase(NamedTuple):
    """Words without a number, such as "không đạt" or "xuất siêu"; only a pack can interpret them."""

    words: str


class Share(NamedTuple):
    """One figure about a plan.

    Args:
        words: The words beside it, which may say whose plan it is, such as "tỉnh".
        figure: The figure.
        unrelated: Whether the words say something else and name nobody: "chậm 5% so KH tỉnh".
    """

    words: str
    figure: Figure
    unrelated: bool = False


class Several(NamedTuple):
    """Several plans or percentages of plans in one cell; only a pack can say who assigned each."""

    shares: tuple[Share, ...]


class Unreadable(NamedTuple):
    """A cell that could not be read, or is ambiguous."""

    trouble: Diagnostic


Reading: TypeAlias = Figure | Phrase | Several | Unreadable


class Field(NamedTuple):
    """One written value: its text, its location, and its reading."""

    text: str
    location: Location
    reading: Reading


class Observation(NamedTuple):
    """The values that one row reports for one indicator.

    Args:
        indicator: The id as written; not yet checked against the pack.
        location: The location of the row.
        value: The reported value, if there is one.
        status: The kind of figure (SDMX OBS_STATUS).
        percent_of_plan: The office's own percentage of its plan, if stated.
        aspect: Further words in the heading of its value, such as "nsnn". Together with the title they may name an
            indicator.
        aspect_alone: Why the value cannot be used if they do not; ``None`` if the row has another value.
        other_plans: The plans of several assigners, each from its own column, with the words that name the assigner.
        other_percents: The percentages of these plans.
        year_earlier: The figure of the same period of the previous year, as the row states it.
        year_earlier_estimated: Whether `year_earlier` is an estimate.
        growth: The growth in percent since the same period of the previous year, if stated.
        note: A remark, passed through.
        numerator: The numerator of a ratio, if reported.
        denominator: The denominator of a ratio, if reported.
        plan: The plan as the row states it.
        title: The indicator's name in the row, if the row also has an id or a code.
        code: The code in the row, besides an id or title.
        cumulative: Whether the value is stated to be year-to-date or of the period alone; ``None`` if not stated.
        of_period: The value of the period alone, beside a year-to-date one.
        behind: The number after the slash of a value such as "640/350". Only a pack can say whether it is the plan or a
            denominator.
        behind_of_period: The same for the value of the period alone.
        share: The percentage that a value with two numbers states of them, as in "1,89% (150/7936 hộ)".
        confirmed: The words in the row that confirm its value, besides its note.
    """

    indicator: str
    location: Location
    value: Field | None
    status: DataState = DataState.FINAL
    percent_of_plan: Field | None = None
    note: str = ""
    numerator: Field | None = None
    denominator: Field | None = None
    plan: Field | None = None
    title: str = ""
    code: str = ""
    cumulative: bool | None = None
    of_period: Field | None = None
    confirmed: str = ""
    behind: Field | None = None
    behind_of_period: Field | None = None
    share: Field | None = None
    growth: Field | None = None
    aspect: str = ""
    aspect_alone: Diagnostic | None = None
    other_plans: tuple[Field, ...] = ()
    other_percents: tuple[Field, ...] = ()
    year_earlier: Field | None = None
    year_earlier_estimated: bool = False


class Foreign(NamedTuple):
    """A figure in another notation than its file, such as "1,890.5" among Vietnamese ones.

    Args:
        text: The figure.
        location: Its place.
    """

    text: str
    location: Location


class ReportedTally(NamedTuple):
    """A tally stated in the submission."""

    counted: int
    met: int
    unmet: int
    location: Location


class Ignored(NamedTuple):
    """An ignored part of a table: a title, a group, a note, or an unused column.

    Args:
        why: Its kind: ``title``, ``group``, ``no_value``, ``note``, ``header``, ``column``, ``sheet`` or ``period``.
        text: Its text.
        location: Its location.
    """

    why: str
    text: str
    location: Location


class Submission(NamedTuple):
    """One submission, read from one file.

    Args:
        path: The file as the user named it.
        sha256: Digest of the file's bytes, in hexadecimal.
        pack: Id of the pack that it names, or empty.
        unit: The reporting unit (who is assessed).
        period: The reference period.
        as_of: The day the figures stand for (the vintage), if stated.
        provider: The sender, or empty.
        sent: The day on which it was sent, if stated; never the file's date.
        synthetic: Whether its figures are synthetic.
        source: The source of its figures, or empty.
        observations: Its rows, in the file's order.
        tally: The stated tally, if any.
        troubles: Problems of single rows, which become findings and do not reject the file.
        places: The locations of its keys, such as ``pack`` and ``period``.
        ignored: The ignored parts of a table, in the order of the file.
        foreign: A figure that is only valid in another notation, which makes the file's notation uncertain.
        amends: Whether it corrects only its own rows of an earlier submission for the same unit and period.
        is_form: Whether it is a form: a table with a row for each indicator, possibly with more rows than the pack.
        stated_period: The period stated in the file, if the caller overrides it.
        explanations: Explanations of targets that are missed or behind.
    """

    path: str
    sha256: str
    pack: str
    unit: str
    period: Period
    as_of: dt.date | None
    observations: tuple[Observation, ...]
    provider: str = ""
    synthetic: bool = False
    source: str = ""
    tally: ReportedTally | None = None
    troubles: tuple[Diagnostic, ...] = ()
    places: tuple[tuple[str, Location], ...] = ()
    ignored: tuple[Ignored, ...] = ()
    foreign: Foreign | None = None
    amends: bool = False
    is_form: bool = False
    stated_period: Period | None = None
    sent: dt.date | None = None
    explanations: tuple[Explanation, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a separator in any figure could group thousands, although it is read as a decimal mark."""
        return any(
            field.reading.is_doubtful
            for row in self.observations
            for field in (row.value, row.of_period, row.plan, row.percent_of_plan, row.numerator, row.denominator)
            if field is not None and isinstance(field.reading, Figure)
        )

    def place(self, key: str) -> Location:
        """Return the location of `key` in the file, or of the file."""
        return dict(self.places).get(key, Location(self.path))
