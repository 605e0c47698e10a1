"""Remedies in the words of a form's columns, because its author does not know keys of YAML.

Owns the remedies that differ from those of the code. Must not know how anything is bound.
"""

from __future__ import annotations

from typing import Final

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import Message, message

__all__ = ["hint_of_forms", "in_words_of_forms"]

_HINTS: Final = {
    codes.SCALE_SUSPECT: message(
        "check the unit of the figure; if it is right, write “đã kiểm tra” into the column of notes of its row"
    ),
    codes.DATE_SUSPECT: message(
        "type the figure again, in a cell without a date format; if it is right, write “đã kiểm tra” into "
        "the column of notes of its row"
    ),
    codes.SEPARATOR_SUSPECT: message(
        "write {first_text} if that is meant; if it is right as it stands, write “đã kiểm tra” into the column of "
        "notes of its row"
    ),
    codes.PERCENT_AS_VALUE: message(
        "write it into the column “% so với kế hoạch”, and the figure itself into the column of the reported values"
    ),
    codes.UNKNOWN_WORDS: message("write a number into the cell, or leave it empty where there is none yet"),
    codes.NOT_A_NUMBER: message(
        "write only the figure into the cell, such as 86,6; remarks go into the column of notes"
    ),
    codes.SAME_VINTAGE: message(
        "write into a column “Ngày số liệu” of each workbook from which day its figures are, or leave one file out"
    ),
    codes.DAY_AHEAD: message("correct the day in the column “Ngày số liệu”, or the clock of this machine"),
    codes.DAY_BEFORE_PERIOD: message("correct the day in the column “Ngày số liệu”, or the period above the table"),
    codes.MISSING_VALUE: message(
        "write the figure into the column of the reported values, or leave the whole row empty"
    ),
    codes.RATIO_WITHOUT_PARTS: message("let each unit fill in the columns “Tử số” and “Mẫu số”"),
    codes.CHANGE_OF_LEVEL: message(
        "write {wanted}; if the resolution sets a change, ask whoever keeps the pack to say so there"
    ),
    codes.LEVEL_OF_CHANGE: message(
        "write {wanted}; if the resolution sets a level, ask whoever keeps the pack to say so there"
    ),
    codes.MEASURES_UNSTATED: message(
        "write the number alone, or ask whoever keeps the pack to say there what the indicator measures"
    ),
    codes.REGIONAL_UNIT: message("report in `{expected}`, or ask whoever keeps the pack to say there how large it is"),
    codes.UNKNOWN_FIGURES: message(
        "where one of them is meant, write the name that the pack uses, or ask whoever keeps the pack to add this one"
    ),
    codes.TITLE_UNKNOWN: message(
        "check the code of the row; if it is right, write the name that the pack uses, or ask whoever keeps the pack "
        "to add this one"
    ),
    codes.EARLY_FIGURES: message(
        "report the figures of the period's end, or correct the day in the column “Ngày số liệu”"
    ),
    codes.LEFT_OUT: message("report them again, in a workbook with all rows of the period"),
    codes.SYNTHETIC_FIGURES: message("report real figures"),
}


def hint_of_forms(code: Code, hint: Message | None) -> Message | None:
    """Return the remedy for the author of a form, if the code's own names things that a form does not have."""
    other = _HINTS.get(code)
    return Message(other.template, hint.values) if other and hint and hint.template == code.remedy else hint


def in_words_of_forms(wrong: Diagnostic) -> Diagnostic:
    """Return a diagnostic with the remedy for the author of a form."""
    return wrong._replace(hint=hint_of_forms(wrong.code, wrong.hint))
