"""What may be typed into a form's cells, and how they show it.

Owns data validations and number formats. Must not know where the cells are.
"""

from __future__ import annotations

from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from checker.domain.axes import Kind
from checker.domain.text import message
from checker.forms.form import STATES, VERDICTS, Column, Line
from checker.language import Language
from checker.ooxml import cell_text

__all__ = ["NUMBERS", "number_format", "rule_key", "rule_of"]

NUMBERS: Final = (Column.ACTUAL, Column.CUMULATIVE, Column.NUMERATOR, Column.DENOMINATOR)
"""The columns of figures."""

_MEASURED: Final = ("đồng", "USD", "%", "ha", "tấn", "km")
_WHOLE: Final = "#,##0"
_DECIMAL: Final = "#,##0.0##"
_SHARE: Final = "0.0#%"
_GENERAL: Final = "General"
_TEXT: Final = "@"
_LARGEST: Final = 10**15
_LONGEST_PROMPT: Final = 250
_LONGEST_TITLE: Final = 32


def rule_key(column: Column, line: Line) -> tuple[str, ...]:
    """Return what the validation of a cell depends on; nothing where anything may be typed."""
    if column is Column.NOTE:
        return ()
    if column is Column.STATUS:
        return ("status",)
    if line.indicator.kind is Kind.VERDICT:
        return ("verdict",)
    group = "part" if column in (Column.NUMERATOR, Column.DENOMINATOR) else "value"
    if column is Column.CHANGE or group == "part":
        return (column.value if column is Column.CHANGE else group,)
    unit = line.indicator.unit.name if line.indicator.unit else ""
    return (group, unit, *map(str, _limits(column, line)))


def _limits(column: Column, line: Line) -> tuple[object, object]:
    limits = line.indicator.limits if column in (Column.ACTUAL, Column.CUMULATIVE) else None
    low = limits.low if limits and limits.low is not None else -_LARGEST
    high = limits.high if limits and limits.high is not None else _LARGEST
    return low, high


def _explain(rule: DataValidation, title: str, prompt: str, error: str) -> None:
    rule.promptTitle, rule.prompt = title[:_LONGEST_TITLE], prompt[:_LONGEST_PROMPT]
    rule.errorTitle, rule.error = title[:_LONGEST_TITLE], error[:_LONGEST_PROMPT]
    rule.showInputMessage = rule.showErrorMessage = True


def number_format(column: Column, line: Line) -> str:
    """Return how a cell shows its number.

    Percentages are left general: into such a cell "65,5%" can be typed, which Excel then
    keeps as a percentage, while any other format would show 0,655 without a word.
    """
    unit = line.indicator.unit
    if column is Column.SHARE:
        return _SHARE
    if column in (Column.NUMBER, Column.TITLE, Column.UNIT, Column.PLAN, Column.ID):
        return _TEXT
    if column in (Column.NUMERATOR, Column.DENOMINATOR):
        return "#,##0.###" if line.indicator.kind is Kind.RATIO else _GENERAL
    if column not in NUMBERS or line.indicator.kind is Kind.VERDICT or unit is None or unit.base == "%":
        return _GENERAL
    measured = unit.base.partition("/")[0] in _MEASURED or "/" in unit.base or unit.size != 1
    return _DECIMAL if measured else _WHOLE


def rule_of(column: Column, line: Line, language: Language) -> DataValidation:
    """Return what may be typed into a cell, with a message that says so."""
    say = language.render
    if column is Column.STATUS or line.indicator.kind is Kind.VERDICT:
        words = ",".join((STATES if column is Column.STATUS else VERDICTS)[language.code])
        rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, errorStyle="stop")
        _explain(
            rule,
            say(message("Choose from the list")),
            say(message("Choose one of: {words}.", words=words.replace(",", ", "))),
            say(message("Only one of these words can stand here: {words}.", words=words.replace(",", ", "))),
        )
        return rule
    low, high = (str(end) for end in _limits(column, line))
    rule = DataValidation(
        "decimal", operator="between", formula1=low, formula2=high, allow_blank=True, errorStyle="warning"
    )
    unit = line.indicator.unit.name if line.indicator.unit and column is not Column.CHANGE else "%"
    prompt = message("Type the number alone, in {unit}; no unit, no date.", unit=cell_text(unit))
    if column in (Column.NUMERATOR, Column.DENOMINATOR):
        prompt = message("Type the number alone: what is counted, and of how many.")
    _explain(
        rule,
        say(message("Number")),
        say(prompt),
        say(message("This is no number, or one that cannot be. Keep it only if the figure must be in words.")),
    )
    return rule
