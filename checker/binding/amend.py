"""Corrections: submissions that change some rows of an earlier one and keep the others.

Owns the merge with the earlier one. Must not know which of several submissions is later.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container

from checker.binding.bound import BoundSubmission, Problem
from checker.binding.series import Member
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.submission import Observation, Submission

__all__ = ["apply_correction", "flag_lone_correction"]


def apply_correction(base: Member, correction: Member) -> Member:
    """Return the amended submission with the rows of its correction replaced.

    A figure keeps its day and its location. Without a new tally, that of the earlier submission stays.

    Args:
        base: The earlier submission, which may itself be amended.
        correction: The later one, with only some rows.
    """
    earlier, later = base.bound, correction.bound
    named = {*later.rows, *later.invalid, *(problem.indicator for problem in later.problems)} - {""}
    replaced = {row.location for id_, row in earlier.rows.items() if id_ in named}
    stays = [row for row in base.submission.observations if row.location not in replaced]
    problems = [
        problem
        for problem in earlier.problems
        if problem.indicator not in named and (problem.indicator or not _about(problem, base, stays))
    ]
    days = {id_: earlier.days.get(id_, base.submission.as_of) for id_ in earlier.rows if id_ not in named}
    early = frozenset(id_ for id_ in earlier.early if id_ not in named) | later.early
    bound = later._replace(
        rows={id_: row for id_, row in earlier.rows.items() if id_ not in named} | later.rows,
        values={one: value for one, value in earlier.values.items() if one.indicator not in named} | later.values,
        invalid=frozenset(id_ for id_ in earlier.invalid if id_ not in named) | later.invalid,
        problems=(*problems, *later.problems),
        early=early,
        cutoff=(later.cutoff or earlier.cutoff) if early else None,
        days=days,
    )
    # Like a roll-up, it is not a file, and names the files that it is made from.
    submission = correction.submission._replace(
        path=f"{base.submission.path} + {correction.submission.path}",
        sha256="",
        observations=(*stays, *correction.submission.observations),
        synthetic=base.submission.synthetic or correction.submission.synthetic,
        tally=correction.submission.tally or base.submission.tally,
        ignored=(*base.submission.ignored, *correction.submission.ignored),
    )
    return Member(submission, bound)


def _about(problem: Problem, base: Member, stays: Container[Observation]) -> bool:
    """Tell whether a problem of a file belongs to a replaced row, that is to its line or a continuation."""
    place = problem.diagnostic.location
    rows = [row for row in base.submission.observations if _file(row.location) == _file(place)]
    rows.sort(key=lambda row: _line(row.location))
    above = bisect_right(rows, _line(place), key=lambda row: _line(row.location))
    return above > 0 and rows[above - 1] not in stays


def _file(place: Location) -> tuple[str, str]:
    return place.path, place.sheet


def _line(place: Location) -> int:
    return place.line or int("".join(filter(str.isdecimal, place.cell)) or 0)


def flag_lone_correction(submission: Submission, bound: BoundSubmission) -> BoundSubmission:
    """Return a submission, with a diagnostic if it amends one that is missing."""
    if not submission.amends:
        return bound
    place = submission.place("amends")
    wrong = diagnostic(codes.AMENDS_NOTHING, place, unit=submission.unit, period=str(submission.period))
    return bound._replace(problems=(Problem(Matter.NOT_GIVEN, "", wrong), *bound.problems))
