"""The content of a form, independent of its file type.

Owns the columns, the order of the rows, and the input cells. Must not know workbooks, CSV or YAML.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from checker.domain.axes import Kind
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import CarriedFigure
from checker.domain.text import message
from checker.forms.wording import number_text, plan_number, plan_text
from checker.language import Language, display_safe
from checker.packs.model import Indicator, Reported, RulePack, TargetRule

__all__ = [
    "AMENDS",
    "HEADINGS",
    "NUMBERED",
    "OWN_SHEET",
    "SENT",
    "STATES",
    "VERDICTS",
    "Form",
    "FormColumn",
    "FormRow",
    "FormSection",
    "form_of",
]


class FormColumn(enum.Enum):
    """A column of a form."""

    NUMBER = "number"
    TITLE = "title"
    UNIT = "unit"
    PLAN = "plan"
    EARLIER = "earlier"
    ACTUAL = "actual"
    CUMULATIVE = "cumulative"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SHARE = "share"
    CHANGE = "change"
    GROWTH = "growth"
    STATUS = "status"
    NOTE = "note"
    ID = "id"


_SUM_BEFORE: Final = message("Cumulative in the same period of the year before")
OWN_SHEET: Final = "_checker"
"""The hidden sheet of a form, with metadata as keys and values."""

HEADINGS: Final = {
    FormColumn.NUMBER: message("No."),
    FormColumn.TITLE: message("Indicator name"),
    FormColumn.UNIT: message("Unit"),
    FormColumn.PLAN: message("Plan"),
    FormColumn.EARLIER: message("Actual in the same period of the year before"),
    FormColumn.ACTUAL: message("Actual in this period"),
    FormColumn.CUMULATIVE: message("Cumulative"),
    FormColumn.NUMERATOR: message("Numerator"),
    FormColumn.DENOMINATOR: message("Denominator"),
    FormColumn.SHARE: message("{sign} of plan", sign="%"),
    FormColumn.CHANGE: message("Against the same period"),
    FormColumn.GROWTH: message("Growth since the same period ({sign})", sign="%"),
    FormColumn.STATUS: message("Data status"),
    FormColumn.NOTE: message("Note"),
    FormColumn.ID: message("Id"),
}
"""The headings of the columns, which the reader of forms recognises."""

STATES: Final = {
    "vi": ("chính thức", "ước", "sơ bộ", "điều chỉnh"),
    "en": ("final", "estimate", "provisional", "revised"),
}
"""The choices for the kind of figure, in words that the readers know, by language."""

VERDICTS: Final = {"vi": ("đạt", "không đạt"), "en": ("met", "unmet")}
"""The choices for a verdict, in words that the binding knows, by language."""

AMENDS: Final = message("Partial correction")
"""The label of a form that only corrects its filled-in rows."""

SENT: Final = message("Day sent")
"""The label of the day of sending."""

NUMBERED: Final = message("Form No.")
"""The label of the form's number."""

_RATIO: Final = (FormColumn.NUMERATOR, FormColumn.DENOMINATOR)
_FEW: Final = 10
_MANY: Final = 10
_MANY_OF_FEW: Final = 100
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class FormRow(NamedTuple):
    """The row of one indicator.

    Args:
        number: Its number in the form, such as ``4`` or, for a part ("trong đó"), ``4.1``.
        indicator: The indicator.
        title: Its name.
        depth: Its nesting level as a part of other indicators.
        plan: Its target in official wording.
        divisor: The divisor of the column % of plan, or ``None``.
        divided: The columns for the dividend; the first filled one is used.
        inputs: The input columns.
        percent: Whether the figure is a percentage, which a spreadsheet may store as a fraction.
        earlier: The figure of the same period of the previous year, in the unit of the row, or ``None``.
        unlikely: Values beyond it are implausible; ``None`` if the plan gives no limit.
    """

    number: str
    indicator: Indicator
    title: str
    depth: int
    plan: str
    divisor: Decimal | None
    divided: tuple[FormColumn, ...]
    inputs: tuple[FormColumn, ...]
    unlikely: Decimal | None
    percent: bool = False
    earlier: CarriedFigure | None = None


class FormSection(NamedTuple):
    """A group of the pack, with a Roman numeral."""

    number: str
    title: str
    lines: tuple[FormRow, ...]


