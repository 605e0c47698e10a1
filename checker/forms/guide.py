"""The text that tells how to fill in a form."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.text import message
from checker.forms.form import Form, FormColumn
from checker.language import Language

__all__ = ["guide"]


def guide(form: Form, language: Language) -> Iterator[str]:
    """Yield its sentences, as far as they apply to the form."""
    say = language.render
    yield say(message("How to fill in: type into the light yellow cells only; grey cells are not asked for."))
    yield say(
        message(
            "Type numbers alone, in the unit of the row. Where there is a percentage of the plan, it works itself out."
        )
    )
    yield say(
        message(
            "Red: words, a date, or a number that can hardly be. Look at it again; words such as “about 1900” may stay."
        )
    )
    if any(FormColumn.CUMULATIVE in line.inputs for line in form.lines):
        yield say(
            message(
                "Cumulative: from January to the end of the period; it is what is compared with the plan of the year."
            )
        )
    if FormColumn.NUMERATOR in form.columns:
        yield say(
            message("Numerator and denominator: what is counted, and of how many; from them a ratio is computed anew.")
        )
    yield say(message("Leave a row empty if there is no figure yet. Do not delete or insert rows and columns."))
