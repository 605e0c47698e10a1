"""What to do about a figure of a form, in words of its columns: who filled it in knows no keys of YAML.

Owns which remedies differ from those of the code. Must not know how anything is bound.
"""

from __future__ import annotations

from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import message

__all__ = ["in_words_of_forms"]

_HINTS: Final = {
    codes.SCALE_SUSPECT: message(
        "check the unit of the figure; if it is right, write “đã kiểm tra” into the column of notes of its row"
    ),
    codes.DATE_SUSPECT: message(
        "type the figure again, in a cell that is not formatted as a date; if it is right, write “đã kiểm tra” into "
        "the column of notes of its row"
    ),
    codes.PERCENT_AS_VALUE: message(
        "write it into the column “% so với kế hoạch”, and the figure itself into the column of the reported values"
    ),
    codes.UNKNOWN_WORDS: message("write a number into the cell, or leave it empty where there is none yet"),
    codes.NOT_A_NUMBER: message(
        "write only the figure into the cell, such as 86,6; remarks go into the column of notes"
    ),
}


def in_words_of_forms(wrong: Diagnostic) -> Diagnostic:
    """Return a diagnostic with the remedy of a form, where the code's own would name what a form does not have."""
    hint = _HINTS.get(wrong.code)
    own = wrong.hint is not None and wrong.hint.template == wrong.code.remedy
    return wrong._replace(hint=hint) if hint is not None and own else wrong
