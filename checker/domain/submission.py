"""What an office sent: observations of indicators, each with its exact place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

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
    "Elsewhere",
    "Field",
    "Figure",
    "Foreign",
    "Ignored",
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


class StatedNumber(NamedTuple):
    """A number as it is written, before words such as "khoảng" make an interval of it.

    Args:
        value: The number.
        grouped: What it is if its one separator, which the notation takes for the decimal sign and which
            stands before exactly three digits, groups thousands: 1300 for "1,300"; else ``None``.
    """

    value: Decimal
    grouped: Decimal | None = None


class Elsewhere(NamedTuple):
    """A unit that stands near a bare figure, where it is not certain that it is the figure's own.

    Args:
        unit: The unit.
        where: Where it stands, such as "in the heading of the plan".
    """

    unit: Unit
    where: Message


class Move(StrEnum):
    """What the words before a figure say of it: how far a level rose or fell, or which level was reached."""

    RISE = "rise"
    FALL = "fall"
    LEVEL = "level"


class Figure(NamedTuple):
    """A number, or the interval that words such as "gần" make of it, in the unit that was written.

    Args:
        interval: What it can be.
        unit: The unit, or ``None`` where none is written.
        stated: Its numbers, where they are not the ends of the interval or their separator may be another.
        stored: Whether a file or database stores it as a number, so that it has no separators.
        elsewhere: The units of which one may be its own, where it has none.
        move: What words such as "tăng", "giảm" and "còn" before it say; only a pack can say whether they fit.
        start: The level that it moved from, in `unit`, where that is reported too ("giảm từ 5,2% xuống còn 4,5%").
    """

    interval: Interval
    unit: Unit | None = None
    stated: tuple[StatedNumber, ...] = ()
    stored: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    move: Move | None = None
    start: Decimal | None = None

    @property
    def numbers(self) -> tuple[StatedNumber, ...]:
        """Its numbers as they are written."""
        ends = dict.fromkeys(end for end in (self.interval.lo, self.interval.hi) if isinstance(end, Decimal))
        return self.stated or tuple(map(StatedNumber, ends))

    @property
    def is_doubtful(self) -> bool:
        """Whether a separator of it could group thousands, though its notation takes it for the decimal sign."""
        return any(number.grouped is not None for number in self.stated)


class Phrase(NamedTuple):
    """Words without a number, such as "không đạt" or "xuất siêu"; only a pack can say what they mean."""

    words: str


class Share(NamedTuple):
    """One figure about a plan.

    Args:
        words: What stands beside it and may say whose plan it is, such as "tỉnh".
        figure: The figure.
        apart: Whether the words say something else of it, so that they name nobody: "chậm 5% so KH tỉnh".
    """

    words: str
    figure: Figure
    apart: bool = False


class Several(NamedTuple):
    """Percentages of plans, or plans, that stand in one cell; only a pack can say who assigned each."""

    shares: tuple[Share, ...]


class Unreadable(NamedTuple):
    """A cell that could not be read, or could be read in more than one way."""

    trouble: Diagnostic


Reading: TypeAlias = Figure | Phrase | Several | Unreadable


class Field(NamedTuple):
    """One written value: its text, its place, and how it reads."""

    text: str
    location: Location
    reading: Reading


class Observation(NamedTuple):
    """The values that one row reports for one indicator.

    Args:
        indicator: The id as written; not yet known to be one of the pack's.
        location: The place of the row.
        value: The reported value, if there is one.
        status: What kind of figure it is (SDMX OBS_STATUS).
        percent_of_plan: The office's own percentage of its plan, if it states one.
        aspect: What the heading of its value says beside the reported value, such as "nsnn": together with the name
            it may be that of an indicator.
        aspect_alone: Why the value is nobody's where the two are no indicator; ``None`` where the row has another one.
        other_plans: The plans of several assigners, each in a column of its own and with the words that name it.
        other_percents: The percentages of these plans.
        year_earlier: What the row states for the same period of the year before, beside which the value stands.
        year_earlier_estimated: Whether that is an estimate.
        growth: By how many percent the value differs from the same period of the year before, if that is stated.
        note: A remark, passed through.
        numerator: What a ratio counts, if that is reported.
        denominator: Of how many, if that is reported.
        plan: The plan that the row itself states.
        title: What the row calls the indicator, where it states an id or a code too.
        code: The code that the row states beside its id or title.
        cumulative: Whether the value is said to be of the year so far, or of the period
            alone; ``None`` where nothing is said.
        of_period: The value of the period alone, where it stands beside one of the year so far.
        behind: What stands behind the stroke of a value such as "640/350"; only a pack can say
            whether that is the plan, or the whole of a share.
        behind_of_period: The same of the value of the period alone.
        confirmed: The words by which the row says that its value was checked, beside its note.
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
    growth: Field | None = None
    aspect: str = ""
    aspect_alone: Diagnostic | None = None
    other_plans: tuple[Field, ...] = ()
    other_percents: tuple[Field, ...] = ()
    year_earlier: Field | None = None
    year_earlier_estimated: bool = False


class Foreign(NamedTuple):
    """A figure that is not of the notation of its file, as "1,890.5" among Vietnamese ones.

    Args:
        text: The figure.
        location: Its place.
    """

    text: str
    location: Location


class ReportedTally(NamedTuple):
    """A tally that the submission itself states."""

    counted: int
    met: int
    unmet: int
    location: Location


class Ignored(NamedTuple):
    """A part of a table that was ignored: a title, a group, a note, a column that is not read.

    Args:
        why: What it was taken for: ``title``, ``group``, ``no_value``, ``note``, ``header``,
            ``column``, ``sheet`` or ``period``.
        text: What stands there.
        location: Where it stands.
    """

    why: str
    text: str
    location: Location


class Submission(NamedTuple):
    """One transmission, read from one file.

    Args:
        path: The file as named by the user.
        sha256: Digest of the file's bytes, in hexadecimal.
        pack: Id of the pack that it names, or empty.
        unit: The reporting unit (who is assessed).
        period: The reference period.
        as_of: The day the figures stand for (the vintage), if stated.
        provider: Who sent it, or empty.
        sent: The day on which it was sent, if that is stated; never that of a file.
        synthetic: Whether its figures are made up.
        source: Where its figures come from, or empty.
        observations: Its rows, in the file's order.
        tally: The tally that it states, if any.
        troubles: Problems of single rows; they are findings, not reasons to refuse the file.
        places: Where its own keys stand, such as ``pack`` and ``period``.
        ignored: What of a table was ignored, in the order of the file.
        foreign: A figure of the file that only another notation writes, so that the file's own settles nothing.
        amends: Whether it changes only the rows that it names of an earlier one of its unit and period.
        is_form: Whether it is a form, a table with a row for each indicator, which may hold more than a pack asks for.
        stated_period: The period that the file states, where the caller has it read as another.
        explanations: What it explains of targets that are missed or behind.
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
        """Whether a separator of any figure could group thousands, which its notation takes for the decimal sign."""
        return any(
            field.reading.is_doubtful
            for row in self.observations
            for field in (row.value, row.of_period, row.plan, row.percent_of_plan, row.numerator, row.denominator)
            if field is not None and isinstance(field.reading, Figure)
        )

    def place(self, key: str) -> Location:
        """Return where `key` stands in the file, or the file."""
        return dict(self.places).get(key, Location(self.path))
