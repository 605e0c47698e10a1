"""The findings that follow from a result or a relation, as codes and matters without sentences.

Owns which finding follows from which verdict, pace, data state and failed check. Must not know how a finding is worded:
`explain` and `relations` do that, and a bulk run needs only this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.binding.bound import MATTERS
from checker.domain import codes
from checker.domain.axes import ESTIMATES, DataState, Matter, Pace, Verdict
from checker.domain.check import CHECKS, CheckKind
from checker.domain.codes import Code
from checker.domain.comparator import traits_of
from checker.domain.record import NamedTuple
from checker.domain.report import Result

__all__ = [
    "HARD",
    "NOTES",
    "NOTHING",
    "NOT_COMPARED",
    "NOT_REPORTED",
    "RELATIONS",
    "Concern",
    "concerns_of",
    "is_direction",
    "is_of_units",
    "is_unreported",
    "is_weighed",
]

HARD: Final = (Verdict.MET, Verdict.EXCEEDED, Verdict.UNMET)
"""The verdicts that are certain."""
NOTHING: Final = Verdict.NO_DATA
"""The verdict on what is missing, in a finding about a whole report."""

_VERDICTS: Final = {Verdict.UNMET: codes.UNMET, Verdict.UNDECIDED: codes.UNDECIDED, Verdict.NO_DATA: codes.NO_DATA}
_MATTERS: Final = {
    Verdict.UNMET: Matter.UNMET,
    Verdict.UNDECIDED: Matter.UNDECIDED,
    Verdict.NO_DATA: Matter.NO_DATA,
}
_PACES: Final = {
    Pace.BEHIND: (codes.BEHIND, Matter.BEHIND),
    Pace.AT_RISK: (codes.AT_RISK, Matter.AT_RISK),
    Pace.NONE: (codes.PACE_UNDECIDED, Matter.PACE_UNDECIDED),
}
_OF_CEILINGS: Final = {codes.BEHIND: codes.SPENT_TOO_FAST, codes.AT_RISK: codes.SPENT_FAST}


class Concern(NamedTuple):
    """A code, and its matter: the key of a gate policy."""

    code: Code
    matter: Matter


RELATIONS: Final = {
    CheckKind.NATURAL_LIMITS: Concern(codes.OUTSIDE_LIMITS, Matter.CONSISTENCY),
    CheckKind.CHILD_WITHIN_PARENT: Concern(codes.CHILD_ABOVE_PARENT, Matter.CONSISTENCY),
    CheckKind.PERCENT_OF_PLAN: Concern(codes.PERCENT_OF_PLAN, Matter.PERCENT_OF_PLAN),
    CheckKind.PLAN: Concern(codes.PLAN_DIFFERS, Matter.CONSISTENCY),
    CheckKind.RATIO: Concern(codes.RATIO_DIFFERS, Matter.CONSISTENCY),
    **{traits.kind: Concern(getattr(codes, traits.code), traits.matter) for traits in CHECKS.values()},
}
"""The concern for each kind of failed check."""
NOT_REPORTED: Final = Concern(codes.NOT_REPORTED, Matter.NOT_REPORTED)
"""The concern about a submission if any result `is_unreported`."""
NOT_COMPARED: Final = Concern(codes.NOT_COMPARED, Matter.NOT_COMPARED)
"""The concern about a submission with a check that could not be made."""
NOTES: Final = (
    NOT_REPORTED,
    RELATIONS[CheckKind.RATIO],
    NOT_COMPARED,
    *(Concern(code, MATTERS[code]) for code in (codes.MISSING_UNIT, codes.LONE_PART, codes.NOT_A_RATIO)),
)
"""The concerns about rows and units that do not depend on the size of a figure."""


def concerns_of(result: Result) -> Iterator[Concern]:
    """Yield the concerns about one target: its verdict, its pace, and an estimated figure."""
    if result.lacks:
        matter = Matter.NOT_GIVEN if result.decides else Matter.OTHER_TARGET
        yield Concern(codes.YEAR_BEFORE_NOT_GIVEN, matter)
    elif result.verdict in _VERDICTS:
        yield _of_verdict(result)
    if not result.decides:
        return
    if result.pace_basis is not None and result.value is not None and result.pace in _PACES:
        code, matter = _PACES[result.pace]
        yield Concern(_OF_CEILINGS.get(code, code) if result.pace_basis.ceiling else code, matter)
    if result.data in ESTIMATES and result.verdict in HARD:
        yield Concern(codes.ON_ESTIMATE, Matter.ESTIMATE)
    if result.grade:
        yield Concern(codes.GRADED, Matter.GRADE)


def _of_verdict(result: Result) -> Concern:
    code, matter = _VERDICTS[result.verdict], _MATTERS[result.verdict]
    then = result.when_due
    if then is not None and not then.given:
        code, matter = codes.DUE_NOT_GIVEN, Matter.NOT_GIVEN
    elif then is not None and code is codes.UNMET and not is_direction(result):
        code = codes.REACHED_LATE if then.reached else codes.STILL_UNMET
    elif code is codes.UNDECIDED and result.early:
        code = codes.BEFORE_END
    elif code is codes.UNDECIDED and result.early_parts:
        code = codes.EARLY_PARTS
    if not result.decides:
        return Concern(code, Matter.OTHER_TARGET)
    if result.part and matter in _MATTERS.values():
        matter = Matter.PARTS
    if is_direction(result):
        return Concern(codes.DIRECTION if code is codes.UNMET else code, Matter.DIRECTION)
    return Concern(code, matter)


def is_direction(result: Result) -> bool:
    """Tell whether a target is a direction only."""
    return result.bound is not None and traits_of(result.bound.comparator).directional


def is_unreported(result: Result) -> bool:
    """Tell whether a target that is not due lacks a figure that could have been reported."""
    return result.verdict is Verdict.NOT_DUE and result.data is DataState.MISSING and result.expected_now


def is_of_units(matter: Matter) -> bool:
    """Tell whether findings of a matter are listed by their units, not by their indicators."""
    return matter is Matter.MISSING_UNIT


def is_weighed(matter: Matter) -> bool:
    """Tell whether findings of a matter are sorted by their shortfall."""
    return matter is Matter.UNMET
