"""Targets that were due in an earlier period: that period's verdict stands, with the later figure beside it.

Owns the choice of the report that an earlier verdict comes from. Must not know how a verdict is reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.domain.axes import DataState, Verdict
from checker.domain.period import Period
from checker.domain.report import Report, Result, WhenDue
from checker.plan.model import Plan

__all__ = ["Earlier", "apply_due_periods"]

Earlier = Mapping[Period, Sequence[Report]]
"""The reports of the unit, by the periods in which targets were due.

If several reports end with such a period, the nearest comes first.
"""

_MET = (Verdict.MET, Verdict.EXCEEDED)
_OPEN = (Verdict.NO_DATA, Verdict.INVALID)


def apply_due_periods(results: tuple[Result, ...], plan: Plan, earlier: Earlier) -> tuple[Result, ...]:
    """Give each target that was due earlier the verdict of the period in which it was due.

    Args:
        results: The results by the figures of this period.
        plan: The compiled plan.
        earlier: The reports of the periods in which they were due, as far as the run has them.
    """
    since = {(one.indicator, one.which): one.since for one in plan.targets if one.since}
    found: list[Result] = []
    which: dict[str, int] = {}
    for result in results:
        place = which[result.indicator] = which.get(result.indicator, -1) + 1
        due = since.get((result.indicator, place))
        found.append(result if due is None else _judged_when_due(result, due, place, earlier.get(due, ())))
    return tuple(found)


def _judged_when_due(result: Result, due: Period, place: int, reports: Sequence[Report]) -> Result:
    stood = [[one for one in report.results if one.indicator == result.indicator] for report in reports]
    then = [own[place] for own in stood if len(own) > place]
    if not then:
        missing = WhenDue(due, given=False, reached=result.verdict in _MET)
        return result._replace(
            verdict=Verdict.NO_DATA, data=DataState.MISSING, when_due=missing, lacks="", early=None, early_parts=()
        )
    # A month and its quarter end on the same day, and either may have the figure.
    of = next((one for one in then if one.verdict not in _OPEN), then[0])
    # Unreadable figures were reported in their own report; here they count as no figure.
    verdict = Verdict.NO_DATA if of.verdict is Verdict.INVALID else of.verdict
    when = WhenDue(due, True, of.text, of.value, of.location, result.verdict in _MET)
    # The reason that it was undecided then still applies.
    return result._replace(
        verdict=verdict, data=of.data, when_due=when, lacks=of.lacks, early=of.early, early_parts=of.early_parts
    )