class Form(NamedTuple):
    """An empty form.

    Args:
        heads: The lines above the table: a label and its text, which is empty for input; a line without a label is a
            title.
        columns: From left to right.
        sections: The rows.
        envelope: The form's metadata, as keys and values.
        locale: The notation of numbers that are text, printed or typed.
    """

    pack: RulePack
    period: Period
    unit: str
    heads: tuple[tuple[str, str], ...]
    columns: tuple[FormColumn, ...]
    sections: tuple[FormSection, ...]
    envelope: tuple[tuple[str, str], ...]
    locale: str

    @property
    def lines(self) -> tuple[FormRow, ...]:
        """The rows of indicators, without those of groups."""
        return tuple(line for section in self.sections for line in section.lines)

    def heading(self, column: FormColumn, language: Language) -> str:
        """Return the heading of a column; the previous year's says "sum" if the form asks for sums besides months."""
        if column is FormColumn.EARLIER and FormColumn.CUMULATIVE in self.columns:
            return language.render(_SUM_BEFORE)
        return language.render(HEADINGS[column])

    def earlier_text(self, line: FormRow, language: Language) -> str:
        """Return the previous year's figure as a text, which marks an estimate."""
        if line.earlier is None:
            return ""
        number = number_text(line.earlier.number, self.locale)
        return language.render(message("estimated {number}", number=number)) if line.earlier.estimated else number


def form_of(  # noqa: PLR0913 - what a form is of
    pack: RulePack,
    period: Period,
    unit: str,
    language: Language,
    program: str,
    locale: str = "vi",
    *,
    amends: bool = False,
    earlier: Mapping[str, CarriedFigure] = MappingProxyType({}),
) -> Form:
    """Return the form of a unit for a period.

    Args:
        pack: The pack.
        period: A period of the pack's year.
        unit: The pack's unit, or one of its reporting units.
        language: The language of headings and titles.
        program: The version of the program.
        locale: The notation of numbers that are text. It must be the notation of the person who fills in the form,
            whatever the language.
        amends: Whether it corrects an earlier report, whose other rows stay.
        earlier: The figures of the same period of the previous year, by indicator and in its unit.
    """
    ratios = any(indicator.kind is Kind.RATIO for indicator in pack.indicators)
    rates = any(_takes_rate(indicator) for indicator in pack.indicators)
    # For a period from January on, the period's figure equals the year-to-date one, so there is one column.
    once = (FormColumn.CUMULATIVE,) if period.starts_year else ()
    before = () if earlier else (FormColumn.EARLIER,)
    left_out = (*(() if ratios else _RATIO), *(() if rates else (FormColumn.GROWTH,)), *once, *before)
    columns = tuple(column for column in FormColumn if column not in left_out)
    shown = [(group, _members(pack, group.id)) for group in pack.groups]
    filled = [(group, members) for group, members in shown if members]
    maker = _Lines(pack, period, unit, language, locale, earlier)
    sections = tuple(
        FormSection(_roman(place), display_safe(language.text(group.title)), tuple(maker.lines(members)))
        for place, (group, members) in enumerate(filled, 1)
    )
    return Form(
        pack,
        period,
        unit,
        _heads(pack, period, unit, language, amends=amends),
        columns,
        sections,
        (
            ("form", "1"),
            ("pack", pack.id),
            ("pack_sha256", pack.sha256),
            ("revision", str(pack.revision)),
            ("unit", unit),
            ("period", str(period)),
            ("locale", locale),
            ("program", program),
            *((("amends", "true"),) if amends else ()),
            *((("synthetic", "true"),) if pack.synthetic else ()),
        ),
        locale,
    )


def _heads(
    pack: RulePack, period: Period, unit: str, language: Language, *, amends: bool
) -> tuple[tuple[str, str], ...]:
    period_text = language.period(period) if language.code == "vi" else str(period)
    title = pack.form_title
    named = display_safe(language.text(title)).upper() if title else language.render(message("REPORT ON THE TARGETS"))
    heads = [
        *(((language.render(NUMBERED), display_safe(pack.form_number)),) if pack.form_number else ()),
        (language.render(message("Reporting unit")), _called(pack, unit, language)),
        ("", named),
        ("", display_safe(language.text(pack.title))),
        (language.render(message("Reporting period")), period_text),
        (language.render(SENT), ""),
    ]
    if amends:
        heads.append((language.render(AMENDS), language.render(message("yes"))))
    if pack.synthetic:
        heads.append(("", language.render(message("SYNTHETIC DATA: made up for trials"))))
    return tuple(heads)


