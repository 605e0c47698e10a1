"""What may be typed into a form's cells, and how they show it.

Owns data validations, number formats and what is doubted at once. Must not know where the
cells are.

A figure typed as "7/2" or "5-10" becomes a day. Excel and LibreOffice show it as one only in
a cell of the general format; any other number format shows the number of the day, 46060, and
the file keeps no trace of what was typed. So cells of figures are general, and a day in them
is forbidden. Cells of text would keep "7/2", but no formula could reckon with their figures.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from checker.domain.axes import Kind
from checker.domain.text import message
from checker.forms.form import STATES, VERDICTS, FormColumn, FormRow
from checker.language import Language
from checker.ooxml import cell_text

__all__ = ["NUMBERS", "doubt_of", "number_format", "rule_key", "rule_of"]

NUMBERS: Final = (
    FormColumn.ACTUAL,
    FormColumn.CUMULATIVE,
    FormColumn.NUMERATOR,
    FormColumn.DENOMINATOR,
    FormColumn.GROWTH,
)
"""The columns of figures."""

_PARTS: Final = (FormColumn.NUMERATOR, FormColumn.DENOMINATOR)
_RATES: Final = (FormColumn.CHANGE, FormColumn.GROWTH)
_SHARE: Final = "0.0#%"
_GENERAL: Final = "General"
_TEXT: Final = "@"
_LARGEST: Final = 10**15
# The day before the first that Excel counts, as far as days after February 1900 go.
_DAY_NOUGHT: Final = dt.date(1899, 12, 30)
_AROUND_TODAY: Final = 400
# Excel itself takes no more than this of an error.
_LONGEST_PROMPT: Final = 225
_LONGEST_TITLE: Final = 32


def rule_key(column: FormColumn, line: FormRow) -> tuple[str, ...]:
    """Return what the validation of a cell depends on; nothing where anything may be typed.

    Choices of words are the same in all rows. What asks for a number speaks of its own cell.
    """
    if column is FormColumn.NOTE:
        return ()
    if column is FormColumn.STATUS:
        return ("status",)
    if line.indicator.kind is Kind.VERDICT:
        return ("verdict", _day_of(line))
    group = "part" if column in _PARTS else column.value if column in _RATES else "value"
    return (group, line.indicator.id)


def _day_of(line: FormRow) -> str:
    """Return the day by which a verdict is to be reached, or nothing."""
    return line.indicator.target.by if line.indicator.target else ""


def _dated(words: str, day: dt.date, language: Language) -> DataValidation:
    """Return the choice of words for a verdict with the day on which it was reached, which is typed behind them."""
    rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, errorStyle="information")
    first = words.partition(",")[0]
    shown = day.isoformat() if language.code == "en" else f"ngày {day.day}/{day.month}/{day.year}"
    example = f"{first} {shown}"
    said = message(
        "Choose one of: {words}. Write the day behind it: {example}.", words=words.replace(",", ", "), example=example
    )
    _explain(rule, language.render(message("Choose from the list")), *[language.render(said)] * 2)
    return rule


def _limits(column: FormColumn, line: FormRow) -> tuple[Decimal, Decimal]:
    """Return the least and the largest number that is not doubted."""
    value = column in (FormColumn.ACTUAL, FormColumn.CUMULATIVE)
    limits = line.indicator.limits if value else None
    low = limits.low if limits and limits.low is not None else Decimal(-_LARGEST)
    high = line.unlikely if value and line.unlikely is not None else Decimal(_LARGEST)
    return low, high


def _is_day(cell: str) -> str:
    """Return the formula that a cell shows a day; a program that cannot tell says no."""
    return f'IFERROR(LEFT(CELL("format",{cell}),1)="D",FALSE)'


def _is_sudden_day(cell: str, high: Decimal, year: int) -> str:
    """Return the formula that a number beyond all plans is that of a day around the report's year, or around today.

    While it is typed, a cell need not be shown as a day yet.
    """
    first, last = ((day - _DAY_NOUGHT).days for day in (dt.date(year - 1, 1, 1), dt.date(year + 1, 12, 31)))
    near = f"OR(AND({cell}>={first},{cell}<={last}),ABS({cell}-TODAY())<{_AROUND_TODAY})"
    return f"AND({cell}>{high:f},{cell}=INT({cell}),{near})"


def doubt_of(column: FormColumn, line: FormRow, cell: str) -> str:
    """Return the formula by which a filled-in cell shows itself: words, a day, or a number hardly meant."""
    low, high = _limits(column, line)
    return f"IF(ISNUMBER({cell}),OR({cell}<{low:f},{cell}>{high:f},{_is_day(cell)}),ISTEXT({cell}))"


def _explain(rule: DataValidation, title: str, prompt: str, error: str) -> None:
    rule.promptTitle, rule.prompt = title[:_LONGEST_TITLE], prompt[:_LONGEST_PROMPT]
    rule.errorTitle, rule.error = title[:_LONGEST_TITLE], error[:_LONGEST_PROMPT]
    rule.showInputMessage = rule.showErrorMessage = True


def number_format(column: FormColumn) -> str:
    """Return how a cell shows what is typed: figures in the general format, in which a day stays a day.

    "65,5%" too stays a percentage only there; any other format would show 0,655 without a word.
    """
    if column is FormColumn.SHARE:
        return _SHARE
    return (
        _TEXT
        if column in (FormColumn.NUMBER, FormColumn.TITLE, FormColumn.UNIT, FormColumn.PLAN, FormColumn.ID)
        else _GENERAL
    )


def rule_of(column: FormColumn, line: FormRow, cell: str, year: int, language: Language) -> DataValidation:
    """Return what may be typed into cells, with a message that says so.

    Args:
        column: The column of the first of them.
        line: Their row.
        cell: The first of them; the rule holds for those to its right alike.
        year: The year of the report.
        language: Of the messages.
    """
    say = language.render
    if column is FormColumn.STATUS or line.indicator.kind is Kind.VERDICT:
        words = ",".join((STATES if column is FormColumn.STATUS else VERDICTS)[language.code])
        if column is not FormColumn.STATUS and (day := _day_of(line)):
            return _dated(words, dt.date.fromisoformat(day), language)
        rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, errorStyle="stop")
        _explain(
            rule,
            say(message("Choose from the list")),
            say(message("Choose one of: {words}.", words=words.replace(",", ", "))),
            say(message("Only one of these words can stand here: {words}.", words=words.replace(",", ", "))),
        )
        return rule
    unit = line.indicator.unit.name if line.indicator.unit and column not in _RATES else "%"
    prompt = message("Type the number alone, in {unit}; no unit, no date.", unit=cell_text(unit))
    if column in _PARTS:
        prompt = message("Type the number alone: what is counted, and of how many.")
    _, high = _limits(column, line)
    day = f"OR({_is_day(cell)},{_is_sudden_day(cell, high, year)})"
    formula = f"IF(ISNUMBER({cell}),NOT({day}),TRUE)"
    rule = DataValidation("custom", formula1=formula, allow_blank=True, errorStyle="stop")
    _explain(
        rule,
        say(message("Number")),
        say(prompt),
        say(
            message(
                "A date cannot stand here. Excel makes a date of 7/2 or 5-10: type the number alone. "
                "If the cell goes on showing dates, press Ctrl+Shift+~ and type again."
            )
        ),
    )
    return rule
