"""Input rules of a form's cells, and their display.

Owns data validations, number formats and the highlighting of implausible input. Must not know the location of cells.

A figure typed as "7/2" or "5-10" becomes a date. Excel and LibreOffice show it as a date only in a cell with the
General format. Any other number format shows the serial number, 46060, and the typed text is lost. So cells for figures
are General, and dates in them are forbidden. Text cells would keep "7/2", but formulas could not use their figures.
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
# Excel's epoch, valid for days after February 1900.
_DAY_NOUGHT: Final = dt.date(1899, 12, 30)
_AROUND_TODAY: Final = 400
# Excel's limit for the text of an error.
_LONGEST_PROMPT: Final = 225
_LONGEST_TITLE: Final = 32


def rule_key(column: FormColumn, line: FormRow) -> tuple[str, ...]:
    """Return the key of a cell's validation; nothing if any input is allowed.

    Word lists are the same in all rows; rules for numbers refer to their own cell.
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
    """Return the deadline of a verdict, or nothing."""
    return line.indicator.target.by if line.indicator.target else ""


def _dated(words: str, day: dt.date, language: Language) -> DataValidation:
    """Return the word list for a verdict to which the day of completion is appended."""
    rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, errorStyle="information")
    first = words.partition(",")[0]
    shown = day.isoformat() if language.code == "en" else f"ngày {day.day}/{day.month}/{day.year}"
    example = f"{first} {shown}"
    sentence = message(
        "Choose one of: {words}. Write the day behind it: {example}.", words=words.replace(",", ", "), example=example
    )
    _explain(rule, language.render(message("Choose from the list")), *[language.render(sentence)] * 2)
    return rule


def _limits(column: FormColumn, line: FormRow) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest plausible number."""
    value = column in (FormColumn.ACTUAL, FormColumn.CUMULATIVE)
    limits = line.indicator.limits if value else None
    low = limits.low if limits and limits.low is not None else Decimal(-_LARGEST)
    high = line.unlikely if value and line.unlikely is not None else Decimal(_LARGEST)
    return low, high


def _is_day(cell: str) -> str:
    """Return the formula that tests whether a cell shows a date; a program without support answers no."""
    return f'IFERROR(LEFT(CELL("format",{cell}),1)="D",FALSE)'


def _is_sudden_day(cell: str, high: Decimal, year: int) -> str:
    """Return the formula that tests whether an implausible number is a date near the report's year or today.

    During typing, a cell may not be formatted as a date yet.
    """
    first, last = ((day - _DAY_NOUGHT).days for day in (dt.date(year - 1, 1, 1), dt.date(year + 1, 12, 31)))
    near = f"OR(AND({cell}>={first},{cell}<={last}),ABS({cell}-TODAY())<{_AROUND_TODAY})"
    return f"AND({cell}>{high:f},{cell}=INT({cell}),{near})"


def doubt_of(column: FormColumn, line: FormRow, cell: str) -> str:
    """Return the formula that highlights a filled-in cell: words, a date, or an implausible number."""
    low, high = _limits(column, line)
    return f"IF(ISNUMBER({cell}),OR({cell}<{low:f},{cell}>{high:f},{_is_day(cell)}),ISTEXT({cell}))"


def _explain(rule: DataValidation, title: str, prompt: str, error: str) -> None:
    rule.promptTitle, rule.prompt = title[:_LONGEST_TITLE], prompt[:_LONGEST_PROMPT]
    rule.errorTitle, rule.error = title[:_LONGEST_TITLE], error[:_LONGEST_PROMPT]
    rule.showInputMessage = rule.showErrorMessage = True


def number_format(column: FormColumn) -> str:
    """Return the number format of an input cell: General for figures, so that a date stays recognisable.

    "65,5%" also stays a percentage only there; any other format would silently show 0,655.
    """
    if column is FormColumn.SHARE:
        return _SHARE
    return (
        _TEXT
        if column in (FormColumn.NUMBER, FormColumn.TITLE, FormColumn.UNIT, FormColumn.PLAN, FormColumn.ID)
        else _GENERAL
    )


def rule_of(column: FormColumn, line: FormRow, cell: str, year: int, language: Language) -> DataValidation:
    """Return the validation of cells, with its message.

    Args:
        column: The column of the first of them.
        line: Their row.
        cell: The first of them; the rule applies to those on its right, too.
        year: The year of the report.
        language: The language of the messages.
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