def _called(pack: RulePack, unit: str, language: Language) -> str:
    """Return a unit's title, or its id if another unit has the same title, because a form must identify its unit."""
    names = [language.text(pack.reporting_unit(one).name) for one in dict.fromkeys((pack.unit, *pack.reporting.units))]
    title = language.text(pack.reporting_unit(unit).name)
    return display_safe(title if names.count(title) == 1 else unit)


def _members(pack: RulePack, group: str) -> list[Indicator]:
    return [indicator for indicator in pack.indicators if indicator.group.id == group]


class _Lines:
    """Numbers the rows through all groups; a part follows its whole wherever it is in the pack."""

    def __init__(
        self,
        pack: RulePack,
        period: Period,
        unit: str,
        language: Language,
        locale: str,
        earlier: Mapping[str, CarriedFigure],
    ) -> None:
        self._earlier = earlier
        self._day = period.window(pack.calendar)[1].isoformat()
        # If the pack rolls up, its targets apply to the whole and not to single units. A unit's own number does apply
        # to it.
        self._planned = unit == pack.unit or not pack.reporting.roll_up or bool(pack.allocation.shares)
        self._from_january = period.starts_year
        self._language = language
        self._locale = locale
        self._count = 0

    def lines(self, members: list[Indicator]) -> Iterator[FormRow]:
        """Yield the rows of one group, its parts below their wholes."""
        here = {indicator.id for indicator in members}
        for indicator in members:
            if indicator.parent not in here:
                self._count += 1
                yield from self._family(indicator, members, str(self._count), 0)

    def _family(self, indicator: Indicator, members: list[Indicator], number: str, depth: int) -> Iterator[FormRow]:
        yield self._line(indicator, number, depth)
        parts = [part for part in members if part.parent == indicator.id]
        for place, part in enumerate(parts, 1):
            yield from self._family(part, members, f"{number}.{place}", depth + 1)

    def _line(self, indicator: Indicator, number: str, depth: int) -> FormRow:
        targets = indicator.targets(self._day) if self._planned else ()
        target = targets[0] if targets else None
        compound = target is not None and bool(target.members)
        divided = self._divided(indicator)
        divisor = plan_number(indicator, target) if divided and indicator.kind is not Kind.VERDICT else None
        return FormRow(
            number,
            indicator,
            display_safe(self._language.text(indicator.title)),
            depth,
            plan_text(target, self._language, self._locale),
            divisor,
            divided if divisor is not None else (),
            (FormColumn.NOTE,) if compound else self._inputs(indicator),
            _unlikely(indicator, target),
            indicator.unit is not None and indicator.unit.base == "%",
            self._earlier.get(indicator.id),
        )

    def _inputs(self, indicator: Indicator) -> tuple[FormColumn, ...]:
        inputs = _inputs(indicator)
        return tuple(one for one in inputs if not (self._from_january and one is FormColumn.CUMULATIVE))

    def _divided(self, indicator: Indicator) -> tuple[FormColumn, ...]:
        """Return the columns to compare with the year's plan: for a flow, only those from January on."""
        if indicator.kind is not Kind.FLOW:
            return (FormColumn.ACTUAL,)
        if self._from_january:
            return (FormColumn.ACTUAL,)
        return (FormColumn.CUMULATIVE,) if indicator.reported is Reported.YTD else ()


def _unlikely(indicator: Indicator, target: TargetRule | None) -> Decimal | None:
    """Return the limit of plausible values: the natural limit, or a multiple of the plan."""
    if indicator.limits.high is not None:
        return indicator.limits.high
    if target is None or target.number is None or target.number <= 0 or target.traits.change:
        return None
    few = target.number < _FEW and indicator.unit is not None and indicator.unit.size == 1
    return plain((target.upper or target.number) * (_MANY_OF_FEW if few else _MANY))


def _inputs(indicator: Indicator) -> tuple[FormColumn, ...]:
    inputs = [FormColumn.ACTUAL]
    if indicator.kind is Kind.FLOW and indicator.reported is Reported.YTD:
        inputs.append(FormColumn.CUMULATIVE)
    if indicator.kind is Kind.RATIO:
        inputs.extend(_RATIO)
    if indicator.kind is not Kind.VERDICT:
        inputs.append(FormColumn.CHANGE)
    if _takes_rate(indicator):
        inputs.append(FormColumn.GROWTH)
    return (*inputs, FormColumn.STATUS, FormColumn.NOTE)


def _takes_rate(indicator: Indicator) -> bool:
    """Tell whether the indicator has a target that a reported growth rate is compared with."""
    return indicator.asks_growth and indicator.unit is not None and indicator.unit.base != "%"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
