"""Handle rows without a known indicator, and words instead of figures, which only forms have.

A form has a row for each indicator and further rows, and people fill in every cell. Must not know how a cell is read.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from checker.binding.address import DID_YOU_MEAN, Addresses
from checker.binding.bound import Binding
from checker.binding.names import is_total
from checker.binding.no_figure import holds_figure, is_no_figure, says_nothing_arose, states_no_figure
from checker.binding.values import is_none
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.diagnostic import diagnostic
from checker.domain.submission import Observation, Phrase
from checker.domain.text import message
from checker.domain.unit import folded
from checker.packs.model import Indicator

__all__ = ["silenced", "tell_note", "tell_unknown"]

_NAMED: Final = 20
_LONGEST_NOTE: Final = 80


def tell_unknown(binding: Binding, rows: Sequence[Observation], taken: Container[str], addresses: Addresses) -> None:
    """Suggest names for rows of a form that nearly match; count the other unknown rows with a figure."""
    unknown: list[Observation] = []
    for row in rows:
        if not holds_figure(row) or is_total(row.indicator):
            continue
        near = addresses.near(row.indicator, taken)
        if near:
            wrong = diagnostic(
                codes.UNKNOWN_INDICATOR,
                row.location,
                hint=message(DID_YOU_MEAN, name=near),
                value=row.indicator,
                pack=binding.pack.id,
            )
            binding.tell(Matter.NEAR_MISS, "", wrong)
        else:
            unknown.append(row)
    if unknown:
        names = tuple(f"{row.indicator} ({row.location.cell or row.location.line})" for row in unknown[:_NAMED])
        more = ("…",) if len(unknown) > _NAMED else ()
        wrong = diagnostic(
            codes.UNKNOWN_FIGURES,
            unknown[0].location,
            count=len(unknown),
            pack=binding.pack.id,
            names=(*names, *more),
        )
        binding.tell(Matter.UNKNOWN_ROWS, "", wrong)


def silenced(binding: Binding, observation: Observation, indicator: Indicator) -> Observation:
    """Drop a value whose words only say that there is none, and report it.

    Drop a percentage of the plan and the parts of a ratio in the same way, without a report: a dash there means that
    there is no plan or no ratio.
    """
    percent, numerator, denominator = (
        None if field is None or states_no_figure(field) else field
        for field in (observation.percent_of_plan, observation.numerator, observation.denominator)
    )
    observation = observation._replace(percent_of_plan=percent, numerator=numerator, denominator=denominator)
    field = observation.value
    if field is None or not isinstance(field.reading, Phrase):
        return observation
    words = field.reading.words
    # In place of a verdict, a cross may be a tick mark.
    if not is_no_figure(words) or (indicator.kind is Kind.VERDICT and folded(words).strip("x") == ""):
        return observation
    if any(folded(wording.words) == folded(words) for wording in indicator.words) or is_none(indicator, words):
        return observation
    if says_nothing_arose(words):
        meant = next((one for one in indicator.words if says_nothing_arose(one.words)), None)
        if meant is not None:
            return observation._replace(value=field._replace(reading=Phrase(meant.words)))
    place = field.location
    where = message("cell {cell}", cell=place.cell) if place.cell else message("line {line}", line=str(place.line))
    notice = diagnostic(codes.NO_FIGURE_SAID, place, place=where, indicator=indicator.title, value=field.text)
    binding.tell(Matter.NOT_REPORTED, indicator.id, notice)
    # A formula turns "đang tổng hợp" into 0 %; a percentage does not count if the row says that there is no figure.
    return observation._replace(value=None, percent_of_plan=None, other_percents=())


def tell_note(binding: Binding, row: Observation, indicator: Indicator) -> None:
    """Report a note that says that the figure is another period's, wrong or not complete."""
    if not row.note or row.value is None or row.confirmed:
        return
    from checker.binding.note_words import questions_figure

    if questions_figure(row.note, binding.submission.period.year):
        wrong = diagnostic(
            codes.NOTE_QUESTIONS,
            row.value.location,
            note=row.note[:_LONGEST_NOTE],
            value=row.value.text,
            indicator=indicator.title,
        )
        binding.tell(Matter.INCOMPLETE, indicator.id, wrong)
