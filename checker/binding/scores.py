"""Weighted sums of figures: points of a score.

Owns their computation, and the check against a reported score. Must not judge.
"""

from __future__ import annotations

from checker.binding.bound import BoundSubmission, Problem
from checker.binding.values import stated_interval, sum_of
from checker.domain import codes
from checker.domain.axes import STATES, Matter
from checker.domain.diagnostic import diagnostic
from checker.domain.interval import Interval
from checker.domain.number import plain
from checker.domain.phrase import value_phrase
from checker.domain.report import Addend
from checker.domain.submission import Field, Figure, Observation
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Observed

__all__ = ["with_scores"]


def with_scores(bound: BoundSubmission, pack: RulePack) -> BoundSubmission:
    """Return a submission with every weighted sum whose parts are all present; a reported one must agree.

    Args:
        bound: The figures.
        pack: The pack, which defines the sums.
    """
    values, rows, addends, problems = dict(bound.values), dict(bound.rows), dict(bound.addends), list(bound.problems)
    for indicator in pack.indicators:
        parts = [(id_, values.get(Observed(id_)), weight) for id_, weight in indicator.weights]
        known = [(id_, value.scaled(weight)) for id_, value, weight in parts if value is not None]
        if not known or len(known) < len(parts):
            continue
        total = sum_of(value for _, value in known)
        reported = rows.get(indicator.id)
        if reported is not None and reported.value is not None:
            problems += _differing(indicator, reported, reported.value, total)
            continue
        sources = [rows[id_] for id_, _ in known]
        written = [row.value or row.numerator for row in sources]
        addends[indicator.id] = tuple(
            Addend(id_, field.text if field else "", field.location if field else row.location, value)
            for (id_, value), field, row in zip(known, written, sources, strict=True)
        )
        status = min((row.status for row in sources), key=STATES.index)
        values[Observed(indicator.id)] = total
        place = addends[indicator.id][0].location
        shown = str(plain(total.lo)) if total.is_point and total.lo is not None else ""
        rows[indicator.id] = Observation(indicator.id, place, Field(shown, place, Figure(total, None)), status)
    return bound._replace(values=values, rows=rows, addends=addends, problems=tuple(problems))


def _differing(indicator: Indicator, row: Observation, field: Field, total: Interval) -> list[Problem]:
    stated = stated_interval(field, indicator)
    if stated is None or not stated.is_disjoint_from(total):
        return []
    unit = indicator.unit.name if indicator.unit else ""
    wrong = diagnostic(
        codes.SCORE_DIFFERS,
        field.location,
        indicator=indicator.title,
        value=field.text,
        sum=value_phrase(total, unit),
    )
    return [Problem(Matter.CONSISTENCY, row.indicator, wrong)]
