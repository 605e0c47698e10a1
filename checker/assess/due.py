"""Targets that were due in an earlier period: that period's verdict stands, with the later figure beside it.

Owns which report an earlier verdict is taken from. Must not know how a verdict comes about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.domain.axes import DataState, Verdict
from checker.domain.period import Period
from checker.domain.report import Report, Result, WhenDue
from checker.plan.model import Plan

__all__ = ["Earlier", "apply_due_periods"]

Earlier = Mapping[Period, Sequence[Report]]
"""The reports of the unit by the periods in which targets were due: of several that end with one, the nearest first."""

_MET = (Verdict.MET, Verdict.EXCEEDED)
_OPEN = (Verdict.NO_DATA, Verdict.INVALID)


def apply_due_periods(results: tuple[Result, ...], plan: Plan, earlier: Earlier) -> tuple[Result, ...]:
    """Give each target that was due before the verdict of the period in which it was due.

    Args:
        results: How targets stand by the figures of this period.
        plan: What was asked.
        earlier: The reports of the periods in which they were due, as far as these are among the files.
    """
    since = {(one.indicator, one.which): one.since for one in plan.targets if one.since}
    found: list[Result] = []
    which: dict[str, int] = {}
    for result in results:
        place = which[result.indicator] = which.get(result.indicator, -1) + 1
        due = since.get((result.indicator, place))
        found.append(result if due is None else _held(result, due, place, earlier.get(due, ())))
    return tuple(found)


def _held(result: Result, due: Period, place: int, reports: Sequence[Report]) -> Result:
    stood = [[one for one in report.results if one.indicator == result.indicator] for report in reports]
    then = [own[place] for own in stood if len(own) > place]
    if not then:
        missing = WhenDue(due, given=False, reached=result.verdict in _MET)
        return result._replace(
            verdict=Verdict.NO_DATA, data=DataState.MISSING, when_due=missing, lacks="", early=None, early_parts=()
        )
    # A month and its quarter end with one day, and either may have the figure.
    of = next((one for one in then if one.verdict not in _OPEN), then[0])
    # What could not be read was told in its own report; here there is no figure.
    verdict = Verdict.NO_DATA if of.verdict is Verdict.INVALID else of.verdict
    when = WhenDue(due, True, of.text, of.value, of.location, result.verdict in _MET)
    # Why it was not decided then is why it is not now.
    return result._replace(
        verdict=verdict, data=of.data, when_due=when, lacks=of.lacks, early=of.early, early_parts=of.early_parts
    )
