"""What only forms have: rows that no indicator is known for, and words in the place of a figure.

A form has a row for each indicator and more, and somebody fills in every cell. Must not know how a cell is read.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from checker.binding.address import DID_YOU_MEAN, Addresses
from checker.binding.bound import Binding
from checker.binding.names import is_total
from checker.binding.no_figure import holds_figure, is_no_figure, is_silent, says_nothing_arose
from checker.binding.values import is_none
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.diagnostic import diagnostic
from checker.domain.submission import Observation, Phrase
from checker.domain.text import message
from checker.domain.unit import folded
from checker.packs.model import Indicator

__all__ = ["silenced", "tell_unknown"]

_NAMED: Final = 20


def tell_unknown(binding: Binding, rows: Sequence[Observation], taken: Container[str], addresses: Addresses) -> None:
    """Ask about the rows of a form whose names are nearly known; count the others that have a figure."""
    told: list[Observation] = []
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
            told.append(row)
    if told:
        names = tuple(f"{row.indicator} ({row.location.cell or row.location.line})" for row in told[:_NAMED])
        more = ("…",) if len(told) > _NAMED else ()
        wrong = diagnostic(
            codes.UNKNOWN_FIGURES,
            told[0].location,
            count=len(told),
            pack=binding.pack.id,
            names=(*names, *more),
        )
        binding.tell(Matter.UNKNOWN_ROWS, "", wrong)


def silenced(binding: Binding, observation: Observation, indicator: Indicator) -> Observation:
    """Leave out a value whose words say no more than that there is none, which is reported.

    So are a percentage of the plan, and what a ratio is computed from, of which nothing need be said: a dash stands
    where there is no plan, or no ratio.
    """
    percent, numerator, denominator = (
        None if field is None or is_silent(field) else field
        for field in (observation.percent_of_plan, observation.numerator, observation.denominator)
    )
    observation = observation._replace(percent_of_plan=percent, numerator=numerator, denominator=denominator)
    field = observation.value
    if field is None or not isinstance(field.reading, Phrase):
        return observation
    words = field.reading.words
    # In the place of a verdict a cross may be a tick.
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
    told = diagnostic(codes.NO_FIGURE_SAID, place, place=where, indicator=indicator.title, value=field.text)
    binding.tell(Matter.NOT_REPORTED, indicator.id, told)
    # A formula makes 0 % of "đang tổng hợp"; no percentage is a figure where the row says that there is none.
    return observation._replace(value=None, percent_of_plan=None, other_percents=())
